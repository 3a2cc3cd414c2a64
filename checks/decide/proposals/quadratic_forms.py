"""Quadratic forms as sums of squares: Σ_ij x_i (Σ_n a_ni a_nj) x_j = Σ_n (Σ_i a_ni x_i)². Believed in nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, count, permutations

import sympy
from sympy import Basic, Integer, Rational, Symbol

from derivo.checks.decide.spellings import spelling
from derivo.checks.language.families import Delta, Total
from derivo.checks.language.nodes import add, multiply, power, substitute

MOST_TERMS, MOST_FACTORS, MOST_INDICES = 64, 12, 5
Index = tuple[Symbol, Basic]  # an index and its size
IsVariable = Callable[[Basic], bool]


class NotPolynomial(Exception):
    """The expression is no polynomial in the variables, or too large a one."""


@dataclass(frozen=True, slots=True)
class Term:
    """A number times the sum of a product over its indices, each from 1 to its size."""

    number: Rational
    indices: tuple[Index, ...]
    factors: tuple[Basic, ...]

    def expression(self) -> Basic:
        """The term as it is written."""
        return multiply(self.number, nested(self.indices, self.factors))


def nested(indices: Sequence[Index], factors: Sequence[Basic]) -> Basic:
    """The sum over all indices of the product of the factors."""
    body = multiply(*factors) if factors else Integer(1)
    for index, size in reversed(indices):
        body = Total(body, index, Integer(1), size)
    return body


def as_squares(node: Basic, is_variable: IsVariable) -> Basic | None:
    """`node`, of degree 2 in the variables, with squares in it; None where none was found."""
    try:
        terms = _collected([_without_deltas(term) for term in _terms(node, is_variable)])
    except NotPolynomial:
        return None
    degrees = [sum(map(is_variable, term.factors)) for term in terms]
    if max(degrees, default=0) != 2 or any(len(term.indices) > MOST_INDICES for term in terms):
        return None
    quadratic = [term for term, degree in zip(terms, degrees, strict=True) if degree == 2]
    lower = [term.expression() for term, degree in zip(terms, degrees, strict=True) if degree < 2]
    return add(*_squared(quadratic, is_variable), *lower)


# --- a polynomial, term by term


def _terms(node: Basic, is_variable: IsVariable) -> list[Term]:
    """The terms of an expanded expression; constants that are no sums over indices stay whole."""
    marks = count(1)

    def varies(piece: Basic) -> bool:
        return is_variable(piece) or any(map(varies, piece.args))

    def visit(piece: Basic) -> list[Term]:
        if isinstance(piece, sympy.Rational):
            return [Term(piece, (), ())]
        if isinstance(piece, Total) and piece.args[2] == 1 and isinstance(piece.args[3], Symbol) and not piece.args[4:]:
            body, index, _, size = piece.args
            new = Symbol(index.name + "°" * next(marks), integer=True)
            inner = visit(substitute(body, {index: new}))
            return [Term(term.number, ((new, size), *term.indices), term.factors) for term in inner]
        if isinstance(piece, sympy.Mul):
            return product(piece.args)
        if isinstance(piece, sympy.Pow) and piece.args[1].is_Integer and 1 < piece.args[1] <= 2:
            return product(piece.args[:1] * int(piece.args[1]))
        if not varies(piece) or is_variable(piece):
            return [Term(Rational(1), (), (piece,))]
        if isinstance(piece, sympy.Add):
            return [term for argument in piece.args for term in visit(argument)]
        raise NotPolynomial

    def product(factors: tuple[Basic, ...]) -> list[Term]:
        found = [Term(Rational(1), (), ())]
        for factor in factors:
            found = [
                Term(a.number * b.number, a.indices + b.indices, a.factors + b.factors)
                for b in visit(factor)
                for a in found
            ]
            if len(found) > MOST_TERMS or any(len(term.factors) > MOST_FACTORS for term in found):
                raise NotPolynomial
        return found

    return visit(node)


def _without_deltas(term: Term) -> Term:
    """The same without Delta(i, j), where a sum runs over i: it leaves i = j."""
    sizes = dict(term.indices)
    for delta in term.factors:
        if isinstance(delta, Delta):
            i, j = delta.args if delta.args[0] in sizes else reversed(delta.args)
            if i in sizes and sizes.get(j, sizes[i]) == sizes[i]:
                kept = tuple(substitute(factor, {i: j}) for factor in term.factors if factor is not delta)
                return _without_deltas(Term(term.number, tuple(pair for pair in term.indices if pair[0] != i), kept))
    return term


def _collected(terms: list[Term]) -> list[Term]:
    """Terms that are the same but for the letters of their indices, added up."""
    found: dict[str, Term] = {}
    for term in terms:
        key = _key(term.indices, term.factors)
        before = found[key].number if key in found else Rational(0)
        found[key] = Term(before + term.number, term.indices, term.factors)
    return [term for term in found.values() if term.number != 0]


def _key(indices: Sequence[Index], factors: Sequence[Basic]) -> str:
    """A text that is the same for sums of products that differ in the letters and the order of indices only."""
    if len(indices) > MOST_INDICES:
        return spelling(nested(indices, factors))
    spelled = []
    for order in permutations(indices):
        letters: dict[Basic, str] = {index: f"#{place}" for place, (index, _) in enumerate(order)}
        sizes = ",".join(str(size) for _, size in order)
        spelled.append(sizes + "; " + " ".join(sorted(spelling(factor, letters) for factor in factors)))
    return min(spelled)


# --- squares


def _squared(terms: list[Term], is_variable: IsVariable) -> list[Basic]:
    """Each term as a square if it is one; terms under one sum, or under none, are put together."""
    together: dict[Basic, list[Basic]] = {}
    found: list[Basic] = []
    common = Symbol("i°", integer=True)
    for term in terms:
        if len(term.indices) > 1:
            found.append(_square(term, is_variable) or term.expression())
        else:
            size = term.indices[0][1] if term.indices else Integer(1)
            body = multiply(term.number, *term.factors)
            together.setdefault(size, []).append(substitute(body, {index: common for index, _ in term.indices}))
    for size, bodies in together.items():
        body = add(*bodies)
        found.append(body if size == 1 else Total(body, common, Integer(1), size))
    return found


def _square(term: Term, is_variable: IsVariable) -> Basic | None:
    """Σ_outer c·(Σ_inner …)², for the fewest outer indices for which the term falls into two equal sums."""
    for number in range(len(term.indices)):
        for outer in combinations(term.indices, number):
            inner = [pair for pair in term.indices if pair not in outer]
            pieces = _connected(inner, term.factors)
            varying = [piece for piece in pieces if any(map(is_variable, piece[1]))]
            if len(varying) == 2 and _key(*varying[0]) == _key(*varying[1]):
                others = [nested(*piece) for piece in pieces if piece not in varying]
                squared = power(nested(*varying[0]), Integer(2))
                return multiply(term.number, nested(outer, [*others, squared]))
    return None


def _connected(inner: list[Index], factors: Sequence[Basic]) -> list[tuple[list[Index], list[Basic]]]:
    """The factors, those that share an inner index together, with the inner indices of each."""
    pieces: list[tuple[list[Index], list[Basic]]] = [([], [factor]) for factor in factors]
    for pair in inner:
        joined = [piece for piece in pieces if any(pair[0] in factor.free_symbols for factor in piece[1])]
        rest = [piece for piece in pieces if piece not in joined]
        indices = [pair, *(index for piece in joined for index in piece[0])]
        pieces = [*rest, (indices, [factor for piece in joined for factor in piece[1]])]
    return pieces
