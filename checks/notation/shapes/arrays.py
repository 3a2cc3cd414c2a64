"""Shapes of the nodes of vectors and matrices, and of derivatives by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from derivo.checks.notation.shapes import products
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape, Shaped, dimension
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import rebuilt, same

if TYPE_CHECKING:
    from derivo.checks.notation.shapes.shapes import Shapes


def transpose(shapes: Shapes, node: tree.Transpose) -> Shaped:
    """The transpose; of a number the number, of a bare 1 the row of ones."""
    if isinstance(node.body, tree.Number) and node.body.value == 1 and shapes.notation.arrays:
        return transpose(shapes, replace(node, body=tree.Ones(None, node.body.span)))
    body = shapes.of(node.body)
    return body if body.shape.scalar else Shaped(replace(node, body=body.node), body.shape.transposed)


def norm(shapes: Shapes, node: tree.Norm) -> Shaped:
    """A norm: of a number its modulus, of a matrix the Frobenius norm; others of a matrix mean different things."""
    body = shapes.of(node.body)
    if body.shape.scalar:
        return Shaped(tree.Apply("abs", (body.node,), node.span), SCALAR)
    vector = not (body.shape.rows and body.shape.columns)
    if not vector and node.order not in ("", "F"):
        stop("unsupported", shapes.source, node.span, construct="norm of a matrix")
    if not vector and not node.order:
        shapes.remark("matrix-norm", node.span)
    order = {"": "2" if vector else "F", "F": "2" if vector else "F"}.get(node.order, node.order)
    return Shaped(replace(node, body=body.node, order=order), SCALAR)


def inner(shapes: Shapes, node: tree.Inner) -> Shaped:
    """The inner product of two arrays of one shape; of numbers their product."""
    (left, right), shape = shapes.alike((node.left, node.right), (",",))
    if shape.scalar:
        return Shaped(tree.Multiply((left, right), node.span), SCALAR)
    return Shaped(replace(node, left=left, right=right), SCALAR)


def kronecker(shapes: Shapes, node: tree.Kronecker) -> Shaped:
    """Left ⊗ right."""
    return products.tensor(shapes, shapes.of(node.left), shapes.of(node.right), node.span)


def elementwise(shapes: Shapes, node: tree.Elementwise) -> Shaped:
    """Entry by entry."""
    return products.entrywise(shapes, node.operator, shapes.of(node.left), shapes.of(node.right), node.span)


def ones(shapes: Shapes, node: tree.Ones) -> Shaped:
    """A column of ones."""
    size = shapes.sizes.open(node.size)
    return Shaped(replace(node, size=cast("tree.Dimension", size)), Shape(size))


def basis(shapes: Shapes, node: tree.Basis) -> Shaped:
    """A unit vector."""
    size = shapes.sizes.open(node.size)
    return Shaped(replace(node, size=cast("tree.Dimension", size)), Shape(size))


def identity(shapes: Shapes, node: tree.Identity) -> Shaped:
    """An identity matrix."""
    size = shapes.sizes.open(node.size)
    return Shaped(replace(node, size=cast("tree.Dimension", size)), Shape(size, size))


def zeros(_shapes: Shapes, node: tree.Zeros) -> Shaped:
    """A 0 that is an array."""
    return Shaped(node, Shape(node.rows, node.columns))


def matrix(shapes: Shapes, node: tree.Matrix) -> Shaped:
    """A matrix of numbers written out."""
    rows = tuple(tuple(map(shapes.number, line)) for line in node.rows)
    return Shaped(replace(node, rows=rows), Shape(dimension(len(rows)), dimension(len(rows[0]))))


def each(shapes: Shapes, node: tree.Each) -> Shaped:
    """A function applied to each entry."""
    return shapes.of(node.apply)


# --- random names


def average(shapes: Shapes, node: tree.Expectation | tree.Integral) -> Shaped:
    """What has the shape of its body: an expectation, an integral."""
    body = shapes.of(node.body)
    return Shaped(replace(node, body=body.node), body.shape)


def density(_shapes: Shapes, node: tree.DensityAt) -> Shaped:
    """A density is a number."""
    return Shaped(node, SCALAR)


def normal(shapes: Shapes, node: tree.Normal) -> Shaped:
    """A normal distribution has the shape of its mean; its covariance is square."""
    mean, covariance = shapes.of(node.mean), covariance_of(shapes, node.covariance)
    if not covariance.shape.scalar:
        products.square(shapes, covariance, node.span, "N")
        mean = shapes.fitting(mean, Shape(covariance.shape.rows))
        if not shapes.sizes.same(mean.shape, Shape(covariance.shape.rows)):
            shapes.clash(mean, covariance, ",")
    return Shaped(replace(node, mean=mean.node, covariance=covariance.node), mean.shape)


def covariance_of(shapes: Shapes, node: tree.Node) -> Shaped:
    """A covariance; 1 and 1_d are the identity there, as they are in s² 1: a vector is no covariance."""
    found = shapes.of(node)
    return shapes.of(unit(node)) if found.shape.column else found


def unit(node: tree.Node) -> tree.Node:
    """A node with the identity in place of each vector of ones."""
    return tree.Identity(node.size, node.span) if isinstance(node, tree.Ones) else rebuilt(node, unit)


def normal_density(shapes: Shapes, node: tree.NormalDensity) -> Shaped:
    """A normal density is a number: it is at a value of the shape of the mean."""
    (at, mean), shape = shapes.alike((node.at, node.mean), (";",))
    covariance = covariance_of(shapes, node.covariance)
    if not covariance.shape.scalar:
        products.square(shapes, covariance, node.span, "N")
        if not shapes.sizes.same(shape, Shape(covariance.shape.rows)):
            shapes.clash(Shaped(mean, shape), covariance, ",")
    return Shaped(replace(node, at=at, mean=mean, covariance=covariance.node), SCALAR)


# --- derivatives


def derivative(shapes: Shapes, node: tree.Derivative) -> Shaped:
    """The derivative by each name in turn: of a number by an array, its shape; of a column by a column, a Jacobian."""
    body = shapes.of(node.body)
    shape, last = body.shape, False
    by: list[tree.Name | tree.Entry] = []
    for each_by in stacked(shapes, node):
        variable = shapes.of(each_by)
        named = variable.node.body if isinstance(variable.node, tree.Transpose) else variable.node
        by.append(cast("tree.Name | tree.Entry", named))
        of = variable.shape.transposed if isinstance(variable.node, tree.Transpose) else variable.shape
        last = shape.scalar and of is not variable.shape
        if of.scalar:
            continue
        if shape.scalar:
            shape = of
        elif shape.column and of.column:
            shape = Shape(shape.rows, of.rows)
        else:
            stop("unsupported", shapes.source, node.span, construct="matrix-derivative")
    found = replace(node, body=body.node, by=tuple(by))
    return Shaped(tree.Transpose(found, node.span), shape.transposed) if last else Shaped(found, shape)


def stacked(shapes: Shapes, node: tree.Derivative) -> tuple[tree.Node, ...]:
    """The names by which is differentiated; for a matrix, if more than once, vec of it: ∇²_W is a Hessian."""
    names = cast("tuple[tree.Node, ...]", node.by)
    by = shapes.of(names[0]).shape
    if len(names) == 1 or not (by.rows and by.columns) or not all(same(name, names[0]) for name in names):
        return names
    shapes.remark("matrix-hessian", node.span)
    return tuple(tree.Apply("vec", (name,), name.span) for name in names)


RULES: Mapping[type, Callable[[Any, Any], Shaped]] = {
    tree.Transpose: transpose,
    tree.Elementwise: elementwise,
    tree.Each: each,
    tree.Norm: norm,
    tree.Inner: inner,
    tree.Kronecker: kronecker,
    tree.Ones: ones,
    tree.Basis: basis,
    tree.Identity: identity,
    tree.Zeros: zeros,
    tree.Matrix: matrix,
    tree.Derivative: derivative,
    tree.Expectation: average,
    tree.Integral: average,
    tree.DensityAt: density,
    tree.Normal: normal,
    tree.NormalDensity: normal_density,
}
