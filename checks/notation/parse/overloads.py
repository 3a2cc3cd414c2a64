"""Calls in other forms: with another number of arguments, s(x, t) where s(x) is meant, and transposed, sᵀ(x)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees.tree import Definition, Name, Node
from derivo.checks.notation.trees.walk import names_in, rebuilt

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser

ROUND = ("(", "[", "left(", "left[")


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


def transposed(parser: Parser, token: Token) -> int:
    """The tokens of the transpose in sᵀ(x), which is s(x)ᵀ; 0 if none stands here.

    Where s alone says something, in the bracket stand names and nothing else: sᵀ(a − b) is a product.
    """
    size = 1 if parser.at("op", "⊤") else 0
    if parser.at("op", "^"):
        size = parser.turned(parser.notation.alone.get(token.text))
    opening = parser.peek(size)
    if not size or opening.text not in ROUND:
        return 0
    inner = parser.tokens[parser.place + size + 1 : parser.partner[parser.place + size]]
    plain = all(each.kind == "value" or each.text in (",", ";") for each in inner)
    return size if plain or token.text not in parser.notation.alone else 0
