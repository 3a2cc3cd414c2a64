"""What a part asks, as expressions, derived once from what the instructor wrote."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sympy import Basic

from checks.notation import read_formula, tree
from checks.notation.meaning import denote
from checks.notation.source import Problem, Source
from checks.question import Mistake, Part, Question, QuestionError


@dataclass(frozen=True, slots=True)
class Reference:
    """What a part asks: the expression, its tree, and the known mistakes."""

    asked: Basic | None
    tree: tree.Node | None
    mistakes: tuple[tuple[Mistake, Basic], ...]


@cache
def reference(question: Question, part: Part) -> Reference:
    """The formulas of a part as expressions. Raises QuestionError."""
    asked, node = _expression(part.asked, question, part) if part.asked else (None, None)
    mistakes = part.mistakes if part.kind != "statement" else ()
    known = tuple((mistake, _expression(mistake.formula, question, part)[0]) for mistake in mistakes)
    return Reference(asked, node, known)


def _expression(text: str, question: Question, part: Part) -> tuple[Basic, tree.Node]:
    node = read_formula(text, question.notation)
    if isinstance(node, Problem):
        raise QuestionError(f"`{text}` cannot be read: {node.code}", part=part.name)
    expression = denote(node, question.notation, Source(text))
    if isinstance(expression, Problem):
        raise QuestionError(f"`{text}` cannot be read: {expression.code}", part=part.name)
    return expression, node
