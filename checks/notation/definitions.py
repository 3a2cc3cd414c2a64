"""Definitions typed with an answer: each read in the notation of the others, in an order in which all are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from checks.language.domains import REAL
from checks.notation.clauses import Clause, Head, body_tokens
from checks.notation.names import CONSTANTS, Defined, Notation, Symbol, shown_name
from checks.notation.parser import Parser
from checks.notation.remark import Remark
from checks.notation.scanner import Token
from checks.notation.source import Source, Span
from checks.notation.stop import stop
from checks.notation.tree import Definition, Node, Number
from checks.notation.walk import names_in


@dataclass(frozen=True, slots=True)
class Definitions:
    """The definitions in order, and the notation extended by them."""

    notation: Notation
    ordered: tuple[Definition, ...] = ()
    remarks: tuple[Remark, ...] = ()


def define(typed: Sequence[tuple[Head, Clause]], source: Source, notation: Notation) -> Definitions:
    """The definitions of an answer; unwinds if a name is defined twice or by itself."""
    seen: dict[str, Clause] = {}
    for head, clause in typed:
        if head.name in seen:
            stop("defined-twice", source, clause.span, name=head.name)
        seen[head.name] = clause
    blank = {head.name: placeholder(head, clause.span) for head, clause in typed}
    remarks: list[Remark] = []
    found: dict[str, Definition] = {}
    for head, clause in typed:
        others = [known for name, known in blank.items() if name != head.name]
        inner = notation.extended(*others, *(Symbol(name, name, REAL) for name in head.parameters))
        if notation.lookup(head.name) is None and head.name not in CONSTANTS:
            inner = inner.extended(blank[head.name])
        body = whole(body_tokens(clause, head), source, inner, clause.span.end, remarks)
        definition = Definition(head.name, head.parameters, body, clause.span)
        found[head.name] = distinct(definition)
    return arranged(found, source, notation, remarks)


def whole(tokens: Sequence[Token], source: Source, notation: Notation, end: int, remarks: list[Remark]) -> Node:
    """The expression that all of `tokens` make."""
    parser = Parser(list(tokens), source, notation, end)
    node = parser.inside()
    parser.finish(node)
    remarks.extend(parser.remarks)
    return node


def placeholder(head: Head, span: Span) -> Defined:
    """The name before its body is known."""
    return Defined(shown_name(head.name), Definition(head.name, head.parameters, Number(Fraction(0), span), span))


def distinct(definition: Definition) -> Definition:
    """The definition, under a name of its own if it uses the declared name that it hides: σ = σ(cz)."""
    if definition.name in names_in(definition.body):
        return replace(definition, name=definition.name + "°")
    return definition


def arranged(found: dict[str, Definition], source: Source, notation: Notation, remarks: list[Remark]) -> Definitions:
    """The definitions, each behind those that it uses; unwinds if there is a circle."""
    ordered: list[Definition] = []
    waiting = dict(found)
    while waiting:
        ready = [name for name, each in waiting.items() if not (names_in(each.body) - own(each, name)) & waiting.keys()]
        if not ready:
            name, each = next(iter(waiting.items()))
            stop("circular-definition", source, each.span, name=name)
        ordered.extend(waiting.pop(name) for name in ready)
    known = [Defined(shown_name(each.name), each) for each in ordered]
    spellings = {name: each.name for name, each in found.items() if each.name != name}
    return Definitions(notation.extended(*known, spellings=spellings), tuple(ordered), tuple(remarks))


def own(definition: Definition, name: str) -> set[str]:
    """The names in a body that mean something else than a definition of that name."""
    return {*definition.parameters, *([name] if definition.name != name else [])}
