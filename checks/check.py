"""One answer to one part: Reading -> Result."""

from __future__ import annotations

from dataclasses import replace

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.beside import side_statement
from derivo.checks.answers.claims import Unread, understood
from derivo.checks.answers.distributions import distribution
from derivo.checks.answers.given import is_number
from derivo.checks.answers.guards import guarded
from derivo.checks.answers.introduced import names_another
from derivo.checks.answers.limits import of_that_limit
from derivo.checks.answers.passed_over import of_answer
from derivo.checks.answers.pieces import assembled, bound_piece, in_pieces
from derivo.checks.answers.properties import properties
from derivo.checks.answers.readings import settled
from derivo.checks.answers.statements import statement
from derivo.checks.answers.values import equations, value
from derivo.checks.language.nodes import forget
from derivo.checks.notation import show
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.names.names import parameters, shown_entry
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import names_in, parts
from derivo.checks.question import Part, Question
from derivo.checks.reading import read_variants
from derivo.checks.result import Result, not_read
from derivo.checks.work import DECIDING, OverBudget, within


def check(question: Question, part: Part, reading: Reading) -> Result:
    """What became of an answer to a part: of the first reading of it, if all others have the same outcome."""
    forget()
    try:
        with within(DECIDING):
            result = _check_variants(question, part, reading)
            others = (_check_variants(question, part, other) for other in reading.others)
            return settled(result, (reading,), others)
    except OverBudget:
        return Result("undecided", reading.source, understood(reading), reason="over-budget", max_points=part.points)


def _check_variants(question: Question, part: Part, reading: Reading) -> Result:
    """What became of one reading of an answer.

    What has not the shape that is asked may be meant in another notation of the question, of numbers: what is right
    there is right, but where it is written for vectors, with transposes.
    """
    result = _checked(question, part, reading)
    if result.reason not in OF_SHAPE or len(question.variants) == 1:
        return result
    first = question.variant(reading.notation)
    for other in read_variants(reading.source.text, question, part):
        if question.variant(other.notation) is not first:
            again = _checked(question, part, other)
            vectors = any(isinstance(piece, tree.Transpose) for side in reading.sides for piece in parts(side.tree))
            if vectors and again.outcome == "correct":
                return replace(again, outcome="undecided", reason="as-numbers", points=part.points * 0)
            return again
    return result


OF_SHAPE = ("other-shape", "other-shape-named", "transposed-matrix")


def _checked(question: Question, part: Part, reading: Reading) -> Result:
    """What became of an answer in the notation in which it was read."""
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
    result = guarded(result, reading, constants=part.kind != "objective")
    result = of_answer(result, reading, answer.question.notation)
    if result.outcome in ("correct", "incorrect") and part.kind != "distribution":
        result = side_statement(answer, result)
        if part.kind != "statement" and names_another(answer, question.variants):
            result = answer.result("undecided", reason="another-quantity")
    calls = {each.name for each in question.notation.names.values() if parameters(each)}
    claimed = next((each for each in reading.conditions if names_in(each) & calls), None)  # P if P
    if part.kind == "statement" and result.outcome == "correct" and claimed is not None:
        result = answer.result("undecided", reason="condition", facts=(("condition", show(claimed)),))
    if part.kind == "limit":
        result = of_that_limit(answer, result)
    if result.outcome == "incorrect" and (name := _right_definition(answer)):
        result = answer.result("undecided", reason="defined-before", facts=(("name", name),))
    if result.outcome == "correct" and (piece := bound_piece(reading, part)):
        facts = (("piece", piece[0]), ("name", piece[1]))
        result = replace(result, outcome="undecided", reason="not-free", verdict=None, facts=facts)
    if result.outcome == "correct":
        result = replace(result, properties=properties(answer.question, part))
    secret = part.kind != "statement" and is_number(answer)
    earned = part.points if result.outcome == "correct" else part.points * 0
    return replace(result, understood=understood(reading), points=earned, max_points=part.points, number=secret)


def _right_definition(answer: Answer) -> str:
    """The name that a wrong answer defines before and that is what is asked: `r_nk = R, sum_k r_nk = 1`; or empty."""
    reading = answer.reading
    if answer.part.kind not in ("value", "objective"):
        return ""
    for each in reading.definitions:
        alone = replace(reading, sides=(tree.Side("", each.body),), introduced="")
        try:
            if value(replace(answer, reading=alone)).outcome == "correct":
                return shown_entry(each.name, [letter for letter, _ in each.indices])
        except Unread:
            continue
    return ""
