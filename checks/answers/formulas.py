"""A formula of an answer or a question: what it denotes, and the tree of which that was made."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy
from sympy import Basic

from derivo.checks.language.grids import Grid, Value, body, mapped
from derivo.checks.language.nodes import negate
from derivo.checks.notation.trees import tree


@dataclass(frozen=True, slots=True)
class Formula:
    """A value and its tree; the tree is None where SymPy derived the value and nothing spells it.

    What is put in for an entry is in the value; the tree is one in the names of a notation that defines the entry so.
    """

    value: Value
    tree: tree.Node | None = None

    @property
    def transposed(self) -> Formula:
        """Rows and columns exchanged; a number is its own transpose."""
        if not isinstance(self.value, Grid):
            return self
        turned = None if self.tree is None else tree.Transpose(self.tree, self.tree.span)
        return Formula(self.value.transposed, turned)

    @property
    def negated(self) -> Formula:
        """What is largest where this is least."""
        turned = None if self.tree is None else tree.Negative(self.tree, self.tree.span)
        return Formula(mapped(negate, self.value), turned)

    def limit(self, approach: Approach) -> Formula:
        """The limit under an approach."""
        side = approach.side if approach.side != "+-" and approach.to.value not in (sympy.oo, -sympy.oo) else ""
        node = None
        if self.tree is not None and approach.to.tree is not None:
            name = tree.Name(approach.variable.name, self.tree.span)
            node = tree.Limit(self.tree, name, approach.to.tree, side, self.tree.span)
        taken = mapped(
            lambda entry: sympy.Limit(entry, approach.variable, approach.to.value, approach.side), self.value
        )
        return Formula(taken, node)

    def mentions(self, name: Basic) -> bool:
        """Whether a name is free in the value."""
        return name in body(self.value).free_symbols

    def valued(self, value: Value) -> Formula:
        """The same tree with what is put in for its entries in the value."""
        return replace(self, value=value)


@dataclass(frozen=True, slots=True)
class Approach:
    """A variable tends to something, from the side "+", "-" or "+-"."""

    variable: sympy.Symbol
    to: Formula
    side: str
