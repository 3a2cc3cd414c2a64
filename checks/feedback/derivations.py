"""What became of a derivation, in sentences: each line with a mark, and why the first one that fails does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from derivo.checks.feedback.carets import visible
from derivo.checks.feedback.message import Message
from derivo.checks.feedback.record import Record
from derivo.checks.feedback.verdicts import evidence, say
from derivo.checks.feedback.witnesses import both
from derivo.checks.verdict import Refuted

if TYPE_CHECKING:
    from derivo.checks.steps.outcomes import Step, StepOutcome, WorkResult

MARKS: Mapping[StepOutcome | None, str] = {"follows": "✓", "fails": "✗", "undecided": "?", "unreadable": "!", None: " "}
WORST: tuple[StepOutcome | None, ...] = ("fails", "unreadable", "undecided", "follows", None)


def say_work(work: WorkResult, *, brief: bool = False) -> Message:
    """What became of a derivation as a message; `brief` where the lines with their marks are shown besides."""
    match work.outcome:
        case "correct":
            return Message("Every step follows.")
        case "incorrect":
            step = work.first("fails")
            assert step is not None
            reason = "" if brief else f" {why(step)}"
            said = f"{_line(step)} does not follow{':' if reason else '.'}{reason}"
            return Message(said, None, tuple(_afterwards(work, step)))
        case "unreadable":
            step = work.first("unreadable")
            if step is None:
                return Message("There is no derivation here.")
            return Message(f"{_line(step)} was not checked{'.' if brief else ': ' + why(step)}")
        case _:
            step = work.first("undecided")
            if step is None:
                return Message("Nothing is claimed here: a derivation has a relation in front of each of its sides.")
            said = f"{_line(step)} is not decided, so it may well be right"
            return Message(said + ("." if brief else f": {why(step)}"))


def why(step: Step) -> str:
    """What is to be said of a step, in a paragraph; empty if it follows or claims nothing."""
    if step.result is None or step.outcome in (None, "follows"):
        return ""
    if isinstance(step.result.verdict, Refuted) and not step.result.verdict.witness.radius and not _concludes(step):
        told = both(step.result.verdict.witness, "the side before is", "this one is")
        slip = f" It looks as if {step.result.mistake}." if step.result.mistake else ""
        return f"{told if told.endswith('…') else told + '.'}{slip}"
    relation = step.side.relation or "="
    return say(step.result, None, relation=relation).line()


def marked(work: WorkResult) -> Iterator[tuple[StepOutcome | None, str, tuple[str, ...]]]:
    """Each line of a derivation with what became of it, as typed, and what is to be said below it."""
    steps: dict[int, list[Step]] = {}
    for step in work.steps:
        steps.setdefault(step.side.line, []).append(step)
    for number, text in enumerate(work.derivation.lines, start=1):
        here = steps.get(number, [])
        outcome = min((step.outcome for step in here), key=WORST.index, default=None)
        notes = [why(step) for step in here if step.outcome == outcome] if outcome != "follows" else []
        used = sorted({at for step in here for at in step.used})
        if used:
            lines = sorted({_step(work, at).side.line for at in used})
            notes.append(f"with {'lines' if len(lines) > 1 else 'line'} {', '.join(map(str, lines))}")
        again = next((step.again for step in here if step.again is not None), None)
        if again is not None:
            notes.append(f"right again: equal to line {_step(work, again).side.line}")
        yield outcome, visible(text), tuple(filter(None, notes))


def work_record(work: WorkResult) -> Record:
    """The record of a derivation, with the outcome of each side."""
    return Record(
        outcome=work.outcome,
        points=0,
        max_points=0,
        message=say_work(work).line(),
        evidence="",
        mistake=next((step.result.mistake for step in work.steps if step.result and step.result.mistake), ""),
        first_wrong_step=work.first_wrong_step,
        taken="; ".join(work.taken),
        steps=tuple(step.outcome for step in work.steps),
    )


def shown_steps(work: WorkResult) -> list[dict[str, object]]:
    """Each side as JSON has it."""
    return [
        {
            "number": step.number,
            "line": step.side.line,
            "relation": step.side.relation,
            "text": visible(step.side.text),
            "outcome": step.outcome,
            "message": why(step),
            "understood": visible(step.result.understood) if step.result else "",
            "evidence": evidence(step.result, None, whole=True) if step.result else "",
            "used": list(step.used),
            "again": step.again,
        }
        for step in work.steps
    ]


def _line(step: Step) -> str:
    return f"Line {step.side.line}, `{visible(step.side.text)}`,"


def _step(work: WorkResult, number: int) -> Step:
    return work.steps[number - 1]


def _concludes(step: Step) -> bool:
    return step.side.relation in ("=>", "<=>")


def _afterwards(work: WorkResult, first: Step) -> Iterator[str]:
    """What becomes of the lines behind the first one that fails."""
    later = [step for step in work.steps[first.number :] if step.outcome]
    again = next((step for step in later if step.again is not None), None)
    if again is not None:
        yield f"Line {again.side.line} is right again: equal to line {_step(work, again.again or 0).side.line}."
    if later and all(step.outcome == "follows" for step in later):
        yield "Each line behind it follows from the one before."
    failing = [str(step.side.line) for step in later if step.outcome == "fails" and step is not again]
    if failing:
        lines = f"line {failing[0]}" if len(failing) == 1 else f"any of lines {', '.join(failing)}"
        yield f"Nor does {lines} follow from the one before."
