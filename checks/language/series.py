"""Sums in closed form: geometric series, as limits of their partial sums, and sums of powers of the index."""

from __future__ import annotations

import sympy
from sympy import Basic, Dummy, Expr, Integer, Limit, Symbol

from derivo.checks.language.families import Total
from derivo.checks.language.nodes import add, divide, multiply, negate, power, rebuilt

HIGHEST_POWER = 6


def geometric_series(body: Expr, index: Symbol, low: Expr) -> Expr | None:
    """Σ c·r^(mk+n) over k = low, low + 1, …: c·r^n times the limit of (q^low − q^(K+1))/(1 − q) with q = r^m.

    None if the sum is no such one. Whether the limit exists is for whoever settles it.
    """
    found = _geometric(body, index)
    if found is None:
        return None
    last = Dummy("K", real=True)
    partial = Limit(_partial(found[1], low, last), last, sympy.oo, "-")
    return multiply(*found[0], partial) if found[0] else partial


def _partial(ratio: Expr, low: Expr, high: Expr) -> Expr:
    """Σ q^k over k = low … high as (q^low − q^(high + 1))/(1 − q)."""
    reached = add(power(ratio, low), negate(power(ratio, add(high, Integer(1)))))
    return divide(reached, add(Integer(1), negate(ratio)))


def _geometric(body: Expr, index: Symbol) -> tuple[list[Expr], Expr] | None:
    """The constants and the ratio of a geometric progression; None if the body is none."""
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
    return constants, multiply(*ratios, Integer(1)) if len(ratios) > 1 else ratios[0]


def _slope(exponent: Expr, index: Symbol) -> Expr | None:
    """The m of an exponent m·k + n, or None."""
    expanded = sympy.expand(exponent)
    slope, rest = expanded.coeff(index, 1), expanded.coeff(index, 0)
    if slope == 0 or index in slope.free_symbols or sympy.expand(expanded - slope * index - rest) != 0:
        return None
    return slope


def with_closed_sums(node: Basic, last: Symbol, running: frozenset[Basic] = frozenset()) -> Basic:
    """`node` with sums up to `last`, and to indices of these, in closed form for large `last`, if they have one here.

    `running` are the indices, from 0 on, that run around `node`.
    """
    if not node.args or not node.has(Total):
        return node
    if not isinstance(node, Total):
        return rebuilt(node, [with_closed_sums(argument, last, running) for argument in node.args])
    body, index, low, high, *conditions = node.args
    inside = running | {index} if low.is_Integer and low >= 0 else running
    body = with_closed_sums(body, last, inside)
    growing = low.is_Integer and sympy.expand(high - last).is_Integer
    if not conditions and (growing or (low == 1 and high in running)):
        found = _powers_summed(body, index, low, high) or _powers_of_ratio(body, index, low, high)
        if found is not None:
            return found
    return Total(body, index, low, high, *conditions)


def _powers_of_ratio(body: Expr, index: Symbol, low: Expr, high: Expr) -> Expr | None:
    """Σ c·r^(mk+n) from `low` to `high`, in closed form for a ratio other than 1."""
    found = _geometric(body, index)
    return None if found is None else multiply(*found[0], _partial(found[1], low, high), Integer(1))


def _powers_summed(body: Expr, index: Symbol, low: Expr, high: Expr) -> Expr | None:
    """Σ c_m·k^m from `low` to `high`, as differences of S_m(n) = Σ_{k=1}^n k^m, which are polynomials in n."""
    try:
        coefficients = sympy.Poly(body, index).all_coeffs()
    except sympy.PolynomialError:
        return None
    if len(coefficients) > HIGHEST_POWER + 1 or any(index in each.free_symbols for each in coefficients):
        return None
    terms = []
    for power_of, coefficient in enumerate(reversed(coefficients)):
        ends = [_power_sum(power_of, end) for end in (high, low - 1)]
        terms.append(multiply(coefficient, add(ends[0], negate(ends[1]))))
    return add(*terms)


def _power_sum(m: int, n: Expr) -> Expr:
    """Σ_{k=1}^n k^m by (m + 1)·S_m = (n + 1)^(m+1) − 1 − Σ_{i<m} C(m + 1, i)·S_i."""
    found: list[Expr] = []
    for each in range(m + 1):
        lower = sum((sympy.binomial(each + 1, i) * found[i] for i in range(each)), Integer(0))
        found.append(sympy.expand(((n + 1) ** (each + 1) - 1 - lower) / (each + 1)))
    return found[m]
