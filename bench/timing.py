"""How long a call takes."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def timed(call: Callable[[], Found]) -> tuple[Found, float]:
    """What a call returns, and its seconds."""
    start = time.perf_counter()
    found = call()
    return found, time.perf_counter() - start


def within(seconds: int, call: Callable[[], Found]) -> Found | None:
    """What a call returns, None if it takes longer."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        return call()
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)


def percentile(seconds: list[float], share: float) -> float:
    """The time that this share of the calls stays under."""
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def shown(seconds: float) -> str:
    """Seconds in a unit that fits."""
    return (
        f"{seconds * 1e6:.0f} µs"
        if seconds < 1e-3
        else f"{seconds * 1e3:.1f} ms"
        if seconds < 1
        else f"{seconds:.2f} s"
    )
