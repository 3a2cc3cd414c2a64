"""Going through a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from operator import is_ as is_same
from typing import Any, get_args

from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.tree import Apply, Definition, DensityAt, Entry, Name, Node
from derivo.checks.work import spend

MOST_DEFINITIONS = 20  # one in another; a circle has no end
# The fields of every kind of node, and of definitions, in which nodes may be.
FIELDS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.name not in ("span", "joins", "shape"))
    for kind in (*get_args(Node), Definition)
}


def names_in(node: Node) -> set[str]:
    """The names, declared functions and families that a tree uses."""
    return {
        each.function if isinstance(each, Apply) else each.density if isinstance(each, DensityAt) else each.name
        for each in parts(node)
        if isinstance(each, Name | Entry | Apply | DensityAt)
    }


def parts(node: object) -> Iterator[object]:
    """A node and all nodes in it."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(reversed(children(each)))


def children(node: object) -> list[object]:
    """The nodes directly in a node."""
    spend()
    found: list[object] = []
    waiting = [getattr(node, name) for name in FIELDS.get(type(node), ())]
    for each in waiting:
        if isinstance(each, tuple):
            waiting.extend(each)
        elif FIELDS.get(type(each)):
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


def same(one: object, other: object) -> bool:
    """Whether two trees say the same, wherever they stand."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if not is_dataclass(one) or type(one) is not type(other):
        return one == other
    return isinstance(one, Span) or all(
        same(getattr(one, each.name), getattr(other, each.name)) for each in fields(one)
    )


def rebuilt(node: Any, change: Callable[[Any], Any]) -> Any:
    """A node with each node directly in it replaced by what `change` makes of it."""
    spend()
    old = {name: getattr(node, name) for name in FIELDS.get(type(node), ())}
    new = {name: changed(part, change) for name, part in old.items()}
    return node if all(new[name] is old[name] for name in old) else replace(node, **new)


def placed(node: Any, span: Span) -> Any:
    """A node from another text, all of it at `span`: where a name stands for it."""
    return rebuilt(replace(node, span=span), lambda part: placed(part, span))


def changed(part: Any, change: Callable[[Any], Any]) -> Any:
    """What stands in a field of a node, the nodes in it changed."""
    if isinstance(part, tuple):
        new = tuple(changed(each, change) for each in part)
        return part if all(map(is_same, new, part)) else new
    return change(part) if type(part) in FIELDS else part
