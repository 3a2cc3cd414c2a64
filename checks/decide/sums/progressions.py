"""Sums over all values of an index of which only powers and exponentials stand in the body, in closed form.

With S_m = Σ_{k=1}^N k^m·r^k, for r > 0 that is above or below 1 at every admissible point,

    (r − 1)·S_m = N^m·r^(N+1) − [m = 0]·r − Σ_{i<m} (−1)^(m−i+1)·C(m, i)·S_i      by k^m − (k − 1)^m, summed by parts
    (m + 1)·S_m = (N + 1)^(m+1) − 1 − Σ_{i<m} C(m + 1, i)·S_i                     for r = 1
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb

from derivo.checks.decide.sums.atoms import Atom, Number, Polynomial, Term, atom, number, places, plus, scaled
from derivo.checks.decide.sums.elementary import ONE
from derivo.checks.decide.sums.steps import Steps

HIGHEST_POWER = 8


@dataclass(frozen=True, slots=True)
class Progressions(Steps):
    """Sums of arithmetic and geometric progressions under some facts."""

    def summed(self, polynomial: Polynomial, place: str) -> Polynomial:
        """The sum over the whole range of an index."""
        total: Polynomial = {}
        for term, coefficient in polynomial.items():
            inside = tuple((one, exponent) for one, exponent in term if place in places(one))
            closed = self._closed(inside, place)
            if closed is None:
                total = plus(total, self.terms.summed({term: coefficient}, place))
            else:
                outside: Polynomial = {tuple(power for power in term if power not in inside): coefficient}
                total = plus(total, self.terms.times(outside, closed))
        return total

    def at(self, polynomial: Polynomial, place: str, end: str) -> Polynomial:
        """The value where an index is at an end of its range."""
        total: Polynomial = {}
        for term, coefficient in polynomial.items():
            factors = (self._factor_at(one, exponent, place, end) for one, exponent in term)
            total = plus(total, self.terms.times(number(coefficient), *factors))
        return total

    def _factor_at(self, one: Atom, exponent: Number, place: str, end: str) -> Polynomial:
        if one[0] == "exp" and place in places(one):
            return self.exponential(self.terms.moved({one[1]: exponent}, {place: end}))
        return self.terms.moved({((one, exponent),): 1}, {place: end})

    def _closed(self, inside: Term, place: str) -> Polynomial | None:
        """The closed form of a sum; None if it has none here."""
        power, log_ratio = 0, dict[Term, Number]()
        for one, exponent in inside:
            if one == ("index", place) and int(exponent) == exponent and 0 < exponent <= HIGHEST_POWER:
                power = int(exponent)
            elif one[0] == "exp" and (slope := _slope(one[1], place)) is not None:
                log_ratio[slope] = exponent
            else:
                return None
        size = self.terms.sizes[place]
        if not log_ratio:
            return self._arithmetic(power, atom("size", size)) if power else None
        ratio = self.exponential(log_ratio)
        if not self._is_not_one(ratio):
            return None
        last = self.exponential(self.terms.times(atom("size", size), log_ratio))
        return self._geometric(power, atom("size", size), ratio, last)

    def _arithmetic(self, power: int, size: Polynomial) -> Polynomial:
        """Σ k^m."""
        found = [size]
        for m in range(1, power + 1):
            lower = (scaled(found[i], -comb(m + 1, i)) for i in range(m))
            whole = plus(self.terms.power(plus(size, ONE), m + 1), number(-1), *lower)
            found.append(scaled(whole, Fraction(1, m + 1)))
        return found[power]

    def _geometric(self, power: int, size: Polynomial, ratio: Polynomial, last: Polynomial) -> Polynomial:
        """Σ k^m·r^k, `last` being r^N."""
        found: list[Polynomial] = []
        below = self.raised(plus(ratio, number(-1)), -1)
        for m in range(power + 1):
            end = self.terms.times(self.terms.power(size, m), last, ratio)
            lower = [scaled(found[i], (-1) ** (m - i) * comb(m, i)) for i in range(m)] or [scaled(ratio, -1)]
            found.append(self.terms.times(plus(end, *lower), below))
        return found[power]

    def _is_not_one(self, ratio: Polynomial) -> bool:
        """Whether a ratio is above 1, or below 1, at every admissible point; a product is if each of its factors is."""
        away = plus(ratio, number(-1))
        if self._above_zero(away, strict=True) or self._above_zero(scaled(away, -1), strict=True):
            return True
        if len(ratio) != 1:
            return False
        ((term, coefficient),) = ratio.items()
        sides = {1 if coefficient > 1 else -1} if coefficient != 1 else set[int]()
        for one, exponent in term:
            side = self._side(one)
            sides.add(side if exponent > 0 else -side)
        return coefficient > 0 and sides in ({1}, {-1})

    def _side(self, one: Atom) -> int:
        """1 if an atom is above 1, −1 if it is between 0 and 1, 0 if neither is known."""
        if one[0] == "exp":
            return 1 if all(self._positive(each) for each, _ in one[1]) else 0
        value = dict(one[1]) if one[0] == "base" else atom(*one)
        if not self._above_zero(value, strict=True):
            return 0
        less = self._above_zero(plus(ONE, scaled(value, -1)), strict=True)
        return -1 if less else int(self._above_zero(plus(value, number(-1)), strict=True))


def _slope(term: Term, place: str) -> Term | None:
    """The term without the index, if that is one of its factors and stands nowhere else in it."""
    index: tuple[Atom, Number] = (("index", place), 1)
    rest = tuple(power for power in term if power != index)
    return None if index not in term or any(place in places(one) for one, _ in rest) else rest
