r"""Divergences and entropies among the tokens: KL(q(z|x) ‖ p(z)), D_{KL}(p || q), H(X), H[q(z|x)].

Kinds of token that come out: `divergence` and `entropy`; behind it, in `below` brackets, stand its densities with their
names, with `;` between two. An `entropy` of a name stands over what is behind the bar of its density, too: then a
token `all` follows the densities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import Density
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens import bound_indices
from derivo.checks.notation.tokens.clauses import leveled

if TYPE_CHECKING:
    from derivo.checks.notation.words.random_names import Draws

ENTROPY = "H"
BARS = ("|", "mid")


def densities(draws: Draws) -> list[Density]:
    """The declared densities."""
    return [each for each in draws.notation.names.values() if isinstance(each, Density)]


def divergence(draws: Draws, place: int) -> int | None:
    """Puts out KL(p ‖ q), D_{KL}(p ‖ q); the place behind, or None."""
    tokens, opening = draws.tokens, place + 1
    if tokens[place].text == "D" and place + 2 < len(tokens) and tokens[place + 1].text == "_":
        inner, opening = bound_indices.group(tokens, place + 2)
        named = [token.text for token in inner] == ["KL"]
    else:
        named = tokens[place].text == "KL"
    if not named or draws.notation.lookup("KL") is not None or not densities(draws) or not opens(tokens, opening):
        return None
    inner, end = bound_indices.group(tokens, opening)
    span = Span(tokens[place].start, tokens[end - 1].end)
    sides = parted(list(inner))
    if len(sides) != 2 or not all(sides):
        stop("unsupported", draws.source, span, construct="divergence")
    draws.put("divergence", "KL", span)
    draws.put("open", "below", span)
    first = law(draws, sides[0], "divergence")
    draws.put("op", ";", span)
    second = law(draws, sides[1], "divergence")
    if set(first) != set(second):
        stop("unsupported", draws.source, span, construct="divergence")
    draws.put("close", "below", span)
    return end


def opens(tokens: Sequence[Token], place: int) -> bool:
    """Whether a bracket stands at `place`."""
    return place < len(tokens) and tokens[place].kind == "open"


def parted(tokens: list[Token]) -> list[list[Token]]:
    """The tokens on each side of ‖ or ||."""
    levels = leveled(tokens)
    for place, (token, depth) in enumerate(levels):
        behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
        size = 1 if token.text == "‖" else 2 if token.text in BARS and behind == token.text else 0
        if size and not depth:
            return [tokens[:place], *parted(tokens[place + size :])]
    return [tokens]


def law(draws: Draws, tokens: Sequence[Token], construct: str) -> list[str]:
    """Puts out a density, with the names of its declaration where none are typed; the names that it is of."""
    within = draws.within(tokens)
    found = within.found(0, Density)
    around = Span(tokens[0].start, tokens[-1].end)
    if found is None or found.cut or not isinstance(found.declared, Density):
        if tokens[0].kind in ("run", "name") and len(tokens) == 1:
            stop("unknown-name", draws.source, around, name=tokens[0].text, nearest="")
        stop("unsupported", draws.source, around, construct=construct)
    density = found.declared
    if found.end == len(tokens):
        draws.put("density", density.name, around)
        named(draws, density.of, density.given, around)
        return list(density.of)
    if within.density(0) != len(tokens):
        stop("unsupported", draws.source, around, construct=construct)
    draws.out.extend(within.out)
    bar = next((place for place, token in enumerate(within.out) if token.kind == "given"), len(within.out))
    return [token.text for token in within.out[:bar] if token.kind == "value"]


def named(draws: Draws, names: Sequence[str], given: Sequence[str], around: Span) -> None:
    """Puts out the names of a density."""
    draws.put("open", "below", around)
    for name in names:
        draws.put("value", name, around)
    if given:
        draws.put("given", "|", around)
    for name in given:
        draws.put("value", name, around)
    draws.put("close", "below", around)


def entropy(draws: Draws, place: int) -> int | None:
    """Puts out H(X), H(X | Y), H(p), H[q(z|x)]; the place behind, or None if nothing random stands in the bracket."""
    tokens = draws.tokens
    if tokens[place].text != ENTROPY or draws.notation.lookup(ENTROPY) is not None or not opens(tokens, place + 1):
        return None
    if ENTROPY in draws.notation.entries:
        return None
    inner, end = bound_indices.group(tokens, place + 1)
    span = Span(tokens[place].start, tokens[end - 1].end)
    bar = next((at for at, token in enumerate(inner) if token.text in BARS), len(inner))
    names, given = draws.listed(inner[:bar]), draws.listed(inner[bar + 1 :])
    if names is None:
        found = draws.within(inner).found(0, Density) if inner else None
        if found is None or found.cut:
            return None
        begin(draws, span)
        law(draws, inner, "entropy")
    else:
        typed = [token.text for token in (*names, *(given or ()))]
        known = [each for each in densities(draws) if not each.given and set(typed) <= set(each.of)]
        if len(known) != 1 or (given is None and bar < len(inner)):
            stop("unsupported", draws.source, span, construct="entropy")
        begin(draws, span)
        draws.put("density", known[0].name, span)
        named(draws, [token.text for token in names], [token.text for token in given or ()], span)
        draws.put("all", "", span)
    draws.put("close", "below", span)
    return end


def begin(draws: Draws, span: Span) -> None:
    """Puts out the H and the bracket behind it."""
    draws.put("entropy", ENTROPY, span)
    draws.put("open", "below", span)
