"""Weights that sum to one: Σ_k q_kn = 1 for every n, used by construction.

The theorem of `sizes` speaks of all data, and a part of the clusters has no weights that sum to one. So the
condition is either carried
out where it stands plainly, or the weights are written as q_kn = p_kn / Σ_j p_jn with free p.
"""

from __future__ import annotations

from dataclasses import replace

import sympy
from sympy import Basic, Integer, Symbol
from sympy.core.symbol import Str

from derivo.checks.language.families import Entry, Every, Total
from derivo.checks.language.nodes import add, divide, multiply, rebuilt
from derivo.checks.verdict import Claim


def with_weights_summed(claim: Claim) -> Claim:
    """`claim` with Σ_k a·q_kn = a wherever Σ_k q_kn = 1 is given and a is free of k, sums being swapped for it."""
    left, right = claim.left, claim.right
    for condition in claim.given:
        simplex = weights(condition)
        if simplex is not None:
            left, right = (_summed(side, simplex) for side in (left, right))
    return replace(claim, left=left, right=right)


def _summed(node: Basic, simplex: tuple[Entry, Symbol, Symbol]) -> Basic:
    family, _, size = simplex
    if not node.args or not node.has(family.args[0]) or isinstance(node, Entry | Str):
        return node
    arguments = [_summed(argument, simplex) for argument in node.args]
    if isinstance(node, Total) and tuple(node.args[2:]) == (Integer(1), size):
        return _pushed(arguments[0], node.args[1], simplex)
    return rebuilt(node, arguments) if tuple(arguments) != node.args else node


def _pushed(body: Basic, index: Symbol, simplex: tuple[Entry, Symbol, Symbol]) -> Basic:
    """Σ body over the whole range of `index`, moved inwards to the weights."""
    family, place, size = simplex
    if isinstance(body, sympy.Add):
        return add(*(_pushed(term, index, simplex) for term in body.args))
    factors = body.args if isinstance(body, sympy.Mul) else (body,)
    outside = [factor for factor in factors if index not in factor.free_symbols]
    inside = [factor for factor in factors if index in factor.free_symbols]
    if len(inside) == 1 and isinstance(inside[0], Entry) and inside[0].args[0] == family.args[0]:
        at = family.args.index(place)
        if inside[0].args[at] == index and inside[0].args.count(index) == 1:
            return multiply(*outside) if outside else Integer(1)
    if (
        len(inside) == 1
        and isinstance(inside[0], Total)
        and all(index not in part.free_symbols for part in inside[0].args[2:])
    ):
        inner = Total(_pushed(inside[0].args[0], index, simplex), *inside[0].args[1:])
        return multiply(*outside, inner)
    return Total(body, index, Integer(1), size)


def normalised(claim: Claim) -> Claim | None:
    """`claim` with q_kn = p_kn / Σ_j p_jn in place of each condition Σ_k q_kn = 1; None if there is none.

    Every q with Σ_k q_kn = 1 is of this form (p = q), so the conditions hold by construction and nothing is lost.
    """
    left, right, kept = claim.left, claim.right, []
    for condition in claim.given:
        family = weights(condition)
        if family is None:
            kept.append(condition)
        else:
            left, right = (_divided(side, *family) for side in (left, right))
    plain = tuple(condition for condition in kept if not isinstance(condition, Every))
    return None if len(kept) == len(claim.given) else replace(claim, left=left, right=right, given=plain)


def weights(condition: Basic) -> tuple[Entry, Symbol, Symbol] | None:
    """The entry, its index and the size if `condition` says that a family sums to one over an index.

    It must say so for all values of the other indices: Σ_k q_k1 = 1 says nothing of q_k2.
    """
    equation = condition.args[0] if isinstance(condition, Every) else condition
    if not equation.is_Equality or equation.args[1] != 1 or not isinstance(equation.args[0], Total):
        return None
    body, index, low, high, *conditions = equation.args[0].args
    if not isinstance(body, Entry) or low != 1 or conditions or not isinstance(high, Symbol):
        return None
    running = [index, *(condition.args[1::2] if isinstance(condition, Every) else ())]
    if len(body.args[1:]) != len(running) or {*body.args[1:]} != {*running}:
        return None
    return body, index, high


def _divided(node: Basic, family: Entry, index: Symbol, size: Symbol) -> Basic:
    """`node` with every entry of the family divided by its sum over the index."""
    if isinstance(node, Entry) and node.args[0] == family.args[0]:
        running = Symbol(f"{index.name}°", integer=True)
        place = family.args.index(index)
        summed = Entry(*(running if i == place else argument for i, argument in enumerate(node.args)))
        return divide(node, Total(summed, running, Integer(1), size))
    if not node.args or isinstance(node, Str):
        return node
    return rebuilt(node, [_divided(argument, family, index, size) for argument in node.args])
