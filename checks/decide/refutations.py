"""What a witness shows: enclosures of the two sides that contradict the claim, or Undecided and why."""

from __future__ import annotations

from fractions import Fraction

from flint import arb
from sympy import Basic, Symbol

from derivo.checks.decide.balls import Undefined, Value, compile_balls, defined, disjoint, enclosure, run
from derivo.checks.decide.conditions import Point, admissible, suits
from derivo.checks.language.domains import REAL
from derivo.checks.language.nodes import Choose, Flat, Slope, Unknown, add, instantiate, names_in, negate
from derivo.checks.verdict import Claim, Enclosure, Relation, Undecided, Witness

PRECISIONS = (128, 512, 2048)  # bits
NEARBY = Fraction(1, 2**40)  # half the side of the box that shows that a side is undefined on an open set
LONGEST = 20_000  # bits of the ends of a ball that is shown
Sides = tuple[Enclosure, Enclosure]


def refutation(claim: Claim, witness: Witness) -> Sides | Undecided:
    """The enclosures of both sides at the witness, if they contradict the claim (as `reduced`)."""
    if claim.relation in (Relation.IMPLIES, Relation.EQUIVALENT):
        return _counterexample(claim, witness)
    functions = dict(witness.functions)
    if not dict(claim.functions).keys() <= functions.keys():
        return _undecided("not admissible")
    if not all(suits(claim, name, p) for name, p in functions.items()):
        return _undecided("not admissible")
    left, right = (instantiate(side, functions) for side in (claim.left, claim.right))
    names = {symbol.name: symbol for symbol in names_in(left, right, *claim.given)}
    point = {names[name]: value for name, value in witness.point if name in names}
    if len(point) != len(names) or not admissible(claim, point):
        return _undecided("not admissible")
    return _disagreement(claim, left, right, point)


def _disagreement(claim: Claim, left: Basic, right: Basic, point: Point) -> Sides | Undecided:
    program = compile_balls(left, right)
    for bits in PRECISIONS:
        here, there = run(program, point, bits)
        if refutes(claim.relation, here, there):
            return shown(here, there)
        if isinstance(here, Undefined) or isinstance(there, Undefined):
            return _one_sided(claim, left, right, point)
    return _undecided("points that agree", "1")


def refutes(relation: Relation, left: Value, right: Value) -> bool:
    """Whether these enclosures of the two sides contradict the relation."""
    if not (defined(left) and defined(right)):
        return False
    match relation:
        case Relation.EQUAL:
            return disjoint(left, right)
        case Relation.AT_MOST:
            return bool(left > right)
        case Relation.BELOW:
            return bool(left >= right)
        case Relation.AT_LEAST:
            return bool(left < right)
        case Relation.ABOVE:
            return bool(left <= right)
        case Relation.DIFFERENT:
            return bool(left.is_exact() and right.is_exact() and left == right)
        case Relation.SAME_SIGN:
            return _have_other_signs(left, right)
        case _:
            return False


def _have_other_signs(left: arb, right: arb) -> bool:
    """Whether one is above 0 and the other below, or one is exactly 0 and the other is not."""
    if left.is_zero() or right.is_zero():
        return not (left.contains(0) and right.contains(0))
    return bool((left < 0 < right) or (right < 0 < left))


def _one_sided(claim: Claim, left: Basic, right: Basic, point: Point) -> Sides | Undecided:
    """The sides on a box around the point, if one is undefined on it and the other defined.

    A whole number is taken with its neighbours: n/n is 1, though not at n = 0.
    """
    domains = dict(claim.domains)
    box: dict[Symbol, Fraction] = {}
    for symbol, value in point.items():
        domain = domains.get(symbol, REAL)
        if not domain.values:
            radius = box[symbol] = Fraction(1) if domain.whole else NEARBY
            if not (domain.contains(value - radius) and domain.contains(value + radius)):
                return _undecided("undefined")
    if claim.relation is not Relation.EQUAL or any(condition.rel_op == "==" for condition in claim.given):
        return _undecided("undefined")
    here, there = run(compile_balls(left, right), point, 128, box)
    if isinstance(here, Undefined) != isinstance(there, Undefined) and (defined(here) or defined(there)):
        return shown(here, there)
    return _undecided("undefined")


def _counterexample(claim: Claim, witness: Witness) -> Sides | Undecided:
    """0 and the other gap, if one equation has a solution within the witness's radius, and the other has none there."""
    gaps = [add(equation.args[0], negate(equation.args[1])) for equation in (claim.left, claim.right)]
    names = {symbol.name: symbol for gap in gaps for symbol in gap.free_symbols}
    point = {names[name]: value for name, value in witness.point if name in names}
    if len(point) != 1 or len(names) != 1 or claim.given or any(gap.has(Choose, Flat, Slope, Unknown) for gap in gaps):
        return _undecided("not supported", "counterexample")
    ((symbol, middle),) = point.items()
    domain, radius = dict(claim.domains).get(symbol, REAL), witness.radius
    if radius and (domain.whole or domain.values):
        return _undecided("not supported", "counterexample")
    if not (domain.contains(middle - radius) and domain.contains(middle + radius)):
        return _undecided("not admissible")
    program = compile_balls(*gaps)
    box = run(program, point, 128, {symbol: radius} if radius else None)
    low, high = (run(program, {symbol: middle + offset}, 128) for offset in (-radius, radius))
    for solved, other in ((0, 1), (1, 0)) if claim.relation is Relation.EQUIVALENT else ((0, 1),):
        gap = box[other]
        if _has_root(box[solved], low[solved], high[solved]) and defined(gap) and not gap.contains(0):
            return shown(arb(0), gap)
    return _undecided("no counterexample")


def _has_root(box: Value, low: Value, high: Value) -> bool:
    """Whether a function, continuous where it is finite, has a root between two points (intermediate value theorem)."""
    if not (defined(box) and defined(low) and defined(high)):
        return False
    return bool(low.is_zero() or high.is_zero() or (low < 0 < high) or (high < 0 < low))


def shown(left: Value, right: Value) -> Sides | Undecided:
    """The two sides as evidence."""
    if printable(left) and printable(right):
        return enclosure(left), enclosure(right)
    return _undecided("too large to print")


def printable(value: Value) -> bool:
    """Whether the ends of a ball are numbers of reasonable length."""
    if isinstance(value, Undefined):
        return True
    return all(abs(int(end.man_exp()[1])) < LONGEST for end in (value.lower(), value.upper()))


def _undecided(what: str, figure: str = "") -> Undecided:
    return Undecided(((what, figure),))
