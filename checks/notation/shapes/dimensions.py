"""Shapes of vectors and matrices, their sizes symbols, and the solution of what is not said of them.

A dimension is a tuple of sizes, the first running slowest; `()` is 1. While a formula is being read, a part of a
dimension can be an `Unknown`, that of a `1` or an `I` whose size follows from what stands around it. It is not 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from derivo.checks.notation.names.names import UNICODE
from derivo.checks.notation.trees.tree import Dimension, Node


@dataclass(frozen=True, slots=True)
class Unknown:
    """A dimension that is not known yet; `number` tells it from the others."""

    number: int


Open = tuple["str | int | Unknown", ...]  # a dimension, perhaps with unknown parts


class Shape(NamedTuple):
    """The rows and columns of a matrix; a vector is a column, a scalar has neither."""

    rows: Open = ()
    columns: Open = ()

    @property
    def transposed(self) -> Shape:
        """The columns as rows."""
        return Shape(self.columns, self.rows)

    @property
    def scalar(self) -> bool:
        """Whether this is a number."""
        return self == SCALAR

    @property
    def column(self) -> bool:
        """Whether this is a vector."""
        return bool(self.rows) and not self.columns


SCALAR = Shape()


class Shaped(NamedTuple):
    """A settled node and its shape."""

    node: Node
    shape: Shape


def dimension(size: str | int) -> Open:
    """The dimension of one size."""
    return () if size == 1 else (size,)


def said(shape: Shape) -> str:
    """A shape in words.

    >>> said(Shape(("m",), ("d",))), said(Shape(("d",))), said(Shape(("d", "m"))), said(SCALAR)
    ('m × d', 'd × 1', 'd·m × 1', 'a number')
    """
    if shape.scalar:
        return "a number"
    return " × ".join("·".join(map(part, each)) or "1" for each in shape)


def part(size: str | int | Unknown) -> str:
    """One size in words."""
    return "?" if isinstance(size, Unknown) else UNICODE.get(size, size) if isinstance(size, str) else str(size)


class Sizes:
    """What is known of the unknown parts of dimensions."""

    def __init__(self) -> None:
        self.known: dict[Unknown, Open] = {}
        self.count = 0

    def fresh(self) -> Open:
        """A dimension of which nothing is known yet."""
        self.count += 1
        return (Unknown(self.count),)

    def open(self, size: Dimension | None) -> Open:
        """A dimension as typed, or one of which nothing is known."""
        return self.fresh() if size is None else size

    def resolved(self, of: Open) -> Open:
        """The dimension with all that is known put in."""
        found: list[str | int | Unknown] = []
        for each in of:
            if isinstance(each, Unknown) and each in self.known:
                found.extend(self.resolved(self.known[each]))
            else:
                found.append(each)
        return tuple(found)

    def shape(self, of: Shape) -> Shape:
        """The shape with all that is known put in."""
        return Shape(self.resolved(of.rows), self.resolved(of.columns))

    def unify(self, one: Open, other: Open) -> bool:
        """Whether two dimensions can be the same; what follows for their unknown parts is noted."""
        left, right = list(self.resolved(one)), list(self.resolved(other))
        while left and right and left[0] == right[0]:
            del left[0], right[0]
        while left and right and left[-1] == right[-1]:
            del left[-1], right[-1]
        if not left and not right:
            return True
        for each, rest in ((left, right), (right, left)):
            if len(each) == 1 and isinstance(each[0], Unknown) and rest and each[0] not in rest:
                self.known[each[0]] = tuple(rest)
                return True
        return False

    def fill(self, one: Open, other: Open) -> None:
        """Notes what the one unknown part of a dimension must be for it to be as large as another, in any order."""
        parts, rest = list(self.resolved(one)), list(other)
        for size in self.resolved(one):
            if size in rest:
                parts.remove(size)
                rest.remove(size)
        if len(parts) == 1 and isinstance(parts[0], Unknown) and rest:
            self.known[parts[0]] = tuple(rest)

    def same(self, one: Shape, other: Shape) -> bool:
        """Whether two shapes can be the same; nothing is noted if they cannot."""
        before = dict(self.known)
        if self.unify(one.rows, other.rows) and self.unify(one.columns, other.columns):
            return True
        self.known = before
        return False
