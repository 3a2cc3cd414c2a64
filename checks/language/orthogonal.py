"""Matrices of rational numbers that are orthogonal, and projections: where conditions such as UᵀU = I hold."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Rows = list[list[Fraction]]
MOST = 8  # rows


def orthogonal(rows: int, columns: int, turn: int) -> Rows:
    """A matrix of which the rows, or the columns, are orthogonal and of length one: a product of two reflections."""
    size = max(rows, columns)
    whole = _product(_reflection(size, turn), _reflection(size, turn + 1))
    return [line[:columns] for line in whole[:rows]]


def projection(size: int, turn: int) -> Rows:
    """The orthogonal projection onto a line."""
    v = _direction(size, turn)
    return [[a * b / sum(c * c for c in v) for b in v] for a in v]


def _reflection(size: int, turn: int) -> Rows:
    """I − 2vvᵀ/vᵀv."""
    onto = projection(size, turn)
    return [[(i == j) - 2 * onto[i][j] for j in range(size)] for i in range(size)]


def _direction(size: int, turn: int) -> list[Fraction]:
    found = [Fraction((3 * place + turn * (place + 2)) % 5 - 1) for place in range(size)]
    return found if any(found) else [Fraction(1)] * size


def _product(one: Rows, other: Rows) -> Rows:
    columns = list(zip(*other, strict=True))
    return [[_dot(line, column) for column in columns] for line in one]


def _dot(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))
