r"""Sums and products: \sum_{n=1}^N, Σ_n, sum(w_n, n), sum(n=1..N, w_n); what they bind, and their body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import Family, Symbol
from derivo.checks.notation.names.occurrences import free_indices, letters_in
from derivo.checks.notation.parse import sum_scope
from derivo.checks.notation.parse.sum_bounds import LISTED, Binder, add, binding, bound, bounds, close, letter
from derivo.checks.notation.shapes.ranges import ENDLESS, UNSAID
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens.bound_indices import OPTIMA
from derivo.checks.notation.trees.tree import (
    Add,
    Constant,
    Entry,
    Index,
    Multiply,
    Name,
    Negative,
    Node,
    Number,
    Optimum,
    Product,
    Sum,
)
from derivo.checks.notation.trees.values import value
from derivo.checks.notation.trees.walk import parts

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


def operator(parser: Parser) -> Node:
    """A sum or product and the products and quotients that follow, or the bracket with all of it."""
    token = parser.advance()
    if parser.at("open"):
        return called(parser, token)
    found = Binder()
    seen: set[str] = set()
    while parser.at("op", "_", "^") and parser.peek().text not in seen:
        mark = parser.advance().text
        seen.add(mark)
        end = parser.partner[parser.place]
        outer = parser.enter()
        parser.advance()
        if mark == "_":
            binding(parser, found, end)
        else:
            found.upper = bounds(parser)
        close(parser, end)
        parser.leave(outer)
        if mark == "^" and parser.peek().text in "+-" and parser.peek().glued and parser.peek(1).kind == "number":
            parser.remark("bound-sign", parser.peek().span)
    body = (optimised if token.text in OPTIMA else summed)(parser, found)
    node = nested(parser, token, found, body, parser.since(token.start))
    return sum_scope.ended(parser, node) if isinstance(node, Product) else node


def optimised(parser: Parser, found: Binder) -> Node:
    """The body of an argmin: all that follows, as nothing is added to an index."""
    outer = begin(parser, found)
    body = parser.sum()
    parser.bound = outer
    return body


def summed(parser: Parser, found: Binder) -> Node:
    """The body that follows, by the rule `sum-scope`."""
    outer = begin(parser, found)
    parser.summing += 1
    body = parser.signed(parser.factor if "sum-factor" in parser.notation.otherwise else parser.term)
    parser.summing -= 1
    parser.bound = outer
    return body


def begin(parser: Parser, found: Binder) -> frozenset[str]:
    """From here on the indices are bound; those that were bound before."""
    outer = parser.bound
    for index in found.indices:
        if index.name in outer:
            parser.remark("shadowed-index", index.span)
    parser.bound = outer | {index.name for index in found.indices}
    return outer


def nested(parser: Parser, token: Token, found: Binder, body: Node, span: Span) -> Node:
    """The sums, one in the other, each condition at the innermost index in it."""
    used = {index.name for index in free_indices(body, parser.notation)}
    unclear = [index for index in found.unclear if index.name in used]
    if len(unclear) == 1:
        found.indices.append(unclear[0])
    if not found.indices or (found.unclear and len(unclear) != 1):
        parser.fail("no-index", token)
    topped(parser, token, found)
    if token.text in OPTIMA and (len(found.indices) > 1 or found.conditions):
        parser.fail("unsupported", token, construct="argmin")
    waiting = list(found.conditions)
    for index in reversed(found.indices):
        here = [
            each for each in waiting if index.name in letters_in(each, parser.notation) or index is found.indices[0]
        ]
        waiting = [each for each in waiting if each not in here]
        low = check(parser, index, found.low.get(index.name))
        endless = token.text == "sum" and low is not UNSAID
        high = check(parser, index, found.high.get(index.name), endless=endless)
        high = ENDLESS if endless and high is UNSAID and index.name in found.endless else high
        if token.text in OPTIMA:
            return Optimum(body, index, low, high, (), span, token.text[3:])
        kind = Sum if token.text == "sum" else Product
        body = kind(body, index, low, high, tuple(here), span)
    return body


def topped(parser: Parser, token: Token, found: Binder) -> None:
    """Gives the bounds that stand above to the indices that have none, or one for all; none is passed over."""
    if not found.upper:
        return
    for name, compare in found.ends.items():  # another bound stands above: what stands below is a condition
        del found.high[name]
        found.conditions.append(compare)
    open_ones = [index.name for index in found.indices if index.name not in found.high]
    tops = found.upper * len(open_ones) if len(found.upper) == 1 else found.upper
    if not open_ones or len(tops) != len(open_ones):
        parser.fail("unsupported", token, construct="range")
    found.high.update(zip(open_ones, tops, strict=True))


def check(parser: Parser, index: Index, node: Node | None, *, endless: bool = False) -> Node:
    """A bound of an index; unwinds if it is infinite and may not be, no whole number, or said by the index itself."""
    if node is None or (endless and isinstance(node, Constant) and node.name == "oo"):
        return node or UNSAID
    number = value(node)
    why = ""
    constants = {part.name for part in parts(node) if isinstance(part, Constant)}
    if "oo" in constants:
        why = "infinite"
    elif constants or (number is not None and number.denominator != 1):
        why = "fraction"
    elif index.name in letters_in(node, parser.notation):
        why = "own-index"
    if why:
        stop("bad-bound", parser.source, node.span, bound=parser.source.at(node.span), why=why)
    return node


# --- sum( … )


def called(parser: Parser, token: Token) -> Node:
    """The sum of sum(w_n, n), sum(w_n, n, 1, N), sum(n=1..N, w_n), sum(w_n for n in 1..N), and of sum(n=1..N) w_n."""
    end = parser.partner[parser.place]
    outer = parser.enter()
    parser.advance()
    found = Binder()
    last = end
    if letter(parser, parser.peek()) and parser.peek(1).text in ("=", "in"):
        binding(parser, found, body_of(parser, end))
        if not parser.accept("op", *LISTED):
            close(parser, end)
            parser.leave(outer)
            body = summed(parser, found)
            return nested(parser, token, found, body, parser.since(token.start))
    else:
        start = parser.place
        last = next(iter(separators(parser, end)), end)
        parser.place = last + 1
        if last < end:
            arguments(parser, found, end)
        parser.place = start
    if not found.indices:
        parser.fail("no-index", token)
    before = begin(parser, found)
    body = parser.inside() if last == end else parser.sum()
    parser.bound = before
    if parser.place != last:
        parser.unexpected()
    parser.place = end + 1
    parser.leave(outer)
    return nested(parser, token, found, body, Span(token.start, body.span.end))  # closed: it goes on to no later term


def body_of(parser: Parser, end: int) -> int:
    """The place of the comma before the last argument in the bracket that ends at `end`; `end` if there is one only."""
    tokens = parser.tokens
    commas = [place for place in separators(parser, end) if "…" not in (tokens[place - 1].text, tokens[place + 1].text)]
    return commas[-1] if commas else end


def separators(parser: Parser, end: int) -> list[int]:
    """The places of the commas, and of `for`, directly in the bracket that ends at `end`."""
    found: list[int] = []
    place = parser.place
    while place < end:
        token = parser.tokens[place]
        if token.text in LISTED or (token.kind == "keyword" and token.text == "for"):
            found.append(place)
        place = parser.partner[place] + 1
    return found


def arguments(parser: Parser, found: Binder, end: int) -> None:
    """What follows the body: n; n, 1, N; (n, 1, N); n=1..N; n in 1..N."""
    if parser.at("open") and parser.partner[parser.place] == end - 1:
        parser.advance()
        end -= 1
    if letter(parser, parser.peek()) and parser.peek(1).text in LISTED and not letter(parser, parser.peek(2)):
        index = parser.advance()
        parser.advance()
        add(found, index)
        found.low[index.text] = bound(parser)
        if parser.accept("op", *LISTED):
            found.high[index.text] = bound(parser)
    else:
        binding(parser, found, end)
    if parser.place != end:
        parser.unexpected()


def whole(parser: Parser, node: Node) -> Node:
    """The index of an entry; unwinds if it cannot be a whole number from 1 on."""
    number = value(node)
    why = ""
    if number is not None:
        why = "fraction" if number.denominator != 1 else "outside" if number < 1 else ""
    elif not all(counts(parser, part) for part in parts(node)):
        why = "value"
    if why:
        stop("bad-index", parser.source, node.span, index=parser.source.at(node.span), why=why)
    return node


def counts(parser: Parser, node: object) -> bool:
    """Whether a part of an index can stand in one."""
    if isinstance(node, Name | Entry):
        known = parser.notation.lookup(node.name)
        return isinstance(known, Symbol | Family) and known.domain.whole
    return isinstance(node, Index | Number | Add | Negative | Multiply)
