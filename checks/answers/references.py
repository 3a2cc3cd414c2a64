"""What a part asks, as expressions, derived once from what the instructor wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from sympy import Basic

from checks.language.families import Entry, with_entries
from checks.language.stationary import NotSolved, stationary_point
from checks.notation import read_formula, tree
from checks.notation.meaning import denote
from checks.notation.source import Problem, Source
from checks.notation.symbols import indices
from checks.question import Mistake, Part, Question, QuestionError


@dataclass(frozen=True, slots=True)
class Reference:
    """What a part asks: the expression, its tree, and what is put in for entries of families.

    `unknown` is the entry by which an objective is made stationary; `put_in` are the answers of earlier parts.
    """

    asked: Basic | None
    tree: tree.Node | None
    unknown: Entry | None = None
    put_in: tuple[tuple[Entry, Basic], ...] = ()

    def filled(self, expression: Basic) -> Basic:
        """`expression` with the answers of earlier parts put in."""
        for pattern, value in self.put_in:
            expression = with_entries(expression, pattern, value)
        return expression

    def solved(self, expression: Basic) -> Basic:
        """`expression` with what is asked put in for the unknown, too."""
        known = self.filled(expression)
        return known if self.unknown is None else with_entries(known, self.unknown, self.asked)


@cache
def reference(question: Question, part: Part) -> Reference:
    """The formulas of a part as expressions. Raises QuestionError."""
    asked, node = _expression(part.asked, question, part) if part.asked else (None, None)
    put_in = tuple(_answer_of(name, question, part) for name in part.after)
    unknown = asked if part.objective else None
    plain = Reference(_stationary(asked, question, part) if part.objective else asked, node, unknown, put_in)
    return replace(plain, asked=None if plain.asked is None else plain.filled(plain.asked))


@cache
def known_mistakes(question: Question, part: Part) -> tuple[tuple[Mistake, Basic], ...]:
    """The known mistakes of a part as expressions. Raises QuestionError."""
    fill = reference(question, part).filled
    mistakes = part.mistakes if part.kind != "statement" else ()
    return tuple((mistake, fill(_expression(mistake.formula, question, part)[0])) for mistake in mistakes)


def _answer_of(name: str, question: Question, part: Part) -> tuple[Entry, Basic]:
    earlier = question.part(name)
    known = reference(question, earlier) if earlier else None
    if known is None or known.unknown is None or known.asked is None:
        raise QuestionError(f"`{name}` is no earlier part with an objective", part=part.name)
    return known.unknown, known.asked


def _stationary(unknown: Basic, question: Question, part: Part) -> Basic:
    """Where the objective of a part is stationary in `unknown`."""
    if not isinstance(unknown, Entry):
        raise QuestionError(f"`{part.asked}` is no entry of a family", part=part.name)
    objective = _expression(part.objective, question, part)[0]
    over = next((pair for pair in indices(question.notation) if pair[0].name == part.sums_to_one), None)
    try:
        return stationary_point(objective, unknown, sums_to_one_over=over)
    except NotSolved as reason:
        raise QuestionError(f"no stationary point was found: {reason}", part=part.name) from reason


def _expression(text: str, question: Question, part: Part) -> tuple[Basic, tree.Node]:
    node = read_formula(text, question.notation)
    if isinstance(node, Problem):
        raise QuestionError(f"`{text}` cannot be read: {node.code}", part=part.name)
    expression = denote(node, question.notation, Source(text))
    if isinstance(expression, Problem):
        raise QuestionError(f"`{text}` cannot be read: {expression.code}", part=part.name)
    return expression, node
