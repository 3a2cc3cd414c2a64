"""Where a value or a limit is asked: the last side of a chain answers; every side is held against the one before."""

from __future__ import annotations

from dataclasses import replace

from sympy import Basic, Limit

from checks.answers.answer import Answer, Approach
from checks.answers.claims import Unread, equality
from checks.answers.forms import is_name, unfinished
from checks.decide.notes import one_sided_points
from checks.decide.search import may_be
from checks.language.families import families_in
from checks.notation import show, tree
from checks.notation.source import Problem
from checks.notation.symbols import symbol
from checks.notation.walk import free_indices
from checks.result import Outcome, Result, StepOutcome, StepResult
from checks.verdict import Proved, Refuted, Verdict, Witness

JOINS_VALUES = ("", "=", "->", "≈")


def value(answer: Answer) -> Result:
    """What became of a value: the last side answers, but for what only rounds it (≈) or names it."""
    sides = answer.reading.sides
    for side in sides:
        if side.relation not in JOINS_VALUES or isinstance(side.tree, tree.Compare):
            raise Unread(Problem("not-a-value", answer.reading.source, side.tree.span))
        _refuse_unbound(answer, side.tree)
    meant = [answer.reference.filled(answer.meaning(side.tree)) for side in sides]
    expressions = [_of_limit(answer, expression) for expression in meant]
    target = _target(answer, meant[0]) if len(sides) > 1 else None
    if target is not None:
        expressions[0] = target
    named = [
        (place == 0 and target is not None) or _names_asked(answer, place, expression)
        for place, expression in enumerate(expressions)
    ]
    final = _final(answer, named)
    steps, first_wrong = _steps(answer, expressions, named)
    undone = expressions[final] != meant[final]
    result = _answered(answer, sides[final].tree, expressions[final], undone=undone, target=target)
    result = _with_its_name(answer, result, expressions, named)
    return replace(result, steps=steps, first_wrong_step=first_wrong)


def _target(answer: Answer, expression: Basic) -> Basic | None:
    """What a first side stands for that is made of the unknown of the part (σ_k for σ_k²); None for other sides."""
    unknown = answer.reference.unknown
    if unknown is None or str(unknown.args[0]) not in families_in(expression):
        return None
    return answer.reference.solved(expression)


def equations(answer: Answer) -> Result:
    """What became of a value that is found by solving: equations that follow from each other, the last one solved.

    Each equation is held against the truth: it has to hold with what is asked in place of the unknown.
    """
    steps = []
    for side in answer.reading.sides:
        if not (isinstance(side.tree, tree.Compare) and side.tree.operator == "="):
            raise Unread(Problem("not-a-value", answer.reading.source, side.tree.span))
        _refuse_unbound(answer, side.tree)
        left, right = (answer.reference.solved(answer.meaning(each)) for each in (side.tree.left, side.tree.right))
        verdict = answer.decided("=", left, right)
        steps.append(StepResult(show(side.tree), side.tree.span, _step_outcome(verdict), verdict))
    last = answer.reading.sides[-1].tree
    assert isinstance(last, tree.Compare)
    target = _target(answer, answer.reference.filled(answer.meaning(last.left)))
    if target is None or not is_name(last.left):
        raise Unread(Problem("not-a-value", answer.reading.source, last.span))
    expression = answer.reference.filled(answer.meaning(last.right))
    result = _answered(answer, last.right, expression, undone=False, target=target)
    first_wrong = next((i for i, step in enumerate(steps, start=1) if step.outcome == "fails"), None)
    return replace(result, steps=tuple(steps), first_wrong_step=first_wrong)


def _refuse_unbound(answer: Answer, node: tree.Node) -> None:
    """An index that neither a sum binds nor the question leaves free has no value."""
    asked, notation = answer.reference.tree, answer.reading.notation
    free = {index.name for index in free_indices(asked, notation)} if asked is not None else set()
    for index in free_indices(node, notation):
        if index.name not in free:
            raise Unread(Problem("unbound-index", answer.reading.source, index.span, (("index", index.name),)))


def _final(answer: Answer, named: list[bool]) -> int:
    """The place of the side that answers."""
    sides = answer.reading.sides
    places = [place for place in range(len(sides)) if not named[place]] or [len(sides) - 1]
    return [place for place in places if sides[place].relation != "≈" or place == places[0]][-1]


def _of_limit(answer: Answer, expression: Basic) -> Basic:
    """Where a limit is asked, a side that still has the variable in it stands for its own limit."""
    asked = answer.reference.asked
    if answer.part.kind != "limit" or not isinstance(asked, Limit):
        return expression
    name, to, side = answer.approach() or _approach_asked(answer, asked)
    return Limit(expression, name, to, side) if name in expression.free_symbols else expression


def _approach_asked(answer: Answer, asked: Limit) -> Approach:
    node = answer.reference.tree
    assert isinstance(node, tree.Limit)
    return symbol(node.variable.name), asked.args[2], str(asked.args[3])


# --- the last side


def _answered(
    answer: Answer, node: tree.Node, expression: Basic, *, undone: bool, target: Basic | None = None
) -> Result:
    """The outcome of the side that answers, held against `target`; `undone` if it stands for its own limit."""
    asked = answer.reference.asked if target is None else target
    assert asked is not None
    verdict = answer.decided("=", expression, asked, theirs=False)
    if isinstance(verdict, Proved):
        reason, left = unfinished(node, answer.part, answer.reading)
        if undone and not reason:
            reason, left = "wanted-form", ("limit",)
        notes = one_sided_points(equality(expression, asked, answer.reading.notation, answer.given(theirs=False)))
        outcome: Outcome = "unfinished" if reason else "correct"
        facts = (("left", ", ".join(left)),) if left else ()
        return answer.result(outcome, verdict=verdict, reason=reason, facts=facts, notes=notes)
    if isinstance(verdict, Refuted):
        return _refuted(answer, expression, asked, verdict)
    return answer.result("undecided", verdict=verdict, reason="not-shown")


def _refuted(answer: Answer, expression: Basic, asked: Basic, verdict: Refuted) -> Result:
    """Incorrect, unless the answer's own conditions save it: that is for a person."""
    if answer.reading.conditions:
        conditioned = answer.decided("=", expression, asked)
        if not isinstance(conditioned, Refuted):
            reason = "only-under-condition" if isinstance(conditioned, Proved) else "not-shown"
            return answer.result("undecided", verdict=conditioned, reason=reason)
        verdict = conditioned
    return answer.result("incorrect", verdict=verdict, mistake=_mistake(answer, expression, verdict.witness))


def _mistake(answer: Answer, expression: Basic, witness: Witness) -> str:
    """The name of the known mistake that this is, or empty."""
    for mistake, formula in answer.reference.mistakes:
        if may_be(formula, witness) and isinstance(answer.decided("=", expression, formula, theirs=False), Proved):
            return mistake.name
    return ""


def _with_its_name(answer: Answer, result: Result, expressions: list[Basic], named: list[bool]) -> Result:
    """A right value under the name of another quantity is for a person."""
    first, asked = answer.reading.sides[0].tree, answer.reference.asked
    if result.outcome != "correct" or len(expressions) == 1:
        return result
    if named[0] or not is_name(first):
        made_of_it = named[0] and not is_name(first)  # μ_k − x = …: true, but not what is asked
        return replace(result, outcome="undecided", reason="another-quantity", verdict=None) if made_of_it else result
    assert asked is not None
    if isinstance(answer.decided("=", expressions[0], asked), Refuted):
        return replace(result, outcome="undecided", reason="another-quantity", verdict=None)
    return result


# --- the sides of the chain


def _steps(answer: Answer, expressions: list[Basic], named: list[bool]) -> tuple[tuple[StepResult, ...], int | None]:
    """Every side held against the one before, if there are two; a first side that only names it is not counted."""
    sides, asked = answer.reading.sides, answer.reference.asked
    steps = []
    for place, side in enumerate(sides):
        if place == 0 and named[0]:
            continue
        start = asked if len(sides) > 1 and answer.reading.introduced else None
        steps.append(_step(answer, side, expressions[place - 1] if place else start, expressions[place]))
    if len(steps) < 2:
        return (), None
    return tuple(steps), next((i for i, step in enumerate(steps, start=1) if step.outcome == "fails"), None)


def _names_asked(answer: Answer, place: int, expression: Basic) -> bool:
    """Whether the side at `place`, the first or the last of several, merely names what is asked."""
    sides, asked = answer.reading.sides, answer.reference.asked
    if asked is None or len(sides) == 1 or place not in (0, len(sides) - 1) or not is_name(sides[place].tree):
        return False
    if place and not unfinished(sides[place].tree, answer.part, answer.reading)[0]:
        return False
    return bool(expression == asked) or isinstance(answer.decided("=", expression, asked, theirs=False), Proved)


def _step(answer: Answer, side: tree.Side, before: Basic | None, expression: Basic) -> StepResult:
    shown, span = show(side.tree), side.tree.span
    if before is None:
        return StepResult(shown, span, None)
    if side.relation == "≈":
        return StepResult(shown, span, "undecided")
    verdict = answer.decided("=", before, expression)
    return StepResult(shown, span, _step_outcome(verdict), verdict)


def _step_outcome(verdict: Verdict) -> StepOutcome:
    match verdict:
        case Proved():
            return "follows"
        case Refuted():
            return "fails"
    return "undecided"
