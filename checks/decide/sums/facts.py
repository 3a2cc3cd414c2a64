"""What a claim says of its data, for the normal forms of sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Basic

from derivo.checks.decide.sums.atoms import Number
from derivo.checks.decide.sums.given_sums import Given
from derivo.checks.decide.sums.weights import weights
from derivo.checks.language.domains import Domain
from derivo.checks.language.families import Mirrored
from derivo.checks.language.nodes import distinct_pieces
from derivo.checks.verdict import Claim

Bound = tuple[Number, bool] | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the data: bounds and values of names and families, and weights that sum to one.

    A bound is None or a number, and whether it is nowhere attained. Bounds and values are known by the kind of their
    atoms and by name. `simplexes` are (family, position, size): the entries sum to one over the index at that position.
    `given` are sums that have a value. `mirrored` are families whose last two indices may be swapped. `sizes` gives the
    size of each free index.
    """

    bounds: Mapping[tuple[str, str], tuple[Bound, Bound]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], tuple[Number, ...]] = field(default_factory=dict)
    simplexes: frozenset[tuple[str, int, str]] = frozenset()
    given: tuple[Given, ...] = ()
    mirrored: frozenset[str] = frozenset()
    sizes: Mapping[str, str] = field(default_factory=dict)


def facts(claim: Claim) -> Facts:
    """What a claim says of its data."""
    domains = {("name", symbol.name): domain for symbol, domain in claim.domains}
    domains |= {("entry", family): domain for family, domain in claim.families}
    return Facts(
        bounds={name: _bounds(domain) for name, domain in domains.items()} | {("name", "π"): ((3, True), (4, True))},
        values={name: domain.values for name, domain in domains.items() if domain.values},
        simplexes=frozenset(filter(None, map(simplex, claim.given))),
        mirrored=frozenset(
            piece.args[0].name for piece in distinct_pieces(claim.left, claim.right) if isinstance(piece, Mirrored)
        ),
        sizes={place.name: str(size) for place, size in claim.indices},
    )


def _bounds(domain: Domain) -> tuple[Bound, Bound]:
    """The least and the greatest value."""
    if domain.values:
        return (min(domain.values), False), (max(domain.values), False)
    low = None if domain.low is None else (domain.low, domain.low_open)
    high = None if domain.high is None else (domain.high, domain.high_open)
    return low, high


def simplex(condition: Basic) -> tuple[str, int, str] | None:
    """The family, the position of the index and the size if a condition says that a family sums to one over it."""
    found = weights(condition)
    if found is None:
        return None
    entry, place, size = found
    return entry.args[0].name, entry.args[1:].index(place), str(size)
