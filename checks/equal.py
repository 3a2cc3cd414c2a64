"""Two formulas as typed, in names that are declared or inferred from their use: texts -> Result (docs/inference.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivo.checks.inference.facts import facts
from derivo.checks.inference.kinds import Taken, readings
from derivo.checks.inference.names import Typed, names_in
from derivo.checks.inference.uses import uses
from derivo.checks.notation import Problem, declare
from derivo.checks.reading import read_pair
from derivo.checks.result import Result

UNKNOWN = ("unknown-name", "unsupported", "not-random")  # E and Var of names that nothing says to be random


def equal(left: str, right: str, let: str, relation: str) -> Result:
    """What became of the claim that `left` stands in `relation` to `right`; `let` has one declaration a line.

    Names that are not declared are inferred where the claim cannot be read otherwise. A verdict stands only if every
    reading that is left open has it.
    """
    pair = read_pair(left, right, let, relation)
    if not isinstance(pair, Result):
        from derivo.checks.check import compare  # SymPy is imported only for what can be read

        return compare(*pair, relation)
    if pair.problem is None or pair.problem.code not in UNKNOWN:
        return pair
    found = inferred(Typed(left, right, relation, let))
    return _settled(Typed(left, right, relation, let), found) if found else pair


def inferred(typed: Typed) -> list[Taken]:
    """The readings of a claim in which nothing declares some names, the most usual first."""
    known = declare(typed.let.split("\n"))
    if isinstance(known, Problem):
        return []
    seen = uses((typed.left, typed.right), known)
    names = names_in(typed, seen, known) if seen else None
    return readings(typed, names, seen, known) if seen and names else []


def _settled(typed: Typed, found: list[Taken]) -> Result:
    """The result of the first reading, if all others have the same outcome, and no fact that may be meant saves it."""
    from derivo.checks.check import compare

    first, *others = found
    result = replace(compare(*first.pair, typed.relation), taken=first.lines)
    for other in others:
        if result.outcome in ("correct", "incorrect"):
            again = compare(*other.pair, typed.relation)
            if again.outcome != result.outcome:
                said = (("taken", "; ".join(first.lines)), ("otherwise", "; ".join(other.lines)))
                return _open(result, "open-names", said)
    if result.outcome == "correct":
        return result
    for said, outcome in _under_facts(typed, first):
        if outcome == "correct":
            return _open(result, "under-facts", (("let", said),))
        if result.outcome == "incorrect" != outcome:
            result = _open(result, "open-facts", (("let", said),))
    return result


def _under_facts(typed: Typed, first: Taken) -> Iterator[tuple[str, str]]:
    """The outcomes under facts that people leave out, each with the declaration that says it."""
    from derivo.checks.check import compare

    for said, lines in facts(first):
        pair = typed.read(lines)
        if not isinstance(pair, Problem):
            yield said, compare(*pair, typed.relation).outcome


def _open(result: Result, reason: str, facts: tuple[tuple[str, str], ...]) -> Result:
    return replace(result, outcome="undecided", reason=reason, verdict=None, facts=facts, notes=())
