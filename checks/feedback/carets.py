"""The piece of a text that a message is about, with carets under it; nothing in it can command a terminal."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len

from derivo.checks.notation.text.source import Source, Span

WIDTH = 72  # cells of an excerpt: with its indent it stays under 80 columns
CONTEXT = 24  # cells shown before the carets where a line is too wide to show whole
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
COMBINING = frozenset({"Mn", "Me", "Mc"})


def visible(text: str) -> str:
    r"""`text` with every control, bidirectional and unseen character spelled out; line ends stay.

    >>> visible("a\x1b[31mb\u202e")
    'a␛[31mb⟨U+202E⟩'
    """
    return "\n".join("".join(map(seen, line)) for line in text.split("\n"))


def seen(character: str) -> str:
    """One character as it may be shown."""
    code, category = ord(character), unicodedata.category(character)
    if character == "\t" or category == "Zs":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if category in UNSEEN or 0xFE00 <= code <= 0xFE0F:
        return f"⟨U+{code:04X}⟩"
    return character


def quoted(text: str, *, most: int = 40) -> str:
    """A short piece of what was typed, in backquotes, on one line."""
    line = " ".join(visible(text).split())
    return f"`{line if len(line) <= most else line[: most - 1] + '…'}`"


def excerpt(source: Source, span: Span) -> tuple[str, str]:
    """The line of `source` that `span` begins on, and a line with carets under the span.

    A line that is too wide shows a window around the carets, with … where it goes on.

    >>> excerpt(Source("2 + sigmiod(z)"), Span(4, 11))
    ('2 + sigmiod(z)', '    ^^^^^^^')
    """
    line, first, last = _line(source.text, span)
    pieces = [seen(character) for character in line]
    if line and unicodedata.category(line[0]) in COMBINING:
        pieces[0] = "◌" + pieces[0]
    start, stop = _window(pieces, first)
    before, after = ("… " if start else ""), (" …" if stop < len(pieces) else "")
    indent = cell_len(before) + sum(map(cell_len, pieces[start:first]))
    carets = sum(map(cell_len, pieces[first : min(last, stop)]))
    if not carets and first < len(pieces):  # a mark without a width of its own: the caret goes under what carries it
        indent -= 1 if first > start else 0
    return before + "".join(pieces[start:stop]) + after, " " * indent + "^" * max(1, carets)


def _line(text: str, span: Span) -> tuple[str, int, int]:
    """The line that `span` begins on, and the range of the span in it."""
    start = min(max(span.start, 0), len(text))
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    line = text[begin : len(text) if end < 0 else end].rstrip("\r")
    first = min(start - begin, len(line))
    return line, first, min(max(span.end - begin, first), len(line))


def _window(pieces: list[str], first: int) -> tuple[int, int]:
    """The range of `pieces` to show: all of them if they fit, else what fits around number `first`."""
    if len(pieces) <= WIDTH and sum(map(cell_len, pieces)) <= WIDTH:
        return 0, len(pieces)
    start = _fitting(pieces[first - 1 :: -1] if first else [], CONTEXT)
    begin = first - start
    return begin, begin + _fitting(pieces[begin : begin + WIDTH], WIDTH - 4)


def _fitting(pieces: list[str], cells: int) -> int:
    """How many of the first `pieces` fit into so many cells."""
    used = 0
    for count, piece in enumerate(pieces[: cells + 1]):
        used += cell_len(piece)
        if used > cells:
            return count
    return min(len(pieces), cells + 1)
