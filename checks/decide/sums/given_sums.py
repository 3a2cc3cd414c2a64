"""Sums whose values are given: weights that sum to one, means that are named, moments that factor.

A condition such as Σ_b c_ab = 1 for every a, or Σ_a Σ_b P_ab = 1, holds at every admissible point and at every size, so
the sum may be replaced by its value wherever it stands, also as a factor inside of other sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

from derivo.checks.decide.sums.atoms import Atom, Key, NotNormal, Number, Polynomial, atom, inner, own, places, single

if TYPE_CHECKING:
    from derivo.checks.decide.sums.terms import Terms

Powers = dict[Atom, Number]
MOST_USES = 200  # of conditions in one claim: conditions might turn in a circle
MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Given:
    """The value of a sum, for all values of the free indices `?0`, `?1`, … over these sizes."""

    one: Atom
    sizes: tuple[str, ...]
    value: Key


def solved(difference: Polynomial, sizes: tuple[str, ...]) -> Given | None:
    """A sum that stands alone as a term of `difference`, the largest one, and what it is if the difference is 0."""
    alone = [term[0][0] for term in difference if len(term) == 1 and term[0][0][0] == "sum" and term[0][1] == 1]
    free = {f"?{place}" for place in range(len(sizes))}
    for one in sorted(alone, key=lambda one: (len(one[1]), len(one[2]), one), reverse=True):
        rest = {term: c for term, c in difference.items() if term != ((one, 1),)}
        if places(one) == free and not any(_contains(each, one) for term in rest for each, _ in term):
            share = -Fraction(difference[((one, 1),)])
            return Given(one, sizes, tuple((term, c / share) for term, c in sorted(rest.items())))
    return None


def _contains(one: Atom, wanted: Atom) -> bool:
    return one == wanted or any(_contains(each, wanted) for term in inner(one) for each, _ in term)


def with_given_sum(terms: Terms, powers: Powers, bound: list[str]) -> tuple[Polynomial, list[str]] | None:
    """The product and the indices over which it is still summed, after one sum whose value is given was carried out."""
    for given in terms.facts.given:
        for over in _choices(given.one[1], bound, terms.sizes):
            inside = {one: exponent for one, exponent in powers.items() if not places(one).isdisjoint(over)}
            if sorted(one[0] for one in inside) != sorted(one[0] for one, _ in given.one[2]):
                continue
            value = _value(terms, given, terms.in_pieces(inside, list(over)))
            if value is not None:
                rest = tuple(sorted((one, exponent) for one, exponent in powers.items() if one not in inside))
                return terms.times({rest: 1}, value), [place for place in bound if place not in over]
    return None


def _choices(wanted: tuple[str, ...], bound: list[str], sizes: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The indices among `bound` that may be those of a sum over indices of the sizes that are wanted."""
    if len(wanted) <= MOST_PLACES:
        seen = set()
        for over in permutations(bound, len(wanted)):
            if tuple(sizes[place] for place in over) == wanted and frozenset(over) not in seen:
                seen.add(frozenset(over))
                yield over


def _value(terms: Terms, given: Given, found: Polynomial) -> Polynomial | None:
    """The value of the sum that was found, if it is the given one at some values of the free indices."""
    if list(found.values()) != [1] or [exponent for _, exponent in next(iter(found))] != [1]:
        return None
    free = sorted(places(next(iter(found))[0][0]))
    if len(free) != len(given.sizes):
        return None
    for order in permutations(free):
        if tuple(terms.sizes.get(place) for place in order) == given.sizes:
            names = {f"?{place}": name for place, name in enumerate(order)}
            if _moved(terms, given.one, names) == found:
                return _used(terms, terms.moved(dict(given.value), names))
    return None


def _moved(terms: Terms, one: Atom, names: Mapping[str, str]) -> Polynomial:
    """A sum at other values of its free indices, as it stands."""
    fresh = [terms.fresh(size) for size in one[1]]
    body = terms.moved({one[2]: 1}, {**names, **dict(zip(own(one), fresh, strict=True))})
    return terms.in_pieces(dict(single(body)), fresh)


def _used(terms: Terms, value: Polynomial) -> Polynomial:
    terms.uses += 1
    if terms.uses > MOST_USES:
        raise NotNormal("conditions")
    return value


def without_weights(terms: Terms, powers: Powers, place: str) -> Powers | None:
    """The factors without those that depend on `place`, if these sum to one, or to a sum that is divided by."""
    inside = {one: exponent for one, exponent in powers.items() if place in places(one)}
    rest = {one: exponent for one, exponent in powers.items() if one not in inside}
    if list(inside.values()) == [1]:
        (one,) = inside
        at = one[2].index(place) if one[0] == "entry" else -1
        if (one[1], at, terms.sizes[place]) in terms.facts.simplexes and one[2].count(place) == 1:
            return rest
    divided = [one for one, exponent in rest.items() if one[0] == "sum" and exponent < 0]
    if not divided or not inside:
        return None
    summed = terms.in_pieces(inside, [place])
    for one in divided:
        if summed == atom(*one):
            return {each: e + (each == one) for each, e in rest.items() if e + (each == one)}
    return None
