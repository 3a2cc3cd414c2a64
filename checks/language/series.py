"""Sums to infinity that have a value: geometric series, as limits of their partial sums."""

from __future__ import annotations

import sympy
from sympy import Dummy, Expr, Integer, Limit, Symbol

from checks.language.nodes import add, divide, multiply, negate, power


def geometric_series(body: Expr, index: Symbol, low: Expr) -> Expr | None:
    """Σ c·r^(mk+n) over k = low, low + 1, …: c·r^n times the limit of (q^low − q^(K+1))/(1 − q) with q = r^m.

    None if the sum is no such one. Whether the limit exists is for whoever settles it.
    """
    constants: list[Expr] = []
    ratios: list[Expr] = []
    for factor in sympy.Mul.make_args(body):
        if index not in factor.free_symbols:
            constants.append(factor)
            continue
        base, exponent = factor.as_base_exp()
        slope = _slope(exponent, index)
        if slope is None or index in base.free_symbols:
            return None
        constants.append(power(base, exponent.xreplace({index: Integer(0)})))
        ratios.append(power(base, slope))
    if not ratios:
        return None
    last, ratio = Dummy("K", real=True), multiply(*ratios, Integer(1)) if len(ratios) > 1 else ratios[0]
    reached = add(power(ratio, low), negate(power(ratio, add(last, Integer(1)))))
    partial = Limit(divide(reached, add(Integer(1), negate(ratio))), last, sympy.oo, "-")
    return multiply(*constants, partial) if constants else partial


def _slope(exponent: Expr, index: Symbol) -> Expr | None:
    """The m of an exponent m·k + n, or None."""
    expanded = sympy.expand(exponent)
    slope, rest = expanded.coeff(index, 1), expanded.coeff(index, 0)
    if slope == 0 or index in slope.free_symbols or sympy.expand(expanded - slope * index - rest) != 0:
        return None
    return slope
