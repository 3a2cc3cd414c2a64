"""The side that answers, held against what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from checks.answers.answer import Answer
from checks.answers.claims import equality, same_shape, shape
from checks.answers.forms import unfinished
from checks.answers.objectives import SAME_MINIMISER, free_factors, free_names
from checks.answers.references import known_mistakes, partly, with_other_answers
from checks.decide.notes import one_sided_points
from checks.decide.search import may_be
from checks.language.grids import Grid, Value
from checks.notation import show, tree
from checks.notation.dimensions import Shape, said
from checks.notation.names import shown_name
from checks.notation.walk import letters_in
from checks.result import Outcome, Result
from checks.verdict import Proved, Refuted, Verdict, Witness


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that answers; its tree, None for what a side of the answer itself makes of it.

    `also` is one that answers as well as what is asked, in any form. An answer stands in `relation` to it; where it is
    said to stand in another, closer one (L = …), that is `said`.
    """

    value: Value
    tree: tree.Node | None
    also: bool = False
    relation: str = "="
    said: str = ""


def all_asked(answer: Answer) -> tuple[Asked, ...]:
    """Everything that answers."""
    reference = answer.reference
    assert reference.asked is not None
    relation = SAME_MINIMISER if answer.part.kind == "objective" else "="
    first = Asked(reference.asked, reference.tree, relation=relation)
    return (first, *(Asked(value, node, also=True) for value, node in reference.also))


def is_the_same(answer: Answer, left: Value, right: Value) -> bool:
    """Whether two values are provably equal, under the conditions of the question."""
    if not same_shape(left, right):
        return False
    return bool(left == right) or isinstance(answer.decided("=", left, right, theirs=False), Proved)


def answered(answer: Answer, node: tree.Node, value: Value, *, undone: bool, about: tuple[Asked, ...]) -> Result:
    """The outcome of the side that answers, held against what it is `about`; `undone` if it stands for its own limit.

    Right if it is one of these, wrong if it is provably none of those that it can be.
    """
    fitting = [asked for asked in about if _fits(answer, node, value, asked, alone=len(about) == 1)]
    if not fitting and answer.reference.unknown is not None:  # with an index too few, it can only be this
        fitting = [asked for asked in about if not asked.also and same_shape(value, asked.value)]
    if not fitting:
        return _misshapen(answer, node, value, about)
    verdicts: list[Verdict] = []
    for asked in fitting:
        verdict = answer.decided(asked.relation, value, asked.value, theirs=False)
        if isinstance(verdict, Proved):
            return _proved(answer, node, value, asked, verdict, undone=undone)
        verdicts.append(verdict)
    first = next((verdict for verdict in verdicts if not isinstance(verdict, Refuted)), verdicts[0])
    if any(is_the_same(answer, value, known) for known in partly(answer.question, answer.part)):
        return answer.result("unfinished", reason="partly")
    free = free_names(value) if answer.part.kind == "objective" and fitting[0].relation != "=" else ()
    if isinstance(first, Refuted) and free:
        return answer.result("undecided", reason="free-random", facts=(("names", _shown(free)),))
    factors = free_factors(answer, value) if answer.part.kind == "objective" else ()
    if isinstance(first, Refuted) and factors:
        return answer.result("undecided", reason="free-factor", facts=(("names", _shown(factors)),))
    if isinstance(first, Refuted):
        return _refuted(answer, value, fitting[0], first)
    return answer.result("undecided", verdict=first, reason="not-shown")


def _shown(names: tuple[str, ...]) -> str:
    return ", ".join(map(shown_name, names))


def _fits(answer: Answer, node: tree.Node, value: Value, asked: Asked, *, alone: bool) -> bool:
    """Whether a value has the shape of what is asked; where several answer, its free indices must be among theirs."""
    if not same_shape(value, asked.value):
        return False
    if alone or asked.tree is None:
        return True
    notation = answer.reading.notation
    mine, theirs = letters_in(node, notation), letters_in(asked.tree, notation)
    return mine <= theirs and bool(mine) == bool(theirs)


def _proved(answer: Answer, node: tree.Node, value: Value, asked: Asked, verdict: Proved, *, undone: bool) -> Result:
    anything, varying = asked.also and answer.part.kind != "objective", asked.relation == SAME_MINIMISER
    reason, left = unfinished(node, answer.part, answer.reading, anything=anything, varying=varying)
    if undone and not reason:
        reason, left = "wanted-form", ("limit",)
    if asked.also and asked.tree is not None and show(node) == show(asked.tree):
        reason, left = "restates", ()
    if asked.relation != "=" and free_names(value):
        return answer.result("undecided", reason="free-random", facts=(("names", _shown(free_names(value))),))
    if asked.said and not reason:
        as_said = answer.decided(asked.said, value, asked.value, theirs=False)
        if isinstance(as_said, Refuted) and not free_factors(answer, value):
            return answer.result("unfinished", verdict=as_said, reason="not-as-said")
        if not isinstance(as_said, Proved):
            return answer.result("undecided", verdict=as_said, reason="not-shown")
    if asked.relation != "=":
        facts = (("left", ", ".join(left)),) if left else ()
        return answer.result("unfinished" if reason else "correct", verdict=verdict, reason=reason, facts=facts)
    notes = one_sided_points(equality(value, asked.value, answer.reading.notation, answer.given(theirs=False)))
    outcome: Outcome = "unfinished" if reason else "correct"
    facts = (("left", ", ".join(left)),) if left else ()
    if asked.also and asked.tree is not None and not reason:
        facts = (("gave", show(asked.tree)),)
    return answer.result(outcome, verdict=verdict, reason=reason, facts=facts, notes=notes)


def _refuted(answer: Answer, value: Value, asked: Asked, verdict: Refuted) -> Result:
    """Incorrect, unless the answer's own conditions save it, or what another part asks for: that is for a person."""
    elsewhere = with_other_answers(answer.question, answer.part, value)
    other = elsewhere != value and answer.decided("=", elsewhere, asked.value, theirs=False)
    if other and not isinstance(other, Refuted):
        return answer.result("undecided", verdict=verdict, reason="other-part")
    if answer.reading.conditions:
        conditioned = answer.decided(asked.relation, value, asked.value)
        if not isinstance(conditioned, Refuted):
            reason = "only-under-condition" if isinstance(conditioned, Proved) else "not-shown"
            return answer.result("undecided", verdict=conditioned, reason=reason)
        verdict = conditioned
    return answer.result("incorrect", verdict=verdict, mistake=_mistake(answer, value, verdict.witness))


def _mistake(answer: Answer, value: Value, witness: Witness | None = None) -> str:
    """The name of the known mistake that this is, or empty; the witness of a number rules most out at once."""
    if witness is not None and (witness.compares or witness.continuous):
        witness = None
    for mistake, formula in known_mistakes(answer.question, answer.part):
        other = witness is not None and not isinstance(formula, Grid) and not may_be(formula, witness)
        if same_shape(value, formula) and not other and _answers_alike(answer, value, formula):
            return mistake.name
    return ""


def _answers_alike(answer: Answer, value: Value, formula: Value) -> bool:
    """Whether a value is a formula; of objectives, has the same minimisers."""
    if answer.part.kind == "objective" and not isinstance(value, Grid):
        return isinstance(answer.decided(SAME_MINIMISER, value, formula, theirs=False), Proved)
    return is_the_same(answer, value, formula)


# --- values of another shape


def _misshapen(answer: Answer, node: tree.Node, value: Value, about: tuple[Asked, ...]) -> Result:
    """A value of another shape is wrong; a row in place of a column is right, and said to be transposed."""
    for asked in about:
        turned = value.transposed if isinstance(value, Grid) else value
        if is_the_same(answer, turned, asked.value):
            if () in shape(value):
                result = answered(answer, node, turned, undone=False, about=(asked,))
                return answer.result(
                    result.outcome, verdict=result.verdict, reason=result.reason or "transposed", facts=result.facts
                )
            return answer.result("incorrect", reason="transposed-matrix", mistake=_mistake(answer, value))
    wanted = " or ".join(dict.fromkeys(shown_shape(asked.value) for asked in about))
    if any(same_shape(value, asked.value) for asked in about):  # other free indices
        return answer.result("undecided", reason="not-shown")
    facts = (("yours", shown_shape(value)), ("wanted", wanted))
    if answer.reading.introduced:
        return answer.result("undecided", reason="other-shape-named", facts=facts)
    return answer.result("incorrect", reason="other-shape", mistake=_mistake(answer, value), facts=facts)


def shown_shape(value: Value) -> str:
    """The shape of a value, as the reader says it."""
    rows, columns = (tuple(int(n) if n.is_Integer else n.name for n in sizes) for sizes in shape(value))
    return said(Shape(rows, columns))
