"""Integrals of normal densities in closed form, held against known moments and against numerical quadrature."""

import math
import random
from fractions import Fraction

import pytest
import sympy
from flint import ctx, fmpq
from sympy import Integer, Rational, exp, log

from derivo.checks.decide.balls import Unsupported
from derivo.checks.decide.gaussians.forms import value_of
from derivo.checks.decide.gaussians.values import Sample, Values
from derivo.checks.decide.gaussians.worlds import World
from derivo.checks.language.families import Entry, Total
from derivo.checks.language.nodes import Modulus, add, multiply, power
from derivo.checks.language.tables import Model, Network
from derivo.checks.verdict import Normal
from tests.decide.continuous import Joint, network, value

J = Joint()
ALONE = Joint("p", ("X",))


def normal(joint, name, variance, **mean):
    terms = tuple((other.strip("_"), Fraction(c)) for other, c in mean.items())
    return Normal(joint, name, terms, Fraction(variance))


def values_in(normals, tables, functions=(), point=()):
    networks = tuple(Network(f"{f}({', '.join(of)})", f, of) for f in ("f", "g") for of in (("X",), ("Z",), ("X", "Z")))
    model = Model(tuple(tables), (), networks)
    known = {(each.joint, each.name): each for each in normals}
    return Values(World(model, known, dict(functions), decaying=False), dict(point))


def number(body, normals, joint, functions=(), at=()):
    with ctx.workprec(128):
        places = {joint.free[name]: Sample(name, (((), fmpq(c)),) if c else ()) for name, c in dict(at).items()}
        return value_of(values_in(normals, [joint.table], functions).of(sympy.sympify(body), places))


# --- known values

STANDARD = (normal("p", "X", 1),)
SHIFTED = (normal("p", "X", 4, _=3),)  # N(3, 4)
CORRELATED = (normal("p", "X", 1), normal("p", "Z", Rational(1, 4), X=2, _=1))  # Z = 2X + 1 + ε/2


def x(at):
    return value("X", at)


def z(at):
    return value("Z", at)


def folded(body, mean, variance):
    """E of a function of a normal variable, by the trapezoidal rule."""
    step = 1e-3
    grid = (mean + step * k for k in range(-10_000, 10_000))
    return step * sum(
        body(w) * math.exp(-((w - mean) ** 2) / (2 * variance)) / math.sqrt(2 * math.pi * variance) for w in grid
    )


# W = Z − X is N(1, 5/4), and X given W is N(4(W − 1)/5, 1/5)
SKEW = folded(lambda w: abs(w) * (16 / 25 * (w - 1) ** 2 + 1 / 5), 1, 5 / 4)
KNOWN = [
    (ALONE, STANDARD, ALONE.mean(lambda at: x(at) ** 4), 3),
    (ALONE, STANDARD, ALONE.mean(lambda at: x(at) ** 10), 945),
    (ALONE, SHIFTED, ALONE.mean(x), 3),
    (ALONE, SHIFTED, ALONE.mean(lambda at: x(at) ** 3), 27 + 3 * 3 * 4),
    (ALONE, SHIFTED, ALONE.mean(lambda at: Modulus(x(at) - 3)), 2 * sympy.sqrt(2 / sympy.pi)),
    (ALONE, SHIFTED, ALONE.mean(lambda at: exp(x(at) / 2)), exp(Rational(3, 2) + Rational(1, 2))),
    (ALONE, SHIFTED, -ALONE.mean(lambda at: log(ALONE.density(("X",), (), at))), log(2 * sympy.pi * sympy.E * 4) / 2),
    (ALONE, SHIFTED, ALONE.mean(lambda at: ALONE.score("X", ("X",), (), at) ** 2), Rational(1, 4)),
    (ALONE, SHIFTED, ALONE.mean(lambda at: x(at) * ALONE.score("X", ("X",), (), at)), -1),
    (ALONE, STANDARD, ALONE.integral(lambda at: exp(-(x(at) ** 2)), ["X"]), sympy.sqrt(sympy.pi)),
    (ALONE, STANDARD, ALONE.integral(lambda at: ALONE.density(("X",), (), at) ** 2, ["X"]), 1 / sympy.sqrt(4 * sympy.pi)),
    (J, CORRELATED, J.mean(lambda at: x(at) * z(at)), 2),
    (J, CORRELATED, J.mean(lambda at: z(at) ** 2), 1 + 4 + Rational(1, 4)),
    (J, CORRELATED, J.mean(lambda at: (z(at) - 1) ** 2 * x(at) ** 2), Rational(17, 4) + 2 * 4),
    (J, CORRELATED, J.mean(lambda at: Modulus(z(at) - 2 * x(at) - 1)), sympy.sqrt(2 / sympy.pi) / 2),
    (J, CORRELATED, J.mean(lambda at: Modulus(x(at) - z(at)) * x(at) ** 2), SKEW),
    (J, CORRELATED, J.mean(lambda at: J.mean(x, ["X"], ["Z"], at) ** 2, ["Z"]), Rational(4, 1) / Rational(17, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("joint", "normals", "body", "wanted"), KNOWN)
def test_known_moments(joint, normals, body, wanted):
    found = number(body, normals, joint)
    assert abs(float(found.mid()) - float(sympy.N(wanted))) < 1e-5
    assert found.rad() < 1e-25


def test_densities_at_a_point():
    at = {"X": 1, "Z": -1}
    joint = number(J.density(("X", "Z")), CORRELATED, J, at=at)
    wanted = math.exp(-1 / 2) * math.exp(-16 * 2) / (2 * math.pi * 0.5)
    assert abs(float(joint.mid()) / wanted - 1) < 1e-12
    marginal = number(J.density(("Z",)), CORRELATED, J, at=at)
    assert abs(float(marginal.mid()) - math.exp(-4 / (2 * 4.25)) / math.sqrt(2 * math.pi * 4.25)) < 1e-12
    score = number(J.score("X", ("X",), ("Z",)), CORRELATED, J, at=at)
    assert abs(float(score.mid()) - (-1 + 2 * (-1 - 2 - 1) * 4)) < 1e-12


DIVERGES = [
    J.integral(x, ["X"]),
    J.integral(lambda at: exp(x(at) ** 2), ["X"]),
    J.mean(lambda at: exp(x(at) ** 2), ["X"]),
    ALONE.integral(lambda at: log(ALONE.density(("X",), (), at)), ["X"]),
    J.integral(lambda at: J.density(("X",), ("Z",), at) * x(at) ** 2, ["X", "Z"]),
    # 0 in one order, and no integral at all: the inner one cancels
    J.integral(lambda at: J.integral(lambda to: (x(to) - z(to)) * exp(-((x(to) - z(to)) ** 2)), ["X"], at), ["Z"]),
    J.integral(lambda at: J.integral(lambda to: x(to) * exp(-(x(to) ** 2)), ["X"], at), ["Z"]),
    J.integral(lambda at: x(at) - x(at), ["X"]),
]  # fmt: skip


@pytest.mark.parametrize("body", DIVERGES)
def test_what_diverges_has_no_value(body):
    with pytest.raises(Unsupported):
        number(body, CORRELATED, J, at={"X": 1, "Z": 1})


NO_FORM = [
    J.mean(lambda at: 1 / x(at)),
    J.mean(lambda at: log(x(at) ** 2)),
    J.mean(lambda at: sympy.sin(x(at))),
    J.mean(lambda at: Modulus(x(at)) * Modulus(z(at))),
    J.mean(lambda at: Modulus(x(at) ** 2 - 1)),
    J.mean(lambda at: power(x(at), Rational(1, 2))),
    J.mean(lambda at: power(1 + x(at) ** 2, Rational(1, 2))),
    J.mean(lambda at: 1 / (1 + J.density(("X",), (), at))),
    J.mean(lambda at: log(J.density(("X",), (), at) + J.density(("Z",), (), at))),
    J.mean(lambda at: exp(x(at) ** 3)),
    J.mean(lambda at: power(x(at), z(at))),
]  # fmt: skip


@pytest.mark.parametrize("body", NO_FORM)
def test_what_has_no_closed_form_here_has_no_value(body):
    with pytest.raises(Unsupported):
        number(body, CORRELATED, J)


# --- random expressions against quadrature

STEP, REACH = 0.45, 10.0
SEEDS = 30
GRID = [STEP * k for k in range(-int(REACH / STEP), int(REACH / STEP) + 1)]


class Quadrature:
    """The value of an expression in floating point: sums over samples by the trapezoidal rule."""

    def __init__(self, normals, joint, functions, point):
        self.normals = {each.name: each for each in normals}
        self.of, self.name = joint.table.of, joint.table.name
        self.functions, self.point, self.known = dict(functions), point, {}

    def at(self, node, places):
        free = node.free_symbols
        key = node, tuple((k, c) for k, c in places.items() if k in free)
        if key not in self.known:
            self.known[key] = self.found(node, places)
        return self.known[key]

    def found(self, node, places):
        if isinstance(node, Total):
            body, index, *_ = node.args
            return STEP * math.fsum(self.at(body, {**places, index: c}) for c in GRID)
        if isinstance(node, Entry):
            return self.entry(node.args[0].name, [places[each] for each in node.args[1:] if each in places])
        if node.is_Symbol:
            return places[node]
        if node.is_number and not node.args:
            return float(node)
        values = [self.at(each, places) for each in node.args]
        if isinstance(node, sympy.Add):
            return math.fsum(values)
        if isinstance(node, sympy.Mul):
            return math.prod(values)
        if isinstance(node, sympy.Pow):
            return values[0] ** values[1]
        return {sympy.exp: math.exp, sympy.log: math.log, Modulus: abs}[node.func](values[0])

    def entry(self, family, at):
        here = dict(zip(self.of, at, strict=False))
        if family == self.name:
            return self.density(here)
        if family.startswith("∇"):
            name, h = family.split()[1], 1e-4
            up, down = ({**here, name: here[name] + sign * h} for sign in (1, -1))
            return (self.density(up) - self.density(down)) / (2 * h)
        if family in self.of:
            return at[0]
        u = sum(weight * c for weight, c in enumerate(at, start=1))
        return sum(float(c) * u**k for k, c in enumerate(self.functions[family.partition("(")[0]]))

    def density(self, here):
        found = 1.0
        for name, c in here.items():
            mean = sum(float(m) * (here[other] if other else 1) for other, m in self.normals[name].mean)
            variance = float(self.normals[name].variance)
            found *= math.exp(-((c - mean) ** 2) / (2 * variance)) / math.sqrt(2 * math.pi * variance)
        return max(found, 1e-300)


def quadrature(body, normals, joint, functions=(), at=()):
    places = {joint.free[name]: float(c) for name, c in dict(at).items()}
    return Quadrature(normals, joint, functions, None).at(body, places)


class Bodies:
    """Draws expressions in x, z, densities, scores and functions."""

    def __init__(self, seed):
        self.source = random.Random(seed)

    def body(self, at, depth):
        kind = self.source.choice(("add", "mul", "leaf", "leaf", "square")) if depth else "leaf"
        if kind in ("add", "mul"):
            return (add if kind == "add" else multiply)(self.body(at, depth - 1), self.body(at, depth - 1))
        return power(self.body(at, depth - 1), Integer(2)) if kind == "square" else self.leaf(at)

    def leaf(self, at):
        choose = self.source.choice
        one, other = choose((("X", "Z"), ("Z", "X")))
        return choose((
            lambda: value(one, at),
            lambda: value(one, at),
            lambda: Rational(choose((1, -1, 2, 3)), choose((1, 2))),
            lambda: network("f", (one,), at),
            lambda: network("g", ("X", "Z"), at),
            lambda: J.score(one, ("X", "Z"), (), at),
            lambda: J.score(one, (one,), (), at),
            lambda: J.score(one, (one,), (other,), at),
            lambda: log(J.density((one,), (), at)),
            lambda: log(J.density((one,), (other,), at)),
            lambda: J.density((one,), (other,), at),
            lambda: exp(-(value(one, at) ** 2) / 2 + value(other, at) / 2),
            lambda: J.mean(lambda to: value(other, to) * value(one, to), [other], [one], at),
            lambda: J.mean(lambda to: value(other, to) ** 2, [other], (), at),
        ))()  # fmt: skip


def random_case(seed):
    source, bodies = random.Random(seed), Bodies(seed)
    half = Fraction(1, 2)
    normals = (
        normal("p", "X", source.choice((1, half, 2)), _=source.choice((0, 1, -half))),
        normal("p", "Z", source.choice((1, half)), X=source.choice((1, -half, 0)), _=source.choice((0, half))),
    )
    functions = (("f", (Fraction(1), Fraction(-1), half)), ("g", (half, Fraction(1))))
    return J.mean(lambda at: bodies.body(at, 2)), normals, functions


@pytest.mark.parametrize("seed", range(SEEDS))
def test_random_expectations_agree_with_quadrature(seed):
    body, normals, functions = random_case(seed)
    try:
        found = number(body, normals, J, functions)
    except Unsupported:
        pytest.skip("no closed form")
    wanted = quadrature(body, normals, J, functions)
    assert abs(float(found.mid()) - wanted) <= 1e-4 * (1 + abs(wanted))


def test_most_random_expectations_have_a_closed_form():
    supported = 0
    for seed in range(SEEDS):
        body, normals, functions = random_case(seed)
        try:
            supported += number(body, normals, J, functions).is_finite()
        except Unsupported:
            continue
    assert supported > SEEDS * 2 / 3
