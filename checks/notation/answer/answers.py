"""Reading a whole answer: its sides, what they are called, under which conditions they are said to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from derivo.checks.notation.answer.chains import chain
from derivo.checks.notation.answer.definition_heads import Head
from derivo.checks.notation.answer.definitions import define, whole
from derivo.checks.notation.answer.labels import refuse_numbers
from derivo.checks.notation.answer.layout import arrange
from derivo.checks.notation.answer.objectives import constants, objective
from derivo.checks.notation.answer.side_remarks import passed
from derivo.checks.notation.names.names import Notation
from derivo.checks.notation.names.occurrences import letters_in
from derivo.checks.notation.parse import operator_scope, sum_bounds
from derivo.checks.notation.parse.parser import Parser
from derivo.checks.notation.shapes.dimensions import Shape
from derivo.checks.notation.text.relations import COMPARISONS
from derivo.checks.notation.text.remark import OTHERWISE, Remark
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Problem, Source, Span
from derivo.checks.notation.text.stop import ReadingError, stop
from derivo.checks.notation.tokens.clauses import FILLERS, Clause, is_range, leveled, relates, segments
from derivo.checks.notation.tokens.tokenizer import tokenize
from derivo.checks.notation.trees.tree import Compare, Definition, Node, Optimum, Product, Side, Sum
from derivo.checks.notation.trees.walk import parts, same

SIGNED = re.compile(r"\^\s*[-+−]")
NOTHING = frozenset(("open", "close", "row", "bar"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says (docs/reading.md); `optimum` is `min` or `max` if it is an argmin or argmax of its sides.

    `others` are further readings that the text leaves open.
    """

    source: Source
    sides: tuple[Side, ...]
    introduced: str
    definitions: tuple[Definition, ...]
    conditions: tuple[Compare, ...]
    approach: tuple[str, Node, str] | None
    notation: Notation
    remarks: tuple[Remark, ...]
    optimum: str = ""
    others: tuple[Reading, ...] = ()


def read(text: str, notation: Notation, *, shape: Shape | None = None, beside: str = "") -> Reading | Problem:
    """What a whole answer says, or why it could not be read; `shape` is that of the answer, if a vector is asked.

    `beside` is the other side of the claim, typed by the same person.
    """
    source = Source(text)
    try:
        found = reading(source, notation, shape)
    except ReadingError as stopped:
        return stopped.problem
    return replace(found, others=other_readings(found, notation, shape, text + beside))


def other_readings(first: Reading, notation: Notation, shape: Shape | None, text: str) -> tuple[Reading, ...]:
    """The readings that say something else than the first, for each rule that settled what could be meant otherwise.

    In a `text` with an exponent in braces `^` takes one token; a sign before it is none.
    """
    braced = "^{" in text and not SIGNED.search(first.source.text)
    codes = dict.fromkeys(remark.code for remark in first.remarks)
    found: list[Reading] = []
    for rule in (rule for code in codes for rule in OTHERWISE.get(code, ())):
        if braced and rule.startswith("exponent"):
            continue
        try:
            other = reading(first.source, replace(notation, otherwise=frozenset((rule,))), shape)
        except ReadingError:
            continue
        if not any(same(said(other), said(each)) for each in (first, *found)):
            found.append(replace(other, notation=replace(other.notation, otherwise=frozenset())))
    return tuple(found)


def said(found: Reading) -> tuple[object, ...]:
    """What is compared of two readings of one text."""
    return found.sides, found.definitions, found.conditions


def read_formula(text: str, notation: Notation) -> Node | Problem:
    """One expression or one comparison, or why it could not be read."""
    source = Source(text)
    try:
        return formula(source, notation)
    except ReadingError as stopped:
        return stopped.problem


def reading(source: Source, notation: Notation, shape: Shape | None) -> Reading:
    """What an answer says; unwinds if it cannot be read."""
    tokens, optimum = objective(trimmed(tokenize(source, labelled=True), source), notation)
    tokens, provisos = passed(tokens, notation)
    notation = constants(tokens, notation)
    layout = arrange(tokens, source, notation)
    defined = define(layout.definitions, source, notation)
    remarks = [*defined.remarks, *provisos, *(Remark("reason", clause.span) for clause in layout.reasons)]
    if layout.formulas:
        sides, introduced = chain(layout.formulas, source, defined.notation, remarks, shape)
    conditions: list[Compare] = []
    approach = None
    for clause in (*layout.conditions, *furthered(layout.definitions), *relating(layout.reasons)):
        try:
            found = stated(clause, source, defined.notation, remarks)
        except ReadingError:
            if clause.role == "reason":  # in names of its own, or in words
                continue
            raise
        if isinstance(found, tuple):
            conditions.extend(each for each in found if each.operator != "=" or not same(each.left, each.right))
        else:
            approach = (found.variable, found.to, found.side)
    if not layout.formulas:
        stop("empty", source, Span(0, len(source.text)))
    remarks.extend(shadowed([side.tree for side in sides], remarks, defined.notation))
    refuse_numbers(tuple(side.tree for side in sides), source, defined.notation)
    known, noted = defined.notation, tuple(remarks)
    return Reading(source, sides, introduced, defined.ordered, tuple(conditions), approach, known, noted, optimum)


def shadowed(nodes: Sequence[Node], remarks: Sequence[Remark], notation: Notation) -> list[Remark]:
    """The sums whose index is free elsewhere in an answer."""
    sums = [part for node in nodes for part in parts(node) if isinstance(part, Sum | Product | Optimum)]
    free = {letter for node in nodes for letter in letters_in(node, notation)} if sums else set()
    found = [Remark("shadowed-index", each.index.span) for each in sums if each.index.name in free]
    return [each for each in found if each not in remarks]


def relating(reasons: Sequence[Clause]) -> Iterator[Clause]:
    """The reasons that state something: `because w_n = 1`."""
    yield from (clause for clause in reasons if clause.role == "reason" and relates(list(clause.tokens)))


def furthered(definitions: Sequence[tuple[Head, Clause]]) -> Iterator[Clause]:
    """What definitions say beyond themselves, `l = tr(A) - 8 = -6`, as conditions; a rounding says nothing."""
    for head, clause in definitions:
        said = takewhile(lambda token: token.text != "≈", clause.tokens[head.size :])
        rest = replace(clause, role="condition", tokens=tuple(said))
        if len(segments(rest.tokens)) > 1:
            yield rest


def formula(source: Source, notation: Notation) -> Node:
    """One expression or one comparison; unwinds if there is something else."""
    tokens = [token for token, depth in leveled(trimmed(tokenize(source), source)) if token.kind != "row" or depth]
    parts = segments(tuple(tokens))
    if len(parts) > 2 or (len(parts) == 2 and parts[1].relation not in COMPARISONS):
        extra = parts[-1].tokens or tuple(tokens[-1:])
        stop("unexpected", source, extra[0].span, found=source.at(extra[0].span))
    if len(parts) == 1:
        return whole(tokens, source, notation, tokens[-1].end, [])
    parser = Parser(tokens, source, notation, tokens[-1].end)
    return parser.settled(parser.comparison())


def trimmed(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens without a full stop at the end; unwinds if none says anything."""
    while tokens and (tokens[-1].kind == "row" or tokens[-1].text in (".", ",", ";")):
        tokens = tokens[:-1]
    while tokens and tokens[0].kind == "row":
        tokens = tokens[1:]
    if all(token.kind in NOTHING for token in tokens):
        stop("empty", source, Span(0, len(source.text)))
    return tokens


@dataclass(frozen=True, slots=True)
class Approach:
    """A variable tends to something."""

    variable: str
    to: Node
    side: str


def stated(clause: Clause, source: Source, notation: Notation, remarks: list[Remark]) -> tuple[Compare, ...] | Approach:
    """The conditions that a clause states, none for "for all z", or the approach."""
    tokens = [token for token in clause.tokens if token.text not in FILLERS or notation.lookup(token.text)]
    if tokens and (tokens[-1].text in ("ℝ", "R") and len(tokens) > 1 and tokens[-2].text in ("in", "∈")):
        tokens = tokens[:-2]
    if not tokens:
        return ()
    parser = Parser(tokens, source, notation, clause.span.end)
    remarks.extend(parser.remarks)
    parser.remarks = remarks
    if all(token.kind in ("value", "index") or token.text == "," for token in parser.tokens[:-1]):
        return ()
    if is_range(tokens):
        sum_bounds.run_through(parser)
        return ()
    if parser.peek().kind == "value" and parser.peek(1).text == "->":
        variable = parser.advance().text
        parser.advance()
        to, side = operator_scope.target(parser, closed=True)
        parser.finish(to)
        return Approach(variable, to, side)
    if len(segments(tuple(tokens))) == 1:
        parser.expression()
        if parser.at("end"):
            stop("not-a-condition", source, clause.span, found=source.at(clause.span))
        parser.unexpected()
    return parser.settled_all(conditions(parser))


def conditions(parser: Parser) -> tuple[Compare, ...]:
    """Comparisons joined by commas."""
    found = list(parser.chain())
    while parser.accept("op", ",", ";", "∧"):
        found.extend(parser.chain())
    return tuple(found)
