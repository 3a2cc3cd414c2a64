"""Rows of a CSV file, each on its own: one that is spoilt costs itself and no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from derivo.checks.grading.rows import GRADED, Row

MOST_LINES = 2000  # of one row: a quote that is still open then was never meant to be one
RUN = ("=", "+", "-", "@", "\t")  # what begins a cell that a spreadsheet runs
LONGEST_FIELD = 16_000_000  # bytes


def rows_of_csv(file: BinaryIO) -> Iterator[Row]:
    """A row for each record below the header, with all of the header's names; what lies beyond them is `more`.

    The header says which of comma, semicolon and tab parts the fields. If it has a graded field twice, nobody knows
    which is meant, and no row is a submission; other columns of one name are numbered.
    """
    csv.field_size_limit(LONGEST_FIELD)
    lines = Lines(file)
    first = lines.next().removeprefix("\ufeff")
    delimiter = max(",;\t", key=first.count)
    header = [_named(name.strip()) for name in _cells(first, delimiter) or _torn(first, delimiter)]
    twice = next((name for name in header if name in GRADED and header.count(name) > 1), "")
    names, wrong = _told_apart(header), f"its field `{twice}` is there twice" if twice else ""
    while text := lines.next():
        if text.strip():
            cells, why = _record(text, lines, delimiter)
            yield _row(names, cells, wrong or why)


class Lines:
    """The lines of a file, which can be put back. Bytes that are no UTF-8 become surrogates."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.waiting: list[str] = []

    def next(self) -> str:
        """The next line with its end, empty at the end of the file."""
        if self.waiting:
            return self.waiting.pop()
        return self.file.readline(LONGEST_FIELD).decode("utf-8", errors="surrogateescape")

    def put_back(self, lines: list[str]) -> None:
        """Has these lines come next."""
        self.waiting.extend(reversed(lines))

    def through_quote(self, most: int) -> list[str]:
        """The next lines up to the first with a quote in it, at most so many; empty if there is none."""
        found: list[str] = []
        while len(found) < most and (line := self.next()):
            found.append(line)
            if '"' in line:
                return found
        self.put_back(found)
        return []


def _record(text: str, lines: Lines, delimiter: str) -> tuple[list[str], str]:
    """The cells of the record that begins with the line `text`, and what is wrong with it.

    A quoted field may go on over several lines. If its quote is never closed, the record is its first line.
    """
    taken = [text]
    while (cells := _cells("".join(taken), delimiter)) is None:
        following = lines.through_quote(MOST_LINES - len(taken))
        if not following:
            lines.put_back(taken[1:])
            return _torn(text, delimiter), "its quotes don't fit: one is not closed, or text follows a closing one"
        taken += following
    return cells, ""


def _cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of one whole record, None if its quotes don't fit."""
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None


def _torn(text: str, delimiter: str) -> list[str]:
    """The cells of a line whose quotes don't fit, as far as they can be told."""
    return [cell.strip('"') for cell in text.rstrip("\r\n").split(delimiter)]


def _told_apart(header: list[str]) -> list[str]:
    """The names of a header; the second of one name gets a 2, and so on.

    >>> _told_apart(["part", "note", "note"])
    ['part', 'note', 'note_2']
    """
    counts = [header[:place].count(name) + 1 for place, name in enumerate(header)]
    return [f"{name}_{count}" if count > 1 else name for name, count in zip(header, counts, strict=True)]


def _row(header: list[str], cells: list[str], why: str) -> Row:
    """A record by the names of the header."""
    padded = cells + [""] * (len(header) - len(cells))
    fields: list[tuple[str, object]] = list(zip(header, padded, strict=False))
    if len(cells) > len(header):
        fields.append(("more", cells[len(header) :]))
        why = why or f"it has {len(cells)} fields where the header has {len(header)}; put quotes around commas"
    spoilt = {name for name, cell in zip(header, cells, strict=False) if any("\udc80" <= c <= "\udcff" for c in cell)}
    if spoilt & GRADED:
        why = why or "it is not valid UTF-8"
    return Row(tuple((name, _typed(name, value)) for name, value in fields), why)


def _named(name: str) -> str:
    """A name of the header, a graded field in small letters."""
    return name.lower() if name.lower() in GRADED else name


def _typed(name: str, value: object) -> object:
    """A field without the mark that a spreadsheet puts before what it is not to run."""
    marked = isinstance(value, str) and name in GRADED and value[:1] == "'" and value[1:2] in RUN
    return value[1:] if marked and isinstance(value, str) else value
