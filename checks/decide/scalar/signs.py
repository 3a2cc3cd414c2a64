"""What is known of the signs of polynomials: from the domains, from what must be defined, and in a case.

A sign is 1 (nowhere negative), -1 (nowhere positive) or 0 (zero), at every admissible point at which both sides of the
claim are defined, in the case at hand. *Strict* means: nowhere zero either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from flint import fmpz_mpoly

from derivo.checks.decide.polynomials import FACTORED_TERMS, PolynomialKey, Quotient, Restart, Ring
from derivo.checks.language.domains import Domain
from derivo.checks.work import spend

LARGEST_SHIFT = 20  # degree of a polynomial in a bounded name


class NeedsSign(Exception):
    """The next rewriting depends on the sign of `factor`."""

    def __init__(self, factor: fmpz_mpoly) -> None:
        super().__init__()
        self.factor = factor


@dataclass(slots=True)
class Signs:
    """What is known of the signs of a ring's polynomials.

    `known` maps a polynomial, its leading coefficient positive, to its sign; `strict` holds those that are not zero.
    """

    ring: Ring
    known: dict[PolynomialKey, int] = field(default_factory=dict)
    strict: set[PolynomialKey] = field(default_factory=set)

    # --- what is known

    def of(self, polynomial: fmpz_mpoly, *, strict: bool = False) -> int | None:
        """The sign of a polynomial, None if it is not known."""
        if polynomial.is_zero():
            return 0
        if not self.ring.real(polynomial):
            return None
        for candidate, sign in ((polynomial, 1), (-polynomial, -1)):
            key = self.ring.key(candidate)
            if key in self.known and (not strict or key in self.strict):
                return sign * self.known[key]
            if self._by_generators(candidate, strict):
                return sign
        return None

    def of_quotient(self, value: Quotient, *, strict: bool = False) -> int | None:
        """The sign of a quotient, by its factors; a bottom is not zero where the quotient is defined."""
        if value.top.is_zero():
            return 0
        if not self.ring.is_real(value):
            return None
        content, pieces = self.ring.factors(value)
        result = _sign(content)
        for piece, exponent in pieces:
            if exponent % 2 == 0 and not (strict and exponent > 0):
                continue
            sign = self.of(piece, strict=strict and exponent > 0)
            if sign is None:
                return None
            result *= sign if exponent % 2 else abs(sign)
        return result

    def needed(self, value: Quotient) -> int:
        """The sign of `value`, 1 and -1 being strict; NeedsSign if a factor's is not known."""
        content, pieces = self.ring.factors(value)
        result = _sign(content)
        for piece, multiplicity in pieces:
            sign = self.of(piece, strict=multiplicity > 0)
            if sign is None:
                raise NeedsSign(piece)
            result *= sign if multiplicity % 2 else abs(sign)
        return result

    # --- learning

    def assume(self, polynomial: fmpz_mpoly, sign: int, *, strict: bool = False) -> bool:
        """Record the sign of a polynomial; True if that was not known.

        Against what is known, a zero wins: f = 0 is the case left of f ≥ 0. Else the older sign stays, and a case that
        contradicts it has no points.
        """
        if polynomial.leading_coefficient() < 0:
            polynomial, sign = -polynomial, -sign
        key = self.ring.key(polynomial)
        new = key not in self.known or (strict and key not in self.strict)
        if key not in self.known or sign == 0:
            self.known[key] = sign
        if strict:
            self.strict.add(key)
        return new

    def learn_nonnegative(self, value: Quotient, *, strict: bool = False) -> None:
        """Record that `value` is ≥ 0 (> 0) where both sides are defined, if that says the sign of one factor.

        x²y ≥ 0 says nothing of y where x = 0: NeedsSign where another factor may be zero.
        """
        if not self.ring.is_real(value):
            return
        content, pieces = self.ring.factors(value)
        signs = [self.of(piece) for piece, _ in pieces]
        open_places = [i for i, (_, exponent) in enumerate(pieces) if signs[i] is None and exponent % 2]
        if len(open_places) != 1 or content == 0 or 0 in signs:
            return
        (place,) = open_places
        result = _sign(content)
        for i, ((piece, exponent), sign) in enumerate(zip(pieces, signs, strict=True)):
            if i == place:
                continue
            if exponent > 0 and not strict and self.of(piece, strict=True) is None:
                raise NeedsSign(piece)
            if sign is not None and exponent % 2:
                result *= sign
        if self.assume(pieces[place][0], result, strict=strict):
            raise Restart

    # --- by the terms

    def _nonnegative(self, p: fmpz_mpoly, strict: bool, depth: int = 2) -> bool:
        """Whether p ≥ 0 (> 0 if strict): all its terms are, or it is a quadratic without real roots."""
        spend(2 * len(p))
        signs = [self._of_term(monomial, int(c)) for monomial, c in p.to_dict().items()]
        if all(sign is not None and sign >= 0 for sign, _ in signs):
            return not strict or any(sign == 1 and is_strict for sign, is_strict in signs)
        return depth > 0 and any(self._quadratic(p, i, strict, depth - 1) for i in range(len(self.ring.generators)))

    def _of_term(self, monomial: Iterable[int], coefficient: int) -> tuple[int | None, bool]:
        """The sign of a term, and whether it is nowhere zero."""
        sign, strict = (1 if coefficient > 0 else -1), True
        for generator, exponent in zip(self.ring.generators, monomial, strict=False):
            if exponent:
                strict &= generator.strict and generator.sign != 0
                if exponent % 2:
                    if not generator.sign:
                        return None, False
                    sign *= generator.sign
        return sign, strict

    def _quadratic(self, p: fmpz_mpoly, slot: int, strict: bool, depth: int) -> bool:
        """a·x² + b·x + c ≥ 0 for all x if a > 0 and 4ac ≥ b² (> 0 if 4ac > b²)."""
        if p.degrees()[slot] != 2 or len(p) > FACTORED_TERMS:
            return False
        c, b, a = (self.ring.coefficient(p, slot, power) for power in (0, 1, 2))
        return self._nonnegative(a, True, 0) and self._nonnegative(4 * a * c - b * b, strict, depth)

    # --- by the bounds of a name

    def _shifted(self, p: fmpz_mpoly, strict: bool) -> bool:
        """The same with a bounded name x written as low + s or high - s, s ≥ 0 (> 0 if the bound is not attained)."""
        degrees = p.degrees()
        for slot, generator in enumerate(self.ring.generators):
            for bound, direction in ((generator.low, 1), (generator.high, -1)):
                if bound is None or not 0 < degrees[slot] <= LARGEST_SHIFT:
                    continue
                if self._shift(p, slot, bound, direction, strict):
                    return True
        return False

    def _shift(self, p: fmpz_mpoly, slot: int, bound: tuple[Fraction, bool], direction: int, strict: bool) -> bool:
        (edge, is_open), generator = bound, self.ring.generators[slot]
        name, degree = self.ring.context.gen(slot), int(p.degrees()[slot])
        moved = self.ring.context.constant(0)
        for power in range(degree + 1):  # multiplied by denominator^degree > 0
            raised = (edge.numerator + direction * edge.denominator * name) ** power
            moved += self.ring.coefficient(p, slot, power) * raised * edge.denominator ** (degree - power)
        before = generator.sign, generator.strict
        generator.sign, generator.strict = 1, is_open
        try:
            return self._nonnegative(moved, strict)
        finally:
            generator.sign, generator.strict = before

    def _by_generators(self, polynomial: fmpz_mpoly, strict: bool) -> bool:
        """Whether a polynomial is ≥ 0 (> 0 if strict) by the signs and bounds of its generators."""
        return self._nonnegative(polynomial, strict) or self._shifted(polynomial, strict)

    # --- generators that are functions of others: what is said of them holds in every case

    def bound_exponential(self, slot: int, exponent: Quotient) -> None:
        """Record whether an exponential is above or below 1, by the sign of its exponent."""
        sign, strict = self._of_argument(exponent)
        generator = self.ring.generators[slot]
        generator.low = (Fraction(1), strict) if sign == 1 else None
        generator.high = (Fraction(1), strict) if sign == -1 else None

    def bound_logarithm(self, slot: int, f: fmpz_mpoly) -> None:
        """Record that log|f| has the sign of f − 1 where f ≥ 0."""
        generator = self.ring.generators[slot]
        generator.sign = 0
        if self.ring.real(f) and self._by_generators(f, False):
            generator.sign, generator.strict = self._of_argument(self.ring.whole(f - 1))

    def _of_argument(self, value: Quotient) -> tuple[int, bool]:
        """The sign of a quotient, and whether it is nowhere 0, by its generators; 0 if it is not known."""
        if not self.ring.is_real(value):
            return 0, False
        (top, strict), (bottom, _) = (self._of_polynomial(polynomial) for polynomial in (value.top, value.bottom))
        return top * bottom, strict

    def _of_polynomial(self, polynomial: fmpz_mpoly) -> tuple[int, bool]:
        if len(polynomial) == 1:
            ((monomial, coefficient),) = polynomial.to_dict().items()
            sign, strict = self._of_term(monomial, int(coefficient))
            return sign or 0, strict
        for sign in (1, -1):
            if self._by_generators(polynomial * sign, False):
                return sign, self._by_generators(polynomial * sign, True)
        return 0, False

    # --- equations

    def solve_linear(self, polynomial: fmpz_mpoly, names: Iterable[int]) -> tuple[int, Quotient] | None:
        """A name and its value where `polynomial` is 0, if it occurs linearly, with a coefficient that is never 0."""
        polynomial = self.ring.reduce(polynomial)
        for slot in names:
            if polynomial.degrees()[slot] == 1:
                factor, rest = (self.ring.coefficient(polynomial, slot, power) for power in (1, 0))
                if self.of(factor, strict=True) in (1, -1):
                    return slot, Quotient(-rest, factor)
        return None


def bound_by(ring: Ring, slot: int, domain: Domain) -> None:
    """Record what the domain of the name in `slot` says: its sign, whether it can be 0, and its bounds."""
    low, high, low_open, high_open = domain.low, domain.high, domain.low_open, domain.high_open
    if domain.values:
        low, high, low_open, high_open = min(domain.values), max(domain.values), False, False
    sign = 1 if low is not None and low >= 0 else -1 if high is not None and high <= 0 else 0
    edge, is_open = (low, low_open) if sign == 1 else (high, high_open)
    generator = ring.generators[slot]
    generator.sign = sign
    generator.strict = sign != 0 and (is_open or edge != 0)
    generator.low = None if low is None or (low == 0 and sign == 1) else (low, low_open)
    generator.high = None if high is None or (high == 0 and sign == -1) else (high, high_open)


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)
