"""Where a text can be read in several ways: a verdict stands only if no other reading takes it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.names.occurrences import letters_in
from derivo.checks.notation.text.remark import EVEN, NEITHER
from derivo.checks.result import Result


def settled(result: Result, readings: tuple[Reading, ...], others: Iterable[Result]) -> Result:
    """The result of the first reading; undecided if another one that can be meant has another outcome.

    What is right as it was read stays right, unless the rule that settled it says little of what is meant. A slip on
    the way is told only if every reading has it.
    """
    codes = {remark.code for reading in readings for remark in reading.remarks}
    if result.outcome in ("correct", "incorrect") and codes & {*NEITHER}:
        return ambiguous(result)
    even = bool(codes & {*EVEN})
    slips = result.outcome == "correct" and result.first_wrong_step is not None
    if result.outcome != "incorrect" and not slips and not (even and result.outcome == "correct"):
        return result
    for other in others:
        if other.outcome == result.outcome == "correct" and other.first_wrong_step is None:
            result = other
        elif other.outcome not in (result.outcome, "unreadable") and (even or result.outcome == "incorrect"):
            return ambiguous(result)
    return result


def one_sided(left: Reading, right: Reading) -> set[str]:
    """The indices that are free on one side of a claim only."""
    first, second = (
        {letter for side in reading.sides for letter in letters_in(side.tree, reading.notation)}
        for reading in (left, right)
    )
    return first ^ second


def ambiguous(result: Result, read_as: str = "") -> Result:
    """The result, undecided as people may have meant another formula than the one that was read."""
    facts = (("read_as", read_as or result.understood),)
    return replace(
        result, outcome="undecided", reason="ambiguous", verdict=None, mistake="", facts=facts, points=Fraction(0)
    )
