"""Shapes of function calls: a declared function is put in as it is, and if that does not fit, entry by entry."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from derivo.checks.notation.names.names import Defined, UnknownFunction, shown_name
from derivo.checks.notation.shapes import products
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape, Shaped, dimension, said
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees import tree

if TYPE_CHECKING:
    from derivo.checks.notation.shapes.shapes import Shapes


def apply(shapes: Shapes, node: tree.Apply) -> Shaped:
    """A function of arguments."""
    given = [shapes.of(argument) for argument in node.arguments]
    made = replace(node, arguments=tuple(each.node for each in given))
    if node.function in OF_ARRAYS and shapes.notation.lookup(node.function) is None:
        return OF_ARRAYS[node.function](shapes, made, given[0])
    arrays = [each for each in given if not each.shape.scalar]
    known = shapes.notation.lookup(node.function)
    if isinstance(known, Defined):
        return defined(shapes, made, known.definition, given)
    if isinstance(known, UnknownFunction) and known.places:
        return unknown(shapes, made, known, given)
    if not arrays:
        return Shaped(made, SCALAR)
    if node.function == "abs":
        return modulus(shapes, made, arrays[0])
    return entry_by_entry(shapes, made, arrays)


# Of a square matrix, these have a meaning of their own, which is not that of each entry.
OF_MATRICES = frozenset(("exp", "log", "sqrt", "root", "sin", "cos", "sinh", "cosh"))


def entry_by_entry(shapes: Shapes, node: tree.Apply, arrays: list[Shaped]) -> Shaped:
    """A function of numbers applied to each entry of the one argument that is an array."""
    if len(arrays) != 1:
        refuse(shapes, node, arrays)
    shape = arrays[0].shape
    if node.function in OF_MATRICES and shape.rows and shapes.sizes.same(shape, shape.transposed):
        stop("unsupported", shapes.source, node.span, construct="function of a matrix")
    return Shaped(tree.Each(node, node.span), arrays[0].shape)


def refuse(shapes: Shapes, node: tree.Apply, arrays: list[Shaped]) -> NoReturn:
    """Unwinds: the function does not take arguments of these shapes."""
    found = " and ".join(said(each.shape) for each in arrays)
    stop("wrong-shape", shapes.source, node.span, function=shown_name(node.function), shape=found)


def unknown(shapes: Shapes, node: tree.Apply, known: UnknownFunction, given: list[Shaped]) -> Shaped:
    """An unknown function of vectors or matrices, its arguments of the shapes that are declared."""
    wanted = [Shape(*map(dimension, axes)) for axes in known.places]
    fitted = [shapes.fitting(each, shape) for each, shape in zip(given, wanted, strict=True)]
    if not all(shapes.sizes.same(each.shape, shape) for each, shape in zip(fitted, wanted, strict=True)):
        refuse(shapes, node, given)
    return Shaped(replace(node, arguments=tuple(each.node for each in fitted)), Shape(*map(dimension, known.axes)))


def modulus(shapes: Shapes, node: tree.Apply, body: Shaped) -> Shaped:
    """|A| of a square matrix is its determinant, |a| of a vector its norm."""
    if body.shape.rows and body.shape.columns:
        products.square(shapes, body, node.span, "| |")
        return Shaped(replace(node, function="det"), SCALAR)
    return Shaped(tree.Norm(body.node, "2", node.span), SCALAR)


# --- defined functions


def defined(shapes: Shapes, node: tree.Apply, definition: tree.Definition, given: list[Shaped]) -> Shaped:
    """A defined function of arguments of any shape."""
    arrays = [each for each in given if not each.shape.scalar]
    if not node.primes or not arrays:
        body = shapes.attempt(partial(body_at, shapes, definition, [each.shape for each in given]))
        if body is not None:
            return Shaped(node, body.shape)
    if len(arrays) == 1:
        at_numbers = shapes.attempt(partial(body_at, shapes, definition, [SCALAR for _ in given]))
        if at_numbers is not None and at_numbers.shape.scalar:
            return entry_by_entry(shapes, node, arrays)
    refuse(shapes, node, given)


def body_at(shapes: Shapes, definition: tree.Definition, given: list[Shape]) -> Shaped:
    """The body of a definition whose parameters have the shapes given."""
    parameters = dict(zip(definition.parameters, given, strict=True))
    return shapes.within(parameters).of(definition.body)


# --- functions of arrays


def determinant(shapes: Shapes, node: tree.Apply, body: Shaped) -> Shaped:
    """The determinant of a square matrix."""
    if not body.shape.scalar:
        products.square(shapes, body, node.span, "det")
    return Shaped(node if not body.shape.scalar else body.node, SCALAR)


def trace(shapes: Shapes, node: tree.Apply, body: Shaped) -> Shaped:
    """The trace of a square matrix; of a number, the number."""
    if not body.shape.scalar:
        products.square(shapes, body, node.span, "tr")
    return Shaped(node if not body.shape.scalar else body.node, SCALAR)


def diagonal(shapes: Shapes, node: tree.Apply, body: Shaped) -> Shaped:
    """The diagonal matrix of a vector, the diagonal of a square matrix."""
    if body.shape.scalar:
        return body
    if body.shape.rows and body.shape.columns:
        products.square(shapes, body, node.span, "diag")
        return Shaped(node, Shape(body.shape.rows))
    size = body.shape.rows or body.shape.columns
    column = body.node if body.shape.rows else tree.Transpose(body.node, body.node.span)
    return Shaped(replace(node, arguments=(column,)), Shape(size, size))


def stacked(_shapes: Shapes, node: tree.Apply, body: Shaped) -> Shaped:
    """The columns of a matrix under each other: the column index runs slowest."""
    if not body.shape.columns:
        return body
    return Shaped(node, Shape(body.shape.columns + body.shape.rows))


def mean(shapes: Shapes, node: tree.Apply, body: Shaped) -> Shaped:
    """The mean of the entries of a vector."""
    if body.shape.scalar:
        return body
    if body.shape.rows and body.shape.columns:
        refuse(shapes, node, [body])
    column = body.node if body.shape.rows else tree.Transpose(body.node, body.node.span)
    return Shaped(replace(node, arguments=(column,)), SCALAR)


OF_ARRAYS = {"det": determinant, "tr": trace, "diag": diagonal, "vec": stacked, "mean": mean}
