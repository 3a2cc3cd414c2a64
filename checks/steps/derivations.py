"""A derivation as typed: text -> declarations and chains of sides (docs/steps.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from derivo.checks.steps.pieces import Lines, Piece

IMPLIED = ("=>", "<=>")
DECLARES = re.compile(r"\s*(?:let|given|about)\b")
SUPPOSES = re.compile(r"\s*(?:suppose|assume)(?:\s+that)?\b\s*", re.IGNORECASE)
COMMENT = re.compile(r"(?<!\\)[%#].*")
REASON = re.compile(r"\s+by\s+(?=\S*[A-Za-z(\\]).*$")
CONNECTIVES = {"hence": "=>", "therefore": "=>", "thus": "=>", "so": "=>", "implies": "=>", "iff": "<=>"}
CONNECTIVE = re.compile(rf"\s*({'|'.join(CONNECTIVES)})\b[\s,:]*(?:that\b)?", re.IGNORECASE)
WORDS = re.compile(r"[A-Za-z'’-]{2,}|\ba\b|\bI\b")
DERIVATIVE = re.compile(r"\\d?frac\s*\{\s*\\?(?:partial|d|mathrm\s*\{?d)|\\nabla|∇|∂|d\s*/\s*d")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a chain: an expression, or an equation that is assumed or concluded, as typed.

    `relation` is what it claims to the side before; empty where nothing is claimed: of a first side, of a premise, of a
    condition that is to be solved.
    """

    pieces: tuple[Piece, ...]
    relation: str = ""
    premise: bool = False

    @property
    def text(self) -> str:
        """The side as typed, on one line."""
        return " ".join(f"{each.relation} {each.text}".strip() for each in self.pieces)

    @property
    def line(self) -> int:
        """The line on which it begins, from 1."""
        return self.pieces[0].line

    @property
    def is_equation(self) -> bool:
        """Whether it relates expressions."""
        return len(self.pieces) > 1


@dataclass(frozen=True, slots=True)
class Derivation:
    """The declarations of a derivation, and its chains of sides, in order; `lines` are the lines as typed."""

    let: tuple[str, ...]
    chains: tuple[tuple[Side, ...], ...]
    lines: tuple[str, ...] = field(default=(), repr=False)


@dataclass(slots=True)
class _Statement:
    """Pieces that one relation after the other joins; `join` is ⇒ or ⇔ before the first."""

    join: str
    pieces: list[Piece]

    def begins(self) -> int:
        """How many pieces stand on its first line; a lone one is joined by what the next line begins with."""
        on_line = sum(each.line == self.pieces[0].line for each in self.pieces)
        if on_line == 1 and self.join and len(self.pieces) > 1:
            second = self.pieces[1].line
            on_line += sum(each.line == second for each in self.pieces)
        return on_line


def read_work(text: str, let: Sequence[str] = ()) -> Derivation:
    """The declarations and the chains of a work file, and what `let` declares besides.

    Whatever stands in the file is a declaration, a side, words or a comment.
    """
    let = list(let)
    chains: list[tuple[Side, ...]] = []
    lines = text.split("\n")
    paragraph = Lines([])
    for number, line in enumerate(lines, start=1):
        bare = COMMENT.sub("", line)
        if DECLARES.match(bare):
            let.append(bare.strip())
        elif supposed := SUPPOSES.match(bare):
            chains += _chains(paragraph.pieces)
            paragraph = Lines([])
            chains.append(_supposed(bare[supposed.end() :], number))
        elif bare.strip() and not _is_prose(bare):
            paragraph.add(_joined(REASON.sub("", bare)), number)
        elif not line.strip():
            chains += _chains(paragraph.pieces)
            paragraph = Lines([])
    chains += _chains(paragraph.pieces)
    return Derivation(tuple(let), tuple(chains), tuple(lines))


def _supposed(text: str, number: int) -> tuple[Side, ...]:
    found = Lines([])
    found.add(text, number)
    return (Side(tuple(found.pieces), premise=True),)


def _joined(line: str) -> str:
    """A line with a word in front that says that it follows, as the sign that says so."""
    found = CONNECTIVE.match(line)
    return f"{CONNECTIVES[found.group(1).lower()]} {line[found.end() :]}" if found else line


def _is_prose(line: str) -> bool:
    """Whether a line is nothing but words, at least two, or one with a colon behind it."""
    rest = WORDS.sub("", line.replace("$", "").replace("\\\\", ""))
    words = WORDS.findall(line)
    return not rest.strip(" \t.,:;()") and (len(words) > 1 or line.rstrip().endswith(":"))


def _chains(pieces: Sequence[Piece]) -> Iterator[tuple[Side, ...]]:
    """The chains of a paragraph."""
    statements = list(_statements(pieces))
    chain: list[Side] = []
    for place, each in enumerate(statements):
        before = statements[place - 1] if place else None
        after = statements[place + 1] if place + 1 < len(statements) else None
        join = each.join or ("=>" if before and _on_one_line(before) and _is_equation(each) else "")
        if not join and chain:
            yield tuple(chain)
            chain = []
        chain += _sides(each, join if chain else "", after)
    if chain:
        yield tuple(chain)


def _statements(pieces: Sequence[Piece]) -> Iterator[_Statement]:
    found: _Statement | None = None
    for piece in pieces:
        if piece.relation in IMPLIED or (piece.leads and not piece.relation) or found is None:
            if found:
                yield found
            join = piece.relation if piece.relation in IMPLIED else ""
            found = _Statement(join, [Piece(piece.text, piece.line, leads=piece.leads)])
        else:
            found.pieces.append(piece)
    if found:
        yield found


def _is_equation(statement: _Statement) -> bool:
    return statement.begins() > 1


def _on_one_line(statement: _Statement) -> bool:
    return _is_equation(statement) and statement.begins() == len(statement.pieces)


def _sides(statement: _Statement, join: str, after: _Statement | None) -> Iterator[Side]:
    """The sides of a statement: one of an equation that is concluded or assumed, else one for each expression."""
    pieces, first = statement.pieces, statement.begins()
    followed = after is not None and (bool(after.join) or _is_equation(after))
    if join:
        yield Side(tuple(pieces[:first]), join)
        rest = pieces[first:]
    elif followed and _on_one_line(statement):
        yield Side(tuple(pieces), premise=True)
        return
    else:
        yield Side((pieces[0],))
        rest = pieces[1:]
    for piece in rest:
        solved = piece is pieces[-1] and piece.text.strip(" .,") == "0" and piece.relation == "=" and followed
        alone = Piece(piece.text, piece.line, leads=piece.leads)
        yield Side((alone,), "" if solved or piece.wanted else piece.relation, premise=solved or piece.wanted)
