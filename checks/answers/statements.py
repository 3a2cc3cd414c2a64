"""Where a true statement is asked: every relation of the chain is a claim."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sympy import Limit

from checks.answers.answer import Answer
from checks.answers.claims import Unread
from checks.answers.forms import entries, names_differentiated
from checks.answers.triviality import repetition, says_the_same
from checks.language.domains import REAL
from checks.notation import read_formula, show, tree
from checks.notation.names import UnknownFunction
from checks.notation.source import Problem
from checks.result import Result
from checks.verdict import Proved, Refuted, Undecided, Verdict


def statement(answer: Answer) -> Result:
    """What became of a statement: all must hold, one must be about what is asked, and not all be trivial."""
    sides = answer.reading.sides
    if len(sides) == 1:
        raise Unread(Problem("not-a-statement", answer.reading.source, sides[0].tree.span))
    verdicts = [_related(answer, left, right) for left, right in pairwise(sides)]
    refuted = next((verdict for verdict in verdicts if isinstance(verdict, Refuted)), None)
    if refuted is not None:
        return answer.result("incorrect", verdict=refuted)
    undecided = next((verdict for verdict in verdicts if isinstance(verdict, Undecided)), None)
    if undecided is not None:
        return answer.result("undecided", verdict=undecided, reason="not-shown")
    asked = [read_formula(text, answer.question.notation) for text in answer.part.about]
    about = names_differentiated(asked)
    typed = [side.tree for side in sides]
    if not (names_differentiated(typed) & about if about else any(entries(each) <= entries(*typed) for each in asked)):
        return answer.result("unfinished", verdict=verdicts[0], reason="not-about")
    if answer.part.free_of and any(side.relation != "=" for side in sides[1:]):
        return answer.result("undecided", verdict=verdicts[0], reason="another-form")
    if answer.part.free_of and answer.reading.conditions:
        return answer.result("undecided", verdict=verdicts[0], reason="special-case")
    repeated = repetition(answer)
    if _trivial(answer, about) or repeated == "none":
        return answer.result("unfinished", verdict=verdicts[0], reason="trivial")
    if repeated == "unclear":
        return answer.result("undecided", verdict=verdicts[0], reason="another-form")
    return answer.result("correct", verdict=verdicts[0])


def _related(answer: Answer, left: tree.Side, right: tree.Side) -> Verdict:
    """The verdict on one relation of the chain; under an approach, an arrow and = are between limits."""
    relation = right.relation
    if relation == "≈":
        return Undecided((("rounded", ""),))
    sides = [answer.meaning(side.tree) for side in (left, right)]
    approach = answer.approach()
    if relation == "->" and approach is None:
        raise Unread(Problem("no-approach", answer.reading.source, right.tree.span))
    if approach is not None and relation in ("->", "="):
        sides = [Limit(side, *approach) for side in sides]
        relation = "="
    if relation in ("=>", "<=>") and not all(side.is_Relational for side in sides):
        raise Unread(Problem("not-a-statement", answer.reading.source, right.tree.span))
    return answer.decided(relation, sides[0], sides[1])


def _trivial(answer: Answer, about: set[str]) -> bool:
    """Whether every relation of the chain would hold for any functions in place of those that are asked about.

    Where none are, whether it only renames and reorders.
    """
    sides = answer.reading.sides
    if all(show(left.tree) == show(right.tree) for left, right in pairwise(sides)):
        return True
    if not about:
        return says_the_same(answer)
    unknown = tuple(UnknownFunction(name, name, (REAL,), REAL) for name in sorted(about))
    anything = replace(answer, reading=replace(answer.reading, notation=answer.reading.notation.extended(*unknown)))
    try:
        return all(isinstance(_related(anything, left, right), Proved) for left, right in pairwise(sides))
    except Unread:
        return False
