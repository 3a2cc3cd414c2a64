"""Claims that look true at most points, and claims that look false: what once misled a rule, and what might."""

from fractions import Fraction

import pytest
import sympy
from sympy import Ge, Gt, Integer, Limit, Rational

from derivo.checks.decide.search.decide import decide
from derivo.checks.language.domains import INTEGER, NONNEGATIVE, POSITIVE, Domain
from derivo.checks.language.nodes import Choose, Modulus, add, apply, divide, largest, multiply, negate, power
from derivo.checks.verdict import Proved, Refuted, Relation
from tests.decide.claims import a, b, c, claim, exp, log, oo, sqrt, x, y, z

HALF = Rational(1, 2)
CIRCLE = x**2 - 2  # zero where no rational point lies
ABOUT_X = {"about": (x,)}
FAR = 10**6


def root(u):
    return power(u, HALF)


def is_positive(u):
    return Choose(u, Integer(1), Integer(0))


NOT_TRUE = [
    # a learned sign: x²y ≥ 0 and xy ≥ 0 say nothing of y at x = 0
    ("√(x²y) says nothing of y at x = 0", add(Modulus(y), root(multiply(x**2, y))), add(y, root(multiply(x**2, y))),
     {}),
    ("√(xy) says nothing of y at x = 0", add(Modulus(y), root(multiply(x, y))), add(y, root(multiply(x, y))),
     {"x": NONNEGATIVE}),
    ("x²y ≥ 0 says nothing of y at x = 0", Modulus(y), y, {"given": (Ge(x**2 * y, 0),)}),
    ("xy ≥ 0 says nothing of y at x = 0", Modulus(y), y, {"given": (Ge(x * y, 0),), "x": NONNEGATIVE}),
    # the case f = 0 after f ≥ 0 was learned
    ("f > 0 where f ≥ 0 is given", is_positive(CIRCLE), Integer(1), {"given": (Ge(CIRCLE, 0),)}),
    ("f > 0 where √f is defined", add(is_positive(CIRCLE), root(CIRCLE)), add(Integer(1), root(CIRCLE)), {}),
    # a root that was made in the case f > 0, met again in the case f = 0
    ("a sign in the square of a factor", is_positive(x), Integer(0),
     {"given": (sympy.Le(x**3 * (x * y - 1) ** 2, 0),), "y": Domain(Fraction(1))}),
    ("√f > 0", Integer(0), add(Choose(CIRCLE, Integer(0), Integer(0)), root(CIRCLE)), {"relation": Relation.BELOW}),
    # coefficients that are zero by a relation only
    ("√(cz+1)√(cz−1) − cz → 0", Limit(sqrt(c) / z + sqrt(c * z + 1) * sqrt(c * z - 1) - c * z, z, oo), -oo,
     {"c": POSITIVE}),
    ("√(2z+1)√(2z−1) − 2z → 0", Limit(sqrt(2) / z + sqrt(2 * z + 1) * sqrt(2 * z - 1) - 2 * z, z, oo), -oo, {}),
    # proportional to nothing, and in nothing
    ("x² ∝ 0", x**2, Integer(0), {"relation": Relation.PROPORTIONAL, **ABOUT_X}),
    ("0 ∝ x²", Integer(0), x**2, {"relation": Relation.PROPORTIONAL, **ABOUT_X}),
    ("x ∝ x² in no name", x, x**2, {"relation": Relation.PROPORTIONAL}),
    ("x = x² up to a constant in no name", x, x**2, {"relation": Relation.EQUAL_UP_TO_CONSTANT}),
    ("a name x′ of one's own", x * (x - sympy.Symbol("x′", real=True)),
     sympy.Symbol("x′", real=True) * (x - sympy.Symbol("x′", real=True)),
     {"relation": Relation.PROPORTIONAL, **ABOUT_X}),
    # limits of what has no values far out, or for some parameters
    ("√(2²⁰ − z) → ∞", Limit(sqrt(2**20 - z), z, oo), oo, {}),
    ("√(1000 − log z) → ∞", Limit(sqrt(1000 - log(z)), z, oo), oo, {}),
    ("0·asin(z/2²⁰) → 0", Limit(multiply(Integer(0), sympy.asin(z / 2**20)), z, oo), Integer(0), {}),
    ("0·acosh(2²⁰ − z) → 0", Limit(multiply(Integer(0), sympy.acosh(2**20 - z)), z, oo), Integer(0), {}),
    ("log(cz) → ∞ for every c", Limit(log(c * z), z, oo), oo, {}),
    ("√(−z²) → 0", Limit(root(negate(z**2)), z, 0, "+-"), Integer(0), {}),
    ("(−2)ᶻ → 4", Limit(power(Integer(-2), z), z, 2, "+-"), Integer(4), {}),
    # arithmetic with ∞
    ("(c/c)^∞ = 0", power(divide(c, c), oo), Integer(0), {}),
    ("(c/c)^(−∞) = ∞", power(divide(c, c), -oo), oo, {}),
    ("∞ + log(−1 − x²) = ∞", add(oo, apply(log, -1 - x**2)), oo, {}),
    ("(−∞)^(−1/2) = 0", power(-oo, -HALF), Integer(0), {}),
    # undefined on an open set, far from simple points
    ("(√(10⁶ − x²))² for every x", power(root(FAR - x**2), Integer(2)), FAR - x**2, {}),
    ("2 log(10⁶ − x² − y²) for every x, y", multiply(Integer(2), log(FAR - x**2 - y**2)),
     apply(log, power(FAR - x**2 - y**2, Integer(2))), {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "facts"), NOT_TRUE, ids=[row[0] for row in NOT_TRUE])
def test_what_does_not_hold_everywhere_is_not_proved(name, left, right, facts):
    assert not isinstance(decide(claim(left, right, **facts)), Proved)


BEYOND_ONE = {"given": (Gt(x, 1),), **ABOUT_X}
NOT_FALSE = [
    ("√(cz+1)√(cz−1) − cz → 0", Limit(sqrt(c) / z + sqrt(c * z + 1) * sqrt(c * z - 1) - c * z, z, oo), Integer(0),
     {"c": POSITIVE}),
    ("log c · z/(z+1) → log c", Limit(log(c) * z / (z + 1), z, oo), log(c), {}),
    ("√c · z/(z+1) → √c", Limit(sqrt(c) * z / (z + 1), z, oo), sqrt(c), {}),
    ("∞^∞ = ∞", power(oo, oo), oo, {}),
    ("0^∞ = 0", power(Integer(0), oo), Integer(0), {}),
    ("∞ − ∞ in the branch that does not hold", Choose(Integer(1), x, add(oo, -oo)), x, {}),
    ("n/n = 1", divide(x, x), Integer(1), {"x": INTEGER}),
    ("ny/n = y", divide(multiply(x, y), x), y, {"x": INTEGER}),
    ("|x − 1| ∝ x − 1 for x > 1", Modulus(x - 1), x - 1, {"relation": Relation.PROPORTIONAL, **BEYOND_ONE}),
    ("|x − 1| = x up to a constant for x > 1", Modulus(x - 1), x,
     {"relation": Relation.EQUAL_UP_TO_CONSTANT, **BEYOND_ONE}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "facts"), NOT_FALSE, ids=[row[0] for row in NOT_FALSE])
def test_what_holds_is_not_refuted(name, left, right, facts):
    assert not isinstance(decide(claim(left, right, **facts)), Refuted)


STILL_PROVED = [
    ("√(x²y)³ = x²y√(x²y)", power(root(multiply(x**2, y)), Integer(3)), multiply(x**2, y, root(multiply(x**2, y))), {}),
    ("√(x²y) = |x|√y", root(multiply(x**2, y)), multiply(Modulus(x), root(y)), {}),
    ("√(xy)³ = xy√(xy)", power(root(multiply(x, y)), Integer(3)), multiply(x, y, root(multiply(x, y))),
     {"x": NONNEGATIVE}),
    ("y > 0 where x²y > 0", Modulus(y), y, {"given": (Gt(x**2 * y, 0),)}),
    ("|x − 1| ∝ x − 1 for x > 1", Modulus(x - 1), x - 1, {"relation": Relation.PROPORTIONAL, **BEYOND_ONE}),
    ("n²/n = n", divide(x**2, x), x, {"x": INTEGER}),
    ("√(4z² − 1)/z → 2", Limit(sqrt(4 * z**2 - 1) / z, z, oo), Integer(2), {}),
    ("a root beside a modulus → ∞", Limit(largest(sqrt(c * z + 1), c), z, oo), oo, {"c": POSITIVE}),
    ("√(1 − 1/z) → 1", Limit(sqrt(1 - 1 / z), z, oo), Integer(1), {}),
    ("atanh(1/z) → 0", Limit(sympy.atanh(1 / z), z, oo), Integer(0), {}),
    ("0·acosh z → 0", Limit(multiply(Integer(0), sympy.acosh(z)), z, oo), Integer(0), {}),
    ("log(1 + eᶻ) − z → 0", Limit(log(1 + exp(z)) - z, z, oo), Integer(0), {}),
    ("a log b = b log a where a = b", a * log(b), b * log(a),
     {"given": (sympy.Eq(a, b),), "a": POSITIVE, "b": POSITIVE}),
    ("large numbers in factors", log((10**12 * x + 1) * (x + y)), apply(log, (x + y) * (10**12 * x + 1)), {}),
    ("1/√((x − y)(x + y)) rationalised", power((x - y) * (x + y), -HALF),
     divide(root((x - y) * (x + y)), (x - y) * (x + y)), {}),
    ("√acosh, undefined in a case", root(sympy.acosh(x**2 - 1)), root(sympy.acosh(x**2 - 1)), {"x": NONNEGATIVE}),
    ("1/√(1 − x²) inside (−1, 1)", divide(1 - x**2, root(1 - x**2)), root(1 - x**2),
     {"x": Domain(Fraction(-1), Fraction(1))}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "facts"), STILL_PROVED, ids=[row[0] for row in STILL_PROVED])
def test_what_the_traps_are_made_of_is_still_proved(name, left, right, facts):
    assert isinstance(decide(claim(left, right, **facts)), Proved)
