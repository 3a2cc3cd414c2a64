"""Values that are only said to be near: `… ≈ 0.33`."""

from __future__ import annotations

from fractions import Fraction

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.forms import pieces
from derivo.checks.answers.formulas import Formula
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.trees import tree
from derivo.checks.verdict import Enclosure, Refuted


def is_approximate(side: tree.Side) -> bool:
    """Whether a side is only said to be near what is asked, and is no number, which is a rounded one."""
    return side.relation == "≈" and any(isinstance(piece, tree.Name | tree.Entry) for piece in pieces(side.tree))


def rounds(answer: Answer, before: Formula, after: Formula, side: tree.Side) -> bool:
    """Whether a side may be what the side before it rounds to."""
    verdict = answer.decided("=", before, after)
    source = answer.reading.source
    return not isinstance(verdict, Refuted) or _rounds_to(verdict.witness.left, side.tree, source)


def _rounds_to(value: Enclosure, side: tree.Node, source: Source) -> bool:
    """Whether a value is the number that was typed, when it is rounded to as many digits."""
    number = side.body if isinstance(side, tree.Negative) else side
    if not isinstance(number, tree.Number) or value.low is None or value.high is None:
        return False
    half = Fraction(1, 2 * 10 ** len(source.at(number.span).partition(".")[2]))
    typed = number.value if number is side else -number.value
    return typed - half <= value.low and value.high <= typed + half
