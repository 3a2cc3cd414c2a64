"""Claims with known truth: each that is proved has a near miss that is refuted."""

from fractions import Fraction

import pytest
import sympy
from sympy import Eq, Integer, Limit, Rational, pi

from derivo.checks.decide.search.decide import decide
from derivo.checks.language.domains import INTEGER, NONNEGATIVE, POSITIVE, Domain
from derivo.checks.language.nodes import Choose, Modulus, add, apply, divide, largest, multiply, power, smallest
from derivo.checks.verdict import Proved, Refuted, Relation, Undecided
from tests.decide.claims import UNIT, a, b, c, claim, exp, f, log, oo, sigma, sqrt, t, x, y, z

GELU = sympy.diff(z * sigma(c * z), z)
FUNCTION = {"functions": (("f", ()),)}
cos, sin, tanh, cosh, atan = sympy.cos, sympy.sin, sympy.tanh, sympy.cosh, sympy.atan


def raw(function, *arguments):
    return apply(function, *map(sympy.sympify, arguments))


PAIRS = [
    # name, left, right, wrong right, facts
    ("GeLU by σ", sigma(c * z) * (1 + c * z * (1 - sigma(c * z))), GELU, GELU + Rational(1, 10**9) * z,
     {"c": POSITIVE}),
    ("GeLU by tanh", (1 + tanh(c * z / 2)) / 2 + c * z / 4 * (1 - tanh(c * z / 2) ** 2), GELU, GELU * c, {}),
    ("GeLU by cosh", (exp(c * z) + c * z + 1) / (2 + 2 * cosh(c * z)), GELU, GELU + z, {}),
    ("reflection", sigma(-z), 1 - sigma(z), -sigma(z), {}),
    ("softplus", log(1 + exp(z)) - z, log(1 + exp(-z)), log(1 + exp(z)), {}),
    ("product of exponentials", exp(x) * exp(y), exp(x + y), exp(x * y), {}),
    ("power of a power", power(power(x, a), b), power(x, a * b), power(x, a + b), {"x": POSITIVE}),
    ("powers of 2 and 4", 2 ** (2 * x), 4**x, 4 ** (2 * x), {}),
    ("logarithm of a product", raw(log, x * y), log(x) + log(y), log(x) * log(y), {"x": POSITIVE, "y": POSITIVE}),
    ("logarithm of a square", raw(log, x**2), 2 * log(Modulus(x)), log(Modulus(x)), {}),
    ("logarithm to a base", log(x) / log(b), raw(log, x**3) / log(b**3), log(b) / log(x),
     {"x": POSITIVE, "b": POSITIVE}),
    ("root of a square", power(x**2, Rational(1, 2)), Modulus(x), x, {}),
    ("roots multiply", sqrt(x) * sqrt(y), power(x * y, Rational(1, 2)), sqrt(x + y), {"x": POSITIVE, "y": POSITIVE}),
    ("rationalised", 1 / (sqrt(x) + 1), (sqrt(x) - 1) / (x - 1), (sqrt(x) + 1) / (x - 1), {"x": POSITIVE}),
    ("root of a quotient", power(x / y, Rational(1, 2)), sqrt(x) / sqrt(y), sqrt(x) * y,
     {"x": POSITIVE, "y": POSITIVE}),
    ("conditional score", -(x - a**t * y) / (1 - a ** (2 * t)), (x - a**t * y) / (a ** (2 * t) - 1),
     (x - a**t * y) / (a**t - 1), {"a": UNIT, "t": POSITIVE}),
    ("1 − a² has a sign", power(1 - a**2, Rational(3, 2)), (1 - a**2) * sqrt(1 - a**2), (a**2 - 1) * sqrt(1 - a**2),
     {"a": UNIT}),
    ("addition theorem", sin(x + y), sin(x) * cos(y) + cos(x) * sin(y), sin(x) * cos(y) - cos(x) * sin(y), {}),
    ("triple angle", cos(3 * x), 4 * cos(x) ** 3 - 3 * cos(x), 3 * cos(x) ** 3 - 4 * cos(x), {}),
    ("sevenths of π", raw(cos, pi / 7) - raw(cos, 2 * pi / 7) + raw(cos, 3 * pi / 7), Rational(1, 2),
     Rational(499999, 10**6), {}),
    ("exact angle", raw(sin, pi / 3), sqrt(3) / 2, sqrt(2) / 2, {}),
    ("tangent of twice", raw(sympy.tan, 2 * x), 2 * sympy.tan(x) / (1 - sympy.tan(x) ** 2), 2 * sympy.tan(x), {}),
    ("arc tangents", atan(x) + atan(1 / x), pi / 2, pi / 3, {"x": POSITIVE}),
    ("arc sine and cosine", sympy.acos(x) + sympy.asin(x), pi / 2, pi, {"x": Domain(Fraction(-1), Fraction(1))}),
    ("area functions", sympy.asinh(x), log(x + sqrt(x**2 + 1)), log(x + sqrt(x**2 - 1)), {}),
    ("modulus of a product", Modulus(x) * Modulus(y), Modulus(x * y), Modulus(x + y), {}),
    ("max and min", largest(x, y) + smallest(x, y), x + y, x - y, {}),
    ("max twice", largest(largest(x, Integer(0)), Integer(0)), largest(x, Integer(0)), x, {}),
    ("ReLU by an indicator", multiply(x, Choose(x, Integer(1), Integer(0))), largest(x, Integer(0)), Modulus(x), {}),
    ("indicators", Choose(x, Integer(1), Integer(0)) + Choose(-x, Integer(1), Integer(0)),
     1 - Choose(x, 0, Choose(-x, 0, 1)), Integer(1), {}),
    ("removable", divide(x**2 - 1, x - 1), x + 1, x - 1, {}),
    ("binary values", b**2, b, 2 * b, {"b": Domain(values=(Fraction(0), Fraction(1)))}),
    ("signs", b**2, Integer(1), b, {"b": Domain(values=(Fraction(-1), Fraction(1)))}),
    ("chain rule for an unknown f", sympy.diff(f(x**2), x), 2 * x * f(x**2, 1), f(x**2, 1), FUNCTION),
    ("product rule for an unknown f", sympy.diff(x * f(x), x), f(x) + x * f(x, 1), f(x, 1), FUNCTION),
    ("under a linear condition", a**2 + 2 * a * b + b**2, Integer(1), Integer(2), {"given": (Eq(a + b, 1),)}),
    ("under an inequality", Modulus(a - b), a - b, b - a, {"given": (sympy.Gt(a, b),)}),
    ("error function is odd", raw(sympy.erf, -x), -sympy.erf(x), sympy.erf(x), {}),
    ("limit at ∞", Limit(GELU, z, oo), Integer(1), 1 + c, {"c": POSITIVE}),
    ("limit at −∞", Limit(GELU, z, -oo), Integer(0), -c, {"c": POSITIVE}),
    ("infinite limit", Limit(c * z * sigma(c * z), z, oo), oo, -oo, {"c": POSITIVE}),
    ("limit of a logarithm", Limit(log(c * z) - log(z), z, oo), log(c), Integer(0), {"c": POSITIVE}),
    ("limit of roots", Limit(sqrt(z**2 + 1) / z, z, -oo), Integer(-1), Integer(1), {}),
    ("limit at a point", Limit((z**2 - 1) / (z - 1), z, 1, "+-"), Integer(2), Integer(1), {}),
    ("limit of z log(1 + 1/z)", Limit(z * log(1 + 1 / z), z, oo), Integer(1), Integer(0), {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "wrong", "facts"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_what_is_true_is_proved_and_what_is_not_is_refuted(name, left, right, wrong, facts):
    assert isinstance(decide(claim(left, right, **facts)), Proved)
    assert isinstance(decide(claim(left, wrong, **facts)), Refuted)


UNTRUE = [
    ("nearly an integer", exp(pi * sqrt(163)), Integer(640320**3 + 744), {}),
    ("fifteen digits of π", Rational(314159265358979, 10**14) * x, pi * x, {}),
    ("arc tangents for every x", atan(x) + atan(1 / x), pi / 2, {}),
    ("2 log x for every x", 2 * log(x), raw(log, x**2), {}),
    ("wrong beyond 100", Modulus(x - 100), 100 - x, {}),
    ("wrong beyond −1000", largest(x, Integer(-1000)), x, {}),
    ("f is not multiplicative", f(x**2), f(x) ** 2, FUNCTION),
    ("undefined everywhere", divide(Integer(1), Integer(0)), x, {}),
    ("a finite limit is not infinite", Limit(GELU, z, oo), oo, {"c": POSITIVE}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "facts"), UNTRUE, ids=[row[0] for row in UNTRUE])
def test_what_is_nearly_true_is_refuted(name, left, right, facts):
    assert isinstance(decide(claim(left, right, **facts)), Refuted)


RELATED = [
    ("a strict bound", x**2 + 1, Integer(0), Relation.DIFFERENT, {}, Proved),
    ("0 is reached", x**2, Integer(0), Relation.DIFFERENT, {}, Refuted),
    ("x ≤ 2x", x, 2 * x, Relation.AT_MOST, {"x": NONNEGATIVE}, Proved),
    ("x < 2x at 0", x, 2 * x, Relation.BELOW, {"x": NONNEGATIVE}, Refuted),
    ("x < 2x", x, 2 * x, Relation.BELOW, {"x": POSITIVE}, Proved),
    ("x ≤ 2x for every x", x, 2 * x, Relation.AT_MOST, {}, Refuted),
    ("x² + y² ≥ 2xy", x**2 + y**2, 2 * x * y, Relation.AT_LEAST, {}, Proved),
    ("x > 0 at 0", x, Integer(0), Relation.ABOVE, {"x": NONNEGATIVE}, Refuted),
    ("x + 1 > 0", x + 1, Integer(0), Relation.ABOVE, {"x": NONNEGATIVE}, Proved),
    ("x ≥ y", x, y, Relation.AT_LEAST, {}, Refuted),
    ("σ is below 1", sigma(x), Integer(1), Relation.BELOW, {}, Proved),
    ("a square is not negative", 2 * x * y, x**2 + y**2, Relation.AT_MOST, {}, Proved),
    ("1 + x ≤ eˣ", 1 + x, exp(x), Relation.AT_MOST, {}, Undecided),
    ("up to a constant", x**2 + c, x**2 + 3, Relation.EQUAL_UP_TO_CONSTANT, {"about": (x,)}, Proved),
    ("not up to a constant", x**2 + c * x, x**2, Relation.EQUAL_UP_TO_CONSTANT, {"about": (x,)}, Refuted),
    ("proportional", exp(-((x - c) ** 2) / 2), exp(c * x - x**2 / 2), Relation.PROPORTIONAL, {"about": (x,)}, Proved),
    ("not proportional", exp(-((x - c) ** 2) / 2), exp(-(x**2)), Relation.PROPORTIONAL, {"about": (x,)}, Refuted),
    ("equations divided by 2", Eq(2 * x, 4), Eq(x, 2), Relation.EQUIVALENT, {}, Proved),
    ("a root was lost", Eq(x**2, 4), Eq(x, 2), Relation.EQUIVALENT, {}, Refuted),
    ("squared", Eq(x, 2), Eq(x**2, 4), Relation.IMPLIES, {}, Proved),
    ("not squared", Eq(x**2, 2), Eq(x, 1), Relation.IMPLIES, {}, Refuted),
    ("multiplied by what may be 0", Eq(x * (x - 1), 0), Eq(x - 1, 0), Relation.IMPLIES, {}, Refuted),
    ("a pole is no root", Eq(divide(x**2, x), 0), Eq(x, 0), Relation.EQUIVALENT, {}, Undecided),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "left", "right", "relation", "facts", "verdict"), RELATED, ids=[r[0] for r in RELATED]
)
def test_other_relations(name, left, right, relation, facts, verdict):
    assert isinstance(decide(claim(left, right, relation, **facts)), verdict)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (multiply(Integer(0), apply(log, -(x**2) - 1)), Integer(0)),
        (multiply(sqrt(-1 - x**2), Integer(0)), Integer(0)),
        (Limit(sin(z), z, oo), Limit(sin(z), z, oo)),
        (power(power(x, Rational(1, 3)), Integer(3)), x),
        (multiply(oo, Integer(0)), multiply(oo, Integer(0))),
        (raw(sin, pi * x), Integer(0)),
    ],
)
def test_what_is_undefined_or_beyond_the_rules_is_not_proved(left, right):
    assert not isinstance(decide(claim(left, right)), Proved)


def test_a_whole_number_may_be_special():
    assert not isinstance(decide(claim(raw(sin, pi * x), 0, x=INTEGER)), Refuted)


def test_exponents_that_may_be_whole_do_not_make_a_base_positive():
    assert not isinstance(decide(claim(power(power(x, 2 * t), Rational(1, 2)), power(x, t))), Proved)


def test_large_powers_are_left_undecided_at_once():
    claimed = claim(power(1 + x + y, Integer(5000)), power(1 + y + x, Integer(5000)))
    assert not isinstance(decide(claimed), Refuted)


def test_shared_pieces_are_walked_once():
    node = add(x, Integer(1))
    for _ in range(10):
        node = add(node, node)
    assert isinstance(decide(claim(node, 2**10 * (x + 1))), Proved)


def test_signs_inside_bounds():
    inside = Domain(low=Fraction(1, 2), high=Fraction(3), low_open=False, high_open=False)
    assert isinstance(decide(claim(Modulus(x - 4), 4 - x, x=inside)), Proved)
    assert isinstance(decide(claim(power((2 * x - 1) ** 2, Rational(1, 2)), 2 * x - 1, x=inside)), Proved)
    assert isinstance(decide(claim(Modulus(x - 2), 2 - x, x=inside)), Refuted)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (divide(largest(x, Integer(0)), largest(x, Integer(0))), Integer(1)),
        (divide(x - Modulus(x), x - Modulus(x)), Integer(1)),
    ],
)
def test_a_divisor_that_is_zero_on_half_the_line_is_not_passed_over(left, right):
    assert not isinstance(decide(claim(left, right)), Proved)


def test_powers_that_have_no_rule_are_equal_if_base_and_exponent_are():
    assert isinstance(decide(claim(power(x + y, t), power(y + x, t))), Proved)
    assert isinstance(decide(claim(power(x + y, t), power(x - y, t))), Refuted)
