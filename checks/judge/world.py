"""What a claim is evaluated in: a world, and the environment of what is bound.

An environment has the value of whatever is bound: `x` a parameter of the definition that is being expanded, `#k` an
index, `=x` a declared name that a derivative, a limit or an evaluation bar varies, `@X` the sample of a random name.
Only parameters are unseen inside of other definitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Any

from derivo.checks.judge.arrays import Array, Value
from derivo.checks.judge.functions import Function
from derivo.checks.judge.scalars import Scalar, Unknown, Unsure
from derivo.checks.notation.names.names import Notation

Environment = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """Concrete sizes and indices, and a value for every name: families by their indices, functions as data.

    `start` is the environment at the root: free indices and the samples of free random names. `chance` are their
    distributions, `Tables` or `Normals`.
    """

    notation: Notation
    sizes: Mapping[str, int]
    values: Mapping[str, Scalar]
    families: Mapping[str, Mapping[tuple[int, ...], Scalar]]
    functions: Mapping[str, Function]
    start: Environment
    chance: Any = None

    def extents(self, axes: tuple[str | int, ...]) -> tuple[int, ...]:
        """Sizes as numbers."""
        if not all(size in self.sizes for size in axes if isinstance(size, str)):
            raise Unknown("an open size")
        return tuple(self.sizes[size] if isinstance(size, str) else size for size in axes)


class Spent(Exception):
    """The evaluation needs more steps than it may take."""


def taken(value: Value, at: tuple[int, ...]) -> Scalar:
    """The entry of an array at one index or two."""
    if not isinstance(value, Array):
        if any(i != 1 for i in at):
            raise Unsure
        return value
    return value.entries[placed(value, at)]


def placed(value: Array, at: tuple[int, ...]) -> int:
    """Where an entry stands: an index for each size of rows and columns, or for all rows and all columns."""
    sizes = (*value.rows, *value.columns)
    if len(at) != len(sizes):
        sizes = tuple(prod(dims) for dims in (value.rows, value.columns) if prod(dims) > 1 or len(at) == 2)
    if len(at) != len(sizes):
        raise Unknown("an entry with other indices")
    if not all(1 <= i <= size for i, size in zip(at, sizes, strict=True)):
        raise Unsure
    return reduce(lambda place, pair: place * pair[1] + pair[0] - 1, zip(at, sizes, strict=True), 0)


def inside(within: Environment) -> Environment:
    """The environment inside of a definition: without the parameters of another one."""
    return {name: value for name, value in within.items() if name[0] in "#=@"}
