"""One task to one record: what a worker process does. SymPy is imported here, and nowhere else in `grading`."""

from __future__ import annotations

from collections.abc import Mapping

from checks.check import check, compare
from checks.feedback import Record, record
from checks.grading.submissions import Answer, Pair, Task
from checks.notation import Notation, Problem, declare, read
from checks.question import Part, Question, part_named
from checks.result import Result


def judged(task: Task, questions: Mapping[str, Question]) -> Record:
    """The record of one task; what a row needs no deciding for has been taken out before."""
    match task:
        case Answer(part, text):
            found = part_named(questions, part)
            assert found is not None
            return record(answered(*found, text), found[1], names=found[0].notation.shown())
        case Pair(left, right, let, relation):
            return record(compared(left, right, let, relation))
        case _:
            raise TypeError(f"nothing to decide in {task!r}")


def answered(question: Question, part: Part, text: str) -> Result:
    """What becomes of an answer to a part."""
    reading = read(text, question.notation)
    if isinstance(reading, Problem):
        return Result("unreadable", reading.source, problem=reading, max_points=part.points)
    return check(question, part, reading)


def compared(left: str, right: str, let: str, relation: str) -> Result:
    """What becomes of two formulas, read with the same declarations."""
    names = declare(let.replace(";", "\n"))
    if isinstance(names, Problem):
        return Result("unreadable", names.source, problem=names)
    first, second = read(left, names), read(right, names)
    for side in (first, second):
        if isinstance(side, Problem):
            return Result("unreadable", side.source, problem=side)
    return compare(first, second, relation)
