"""Proposes squares: (Σ w a²)(Σ w b²) − (Σ w a b)² = ½ Σ Σ′ w w′ (a b′ − a′ b)² (Lagrange). Believed in nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product as choices

import sympy
from sympy import Basic, Expr, Integer, Rational, Symbol

from derivo.checks.decide.search.inequalities.spreading import Index, flat, product, total
from derivo.checks.decide.spellings import spelling
from derivo.checks.language.families import Total
from derivo.checks.language.nodes import add, distinct_pieces, divide, multiply, negate, substitute

MOST_FACTORS, MOST_OPENED, MOST_BODIES = 4, 2, 12


def pairs(gap: Expr) -> Iterator[Expr]:
    """Sums of squares over pairs that may make up the difference."""
    seen = set()
    bodies = _bodies(gap)
    for outer, square in _squares(gap):
        for found in (*_split(outer, square), *_divided(outer, square, bodies)):
            if found not in seen:
                seen.add(found)
                yield found


def _split(outer: Expr, square: Total) -> Iterator[Expr]:
    """½ Σ Σ′ w w′ (a b′ − a′ b)² for the square of Σ w a b."""
    indices, body = _opened(square)
    factors = flat(body)
    depends = [factor for factor in factors if not factor.free_symbols.isdisjoint(index for index, _ in indices)]
    rest = [factor for factor in factors if factor not in depends]
    for roles in choices(range(3), repeat=len(depends) if len(depends) <= MOST_FACTORS else 0):
        a, b, w = ([each for each, role in zip(depends, roles, strict=True) if role == part] for part in range(3))
        if a and (not b or roles.index(0) < roles.index(1)):
            yield _pairs(indices, outer, product(a), product(b), product([*w, *rest]))


def _divided(outer: Expr, square: Total, bodies: list[tuple[tuple[Index, ...], Expr]]) -> Iterator[Expr]:
    """½ Σ Σ′ w w′ (c/w − c′/w′)² for the square of Σ c, with any w that is summed."""
    indices, body = _opened(square)
    for order in permutations(indices) if len(indices) <= MOST_OPENED else ():
        for depth in range(1, len(order) + 1):
            outside, inside = order[:depth], total(order[depth:], body)
            for other, weight in bodies:
                if [size for _, size in other] == [size for _, size in outside]:
                    names = {index: here for (index, _), (here, _) in zip(other, outside, strict=True)}
                    w = substitute(weight, names)
                    yield _pairs(outside, outer, divide(inside, w), Integer(1), w)


def _bodies(gap: Expr) -> list[tuple[tuple[Index, ...], Expr]]:
    """What is summed, over all or some of the indices."""
    found: dict[str, tuple[tuple[Index, ...], Expr]] = {}
    for piece in distinct_pieces(gap):
        if isinstance(piece, Total) and not any(_is_index(symbol) for symbol in piece.free_symbols):
            indices, body = _opened(piece)
            for order in permutations(indices) if len(indices) <= MOST_OPENED else ():
                for depth in range(1, len(order) + 1):
                    pair = order[:depth], total(order[depth:], body)
                    found.setdefault(spelling(total(*pair)), pair)
    return list(found.values())[:MOST_BODIES]


def _is_index(symbol: Basic) -> bool:
    return bool(symbol.is_integer and not symbol.is_positive)


def _squares(gap: Expr) -> Iterator[tuple[Expr, Total]]:
    """Squares of sums among the terms, as powers or as products, and what stands before them."""
    for term in _terms(gap):
        factors = flat(term)
        for factor in dict.fromkeys(factors):
            rest = list(factors)
            rest.remove(factor)
            if isinstance(factor, sympy.Pow) and factor.args[1] == 2:
                inside = flat(factor.args[0])
            elif factor in rest:
                rest.remove(factor)
                inside = [factor]
            else:
                continue
            sums = [each for each in inside if isinstance(each, Total)]
            if len(sums) == 1:
                outside = [sympy.Pow(each, Integer(2), evaluate=False) for each in inside if each != sums[0]]
                yield _absolute([*rest, *outside]), sums[0]


def _terms(node: Basic) -> Iterator[Basic]:
    if isinstance(node, sympy.Add):
        for each in node.args:
            yield from _terms(each)
    elif isinstance(node, sympy.Mul) and any(isinstance(each, sympy.Add) for each in node.args):
        (first, *_) = [each for each in node.args if isinstance(each, sympy.Add)]
        rest = [each for each in node.args if each is not first]
        for each in first.args:
            yield from _terms(multiply(*rest, each))
    else:
        yield node


def _absolute(factors: list[Expr]) -> Expr:
    """The product, numbers without their signs."""
    return product([abs(each) if isinstance(each, Rational) else each for each in factors if each != -1])


def _opened(node: Total) -> tuple[tuple[Index, ...], Expr]:
    """The indices of a sum, of sums that stand directly in it too, and what is summed."""
    indices: list[Index] = []
    body: Basic = node
    while isinstance(body, Total) and body.args[2] == 1 and not body.args[4:]:
        indices.append((body.args[1], body.args[3]))
        body = body.args[0]
    return tuple(indices), body


def _pairs(indices: tuple[Index, ...], outer: Expr, a: Expr, b: Expr, w: Expr) -> Expr:
    far = {index: Symbol(f"k{place}°", integer=True) for place, (index, _) in enumerate(indices)}
    there = [substitute(each, far) for each in (a, b, w)]
    square = sympy.Pow(add(multiply(a, there[1]), negate(multiply(there[0], b))), Integer(2), evaluate=False)
    both = (*indices, *((far[index], size) for index, size in indices))
    return multiply(Rational(1, 2), outer, total(both, multiply(w, there[2], square)))
