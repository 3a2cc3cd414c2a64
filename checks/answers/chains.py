"""The sides of an answer as formulas: which of them name what is asked, which one answers, how they are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sympy import Limit

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.claims import Unread
from derivo.checks.answers.final import Asked, End, all_asked
from derivo.checks.answers.forms import is_name, mentions_asked, unfinished
from derivo.checks.answers.formulas import Approach, Formula
from derivo.checks.answers.objectives import free_factors, is_named, relation
from derivo.checks.language.domains import REAL
from derivo.checks.language.grids import Grid
from derivo.checks.language.nodes import substitute
from derivo.checks.notation import show
from derivo.checks.notation.meaning.symbols import families, symbol
from derivo.checks.notation.names.occurrences import free_indices
from derivo.checks.notation.text.source import Problem
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import names_in, same
from derivo.checks.result import StepOutcome, StepResult
from derivo.checks.verdict import Proved, Refuted, Verdict

JOINS_VALUES = ("", "=", "->", "≈")


@dataclass(frozen=True, slots=True)
class Chain:
    """The sides of an answer that are values.

    `formulas` are what they stand for: where a limit is asked, their own limits. `named` says of each whether it merely
    names what is asked; `about` is what the last of the others answers. `starts` says of everything that answers
    whether the first of several sides is it. `steps` are the sides, each held against the one before.
    """

    answer: Answer
    formulas: tuple[Formula, ...]
    named: tuple[bool, ...]
    about: tuple[Asked, ...]
    starts: tuple[bool, ...] = ()
    steps: tuple[StepResult, ...] = ()

    @property
    def sides(self) -> tuple[tree.Side, ...]:
        """The sides as typed."""
        return self.answer.reading.sides

    @property
    def last(self) -> int:
        """The place of the side that answers: the last one, but for what only names it or rounds it."""
        places = [place for place in range(len(self.sides)) if not self.named[place]] or [len(self.sides) - 1]
        return [place for place in places if self.sides[place].relation != "≈" or place == places[0]][-1]

    @property
    def end(self) -> End:
        """The side that answers."""
        node = self.sides[self.last].tree
        undone = isinstance(self.formulas[self.last].tree, tree.Limit) and not isinstance(node, tree.Limit)
        return End(node, self.formulas[self.last], undone)


def chained(answer: Answer) -> Chain:
    """The chain of an answer. Raises Unread if a side is no value."""
    sides = answer.reading.sides
    for side in sides:
        if side.relation not in JOINS_VALUES or isinstance(side.tree, tree.Compare):
            raise Unread(Problem("not-a-value", answer.reading.source, side.tree.span))
        refuse_unbound(answer, side.tree)
    meant = [answer.meaning(side.tree) for side in sides]
    if answer.reading.optimum == "max":
        meant = [side.negated for side in meant]  # what is largest where a loss is least
    formulas = tuple(_of_limit(answer, formula) for formula in meant)
    if len(sides) == 1:
        return Chain(answer, formulas, (False,), _asked_for(answer, formulas, (False,), ()))
    starts = tuple(is_that(answer, formulas[0], each) for each in all_asked(answer))
    first, *between, last = range(len(sides))
    heads = _first_names(answer, sides[first].tree, starts)
    about = _asked_for(answer, formulas, (heads,), starts)
    about, ends = _last_names(answer, sides[last].tree, formulas, about, heads=heads)
    chain = Chain(answer, formulas, (heads, *(False for _ in between), ends), about, starts)
    return replace(chain, steps=_steps(chain))


def refuse_unbound(answer: Answer, node: tree.Node) -> None:
    """An index that neither a sum binds nor the question leaves free has no value."""
    notation, first = answer.reading.notation, answer.reading.sides[0].tree
    asked = [target.name for target in answer.reference.targets]
    if isinstance(first, tree.Entry) and first.name == answer.unknown_family:
        asked.append(first)  # an entry of the vector that is asked
    free = {index.name for name in asked for index in free_indices(name, notation)}
    for index in free_indices(node, notation):
        if index.name not in free:
            raise Unread(Problem("unbound-index", answer.reading.source, index.span, (("index", index.name),)))


def _of_limit(answer: Answer, formula: Formula) -> Formula:
    """Where a limit is asked, a side that still has the variable in it stands for its own limit."""
    if answer.part.kind != "limit":
        return formula
    approach = answer.approach() or _approach_asked(answer)
    if approach is None or not formula.mentions(approach.variable):
        return formula
    return formula.limit(approach)


def _approach_asked(answer: Answer) -> Approach | None:
    node, asked = answer.target.name, answer.reference.asked.value
    if not isinstance(node, tree.Limit) or not isinstance(asked, Limit):
        return None
    return Approach(symbol(node.variable.name), Formula(asked.args[2], node.to), str(asked.args[3]))


# --- what the sides name


def makes_unknown(answer: Answer, node: tree.Node) -> bool:
    """Whether a side is a name of the unknown, or of what is made of it: σ_k of σ_k²."""
    family, known = answer.unknown_family, answer.question.notation.names
    if not family or not is_name(node):
        return False
    found = {*names_in(node)}
    for name in tuple(found):
        declared = known.get(name)
        definition = getattr(declared, "definition", None)
        found |= names_in(definition.body) if definition else set()
    return family in found


def determines(answer: Answer, node: tree.Node) -> bool:
    """Whether the unknown follows from the value of what is made of it: μ² says less than μ, σ² no less than σ > 0."""
    domain = dict(families(answer.reading.notation)).get(answer.unknown_family, REAL)
    plain = isinstance(node, tree.Entry | tree.Name)
    return is_name(node) and (plain or (domain.low is not None and domain.low >= 0))


def _first_names(answer: Answer, node: tree.Node, starts: tuple[bool, ...]) -> bool:
    """Whether the first of several sides merely names what is asked."""
    if is_word(answer, node) or not is_name(node):
        return is_word(answer, node)
    if answer.unknown_family:
        return makes_unknown(answer, node) and determines(answer, node)
    return any(starts) or any(is_written(node, each) for each in all_asked(answer))


def _last_names(
    answer: Answer, node: tree.Node, formulas: tuple[Formula, ...], about: tuple[Asked, ...], *, heads: bool
) -> tuple[tuple[Asked, ...], bool]:
    """Whether the last of several sides merely names what is asked; then that is what the answer is held against.

    What the first side names already, it may only name again.
    """
    formula = formulas[-1]
    if not is_name(node):
        return about, False
    if answer.unknown_family:
        names = makes_unknown(answer, node) and determines(answer, node)
        names = names and (not heads or answer.proves(formulas[0], formula))
        return ((Asked(formula, None),) if names and not heads else about), names
    written = [each for each in about if each.also and is_written(node, each)]
    if not written and unfinished(node, answer):
        written = [each for each in about if is_that(answer, formula, each)]
    return (tuple(written) or about), bool(written)


WORD = re.compile(r"[A-Z]{3,}\s*(?:\([^()]*\))?")


def is_word(answer: Answer, node: tree.Node) -> bool:
    """Whether a side that was read as a product of letters is a word, `NLL(w)`: then it is a new name."""
    return isinstance(node, tree.Multiply) and WORD.fullmatch(answer.reading.source.at(node.span)) is not None


def is_written(node: tree.Node, asked: Asked) -> bool:
    """Whether a side is the name of what is asked, as the question writes it."""
    return asked.name is not None and is_name(asked.name) and same(node, asked.name)


def is_that(answer: Answer, formula: Formula, asked: Asked) -> bool:
    """Whether a side is what is asked; of limits, that of the same function, since numbers may agree by chance."""
    if not answer.proves(formula, asked.formula):
        return False
    mine, theirs, node = formula.value, asked.formula.value, formula.tree
    if answer.part.kind != "limit" or node is None or asked.formula.tree is None:
        return True
    if not (mentions_asked(node, answer) or is_name(node)):
        return True
    if not isinstance(mine, Limit) or not isinstance(theirs, Limit):
        return same(node, asked.formula.tree)
    if not isinstance(node, tree.Limit) or not isinstance(asked.formula.tree, tree.Limit):
        return True
    function = Formula(substitute(theirs.args[0], {theirs.args[1]: mine.args[1]}), asked.formula.tree.body)
    inside = Formula(mine.args[0], node.body)
    return not isinstance(answer.decided("=", inside, function), Refuted)


def _asked_for(
    answer: Answer, formulas: tuple[Formula, ...], named: tuple[bool, ...], starts: tuple[bool, ...]
) -> tuple[Asked, ...]:
    """What the answer is held against: what its first side names, else all that answers."""
    if answer.unknown_family:
        return (Asked(formulas[0], None),) if named[0] else all_asked(answer)
    start = starts or (False,) * len(answer.reference.targets)
    known = [
        (replace(each, said=_said(answer, formulas[-1], each, start=starting)), starting)
        for each, starting in zip(all_asked(answer), start, strict=True)
    ]
    if answer.part.kind == "objective":
        known = [pair for pair in known if not pair[0].also or _may_be_also(answer, pair[0], start=pair[1])]
    if named[0] and len(known) > 1 and is_name(answer.reading.sides[0].tree):
        first = answer.reading.sides[0].tree
        known = [pair for pair in known if pair[1] or is_written(first, pair[0])] or known
    return tuple(each for each, _ in known)


def _may_be_also(answer: Answer, asked: Asked, *, start: bool) -> bool:
    """Whether something else than the objective may be meant: not by `L = …` or an argmin, nor by a lone number."""
    if answer.reading.optimum or is_named(answer):
        return False
    return isinstance(asked.formula.value, Grid) or start


def _said(answer: Answer, last: Formula, asked: Asked, *, start: bool) -> str:
    """How an objective is said to stand to the one that is asked: equal, if it is introduced as that, `L(θ) = …`."""
    if asked.relation == "=" or answer.reading.optimum:
        return ""
    return relation(answer, last) if start or is_named(answer) else ""


# --- the sides of a chain, one after another


def _steps(chain: Chain) -> tuple[StepResult, ...]:
    """Every side held against the one before; a first side that only names what is asked is not counted."""
    answer, sides = chain.answer, chain.sides
    found = []
    for place, side in enumerate(sides):
        if place == 0 and chain.named[0] and len(sides) > 1:
            continue
        start = answer.target.formula if len(sides) > 1 and answer.reading.introduced else None
        found.append(_step(answer, side, chain.formulas[place - 1] if place else start, chain.formulas[place]))
    return tuple(found)


def _step(answer: Answer, side: tree.Side, before: Formula | None, formula: Formula) -> StepResult:
    shown, span = show(side.tree), side.tree.span
    if before is None:
        return StepResult(shown, span, None)
    if side.relation == "≈":
        return StepResult(shown, span, "undecided")
    objective = answer.part.kind == "objective"
    verdict = answer.decided(relation(answer, before, formula) if objective else "=", before, formula)
    if isinstance(verdict, Refuted) and objective and free_factors(answer, before, formula):
        return StepResult(shown, span, "undecided")
    return StepResult(shown, span, step_outcome(verdict), verdict)


def step_outcome(verdict: Verdict) -> StepOutcome:
    """What a verdict on two sides makes of the second."""
    match verdict:
        case Proved():
            return "follows"
        case Refuted():
            return "fails"
    return "undecided"
