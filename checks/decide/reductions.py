"""TRUSTED. Claims without limits, without ∞ and without constants of proportionality: what is left to decide.

l ∝ r in θ                    ⇔  l(θ)·r(θ′) = l(θ′)·r(θ)      (both not identically 0: the kernel looks)
l = r up to a constant in θ   ⇔  l(θ) − l(θ′) = r(θ) − r(θ′)
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Symbol

from checks.decide.infinities import NotSettled, settle
from checks.language.domains import REAL
from checks.language.nodes import add, multiply, names_in, negate, substitute
from checks.verdict import Claim, Relation


def reduced(claim: Claim) -> Claim:
    """The same claim without limits or ∞, with none of PROPORTIONAL and EQUAL_UP_TO_CONSTANT."""
    left, right = (settle(side, claim.domains) for side in (claim.left, claim.right))
    claim = replace(claim, left=left, right=right)
    if claim.relation not in (Relation.EQUAL_UP_TO_CONSTANT, Relation.PROPORTIONAL):
        return claim
    if not claim.about:
        raise NotSettled("about")  # nothing varies, so anything would hold
    moved = _moved(claim)
    far_left, far_right = substitute(left, moved), substitute(right, moved)
    known = dict(claim.domains)
    domains = (*claim.domains, *((moved[name], known.get(name, REAL)) for name in claim.about))
    given = (*claim.given, *(substitute(condition, moved) for condition in claim.given))
    if claim.relation is Relation.PROPORTIONAL:
        left, right = multiply(left, far_right), multiply(far_left, right)
    else:
        left, right = add(left, negate(far_left)), add(right, negate(far_right))
    return replace(claim, left=left, right=right, relation=Relation.EQUAL, domains=domains, given=given)


def _moved(claim: Claim) -> dict[Symbol, Symbol]:
    """θ′ for each θ that the claim is about, a name that does not occur yet."""
    taken = {symbol.name for symbol in names_in(claim.left, claim.right, *claim.given)}
    mark = "′"
    while any(name.name + mark in taken for name in claim.about):
        mark += "′"
    return {name: Symbol(name.name + mark, real=True) for name in claim.about}
