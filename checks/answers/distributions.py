"""Where a normal distribution is asked: mean and covariance are held against those of what is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import sympy
from sympy import Basic, Integer

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.claims import Unread, same_shape
from derivo.checks.answers.forms import pieces
from derivo.checks.answers.formulas import Formula
from derivo.checks.decide.infinities import NotSettled, settle
from derivo.checks.language import grids
from derivo.checks.language.grids import Grid
from derivo.checks.language.nodes import multiply
from derivo.checks.notation import read_formula, show
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.meaning.meaning import denote
from derivo.checks.notation.meaning.symbols import domains, symbol
from derivo.checks.notation.names.names import Notation
from derivo.checks.notation.text.source import Problem, Source
from derivo.checks.notation.trees import tree
from derivo.checks.question import Part, Question, QuestionError
from derivo.checks.result import Result, StepOutcome, StepResult
from derivo.checks.verdict import Proved, Refuted, Undecided, Verdict
from derivo.checks.work import remembered

MACROS = re.compile(r"\\(?:math[a-z]*|bf|boldsymbol|left|right|text|operatorname)|[{}\s$]")
INFINITE = ("∞", r"\infty", "oo", "inf")
JOINS = ("", "=", "->", "~")
OUTCOMES: dict[type, StepOutcome] = {Proved: "follows", Refuted: "fails", Undecided: "undecided"}


@dataclass(frozen=True, slots=True)
class Moments:
    """The mean and the covariance of a normal distribution."""

    mean: Formula
    covariance: Formula


def distribution(answer: Answer) -> Result:
    """What became of a normal distribution: the last of a chain answers, each is held against the one before."""
    sides = answer.reading.sides
    if _is_special(answer):
        return answer.result("undecided", reason="special-case")
    found = [typed(side, answer.reading) for side in sides]
    asked = moments_asked(answer.question, answer.part)
    of, verdict = compared(answer, found[-1], asked)
    match verdict:
        case Proved() if any(isinstance(piece, tree.Limit) for piece in pieces(sides[-1].tree)):
            result = answer.result("unfinished", verdict=verdict, reason="wanted-form", facts=(("left", "limit"),))
        case Proved() if other := _another(answer, found):
            result = answer.result("undecided", reason="another-law", facts=(("law", other),))
        case Proved():
            result = answer.result("correct", verdict=verdict, steps=_steps(answer, found))
        case Refuted() if isinstance(reached := _in_the_limit(answer, found[-1], asked), Proved):
            result = answer.result("unfinished", verdict=reached, reason="its-limit")
        case Refuted():
            facts, name = (("of", of),), _mistake(answer, found[-1])
            result = answer.result("incorrect", verdict=verdict, facts=facts, mistake=name, steps=_steps(answer, found))
        case _:
            reason = "not-shown" if of else "other-shape-of-normal"
            result = answer.result("undecided", verdict=verdict, reason=reason, steps=_steps(answer, found))
    return result


def _is_special(answer: Answer) -> bool:
    """Whether an answer is said of something else than what is asked, under a condition, or in another limit."""
    reading, approach = answer.reading, answer.approach()
    if reading.conditions or (approach is not None and approach.to.value != sympy.oo):
        return True
    return bool(reading.introduced and answer.part.letter) and not _is_asked(reading.introduced, answer.part.letter)


def _is_asked(introduced: str, letter: str) -> bool:
    """Whether a left side is the asked quantity X_T, its value x_T, X_∞, a density of it or a limit of such."""
    name = MACROS.sub("", introduced)
    base, _, below = letter.partition("_")
    last = "|".join(map(re.escape, (below, *INFINITE)))
    quantity = f"[{base.upper()}{base.lower()}]_?(?:{last})"
    inside = f"(?:{quantity}|[pq](?:_[^()]*)?\\({quantity}(?:\\|[^()]*)?\\))"
    return (
        re.fullmatch(f"(?:\\\\?lim(?:_?\\(?{below}(?:→|->|\\\\to|\\\\rightarrow)(?:{last})\\)?)?)?{inside}", name)
        is not None
    )


def typed(side: tree.Side, reading: Reading) -> Moments:
    """The distribution that a side is. Raises Unread."""
    if side.relation not in JOINS or not isinstance(side.tree, tree.Normal):
        raise Unread(Problem("not-a-distribution", reading.source, side.tree.span))
    found = moments(side.tree, reading.notation, reading.source)
    if isinstance(found, Problem):
        raise Unread(found)
    return found


@remembered(None)
def moments_asked(question: Question, part: Part) -> Moments:
    """The distribution that a part asks for. Raises QuestionError."""
    return _of_formula(part.asked, question, part)


@remembered(None)
def moments_of_mistakes(question: Question, part: Part) -> tuple[tuple[str, Moments], ...]:
    """The known mistakes of a part, by name. Raises QuestionError."""
    return tuple((mistake.name, _of_formula(mistake.formula, question, part)) for mistake in part.mistakes)


def _of_formula(text: str, question: Question, part: Part) -> Moments:
    node = read_formula(text, question.notation)
    if not isinstance(node, tree.Normal):
        raise QuestionError(f"`{text}` is no normal distribution", part=part.name)
    found = moments(node, question.notation, Source(text))
    if isinstance(found, Problem):
        raise QuestionError(f"`{text}` cannot be read: {found.code}", part=part.name)
    return found


def moments(node: tree.Normal, notation: Notation, source: Source) -> Moments | Problem:
    """Mean and covariance, limits carried out; the problem with one of them if there is one."""
    found = [denote(each, notation, source) for each in (node.mean, node.covariance)]
    problem = next((each for each in found if isinstance(each, Problem)), None)
    sides = zip((node.mean, node.covariance), found, strict=True)
    return problem or Moments(
        *(_carried_out(Formula(value, side), notation) for side, value in sides if not isinstance(value, Problem))
    )


def _carried_out(operand: Formula, notation: Notation) -> Formula:
    def settled(body: Basic) -> Basic:
        try:
            return settle(body, domains(notation))
        except NotSettled:
            return body

    return operand.valued(grids.mapped(settled, operand.value))


def compared(answer: Answer, mine: Moments, other: Moments) -> tuple[str, Verdict]:
    """The verdict on two normal distributions being the same, and on which of mean and covariance it stands.

    A number as the mean or covariance of a vector is that in every coordinate.
    """
    verdicts: dict[str, Verdict] = {}
    for name, left, right in (("mean", mine.mean, other.mean), ("covariance", mine.covariance, other.covariance)):
        left, right = _alike(left, right), _alike(right, left)
        if not same_shape(left.value, right.value):
            return "", Undecided()
        verdicts[name] = answer.decided("=", left, right, theirs=False)
    for kind in (Refuted, Undecided):
        for name, verdict in verdicts.items():
            if isinstance(verdict, kind):
                return name, verdict
    return "covariance", verdicts["covariance"]


def _in_the_limit(answer: Answer, mine: Moments, asked: Moments) -> Verdict:
    """The verdict on the limit of a distribution, as it is taken in what is asked."""
    taken = pieces(read_formula(answer.part.asked, answer.question.notation))
    limits = [piece for piece in taken if isinstance(piece, tree.Limit) and isinstance(piece.to, tree.Constant)]
    if not limits:
        return Undecided()
    variable = symbol(limits[0].variable.name)

    def limit(entry: Basic) -> Basic:
        fixed, moving = entry.as_independent(variable, as_Add=False)
        return multiply(fixed, sympy.Limit(moving, variable, sympy.oo, "-")) if moving != 1 else entry

    both = (
        _carried_out(Formula(grids.mapped(limit, each.value)), answer.reading.notation)
        for each in (mine.mean, mine.covariance)
    )
    return compared(answer, Moments(*both), asked)[1]


def _another(answer: Answer, found: list[Moments]) -> str:
    """The first distribution on the way that is another one than that behind it, and does not tend to it; or empty."""
    sides = answer.reading.sides
    for side, after, mine, other in zip(sides, sides[1:], found, found[1:], strict=False):
        held = compared(answer, mine, other)[1]
        if after.relation == "->" and not isinstance(held, Proved):
            held = _in_the_limit(answer, mine, other)
        if not isinstance(held, Proved):
            return show(side.tree)
    return ""


def _alike(operand: Formula, other: Formula) -> Formula:
    """A number where the other is a vector or matrix: in all coordinates, or times the identity."""
    if isinstance(operand.value, Grid) or not isinstance(other.value, Grid):
        return operand
    rows, columns = other.value.sizes
    unit = grids.identity(rows) if columns else grids.constant(Integer(1), rows, ())
    node, sizes = operand.tree, tuple(int(size) if size.is_Integer else str(size) for size in rows)
    if node is not None:
        like = tree.Identity(sizes, node.span) if columns else tree.Ones(sizes, node.span)
        node = tree.Multiply((node, like), node.span)
    return Formula(grids.product(operand.value, unit), node)


def _mistake(answer: Answer, mine: Moments) -> str:
    """The name of the known mistake that this is, or empty."""
    known = moments_of_mistakes(answer.question, answer.part)
    return next((name for name, each in known if isinstance(compared(answer, mine, each)[1], Proved)), "")


def _steps(answer: Answer, found: list[Moments]) -> tuple[StepResult, ...]:
    """Every side of a chain held against the one before."""
    sides = answer.reading.sides
    if len(sides) < 2:
        return ()
    verdicts = [None, *(compared(answer, after, before)[1] for before, after in pairwise(found))]
    return tuple(
        StepResult(show(side.tree), side.tree.span, OUTCOMES[type(verdict)] if verdict else None, verdict)
        for side, verdict in zip(sides, verdicts, strict=True)
    )
