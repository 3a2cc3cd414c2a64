"""What conditions denote: relations, indicators, cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Basic, Dummy, Expr

from derivo.checks.language.grids import Grid
from derivo.checks.language.nodes import Choose, add, negate
from derivo.checks.language.optima import is_least
from derivo.checks.notation.meaning.operations import CHOICES, RELATIONALS
from derivo.checks.notation.meaning.symbols import key
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import NoMeaning
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.conditions import covers

if TYPE_CHECKING:
    from derivo.checks.notation.meaning.meaning import Environment, Meaning


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
    if isinstance(above, Grid) or isinstance(below, Grid):
        raise NoMeaning("unsupported", conditions[0].span, ("construct", "cases of vectors or matrices"))
    result = above
    for condition in reversed(conditions):
        optimum = next((s for s in (condition.left, condition.right) if isinstance(s, tree.Optimum)), None)
        if optimum is not None:
            result = _at_optimum(meaning, condition, optimum, result, below, within)
            continue
        if condition.operator == "in":
            raise NoMeaning("unsupported", condition.span, ("construct", "membership"))
        left, right = meaning.of(condition.left, within), meaning.of(condition.right, within)
        if isinstance(left, Grid) or isinstance(right, Grid):
            raise NoMeaning("unsupported", condition.span, ("construct", "condition on a matrix"))
        more, less = add(left, negate(right)), add(right, negate(left))
        result = CHOICES[condition.operator](more, less, result, below)
    return result


def _at_optimum(
    meaning: Meaning, condition: tree.Compare, optimum: tree.Optimum, above: Expr, below: Expr, within: Environment
) -> Expr:
    """`above` where an index is that of an argmin (not, if it is said to differ), else `below`; no value at ties."""
    at = condition.right if optimum is condition.left else condition.left
    if not isinstance(at, tree.Index) or condition.operator not in ("=", "in", "!="):
        raise NoMeaning("unsupported", optimum.span, ("construct", "argmin"))
    holds = optimal(meaning, optimum, meaning.of(at, within), within)
    first, second = (below, above) if condition.operator == "!=" else (above, below)
    return Choose(holds, first, second, evaluate=False)


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


def optimal(meaning: Meaning, node: tree.Optimum, at: Expr, within: Environment) -> Expr:
    """1 where `node` is the index `at`, 0 where it is another, undefined where it is several."""
    running = Dummy(node.index.name, integer=True)
    body = meaning.of(node.body, {**within, key(node.index.name): running})
    low, high = meaning.of(node.low, within), meaning.of(node.high, within)
    return is_least(body if node.kind == "min" else negate(body), running, low, high, at)
