"""What an inequality may use of its data: what is given, and what follows where both sides are defined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import sympy
from sympy import Basic

from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.decide.sums.weights import weights
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE
from derivo.checks.language.families import Entry, Over, Total
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import Choose, distinct_pieces
from derivo.checks.verdict import Claim


def bounded(claim: Claim) -> Claim:
    """The claim with what follows for entries that are not negative.

    They are positive if the logarithm of a product of such is taken for all indices, and at most 1 if they sum to one.
    """
    known = dict(claim.families)
    for argument, running in _logarithms(claim):
        factors = list(_factors(argument))
        if all(isinstance(each, Entry) and known.get(str(each.args[0])) in (NONNEGATIVE, POSITIVE) for each in factors):
            for each in factors:
                if set(each.args[1:]) <= running and len(set(each.args)) == len(each.args):
                    known[str(each.args[0])] = POSITIVE
    for condition in claim.given:
        found = weights(condition)
        if found is not None and not found[2].name.startswith("|"):
            name = str(found[0].args[0])
            if known.get(name) in (NONNEGATIVE, POSITIVE):
                known[name] = replace(known[name], high=Fraction(1), high_open=False)
    return replace(claim, families=tuple(known.items()))


def signs(claim: Claim) -> Scalars:
    """What is known of signs: a sum of which the logarithm is taken is positive, if no index stands free in it."""
    scalars = Scalars(claim)
    for argument, _ in _logarithms(claim):
        if isinstance(argument, Total) and not any(_is_running(symbol, claim) for symbol in argument.free_symbols):
            scalars.name(argument, POSITIVE)
    return scalars


def _is_running(symbol: Basic, claim: Claim) -> bool:
    """Whether a symbol is an index, and none of the claim's free ones."""
    return bool(symbol.is_integer and not symbol.is_positive) and symbol not in dict(claim.indices)


def _logarithms(claim: Claim) -> Iterator[tuple[Basic, frozenset[Basic]]]:
    """The arguments of logarithms that have to be defined, and the indices that run over a whole size around them."""
    for side in (claim.left, claim.right):
        if not any(isinstance(piece, Choose | OfMatrix | sympy.Limit) for piece in distinct_pieces(side)):
            yield from _inside(side, frozenset(), frozenset(claim.sizes))


def _inside(
    node: Basic, running: frozenset[Basic], sizes: frozenset[Basic]
) -> Iterator[tuple[Basic, frozenset[Basic]]]:
    if isinstance(node, sympy.log):
        yield node.args[0], running
    if isinstance(node, Over):
        body, index, low, high, *conditions = node.args
        if low == 1 and high in sizes and not conditions:  # else there may be nothing to be defined
            yield from _inside(body, running | {index}, sizes)
    else:
        for argument in node.args:
            yield from _inside(argument, running, sizes)


def _factors(node: Basic) -> Iterator[Basic]:
    """The factors of a product or quotient."""
    if isinstance(node, sympy.Mul):
        for each in node.args:
            yield from _factors(each)
    elif isinstance(node, sympy.Pow) and node.args[1] == -1:
        yield from _factors(node.args[0])
    else:
        yield node
