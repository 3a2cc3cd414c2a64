"""The tree of an expression that SymPy derived: what a part asks, spelled in the names of the question.

It denotes the expression again; a test reads that. None stands for what no node spells.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial

import sympy
from sympy import Basic, Symbol

from derivo.checks.language.families import Entry, Times, Total
from derivo.checks.language.grids import Grid, Value
from derivo.checks.language.nodes import Choose
from derivo.checks.notation.names.names import Notation
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees import tree

NOWHERE = Span(0, 0)
LETTERS = ("a", "b", "g", "h", "l", "p", "r", "s", "u", "v")
ELEMENTARY: Mapping[type, str] = {sympy.exp: "exp", sympy.log: "log"}
Letters = Mapping[Basic, str]  # of running indices


class NotSpelled(Exception):
    """No node spells this."""


def spelled(value: Value, notation: Notation) -> tree.Node | None:
    """The tree of a number, or of a vector or matrix as the sum of its entries times unit vectors."""
    try:
        if not isinstance(value, Grid):
            return _node(value, {}, notation)
        axes = (*value.rows, *value.columns)
        letters = _lettered({}, notation, *(index for index, _ in axes))
        body = _node(value.body, letters, notation)
        units = [*(_unit(pair, letters) for pair in value.rows), *map(partial(_row, letters=letters), value.columns)]
        found: tree.Node = tree.Multiply((body, *units), NOWHERE)
        for index, size in reversed(axes):
            place, high = tree.Index(letters[index], NOWHERE), _node(size, letters, notation)
            found = tree.Sum(found, place, _number(1), high, (), NOWHERE)
    except NotSpelled:
        return None
    return found


def columned(body: tree.Node, letter: str, size: str | int) -> tree.Node:
    """The column that has `body` as its entry at the index `letter`."""
    place = tree.Index(letter, body.span)
    high = _number(size) if isinstance(size, int) else tree.Name(size, body.span)
    term = tree.Multiply((body, tree.Basis(place, (size,), body.span)), body.span)
    return tree.Sum(term, place, _number(1), high, (), body.span)


def _unit(pair: tuple[Basic, Basic], letters: Letters) -> tree.Node:
    index, size = pair
    length = int(size) if size.is_Integer else str(size)
    return tree.Basis(tree.Index(letters[index], NOWHERE), (length,), NOWHERE)


def _row(pair: tuple[Basic, Basic], letters: Letters) -> tree.Node:
    return tree.Transpose(_unit(pair, letters), NOWHERE)


def _lettered(known: Letters, notation: Notation, *indices: Basic) -> dict[Basic, str]:
    """Letters of their own for indices."""
    taken = {*known.values(), *notation.indices, *notation.names}
    free = [letter for letter in LETTERS if letter not in taken]
    if len(free) < len(indices):
        raise NotSpelled
    return {**known, **dict(zip(indices, free, strict=False))}


def _number(value: int) -> tree.Node:
    return tree.Number(Fraction(value), NOWHERE)


def _node(node: Basic, letters: Letters, notation: Notation) -> tree.Node:
    def inside(part: Basic) -> tree.Node:
        return _node(part, letters, notation)

    match node:
        case _ if node in letters:
            return tree.Index(letters[node], NOWHERE)
        case sympy.Rational():
            return _number(node.p) if node.q == 1 else tree.Divide(_number(node.p), _number(node.q), NOWHERE)
        case Symbol():
            named = tree.Index if node.name in notation.indices else tree.Name
            return named(node.name, NOWHERE)
        case Entry():
            return tree.Entry(str(node.args[0]), tuple(map(inside, node.args[1:])), NOWHERE)
        case sympy.Add():
            return tree.Add(tuple(map(inside, node.args)), NOWHERE)
        case sympy.Mul():
            return tree.Multiply(tuple(map(inside, node.args)), NOWHERE)
        case sympy.Pow():
            return tree.Power(inside(node.args[0]), inside(node.args[1]), NOWHERE)
        case Total() | Times():
            return _running(node, letters, notation)
        case Choose():
            positive = tree.Compare(">", inside(node.args[0]), _number(0), NOWHERE)
            return tree.Cases(((inside(node.args[1]), (positive,)), (inside(node.args[2]), ())), NOWHERE)
    if type(node) in ELEMENTARY:
        return tree.Apply(ELEMENTARY[type(node)], tuple(map(inside, node.args)), NOWHERE)
    raise NotSpelled


def _running(node: Basic, letters: Letters, notation: Notation) -> tree.Node:
    body, index, low, high, *conditions = node.args
    known = _lettered(letters, notation, index)
    kind = tree.Sum if isinstance(node, Total) else tree.Product
    lower, upper = (_node(each, letters, notation) for each in (low, high))
    stated = tuple(_condition(each, known, notation) for each in conditions)
    return kind(_node(body, known, notation), tree.Index(known[index], NOWHERE), lower, upper, stated, NOWHERE)


def _condition(node: Basic, letters: Letters, notation: Notation) -> tree.Compare:
    if not isinstance(node, sympy.core.relational.Relational):
        raise NotSpelled
    left, right = (_node(side, letters, notation) for side in node.args)
    return tree.Compare({"==": "="}.get(node.rel_op, node.rel_op), left, right, NOWHERE)
