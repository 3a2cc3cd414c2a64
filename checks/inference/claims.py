"""A claim as it can be read, in names that are declared or inferred from their use: texts -> Claim."""

from __future__ import annotations

from dataclasses import dataclass

from derivo.checks.inference.entries import free_letters
from derivo.checks.inference.kinds import Taken, readings
from derivo.checks.inference.names import Names, Typed, names_in
from derivo.checks.inference.uses import uses
from derivo.checks.notation import Problem, declare
from derivo.checks.reading import read_pair
from derivo.checks.result import Result

OF_ENTRIES = ("wrong-indices",)
UNKNOWN = ("unknown-name", "unsupported", "not-random")  # E and Var of names that nothing says to be random


@dataclass(frozen=True, slots=True)
class Claim:
    """Two formulas as typed, and the readings that the text leaves open: one, or the usual first.

    `of_entries` says that letters below declared names were taken for indices: x_k might be a name of its own.
    """

    typed: Typed
    readings: tuple[Taken, ...]
    of_entries: bool = False


def read_claim(left: str, right: str, let: str, relation: str) -> Claim | Result:
    """That `left` stands in `relation` to `right`, or why it cannot be read; `let` has one declaration a line."""
    typed = Typed(left, right, relation, let)
    pair = read_pair(left, right, let, relation)
    if not isinstance(pair, Result):
        return Claim(typed, (Taken((), pair, {}, {}, Names()),))
    if pair.problem is None or pair.problem.code not in (*UNKNOWN, *OF_ENTRIES):
        return pair
    entries = at_entries(typed)
    found = () if entries or pair.problem.code in OF_ENTRIES else inferred(typed)
    return entries or (Claim(typed, found) if found else pair)


def at_entries(typed: Typed) -> Claim | None:
    """The claim with entries at letters that nothing declares; None if it cannot be read so."""
    known = declare(typed.let.split("\n"))
    lines = () if isinstance(known, Problem) else free_letters((typed.left, typed.right), known)
    pair = typed.read(lines) if lines else None
    taken = None if pair is None or isinstance(pair, Result) else Taken(lines, pair, {}, {}, Names())
    return Claim(typed, (taken,), of_entries=True) if taken else None


def inferred(typed: Typed) -> tuple[Taken, ...]:
    """The readings of a claim in which nothing declares some names, the most usual first."""
    known = declare(typed.let.split("\n"))
    if isinstance(known, Problem):
        return ()
    seen = uses((typed.left, typed.right), known)
    names = names_in(typed, seen, known) if seen else None
    return tuple(readings(typed, names, seen, known)) if seen and names else ()
