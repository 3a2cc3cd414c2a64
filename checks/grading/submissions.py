"""Submissions: what each row of a file asks to be graded."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from derivo.checks.grading.encodings import opened
from derivo.checks.grading.rows import Row, rows_of_jsonl
from derivo.checks.grading.tables import rows_of_csv


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a part of a question."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two formulas, the declarations of their names, and the relation claimed between them."""

    left: str
    right: str
    let: str = ""
    relation: str = "="


@dataclass(frozen=True, slots=True)
class Work:
    """A whole derivation."""

    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is no submission, and why."""

    why: str


GRADABLE = ({"part", "answer"}, {"left", "right"}, {"work"})
TABLES = (".csv", ".tsv", ".txt")


class TableError(Exception):
    """A table in which nothing can be graded: why, and its columns."""

    def __init__(self, what: str, columns: Sequence[str]) -> None:
        super().__init__(what)
        self.what, self.columns = what, tuple(columns)


Task = Answer | Pair | Work | Broken


@dataclass(frozen=True, slots=True)
class Submission:
    """One row: its id (its number where it has none), what is to be graded, and all its fields as they came."""

    id: str | int
    task: Task
    fields: tuple[tuple[str, object], ...] = ()

    @property
    def part(self) -> str:
        """The part that the row names, empty if none."""
        if isinstance(self.task, Answer):
            return self.task.part
        part = dict(self.fields).get("part")
        return part if isinstance(part, str) else ""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are: those of parts by their names, and those of ids and students under others."""

    parts: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    student: str = ""


def submissions(path: Path, columns: Columns = Columns(), known: Container[str] = ()) -> Iterator[Submission]:
    """The submissions in a file of JSON lines, or of a table if its name says so, in order.

    A column with the name of a `known` part, or one that `columns` says to be of a part, has answers to that part: then
    a row has several submissions. Raises TableError if the columns of a table are none that are graded.
    """
    file, _ = opened(path)
    with file:
        if path.suffix.lower() in TABLES:
            yield from _of_table(rows_of_csv(file), columns, known)
        else:
            yield from (submission(number, row) for number, row in enumerate(rows_of_jsonl(file), start=1))


def _of_table(rows: Iterator[Row], columns: Columns, known: Container[str]) -> Iterator[Submission]:
    for number, row in enumerate(rows, start=1):
        fields = dict(row.fields)
        of_parts = {name: columns.parts.get(name) or name for name in fields if name in columns.parts or name in known}
        if number == 1:
            _refuse(list(fields), of_parts, columns)
        renamed = {_renamed(name, columns): value for name, value in fields.items() if name not in of_parts}
        if not of_parts:
            yield submission(number, Row(tuple(renamed.items()), row.why))
            continue
        for name, part in of_parts.items():
            answer = {**renamed, "part": part, "answer": fields[name]}
            yield submission(number, Row(tuple(answer.items()), row.why))


def _renamed(name: str, columns: Columns) -> str:
    return {columns.id: "id", columns.student: "student"}.get(name, name) if name else name


def _refuse(names: list[str], of_parts: Mapping[str, str], columns: Columns) -> None:
    """Raises TableError unless there is something to grade in these columns."""
    missing = [name for name in (*columns.parts, columns.id, columns.student) if name and name not in names]
    if missing:
        raise TableError(f"It has no column `{missing[0]}`.", names)
    if not of_parts and not any(each <= set(names) for each in GRADABLE):
        raise TableError("It has neither the columns part and answer, nor one with the id of a part.", names)


def submission(number: int, row: Row) -> Submission:
    """The submission in row `number` of a file."""
    fields = {name: _stripped(name, value) for name, value in row.fields}
    identity = fields.pop("id", "")
    named = identity if isinstance(identity, (str, int)) and identity != "" else str(number)
    return Submission(named, Broken(row.why) if row.why else _task(fields), tuple(fields.items()))


def _stripped(name: str, value: object) -> object:
    """A field as it came, but spaces around what is looked up or only names the row mean nothing."""
    return value.strip() if name in ("id", "part") and isinstance(value, str) else value


def _task(fields: Mapping[str, object]) -> Task:
    """What the fields of a row ask for. An empty field counts as absent, except for an answer."""
    if fields.get("work"):
        return _typed(fields, Work, "work")
    if not fields.get("part") and "left" in fields and "right" in fields:
        pair = {**fields, "let": _lines(fields.get("let")), "relation": fields.get("relation") or "="}
        return _typed(pair, Pair, "left", "right", "let", "relation")
    if fields.get("part") == "":
        return Broken("its field `part` is empty")
    return _typed(fields, Answer, "part", "answer")


def _lines(let: object) -> object:
    """Declarations, one a line, from a list of them or a text with a semicolon or line end between any two."""
    if isinstance(let, list) and all(isinstance(line, str) for line in let):
        return "\n".join(let)
    return let.replace(";", "\n") if isinstance(let, str) else let or ""


def _typed(fields: Mapping[str, object], kind: type[Answer | Pair | Work], *names: str) -> Task:
    """A task of this kind from the named fields, or what is wrong with them."""
    texts: list[str] = []
    for name in names:
        match fields.get(name):
            case str() as text:
                texts.append(text)
            case None:
                return Broken(f"it has no field `{name}`")
            case other:
                wanted = "text or a list of texts" if name == "let" else "text"
                return Broken(f"its field `{name}` must be {wanted}, and is {_kind(other)}")
    return kind(*texts)


def _kind(field: object) -> str:
    """What JSON calls a value that is no text."""
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(field), "something else")
