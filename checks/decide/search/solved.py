"""Looks for equations among the conditions of a claim that prove it when they are solved. Believed in nothing."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Integer

from derivo.checks.decide.balls import Unsupported
from derivo.checks.decide.infinities import NotSettled
from derivo.checks.decide.kernel import certify
from derivo.checks.decide.reductions import compared
from derivo.checks.decide.search.fresh import fresh_points
from derivo.checks.decide.solving import without_equations
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.verdict import Claim, Proof, Proved, Relation

MOST = 12
DEEPEST = 2  # equations that are solved one after the other


def by_solving(claim: Claim, *, quick: bool = False) -> Proved | None:
    """The kernel's proof with equations solved; with `quick`, only where normal forms show it."""
    try:
        for places, each in list(_made(claim, (), DEEPEST))[:MOST]:
            if quick and not (each.relation is Relation.EQUAL and normally_equal(each)):
                continue
            verdict = certify(claim, Proof("solved", factor=places), fresh_points(compared(each)))
            if isinstance(verdict, Proved):
                return verdict
    except (Unsupported, NotSettled, ValueError):
        return None
    return None


def _made(claim: Claim, places: tuple[Expr, ...], depth: int) -> Iterator[tuple[tuple[Expr, ...], Claim]]:
    """Claims that imply a claim, with the places of the solutions that were put in."""
    if not depth or not claim.given:
        return
    found = [((*places, Integer(place)), each) for place, each in enumerate(without_equations(claim))]
    yield from found
    for at, each in found:
        yield from _made(each, at, depth - 1)
