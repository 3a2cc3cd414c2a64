"""Vectors and matrices as index patterns: a `Grid` is an expression in the indices of its rows and columns.

So a product is a sum, a transpose exchanges the indices, and a claim between grids is one between their bodies. The
reader has checked the shapes (`checks.notation.shapes`); here they fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeAlias

import sympy
from sympy import Basic, Dummy, Expr, Integer, Symbol
from sympy.core.symbol import Str

from derivo.checks.language.families import Delta, Entry, Mirrored, collapsed, same
from derivo.checks.language.inverses import Determinant, Inverse
from derivo.checks.language.nodes import Modulus, add, divide, largest, multiply, power, substitute

Axis = tuple[tuple[Symbol, Expr], ...]  # an index and its size, the first running slowest; none where there is one row


@dataclass(frozen=True, slots=True)
class Grid:
    """The matrix with the entries `body` for all values of the indices of `rows` and `columns`."""

    body: Expr
    rows: Axis = ()
    columns: Axis = ()

    def at(self, rows: tuple[Expr, ...], columns: tuple[Expr, ...]) -> Expr:
        """The entry at these indices."""
        names = [index for index, _ in (*self.rows, *self.columns)]
        return substitute(self.body, dict(zip(names, (*rows, *columns), strict=True)))

    @property
    def transposed(self) -> Grid:
        """Rows and columns exchanged."""
        return replace(self, rows=self.columns, columns=self.rows)

    @property
    def sizes(self) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
        """The sizes of rows and columns."""
        return tuple(size for _, size in self.rows), tuple(size for _, size in self.columns)


Value: TypeAlias = "Basic | Grid"


def body(operand: Value) -> Expr:
    """The entry of a grid at its own indices; a scalar itself."""
    return operand.body if isinstance(operand, Grid) else operand


def value(body: Expr, rows: Axis = (), columns: Axis = ()) -> Value:
    """The grid, or the expression if it has one row and one column."""
    return Grid(body, rows, columns) if rows or columns else body


def fresh(sizes: tuple[Expr, ...]) -> Axis:
    """Indices of their own for these sizes."""
    return tuple((Dummy("i", integer=True), size) for size in sizes)


def family(name: str, trait: str, places: tuple[Expr, ...], sizes: tuple[Expr, ...]) -> Value:
    """The vector or matrix that is declared as `name`; `places` are the indices of a family of them."""
    axes = [fresh((size,)) if size != 1 else () for size in sizes]
    at = [axis[0][0] if axis else Integer(1) for axis in axes]
    if len(sizes) == 1:
        return value(Entry(Str(name), *places, *at), axes[0])
    return value(matrix_entry(name, trait, places, at[0], at[1]), *axes)


def matrix_entry(name: str, trait: str, places: tuple[Expr, ...], i: Expr, j: Expr) -> Expr:
    """The entry of a declared matrix: of a diagonal one, δ_ij d_i; of a symmetric one, that of its mirror, too."""
    if trait == "diagonal":
        return multiply(same(i, j), Entry(Str(name), *places, i))
    kind = Mirrored if trait in ("symmetric", "posdef", "psd") else Entry
    return kind(Str(name), *places, i, j)


def summed(body: Expr, axis: Axis) -> Expr:
    """Σ body over the indices of an axis, which get names of their own."""
    inner = fresh(tuple(size for _, size in axis))  # the same may stand further out
    body = substitute(body, {index: new for (index, _), (new, _) in zip(axis, inner, strict=True)})
    for index, size in reversed(inner):
        body = collapsed(body, index, (Integer(1), size))
    return body


def mapped(function: Callable[[Expr], Expr], operand: Value) -> Value:
    """`function` of each entry."""
    return replace(operand, body=function(operand.body)) if isinstance(operand, Grid) else function(operand)


def put_in(operand: Value, values: Mapping[Symbol, Basic]) -> Value:
    """`operand` with symbols replaced."""
    return mapped(lambda body: substitute(body, values), operand)


def combined(function: Callable[..., Expr], *operands: Value) -> Value:
    """`function` of the entries at one place; a scalar is the same everywhere."""
    first = next((operand for operand in operands if isinstance(operand, Grid)), None)
    if first is None:
        return function(*operands)
    rows, columns = (tuple(index for index, _ in axis) for axis in (first.rows, first.columns))
    bodies = [operand.at(rows, columns) if isinstance(operand, Grid) else operand for operand in operands]
    return replace(first, body=function(*bodies))


def product(left: Value, right: Value) -> Value:
    """The matrix product; with a scalar, the multiple."""
    if not (isinstance(left, Grid) and isinstance(right, Grid)):
        return combined(multiply, left, right)
    inner = fresh(left.sizes[1])
    indices = tuple(index for index, _ in inner)
    rows, columns = fresh(left.sizes[0]), fresh(right.sizes[1])
    above = left.at(tuple(index for index, _ in rows), indices)
    below = right.at(indices, tuple(index for index, _ in columns))
    return value(summed(multiply(above, below), inner), rows, columns)


def inner(left: Value, right: Value) -> Value:
    """Σ a_ij b_ij."""
    both = combined(multiply, left, right)
    return summed(both.body, (*both.rows, *both.columns)) if isinstance(both, Grid) else both


def kronecker(left: Value, right: Value) -> Value:
    """A ⊗ b: the indices of a run slower."""
    a, b = (operand if isinstance(operand, Grid) else Grid(operand) for operand in (left, right))
    rows = fresh((*a.sizes[0], *b.sizes[0]))
    columns = fresh((*a.sizes[1], *b.sizes[1]))
    i, j = (tuple(index for index, _ in axis) for axis in (rows, columns))
    body = multiply(
        a.at(i[: len(a.rows)], j[: len(a.columns)]), b.at(i[len(a.rows) :], j[len(a.columns) :])
    )  # fmt: skip
    return value(body, rows, columns)


def vec(operand: Value) -> Value:
    """The columns below each other: the index of the column runs slowest."""
    return value(operand.body, (*operand.columns, *operand.rows)) if isinstance(operand, Grid) else operand


def diagonal(operand: Value) -> Value:
    """Of a vector, the diagonal matrix; of a matrix, the column of its diagonal."""
    if not isinstance(operand, Grid):
        return operand
    if operand.rows and operand.columns:
        rows = fresh(operand.sizes[0])
        places = tuple(index for index, _ in rows)
        return Grid(operand.at(places, places), rows)
    line = operand.rows or operand.columns
    rows, columns = (fresh(tuple(size for _, size in line)) for _ in range(2))
    body = substitute(operand.body, {index: new for (index, _), (new, _) in zip(line, rows, strict=True)})
    return Grid(multiply(*_deltas(rows, columns), body), rows, columns)


def _deltas(rows: Axis, columns: Axis) -> list[Expr]:
    return [same(i, j) for (i, _), (j, _) in zip(rows, columns, strict=True)]


def identity(sizes: tuple[Expr, ...]) -> Value:
    """The identity matrix."""
    rows, columns = fresh(sizes), fresh(sizes)
    return value(multiply(*_deltas(rows, columns)) if rows else Integer(1), rows, columns)


def constant(number: Expr, rows: tuple[Expr, ...], columns: tuple[Expr, ...]) -> Value:
    """The matrix all entries of which are `number`."""
    return value(number, fresh(rows), fresh(columns))


def basis(place: Expr, sizes: tuple[Expr, ...]) -> Value:
    """The unit vector with its 1 at `place`."""
    rows = fresh(sizes)
    return Grid(same(rows[0][0], place), rows)


def written(entries: tuple[tuple[Expr, ...], ...]) -> Value:
    """A matrix that is written out."""
    rows, columns = (fresh((Integer(n),)) if n > 1 else () for n in (len(entries), len(entries[0])))
    terms = []
    for i, line in enumerate(entries, start=1):
        for j, entry in enumerate(line, start=1):
            deltas = [same(axis[0][0], Integer(n)) for axis, n in ((rows, i), (columns, j)) if axis]
            terms.append(multiply(entry, *deltas))
    return value(add(*terms), rows, columns)


def row(matrix: Value, place: Expr) -> Value:
    """A row of a matrix, as a column."""
    assert isinstance(matrix, Grid)
    rows = fresh(matrix.sizes[1])
    return value(matrix.at((place,), tuple(index for index, _ in rows)), rows)


def entry_of(operand: Value, places: tuple[Expr, ...]) -> Expr:
    """The entry of an expression."""
    assert isinstance(operand, Grid)
    return operand.at(places[: len(operand.rows)], places[len(operand.rows) :])


def trace(operand: Value) -> Value:
    """Σ_i a_ii."""
    if not isinstance(operand, Grid):
        return operand
    places = tuple(index for index, _ in operand.rows)
    return summed(operand.at(places, places), operand.rows)


def mean(operand: Value) -> Value:
    """The mean of the entries of a vector."""
    if not isinstance(operand, Grid):
        return operand
    axes = (*operand.rows, *operand.columns)
    return divide(summed(operand.body, axes), multiply(*(size for _, size in axes)))


def norm(operand: Value, order: str) -> Value:
    """‖a‖: 2 of vectors (Euclid's), 1, inf (of vectors with a size that is a number), F."""
    if order in ("2", "F"):
        return power(inner(operand, operand), sympy.Rational(1, 2))
    if not isinstance(operand, Grid):
        return Modulus(operand)
    axes = (*operand.rows, *operand.columns)
    if order == "1":
        return summed(Modulus(operand.body), axes)
    ((index, size),) = axes
    if not size.is_Integer:
        raise NotImplementedError("norm inf")
    return largest(*(Modulus(substitute(operand.body, {index: Integer(n)})) for n in range(1, int(size) + 1)))


def determinant(operand: Value) -> Value:
    """The determinant of a square matrix."""
    return Determinant(*_own(operand)) if isinstance(operand, Grid) else operand


def _own(operand: Grid) -> tuple[Expr, Symbol, Symbol, Expr]:
    """The body of a square matrix with a row and a column of its own, and its size."""
    if len(operand.rows) > 1:
        raise NotImplementedError("determinant and inverse of a Kronecker product")
    size = operand.rows[0][1]
    ((p, _), (q, _)) = fresh((size, size))
    return operand.at((p,), (q,)), p, q, size


def inverse(operand: Value) -> Value:
    """The inverse of a square matrix; of a diagonal one, that of its diagonal."""
    if not isinstance(operand, Grid):
        return divide(Integer(1), operand)
    body, p, q, size = _own(operand)
    rows, columns = fresh((size,)), fresh((size,))
    i, j = rows[0][0], columns[0][0]
    on_diagonal = _diagonal_part(body, p, q)
    if on_diagonal is not None:
        return Grid(multiply(Delta(i, j), divide(Integer(1), substitute(on_diagonal, {p: i, q: i}))), rows, columns)
    return Grid(Inverse(body, p, q, size, i, j), rows, columns)


def _diagonal_part(body: Expr, p: Symbol, q: Symbol) -> Expr | None:
    """The f with body = δ_pq f, if it is such a product."""
    factors = list(body.args) if isinstance(body, sympy.Mul) else [body]
    for place, factor in enumerate(factors):
        if isinstance(factor, Delta) and set(factor.args) == {p, q}:
            return multiply(*factors[:place], *factors[place + 1 :], Integer(1))
        inside = _diagonal_part(factor, p, q) if isinstance(factor, sympy.Mul) else None
        if inside is not None:
            return multiply(*factors[:place], inside, *factors[place + 1 :])
    return None


def raised(operand: Value, exponent: int) -> Value:
    """A power of a square matrix."""
    if not isinstance(operand, Grid):
        return power(operand, Integer(exponent))
    if exponent == 0:
        return identity(operand.sizes[0])
    base = inverse(operand) if exponent < 0 else operand
    result = base
    for _ in range(abs(exponent) - 1):
        result = product(result, base)
    return result


def letters(taken: set[str]) -> Iterator[Symbol]:
    """Index symbols with names that are not taken: i, j, k, l, i1 and so on."""
    for turn in count():
        for letter in "ijkl":
            name = f"{letter}{turn or ''}"
            if name not in taken:
                yield Symbol(name, integer=True)


def paired(left: Value, right: Value, taken: set[str]) -> tuple[Expr, Expr, Axis]:
    """The entries of two grids of one shape at common indices, whose names are not taken; scalars as they are."""
    shaped = left if isinstance(left, Grid) else right
    if not isinstance(shaped, Grid):
        return left, right, ()
    named = zip(letters(taken), (*shaped.rows, *shaped.columns), strict=False)
    axis = tuple((letter, size) for letter, (_, size) in named)
    places = tuple(index for index, _ in axis)
    split = len(shaped.rows)
    both = [
        side.at(places[:split], places[split:]) if isinstance(side, Grid) else side for side in (left, right)
    ]  # fmt: skip
    return both[0], both[1], axis
