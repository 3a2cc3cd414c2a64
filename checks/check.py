"""One answer to one part, and one ad-hoc claim: Reading -> Result."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product

from checks.answers.ambiguities import ambiguous, is_ambiguous, one_sided, settled
from checks.answers.answer import Answer
from checks.answers.claims import SHOWN, Unread, conditions, decided, denoted, equality, understood
from checks.answers.distributions import distribution
from checks.answers.forms import mixes_copies, nested_means, products_of_products, takes_mean_of_density
from checks.answers.laws import unknown_law
from checks.answers.objectives import unspecified
from checks.answers.passed_over import of_answer, of_claim
from checks.answers.pieces import assembled, in_pieces
from checks.answers.properties import properties
from checks.answers.statements import statement
from checks.answers.values import equations, value
from checks.decide.notes import one_sided_points
from checks.notation import tree
from checks.notation.answers import Reading
from checks.notation.names import Notation
from checks.notation.source import Problem, Source
from checks.question import Part, Question
from checks.result import Result, not_read
from checks.verdict import Claim, Proved, Refuted, Typed, Verdict


def check(question: Question, part: Part, reading: Reading) -> Result:
    """What became of an answer to a part: of the first reading of it, if all others have the same outcome."""
    result = _checked(question, part, reading)
    others = (_checked(question, part, other) for other in reading.others)
    return settled(result, (reading,), others)


def _checked(question: Question, part: Part, reading: Reading) -> Result:
    """What became of one reading of an answer."""
    reading = assembled(reading, part)
    answer = Answer(question.variant(reading.notation), part, reading)
    if in_pieces(reading, part):
        result = answer.result("undecided", reason="a-piece")
        return replace(result, understood=understood(reading), max_points=part.points)
    try:
        if part.kind == "statement":
            result = statement(answer)
        elif part.kind == "distribution":
            result = distribution(answer)
        else:
            solving = any(isinstance(side.tree, tree.Compare) for side in reading.sides)
            result = equations(answer) if solving else value(answer)
    except Unread as unread:
        result = not_read(unread.problem, part)
    result = _guarded(result, reading, constants=part.kind != "objective")
    if result.outcome in ("correct", "incorrect") and part.kind != "distribution" and (law := unknown_law(answer)):
        facts = (("law", law),)
        result = replace(result, outcome="undecided", reason="another-law", verdict=None, mistake="", facts=facts)
    result = of_answer(result, reading, answer.question.notation)
    if result.outcome == "correct":
        result = replace(result, properties=properties(answer.question, part))
    earned = part.points if result.outcome == "correct" else part.points * 0
    return replace(result, understood=understood(reading), points=earned, max_points=part.points)


def compare(left: Reading, right: Reading, relation: str = "=") -> Result:
    """What became of the claim that `left` stands in `relation` to `right`, both read in one notation."""
    result = _compared(left, right, relation)
    pairs = islice(product((left, *left.others), (right, *right.others)), 1, None)
    alone = one_sided(left, right)  # no one means an index that is free on one side only, unless it must be
    meant = (pair for pair in pairs if one_sided(*pair) <= alone)
    others = (_compared(first, second, relation) for first, second in meant)
    return settled(result, (left, right), others)


def _compared(left: Reading, right: Reading, relation: str) -> Result:
    """What became of the claim that one reading stands in `relation` to another."""
    shown = f"{understood(left)} {SHOWN.get(relation, relation)} {understood(right)}"
    notation = _merged(left.notation, right.notation)
    if notation is None:
        return Result("undecided", left.source, shown, reason="not-shown")
    try:
        trees = [_single(reading, relation) for reading in (left, right)]
        first, second = (denoted(node, reading) for node, reading in zip(trees, (left, right), strict=True))
        nodes = (*notation.given, *left.conditions, *right.conditions)
        given = conditions(nodes, notation, left.source)
        typed = Typed(trees[0], trees[1], notation, nodes)
        verdict = decided(relation, first, second, notation, given, typed)
    except Unread as unread:
        return Result("unreadable", unread.problem.source, understood=shown, problem=unread.problem)
    result = _of_verdict(verdict, left.source, shown, equality(first, second, notation, given))
    return of_claim(_guarded(_guarded(result, left), right), left, right, relation)


def _merged(left: Notation, right: Notation) -> Notation | None:
    """The names of both readings; None if one name means two things."""
    names = {**right.names, **left.names}
    if any(names[name] != known for name, known in right.names.items()):
        return None
    return replace(left, names=names, indices={**right.indices, **left.indices})


def _guarded(result: Result, reading: Reading, *, constants: bool = True) -> Result:
    """An answer is not called wrong where people may have meant another formula than the one that was read.

    With `constants`, nor where it has one in it of which nothing says the value.
    """
    trees = [side.tree for side in reading.sides]
    copies = any(mixes_copies(each, reading.source.text) for each in trees)
    if result.outcome != "incorrect" and not (copies and result.outcome == "correct"):
        return result
    names = unspecified(reading) if constants else ()
    if names:
        facts = (("names", ", ".join(names)),)
        return replace(result, outcome="undecided", reason="free-factor", verdict=None, mistake="", facts=facts)
    nested = copies or any(
        products_of_products(each) or nested_means(each, reading.notation) or takes_mean_of_density(each)
        for each in trees
    )
    return ambiguous(result, understood(reading)) if nested or is_ambiguous(reading) else result


def _single(reading: Reading, relation: str) -> tree.Node:
    """The one expression (for an implication, the one equation) that a side of an ad-hoc claim is."""
    sides = reading.sides
    if relation in ("=>", "<=>") and len(sides) == 2 and sides[1].relation == "=":
        span = sides[0].tree.span | sides[1].tree.span
        return tree.Compare("=", sides[0].tree, sides[1].tree, span)
    if len(sides) > 1 or isinstance(sides[0].tree, tree.Compare) != (relation in ("=>", "<=>")):
        raise Unread(Problem("not-a-value", reading.source, sides[-1].tree.span))
    return sides[0].tree


def _of_verdict(verdict: Verdict, source: Source, shown: str, claim: Claim) -> Result:
    match verdict:
        case Proved():
            return Result("correct", source, shown, verdict=verdict, notes=one_sided_points(claim))
        case Refuted():
            return Result("incorrect", source, shown, verdict=verdict)
    return Result("undecided", source, shown, verdict=verdict, reason="not-shown")
