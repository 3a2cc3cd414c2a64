"""What was typed, read; or the result that says why it cannot be. SymPy is not needed for either."""

from __future__ import annotations

from checks.notation import Problem, Reading, declare, read
from checks.notation.source import Source, Span
from checks.question import Part, Question
from checks.result import Result

RELATIONS = ("=", "!=", "<", "<=", ">", ">=", "~", "=>", "<=>")


def read_answer(text: str, question: Question, part: Part) -> Reading | Result:
    """An answer to a part, in the first notation of its question in which it can be read."""
    problems = []
    for variant in question.variants:
        reading = read(text, variant.notation)
        if not isinstance(reading, Problem):
            return reading
        problems.append(reading)
    return Result("unreadable", problems[0].source, problem=problems[0], max_points=part.points)


def read_pair(left: str, right: str, let: str, relation: str) -> tuple[Reading, Reading] | Result:
    """Two formulas in the names that `let` declares, one declaration a line."""
    names = _relation(relation) or declare(let.split("\n"))
    if isinstance(names, Problem):
        return Result("unreadable", names.source, problem=names)
    first, second = read(left, names), read(right, names)
    if isinstance(first, Problem):
        return Result("unreadable", first.source, problem=first)
    if isinstance(second, Problem):
        return Result("unreadable", second.source, problem=second)
    return first, second


def _relation(relation: str) -> Problem | None:
    if relation in RELATIONS:
        return None
    facts = (("relation", relation), ("nearest", ",".join(RELATIONS)))
    return Problem("unknown-relation", Source(relation), Span(0, len(relation)), facts)
