"""Normal forms have the values of what they are the normal forms of, at random data of small sizes."""

from fractions import Fraction
from itertools import product
from math import prod

import mpmath
import pytest

from derivo.checks.decide.balls import Unsupported, compile_balls, defined, run
from derivo.checks.decide.conditions import admissible
from derivo.checks.decide.proposals.points import points
from derivo.checks.decide.sums.at_sizes import instance_at
from derivo.checks.decide.sums.atoms import NotNormal, own
from derivo.checks.decide.sums.facts import facts
from derivo.checks.decide.sums.normal_forms import NormalForms
from derivo.checks.decide.sums.terms import Terms
from tests.decide.random_sums import FREE, Sums, claim

FUNCTIONS = {"log": mpmath.log, "sin": mpmath.sin, "tanh": mpmath.tanh, "power": lambda base, exponent: base**exponent}
BITS = 600
LARGEST = 1e8
PLACES = {"N": 3, "K": 2, "k": 2, "h": 1, "n": 3}


class Data:
    """Values of polynomials and atoms at a point; sizes and free indices as in PLACES."""

    def __init__(self, point):
        self.point = {symbol.name: mpmath.mpf(value.numerator) / value.denominator for symbol, value in point.items()}

    def polynomial(self, found, at):
        items = found.items() if isinstance(found, dict) else found
        return sum(number(c) * self.term(term, at) for term, c in items)

    def term(self, term, at):
        return prod(self.atom(one, at) ** (int(e) if int(e) == e else number(e)) for one, e in term)

    def place(self, place, at):
        if place[0] == "=":
            return int(place[1:]) if place[1:].isdigit() else PLACES[place[1:]]
        return at.get(place, PLACES.get(place))

    def atom(self, one, at):
        match one:
            case ("name", name):
                return self.point[name]
            case ("size", name):
                return PLACES[name]
            case ("index", place):
                return self.place(place, at)
            case ("entry", family, places):
                return self.point[f"{family}[{','.join(str(self.place(place, at)) for place in places)}]"]
            case ("delta", i, j):
                return int(self.place(i, at) == self.place(j, at))
            case ("exp", term):
                return mpmath.exp(self.term(term, at))
            case ("function", name, arguments):
                return FUNCTIONS[name](*(self.polynomial(argument, at) for argument in arguments))
            case ("base", inside):
                return self.polynomial(inside, at)
            case ("sum", sizes, term):
                ranges = (range(1, PLACES[size] + 1) for size in sizes)
                return sum(
                    self.term(term, {**at, **dict(zip(own(one), values, strict=True))}) for values in product(*ranges)
                )
            case ("product", size, inside):
                return prod(self.polynomial(inside, {**at, own(one)[0]: i}) for i in range(1, PLACES[size] + 1))
            case (_, _, _, *places):
                return self.matrix(one, [self.place(place, at) - 1 for place in places], at)

    def matrix(self, one, places, at):
        numbers = range(1, PLACES[one[1]] + 1)
        entries = [
            [self.polynomial(one[2], {**at, **dict(zip(own(one), (i, j), strict=True))}) for j in numbers]
            for i in numbers
        ]
        whole = determinant(entries)
        if not places:
            return whole
        i, j = places
        kept = [[entry for c, entry in enumerate(line) if c != i] for r, line in enumerate(entries) if r != j]
        return (-1) ** (i + j) * determinant(kept) / whole


def number(value):
    fraction = Fraction(value)
    return mpmath.mpf(fraction.numerator) / fraction.denominator


def determinant(entries):
    if not entries:
        return mpmath.mpf(1)
    first, *rest = entries
    return sum(
        (-1) ** c * entry * determinant([line[:c] + line[c + 1 :] for line in rest]) for c, entry in enumerate(first)
    )


def compared(seed):
    """The values of a random expression at some points, and those of its normal form."""
    sums = Sums(seed)
    claimed = claim(*[sums.one(4, FREE)] * 2)
    instance = instance_at(claimed, PLACES)
    try:
        found = NormalForms(Terms(facts(claimed))).of(claimed.left, {index: index.name for index, _ in FREE})
        program = compile_balls(instance.left)
    except (NotNormal, Unsupported):
        return
    for point in points(instance, 4):
        (value,) = run(program, point, 128)
        if defined(value) and value.rad() < 1e-9 and admissible(instance, point):
            try:
                with mpmath.workprec(BITS):
                    yield float(value.mid()), Data(point).polynomial(found, {})
            except (ValueError, OverflowError, ZeroDivisionError, TypeError, KeyError):
                continue


@pytest.mark.parametrize("batch", range(12))
def test_a_normal_form_has_the_values_of_its_expression(batch):
    tried = 0
    for seed in range(batch * 60, (batch + 1) * 60):
        for value, normal in compared(seed):
            # a branch that is not taken may have no value: it is multiplied by 0
            if abs(value) < LARGEST and not isinstance(normal, mpmath.mpc) and not mpmath.isnan(normal):
                assert abs(value - normal) <= 1e-6 * max(1, abs(value)), seed
                tried += 1
    assert tried > 20
