"""Definitions typed with an answer: each read in the notation of the others, in an order in which all are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from derivo.checks.language.domains import REAL
from derivo.checks.notation.answer.definition_heads import Head, body_tokens, letters_of, mentioned, row_at
from derivo.checks.notation.names.names import (
    CONSTANTS,
    Defined,
    Notation,
    Spelling,
    Symbol,
    axes_of,
    indices_of,
    shown_entry,
    shown_name,
)
from derivo.checks.notation.parse.parser import Parser
from derivo.checks.notation.shapes import resolve
from derivo.checks.notation.shapes.ranges import clash, places, settle as settle_ranges
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens.clauses import Clause, span_of
from derivo.checks.notation.trees.tree import (
    Basis,
    Definition,
    Dimension,
    Entry,
    Index,
    Multiply,
    Name,
    Node,
    Number,
    Row,
    Sum,
    Transpose,
)
from derivo.checks.notation.trees.walk import names_in
from derivo.checks.notation.words import families


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
            stop("defined-twice", source, clause.span, name=head.name.rstrip(families.LOOSE))
        seen[head.name] = clause
    blank = {head.name: placeholder(head, clause.span) for head, clause in typed}
    remarks: list[Remark] = []
    found: dict[str, Definition] = {}
    for head, clause in inner_first(typed, notation):
        others = [known for name, known in blank.items() if name != head.name]
        inner = notation.extended(
            *others,
            *parameters_of(head, notation),
            entries=[spelling for other, _ in typed if other.name != head.name for spelling in written(other)],
            spellings=aliases(other for other, _ in typed if other.name != head.name),
        )
        if notation.lookup(head.name) is None and head.name not in CONSTANTS:
            inner = inner.extended(blank[head.name], entries=written(head))
        definition = defined(head, clause, body_tokens(clause, head), source, inner, remarks)
        found[head.name] = distinct(definition) if notation.lookup(head.name) is not None else definition
        known = replace(blank[head.name].definition, indices=definition.indices, shape=definition.shape)
        blank[head.name] = Defined(shown(head), known)
        column = collected(head, definition, notation)
        if column is not None and column.name not in seen:
            found[column.name], blank[column.name] = column, Defined(column.name, column)
    entries = [
        replace(each, family=found[head.name].name) for head, _ in typed for each in written(head, found[head.name])
    ]
    return arranged(
        found, source, notation.extended(entries=entries, spellings=aliases(head for head, _ in typed)), remarks
    )


def aliases(heads: Iterable[Head]) -> dict[str, str]:
    """The names as typed of those that hide a vector or an index, and what they are called."""
    names = [head.name for head in heads if head.pattern is None]
    return {name.rstrip(families.LOOSE): name for name in names if name.endswith(families.LOOSE)}


def collected(head: Head, made: Definition, notation: Notation) -> Definition | None:
    """The column u whose entries u_i = … are defined, as the sum of u_i e_i; None if nothing says how long it is."""
    name, span = head.name.rstrip(families.LOOSE), made.span
    if head.pattern is None or name == head.name or notation.lookup(name) is not None or made.shape != ((), ()):
        return None
    (letter, size), *_ = made.indices
    if not size:
        return None
    length, place = int(size) if size.isdigit() else size, Index(letter, span)
    high = Number(Fraction(length), span) if isinstance(length, int) else Name(length, span)
    term = Multiply((Entry(head.name, (place,), span), Basis(place, (length,), span)), span)
    body = Sum(term, place, Number(Fraction(1), span), high, (), span)
    return Definition(name, (), body, span, (), ((length,), ()))


def inner_first(typed: Sequence[tuple[Head, Clause]], notation: Notation) -> list[tuple[Head, Clause]]:
    """The definitions, as far as can be those first that others use."""
    waiting, found = list(typed), list[tuple[Head, Clause]]()
    while waiting:
        ready = [
            (head, clause)
            for head, clause in waiting
            if not any(
                mentioned(letters_of(other), body_tokens(clause, head), notation)
                for other, _ in waiting
                if other is not head
            )
        ]
        found.extend(ready or waiting)
        waiting = [each for each in waiting if each not in ready] if ready else []
    return found


def written(head: Head, definition: Definition | None = None) -> tuple[Spelling, ...]:
    """The ways to write a definition with indices, and the entries of one that is a vector or matrix."""
    shape = definition.shape if definition is not None else None
    axes = sum(map(bool, shape or ()))
    if head.pattern is not None:
        return families.spellings(head.pattern, head.name, head.indices, axes)
    return families.entry_spellings(head.name, axes)


def shown(head: Head) -> str:
    """The defined name as people write it, with its indices."""
    return shown_entry(head.name, head.indices)


def sized(head: Head, body: Node, notation: Notation, source: Source) -> tuple[tuple[str, str], ...]:
    """The indices of a definition, each with the size up to which it runs in the body; empty if nothing says it."""
    found: list[tuple[str, str]] = []
    for letter in head.indices:
        sizes = set(places(body, letter, notation))
        if len(sizes) > 1:
            clash(Index(letter, body.span), sizes, source)
        found.append((letter, next(iter(sizes), notation.indices.get(letter, ""))))
    return tuple(found)


def whole(tokens: Sequence[Token], source: Source, notation: Notation, end: int, remarks: list[Remark]) -> Node:
    """The expression that all of `tokens` make."""
    parser = Parser(list(tokens), source, notation, end)
    node = parser.settled(parser.inside())
    remarks.extend(parser.remarks)
    return node


def defined(
    head: Head, clause: Clause, tokens: Sequence[Token], source: Source, notation: Notation, remarks: list[Remark]
) -> Definition:
    """The definition of `head` whose body is `tokens`; what in it waits for the shapes where it is used stays open."""
    row = row_at(clause.tokens)
    parser = Parser(list(tokens if row is None else row[1]), source, notation, clause.span.end)
    body = parser.inside()
    parser.finish(body)
    if row is not None:
        body = Row(body, Index(row[0].text, row[0].span), span_of(tokens))
    if head.transposed:
        body = Transpose(body, body.span)
    shape: tuple[Dimension, Dimension] | None = ((), ())
    if parser.shaped:
        body, shape = resolve.body(body, notation, source, parser.remarks, waits=bool(head.parameters))
    elif parser.indexed:
        body = settle_ranges(body, notation, source)
    remarks.extend(parser.remarks)
    return Definition(head.name, head.parameters, body, clause.span, sized(head, body, notation, source), shape)


def parameters_of(head: Head, notation: Notation) -> list[Symbol]:
    """The parameters of a definition as names; one that is declared as a vector or matrix stays that."""
    known = {name: notation.lookup(name) for name in head.parameters}
    arrays = {name for name, declared in known.items() if axes_of(declared) and not indices_of(declared)}
    return [Symbol(name, shown_name(name), REAL, parameter=True) for name in head.parameters if name not in arrays]


def placeholder(head: Head, span: Span) -> Defined:
    """The name before its body is known."""
    indices = tuple((letter, "") for letter in head.indices)
    return Defined(shown(head), Definition(head.name, head.parameters, Number(Fraction(0), span), span, indices))


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
            stop("circular-definition", source, each.span, name=name.rstrip("°"))
        ordered.extend(waiting.pop(name) for name in ready)
    known = [Defined(shown_entry(each.name, [letter for letter, _ in each.indices]), each) for each in ordered]
    spellings = {name: each.name for name, each in found.items() if each.name != name}
    return Definitions(notation.extended(*known, spellings=spellings), tuple(ordered), tuple(remarks))


def own(definition: Definition, name: str) -> set[str]:
    """The names in a body that mean something else than a definition of that name."""
    return {*definition.parameters, *([name] if definition.name != name else [])}
