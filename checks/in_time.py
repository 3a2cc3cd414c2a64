"""A net of seconds under one answer at the command line: the steps of work are used up long before."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from derivo.checks.notation.text.source import Source
from derivo.checks.result import Result

SECONDS = 60
Found = TypeVar("Found")


class OutOfTime(Exception):
    """The seconds are over."""


def in_time(text: str, decide: Callable[[], Result]) -> Result:
    """What `decide` says of a text, or that there was no time for it."""
    try:
        return bounded(SECONDS, decide)
    except OutOfTime:
        return Result("undecided", Source(text), reason="no-time", facts=(("why", f"{SECONDS} s"),))


def bounded(seconds: float, call: Callable[[], Found]) -> Found:
    """What `call` returns. Raises OutOfTime where it takes longer."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return call()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
