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
    failing one, where this side equals that one again. A side `introduces` a name where it says what it is.
    """

    number: int
    side: Side
    outcome: StepOutcome | None = None
    result: Result | None = None
    used: tuple[int, ...] = ()
    again: int | None = None
    introduces: bool = False


@dataclass(frozen=True, slots=True)
class WorkResult:
    """What became of a derivation; `first_wrong_step` is the number of the first side that fails.

    `taken` are the declarations of names that were inferred from their use.
    """

    derivation: Derivation
    outcome: Outcome
    steps: tuple[Step, ...]
    first_wrong_step: int | None
    taken: tuple[str, ...] = ()

    def first(self, outcome: StepOutcome) -> Step | None:
        """The first side with this outcome."""
        return next((step for step in self.steps if step.outcome == outcome), None)
