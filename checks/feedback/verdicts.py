"""What became of an answer, in sentences. Facts come from the result alone; the answer is never given away."""

from __future__ import annotations

from collections.abc import Sequence

from checks.feedback.carets import visible
from checks.feedback.message import Message
from checks.feedback.numbers import apart, exact, gap, value, values
from checks.feedback.problems import say_problem
from checks.feedback.reasons import REASONS
from checks.notation.names import shown_name
from checks.question import Part
from checks.result import Result, StepResult
from checks.verdict import Proof, Proved, Refuted, Undecided, Verdict, Witness

METHODS = {
    "identity": "an exact identity of rational functions, with exponentials, logarithms and roots as symbols",
    "identity by cases": "exact identities of rational functions, one for each case of sign",
    "limit": "an exact limit, by comparing rates of growth",
    "sign": "the difference has one sign, term by term",
}


def say(result: Result, part: Part | None = None, *, names: Sequence[str] = ()) -> Message:
    """The result as a message. `part` is None for two formulas held against each other; `names` may be used."""
    match result.outcome:
        case "unreadable":
            assert result.problem is not None
            return say_problem(result.problem, names=names)
        case "correct":
            return Message("Correct.", None, (*_notes(result, part), *_chain(result)))
        case "incorrect":
            return Message(
                _difference(result, part), None, (*_advice(result, part), *_notes(result, part), *_chain(result))
            )
        case "unfinished":
            return Message(_reason(result, part), None, (*_notes(result, part), *_chain(result)))
        case "undecided":
            return Message(_reason(result, part), None, (*_tried(result.verdict), *_chain(result)))


def evidence(verdict: Verdict | None) -> str:
    """What a verdict stands on: the method and scope of its proof, the point of its witness, or what was tried."""
    match verdict:
        case Proved(proof):
            return f"proved: {_method(proof)}"
        case Refuted(witness):
            mine, other = values(witness.left, witness.right)
            return f"refuted: {_at(witness)}left {mine}, right {other}{_finer(witness)}"
        case Undecided(tried):
            return "; ".join(("neither proved nor refuted", *(f"{what}: {figure}" for what, figure in tried)))
        case None:
            return ""


def _method(proof: Proof) -> str:
    """The method of a proof, its scope and the number of its cases."""
    cases = f", in {proof.cases} cases" if proof.cases > 1 else ""
    return f"{METHODS.get(proof.method, proof.method)}{cases}" + (f", {proof.scope}" if proof.scope else "")


def _difference(result: Result, part: Part | None) -> str:
    """Where the two sides differ. What a limit or a number is, is not said: that is the answer."""
    if not isinstance(result.verdict, Refuted):
        return REASONS.get(result.reason, "This is not right.").format_map(_known(result, part))
    witness = result.verdict.witness
    mine, other = values(witness.left, witness.right)
    if part is None or part.kind == "statement":
        head = "Not the same" if part is None else "Not true"
        text = f"{head}: {_at(witness)}the left side is {mine}, the right side is {other}{_finer(witness)}"
    elif part.kind == "limit" or not witness.point:
        text = f"Not {part.called}: {_at(witness)}yours is {value(witness.left)}"
    else:
        text = f"Not the same: {_at(witness)}yours is {mine}, {part.called} is {other}{_finer(witness)}"
    return _ended(text)


def _ended(text: str) -> str:
    """A sentence with its point, unless it ends in an ellipsis."""
    return text if text.endswith("…") else text + "."


def _at(witness: Witness) -> str:
    """The point of a witness, empty where there is nothing to choose."""
    point = ", ".join(f"{shown_name(name)} = {exact(number)}" for name, number in witness.point)
    functions = " and ".join(f"{shown_name(name)} taken as {visible(body)}" for name, body in witness.functions)
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


def _chain(result: Result) -> tuple[str, ...]:
    """The first side of a chain that does not follow from the side before it."""
    number = result.first_wrong_step
    if number is None or len(result.steps) < 2 or not 1 <= number <= len(result.steps):
        return ()
    shown = visible(result.steps[number - 1].shown)
    return (_ended(f"In your chain, `{shown}` does not follow{_why(result.steps, number)}"),)


def _why(steps: tuple[StepResult, ...], number: int) -> str:
    """The point that shows it, for side `number` of a chain."""
    before = f" from `{visible(steps[number - 2].shown)}`" if number > 1 else ""
    verdict = steps[number - 1].verdict
    if not isinstance(verdict, Refuted):
        return before
    first, second = values(verdict.witness.left, verdict.witness.right)
    return f"{before}: {_at(verdict.witness)}it is {second}, and before it was {first}{_finer(verdict.witness)}"


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
    return (f"What was tried: {'; '.join(f'{what}: {figure}' for what, figure in verdict.tried)}.",)
