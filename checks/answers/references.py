"""What a part asks, as expressions, derived once from what the instructor wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial

from sympy import Basic

from checks.language.families import Entry, with_entries
from checks.language.grids import Grid, Value, body, mapped
from checks.language.stationary import NotSolved, assignment, stationary_point
from checks.notation import read_formula
from checks.notation.meaning import denote
from checks.notation.source import Problem, Source
from checks.notation.symbols import indices
from checks.notation.tree import Node
from checks.question import Mistake, Part, Question, QuestionError


@dataclass(frozen=True, slots=True)
class Reference:
    """What a part asks: the value, its tree, and what is put in for entries of families.

    `also` are the values that answer as well. `unknown` is that by which an objective is made stationary; `put_in` are
    the answers of earlier parts, and what has a value in this part.
    """

    asked: Value | None
    tree: Node | None
    also: tuple[tuple[Value, Node], ...] = ()
    unknown: Value | None = None
    put_in: tuple[tuple[Entry, Basic], ...] = ()

    def filled(self, operand: Value) -> Value:
        """`operand` with what is known put in."""
        for pattern, known in self.put_in:
            operand = mapped(partial(with_entries, pattern=pattern, value=known), operand)
        return operand

    def solved(self, operand: Value) -> Value:
        """`operand` with what is asked put in for the unknown, too."""
        known = self.filled(operand)
        if self.unknown is None:
            return known
        pattern, value = aligned(self.unknown, self.asked)
        return mapped(partial(with_entries, pattern=pattern, value=value), known)

    @property
    def unknown_family(self) -> str:
        """The family of the unknown, or empty."""
        return "" if self.unknown is None else str(body(self.unknown).args[0])


def aligned(pattern: Value, value: Value) -> tuple[Entry, Basic]:
    """The entry of `pattern` at its own indices, and `value` there."""
    if isinstance(pattern, Grid) and isinstance(value, Grid):
        rows, columns = (tuple(index for index, _ in axis) for axis in (pattern.rows, pattern.columns))
        return pattern.body, value.at(rows, columns)
    return body(pattern), body(value)


@cache
def reference(question: Question, part: Part) -> Reference:
    """The formulas of a part as values. Raises QuestionError."""
    if part.kind == "distribution":
        return Reference(None, None)
    asked, node = _value(part.asked, question, part) if part.asked else (None, None)
    given = tuple(_known(name, formula, question, part) for name, formula in part.where)
    put_in = (*(_answer_of(name, question, part) for name in part.after), *given)
    unknown = asked if part.objective else None
    also = tuple(_value(formula, question, part) for formula in part.also) + _assigned(question, part)
    plain = Reference(_stationary(asked, question, part) if part.objective else asked, node, also, unknown, put_in)
    filled = tuple((plain.filled(value), node) for value, node in also)
    return replace(plain, asked=None if plain.asked is None else plain.filled(plain.asked), also=filled)


def in_part(formula: str, question: Question, part: Part) -> Value:
    """What a formula of the instructor denotes in a part. Raises QuestionError."""
    return reference(question, part).filled(_value(formula, question, part)[0])


@cache
def partly(question: Question, part: Part) -> tuple[Value, ...]:
    """What is right and not enough, as values. Raises QuestionError."""
    return tuple(in_part(formula, question, part) for formula in part.partly)


@cache
def known_mistakes(question: Question, part: Part) -> tuple[tuple[Mistake, Value], ...]:
    """The known mistakes of a part as values. Raises QuestionError."""
    fill = reference(question, part).filled
    mistakes = part.mistakes if part.kind not in ("statement", "distribution") else ()
    return tuple((mistake, fill(_value(mistake.formula, question, part)[0])) for mistake in mistakes)


def with_other_answers(question: Question, part: Part, operand: Value) -> Value:
    """`operand` with what is asked in other parts put in, also where this part does not build on them."""
    for other in question.parts:
        if other.objective and other.name != part.name:
            pattern, value = _answer_of(other.name, question, part)
            operand = mapped(partial(with_entries, pattern=pattern, value=value), operand)
    return operand


def _answer_of(name: str, question: Question, part: Part) -> tuple[Entry, Basic]:
    earlier = question.part(name)
    known = reference(question, earlier) if earlier else None
    if known is None or known.unknown is None or known.asked is None:
        raise QuestionError(f"`{name}` is no earlier part with an objective", part=part.name)
    return aligned(known.unknown, known.asked)


def _known(name: str, formula: str, question: Question, part: Part) -> tuple[Entry, Basic]:
    pattern, known = (_value(text, question, part)[0] for text in (name, formula))
    entry, value = aligned(pattern, known)
    if not isinstance(entry, Entry):
        raise QuestionError(f"`{name}` is no entry of a family", part=part.name)
    return entry, value


def _stationary(unknown: Value, question: Question, part: Part) -> Value:
    """Where the objective of a part is stationary in `unknown`."""
    if not isinstance(body(unknown), Entry):
        raise QuestionError(f"`{part.asked}` is no entry of a family", part=part.name)
    objective = _value(part.objective, question, part)[0]
    over = next((pair for pair in indices(question.notation) if pair[0].name == part.sums_to_one), None)
    try:
        return mapped(lambda entry: stationary_point(objective, entry, sums_to_one_over=over), unknown)
    except NotSolved as reason:
        raise QuestionError(f"no stationary point was found: {reason}", part=part.name) from reason


def _assigned(question: Question, part: Part) -> tuple[tuple[Value, Node], ...]:
    """The entry that the objective of a part assigns, 1 or 0, if it assigns one."""
    if not part.assigned:
        return ()
    name, letter = part.assigned
    entry, node = _value(name, question, part)
    over = next((pair for pair in indices(question.notation) if pair[0].name == letter), None)
    if not isinstance(entry, Entry) or over is None:
        raise QuestionError(f"`{name}` is no entry of a family with an index `{letter}`", part=part.name)
    try:
        return ((assignment(body(_value(part.objective, question, part)[0]), entry, over), node),)
    except NotSolved as reason:
        raise QuestionError(f"no assignment was found: {reason}", part=part.name) from reason


def _value(text: str, question: Question, part: Part) -> tuple[Value, Node]:
    node = read_formula(text, question.notation)
    if isinstance(node, Problem):
        raise QuestionError(f"`{text}` cannot be read: {node.code}", part=part.name)
    value = denote(node, question.notation, Source(text))
    if isinstance(value, Problem):
        raise QuestionError(f"`{text}` cannot be read: {value.code}", part=part.name)
    return value, node
