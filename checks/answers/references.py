"""What a part asks, as formulas, derived once from what the instructor wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sympy import Symbol

from derivo.checks.answers.formulas import Formula
from derivo.checks.answers.roots import root
from derivo.checks.answers.spelled import spelled
from derivo.checks.answers.worlds import PutIn, put_in
from derivo.checks.language.families import Entry
from derivo.checks.language.grids import Value, body, mapped
from derivo.checks.language.stationary import NotSolved, assignment, stationary_point
from derivo.checks.notation import read_formula
from derivo.checks.notation.meaning.meaning import denote
from derivo.checks.notation.meaning.symbols import indices
from derivo.checks.notation.text.source import Problem, Source
from derivo.checks.notation.trees.tree import Node
from derivo.checks.question import Mistake, Part, Question, QuestionError
from derivo.checks.work import remembered


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that answers: its formula, and the name that the question has for it.

    `unknown` is what is asked to be found, with what it is: it is put in wherever it stands.
    """

    formula: Formula
    name: Node
    unknown: PutIn | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """What a part asks: everything that answers, what is asked first; `put_in` is known besides."""

    targets: tuple[Target, ...]
    put_in: tuple[PutIn, ...] = ()

    @property
    def asked(self) -> Formula:
        """What is asked first."""
        return self.targets[0].formula

    def filled(self, operand: Value) -> Value:
        """`operand` with what is known put in."""
        for each in self.put_in:
            operand = each.into(operand)
        return operand

    def solved(self, operand: Value, place: int = 0) -> Value:
        """`operand` with what is asked put in for the unknown, too."""
        for each in self.known(place):
            operand = each.into(operand)
        return operand

    def known(self, place: int) -> tuple[PutIn, ...]:
        """All that is put in where the target at `place` is meant."""
        unknown = self.targets[place].unknown
        return (*self.put_in, *(() if unknown is None else (unknown,)))


@remembered(None)
def reference(question: Question, part: Part) -> Reference:
    """The formulas of a part. Raises QuestionError."""
    if part.kind == "distribution" or not part.asked:
        return Reference(())
    given = tuple(_known(name, formula, question, part) for name, formula in part.where)
    plain = Reference((), (*(_answer_of(name, question, part) for name in part.after), *given))
    first = _first(question, part)
    others = (*(_target(formula, question, part) for formula in part.also), *_assigned(question, part))
    return replace(plain, targets=tuple(_filled(each, plain) for each in (first, *others)))


def _filled(target: Target, known: Reference) -> Target:
    formula = target.formula.valued(known.filled(target.formula.value))
    unknown = target.unknown and replace(target.unknown, value=body(known.filled(target.unknown.value)))
    return replace(target, formula=formula, unknown=unknown)


def in_part(formula: str, question: Question, part: Part) -> Formula:
    """A formula of the instructor in a part. Raises QuestionError."""
    found = _formula(formula, question, part)
    return found.valued(reference(question, part).filled(found.value))


@remembered(None)
def partly(question: Question, part: Part) -> tuple[Formula, ...]:
    """What is right and not enough. Raises QuestionError."""
    return tuple(in_part(formula, question, part) for formula in part.partly)


@remembered(None)
def known_mistakes(question: Question, part: Part) -> tuple[tuple[Mistake, Formula], ...]:
    """The known mistakes of a part. Raises QuestionError."""
    mistakes = part.mistakes if part.kind not in ("statement", "distribution") else ()
    return tuple((mistake, in_part(mistake.formula, question, part)) for mistake in mistakes)


@remembered(None)
def other_answers(question: Question, part: Part) -> tuple[PutIn, ...]:
    """What is asked in other parts, also where this part does not build on them."""
    others = (other.name for other in question.parts if other.objective and other.name != part.name)
    return tuple(_answer_of(name, question, part) for name in others)


def _answer_of(name: str, question: Question, part: Part) -> PutIn:
    earlier = question.part(name)
    known = reference(question, earlier).targets if earlier else ()
    if not known or known[0].unknown is None:
        raise QuestionError(f"`{name}` is no earlier part with an objective", part=part.name)
    return known[0].unknown


def _known(name: str, formula: str, question: Question, part: Part) -> PutIn:
    pattern, known = (_formula(text, question, part) for text in (name, formula))
    found = put_in(pattern, known, question.notation)
    if not isinstance(found.pattern, Entry):
        raise QuestionError(f"`{name}` is no entry of a family", part=part.name)
    return found


def _target(formula: str, question: Question, part: Part) -> Target:
    found = _formula(formula, question, part)
    assert found.tree is not None
    return Target(found, found.tree)


def _first(question: Question, part: Part) -> Target:
    """What is asked first; with an objective, where that is stationary in it."""
    target = _target(part.asked, question, part)
    if not part.objective:
        return target
    return _found(target, _stationary(target.formula.value, question, part), question)


def _found(target: Target, value: Value, question: Question) -> Target:
    """An unknown with what was found for it."""
    formula = Formula(value, spelled(value, question.notation))
    return Target(formula, target.name, put_in(target.formula, formula, question.notation))


def _stationary(unknown: Value, question: Question, part: Part) -> Value:
    """Where the objective of a part is stationary in `unknown`."""
    name = body(unknown)
    if not isinstance(name, Entry | Symbol):
        raise QuestionError(f"`{part.asked}` is neither a name nor an entry of a family", part=part.name)
    objective = body(_formula(part.objective, question, part).value)
    over = _index(part.sums_to_one, question)
    try:
        if isinstance(name, Symbol):
            raise NotSolved("gradient")
        return mapped(lambda entry: stationary_point(objective, entry, sums_to_one_over=over), unknown)
    except NotSolved as reason:
        value = None if over else root(objective, unknown, question.notation)
        if value is None:
            raise QuestionError(f"no stationary point was found: {reason}", part=part.name) from reason
        return mapped(lambda _: value, unknown)


def _assigned(question: Question, part: Part) -> tuple[Target, ...]:
    """The entry that the objective of a part assigns, 1 or 0, if it assigns one."""
    if not part.assigned:
        return ()
    name, letter = part.assigned
    target, over = _target(name, question, part), _index(letter, question)
    entry = target.formula.value
    if not isinstance(entry, Entry) or over is None:
        raise QuestionError(f"`{name}` is no entry of a family with an index `{letter}`", part=part.name)
    try:
        value = assignment(body(_formula(part.objective, question, part).value), entry, over)
    except NotSolved as reason:
        raise QuestionError(f"no assignment was found: {reason}", part=part.name) from reason
    return (_found(target, value, question),)


def _index(letter: str, question: Question) -> tuple[Symbol, Symbol] | None:
    return next((pair for pair in indices(question.notation) if pair[0].name == letter), None)


def _formula(text: str, question: Question, part: Part) -> Formula:
    node = read_formula(text, question.notation)
    if isinstance(node, Problem):
        raise QuestionError(f"`{text}` cannot be read: {node.code}", part=part.name)
    value = denote(node, question.notation, Source(text))
    if isinstance(value, Problem):
        raise QuestionError(f"`{text}` cannot be read: {value.code}", part=part.name)
    return Formula(value, node)
