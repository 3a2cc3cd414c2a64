"""Determinants and inverses of matrices whose size is a letter: nodes, written out where the size is a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sympy import Basic, Expr, Function, Integer
from sympy.printing.str import StrPrinter

from derivo.checks.language.nodes import add, divide, multiply, negate


class OfMatrix(Function):  # type: ignore[misc]
    """A function of the matrix of `body` at (row, column), both running from 1 to `size`.

    The arguments begin with body, row, column, size. Row and column are names of its own.
    """

    is_commutative = True

    def _sympystr(self, printer: StrPrinter) -> str:
        """As any function; SymPy has classes of the same names."""
        return f"{type(self).__name__}({', '.join(map(printer.doprint, self.args))})"

    @property
    def free_symbols(self) -> set[Basic]:
        """The free names, without the row and the column that run."""
        body, row, column, *rest = self.args
        return {*(body.free_symbols - {row, column}), *(name for part in rest for name in part.free_symbols)}


class Determinant(OfMatrix):
    """The determinant."""


class Inverse(OfMatrix):
    """The entry of the inverse at (i, j): body, row, column, size, i, j. Undefined where the determinant is 0."""


def determinant(entries: Sequence[Sequence[Expr]]) -> Expr:
    """The determinant of a square matrix, by expansion along its rows (Laplace), minors being shared."""
    size = len(entries)

    @cache
    def minor(columns: tuple[int, ...]) -> Expr:
        row = size - len(columns)
        if not columns:
            return Integer(1)
        terms = []
        for place, column in enumerate(columns):
            factor = entries[row][column]
            if factor != 0:
                below = minor((*columns[:place], *columns[place + 1 :]))
                term = factor if below == 1 else multiply(factor, below)
                terms.append(negate(term) if place % 2 else term)
        return add(*terms) if terms else Integer(0)

    return minor(tuple(range(size)))


def inverse_entry(entries: Sequence[Sequence[Expr]], row: int, column: int) -> Expr:
    """The entry of the inverse at (row, column), from 0 on: cofactor over determinant (Cramer)."""
    kept = [
        [entry for j, entry in enumerate(line) if j != row] for i, line in enumerate(entries) if i != column
    ]  # fmt: skip
    cofactor = determinant(kept)
    signed = negate(cofactor) if (row + column) % 2 else cofactor
    whole = determinant(entries)
    return divide(signed, whole) if signed != 1 else divide(Integer(1), whole)
