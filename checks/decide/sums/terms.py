"""Arithmetic with polynomials in indexed data, in a form in which equal sums look equal.

Every rewriting is an identity for all sizes wherever its left side is defined: commutativity, a^r·a^s = a^(r+s),
Σ(f + g) = Σf + Σg, Σ_n c·f = c·Σ_n f, Σ_n Σ_m = Σ_m Σ_n, Σ_n 1 = N, (Σ_n f_n)·(Σ_m g_m) = Σ_n Σ_m f_n·g_m,
Σ_j δ_jk·f_j = f_k for k in the range of j, v² = v for v in {0, 1}, v² = 1 for v in {−1, 1}, and
Σ_k q_kn = 1 where that is given, and so for other sums (given_sums.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count, permutations, product
from math import factorial, floor, prod

from derivo.checks.decide.sums.atoms import (  # fmt: skip
    Atom,
    NotNormal,
    Number,
    Polynomial,
    Term,
    atom,
    delta,
    height,
    index,
    key,
    own,
    places,
    plus,
    put,
    scaled,
    shade,
    single,
)
from derivo.checks.decide.sums.divisors import taken_apart
from derivo.checks.decide.sums.facts import Facts
from derivo.checks.decide.sums.given_sums import with_given_sum, without_weights
from derivo.checks.decide.sums.matches import largest, match
from derivo.checks.work import spend

MOST_ORDERS = 120  # of the indices of a sum
LARGEST_POWER = 24


@dataclass(slots=True)
class Terms:
    """Arithmetic under some facts. `sizes` grows by the indices of sums in the making, `uses` by given sums used."""

    facts: Facts
    sizes: dict[str, str] = field(init=False)
    uses: int = 0
    counter: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.sizes = dict(self.facts.sizes)

    def fresh(self, size: str) -> str:
        """An index that is used nowhere yet."""
        place = f"#{next(self.counter)}"
        self.sizes[place] = size
        return place

    # --- products

    def times(self, *polynomials: Polynomial) -> Polynomial:
        """The product."""
        result: Polynomial = {(): 1}
        for polynomial in polynomials:
            total: Polynomial = {}
            for one, c in result.items():
                for other, d in polynomial.items():
                    for term, e in self._joined(one, other).items():
                        put(total, term, c * d * e)
            result = total
        return result

    def _joined(self, one: Term, other: Term) -> Polynomial:
        """The product of two terms; a polynomial that is raised to a whole power, or more, is multiplied out."""
        spend(2 + len(one) + len(other))
        powers = dict(one)
        for each, exponent in other:
            powers[each] = powers.get(each, 0) + exponent
        spread = []
        for each in list(powers):
            exponent = powers[each] = self._exponent(each, powers[each])
            if each[0] == "base" and exponent >= 1:
                powers[each] = exponent - floor(exponent)
                spread.append(self.power(dict(each[1]), floor(exponent)))
        whole: Polynomial = {tuple(sorted((each, exponent) for each, exponent in powers.items() if exponent)): 1}
        return self.times(whole, *spread) if spread else whole

    def _exponent(self, one: Atom, exponent: Number) -> Number:
        """The exponent of an atom of few values: v² = v on {0, 1}, v² = 1 on {−1, 1}."""
        if one[0] == "delta":
            if exponent < 1:
                raise NotNormal("delta")
            return 1
        if one[0] in ("entry", "name") and exponent > 1 and int(exponent) == exponent:
            values = self.facts.values.get(one[:2])
            if values == (0, 1):
                return 1
            if values == (-1, 1):
                return exponent % 2
        return exponent

    def power(self, polynomial: Polynomial, exponent: int) -> Polynomial:
        """A whole power from 0 on."""
        if exponent > LARGEST_POWER:
            raise NotNormal("power")
        return self.times(*[polynomial] * exponent)

    # --- sums

    def summed(self, polynomial: Polynomial, place: str) -> Polynomial:
        """The sum over the whole range of an index."""
        total: Polynomial = {}
        for term, coefficient in taken_apart(polynomial, place, self.times).items():
            inside = {each: exponent for each, exponent in term if place in places(each)}
            outside = tuple((each, exponent) for each, exponent in term if each not in inside)
            for found, c in self.times({outside: coefficient}, self._contracted(inside, [place])).items():
                put(total, found, c)
        return total

    def _contracted(self, powers: dict[Atom, Number], bound: list[str]) -> Polynomial:
        """The sum of a product over all values of the indices in `bound`."""
        powers, bound = self._opened(powers, bound)
        for one in powers:
            if one[0] == "delta":
                for old, new in (one[1:], one[:0:-1]):
                    if old in bound and self.in_range(new, self.sizes[old]):
                        rest = tuple((each, exponent) for each, exponent in powers.items() if each != one)
                        left = [place for place in bound if place != old]
                        moved = self.moved({rest: 1}, {old: new})
                        return plus(*(scaled(self._contracted(dict(t), left), c) for t, c in moved.items()))
        for place in bound:
            shorter = without_weights(self, powers, place)
            if shorter is not None:
                return self._contracted(shorter, [each for each in bound if each != place])
        valued = with_given_sum(self, powers, bound)
        if valued is not None:
            product, left = valued
            return plus(*(scaled(self._contracted(dict(term), left), c) for term, c in product.items()))
        for one in powers:
            if one[0] == "inverse" and powers[one] == 1:
                for at, k in (one[3:], one[:2:-1]):
                    found = self._beside_its_inverse(powers, bound, one, at, k) if at in bound and at != k else None
                    if found is not None:
                        return found
        return self.in_pieces(powers, bound)

    def _opened(self, powers: dict[Atom, Number], bound: list[str]) -> tuple[dict[Atom, Number], list[str]]:
        """The same with the sums among the factors that depend on a bound index taken apart."""
        opened: dict[Atom, Number] = {}
        wider = list(bound)
        for one, exponent in powers.items():
            times = int(exponent) if one[0] == "sum" and exponent > 0 and int(exponent) == exponent else 0
            if not times or places(one).isdisjoint(bound):
                opened[one] = opened.get(one, 0) + exponent
                continue
            for _ in range(times):
                fresh = [self.fresh(size) for size in one[1]]
                wider += fresh
                for each, e in self._renamed(one[2], dict(zip(own(one), fresh, strict=True))):
                    opened[each] = self._exponent(each, opened.get(each, 0) + e)
        return opened, wider

    def _beside_its_inverse(
        self, powers: dict[Atom, Number], bound: list[str], one: Atom, at: str, k: str
    ) -> Polynomial | None:
        """The sum with Σ_at A_(i, at)·(A⁻¹)_(at, k) = δ_ik used, if entries of the matrix are found (`matches.py`)."""
        row, column = self.fresh(one[1]), self.fresh(one[1])
        matrix = self.moved(dict(one[2]), dict(zip(own(one), (row, column), strict=True)))
        term = largest(matrix)
        if term is None:
            return None
        here, there = (column, row) if at == one[3] else (row, column)
        pattern, inner = self._opened(dict(term), [row, column])
        rest = {each: exponent for each, exponent in powers.items() if each != one}
        found = match(pattern, {here: at}, (there, *inner[2:]), rest, frozenset(bound), self.facts.mirrored)
        if found is None or found.used & (places(one) - {at}):
            return None
        if not all(self.in_range(place, one[1]) for place in (found.other, k)):
            return None
        left, kept = tuple(sorted(found.left.items())), [place for place in bound if place not in found.used]
        shares = [(self.times({left: 1}, delta(found.other, k)), kept)]
        for other, coefficient in matrix.items():
            if other != term:
                entries = self.moved({other: -coefficient}, {here: at, there: found.other})
                shares.append((self.times({left: 1}, entries, atom(*one)), [*kept, at]))
        sums = ((self._contracted(dict(each), over), c) for share, over in shares for each, c in share.items())
        total = plus(*(scaled(each, c) for each, c in sums))
        return scaled(total, Fraction(1) / matrix[term])

    def in_range(self, place: str, size: str) -> bool:
        """Whether a place is certainly an element of 1 … size."""
        return place == "=1" or place == f"={size}" or self.sizes.get(place) == size

    def in_pieces(self, powers: dict[Atom, Number], bound: list[str]) -> Polynomial:
        """The product of the sums over indices that hang together."""
        left, waiting, found = dict(powers), list(bound), []
        while waiting:
            group = [waiting.pop(0)]
            members: dict[Atom, Number] = {}
            for place in group:
                for one in [one for one in left if place in places(one)]:
                    members[one] = left.pop(one)
                    group += [other for other in waiting if other in places(one)]
                    waiting = [other for other in waiting if other not in group]
            found.append(self._sum(members, group) if members else ("size", self.sizes[group[0]]))
        return self.times({tuple(sorted(left.items())): 1}, *(atom(*each) for each in found))

    def _sum(self, members: dict[Atom, Number], group: list[str]) -> Atom:
        """The atom of a sum, its indices named by the order in which the term is least."""
        level = 1 + max(height(one) for one in members)
        shades = {place: (self.sizes[place], shade(members, place, self.facts.mirrored)) for place in group}
        ranks = sorted(set(shades.values()))
        alike = [[place for place in group if shades[place] == rank] for rank in ranks]
        if prod(factorial(len(each)) for each in alike) > MOST_ORDERS:
            raise NotNormal("symmetry")
        found = []
        for orders in product(*(permutations(each) for each in alike)):
            order = [place for each in orders for place in each]
            named = {place: f"·{level}.{rank}" for rank, place in enumerate(order)}
            found.append((self._renamed(tuple(members.items()), named), tuple(self.sizes[p] for p in order)))
        term, sizes = min(found)
        return ("sum", sizes, term)

    # --- other indices

    def _renamed(self, term: Iterable[tuple[Atom, Number]], names: Mapping[str, str]) -> Term:
        """A term with indices renamed, different ones differently."""
        return single(self.moved({tuple(term): 1}, names))

    def moved(self, polynomial: Polynomial, names: Mapping[str, str]) -> Polynomial:
        """A polynomial with other indices."""
        total: Polynomial = {}
        for term, coefficient in polynomial.items():
            plain, rest = [], []
            for one, exponent in term:
                if places(one).isdisjoint(names):
                    plain.append((one, exponent))
                else:
                    rest.append(self._moved_atom(one, exponent, names))
            for found, c in self.times({tuple(plain): coefficient}, *rest).items():
                put(total, found, c)
        return total

    def _moved_atom(self, one: Atom, exponent: Number, names: Mapping[str, str]) -> Polynomial:
        match one:
            case ("entry", family, at):
                return self.entry(family, [names.get(place, place) for place in at], exponent)
            case ("delta", i, j):
                return delta(names.get(i, i), names.get(j, j))
            case ("index", place):
                return index(names.get(place, place), exponent)
            case ("sum", sizes, term):
                fresh = [self.fresh(size) for size in sizes]
                body = self.moved({term: 1}, {**names, **dict(zip(own(one), fresh, strict=True))})
                for place in fresh:
                    body = self.summed(body, place)
            case ("product", size, inside):
                place = self.fresh(size)
                body = self.moved(dict(inside), {**names, own(one)[0]: place})
                body = self.multiplied(body, place)
            case ("determinant" | "inverse", size, inside, *at):
                row, column = self.fresh(size), self.fresh(size)
                body = self.moved(dict(inside), {**names, **dict(zip(own(one), (row, column), strict=True))})
                body = self.of_matrix(body, row, column, [names.get(place, place) for place in at])
            case ("exp", term):
                return self._only(atom("exp", self._renamed(term, names)), exponent)
            case ("function", name, arguments):
                moved = (key(self.moved(dict(a), names)) if isinstance(a, tuple) else a for a in arguments)
                return atom("function", name, tuple(moved), exponent=exponent)
            case _:
                body = self.moved(dict(one[1]), names)
                if len(body) == len(one[1]):
                    return atom("base", key(body), exponent=exponent)
                raise NotNormal("divisor")
        return self._only(body, exponent)

    def _only(self, body: Polynomial, exponent: Number) -> Polynomial:
        """A power of a polynomial that has to be one atom, if it is no whole power from 0 on."""
        if exponent > 0 and int(exponent) == exponent:
            return self.power(body, int(exponent))
        term = single(body)
        if len(term) != 1:
            raise NotNormal("renaming")
        return {((term[0][0], term[0][1] * exponent),): 1}

    def multiplied(self, body: Polynomial, place: str) -> Polynomial:
        """The product over the whole range of an index, as one atom."""
        level = 1 + max((height(one) for term in body for one, _ in term), default=0)
        inside = key(self.moved(body, {place: f"·{level}.0"}))
        return atom("product", self.sizes[place], inside)

    def of_matrix(self, body: Polynomial, row: str, column: str, at: list[str]) -> Polynomial:
        """The entry of the inverse of a matrix at two places, or its determinant; a transpose is turned back."""
        level = 1 + max((height(one) for term in body for one, _ in term), default=0)
        plain = key(self.moved(body, {row: f"·{level}.0", column: f"·{level}.1"}))
        turned = key(self.moved(body, {row: f"·{level}.1", column: f"·{level}.0"}))
        size = self.sizes[row]
        if not at:
            return atom("determinant", size, min(plain, turned))
        i, j = sorted(at) if plain == turned else at if plain < turned else reversed(at)
        return atom("inverse", size, min(plain, turned), i, j)

    def entry(self, family: str, at: list[str], exponent: Number = 1) -> Polynomial:
        """An entry of a family; of a symmetric matrix, one of the two that are equal."""
        if family in self.facts.mirrored:
            at = [*at[:-2], *sorted(at[-2:])]
        return atom("entry", family, tuple(at), exponent=exponent)
