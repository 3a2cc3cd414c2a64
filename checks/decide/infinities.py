"""Limits inside an expression, and strict arithmetic with ∞: ∞ − ∞ and 0·∞ have no value.

`settle` turns an expression with limits and ∞ in it into one without, or into ±∞, or into NO_VALUE.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Basic, Expr, Integer, Limit, oo

from derivo.checks.decide.balls import Unsupported, compile_balls, defined, run
from derivo.checks.decide.conditions import inner_point
from derivo.checks.decide.scalar.identities import everywhere_defined, identity, ordered
from derivo.checks.decide.scalar.limits import Domains, limit_at_infinity
from derivo.checks.language.domains import REAL
from derivo.checks.language.nodes import (
    Choose,
    Flat,
    Modulus,
    Slope,
    add,
    apply,
    distinct_pieces,
    divide,
    multiply,
    rebuilt,
    substitute,
)
from derivo.checks.verdict import Claim, Relation

NO_VALUE = sympy.nan
INFINITE = (oo, -oo)


class NotSettled(Exception):
    """A limit is not known, or what ∞ does there is not."""


def settle(node: Basic, domains: Domains) -> Basic:
    """`node` without limits and without ∞ inside; oo, -oo or NO_VALUE if that is what it is. Raises NotSettled."""
    if not any(isinstance(piece, Limit) or piece in (*INFINITE, NO_VALUE) for piece in distinct_pieces(node)):
        return node
    if isinstance(node, Limit):
        return _limit(node, domains)
    if node in (oo, -oo, NO_VALUE) or not node.args:
        return node
    arguments = tuple(settle(argument, domains) for argument in node.args)
    if NO_VALUE in arguments and node.func is not Choose:
        return NO_VALUE
    if any(argument in (*INFINITE, NO_VALUE) for argument in arguments):
        rule = RULES.get(node.func)
        if rule is None:
            raise NotSettled(node.func.__name__)
        if not all(argument in (*INFINITE, NO_VALUE) or _has_value(argument, domains) for argument in arguments):
            raise NotSettled("undefined")
        return rule(arguments, domains)
    return rebuilt(node, arguments)


def _limit(node: Limit, domains: Domains) -> Basic:
    body, variable, to, direction = node.args
    body = settle(body, tuple(pair for pair in domains if pair[0] != variable))
    if body in (*INFINITE, NO_VALUE):
        return body
    if not body.has(variable):
        return body
    if to in INFINITE:
        found = limit_at_infinity(body, variable, 1 if to == oo else -1, domains)
        if found is None or (found == NO_VALUE and variable.is_integer):  # sin(πn) has none over the reals
            raise NotSettled("limit")
        return found
    return _limit_at_point(body, variable, settle(to, domains), str(direction), domains)


def _limit_at_point(body: Expr, variable: Expr, to: Basic, direction: str, domains: Domains) -> Basic:
    """The value there, if the expression is continuous there; else through variable = to ± 1/t, t → ∞."""
    t = sympy.Dummy("t", real=True)
    sides = [sign for sign in (1, -1) if direction in ("+-", "+" if sign == 1 else "-")]
    there = substitute(_powers_by_logarithms(body, variable), {variable: to})
    if not body.has(Choose, Flat, Slope) and everywhere_defined(there, domains):
        return there
    near = [substitute(body, {variable: add(to, divide(Integer(sign), t))}) for sign in sides]
    found = [limit_at_infinity(moved, t, 1, domains) for moved in near]
    if None in found:
        raise NotSettled("limit")
    if any(f != found[0] for f in found):
        if INFINITE[0] in found or INFINITE[1] in found:
            return NO_VALUE
        if not identity(Claim(found[0], found[1], Relation.EQUAL, domains)):
            raise NotSettled("one-sided limits")
    return found[0]


def _powers_by_logarithms(node: Basic, variable: Basic) -> Basic:
    """`node` with b^e as exp(e·log b) where e varies: (−2)^z has values at whole z only."""
    if not node.args or not node.has(variable):
        return node
    arguments = [_powers_by_logarithms(argument, variable) for argument in node.args]
    if isinstance(node, sympy.Pow) and arguments[1].has(variable) and arguments[0] != sympy.E:
        return apply(sympy.exp, multiply(arguments[1], apply(sympy.log, arguments[0])))
    return rebuilt(node, arguments)


def _has_value(expression: Basic, domains: Domains) -> bool:
    """Whether `expression` has a value at a point of the domain."""
    try:
        program = compile_balls(expression)
    except Unsupported as reason:
        raise NotSettled(str(reason)) from reason
    known = dict(domains)
    point = {symbol: inner_point(known.get(symbol, REAL)) for symbol in expression.free_symbols}
    return defined(run(program, point, 128)[0])


def _sign(expression: Basic, domains: Domains) -> int:
    """1, -1 or 0: the sign of an expression on the whole domain."""
    if expression in INFINITE:
        return 1 if expression == oo else -1
    if isinstance(expression, sympy.Rational):
        return int(sympy.sign(expression))
    zero = Integer(0)
    if identity(Claim(expression, zero, Relation.EQUAL, domains)):
        return 0
    if ordered(Claim(zero, expression, Relation.BELOW, domains), strict=True):
        return 1
    if ordered(Claim(expression, zero, Relation.BELOW, domains), strict=True):
        return -1
    raise NotSettled("sign")


def _add(arguments: tuple[Basic, ...], _: Domains) -> Basic:
    infinite = {argument for argument in arguments if argument in INFINITE}
    return infinite.pop() if len(infinite) == 1 else NO_VALUE


def _multiply(arguments: tuple[Basic, ...], domains: Domains) -> Basic:
    sign = 1
    for argument in arguments:
        sign *= _sign(argument, domains)
    return sign * oo if sign else NO_VALUE


def _power(arguments: tuple[Basic, ...], domains: Domains) -> Basic:
    base, exponent = arguments
    if exponent in INFINITE:
        if base in INFINITE or (base != sympy.E and _sign(base, domains) <= 0):
            raise NotSettled("power")  # 0^∞, ∞^∞: people mean different things
        above_one = 1 if base == sympy.E else _sign(add(base, Integer(-1)), domains)
        if above_one == 0:
            return NO_VALUE
        return oo if (above_one > 0) == (exponent == oo) else Integer(0)
    sign = _sign(exponent, domains)
    if sign == 0:
        return NO_VALUE
    if sign < 0 and (base == oo or isinstance(exponent, sympy.Integer)):
        return Integer(0)
    if base == oo:
        return oo
    if isinstance(exponent, sympy.Integer):
        return oo if exponent % 2 == 0 else -oo
    raise NotSettled("power of -∞")


def _ends(below: Basic, above: Basic) -> Callable[[tuple[Basic, ...], Domains], Basic]:
    """A function of one argument by its limits at −∞ and ∞."""

    def rule(arguments: tuple[Basic, ...], _: Domains) -> Basic:
        return above if arguments[0] == oo else below

    return rule


def _choose(arguments: tuple[Basic, ...], domains: Domains) -> Basic:
    condition, above, below = arguments
    return above if _sign(condition, domains) > 0 else below


_right = sympy.pi / 2
RULES: dict[type, Callable[[tuple[Basic, ...], Domains], Basic]] = {
    sympy.Add: _add,
    sympy.Mul: _multiply,
    sympy.Pow: _power,
    sympy.exp: _ends(Integer(0), oo),
    sympy.log: _ends(NO_VALUE, oo),
    sympy.tanh: _ends(Integer(-1), Integer(1)),
    sympy.coth: _ends(Integer(-1), Integer(1)),
    sympy.sinh: _ends(-oo, oo),
    sympy.cosh: _ends(oo, oo),
    sympy.sech: _ends(Integer(0), Integer(0)),
    sympy.csch: _ends(Integer(0), Integer(0)),
    sympy.atan: _ends(-_right, _right),
    sympy.erf: _ends(Integer(-1), Integer(1)),
    sympy.asinh: _ends(-oo, oo),
    sympy.sin: _ends(NO_VALUE, NO_VALUE),
    sympy.cos: _ends(NO_VALUE, NO_VALUE),
    sympy.tan: _ends(NO_VALUE, NO_VALUE),
    Modulus: _ends(oo, oo),
    Flat: _ends(Integer(0), Integer(0)),
    Choose: _choose,
}
