"""Trees settled: shapes found, ranges filled in. What is asked of shapes elsewhere stands here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from derivo.checks.language.domains import REAL
from derivo.checks.notation.names.names import Defined, Family, Notation
from derivo.checks.notation.shapes import ranges
from derivo.checks.notation.shapes.dimensions import Shape, Shaped
from derivo.checks.notation.shapes.shapes import Shapes, shape_of
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.text.stop import ReadingError
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import parts

NOWHERE = Source("")


def settled(
    nodes: Sequence[tree.Node],
    operators: Sequence[str],
    notation: Notation,
    source: Source,
    remarks: list[Remark],
    shape: Shape | None = None,
) -> list[tree.Node]:
    """The nodes, all of one shape, every operation in them explicit; if they can be, of the `shape` that is asked.

    A bare 1 is a number first, and the vector of ones where only that fits.
    """
    one = any(has_one(part, notation) for node in nodes for part in parts(node))
    problem: ReadingError | None = None
    for strict in (True, False) if shape is not None else (False,):
        for ones in (False, True) if one else (False,):
            shapes = Shapes(notation, source, ones=ones)
            try:
                found = attempted(shapes, nodes, operators, shape, strict=strict)
            except ReadingError as stopped:
                fits = stopped.problem.code == "unknown-size"
                problem = problem if strict else stopped if fits else problem or stopped
                continue
            remarks.extend(shapes.remarks)
            return found
    assert problem is not None
    raise problem


def has_one(part: object, notation: Notation) -> bool:
    """Whether a part of a tree is a 1, or a name that stands for its body with a 1 in it."""
    match notation.lookup(part.name) if isinstance(part, tree.Name) else None:
        case Defined(definition=tree.Definition(shape=None, body=body)):
            return any(has_one(each, notation) for each in parts(body))
    return isinstance(part, tree.Number) and part.value == 1


def attempted(
    shapes: Shapes, nodes: Sequence[tree.Node], operators: Sequence[str], shape: Shape | None, *, strict: bool
) -> list[tree.Node]:
    """The settled nodes; unwinds where shapes clash, or where nothing says a size.

    If `strict`, they are of the shape that is asked; else that only says what sizes must be for them to be as large.
    """
    found, common = shapes.alike(nodes, operators)
    if shape is not None and not strict:
        for one, other in zip(common, shape, strict=True):
            shapes.sizes.fill(one, other)
    elif shape is not None:
        fitted = [shapes.fitting(Shaped(node, common), shape) for node in found]
        for each in fitted:
            if not shapes.sizes.same(each.shape, shape):
                shapes.clash(each, each, "=")
        found = [each.node for each in fitted]
    for part in (part for node in found for part in parts(node)):
        if (
            isinstance(part, tree.Basis)
            and isinstance(part.index, tree.Index)
            and part.index.name in shapes.notation.indices
        ):
            shapes.sizes.unify(part.size or (), (shapes.notation.indices[part.index.name],))
    return [shapes.closed(node) for node in found]


def body(
    node: tree.Node, notation: Notation, source: Source, remarks: list[Remark], *, waits: bool
) -> tuple[tree.Node, tuple[tree.Dimension, tree.Dimension] | None]:
    """The settled body of a definition and its shape; what waits for its use stays open and has none."""
    try:
        if waits:
            return ranges.settle(node, notation, source), None
        (found,) = settled((node,), (), notation, source, remarks)
    except ReadingError as stopped:
        if not waits and stopped.problem.code != "unknown-size":
            raise
        return node, None
    return ranges.settle(found, notation, source), cast(
        "tuple[tree.Dimension, tree.Dimension]", shape_of(found, notation)
    )


def is_array(node: tree.Node, notation: Notation, source: Source) -> bool:
    """Whether a node as typed is a vector or matrix."""
    try:
        return not Shapes(notation, source).of(node).shape.scalar
    except ReadingError:
        return False


def is_vector(node: tree.Node, notation: Notation, source: Source) -> bool:
    """Whether a node as typed is a vector, or a row."""
    try:
        shape = Shapes(notation, source).of(node).shape
    except ReadingError:
        return False
    return bool(shape.rows) != bool(shape.columns)


def body_at(definition: tree.Definition, given: Sequence[Shape], notation: Notation) -> tree.Node:
    """The settled body of a defined function whose arguments have the shapes `given`, as reading has checked it."""
    parameters = dict(zip(definition.parameters, given, strict=True))
    shapes = Shapes(notation, NOWHERE, parameters)
    body = shapes.closed(shapes.of(definition.body).node)
    names = [array(name, shape) for name, shape in parameters.items()]
    return ranges.settle(body, notation.extended(*names), NOWHERE)


def array(name: str, shape: Shape) -> Family:
    """A parameter as a vector or matrix of a shape."""
    return Family(name, name, REAL, (), tuple(ranges.one_size(each) or 1 for each in shape if each))
