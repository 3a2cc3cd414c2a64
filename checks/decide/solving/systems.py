"""Equations between vectors and matrices solved for all entries of one at once, by an inverse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations

from sympy import Basic, Dummy, Expr, Integer, Symbol

from derivo.checks.decide.solving.equations import Equation, evaluated, family, is_of, renamed, same
from derivo.checks.decide.solving.multiples import ratios
from derivo.checks.language.families import Entry, Total, differentiate, families_in
from derivo.checks.language.inverses import Inverse
from derivo.checks.language.nodes import add, distinct_pieces, divide, multiply, negate, replaced, substitute
from derivo.checks.verdict import Claim


@dataclass(frozen=True, slots=True)
class Pair:
    """A square matrix and its inverse: two bodies with a row and a column."""

    size: Basic
    row: Symbol
    column: Symbol
    matrix: Expr
    inverse: Expr

    def at(self, row: Symbol, column: Symbol) -> tuple[Expr, Expr]:
        """The entry of the matrix at a place, and that of its inverse at the place with both exchanged."""
        return (
            substitute(renamed(self.matrix), {self.row: row, self.column: column}),
            substitute(renamed(self.inverse), {self.row: column, self.column: row}),
        )

    @property
    def turned(self) -> Pair:
        """The inverse, whose inverse the matrix is."""
        return replace(self, matrix=self.inverse, inverse=self.matrix)

    @property
    def transposed(self) -> Pair:
        """The transposed matrix and its inverse."""
        return replace(self, row=self.column, column=self.row)


def systems(claim: Claim, equation: Equation) -> Iterator[tuple[Entry, Expr]]:
    """Entries at indices of an equation, and their values wherever it holds."""
    pairs = list(_pairs(claim, equation)) if equation.indices else []
    unknown = {family(each): each for each in distinct_pieces(equation.gap) if isinstance(each, Entry)} if pairs else {}
    for _, entry in sorted(unknown.items()):
        if len(entry.args) - 1 == len(equation.indices):
            for order in permutations(equation.indices):
                for at in range(len(order)):
                    found = _system(claim, equation, entry, order, at, pairs)
                    if found is not None:
                        yield found


def _system(
    claim: Claim,
    equation: Equation,
    entry: Entry,
    order: tuple[tuple[Symbol, Basic], ...],
    at: int,
    pairs: list[Pair],
) -> tuple[Entry, Expr] | None:
    """The entry at the indices in this order, by a sum over the one that stands `at` a place."""
    places, (row, size) = [index for index, _ in order], order[at]
    column = Dummy("j", integer=True)
    unknown = entry.func(entry.args[0], *(column if place == at else each for place, each in enumerate(places)))
    matrix = differentiate(equation.gap, unknown)
    if family(entry) in families_in(matrix) or matrix == 0:
        return None
    rest = replaced(equation.gap, {each: Integer(0) for each in distinct_pieces(equation.gap) if is_of(each, entry)})
    here = replace(claim, indices=(*equation.indices, (column, size)), given=())
    linear = add(Total(multiply(matrix, unknown), column, Integer(1), size), rest)
    if not same(replace(here, left=equation.gap, right=linear)):
        return None
    for pair in pairs:
        entries, inverse = pair.at(row, column)
        for factor in ratios(here, matrix, entries) if pair.size == size else ():
            if same(replace(here, left=matrix, right=multiply(factor, entries))):
                k = Dummy("k", integer=True)
                body = multiply(substitute(inverse, {row: k, column: row}), substitute(renamed(rest), {row: k}))
                value = negate(divide(Total(body, k, Integer(1), size), factor))
                return entry.func(entry.args[0], *places), value
    return None


def _pairs(claim: Claim, equation: Equation) -> Iterator[Pair]:
    """Matrices that certainly have an inverse where the claim says something, their transposes, and the inverses."""
    for body, row, column, size in dict.fromkeys(_invertible(claim, equation)):
        pair = Pair(size, row, column, body, Inverse(*_own(body, row, column), size, row, column))
        yield from (pair, pair.transposed, pair.turned, pair.turned.transposed)


def _own(body: Expr, row: Symbol, column: Symbol) -> tuple[Expr, Symbol, Symbol]:
    """The body of a matrix with a row and a column of its own."""
    r, c = Dummy("r", integer=True), Dummy("c", integer=True)
    return substitute(renamed(body), {row: r, column: c}), r, c


def _invertible(claim: Claim, equation: Equation) -> Iterator[tuple[Expr, Symbol, Symbol, Basic]]:
    """Bodies, rows, columns and sizes: of inverses that stand in the claim or the equation, of declared matrices."""
    for piece in evaluated(claim.left, claim.right, equation.gap):
        if isinstance(piece, Inverse):
            yield piece.args[:4]
    traits = {name for name, trait in claim.matrices if trait in ("invertible", "posdef")}
    for piece in distinct_pieces(equation.gap):
        if isinstance(piece, Entry) and family(piece) in traits and len(piece.args) == 3:
            row, column = Symbol("row", integer=True), Symbol("column", integer=True)
            for size in dict(claim.axes).get(family(piece), ())[:1]:
                yield piece.func(piece.args[0], row, column), row, column, size
