r"""Roots without brackets and with a degree: √x, `\sqrt[3]{x}`, sqrt[3]{x}."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.tree import Apply, Node, Number

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


def has_degree(parser: Parser) -> bool:
    """Whether the degree of a root stands here, sqrt[3]{x}: a number in square brackets, or anything before a brace."""
    if not parser.at("open", "["):
        return False
    end = parser.partner[parser.place]
    after = parser.tokens[end + 1]
    number = end == parser.place + 2 and parser.peek(1).kind == "number"
    return after.kind == "open" and after.glued and (number or after.text == "{")


def root(parser: Parser, token: Token) -> Node:
    r"""`\sqrt{x}` or `\sqrt[n]{x}`."""
    if not parser.at("open", "["):
        return radical(parser, token, 2)
    parser.advance()
    degree = parser.expression()
    if not parser.accept("close"):
        parser.unexpected()
    body = parser.argument()
    return Apply("root", (body, degree), parser.since(token.start))


def radical(parser: Parser, token: Token, degree: int) -> Node:
    """A root sign takes one thing."""
    bracketed = parser.at("open")
    body = parser.argument() if token.kind == "command" else parser.atom()
    span = parser.since(token.start)
    word = parser.source.at(token.span).isalpha()  # `sqrt x y`; `\sqrt` takes one thing
    follows = parser.begins_factor(parser.peek()) and (parser.peek().glued or word)
    if not bracketed and (parser.at("op", "^") or follows):
        parser.remark("root-scope", span)
    if degree == 2:
        return Apply("sqrt", (body,), span)
    return Apply("root", (body, Number(Fraction(degree), Span(token.start, token.end))), span)
