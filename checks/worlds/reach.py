"""What a claim is made of, its definitions looked through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from derivo.checks.notation.names.joints import conditionals, joints
from derivo.checks.notation.names.names import Defined, Density, Family, Notation, Random, Symbol
from derivo.checks.notation.names.occurrences import free_indices, random_in
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import parts
from derivo.checks.verdict import Typed


@dataclass(slots=True)
class Reach:
    """What a claim is made of, definitions looked through.

    `letters` are the free indices with their sizes, `free` the random names over which no mean is taken; `chancy` says
    that distributions matter.
    """

    sizes: dict[str, None] = field(default_factory=dict)
    declared: dict[str, Any] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    randoms: dict[str, None] = field(default_factory=dict)
    free: dict[str, None] = field(default_factory=dict)
    chancy: bool = False


def reach(typed: Typed) -> Reach:
    """The names, sizes and free indices of a claim and of its conditions."""
    found, notation = Reach(), typed.notation
    waiting: list[tuple[Any, tuple[str, ...]]] = [(node, ()) for node in (typed.left, typed.right, *typed.given)]
    while waiting:
        node, parameters = waiting.pop()
        for piece in parts(node):
            if getattr(piece, "name", "") not in parameters:
                waiting.extend(_met(piece, found, notation))
    for node in (typed.left, typed.right):
        found.free.update((name, None) for name in (random_in(node, notation) if found.randoms else ()))
        for index in free_indices(node, notation) if notation.indices else ():
            size = notation.indices.get(index.name)
            if size is not None:
                found.letters[index.name] = size
                found.sizes[size] = None
    return found


def _met(piece: Any, found: Reach, notation: Notation) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Notes what a node names; gives the trees behind it, and the parameters in them."""
    found.chancy = found.chancy or isinstance(piece, tree.Expectation | tree.Integral | tree.DensityAt)
    for dims in ("size", "rows", "columns"):
        for each in getattr(piece, dims, None) or ():
            if isinstance(each, str):
                found.sizes[each] = None
    name = getattr(piece, "function", None) or getattr(piece, "density", None) or getattr(piece, "name", None)
    if not isinstance(name, str) or name in found.declared or isinstance(piece, tree.Index):
        return
    known = notation.names.get(name)
    found.declared[name] = known
    match known:
        case Symbol() if known.domain.whole and known.domain.low == 1 and not known.domain.values:
            found.sizes[name] = None
        case Family():
            sizes = (*(size for _, size in known.indices), *known.axes)
            found.sizes.update((size, None) for size in sizes if isinstance(size, str))
        case Defined():
            yield known.definition.body, known.definition.parameters
        case Random():
            found.randoms[name] = None
            found.sizes.update((size, None) for size in known.axes if isinstance(size, str))
            yield from ((node, ()) for node in (known.mean, known.variance) if node is not None)
            beside = {each for _, of in (*joints(notation), *conditionals(notation)) if name in of for each in of}
            yield from ((tree.Name(each, piece.span), ()) for each in sorted(beside))
        case Density():
            yield from ((tree.Name(each, piece.span), ()) for each in (*known.of, *known.given))
