"""One line of declarations, and the names that it declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from derivo.checks.notation.names.names import FUNCTIONS, Notation, indices_of
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens.suffixes import composed, heading
from derivo.checks.notation.words.words import Words

RESERVED = frozenset((*FUNCTIONS, "lim"))


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


def declared_names(line: Line, tokens: Sequence[Token]) -> list[str]:
    """The names between commas, free to be declared."""
    names: list[str] = []
    place = 0
    while place < len(tokens):
        name, place = canonical(line, tokens, place)
        names.append(name)
        if place < len(tokens) and tokens[place].text != ",":
            refuse(line.source, tokens[place].span)
        place += 1
    if not names or tokens[-1].text == ",":
        refuse(line.source, line.span)
    return names


def canonical(line: Line, tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """The canonical name that begins at `place`, free to be declared, and the place behind it."""
    name, end = composed_at(line, tokens, place)
    if not indices_of(line.known.lookup(name)):
        free(name, line, Span(tokens[place].start, tokens[end - 1].end))
    return name, end


def composed_at(line: Line, tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """The canonical name that begins at `place`, and the place behind it."""
    first = tokens[place]
    if first.kind not in ("run", "name"):
        refuse(line.source, first.span)
    words = Words(list(tokens), line.source, line.known)
    letters, digits = heading(first)
    low, high = "", ""
    place += 1
    while place < len(tokens) - 1 and tokens[place].text in ("_", "^"):
        mark = tokens[place].text
        around, place = words.inner(place + 1)
        low, high = (low + mark + around, high) if mark == "_" else (low, mark + around)
    name = letters + composed(digits, low) + ("'" if high == "^'" else high)
    while place < len(tokens) and tokens[place].text == "'":
        name, place = name + "'", place + 1
    return name, place


def free(name: str, line: Line, span: Span) -> None:
    """Unwinds if a name is built in or declared already."""
    if name in RESERVED:
        stop("reserved-name", line.source, span, name=name)
    if line.known.lookup(name) is not None:
        stop("defined-twice", line.source, span, name=name)


def is_spelling(line: Line, tokens: Sequence[Token], name: str) -> bool:
    """Whether some tokens are a name already: α of alpha."""
    if not tokens or tokens[0].kind not in ("run", "name"):
        return False
    spelled, end = composed_at(line, tokens, 0)
    known = line.known.lookup(spelled)
    return known is not None and known.name == name and end == len(tokens)
