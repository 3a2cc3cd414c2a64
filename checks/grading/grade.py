"""Submissions to graded submissions, one by one and in order; nothing is dropped."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from queue import SimpleQueue
from types import TracebackType

from derivo.checks.feedback import Record, record
from derivo.checks.grading.submissions import Answer, Broken, Pair, Submission, Task, Work
from derivo.checks.grading.worker import JUDGING, Lost, Worker
from derivo.checks.notation.text.source import Problem, Source, Span
from derivo.checks.question import Part, Question, nearest_parts, part_named
from derivo.checks.result import Result

SECONDS = 60.0  # for one submission: a net, far beyond what the steps of work allow
REMEMBERED = 4096  # different tasks whose records are kept at hand
LONGEST_REMEMBERED = 4000  # characters
AHEAD = 64  # submissions for each process that are read before the first of them is decided
Found = tuple[Record, float]


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
    jobs: int = 1,
) -> Iterator[Graded]:
    """Each submission graded, in order, by so many processes. A task that was just decided is not decided again."""
    recent: OrderedDict[Task, Future[Found]] = OrderedDict()
    waiting: deque[tuple[Submission, Future[Found]]] = deque()
    with Workers(questions, judging, jobs) as workers:
        for submission in submissions:
            found = recent.pop(submission.task, None) or workers.begin(submission, seconds)
            if _length(submission.task) <= LONGEST_REMEMBERED:
                recent[submission.task] = found
            if len(recent) > REMEMBERED:
                recent.popitem(last=False)
            waiting.append((submission, found))
            while waiting and (len(waiting) > jobs * AHEAD or waiting[0][1].done() or jobs == 1):
                yield _graded(*waiting.popleft())
        while waiting:
            yield _graded(*waiting.popleft())


def known_already(record: Record) -> Future[Found]:
    """A record that needs no deciding, as if it had been decided."""
    found: Future[Found] = Future()
    found.set_result((record, 0.0))
    return found


def _graded(submission: Submission, found: Future[Found]) -> Graded:
    return Graded(submission, *found.result())


class Workers:
    """So many worker processes, each with a thread that waits for it."""

    def __init__(self, questions: Mapping[str, Question], judging: str, jobs: int) -> None:
        self.questions = questions
        self.free: SimpleQueue[Worker] = SimpleQueue()
        self.all = [Worker(questions, judging=judging) for _ in range(jobs)]
        for worker in self.all:
            self.free.put(worker)
        self.threads = ThreadPoolExecutor(jobs)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)
        for worker in self.all:
            worker.stop()

    def begin(self, submission: Submission, seconds: float) -> Future[Found]:
        """The record of a submission and how long it took, when it is there."""
        known = settled(submission, self.questions)
        return known_already(known) if known else self.threads.submit(self._decided, submission.task, seconds)

    def _decided(self, task: Task, seconds: float) -> Found:
        worker = self.free.get()
        try:
            worker.start()
            start = time.perf_counter()
            found = decided(task, self.questions, worker, seconds)
            return found, round(time.perf_counter() - start, 6)
        finally:
            self.free.put(worker)


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
        case Answer(_, text) if found and not text.strip():
            return Record("unreadable", 0, record(_unreadable("blank", "", points)).max_points, "", problem="blank")
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
