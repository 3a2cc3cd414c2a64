"""What form a tree has: whether it merely names something, is finished, and what it differentiates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass

from checks.notation import tree
from checks.notation.answers import Reading
from checks.notation.names import Defined, shown_name
from checks.question import Part


def is_name(node: tree.Node) -> bool:
    """Whether a side only names something: a name, an entry, a derivative, a limit, or a power or function of one."""
    match node:
        case tree.Name():
            return True
        case tree.Entry(indices=places):
            return all(isinstance(place, tree.Index) for place in places)
        case tree.Power(base=base, exponent=exponent):
            return _is_number(exponent) and is_name(base)
        case tree.Divide(top=top, bottom=bottom):
            return _is_number(top) and is_name(bottom)
        case tree.Apply(arguments=arguments):
            return all(isinstance(argument, tree.Name | tree.Number) for argument in arguments)
        case tree.Derivative(body=body) | tree.Limit(body=body) | tree.At(body=body):
            return is_name(body)
    return False


def _is_number(node: tree.Node) -> bool:
    """Whether a node is a number other than 0, with or without a sign."""
    match node:
        case tree.Number(value):
            return value != 0
        case tree.Negative(body=body):
            return _is_number(body)
    return False


def unfinished(node: tree.Node, part: Part, reading: Reading, *, anything: bool = False) -> tuple[str, tuple[str, ...]]:
    """Why an expression that equals what is asked is not yet an answer, and what is still to go; empty if it is one.

    With `anything`, the names of which the part wants it free may stand in it.
    """
    if is_name(node) and not isinstance(node, tree.Name) and any(map(_undone, pieces(node))):
        return "restates", ()
    theirs = {definition.name for definition in reading.definitions}
    bodies = [definition.body for definition in reading.definitions]
    left: dict[str, None] = {}
    for piece in (piece for root in (node, *bodies) for piece in pieces(root)):
        name = getattr(piece, "function", None) or getattr(piece, "name", None)
        if name in part.free_of and name not in theirs and not anything:
            left.setdefault(shown_name(str(name)))
        if _undone(piece) or _stands_for_undone(piece, reading):
            left.setdefault("limit" if isinstance(piece, tree.Limit) else "derivative")
    return ("wanted-form", tuple(left)) if left else ("", ())


def _stands_for_undone(piece: object, reading: Reading) -> bool:
    """Whether a name is defined by a derivative or a limit: H for ∇²ℓ."""
    known = reading.notation.lookup(piece.name) if isinstance(piece, tree.Name) else None
    return isinstance(known, Defined) and any(map(_undone, pieces(known.definition.body)))


def _undone(piece: object) -> bool:
    """Whether a node is a derivative or a limit that is left to do."""
    if isinstance(piece, tree.Apply):
        return piece.primes > 0
    return isinstance(piece, tree.Derivative | tree.Limit)


def pieces(node: object) -> list[object]:
    """All nodes of a tree."""
    found: list[object] = []
    waiting = [node]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, tuple):
            waiting.extend(piece)
        elif is_dataclass(piece) and hasattr(piece, "span"):
            found.append(piece)
            waiting.extend(getattr(piece, field.name) for field in fields(piece) if field.name != "span")
    return found


def names_differentiated(nodes: Iterable[object]) -> set[str]:
    """The functions whose derivatives occur in trees."""
    found: set[str] = set()
    for piece in (piece for node in nodes for piece in pieces(node)):
        if isinstance(piece, tree.Apply) and piece.primes:
            found.add(piece.function)
        if isinstance(piece, tree.Derivative):
            found.update(inner.function for inner in pieces(piece.body) if isinstance(inner, tree.Apply))
    return found


def entries(*nodes: object) -> set[str]:
    """The families of which entries occur in trees."""
    return {piece.name for node in nodes for piece in pieces(node) if isinstance(piece, tree.Entry)}


def products_of_products(node: object) -> bool:
    """Whether a sum or product stands under a product sign: Π a Π b may mean (Π a)(Π b)."""
    return any(
        isinstance(piece, tree.Product) and any(isinstance(p, tree.Sum | tree.Product) for p in pieces(piece.body))
        for piece in pieces(node)
    )
