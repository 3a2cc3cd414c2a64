"""One task to one record: what a worker process does. SymPy is imported here, and nowhere else in `grading`."""

from __future__ import annotations

from collections.abc import Mapping

from derivo.checks.check import check
from derivo.checks.equal import equal
from derivo.checks.feedback import Record, record, usable, work_record
from derivo.checks.grading.submissions import Answer, Pair, Task, Work
from derivo.checks.question import Question, part_named
from derivo.checks.reading import read_answer
from derivo.checks.result import Result
from derivo.checks.steps.deciding import check_work


def judged(task: Task, questions: Mapping[str, Question]) -> Record:
    """The record of one task. Rows that need no deciding have been taken out before."""
    match task:
        case Answer(identity, text):
            found = part_named(questions, identity)
            assert found is not None
            question, part = found
            reading = read_answer(text, question, part)
            result = reading if isinstance(reading, Result) else check(question, part, reading)
            return record(result, part, names=usable(question.notation), told=True)
        case Pair(left, right, let, relation):
            return record(equal(left, right, let, relation), relation=relation)
        case Work(text):
            return work_record(check_work(text))
        case _:
            raise TypeError(f"nothing to decide in {task!r}")
