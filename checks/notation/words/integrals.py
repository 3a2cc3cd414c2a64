r"""Integrals among the tokens: ∫ f(x) dx, \int dx f(x), \int_x, sum_x of a random name; which dx are differentials."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import Defined, Density, Random
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens import bound_indices

if TYPE_CHECKING:
    from derivo.checks.notation.words.random_names import Draws

SIGNS = ("∫", "int", "integral")
DOUBLE = ("∬", "\\iint")


def integral(draws: Draws, place: int) -> int:
    """Puts out ∫ with the names below it, or of the dx directly behind it; the place behind."""
    token = draws.tokens[place]
    draws.integrals += 1
    draws.put("integral", "∬" if draws.source.at(token.span) in DOUBLE else "∫", token.span)
    names: list[Token] = []
    place += 1
    while place < len(draws.tokens) and draws.tokens[place].text in ("_", "^"):
        inner, end = bound_indices.group(draws.tokens, place + 1)
        below = draws.listed(inner) if draws.tokens[place].text == "_" else None
        if below is None and not over_all(inner):
            stop("unsupported", draws.source, token.span, construct="integral")
        names.extend(below or ())
        place = end
    while (found := differential_at(draws, place)) is not None and found[1] == 0:
        name, _, place = found
        names.append(Token("value", name, draws.tokens[place - 1].start, draws.tokens[place - 1].end, True))
    put_below(draws, names, token.span)
    return place


def over_all(tokens: Sequence[Token]) -> bool:
    """Whether what stands below or above ∫ is infinite, or the whole space ℝ^d."""
    texts = [token.text for token in tokens]
    return "oo" in texts or "ℝ" in texts or texts[:1] == ["R"]


def put_below(draws: Draws, names: list[Token], span: Span) -> None:
    """Puts out the names that stand below."""
    if names:
        draws.put("open", "below", span)
        draws.out.extend(names)
        draws.put("close", "below", span)


def summed(draws: Draws, place: int) -> int | None:
    """Puts out a sum over random names as an integral; the place behind what stands below it, or None."""
    if place + 2 >= len(draws.tokens) or draws.tokens[place + 1].text != "_":
        return None
    inner, end = bound_indices.group(draws.tokens, place + 2)
    names = draws.listed(inner)
    if names is None or any(token.text in draws.notation.indices for token in names):
        return None
    draws.put("integral", "∑", draws.tokens[place].span)
    put_below(draws, names, draws.tokens[place].span)
    return end


def differential(draws: Draws, place: int) -> int | None:
    """Puts out the dx of an integral; the place behind, or None."""
    before = draws.tokens[place - 1].text if place else ""
    behind = measure(draws, place) if draws.integrals else None
    if behind is not None:
        return behind
    if draws.integrals:
        part(draws, place)
    found = differential_at(draws, place) if draws.integrals and before != "/" else None
    if found is None:
        return None
    name, cut, end = found
    token = draws.before(draws.tokens[place], cut)
    draws.put("differential", name, Span(token.start, max(token.end, draws.tokens[end - 1].end)))
    return end


def measure(draws: Draws, place: int) -> int | None:
    """Puts out dp(x) as a measure, the density and dx; the place behind, or None."""
    token = draws.tokens[place]
    apart = token.text == "d"
    found = draws.found(place + apart, Density, first="" if apart else "d")
    if found is None or found.rest is not None or (apart and found.cut) or not opens(draws.tokens, found.end):
        return None
    if not apart:
        token = draws.before(token, found.cut)
        draws.tokens[place] = token._replace(text=token.text[1:], start=min(token.start + 1, token.end))
    draws.put("measure", "", token.span)
    first = len(draws.out)
    behind = draws.density(place + apart)
    values = itertools.takewhile(lambda each: each.kind != "given", draws.out[first:])
    for each in [each for each in values if each.kind == "value"]:
        draws.put("differential", each.text, token.span)
    return behind


def opens(tokens: Sequence[Token], place: int) -> bool:
    """Whether a round bracket stands at `place`."""
    return place < len(tokens) and tokens[place].text in ("(", "left(")


def part(draws: Draws, place: int) -> None:
    """Parts the run at `place` behind its first differential: dXdY."""
    token = draws.tokens[place]
    for cut in range(2, len(token.text) - 1):
        known = draws.notation.lookup(token.text[1:cut])
        if token.kind == "run" and token.text[0] == token.text[cut] == "d" and isinstance(known, Random):
            middle = min(token.start + cut, token.end)
            rest = token._replace(text=token.text[cut:], start=middle, glued=True)
            draws.tokens[place : place + 1] = [token._replace(text=token.text[:cut], end=middle), rest]
            return


def differential_at(draws: Draws, place: int) -> tuple[str, int, int] | None:
    """The random name of a dx at `place`, where in the run it begins, and the place behind; None if there is none."""
    token = draws.tokens[place] if place < len(draws.tokens) else None
    if token is not None and token.text == "d":
        found = draws.found(place + 1, Random, Defined)
        return (found.declared.name, 0, draws.behind(found)) if found is not None and not found.cut else None
    found = draws.found(place, Random, Defined, first="d")
    return (found.declared.name, found.cut, draws.behind(found)) if found is not None else None
