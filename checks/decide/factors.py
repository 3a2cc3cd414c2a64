"""Which expressions are positive constants of a claim: what may stand before one side of SAME_MINIMISER."""

from __future__ import annotations

from sympy import Basic, Symbol
from sympy.core.symbol import Str

from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.decide.scalar.identities import everywhere_defined
from derivo.checks.language.concrete import family_of
from derivo.checks.language.families import Entry, Over, families_in
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import distinct_pieces, names_in
from derivo.checks.verdict import Claim


def is_positive_constant(claim: Claim, node: Basic) -> bool:
    """Whether `node` is free of what varies, has a value wherever the conditions hold, and is positive there."""
    if varies(claim, node):
        return False
    scalars = Scalars(claim)
    return has_value(scalars, node) and scalars.positive(node)


def varies(claim: Claim, node: Basic) -> bool:
    """Whether a name, or an entry of a family, that the claim is about occurs in `node`."""
    names = (*families_in(node), *(symbol.name for symbol in names_in(node)))
    return not {str(name) for name in claim.about}.isdisjoint(map(family_of, names))


def has_value(scalars: Scalars, node: Basic) -> bool:
    """Whether `node` certainly has a value at every admissible point, at every size."""
    for piece in distinct_pieces(node):
        if isinstance(piece, OfMatrix):
            return False
        if isinstance(piece, Entry) and not all(isinstance(at, Symbol | Str) for at in piece.args):
            return False
        if isinstance(piece, Over) and not _is_defined(scalars, piece.args[0]):
            return False
    return _is_defined(scalars, node)


def _is_defined(scalars: Scalars, node: Basic) -> bool:
    """The same but for what stands in the sums and products in it."""
    scalar = scalars.scalar(node)
    return everywhere_defined(scalar, tuple(scalars.domains.items()))
