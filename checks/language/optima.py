"""Whether an index is that at which an expression is least: argmin over a range of symbolic size."""

from __future__ import annotations

from sympy import Basic, Expr, Integer, Ne

from derivo.checks.language.families import Times
from derivo.checks.language.nodes import Choose, add, divide, multiply, negate, substitute


def is_least(body: Expr, index: Basic, low: Basic, high: Basic, at: Basic) -> Expr:
    """1 where `body` is less at `at` than at all others from `low` to `high`, 0 where it is less at one of these.

    Where it is least at `at` and elsewhere, argmin has no one value, and this is undefined: with p = Π [f_k < f_j] and
    q = Π [f_k ≤ f_j] over j ≠ k it is p/(1 + p − q), which is 0/0 there.
    """
    here = substitute(body, {index: at})
    apart = Ne(index, at, evaluate=False)
    less = Choose(add(body, negate(here)), Integer(1), Integer(0), evaluate=False)
    at_most = Choose(add(here, negate(body)), Integer(0), Integer(1), evaluate=False)
    alone, shared = (Times(each, index, low, high, apart, evaluate=False) for each in (less, at_most))
    return multiply(alone, divide(Integer(1), add(Integer(1), alone, negate(shared))))
