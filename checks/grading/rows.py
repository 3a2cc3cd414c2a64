"""Rows of a file of JSON lines, each on its own: one that is spoilt costs itself and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LONGEST_LINE = 16_000_000  # bytes; a longer line is no submission


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one row as they came, and why it is no submission (empty if it may be one)."""

    fields: tuple[tuple[str, object], ...] = ()
    why: str = ""


def rows_of_jsonl(file: BinaryIO) -> Iterator[Row]:
    """A row for each line that is not blank."""
    start = b"\xef\xbb\xbf"
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(file)
            yield Row(why=f"its line is longer than {LONGEST_LINE} bytes")
        elif text := line.removeprefix(start).strip():
            yield _row(text)
        start = b""


def _skip_line(file: BinaryIO) -> None:
    """Reads to the end of the line."""
    while (line := file.readline(LONGEST_LINE)) and not line.endswith(b"\n"):
        pass


def _row(line: bytes) -> Row:
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError:
        return Row(why="its line is not valid UTF-8")
    except RecursionError:
        return Row(why="its line is nested too deeply to be a JSON object")
    except ValueError as error:
        return Row(why=f"its line is not JSON ({error})")
    return Row(tuple(found.items())) if isinstance(found, dict) else Row(why="its line is not a JSON object")


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")
