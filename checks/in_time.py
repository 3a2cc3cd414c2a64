"""A net of seconds under one answer at the command line: the steps of work are used up long before."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

SECONDS = 60
Found = TypeVar("Found")


class OutOfTime(Exception):
    """The seconds are over."""


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
