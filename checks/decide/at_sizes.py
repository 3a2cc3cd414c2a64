"""TRUSTED. A claim at concrete sizes: a scalar claim in finitely many symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sympy import Symbol

from checks.language.concrete import concrete, conditions_at, family_of
from checks.language.domains import REAL
from checks.verdict import Claim


def at_sizes(claim: Claim, values: Mapping[Symbol, int]) -> Claim:
    """The instance of `claim` at these sizes and free indices; its conditions hold for all of their own indices."""
    left, right = (concrete(side, values) for side in (claim.left, claim.right))
    return replace(
        claim,
        left=left,
        right=right,
        given=tuple(one for condition in claim.given for one in conditions_at(condition, values)),
        sizes=tuple(size for size in claim.sizes if size not in values),
        indices=tuple(pair for pair in claim.indices if pair[0] not in values),
    )


def instance_at(claim: Claim, places: Mapping[str, int]) -> Claim | None:
    """The scalar claim with sizes and free indices, by name, as in `places`; None if one is missing or out of range."""
    sizes = {size: places.get(size.name, 0) for size in claim.sizes}
    indices = {index: places.get(index.name, 0) for index, _ in claim.indices}
    if any(value < 1 for value in sizes.values()):
        return None
    if not all(1 <= indices[index] <= sizes[size] for index, size in claim.indices):
        return None
    return with_entries(at_sizes(claim, sizes | indices))


def with_entries(claim: Claim) -> Claim:
    """`claim` with the domains of the entries that occur in it."""
    families = dict(claim.families)
    used: set[Symbol] = set()
    for side in (claim.left, claim.right, *claim.given):
        used |= {symbol for symbol in side.free_symbols if family_of(symbol.name) in families}
    in_order = sorted(used, key=lambda symbol: symbol.name)
    entries = tuple((symbol, families.get(family_of(symbol.name), REAL)) for symbol in in_order)
    return replace(claim, domains=(*claim.domains, *entries))


def sample_places(claim: Claim, turn: int = 0) -> dict[str, int]:
    """Sizes to try in turn, different ones for different sizes, and free indices in them."""
    places = {size.name: 2 + (position + turn) % 3 + turn // 3 for position, size in enumerate(claim.sizes)}
    taken: dict[Symbol, int] = {}
    for index, size in claim.indices:
        taken[size] = taken.get(size, 0) + 1
        places[index.name] = 1 + (taken[size] - 1 if turn % 2 == 0 else 0) % places[size.name]
    return places
