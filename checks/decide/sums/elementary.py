"""Powers, exponentials and logarithms of polynomials in indexed data.

Each rewriting is an identity wherever its left side is defined:

    exp(f + g) = exp f · exp g       exp(c·log f) = f^c       (f·g)^r = f^r·g^r for f ≥ 0
    log(f·g) = log f + log g, all factors but one being nonnegative: then all of them are positive

Where f = 0 and g < 0, (f·g)^r is 0, and so is f^r·g^r, whatever is taken for g^r.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from derivo.checks.decide.polynomials import prime_factors
from derivo.checks.decide.sums.atoms import (
    Atom,
    NotNormal,
    Number,
    Polynomial,
    Term,
    atom,
    key,
    number,
    plus,
    scaled,
    single,
)
from derivo.checks.decide.sums.terms import Terms

ONE: Polynomial = {(): 1}


@dataclass(frozen=True, slots=True)
class Elementary:
    """Elementary functions under some facts."""

    terms: Terms

    def raised(self, polynomial: Polynomial, exponent: Number) -> Polynomial:
        """A power with a rational exponent."""
        if exponent >= 0 and int(exponent) == exponent:
            return self.terms.power(polynomial, int(exponent))
        if not polynomial:
            raise NotNormal("division by zero")
        whole = int(exponent) == exponent
        if whole:
            size, term, rest = self._content(polynomial, signed=True)
            outside: Polynomial = {powered(term, exponent): Fraction(size) ** int(exponent)}
        else:
            positive, rest = self._split(polynomial, strict=False)
            outside = self.exponential(scaled(self._log_positive(positive), exponent))
        return outside if rest == ONE else self.terms.times(outside, atom("base", key(rest), exponent=exponent))

    def exponential(self, polynomial: Polynomial) -> Polynomial:
        """The exponential: exp Σ c·t = Π exp(t)^c, with exp(c·log f) = f^c."""
        result = ONE
        for term, coefficient in polynomial.items():
            if len(term) == 1 and term[0][0][:2] == ("function", "log") and term[0][1] == 1:
                factor = self._bare(dict(term[0][0][2][0]), coefficient)
            else:
                factor = atom("exp", term, exponent=coefficient)
            result = self.terms.times(result, factor)
        return result

    def _bare(self, inside: Polynomial, exponent: Number) -> Polynomial:
        """f^c where f is the argument of a logarithm, and positive where that is defined."""
        whole = int(exponent) == exponent
        if list(inside) == [()]:
            prime = Fraction(inside[()])
            return (
                number(prime ** int(exponent))
                if whole
                else self.terms.times(atom("base", key(inside), exponent=exponent))
            )
        if list(inside.values()) == [1] and all(self._positive(one, strict=False) for one, _ in single(inside)):
            return {powered(single(inside), exponent): 1}
        if not whole and self._above_zero(inside, strict=False):
            return self.terms.times(atom("base", key(inside), exponent=exponent))
        return self.raised(inside, exponent)

    def logarithm(self, polynomial: Polynomial) -> Polynomial:
        """The logarithm: log Π f^e = Σ e·log f if all factors but one are positive, which then is positive, too."""
        positive, rest = self._split(polynomial, strict=False)
        if rest == ONE:
            return self._log_positive(positive)
        sign, term, several = self._content(rest, signed=False)
        if sign > 0 and several == ONE and len(term) == 1 and term[0][1] % 2 == 1:
            ((one, exponent),) = term
            last = scaled(atom("function", "log", (key(atom(*one)),)), exponent)
        else:
            last = atom("function", "log", (key(rest),))
        return plus(self._log_positive(positive), last)

    def _log_positive(self, polynomial: Polynomial) -> Polynomial:
        """The logarithm of a product of positive factors."""
        total: Polynomial = {}
        ((term, coefficient),) = polynomial.items()
        fraction = Fraction(coefficient)
        for whole, direction in ((fraction.numerator, 1), (fraction.denominator, -1)):
            for prime, times in prime_factors(whole):
                total = plus(total, scaled(atom("function", "log", (key({(): prime}),)), direction * times))
        for one, exponent in term:
            if one[0] == "exp":
                total = plus(total, {one[1]: exponent})
            else:
                inside = one[1] if one[0] == "base" else key(atom(*one))
                total = plus(total, scaled(atom("function", "log", (inside,)), exponent))
        return total

    # --- signs

    def _split(self, polynomial: Polynomial, *, strict: bool) -> tuple[Polynomial, Polynomial]:
        """A product of factors that are positive (nonnegative if not `strict`), and the rest, which is 1 if all are."""
        size, term, several = self._content(polynomial, signed=False)
        positive: dict[Atom, Number] = {one: exponent for one, exponent in term if self._positive(one, strict=strict)}
        left = tuple((one, exponent) for one, exponent in term if one not in positive)
        rest: Polynomial = {left: 1 if size > 0 else -1}
        if several != ONE:
            if self._above_zero(several, strict=strict):
                whole = ("base", key(several))
                positive[whole] = positive.get(whole, 0) + 1  # a root of it may be a factor already
            else:
                rest = self.terms.times(rest, several)
        return {tuple(sorted(positive.items())): size if size > 0 else -size}, rest

    def _content(self, polynomial: Polynomial, *, signed: bool) -> tuple[Number, Term, Polynomial]:
        """(c, t, p) with polynomial = c·t·p, where p is 1 or has several terms without a common divisor.

        c > 0 if p has several terms, unless `signed`: then p has one of two signs, whatever its indices are called.
        """
        if len(polynomial) == 1:
            ((term, coefficient),) = polynomial.items()
            return coefficient, term, ONE
        if not polynomial:
            raise NotNormal("zero")
        least: dict[Atom, Number] = {}
        for one in {one for term in polynomial for one, _ in term}:
            least[one] = min(dict(term).get(one, 0) for term in polynomial)
        common = tuple(sorted((one, exponent) for one, exponent in least.items() if exponent))
        numbers = [Fraction(c) for c in polynomial.values()]
        size = Fraction(gcd(*(c.numerator for c in numbers)), lcm(*(c.denominator for c in numbers)))
        if signed and (sum(numbers) or min(polynomial.items())[1]) < 0:
            size = -size
        several: Polynomial = {}
        for term, coefficient in polynomial.items():
            powers = ((one, exponent - least[one]) for one, exponent in term)
            left = (*((one, -e) for one, e in common if one not in dict(term)), *powers)
            several[tuple(sorted((one, e) for one, e in left if e))] = coefficient / size
        return size, common, self.terms.times(several)  # polynomials that were divided by are multiplied out

    def _positive(self, one: Atom, *, strict: bool = True) -> bool:
        """Whether an atom is positive, or nonnegative if not `strict`."""
        match one[0]:
            case "exp" | "size":
                return True
            case "entry" | "name":
                low, _ = self.terms.facts.bounds.get(one[:2], (None, None))
                return low is not None and (low[0] > 0 or (low[0] == 0 and (low[1] or not strict)))
            case "sum":
                return all(self._positive(each, strict=strict) or (not strict and e % 2 == 0) for each, e in one[2])
            case "base":
                return self._above_zero(dict(one[1]), strict=strict)
        return False

    def _above_zero(self, polynomial: Polynomial, *, strict: bool) -> bool:
        """Whether a polynomial is positive, or nonnegative if not `strict`, by the bounds of its terms."""
        least, is_open = Fraction(0), not strict
        for term, coefficient in polynomial.items():
            if not term:
                least += coefficient
            elif single_name(term):
                bounds = self.terms.facts.bounds.get(term[0][0][:2], (None, None))
                bound = bounds[0] if coefficient > 0 else bounds[1]
                if bound is None:
                    return False
                least += coefficient * bound[0]
                is_open |= bound[1]
            elif coefficient > 0 and all(self._positive(one, strict=strict) for one, _ in term):
                is_open = True
            else:
                return False
        return least > 0 or (least == 0 and is_open)


def single_name(term: Term) -> bool:
    """Whether a term is a name or an entry."""
    return len(term) == 1 and term[0][1] == 1 and term[0][0][0] in ("name", "entry")


def powered(term: Term, exponent: Number) -> Term:
    """The power of a product of which no factor is a delta."""
    if any(one[0] == "delta" for one, _ in term):
        raise NotNormal("delta")
    return tuple((one, e * exponent) for one, e in term)
