"""TRUSTED. Vectors and matrices of the second judge: numbers row by row. One row and one column make a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod

from flint import arb, fmpq

from checks.judge.scalars import ONE, ZERO, Scalar, Undefined, Unknown, Unsure, applied, divide, order, plain

Dims = tuple[int, ...]  # the sizes of which rows or columns are made, the first running slowest; () is one


@dataclass(frozen=True, slots=True)
class Array:
    """The entries of a matrix, row by row."""

    rows: Dims
    columns: Dims
    entries: tuple[Scalar, ...]

    def lines(self) -> list[Sequence[Scalar]]:
        """The rows."""
        wide = prod(self.columns)
        return [self.entries[start : start + wide] for start in range(0, len(self.entries), wide)]


Value = Scalar | Array


def array(rows: Dims, columns: Dims, entries: Iterable[Scalar]) -> Value:
    """The matrix, or the number if there is only one."""
    found = tuple(entries)
    return found[0] if len(found) == 1 else Array(rows, columns, found)


def entries(value: Value) -> tuple[Scalar, ...]:
    """All entries, of a number itself."""
    return value.entries if isinstance(value, Array) else (value,)


def mapped(function: Callable[[Scalar], Scalar], value: Value) -> Value:
    """A function of each entry."""
    if isinstance(value, Array):
        return Array(value.rows, value.columns, tuple(map(function, value.entries)))
    return function(value)


def combined(function: Callable[[Scalar, Scalar], Scalar], left: Value, right: Value) -> Value:
    """Entry by entry; a number beside an array is taken with each of its entries."""
    if not isinstance(left, Array) and not isinstance(right, Array):
        return function(left, right)
    if not isinstance(left, Array):
        return mapped(lambda entry: function(left, entry), right)
    if not isinstance(right, Array):
        return mapped(lambda entry: function(entry, right), left)
    if len(left.entries) != len(right.entries) or prod(left.rows) != prod(right.rows):
        raise Unknown("shapes that do not fit")
    return Array(left.rows, left.columns, tuple(map(function, left.entries, right.entries)))


def add(left: Value, right: Value) -> Value:
    """The sum of two numbers, or of two arrays."""
    if isinstance(left, Array) != isinstance(right, Array):
        raise Unknown("a number and an array, added")
    return combined(lambda a, b: a + b, left, right)


def negate(value: Value) -> Value:
    """The negative."""
    return mapped(lambda entry: -entry, value)


def product(left: Value, right: Value) -> Value:
    """The product of matrices; with a number, each entry times it."""
    if not isinstance(left, Array) or not isinstance(right, Array):
        return combined(lambda a, b: a * b, left, right)
    turned = transposed(right)
    assert isinstance(turned, Array)
    down, across = left.lines(), turned.lines()
    if len(down[0]) != len(across[0]):
        raise Unknown("shapes that do not fit")
    return array(left.rows, right.columns, (dot(line, column) for line in down for column in across))


def dot(left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
    """Σ left·right."""
    return reduce(lambda total, pair: total + pair[0] * pair[1], zip(left, right, strict=True), ZERO)


def transposed(value: Value) -> Value:
    """Rows and columns exchanged."""
    if not isinstance(value, Array):
        return value
    return Array(value.columns, value.rows, tuple(entry for line in zip(*value.lines(), strict=True) for entry in line))


def kronecker(left: Value, right: Value) -> Value:
    """Left ⊗ right."""
    one, other = (v if isinstance(v, Array) else Array((), (), (v,)) for v in (left, right))
    lines = ((a * b for a in line for b in beside) for line in one.lines() for beside in other.lines())
    return array(
        (*one.rows, *other.rows), (*one.columns, *other.columns), (entry for line in lines for entry in line)
    )  # fmt: skip


def identity(rows: Dims) -> Value:
    """The identity matrix."""
    size = range(prod(rows))
    return array(rows, rows, (ONE if i == j else ZERO for i in size for j in size))


def square(value: Value) -> list[list[Scalar]]:
    """The lines of a square matrix."""
    lines = [list(line) for line in value.lines()] if isinstance(value, Array) else [[value]]
    if len(lines) != len(lines[0]):
        raise Unknown("a matrix that is not square")
    return lines


def trace(value: Value) -> Value:
    """The sum of the diagonal."""
    lines = square(value)
    return sum((lines[i][i] for i in range(len(lines))), start=ZERO)


def diagonal(value: Value) -> Value:
    """The matrix with a column on its diagonal; the diagonal of a matrix."""
    if not isinstance(value, Array):
        return value
    if not value.columns:
        size = range(len(value.entries))
        return Array(value.rows, value.rows, tuple(value.entries[i] if i == j else ZERO for i in size for j in size))
    return Array(value.rows, (), tuple(line[i] for i, line in enumerate(square(value))))


def stacked(value: Value) -> Value:
    """vec: the columns below each other."""
    turned = transposed(value)
    return Array((*turned.rows, *turned.columns), (), turned.entries) if isinstance(turned, Array) else value


def eliminated(value: Value, beside: Value) -> tuple[Scalar, list[list[Scalar]]]:
    """The determinant of a square matrix A, and A⁻¹·beside, by elimination; of a singular one the lines are empty."""
    size = len(square(value))
    more = beside.lines() if isinstance(beside, Array) else [[beside]]
    lines = [[*a, *b] for a, b in zip(square(value), more, strict=True)]
    determinant: Scalar = ONE
    for place in range(size):
        pivot = next((row for row in range(place, size) if _nonzero(lines[row][place])), None)
        if pivot is None:
            if any(isinstance(line[place], arb) or not _is_zero(line[place]) for line in lines[place:]):
                raise Unsure
            return ZERO, []
        if pivot != place:
            lines[place], lines[pivot] = lines[pivot], lines[place]
            determinant = -determinant
        head = lines[place][place]
        determinant = determinant * head
        lines[place] = [divide(entry, head) for entry in lines[place]]
        for row in range(size):
            if row != place and not _is_zero(factor := lines[row][place]):
                lines[row] = [a - factor * b for a, b in zip(lines[row], lines[place], strict=True)]
    return determinant, [line[size:] for line in lines]


def _nonzero(x: Scalar) -> bool:
    ball = plain(x)
    return bool(ball != 0) if isinstance(ball, fmpq) else not ball.contains(0)


def _is_zero(x: Scalar) -> bool:
    return isinstance(x, fmpq) and bool(x == 0)


def determinant(value: Value) -> Value:
    """The determinant. Of a singular matrix with slopes nothing is said: the slope needs the cofactors."""
    found, _ = eliminated(value, value)
    if not _nonzero(found) and not all(isinstance(entry, fmpq) for entry in entries(value)):
        raise Unsure
    return found


def inverse(value: Value) -> Value:
    """The inverse; of a singular matrix undefined."""
    if not isinstance(value, Array):
        return divide(ONE, value)
    _, lines = eliminated(value, identity(value.rows))
    if not lines:
        raise Undefined("the inverse of a singular matrix")
    return Array(value.columns, value.rows, tuple(entry for line in lines for entry in line))


def norm(value: Value, kind: str) -> Value:
    """The norm ‖·‖₂, ‖·‖₁ or ‖·‖∞ of a column, ‖·‖_F of a matrix."""
    sizes = [size(entry) for entry in entries(value)] if kind in ("1", "inf") else []
    if kind == "1":
        return sum(sizes, start=ZERO)
    if kind == "inf":
        return reduce(larger, sizes)
    return applied("sqrt", dot(entries(value), entries(value)))


def size(x: Scalar) -> Scalar:
    """|x|."""
    if not isinstance(x, fmpq | arb):
        return x if order(x, ZERO) > 0 else -x
    return abs(x)


def larger(a: Scalar, b: Scalar) -> Scalar:
    """The larger of two numbers."""
    if isinstance(a, arb) or isinstance(b, arb):
        ordered = [isinstance(each, arb | fmpq) for each in (a, b)]
        if all(ordered):
            return arb(a).max(arb(b))
    return a if order(a, b) >= 0 else b
