"""Definitions among declarations: `let f(x) = …`, `let mu_k also m_k = …`, `let s = s(X)`, `let s(x, t) = s(x)`."""

from __future__ import annotations

from dataclasses import replace

from derivo.checks.notation.answer.definition_heads import MEANS, Head, head
from derivo.checks.notation.answer.definitions import defined, parameters_of, shown, whole, written
from derivo.checks.notation.declare.lines import Line, composed_at, free, is_spelling, refuse
from derivo.checks.notation.names.names import (
    ARRAY_FUNCTIONS,
    FUNCTIONS,
    Declared,
    Defined,
    Notation,
    axes_of,
    indices_of,
    parameters,
)
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import ReadingError, stop
from derivo.checks.notation.tokens.bound_indices import group
from derivo.checks.notation.tokens.clauses import Clause
from derivo.checks.notation.tokens.tokenizer import balanced
from derivo.checks.notation.trees.tree import Apply, Definition
from derivo.checks.notation.trees.walk import names_in
from derivo.checks.notation.words import families, spellings

CALLING = ("(", "left(")


def definition(line: Line) -> Notation:
    """The notation with `name = …`, `name(parameters) = …` or `name_indices = …`, perhaps `name also spelling = …`."""
    balanced(line.tokens, line.source)
    tokens, others = apart(line.tokens)
    clause = Clause("definition", tuple(tokens))
    if tokens and tokens[0].kind in ("run", "name"):
        name, end = composed_at(line, tokens, 0)
        alone = line.known.lookup(name) if tokens[end : end + 1] and tokens[end].text in ("=", ":=") else None
        if alone is not None and parameters(alone):
            return standing(line, alone.name, tokens[end + 1 :])
    found = head(clause, line.source, line.known) if tokens else None
    if found is None:
        return literal(line, tokens)
    function = line.known.lookup(found.name)
    if function is not None and found.parameters and parameters(function) not in (0, len(found.parameters)):
        return called(line, function, found, clause)
    free(found.name, line, line.tokens[0].span)
    known = line.known.extended(*parameters_of(found, line.known))
    try:
        made = defined(found, clause, tokens[found.size :], line.source, known, [])
    except ReadingError:
        if any(is_whole(line.known.lookup(name)) for name in found.parameters):
            return literal(line, tokens)
        raise
    made = replace(made, span=line.span)
    known = line.known.extended(Defined(shown(found), made), entries=written(found, made))
    for other in others:
        known = redefined(replace(line, known=known), other, found, made, tokens[found.size - 1 :])
    return known


def is_whole(declared: Declared | None) -> bool:
    """Whether a name in the brackets of a definition stands for all of a family, or for what it is defined as."""
    return isinstance(declared, Defined) or bool(indices_of(declared))


def literal(line: Line, tokens: list[Token]) -> Notation:
    """The notation with `name(…) = …` where no parameters stand in the brackets: all of it is one name."""
    opening = next((place for place, token in enumerate(tokens) if token.kind == "open" and token.text in CALLING), 0)
    end = group(tokens, opening)[1] if opening else 0
    if not end or end >= len(tokens) or tokens[end].text not in ("=", ":="):
        refuse(line.source, line.span)
    plain = head(Clause("definition", (*tokens[:opening], *tokens[end:])), line.source, line.known)
    if plain is None or plain.parameters or plain.indices or plain.name in (*ARRAY_FUNCTIONS, *FUNCTIONS, *MEANS):
        refuse(line.source, line.span)
    known = definition(replace(line, tokens=[*tokens[:opening], *tokens[end:]]))
    written_so = spellings.literal(tokens[:end], plain.name, known)
    return refuse(line.source, line.span) if written_so is None else known.extended(entries=[written_so])


def standing(line: Line, name: str, tokens: list[Token]) -> Notation:
    """The notation in which a declared function without argument stands for its value at one: `let s = s(X)`."""
    value = whole(tokens, line.source, line.known, line.span.end, [])
    if not (isinstance(value, Apply) and value.function == name and not value.primes) or name in line.known.alone:
        stop("defined-twice", line.source, line.span, name=name)
    return replace(line.known, alone={**line.known.alone, name: value})


def called(line: Line, function: Declared, found: Head, clause: Clause) -> Notation:
    """The notation in which a function with more or fewer arguments stands for its value at some: `let s(x, t) = s(x)`.

    An argument that does not stand behind the `=` has to be the declared name t itself.
    """
    known = line.known.extended(*parameters_of(found, line.known))
    made = defined(found, clause, line.tokens[found.size :], line.source, known, [])
    body = made.body
    if not (isinstance(body, Apply) and body.function == function.name and not body.primes):
        stop("defined-twice", line.source, line.span, name=function.name)
    for name in found.parameters:
        if name not in names_in(body) and line.known.lookup(name) is None:
            stop("unknown-name", line.source, line.span, name=name, nearest="")
    others = line.known.calls.get(function.name, ())
    return replace(line.known, calls={**line.known.calls, function.name: (*others, made)})


def redefined(line: Line, other: list[Token], found: Head, made: Definition, rest: list[Token]) -> Notation:
    """The notation with another spelling of a defined name; `rest` is `=` and the body."""
    known = line.known
    if other and is_spelling(line, other, found.name):
        return known
    whole = spellings.literal(other, found.name, known) if other and not (found.parameters or found.indices) else None
    if whole is not None:
        return known.extended(entries=[whole])
    entry = spellings.of_array(other, found.name, (), line.source, known, own=found.indices) if found.indices else None
    if entry is not None and entry[0].within:
        return known.extended(entries=[entry[0]])
    spelled = head(Clause("", (*other, *rest)), line.source, known)
    span = Span(other[0].start, other[-1].end) if other else line.span
    if spelled is None or spelled.indices != found.indices or spelled.parameters not in ((), found.parameters):
        refuse(line.source, span)
    declared = known.lookup(spelled.name.rstrip(families.LOOSE))
    if declared is not None and declared.name != found.name and (axes_of(declared) or indices_of(declared)):
        stop("defined-twice", line.source, span, name=spelled.name)
    entries = [replace(each, family=found.name) for each in written(spelled, made)]
    return known.extended(spellings={**known.spellings, spelled.name: found.name}, entries=entries)


def apart(tokens: list[Token]) -> tuple[list[Token], list[list[Token]]]:
    """The tokens of a definition without its other spellings, and those."""
    equals = next((place for place, token in enumerate(tokens) if token.text in ("=", ":=")), len(tokens))
    names = [list(part) for _, part in families.listed(tokens[:equals])]
    if not any(token.text == "also" for token in tokens[:equals]):
        return tokens, []
    return [*names[0], *tokens[equals:]], names[1:]
