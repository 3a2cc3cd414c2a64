"""Where a product contains the entries of a matrix next to those of its inverse: Σ_j A_ij·(A⁻¹)_jk = δ_ik.

The matrix A = Σ_t c_t·T_t has several terms, as XᵀX + λI has. The largest of them is looked for, T(i, j) with the sums
in it opened; what is found is replaced by (δ_ik − Σ_(t ≠ T) c_t·Σ_j T_t(i, j)·(A⁻¹)_jk)/c_T. That is the identity
solved for its term T, true for every i and k in the range of the matrix wherever the inverse exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from derivo.checks.decide.sums.atoms import Atom, Number, Polynomial, Term as Product, places

Powers = Mapping[Atom, Number]


@dataclass(frozen=True, slots=True)
class Match:
    """What was found: the place of the other index of the matrix, the factors that are left, the indices used up."""

    other: str
    left: dict[Atom, Number]
    used: frozenset[str]


def largest(polynomial: Polynomial) -> Product | None:
    """The term with the most atoms that are no δ; None if there is none."""
    terms = [term for term in polynomial if any(one[0] in ("sum", "entry") for one, _ in term)]
    return max(terms, key=lambda term: (sum(map(_weight, term)), term), default=None)


def _weight(power: tuple[Atom, Number]) -> int:
    one, _ = power
    return len(one[2]) if one[0] == "sum" else one[0] == "entry"


def match(
    pattern: Powers,
    known: Mapping[str, str],
    wanted: tuple[str, ...],
    powers: Powers,
    bound: frozenset[str],
    mirrored: frozenset[str],
) -> Match | None:
    """Where the factors of `pattern` stand among those of `powers`, the indices as in `known`.

    The places of the indices `wanted` are looked for: the first is an index of the matrix, the others are indices of
    sums. They must stand for different bound indices that occur nowhere else, and so must the one in `known`. The last
    two indices of entries of `mirrored` families may be swapped.
    """
    free = frozenset((*known, *wanted))
    for names, taken in _matches(list(pattern.items()), dict(known), powers, frozenset(), free, mirrored):
        if not free <= names.keys():
            continue
        inner = [place for index, place in names.items() if index != wanted[0]]
        left = {one: exponent for one, exponent in powers.items() if one not in taken}
        closed = all(place in bound and not any(place in places(one) for one in left) for place in inner)
        if closed and len(set(inner)) == len(inner) and names[wanted[0]] not in inner:
            return Match(names[wanted[0]], left, frozenset(inner))
    return None


def _matches(
    pattern: list[tuple[Atom, Number]],
    names: dict[str, str],
    powers: Powers,
    taken: frozenset[Atom],
    free: frozenset[str],
    mirrored: frozenset[str],
) -> Iterator[tuple[dict[str, str], frozenset[Atom]]]:
    """Every way to find the factors, one by one, each in another factor with the same exponent."""
    if not pattern:
        yield names, taken
        return
    (wanted, exponent), *rest = pattern
    for one, power in powers.items():
        if one not in taken and power == exponent and one[:2] == wanted[:2] and one[0] == "entry":
            for found in {one[2], (*one[2][:-2], *reversed(one[2][-2:]))} if one[1] in mirrored else {one[2]}:
                extended = _unified(wanted[2], found, names, free)
                if extended is not None:
                    yield from _matches(rest, extended, powers, taken | {one}, free, mirrored)


def _unified(
    pattern: tuple[str, ...], found: tuple[str, ...], names: dict[str, str], free: frozenset[str]
) -> dict[str, str] | None:
    """The names with those that make the places of a pattern the places found; None if they contradict."""
    result = dict(names)
    for index, place in zip(pattern, found, strict=True):
        if index not in free:
            if index != place:
                return None
        elif result.setdefault(index, place) != place:
            return None
    return result
