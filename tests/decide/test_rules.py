"""Every rewriting rule: its identity is shown by the rule, and its near miss is not (docs/deciding.md, section 3)."""

import cmath
import math
from fractions import Fraction

import pytest
import sympy
from sympy import Gt, Integer, Rational, pi

from derivo.checks.decide.balls import Undefined, compile_balls, defined, run
from derivo.checks.decide.scalar.identities import identity
from derivo.checks.decide.scalar.rules import DEFINITIONS, RULES, new_conversion
from derivo.checks.language.domains import NEGATIVE, POSITIVE, Domain
from derivo.checks.language.nodes import Choose, Flat, Modulus, add, apply, divide, multiply, negate, power
from tests.decide.claims import UNIT, a, b, claim, exp, f, log, sqrt, x, y

HALF, THIRD = Rational(1, 2), Rational(1, 3)
BELOW_0 = {"x": NEGATIVE}
INSIDE = {"x": Domain(Fraction(-1), Fraction(1))}


def raw(function, *arguments):
    return apply(function, *map(sympy.sympify, arguments))


RULE = [
    # name, left, right, a near miss of right, domains
    ("exp of a sum", exp(x / 2 + y / 3), exp(x / 6) ** 3 * exp(y / 3), exp(x / 6) ** 2 * exp(y / 3), {}),
    ("exp of a quotient", raw(exp, (x + 1) / y), exp(x / y) * exp(1 / y), exp(x / y) * exp(y), {}),
    ("exp of a logarithm", raw(exp, HALF * log(x)), sqrt(x), x, {"x": POSITIVE}),
    ("logarithm of an exponential", raw(log, exp(x) * exp(2 * y)), x + 2 * y, x + y, {}),
    ("logarithm of a root", raw(log, power(x, THIRD)), log(x) / 3, log(x) / 2, {"x": POSITIVE}),
    ("logarithm of a modulus", raw(log, Modulus(x)), raw(log, x**2) / 2, raw(log, x**2), {}),
    ("logarithm of a number", raw(log, 12), 2 * log(2) + log(3), log(2) + 2 * log(3), {}),
    ("logarithm of a quotient", raw(log, Rational(2, 9)), log(2) - 2 * log(3), log(2) + 2 * log(3), {}),
    ("power of a positive base", power(x, a) * power(x, b), power(x, a + b), power(x, a * b), {"x": POSITIVE}),
    ("power of an unknown base", power(x + y, y), power(y + x, y), power(x - y, y), {}),
    ("power of a product", power(x * y, a), power(x, a) * power(y, a), power(x + y, a), {"x": POSITIVE, "y": POSITIVE}),
    ("root of a number", power(Integer(12), HALF), 2 * sqrt(3), 3 * sqrt(2), {}),
    ("root of zero", power(x - x, HALF), Integer(0), Integer(1), {}),
    ("root of a product", power(x * y, THIRD), power(x, THIRD) * power(y, THIRD), power(x, THIRD),
     {"x": POSITIVE, "y": POSITIVE}),
    ("root of a power below 0", power(x**6, Rational(1, 6)), -x, x, BELOW_0),
    ("modulus of a power", Modulus(x**3), x**2 * Modulus(x), x**3, {}),
    ("modulus of an exponential", Modulus(exp(x)), exp(x), exp(-x), {}),
    ("modulus below 0", Modulus(2 * x), -2 * x, 2 * x, BELOW_0),
    ("square of a sine", sympy.sin(x) ** 2, 1 - sympy.cos(x) ** 2, 1 + sympy.cos(x) ** 2, {}),
    ("shift by a right angle", raw(sympy.sin, x + pi / 2), sympy.cos(x), -sympy.cos(x), {}),
    ("sine at an exact angle", raw(sympy.sin, pi / 4), sqrt(2) / 2, sqrt(3) / 2, {}),
    ("golden ratio", raw(sympy.cos, pi / 5), (1 + sqrt(5)) / 4, (1 + sqrt(3)) / 4, {}),
    ("sine of a sine is odd", raw(sympy.sin, -sympy.sin(x)), -sympy.sin(sympy.sin(x)), sympy.sin(sympy.sin(x)), {}),
    ("arc sine is odd", raw(sympy.asin, -x), -sympy.asin(x), sympy.asin(x), INSIDE),
    ("arc sine at exact values", raw(sympy.asin, -sqrt(3) / 2), -pi / 3, pi / 3, {}),
    ("arc sine of one", raw(sympy.asin, 1), pi / 2, pi, {}),
    ("arc cosine", raw(sympy.acos, -x), pi - sympy.acos(x), sympy.acos(x), INSIDE),
    ("arc tangent of the reciprocal", raw(sympy.atan, 1 / x), -pi / 2 - sympy.atan(x), pi / 2 - sympy.atan(x), BELOW_0),
    ("arc tangent at exact values", raw(sympy.atan, -1 / sqrt(3)), -pi / 6, pi / 6, {}),
    ("error function", raw(sympy.erf, x - y), -sympy.erf(y - x), sympy.erf(y - x), {}),
    ("factorial by its argument", raw(sympy.factorial, x + y), raw(sympy.factorial, y + x),
     raw(sympy.factorial, x - y), {"x": POSITIVE, "y": POSITIVE}),
    ("unknown function by its argument", f((x + 1) ** 2), f(x**2 + 2 * x + 1), f(x**2 + 1),
     {"functions": (("f", ()),)}),
    ("derivatives are other functions", f(x, 1) - f(x, 1), Integer(0), f(x, 2) - f(x, 1), {"functions": (("f", ()),)}),
    ("choice at zero", Choose(x, x, negate(x)), Modulus(x), x, {}),
    ("choice by a known sign", Choose(exp(x), x, y), x, y, {}),
    ("what a jump leaves", add(Flat(x), y), y, add(y, Integer(1)), {}),
    ("names of finitely many values", b**3, b, b**2, {"b": Domain(values=(Fraction(-1), Fraction(0), Fraction(1)))}),
    ("sign of a square without roots", Modulus(x**2 + x + 1), x**2 + x + 1, -(x**2) - x - 1, {}),
    ("sign by a bound", Modulus(a - 1), 1 - a, a - 1, {"a": UNIT}),
    ("sign of a factor", Modulus(y), y, -y, {"given": (Gt(x**2 * y, 0),)}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "miss", "facts"), RULE, ids=[row[0] for row in RULE])
def test_the_identity_of_a_rule_is_shown_and_a_near_miss_is_not(name, left, right, miss, facts):
    assert identity(claim(left, right, **facts))
    assert not identity(claim(left, miss, **facts))


@pytest.mark.parametrize("function", DEFINITIONS, ids=lambda function: function.__name__)
def test_a_function_and_its_definition_have_the_same_values_and_the_same_domain(function):
    definition = DEFINITIONS[function]()
    (symbol,) = definition.free_symbols
    program = compile_balls(apply(function, symbol), definition)
    seen = 0
    for number in (-3, -1, Fraction(-1, 2), 0, Fraction(1, 4), 1, Fraction(3, 2), 5):
        here, there = run(program, {symbol: Fraction(number)}, 128)
        assert isinstance(here, Undefined) == isinstance(there, Undefined), number
        if defined(here) and defined(there):
            assert here.overlaps(there), number
            seen += 1
    assert seen >= 3


@pytest.mark.parametrize("prime", [2, 3, 5, 7, 11, 13])
def test_surds_are_positive_square_roots(prime):
    conversion = new_conversion(8, {})
    conversion.circle.order = 8 * prime
    root = conversion.circle.surd(prime)
    ring = conversion.ring
    assert ring.is_zero(ring.add(ring.multiply(root, root), ring.number(-prime)))
    zeta = cmath.exp(2j * math.pi / conversion.circle.order)
    lowest = ring.lowest(root)
    value = sum(int(c) * zeta ** int(monomial[0]) for monomial, c in lowest.top.to_dict().items())
    assert abs(value / int(lowest.bottom.leading_coefficient()) - math.sqrt(prime)) < 1e-9


def test_every_rule_has_its_identity_written_down():
    assert all(rule.__doc__ for function, rule in RULES.items() if function not in DEFINITIONS)


@pytest.mark.parametrize(
    "node",
    [
        power(x, THIRD),
        multiply(Integer(0), power(x, THIRD)),
        raw(sympy.gamma, x),
        divide(Integer(1), x - x),
        raw(log, Integer(-1)),
    ],
)
def test_what_has_no_rule_is_not_even_equal_to_itself(node):
    assert not identity(claim(node, node))
