"""What was typed, read; or the result that says why it cannot be. SymPy is not needed for either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derivo.checks.notation import Notation, Problem, Reading, Remark, declare, read, read_formula, readable
from derivo.checks.notation.declare.stated_laws import alone
from derivo.checks.notation.declare.unread import concerns, is_condition
from derivo.checks.notation.names.names import Family, Random
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape, said
from derivo.checks.notation.shapes.shapes import shape_of
from derivo.checks.notation.text.relations import ASKED
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.trees.tree import Compare
from derivo.checks.question import Part, Question
from derivo.checks.result import Result, not_read
from derivo.checks.work import READING, OverBudget, remembered, within

IMPLYING = ("=>", "<=>")  # between equations, whatever these are of
# What people type who have no answer.
NOTHING = re.compile(
    r"[\s?!.-]*(?:idk|dunno|n/?a|none|nothing|todo|skip(?:ped)?|no (?:idea|answer|clue|solution)"
    r"|i (?:do not|don'?t) know(?: (?:it|this))?|keine ahnung|weiss (?:es )?nicht|je ne sais pas|aucune idée)?"
    r"[\s?!.-]*",
    re.IGNORECASE,
)
OF_SHAPES = ("shape-clash", "vector-power", "not-square", "wrong-shape", "unknown-size", "not-a-number")


def read_answer(text: str, question: Question, part: Part) -> Reading | Result:
    """An answer to a part, in the first notation of its question in which it can be read.

    Where vectors are asked, a lone `1` or `I` has the size that makes the answer one of the shapes that are asked. Of
    several problems, one that is none of shapes is told.
    """
    try:
        with within(READING):
            return _answer(text, question, part)
    except OverBudget:
        return Result("undecided", Source(text), reason="over-budget", max_points=part.points)


def _answer(text: str, question: Question, part: Part) -> Reading | Result:
    if NOTHING.fullmatch(text):
        return not_read(Problem("empty", Source(text), Span(0, len(text))), part)
    problems = []
    for variant in question.variants:
        reading = _read_in(text, variant, part)
        if isinstance(reading, Reading):
            return reading
        problems.append(reading)
    problem = next((each for each in problems if each.code not in OF_SHAPES), problems[0])
    return not_read(problem, part)


def read_variants(text: str, question: Question, part: Part) -> Iterator[Reading]:
    """An answer in each notation of its question in which it can be read."""
    readings = (_read_in(text, variant, part) for variant in question.variants)
    return (reading for reading in readings if isinstance(reading, Reading))


def _read_in(text: str, variant: Question, part: Part) -> Reading | Problem:
    """An answer in one notation, a lone `1` or `I` having the size that is asked."""
    reading = read(text, variant.notation)
    wanted = shapes(variant, part)
    if isinstance(reading, Problem) or (wanted and shape(reading) not in wanted):
        fitting = (read(text, variant.notation, shape=each) for each in wanted)
        return next((each for each in fitting if isinstance(each, Reading) and shape(each) in wanted), reading)
    return reading


@remembered(None)
def shapes(question: Question, part: Part) -> tuple[Shape, ...]:
    """The shapes of what answers a part; none where all are numbers."""
    names = question.notation.names.values()
    if not any(isinstance(declared, Family | Random) and declared.axes for declared in names):
        return ()
    nodes = [read_formula(formula, question.notation) for formula in (part.asked, *part.also) if formula]
    found = (shape_of(node, question.notation) for node in nodes if not isinstance(node, Problem))
    return tuple(dict.fromkeys(found))


def shape(reading: Reading) -> Shape:
    """The shape of the side that stands last."""
    last = reading.sides[-1].tree
    return SCALAR if isinstance(last, Compare) else shape_of(last, reading.notation)


def read_pair(left: str, right: str, let: str, relation: str) -> tuple[Reading, Reading] | Result:
    """Two formulas in the names that `let` declares, one declaration a line."""
    try:
        with within(READING):
            return _pair(left, right, let, relation)
    except OverBudget:
        return Result("undecided", Source(left), reason="over-budget")


def _pair(left: str, right: str, let: str, relation: str) -> tuple[Reading, Reading] | Result:
    """The same; a declaration that cannot be read is passed over if the formulas have no name of it in them."""
    names, problems = readable(let.split("\n"))
    wrong = _relation(relation) or next((each for each in problems if concerns(each, (left, right))), None)
    found = wrong or _of_their_laws(left, right, names)
    if isinstance(found, Problem):
        problem = problems[0] if problems else found
        return Result("unreadable", problem.source, problem=problem)
    first, second = found
    if relation not in IMPLYING and shape(first) != shape(second):
        facts = {"operator": relation, "why": "alike", "left": said(shape(first)), "right": said(shape(second))}
        span = second.sides[0].tree.span | second.sides[-1].tree.span
        problem = Problem("shape-clash", second.source, span, tuple(facts.items()))
        return Result("unreadable", second.source, problem=problem)
    return _noted(first, problems), second


def _noted(reading: Reading, problems: tuple[Problem, ...]) -> Reading:
    """A reading with a remark on each condition that could not be read: nothing is refuted without it."""
    remarks = [Remark("unread-condition", each.span) for each in problems if is_condition(each)]
    return replace(reading, remarks=(*reading.remarks, *remarks)) if remarks else reading


def _of_their_laws(left: str, right: str, names: Notation) -> tuple[Reading, Reading] | Problem:
    """Both formulas; a name that has one law below every E, and none that is declared, has that law."""
    found = _both(left, right, names)
    laws = [] if isinstance(found, Problem) else alone(found, names)
    declared = declare([f"let {name} ~ {law}" for name, law in laws], to=names) if laws else names
    again = found if declared is names or isinstance(declared, Problem) else _both(left, right, declared)
    return found if isinstance(again, Problem) else again


def _both(left: str, right: str, names: Notation) -> tuple[Reading, Reading] | Problem:
    """Both formulas, or what of them could not be read first."""
    first, second = read(left, names, beside=right), read(right, names, beside=left)
    if isinstance(first, Problem) or isinstance(second, Problem) or shape(first) != shape(second):
        first, second = _of_one_shape(left, right, names, first, second)
    if isinstance(first, Problem):
        return first
    return second if isinstance(second, Problem) else (first, second)


def _of_one_shape(
    left: str, right: str, names: Notation, first: Reading | Problem, second: Reading | Problem
) -> tuple[Reading | Problem, Reading | Problem]:
    """The same two formulas, a lone `1` or `I` in one of them having the size that makes their shapes equal."""
    if isinstance(first, Reading):
        again = read(right, names, shape=shape(first), beside=left)
        if isinstance(again, Reading) and shape(again) == shape(first):
            return first, again
    if isinstance(second, Reading):
        again = read(left, names, shape=shape(second), beside=right)
        if isinstance(again, Reading) and shape(again) == shape(second):
            return again, second
    return first, second


def _relation(relation: str) -> Problem | None:
    if relation in ASKED:
        return None
    facts = (("relation", relation), ("nearest", ",".join(ASKED)))
    return Problem("unknown-relation", Source(relation), Span(0, len(relation)), facts)
