"""Where indices stand, how far they run, and which conditions hold of them, in the atoms of normal forms."""

from __future__ import annotations

from collections.abc import Mapping

import sympy
from sympy import Basic
from sympy.core.symbol import Str

from derivo.checks.decide.sums.atoms import NotNormal, Polynomial, delta, number, plus, scaled
from derivo.checks.language.families import Entry, is_size

Indices = Mapping[Basic, str]


def put_in(node: Basic, name: Basic, value: Basic) -> Basic:
    """`node` with a name or an entry, wherever it stands, replaced by a value."""
    if node == name:
        return value
    if not node.args or isinstance(node, Entry | Str):
        return node
    arguments = [put_in(argument, name, value) for argument in node.args]
    return node.func(*arguments, evaluate=False) if tuple(arguments) != node.args else node


def place_of(at: Basic, indices: Indices) -> str:
    """The index at which an entry stands."""
    if at in indices:
        return indices[at]
    if at.is_Integer and at > 0:
        return f"={int(at)}"
    if is_size(at):
        return f"={at.name}"
    raise NotNormal("index")


def end_of(high: Basic) -> tuple[str, int]:
    """The size up to which a sum runs, and how many elements are missing there: 0 or 1."""
    if isinstance(high, sympy.Add) and len(high.args) == 2 and high.args.count(sympy.Integer(-1)) == 1:
        (size,) = (part for part in high.args if part != -1)
        if is_size(size):
            return size.name, 1
    if not is_size(high):
        raise NotNormal("range")
    return high.name, 0


def holds(condition: Basic, indices: Indices) -> Polynomial:
    """1 where a condition between two indices holds, else 0."""
    equal = delta(*(place_of(side, indices) for side in condition.args))
    match condition.rel_op:
        case "==":
            return equal
        case "!=":
            return plus(number(1), scaled(equal, -1))
    raise NotNormal("order")
