"""Limits of exp-log functions at ±∞, by comparing growth (docs/deciding.md, section 4)."""

from __future__ import annotations

from fractions import Fraction

import sympy
from sympy import Basic, Expr, Integer, Symbol

from derivo.checks.decide.balls import Undefined, Unsupported, compile_balls, run
from derivo.checks.decide.conditions import inner_point
from derivo.checks.decide.polynomials import NoRule, Quotient, Restart, TooLarge, occurs
from derivo.checks.decide.scalar.expressions import expression
from derivo.checks.decide.scalar.growth import Asymptotics, NotKnown
from derivo.checks.decide.scalar.rules import new_conversion
from derivo.checks.decide.scalar.signs import NeedsSign
from derivo.checks.language.domains import POSITIVE, REAL, Domain
from derivo.checks.language.nodes import Choose, add, negate, substitute

MOST_RESTARTS = 60
GENERATORS = 32
FAR_OUT = (6, 8, 12)  # the logarithms to base 2 of values of t at which there must be a value
Domains = tuple[tuple[Symbol, Domain], ...]


def limit_at_infinity(body: Expr, variable: Symbol, direction: int, domains: Domains) -> Expr | None:
    """The limit of `body` as variable → ±∞ (an expression, oo or -oo), or None if it is not known.

    It is not known, too, where `body` has no values for large ∣variable∣, or only for some of the parameters.
    """
    t = sympy.Dummy("t", real=True)
    moved = substitute(body, {variable: t if direction > 0 else negate(t)})
    facts = dict(domains) | {t: POSITIVE}
    conversion = new_conversion(GENERATORS, facts)
    state = Asymptotics(conversion, conversion.ring.slot(("name", t), sign=1))
    try:
        if not _defined_at_some_points(moved, t, facts):
            return None
        result = _limit(state, moved, t)
        return result * sympy.oo if isinstance(result, int) else expression(conversion, conversion.ring.lowest(result))
    except (NotKnown, NoRule, TooLarge, Unsupported):
        return None


def _limit(state: Asymptotics, body: Expr, t: Symbol) -> Quotient | int:
    """The limit of `body`, signs being those that hold for all large t."""
    conversion, needed = state.conversion, None
    for _ in range(MOST_RESTARTS):
        try:
            if needed is not None:
                sign = state.sign(state.leading(needed).coefficient)
                conversion.signs.assume(needed, sign, strict=True)
                needed = None
            return _limit_as_known(state, body, t)
        except Restart:
            conversion.known.clear()
        except NeedsSign as needs:
            needed = needs.factor
            conversion.known.clear()
    raise NotKnown("restarts")


def _limit_as_known(state: Asymptotics, body: Expr, t: Symbol) -> Quotient | int:
    """The same with the signs known so far; NeedsSign and Restart if they do not do."""
    conversion = state.conversion
    value = conversion.quotient(body)
    for slot, modulus in conversion.moduli.items():
        if occurs(value, slot):
            raise NeedsSign(modulus)
    if not _defined_eventually(state, body, t) or not state.signs_vary():
        raise NotKnown("undefined")
    return state.limit(value)


def _defined_at_some_points(body: Expr, t: Symbol, domains: dict[Symbol, Domain]) -> bool:
    """Whether `body` has values at some large t, for parameters inside their domains."""
    program = compile_balls(body)
    point = {name: inner_point(domains.get(name, REAL)) for name in body.free_symbols}
    for exponent in FAR_OUT:
        (value,) = run(program, point | {t: Fraction(2) ** exponent}, 256)
        if isinstance(value, Undefined):
            return False
    return True


SOMEWHERE = (sympy.asin, sympy.acos, sympy.factorial, sympy.tan, sympy.cot, sympy.sec, sympy.csc)


def _defined_eventually(state: Asymptotics, node: Basic, t: Symbol) -> bool:
    """Whether `node` has values for all large t, as far as t decides it."""
    if not node.has(t):
        return True
    if isinstance(node, Choose):
        condition, above, below = node.args
        sign = state.conversion.signs.needed(state.conversion.quotient(condition))
        branch = above if sign == 1 else below
        return _defined_eventually(state, condition, t) and _defined_eventually(state, branch, t)
    if not all(_defined_eventually(state, argument, t) for argument in node.args):
        return False
    return not isinstance(node, SOMEWHERE) and all(_positive(state, piece) for piece in _must_be_positive(node, t))


def _must_be_positive(node: Basic, t: Symbol) -> tuple[Expr, ...]:
    """What must be positive for `node` to have a value where its arguments have, and depends on t."""
    if isinstance(node, sympy.log) or (isinstance(node, sympy.Pow) and not node.args[1].is_Integer):
        return (node.args[0],) if node.args[0].has(t) else ()
    if isinstance(node, sympy.acosh):
        return (add(node.args[0], Integer(-1)),)
    if isinstance(node, sympy.atanh):
        return add(Integer(1), node.args[0]), add(Integer(1), negate(node.args[0]))
    return ()


def _positive(state: Asymptotics, node: Expr) -> bool:
    """Whether `node` is positive for all large t."""
    return state.eventual_sign(state.conversion.quotient(node)) == 1
