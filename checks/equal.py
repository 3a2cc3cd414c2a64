"""Two formulas as typed, in names that are declared or inferred from their use: texts -> Result (docs/inference.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivo.checks.compare import compare
from derivo.checks.inference.claims import Claim, read_claim
from derivo.checks.inference.facts import facts
from derivo.checks.inference.kinds import Taken
from derivo.checks.inference.names import Typed
from derivo.checks.notation.names.names import shown_name
from derivo.checks.notation.trees.tree import Entry, Name
from derivo.checks.notation.trees.walk import names_in as names_of
from derivo.checks.result import Result


def equal(left: str, right: str, let: str, relation: str) -> Result:
    """What became of the claim that `left` stands in `relation` to `right`; `let` has one declaration a line."""
    claim = read_claim(left, right, let, relation)
    return claim if isinstance(claim, Result) else decided(claim)


def decided(claim: Claim) -> Result:
    """The result of the first reading, if all others have the same outcome, and no fact that may be meant saves it."""
    typed, (first, *others) = claim.typed, claim.readings
    result = replace(compare(*first.pair, typed.relation), taken=first.lines)
    for other in others:
        if result.outcome in ("correct", "incorrect"):
            again = compare(*other.pair, typed.relation)
            if again.outcome != result.outcome:
                said = (("taken", "; ".join(first.lines)), ("otherwise", "; ".join(other.lines)))
                return _open(result, "open-names", said)
    if result.outcome == "correct":
        return result
    if result.outcome == "incorrect" and claim.of_entries:
        return _open(result, "open-names", (("taken", "; ".join(first.lines)), ("otherwise", "names of their own")))
    if result.outcome == "incorrect" and (name := _said_to_be(first)):
        return _open(result, "says-what", (("name", name),))
    for fact, outcome in (each for reading in claim.readings for each in _under_facts(typed, reading)):
        if outcome == "correct":
            return _open(result, "under-facts", (("let", fact),))
        if result.outcome == "incorrect" != outcome:
            result = _open(result, "open-facts", (("let", fact),))
    return result


def _said_to_be(taken: Taken) -> str:
    """The name that nothing declares and that is one side of a claim, and not in the other: F = m·a says what F is."""
    left, right = (reading.sides[-1].tree for reading in taken.pair)
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Name | Entry) and side.name in taken.kinds and side.name not in names_of(other):
            return shown_name(side.name)
    return ""


def _under_facts(typed: Typed, taken: Taken) -> Iterator[tuple[str, str]]:
    """The outcomes under facts that people leave out, each with the declaration that says it."""
    for said, lines in facts(taken):
        pair = typed.read(lines)
        if not isinstance(pair, Result):
            yield said, compare(*pair, typed.relation).outcome


def _open(result: Result, reason: str, facts: tuple[tuple[str, str], ...]) -> Result:
    return replace(result, outcome="undecided", reason=reason, verdict=None, facts=facts, notes=())
