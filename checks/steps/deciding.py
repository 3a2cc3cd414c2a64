"""Each side of a derivation against the side before it: Derivation -> WorkResult."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from derivo.checks.equal import equal
from derivo.checks.notation.text.relations import ASKED
from derivo.checks.notation.text.source import Source
from derivo.checks.result import Outcome, Result
from derivo.checks.steps.derivations import IMPLIED, Side, read_work
from derivo.checks.steps.introducing import introduced
from derivo.checks.steps.outcomes import Step, StepOutcome, WorkResult
from derivo.checks.steps.pieces import Piece
from derivo.checks.steps.slips import slip
from derivo.checks.steps.taking import consistent

AS_STEP: dict[Outcome, StepOutcome] = {
    "correct": "follows",
    "incorrect": "fails",
    "unfinished": "undecided",
    "undecided": "undecided",
    "unreadable": "unreadable",
}
ORDER: tuple[Outcome, ...] = ("incorrect", "unreadable", "undecided", "unfinished", "correct")
Fact = tuple[int, str]  # the number of a side, and an equation of it
Used = tuple[int, ...]


class Link(NamedTuple):
    """Two expressions and the relation between them."""

    left: str
    relation: str
    right: str

    def __str__(self) -> str:
        return f"{self.left} {self.relation} {self.right}"


def check_work(text: str, let: Sequence[str] = ()) -> WorkResult:
    """What became of a derivation as typed; `let` declares names besides what it declares itself."""
    derivation = read_work(text, let)
    known = derivation.let
    steps: list[Step] = []
    supposed: list[tuple[int, str]] = []
    for chain in derivation.chains:
        new = introduced(chain, known)
        known = (*known, *new)
        found = list(_chain(chain, known, tuple(supposed), len(steps) + 1, introduces=bool(new)))
        steps += found
        supposed += [(each.number, each.side.text) for each in found if len(chain) == 1 and each.side.premise]
    steps, taken = consistent(steps, [line for line in known if line not in derivation.let and "=" not in line])
    failing = next((each.number for each in steps if each.outcome == "fails"), None)
    return WorkResult(derivation, _outcome(steps), tuple(steps), failing, taken)


def _outcome(steps: Sequence[Step]) -> Outcome:
    """Incorrect if a side fails, correct if all that claim something follow and some do."""
    found = [each.outcome for each in steps if each.outcome]
    if "fails" in found:
        return "incorrect"
    if "unreadable" in found or not steps:
        return "unreadable"
    return "correct" if found and all(each == "follows" for each in found) else "undecided"


def _chain(
    chain: Sequence[Side], let: Sequence[str], supposed: Sequence[Fact], start: int, *, introduces: bool
) -> list[Step]:
    """The steps of a chain, numbered from `start`; a side that says what a new name is claims nothing."""
    steps: list[Step] = []
    for number, side in enumerate(chain, start):
        if side.relation and not (introduces and number == start + 1):
            steps.append(_step(number, side, steps, let, supposed))
        else:
            steps.append(Step(number, side, introduces=introduces and number <= start + 1))
    return _come_back(steps, let)


def _step(number: int, side: Side, before: Sequence[Step], let: Sequence[str], supposed: Sequence[Fact]) -> Step:
    """One side against the side before."""
    if side.relation not in ASKED:
        source = Source(side.text)
        return Step(number, side, "undecided", Result("undecided", source, reason="no-claim"))
    facts = (*supposed, *_facts(before))
    if side.relation in IMPLIED:
        result, used = _concluded(side, before, let, facts)
    else:
        left, right = before[-1].side.pieces[-1].text, side.pieces[-1].text
        result, used = _claimed(left, right, side.relation, let, facts)
        if result.outcome == "incorrect" and side.relation == "=":
            result = replace(result, mistake=slip(left, right, let))
    return Step(number, side, AS_STEP[result.outcome], result, used)


def _facts(before: Sequence[Step]) -> Iterator[Fact]:
    """The equations that were assumed or concluded before in a chain, with the numbers of their sides."""
    for each in before:
        if each.side.is_equation and each.outcome in (None, "follows"):
            yield from ((each.number, str(link)) for link in _links(each.side.pieces))


def _links(pieces: Sequence[Piece]) -> list[Link]:
    """The relations of an equation, between neighbours."""
    return [Link(left.text, right.relation, right.text) for left, right in pairwise(pieces)]


def _premise(before: Sequence[Step]) -> Link | None:
    """The equation that stands before a ⇒: the last of a side that has some, or the last side and the one before it."""
    last = before[-1].side
    if last.is_equation:
        return _links(last.pieces)[-1]
    if len(before) > 1:
        return Link(before[-2].side.pieces[-1].text, last.relation or "=", last.pieces[-1].text)
    return None


def _concluded(side: Side, before: Sequence[Step], let: Sequence[str], facts: Sequence[Fact]) -> tuple[Result, Used]:
    """Whether an equation follows from the one before; of several, whether each does or holds of itself."""
    premise, links = _premise(before), _links(side.pieces)
    if premise is None or not links:
        return Result("undecided", Source(side.text), reason="no-equation"), ()
    others = [fact for fact in facts if fact[1] != str(premise)]
    found: list[tuple[Result, Used]] = []
    for link in links:
        if link is not links[0]:
            alone = equal(link.left, link.right, "\n".join(let), link.relation)
            if alone.outcome == "correct":
                continue
        found.append(_claimed(str(premise), str(link), side.relation, let, others))
    worst = min(found, key=lambda each: ORDER.index(each[0].outcome))
    if worst[0].outcome == "correct" and side.relation == "<=>" and len(found) > 1:
        return replace(worst[0], outcome="undecided", verdict=None, reason="not-shown"), ()
    return worst[0], tuple(sorted({number for _, used in found for number in used}))


def _claimed(left: str, right: str, relation: str, let: Sequence[str], facts: Sequence[Fact]) -> tuple[Result, Used]:
    """What became of a claim, alone or with the facts that stand before it; it fails only if it does with them, too."""
    alone = equal(left, right, "\n".join(let), relation)
    if alone.outcome == "correct" or not facts:
        return alone, ()
    given = [f"given {text}" for _, text in facts]
    known = equal(left, right, "\n".join((*let, *given)), relation)
    if known.outcome == "unreadable":
        return (
            replace(alone, outcome="undecided", verdict=None, reason="not-shown")
            if alone.outcome == "incorrect"
            else alone
        ), ()
    return known, tuple(dict.fromkeys(number for number, _ in facts)) if known.outcome != "undecided" else ()


def _come_back(steps: list[Step], let: Sequence[str]) -> list[Step]:
    """The steps of a chain of equal expressions, with the first side behind a failing one that is right again."""
    first = next((place for place, each in enumerate(steps) if each.outcome == "fails"), None)
    if not first or any(each.side.relation not in ("", "=") for each in steps):
        return steps
    right = steps[first - 1]
    for place in range(first + 1, len(steps)):
        left, here = right.side.pieces[-1].text, steps[place].side.pieces[-1].text
        if equal(left, here, "\n".join(let), "=").outcome == "correct":
            steps[place] = replace(steps[place], again=right.number)
            break
    return steps
