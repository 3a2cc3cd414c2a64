"""A claim at concrete sizes: a scalar claim in finitely many symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import sympy
from sympy import Basic, Integer, Symbol

from derivo.checks.decide.sums.blocks import blocks_in
from derivo.checks.decide.sums.elements import largest_number
from derivo.checks.decide.sums.equations import with_equations_solved
from derivo.checks.language.concrete import concrete, conditions_at, family_of
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE, REAL
from derivo.checks.language.families import Entry, Over
from derivo.checks.language.inverses import determinant
from derivo.checks.language.nodes import distinct_pieces, names_in
from derivo.checks.verdict import Claim

SIZE_1 = 8  # the turn at which all sizes are 1
MOST_MORE = 4  # elements that are added
FROM_END, INSIDE = 2, 5  # of the ways to place free indices


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
    return (
        None
        if says_nothing(claim, sizes | indices) or _goes_beyond(claim, instance, sizes)
        else with_regular(with_entries(instance))
    )


def goes_beyond(claim: Claim, values: Mapping[Symbol, int]) -> bool:
    """Whether a claim speaks of an entry that there is not at these sizes and indices: x_3 of two, x_{k+1} at the end.

    Nothing is claimed there. What stands at an index that runs is not looked at.
    """
    return any(not _is_there(claim, piece, values) for piece in distinct_pieces(claim.left, claim.right))


def says_nothing(claim: Claim, values: Mapping[Symbol, int]) -> bool:
    """Whether these sizes and indices are no witness: an entry is missing, or a range is less than empty (3 … 1).

    What a sum from 3 to 1 is, people say in different ways.
    """
    return goes_beyond(claim, values) or any(
        _is_less_than_empty(piece, values)
        for piece in distinct_pieces(claim.left, claim.right)
        if isinstance(piece, Over)
    )


def _is_less_than_empty(piece: Over, values: Mapping[Symbol, int]) -> bool:
    """Whether a range whose ends are not both typed as numbers ends more than one before it begins."""
    low, high = (concrete(end, values).doit() for end in piece.args[2:4])
    typed = piece.args[2].is_Integer and piece.args[3].is_Integer
    return not typed and low.is_Integer and high.is_Integer and bool(high < low - 1)


def _is_there(claim: Claim, piece: Basic, values: Mapping[Symbol, int]) -> bool:
    """Whether all places of an entry, numbers in its name included, lie in their ranges, as far as both are numbers."""
    if not isinstance(piece, Entry | Symbol):
        return True
    name, _, inside = (str(piece.args[0]) if isinstance(piece, Entry) else piece.name).partition("[")
    left = iter(piece.args[1:])
    at = [Integer(int(part)) if part.isdigit() else next(left, None) for part in inside.rstrip("]").split(",") if part]
    ends = dict(claim.axes).get(name, ())
    known = zip((*at, *left), ends, strict=False)
    return all(place is None or _is_within(concrete(place, values), concrete(end, values)) for place, end in known)


def _is_within(place: Basic, end: Basic) -> bool:
    """Whether a place is one of 1 … end, if both are numbers."""
    number = place.doit() if place.is_Add else place
    return not (number.is_Integer and end.is_Integer) or bool(1 <= number <= end)


def _goes_beyond(claim: Claim, instance: Claim, sizes: Mapping[Symbol, int]) -> bool:
    """Whether an instance has an entry that there is not.

    Where it is not known how far its indices run, a computed index (x_{n+1}) may have led below 1 or above all sizes.
    """
    entries, declared = entries_in(instance), dict(claim.axes)
    if not all(_is_there(claim, symbol, sizes) for symbol in entries):
        return True
    pieces = (piece for piece in distinct_pieces(claim.left, claim.right) if isinstance(piece, Entry))
    if not any(isinstance(at, sympy.Add) for piece in pieces for at in piece.args):
        return False
    unknown = (symbol.name for symbol in entries if family_of(symbol.name) not in declared)
    most = max(sizes.values(), default=0)
    return not all(1 <= int(n) <= most for name in unknown for n in name.partition("[")[2].rstrip("]").split(","))


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
    """Sizes to try in turn, different ones for different sizes, and free indices in them: at the start, at the end.

    They are such that the entries of which the claim speaks are there, if a few more elements or other places do.
    """
    ways = (turn % INSIDE, *((INSIDE, FROM_END) if turn % 2 == 0 else (FROM_END, INSIDE)))
    for way, more in product(ways, range(MOST_MORE)):
        places = _places(claim, turn, more, way)
        values = {name: places[name.name] for name in (*claim.sizes, *(index for index, _ in claim.indices))}
        if not says_nothing(claim, values):
            return places
    return _places(claim, turn, 0, 0)


def _places(claim: Claim, turn: int, more: int, way: int) -> dict[str, int]:
    """Sizes and free indices, these placed from the start, all at it, from the end, all at it, mixed, or inside."""
    least = more + largest_number((claim.left, claim.right))
    places = {
        size.name: max(least, more + (2 + (position + turn) % 3 + turn // 3 if turn < SIZE_1 else 1))
        for position, size in enumerate(claim.sizes)
    }
    taken: dict[Basic, int] = {}
    for index, size in claim.indices:
        before = taken[size] = taken.get(size, -1) + 1
        last = int(size) if size.is_Integer else places[size.name]
        from_start, from_end = 1 + before % last, last - before % last
        mixed = from_start if before % 2 else from_end
        places[index.name] = (from_start, 1, from_end, last, mixed, (last + 1) // 2)[way]
    return places
