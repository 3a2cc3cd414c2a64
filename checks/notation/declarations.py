"""The scalar part of the declaration language (declarations.md): `let`, `given`, `about`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from checks.language.domains import REAL
from checks.notation.brackets import conditions
from checks.notation.clauses import Clause, Head, head
from checks.notation.definitions import whole
from checks.notation.names import FUNCTIONS, Declared, Defined, Notation, Symbol, shown_name
from checks.notation.parser import Parser
from checks.notation.scanner import Token
from checks.notation.source import Problem, Source, Span
from checks.notation.stop import ReadingError, stop
from checks.notation.tokens import tokenize
from checks.notation.tree import Definition
from checks.notation.types import domain_of, function_of
from checks.notation.words import Words, composed, heading

COMMENT = re.compile(r"(?<!\\)[%#].*")
RESERVED = frozenset((*FUNCTIONS, "lim"))


class NotationError(Exception):
    """What an instructor wrote cannot be read; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.source.at(problem.span)}")
        self.problem = problem


def notation(text: str) -> Notation:
    """The notation that lines of `let`, `given` and `about` declare; raises `NotationError`."""
    source, known = Source(text), Notation()
    start = 0
    for line in text.split("\n"):
        found = added(COMMENT.sub("", line), known, bare=False)
        if isinstance(found, Problem):
            span = Span(found.span.start + start, found.span.end + start)
            raise NotationError(replace(found, source=source, span=span))
        known = found
        start += len(line) + 1
    return known


def declare(lines: Sequence[str], to: Notation | None = None) -> Notation | Problem:
    """`to` with more declarations, each with or without the word `let`; the first problem if there is one."""
    known = to or Notation()
    for line in lines:
        found = added(COMMENT.sub("", line), known, bare=True)
        if isinstance(found, Problem):
            return found
        known = found
    return known


def added(line: str, known: Notation, *, bare: bool) -> Notation | Problem:
    """The notation with one more line; an empty line adds nothing."""
    source = Source(line)
    try:
        tokens = tokenize(source, halfopen=True)
        if not tokens:
            return known
        word = tokens[0].text if tokens[0].kind == "run" else ""
        if word in WORDS:
            return WORDS[word](Line(source, tokens[1:], known, tokens[0].end))
        if bare:
            return let(Line(source, tokens, known, 0))
        refuse(source, Span(tokens[0].start, len(line.rstrip())))
    except ReadingError as stopped:
        return stopped.problem


@dataclass(frozen=True, slots=True)
class Line:
    """One declaration behind its first word, and the notation so far."""

    source: Source
    tokens: list[Token]
    known: Notation
    start: int

    @property
    def span(self) -> Span:
        """The whole of it."""
        return Span(self.start, len(self.source.text.rstrip()))


def refuse(source: Source, span: Span) -> NoReturn:
    """Unwinds: this is no declaration."""
    stop("not-a-declaration", source, span, found=source.at(span).strip())


def let(line: Line) -> Notation:
    """The notation with names of a type, or a definition."""
    colon = next((place for place, token in enumerate(line.tokens) if token.text == ":"), None)
    if any(token.text == "~" for token in line.tokens):
        tilde = next(token for token in line.tokens if token.text == "~")
        stop("unsupported", line.source, tilde.span, construct="distribution")
    if colon is None:
        return definition(line)
    names, spellings = declared_names(line, line.tokens[:colon])
    at = line.tokens[colon].end
    known = line.known
    for name in names:
        known = known.extended(typed(name, line, at))
    return known.extended(spellings={**known.spellings, **spellings})


def typed(name: str, line: Line, at: int) -> Declared:
    """A name of the type that stands behind `at`."""
    text = line.source.text[at:]
    start = at + len(text) - len(text.lstrip())
    said = Source(line.source.text), Span(start, len(line.source.text.rstrip()))
    found = function_of(name, *said)
    if found is not None:
        return found
    domain = domain_of(*said)
    return Symbol(name, shown_name(name), domain, constant=said[0].at(said[1]) == "constant")


def declared_names(line: Line, tokens: list[Token]) -> tuple[list[str], dict[str, str]]:
    """The names before the colon, and the other spellings of the last of them."""
    names: list[str] = []
    spellings: dict[str, str] = {}
    place, also = 0, False
    while place < len(tokens):
        name, place = canonical(line, tokens, place)
        if also:
            spellings[name] = names[-1]
        else:
            names.append(name)
        if place < len(tokens) and tokens[place].text == "also":
            also = True
        elif place < len(tokens) and tokens[place].text != ",":
            refuse(line.source, tokens[place].span)
        place += 1
    if not names or tokens[-1].text in (",", "also"):
        refuse(line.source, line.span)
    return names, spellings


def canonical(line: Line, tokens: list[Token], place: int) -> tuple[str, int]:
    """The canonical name that begins at `place`, free to be declared, and the place behind it."""
    first = tokens[place]
    if first.kind not in ("run", "name"):
        refuse(line.source, first.span)
    words = Words(tokens, line.source, line.known)
    letters, digits = heading(first)
    low, high = "", ""
    place += 1
    while place < len(tokens) - 1 and tokens[place].text in ("_", "^"):
        mark = tokens[place].text
        around, place = words.inner(place + 1)
        low, high = (mark + around, high) if mark == "_" else (low, mark + around)
    name = letters + composed(digits, low) + high
    free(name, line, Span(first.start, tokens[place - 1].end))
    return name, place


def free(name: str, line: Line, span: Span) -> None:
    """Unwinds if a name is built in or declared already."""
    if name in RESERVED:
        stop("reserved-name", line.source, span, name=name)
    if line.known.lookup(name) is not None:
        stop("defined-twice", line.source, span, name=name)


def definition(line: Line) -> Notation:
    """The notation with `name = …` or `name(parameters) = …`."""
    found = head(Clause("definition", tuple(line.tokens)), line.source, line.known) if line.tokens else None
    if found is None:
        refuse(line.source, line.span)
    free(found.name, line, line.tokens[0].span)
    known = with_parameters(line.known, found)
    body = whole(line.tokens[found.size :], line.source, known, len(line.source.text), [])
    made = Definition(found.name, found.parameters, body, line.span)
    return line.known.extended(Defined(shown_name(found.name), made))


def with_parameters(known: Notation, found: Head) -> Notation:
    """The notation inside a definition."""
    return known.extended(*(Symbol(name, shown_name(name), REAL) for name in found.parameters))


def given(line: Line) -> Notation:
    """The notation with conditions that hold at every point."""
    if not line.tokens:
        refuse(line.source, line.span)
    parser = Parser(line.tokens, line.source, line.known, len(line.source.text))
    found = conditions(parser)
    if parser.at("keyword"):
        parser.fail("unsupported", parser.peek(), construct=parser.peek().text)
    parser.finish(*found)
    known = line.known
    for condition in found:
        known = known.knows(condition)
    return known


def about(line: Line) -> Notation:
    """The notation with the names that a derivation is about."""
    if not line.tokens:
        refuse(line.source, line.span)
    resolved = Words(line.tokens, line.source, line.known).resolve()
    names = [token for token in resolved if token.text != ","]
    for token in names:
        if token.kind != "value":
            refuse(line.source, token.span)
    return replace(line.known, about=(*line.known.about, *(token.text for token in names)))


WORDS = {"let": let, "given": given, "about": about}
