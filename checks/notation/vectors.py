"""The sizes of declared vectors and matrices."""

from __future__ import annotations

from checks.notation import families
from checks.notation.names import Notation
from checks.notation.scanner import Token
from checks.notation.source import Source
from checks.notation.stop import stop
from checks.notation.types import Array


def axes(array: Array, source: Source, known: Notation) -> tuple[tuple[str | int, ...], Notation]:
    """The sizes of a vector or matrix, and the notation that knows them."""
    found: list[str | int] = []
    for span in array.sizes:
        text = source.at(span).replace("{", "").replace("}", "").removeprefix("\\")
        if text.isdigit() and int(text) > 0:
            found.append(int(text))
            continue
        if not text.replace("_", "").isalnum() or not text[0].isalpha():
            stop("unknown-type", source, span, type=source.at(span), nearest="")
        known = families.size_of(Token("run", text, span.start, span.end), source, known)
        found.append(text)
    return tuple(found), known
