"""One ad-hoc claim: two readings and the relation between them -> Result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise, product

from derivo.checks.answers.claims import Unread, decided, denoted, equality, given, understood
from derivo.checks.answers.formulas import Formula
from derivo.checks.answers.guards import guarded
from derivo.checks.answers.passed_over import of_claim
from derivo.checks.answers.readings import ambiguous, one_sided, settled
from derivo.checks.decide.search.notes import one_sided_points
from derivo.checks.language.grids import Grid
from derivo.checks.language.nodes import forget
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.names.names import Notation
from derivo.checks.notation.shapes.dimensions import SCALAR
from derivo.checks.notation.shapes.shapes import shape_of
from derivo.checks.notation.text.relations import COMPARISONS, SHOWN
from derivo.checks.notation.text.source import Problem, Source
from derivo.checks.notation.trees import tree
from derivo.checks.result import Outcome, Result
from derivo.checks.verdict import Claim, Proved, Refuted, Verdict
from derivo.checks.work import DECIDING, OverBudget, within

IMPLYING = ("=>", "<=>")
WORST: tuple[Outcome, ...] = ("incorrect", "unreadable", "undecided", "unfinished", "correct")


def compare(left: Reading, right: Reading, relation: str = "=") -> Result:
    """What became of the claim that `left` stands in `relation` to `right`, both read in one notation."""
    forget()
    try:
        with within(DECIDING):
            result = _compared(left, right, relation)
            pairs = islice(product((left, *left.others), (right, *right.others)), 1, None)
            alone = one_sided(left, right)  # no one means an index that is free on one side only, unless it must be
            meant = (pair for pair in pairs if one_sided(*pair) <= alone)
            return settled(result, (left, right), (_compared(*pair, relation) for pair in meant))
    except OverBudget:
        shown = f"{understood(left)} {SHOWN.get(relation, relation)} {understood(right)}"
        return Result("undecided", left.source, shown, reason="over-budget")


def _compared(left: Reading, right: Reading, relation: str) -> Result:
    """What became of the claim that one reading stands in `relation` to another."""
    shown = f"{understood(left)} {SHOWN.get(relation, relation)} {understood(right)}"
    notation = _merged(left.notation, right.notation)
    if notation is None:
        return Result("undecided", left.source, shown, reason="not-shown")
    try:
        if relation in IMPLYING:
            return replace(_implied(left, right, relation, notation), understood=shown)
        first, second = (_single(reading) for reading in (left, right))
        conditions = (*left.conditions, *right.conditions)
        return _related(first, second, relation, (left, right), replace(notation, given=(*notation.given, *conditions)))
    except Unread as unread:
        return Result("unreadable", unread.problem.source, understood=shown, problem=unread.problem)


def _related(
    first: Formula, second: Formula, relation: str, readings: tuple[Reading, Reading], notation: Notation
) -> Result:
    """What became of the claim that two formulas of the readings stand in a relation, under all that is given."""
    left, right = readings
    shown = f"{understood(left)} {SHOWN.get(relation, relation)} {understood(right)}"
    known = given(notation.given, notation, left.source)
    verdict = decided(relation, first, second, notation, known, notation)
    sides = (first.value, second.value)
    if relation in ("<", "<=", ">", ">=") and any(isinstance(each, Grid) and all(each.sizes) for each in sides):
        return ambiguous(Result("undecided", left.source, shown))  # entry by entry, or the order of definite matrices
    result = _of_verdict(verdict, left.source, shown, equality(first.value, second.value, notation, known.conditions))
    return of_claim(guarded(guarded(result, left), right), left, right, relation)


def _implied(left: Reading, right: Reading, relation: str, notation: Notation) -> Result:
    """Whether relations follow from others: a claim that has these among its conditions. Raises Unread.

    Of two equations between numbers, it is first looked whether one is a multiple of the other, or has other solutions.
    """
    conditions = (*notation.given, *left.conditions, *right.conditions)
    known = replace(notation, given=conditions)
    premises, conclusions = (_relations(reading) for reading in (left, right))
    several = (*premises, *conclusions)
    if len(several) == 2 and all(each.operator == "=" and _of_numbers(each, notation) for each in several):
        first, second = denoted(several[0], left), denoted(several[1], right)
        result = _related(first, second, relation, (left, right), known)
        if result.outcome != "undecided":
            return result
    ways = [(premises, conclusions, right), (conclusions, premises, left)][: 1 if relation == "=>" else 2]
    results = [each for way in ways for each in _follow(*way, (left, right), known)]
    return min(results, key=lambda each: WORST.index(each.outcome))


def _follow(
    premises: list[tree.Compare],
    conclusions: list[tree.Compare],
    reading: Reading,
    readings: tuple[Reading, Reading],
    known: Notation,
) -> Iterator[Result]:
    """Each conclusion, as it stands in a reading, under all premises."""
    under = replace(known, given=(*known.given, *premises))
    for each in conclusions:
        first, second = (denoted(side, reading) for side in (each.left, each.right))
        yield _related(first, second, each.operator, readings, under)


def _of_numbers(node: tree.Compare, notation: Notation) -> bool:
    """Whether both sides of a relation are numbers."""
    return all(shape_of(side, notation) == SCALAR for side in (node.left, node.right))


def _relations(reading: Reading) -> list[tree.Compare]:
    """The relations of a reading, between neighbouring sides. Raises Unread if there are none."""
    sides = reading.sides
    if len(sides) == 1 and isinstance(sides[0].tree, tree.Compare):
        return [sides[0].tree]
    found = [
        tree.Compare(after.relation, before.tree, after.tree, before.tree.span | after.tree.span)
        for before, after in pairwise(sides)
    ]
    if not found or any(each.operator not in COMPARISONS for each in found):
        raise Unread(Problem("not-a-value", reading.source, sides[-1].tree.span))
    return found


def _merged(left: Notation, right: Notation) -> Notation | None:
    """The names of both readings; None if one name means two things."""
    names = {**right.names, **left.names}
    if any(names[name] != known for name, known in right.names.items()):
        return None
    return replace(left, names=names, indices={**right.indices, **left.indices})


def _single(reading: Reading) -> Formula:
    """The one expression that a side of an ad-hoc claim is. Raises Unread."""
    sides = reading.sides
    if len(sides) > 1 or isinstance(sides[0].tree, tree.Compare):
        raise Unread(Problem("not-a-value", reading.source, sides[-1].tree.span))
    return denoted(sides[0].tree, reading)


def _of_verdict(verdict: Verdict, source: Source, shown: str, claim: Claim) -> Result:
    match verdict:
        case Proved():
            return Result("correct", source, shown, verdict=verdict, notes=one_sided_points(claim))
        case Refuted():
            return Result("incorrect", source, shown, verdict=verdict)
    return Result("undecided", source, shown, verdict=verdict, reason="not-shown")
