"""Normal forms written as expressions again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sympy
from sympy import Dummy, Expr, Integer, Rational
from sympy.core.symbol import Str

from derivo.checks.decide.sums.atoms import Atom, Number, Polynomial, Term, own
from derivo.checks.language.families import Entry, Mirrored, Total, same
from derivo.checks.language.nodes import add, apply, multiply, power
from derivo.checks.verdict import Claim


class NoExpression(Exception):
    """An atom that is not written as an expression here."""


@dataclass(frozen=True, slots=True)
class Names:
    """The symbols of names, sizes and indices, by their names in normal forms."""

    symbols: Mapping[str, Expr]
    mirrored: frozenset[str] = frozenset()

    def of(self, polynomial: Polynomial) -> Expr:
        """A polynomial. Raises NoExpression."""
        terms = [multiply(_number(c), self.product(term)) for term, c in sorted(polynomial.items())]
        return add(*terms) if terms else Integer(0)

    def product(self, term: Term) -> Expr:
        """A product of atoms. Raises NoExpression."""
        factors = [self._power(one, exponent) for one, exponent in term]
        return multiply(*factors) if factors else Integer(1)

    def _power(self, one: Atom, exponent: Number) -> Expr:
        found = self._atom(one)
        return found if exponent == 1 else power(found, _number(exponent))

    def _atom(self, one: Atom) -> Expr:
        match one:
            case ("name" | "size" | "index", str(name)):
                return self._symbol(name)
            case ("delta", i, j):
                return same(self._symbol(i), self._symbol(j))
            case ("entry", str(family), (*places,)):
                kind = Mirrored if family in self.mirrored else Entry
                return kind(Str(family), *(self._symbol(place) for place in places))
            case ("base", polynomial):
                return self.of(dict(polynomial))
            case ("exp", term):
                return apply(sympy.exp, self.product(term))
            case ("function", "log", (polynomial,)):
                return apply(sympy.log, self.of(dict(polynomial)))
            case ("sum", sizes, term):
                running = [Dummy("i", integer=True) for _ in sizes]
                inner = Names({**self.symbols, **dict(zip(own(one), running, strict=True))}, self.mirrored)
                body = inner.product(term)
                for index, size in zip(running, sizes, strict=True):
                    body = Total(body, index, Integer(1), self._symbol(size))
                return body
        raise NoExpression(one[0])

    def _symbol(self, name: str) -> Expr:
        if name not in self.symbols:
            raise NoExpression(name)
        return self.symbols[name]


def names(claim: Claim, mirrored: frozenset[str]) -> Names:
    """The names of a claim."""
    found: dict[str, Expr] = {str(name): name for name, _ in claim.domains}
    found |= {str(size): size for size in claim.sizes}
    return Names(found | {index.name: index for index, _ in claim.indices}, mirrored)


def _number(value: Number) -> Expr:
    return Rational(value.numerator, value.denominator)
