"""Going through a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from checks.notation.source import Span
from checks.notation.tree import Apply, Name, Node


def names_in(node: Node) -> set[str]:
    """The names and declared functions that a tree uses."""
    return {
        each.name if isinstance(each, Name) else each.function for each in parts(node) if isinstance(each, Name | Apply)
    }


def parts(node: object) -> Iterator[object]:
    """A node and all nodes in it."""
    yield node
    for each in children(node):
        yield from parts(each)


def children(node: object) -> list[object]:
    """The nodes directly in a node."""
    found: list[object] = []
    waiting = [getattr(node, field.name) for field in fields(node)] if is_dataclass(node) else []
    for each in waiting:
        if isinstance(each, tuple):
            waiting.extend(each)
        elif is_dataclass(each) and not isinstance(each, Span):
            found.append(each)
    return found


def depth_of(node: Node) -> int:
    """The number of nodes on the longest way down."""
    level: list[object] = [node]
    depth = 0
    while level:
        depth += 1
        level = [inner for each in level for inner in children(each)]
    return depth
