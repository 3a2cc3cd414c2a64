"""What built-in constants, functions and relations denote, as expressions of `checks.language`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import factorial

import sympy
from sympy import Basic, Expr, Integer, Rational

from derivo.checks.language.nodes import Choose, Modulus, add, apply, divide, largest, multiply, negate, power, smallest

LARGEST_FACTORIAL = 100  # that is written out as a number


def _sign(x: Expr) -> Expr:
    return Choose(x, Integer(1), Choose(negate(x), Integer(-1), Integer(0)))


def _relu(x: Expr) -> Expr:
    return multiply(Rational(1, 2), add(x, Modulus(x)))


def _logarithm(x: Expr, base: Expr | None = None) -> Expr:
    top = apply(sympy.log, x)
    return top if base is None else divide(top, apply(sympy.log, base))


def _plain(function: object) -> Callable[..., Expr]:
    return lambda x: apply(function, x)


def _factorial(x: Expr) -> Expr:
    small = x.is_Integer and 0 <= x <= LARGEST_FACTORIAL
    return Integer(factorial(int(x))) if small else apply(sympy.factorial, x)


CONSTANTS: Mapping[str, Expr] = {"e": sympy.E, "pi": sympy.pi, "oo": sympy.oo}
BUILTINS: Mapping[str, Callable[..., Expr]] = {
    **{
        name: _plain(getattr(sympy, name))
        for name in (
            *("exp", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "erf"),
            *("sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh"),
        )
    },
    "factorial": _factorial,
    "acoth": lambda x: apply(sympy.atanh, divide(Integer(1), x)),
    "log": _logarithm,
    "sqrt": lambda x: power(x, Rational(1, 2)),
    "root": lambda x, n: power(x, divide(Integer(1), n)),
    "abs": Modulus,
    "sign": _sign,
    "relu": _relu,
    "max": largest,
    "min": smallest,
}
RELATIONALS: Mapping[str, Callable[..., Basic]] = {
    "=": sympy.Eq,
    "!=": sympy.Ne,
    "<": sympy.Lt,
    "<=": sympy.Le,
    ">": sympy.Gt,
    ">=": sympy.Ge,
}
# how `left operator right` chooses between a and b, by more = left − right and less = right − left
CHOICES: Mapping[str, Callable[[Expr, Expr, Expr, Expr], Expr]] = {
    ">": lambda more, _, a, b: Choose(more, a, b),
    "<": lambda _, less, a, b: Choose(less, a, b),
    ">=": lambda _, less, a, b: Choose(less, b, a),
    "<=": lambda more, _, a, b: Choose(more, b, a),
    "=": lambda more, less, a, b: Choose(more, b, Choose(less, b, a)),
    "!=": lambda more, less, a, b: Choose(more, a, Choose(less, a, b)),
}
