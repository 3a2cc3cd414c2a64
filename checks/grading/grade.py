"""Submissions to graded submissions, one by one and in order; nothing is dropped."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from derivo.checks.feedback import Record, record
from derivo.checks.grading.submissions import Answer, Broken, Pair, Submission, Task, Work
from derivo.checks.grading.worker import JUDGING, Lost, Worker
from derivo.checks.notation.text.source import Problem, Source, Span
from derivo.checks.question import Part, Question, nearest_parts, part_named
from derivo.checks.result import Result

SECONDS = 60.0  # for one submission: a net, far beyond what the steps of work allow
REMEMBERED = 4096  # different tasks whose records are kept at hand
LONGEST_REMEMBERED = 4000  # characters


@dataclass(frozen=True, slots=True)
class Graded:
    """A submission, what became of it, and how long that took."""

    submission: Submission
    record: Record
    seconds: float


def grade(
    submissions: Iterable[Submission],
    questions: Mapping[str, Question],
    *,
    seconds: float = SECONDS,
    judging: str = JUDGING,
) -> Iterator[Graded]:
    """Each submission graded, in order. A task that was just decided is not decided again."""
    recent: OrderedDict[Task, tuple[Record, float]] = OrderedDict()
    with Worker(questions, judging=judging) as worker:
        for submission in submissions:
            task = submission.task
            if task in recent:
                recent.move_to_end(task)
                yield Graded(submission, *recent[task])
                continue
            known = settled(submission, questions)
            if known is None:
                worker.start()
            start = time.perf_counter()
            found = known or decided(task, questions, worker, seconds)
            graded = Graded(submission, found, round(time.perf_counter() - start, 6))
            if _length(task) <= LONGEST_REMEMBERED:
                recent[task] = graded.record, graded.seconds
            if len(recent) > REMEMBERED:
                recent.popitem(last=False)
            yield graded


def decided(task: Task, questions: Mapping[str, Question], worker: Worker, seconds: float) -> Record:
    """The record of a task from the worker; what the worker loses is undecided."""
    reply = worker.ask(task, seconds=seconds)
    if isinstance(reply, Record):
        return reply
    found = part_named(questions, task.part) if isinstance(task, Answer) else None
    text = task.text if isinstance(task, (Answer, Work)) else ""
    return _undecided(text, reply, found[1] if found else None)


def settled(submission: Submission, questions: Mapping[str, Question]) -> Record | None:
    """The record of a submission that needs no deciding, None for one that does."""
    found = part_named(questions, submission.part)
    points = found[1].points if found else Fraction(0)
    match submission.task:
        case Broken(why):
            return record(_unreadable("broken-row", "", points, why=why))
        case Answer(part, _) if found is None:
            near = ",".join(nearest_parts(questions, part))
            return record(_unreadable("unknown-part", part, points, part=part, nearest=near))
        case Answer() | Pair() | Work():
            return None


def _unreadable(code: str, text: str, points: Fraction, **facts: str) -> Result:
    problem = Problem(code, Source(text), Span(0, len(text)), tuple(facts.items()))
    return Result("unreadable", problem.source, problem=problem, max_points=points)


def _undecided(text: str, lost: Lost, part: Part | None) -> Record:
    points = part.points if part else Fraction(0)
    return record(
        Result("undecided", Source(text), reason=lost.reason, facts=(("why", lost.why),), max_points=points), part
    )


def _length(task: Task) -> int:
    match task:
        case Answer(_, text) | Work(text):
            return len(text)
        case Pair(left, right, let, _):
            return len(left) + len(right) + len(let)
        case Broken(why):
            return len(why)
