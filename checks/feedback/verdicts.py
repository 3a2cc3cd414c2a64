"""What became of an answer, in sentences. Facts come from the result alone; the answer is never given away."""

from __future__ import annotations

from collections.abc import Sequence

from checks.feedback.carets import visible
from checks.feedback.message import Message
from checks.feedback.numbers import apart, exact, gap, polynomial, value, values
from checks.feedback.problems import say_problem
from checks.feedback.reasons import REASONS
from checks.notation.names import shown_name
from checks.question import Part
from checks.result import Result
from checks.verdict import Proof, Proved, Refuted, Undecided, Verdict, Witness

METHODS = {
    "identity": "an exact identity of rational functions, with exponentials, logarithms and roots as symbols",
    "identity by cases": "exact identities of rational functions, one for each case of sign",
    "limit": "an exact limit, by comparing rates of growth",
    "sign": "the difference has one sign, term by term",
}


TRIED = {
    "points that agree": "it holds at {figure} points",
    "not settled": "no limit was found of {figure}",
    "not supported": "there is no method for {figure}",
    "no proof": "no proof was found",
    "no point where both sides are defined": "no point was found at which both are defined",
    "rounded": "a rounded value claims nothing exact",
}


def say(result: Result, part: Part | None = None, *, relation: str = "=", names: Sequence[str] = ()) -> Message:
    """The result as a message.

    `part` is None for two formulas joined by `relation`; `names` are those that may be used.
    """
    chain = _chain(result, part)
    match result.outcome:
        case "unreadable":
            assert result.problem is not None
            return say_problem(result.problem, names=names)
        case "correct":
            head = "Correct, though a step on the way does not follow." if chain else "Correct."
            return Message(head, None, (*_notes(result, part), *chain))
        case "incorrect":
            further = (*_advice(result, part), *_notes(result, part), *chain)
            return Message(_difference(result, part, relation), None, further)
        case "unfinished":
            return Message(_reason(result, part), None, (*_notes(result, part), *chain))
        case "undecided":
            return Message(_reason(result, part), None, (*_tried(result.verdict), *chain))


def evidence(result: Result, part: Part | None = None, *, told: bool = False) -> str:
    """What a result stands on: the method and scope of its proof, the point of its witness, or what was tried.

    The value of what is asked is left out where it is the answer, unless the reader is `told` it.
    """
    match result.verdict:
        case Proved(proof):
            return f"proved: {_method(proof)}"
        case Refuted(witness) if witness.radius:
            return f"refuted: {_solution(witness)}"
        case Refuted(witness):
            mine, other = values(witness.left, witness.right)
            right = f", right {other}{_finer(witness)}" if told or not _gives_away(witness, part) else ""
            return f"refuted: {_at(witness)}left {mine}{right}"
        case Undecided(tried):
            return "; ".join(("neither proved nor refuted", *map(_trial, tried)))
        case None:
            return ""


def _method(proof: Proof) -> str:
    """The method of a proof, its scope and the number of its cases."""
    cases = f", in {proof.cases} cases" if proof.cases > 1 else ""
    return f"{METHODS.get(proof.method, proof.method)}{cases}" + (f", {proof.scope}" if proof.scope else "")


def _gives_away(witness: Witness, part: Part | None) -> bool:
    """Whether the value of what is asked would be the answer: a limit, or a number that depends on nothing."""
    return part is not None and part.kind != "statement" and (part.kind == "limit" or not witness.point)


def _difference(result: Result, part: Part | None, relation: str) -> str:
    """Where the two sides differ."""
    if not isinstance(result.verdict, Refuted):
        return REASONS.get(result.reason, "This is not right.").format_map(_known(result, part))
    witness = result.verdict.witness
    if witness.radius:
        return f"Not true: {_solution(witness)}."
    mine, other = values(witness.left, witness.right)
    if part is None or part.kind == "statement":
        head = "Not the same" if part is None and relation == "=" else "Not true"
        text = f"{head}: {_at(witness)}the left side is {mine}, the right side is {other}{_finer(witness)}"
    elif _gives_away(witness, part):
        text = f"Not {part.called}: {_at(witness)}yours is {value(witness.left)}"
    else:
        text = f"Not the same: {_at(witness)}yours is {mine}, {part.called} is {other}{_finer(witness)}"
    return _ended(text)


def _solution(witness: Witness) -> str:
    """Where one equation has a solution that the other has not."""
    ((name, middle),) = witness.point
    place = f"within {exact(witness.radius)} of {shown_name(name)} = {exact(middle)}"
    return f"{place} one equation has a solution, and the other has none"


def _ended(text: str) -> str:
    """A sentence with its point, unless it ends in an ellipsis."""
    return text if text.endswith("…") else text + "."


def _at(witness: Witness) -> str:
    """The point of a witness, empty where there is nothing to choose."""
    point = ", ".join(f"{shown_name(name)} = {exact(number)}" for name, number in witness.point)
    functions = " and ".join(f"{shown_name(name)} taken as {polynomial(body)}" for name, body in witness.functions)
    return f"at {point}{', with ' if point and functions else ''}{functions} " if point or functions else ""


def _finer(witness: Witness) -> str:
    """How far the sides are apart at least, where their digits don't show it."""
    if apart(witness.left, witness.right):
        return ""
    return f" (they differ by more than {gap(witness.left, witness.right)})"


def _advice(result: Result, part: Part | None) -> tuple[str, ...]:
    """The advice for a known mistake."""
    mistake = part.mistake(result.mistake) if part else None
    return (f"It looks as if {mistake.name}: {mistake.advice}",) if mistake else ()


def _notes(result: Result, part: Part | None) -> tuple[str, ...]:
    """Points at which only one side is defined."""
    if part is None:
        whose = {"left": "the left side", "right": "the right side"}
    else:
        whose = {"left": "yours", "right": part.called}
    return tuple(f"Note: {whose.get(side, side)} is undefined at {visible(place)}." for side, place in result.notes)


def _chain(result: Result, part: Part | None) -> tuple[str, ...]:
    """The first side of a chain that does not follow from the side before it."""
    number = result.first_wrong_step
    if number is None or len(result.steps) < 2 or not 1 <= number <= len(result.steps):
        return ()
    step = result.steps[number - 1]
    before = f" from `{visible(result.steps[number - 2].shown)}`" if number > 1 else ""
    why = _step(step.verdict.witness, part) if isinstance(step.verdict, Refuted) else ""
    return (_ended(f"In your chain, `{visible(step.shown)}` does not follow{before}{why}"),)


def _step(witness: Witness, part: Part | None) -> str:
    """The point that shows it. What a limit was before the step is not said: that may be the answer."""
    before, after = values(witness.left, witness.right)
    earlier = "" if _gives_away(witness, part) else f", and before it was {before}{_finer(witness)}"
    return f": {_at(witness)}it is {after}{earlier}"


def _reason(result: Result, part: Part | None) -> str:
    """Why an answer is unfinished or undecided."""
    usual = "not-shown" if result.outcome == "undecided" else "wanted-form"
    return REASONS.get(result.reason or usual, REASONS[usual]).format_map(_known(result, part))


def _known(result: Result, part: Part | None) -> dict[str, str]:
    facts = {key: visible(fact) for key, fact in result.facts}
    return {"called": part.called if part and part.called else "what is asked", "left": "", "why": ""} | facts


def _tried(verdict: Verdict | None) -> tuple[str, ...]:
    """What was tried, where neither side was shown."""
    if not isinstance(verdict, Undecided) or not verdict.tried:
        return ()
    return (f"What was tried: {'; '.join(map(_trial, verdict.tried))}.",)


def _trial(tried: tuple[str, str]) -> str:
    """One thing that was tried, in words."""
    what, figure = tried
    known = TRIED.get(what, f"{what}: {{figure}}" if figure else what)
    return known.format(figure=visible(figure))
