"""What became of one answer: data only. `checks.feedback` turns it into sentences."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from derivo.checks.notation.text.source import Problem, Source, Span
from derivo.checks.verdict import Property, Verdict

if TYPE_CHECKING:
    from derivo.checks.question import Part

Outcome = Literal["correct", "incorrect", "unfinished", "undecided", "unreadable"]
StepOutcome = Literal["follows", "fails", "undecided"]


@dataclass(frozen=True, slots=True)
class StepResult:
    """One side of a chain held against the side before it; `verdict` is None for the first side."""

    shown: str
    span: Span
    outcome: StepOutcome | None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class PropertyResult:
    """A property of `formula` that the program decided along; `pieces` spells the pieces of its certificate."""

    formula: str
    claim: Property
    verdict: Verdict
    pieces: tuple[tuple[object, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one answer.

    `understood` is the formula as read, in Unicode. `reason` is a code for why an outcome is `unfinished` or
    `undecided` where no verdict says it (`wanted-form`, `restates`, `trivial`, `only-under-condition`, `no-time` …);
    `facts` belong to it. `notes` are points where exactly one side is defined: (whose: "left" or "right", the place).
    `properties` are what was decided of what is asked, besides: that it is affine, or convex. What is asked is a
    `number` that depends on no name: no message shows it. `taken` are the declarations that were inferred.
    """

    outcome: Outcome
    source: Source
    understood: str = ""
    problem: Problem | None = None
    verdict: Verdict | None = None
    reason: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    mistake: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    properties: tuple[PropertyResult, ...] = ()
    steps: tuple[StepResult, ...] = ()
    first_wrong_step: int | None = None
    points: Fraction = Fraction(0)
    max_points: Fraction = Fraction(0)
    number: bool = False
    taken: tuple[str, ...] = ()


def not_read(problem: Problem, part: Part) -> Result:
    """What became of an answer that cannot be read: in words, it is for a person where they are asked."""
    if part.in_words and problem.code != "empty":
        return Result("undecided", problem.source, problem=problem, reason="in-words", max_points=part.points)
    return Result("unreadable", problem.source, problem=problem, max_points=part.points)
