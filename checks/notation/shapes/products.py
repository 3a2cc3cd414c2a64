"""Shapes of products, quotients and powers: what each means by what it joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import Symbol
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape, Shaped, said
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.values import value

if TYPE_CHECKING:
    from derivo.checks.notation.shapes.shapes import Shapes

ENTRYWISE = {"⊙": "*", "⊘": "/"}
MOST_GROUPED = 12  # factors that are grouped in all ways


def multiply(shapes: Shapes, node: tree.Multiply) -> Shaped:
    """The product of factors. What is joined by nothing binds tighter than `*` and `·`, unless only the other fits."""
    found = [shapes.of(beside(shapes, factor, node.factors)) for factor in node.factors]
    if all(each.shape.scalar for each in found):
        return Shaped(tree.Multiply(tuple(each.node for each in found), node.span), SCALAR)
    joins = ("", *node.joins[1:]) if node.joins else ("",) * len(found)
    if not any(joins):
        return juxtaposed(shapes, found)
    ways = [partial(way, shapes, found, joins) for way in (by_groups, by_signs, in_turn)]
    for way in ways:
        product = shapes.attempt(way)
        if product is not None:
            return product
    return ways[0]()


def beside(shapes: Shapes, factor: tree.Node, factors: Sequence[tree.Node]) -> tree.Node:
    """A factor; where a bare 1 may be the column of ones, that."""
    if shapes.ones and isinstance(factor, tree.Number) and factor.value == 1 and len(factors) > 1:
        return tree.Ones(None, factor.span)
    return factor


def by_groups(shapes: Shapes, found: Sequence[Shaped], joins: Sequence[str]) -> Shaped:
    """The product, factors without a sign between them first."""
    starts = [place for place, join in enumerate(joins) if join or not place]
    groups = [found[start:end] for start, end in zip(starts, [*starts[1:], len(found)], strict=True)]
    first, *rest = [juxtaposed(shapes, group) for group in groups]
    for join, right in zip((joins[start] for start in starts[1:]), rest, strict=True):
        first = joined(shapes, join, first, right)
    return first


def by_signs(shapes: Shapes, found: Sequence[Shaped], joins: Sequence[str]) -> Shaped:
    """The product, factors with a sign between them first: Wᵀ v ⊘ β is Wᵀ (v ⊘ β)."""
    groups: list[Shaped] = []
    for join, factor in zip(joins, found, strict=True):
        groups[-1:] = [joined(shapes, join, groups[-1], factor)] if join else [*groups[-1:], factor]
    return juxtaposed(shapes, groups)


def in_turn(shapes: Shapes, found: Sequence[Shaped], joins: Sequence[str]) -> Shaped:
    """The product from left to right."""
    first = found[0]
    for join, right in zip(joins[1:], found[1:], strict=True):
        first = joined(shapes, join, first, right)
    return first


def juxtaposed(shapes: Shapes, found: Sequence[Shaped]) -> Shaped:
    """The matrix product of some factors from left to right, or grouped as it fits: A (xᵀ y)."""
    product = shapes.attempt(partial(in_turn, shapes, found, [""] * len(found)))
    if product is None and len(found) <= MOST_GROUPED:
        product = grouped(shapes, found)
    return product or in_turn(shapes, found, [""] * len(found))


def grouped(shapes: Shapes, found: Sequence[Shaped]) -> Shaped | None:
    """The matrix product of some factors in a grouping that fits, None if there is none."""
    fits = {(place, place + 1): each for place, each in enumerate(found)}
    for length in range(2, len(found) + 1):
        for start in range(len(found) - length + 1):
            end = start + length
            for cut in range(end - 1, start, -1):
                left, right = fits.get((start, cut)), fits.get((cut, end))
                if left is not None and right is not None:
                    product = shapes.attempt(partial(matrix_product, shapes, left, right))
                    if product is not None:
                        fits[start, end] = product
                        break
    return fits.get((0, len(found)))


def joined(shapes: Shapes, join: str, left: Shaped, right: Shaped) -> Shaped:
    """Two factors and the sign between them."""
    span = left.node.span | right.node.span
    if join == "⊗":
        return tensor(shapes, left, right, span)
    if join in ENTRYWISE:
        return entrywise(shapes, ENTRYWISE[join], left, right, span)
    flat = not (left.shape.rows and left.shape.columns)
    if join and flat and not left.shape.scalar and shapes.sizes.same(left.shape, right.shape):
        kind = tree.Inner if join == "·" else partial(tree.Elementwise, "*")
        return Shaped(kind(left.node, right.node, span), SCALAR if join == "·" else left.shape)
    if join == "*" and not left.shape.scalar and left.shape == right.shape and not flat:
        if left.shape.rows != left.shape.columns:
            return Shaped(tree.Elementwise("*", left.node, right.node, span), left.shape)
        shapes.remark("star", span)
    return matrix_product(shapes, left, right, join)


def matrix_product(shapes: Shapes, left: Shaped, right: Shaped, join: str = "") -> Shaped:
    """Left right."""
    if left.shape.scalar or right.shape.scalar:
        shape = right.shape if left.shape.scalar else left.shape
    elif shapes.sizes.unify(left.shape.columns, right.shape.rows):
        shape = Shape(left.shape.rows, right.shape.columns)
    else:
        shapes.clash(left, right, join or "·")
    before = left.node.factors if isinstance(left.node, tree.Multiply) else (left.node,)
    return Shaped(tree.Multiply((*before, right.node), left.node.span | right.node.span), shape)


def entrywise(shapes: Shapes, operator: str, left: Shaped, right: Shaped, span: Span) -> Shaped:
    """Left ⊙ right or left ⊘ right; where one side is a number, the usual product or quotient."""
    if (left.shape.scalar and right.shape.scalar) or ((operator == "*" and left.shape.scalar) or right.shape.scalar):
        parts = left.node, right.node
        return Shaped(
            tree.Multiply(parts, span) if operator == "*" else tree.Divide(*parts, span),
            left.shape if right.shape.scalar else right.shape,
        )
    if not left.shape.scalar and not shapes.sizes.same(left.shape, right.shape):
        shapes.clash(left, right, {"*": "⊙", "/": "⊘"}[operator])
    return Shaped(tree.Elementwise(operator, left.node, right.node, span), right.shape)


def tensor(shapes: Shapes, left: Shaped, right: Shaped, span: Span) -> Shaped:
    """Left ⊗ right."""
    if left.shape.scalar or right.shape.scalar:
        return matrix_product(shapes, left, right)
    shape = Shape(left.shape.rows + right.shape.rows, left.shape.columns + right.shape.columns)
    return Shaped(tree.Kronecker(left.node, right.node, span), shape)


def divide(shapes: Shapes, node: tree.Divide) -> Shaped:
    """A quotient by a number; of two columns, entry by entry, the top perhaps only the last factors of a product."""
    bottom = shapes.of(node.bottom)
    if bottom.shape.scalar:
        top = shapes.of(node.top)
        return Shaped(replace(node, top=top.node, bottom=bottom.node), top.shape)
    top = shapes.of(node.top)
    if bottom.shape.rows and bottom.shape.columns:
        shapes.clash(top, bottom, "/")
    if shapes.sizes.same(top.shape, bottom.shape):
        return Shaped(tree.Elementwise("/", top.node, bottom.node, node.span), bottom.shape)
    last = last_factors(shapes, node, bottom)
    if last is not None:
        shapes.remark("division", node.span)
        return last
    if not top.shape.scalar:
        shapes.clash(top, bottom, "/")
    return Shaped(tree.Elementwise("/", top.node, bottom.node, node.span), bottom.shape)


def last_factors(shapes: Shapes, node: tree.Divide, bottom: Shaped) -> Shaped | None:
    """vᵀ (W x − γ) / β as vᵀ ((W x − γ) / β): the quotient is that of the last factors alone."""
    if not isinstance(node.top, tree.Multiply):
        return None
    factors, joins = node.top.factors, node.top.joins or ("",) * len(node.top.factors)
    for cut in range(1, len(factors)):
        rest = factors[cut:]
        span = Span(rest[0].span.start, node.span.end)
        last = tree.Multiply(rest, span, joins[cut:]) if len(rest) > 1 else rest[0]
        top = shapes.attempt(partial(shapes.of, last))
        if top is not None and not top.shape.scalar and shapes.sizes.same(top.shape, bottom.shape):
            quotient = tree.Elementwise("/", last, bottom.node, span)
            product = tree.Multiply((*factors[:cut], quotient), node.span, joins[: cut + 1])
            return shapes.attempt(partial(shapes.of, product))
    return None


def power(shapes: Shapes, node: tree.Power) -> Shaped:
    """A power: of a square matrix with a whole exponent; e to an array is exp of each entry."""
    if isinstance(node.base, tree.Constant) and node.base.name == "e":
        exponent = shapes.of(node.exponent)
        if not exponent.shape.scalar:
            return shapes.of(tree.Apply("exp", (node.exponent,), node.span))
        return Shaped(replace(node, exponent=exponent.node), SCALAR)
    base = shapes.of(node.base)
    if base.shape.scalar:
        return Shaped(replace(node, base=base.node, exponent=shapes.number(node.exponent)), SCALAR)
    if is_transpose(node.exponent):
        return shapes.of(tree.Transpose(node.base, node.span))
    if isinstance(node.exponent, tree.Negative) and is_transpose(node.exponent.body):
        minus = tree.Negative(tree.Number(Fraction(1), node.exponent.span), node.exponent.span)
        return shapes.of(tree.Transpose(replace(node, exponent=minus), node.span))
    square(shapes, base, node.span, "^")
    number = value(node.exponent)
    known = shapes.notation.lookup(node.exponent.name) if isinstance(node.exponent, tree.Name) else None
    whole = isinstance(known, Symbol) and known.domain.whole
    if not whole and (number is None or number.denominator != 1):
        stop("unsupported", shapes.source, node.span, construct="matrix-power")
    return Shaped(replace(node, base=base.node), base.shape)


def is_transpose(exponent: tree.Node) -> bool:
    """Whether an exponent is a T that is declared as something else, too."""
    return isinstance(exponent, tree.Name) and exponent.name == "T"


def square(shapes: Shapes, found: Shaped, span: Span, function: str) -> None:
    """Unwinds if an array is no square matrix."""
    if found.shape.rows and found.shape.columns and shapes.sizes.unify(found.shape.rows, found.shape.columns):
        return
    if function == "^" and not (found.shape.rows and found.shape.columns):
        stop("vector-power", shapes.source, span, name=shapes.source.at(found.node.span), shape=said(found.shape))
    stop("not-square", shapes.source, span, function=function, shape=said(found.shape))
