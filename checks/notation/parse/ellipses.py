"""x_1 + … + x_N: the sum that an ellipsis abbreviates."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn

from derivo.checks.notation.names.occurrences import letters_in
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees.tree import Constant, Divide, Index, Name, Node, Number, Product, Sum
from derivo.checks.notation.trees.values import value
from derivo.checks.notation.trees.walk import parts, same

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser

LETTERS = ("i", "j", "l", "m")


class Differs(Exception):
    """Two terms are not the same expression at two numbers."""


def stands(parser: Parser, *signs: str) -> bool:
    """Whether an ellipsis and a sign stand here, behind a sign; the ellipsis is passed."""
    found = parser.at("op", "…") and parser.peek(1).text in signs
    parser.place += found
    return found


def multiplies(parser: Parser) -> bool:
    """Whether an ellipsis stands here between factors; it is passed, with the signs around it."""
    before = int(parser.at("op", "*"))
    if parser.bounding or parser.peek(before).text != "…" or parser.source.at(parser.peek(before).span) == "..":
        return False
    after = before + 1 + (parser.peek(before + 1).text == "*")
    if parser.peek(after).kind != "number" and not parser.begins_factor(parser.peek(after)):
        return False
    parser.place += after
    return True


def abbreviated(parser: Parser, terms: list[Node], gap: int, kind: type[Sum | Product]) -> list[Node]:
    """The terms, those around the ellipsis before term `gap` made one sum; unwinds if they differ too much."""
    first, last = terms[gap - 1], terms[gap]
    span = Span(first.span.start, last.span.end)
    index = Index(fresh(parser, first, last), first.span)
    found = general(first, last, index)
    if found is None:
        refuse(parser, span)
    body, low, high = found
    start = gap - 1
    while start and same_at(terms[start - 1], last, body, index, low.value - (gap - start)):
        start -= 1
    if start and (before := general(terms[start - 1], last, index)) is not None and same(before[0], body):
        refuse(parser, span)  # x_1 + x_3 + …
    begin = Number(low.value - (gap - 1 - start), low.span)
    whole = Span(terms[start].span.start, last.span.end)
    parser.remark("ellipsis", whole)
    made = kind(body, index, begin, high, (), whole)
    return [*terms[:start], made, *terms[gap + 1 :]]


def refuse(parser: Parser, span: Span) -> NoReturn:
    """Unwinds: it is not clear what the ellipsis stands for."""
    stop("unsupported", parser.source, span, construct="ellipsis")


def fresh(parser: Parser, first: Node, last: Node) -> str:
    """A letter that nothing here uses, one that runs up to a size in the last term if there is one."""
    used = letters_in(first, parser.notation) | letters_in(last, parser.notation) | parser.bound
    sizes = {part.name for part in parts(last) if isinstance(part, Name)}
    names = [*(letter for letter, size in parser.notation.indices.items() if size in sizes), *LETTERS]
    return next(letter for letter in (*names, *(name + "'" for name in names)) if letter not in used)


def general(first: Node, last: Node, index: Index) -> tuple[Node, Number, Node] | None:
    """The expression with the index in place of what differs, its first and its last value; None if more differs."""
    ends: list[tuple[Number, Node]] = []
    try:
        body = merged(first, last, index, ends)
    except Differs:
        return None
    if not ends or any(not same(pair, ends[0]) for pair in ends) or not counts(ends[0][1]):
        return None
    return body, *ends[0]


def counts(node: Node) -> bool:
    """Whether a node can be the last value of an index."""
    number = value(node)
    whole = number is None or number.denominator == 1
    return whole and not any(isinstance(part, Constant | Divide) for part in parts(node))


def merged(one: Any, other: Any, index: Index, ends: list[tuple[Number, Node]]) -> Any:
    """Both trees in one, with the index where the first has a number and the second something else."""
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return tuple(merged(a, b, index, ends) for a, b in zip(one, other, strict=True))
    if isinstance(one, Span) or same(one, other):
        return one
    if isinstance(one, Number) and one.value.denominator == 1 and is_dataclass(other):
        ends.append((one, other))  # type: ignore[arg-type]
        return replace(index, span=one.span)
    if not is_dataclass(one) or type(one) is not type(other) or isinstance(one, type):
        raise Differs
    names = [each.name for each in fields(one)]
    return replace(one, **{name: merged(getattr(one, name), getattr(other, name), index, ends) for name in names})


def same_at(term: Node, last: Node, body: Node, index: Index, number: Fraction) -> bool:
    """Whether a term is the body at a number."""
    found = general(term, last, index)
    return found is not None and found[1].value == number and same(body, found[0])
