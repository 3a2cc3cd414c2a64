"""Which indices, random names and variables occur in a tree, also in the definitions that it uses."""

from __future__ import annotations

from collections.abc import Iterator

from derivo.checks.notation.names.names import Defined, Notation, Random
from derivo.checks.notation.trees.tree import (
    Apply,
    At,
    Derivative,
    Entry,
    Expectation,
    Index,
    Integral,
    Limit,
    Name,
    Optimum,
    Product,
    Sum,
)
from derivo.checks.notation.trees.walk import children

Letters = dict[str, tuple[str, ...]]


def free_indices(node: object, notation: Notation, known: Letters | None = None) -> tuple[Index, ...]:
    """The indices that no sum in `node` binds, also those of the definitions that it uses (the span is of the use).

    `known` are the letters of the definitions that were looked into.
    """
    known = {} if known is None else known
    match node:
        case Index():
            return (node,)
        case (
            Sum(body, index, low, high, conditions)
            | Product(body, index, low, high, conditions)
            | Optimum(body, index, low, high, conditions)
        ):
            inside = [each for part in (body, *conditions) for each in free_indices(part, notation, known)]
            outside = [each for part in (low, high) for each in free_indices(part, notation, known)]
            return (*(each for each in inside if each.name != index.name), *outside)
    found = [each for part in children(node) for each in free_indices(part, notation, known)]
    return (*found, *hidden_indices(node, notation, known))


def hidden_indices(node: object, notation: Notation, known: Letters) -> Iterator[Index]:
    """The free indices of the definition that a node uses, its own letters left out; each is looked into once."""
    if not isinstance(node, Name | Entry | Apply):
        return
    name = node.function if isinstance(node, Apply) else node.name
    declared = notation.lookup(name)
    if not isinstance(declared, Defined):
        return
    if name not in known:
        known[name] = ()  # a definition that uses itself adds nothing
        own = {letter for letter, _ in declared.definition.indices}
        inside = (each.name for each in free_indices(declared.definition.body, notation, known))
        known[name] = tuple(dict.fromkeys(letter for letter in inside if letter not in own))
    for letter in known[name]:
        yield Index(letter, node.span)


def random_in(node: object, notation: Notation, known: Letters | None = None) -> tuple[str, ...]:
    """The random names that no expectation or integral in a node binds, also in the definitions that it uses.

    `known` are those of the definitions that were looked into.
    """
    known = {} if known is None else known
    found: dict[str, None] = {}
    if isinstance(node, Name | Entry):
        declared = notation.lookup(node.name)
        if isinstance(declared, Random):
            return (declared.name,)
        if isinstance(declared, Defined):
            if node.name not in known:
                known[node.name] = ()
                known[node.name] = random_in(declared.definition.body, notation, known)
            found.update(dict.fromkeys(known[node.name]))
    bound = {name.name for name in node.over} if isinstance(node, Expectation | Integral) else set()
    for part in children(node):
        found.update((name, None) for name in random_in(part, notation, known) if name not in bound)
    return tuple(found)


def letters_in(node: object, notation: Notation) -> set[str]:
    """The letters of the free indices."""
    return {each.name for each in free_indices(node, notation)}


def variables(node: object) -> set[str]:
    """The names that stand in a tree and are not bound by a limit or an evaluation there."""
    match node:
        case Name(name):
            return {name}
        case Limit(body=body, variable=variable, to=to):
            return (variables(body) - {variable.name}) | variables(to)
        case At(body=body, variable=variable, value=value):
            return (variables(body) - {variable.name}) | variables(value)
        case Derivative(body=body):
            return variables(body)
    return set().union(*(variables(child) for child in children(node)))
