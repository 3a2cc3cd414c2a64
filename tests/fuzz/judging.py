"""What the checker says of a typed claim, through the same calls as the commands, and whether that is a fault."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from derivo.checks.check import check
from derivo.checks.compare import compare
from derivo.checks.feedback import record
from derivo.checks.reading import read_answer, read_pair
from derivo.checks.result import Result
from derivo.checks.work import DECIDING, READING, within
from derivo.derivations import catalogue

MOST_STEPS = 3 * (READING + DECIDING)  # reading and deciding, and one large step too many


@dataclass(frozen=True, slots=True)
class Typed:
    """A claim or an answer as typed. `truth` is None where nothing is known but that it must not crash."""

    kind: str
    truth: bool | None
    left: str
    right: str = ""
    let: str = ""
    part: str = ""
    relation: str = "="

    def pasted(self):
        """A line for the shell."""
        quoted = ["'" + text.replace("'", "'\\''") + "'" for text in (self.left, self.right)]
        if self.part:
            return f"derivo check {self.part} {quoted[0]}"
        let = " ".join(f"--let '{line}'" for line in self.let.split("\n"))
        return f"derivo equal {quoted[0]} {quoted[1]} --relation '{self.relation}' {let}"


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome of a claim, and what is wrong with it: nothing, a wrong verdict, an exception, too many steps."""

    typed: Typed
    outcome: str
    fault: str = ""


def judged(typed):
    """What became of a claim. Like the workers of `grading`, this is a boundary that catches whatever comes."""
    with within() as meter:
        before = meter.left
        try:
            result = _answer(typed) if typed.part else _pair(typed)
        except Exception:  # noqa: BLE001 (a fault of the checker is what is looked for)
            return Judged(typed, "crash", traceback.format_exc(limit=-3).replace("\n", " | "))
        steps = before - meter.left
    wrong = {True: "incorrect", False: "correct"}.get(typed.truth)
    if result.outcome == wrong:
        return Judged(typed, result.outcome, "WRONG")
    late = steps > MOST_STEPS and result.reason != "over-budget"
    return Judged(typed, result.outcome, f"{steps} steps" if late else "")


def _pair(typed):
    pair = read_pair(typed.left, typed.right, typed.let, typed.relation)
    result = pair if isinstance(pair, Result) else compare(*pair, typed.relation)
    record(result, relation=typed.relation)
    return result


def _answer(typed):
    question, part = catalogue()[typed.part.partition(".")[0]], None
    part = question.part(typed.part.partition(".")[2])
    reading = read_answer(typed.left, question, part)
    result = reading if isinstance(reading, Result) else check(question, part, reading)
    record(result, part)
    return result
