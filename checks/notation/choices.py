"""What conditions denote: relations, indicators, cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Basic, Expr

from checks.language.grids import Grid
from checks.language.nodes import add, negate
from checks.notation import tree
from checks.notation.conditions import covers
from checks.notation.operations import CHOICES, RELATIONALS
from checks.notation.source import Span
from checks.notation.stop import NoMeaning

if TYPE_CHECKING:
    from checks.notation.meaning import Environment, Meaning


def relational(meaning: Meaning, node: tree.Compare, within: Environment) -> Basic:
    """A relation between two values."""
    if node.operator == "in":
        raise NoMeaning("unsupported", node.span, ("construct", "membership"))
    left, right = meaning.of(node.left, within), meaning.of(node.right, within)
    if isinstance(left, Grid) or isinstance(right, Grid):
        raise NoMeaning("unsupported", node.span, ("construct", "condition on a matrix"))
    return RELATIONALS[node.operator](left, right, evaluate=False)


def choose(
    meaning: Meaning, conditions: tuple[tree.Compare, ...], above: Expr, below: Expr, within: Environment
) -> Expr:
    """`above` where all conditions hold, else `below`; each condition in terms of f > 0."""
    result = above
    for condition in reversed(conditions):
        if condition.operator == "in":
            raise NoMeaning("unsupported", condition.span, ("construct", "membership"))
        left, right = meaning.of(condition.left, within), meaning.of(condition.right, within)
        more, less = add(left, negate(right)), add(right, negate(left))
        result = CHOICES[condition.operator](more, less, result, below)
    return result


def cases(
    meaning: Meaning, branches: tuple[tuple[tree.Node, tuple[tree.Compare, ...]], ...], within: Environment, span: Span
) -> Expr:
    """The value of the first branch whose conditions hold."""
    *first, (last, conditions) = branches
    if conditions and not covers([conditions for _, conditions in branches]):
        raise NoMeaning("unsupported", span, ("construct", "cases that leave points out"))
    result = meaning.of(last, within)
    for value, conditions in reversed(first):
        result = choose(meaning, conditions, meaning.of(value, within), result, within)
    return result
