"""Rows of a file of JSON lines, each on its own: one that is spoilt costs itself and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

GRADED = frozenset(
    {"id", "part", "answer", "left", "right", "let", "relation", "work"}
)  # other fields are carried over
LONGEST_LINE = 16_000_000  # bytes; a longer line is no submission


class Repeated(Exception):
    """An object has a field twice; its argument is the name."""


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
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_object)
    except UnicodeDecodeError:
        return Row(why="its line is not valid UTF-8")
    except RecursionError:
        return Row(why="its line is nested too deeply to be a JSON object")
    except Repeated as error:
        return Row(why=f"its field `{error}` is there twice")
    except ValueError as error:
        return Row(why=f"its line is not JSON ({error})")
    return Row(tuple(found.items())) if isinstance(found, dict) else Row(why="its line is not a JSON object")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object with these fields; of two with one name, nobody knows which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise Repeated(next(name for name in names if names.count(name) > 1))
    return found


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")
