"""Numbers as they are typed: decimals, vulgar fractions, and a 1 that is something else."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from unicodedata import numeric

from derivo.checks.notation.parse import arrays, brackets
from derivo.checks.notation.text.scanner import VULGAR
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.tree import Divide, Node, Number

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


def number(parser: Parser) -> Node:
    """A number, a vulgar fraction, or a 1 that is an indicator."""
    token = parser.advance()
    if token.text == "1" and brackets.indicates(parser):
        return brackets.indicator(parser, token.start)
    if parser.notation.arrays and token.text in ("0", "1"):
        return arrays.constant(parser, token) or Number(Fraction(token.text), token.span)
    if token.text in VULGAR:
        value = Fraction(numeric(token.text)).limit_denominator(10)
        return fraction_of(value, token.span)
    following = parser.peek()
    if following.text in VULGAR and following.kind == "number" and following.glued and token.text.isdigit():
        parser.advance()
        value = int(token.text) + Fraction(numeric(following.text)).limit_denominator(10)
        return fraction_of(value, parser.since(token.start))
    if "e" in token.text and token.text[0].isdigit() and token.text[-2] == "-":
        parser.remark("scientific", token.span)
    return Number(Fraction(token.text), token.span)


def fraction_of(value: Fraction, span: Span) -> Node:
    """A fraction as the quotient of two numbers."""
    return Divide(Number(Fraction(value.numerator), span), Number(Fraction(value.denominator), span), span)
