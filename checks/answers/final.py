"""The side that answers, held against what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.claims import equality, same_shape, shape
from derivo.checks.answers.forms import is_by_definition, restates, unfinished
from derivo.checks.answers.formulas import Formula
from derivo.checks.answers.given import only_writes_out
from derivo.checks.answers.objectives import SAME_MINIMISER, free_factors, free_names, same_argmin
from derivo.checks.answers.references import Target, known_mistakes, other_answers, partly
from derivo.checks.decide.search.decide import may_be
from derivo.checks.decide.search.notes import one_sided_points
from derivo.checks.language.grids import Grid, Value
from derivo.checks.notation import show
from derivo.checks.notation.names.names import shown_name
from derivo.checks.notation.names.occurrences import letters_in
from derivo.checks.notation.shapes.dimensions import Shape, said
from derivo.checks.notation.trees import tree
from derivo.checks.result import Outcome, Result
from derivo.checks.verdict import Proved, Refuted, Verdict, Witness


@dataclass(frozen=True, slots=True)
class Asked:
    """A formula that answers; its target, None for what a side of the answer itself makes of the unknown.

    `also` is one that answers as well as what is asked, in any form. An answer stands in `relation` to it; where it is
    said to stand in another, closer one (L = …), that is `said`.
    """

    formula: Formula
    target: Target | None
    also: bool = False
    relation: str = "="
    said: str = ""

    @property
    def name(self) -> tree.Node | None:
        """What the question calls it."""
        return self.target.name if self.target else None


@dataclass(frozen=True, slots=True)
class End:
    """The side that answers: `node` as typed, the formula that is held against what is asked.

    `undone` says that it is its own limit that is meant.
    """

    node: tree.Node
    formula: Formula
    undone: bool = False


def all_asked(answer: Answer) -> tuple[Asked, ...]:
    """Everything that answers; where unknowns are asked, the one that the answer is about."""
    relation = SAME_MINIMISER if answer.part.kind == "objective" else "="
    first, *others = answer.reference.targets
    if answer.target.unknown is not None:
        return (Asked(answer.target.formula, answer.target),)
    return (
        Asked(first.formula, first, relation=relation),
        *(Asked(other.formula, other, also=True) for other in others),
    )


def answered(answer: Answer, end: End, about: tuple[Asked, ...]) -> Result:
    """The outcome of the side that answers, held against what it is `about`.

    Right if it is one of these, wrong if it is provably none of those that it can be.
    """
    fitting = [asked for asked in about if _fits(answer, end, asked, alone=len(about) == 1)]
    if not fitting:
        return _misshapen(answer, end, about)
    verdicts: list[Verdict] = []
    for asked in fitting:
        verdict = _held(answer, end, asked)
        if isinstance(verdict, Proved):
            return _proved(answer, end, asked, verdict)
        verdicts.append(verdict)
    first = next((verdict for verdict in verdicts if not isinstance(verdict, Refuted)), verdicts[0])
    if any(answer.proves(end.formula, known) for known in partly(answer.question, answer.part)):
        return answer.result("unfinished", reason="partly")
    if not isinstance(first, Refuted):
        return answer.result("undecided", verdict=first, reason="not-shown")
    objective = answer.part.kind == "objective"
    free = free_names(end.formula.value) if objective and fitting[0].relation != "=" else ()
    if free:
        return answer.result("undecided", reason="free-random", facts=(("names", _shown(free)),))
    factors = free_factors(answer, end.formula) if objective else ()
    if factors:
        return answer.result("undecided", reason="free-factor", facts=(("names", _shown(factors)),))
    return _refuted(answer, end, fitting[0], first)


def _held(answer: Answer, end: End, asked: Asked) -> Verdict:
    """The verdict on the side that answers; an argmin is that of what a monotone function is taken of."""
    verdict = answer.decided(asked.relation, end.formula, asked.formula, theirs=False)
    if isinstance(verdict, Refuted) and asked.relation == SAME_MINIMISER and answer.reading.optimum:
        return same_argmin(answer, end.node, asked.formula) or verdict
    return verdict


def _shown(names: tuple[str, ...]) -> str:
    return ", ".join(map(shown_name, names))


def _fits(answer: Answer, end: End, asked: Asked, *, alone: bool) -> bool:
    """Whether a value has the shape of what is asked; where several answer, its free indices must be among theirs."""
    if not same_shape(end.formula.value, asked.formula.value):
        return False
    if alone or asked.name is None:
        return True
    notation = answer.reading.notation
    mine, theirs = letters_in(end.node, notation), letters_in(asked.name, notation)
    return mine <= theirs and bool(mine) == bool(theirs)


# --- a right value


def _proved(answer: Answer, end: End, asked: Asked, verdict: Proved) -> Result:
    reason, left = _unfinished(answer, end, asked)
    facts = (("left", ", ".join(left)),) if left else ()
    if asked.relation != "=" and (free := free_names(end.formula.value)):
        return answer.result("undecided", reason="free-random", facts=(("names", _shown(free)),))
    if asked.said and not reason and (result := _as_said(answer, end, asked)):
        return result
    outcome: Outcome = "unfinished" if reason else "correct"
    if asked.relation != "=":
        return answer.result(outcome, verdict=verdict, reason=reason, facts=facts)
    sides = end.formula.value, asked.formula.value
    notes = one_sided_points(equality(*sides, answer.reading.notation, answer.given(theirs=False).conditions))
    if asked.also and asked.name is not None and not reason:
        facts = (("gave", show(asked.name)),)
    return answer.result(outcome, verdict=verdict, reason=reason, facts=facts, notes=notes)


def _unfinished(answer: Answer, end: End, asked: Asked) -> tuple[str, tuple[str, ...]]:
    """Why a right value is not yet an answer, and what is still to go; empty if it is one (docs/answers.md)."""
    objective = answer.part.kind == "objective"
    if restates(end.node) or (asked.also and asked.name is not None and show(end.node) == show(asked.name)):
        return "restates", ()
    if asked.also and objective and asked.target and is_by_definition(asked.target, answer.question.notation):
        return "restates", ()
    anything, varying = asked.also and not objective, asked.relation == SAME_MINIMISER
    if left := unfinished(end.node, answer, anything=anything, varying=varying):
        return "wanted-form", left
    if end.undone:
        return "wanted-form", ("limit",)
    if not asked.also and asked.target is not None and only_writes_out(answer, end.node, asked.target):
        return "restates", ()
    return "", ()


def _as_said(answer: Answer, end: End, asked: Asked) -> Result | None:
    """What becomes of an objective that is said to be equal to what is asked, and is not known to be; else None."""
    verdict = answer.decided(asked.said, end.formula, asked.formula, theirs=False)
    if isinstance(verdict, Refuted) and not free_factors(answer, end.formula):
        return answer.result("unfinished", verdict=verdict, reason="not-as-said")
    if not isinstance(verdict, Proved):
        return answer.result("undecided", verdict=verdict, reason="not-shown")
    return None


# --- a wrong value


def _refuted(answer: Answer, end: End, asked: Asked, verdict: Refuted) -> Result:
    """Incorrect, unless the answer's own conditions save it, or what another part asks for: that is for a person."""
    value: Value = end.formula.value
    others = other_answers(answer.question, answer.part)
    for each in others:
        value = each.into(value)
    elsewhere = end.formula.valued(value)
    same = value == end.formula.value
    if not same and not isinstance(answer.decided("=", elsewhere, asked.formula, theirs=False, others=others), Refuted):
        return answer.result("undecided", verdict=verdict, reason="other-part")
    if answer.reading.conditions:
        conditioned = answer.decided(asked.relation, end.formula, asked.formula)
        if not isinstance(conditioned, Refuted):
            reason = "only-under-condition" if isinstance(conditioned, Proved) else "not-shown"
            return answer.result("undecided", verdict=conditioned, reason=reason)
        verdict = conditioned
    return answer.result("incorrect", verdict=verdict, mistake=_mistake(answer, end.formula, verdict.witness))


def _mistake(answer: Answer, mine: Formula, witness: Witness | None = None) -> str:
    """The name of the known mistake that this is, or empty; the witness of a number rules most out at once."""
    if witness is not None and (witness.compares or witness.continuous):
        witness = None
    for mistake, formula in known_mistakes(answer.question, answer.part):
        known = formula.value
        other = witness is not None and not isinstance(known, Grid) and not may_be(known, witness)
        if same_shape(mine.value, known) and not other and _answers_alike(answer, mine, formula):
            return mistake.name
    return ""


def _answers_alike(answer: Answer, mine: Formula, formula: Formula) -> bool:
    """Whether a value is a formula; of objectives, has the same minimisers."""
    if answer.part.kind == "objective" and not isinstance(mine.value, Grid):
        return answer.proves(mine, formula, SAME_MINIMISER)
    return answer.proves(mine, formula)


# --- values of another shape


def _misshapen(answer: Answer, end: End, about: tuple[Asked, ...]) -> Result:
    """A value of another shape is wrong; a row in place of a column is right, and said to be transposed."""
    mine = end.formula
    for asked in about:
        if answer.proves(mine.transposed, asked.formula):
            if () in shape(mine.value):
                result = answered(answer, End(end.node, mine.transposed), (asked,))
                return answer.result(
                    result.outcome, verdict=result.verdict, reason=result.reason or "transposed", facts=result.facts
                )
            return answer.result("incorrect", reason="transposed-matrix", mistake=_mistake(answer, mine))
    wanted = " or ".join(dict.fromkeys(shown_shape(asked.formula.value) for asked in about))
    if any(same_shape(mine.value, asked.formula.value) for asked in about):  # other free indices
        return answer.result("undecided", reason="not-shown")
    facts = (("yours", shown_shape(mine.value)), ("wanted", wanted))
    reordered = any(_sizes(mine.value) == _sizes(asked.formula.value) for asked in about)  # vec may stack rows
    if answer.reading.introduced or reordered:
        return answer.result("undecided", reason="other-shape-named" if not reordered else "not-shown", facts=facts)
    return answer.result("incorrect", reason="other-shape", mistake=_mistake(answer, mine), facts=facts)


def _sizes(value: Value) -> list[list[str]]:
    """The sizes of rows and of columns, in no order; those of a product apart."""
    return [sorted(map(str, sizes)) for sizes in shape(value)]


def shown_shape(value: Value) -> str:
    """The shape of a value, as the reader says it."""
    rows, columns = (tuple(int(n) if n.is_Integer else n.name for n in sizes) for sizes in shape(value))
    return said(Shape(rows, columns))
