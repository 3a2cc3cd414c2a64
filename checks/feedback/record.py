"""A result as one row of a table or one JSON object: the same words wherever a program reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from fractions import Fraction

from derivo.checks.feedback.carets import visible
from derivo.checks.feedback.verdicts import evidence, say
from derivo.checks.question import Part
from derivo.checks.result import Outcome, Result


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one answer, ready to be written.

    `problem` is the code of what could not be read, `reason` that of why it is unfinished or undecided;
    `first_wrong_step` is the number of the first side of a chain that does not follow; `taken` are the declarations
    of names that were inferred from their use; `steps` are the outcomes of the sides of a derivation. What a person
    has to look at has no points.
    """

    outcome: Outcome
    points: int | float | None
    max_points: int | float
    message: str
    understood: str = ""
    evidence: str = ""
    mistake: str = ""
    first_wrong_step: int | None = None
    problem: str = ""
    reason: str = ""
    taken: str = ""
    needs_person: bool = False
    steps: tuple[str | None, ...] | None = None

    def items(self) -> tuple[tuple[str, object], ...]:
        """The fields in order, by name; `steps` only of a derivation."""
        found = ((field.name, getattr(self, field.name)) for field in fields(self))
        return tuple((name, value) for name, value in found if name != "steps" or value is not None)


def record(
    result: Result,
    part: Part | None = None,
    *,
    relation: str = "=",
    names: Sequence[str] = (),
    told: bool = False,
) -> Record:
    """The record of a result; see `say` and `evidence` for the rest."""
    open_ = result.outcome in ("undecided", "unreadable")
    return Record(
        outcome=result.outcome,
        points=None if open_ else _number(result.points),
        max_points=_number(result.max_points),
        message=say(result, part, relation=relation, names=names).line(),
        understood=visible(result.understood),
        evidence=evidence(result, part, told=told, whole=True),
        mistake=result.mistake,
        first_wrong_step=result.first_wrong_step,
        problem=result.problem.code if result.problem else "",
        reason=result.reason,
        taken="; ".join(result.taken),
        needs_person=open_,
    )


def _number(points: Fraction) -> int | float:
    """Points as a number that JSON has."""
    return int(points) if points.denominator == 1 else float(points)
