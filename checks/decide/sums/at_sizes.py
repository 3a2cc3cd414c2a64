"""TRUSTED. A claim at concrete sizes: a scalar claim in finitely many symbols."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

import sympy
from sympy import Basic, Symbol

from checks.decide.sums.blocks import blocks_in
from checks.decide.sums.equations import with_equations_solved
from checks.language.concrete import concrete, conditions_at, family_of
from checks.language.domains import NONNEGATIVE, POSITIVE, REAL
from checks.language.families import Entry, Over
from checks.language.inverses import determinant
from checks.language.nodes import distinct_pieces, names_in
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


def instance_at(claim: Claim, places: Mapping[str, int], values: Mapping[str, Fraction] | None = None) -> Claim | None:
    """The scalar claim with sizes and free indices, by name, as in `places`; None if one is missing or out of range.

    `values` gives the entries that are the bound of a sum: whole numbers, no larger than any size, so that no entry
    beyond its family occurs in the sum.
    """
    sizes = {size: places.get(size.name, 0) for size in claim.sizes}
    indices = {index: places.get(index.name, 0) for index, _ in claim.indices}
    if any(value < 1 for value in sizes.values()):
        return None
    if not all(1 <= indices[index] <= sizes.get(size, size) for index, size in claim.indices):
        return None
    instance = at_sizes(claim, sizes | indices)
    bounds = bounds_in(instance)
    if bounds and values is not None:
        families, largest = dict(claim.families), min(sizes.values(), default=0)
        known = {bound: values.get(bound.name, Fraction(0)) for bound in bounds}
        if not all(
            value.denominator == 1
            and 1 <= value <= largest
            and families.get(family_of(bound.name), REAL).contains(value)
            for bound, value in known.items()
        ):
            return None
        instance = at_sizes(instance, {bound: int(value) for bound, value in known.items()})
    return None if _goes_beyond(claim, instance, sizes.values()) else with_regular(with_entries(instance))


def _goes_beyond(claim: Claim, instance: Claim, sizes: Iterable[int]) -> bool:
    """Whether a computed index (x_{n+1}) may have led to an entry that there is not: below 1 or above all sizes."""
    places = (at for piece in distinct_pieces(claim.left, claim.right) if isinstance(piece, Entry) for at in piece.args)
    if not any(isinstance(at, sympy.Add) for at in places):
        return False
    numbers = (int(n) for symbol in entries_in(instance) for n in symbol.name.partition("[")[2].rstrip("]").split(","))
    most = max(sizes, default=0)
    return not all(1 <= number <= most for number in numbers)


def bounds_in(instance: Claim) -> tuple[Symbol, ...]:
    """The entries that are the upper bounds of sums which are not written out for that."""
    pieces = distinct_pieces(instance.left, instance.right)
    found = {piece.args[3]: None for piece in pieces if isinstance(piece, Over) and isinstance(piece.args[3], Symbol)}
    return tuple(bound for bound in found if "[" in bound.name)


def with_entries(claim: Claim) -> Claim:
    """`claim`, whose sizes are numbers, with the domains of the entries that occur in it.

    An entry on the diagonal of a positive definite matrix is positive, and so are the leading principal minors; those
    of the rows and columns that occur are taken, as a principal submatrix can be completed.
    """
    families, known = dict(claim.families), dict(claim.matrices)
    entries = entries_in(claim)
    blocks = [block for block in blocks_in(entries, known) if known[block.name] in ("posdef", "psd")]
    domains = {symbol: families.get(family_of(symbol.name), REAL) for symbol in entries}
    given = list(claim.given)
    for block in blocks:
        definite = known[block.name] == "posdef"
        domains |= {symbol: REAL for line in block.entries for symbol in line if symbol not in domains}
        domains |= {line[i]: POSITIVE if definite else NONNEGATIVE for i, line in enumerate(block.entries)}
        given.extend(sympy.Gt(minor, 0, evaluate=False) for minor in block.minors() if definite)
        given.extend(sympy.Ge(minor, 0, evaluate=False) for minor in block.all_minors() if not definite)
    known_of_all = (*claim.domains, *domains.items())
    return with_equations_solved(replace(claim, domains=known_of_all, given=tuple(given), families=()))


def with_regular(claim: Claim) -> Claim:
    """`claim` with det A ≠ 0 for the matrices that are declared invertible: for witnesses, never for a proof.

    A proof at small sizes may not use it, for a part of an invertible matrix need not be invertible.
    """
    known = dict(claim.matrices)
    blocks = [block for block in blocks_in(entries_in(claim), known) if known[block.name] == "invertible"]
    regular = (sympy.Ne(determinant(block.entries), 0, evaluate=False) for block in blocks)
    return replace(claim, given=(*claim.given, *regular))


def entries_in(claim: Claim) -> list[Symbol]:
    """The symbols of entries in a claim at concrete sizes."""
    found = names_in(claim.left, claim.right, *claim.given)
    return sorted((symbol for symbol in found if "[" in symbol.name), key=lambda symbol: symbol.name)


def sample_places(claim: Claim, turn: int = 0) -> dict[str, int]:
    """Sizes to try in turn, different ones for different sizes, and free indices in them."""
    places = {size.name: 2 + (position + turn) % 3 + turn // 3 for position, size in enumerate(claim.sizes)}
    taken: dict[Basic, int] = {}
    for index, size in claim.indices:
        taken[size] = taken.get(size, 0) + 1
        last = int(size) if size.is_Integer else places[size.name]
        places[index.name] = 1 + (taken[size] - 1 if turn % 2 == 0 else 0) % last
    return places
