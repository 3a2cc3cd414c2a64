"""The side that answers, held against what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from checks.answers.answer import Answer
from checks.answers.claims import equality, same_shape, shape
from checks.answers.forms import unfinished
from checks.answers.references import known_mistakes, partly, with_other_answers
from checks.decide.notes import one_sided_points
from checks.decide.search import may_be
from checks.language.grids import Grid, Value
from checks.notation import show, tree
from checks.notation.dimensions import Shape, said
from checks.notation.walk import letters_in
from checks.result import Outcome, Result
from checks.verdict import Proved, Refuted, Verdict, Witness


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that answers; its tree, None for what a side of the answer itself makes of it.

    `also` is one that answers as well as what is asked, in any form.
    """

    value: Value
    tree: tree.Node | None
    also: bool = False


def all_asked(answer: Answer) -> tuple[Asked, ...]:
    """Everything that answers."""
    reference = answer.reference
    assert reference.asked is not None
    return (Asked(reference.asked, reference.tree), *(Asked(value, node, also=True) for value, node in reference.also))


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
        verdict = answer.decided("=", value, asked.value, theirs=False)
        if isinstance(verdict, Proved):
            return _proved(answer, node, value, asked, verdict, undone=undone)
        verdicts.append(verdict)
    first = next((verdict for verdict in verdicts if not isinstance(verdict, Refuted)), verdicts[0])
    if any(is_the_same(answer, value, known) for known in partly(answer.question, answer.part)):
        return answer.result("unfinished", reason="partly")
    if isinstance(first, Refuted):
        return _refuted(answer, value, fitting[0].value, first)
    return answer.result("undecided", verdict=first, reason="not-shown")


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
    reason, left = unfinished(node, answer.part, answer.reading, anything=asked.also)
    if undone and not reason:
        reason, left = "wanted-form", ("limit",)
    notes = one_sided_points(equality(value, asked.value, answer.reading.notation, answer.given(theirs=False)))
    outcome: Outcome = "unfinished" if reason else "correct"
    facts = (("left", ", ".join(left)),) if left else ()
    if asked.also and asked.tree is not None and not reason:
        facts = (("gave", show(asked.tree)),)
    return answer.result(outcome, verdict=verdict, reason=reason, facts=facts, notes=notes)


def _refuted(answer: Answer, value: Value, asked: Value, verdict: Refuted) -> Result:
    """Incorrect, unless the answer's own conditions save it, or what another part asks for: that is for a person."""
    elsewhere = with_other_answers(answer.question, answer.part, value)
    if elsewhere != value and not isinstance(answer.decided("=", elsewhere, asked, theirs=False), Refuted):
        return answer.result("undecided", verdict=verdict, reason="other-part")
    if answer.reading.conditions:
        conditioned = answer.decided("=", value, asked)
        if not isinstance(conditioned, Refuted):
            reason = "only-under-condition" if isinstance(conditioned, Proved) else "not-shown"
            return answer.result("undecided", verdict=conditioned, reason=reason)
        verdict = conditioned
    return answer.result("incorrect", verdict=verdict, mistake=_mistake(answer, value, verdict.witness))


def _mistake(answer: Answer, value: Value, witness: Witness | None = None) -> str:
    """The name of the known mistake that this is, or empty; the witness of a number rules most out at once."""
    for mistake, formula in known_mistakes(answer.question, answer.part):
        other = witness is not None and not isinstance(formula, Grid) and not may_be(formula, witness)
        if same_shape(value, formula) and not other and is_the_same(answer, value, formula):
            return mistake.name
    return ""


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
