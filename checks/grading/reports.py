"""Graded submissions to lines of a file, each whole and written at once."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import TextIO

from derivo.checks.feedback import Record
from derivo.checks.grading.grade import Graded
from derivo.checks.grading.tables import RUN

OWN = ("id", "part", *(field.name for field in fields(Record)), "seconds")

# What JSON leaves as it is and a terminal might heed, and halves of characters that no file can hold.
UNSAFE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")

Writer = Callable[[Graded], None]


def jsonl(file: TextIO) -> Writer:
    """Writes one JSON object a line."""

    def write(graded: Graded) -> None:
        file.write(as_json(dict(values(graded))) + "\n")
        file.flush()

    return write


def table(file: TextIO) -> Writer:
    """Writes CSV under a header: the fields of a result, those of the first submission, and `other` for the rest."""
    columns: list[str] = []

    def write(graded: Graded) -> None:
        row = dict(values(graded))
        if not columns:
            columns.extend((*row, "other"))
            file.write(_cells(list(map(_harmless, columns))))
        other = {name: row[name] for name in row if name not in columns}
        file.write(_cells([*(_cell(row.get(name)) for name in columns[:-1]), as_json(other) if other else ""]))
        file.flush()

    return write


def writer(path: Path | None, file: TextIO) -> Writer:
    """The writer that the name of the output asks for; JSON lines where it has none."""
    return table(file) if path and path.suffix.lower() == ".csv" else jsonl(file)


def values(graded: Graded) -> Iterable[tuple[str, object]]:
    """The fields of a result, then those of the row that came in, as `submitted_…` where a result has that name."""
    submission = graded.submission
    yield "id", submission.id
    yield "part", submission.part
    yield from graded.record.items()
    yield "seconds", graded.seconds
    for name, field in submission.fields:
        if name != "part":
            yield f"submitted_{name}" if name in OWN else name, field


def as_json(found: object) -> str:
    """JSON on one line that no terminal heeds and every file can hold."""
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(found, ensure_ascii=False))


def _cells(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _cell(field: object) -> str:
    """One field of a table, nothing for None, JSON for what is no text. No spreadsheet runs it, nor does a terminal."""
    text = field if isinstance(field, str) else "" if field is None else json.dumps(field, ensure_ascii=False)
    return _harmless(text).encode("utf-8", errors="backslashreplace").decode("utf-8")


def _harmless(text: str) -> str:
    """A text without control characters, and with a mark before what a spreadsheet would run."""
    plain = CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)
    return f"'{plain}" if plain.startswith(RUN) and not NUMBER.fullmatch(plain) else plain
