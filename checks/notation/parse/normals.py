"""Normal distributions and their densities: N(m, S), N(x; m, S)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivo.checks.notation.parse import functions
from derivo.checks.notation.trees.randomness import Normal, NormalDensity

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser
    from derivo.checks.notation.trees.tree import Node


def normal(parser: Parser) -> Node:
    """N(mean, covariance)."""
    token = parser.advance()
    mean, covariance = functions.arguments(parser)
    return Normal(mean, covariance, parser.since(token.start))


def normal_density(parser: Parser) -> Node:
    """N(x; mean, covariance)."""
    token = parser.advance()
    at, mean, covariance = functions.arguments(parser)
    return NormalDensity(at, mean, covariance, parser.since(token.start))
