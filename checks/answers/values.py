"""Where a value or a limit is asked: the last side of a chain answers; every side is held against the one before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sympy import Limit

from checks.answers.answer import Answer, Approach
from checks.answers.claims import Unread, conditions, decided, same_shape
from checks.answers.final import Asked, all_asked, answered, is_the_same
from checks.answers.forms import is_name, mentions_undone, unfinished
from checks.answers.objectives import free_factors, is_named, relation
from checks.answers.roundings import is_approximate, with_its_rounding
from checks.language.domains import REAL
from checks.language.families import families_in
from checks.language.grids import Grid, Value, body, mapped
from checks.language.nodes import negate, substitute
from checks.notation import show, tree
from checks.notation.source import Problem
from checks.notation.symbols import families, symbol
from checks.notation.walk import free_indices, same
from checks.result import Result, StepOutcome, StepResult
from checks.verdict import Proved, Refuted, Verdict

JOINS_VALUES = ("", "=", "->", "≈")
BOUNDS = ("<", "<=", ">", ">=")


def value(answer: Answer) -> Result:
    """What became of a value: the last side answers, but for what only rounds it (≈) or names it."""
    answer, bounds = _without_bounds(answer)
    sides = answer.reading.sides
    for side in sides:
        if side.relation not in JOINS_VALUES or isinstance(side.tree, tree.Compare):
            raise Unread(Problem("not-a-value", answer.reading.source, side.tree.span))
        _refuse_unbound(answer, side.tree)
    meant = [answer.reference.filled(answer.meaning(side.tree)) for side in sides]
    if answer.reading.optimum == "max":
        meant = [mapped(negate, side) for side in meant]  # what is largest where a loss is least
    expressions = [_of_limit(answer, expression) for expression in meant]
    named, target = [False] * len(sides), None
    for place in {0, len(sides) - 1} if len(sides) > 1 else set():
        first = (place == 0 or is_name(sides[place].tree)) and not _names_another(answer)
        made = _target(answer, meant[place]) if first else None
        if made is not None and target is None:
            expressions[place], named[place], target = made, True, made
        else:
            named[place] = _names_asked(answer, place, expressions[place])
    final = _final(answer, named)
    steps, first_wrong = _steps(answer, expressions, named)
    undone = expressions[final] != meant[final]
    about = _asked_for(answer, expressions, named, target)
    result = answered(answer, sides[final].tree, expressions[final], undone=undone, about=about)
    for guard in (_with_its_name, with_its_rounding):
        if result.outcome == "correct":
            result = guard(answer, result, expressions, named)
    learnt = answer.part.kind == "objective"  # of a network, people write what it is to be
    if result.outcome == "incorrect" and learnt and _is_of_another(answer, expressions[final], about):
        result = answer.result("undecided", reason="another-quantity")
    if result.outcome == "incorrect" and is_approximate(sides[final]):
        result = answer.result("undecided", reason="not-shown")
    if result.outcome == "incorrect" and _true_and_not_alone(answer, expressions, named):
        result = answer.result("unfinished", reason="not-alone")
    if result.outcome == "incorrect" and _true_of_something_else(answer, expressions, named):
        result = answer.result("unfinished", reason="not-about")
    if result.outcome == "correct" and not _conditions_hold(answer):
        result = replace(result, outcome="undecided", reason="not-shown", verdict=None)
    if result.outcome == "correct":
        result = _with_its_bounds(answer, result, expressions[-1], bounds)
    return replace(result, steps=steps, first_wrong_step=first_wrong)


def _is_of_another(answer: Answer, value: Value, about: tuple[Asked, ...]) -> bool:
    """Whether a value that is wrong of what its first side names is that of something else that is asked."""
    others = (asked for asked in all_asked(answer) if asked.tree not in [each.tree for each in about])
    return any(asked.relation == "=" and is_the_same(answer, value, asked.value) for asked in others)


def _true_and_not_alone(answer: Answer, values: list[Value], named: list[bool]) -> bool:
    """Whether an equation holds in which what is asked stands among other things: 2 φ′ = …, φ′ − … = 0."""
    first = answer.reading.sides[0].tree
    among = len(values) > 1 and not named[0] and not is_name(first) and mentions_undone(first)
    return among and is_the_same(answer, values[0], values[-1])


def _true_of_something_else(answer: Answer, values: list[Value], named: list[bool]) -> bool:
    """Whether the first side names another quantity, and the last is its value."""
    sides = answer.reading.sides
    other = len(sides) > 1 and not named[0] and is_name(sides[0].tree) and not isinstance(values[0], Limit)
    return other and is_the_same(answer, values[0], values[-1])


def _without_bounds(answer: Answer) -> tuple[Answer, tuple[tree.Side, ...]]:
    """The answer without the inequalities that end its chain (`… = 2(aᵀx)² ≥ 0`), and these."""
    sides = answer.reading.sides
    last = max(place for place, side in enumerate(sides) if side.relation in JOINS_VALUES)
    values, bounds = sides[: last + 1], sides[last + 1 :]
    plain = last > 0 or all(side.tree == tree.Number(Fraction(0), side.tree.span) for side in bounds)
    if not plain or not all(side.relation in BOUNDS for side in bounds):
        return answer, ()
    return replace(answer, reading=replace(answer.reading, sides=values)), bounds


def _with_its_bounds(answer: Answer, result: Result, before: Value, bounds: tuple[tree.Side, ...]) -> Result:
    """A right value that is said to be bounded as it is not is wrong; that it is not decided does not matter."""
    for side in bounds:
        after = answer.meaning(side.tree)
        verdict = answer.decided(side.relation, before, after)
        if isinstance(verdict, Refuted):
            return replace(result, outcome="incorrect", verdict=verdict)
        before = after
    return result


def _asked_for(answer: Answer, values: list[Value], named: list[bool], target: Value | None) -> tuple[Asked, ...]:
    """What the answer is held against: what its first side names, else all that answers."""
    if target is not None:
        return (Asked(target, None),)
    known = tuple(replace(each, said=_said(answer, values, each)) for each in all_asked(answer))
    if answer.part.kind == "objective":
        known = tuple(each for each in known if not each.also or _may_be_also(answer, values, each))
    if named[0] and len(known) > 1:
        first = answer.reading.sides[0].tree
        fitting = (a for a in known if _is_written(first, a.tree) or is_the_same(answer, values[0], a.value))
        return tuple(fitting) or known
    return known


def _may_be_also(answer: Answer, values: list[Value], asked: Asked) -> bool:
    """Whether something else than the objective may be meant: not by `L = …` or an argmin, nor by a lone number."""
    if answer.reading.optimum or is_named(answer):
        return False
    return isinstance(asked.value, Grid) or (len(values) > 1 and is_the_same(answer, values[0], asked.value))


def _said(answer: Answer, values: list[Value], asked: Asked) -> str:
    """How an objective is said to stand to the one that is asked: equal, if it is introduced as that, `L(θ) = …`."""
    if asked.relation == "=" or answer.reading.optimum:
        return ""
    restated = len(values) > 1 and same_shape(values[0], asked.value) and is_the_same(answer, values[0], asked.value)
    return relation(answer, values[-1]) if restated or is_named(answer) else ""


def _target(answer: Answer, expression: Value) -> Value | None:
    """What a first side stands for that is made of the unknown of the part (σ_k for σ_k²); None for other sides."""
    family = answer.reference.unknown_family
    if not family or family not in families_in(body(expression)):
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
    result = answered(answer, last.right, expression, undone=False, about=(Asked(target, None),))
    first_wrong = next((i for i, step in enumerate(steps, start=1) if step.outcome == "fails"), None)
    return replace(result, steps=tuple(steps), first_wrong_step=first_wrong)


def _refuse_unbound(answer: Answer, node: tree.Node) -> None:
    """An index that neither a sum binds nor the question leaves free has no value."""
    notation, first = answer.reading.notation, answer.reading.sides[0].tree
    asked = [answer.reference.tree, *(node for _, node in answer.reference.also)]
    if isinstance(first, tree.Entry) and first.name == answer.reference.unknown_family:
        asked.append(first)  # an entry of the vector that is asked
    free = {index.name for node in asked if node is not None for index in free_indices(node, notation)}
    for index in free_indices(node, notation):
        if index.name not in free:
            raise Unread(Problem("unbound-index", answer.reading.source, index.span, (("index", index.name),)))


def _final(answer: Answer, named: list[bool]) -> int:
    """The place of the side that answers."""
    sides = answer.reading.sides
    places = [place for place in range(len(sides)) if not named[place]] or [len(sides) - 1]
    return [place for place in places if sides[place].relation != "≈" or place == places[0]][-1]


def _of_limit(answer: Answer, expression: Value) -> Value:
    """Where a limit is asked, a side that still has the variable in it stands for its own limit."""
    asked = answer.reference.asked
    if answer.part.kind != "limit" or not isinstance(asked, Limit):
        return expression
    name, to, side = answer.approach() or _approach_asked(answer, asked)
    return Limit(expression, name, to, side) if name in body(expression).free_symbols else expression


def _approach_asked(answer: Answer, asked: Limit) -> Approach:
    node = answer.reference.tree
    assert isinstance(node, tree.Limit)
    return symbol(node.variable.name), asked.args[2], str(asked.args[3])


# --- what else the answer says


def _with_its_name(answer: Answer, result: Result, expressions: list[Value], named: list[bool]) -> Result:
    """A right value under the name of another quantity is for a person."""
    sides, asked = answer.reading.sides, answer.reference.asked
    other = replace(result, outcome="undecided", reason="another-quantity", verdict=None)
    for place in (place for place, known in enumerate(named) if known and answer.reference.unknown is not None):
        return result if _determines(answer, sides[place].tree) else other
    if len(sides) == 1 or not is_name(sides[0].tree):
        return result
    assert asked is not None
    if any(is_the_same(answer, expressions[0], also) for also, _ in answer.reference.also):
        return result
    pairs = [(expressions[0], asked)]
    if isinstance(asked, Limit) and isinstance(
        expressions[0], Limit
    ):  # the limits may agree where the functions do not
        pairs.append((expressions[0].args[0], substitute(asked.args[0], {asked.args[1]: expressions[0].args[1]})))
    refuted = any(isinstance(answer.decided("=", left, right), Refuted) for left, right in pairs)
    return other if refuted else result


def _determines(answer: Answer, node: tree.Node) -> bool:
    """Whether the unknown follows from the value of what is made of it: μ² says less than μ, σ² no less than σ > 0."""
    domain = dict(families(answer.reading.notation)).get(answer.reference.unknown_family, REAL)
    plain = isinstance(node, tree.Entry | tree.Name)
    return is_name(node) and (plain or (domain.low is not None and domain.low >= 0))


def _conditions_hold(answer: Answer) -> bool:
    """Whether the answer's own conditions hold anyway: one that restricts or changes what is asked is for a person."""
    notation, source = answer.reading.notation, answer.reading.source
    for node in answer.reading.conditions:
        if node.operator not in ("=", "!=", "<", "<=", ">", ">="):
            return False
        sides = [answer.reference.solved(answer.meaning(side)) for side in (node.left, node.right)]
        given = conditions(notation.given, notation, source)
        if not isinstance(decided(node.operator, sides[0], sides[1], notation, given), Proved):
            return False
    return True


# --- the sides of the chain


def _steps(answer: Answer, expressions: list[Value], named: list[bool]) -> tuple[tuple[StepResult, ...], int | None]:
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


def _names_asked(answer: Answer, place: int, expression: Value) -> bool:
    """Whether the side at `place`, the first or the last of several, merely names what is asked."""
    sides, asked = answer.reading.sides, answer.reference.asked
    if asked is None or len(sides) == 1 or place not in (0, len(sides) - 1) or not is_name(sides[place].tree):
        return False
    about = all_asked(answer)
    if any(_is_written(sides[place].tree, each.tree) for each in about if each.also or not place):
        return True
    if place and not unfinished(sides[place].tree, answer.part, answer.reading)[0]:
        return False
    return any(is_the_same(answer, expression, each.value) for each in about)


def _names_another(answer: Answer) -> bool:
    """Whether a side is the name of what answers as well as what is asked."""
    also = [node for _, node in answer.reference.also]
    return any(_is_written(side.tree, node) for side in answer.reading.sides for node in also)


def _is_written(node: tree.Node, name: tree.Node | None) -> bool:
    """Whether a side is the name of what is asked, as the question writes it."""
    return name is not None and is_name(name) and same(node, name)


def _step(answer: Answer, side: tree.Side, before: Value | None, expression: Value) -> StepResult:
    shown, span = show(side.tree), side.tree.span
    if before is None:
        return StepResult(shown, span, None)
    if side.relation == "≈":
        return StepResult(shown, span, "undecided")
    objective = answer.part.kind == "objective"
    said = relation(answer, before, expression) if objective else "="
    verdict = answer.decided(said, before, expression)
    if isinstance(verdict, Refuted) and objective and free_factors(answer, before, expression):
        return StepResult(shown, span, "undecided")
    return StepResult(shown, span, _step_outcome(verdict), verdict)


def _step_outcome(verdict: Verdict) -> StepOutcome:
    match verdict:
        case Proved():
            return "follows"
        case Refuted():
            return "fails"
    return "undecided"
