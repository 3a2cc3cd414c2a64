"""The left side of a definition: `s = …`, `g(u) = …`, `N_k := …`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checks.notation import entries, families
from checks.notation.binders import bound_letters, group
from checks.notation.clauses import Clause, leveled
from checks.notation.families import Pattern
from checks.notation.names import CONSTANTS, FUNCTIONS, Notation, Slot
from checks.notation.scanner import Token
from checks.notation.source import Source
from checks.notation.stop import ReadingError
from checks.notation.suffixes import composed, heading, joined
from checks.notation.words import Words


@dataclass(frozen=True, slots=True)
class Head:
    """The left side of `name(parameters) = body`: where the body begins is `size` tokens on.

    Of `N_k = …`, `name` is the canonical name of the family, `pattern` how it is written.
    """

    name: str
    parameters: tuple[str, ...]
    size: int
    pattern: Pattern | None = None

    @property
    def indices(self) -> tuple[str, ...]:
        """The letters of the indices."""
        return self.pattern.letters if self.pattern is not None else ()


def head(clause: Clause, source: Source, notation: Notation) -> Head | None:
    """The head of a clause that defines a name, `s = …` or `g(u) := …`; None if it defines nothing."""
    tokens = list(clause.tokens)
    if tokens[0].kind not in ("run", "name"):
        return None
    found = indexed(tokens, notation)
    if found is not None:
        return found
    words = Words(tokens, source, notation, frozenset())
    letters, digits = heading(tokens[0])
    suffix, place = "", 1
    while place < len(tokens) - 1 and tokens[place].text in ("_", "^"):
        mark = tokens[place].text
        around, place = words.inner(place + 1)
        suffix = suffix + mark + around if mark == "^" else mark + around + suffix
    name = letters + composed(digits, suffix)
    while notation.arrays and place < len(tokens) and tokens[place].text == "'":
        name, place = name + "'", place + 1
    parameters: tuple[str, ...] = ()
    if place < len(tokens) and tokens[place].text in ("(", "left("):
        end = next((at for at in range(place, len(tokens)) if tokens[at].kind == "close"), place)
        inner = tokens[place + 1 : end]
        if any(token.kind not in ("run", "name") for token in inner[::2]) or any(
            t.text not in (",", ";") for t in inner[1::2]
        ):
            return None
        parameters = tuple(joined([token]) for token in inner[::2])
        place = end + 1
    return Head(name, parameters, place + 1) if defined_at(tokens, place) else None


def defined_at(tokens: Sequence[Token], place: int) -> bool:
    """Whether `=` or `:=` and a body stand at `place`."""
    return place < len(tokens) - 1 and tokens[place].text in ("=", ":=")


def indexed(tokens: list[Token], notation: Notation) -> Head | None:
    """The head of `N_k = …`: below stand letters of indices, declared or used below in the body."""
    found = families.pattern(tokens, index_letters(tokens, notation), calls=False)
    if found is None or not found.letters or not defined_at(tokens, found.size):
        return None
    if any(isinstance(part, str) for part in found.below) or any(isinstance(part, Slot) for part in found.above):
        return None
    return Head(families.named(found.canonical, notation), (), found.size + 1, found)


def index_letters(tokens: Sequence[Token], notation: Notation) -> set[str]:
    """The letters that are indices in a definition: the declared ones, and those below something behind `=`."""
    found = set(notation.indices)
    row = row_at(tokens)
    if row is not None:
        found.add(row[0].text)
    place = next((place for place, token in enumerate(tokens) if token.text in ("=", ":=")), len(tokens))
    bound = bound_letters(tokens[place:], notation)
    for at in range(place, len(tokens) - 1):
        if tokens[at].text == "_":
            for unit in entries.units(group(tokens, at + 1)[0]):
                name = entries.index_name(unit)
                if name and name not in bound and notation.lookup(name) is None:
                    found.add(name)
    return found


def row_at(tokens: Sequence[Token]) -> tuple[Token, Sequence[Token]] | None:
    """The letter and the matrix of `w_i = row i of W`, None of another definition."""
    place = next((place for place, token in enumerate(tokens) if token.text in ("=", ":=")), len(tokens)) + 1
    texts = [token.text for token in tokens[place : place + 3]]
    said = len(tokens) > place + 3 and (texts[0], texts[2]) == ("row", "of")
    return (tokens[place + 1], tokens[place + 3 :]) if said and tokens[place + 1].kind in ("run", "name") else None


def new_name(found: Head, tokens: tuple[Token, ...], source: Source, notation: Notation) -> bool:
    """Whether a name is not known yet, nor a run of known names."""
    if found.pattern is None and (notation.lookup(found.name) or found.name in CONSTANTS or found.name in FUNCTIONS):
        return False
    if found.name.endswith("'"):
        return True
    heads = found.size - 1 if notation.entries or found.pattern is not None else 1
    try:
        Words(list(tokens[:heads]), source, notation).resolve()
    except ReadingError:
        return True
    return found.pattern is None and "_" in found.name and heads == 1


def body_tokens(clause: Clause, found: Head) -> tuple[Token, ...]:
    """The tokens of what a definition says, up to a further relation."""
    rest = list(clause.tokens[found.size :])
    for place, (token, depth) in enumerate(leveled(rest)):
        if token.kind == "relation" and not depth:
            return tuple(rest[:place])
    return tuple(rest)


def letters_of(found: Head) -> str:
    """The letters of a defined name, without what stands below."""
    return found.pattern.head if found.pattern is not None else found.name.rstrip("'").split("_")[0]


def mentioned(letters: str, tokens: Sequence[Token], notation: Notation) -> bool:
    """Whether a name may stand among some tokens, perhaps in a run of letters that is no name itself."""
    return any(
        token.text == letters or (token.kind == "run" and letters in token.text and notation.lookup(token.text) is None)
        for token in tokens
    )
