"""What became of a derivation: data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from derivo.checks.result import Outcome, Result
from derivo.checks.steps.derivations import Derivation, Side

StepOutcome = Literal["follows", "fails", "undecided", "unreadable"]


@dataclass(frozen=True, slots=True)
class Step:
    """One side and what became of its claim: no outcome where it claims nothing.

    `used` are the numbers of earlier sides that were taken as facts; `again` is the number of the side before the first
    failing one, where this side equals that one again.
    """

    number: int
    side: Side
    outcome: StepOutcome | None = None
    result: Result | None = None
    used: tuple[int, ...] = ()
    again: int | None = None


@dataclass(frozen=True, slots=True)
class WorkResult:
    """What became of a derivation; `first_wrong_step` is the number of the first side that fails."""

    derivation: Derivation
    outcome: Outcome
    steps: tuple[Step, ...]
    first_wrong_step: int | None

    def first(self, outcome: StepOutcome) -> Step | None:
        """The first side with this outcome."""
        return next((step for step in self.steps if step.outcome == outcome), None)
