"""Values that are only said to be near: `… ≈ 0.33`."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from checks.answers.answer import Answer
from checks.answers.forms import pieces
from checks.language.grids import Value
from checks.notation import tree
from checks.notation.source import Source
from checks.result import Result
from checks.verdict import Enclosure, Refuted


def is_approximate(side: tree.Side) -> bool:
    """Whether a side is only said to be near what is asked, and is no number, which is a rounded one."""
    return side.relation == "≈" and any(isinstance(piece, tree.Name | tree.Entry) for piece in pieces(side.tree))


def with_its_rounding(answer: Answer, result: Result, expressions: list[Value], named: list[bool]) -> Result:
    """A value that is rounded to another number than it rounds to is for a person."""
    for place, side in enumerate(answer.reading.sides):
        if side.relation == "≈" and not named[place] and place:
            verdict = answer.decided("=", expressions[place - 1], expressions[place])
            source = answer.reading.source
            if isinstance(verdict, Refuted) and not _rounds_to(verdict.witness.left, side.tree, source):
                return replace(result, outcome="undecided", reason="not-shown", verdict=None)
    return result


def _rounds_to(value: Enclosure, side: tree.Node, source: Source) -> bool:
    """Whether a value is the number that was typed, when it is rounded to as many digits."""
    number = side.body if isinstance(side, tree.Negative) else side
    if not isinstance(number, tree.Number) or value.low is None or value.high is None:
        return False
    half = Fraction(1, 2 * 10 ** len(source.at(number.span).partition(".")[2]))
    typed = number.value if number is side else -number.value
    return typed - half <= value.low and value.high <= typed + half
