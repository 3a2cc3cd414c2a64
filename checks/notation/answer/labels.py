"""Random indices: their values are labels, so that they stand as arguments only, and how many there are is not said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivo.checks.notation.names.names import Defined, Notation, Random
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees.tree import Apply, DensityAt, Expectation, Integral, Name, Node
from derivo.checks.notation.trees.walk import children, names_in

MOST_CALLS = 20  # definitions in one another


def refuse_numbers(nodes: tuple[Node, ...], source: Source, notation: Notation) -> None:
    """Unwinds where a label is used as a number, or as the size that says how many there are."""
    labels = {name: each.labels for name, each in notation.names.items() if isinstance(each, Random) and each.labels}
    if not labels:
        return
    used = set().union(*(names_in(node) for node in nodes))
    for node in nodes:
        for name, span in _numbers(node, frozenset(labels), notation, MOST_CALLS):
            stop("unsupported", source, span, construct="index", name=name)
        if used & {*labels.values()}:
            stop("unsupported", source, node.span, construct="index")


def _numbers(node: object, labels: frozenset[str], notation: Notation, depth: int) -> Iterator[tuple[str, Span]]:
    """The labels that stand as numbers."""
    match node:
        case Name(name, span):
            if name in labels:
                yield name, span
            return
        case DensityAt():
            return
        case Expectation() | Integral():
            yield from _numbers(node.body, labels, notation, depth)
            return
        case Apply(function, arguments):
            plain = [each for each in arguments if isinstance(each, Name) and each.name in labels]
            declared = notation.names.get(function)
            if isinstance(declared, Defined) and plain and depth:
                known: Mapping[str, object] = dict(zip(declared.definition.parameters, arguments, strict=False))
                inner = frozenset(name for name, each in known.items() if each in plain)
                found = _numbers(declared.definition.body, labels | inner, notation, depth - 1)
                yield from ((name, node.span) for name, _ in found)
            for argument in arguments:
                if argument not in plain:
                    yield from _numbers(argument, labels, notation, depth)
            return
    for each in children(node):
        yield from _numbers(each, labels, notation, depth)
