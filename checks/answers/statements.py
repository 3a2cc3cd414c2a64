"""Where a true statement is asked: every relation of the chain is a claim (docs/answers.md)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.claims import RELATIONS, Unread
from derivo.checks.answers.forms import entries, names_differentiated
from derivo.checks.answers.triviality import (
    depends,
    of_anything,
    repetition,
    says_the_same,
    without_limits,
    written_out,
)
from derivo.checks.language.domains import REAL, SIZE
from derivo.checks.notation import Problem, read_formula, show
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.names.names import Family, UnknownFunction
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import same
from derivo.checks.result import Outcome, Result
from derivo.checks.verdict import Proved, Refuted, Undecided, Verdict


def statement(answer: Answer) -> Result:
    """What became of a statement: all must hold, and one must be about what is asked and not be trivial."""
    answer = _counted(answer)
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
    reason = _empty(answer)
    if reason:
        outcome: Outcome = "undecided" if reason in ("another-form", "special-case") else "unfinished"
        return answer.result(outcome, verdict=verdicts[0], reason=reason)
    return answer.result("correct", verdict=verdicts[0])


def _counted(answer: Answer) -> Answer:
    """The answer where the families that are to become numbers of repetitions are whole numbers from 1 on."""
    notation = answer.reading.notation
    known = (notation.names.get(name) for name in answer.part.free_of)
    counts = [replace(declared, domain=SIZE) for declared in known if isinstance(declared, Family)]
    names = {**notation.names, **{declared.name: declared for declared in counts}}
    return replace(answer, reading=replace(answer.reading, notation=replace(notation, names=names)))


def _empty(answer: Answer) -> str:
    """Why a true statement says nothing of what is asked, or may not say it; empty if it says something."""
    sides, part = answer.reading.sides, answer.part
    asked = [read_formula(text, answer.question.notation) for text in part.about]
    functions = names_differentiated(asked[:1], answer.question.notation)
    wanted = set().union(*(entries(each) for each in asked)) - set(part.free_of)
    told = [(left, right) for left, right in pairwise(sides) if _is_about(answer, (left, right), functions)]
    if not (told if functions else any(entries(each) <= entries(*(s.tree for s in sides)) for each in asked)):
        return "not-about"
    if part.free_of and any(side.relation != "=" for side in sides[1:]):
        return "another-form"
    if part.free_of and answer.reading.conditions:
        return "special-case"
    repeated = repetition(answer, wanted)
    trivial = all(_holds_of_anything(answer, pair, functions) for pair in told) if functions else says_the_same(answer)
    vacuous = bool(wanted) and not functions and not any(depends(answer, side.tree, wanted) for side in sides)
    trivial = trivial or vacuous
    if trivial or repeated == "none" or all(show(left.tree) == show(right.tree) for left, right in pairwise(sides)):
        return "trivial"
    follows = any(r.relation in ("=>", "<=>") and _both_about(answer, left, r, functions) for left, r in told)
    return "another-form" if repeated or follows else ""


def _both_about(answer: Answer, left: tree.Side, right: tree.Side, functions: set[str]) -> bool:
    """Whether both of two statements are about what is asked: that one follows may be true of anything."""
    return all(names_differentiated([side.tree], answer.reading.notation) & functions for side in (left, right))


def _is_about(answer: Answer, pair: tuple[tree.Side, tree.Side], functions: set[str]) -> bool:
    """Whether a derivative of what is asked about stands in one of two sides."""
    return bool(names_differentiated([side.tree for side in pair], answer.reading.notation) & functions)


def _related(answer: Answer, left: tree.Side, right: tree.Side) -> Verdict:
    """The verdict on one relation of the chain; under an approach, an arrow and = are between limits."""
    relation = right.relation
    if relation == "≈":
        return Undecided((("rounded", ""),))
    before, after = (answer.meaning(side.tree) for side in (left, right))
    approach = answer.approach()
    if relation == "->" and approach is None:
        raise Unread(Problem("no-approach", answer.reading.source, right.tree.span))
    if approach is not None and relation in ("->", "="):
        before, after, relation = before.limit(approach), after.limit(approach), "="
    if relation not in RELATIONS:
        raise Unread(Problem("not-a-statement", answer.reading.source, right.tree.span))
    if relation in ("=>", "<=>") and not all(isinstance(side.tree, tree.Compare) for side in (before, after)):
        raise Unread(Problem("not-a-statement", answer.reading.source, right.tree.span))
    return answer.decided(relation, before, after)


def _holds_of_anything(answer: Answer, pair: tuple[tree.Side, tree.Side], functions: set[str]) -> bool:
    """Whether two sides stand in their relation whatever is put in place of the functions, or of their derivatives."""
    notation = answer.reading.notation
    if same(*(written_out(side.tree, notation) for side in pair)):
        return True
    reading = replace(answer.reading, sides=pair)
    unknown = tuple(UnknownFunction(name, name, (REAL,), REAL) for name in sorted(functions))
    others = (
        replace(reading, notation=reading.notation.extended(*unknown)),
        of_anything(reading, functions),
        of_anything(_without_limits(reading), functions),
    )
    return any(_holds(replace(answer, reading=other)) for other in others)


def _without_limits(reading: Reading) -> Reading:
    sides = tuple(replace(side, tree=without_limits(side.tree)) for side in reading.sides)
    return replace(reading, sides=sides, approach=None)


def _holds(answer: Answer) -> bool:
    reading: Reading = answer.reading
    try:
        return isinstance(_related(answer, *reading.sides), Proved)
    except Unread:
        return False
