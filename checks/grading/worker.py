"""A process that decides one task after another, so that what hangs, aborts or eats memory costs one row.

FLINT aborts the whole process when memory ends, and a loop in C heeds no exception: only another process is safe
from both. One task, one reply over a pipe: no threads and no queue, and the deadline is kept to the millisecond.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pkgutil
import resource
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from types import TracebackType

from derivo.checks.feedback import Record
from derivo.checks.grading.submissions import Task
from derivo.checks.question import Question

# Named, not imported: SymPy is loaded once, by the server that workers are forked from, and never by the parent.
JUDGING = "derivo.checks.grading.judging"
MEMORY = 4 * 2**30  # bytes of address space for one worker


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a record: the code of the reason, and what more is known."""

    reason: str
    why: str = ""


class Worker:
    """The worker process; it is started when first needed, and again after it was lost."""

    def __init__(self, questions: Mapping[str, Question], *, judging: str = JUDGING) -> None:
        self.questions = dict(questions)
        self.judging = judging
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload([judging])
        self.running: tuple[ForkServerProcess, Connection] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> tuple[ForkServerProcess, Connection]:
        """Starts the process unless it runs; returns when it is ready, so that starting costs no task its time."""
        if self.running is None:
            ours, theirs = self.context.Pipe()
            process = self.context.Process(target=serve, args=(theirs, self.questions, self.judging), daemon=True)
            process.start()
            theirs.close()
            ours.recv()
            self.running = process, ours
        return self.running

    def ask(self, task: Task, *, seconds: float) -> Record | Lost:
        """The record of `task`, or why there is none after so many seconds."""
        process, connection = self.start()
        try:
            connection.send(task)
            if connection.poll(seconds):
                reply: Record | Lost = connection.recv()
                return reply
        except (EOFError, ConnectionError):
            process.join(1)
            status = process.exitcode
            self.stop()
            return Lost("crashed", f"the process that decides ended with status {status}")
        self.stop()
        return Lost("no-time", f"{seconds:g} s")

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self.running:
            process, connection = self.running
            self.running = None
            process.kill()
            process.join()
            process.close()
            connection.close()


def serve(connection: Connection, questions: Mapping[str, Question], judging: str) -> None:
    """Replies to tasks until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ValueError, OSError):  # a system without such a limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    judged = pkgutil.resolve_name(f"{judging}:judged")
    connection.send("ready")
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            connection.send(_reply(judged, connection.recv(), questions))


def _reply(judged: object, task: Task, questions: Mapping[str, Question]) -> Record | Lost:
    """The record of a task. This is the boundary at which a fault of our own costs one row and no more."""
    assert callable(judged)
    try:
        reply: Record = judged(task, questions)
    except MemoryError:
        return Lost("no-memory")
    except Exception as fault:
        return Lost("crashed", f"{type(fault).__name__}: {fault}"[:300])
    return reply
