"""The sizes of declared vectors and matrices."""

from __future__ import annotations

from derivo.checks.notation.names.names import Notation
from derivo.checks.notation.names.types import Array, Axes, sizes_said
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.words import families


def axes(array: Array, source: Source, known: Notation) -> tuple[Axes, Notation]:
    """The sizes of a vector or matrix, and the notation that knows them."""
    sizes = sizes_said(array, source)
    for span, text in zip(array.sizes, sizes, strict=True):
        if isinstance(text, int):
            continue
        if not text.replace("_", "").isalnum() or not text[0].isalpha():
            stop("unknown-type", source, span, type=source.at(span), nearest="")
        known = families.size_of(Token("run", text, span.start, span.end), source, known)
    return sizes, known
