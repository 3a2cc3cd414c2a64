"""Exact quotients of integer polynomials in the generators of a claim.

A `Ring` gives each generator a slot of one FLINT context and remembers what stands in it. Two elements that are
equal in the ring are equal as functions, wherever both are defined; elements that differ may still be equal (relations
that the ring does not know cost proofs, never truth). See docs/deciding.md, section 3.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from math import comb, gcd

from flint import Ordering, fmpz, fmpz_mpoly, fmpz_mpoly_ctx

from derivo.checks.decide.costs import bits, spend_on, spend_on_power
from derivo.checks.work import spend

MOST_TERMS = 20_000  # of a polynomial: beyond, exact arithmetic is no longer a matter of milliseconds
FACTORED_TERMS = 400  # beyond, a polynomial counts as its own only factor
FACTORED_DEGREE = 200
LARGEST_POWER = 400
LARGEST_MONOMIAL_POWER = 10**6
MOST_BITS = 1_000_000  # of a coefficient: FLINT ends the program when it is out of memory
FACTORED_NUMBER = 10**15

Key = tuple[Hashable, ...]
PolynomialKey = tuple[tuple[tuple[int, ...], int], ...]


class TooLarge(Exception):
    """The exact form is larger than the bounds above."""


class TooManyGenerators(TooLarge):
    """The ring has no slot left; a larger ring may do."""


class NoRule(Exception):
    """No rewriting is known for a piece of the expression."""


class Vacuous(NoRule):
    """A divisor is zero everywhere (in the case at hand): its side has no value at all."""


class Restart(Exception):
    """The ring has learned something that earlier conversions should have known; convert again."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """top / bottom."""

    top: fmpz_mpoly
    bottom: fmpz_mpoly


@dataclass(slots=True)
class Generator:
    """What a slot stands for. `sign` is 1, or -1, where that is its sign, 0 if nothing is known; `real` if it is real.

    `strict` says that it is not zero either. `degree` and `value` give the relation generator^degree = value, if there
    is one. `low` and `high` bound it, each with whether it is nowhere attained.
    """

    key: Key
    sign: int = 0
    strict: bool = True
    real: bool = True
    degree: int = 0
    value: fmpz_mpoly | None = None
    low: tuple[Fraction, bool] | None = None
    high: tuple[Fraction, bool] | None = None


@dataclass(slots=True)
class Ring:
    """The generators of one claim, and the relations among them."""

    size: int
    generators: list[Generator] = field(default_factory=list)
    context: fmpz_mpoly_ctx = field(init=False)
    one: fmpz_mpoly = field(init=False)
    _slots: dict[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.context = fmpz_mpoly_ctx.get([f"g{i}" for i in range(self.size)], Ordering.lex)
        self.one = self.context.constant(1)

    # --- generators

    def slot(self, key: Key, *, sign: int = 0, strict: bool = True, real: bool = True) -> int:
        """The slot of the generator `key`, with these facts if it is new."""
        if key not in self._slots:
            if len(self.generators) == self.size:
                raise TooManyGenerators(str(self.size))
            self._slots[key] = len(self.generators)
            self.generators.append(Generator(key, sign, strict, real))
        return self._slots[key]

    def related(self, slot: int, degree: int, value: fmpz_mpoly, *, strict: bool) -> int:
        """The slot, its generator having the relation generator^degree = value, perhaps new in the case at hand."""
        generator = self.generators[slot]
        generator.degree, generator.value, generator.strict = degree, value, strict
        return slot

    def generator(self, slot: int, power: int = 1) -> Quotient:
        """A power of the generator in `slot`."""
        if abs(power) > LARGEST_MONOMIAL_POWER:
            raise TooLarge("power of a generator")
        raised = self.context.gen(slot) ** abs(power)
        return Quotient(raised, self.one) if power >= 0 else Quotient(self.one, raised)

    def key(self, polynomial: fmpz_mpoly) -> PolynomialKey:
        """A hashable that says which polynomial it is."""
        spend(len(polynomial))
        terms = polynomial.to_dict().items()
        return tuple(sorted((tuple(map(int, monomial)), int(coefficient)) for monomial, coefficient in terms))

    def key_of(self, value: Quotient) -> tuple[PolynomialKey, PolynomialKey]:
        """A hashable that is the same for equal quotients in lowest terms."""
        lowest = self.lowest(value)
        return self.key(lowest.top), self.key(lowest.bottom)

    # --- arithmetic

    def whole(self, polynomial: fmpz_mpoly) -> Quotient:
        """The polynomial over 1."""
        return Quotient(polynomial, self.one)

    def number(self, value: Fraction | int) -> Quotient:
        """The number `value`."""
        return Quotient(self.context.constant(value.numerator), self.context.constant(value.denominator))

    def add(self, a: Quotient, b: Quotient) -> Quotient:
        """The sum a + b, over the least common multiple of the bottoms."""
        if a.bottom == b.bottom:
            return self._bounded(a.top + b.top, a.bottom)
        spend_on(a.bottom, b.bottom)
        spend_on(a.top, b.bottom)
        spend_on(b.top, a.bottom)
        common = a.bottom.gcd(b.bottom)
        left, right = _divide(a.bottom, common), _divide(b.bottom, common)
        return self._bounded(a.top * right + b.top * left, a.bottom * right)

    def multiply(self, a: Quotient, b: Quotient) -> Quotient:
        """The product ab."""
        if len(a.top) * len(b.top) > MOST_TERMS or len(a.bottom) * len(b.bottom) > MOST_TERMS:
            raise TooLarge("product")
        spend_on(a.top, b.top)
        spend_on(a.bottom, b.bottom)
        return self._bounded(a.top * b.top, a.bottom * b.bottom)

    def scale(self, a: Quotient, factor: Fraction | int) -> Quotient:
        """The product of `a` and a number."""
        return self.multiply(a, self.number(factor))

    def power(self, a: Quotient, n: int) -> Quotient:
        """The power a^n, a^0 being 1 wherever `a` is defined."""
        if n < 0:
            return self.power(self.reciprocal(a), -n)
        if n == 1:
            return a
        terms = max(len(a.top), len(a.bottom))
        if (terms > 1 and (n > LARGEST_POWER or comb(min(terms, 60) + n - 1, n) > MOST_TERMS)) or (
            n > LARGEST_MONOMIAL_POWER or n * max(bits(a.top), bits(a.bottom)) > MOST_BITS
        ):
            raise TooLarge("power")
        spend_on_power(a.top, n)
        spend_on_power(a.bottom, n)
        return self._bounded(a.top**n, a.bottom**n)

    def reciprocal(self, a: Quotient) -> Quotient:
        """1/a. A divisor that is zero everywhere leaves nothing to say."""
        top = self.reduce(a.top)
        if top.is_zero():
            raise Vacuous("division by zero")
        return Quotient(a.bottom, top)

    def negative(self, a: Quotient) -> Quotient:
        """The quotient -a."""
        return Quotient(-a.top, a.bottom)

    def is_zero(self, a: Quotient) -> bool:
        """Whether `a` is 0 wherever it is defined, by the relations known."""
        return bool(self.reduce(a.top).is_zero()) and not bool(self.reduce(a.bottom).is_zero())

    def lowest(self, a: Quotient) -> Quotient:
        """The quotient `a` in lowest terms, the leading coefficient of the bottom positive."""
        top, bottom = self.reduce(a.top), self.reduce(a.bottom)
        if bottom.is_zero():
            raise Vacuous("division by zero")
        spend_on(top, bottom)
        common = top.gcd(bottom)
        if bottom.leading_coefficient() < 0:
            common = -common
        return Quotient(_divide(top, common), _divide(bottom, common))

    def constant(self, a: Quotient) -> Fraction | None:
        """The number that `a` is, or None."""
        lowest = self.lowest(a)
        if not (lowest.top.is_constant() and lowest.bottom.is_constant()):
            return None
        return Fraction(_integer(lowest.top), _integer(lowest.bottom))

    def _bounded(self, top: fmpz_mpoly, bottom: fmpz_mpoly) -> Quotient:
        if len(top) > MOST_TERMS or len(bottom) > MOST_TERMS:
            raise TooLarge("polynomial")
        return Quotient(top, bottom)

    # --- relations

    def reduce(self, polynomial: fmpz_mpoly) -> fmpz_mpoly:
        """`polynomial` with every generator^degree replaced by its value, the latest generators first."""
        for slot in range(len(self.generators) - 1, -1, -1):
            generator = self.generators[slot]
            if generator.value is not None:
                while polynomial.degrees()[slot] >= generator.degree:
                    polynomial = self._replaced(polynomial, slot, generator.degree, generator.value)
        return polynomial

    def _replaced(self, polynomial: fmpz_mpoly, slot: int, degree: int, value: fmpz_mpoly) -> fmpz_mpoly:
        """`polynomial` with generator^(q·degree + r) written as value^q·generator^r."""
        parts: dict[int, dict[tuple[int, ...], fmpz]] = {}
        spend(len(polynomial))
        for monomial, coefficient in polynomial.to_dict().items():
            times, rest = divmod(int(monomial[slot]), degree)
            parts.setdefault(times, {})[(*monomial[:slot], rest, *monomial[slot + 1 :])] = coefficient
        total = self.context.constant(0)
        for times, terms in parts.items():
            total += self.context.from_dict(terms) * self.power(self.whole(value), times).top
            if len(total) > MOST_TERMS:
                raise TooLarge("relation")
        return total

    # --- pieces

    def factors(self, value: Quotient) -> tuple[Fraction, list[tuple[fmpz_mpoly, int]]]:
        """The number c and (f, e), … with value = c·Π f^e; the f are irreducible (or too large), real and primitive."""
        lowest = self.lowest(value)
        content = Fraction(1)
        found: list[tuple[fmpz_mpoly, int]] = []
        for polynomial, exponent in ((lowest.top, 1), (lowest.bottom, -1)):
            if not self.real(polynomial):
                raise NoRule("factors of a trigonometric expression")
            constant, pieces = _factor(polynomial)
            for piece, multiplicity in pieces:
                if piece.leading_coefficient() < 0:
                    piece, constant = -piece, constant * (-1) ** multiplicity
                found.append((piece, exponent * multiplicity))
            content *= Fraction(constant) ** exponent
        return content, found

    def coefficient(self, p: fmpz_mpoly, slot: int, power: int) -> fmpz_mpoly:
        """The coefficient of generator^power, a polynomial in the other generators."""
        kept = {}
        spend(len(p))
        for monomial, coefficient in p.to_dict().items():
            if monomial[slot] == power:
                kept[(*monomial[:slot], 0, *monomial[slot + 1 :])] = coefficient
        return self.context.from_dict(kept)

    def real(self, polynomial: fmpz_mpoly) -> bool:
        """Whether all generators in it take real values only."""
        degrees = polynomial.degrees()
        return all(g.real or degrees[slot] <= 0 for slot, g in enumerate(self.generators))

    def is_real(self, value: Quotient) -> bool:
        """Whether all generators of a quotient take real values only."""
        return self.real(value.top) and self.real(value.bottom)


def occurs(value: Quotient, slot: int) -> bool:
    """Whether the generator in `slot` occurs in a quotient; the degrees of 0 are -1."""
    return bool(value.top.degrees()[slot] > 0 or value.bottom.degrees()[slot] > 0)


def single_generator(f: fmpz_mpoly) -> int | None:
    """The slot of the generator that `f` is, if it is one."""
    if len(f) != 1 or f.leading_coefficient() != 1 or sum(f.degrees()) != 1:
        return None
    return list(f.degrees()).index(1)


def content(polynomial: fmpz_mpoly) -> int:
    """The greatest common divisor of the coefficients."""
    return gcd(*map(int, polynomial.coeffs()))


def prime_factors(n: int) -> list[tuple[int, int]]:
    """The prime factorisation of n ≥ 1; a number too large to factor counts as prime."""
    if n > FACTORED_NUMBER:
        return [(n, 1)]
    return [(int(prime), int(power)) for prime, power in fmpz(n).factor()]


def _factor(polynomial: fmpz_mpoly) -> tuple[int, list[tuple[fmpz_mpoly, int]]]:
    if polynomial.is_constant():
        return _integer(polynomial), []
    try:
        if len(polynomial) <= FACTORED_TERMS and sum(polynomial.degrees()) <= FACTORED_DEGREE:
            spend(len(polynomial) ** 2)
            constant, pieces = polynomial.factor()
            return int(constant), [(piece, int(multiplicity)) for piece, multiplicity in pieces]
    except OverflowError:  # python-flint sorts the factors by their coefficients, as C integers
        pass
    common = content(polynomial)
    return common, [(_divide(polynomial, polynomial.context().constant(common)), 1)]


def _divide(a: fmpz_mpoly, b: fmpz_mpoly) -> fmpz_mpoly:
    return a if b.is_one() else a // b


def _integer(constant: fmpz_mpoly) -> int:
    return 0 if constant.is_zero() else int(constant.leading_coefficient())
