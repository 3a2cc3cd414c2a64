"""TRUSTED. From expressions to quotients over generators: each rule here is an identity of partial real functions.

A rule holds wherever its left side is defined. What has no rule raises NoRule, which costs a proof and nothing else.
The identities are listed in docs/deciding.md, section 3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import gcd, lcm

import sympy
from flint import fmpz_mpoly, fmpz_poly
from sympy import Basic, Symbol

from checks.decide.polynomials import Key, NeedsSign, NoRule, Quotient, Restart, Ring, TooLarge, prime_factors
from checks.language.domains import REAL, Domain
from checks.language.nodes import Choose, Flat, Modulus, Unknown

LARGEST_SURD = 20  # primes below have their root in the field of ζ, where that is in use
LARGEST_CIRCLE = 240  # order of the root of unity that carries the rational multiples of π


@dataclass(slots=True)
class Conversion:
    """Converts the expressions of one claim, in one ring.

    `units` are the units of the exponentials, `degrees` those of the roots, `circle` the order of ζ: they only grow, and
    when one does, the conversion starts anew (Restart).
    """

    ring: Ring
    domains: dict[Symbol, Domain]
    units: dict[Key, Fraction] = field(default_factory=dict)
    degrees: dict[Key, int] = field(default_factory=dict)
    circle: int = 4
    exponents: dict[int, Quotient] = field(default_factory=dict)
    logarithms: dict[int, fmpz_mpoly] = field(default_factory=dict)
    roots: dict[int, tuple[fmpz_mpoly, int]] = field(default_factory=dict)
    moduli: dict[int, fmpz_mpoly] = field(default_factory=dict)
    known: dict[Basic, Quotient] = field(default_factory=dict)

    def quotient(self, node: Basic) -> Quotient:
        """`node` over the generators."""
        if node not in self.known:
            self.known[node] = self._convert(node)
        return self.known[node]

    def _convert(self, node: Basic) -> Quotient:
        ring = self.ring
        if isinstance(node, Symbol):
            return self._name(node)
        if isinstance(node, sympy.Rational):
            return ring.number(Fraction(int(node.p), int(node.q)))
        if node == sympy.pi:
            return ring.generator(ring.slot("pi", sign=1))
        if node == sympy.E:
            return self.exponential(ring.number(1))
        rule = RULES.get(node.func)
        if rule is None:
            raise NoRule(node.func.__name__)
        return rule(self, node.args)

    def _name(self, symbol: Symbol) -> Quotient:
        domain = self.domains.get(symbol, REAL)
        slot = self.ring.slot(("name", symbol), **_facts(domain))
        generator = self.ring.generators[slot]
        if domain.values and not generator.degree and all(v.denominator == 1 for v in domain.values):
            name, product = self.ring.context.gen(slot), self.ring.context.constant(1)
            for value in domain.values:  # Π (y − v) = 0
                product *= name - value.numerator
            generator.degree, generator.value = len(domain.values), name ** len(domain.values) - product
        return self.ring.substitutions.get(slot) or self.ring.generator(slot)

    def sum(self, arguments: tuple[Basic, ...]) -> Quotient:
        total = self.quotient(arguments[0])
        for argument in arguments[1:]:
            total = self.ring.add(total, self.quotient(argument))
        return total

    def product(self, arguments: tuple[Basic, ...]) -> Quotient:
        total = self.quotient(arguments[0])
        for argument in arguments[1:]:
            total = self.ring.multiply(total, self.quotient(argument))
        return total

    # --- powers, roots and logarithms

    def power(self, arguments: tuple[Basic, ...]) -> Quotient:
        base, exponent = arguments
        if isinstance(exponent, sympy.Integer):
            return self.ring.power(self.quotient(base), int(exponent))
        if base == sympy.E:
            return self.exponential(self.quotient(exponent))
        raised = self.quotient(exponent)
        number = self.ring.constant(raised) if self.ring.real(raised.top) else None
        if number is not None:
            return self.rational_power(self.quotient(base), number)
        # a^b = exp(b log a) for a > 0; a^b also has values for a ≤ 0 where b is whole
        if self.ring.sign_of(self.quotient(base), strict=True) != 1:
            raise NoRule("power of a base of unknown sign")
        return self.exponential(self.ring.multiply(raised, self.logarithm(self.quotient(base))))

    def rational_power(self, base: Quotient, exponent: Fraction) -> Quotient:
        """base^(p/q) = Π |f|^(e·p/q) wherever base ≥ 0."""
        if exponent.denominator == 1:
            return self.ring.power(base, int(exponent))
        base = self.ring.lowest(base)
        if not self.ring.is_real(base):
            root = self.opaque(f"root {exponent.denominator}", base)
            return self.ring.power(root, exponent.numerator)
        if base.top.is_zero():
            return self.ring.number(0) if exponent > 0 else self.ring.reciprocal(base)
        if exponent.denominator % 2 and self.ring.sign_of(base) not in (0, 1):
            raise NoRule("root of odd degree of a base of unknown sign")
        self.ring.learn_nonnegative(base, strict=exponent < 0)
        content, pieces = self.ring.factors(base)
        result = self._number_power(abs(content), exponent)
        for piece, multiplicity in pieces:
            result = self.ring.multiply(result, self.modulus_power(piece, multiplicity * exponent))
        return result

    def _number_power(self, number: Fraction, exponent: Fraction) -> Quotient:
        result = self.ring.number(1)
        for whole, direction in ((number.numerator, 1), (number.denominator, -1)):
            for prime, multiplicity in prime_factors(whole):
                piece = self.ring.context.constant(prime)
                result = self.ring.multiply(result, self.modulus_power(piece, direction * multiplicity * exponent))
        return result

    def modulus_power(self, f: fmpz_mpoly, exponent: Fraction) -> Quotient:
        """|f|^exponent for a primitive polynomial f."""
        ring = self.ring
        if f.is_constant() and exponent.denominator == 2 and self.circle > 4 and f.leading_coefficient() < LARGEST_SURD:
            return ring.power(self.surd(int(f.leading_coefficient())), exponent.numerator)
        key = ring.key(f)
        degree = self.degrees.setdefault(key, 1)
        if degree % exponent.denominator:
            self.degrees[key] = lcm(degree, exponent.denominator)
            raise Restart
        if exponent.denominator == 1 and exponent % 2 == 0:
            return ring.power(Quotient(f, ring.context.constant(1)), int(exponent))
        modulus = self.modulus_of(f)
        if degree == 1:
            return ring.power(Quotient(modulus, ring.context.constant(1)), int(exponent))
        strict = f.is_constant() or ring.sign(f, strict=True) in (1, -1)
        slot = ring.slot(("root", key, degree), sign=1, strict=strict, degree=degree, value=modulus)
        self.roots[slot] = (f, degree)
        return ring.generator(slot, int(exponent * degree))

    def modulus_of(self, f: fmpz_mpoly) -> fmpz_mpoly:
        """|f| = ±f where the sign of f is known, else a generator with |f|² = f²."""
        ring = self.ring
        sign = ring.sign(f)
        if sign is not None:
            return f * sign
        slot = ring.slot(("modulus", ring.key(f)), sign=1, strict=False, degree=2, value=f * f)
        self.moduli[slot] = f
        return ring.context.gen(slot)

    def modulus(self, arguments: tuple[Basic, ...]) -> Quotient:
        """|x| = |c| Π |f|^e."""
        value = self.ring.lowest(self.quotient(arguments[0]))
        if not self.ring.is_real(value):
            return self.opaque("modulus of", value)
        content, pieces = self.ring.factors(value)
        result = self.ring.number(abs(content))
        for piece, multiplicity in pieces:
            result = self.ring.multiply(result, self.modulus_power(piece, Fraction(multiplicity)))
        return result

    def logarithm_rule(self, arguments: tuple[Basic, ...]) -> Quotient:
        return self.logarithm(self.quotient(arguments[0]))

    def logarithm(self, value: Quotient) -> Quotient:
        """Log x = Σ e·log|f| wherever x > 0."""
        value = self.ring.lowest(value)
        if not self.ring.is_real(value):
            return self.opaque("log", value)
        self.ring.learn_nonnegative(value, strict=True)
        content, pieces = self.ring.factors(value)
        if (content < 0 and not pieces) or value.top.is_zero():
            raise NoRule("logarithm of a number that is not positive")
        total = self.ring.number(0)
        for whole, direction in ((abs(content.numerator), 1), (content.denominator, -1)):
            for prime, multiplicity in prime_factors(whole):
                piece = self.log_modulus(self.ring.context.constant(prime))
                total = self._add_multiple(total, piece, Fraction(direction * multiplicity))
        for polynomial, multiplicity in pieces:
            total = self._add_multiple(total, self.log_modulus(polynomial), Fraction(multiplicity))
        return total

    def _add_multiple(self, total: Quotient, value: Quotient, factor: Fraction) -> Quotient:
        return self.ring.add(total, self.ring.multiply(value, self.ring.number(factor)))

    def log_modulus(self, f: fmpz_mpoly) -> Quotient:
        """log|f|, with log exp(uκ) = uκ and log|g|^(1/q) = (1/q) log|g|."""
        ring = self.ring
        slot = _single_generator(f)
        if slot in self.exponents:
            return self.exponents[slot]
        if slot in self.roots:
            inner, degree = self.roots[slot]
            return ring.multiply(self.log_modulus(inner), ring.number(Fraction(1, degree)))
        if slot in self.moduli:  # log ||f|| = log|f|
            return self.log_modulus(self.moduli[slot])
        positive = f.is_constant() and f.leading_coefficient() > 1
        place = ring.slot(("log", ring.key(f)), sign=1 if positive else 0)
        self.logarithms[place] = f
        return ring.generator(place)

    # --- exponentials

    def exponential_rule(self, arguments: tuple[Basic, ...]) -> Quotient:
        return self.exponential(self.quotient(arguments[0]))

    def exponential(self, exponent: Quotient) -> Quotient:
        """exp(Σ qκ) = Π exp(uκ)^(q/u); exp(q log|f|) = |f|^q."""
        result = self.ring.number(1)
        exponent = self.ring.lowest(exponent)
        if not self.ring.is_real(exponent):
            return self.opaque("exp", exponent)
        for coefficient, piece in self._pieces(exponent):
            slot = _single_generator(piece.top) if piece.bottom.is_one() else None
            if slot in self.logarithms:
                factor = self.modulus_power(self.logarithms[slot], coefficient)
            else:
                factor = self._exponential_generator("exp", piece, coefficient)
            result = self.ring.multiply(result, factor)
        return result

    def _pieces(self, exponent: Quotient) -> list[tuple[Fraction, Quotient]]:
        """Q and κ with exponent = Σ qκ, each κ a monomial over a primitive polynomial."""
        ring = self.ring
        lowest = ring.lowest(exponent)
        content = int(lowest.bottom.content())
        bottom = lowest.bottom // content
        pieces = []
        for monomial, coefficient in sorted(lowest.top.to_dict().items()):
            single = Quotient(ring.context.from_dict({monomial: 1}), bottom)
            pieces.append((Fraction(int(coefficient), content), ring.lowest(single)))
        return pieces

    def _exponential_generator(self, kind: str, piece: Quotient, coefficient: Fraction) -> Quotient:
        """exp(coefficient·κ) (or exp(i·coefficient·κ)) as a power of the generator at its unit."""
        ring = self.ring
        key = (kind, *ring.key_of(piece))
        unit = self.units.setdefault(key, abs(coefficient))
        if (coefficient / unit).denominator != 1:
            self.units[key] = _common_unit(unit, abs(coefficient))
            raise Restart
        slot = ring.slot((*key, unit), sign=1 if kind == "exp" else 0, real=kind == "exp")
        if kind == "exp":
            self.exponents[slot] = ring.multiply(piece, ring.number(unit))
        return ring.generator(slot, int(coefficient / unit))

    # --- sine and cosine

    def circular(self, argument: Quotient) -> Quotient:
        """exp(i·argument), the rational multiples of π as powers of ζ."""
        result = self.ring.number(1)
        pi = self.ring.slot("pi", sign=1)
        for coefficient, piece in self._pieces(argument):
            if piece.bottom.is_one() and _single_generator(piece.top) == pi:
                result = self.ring.multiply(result, self.root_of_unity(coefficient / 2))
            else:
                result = self.ring.multiply(result, self._exponential_generator("circle", piece, coefficient))
        return result

    def root_of_unity(self, turns: Fraction) -> Quotient:
        """exp(2πi·turns) as a power of ζ."""
        if self.circle % turns.denominator:
            self.circle = lcm(self.circle, turns.denominator)
            if self.circle > LARGEST_CIRCLE:
                raise TooLarge("root of unity")
            raise Restart
        order = self.circle
        slot = self.ring.slot(("zeta", order), real=False)
        generator = self.ring.generators[slot]
        if not generator.degree:  # the minimal polynomial is monic: ζ^degree = -(its other terms)
            coefficients = [int(c) for c in fmpz_poly.cyclotomic(order).coeffs()]
            zeta = self.ring.context.gen(slot)
            generator.value = self.ring.context.constant(0)
            for power, coefficient in enumerate(coefficients[:-1]):
                generator.value -= coefficient * zeta**power
            generator.degree = len(coefficients) - 1
        return self.ring.generator(slot, int(turns * order) % order)

    def surd(self, prime: int) -> Quotient:
        """√p in the field of ζ, by Gauss's sum Σ (k/p) exp(2πik/p), which is √p, or i√p for p ≡ 3 mod 4."""
        ring, total = self.ring, self.ring.number(0)
        if prime == 2:
            return ring.add(self.root_of_unity(Fraction(1, 8)), self.root_of_unity(Fraction(-1, 8)))
        for k in range(1, prime):
            sign = 1 if pow(k, (prime - 1) // 2, prime) == 1 else -1
            total = ring.add(total, ring.multiply(ring.number(sign), self.root_of_unity(Fraction(k, prime))))
        return ring.multiply(total, self.root_of_unity(Fraction(-1, 4))) if prime % 4 == 3 else total

    def cosine(self, arguments: tuple[Basic, ...]) -> Quotient:
        """Cos θ = (e^{iθ} + e^{−iθ}) / 2."""
        argument = self.ring.lowest(self.quotient(arguments[0]))
        if not self.ring.is_real(argument):
            return self.opaque("cos", argument)
        turned = self.circular(argument)
        both = self.ring.add(turned, self.ring.reciprocal(turned))
        return self.ring.multiply(both, self.ring.number(Fraction(1, 2)))

    def sine(self, arguments: tuple[Basic, ...]) -> Quotient:
        """Sin θ = (e^{iθ} − e^{−iθ}) / 2i, and 1/i = i³."""
        argument = self.ring.lowest(self.quotient(arguments[0]))
        if not self.ring.is_real(argument):
            return self.odd("sin", argument)
        turned = self.circular(argument)
        both = self.ring.add(turned, self.ring.negative(self.ring.reciprocal(turned)))
        half = self.ring.multiply(both, self.ring.number(Fraction(1, 2)))
        return self.ring.multiply(half, self.root_of_unity(Fraction(3, 4)))

    # --- functions with no rewriting: generators by their argument

    def opaque(self, name: str, *arguments: Quotient) -> Quotient:
        keys = tuple(self.ring.key_of(argument) for argument in arguments)
        return self.ring.generator(self.ring.slot((name, *keys)))

    def odd(self, name: str, argument: Quotient) -> Quotient:
        """g(−x) = −g(x)."""
        lowest = self.ring.lowest(argument)
        if lowest.top.is_zero():
            return self.ring.number(0)
        if lowest.top.leading_coefficient() < 0:
            return self.ring.negative(self.opaque(name, self.ring.negative(lowest)))
        return self.opaque(name, lowest)

    def sign_needed(self, value: Quotient) -> int:
        """The sign of `value`; NeedsSign if a factor's is not known."""
        content, pieces = self.ring.factors(value)
        if content == 0:
            return 0
        sign = 1 if content > 0 else -1
        for piece, multiplicity in pieces:
            known = self.ring.sign(piece, strict=multiplicity > 0)
            if known is None:
                raise NeedsSign(piece)
            sign *= known if multiplicity % 2 else abs(known)
        return sign

    def special_angle(self, argument: Quotient, squares: dict[Fraction, Fraction]) -> Quotient | None:
        """The angle whose function has the value `argument`, if the square of that is in the table (angle/π)."""
        square = self.ring.constant(self.ring.multiply(argument, argument))
        if square is None or square not in squares:
            return None
        pi = self.ring.generator(self.ring.slot("pi", sign=1))
        angle = squares[square] * (self.sign_needed(argument) if square else 0)
        return self.ring.multiply(pi, self.ring.number(angle))

    def arcsine(self, arguments: tuple[Basic, ...]) -> Quotient:
        argument = self.quotient(arguments[0])
        return self.special_angle(argument, SINES) or self.odd("asin", argument)

    def arccosine(self, arguments: tuple[Basic, ...]) -> Quotient:
        """Acos x = π/2 − asin x."""
        right = self.ring.multiply(self.quotient(sympy.pi), self.ring.number(Fraction(1, 2)))
        return self.ring.add(right, self.ring.negative(self.arcsine(arguments)))

    def arctangent(self, arguments: tuple[Basic, ...]) -> Quotient:
        """Atan x = ±π/2 − atan(1/x) for x of that sign, used to have the larger part on top."""
        argument = self.ring.lowest(self.quotient(arguments[0]))
        special = self.special_angle(argument, TANGENTS)
        if special is not None:
            return special
        if self.ring.key(argument.top) >= self.ring.key(argument.bottom):
            return self.odd("atan", argument)
        sign = self.sign_needed(argument)
        right = self.ring.multiply(self.quotient(sympy.pi), self.ring.number(Fraction(sign, 2)))
        turned = self.odd("atan", self.ring.reciprocal(argument))
        return self.ring.add(right, self.ring.negative(turned))

    def choose(self, arguments: tuple[Basic, ...]) -> Quotient:
        """The branch that holds, by the sign of the condition; the other is not looked at."""
        condition, above, below = arguments
        sign = self.sign_needed(self.quotient(condition))
        return self.quotient(above if sign == 1 else below)

    def flat(self, arguments: tuple[Basic, ...]) -> Quotient:
        self.ring.reciprocal(self.quotient(arguments[0]))
        return self.ring.number(0)

    def unknown(self, arguments: tuple[Basic, ...]) -> Quotient:
        name, orders, *values = arguments
        return self.opaque(f"unknown {name} {orders}", *(self.quotient(value) for value in values))


def _facts(domain: Domain) -> dict[str, object]:
    """What is known of a name by its domain: its sign, whether it can be 0, and its bounds."""
    low, high, low_open, high_open = domain.low, domain.high, domain.low_open, domain.high_open
    if domain.values:
        low, high, low_open, high_open = min(domain.values), max(domain.values), False, False
    sign = 1 if low is not None and low >= 0 else -1 if high is not None and high <= 0 else 0
    edge, is_open = (low, low_open) if sign == 1 else (high, high_open)
    return {
        "sign": sign,
        "strict": sign != 0 and (is_open or edge != 0),
        "low": None if low is None or (low == 0 and sign == 1) else (low, low_open),
        "high": None if high is None or (high == 0 and sign == -1) else (high, high_open),
    }


def _single_generator(f: fmpz_mpoly) -> int | None:
    """The slot of the generator that f is, if it is one."""
    if len(f) != 1 or f.leading_coefficient() != 1 or sum(f.degrees()) != 1:
        return None
    return list(f.degrees()).index(1)


def _common_unit(a: Fraction, b: Fraction) -> Fraction:
    """The largest number of which both are whole multiples."""
    bottom = lcm(a.denominator, b.denominator)
    return Fraction(gcd(int(a * bottom), int(b * bottom)), bottom)


_HALF, _THIRD, _QUARTER, _SIXTH = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), Fraction(1, 6)
SINES = {Fraction(0): Fraction(0), _QUARTER: _SIXTH, _HALF: _QUARTER, Fraction(3, 4): _THIRD, Fraction(1): _HALF}
TANGENTS = {Fraction(0): Fraction(0), _THIRD: _SIXTH, Fraction(1): _QUARTER, Fraction(3): _THIRD}

# Each of these functions as an expression in functions that have a rule.
_x = sympy.Dummy("x", real=True)
_up, _down = sympy.exp(_x), sympy.exp(-_x)
DEFINITIONS: dict[type, Basic] = {
    sympy.sinh: (_up - _down) / 2,
    sympy.cosh: (_up + _down) / 2,
    sympy.tanh: (_up - _down) / (_up + _down),
    sympy.coth: (_up + _down) / (_up - _down),
    sympy.sech: 2 / (_up + _down),
    sympy.csch: 2 / (_up - _down),
    sympy.tan: sympy.sin(_x) / sympy.cos(_x),
    sympy.cot: sympy.cos(_x) / sympy.sin(_x),
    sympy.sec: 1 / sympy.cos(_x),
    sympy.csc: 1 / sympy.sin(_x),
    sympy.asinh: sympy.log(_x + sympy.sqrt(_x**2 + 1)),
    sympy.acosh: sympy.log(_x + sympy.sqrt(_x**2 - 1)),
    sympy.atanh: (sympy.log(1 + _x) - sympy.log(1 - _x)) / 2,
}


def _defined_by(function: type) -> Callable[[Conversion, tuple[Basic, ...]], Quotient]:
    def rule(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
        inner = replace(conversion, known={_x: conversion.quotient(arguments[0])})  # all else is shared
        try:
            return inner.quotient(DEFINITIONS[function])
        finally:
            conversion.circle = inner.circle

    return rule


RULES: dict[type, Callable[[Conversion, tuple[Basic, ...]], Quotient]] = {
    sympy.Add: Conversion.sum,
    sympy.Mul: Conversion.product,
    sympy.Pow: Conversion.power,
    sympy.exp: Conversion.exponential_rule,
    sympy.log: Conversion.logarithm_rule,
    sympy.sin: Conversion.sine,
    sympy.cos: Conversion.cosine,
    sympy.asin: Conversion.arcsine,
    sympy.acos: Conversion.arccosine,
    sympy.atan: Conversion.arctangent,
    sympy.erf: lambda c, a: c.odd("erf", c.quotient(a[0])),
    sympy.factorial: lambda c, a: c.opaque("factorial", c.quotient(a[0])),
    Modulus: Conversion.modulus,
    Choose: Conversion.choose,
    Flat: Conversion.flat,
    Unknown: Conversion.unknown,
    **{function: _defined_by(function) for function in DEFINITIONS},
}
