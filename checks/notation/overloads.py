"""Functions called with another number of arguments than they are declared with: s(x, t) where s(x) is meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checks.notation.scanner import Token
from checks.notation.source import Span
from checks.notation.stop import stop
from checks.notation.tree import Definition, Name, Node
from checks.notation.walk import names_in, rebuilt

if TYPE_CHECKING:
    from checks.notation.parser import Parser


def called(parser: Parser, token: Token, given: tuple[Node, ...]) -> Node | None:
    """What the notation says that a call stands for; None if it says nothing of so many arguments.

    Unwinds if an argument is not the name that has to stand there.
    """
    wrong: tuple[str, Node] | None = None
    for other in parser.notation.calls.get(token.text, ()):
        if len(other.parameters) != len(given):
            continue
        found = misplaced(parser, other, given)
        if found is None:
            return instance(other, given, parser.since(token.start))
        wrong = wrong or found
    if wrong is not None:
        at = parser.source.at
        facts = {"function": at(token.span), "wanted": wrong[0], "found": at(wrong[1].span)}
        stop("wrong-argument", parser.source, wrong[1].span, **facts)
    return None


def misplaced(parser: Parser, other: Definition, given: tuple[Node, ...]) -> tuple[str, Node] | None:
    """The name that an argument has to be, and what it is instead; None if there is no such argument."""
    used = names_in(other.body)
    for parameter, node in zip(other.parameters, given, strict=True):
        known = parser.notation.lookup(parameter)
        said = isinstance(node, Name) and known is not None and node.name == known.name
        if parameter not in used and not said:
            return parameter, node
    return None


def instance(other: Definition, given: tuple[Node, ...], span: Span) -> Node:
    """What a call stands for, the arguments put in."""
    values = dict(zip(other.parameters, given, strict=True))

    def put_in(node: Node) -> Node:
        if isinstance(node, Name) and node.name in values:
            return values[node.name]
        found: Node = rebuilt(replace(node, span=span), put_in)
        return found

    return put_in(other.body)
