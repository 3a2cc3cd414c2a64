"""From expressions to quotients over generators: names, sums, powers, roots, logarithms, exponentials.

Each rewriting here is an identity of partial real functions: it holds wherever its left side is defined. What has no
rule raises NoRule, which costs a proof and nothing else. The identities are listed in docs/deciding.md, section 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

import sympy
from flint import fmpz_mpoly
from sympy import Basic, Symbol

from derivo.checks.decide.polynomials import (
    Key,
    NoRule,
    PolynomialKey,
    Quotient,
    Restart,
    Ring,
    Vacuous,
    content,
    prime_factors,
    single_generator,
)
from derivo.checks.decide.scalar.circle import LARGEST_SURD, Circle
from derivo.checks.decide.scalar.signs import NeedsSign, Signs, bound_by
from derivo.checks.language.domains import REAL, Domain
from derivo.checks.work import spend

PI: Key = ("pi",)


@dataclass(slots=True)
class Conversion:
    """Converts the expressions of one claim, in one ring.

    `rules` says how a function is converted (rules.py). `units` are the units of the exponentials, `degrees` those of
    the roots: they only grow, and when one does, the conversion starts anew (Restart). `exponents`, `logarithms`,
    `roots` and `moduli` say what the generators in these slots are functions of.
    """

    rules: Mapping[type, Rule]
    ring: Ring
    signs: Signs
    circle: Circle
    domains: Mapping[Symbol, Domain]
    units: dict[Key, Fraction] = field(default_factory=dict)
    degrees: dict[PolynomialKey, int] = field(default_factory=dict)
    exponents: dict[int, Quotient] = field(default_factory=dict)
    logarithms: dict[int, fmpz_mpoly] = field(default_factory=dict)
    roots: dict[int, tuple[fmpz_mpoly, int]] = field(default_factory=dict)
    moduli: dict[int, fmpz_mpoly] = field(default_factory=dict)
    substitutions: dict[int, Quotient] = field(default_factory=dict)
    known: dict[Basic, Quotient] = field(default_factory=dict)

    def quotient(self, node: Basic) -> Quotient:
        """`node` over the generators."""
        if node not in self.known:
            spend(2)
            self.known[node] = self._convert(node)
        return self.known[node]

    def _convert(self, node: Basic) -> Quotient:
        if isinstance(node, Symbol):
            return self._name(node)
        if isinstance(node, sympy.Rational):
            return self.ring.number(Fraction(int(node.p), int(node.q)))
        if node == sympy.pi:
            return self.pi()
        if node == sympy.E:
            return self.exponential(self.ring.number(1))
        if isinstance(node, sympy.Add):
            return self._folded(self.ring.add, node.args)
        if isinstance(node, sympy.Mul):
            return self._folded(self.ring.multiply, node.args)
        if isinstance(node, sympy.Pow):
            return self._power(*node.args)
        rule = self.rules.get(node.func)
        if rule is None:
            raise NoRule(node.func.__name__)
        return rule(self, node.args)

    def _folded(self, operation: Operation, arguments: tuple[Basic, ...]) -> Quotient:
        total = self.quotient(arguments[0])
        for argument in arguments[1:]:
            total = operation(total, self.quotient(argument))
        return total

    def _name(self, symbol: Symbol) -> Quotient:
        """The generator of a name, or what an equation says it is.

        A name y of finitely many values v has the relation Π (y − v) = 0.
        """
        domain = self.domains.get(symbol, REAL)
        slot = self.ring.slot(("name", symbol))
        bound_by(self.ring, slot, domain)
        if domain.values and all(value.denominator == 1 for value in domain.values):
            name, product = self.ring.context.gen(slot), self.ring.one
            for value in domain.values:
                product *= name - value.numerator
            degree, strict = len(domain.values), self.ring.generators[slot].strict
            self.ring.related(slot, degree, name**degree - product, strict=strict)
        return self.substitutions.get(slot) or self.ring.generator(slot)

    def pi(self) -> Quotient:
        """The generator π > 0."""
        return self.ring.generator(self.ring.slot(PI, sign=1))

    def opaque(self, name: str, *arguments: Quotient) -> Quotient:
        """A function with no rewriting: a generator by its name and its arguments in lowest terms."""
        return self.ring.generator(self.ring.slot((name, *(self.ring.key_of(argument) for argument in arguments))))

    # --- powers and roots

    def _power(self, base: Basic, exponent: Basic) -> Quotient:
        """exp(b log a), which is a^b for a > 0; where b is no number, a^b has values for a ≤ 0 too, if b is whole."""
        if isinstance(exponent, sympy.Integer):
            if exponent < 0:
                self._divides(self.quotient(base))
            return self.ring.power(self.quotient(base), int(exponent))
        if base == sympy.E:
            return self.exponential(self.quotient(exponent))
        raised = self.quotient(exponent)
        number = self.ring.constant(raised) if self.ring.real(raised.top) else None
        if number is not None:
            return self.rational_power(self.quotient(base), number)
        if self.signs.of_quotient(self.quotient(base), strict=True) != 1:
            return self.opaque("power", self.quotient(base), raised)
        return self.exponential(self.ring.multiply(raised, self.logarithm(self.quotient(base))))

    def _divides(self, value: Quotient) -> None:
        """Raises NeedsSign where a divisor is 0 for one sign of a piece, as x + |x| is for x < 0."""
        for slot, f in self.moduli.items():
            if value.top.degrees()[slot] and self.signs.of(f) is None:
                for sign in (1, -1):
                    kept, raised = (self.ring.coefficient(value.top, slot, power) for power in (0, 1))
                    if self.ring.reduce(kept + raised * f * sign).is_zero():
                        raise NeedsSign(f)

    def rational_power(self, base: Quotient, exponent: Fraction) -> Quotient:
        """a^(p/q) = |c|^(p/q)·Π |f|^(e·p/q) for a = c·Π f^e ≥ 0 (> 0 if p < 0), q > 1."""
        if exponent.denominator == 1:
            return self.ring.power(base, int(exponent))
        base = self.ring.lowest(base)
        if not self.ring.is_real(base):
            return self.ring.power(self.opaque(f"root {exponent.denominator}", base), exponent.numerator)
        if base.top.is_zero():
            return self.ring.number(0) if exponent > 0 else self.ring.reciprocal(base)
        if exponent.denominator % 2 and self.signs.of_quotient(base) not in (0, 1):
            raise NoRule("root of odd degree of a base of unknown sign")
        self.signs.learn_nonnegative(base, strict=exponent < 0)
        number, pieces = self.ring.factors(base)
        result = self.ring.number(1)
        for prime, multiplicity in _primes(number):
            factor = self.modulus_power(self.ring.context.constant(prime), multiplicity * exponent)
            result = self.ring.multiply(result, factor)
        for piece, multiplicity in pieces:
            result = self.ring.multiply(result, self.modulus_power(piece, multiplicity * exponent))
        return result

    def modulus_power(self, f: fmpz_mpoly, exponent: Fraction) -> Quotient:
        """|f|^exponent for a primitive polynomial or a prime f; the generator R = |f|^(1/q) has R^q = |f|."""
        ring = self.ring
        if (
            f.is_constant()
            and exponent.denominator == 2
            and self.circle.in_use
            and f.leading_coefficient() < LARGEST_SURD
        ):
            return ring.power(self.circle.surd(int(f.leading_coefficient())), exponent.numerator)
        key = ring.key(f)
        degree = self.degrees.setdefault(key, 1)
        if degree % exponent.denominator:
            self.degrees[key] = lcm(degree, exponent.denominator)
            raise Restart
        if exponent.denominator == 1 and exponent % 2 == 0:
            return ring.power(ring.whole(f), int(exponent))
        modulus = self._modulus_of(f)
        if degree == 1:
            return ring.power(ring.whole(modulus), int(exponent))
        strict = f.is_constant() or self.signs.of(f, strict=True) in (1, -1)
        slot = ring.related(ring.slot(("root", key, degree), sign=1), degree, modulus, strict=strict)
        self.roots[slot] = (f, degree)
        return ring.generator(slot, int(exponent * degree))

    def _modulus_of(self, f: fmpz_mpoly) -> fmpz_mpoly:
        """|f| = ±f where the sign of f is known, else a generator M with M² = f²."""
        sign = self.signs.of(f)
        if sign is not None:
            return f * sign
        slot = self.ring.slot(("modulus", self.ring.key(f)), sign=1)
        self.moduli[self.ring.related(slot, 2, f * f, strict=False)] = f
        return self.ring.context.gen(slot)

    def modulus(self, value: Quotient) -> Quotient:
        """|a| = |c|·Π |f|^e for a = c·Π f^e."""
        value = self.ring.lowest(value)
        if not self.ring.is_real(value):
            return self.opaque("modulus of", value)
        number, pieces = self.ring.factors(value)
        result = self.ring.number(abs(number))
        for piece, multiplicity in pieces:
            result = self.ring.multiply(result, self.modulus_power(piece, Fraction(multiplicity)))
        return result

    # --- logarithms

    def logarithm(self, value: Quotient) -> Quotient:
        """Σ e·log p + Σ e·log|f|, the logarithm of Π p^e·Π f^e wherever that is positive."""
        value = self.ring.lowest(value)
        if not self.ring.is_real(value):
            return self.opaque("log", value)
        self.signs.learn_nonnegative(value, strict=True)
        number, pieces = self.ring.factors(value)
        if number == 0 or (number < 0 and not pieces):
            raise Vacuous("logarithm of a number that is not positive")
        primes = [(self.ring.context.constant(prime), multiplicity) for prime, multiplicity in _primes(number)]
        total = self.ring.number(0)
        for piece, multiplicity in (*primes, *pieces):
            total = self.ring.add(total, self.ring.scale(self.log_modulus(piece), multiplicity))
        return total

    def log_modulus(self, f: fmpz_mpoly) -> Quotient:
        """log|f|, with log exp(uκ) = uκ, log |g|^(1/q) = (1/q) log|g| and log ||g|| = log|g|.

        The generator log f for f > 0 has the sign of f − 1.
        """
        slot = single_generator(f)
        if slot in self.exponents:
            return self.exponents[slot]
        if slot in self.roots:
            inner, degree = self.roots[slot]
            return self.ring.scale(self.log_modulus(inner), Fraction(1, degree))
        if slot in self.moduli:
            return self.log_modulus(self.moduli[slot])
        place = self.ring.slot(("log", self.ring.key(f)))
        self.logarithms[place] = f
        self.signs.bound_logarithm(place, f)
        return self.ring.generator(place)

    # --- exponentials

    def exponential(self, exponent: Quotient) -> Quotient:
        """exp(Σ qκ) = Π E(κ)^(q/u) with E(κ) = exp(uκ) > 0; exp(q log|f|) = |f|^q."""
        result = self.ring.number(1)
        exponent = self.ring.lowest(exponent)
        if not self.ring.is_real(exponent):
            return self.opaque("exp", exponent)
        for coefficient, piece in self.pieces(exponent):
            slot = single_generator(piece.top) if piece.bottom.is_one() else None
            if slot in self.logarithms:
                factor = self.modulus_power(self.logarithms[slot], coefficient)
            else:
                slot, times = self.at_unit("exp", piece, coefficient)
                self.exponents[slot] = self.ring.scale(piece, coefficient / times)
                self.signs.bound_exponential(slot, self.exponents[slot])
                factor = self.ring.generator(slot, times)
            result = self.ring.multiply(result, factor)
        return result

    def pieces(self, exponent: Quotient) -> Iterator[tuple[Fraction, Quotient]]:
        """The q and κ with exponent = Σ qκ, each κ a monomial over a primitive polynomial."""
        lowest = self.ring.lowest(exponent)
        common = content(lowest.bottom)
        bottom = lowest.bottom // self.ring.context.constant(common)
        for monomial, coefficient in sorted(lowest.top.to_dict().items()):
            single = Quotient(self.ring.context.from_dict({monomial: 1}), bottom)
            yield Fraction(int(coefficient), common), self.ring.lowest(single)

    def at_unit(self, kind: str, piece: Quotient, coefficient: Fraction) -> tuple[int, int]:
        """The slot of exp(uκ) (or of exp(i·uκ), on the circle) and coefficient/u, for the unit u of κ."""
        key = (kind, *self.ring.key_of(piece))
        unit = self.units.setdefault(key, abs(coefficient))
        if (coefficient / unit).denominator != 1:
            self.units[key] = _common_unit(unit, abs(coefficient))
            raise Restart
        real = kind == "exp"
        return self.ring.slot((*key, unit), sign=1 if real else 0, real=real), int(coefficient / unit)

    # --- what the generators are functions of

    def inside(self, slot: int) -> tuple[Quotient, ...]:
        """What the generator in `slot` is a function of; NoRule if that is not kept."""
        if slot in self.exponents:
            return (self.exponents[slot],)
        if slot in self.roots:
            return (self.ring.whole(self.roots[slot][0]),)
        for functions in (self.logarithms, self.moduli):
            if slot in functions:
                return (self.ring.whole(functions[slot]),)
        if self.ring.generators[slot].key[0] in ("name", "pi", "zeta"):
            return ()
        raise NoRule("generator")


Operation = Callable[[Quotient, Quotient], Quotient]
Rule = Callable[[Conversion, tuple[Basic, ...]], Quotient]


def _primes(number: Fraction) -> Iterator[tuple[int, int]]:
    """The prime factorisation of |number|."""
    for whole, direction in ((abs(number.numerator), 1), (number.denominator, -1)):
        for prime, multiplicity in prime_factors(whole):
            yield prime, direction * multiplicity


def _common_unit(a: Fraction, b: Fraction) -> Fraction:
    """The largest number of which both are whole multiples."""
    bottom = lcm(a.denominator, b.denominator)
    return Fraction(gcd(int(a * bottom), int(b * bottom)), bottom)
