"""Vectors and matrices of the second judge: numbers row by row. One row and one column make a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod

from derivo.checks.judge.scalars import (
    ONE,
    ZERO,
    Jet,
    Scalar,
    Singular,
    Unknown,
    Unsure,
    applied,
    divide,
    is_zero,
    larger,
    may_vanish,
    size,
)

Dims = tuple[int, ...]  # the sizes of which rows or columns are made, the first running slowest; () is one


@dataclass(frozen=True, slots=True)
class Array:
    """The entries of a matrix, row by row."""

    rows: Dims
    columns: Dims
    entries: tuple[Scalar, ...]


Value = Scalar | Array


def array(rows: Dims, columns: Dims, entries: Iterable[Scalar]) -> Value:
    """The matrix, or the number if there is only one."""
    found = tuple(entries)
    return found[0] if len(found) == 1 else Array(rows, columns, found)


def filled(rows: Dims, columns: Dims, entry: Callable[[int, int], Scalar]) -> Value:
    """The matrix of these entries, by row and column from 0."""
    return array(rows, columns, (entry(i, j) for i in range(prod(rows)) for j in range(prod(columns))))


def entries(value: Value) -> tuple[Scalar, ...]:
    """All entries, of a number itself."""
    return value.entries if isinstance(value, Array) else (value,)


def shape(value: Value) -> tuple[Dims, Dims]:
    """The sizes of rows and columns."""
    return (value.rows, value.columns) if isinstance(value, Array) else ((), ())


def lines(value: Value) -> list[list[Scalar]]:
    """The rows."""
    found, wide = list(entries(value)), prod(shape(value)[1])
    return [found[start : start + wide] for start in range(0, len(found), wide)]


def mapped(function: Callable[..., Scalar], *values: Value) -> Value:
    """A function of each entry; a number beside arrays is taken with each of their entries."""
    arrays = [each for each in values if isinstance(each, Array)]
    if not arrays:
        return function(*values)
    if len({(len(each.entries), prod(each.rows)) for each in arrays}) > 1:
        raise Unknown("shapes that do not fit")
    count = len(arrays[0].entries)
    listed = (each.entries if isinstance(each, Array) else (each,) * count for each in values)
    return Array(arrays[0].rows, arrays[0].columns, tuple(map(function, *listed)))


def add(left: Value, right: Value) -> Value:
    """The sum of two numbers, or of two arrays."""
    if isinstance(left, Array) != isinstance(right, Array):
        raise Unknown("a number and an array, added")
    if not isinstance(left, Array):
        return left + right
    return mapped(lambda a, b: a + b, left, right)


def negate(value: Value) -> Value:
    """The negative."""
    return mapped(lambda entry: -entry, value)


def product(left: Value, right: Value) -> Value:
    """The product of matrices; with a number, each entry times it."""
    if not isinstance(left, Array) and not isinstance(right, Array):
        return left * right
    if not isinstance(left, Array) or not isinstance(right, Array):
        return mapped(lambda a, b: a * b, left, right)
    down, across = lines(left), lines(transposed(right))
    if len(down[0]) != len(across[0]):
        raise Unknown("shapes that do not fit")
    return array(left.rows, right.columns, (dot(line, column) for line in down for column in across))


def dot(left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
    """Σ left·right."""
    return reduce(lambda total, pair: total + pair[0] * pair[1], zip(left, right, strict=True), ZERO)


def transposed(value: Value) -> Value:
    """Rows and columns exchanged."""
    rows, columns = shape(value)
    return array(columns, rows, (entry for line in zip(*lines(value), strict=True) for entry in line))


def kronecker(left: Value, right: Value) -> Value:
    """Left ⊗ right."""
    (rows, columns), (more, further) = shape(left), shape(right)
    found = (a * b for line in lines(left) for beside in lines(right) for a in line for b in beside)
    return array((*rows, *more), (*columns, *further), found)


def identity(rows: Dims) -> Value:
    """The identity matrix."""
    return filled(rows, rows, lambda i, j: ONE if i == j else ZERO)


def square(value: Value) -> list[list[Scalar]]:
    """The rows of a square matrix."""
    found = lines(value)
    if len(found) != len(found[0]):
        raise Unknown("a matrix that is not square")
    return found


def trace(value: Value) -> Value:
    """The sum of the diagonal."""
    return sum((line[i] for i, line in enumerate(square(value))), start=ZERO)


def diagonal(value: Value) -> Value:
    """The matrix with a column on its diagonal; the diagonal of a matrix."""
    rows, columns = shape(value)
    if not columns:
        return filled(rows, rows, lambda i, j: entries(value)[i] if i == j else ZERO)
    return array(rows, (), (line[i] for i, line in enumerate(square(value))))


def stacked(value: Value) -> Value:
    """vec: the columns below each other."""
    rows, columns = shape(value)
    return array((*columns, *rows), (), entries(transposed(value)))


def eliminated(value: Value, beside: Value) -> tuple[Scalar, list[list[Scalar]]]:
    """The determinant of a square matrix A, and A⁻¹·beside, by elimination; of a singular one there are no lines."""
    rows = [[*a, *b] for a, b in zip(square(value), lines(beside), strict=True)]
    count, found = len(rows), ONE
    for place in range(count):
        pivot = next((row for row in range(place, count) if not may_vanish(rows[row][place])), None)
        if pivot is None:
            if not all(is_zero(row[place]) for row in rows[place:]):
                raise Unsure
            return ZERO, []
        if pivot != place:
            rows[place], rows[pivot], found = rows[pivot], rows[place], -found
        head = rows[place][place]
        found = found * head
        rows[place] = [divide(entry, head) for entry in rows[place]]
        for row in range(count):
            if row != place and not is_zero(factor := rows[row][place]):
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[place], strict=True)]
    return found, [row[count:] for row in rows]


def determinant(value: Value) -> Value:
    """The determinant. Of a singular matrix with slopes nothing is said: the slope needs the cofactors."""
    found, _ = eliminated(value, value)
    if is_zero(found) and any(isinstance(entry, Jet) for entry in entries(value)):
        raise Unsure
    return found


def inverse(value: Value) -> Value:
    """The inverse; of a singular matrix undefined."""
    rows, columns = shape(value)
    _, found = eliminated(value, identity(rows))
    if not found:
        raise Singular
    return array(columns, rows, (entry for line in found for entry in line))


def is_semidefinite(rows: list[list[Scalar]], *, strictly: bool) -> bool:
    """Whether a symmetric matrix has no negative eigenvalue, or with `strictly` only positive ones, by its pivots."""
    for place in range(len(rows)):
        line, head = rows[place], rows[place][place]
        if head < 0 or (is_zero(head) and (strictly or not all(map(is_zero, line[place:])))):
            return False
        if not is_zero(head):
            rows = [[a - divide(row[place], head) * b for a, b in zip(row, line, strict=True)] for row in rows]
    return True


def norm(value: Value, kind: str) -> Value:
    """The norm ‖·‖₂, ‖·‖₁ or ‖·‖∞ of a column, ‖·‖_F of a matrix."""
    if kind == "1":
        return sum(map(size, entries(value)), start=ZERO)
    if kind == "inf":
        return reduce(larger, map(size, entries(value)))
    return applied("sqrt", dot(entries(value), entries(value)))


def mean(value: Value) -> Value:
    """The mean of all entries."""
    return divide(sum(entries(value), start=ZERO), ONE * len(entries(value)))
