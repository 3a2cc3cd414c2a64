"""Why a word is no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import Random, axes_of, indices_of, shown_entry
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens import bound_indices
from derivo.checks.notation.tokens.suffixes import LONGEST_RUN, composed, heading

if TYPE_CHECKING:
    from derivo.checks.notation.words.words import Words

MOST_NEAREST = 3
UNSUPPORTED_WORDS = {
    **dict.fromkeys(("int", "integral", "integrate", "Integral"), "integral"),
    **dict.fromkeys(("grad", "nabla", "gradient"), "gradient"),
    **dict.fromkeys(("argmin", "argmax", "arg"), "argmin"),
    "Var": "variance",
    "Cov": "covariance",
    **dict.fromkeys(("KL", "div"), "divergence"),
    "overline": "accent",
    "sup": "operator",
    **dict.fromkeys(("diag", "Diag"), "matrix"),
}


def unknown(words: Words, token: Token, place: int, *, opens: bool) -> None:
    """Unwinds with the reason why a word is no name."""
    construct = UNSUPPORTED_WORDS.get(token.text)
    if construct is None and opens and token.text in ("E", "P"):
        construct = {"E": "expectation", "P": "probability"}[token.text]
    if token.text in bound_indices.WORDS and construct is None:
        stop("no-index", words.source, token.span)
    family(words, token, place)
    if construct is not None:
        stop("unsupported", words.source, token.span, construct=construct)
    letters, digits = heading(token)
    suffix, end, _ = words.tails(place + 1)[0]
    start, until, name = offending(words, token, letters, composed(digits, suffix))
    nearest = words.notation.nearest(name)
    span = Span(start, words.tokens[end - 1].end if until is None else until)
    if not suffix and prose(words, place):
        stop("not-a-formula", words.source, token.span, word=words.source.at(token.span))
    stop("unknown-name", words.source, span, name=name, nearest=", ".join(nearest))


def family(words: Words, token: Token, place: int) -> None:
    """Unwinds if a word is a family without its index, or with too few or too many."""
    spellings = words.notation.entries.get(token.text)
    if not spellings:
        return
    declared = words.notation.names[spellings[0].family]
    axes, given = axes_of(declared), [letter for letter, _ in indices_of(declared)]
    if not axes and not given:  # p of p(y | X, w)
        return
    if axes and not given:
        given = ["i", "j"][: len(axes)]
    facts = {"name": token.text, "example": shown_entry(declared.name, given)}
    suffix, end, _ = words.tails(place + 1)[0]
    if isinstance(declared, Random):  # x of x_0, x_t
        known = words.notation
        nearest = [each for each in (*known.spellings, *known.names) if each.startswith(token.text + "_")]
        name = token.text + suffix
        stop("unknown-name", words.source, token.span, name=name, nearest=", ".join(nearest[:MOST_NEAREST]))
    if not suffix or words.tokens[place + 1].text == "^":
        stop("missing-index", words.source, token.span, **facts)
    if any(spelling.below for spelling in spellings):
        span = Span(token.start, words.tokens[end - 1].end)
        stop("wrong-indices", words.source, span, expected=str(len(given)), **facts)


def offending(words: Words, token: Token, letters: str, suffix: str) -> tuple[int, int | None, str]:
    """The part of a run that is to blame: start, end (None: with its suffix) and the name."""
    whole = (token.start, None, letters + suffix)
    if token.kind == "name" or len(letters) > LONGEST_RUN or (len(letters) > 2 and words.notation.nearest(letters)):
        return whole
    for cut in range(len(letters) - 1, 0, -1):
        rest = letters[cut:]
        if words.split(letters[:cut], "") and (len(rest) == 1 or words.notation.nearest(rest)):
            return token.start + cut, None, rest + suffix
    for cut in range(1, len(letters)):
        rest = letters[:cut]
        if words.split(letters[cut:], suffix) and (len(rest) == 1 or words.notation.nearest(rest)):
            return token.start, token.start + cut, rest
    return whole


def prose(words: Words, place: int) -> bool:
    """Whether the word at `place` has another word beside it."""
    if len(words.tokens[place].text) < 2 or not words.tokens[place].text.isalpha():
        return False
    beside = words.tokens[max(0, place - 1) : place] + words.tokens[place + 1 : place + 2]
    return any(token.kind == "run" and len(token.text) > 1 and not readable(words, token) for token in beside)


def readable(words: Words, token: Token) -> bool:
    """Whether a run can be read as names."""
    letters, digits = heading(token)
    return bool(len(letters) <= LONGEST_RUN and words.split(letters, composed(digits, "")))
