"""What is not called wrong: where people may have meant another formula than the one that was read."""

from __future__ import annotations

from dataclasses import replace

from derivo.checks.answers.ambiguity import is_ambiguous, mixes
from derivo.checks.answers.claims import understood
from derivo.checks.answers.objectives import unspecified
from derivo.checks.answers.readings import ambiguous
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.result import Result


def guarded(result: Result, reading: Reading, *, constants: bool = True) -> Result:
    """An answer is not called wrong where people may have meant another formula than the one that was read.

    With `constants`, nor where it has one in it of which nothing says the value.
    """
    mixed = result.outcome == "correct" and mixes(reading)
    if result.outcome != "incorrect" and not mixed:
        return result
    if any(remark.code == "unread-condition" for remark in reading.remarks):
        return replace(result, outcome="undecided", reason="unread-condition", verdict=None, mistake="")
    names = unspecified(reading) if constants else ()
    if names:
        facts = (("names", ", ".join(names)),)
        return replace(result, outcome="undecided", reason="free-factor", verdict=None, mistake="", facts=facts)
    return ambiguous(result, understood(reading)) if mixed or is_ambiguous(reading) else result
