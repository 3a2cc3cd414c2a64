r"""What is said around an objective: `argmin_θ` before it, and constants behind it: `+ C`, `C_1`, `\text{const}`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from derivo.checks.language.domains import REAL
from derivo.checks.notation.names.names import Notation, Random, Symbol, shown_name
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.tokens import bound_indices
from derivo.checks.notation.tokens.clauses import leveled
from derivo.checks.notation.tokens.suffixes import composed, heading, joined

CONSTANT = re.compile(r"(?:[Cc]onst|[Cc]onstant|cst|C)(?:_(?:\d+|[A-Za-z]))?'?")
OPTIMA: Mapping[tuple[str, ...], str] = {
    **{("arg", each): each for each in ("min", "max")},
    **{("arg" + each,): each for each in ("min", "max")},
    **{(each, "_"): each for each in ("min", "max")},
    **{
        (each + ending,): each[:3].lower() for each in ("minim", "maxim", "Minim", "Maxim") for ending in ("ize", "ise")
    },
}


def stands(notation: Notation) -> bool:
    """Whether something may be an objective: the notation is `about` something, or has random names."""
    return bool(notation.about) or any(isinstance(each, Random) for each in notation.names.values())


def constants(tokens: Sequence[Token], notation: Notation) -> Notation:
    """The notation with the constants among some tokens, where it is `about` something or has random names."""
    if not stands(notation):
        return notation
    named = [(place, *constant_at(tokens, place)) for place in range(len(tokens))]
    defined = {name for place, name, end in named if heads(tokens, place, end)}
    new = {name: None for _, name, _ in named if name and name not in defined}
    for name in [each for each in new if notation.lookup(each.rstrip("'")) is None]:
        if notation.lookup(name) is None:
            notation = notation.extended(Symbol(name, shown_name(name), REAL, constant=True))
    return notation


def heads(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether the name at `place` is the left side of a definition, `where C = …`."""
    before = tokens[place - 1] if place else None
    begins = before is None or before.kind in ("row", "open", "run") or before.text in (",", ";", ":")
    return begins and end < len(tokens) and tokens[end].text in ("=", ":=")


def constant_at(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """The name of the constant at `place`, what stands below it included, and the place behind it; empty if none is."""
    token = tokens[place]
    if token.kind not in ("run", "name"):
        return "", place
    letters, digits = heading(token)
    name, end = letters + composed(digits, ""), place + 1
    if not digits and end + 1 < len(tokens) and tokens[end].text == "_":
        inner, end = bound_indices.group(tokens, end + 1)
        name = f"{letters}_{joined(list(inner))}"
    if end < len(tokens) and tokens[end].text == "'":
        name, end = name + "'", end + 1
    return (name, end) if CONSTANT.fullmatch(name) else term_at(tokens, place)


def term_at(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """The c or K of `+ c` and of `c +`, and the place behind it, as `constant_at` has them."""
    around = [tokens[at].text if 0 <= at < len(tokens) else "" for at in (place - 1, place + 1)]
    before = around[0] in ("+", "-") or (around[0] in ("", "=") and around[1] in ("+", "-"))
    alone = before and (around[1] in ("", "+", "-", ",", ".") or tokens[place + 1].kind in ("relation", "row", "close"))
    return (tokens[place].text, place + 1) if tokens[place].text in ("c", "K") and alone else ("", place)


def objective(tokens: list[Token], notation: Notation) -> tuple[list[Token], str]:
    """The tokens without the argmin or argmax with which sides begin, and which of the two stood there."""
    if not stands(notation):
        return tokens, ""
    found: list[Token] = []
    optimum, place = "", 0
    levels = [depth for _, depth in leveled(tokens)]
    while place < len(tokens):
        begins = not found or (not levels[place] and found[-1].kind in ("relation", "row"))
        kind, end = optimum_at(tokens, place) if begins else ("", place)
        if kind and end < len(tokens):
            optimum, place = kind, end
            found = unstarred(found)
        else:
            found.append(tokens[place])
            place += 1
    return found, optimum


def unstarred(tokens: list[Token]) -> list[Token]:
    """The tokens without the star of `θ* =` and `θ^* =` at their end."""
    texts = [token.text for token in tokens[-3:]]
    if texts[-2:] != ["*", "="]:
        return tokens
    return [*tokens[: -3 if texts[0] == "^" else -2], tokens[-1]]


def optimum_at(tokens: list[Token], place: int) -> tuple[str, int]:
    """`min` or `max` if an argmin or argmax stands at `place`, and the place behind it and what stands below it."""
    words = tokens[place : place + 2]
    inner, behind = bound_indices.group(tokens, place)
    if tokens[place].kind == "open" and tokens[place].text == "{":
        words = list(inner)
    for size in (1, 2):
        kind = OPTIMA.get(tuple(token.text for token in words[:size]), "")
        if kind and (tokens[place].kind != "open" or len(words) == size):
            end = behind if tokens[place].kind == "open" else place + size
            end -= words[size - 1].text == "_"
            below = end + 1 < len(tokens) and tokens[end].text == "_"
            return kind, bound_indices.group(tokens, end + 1)[1] if below else end
    return "", place
