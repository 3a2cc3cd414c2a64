"""Points at which matrices in quadratic conditions, UᵀU = I or PP = P, are orthogonal, or projections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import sympy
from sympy import Basic, Symbol

from derivo.checks.language.nodes import distinct_pieces
from derivo.checks.language.orthogonal import MOST, Rows, orthogonal, projection
from derivo.checks.verdict import Claim

ENTRY = re.compile(r"(.+)\[(\d+),(\d+)\]")
Point = dict[Symbol, Fraction]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix of names in an instance: which one stands where, from 0 on."""

    rows: int
    columns: int
    entries: tuple[tuple[Symbol, int, int], ...]

    def filled(self, rows: Rows) -> Point:
        """The names with the values at their places."""
        return {symbol: rows[i][j] for symbol, i, j in self.entries}


def matrices(claim: Claim, symbols: tuple[Symbol, ...]) -> Iterator[Matrix]:
    """The matrices of which two entries are multiplied in an equation among the conditions."""
    equations = [condition for condition in claim.given if condition.rel_op == "=="]
    multiplied = {name for piece in distinct_pieces(*equations) for name in _multiplied(piece)} if equations else set()
    found: dict[str, list[tuple[Symbol, int, int]]] = {}
    for symbol in symbols:
        entry = ENTRY.fullmatch(symbol.name)
        if entry and entry.group(1) in multiplied:
            found.setdefault(entry.group(1), []).append((symbol, int(entry.group(2)) - 1, int(entry.group(3)) - 1))
    for entries in found.values():
        rows, columns = (1 + max(entry[at] for entry in entries) for at in (1, 2))
        if max(rows, columns) <= MOST:
            yield Matrix(rows, columns, tuple(entries))


def _multiplied(piece: Basic) -> Iterator[str]:
    """The matrices of which two entries stand in a product."""
    if isinstance(piece, sympy.Mul | sympy.Pow):
        names = [str(each).partition("[")[0] for each in sympy.Mul.make_args(piece) if isinstance(each, Symbol)]
        if isinstance(piece, sympy.Pow) and piece.args[1] == 2 and isinstance(piece.args[0], Symbol):
            names = [str(piece.args[0]).partition("[")[0]] * 2
        yield from (name for name in names if names.count(name) > 1)


def fitting(point: Point, found: tuple[Matrix, ...], turn: int) -> Iterator[Point]:
    """A point with all matrices orthogonal, or projections."""
    values: Point = {}
    for place, each in enumerate(found):
        values |= each.filled(orthogonal(each.rows, each.columns, turn + 2 * place))
    yield {**point, **values}
    if all(each.rows == each.columns for each in found):
        for place, each in enumerate(found):
            values |= each.filled(projection(each.rows, turn + 2 * place))
        yield {**point, **values}
