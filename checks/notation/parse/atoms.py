"""The atoms of one token, and those that a sign or a command begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivo.checks.notation.parse import arrays, brackets, derivatives, roots
from derivo.checks.notation.parse.cursor import ROOTS
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees.tree import Add, Apply, Constant, Divide, Index, Multiply, Name, Negative, Node, Ones
from derivo.checks.notation.trees.values import bounded_factorial

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


def name(parser: Parser) -> Node:
    """A declared name that stands for a value."""
    if parser.at("value", "d") and parser.notation.arrays and derivatives.begins(parser):
        return derivatives.linear(parser)
    token = parser.advance()
    return (Index if token.text in parser.bound else Name)(token.text, token.span)


def index(parser: Parser) -> Node:
    """The letter of an index; outside of the sum that binds it, a scalar of that name."""
    token = parser.advance()
    letter = token.text in parser.bound or parser.notation.lookup(token.text) is None
    return (Index if letter or token.text in parser.notation.indices else Name)(token.text, token.span)


def constant(parser: Parser) -> Node:
    """e, pi or infinity."""
    token = parser.advance()
    return Constant(token.text, token.span)


def command(parser: Parser) -> Node:
    """A fraction, a root or an indicator."""
    token = parser.advance()
    if token.text == "binom":
        return binomial(parser, parser.argument(), parser.argument(), token.start)
    if token.text == "frac":
        return derivatives.fraction(parser, token)
    if token.text == "sqrt":
        return roots.root(parser, token)
    if token.text != "1":
        parser.place -= 1
        parser.unexpected("expected-operand")
    if parser.notation.arrays and not brackets.indicates(parser):
        return arrays.constant(parser, token) or Ones(None, token.span)
    return brackets.indicator(parser, token.start)


def identity(parser: Parser) -> Node:
    """I, I_d; before a condition the indicator."""
    token = parser.advance()
    if brackets.indicates(parser):
        return brackets.indicator(parser, token.start)
    return arrays.identity(parser, token)


def sign(parser: Parser) -> Node:
    """A root sign; no other sign begins an atom."""
    token = parser.peek()
    if token.text not in ROOTS:
        parser.unexpected("expected-operand")
    parser.advance()
    return roots.radical(parser, token, ROOTS[token.text])


def quotient(parser: Parser, above: Node, below: Node, start: int) -> Node:
    """What stands above and below a line."""
    return Divide(above, below, parser.since(start))


def binomial(parser: Parser, above: Node, below: Node, start: int) -> Node:
    """n!/(k! (n − k)!), for whole numbers 0 ≤ k ≤ n."""
    span = parser.since(start)
    rest = Add((above, Negative(below, span)), span)
    if not all(map(bounded_factorial, (above, below, rest))):
        stop("too-large", parser.source, span, what="factorial", limit="100")
    factorials = [Apply("factorial", (each,), span) for each in (above, below, rest)]
    return Divide(factorials[0], Multiply(tuple(factorials[1:]), span), span)
