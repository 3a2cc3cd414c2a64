"""What a formula is made of, as typed: nodes are data, every node keeps its span.

A tree is what the parser returns. It knows no SymPy; `checks.notation.meaning` says what it denotes.
Names in a tree are canonical (`sigma`, `x_n`, `mu_k^(t+1)`): one name, however it was spelled.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.arrays import (
    Basis as Basis,
    Dimension as Dimension,
    Each as Each,
    Elementwise as Elementwise,
    EntryOf as EntryOf,
    Identity as Identity,
    Inner as Inner,
    Kronecker as Kronecker,
    Matrix as Matrix,
    Norm as Norm,
    Ones as Ones,
    Row as Row,
    Transpose as Transpose,
    Zeros as Zeros,
)
from derivo.checks.notation.trees.randomness import (
    DensityAt as DensityAt,
    Expectation as Expectation,
    Integral as Integral,
    Normal as Normal,
    NormalDensity as NormalDensity,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed, exactly: `0.1` is 1/10."""

    value: Fraction
    span: Span


@dataclass(frozen=True, slots=True)
class Constant:
    """`pi`, `e` (Euler's number) or `oo` (infinity)."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """A declared name that stands for a value, or a bare function name (`phi` in `d phi/dz`)."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Index:
    """An index, in a subscript or as a value: bound by a sum or product around it, or free."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry of a family at `indices`, in the order in which the family declares them: `q_kn`, `x_1`, `x_{n+1}`."""

    name: str
    indices: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of `body` over the whole numbers from `low` to `high` for which all `conditions` hold."""

    body: Node
    index: Index
    low: Node
    high: Node
    conditions: tuple[Compare, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Product:
    """The product of `body` over the same."""

    body: Node
    index: Index
    low: Node
    high: Node
    conditions: tuple[Compare, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Optimum:
    """The index from `low` to `high` at which `body` is least, or largest (`kind` is `min` or `max`): argmin_j."""

    body: Node
    index: Index
    low: Node
    high: Node
    conditions: tuple[Compare, ...]
    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Add:
    """A sum of two terms or more; a subtracted term is a `Negative`."""

    terms: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Negative:
    """-body."""

    body: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Multiply:
    """A product of two factors or more, in the order as typed.

    `joins` says how each is joined to the one before, where the notation has vectors and something else than
    juxtaposition stands there: `*`, `·`, `⊙`, `⊘`, `⊗`. Behind `checks.notation.shapes` it is empty.
    """

    factors: tuple[Node, ...]
    span: Span
    joins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Divide:
    """top / bottom."""

    top: Node
    bottom: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Power:
    """base ^ exponent."""

    base: Node
    exponent: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of arguments: a built-in one or a declared one; `primes` counts ′ marks.

    Built-in: see `checks.notation.names.BUILTINS`. `root` is root(radicand, degree); `log` with two arguments
    is log(argument, base).
    """

    function: str
    arguments: tuple[Node, ...]
    span: Span
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Derivative:
    """The derivative of `body` by each name, entry or vec(W) in `by`, in turn (twice is a second derivative).

    Before `checks.notation.shapes` has settled it, a name can stand in a `Transpose`: ∂²s/∂w∂wᵀ.
    """

    body: Node
    by: tuple[Name | Entry | Apply, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of `body` as `variable` tends to `to`; `side` is `+`, `-` or empty."""

    body: Node
    variable: Name
    to: Node
    side: str
    span: Span


@dataclass(frozen=True, slots=True)
class At:
    """`body` where `variable` has the value `value`: an evaluation bar."""

    body: Node
    variable: Name
    value: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Compare:
    """`left operator right` with operator one of `=`, `!=`, `<`, `<=`, `>`, `>=`, `in` (right is then a `Values`)."""

    operator: str
    left: Node
    right: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Values:
    """A finite set of values, `{0, 1}`."""

    values: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Indicator:
    """1 where all of `conditions` hold, else 0."""

    conditions: tuple[Compare, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Cases:
    """The first value whose conditions all hold; no conditions means otherwise."""

    branches: tuple[tuple[Node, tuple[Compare, ...]], ...]
    span: Span


Node = (
    Number
    | Constant
    | Name
    | Index
    | Entry
    | Sum
    | Product
    | Optimum
    | Add
    | Negative
    | Multiply
    | Divide
    | Power
    | Apply
    | Derivative
    | Limit
    | At
    | Compare
    | Values
    | Indicator
    | Cases
    | Transpose
    | Elementwise
    | Each
    | Norm
    | Inner
    | Kronecker
    | Ones
    | Identity
    | Zeros
    | Basis
    | Row
    | EntryOf
    | Matrix
    | Expectation
    | Integral
    | DensityAt
    | Normal
    | NormalDensity
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a chain, and the relation that joins it to the side before (empty for the first).

    The relation is one of `=`, `<`, `<=`, `>`, `>=`, `!=`, `=>`, `<=>`, `->`, `~` (proportional), `≈`.
    """

    relation: str
    tree: Node


@dataclass(frozen=True, slots=True)
class Definition:
    """`name(parameters) = body` or `name_indices = body`, typed behind an answer or declared by `let`.

    `indices` gives the letter and the size of each index, the size empty where nothing says it. Other free indices of
    the body are those where the name is used. `shape` is that of the body, None where it waits for its use: of a
    function, and of a body with ones or an identity whose size nothing in it says.
    """

    name: str
    parameters: tuple[str, ...]
    body: Node
    span: Span
    indices: tuple[tuple[str, str], ...] = ()
    shape: tuple[Dimension, Dimension] | None = ((), ())
