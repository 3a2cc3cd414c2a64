"""A process that decides one task after the other, so that what hangs, aborts or eats memory costs one row.

FLINT aborts the whole process when memory ends, and a hang in C heeds no exception: only another process is safe
from both. One question, one reply over a pipe: no threads, no queue, and the deadline is exact to the millisecond.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from types import TracebackType

from checks.feedback import Record
from checks.grading.submissions import Task
from checks.question import Question

Judge = Callable[[Task, Mapping[str, Question]], Record]
PRELOADED = "checks.grading.judging"  # imported once, by the server that workers are forked from


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a reply: the code of the reason, and what is known of it."""

    reason: str
    why: str = ""
