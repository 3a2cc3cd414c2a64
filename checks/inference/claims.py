"""A claim as it can be read, in names that are declared or inferred from their use: texts -> Claim."""

from __future__ import annotations

from dataclasses import dataclass

from derivo.checks.inference.kinds import Taken, readings
from derivo.checks.inference.names import Names, Typed, names_in
from derivo.checks.inference.uses import uses
from derivo.checks.notation import Problem, declare
from derivo.checks.reading import read_pair
from derivo.checks.result import Result

UNKNOWN = ("unknown-name", "unsupported", "not-random")  # E and Var of names that nothing says to be random


@dataclass(frozen=True, slots=True)
class Claim:
    """Two formulas as typed, and the readings that the text leaves open: one, or the usual first."""

    typed: Typed
    readings: tuple[Taken, ...]


def read_claim(left: str, right: str, let: str, relation: str) -> Claim | Result:
    """That `left` stands in `relation` to `right`, or why it cannot be read; `let` has one declaration a line."""
    typed = Typed(left, right, relation, let)
    pair = read_pair(left, right, let, relation)
    if not isinstance(pair, Result):
        return Claim(typed, (Taken((), pair, {}, {}, Names()),))
    if pair.problem is None or pair.problem.code not in UNKNOWN:
        return pair
    found = inferred(typed)
    return Claim(typed, found) if found else pair


def inferred(typed: Typed) -> tuple[Taken, ...]:
    """The readings of a claim in which nothing declares some names, the most usual first."""
    known = declare(typed.let.split("\n"))
    if isinstance(known, Problem):
        return ()
    seen = uses((typed.left, typed.right), known)
    names = names_in(typed, seen, known) if seen else None
    return tuple(readings(typed, names, seen, known)) if seen and names else ()
