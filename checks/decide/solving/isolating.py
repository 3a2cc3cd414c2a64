"""An equation solved for one name: a·v + b = 0, or functions around the name taken off one by one."""

from __future__ import annotations

from dataclasses import replace

import sympy
from sympy import Basic, Dummy, Expr, Integer, Symbol

from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.decide.solving.equations import Equation, Name, domain, evaluated, family, has_sign, same
from derivo.checks.language.families import Entry, differentiate, families_in
from derivo.checks.language.nodes import add, apply, divide, multiply, negate, power, replaced, substitute
from derivo.checks.verdict import Claim

MOST_PEELED = 6  # functions around a name


def isolated(claim: Claim, equation: Equation, name: Name) -> Expr | None:
    """The value of a name wherever an equation holds at an admissible point; None if it is not found."""
    mark = Dummy("v", real=True)
    left, right = replaced(equation.gap, {name: mark}), Integer(0)
    if isinstance(name, Entry) and family(name) in families_in(left):
        return None
    here = replace(claim, domains=(*claim.domains, *equation.slack, (mark, domain(claim, name))))
    scalars = Scalars(here)
    for _ in range(MOST_PEELED):
        if left == mark:
            return None if right.has(sympy.Limit) else right
        step = _linear(here, scalars, left, right, mark) or _peeled(scalars, left, right, mark)
        if step is None:
            return None
        left, right = step
    return None


def _linear(claim: Claim, scalars: Scalars, left: Expr, right: Expr, mark: Symbol) -> tuple[Expr, Expr] | None:
    """(v, −b/a) of a·v + b = 0."""
    slope = differentiate(left, mark)
    if mark in slope.free_symbols or slope == 0 or not _is_not_zero(claim, scalars, slope):
        return None
    rest = add(substitute(left, {mark: Integer(0)}), negate(right))
    linear = replace(claim, left=add(left, negate(right)), right=add(multiply(slope, mark), rest), given=())
    return (mark, divide(negate(rest), slope)) if same(linear) else None


def _peeled(scalars: Scalars, left: Expr, right: Expr, mark: Symbol) -> tuple[Expr, Expr] | None:
    """An equation that follows, with a function around the name taken off."""
    match left:
        case sympy.Add():
            inside = [each for each in left.args if mark in each.free_symbols]
            if len(inside) == 1:
                return inside[0], add(right, *(negate(each) for each in left.args if each is not inside[0]))
        case sympy.Mul():
            inside = [each for each in left.args if mark in each.free_symbols]
            others = [each for each in left.args if mark not in each.free_symbols]
            if len(inside) == 1 and all(has_sign(scalars, each) for each in others):
                return inside[0], divide(right, multiply(*others)) if right != 0 else right
        case sympy.exp() if right != 0:
            return left.args[0], apply(sympy.log, right)
        case sympy.log():
            return left.args[0], apply(sympy.exp, right)
        case sympy.Pow():
            return _root(scalars, left, right)
    return None


def _root(scalars: Scalars, left: sympy.Pow, right: Expr) -> tuple[Expr, Expr] | None:
    base, exponent = left.args
    if not exponent.is_Rational or exponent == 0:
        return None
    if right == 0:
        return (base, right) if exponent > 0 else None
    return (base, power(right, 1 / exponent)) if scalars.nonnegative(base) else None


def _is_not_zero(claim: Claim, scalars: Scalars, node: Expr) -> bool:
    """Whether an expression is 0 at no point at which the claim says something: it has a sign, or is divided by."""
    if has_sign(scalars, node):
        return True
    divisors = [piece.args[0] for piece in evaluated(claim.left, claim.right) if _divides(piece)]
    known = (replace(claim, left=each, right=side, given=()) for each in divisors for side in (node, negate(node)))
    return any(map(same, known))


def _divides(piece: Basic) -> bool:
    return isinstance(piece, sympy.Pow) and piece.args[1].is_Rational and piece.args[1] < 0
