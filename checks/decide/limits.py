"""TRUSTED. Limits of exp-log functions by comparing growth, and arithmetic with ∞ (docs/deciding.md, section 4).

The variable becomes a positive name t that tends to ∞. Each generator behaves like a monomial
coefficient · exp(Σ α t^k) · t^p · (log t)^l, up to a factor that tends to 1; the limit is that of the dominating terms.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import sympy
from flint import fmpz_mpoly
from sympy import Basic, Expr, Symbol

from checks.decide.balls import Undefined, Unsupported, compile_balls, run
from checks.decide.conditions import inner_point
from checks.decide.generators import Conversion
from checks.decide.polynomials import NeedsSign, NoRule, Quotient, Restart, Ring, TooLarge
from checks.language.domains import POSITIVE, REAL, Domain
from checks.language.nodes import Choose, Modulus, add, divide, multiply, negate, power, substitute

MOST_RESTARTS = 60
Domains = tuple[tuple[Symbol, Domain], ...]


class NotKnown(Exception):
    """A growth cannot be compared, or a rule is missing."""


@dataclass(frozen=True, slots=True)
class Growth:
    """coefficient · exp(Σ α t^k) · t^power · (log t)^logs, times a factor that tends to 1 unless `exact`."""

    coefficient: Quotient
    exponents: tuple[tuple[int, Quotient], ...] = ()
    power: Fraction = Fraction(0)
    logs: Fraction = Fraction(0)
    exact: bool = True


@dataclass(slots=True)
class Asymptotics:
    """The growth of the generators of one ring as t → ∞."""

    conversion: Conversion
    t: int
    vanishing: dict[int, Growth] = field(default_factory=dict)

    @property
    def ring(self) -> Ring:
        return self.conversion.ring

    def depends(self, slot: int, seen: frozenset[int] = frozenset()) -> bool:
        """Whether the generator in `slot` depends on t."""
        return (
            slot == self.t
            or slot in self.vanishing
            or any(self.varies(part.top) or self.varies(part.bottom) for part in self._inside(slot) if slot not in seen)
        )

    def varies(self, p: fmpz_mpoly) -> bool:
        """Whether a polynomial depends on t."""
        return any(
            degree and self.depends(slot) for slot, degree in enumerate(p.degrees()[: len(self.ring.generators)])
        )

    def _inside(self, slot: int) -> Iterator[Quotient]:
        """What the generator in `slot` is a function of."""
        one, conversion = self.ring.context.constant(1), self.conversion
        if slot in conversion.exponents:
            yield conversion.exponents[slot]
        elif slot in conversion.logarithms:
            yield Quotient(conversion.logarithms[slot], one)
        elif slot in conversion.roots:
            yield Quotient(conversion.roots[slot][0], one)
        elif slot in conversion.moduli:
            yield Quotient(conversion.moduli[slot], one)
        elif self.ring.generators[slot].key[0] not in ("name", "pi", "zeta", "p"):
            raise NotKnown("generator")

    # --- growth of generators, terms and polynomials

    def generator(self, slot: int) -> Growth:
        one = self.ring.number(1)
        if slot == self.t:
            return Growth(one, power=Fraction(1))
        if slot in self.conversion.exponents:
            return self._exponential(self.conversion.exponents[slot])
        if slot in self.conversion.roots:
            inner, degree = self.conversion.roots[slot]
            return self._root(self.leading(inner), Fraction(1, degree))
        if slot in self.vanishing:
            return self.vanishing[slot]
        if slot in self.conversion.logarithms and _is_generator(self.conversion.logarithms[slot], self.t):
            return Growth(one, logs=Fraction(1))
        raise NotKnown("generator")

    def _exponential(self, exponent: Quotient) -> Growth:
        """exp(α t^k), or a factor that tends to 1."""
        lowest = self.ring.lowest(exponent)
        degree = int(lowest.top.degrees()[self.t]) - int(lowest.bottom.degrees()[self.t])
        if len(lowest.top) != 1 or not self._pure(lowest.bottom) or not self._pure(lowest.top) or degree == 0:
            raise NotKnown("exponent")
        rest = Quotient(self._without_t(lowest.top), self._without_t(lowest.bottom))
        if degree < 0:
            return Growth(self.ring.number(1), exact=False)
        return Growth(self.ring.number(1), ((degree, rest),))

    def _pure(self, p: fmpz_mpoly) -> bool:
        """Whether p is t^k times something free of t."""
        powers = {monomial[self.t] for monomial in p.to_dict()}
        others = (
            slot for slot, degree in enumerate(p.degrees()[: len(self.ring.generators)]) if degree and slot != self.t
        )
        return len(powers) == 1 and not any(self.depends(slot) for slot in others)

    def _without_t(self, p: fmpz_mpoly) -> fmpz_mpoly:
        return self.ring.coefficient(p, self.t, p.degrees()[self.t])

    def _root(self, inner: Growth, exponent: Fraction) -> Growth:
        sign = self.ring.sign_of(inner.coefficient, strict=True)
        if sign not in (1, -1):
            raise NotKnown("sign")
        base = inner.coefficient if sign == 1 else self.ring.negative(inner.coefficient)
        coefficient = self.conversion.rational_power(base, exponent)
        scale = self.ring.number(exponent)
        exponents = tuple((k, self.ring.multiply(alpha, scale)) for k, alpha in inner.exponents)
        return Growth(coefficient, exponents, inner.power * exponent, inner.logs * exponent, exact=False)

    def unfold_logarithms(self, value: Quotient) -> Quotient:
        """`value` with log|f| = log|A| + Σ α t^k + p·log t + λ for f ~ A·exp(Σ α t^k)·t^p, where λ → 0."""
        for slot in range(len(self.ring.generators)):
            f = self.conversion.logarithms.get(slot)
            if f is not None and not _is_generator(f, self.t) and self.varies(f):
                value = self._replace(value, slot, self._logarithm(f))
        return value

    def _replace(self, value: Quotient, slot: int, by: Quotient) -> Quotient:
        ring, parts = self.ring, []
        for p in (value.top, value.bottom):
            total = ring.number(0)
            for degree in range(int(p.degrees()[slot]) + 1):
                piece = Quotient(ring.coefficient(p, slot, degree), ring.context.constant(1))
                total = ring.add(total, ring.multiply(piece, ring.power(by, degree)))
            parts.append(total)
        return ring.multiply(parts[0], ring.reciprocal(parts[1]))

    def _logarithm(self, f: fmpz_mpoly) -> Quotient:
        ring, lead = self.ring, self.leading(f)
        if lead.logs or not lead.exact:
            raise NotKnown("logarithm")
        sign = ring.sign_of(lead.coefficient, strict=True)
        base = lead.coefficient if sign == 1 else ring.negative(lead.coefficient)
        total = self.conversion.logarithm(base)
        for k, alpha in lead.exponents:
            total = ring.add(total, ring.multiply(alpha, ring.generator(self.t, k)))
        if lead.power:
            time = self.conversion.log_modulus(ring.context.gen(self.t))
            total = ring.add(total, ring.multiply(time, ring.number(lead.power)))
        smaller = (growth for growth in self.classes(f) if self.compare(growth, lead) < 0)
        rest = [growth for growth in smaller if not (growth.exact and ring.is_zero(growth.coefficient))]
        if not rest:
            return total
        vanishing = ring.slot(("vanishing", ring.key(f)))
        self.vanishing[vanishing] = self._over(rest[0], lead)
        return ring.add(total, ring.generator(vanishing))

    def _over(self, a: Growth, b: Growth) -> Growth:
        """log(1 + δ) ~ δ = a/b."""
        inverse = Growth(
            self.ring.reciprocal(b.coefficient),
            tuple((k, self.ring.negative(alpha)) for k, alpha in b.exponents),
            -b.power,
            -b.logs,
        )
        ratio = self._times(a, inverse)
        return Growth(ratio.coefficient, ratio.exponents, ratio.power, ratio.logs, exact=False)

    def term(self, monomial: tuple[int, ...], coefficient: int) -> Growth:
        """The growth of one term of a polynomial."""
        total = Growth(self.ring.number(coefficient))
        for slot, degree in enumerate(monomial[: len(self.ring.generators)]):
            if degree and not self.depends(slot):
                factor = Growth(self.ring.generator(slot, degree))
            elif degree:
                factor = self._raise(self.generator(slot), degree)
            else:
                continue
            total = self._times(total, factor)
        return total

    def _raise(self, growth: Growth, n: int) -> Growth:
        scale = self.ring.number(n)
        exponents = tuple((k, self.ring.multiply(alpha, scale)) for k, alpha in growth.exponents)
        raised = self.ring.power(growth.coefficient, n)
        return Growth(raised, exponents, growth.power * n, growth.logs * n, growth.exact)

    def _times(self, a: Growth, b: Growth) -> Growth:
        exponents = dict(a.exponents)
        for k, alpha in b.exponents:
            exponents[k] = self.ring.add(exponents[k], alpha) if k in exponents else alpha
        kept = tuple(sorted((k, alpha) for k, alpha in exponents.items() if not self.ring.is_zero(alpha)))
        coefficient = self.ring.multiply(a.coefficient, b.coefficient)
        return Growth(coefficient, kept, a.power + b.power, a.logs + b.logs, a.exact and b.exact)

    def compare(self, a: Growth, b: Growth) -> int:
        """1 if a dominates b, -1 if b dominates a, 0 if they grow alike up to a constant factor."""
        left, right = dict(a.exponents), dict(b.exponents)
        zero = self.ring.number(0)
        for k in sorted({*left, *right}, reverse=True):
            gap = self.ring.add(left.get(k, zero), self.ring.negative(right.get(k, zero)))
            if not self.ring.is_zero(gap):
                sign = self.ring.sign_of(gap, strict=True)
                if sign not in (1, -1):
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
                exact = other.exact and term.exact
                found[place] = Growth(total, other.exponents, other.power, other.logs, exact)
                return
            if order > 0:
                found.insert(place, term)
                return
        found.append(term)

    def leading(self, p: fmpz_mpoly) -> Growth:
        """The dominating class of p; its coefficient is nowhere zero."""
        for growth in self.classes(p):
            if self.ring.sign_of(growth.coefficient, strict=True) in (1, -1):
                return growth
            if not (self.ring.is_zero(growth.coefficient) and growth.exact):
                break
        raise NotKnown("leading coefficient")

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
            sign = ring.sign_of(growth.coefficient, strict=True)
            if sign in (1, -1):
                return sign * int(ring.sign_of(bottom.coefficient, strict=True) or 0)
            if not (ring.is_zero(growth.coefficient) and growth.exact):
                raise NotKnown("coefficient")
        return ring.number(0)

    def positive(self, node: Basic) -> bool:
        """Whether `node` is positive for all large t, by its dominating terms."""
        value = self.ring.lowest(self.unfold_logarithms(self.ring.lowest(self.conversion.quotient(node))))
        ends = (self.ring.sign_of(self.leading(part).coefficient, strict=True) for part in (value.top, value.bottom))
        return math.prod(sign or 0 for sign in ends) == 1

    def signs_vary(self) -> bool:
        """Whether every sign that was learned is one of a piece that depends on t: it says nothing of the parameters."""
        return all(self.varies(self.ring.context.from_dict(dict(key))) for key in self.ring.signs)  # type: ignore[call-overload]

    # --- back to expressions

    def expression(self, value: Quotient) -> Expr:
        top = self._polynomial(value.top)
        return top if value.bottom.is_one() else divide(top, self._polynomial(value.bottom))

    def _polynomial(self, p: fmpz_mpoly) -> Expr:
        terms = []
        for monomial, coefficient in sorted(p.to_dict().items()):
            factors = [] if coefficient == 1 and any(monomial) else [sympy.Integer(int(coefficient))]
            for slot, degree in enumerate(monomial):
                if degree:
                    base = self._generator_expression(slot)
                    factors.append(base if degree == 1 else power(base, sympy.Integer(int(degree))))
            terms.append(multiply(*factors))
        return add(*terms) if terms else sympy.Integer(0)

    def _generator_expression(self, slot: int) -> Expr:
        conversion, key = self.conversion, self.ring.generators[slot].key
        if key[0] == "name":
            return key[1]
        if key == "pi":
            return sympy.pi
        inside = [self.expression(part) for part in self._inside(slot)]
        if slot in conversion.exponents:
            return sympy.exp(inside[0], evaluate=False)
        if slot in conversion.logarithms:
            return sympy.log(Modulus(inside[0]), evaluate=False)
        if slot in conversion.moduli:
            return Modulus(inside[0])
        if slot in conversion.roots:
            return power(Modulus(inside[0]), sympy.Rational(1, conversion.roots[slot][1]))
        raise NotKnown("generator")


def _is_generator(p: fmpz_mpoly, slot: int) -> bool:
    return len(p) == 1 and p.leading_coefficient() == 1 and sum(p.degrees()) == 1 and p.degrees()[slot] == 1


def limit_at_infinity(body: Expr, variable: Symbol, direction: int, domains: Domains) -> Expr | None:
    """The limit of `body` as variable → ±∞ (an expression, oo or -oo), or None if it is not known."""
    t = sympy.Dummy("t", real=True)
    moved = substitute(body, {variable: t if direction > 0 else negate(t)})
    facts = dict(domains) | {t: POSITIVE}
    conversion = Conversion(Ring(32), facts)
    state = Asymptotics(conversion, conversion.ring.slot(("name", t), sign=1))
    try:
        if not _defined_far_out(moved, t, facts):
            return None
        result = _limit(conversion, state, moved, t)
        return result * sympy.oo if isinstance(result, int) else state.expression(conversion.ring.lowest(result))
    except (NotKnown, NoRule, TooLarge, Unsupported):
        return None


def _limit(conversion: Conversion, state: Asymptotics, body: Expr, t: Symbol) -> Quotient | int:
    """The limit of `body`, signs being those that hold for all large t."""
    for _ in range(MOST_RESTARTS):
        try:
            value = conversion.quotient(body)
            for slot, modulus in conversion.moduli.items():
                if value.top.degrees()[slot] or value.bottom.degrees()[slot]:
                    raise NeedsSign(modulus)
            if not _defined_eventually(state, body, t) or not state.signs_vary():
                raise NotKnown("undefined")
            return state.limit(value)
        except Restart:
            conversion.known.clear()
        except NeedsSign as needs:
            sign = conversion.ring.sign_of(state.leading(needs.factor).coefficient, strict=True)
            conversion.ring.assume(needs.factor, int(sign or 0), strict=True)
            conversion.known.clear()
    raise NotKnown("restarts")


BOUNDED = (sympy.asin, sympy.acos, sympy.factorial, sympy.tan, sympy.cot, sympy.sec, sympy.csc)


def _defined_eventually(state: Asymptotics, node: Basic, t: Symbol) -> bool:
    """Whether `node` has values for all large t, as far as t decides it."""
    if not node.has(t):
        return True
    if isinstance(node, Choose):
        condition, above, below = node.args
        branch = above if state.conversion.sign_needed(state.conversion.quotient(condition)) == 1 else below
        return _defined_eventually(state, condition, t) and _defined_eventually(state, branch, t)
    if not all(_defined_eventually(state, argument, t) for argument in node.args):
        return False
    inside = node.args[0] if node.args else node
    if isinstance(node, sympy.log) or (isinstance(node, sympy.Pow) and not node.args[1].is_Integer):
        return not inside.has(t) or inside == sympy.E or state.positive(inside)
    if isinstance(node, sympy.acosh):
        return state.positive(add(inside, sympy.Integer(-1)))
    if isinstance(node, sympy.atanh):
        return state.positive(add(sympy.Integer(1), inside)) and state.positive(add(sympy.Integer(1), negate(inside)))
    return not isinstance(node, BOUNDED)


def _defined_far_out(body: Expr, t: Symbol, domains: dict[Symbol, Domain]) -> bool:
    """Whether `body` has values at some large t: the limit of something undefined is not known."""
    program = compile_balls(body)
    point = {name: inner_point(domains.get(name, REAL)) for name in body.free_symbols}
    for exponent in (6, 8, 12):
        (value,) = run(program, point | {t: Fraction(2) ** exponent}, 256)
        if isinstance(value, Undefined):
            return False
    return True
