"""Expressions as sums of products under sums, for the search. Believed in nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice

import sympy
from sympy import Basic, Expr, Integer, Rational, Symbol

from derivo.checks.language.families import Total
from derivo.checks.language.nodes import Modulus, Unknown, add, distinct_pieces, divide, multiply, power, substitute

MOST_SPREAD = 40
FUNCTIONS = (sympy.log, sympy.exp, Modulus, Unknown)
Index = tuple[Symbol, Basic]


@dataclass(frozen=True, slots=True)
class Spread:
    """A number times the sum of a product over its indices, each from 1 to its size."""

    number: Rational
    indices: tuple[Index, ...]
    factors: tuple[Expr, ...]

    def depends(self, node: Basic) -> bool:
        """Whether one of the indices stands in a piece."""
        return not node.free_symbols.isdisjoint(index for index, _ in self.indices)

    def without(self, *lost: Expr) -> Expr:
        """The product of the factors but for some of them."""
        kept = list(self.factors)
        for factor in lost:
            kept.remove(factor)
        return product(kept)


def product(factors: list[Expr]) -> Expr:
    """The product, as it stands."""
    kept = [factor for factor in factors if factor != 1]
    return multiply(*kept) if kept else Integer(1)


def total(indices: tuple[Index, ...], body: Expr) -> Expr:
    """The sum of `body` over all indices."""
    for index, size in reversed(indices):
        body = Total(body, index, Integer(1), size)
    return body


def mean(indices: tuple[Index, ...], weight: Expr, body: Expr, *, of_sum_one: bool) -> Expr:
    """The weighted mean of `body`."""
    above = total(indices, product([weight, body]))
    return above if of_sum_one else divide(above, total(indices, weight))


def spread(node: Expr, *, deep: bool) -> list[Spread]:
    """The terms of an expanded expression; with `deep`, sums in weights are taken apart, too. None if they are many."""
    found = list(islice(_Spreading(deep).terms(node), MOST_SPREAD + 1))
    return found if len(found) <= MOST_SPREAD else []


@dataclass(frozen=True, slots=True)
class _Spreading:
    """Takes sums apart, their indices getting new letters."""

    deep: bool
    marks: Iterator[int] = field(default_factory=count)

    def terms(self, node: Basic) -> Iterator[Spread]:
        """The terms of an expression."""
        if isinstance(node, sympy.Rational):
            yield Spread(node, (), ())
        elif isinstance(node, sympy.Add):
            for term in node.args:
                yield from self.terms(term)
        elif isinstance(node, Total) and _is_whole(node):
            body, index, _, size = node.args
            new = Symbol(f"j{next(self.marks)}°", integer=True)
            for term in self.terms(substitute(body, {index: new})):
                yield Spread(term.number, ((new, size), *term.indices), term.factors)
        elif isinstance(node, sympy.Mul):
            yield from self._times(flat(node))
        else:
            yield Spread(Rational(1), (), (node,))

    def _times(self, factors: list[Expr]) -> Iterator[Spread]:
        opened = next((factor for factor in factors if self._opens(factor)), None)
        rest = list(factors)
        if opened is None:
            numbers = [factor for factor in rest if isinstance(factor, sympy.Rational)]
            others = [factor for factor in rest if not isinstance(factor, sympy.Rational)]
            yield Spread(sympy.prod(numbers, start=Integer(1)), (), tuple(squared(others)))
            return
        rest.remove(opened)
        for term in self.terms(opened):
            for other in self._times(rest):
                number, indices = term.number * other.number, term.indices + other.indices
                yield Spread(number, indices, (*term.factors, *other.factors))

    def _opens(self, factor: Basic) -> bool:
        if isinstance(factor, sympy.Add):
            return bool(factor.has(*FUNCTIONS, Total))
        return isinstance(factor, Total) and (self.deep or bool(factor.has(*FUNCTIONS)) or _has_squares(factor))


def _is_whole(node: Total) -> bool:
    """Whether a sum runs over all of a size."""
    return bool(node.args[2] == 1 and isinstance(node.args[3], Symbol) and not node.args[4:])


def _has_squares(node: Basic) -> bool:
    """Whether there are powers in it that are no quotients and no norms, or equal factors."""
    powers = (piece for piece in distinct_pieces(node) if isinstance(piece, sympy.Pow))
    products = (flat(piece) for piece in distinct_pieces(node) if isinstance(piece, sympy.Mul))
    plain = (Integer(-1), Rational(1, 2))
    return any(each.args[1] not in plain for each in powers) or any(len(set(each)) < len(each) for each in products)


def flat(node: Basic) -> list[Expr]:
    """The factors, those of products in it included; one over a product as one over each."""
    if isinstance(node, sympy.Mul):
        return [factor for each in node.args for factor in flat(each)]
    if isinstance(node, sympy.Pow) and isinstance(node.args[0], sympy.Mul) and node.args[1] == -1:
        return [divide(Integer(1), factor) for factor in flat(node.args[0])]
    return [node]


def squared(factors: list[Expr]) -> list[Expr]:
    """Equal factors as a power."""
    numbers: dict[Expr, int] = {}
    for factor in factors:
        numbers[factor] = numbers.get(factor, 0) + 1
    return [factor if times == 1 else power(factor, Integer(times)) for factor, times in numbers.items()]


def gathered(terms: list[Spread]) -> Expr:
    """The terms, those over indices of the same sizes under one sum."""
    found: dict[tuple[str, ...], tuple[tuple[Index, ...], list[Expr]]] = {}
    for term in terms:
        order = sorted(term.indices, key=lambda pair: str(pair[1]))
        indices, bodies = found.setdefault(tuple(str(size) for _, size in order), (tuple(order), []))
        names = {index: here for (index, _), (here, _) in zip(order, indices, strict=True)}
        bodies.append(multiply(term.number, *(substitute(factor, names) for factor in term.factors)))
    return add(*(total(indices, add(*bodies)) for indices, bodies in found.values()))
