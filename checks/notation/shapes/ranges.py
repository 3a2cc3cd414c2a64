"""How far an index runs: what is said, else the size of the places where it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from derivo.checks.notation.names.names import Declared, Defined, Notation, axes_of, indices_of
from derivo.checks.notation.names.occurrences import free_indices
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape
from derivo.checks.notation.shapes.shapes import shape_of
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import ReadingError, stop
from derivo.checks.notation.tokens.bound_indices import is_size
from derivo.checks.notation.trees.tree import (
    Apply,
    Basis,
    Compare,
    Constant,
    Entry,
    EntryOf,
    Index,
    Name,
    Node,
    Number,
    Optimum,
    Product,
    Row,
    Sum,
)
from derivo.checks.notation.trees.walk import children, parts, rebuilt

UNSAID = Constant("", Span(0, 0))  # a bound that is not typed
ENDLESS = Constant("", Span(0, 1))  # an upper bound that is not typed, but a lower one as in ∑_{k≥0}
Seen = set[tuple[str, str]]


def settle(node: Node, notation: Notation, source: Source) -> Node:
    """The node with all ranges filled in; unwinds if an index runs up to several sizes, or if nothing says how far."""
    letters: dict[str, Index] = {}
    for index in free_indices(node, notation):
        letters.setdefault(index.name, index)
    known: dict[str, str] = {}
    for letter, index in letters.items():
        sizes = set(places(node, letter, notation))
        declared = notation.indices.get(letter)
        if len(sizes | {declared} - {None}) > 1:
            clash(index, {*sizes, *([declared] if declared else [])}, source)
        if sizes or declared:
            known[letter] = declared or sizes.pop()
    return filled(node, notation, source, known)


def filled(node: Node, notation: Notation, source: Source, known: Mapping[str, str]) -> Node:
    """The node with all ranges filled in, where the letters of `known` run up to these sizes."""
    if isinstance(node, Sum | Product | Optimum):
        low, high, size = range_of(node, notation, source, known)
        inner = (
            {**known, node.index.name: size} if size else {key: known[key] for key in known if key != node.index.name}
        )
        body = filled(node.body, notation, source, inner)
        conditions = tuple(conditioned(each, notation, source, inner) for each in node.conditions)
        low, high = filled(low, notation, source, known), filled(high, notation, source, known)
        return replace(node, body=body, low=low, high=high, conditions=conditions)
    found: Node = rebuilt(node, lambda part: filled(part, notation, source, known))
    return found


def conditioned(node: Compare, notation: Notation, source: Source, known: Mapping[str, str]) -> Compare:
    """A condition with the ranges in it filled in."""
    change = filled(node, notation, source, known)
    return change if isinstance(change, Compare) else node


def range_of(
    node: Sum | Product | Optimum, notation: Notation, source: Source, known: Mapping[str, str]
) -> tuple[Node, Node, str]:
    """The bounds of a sum, and the size up to which its index runs if it is one."""
    name = node.index.name
    sizes = {size for part in (node.body, *node.conditions) for size in places(part, name, notation)}
    low = Number(Fraction(1), node.index.span) if node.low is UNSAID else node.low
    if sizes and isinstance(low, Number) and low.value < 1:
        stop("bad-bound", source, low.span, bound=source.at(low.span), why="outside")
    if sizes and isinstance(node.high, Constant) and node.high.name:
        stop("bad-bound", source, node.high.span, bound=source.at(node.high.span), why="infinite")
    if node.high is not UNSAID and node.high is not ENDLESS:
        said = {each.name for each in parts(node.high) if isinstance(each, Name) and is_size(each.name, notation)}
        if len(sizes) > 1 or (said and sizes - said):
            clash(node.index, sizes | said, source)
        return low, node.high, next(iter(sizes or (said if len(said) == 1 else ())), "")
    sizes = sizes or {size for each in node.conditions if (size := partner(each, name, known))}
    if len(sizes) > 1:
        clash(node.index, sizes, source)
    size = next(iter(sizes), notation.indices.get(name, ""))
    if not size and isinstance(node, Optimum):
        stop("unsupported", source, node.span, construct="argmin")
    if not size and node.high is ENDLESS:
        return low, Constant("oo", node.index.span), ""
    if not size:
        stop("unknown-range", source, node.index.span, index=name)
    high: Node = Number(Fraction(size), node.index.span) if size.isdigit() else Name(size, node.index.span)
    return low, high, size


def partner(condition: Compare, name: str, known: Mapping[str, str]) -> str:
    """The size of the index with which a condition compares the index `name`."""
    sides = (condition.left, condition.right)
    others = [side.name for side in sides if isinstance(side, Index) and side.name != name]
    alike = len(others) == 1 and any(isinstance(side, Index) and side.name == name for side in sides)
    return known.get(others[0], "") if alike else ""


def optimum_places(condition: Compare, letter: str, notation: Notation, seen: Seen) -> Iterator[str]:
    """The sizes of the index of an argmin with which an index is compared: k = argmin_j."""
    for index, other in ((condition.left, condition.right), (condition.right, condition.left)):
        if isinstance(index, Index) and index.name == letter and isinstance(other, Optimum):
            sizes = set(places(other.body, other.index.name, notation, seen))
            yield from sizes or {notation.indices.get(other.index.name, "")} - {""}


def axis_places(node: object, known: Declared | None, notation: Notation) -> Iterator[tuple[Node, str]]:
    """The indices in a vector or matrix, each with the size of its place, empty if that is no one size."""
    match node:
        case Entry(indices=indices):
            yield from zip(indices[len(indices_of(known)) :], map(str, axes_of(known)), strict=False)
        case EntryOf(body, indices):
            yield from zip(indices, (one_size(each) for each in known_shape(body, notation) if each), strict=False)
        case Row(matrix, index):
            yield index, one_size(known_shape(matrix, notation).rows)
        case Basis(index, size):
            yield index, one_size(size or ())


def known_shape(node: Node, notation: Notation) -> Shape:
    """The shape of a node; that of a number in the body of a function, whose parameters have none yet."""
    try:
        return shape_of(node, notation)
    except ReadingError:
        return SCALAR


def one_size(sizes: Sequence[object]) -> str:
    """The one size of a dimension; empty if it is a product of several, or not known."""
    return str(sizes[0]) if len(sizes) == 1 and isinstance(sizes[0], str | int) else ""


def clash(index: Index, sizes: set[Any], source: Source) -> None:
    """Unwinds: the index runs up to several sizes."""
    stop("index-clash", source, index.span, index=index.name, sizes=", ".join(sorted(sizes)))


def places(node: object, letter: str, notation: Notation, seen: Seen | None = None) -> Iterator[str]:
    """The sizes of the places where a free index stands alone in an entry, also in the definitions that are used.

    `seen` are the names of these, with the letter: each is looked into once.
    """
    seen = set() if seen is None else seen
    if isinstance(node, Sum | Product | Optimum) and node.index.name == letter:
        for part in (node.low, node.high):
            yield from places(part, letter, notation, seen)
        return
    if isinstance(node, Compare):
        yield from optimum_places(node, letter, notation, seen)
    name, known = "", None
    if isinstance(node, Name | Entry | Apply):
        name = node.function if isinstance(node, Apply) else node.name
        known = notation.lookup(name)
    if isinstance(node, Entry):
        for index, (_, size) in zip(node.indices, indices_of(known), strict=False):
            if isinstance(index, Index) and index.name == letter and size:
                yield size
    if notation.arrays:
        for index, size in axis_places(node, known, notation):
            if isinstance(index, Index) and index.name == letter and size:
                yield size
    for inner in children(node):
        yield from places(inner, letter, notation, seen)
    own = {each for each, _ in indices_of(known)}
    if isinstance(known, Defined) and letter not in own and (letter, name) not in seen:
        seen.add((letter, name))
        yield from places(known.definition.body, letter, notation, seen)
