"""The nodes of vectors and matrices; `tree.py` has all nodes. `checks.notation.shapes` settles what is open in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivo.checks.notation.text.source import Span

if TYPE_CHECKING:
    from derivo.checks.notation.trees.tree import Apply, Node

Dimension = tuple["str | int", ...]  # sizes, the first running slowest; none is 1


@dataclass(frozen=True, slots=True)
class Transpose:
    """The transpose of `body`."""

    body: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Elementwise:
    """Entry by entry `left operator right`, the operator being `*` or `/`; the left of a quotient may be a scalar."""

    operator: str
    left: Node
    right: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Each:
    """`apply.function` of each entry of the one argument that is an array."""

    apply: Apply
    span: Span


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm of `body`; `order` is `2`, `1`, `inf` or `F`."""

    body: Node
    order: str
    span: Span


@dataclass(frozen=True, slots=True)
class Inner:
    """The inner product of two columns, or of two matrices of one shape."""

    left: Node
    right: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Kronecker:
    """left ⊗ right."""

    left: Node
    right: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Ones:
    """The column of ones; `size` is None until its surroundings have said it."""

    size: Dimension | None
    span: Span


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity matrix."""

    size: Dimension | None
    span: Span


@dataclass(frozen=True, slots=True)
class Zeros:
    """A 0 that is a vector or a matrix."""

    rows: Dimension
    columns: Dimension
    span: Span


@dataclass(frozen=True, slots=True)
class Basis:
    """The unit vector e_index."""

    index: Node
    size: Dimension | None
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """Row `index` of a matrix, as a column."""

    matrix: Node
    index: Node
    span: Span


@dataclass(frozen=True, slots=True)
class EntryOf:
    """The entry of an expression at `indices`: one of a column, two of a matrix."""

    body: Node
    indices: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix of scalars, written out row by row."""

    rows: tuple[tuple[Node, ...], ...]
    span: Span
