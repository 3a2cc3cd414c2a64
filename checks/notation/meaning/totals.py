"""What sums and products over an index denote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy
from sympy import Dummy, Expr, Integer

from derivo.checks.language.families import Times, Total
from derivo.checks.language.grids import Value, mapped
from derivo.checks.language.nodes import multiply, negate, power
from derivo.checks.language.series import geometric_series
from derivo.checks.notation.meaning import choices, dependence
from derivo.checks.notation.meaning.symbols import key, never_negative
from derivo.checks.notation.text.stop import NoMeaning
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.conditions import compares_indices

if TYPE_CHECKING:
    from derivo.checks.notation.meaning.meaning import Environment, Meaning


def total(meaning: Meaning, node: tree.Sum | tree.Product, within: Environment) -> Value:
    """A sum or product; of an array, of each of its entries."""
    dependence.refuse(node.body, (node.index.name,), meaning.notation, node.span)
    running = Dummy(node.index.name, integer=True)
    inner = {**within, key(node.index.name): running}
    if isinstance(node.high, tree.Constant):
        return to_infinity(meaning, node, running, inner)
    low, high = meaning.of(node.low, within), meaning.of(node.high, within)
    for condition in node.conditions:  # a running index e is no condition on another one
        constant = next((c for c in (condition.left, condition.right) if isinstance(c, tree.Constant)), None)
        if constant is not None:
            raise NoMeaning("bad-index", constant.span, ("index", constant.name), ("why", "value"))
    plain = tuple(c for c in node.conditions if compares_indices(c))
    chosen = tuple(c for c in node.conditions if c not in plain)
    relations = [choices.relational(meaning, condition, inner) for condition in plain]
    neutral = Integer(0) if isinstance(node, tree.Sum) else Integer(1)
    kind = Total if isinstance(node, tree.Sum) else Times

    def over(body: Expr) -> Expr:
        """Of what does not depend on the index, so many times that, if the range cannot be less than empty."""
        body = choices.choose(meaning, chosen, body, neutral, inner)
        number = sympy.Add(high, negate(low), 1)
        counted = never_negative(number, meaning.notation) and not (
            low == 1 and isinstance(high, sympy.Symbol) and high.is_positive
        )
        if relations or running in body.free_symbols or not counted:
            return kind(body, running, low, high, *relations)
        return multiply(number, body) if kind is Total else power(body, number)

    return mapped(over, meaning.of(node.body, inner))


def to_infinity(meaning: Meaning, node: tree.Sum | tree.Product, running: Dummy, inner: Environment) -> Value:
    """A sum without an end: a geometric series, or not supported."""
    low = meaning.of(node.low, inner)

    def over(body: Expr) -> Expr:
        found = geometric_series(body, running, low)
        if found is None or node.conditions or isinstance(node, tree.Product):
            raise NoMeaning("unsupported", node.span, ("construct", "sum to infinity"))
        return found

    return mapped(over, meaning.of(node.body, inner))
