"""Names that a derivation defines on its way: `L(w) = …` where nothing says what L is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from derivo.checks.inference.claims import inferred
from derivo.checks.inference.names import Typed
from derivo.checks.notation import readable
from derivo.checks.reading import read_pair
from derivo.checks.result import Result
from derivo.checks.steps.derivations import Side

# A name, perhaps with something below it, and letters in brackets behind it.
NAME = r"\\?[^\W\d_]+(?:\{[^{}]*\})?(?:_(?:\w|\\[a-z]+|\{[^{}]*\}))?"
NEW = re.compile(rf"\s*{NAME}\s*(?:\(\s*{NAME}(?:\s*,\s*{NAME})*\s*\))?\s*")


def introduced(chain: Sequence[Side], let: Sequence[str]) -> tuple[str, ...]:
    """The declarations that make a definition of the equation at the head of a chain; none if it is none.

    Its left side is new, its right side can be read, if need be in names that are inferred and can only be one thing.
    """
    head = _head(chain)
    if head is None or not NEW.fullmatch(head[0]) or _reads(head[0], let):
        return ()
    lines = () if _reads(head[1], let) else _lines(head[1], let)
    if lines is None:
        return ()
    definition = f"let {head[0]} = {head[1]}"
    before = readable([*let, *lines])[1]
    return (*lines, definition) if len(readable([*let, *lines, definition])[1]) == len(before) else ()


def _head(chain: Sequence[Side]) -> tuple[str, str] | None:
    """Both sides of an equation with which a chain begins."""
    first = chain[0]
    if len(first.pieces) == 2 and first.pieces[1].relation in ("=", ":="):
        return first.pieces[0].text, first.pieces[1].text
    if len(chain) > 1 and not first.is_equation and chain[1].relation in ("=", ":=") and not chain[1].is_equation:
        return first.pieces[0].text, chain[1].pieces[0].text
    return None


def _reads(text: str, let: Sequence[str]) -> bool:
    return not isinstance(read_pair(text, text, "\n".join(let), "="), Result)


def _lines(text: str, let: Sequence[str]) -> tuple[str, ...] | None:
    """The declarations of the names in a formula that nothing declares; None if they can be several things."""
    found = inferred(Typed(text, text, "=", "\n".join(let)))
    return found[0].lines if len(found) == 1 else None
