"""The work that a decision may take, in steps: time decides nothing, so that a verdict is the same on any machine.

A step is a piece of an expression that is looked at, a term that is added, an operation on balls of 128 bits: some
microseconds. Whoever does work in a loop that the text may make long says so before (`spend`). What was remembered
costs as much as when it was found (`remembered`): else the outcome would hang on what was decided before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")
UNBOUNDED = 10**18
READING, DECIDING = 300_000, 1_500_000  # steps for one answer, or one claim: about a second, and some seconds


class OverBudget(Exception):
    """The steps that were allowed are used up."""


class Meter:
    """How many steps are left."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left


# One for each decision that is under way; outside of any, work is not counted.
_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)


def spend(steps: int = 1) -> None:
    """Counts work that is about to be done. Raises OverBudget if there is too much of it."""
    meter = _METER.get()
    if meter is not None:
        meter.left -= steps
        if meter.left < 0:
            raise OverBudget


@contextmanager
def within(steps: int = UNBOUNDED) -> Iterator[Meter]:
    """Bounds the work that is done inside; it also counts for whoever is outside.

    >>> with within(10) as meter:
    ...     spend(4)
    ...     with within(3):
    ...         spend(2)
    >>> meter.left
    4
    """
    outer = _METER.get()
    allowed = steps if outer is None else min(steps, outer.left)
    meter = Meter(allowed)
    token = _METER.set(meter)
    try:
        yield meter
    finally:
        _METER.reset(token)
        if outer is not None:
            outer.left -= allowed - meter.left


def remembered(most: int | None) -> Callable[[Callable[Given, Found]], Callable[Given, Found]]:
    """Keeps what a function returned for the last `most` arguments; to recall it costs what it cost to find it."""

    def decorate(function: Callable[Given, Found]) -> Callable[Given, Found]:
        @lru_cache(maxsize=most)
        def counted(*given: Given.args, **named: Given.kwargs) -> tuple[Found, int]:
            with within() as meter:
                before = meter.left
                found = function(*given, **named)
            return found, before - meter.left

        @wraps(function)
        def recalled(*given: Given.args, **named: Given.kwargs) -> Found:
            meter = _METER.get()
            left = meter.left if meter else 0
            found, steps = counted(*given, **named)  # type: ignore[arg-type]  # they are hashable
            if meter:
                meter.left = left
                spend(steps)
            return found

        return recalled

    return decorate
