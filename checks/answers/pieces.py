"""Answers in pieces, `a = …, b = …`: put together as the part says."""

from __future__ import annotations

import re
from dataclasses import replace

from derivo.checks.notation import Problem, Reading, read_formula
from derivo.checks.notation.names.names import Defined, shown_name
from derivo.checks.notation.shapes.shapes import shape_of
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import MOST_DEFINITIONS, names_in
from derivo.checks.question import Part


def assembled(reading: Reading, part: Part) -> Reading:
    """The reading of the whole, where an answer names its pieces; else the reading as it is.

    The last piece has been read as the formula that is introduced by its name.
    """
    name, sides = reading.introduced, reading.sides
    if not part.whole or not name or isinstance(sides[-1].tree, tree.Compare):
        return reading
    body = sides[-1].tree
    rows, columns = shape_of(body, reading.notation)
    last = tree.Definition(name, (), body, body.span, (), (rows, columns))  # type: ignore[arg-type]  # all are known
    notation = reading.notation.extended(Defined(shown_name(name), last))
    whole = read_formula(part.whole, notation)
    if isinstance(whole, Problem):
        return reading
    whole = at(whole, body)
    definitions = (*reading.definitions, last)
    return replace(reading, sides=(tree.Side("", whole),), introduced="", definitions=definitions, notation=notation)


def in_pieces(reading: Reading, part: Part) -> bool:
    """Whether an answer still names a piece only, others being missing, or pieces in letters of its own."""
    letters = re.findall(r"[^\W\d_]+", part.whole)
    own = bool(part.whole) and any(not each.parameters and each.name not in letters for each in reading.definitions)
    return bool(reading.introduced) and (reading.introduced in letters or own)


def bound_piece(reading: Reading, part: Part) -> tuple[str, str] | None:
    """A piece that is not of the type that the question gives it, and what it depends on: the x of aᵀx + b in b."""
    whole = read_formula(part.whole, reading.notation) if part.whole else None
    if whole is None or isinstance(whole, Problem):
        return None
    bodies = {each.name: each.body for each in reading.definitions}
    names = names_in(whole)
    given = sorted(names - bodies.keys())
    for piece in sorted(names & bodies.keys()):
        used = _used(bodies[piece], bodies)
        if found := next((name for name in given if name in used), None):
            return piece, found
    return None


def _used(node: tree.Node, bodies: dict[str, tree.Node]) -> set[str]:
    """The names in a tree, those of the definitions that it uses included."""
    found = names_in(node)
    for _ in range(MOST_DEFINITIONS):
        found |= {inner for name in found & bodies.keys() for inner in names_in(bodies[name])}
    return found


def at(node: tree.Node, place: tree.Node) -> tree.Node:
    """`node` with the span of `place`: the whole was not typed."""
    return replace(node, span=place.span)
