r"""What a quantity is called that an answer says the distribution of: X_T → N(0, I), p(x_T) = N(x_T; 0, I)."""

from __future__ import annotations

from collections.abc import Sequence

from derivo.checks.notation.names.names import Notation
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.text.stop import ReadingError
from derivo.checks.notation.tokens.bound_indices import bare, group
from derivo.checks.notation.tokens.clauses import Segment, leveled, span_of
from derivo.checks.notation.words.random_names import BARS, NORMALS
from derivo.checks.notation.words.words import Words

JOINS = ("=", ":=", "->", "≈", "~", "=>")
LAWS = ("p", "q", "P", "Q", "f", "L", "law", "Law", "Pr")
LIMITS = ("lim", "limit")
ROUND = ("(", "left(", "[", "left[")


def named(parts: list[Segment], source: Source, notation: Notation) -> tuple[list[Segment], str]:
    """The sides without a first one that only names a new quantity of which they are the normal distribution; its text.

    N(x_T; 0, I) of the new x_T is then the distribution N(0, I). If it is no such answer, the sides as they are.
    """
    if not all(is_normal(part.tokens) for part in parts[1:] or parts):
        return parts, ""
    if len(parts) == 1:
        at, rest = value_at(parts[0].tokens)
        new = bool(at) and is_name(at) and unknown(at, source, notation)
        return ([parts[0]._replace(tokens=rest)], "") if new else (parts, "")
    name = quantity(parts[0].tokens, source, notation)
    if parts[1].relation not in JOINS or not name:
        return parts, ""
    found: list[Segment] = []
    for part in parts[1:]:
        at, rest = value_at(part.tokens)
        if at and said(at) != said(name):
            return parts, ""
        found.append(part._replace(tokens=rest))
    return [found[0]._replace(relation=""), *found[1:]], source.at(span_of(parts[0].tokens))


def is_normal(tokens: Sequence[Token]) -> bool:
    """Whether some tokens are N(…)."""
    begins = len(tokens) > 2 and tokens[0].text in NORMALS and tokens[1].text in ROUND
    return begins and group(tokens, 1)[1] == len(tokens)


def value_at(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The x of N(x; m, S), and N(m, S); of N(m, S) nothing and itself."""
    for place, (token, depth) in enumerate(leveled(list(tokens))):
        if depth == 1 and token.kind != "open" and token.text in (*BARS, ";"):
            return tokens[2:place], (*tokens[:2], *tokens[place + 1 :])
    return (), tokens


def quantity(tokens: tuple[Token, ...], source: Source, notation: Notation) -> tuple[Token, ...]:
    """The new name that some tokens are about: X_T, p(x_T), p(x_T | x_0), lim_{T→∞} X_T; nothing if it is none."""
    core = tokens
    if tokens and tokens[0].text in LIMITS:
        inner, end = group(tokens, 2) if len(tokens) > 1 and tokens[1].text == "_" else ((), 1)
        if inner and not (any(token.text == "->" for token in inner) and inner[-1].text == "oo"):
            return ()
        core = tokens[end:]
    name = core
    _, behind = head(core)
    if behind < len(core) and core[0].text in LAWS and core[behind].text in ROUND:
        inner, end = group(core, behind)
        bar = next((place for place, token in enumerate(inner) if token.text in BARS), len(inner))
        name = tuple(inner[:bar])
        if end != len(core):
            return ()
    new = core is not tokens or unknown(core, source, notation)
    return name if is_name(name) and new else ()


def head(tokens: Sequence[Token]) -> tuple[Sequence[Token], int]:
    """The name with which some tokens begin, what stands below it included, and the place behind it."""
    if not tokens or tokens[0].kind not in ("run", "name"):
        return (), 0
    end = group(tokens, 2)[1] if len(tokens) > 2 and tokens[1].text == "_" else 1
    return tokens[:end], end


def is_name(tokens: Sequence[Token]) -> bool:
    """Whether some tokens are one name of one letter, perhaps with something below it."""
    found, end = head(tokens)
    return bool(found) and end == len(tokens) and len(tokens[0].text.rstrip("0123456789")) == 1


def unknown(tokens: Sequence[Token], source: Source, notation: Notation) -> bool:
    """Whether some tokens cannot be read as names."""
    try:
        Words(list(tokens), source, notation, frozenset()).resolve()
    except ReadingError:
        return True
    return False


def said(tokens: Sequence[Token]) -> list[str]:
    """What a name says: X_T and x_T are alike."""
    return [token.text.lower() if not place else token.text for place, token in enumerate(bare(tokens))]
