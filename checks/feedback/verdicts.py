"""What became of an answer, in sentences. Facts come from the result alone; the answer is never given away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivo.checks.feedback.carets import visible
from derivo.checks.feedback.chains import chain, gives_away
from derivo.checks.feedback.message import Message
from derivo.checks.feedback.numbers import value
from derivo.checks.feedback.problems import say_problem
from derivo.checks.feedback.proofs import method, scope
from derivo.checks.feedback.properties import say_property
from derivo.checks.feedback.reasons import REASONS, say_reason
from derivo.checks.feedback.tried import tried_sentences
from derivo.checks.feedback.witnesses import at, both, solution, tied
from derivo.checks.notation.text.source import Problem
from derivo.checks.question import Part
from derivo.checks.result import Result
from derivo.checks.verdict import Proved, Refuted, Undecided, Verdict


def say(result: Result, part: Part | None = None, *, relation: str = "=", names: Sequence[str] = ()) -> Message:
    """The result as a message.

    `part` is None for two formulas joined by `relation`; `names` are those that may be used.
    """
    notes = (*_notes(result, part), *filter(None, (chain(result, part),)))
    match result.outcome:
        case "unreadable":
            assert result.problem is not None
            return say_problem(_in_place(result.problem, part, relation), names=names)
        case "correct":
            head = "Correct, though a step on the way does not follow." if chain(result, part) else "Correct."
            turned = (_reason(result, part),) if result.reason == "transposed" else ()
            gave = tuple(f"Yours is {visible(fact)}." for name, fact in result.facts if name == "gave")
            return Message(head, None, (*turned, *gave, *_properties(result), *notes))
        case "incorrect":
            return Message(_difference(result, part, relation), None, (*_advice(result, part), *notes))
        case "unfinished":
            return Message(_reason(result, part), None, notes)
        case "undecided":
            return Message(_reason(result, part), None, (*_tried(result.verdict), *_unread(result, part), *notes))


def evidence(
    result: Result, part: Part | None = None, *, told: bool = False, whole: bool = False, brief: bool = False
) -> str:
    """What a result stands on: the method and scope of its proof, the point of its witness, or what was tried.

    The value of what is asked is left out where it is the answer, unless the reader is `told` it. `whole` gives every
    name of a long point; `brief` what a proof covers, without its method.
    """
    match result.verdict:
        case Proved(proof):
            condition = " under the condition" if result.reason == "only-under-condition" else ""
            covers = scope(proof) or "wherever both sides have a value"
            shown = f"proved{condition}, {covers}" if brief else f"proved{condition}: {method(proof)}"
            return "; ".join((shown, *_properties(result, whole=True)))
        case Refuted(witness) if witness.radius:
            return f"refuted: {solution(witness)}"
        case Refuted(witness) if told or not gives_away(witness, part, result):
            return f"refuted: {both(witness, 'left', 'right', whole=whole)}"
        case Refuted(witness):
            mine = "" if result.reason == "untrue" else f"left {value(witness.left)}"
            return f"refuted: {at(witness, whole=whole)}{mine}"
        case Undecided(tried):
            return "; ".join(("neither proved nor refuted", *tried_sentences(tried)))
        case None:
            return ""


def _properties(result: Result, *, whole: bool = False) -> tuple[str, ...]:
    """What was proved of what is asked, besides; with its certificate if `whole`."""
    texts = []
    for each in result.properties:
        if isinstance(each.verdict, Proved):
            said = say_property(each.claim, each.verdict, dict(each.pieces).__getitem__)
            text = f"{each.formula} is {said.what[:1].lower()}{said.what[1:]}"
            lines = "; ".join(line.strip() for line in said.help)
            texts.append(f"{text.rstrip('.')}: {lines}" if whole and lines else text)
    return tuple(texts)


def _in_place(problem: Problem, part: Part | None, relation: str) -> Problem:
    """The problem with what was wanted in its place, where two formulas of one's own are compared."""
    if part is None and problem.code == "unknown-name":
        return replace(problem, facts=(*problem.facts, ("why", "undeclared")))
    if part is not None or problem.code != "not-a-value" or problem.facts:
        return problem
    return replace(problem, facts=(("why", "implication" if relation in ("=>", "<=>") else "pair"),))


def _difference(result: Result, part: Part | None, relation: str) -> str:
    """Where the two sides differ."""
    if not isinstance(result.verdict, Refuted):
        return _reason(result, part) if result.reason in REASONS else "This is not right."
    witness = result.verdict.witness
    if witness.radius:
        return f"Not true: {solution(witness)}."
    untrue, secret = result.reason == "untrue", gives_away(witness, part, result)
    if untrue and secret:
        return "Not true."
    if part is None or part.kind == "statement" or untrue:
        head = "Not the same" if part is None and relation == "=" and not tied(witness) else "Not true"
        text = f"{head}: {both(witness, 'the left side is', 'the right side is')}"
    elif secret:
        of = dict(result.facts).get("of", "")
        yours = f"your {of} is" if of else "yours is"
        text = f"Not {part.called}: {at(witness)}{yours} {value(witness.left)}"
    else:
        text = f"Not the same: {both(witness, 'yours is', f'{part.called} is')}"
    return text if text.endswith("…") else f"{text}."


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


def _reason(result: Result, part: Part | None) -> str:
    """Why an answer is unfinished or undecided."""
    usual = "not-shown" if result.outcome == "undecided" else "wanted-form"
    reason = result.reason if result.reason in REASONS else usual
    if reason == "only-under-condition" and isinstance(result.verdict, Undecided):
        reason = usual  # whether it holds under the condition is what was not decided
    called = part.called if part and part.called else "what is asked"
    return say_reason(reason, {"called": called} | {key: visible(fact) for key, fact in result.facts})


def _unread(result: Result, part: Part | None) -> tuple[str, ...]:
    """Why it is no formula, where an answer in words may be one."""
    return (f"As a formula: {say_problem(result.problem).what}",) if part and result.problem else ()


def _tried(verdict: Verdict | None) -> tuple[str, ...]:
    """What was tried, where neither side was shown."""
    tried = tried_sentences(verdict.tried) if isinstance(verdict, Undecided) else ()
    return (" ".join(f"{text[:1].upper()}{text[1:]}." for text in tried),) if tried else ()
