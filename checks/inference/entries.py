"""Entries at letters that nothing declares: x_k beside `x : vector(D)` is an entry of x, k any index up to D."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derivo.checks.notation import Notation
from derivo.checks.notation.names.names import Family

BELOW = re.compile(r"\\?([A-Za-z]+|[^\W\d_])\}?\s*_\s*(?:\{\s*([a-z](?:\s*,?\s*[a-z])?)\s*\}|([a-z])(?![a-z]))")
BINDS = re.compile(r"(?:sum|prod|∑|∏|max|min|lim)\s*_?\s*\{?\s*([a-z])\b")


def free_letters(texts: Sequence[str], known: Notation) -> tuple[str, ...]:
    """The declarations of the letters at which entries of declared vectors, matrices and families stand.

    None of letters that a sum binds somewhere, or that would be indices of two sizes.
    """
    bound = {letter for text in texts for letter in BINDS.findall(text)}
    sizes: dict[str, set[str]] = {}
    for letter, size in (pair for text in texts for pair in _places(text, known)):
        sizes.setdefault(letter, set()).add(size)
    free = (letter for letter in sizes if letter not in bound | known.indices.keys() and known.lookup(letter) is None)
    return tuple(f"{letter} : index({min(sizes[letter])})" for letter in free if len(sizes[letter]) == 1)


def _places(text: str, known: Notation) -> Iterator[tuple[str, str]]:
    """The letters below declared names, each with the size of the index that it stands for."""
    for name, several, one in BELOW.findall(text):
        declared = known.lookup(name) or (known.lookup(name[1:]) if name[0] == "d" else None)  # d/dx_k
        letters = re.findall("[a-z]", several or one)
        if isinstance(declared, Family):
            sizes = (*(size for _, size in declared.indices), *declared.axes)
            if len(sizes) == len(letters):
                yield from (
                    (letter, size) for letter, size in zip(letters, sizes, strict=True) if isinstance(size, str)
                )
