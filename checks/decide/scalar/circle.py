"""The rational multiples of π: powers of a root of unity ζ, and square roots of small primes among them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from flint import fmpz_poly

from derivo.checks.decide.polynomials import Quotient, Restart, Ring, TooLarge

LARGEST_ORDER = 240  # of the root of unity that carries the rational multiples of π
LARGEST_SURD = 20  # primes below have their root in the field of ζ, where that is in use


@dataclass(slots=True)
class Circle:
    """The cyclotomic field of ζ = exp(2πi/order). The order only grows; when it does, the conversion starts anew."""

    ring: Ring
    order: int = 4

    @property
    def in_use(self) -> bool:
        """Whether an angle other than a multiple of π/2 occurred."""
        return self.order > 4

    def root_of_unity(self, turns: Fraction) -> Quotient:
        """exp(2πi·turns) as a power of ζ, reduced by the minimal polynomial of ζ."""
        if self.order % turns.denominator:
            self.order = lcm(self.order, turns.denominator)
            if self.order > LARGEST_ORDER:
                raise TooLarge("root of unity")
            raise Restart
        slot = self.ring.slot(("zeta", self.order), real=False)
        if self.ring.generators[slot].value is None:
            # the minimal polynomial is monic: ζ^degree = −(its other terms)
            *coefficients, _ = (int(c) for c in fmpz_poly.cyclotomic(self.order).coeffs())
            zeta, value = self.ring.context.gen(slot), self.ring.context.constant(0)
            for power, coefficient in enumerate(coefficients):
                value -= coefficient * zeta**power
            self.ring.related(slot, len(coefficients), value, strict=True)
        return self.ring.generator(slot, int(turns * self.order) % self.order)

    def surd(self, prime: int) -> Quotient:
        """√p, by Gauss's sum Σ (k/p) exp(2πik/p), which is √p for p ≡ 1 mod 4 and i√p for p ≡ 3; √2 = 2 cos(π/4)."""
        ring, total = self.ring, self.ring.number(0)
        if prime == 2:
            return ring.add(self.root_of_unity(Fraction(1, 8)), self.root_of_unity(Fraction(-1, 8)))
        for k in range(1, prime):
            residue = 1 if pow(k, (prime - 1) // 2, prime) == 1 else -1
            total = ring.add(total, ring.scale(self.root_of_unity(Fraction(k, prime)), residue))
        return ring.multiply(total, self.root_of_unity(Fraction(-1, 4))) if prime % 4 == 3 else total
