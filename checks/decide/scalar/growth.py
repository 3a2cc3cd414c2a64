"""How fast the generators of a ring grow as a positive name t → ∞.

Each generator behaves like a monomial coefficient · exp(Σ α t^k) · t^p · (log t)^l, up to a factor that tends to 1; the
limit of a quotient is that of its dominating terms. Every comparison needs the sign of a coefficient that is free of t,
on the whole domain; if that is not known, NotKnown.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from flint import fmpz_mpoly

from derivo.checks.decide.polynomials import Quotient, Ring, occurs, single_generator
from derivo.checks.decide.scalar.generators import Conversion


class NotKnown(Exception):
    """A growth cannot be compared, or a rule is missing."""


@dataclass(frozen=True, slots=True)
class Growth:
    """(coefficient + o(1)) · exp(Σ α t^k) · t^power · (log t)^logs; without the o(1) if it is `exact`."""

    coefficient: Quotient
    exponents: tuple[tuple[int, Quotient], ...] = ()
    power: Fraction = Fraction(0)
    logs: Fraction = Fraction(0)
    exact: bool = True


@dataclass(slots=True)
class Asymptotics:
    """The growth of the generators of one ring as t → ∞; `vanishing` are generators of its own, which tend to 0."""

    conversion: Conversion
    t: int
    vanishing: dict[int, Growth] = field(default_factory=dict)

    @property
    def ring(self) -> Ring:
        """The ring of the conversion."""
        return self.conversion.ring

    # --- what depends on t

    def depends(self, slot: int) -> bool:
        """Whether the generator in `slot` depends on t."""
        if slot == self.t or slot in self.vanishing:
            return True
        return any(self.varies(part.top) or self.varies(part.bottom) for part in self.conversion.inside(slot))

    def varies(self, p: fmpz_mpoly) -> bool:
        """Whether a polynomial depends on t."""
        return any(degree > 0 and self.depends(slot) for slot, degree in enumerate(p.degrees()))

    def signs_vary(self) -> bool:
        """Whether every sign that was learned is of a piece that depends on t: it says nothing of the parameters."""
        return all(self.varies(self.ring.context.from_dict(dict(key))) for key in self.conversion.signs.known)

    # --- growth of a generator

    def generator(self, slot: int) -> Growth:
        """The growth of the generator in `slot`, which depends on t."""
        conversion, one = self.conversion, self.ring.number(1)
        if slot == self.t:
            return Growth(one, power=Fraction(1))
        if slot in self.vanishing:
            return self.vanishing[slot]
        if slot in conversion.exponents:
            return self._exponential(conversion.exponents[slot])
        if slot in conversion.roots:
            inner, degree = conversion.roots[slot]
            return self._root(self.leading(inner), Fraction(1, degree))
        if slot in conversion.logarithms and single_generator(conversion.logarithms[slot]) == self.t:
            return Growth(one, logs=Fraction(1))
        raise NotKnown("generator")

    def _exponential(self, exponent: Quotient) -> Growth:
        """exp(α t^k) for k > 0; a factor that tends to 1 for k < 0."""
        lowest = self.ring.lowest(exponent)
        degree = int(lowest.top.degrees()[self.t]) - int(lowest.bottom.degrees()[self.t])
        if len(lowest.top) != 1 or not self._pure(lowest.bottom) or not self._pure(lowest.top) or degree == 0:
            raise NotKnown("exponent")
        if degree < 0:
            return Growth(self.ring.number(1), exact=False)
        alpha = Quotient(self._without_t(lowest.top), self._without_t(lowest.bottom))
        return Growth(self.ring.number(1), ((degree, alpha),))

    def _pure(self, p: fmpz_mpoly) -> bool:
        """Whether p is t^k times something free of t."""
        powers = {monomial[self.t] for monomial in p.to_dict()}
        others = (slot for slot, degree in enumerate(p.degrees()) if degree > 0 and slot != self.t)
        return len(powers) == 1 and not any(self.depends(slot) for slot in others)

    def _without_t(self, p: fmpz_mpoly) -> fmpz_mpoly:
        return self.ring.coefficient(p, self.t, int(p.degrees()[self.t]))

    def _root(self, inner: Growth, exponent: Fraction) -> Growth:
        """|f|^(1/q) ~ |A|^(1/q)·exp(Σ (α/q) t^k)·t^(p/q)·… for f ~ A·exp(Σ α t^k)·t^p·…, A not 0."""
        base = self._modulus(inner.coefficient)
        raised = self._raised(replace(inner, coefficient=self.ring.number(1), exact=False), exponent)
        return replace(raised, coefficient=self.conversion.rational_power(base, exponent))

    def _modulus(self, coefficient: Quotient) -> Quotient:
        sign = self.sign(coefficient)
        if sign == 0:
            raise NotKnown("sign")
        return coefficient if sign > 0 else self.ring.negative(coefficient)

    def sign(self, coefficient: Quotient) -> int:
        """1 or -1 if the coefficient is positive or negative on the whole domain, 0 if neither is known."""
        return self.conversion.signs.of_quotient(coefficient, strict=True) or 0

    # --- growth of terms and polynomials

    def term(self, monomial: tuple[int, ...], coefficient: int) -> Growth:
        """The growth of one term of a polynomial."""
        total = Growth(self.ring.number(coefficient))
        for slot, degree in enumerate(monomial):
            if degree and self.depends(slot):
                growth = self.generator(slot)
                raised = replace(growth, coefficient=self.ring.power(growth.coefficient, degree))
                total = self._times(total, self._raised(raised, Fraction(degree)))
            elif degree:
                total = self._times(total, Growth(self.ring.generator(slot, degree)))
        return total

    def _raised(self, growth: Growth, n: Fraction) -> Growth:
        """The growth with everything but the coefficient raised to the power n."""
        exponents = tuple((k, self.ring.scale(alpha, n)) for k, alpha in growth.exponents)
        return replace(growth, exponents=exponents, power=growth.power * n, logs=growth.logs * n)

    def _times(self, a: Growth, b: Growth) -> Growth:
        exponents = dict(a.exponents)
        for k, alpha in b.exponents:
            exponents[k] = self.ring.add(exponents[k], alpha) if k in exponents else alpha
        kept = tuple(sorted((k, alpha) for k, alpha in exponents.items() if not self.ring.is_zero(alpha)))
        coefficient = self.ring.multiply(a.coefficient, b.coefficient)
        return Growth(coefficient, kept, a.power + b.power, a.logs + b.logs, a.exact and b.exact)

    def _over(self, a: Growth, b: Growth) -> Growth:
        """The growth of a/b, b's coefficient being nowhere 0."""
        return self._times(a, replace(self._raised(b, Fraction(-1)), coefficient=self.ring.reciprocal(b.coefficient)))

    def compare(self, a: Growth, b: Growth) -> int:
        """1 if a dominates b, -1 if b dominates a, 0 if they grow alike up to a constant factor."""
        left, right = dict(a.exponents), dict(b.exponents)
        zero = self.ring.number(0)
        for k in sorted({*left, *right}, reverse=True):
            gap = self.ring.add(left.get(k, zero), self.ring.negative(right.get(k, zero)))
            if not self.ring.is_zero(gap):
                if not (sign := self.sign(gap)):
                    raise NotKnown("growth")
                return sign
        here, there = (a.power, a.logs), (b.power, b.logs)
        return (here > there) - (here < there)

    def classes(self, p: fmpz_mpoly) -> list[Growth]:
        """The terms of p gathered by growth, the dominating class first."""
        found: list[Growth] = []
        for monomial, coefficient in sorted(p.to_dict().items()):
            self._place(found, self.term(tuple(map(int, monomial)), int(coefficient)))
        return found

    def _place(self, found: list[Growth], term: Growth) -> None:
        for place, other in enumerate(found):
            order = self.compare(term, other)
            if order == 0:
                total = self.ring.add(other.coefficient, term.coefficient)
                found[place] = replace(other, coefficient=total, exact=other.exact and term.exact)
                return
            if order > 0:
                found.insert(place, term)
                return
        found.append(term)

    def absent(self, growth: Growth) -> bool:
        """Whether a class of terms cancels, exactly."""
        return growth.exact and self.ring.is_zero(growth.coefficient)

    def leading(self, p: fmpz_mpoly) -> Growth:
        """The dominating class of p; its coefficient is nowhere zero."""
        for growth in self.classes(p):
            if self.sign(growth.coefficient):
                return growth
            if not self.absent(growth):
                break
        raise NotKnown("leading coefficient")

    # --- logarithms

    def unfold_logarithms(self, value: Quotient) -> Quotient:
        """`value` with log|f| = log|A| + Σ α t^k + p·log t + λ for f ~ A·exp(Σ α t^k)·t^p, where λ → 0."""
        for slot, f in list(self.conversion.logarithms.items()):
            if occurs(value, slot) and single_generator(f) != self.t and self.varies(f):
                value = self._replaced(value, slot, self._logarithm(f))
        return value

    def _replaced(self, value: Quotient, slot: int, by: Quotient) -> Quotient:
        ring, parts = self.ring, []
        for p in (value.top, value.bottom):
            total = ring.number(0)
            for degree in range(int(p.degrees()[slot]) + 1):
                piece = ring.whole(ring.coefficient(p, slot, degree))
                total = ring.add(total, ring.multiply(piece, ring.power(by, degree)))
            parts.append(total)
        return ring.multiply(parts[0], ring.reciprocal(parts[1]))

    def _logarithm(self, f: fmpz_mpoly) -> Quotient:
        """log|f| = log|lead| + λ with λ = log(1 + rest/lead) ~ rest/lead."""
        ring, lead = self.ring, self.leading(f)
        if lead.logs or not lead.exact:
            raise NotKnown("logarithm")
        total = self.conversion.logarithm(self._modulus(lead.coefficient))
        for k, alpha in lead.exponents:
            total = ring.add(total, ring.multiply(alpha, ring.generator(self.t, k)))
        if lead.power:
            time = self.conversion.log_modulus(ring.context.gen(self.t))
            total = ring.add(total, ring.scale(time, lead.power))
        smaller = (growth for growth in self.classes(f) if self.compare(growth, lead) < 0)
        rest = next((growth for growth in smaller if not self.absent(growth)), None)
        if rest is None:
            return total
        slot = ring.slot(("vanishing", ring.key(f)))
        self.vanishing[slot] = replace(self._over(rest, lead), exact=False)
        return ring.add(total, ring.generator(slot))

    # --- limits

    def limit(self, value: Quotient) -> Quotient | int:
        """The limit of top/bottom as t → ∞: a quotient free of t, or 1 or -1 for ±∞."""
        ring = self.ring
        value = ring.lowest(self.unfold_logarithms(ring.lowest(value)))
        bottom = self.leading(value.bottom)
        for growth in self.classes(value.top):
            order = self.compare(growth, bottom)
            if order < 0:
                break
            if order == 0:
                return ring.multiply(growth.coefficient, ring.reciprocal(bottom.coefficient))
            if sign := self.sign(growth.coefficient):
                return sign * self.sign(bottom.coefficient)
            if not self.absent(growth):
                raise NotKnown("coefficient")
        return ring.number(0)

    def eventual_sign(self, value: Quotient) -> int:
        """The sign of a quotient for all large t, by its dominating terms."""
        value = self.ring.lowest(self.unfold_logarithms(self.ring.lowest(value)))
        top, bottom = (self.sign(self.leading(part).coefficient) for part in (value.top, value.bottom))
        return top * bottom
