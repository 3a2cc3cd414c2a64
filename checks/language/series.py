"""Sums in closed form: geometric series, as limits of their partial sums, and sums of powers of the index."""

from __future__ import annotations

import sympy
from sympy import Basic, Dummy, Expr, Integer, Limit, Symbol

from checks.language.families import Total
from checks.language.nodes import add, divide, multiply, negate, power, rebuilt

BARE = 4  # arguments of a sum without conditions
HIGHEST_POWER = 6


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


def with_closed_sums(node: Basic, last: Symbol) -> Basic:
    """`node` with sums up to a bound in which `last` stands in closed form, for large `last`, if they have one here."""
    if not node.args or last not in node.free_symbols:
        return node
    node = rebuilt(node, [with_closed_sums(argument, last) for argument in node.args])
    if not isinstance(node, Total) or last not in node.args[3].free_symbols or len(node.args) > BARE:
        return node
    body, index, low, high = node.args
    found = _powers_summed(body, index, low, high)
    return node if found is None else found


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
