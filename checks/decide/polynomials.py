"""TRUSTED. Exact quotients of integer polynomials in the generators of a claim, and what is known of their signs.

A `Ring` gives each generator a slot of one FLINT context and remembers what stands in it. Two elements that are
equal in the ring are equal as functions, wherever both are defined; elements that differ may still be equal (relations
that the ring does not know cost proofs, never truth). See docs/deciding.md, section 3.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import comb

from flint import Ordering, fmpz, fmpz_mpoly, fmpz_mpoly_ctx

MOST_TERMS = 20_000  # of a polynomial: beyond, exact arithmetic is no longer a matter of milliseconds
FACTORED_TERMS = 400  # beyond, a polynomial counts as its own only factor
LARGEST_POWER = 400
MOST_BITS = 1_000_000  # of a coefficient: FLINT ends the program when it is out of memory

Key = Hashable


class TooLarge(Exception):
    """The exact form is larger than the bounds above."""


class NoRule(Exception):
    """No rewriting is known for a piece of the expression."""


class Vacuous(NoRule):
    """A divisor is zero everywhere (in the case at hand): its side has no value at all."""


class Restart(Exception):
    """The ring has learned something that earlier conversions should have known; convert again."""


class NeedsSign(Exception):
    """The next rewriting depends on the sign of `factor`."""

    def __init__(self, factor: fmpz_mpoly) -> None:
        super().__init__()
        self.factor = factor


@dataclass(frozen=True, slots=True)
class Quotient:
    """top / bottom."""

    top: fmpz_mpoly
    bottom: fmpz_mpoly


@dataclass(slots=True)
class Generator:
    """What a slot stands for. `sign` is 1 where it is positive, 0 if nothing is known; `real` where its values are real.

    `strict` says that it is not zero either. `degree` and `value` give the relation generator^degree = value, if there
    is one. `low` and `high` bound a name, each with whether it is nowhere attained.
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
    """The generators of one claim, and the signs and relations among them.

    `signs` maps the key of a polynomial to its sign: 1 (never negative), -1 (never positive), or 0 (it is zero), where
    both sides of the claim are defined, and in the case at hand. `strict` holds those that are not zero either.
    """

    size: int = 16
    generators: list[Generator] = field(default_factory=list)
    signs: dict[Key, int] = field(default_factory=dict)
    strict: set[Key] = field(default_factory=set)
    substitutions: dict[int, Quotient] = field(default_factory=dict)
    context: fmpz_mpoly_ctx = field(init=False)
    _slots: dict[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.context = fmpz_mpoly_ctx.get([f"g{i}" for i in range(self.size)], Ordering.lex)

    # --- generators

    def slot(self, key: Key, **facts: object) -> int:
        """The slot of the generator `key`, with `facts` if it is new."""
        if key not in self._slots:
            if len(self.generators) == self.size:
                raise TooLarge(f"more than {self.size} generators")
            self._slots[key] = len(self.generators)
            self.generators.append(Generator(key, **facts))  # type: ignore[arg-type]
        slot = self._slots[key]
        if "value" in facts:  # its sign may have been learned since, or be another in the case at hand
            self.generators[slot].value = facts["value"]  # type: ignore[assignment]
            self.generators[slot].strict = facts["strict"]  # type: ignore[assignment]
        return slot

    def generator(self, slot: int, power: int = 1) -> Quotient:
        """A power of the generator in `slot`."""
        if abs(power) > 10**6:
            raise TooLarge("power of a generator")
        raised = self.context.gen(slot) ** abs(power)
        one = self.context.constant(1)
        return Quotient(raised, one) if power >= 0 else Quotient(one, raised)

    def key(self, polynomial: fmpz_mpoly) -> Key:
        """A hashable that says which polynomial it is."""
        return tuple(sorted((tuple(map(int, monomial)), int(c)) for monomial, c in polynomial.to_dict().items()))

    def key_of(self, value: Quotient) -> Key:
        """A hashable that is the same for equal quotients in lowest terms."""
        lowest = self.lowest(value)
        return self.key(lowest.top), self.key(lowest.bottom)

    # --- arithmetic

    def number(self, value: Fraction | int) -> Quotient:
        value = Fraction(value)
        return Quotient(self.context.constant(value.numerator), self.context.constant(value.denominator))

    def add(self, a: Quotient, b: Quotient) -> Quotient:
        if a.bottom == b.bottom:
            return self._bounded(a.top + b.top, a.bottom)
        common = a.bottom.gcd(b.bottom)
        left, right = _divide(a.bottom, common), _divide(b.bottom, common)
        return self._bounded(a.top * right + b.top * left, a.bottom * right)

    def multiply(self, a: Quotient, b: Quotient) -> Quotient:
        if len(a.top) * len(b.top) > MOST_TERMS or len(a.bottom) * len(b.bottom) > MOST_TERMS:
            raise TooLarge("product")
        return self._bounded(a.top * b.top, a.bottom * b.bottom)

    def power(self, a: Quotient, n: int) -> Quotient:
        if n < 0:
            return self.power(self.reciprocal(a), -n)
        terms = max(len(a.top), len(a.bottom))
        if n * max(_bits(a.top), _bits(a.bottom)) > MOST_BITS:
            raise TooLarge("power of a number")
        if (terms > 1 and (n > LARGEST_POWER or comb(min(terms, 60) + n - 1, n) > MOST_TERMS)) or n > 10**6:
            raise TooLarge("power")
        return self._bounded(a.top**n, a.bottom**n)

    def reciprocal(self, a: Quotient) -> Quotient:
        """1/a. A divisor that is zero everywhere leaves nothing to say."""
        top = self.reduce(a.top)
        if top.is_zero():
            raise Vacuous("division by zero")
        return Quotient(a.bottom, top)

    def negative(self, a: Quotient) -> Quotient:
        return Quotient(-a.top, a.bottom)

    def is_zero(self, a: Quotient) -> bool:
        return bool(self.reduce(a.top).is_zero()) and not bool(self.reduce(a.bottom).is_zero())

    def lowest(self, a: Quotient) -> Quotient:
        """A in lowest terms, the leading coefficient of the bottom positive."""
        top, bottom = self.reduce(a.top), self.reduce(a.bottom)
        if bottom.is_zero():
            raise Vacuous("division by zero")
        common = top.gcd(bottom)
        if bottom.leading_coefficient() < 0:
            common = -common
        return Quotient(_divide(top, common), _divide(bottom, common))

    def constant(self, a: Quotient) -> Fraction | None:
        """The number that a is, or None."""
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
            if generator.degree and polynomial.degrees()[slot] >= generator.degree:
                polynomial = self._reduce_by(polynomial, slot, generator)
        return polynomial

    def _reduce_by(self, polynomial: fmpz_mpoly, slot: int, generator: Generator) -> fmpz_mpoly:
        """Division with remainder by the monic relation generator^degree - value."""
        degree, value = generator.degree, generator.value
        while polynomial.degrees()[slot] >= degree:
            kept: dict[tuple[int, ...], int] = {}
            moved: dict[tuple[int, ...], int] = {}
            for monomial, coefficient in polynomial.to_dict().items():
                exponents = list(monomial)
                if exponents[slot] >= degree:
                    exponents[slot] -= degree
                    moved[tuple(exponents)] = coefficient
                else:
                    kept[tuple(exponents)] = coefficient
            polynomial = self.context.from_dict(kept) + self.context.from_dict(moved) * value
            if len(polynomial) > MOST_TERMS:
                raise TooLarge("relation")
        return polynomial

    # --- factors and signs

    def factors(self, value: Quotient) -> tuple[Fraction, list[tuple[fmpz_mpoly, int]]]:
        """C and (f, e), … with value = c·Π f^e; the f are irreducible (or too large), real and primitive."""
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

    def real(self, polynomial: fmpz_mpoly) -> bool:
        """Whether all generators in it take real values only."""
        degrees = polynomial.degrees()
        return all(g.real or degrees[slot] == 0 for slot, g in enumerate(self.generators))

    def is_real(self, value: Quotient) -> bool:
        return self.real(value.top) and self.real(value.bottom)

    def sign(self, polynomial: fmpz_mpoly, *, strict: bool = False) -> int | None:
        """1 if it is nowhere negative, -1 if nowhere positive, 0 if zero, None if not known.

        With `strict`, 1 and -1 mean that it is nowhere zero either.
        """
        if polynomial.is_zero():
            return 0
        if not self.real(polynomial):
            return None
        for candidate, sign in ((polynomial, 1), (-polynomial, -1)):
            key = self.key(candidate)
            if key in self.signs and (not strict or key in self.strict):
                return sign * self.signs[key]
            if self._nonnegative(candidate, strict) or self._shifted(candidate, strict):
                return sign
        return None

    def sign_of(self, value: Quotient, *, strict: bool = False) -> int | None:
        """The sign of a quotient, by its factors; a bottom is not zero where the quotient is defined."""
        if value.top.is_zero():
            return 0
        if not self.is_real(value):
            return None
        content, pieces = self.factors(value)
        if content == 0:  # zero by the relations
            return 0
        result = 1 if content > 0 else -1
        for piece, exponent in pieces:
            if exponent % 2 == 0 and not (strict and exponent > 0):
                continue
            sign = self.sign(piece, strict=strict and exponent > 0)
            if sign is None:
                return None
            result *= sign if exponent % 2 else abs(sign)
        return result

    def assume(self, polynomial: fmpz_mpoly, sign: int, *, strict: bool = False) -> bool:
        """Record the sign of an irreducible polynomial; True if that was not known."""
        if polynomial.leading_coefficient() < 0:
            polynomial, sign = -polynomial, -sign
        key = self.key(polynomial)
        new = key not in self.signs or (strict and key not in self.strict)
        if key not in self.signs or sign == 0:
            self.signs[key] = sign
        if strict:
            self.strict.add(key)
        return new

    def learn_nonnegative(self, value: Quotient, *, strict: bool = False) -> None:
        """Record that `value` is ≥ 0 (> 0) where both sides are defined, if that says the sign of one factor.

        x²y ≥ 0 says nothing of y where x = 0: NeedsSign where another factor may be zero.
        """
        if not self.is_real(value):
            return
        content, pieces = self.factors(value)
        signs = [self.sign(piece) for piece, _ in pieces]
        unknown = [
            piece for (piece, exponent), sign in zip(pieces, signs, strict=True) if sign is None and exponent % 2
        ]
        if len(unknown) != 1 or content == 0 or 0 in signs:
            return
        others = [(piece, exponent) for piece, exponent in pieces if piece != unknown[0]]
        for piece, exponent in others:
            if exponent > 0 and not strict and self.sign(piece, strict=True) not in (1, -1):
                raise NeedsSign(piece)
        sign = 1 if content > 0 else -1
        for piece, exponent in others:
            if exponent % 2:
                sign *= self.sign(piece) or 0
        if self.assume(unknown[0], sign, strict=strict):
            raise Restart

    def _nonnegative(self, p: fmpz_mpoly, strict: bool, depth: int = 2) -> bool:
        """Whether p ≥ 0 (> 0 if strict): all its terms are, or it is a quadratic without real roots."""
        terms = list(p.to_dict().items())
        signs = [self._term_sign(monomial, int(c)) for monomial, c in terms]
        if all(sign is not None and sign >= 0 for sign, _ in signs):
            return not strict or any(sign == 1 and is_strict for sign, is_strict in signs)
        return depth > 0 and any(self._quadratic(p, slot, strict, depth - 1) for slot in range(len(self.generators)))

    def _term_sign(self, monomial: Iterable[int], coefficient: int) -> tuple[int | None, bool]:
        """The sign of a term, and whether it is nowhere zero."""
        sign, strict = (1 if coefficient > 0 else -1), True
        for generator, exponent in zip(self.generators, monomial, strict=False):
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
        c, b, a = (self.coefficient(p, slot, power) for power in (0, 1, 2))
        return self._nonnegative(a, True, 0) and self._nonnegative(4 * a * c - b * b, strict, depth)

    def coefficient(self, p: fmpz_mpoly, slot: int, power: int) -> fmpz_mpoly:
        """The coefficient of generator^power, a polynomial in the other generators."""
        kept = {}
        for monomial, coefficient in p.to_dict().items():
            if monomial[slot] == power:
                kept[(*monomial[:slot], 0, *monomial[slot + 1 :])] = coefficient
        return self.context.from_dict(kept)

    def _shifted(self, p: fmpz_mpoly, strict: bool) -> bool:
        """The same with a bounded name x written as low + s or high - s, s > 0."""
        degrees = p.degrees()
        for slot, generator in enumerate(self.generators):
            for bound, direction in ((generator.low, 1), (generator.high, -1)):
                if bound is not None and 0 < degrees[slot] <= 20 and self._shift(p, slot, bound, direction, strict):
                    return True
        return False

    def _shift(self, p: fmpz_mpoly, slot: int, bound: tuple[Fraction, bool], direction: int, strict: bool) -> bool:
        (edge, is_open), generator = bound, self.generators[slot]
        name, degree = self.context.gen(slot), p.degrees()[slot]
        moved = self.context.constant(0)
        for power in range(degree + 1):  # multiplied by denominator^degree > 0
            raised = (edge.numerator + direction * edge.denominator * name) ** power
            moved += self.coefficient(p, slot, power) * raised * edge.denominator ** (degree - power)
        before = generator.sign, generator.strict
        generator.sign, generator.strict = 1, is_open
        try:
            return self._nonnegative(moved, strict)
        finally:
            generator.sign, generator.strict = before

    # --- equations

    def solve_linear(self, polynomial: fmpz_mpoly, names: Iterable[int]) -> tuple[int, Quotient] | None:
        """A name and what it equals where `polynomial` is 0, if it occurs linearly with a coefficient that is never 0."""
        polynomial = self.reduce(polynomial)
        for slot in names:
            if polynomial.degrees()[slot] == 1 and slot not in self.substitutions:
                factor, rest = self.coefficient(polynomial, slot, 1), self.coefficient(polynomial, slot, 0)
                if self.sign(factor, strict=True) in (1, -1):
                    return slot, Quotient(-rest, factor)
        return None


def _bits(polynomial: fmpz_mpoly) -> int:
    """The length of the longest coefficient."""
    return max((int(c).bit_length() for c in polynomial.coeffs()), default=0)


def _divide(a: fmpz_mpoly, b: fmpz_mpoly) -> fmpz_mpoly:
    return a if b.is_one() else a // b


def _integer(constant: fmpz_mpoly) -> int:
    return 0 if constant.is_zero() else int(constant.leading_coefficient())


def _factor(polynomial: fmpz_mpoly) -> tuple[int, list[tuple[fmpz_mpoly, int]]]:
    if polynomial.is_constant():
        return _integer(polynomial), []
    if len(polynomial) > FACTORED_TERMS or sum(polynomial.degrees()) > 200:
        content = int(polynomial.content())
        return content, [(polynomial // content, 1)]
    constant, pieces = polynomial.factor()
    return int(constant), [(piece, int(multiplicity)) for piece, multiplicity in pieces]


def prime_factors(n: int) -> list[tuple[int, int]]:
    """The prime factorisation of n ≥ 1; a number too large to factor counts as prime."""
    if n > 10**15:
        return [(n, 1)]
    return [(int(prime), int(power)) for prime, power in fmpz(n).factor()]
