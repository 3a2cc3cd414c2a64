"""What the tokens of a claim show of the names in it that nothing declares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from derivo.checks.notation.names.names import UNICODE, Notation
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.text.stop import ReadingError
from derivo.checks.notation.tokens.bound_indices import WORDS, bound_at, bound_letters, braced, group
from derivo.checks.notation.tokens.tokenizer import tokenize

FUNCTIONS = frozenset("fgh")
NO_FACTORS = frozenset("pqPQLJl")  # before a bracket hardly a factor
LOGISTIC = "sigma"
TRANSPOSES = frozenset(("T", "⊤", "top", "intercal"))
OF_ARRAYS = frozenset(("‖", "∇", "nabla", "grad", "tr", "Tr", "trace", "det", "⊤", "top", "transpose"))
OF_MATRICES = frozenset(("tr", "Tr", "trace", "det"))
MEANS = frozenset(("E", "Var", "Cov"))
BOLD = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec|textbf)\s*(?:\{\s*)?\\?([A-Za-z]+)")
CAPITAL_OF = {"i": "N", "j": "N"}  # the size of an index letter without a bound; of others, the capital


@dataclass(frozen=True, slots=True)
class Name:
    """A name without what stands below it as an index: its letter and accents; the index letters of a family."""

    head: str
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Uses:
    """What some texts show.

    `bounds` are those of index letters, as typed, empty where none is; `called` are names before a bracket, with the
    number of arguments; `applied` are those of them that may well be functions; `arrayed` are names that are
    transposed, bold, or alone in tr and det, `normed` those inside of norms and below ∇, `random` those inside a mean.
    """

    letters: frozenset[str]
    bounds: Mapping[str, str]
    called: Mapping[str, int]
    applied: frozenset[str]
    arrayed: frozenset[str]
    normed: frozenset[str]
    random: frozenset[str]
    alone: frozenset[str]
    arrays: bool
    sizes: tuple[str, ...]


def uses(texts: Sequence[str], known: Notation) -> Uses | None:
    """What the texts show, or None if they are no tokens."""
    try:
        every = [braced(list(tokenize(Source(text), labelled=True))) for text in texts]
    except ReadingError:
        return None
    bounds: dict[str, str] = {}
    called: dict[str, int] = {}
    applied: set[str] = set()
    for tokens in every:
        bounds |= dict(_bounds(tokens, known))
        for name, inner in _called(tokens):
            called[name] = max(1 + _commas(inner), called.get(name, 0))
            if name in NO_FACTORS or not any(each.text in ("+", "-") for each in inner) or called[name] > 1:
                applied.add(name)
    flat = [token for tokens in every for token in tokens]
    bold = frozenset(found.group(1) for text in texts for found in BOLD.finditer(text))
    sizes = tuple(dict.fromkeys(each for each in bounds.values() if each and not each.isdigit()))
    arrayed = bold | {name for tokens in every for name in (*_transposed(tokens), *_of_matrices(tokens))}
    return Uses(
        letters=frozenset(letter for tokens in every for letter in bound_letters(tokens, known)),
        bounds=bounds,
        called=called,
        applied=frozenset(applied),
        arrayed=arrayed,
        normed=frozenset(name for tokens in every for name in _normed(tokens)),
        random=frozenset(name for tokens in every for name in _inside_means(tokens)),
        alone=frozenset(token.text for token in flat if token.kind in ("run", "name")),
        arrays=bool(arrayed or any(token.text in OF_ARRAYS for token in flat)),
        sizes=sizes,
    )


def size_of(letter: str, taken: set[str]) -> str:
    """The size of an index letter whose sum has no bound: its capital, or another that is not taken."""
    return str(next(each for each in (CAPITAL_OF.get(letter, letter.upper()), *"NMKLPQRS") if each not in taken))


def name_of(spelled: str, letters: frozenset[str]) -> Name | None:
    """A canonical name, its index letters apart if sums bind all that stands below it; None for what has no such form.

    >>> name_of("x_nk", frozenset("nk")), name_of("x_1", frozenset()), name_of("x_n1", frozenset("n"))
    (Name(head='x', letters=('n', 'k')), Name(head='x_1', letters=()), None)
    """
    head, mark, below = spelled.rpartition("_")
    if "^" in spelled or "," in below:
        return None
    if mark and below and all(each in letters for each in below):
        return Name(head, tuple(below))
    return None if mark and any(each in letters for each in below) and len(below) > 1 else Name(spelled)


def is_letter(name: str) -> bool:
    """Whether a name is one letter or a Greek one, whatever stands below it."""
    head = name.partition("_")[0].rstrip("'")
    return len(head) == 1 or head in UNICODE


def _bounds(tokens: list[Token], known: Notation) -> Iterator[tuple[str, str]]:
    """The index letters of sums, and what stands above."""
    for place, token in enumerate(tokens):
        letters = bound_at(tokens, place, known) if token.text in (*WORDS, "Sigma", "Pi") else set()
        if not letters or place + 1 >= len(tokens) or tokens[place + 1].text not in "_^":
            continue
        above = ""
        after = place + 1
        while after < len(tokens) and tokens[after].text in ("_", "^"):
            inner, end = group(tokens, after + 1)
            texts = [each.text for each in inner]
            if tokens[after].text == "^" and len(texts) == 1:
                above = texts[0]
            after = end
        for letter in sorted(letters):
            yield letter, above


def _called(tokens: list[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    """The last letters right before a bracket, or a prime and a bracket, and what stands in it."""
    for place, token in enumerate(tokens[:-1]):
        if token.kind not in ("run", "name"):
            continue
        after = place + 1
        while after < len(tokens) and tokens[after].text in ("'", "′"):
            after += 1
        if after < len(tokens) and tokens[after].kind == "open" and tokens[after].text in ("(", "left("):
            below = place > 0 and tokens[place - 1].text in ("_", "^")
            name = token.text if token.kind == "name" or token.text in UNICODE else token.text[-1:]
            yield "" if below else name, group(tokens, after)[0]


def _commas(tokens: Sequence[Token]) -> int:
    depth = found = 0
    for token in tokens:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        found += token.text == "," and not depth
    return found


def _transposed(tokens: list[Token]) -> Iterator[str]:
    """The names right before a transpose, what stands below them left out."""
    for place, token in enumerate(tokens):
        mark = group(tokens, place + 1)[0] if token.text == "^" else ()
        if [each.text for each in mark] not in [[each] for each in TRANSPOSES]:
            continue
        before = place - 1
        if before > 1 and tokens[before - 1].text == "_":
            before -= 2
        if before >= 0 and tokens[before].kind in ("run", "name"):
            run = tokens[before]
            yield run.text if run.kind == "name" or run.text in UNICODE else run.text[-1:]


def _of_matrices(tokens: list[Token]) -> Iterator[str]:
    """The names that are alone behind tr and det."""
    for place, token in enumerate(tokens):
        if token.text in OF_MATRICES:
            inner, _ = group(tokens, place + 1)
            yield from (each for one in inner if len(inner) == 1 for each in _letters(one))


def _normed(tokens: list[Token]) -> Iterator[str]:
    """The names between the bars of norms, and those below ∇."""
    inside = False
    for place, token in enumerate(tokens):
        inside ^= token.text == "‖"
        if inside or (token.text in ("∇", "nabla") and place + 1 < len(tokens) and tokens[place + 1].text == "_"):
            named = (token,) if inside else group(tokens, place + 2)[0]
            yield from (letter for each in named for letter in _letters(each))


def _inside_means(tokens: list[Token]) -> Iterator[str]:
    """The names that are random: those below E, else capitals inside E[…] and Var(…), else the one name inside."""
    for place, token in enumerate(tokens[:-1]):
        if token.text not in MEANS or token.kind not in ("run", "name"):
            continue
        after = place + 1
        if tokens[after].text == "_":
            below, after = group(tokens, after + 1)
            names = [each.text for each in below if each.kind in ("run", "name")]
            yield from names[:1] if len(names) == 1 else ()
        inner = group(tokens, after)[0] if after < len(tokens) and tokens[after].kind == "open" else ()
        names = [letter for each in inner for letter in _letters(each)]
        capitals = [each for each in names if each.isupper()]
        yield from capitals or (names if len(set(names)) == 1 else ())


def _letters(token: Token) -> Iterator[str]:
    """The letters of a run that is no word."""
    if token.kind == "name" or token.text in UNICODE:
        yield token.text
    elif token.kind == "run" and token.text.isalpha() and len(token.text) <= 2 and token.text not in MEANS:
        yield from token.text
