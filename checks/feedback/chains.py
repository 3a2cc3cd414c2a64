"""The first side of a chain that does not follow, in words. What a limit is stays unsaid: that may be the answer."""

from __future__ import annotations

from derivo.checks.feedback.carets import visible
from derivo.checks.feedback.numbers import values
from derivo.checks.feedback.witnesses import at, finer
from derivo.checks.question import Part
from derivo.checks.result import Result
from derivo.checks.verdict import Refuted, Witness


def chain(result: Result, part: Part | None) -> str:
    """The first side that does not follow from the side before it, and why; empty if all follow."""
    number = result.first_wrong_step
    if number is None or len(result.steps) < 2 or not 1 <= number <= len(result.steps):
        return ""
    step, before = result.steps[number - 1], result.steps[number - 2].shown if number > 1 else ""
    why = ""
    if isinstance(step.verdict, Refuted):
        secret = gives_away(step.verdict.witness, part, result)
        why = _why(step.verdict.witness, step.shown, before, part, secret=secret)
    follows = f" from `{visible(before)}`" if before else ""
    text = f"In your chain, `{visible(step.shown)}` does not follow{follows}{why and f': {why}'}"
    return text if text.endswith("…") else f"{text}."


def gives_away(witness: Witness, part: Part | None, result: Result) -> bool:
    """Whether the value of what is asked would be the answer: a limit, or a number that depends on nothing."""
    if part is None or part.kind == "statement":
        return False
    return part.kind in ("limit", "distribution") or not witness.point or result.number


def _why(witness: Witness, shown: str, before: str, part: Part | None, *, secret: bool) -> str:
    """The values of both sides, as far as they may be told and are not what was typed anyway."""
    told = _typed_out(before) or not secret
    if witness.left.undefined == "indeterminate":
        return (f"`{visible(before)}` has no value" if before else "what is asked has no value") if told else ""
    if witness.right.undefined == "indeterminate":
        return f"`{visible(shown)}` has no value"
    earlier, mine = values(witness.left, witness.right)
    mine = "" if _is(shown, mine) else mine
    earlier = "" if not told or _is(before, earlier) else earlier
    if not mine and not earlier:
        return ""
    asked = part.called if part and part.called else "what is asked"
    source = "it was" if before else f"{asked} is"
    if mine and earlier:
        joined = f"it is {mine}, and before {source} {earlier}" if before else f"it is {mine}, and {source} {earlier}"
        return f"{at(witness)}{joined}{finer(witness)}"
    return at(witness) + (f"it is {mine}" if mine else f"{'the side before' if before else asked} is {earlier}")


def _typed_out(shown: str) -> bool:
    """Whether a side is nothing but numbers and signs, so that its value is no secret."""
    return bool(shown) and not any(character.isalpha() for character in shown)


def _is(shown: str, told: str) -> bool:
    """Whether a value is what stands there anyway."""
    plain = {"plus infinity": "∞", "minus infinity": "−∞"}.get(told, told)
    return shown.replace("-", "−").replace(" ", "") == plain
