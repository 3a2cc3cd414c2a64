"""Shapes: every operation of a tree made explicit, and every clash of sizes found (docs/matrices.md).

Products and quotients are in `products.py`, functions in `calls.py`, the nodes of vectors in `array_shapes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn, cast

from derivo.checks.notation.names.names import Defined, Family, Notation, Random, shown_entry
from derivo.checks.notation.shapes import arrays, calls, products
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape, Shaped, Sizes, Unknown, dimension, said
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import ReadingError, stop
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import placed, rebuilt

PRODUCTS = ("·", "*")
OPERATOR = re.compile(r"[-+−*·=≠<>≤≥⊙⊘⊗∘/,@]|\\(?:cdot|times|odot|circ|oslash|otimes|leq?|geq?|neq?)\b|\bkron\b")


class Shapes:
    """Settles nodes of one formula. With `ones`, a bare 1 beside vectors is the vector of ones."""

    def __init__(
        self,
        notation: Notation,
        source: Source,
        parameters: Mapping[str, Shape] | None = None,
        sizes: Sizes | None = None,
        *,
        ones: bool = False,
    ) -> None:
        self.notation = notation
        self.source = source
        self.parameters = parameters or {}
        self.sizes = sizes or Sizes()
        self.ones = ones
        self.remarks: list[Remark] = []

    def of(self, node: tree.Node) -> Shaped:
        """The settled node and its shape; unwinds where shapes clash."""
        rule = RULES.get(type(node))
        if rule is None:
            return Shaped(cast("tree.Node", rebuilt(node, lambda part: self.number(part))), SCALAR)
        found = rule(self, node)
        return Shaped(found.node, self.sizes.shape(found.shape))

    def within(self, parameters: Mapping[str, Shape]) -> Shapes:
        """Settles the body of a definition whose parameters have these shapes, in the same unknown sizes."""
        return Shapes(self.notation, self.source, parameters, self.sizes)

    def number(self, node: tree.Node) -> tree.Node:
        """The settled node; unwinds if it is no number."""
        found = self.of(node)
        if not found.shape.scalar:
            stop("not-a-number", self.source, node.span, shape=said(found.shape))
        return found.node

    def alike(self, nodes: Sequence[tree.Node], operators: Sequence[str]) -> tuple[list[tree.Node], Shape]:
        """The settled nodes, all of one shape, and the shape; each but the first stands behind an operator."""
        found = [self.of(node) for node in nodes]
        main = next((each for each in found if not each.shape.scalar), found[0])
        fitted: list[tree.Node] = []
        for place, each in enumerate(found):
            each = self.fitting(each, main.shape)
            if not self.sizes.same(each.shape, main.shape):
                left, right = (found[place - 1], each) if place else (each, main)
                self.clash(left, right, operators[max(place - 1, 0)])
            fitted.append(each.node)
        return fitted, self.sizes.shape(main.shape)

    def fitting(self, found: Shaped, shape: Shape) -> Shaped:
        """The node as one of a shape: 0 fits every shape, and where `ones` is set, 1 is the column of ones."""
        node = found.node.body if isinstance(found.node, tree.Negative) else found.node
        if shape.scalar or not isinstance(node, tree.Number):
            return found
        made: tree.Node | None = None
        if node.value == 0:
            made = tree.Zeros(*cast("tuple[tree.Dimension, tree.Dimension]", shape), node.span)
        elif node.value == 1 and self.ones and shape.column:
            self.remark("ones", node.span)
            made = tree.Ones(cast("tree.Dimension", shape.rows), node.span)
        if made is None:
            return found
        return Shaped(replace(found.node, body=made) if isinstance(found.node, tree.Negative) else made, shape)

    def clash(self, left: Shaped, right: Shaped, operator: str) -> NoReturn:
        """Unwinds: two shapes do not fit; the span is that of the operator, or of both factors."""
        behind = right.node.body if isinstance(right.node, tree.Negative) else right.node
        start, end = left.node.span.end, behind.span.start
        typed = OPERATOR.search(self.source.text, start, max(start, end))
        last = left.node.factors[-1] if isinstance(left.node, tree.Multiply) else left.node
        span = Span(*typed.span()) if typed else last.span | right.node.span
        facts = {"left": said(self.sizes.shape(left.shape)), "right": said(self.sizes.shape(right.shape))}
        why = "product" if operator in PRODUCTS else "alike"
        stop("shape-clash", self.source, span, operator=operator, why=why, **facts)

    def remark(self, code: str, span: Span) -> None:
        """Notes that a rule settled an ambiguity."""
        self.remarks.append(Remark(code, span))

    def attempt(self, settle: Callable[[], Shaped]) -> Shaped | None:
        """What `settle` finds, or None if shapes clash there; then nothing is noted."""
        known, remarks = dict(self.sizes.known), len(self.remarks)
        try:
            return settle()
        except ReadingError:
            self.sizes.known = known
            del self.remarks[remarks:]
            return None

    def closed(self, node: Any, *, waits: bool = False) -> Any:
        """The node with the sizes that were found; unwinds if one was not, unless the node `waits` for its use."""
        changed = {
            name: self.sizes.resolved(size)
            for name in ("size", "rows", "columns")
            if not isinstance(node, tree.Matrix) and isinstance(size := getattr(node, name, None), tuple)
        }
        if any(isinstance(each, Unknown) for size in changed.values() for each in size) and not waits:
            stop("unknown-size", self.source, node.span, found=self.source.at(node.span))
        return rebuilt(replace(node, **changed) if changed else node, lambda each: self.closed(each, waits=waits))


def shape_of(node: tree.Node, notation: Notation) -> Shape:
    """The shape of a settled node."""
    return Shapes(notation, Source("")).of(node).shape


# --- names


def name(shapes: Shapes, node: tree.Name) -> Shaped:
    """A name, all of an array if it is declared as one."""
    if node.name in shapes.parameters:
        return Shaped(node, shapes.parameters[node.name])
    match shapes.notation.lookup(node.name):
        case Family(axes=axes) | Random(axes=axes):
            return Shaped(node, array(axes))
        case Defined(definition=tree.Definition(shape=None, parameters=(), body=body)):
            return shapes.of(placed(body, node.span))
        case Defined(definition=tree.Definition(shape=(rows, columns))):
            return Shaped(node, Shape(rows, columns))
    return Shaped(node, SCALAR)


def array(axes: Sequence[str | int]) -> Shape:
    """The shape of what is declared with these sizes."""
    return Shape(*map(dimension, axes))


def entry(shapes: Shapes, node: tree.Entry) -> Shaped:
    """An entry of a family: with its indices only, all of an array; with those of its axes too, a number."""
    match shapes.notation.lookup(node.name):
        case Family(axes=axes, indices=indices):
            return Shaped(node, array(axes) if len(node.indices) == len(indices) else SCALAR)
        case Random():
            return Shaped(node, SCALAR)
        case Defined(definition=tree.Definition(shape=(rows, columns), indices=indices)):
            own = len(indices)
            named = replace(node, indices=node.indices[:own]) if own else tree.Name(node.name, node.span)
            whole = Shaped(named, Shape(rows, columns))
            return whole if len(node.indices) == own else picked(shapes, whole, node.indices[own:], node.span)
    return Shaped(node, SCALAR)


def entry_of(shapes: Shapes, node: tree.EntryOf) -> Shaped:
    """The entry of an expression."""
    return picked(shapes, shapes.of(node.body), node.indices, node.span)


def picked(shapes: Shapes, found: Shaped, indices: tuple[tree.Node, ...], span: Span) -> Shaped:
    """The entry of what was found; unwinds if the number of indices is not that of its axes."""
    wanted = sum(map(bool, found.shape))
    if len(indices) != wanted:
        shown = shapes.source.at(found.node.span)
        example = shown_entry(shown, ("i", "j")[:wanted]) if isinstance(found.node, tree.Name) else "(A x)_i"
        stop("wrong-indices", shapes.source, span, name=shown, expected=str(wanted), example=example)
    match found.node:
        case tree.Name(named) if isinstance(shapes.notation.lookup(named), Family | Random):
            return Shaped(tree.Entry(named, indices, span), SCALAR)
        case tree.Entry(named, before) if isinstance(shapes.notation.lookup(named), Family):
            return Shaped(tree.Entry(named, (*before, *indices), span), SCALAR)
    return Shaped(tree.EntryOf(found.node, indices, span), SCALAR)


def row(shapes: Shapes, node: tree.Row) -> Shaped:
    """A row of a matrix, as a column."""
    found = shapes.of(node.matrix)
    return Shaped(replace(node, matrix=found.node), Shape(found.shape.columns))


# --- sums, and what is put around a body


def add(shapes: Shapes, node: tree.Add) -> Shaped:
    """A sum of terms of one shape."""
    signs = ["-" if isinstance(term, tree.Negative) else "+" for term in node.terms[1:]]
    terms, shape = shapes.alike(node.terms, signs)
    return Shaped(replace(node, terms=tuple(terms)), shape)


def around(shapes: Shapes, node: Any) -> Shaped:
    """What has the shape of its body: −, Σ, a limit."""
    body = shapes.of(node.body)
    inner = {
        field: tuple(map(shapes.number, part)) if isinstance(part, tuple) else shapes.number(part)
        for field in ("low", "high", "conditions", "to")
        if (part := getattr(node, field, None)) is not None
    }
    return Shaped(replace(node, body=body.node, **inner), body.shape)


def at(shapes: Shapes, node: tree.At) -> Shaped:
    """A body at a value of a name of the same shape."""
    body = shapes.of(node.body)
    (_, value), _ = shapes.alike((node.variable, node.value), ("=",))
    return Shaped(replace(node, body=body.node, value=value), body.shape)


def compare(shapes: Shapes, node: tree.Compare) -> Shaped:
    """Two sides of one shape."""
    if node.operator == "in":
        return Shaped(replace(node, left=shapes.number(node.left)), SCALAR)
    (left, right), _ = shapes.alike((node.left, node.right), (node.operator,))
    return Shaped(replace(node, left=left, right=right), SCALAR)


def cases(shapes: Shapes, node: tree.Cases) -> Shaped:
    """Values of one shape."""
    values, shape = shapes.alike([value for value, _ in node.branches], [","] * len(node.branches))
    conditions = [tuple(map(shapes.number, tests)) for _, tests in node.branches]
    branches = tuple(zip(values, conditions, strict=True))
    return Shaped(replace(node, branches=cast("Any", branches)), shape)


RULES: dict[type, Callable[[Any, Any], Shaped]] = {
    tree.Name: name,
    tree.Entry: entry,
    tree.EntryOf: entry_of,
    tree.Row: row,
    tree.Add: add,
    **dict.fromkeys((tree.Negative, tree.Sum, tree.Limit), around),
    tree.At: at,
    tree.Compare: compare,
    tree.Cases: cases,
    tree.Multiply: products.multiply,
    tree.Divide: products.divide,
    tree.Power: products.power,
    tree.Apply: calls.apply,
    **arrays.RULES,
}
