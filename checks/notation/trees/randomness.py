"""The nodes of random names (docs/expectations.md); `tree.py` has all nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivo.checks.notation.text.source import Span

if TYPE_CHECKING:
    from derivo.checks.notation.trees.tree import Name, Node


@dataclass(frozen=True, slots=True)
class Expectation:
    """The mean of `body` over the random names `over`, given the values of the names `given`.

    `density` is the declared density that `over` has here, where one is named (E_{x∼q}); else empty.
    """

    body: Node
    over: tuple[Name, ...]
    given: tuple[Name, ...]
    span: Span
    density: str = ""


@dataclass(frozen=True, slots=True)
class Integral:
    """∫ `body` d`over`: over all values of the random names `over`, a sum where these are finitely many."""

    body: Node
    over: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DensityAt:
    """A declared density at the values of random names, `p(x_t|x_0)`: of `values`, conditional on `given`."""

    density: str
    values: tuple[Name, ...]
    given: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class NormalDensity:
    """The density at `at` of the normal distribution with this mean and covariance.

    A number as the covariance of a vector is that times the identity, as in a `Normal`.
    """

    at: Node
    mean: Node
    covariance: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal distribution with this mean and covariance."""

    mean: Node
    covariance: Node
    span: Span
