"""Whether a polynomial in indexed data is positive, as an atom: cases of a sign that nothing fixes.

[f > 0] is 1 where f is positive, else 0. Each rewriting is an identity wherever its left side is defined:

    [c·f > 0] = [f > 0] for c > 0                           [g(a) − g(b) > 0] = [a − b > 0] for increasing g
    [a − b > 0] = [log a − log b > 0] for a, b > 0          [a − b > 0] = [a^r − b^r > 0] for a, b ≥ 0 and r > 0
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from derivo.checks.decide.sums.atoms import Atom, Number, Polynomial, Term, atom, key, plus, scaled
from derivo.checks.decide.sums.elementary import ONE, Elementary

INCREASING = ("log", "atan", "sinh", "tanh", "asinh", "erf")
MOST_REWRITINGS = 8


@dataclass(frozen=True, slots=True)
class Steps(Elementary):
    """Signs under some facts."""

    def positive(self, polynomial: Polynomial) -> Polynomial:
        """1 where a polynomial is positive, else 0."""
        for _ in range(MOST_REWRITINGS):
            if polynomial:
                _, polynomial = self._split(polynomial, strict=True)
            if set(polynomial) <= {()}:
                return ONE if polynomial.get((), 0) > 0 else {}
            simpler = self._simpler(polynomial)
            if simpler is None:
                break
            polynomial = simpler
        return atom("function", "positive", (key(polynomial),))

    def _simpler(self, polynomial: Polynomial) -> Polynomial | None:
        """A polynomial with the same sign, wherever this one has one; None if no rewriting is known."""
        if sorted(polynomial.values()) != [-1, 1]:
            return None
        above, below = sorted(polynomial, key=lambda term: -polynomial[term])
        if all(self._positive(one) for one, _ in (*above, *below)):
            return plus(self._log_positive({above: 1}), scaled(self._log_positive({below: 1}), -1))
        return self._inside(above, below) or self._powers(above, below)

    def _inside(self, above: Term, below: Term) -> Polynomial | None:
        """A − b where the terms are g(a) and g(b) with an increasing g; not of the logarithms that come from above."""
        match above, below:
            case ((("function", str(name), (tuple(a),)), 1),), ((("function", str(other), (tuple(b),)), 1),):
                known = name == "log" and all(self._product(dict(each)) for each in (a, b))
                if name == other and name in INCREASING and not known:
                    return plus(dict(a), scaled(dict(b), -1))
        return None

    def _product(self, polynomial: Polynomial) -> bool:
        """Whether a polynomial is a product of positive atoms."""
        return len(polynomial) == 1 and all(self._positive(one) for term in polynomial for one, _ in term)

    def _powers(self, above: Term, below: Term) -> Polynomial | None:
        """a^r − b^r where both terms are nonnegative, with the r for which all exponents are whole and least."""
        factors = (*above, *below)
        signed = [one for one, exponent in factors if not self._nonnegative(one, exponent)]  # |a|² is a²
        if any(exponent % 2 for one, exponent in factors if one in signed and not _is_modulus(one)):
            return None
        wholes = [Fraction(exponent) / (2 if one in signed else 1) for one, exponent in factors]
        unit = Fraction(gcd(*(each.numerator for each in wholes)), lcm(*(each.denominator for each in wholes)))
        if unit == 1 and not any(_is_modulus(one) for one in signed):
            return None
        left, right = (self.terms.times(*(self._raised(*power, unit) for power in term)) for term in (above, below))
        return plus(left, scaled(right, -1))

    def _nonnegative(self, one: Atom, exponent: Number) -> bool:
        """Whether what stands in a power is nonnegative, if only because a root of even degree is taken of it."""
        return Fraction(exponent).denominator % 2 == 0 or self._positive(one, strict=False)

    def _raised(self, one: Atom, exponent: Number, unit: Fraction) -> Polynomial:
        """A power to the power 1/unit."""
        if _is_modulus(one):
            return self.raised(self.terms.power(dict(one[2][0]), 2), exponent / (2 * unit))
        return self.raised(dict(one[1]) if one[0] == "base" else atom(*one), exponent / unit)


def _is_modulus(one: Atom) -> bool:
    return one[:2] == ("function", "Modulus")
