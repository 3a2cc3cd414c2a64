"""Reading a whole answer: its sides, what they are called, under which conditions they are said to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from checks.language.domains import REAL
from checks.notation import scopes
from checks.notation.clauses import FILLERS, Clause, leveled, segments
from checks.notation.definitions import define, whole
from checks.notation.layout import arrange
from checks.notation.names import Notation, Symbol, UnknownFunction
from checks.notation.parser import COMPARISONS, Parser
from checks.notation.remark import Remark
from checks.notation.scanner import Token
from checks.notation.source import Problem, Source, Span
from checks.notation.stop import ReadingError, stop
from checks.notation.tokens import tokenize
from checks.notation.tree import Apply, At, Compare, Definition, Derivative, Limit, Name, Node, Side

NOTHING = frozenset(("open", "close", "row", "bar"))
JOINING = ("=>", "<=>")
NAMING = ("=", ":=", "->", "≈", "~")
LEADING = ("=", ":=", "->", "≈", "~", "=>")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says (docs/reading.md)."""

    source: Source
    sides: tuple[Side, ...]
    introduced: str
    definitions: tuple[Definition, ...]
    conditions: tuple[Compare, ...]
    approach: tuple[str, Node, str] | None
    notation: Notation
    remarks: tuple[Remark, ...]


def read(text: str, notation: Notation) -> Reading | Problem:
    """What a whole answer says, or why it could not be read."""
    source = Source(text)
    try:
        return reading(source, notation)
    except ReadingError as stopped:
        return stopped.problem


def read_formula(text: str, notation: Notation) -> Node | Problem:
    """One expression or one comparison, or why it could not be read."""
    source = Source(text)
    try:
        return formula(source, notation)
    except ReadingError as stopped:
        return stopped.problem


def reading(source: Source, notation: Notation) -> Reading:
    """What an answer says; unwinds if it cannot be read."""
    tokens = trimmed(tokenize(source, labelled=True), source)
    layout = arrange(tokens, source, notation)
    defined = define(layout.definitions, source, notation)
    remarks = list(defined.remarks)
    if layout.formulas:
        sides, introduced = chain(layout.formulas, source, defined.notation, remarks)
    conditions: list[Compare] = []
    approach = None
    for clause in layout.conditions:
        found = stated(clause, source, defined.notation, remarks)
        if isinstance(found, tuple):
            conditions.extend(found)
        else:
            approach = (found.variable, found.to, found.side)
    if not layout.formulas:
        stop("empty", source, Span(0, len(source.text)))
    return Reading(
        source, sides, introduced, defined.ordered, tuple(conditions), approach, defined.notation, tuple(remarks)
    )  # fmt: skip


def formula(source: Source, notation: Notation) -> Node:
    """One expression or one comparison; unwinds if there is something else."""
    tokens = [token for token, depth in leveled(trimmed(tokenize(source), source)) if token.kind != "row" or depth]
    parts = segments(tuple(tokens))
    if len(parts) > 2 or (len(parts) == 2 and parts[1][0] not in COMPARISONS):
        extra = parts[-1][1] or tuple(tokens[-1:])
        stop("unexpected", source, extra[0].span, found=source.at(extra[0].span))
    if len(parts) == 1:
        return whole(tokens, source, notation, tokens[-1].end, [])
    parser = Parser(tokens, source, notation, tokens[-1].end)
    return finished(parser, parser.comparison())


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
    if all(token.kind == "value" or token.text == "," for token in parser.tokens[:-1]):
        return ()
    if parser.peek().kind == "value" and parser.peek(1).text == "->":
        variable = parser.advance().text
        parser.advance()
        to, side = scopes.target(parser, closed=True)
        return finished(parser, Approach(variable, to, side))
    if len(segments(tuple(tokens))) == 1:
        parser.expression()
        if parser.at("end"):
            stop("not-a-condition", source, clause.span, found=source.at(clause.span))
        parser.unexpected()
    return finished(parser, conditions(parser))


def conditions(parser: Parser) -> tuple[Compare, ...]:
    """Comparisons joined by commas."""
    found = list(parser.chain())
    while parser.accept("op", ",", ";", "∧"):
        found.extend(parser.chain())
    return tuple(found)


Found = TypeVar("Found")


def finished(parser: Parser, found: Found) -> Found:
    """`found`, if nothing is left."""
    if not parser.at("end"):
        parser.unexpected()
    return found


Segment = tuple[str, tuple[Token, ...]]


def chain(
    formulas: list[Clause], source: Source, notation: Notation, remarks: list[Remark]
) -> tuple[tuple[Side, ...], str]:
    """The sides of the answer, and the left side that only gave them a name."""
    parts: list[Segment] = []
    for place, clause in enumerate(formulas):
        found = segments(clause.tokens)
        parts.extend([("=>" if place else "", found[0][1]), *found[1:]])
    if not parts[0][1] and len(parts) > 1 and parts[1][0] in LEADING:
        parts = [("", parts[1][1]), *parts[2:]]
    refuse_empty(parts, source)
    introduced = ""
    if len(parts) > 1 and parts[1][0] in NAMING and not any(relation in JOINING for relation, _ in parts):
        introduced = naming(parts[0][1], source, notation)
        parts = [("", parts[1][1]), *parts[2:]] if introduced else parts
    return tuple(side(part, source, notation, remarks) for part in grouped(parts)), introduced


def refuse_empty(parts: list[Segment], source: Source) -> None:
    """Unwinds if a side is missing."""
    for place, (_, tokens) in enumerate(parts):
        if not tokens:
            following = [each for _, later in parts[place + 1 :] for each in later]
            at = following[0].start if following else len(source.text)
            stop("expected-operand", source, Span(at, at), found="")


def naming(tokens: tuple[Token, ...], source: Source, notation: Notation) -> str:
    """The left side as typed if it only names what follows: y, f(x), f'(z), dy/dz, lim f(z); else nothing."""
    span = Span(tokens[0].start, tokens[-1].end)
    try:
        whole(tokens, source, notation, span.end, [])
    except ReadingError as stopped:
        facts = dict(stopped.problem.facts)
        if stopped.problem.code == "unknown-name" and "name" in facts:
            name = facts["name"]
            plain = [token for token in tokens if token.text != "'"]
            for declared in (Symbol(name, name, REAL), UnknownFunction(name, name, (REAL,), REAL)):
                if names(plain, source, notation.extended(declared), name):
                    return source.at(span)
    return ""


def names(tokens: Sequence[Token], source: Source, notation: Notation, name: str) -> bool:
    """Whether some tokens are the new name, its derivative, its value or its limit."""
    try:
        node = whole(tokens, source, notation, tokens[-1].end, []) if tokens else None
    except ReadingError:
        return False
    while isinstance(node, Derivative | Limit | At):
        node = node.body
    return (isinstance(node, Name) and node.name == name) or (isinstance(node, Apply) and node.function == name)


def grouped(parts: list[Segment]) -> list[list[Segment]]:
    """The segments that make one side: two that an equation joins, where => or <=> stands; else each alone."""
    if not any(relation in JOINING for relation, _ in parts):
        return [[part] for part in parts]
    groups: list[list[Segment]] = []
    for part in parts:
        if part[0] in JOINING or not groups:
            groups.append([part])
        else:
            groups[-1].append(part)
    found: list[list[Segment]] = []
    for group in groups:
        found.extend([group] if len(group) == 2 and group[1][0] in COMPARISONS else [[part] for part in group])
    return found


def value_of(tokens: tuple[Token, ...], remarks: list[Remark]) -> tuple[Token, ...]:
    """The tokens of a side; of 0+ only the number."""
    if len(tokens) == 2 and tokens[0].kind == "number" and tokens[1].text in ("+", "-") and tokens[1].glued:
        remarks.append(Remark("one-sided-value", tokens[0].span | tokens[1].span))
        return tokens[:1]
    return tokens


def side(group: list[Segment], source: Source, notation: Notation, remarks: list[Remark]) -> Side:
    """One side of the chain, its span the whole of it."""
    relation = "=" if group[0][0] == ":=" else group[0][0]
    nodes = [whole(value_of(tokens, remarks), source, notation, tokens[-1].end, remarks) for _, tokens in group]
    spans = [Span(tokens[0].start, tokens[-1].end) for _, tokens in group]
    if len(nodes) == 1:
        return Side(relation, replace(nodes[0], span=spans[0]))
    return Side(relation, Compare(group[1][0], nodes[0], nodes[1], spans[0] | spans[1]))
