"""The left side of a definition: `s = …`, `g(u) = …`, `N_k := …`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derivo.checks.notation.names.names import (
    ARRAY_FUNCTIONS,
    CONSTANTS,
    FUNCTIONS,
    Notation,
    Random,
    Slot,
    Symbol,
    axes_of,
    indices_of,
)
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.text.stop import ReadingError
from derivo.checks.notation.tokens import family_entries
from derivo.checks.notation.tokens.bound_indices import bare, bound_letters, group, is_size
from derivo.checks.notation.tokens.clauses import Clause, leveled, segments
from derivo.checks.notation.tokens.suffixes import composed, heading, joined
from derivo.checks.notation.tokens.transposes import SIGN
from derivo.checks.notation.words import families
from derivo.checks.notation.words.families import LOOSE, Pattern
from derivo.checks.notation.words.words import Words

TRANSPOSED = ("T", SIGN)
MEANS = ("E", "Var", "var", "V", "Cov", "cov", "KL", "H")


@dataclass(frozen=True, slots=True)
class Head:
    """The left side of `name(parameters) = body`: where the body begins is `size` tokens on.

    Of `N_k = …`, `name` is the canonical name of the family, `pattern` how it is written. Of `aᵀ = …`, the body is
    `transposed`.
    """

    name: str
    parameters: tuple[str, ...]
    size: int
    pattern: Pattern | None = None
    transposed: bool = False

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
    suffix, place, transposed = "", 1, False
    while place < len(tokens) - 1 and tokens[place].text in ("_", "^"):
        mark = tokens[place].text
        around, place = words.inner(place + 1)
        transposed = mark == "^" and around in TRANSPOSED and notation.arrays and notation.lookup("T") is None
        if transposed:
            break
        suffix = suffix + mark + around if mark == "^" else mark + around + suffix
    name = letters + composed(digits, suffix)
    if name in MEANS and any(isinstance(each, Random) for each in notation.names.values()):
        return None  # Cov(X, Y) = 0 says something
    while notation.arrays and place < len(tokens) and tokens[place].text == "'":
        name, place = name + "'", place + 1
    parameters: tuple[str, ...] = ()
    if place < len(tokens) and tokens[place].text in ("(", "left("):
        inner, end = group(tokens, place)
        listed = [_parameter(each, source, notation) for each in _listed(bare(inner))]
        if not all(listed):
            return None
        parameters, place = tuple(filter(None, listed)), end
    return Head(name, parameters, place + 1, transposed=transposed) if defined_at(tokens, place) else None


def _listed(tokens: Sequence[Token]) -> list[list[Token]]:
    """What stands between commas and semicolons outside brackets."""
    parts: list[list[Token]] = [[]]
    for token, depth in leveled(list(tokens)):
        if not depth and token.text in (",", ";"):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _parameter(tokens: Sequence[Token], source: Source, notation: Notation) -> str | None:
    """The name of a parameter, perhaps with something below; None if it is no name."""
    if not tokens or tokens[0].kind not in ("run", "name"):
        return None
    if len(tokens) == 1:
        return joined(list(tokens))
    letters, digits = heading(tokens[0])
    if tokens[1].text != "_" or len(tokens) < 3:
        return None
    around, end = Words(list(tokens), source, notation, frozenset()).inner(2)
    return letters + composed(digits, "_" + around) if end == len(tokens) else None


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
            for unit in family_entries.units(group(tokens, at + 1)[0]):
                name = family_entries.index_name(unit)
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


def hiding(found: Head, clause: Clause, notation: Notation, *, array: bool = False) -> Head | None:
    """The head under a name of its own if it gives another meaning to a letter that is a vector or an index; else None.

    So does one whose body is an `array`, to a letter that is a number.

    `V = W` and `i = 1`, `i = n + 1` are conditions, and so is `A = A^T`.
    """
    body, known = body_tokens(clause, found), notation.lookup(found.name)
    if found.pattern is not None or found.parameters or len(body) < 2 or mentioned(letters_of(found), body, notation):
        return None
    letters = {token.text for token in body if token.kind in ("run", "name") and not is_size(token.text, notation)}
    if known is None and found.name in notation.indices:
        hides = not letters <= notation.indices.keys()
    else:
        values = any(notation.lookup(each) or each in notation.entries for run in letters for each in (run, *run))
        hides = bool(indices_of(known) or (axes_of(known) and values) or (isinstance(known, Symbol) and array))
    return replace(found, name=found.name + LOOSE) if hides else None


def by_entries(found: Head, tokens: Sequence[Token], notation: Notation) -> Head:
    """The head `u_i` under a name of its own if `u` stands alone among `tokens`, or if there are none: all of it."""
    letters = letters_of(found)
    following = [token.text for token in (*tokens[1:], *tokens[:1])]
    alone = any(
        token.text == letters and after not in ("_", "[") for token, after in zip(tokens, following, strict=True)
    )
    if (
        len(found.indices) != 1
        or found.name != letters
        or (tokens and not alone)
        or notation.lookup(letters) is not None
    ):
        return found
    return replace(found, name=found.name + LOOSE)


def turned(clause: Clause, source: Source, notation: Notation) -> Clause:
    """The clause `γ = g` of something known and a new name as g = γ: it defines what is new. Else the clause itself."""
    left, *others = segments(clause.tokens)
    if len(others) != 1 or others[0].relation != "=" or others[0].at is None or not left.tokens or not others[0].tokens:
        return clause
    back = replace(clause, tokens=(*others[0].tokens, others[0].at, *left.tokens))
    found = head(back, source, notation)
    if found is None or found.size != len(others[0].tokens) + 1 or not new_name(found, back.tokens, source, notation):
        return clause
    try:
        Words(list(left.tokens), source, notation).resolve()
    except ReadingError:
        return clause
    return back


def body_tokens(clause: Clause, found: Head) -> tuple[Token, ...]:
    """The tokens of what a definition says, up to a further relation."""
    return segments(clause.tokens[found.size :])[0].tokens


def letters_of(found: Head) -> str:
    """The letters of a defined name, without what stands below."""
    return found.pattern.head if found.pattern is not None else found.name.rstrip("'" + LOOSE).split("_")[0]


def mentioned(letters: str, tokens: Sequence[Token], notation: Notation) -> bool:
    """Whether a name may stand among some tokens, perhaps in a run of letters that is no name itself."""
    return any(token.text == letters or (letters in token.text and splits(token, notation)) for token in tokens)


def splits(token: Token, notation: Notation) -> bool:
    """Whether a token is a run of letters that is no name itself."""
    known = notation.lookup(token.text) is not None or token.text in FUNCTIONS or token.text in ARRAY_FUNCTIONS
    return token.kind == "run" and not known
