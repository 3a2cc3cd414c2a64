"""Where a value, a limit or an objective is asked: what the statements of an answer make of it (docs/answers.md)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.chains import (
    JOINS_VALUES,
    Chain,
    chained,
    determines,
    makes_unknown,
    refuse_unbound,
    step_outcome,
)
from derivo.checks.answers.claims import Unread, denoted, same_shape
from derivo.checks.answers.final import Asked, End, all_asked, answered
from derivo.checks.answers.forms import is_name, mentions_asked, mentions_undone, names_differentiated, speaks
from derivo.checks.answers.formulas import Formula
from derivo.checks.answers.objectives import SAME_MINIMISER, relation
from derivo.checks.answers.roundings import is_approximate, rounds
from derivo.checks.answers.triviality import of_anything
from derivo.checks.language.grids import Grid
from derivo.checks.notation import show
from derivo.checks.notation.names.occurrences import letters_in
from derivo.checks.notation.text.source import Problem
from derivo.checks.notation.trees import tree
from derivo.checks.result import Outcome, Result, StepResult
from derivo.checks.verdict import Proved, Refuted, Undecided, Verdict

BOUNDS = ("<", "<=", ">", ">=")
Head = Literal["asked", "speaks", "beside", "names", "plain"]
Found = Literal["true", "false", "unknown"]

# What the first side is, and whether it is the last one -> the outcome and the reason, if the last side is right, and
# if it is not; where none stands, what the last side is decides.
TABLE: dict[tuple[Head, Found], tuple[tuple[Outcome, str] | None, tuple[Outcome, str] | None]] = {
    ("speaks", "true"): (("unfinished", "not-alone"), ("unfinished", "not-alone")),
    ("speaks", "false"): (("incorrect", "untrue"), ("incorrect", "untrue")),
    ("speaks", "unknown"): (("undecided", "not-shown"), ("undecided", "not-shown")),
    ("beside", "true"): (("unfinished", "not-alone"), ("unfinished", "not-alone")),
    ("beside", "false"): (("undecided", "another-quantity"), ("incorrect", "untrue")),
    ("beside", "unknown"): (("undecided", "not-shown"), ("undecided", "not-shown")),
    ("names", "true"): (("undecided", "another-quantity"), ("unfinished", "not-about")),
    ("names", "false"): (("undecided", "another-quantity"), None),
    ("names", "unknown"): (("undecided", "another-quantity"), ("undecided", "not-shown")),
    ("plain", "true"): (None, None),
    ("plain", "false"): (("undecided", "another-quantity"), None),
    ("plain", "unknown"): (None, None),
}


def value(answer: Answer) -> Result:
    """What became of a value: the last side answers, but for what only rounds it (≈) or names it."""
    answer, bounds = _without_bounds(_placed(answer))
    chain = chained(answer)
    result = _headed(chain, _ended(chain))
    for said in (_named_on_the_way, _rounded, _conditioned):
        if result.outcome == "correct":
            result = said(chain, result)
    if result.outcome in ("correct", "unfinished"):
        result = _bounded(chain, result, bounds)
    if len(chain.steps) < 2:
        return result
    first_wrong = next((i for i, step in enumerate(chain.steps, start=1) if step.outcome == "fails"), None)
    return replace(result, steps=chain.steps, first_wrong_step=first_wrong)


def _placed(answer: Answer) -> Answer:
    """The answer about that unknown which it names, or which does not stand in its last side."""
    places = [place for place, target in enumerate(answer.reference.targets) if target.unknown]
    about = [replace(answer, place=place) for place in places]
    sides, notation = answer.reading.sides, answer.reading.notation
    for each in about:
        if len(sides) > 1 and any(makes_unknown(each, side.tree) for side in (sides[0], sides[-1])):
            return each
    letters = letters_in(sides[-1].tree, notation)
    fitting = [each for each in about if letters_in(each.target.name, notation) == letters]
    if len(fitting) == 1:
        return fitting[0]
    return next((each for each in about if not mentions_asked(sides[-1].tree, each)), answer)


def _without_bounds(answer: Answer) -> tuple[Answer, tuple[tree.Side, ...]]:
    """The answer without the inequalities that end its chain (`… = 2(aᵀx)² ≥ 0`), and these."""
    sides = answer.reading.sides
    last = max(place for place, side in enumerate(sides) if side.relation in JOINS_VALUES)
    values, bounds = sides[: last + 1], sides[last + 1 :]
    plain = last > 0 or all(side.tree == tree.Number(Fraction(0), side.tree.span) for side in bounds)
    if not plain or not all(side.relation in BOUNDS for side in bounds):
        return answer, ()
    return replace(answer, reading=replace(answer.reading, sides=values)), bounds


def _ended(chain: Chain) -> Result:
    """What the side that answers is, held against what is asked."""
    result = answered(chain.answer, chain.end, chain.about)
    learnt = chain.answer.part.kind == "objective"  # of a network, people write what it is to be
    if result.outcome == "incorrect" and learnt and _is_of_another(chain):
        return chain.answer.result("undecided", reason="another-quantity")
    if result.outcome == "incorrect" and is_approximate(chain.sides[chain.last]):
        return chain.answer.result("undecided", reason="not-shown")
    return result


def _is_of_another(chain: Chain) -> bool:
    """Whether a value that is wrong of what its first side names is that of something else that is asked."""
    others = (asked for asked in all_asked(chain.answer) if asked.name not in [each.name for each in chain.about])
    return any(asked.relation == "=" and chain.answer.proves(chain.end.formula, asked.formula) for asked in others)


# --- what the first side is


def _headed(chain: Chain, end: Result) -> Result:
    """The outcome of the last side, and of what the first one makes of it: a row of the table."""
    head = _head(chain)
    if head == "asked":
        return end
    answer, (first, last) = chain.answer, (chain.formulas[0], chain.formulas[-1])
    if not same_shape(first.value, last.value):
        turned = answer.proves(first.transposed, last)
        return answer.result("unfinished", "transposed") if turned else answer.result("undecided", "another-quantity")
    said = relation(answer, first, last) if answer.part.kind == "objective" else "="
    verdict = answer.decided(said, first, last)
    found = _found(verdict)
    if answer.part.kind == "objective" and _same_minimiser(answer, first):
        return answer.result("unfinished", reason="not-as-said", verdict=verdict) if found == "false" else end
    if found == "true" and makes_unknown(answer, chain.sides[0].tree):
        return answer.result("undecided", "another-quantity")  # μ² says less than μ
    if (
        found == "true"
        and head == "names"
        and answer.part.kind == "value"
        and mentions_asked(chain.sides[0].tree, answer)
    ):
        head = "speaks"
    if found == "true" and head in ("speaks", "beside") and _holds_of_anything(chain):
        return answer.result("unfinished", "trivial", verdict=verdict)
    right = end.outcome in ("correct", "unfinished") and end.reason != "partly"
    row = TABLE[head, found][0 if right else 1]
    if row is None:
        return end
    outcome, reason = row
    return answer.result(outcome, reason=reason, verdict=verdict if outcome == "incorrect" else None)


def _holds_of_anything(chain: Chain) -> bool:
    """Whether the first side is the last one whatever is put in for what is asked: μ_k − μ_k = 0."""
    answer = chain.answer
    names = [target.name for target in answer.reference.targets]
    functions = names_differentiated(names, answer.question.notation)
    reading = of_anything(answer.reading, functions)
    sides = [reading.sides[place].tree for place in (0, -1)]
    if not answer.unknown_family and (
        answer.part.kind == "objective" or any(mentions_asked(side, answer) for side in sides)
    ):
        return False
    try:
        first, last = (denoted(side, reading) for side in sides)
    except Unread:
        return False
    return replace(answer, reading=reading).proves(first, last)


def _same_minimiser(answer: Answer, formula: Formula) -> bool:
    """Whether the first side is another objective with the minimisers of that which is asked."""
    asked = all_asked(answer)[0].formula
    return answer.proves(formula, asked, SAME_MINIMISER)


def _found(verdict: Verdict) -> Found:
    match verdict:
        case Proved():
            return "true"
        case Refuted():
            return "false"
    return "unknown"


def _head(chain: Chain) -> Head:
    """What the first side of several is.

    It is what is asked; something with that in it, or beside something with that in it; another name; some expression.
    """
    answer, sides = chain.answer, chain.sides
    if len(sides) == 1 or any(chain.named) or answer.reading.introduced:
        return "asked"
    first = sides[0].tree
    if answer.unknown_family and mentions_asked(first, answer):
        return "speaks"
    if any(chain.starts):
        return "asked"
    if is_name(first):
        return "names"
    if speaks(first, answer):
        return "speaks"
    return "beside" if any(speaks(side.tree, answer) for side in sides[1:]) else "plain"


# --- what else an answer says


def _named_on_the_way(chain: Chain, result: Result) -> Result:
    """A slip on the way with a right end is told; one between sides with what is asked in them is a wrong claim."""
    places = range(len(chain.sides) - len(chain.steps), len(chain.sides))
    for (_, before), (step, place) in pairwise(zip(chain.steps, places, strict=True)):
        if step.outcome != "fails":
            continue
        nodes = [chain.sides[each].tree for each in (before, place) if not _is_plainly_asked(chain, each)]
        kind = chain.answer.part.kind
        if any(is_name(node) and not (kind == "limit" and mentions_undone(node)) for node in nodes):
            return chain.answer.result("undecided", "another-quantity")
        slopes = kind == "objective" and chain.about[0].also and any(map(mentions_undone, nodes))
        if slopes or any(mentions_asked(node, chain.answer) for node in nodes):
            return chain.answer.result("incorrect", "untrue", verdict=step.verdict)
    return result


def _is_plainly_asked(chain: Chain, place: int) -> bool:
    """Whether a side is what is asked, or names it."""
    formula = chain.formulas[place]
    return chain.named[place] or any(chain.answer.proves(formula, each.formula) for each in chain.about)


def _rounded(chain: Chain, result: Result) -> Result:
    """A value that is rounded to another number than it rounds to is for a person."""
    for place, side in enumerate(chain.sides):
        near = side.relation == "≈" and place and not chain.named[place]
        if near and not rounds(chain.answer, chain.formulas[place - 1], chain.formulas[place], side):
            return replace(result, outcome="undecided", reason="not-shown", verdict=None)
    return result


def _conditioned(chain: Chain, result: Result) -> Result:
    """Conditions of the answer must hold anyway: one that restricts or changes what is asked is for a person."""
    answer = chain.answer
    for node in answer.reading.conditions:
        verdict: Verdict = Undecided()
        if node.operator in ("=", "!=", "<", "<=", ">", ">="):
            left, right = (answer.meaning(side) for side in (node.left, node.right))
            verdict = answer.decided(node.operator, left, right, theirs=False)
        if not isinstance(verdict, Proved):
            return replace(
                result, outcome="undecided", reason="condition", verdict=None, facts=(("condition", show(node)),)
            )
    return result


def _bounded(chain: Chain, result: Result, bounds: tuple[tree.Side, ...]) -> Result:
    """A right value that is said to be bounded as it is not is wrong; if that is not known, it is for a person."""
    before = chain.formulas[-1]
    for side in bounds:
        after = chain.answer.meaning(side.tree)
        verdict = chain.answer.decided(side.relation, before, after)
        if isinstance(verdict, Refuted) and isinstance(before.value, Grid):
            verdict = Undecided()  # of matrices, the order of definite ones may be meant
        if isinstance(verdict, Refuted):
            return chain.answer.result("incorrect", "untrue", verdict=verdict)
        if not isinstance(verdict, Proved) and result.outcome == "correct":
            return replace(result, outcome="undecided", verdict=verdict, reason="not-shown")
        before = after
    return result


# --- solving


def equations(answer: Answer) -> Result:
    """What became of a value that is found by solving: equations that follow from each other, the last one solved.

    Each equation is held against the truth: it has to hold with what is asked in place of the unknown.
    """
    found = []
    for side in answer.reading.sides:
        if not (isinstance(side.tree, tree.Compare) and side.tree.operator == "="):
            raise Unread(Problem("not-a-value", answer.reading.source, side.tree.span))
        refuse_unbound(answer, side.tree)
        left, right = (answer.meaning(each) for each in (side.tree.left, side.tree.right))
        verdict = answer.decided("=", left, right)
        found.append(StepResult(show(side.tree), side.tree.span, step_outcome(verdict), verdict))
    last = answer.reading.sides[-1].tree
    assert isinstance(last, tree.Compare)
    if not makes_unknown(answer, last.left):
        raise Unread(Problem("not-a-value", answer.reading.source, last.span))
    asked = Asked(answer.meaning(last.left), None)
    result = answered(answer, End(last.right, answer.meaning(last.right)), (asked,))
    if result.outcome == "correct" and not determines(answer, last.left):
        result = answer.result("undecided", "another-quantity")
    first_wrong = next((i for i, step in enumerate(found, start=1) if step.outcome == "fails"), None)
    before = zip(answer.reading.sides[:-1], found, strict=False)
    doubtful = (side.tree for side, step in before if _is_another_answer(answer, side.tree, step))
    if result.outcome == "correct" and (untrue := next(doubtful, None)):
        result = answer.result("undecided", reason="untrue-on-the-way", facts=(("equation", show(untrue)),))
    return replace(result, steps=tuple(found), first_wrong_step=first_wrong)


def _is_another_answer(answer: Answer, equation: tree.Node, step: StepResult) -> bool:
    """Whether an equation on the way gives what is asked another value, or is not known to be true of it.

    One that is refuted and gives it no value is a slip, and told as that.
    """
    solved = isinstance(equation, tree.Compare) and makes_unknown(answer, equation.left)
    return mentions_asked(equation, answer) and (step.outcome == "undecided" or (step.outcome == "fails" and solved))
