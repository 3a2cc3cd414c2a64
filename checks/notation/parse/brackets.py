"""Brackets and what they can mean: a group, a modulus, cases, an indicator, a set of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivo.checks.notation.parse import arrays, operator_scope
from derivo.checks.notation.trees.tree import Apply, Cases, Compare, Indicator, Node, Values

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser

OF_ARRAYS = {
    **dict.fromkeys(("⟨", "left⟨"), ("inner-product", arrays.inner)),
    **dict.fromkeys(("matrix", "vmatrix"), ("matrix", arrays.matrix)),
}


def group(parser: Parser) -> Node:
    """What stands in the bracket here."""
    opening = parser.peek()
    if opening.text == "left‖":
        return arrays.norm(parser)
    if opening.text in OF_ARRAYS:
        construct, read = OF_ARRAYS[opening.text]
        return read(parser) if parser.notation.arrays else parser.fail("unsupported", opening, construct=construct)
    if opening.text == "{" and parser.peek(1).kind in ("function", "builtin") and parser.peek(2).kind == "close":
        return parser.wrapped_function()
    parser.advance()
    if opening.text == "cases":
        return cases(parser, opening.start)
    outer = parser.enter()
    if opening.text in ("[", "left[") and compares(parser, parser.place - 1):
        node: Node = Indicator(conditions(parser), parser.since(opening.start))
    else:
        node = parser.inside()
        if parser.notation.arrays and opening.text in ("[", "left[") and parser.at("op", ",", ";"):
            node = arrays.rows(parser, node, opening.start)
    closing = parser.peek()
    if not parser.accept("close"):
        parser.unexpected()
    parser.leave(outer)
    if opening.text in ("lvert", "left|") and closing.text != "right.":
        return Apply("abs", (node,), parser.since(opening.start))
    if opening.text == "left." and operator_scope.evaluates(parser):
        return operator_scope.evaluate(parser, node, opening.start, opened=True)
    return node


def bars(parser: Parser) -> Node:
    """|x|."""
    if arrays.stands(parser):
        return arrays.norm(parser)
    opening = parser.advance()
    summing, parser.summing = parser.summing, 0
    parser.bars += 1
    node = parser.expression()
    if not parser.at("bar"):
        parser.fail("unbalanced", opening, bracket="|", why="unclosed")
    parser.advance()
    parser.bars -= 1
    parser.summing = summing
    if not parser.at("bar") and parser.begins_factor(parser.peek()) and barred(parser):
        parser.remark("bars", parser.since(opening.start))
    return Apply("abs", (node,), parser.since(opening.start))


def barred(parser: Parser) -> bool:
    """Whether another bar stands in the term that goes on here: |a|b|c|."""
    place = parser.place
    while parser.tokens[place].kind not in ("close", "end", "relation") and parser.tokens[place].text not in ("+", "-"):
        if parser.tokens[place].kind == "bar":
            return True
        place = parser.partner[place] + 1
    return False


def compares(parser: Parser, place: int) -> bool:
    """Whether a relation stands directly in the bracket at `place`."""
    end, depth = parser.partner[place], 0
    for token in parser.tokens[place + 1 : end]:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if token.kind == "relation" and not depth:
            return True
    return False


def indicates(parser: Parser) -> bool:
    """Whether the 1 just read is an indicator: a bracket with a relation follows, perhaps below."""
    place = parser.place + (parser.peek().text == "_")
    return parser.tokens[place].kind == "open" and parser.tokens[place].text != "cases" and compares(parser, place)


def indicator(parser: Parser, start: int) -> Node:
    """1[z > 0], 1{…}, 1_{…}."""
    parser.accept("op", "_")
    if not parser.at("open"):
        parser.fail("expected", parser.peek(), wanted="{", found=parser.source.at(parser.peek().span))
    parser.advance()
    outer = parser.enter()
    found = conditions(parser)
    if not parser.accept("close"):
        parser.unexpected()
    parser.leave(outer)
    return Indicator(found, parser.since(start))


def conditions(parser: Parser, *, commas: bool = True) -> tuple[Compare, ...]:
    """Comparisons joined by `and`, ∧, or commas."""
    found = list(parser.chain())
    while parser.accept("keyword", "and") or parser.accept("op", "∧") or (commas and parser.accept("op", ",")):
        found.extend(parser.chain())
    return tuple(found)


def values(parser: Parser) -> Values:
    """{0, 1}."""
    start = parser.peek()
    if not (parser.at("open", "{", "\\{", "left\\{")):
        parser.unexpected("expected-operand")
    parser.advance()
    found = [parser.sum()]
    while parser.accept("op", ","):
        found.append(parser.sum())
    if not parser.accept("close"):
        parser.unexpected()
    return Values(tuple(found), parser.since(start.start))


Branch = tuple[Node, tuple[Compare, ...]]


def cases(parser: Parser, start: int) -> Node:
    """The rows of a LaTeX `cases`."""
    branches: list[Branch] = []
    while not parser.at("close"):
        value = parser.sum()
        parser.accept("op", ",")
        parser.accept("command", "&")
        branches.append((value, condition(parser)))
        parser.accept("op", ",", ".", ";")
        if not parser.accept("row") and not parser.at("close"):
            parser.unexpected()
    parser.advance()
    if not branches:
        parser.place -= 1
        parser.unexpected("expected-operand")
    return Cases(tuple(branches), parser.since(start))


def condition(parser: Parser) -> tuple[Compare, ...]:
    """`if z > 0`, `z > 0`, `otherwise` or nothing, which is otherwise too."""
    if parser.accept("keyword", "otherwise", "else", "elsewhere") or parser.at("row") or parser.at("close"):
        return ()
    parser.accept("keyword", "if", "for", "when")
    return conditions(parser, commas=False)


def branching(parser: Parser, value: Node) -> Node:
    """`a if z > 0, b otherwise`, or `a if z > 0 else b`; the first value is read."""
    start = value.span.start
    branches: list[Branch] = []
    while True:
        branches.append((value, condition(parser)))
        last = not branches[-1][1]
        more = parser.accept("op", ",", ";") or parser.at("keyword", "else", "otherwise")
        if last or not more or parser.at("end"):
            return Cases(tuple(branches), parser.since(start))
        parser.accept("keyword", "and")
        final = parser.accept("keyword", "else", "otherwise")
        parser.accept("op", ",", ":")
        value = parser.sum()
        if final and not parser.at("keyword", "if"):
            return Cases((*branches, (value, ())), parser.since(start))
