"""How far an operator reaches: /, ^, an evaluation bar, lim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derivo.checks.notation.parse import sum_scope
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.tree import (
    At,
    Constant,
    Divide,
    Entry,
    Limit,
    Multiply,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
)

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


ENTRYWISE = frozenset("⊙⊘⊗")
DOTS = frozenset(("·", "⋅", "•", "∙", "\\cdot", "\\cdotp"))
REACHING = ("sum", "expectation", "integral")
NAMED = ("value", "constant", "entry", "index")


def divide(parser: Parser, factors: list[Node], joins: list[str], start: int) -> None:
    """Divides the product so far by what follows; a number over a number is a fraction of its own."""
    parser.advance()
    numbers = isinstance(factors[-1], Number) and parser.at("number")
    alone = numbers and len(factors) > 1
    end = parser.tokens[parser.place - 2].end
    top = factors.pop() if alone else product(factors, Span(start, end), joins)
    begin = top.span.start if alone else start
    bottom = parser.signed(lambda: denominator(parser, numbers=numbers))
    if not alone:
        factors.clear()
        joins.clear()
        joins.append("")
    factors.append(sum_scope.quotient(parser, top, bottom, end, begin))


def denominator(parser: Parser, *, numbers: bool) -> Node:
    """What stands below the line: one factor and those glued to it, unless a bracket or a number ends it."""
    first = parser.peek()
    below, parser.below = parser.below, True
    factors = [parser.factor()]
    if isinstance(factors[0], Sum | Product) and isinstance(factors[0].body, Multiply):
        parser.remark("sum-below", factors[0].span)
    while (
        parser.begins_factor(parser.peek())
        and (parser.peek().glued or is_row(factors[-1]))
        and parser.peek().kind not in REACHING
    ):
        follows = parser.peek()
        parser.remark("division", Span(first.start, follows.end))
        complete = first.kind == "open" or (first.kind == "number" and len(factors) == 1 and follows.kind == "open")
        if numbers or complete:
            break
        factors.append(parser.factor())
    while not numbers and first.kind != "open" and parser.begins_factor(parser.peek()) and blank(parser):
        parser.remark("division-gap", Span(first.start, parser.peek().end))
        if "division-gap" not in parser.notation.otherwise:
            break
        factors.append(parser.factor())
    parser.below = below
    return product(factors, parser.since(first.start))


def blank(parser: Parser) -> bool:
    r"""Whether the space before the factor here is one that LaTeX needs or does not show: `1/\pi s`, `1/2 \sigma`."""
    before, here = (parser.source.at(parser.peek(ahead).span) for ahead in (-1, 0))
    return not parser.peek().glued and (before.startswith("\\") or here.startswith("\\"))


def is_row(node: Node) -> bool:
    """Whether a factor of a denominator is a transpose: nobody divides by a row, `a/x^T x` is a/(xᵀx)."""
    return isinstance(node, Transpose)


def closes_sum(parser: Parser) -> bool:
    """Whether the / or * here ends the body of a sum, as another sum follows directly."""
    return parser.summing > 0 and parser.peek(1).kind == "sum" and (parser.at("op", "/") or parser.below)


def product(factors: list[Node], span: Span, joins: Sequence[str] = ()) -> Node:
    """The product of one factor or more, and how they are joined if not all in the usual way."""
    return factors[0] if len(factors) == 1 else Multiply(tuple(factors), span, tuple(joins) if any(joins) else ())


def join(parser: Parser, sign: Token) -> str:
    """How a sign joins two factors; among numbers all signs say the same."""
    if not parser.shaped or sign.text != "*":
        return sign.text if sign.text in ENTRYWISE else ""
    return "·" if parser.source.at(sign.span) in DOTS else "*"


def exponent(parser: Parser, base: Node) -> Node:
    """What `^` takes: an optional sign and one thing; after a sign a whole run of letters."""
    start = parser.peek().start
    if isinstance(base, Name | Entry) and numbers(parser):
        parser.remark("superscript", parser.peek().span)
    sign = parser.advance() if parser.at("op", "+", "-") else None
    closed = parser.peek().kind in ("open", "command")
    natural = isinstance(base, Constant) and base.name == "e"
    letters = parser.peek().kind in NAMED
    node = raised_atom(parser)
    plain = isinstance(node, Number) and not natural and sign is None  # x^2y
    if not closed and not plain and (loose(parser) or (natural and halved(parser))):
        node = run(parser, node, start, whole=sign is not None and letters)
    return Negative(node, parser.since(start)) if sign is not None and sign.text == "-" else node


def numbers(parser: Parser) -> bool:
    """Whether what is raised may be a number of the name and no power of it: x^{(2)}, x^{(t)}, x^{(t+1)}."""
    place = parser.place + 1
    if not parser.at("open", "{") or parser.tokens[place].text != "(":
        return False
    inside = parser.tokens[place + 1 : parser.partner[place]]
    closed = parser.partner[place] + 1 == parser.partner[parser.place]
    texts = [token.text for token in inside[1:]]
    counted = not texts or (len(texts) == 2 and texts[0] in ("+", "-") and texts[1].isdigit())
    return closed and bool(inside) and inside[0].kind in (*NAMED, "number") and counted


def run(parser: Parser, first: Node, start: int, *, whole: bool) -> Node:
    """An exponent to which something is glued: `whole` takes the run of names, else nothing.

    The other way round in one other reading, which takes functions, too; in another a quotient belongs to it.
    """
    factors = [first]
    other = "exponent" in parser.notation.otherwise
    kinds = (*NAMED, "function", "builtin") if other else NAMED
    while whole != other and parser.peek().kind in kinds and parser.peek().glued:
        factors.append(raised_atom(parser))
    node = product(factors, parser.since(first.span.start))
    if "exponent-quotient" in parser.notation.otherwise and halved(parser):
        parser.advance()
        node = Divide(node, raised_atom(parser), parser.since(first.span.start))
    parser.remark("exponent", parser.since(start))
    return node


def raised_atom(parser: Parser) -> Node:
    """One thing above the line, with its factorial and its exponent: powers associate to the right."""
    start, bracketed = parser.peek().start, parser.at("open")
    node = parser.atom()
    if parser.at("op", "!"):
        if bracketed == ("factorial" in parser.notation.otherwise):  # 2^3! is 2^(3!), and 2^{3}! is (2^3)!
            node = parser.factorial(node, start)
        parser.remark("factorial", parser.since(start))
    if parser.at("op", "^"):
        parser.deeper()
        node = parser.power(node, start)
        parser.depth -= 1
    return node


def loose(parser: Parser) -> bool:
    """Whether a name is glued to the exponent that was just read."""
    return parser.peek().glued and parser.peek().kind in (*NAMED, "function", "builtin")


def halved(parser: Parser) -> bool:
    """Whether a quotient by a name or number is glued to the exponent that was just read: `e^-x/2`."""
    return (
        parser.at("op", "/")
        and parser.peek().glued
        and parser.peek(1).glued
        and parser.peek(1).kind in (*NAMED, "number")
    )


def one_sided(parser: Parser) -> bool:
    """Whether the exponent is only a sign: 0^-, 1^{+}. It is passed."""
    size = 0
    if parser.peek().text == "{" and parser.peek(1).text in ("+", "-") and parser.peek(2).kind == "close":
        size = 3
    elif parser.at("op", "+", "-") and not operand_at(parser, 1):
        size = 1
    parser.place += size
    return size > 0


def operand_at(parser: Parser, ahead: int) -> bool:
    """Whether an operand may begin some places ahead."""
    token = parser.peek(ahead)
    return token.kind == "number" or parser.begins_factor(token)


def evaluates(parser: Parser) -> bool:
    """Whether an evaluation bar stands here: |_{z=0}, |_{z = 0}, |z=0, or _{z=0} behind a bracket."""
    token, low = parser.peek(), 0
    if token.kind == "bar":
        if parser.bars:
            return False
        low = 1
    if parser.peek(low).text == "_":
        low += 1
        low += parser.peek(low).kind == "open"
    elif not low:
        return False
    return parser.peek(low).kind == "value" and parser.peek(low + 1).text in ("=", "->")


def evaluate(parser: Parser, body: Node, start: int, *, opened: bool = False) -> Node:
    """`body` at the value that the bar says; with `opened`, a bracket says where it begins."""
    before = next((token for token in reversed(parser.tokens[: parser.place]) if token.end <= start), None)
    if not opened and (isinstance(body, Multiply) or (before is not None and before.text in ("+", "-"))):
        parser.remark("bar-scope", parser.since(start))
    parser.accept("bar")
    parser.accept("op", "_")
    braced = parser.accept("open")
    token = parser.advance()
    parser.advance()
    value = parser.sum() if braced else parser.signed(parser.factor)
    if braced and not parser.accept("close"):
        parser.unexpected()
    return At(body, Name(token.text, token.span), value, parser.since(start))


def limit(parser: Parser) -> Node:
    """lim_{z → a} and the products and quotients that follow."""
    start = parser.advance().start
    below = parser.accept("op", "_")
    closed = below or parser.peek(2).text == "->"
    opened = closed and parser.accept("open")
    if not parser.at("value"):
        parser.unexpected("expected-operand")
    token = parser.advance()
    if not parser.accept("relation", "->"):
        found = parser.source.at(parser.peek().span)
        parser.fail("expected", parser.peek(), wanted="->", found=found)
    to, side = target(parser, closed=opened)
    if opened and not parser.accept("close"):
        parser.unexpected()
    body = parser.signed(parser.term)
    return Limit(body, Name(token.text, token.span), to, side, parser.since(start))


def target(parser: Parser, *, closed: bool) -> tuple[Node, str]:
    """Where a variable tends to, and from which side: 0+, 0^-, 0^{+}."""
    if closed and not sided(parser):
        return parser.sum(), ""
    to = parser.signed(parser.atom)
    if parser.at("op", "^"):
        sign = parser.peek(2 if parser.peek(1).text == "{" else 1)
        parser.advance()
        if sign.text not in ("+", "-") or not one_sided(parser):
            return Power(to, exponent(parser, to), parser.since(to.span.start)), ""
        return to, sign.text
    if parser.at("op", "+", "-") and parser.peek().glued and (closed or not parser.peek(1).glued):
        return to, parser.advance().text
    return to, ""


def sided(parser: Parser) -> bool:
    """Whether the bracket here ends with a sign, 0+ or 0^{-}."""
    place = parser.place
    while parser.tokens[place].kind not in ("close", "end"):
        place = parser.partner[place] + 1
    last = parser.tokens[place - 1]
    return (parser.tokens[place - 2] if last.kind == "close" else last).text in ("+", "-")
