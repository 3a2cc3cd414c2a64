"""What a text says that no verdict knows of: a law, a limit or a minimum of its own, a function where it is not."""

from __future__ import annotations

from dataclasses import replace

from derivo.checks.answers.arguments import outside
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.declare.stated_laws import alone, unknown
from derivo.checks.notation.names.names import Notation
from derivo.checks.result import Result

DECIDED = ("correct", "incorrect")


def of_answer(result: Result, reading: Reading, notation: Notation) -> Result:
    """The result of an answer, undecided if it takes a mean under a law that the question does not give."""
    law = "" if is_own((reading,), notation) else unknown((reading,), notation, only_below=True)
    if law:
        return undecided(result, "another-law", law=law)
    call = outside(reading) if result.outcome in DECIDED else ""
    return undecided(result, "outside", call=call) if call else result


def of_claim(result: Result, left: Reading, right: Reading, relation: str) -> Result:
    """The result of a claim, undecided if one of its sides says more than its formula."""
    readings = (left, right)
    law = "" if is_own(readings, left.notation) else unknown(readings, left.notation)
    if law:
        return undecided(result, "another-law", law=law)
    if any(each.approach is not None for each in readings):
        return undecided(result, "special-case")
    if any(each.optimum for each in readings) and relation != "~min":
        return undecided(result, "optimum")
    call = (outside(left) or outside(right)) if result.outcome in DECIDED else ""
    return undecided(result, "outside", call=call) if call else result


def is_own(readings: tuple[Reading, ...], notation: Notation) -> bool:
    """Whether the laws that stand below E are but names of the unknown laws of their names: x ∼ D, everywhere."""
    laws = [law for _, law in alone(readings, notation)]
    return bool(laws) and not any("(" in law for law in laws)


def undecided(result: Result, reason: str, **facts: str) -> Result:
    """The result without its verdict."""
    if result.outcome not in DECIDED:
        return result
    return replace(
        result, outcome="undecided", reason=reason, verdict=None, mistake="", facts=tuple(facts.items()), notes=()
    )
