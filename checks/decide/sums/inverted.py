"""Inverses and determinants of products, for every size.

A⁻¹ = R holds wherever both are defined if A·R = I does, for A is square. det(AB) = det A·det B for square A and B, and
det A⁻¹ = 1/det A.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy
from sympy import Basic, Dummy, Expr, Integer
from sympy.core.symbol import Str

from derivo.checks.language.families import Entry, Total, same
from derivo.checks.language.inverses import Determinant, Inverse
from derivo.checks.language.nodes import divide, multiply, rebuilt, substitute
from derivo.checks.verdict import Claim, Relation


def without_inverse(claim: Claim) -> Iterator[Claim]:
    """The claim Σ_s A_is·R_sj = δ_ij for a claim (A⁻¹)_ij = R_ij, i and j being free."""
    for inverse, other in ((claim.left, claim.right), (claim.right, claim.left)):
        if isinstance(inverse, Inverse) and claim.relation is Relation.EQUAL:
            body, row, column, size, i, j = inverse.args
            sizes = dict(claim.indices)
            if i != j and sizes.get(i) == sizes.get(j) == size and not body.free_symbols & {i, j}:
                s = Dummy("s", integer=True)
                inner = multiply(substitute(body, {row: i, column: s}), substitute(other, {i: s}))
                yield replace(claim, left=Total(inner, s, Integer(1), size), right=same(i, j))


def with_determinants_factored(node: Basic) -> Basic:
    """`node` with the determinants of products and inverses in terms of those of their factors."""
    if not node.args or isinstance(node, Entry | Str) or not node.has(Determinant):
        return node
    arguments = [with_determinants_factored(argument) for argument in node.args]
    if isinstance(node, Determinant):
        return _factored(*arguments)
    return rebuilt(node, arguments) if tuple(arguments) != node.args else node


def _factored(body: Expr, row: Dummy, column: Dummy, size: Expr) -> Expr:
    inverse = isinstance(body, Inverse) and set(body.args[4:]) == {row, column} and body.args[3] == size
    if inverse and not body.args[0].free_symbols & {row, column}:
        return divide(Integer(1), _factored(*body.args[:4]))
    if isinstance(body, Total) and tuple(body.args[2:]) == (Integer(1), size):
        inside, running = body.args[:2]
        factors = inside.args if isinstance(inside, sympy.Mul) else (inside,)
        left = [factor for factor in factors if column not in factor.free_symbols]
        right = [factor for factor in factors if column in factor.free_symbols]
        if left and right and not any(row in factor.free_symbols for factor in right):
            first = _factored(multiply(*left), row, running, size)
            return multiply(first, _factored(multiply(*right), running, column, size))
    return Determinant(body, row, column, size)
