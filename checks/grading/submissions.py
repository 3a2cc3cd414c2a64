"""Submissions: what each row of a file asks to be graded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

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


def submissions(path: Path) -> Iterator[Submission]:
    """The submissions in a file of JSON lines, or of CSV if its name says so, in order."""
    with path.open("rb") as file:
        rows = rows_of_csv(file) if path.suffix.lower() == ".csv" else rows_of_jsonl(file)
        for number, row in enumerate(rows, start=1):
            yield submission(number, row)


def submission(number: int, row: Row) -> Submission:
    """The submission in row `number` of a file."""
    fields = {name: _stripped(name, field) for name, field in row.fields}
    identity = fields.pop("id", "")
    named = identity if isinstance(identity, (str, int)) and identity != "" else str(number)
    return Submission(named, Broken(row.why) if row.why else _task(fields), tuple(fields.items()))


def _stripped(name: str, field: object) -> object:
    """A field as it came, but spaces around what is looked up or only names the row mean nothing."""
    return field.strip() if name in ("id", "part") and isinstance(field, str) else field


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
