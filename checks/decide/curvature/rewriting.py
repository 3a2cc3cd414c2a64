"""A quadratic function in another form, in which squares stand: proved equal to it for every size."""

from __future__ import annotations

from sympy import Basic, Symbol

from derivo.checks.decide.curvature.composition import Analysis
from derivo.checks.decide.proposals.quadratic_forms import as_squares
from derivo.checks.decide.scalar.identities import equality
from derivo.checks.decide.sizes import every_size
from derivo.checks.decide.sums.at_sizes import with_entries
from derivo.checks.verdict import Claim, Property, Relation


def as_equal_squares(analysis: Analysis, node: Basic) -> Basic | None:
    """What `as_squares` finds for `node`, if both are equal; None where an index of an outer sum stands in `node`."""
    claim = analysis.claim
    if not _is_closed(claim, node):
        return None
    found = as_squares(node, analysis.is_variable)
    if found is None or not any([analysis.bends(found, 1), analysis.bends(found, -1)]):  # both, here: see `rewritten`
        return None
    return found if equal(claim, node, found) else None


def equal(claim: Property, left: Basic, right: Basic) -> bool:
    """Whether both are equal for every size, wherever both are defined: without conditions, which is stronger."""
    names = left.free_symbols | right.free_symbols
    used = tuple(pair for pair in claim.indices if pair[0] in names)
    plain = Claim(
        left, right, Relation.EQUAL, claim.domains, sizes=claim.sizes, indices=used, families=claim.families
    )  # fmt: skip
    return every_size(plain, lambda scalar: equality(with_entries(scalar)) is not None)


def _is_closed(claim: Property, node: Basic) -> bool:
    """Whether all whole numbers in `node` are sizes and free indices of the claim."""
    known = {*claim.sizes, *(index for index, _ in claim.indices), *(symbol for symbol, _ in claim.domains)}
    return all(symbol in known or not _is_whole(symbol) for symbol in node.free_symbols)


def _is_whole(symbol: Basic) -> bool:
    return isinstance(symbol, Symbol) and bool(symbol.is_integer)
