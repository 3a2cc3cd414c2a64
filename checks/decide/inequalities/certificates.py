"""Inequalities for every size: the difference, times something positive, is a sum of what is not negative.

q·(right − left) = T₁ + … + Tₙ, decided as an equation by normal forms, with q > 0 and all Tᵢ ≥ 0 by their signs, gaps
of convex functions being nonnegative. All must have a value wherever both sides do (docs/deciding.md, section 13).
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Basic, Expr, Integer, Symbol
from sympy.core.symbol import Str

from derivo.checks.decide.factors import has_value
from derivo.checks.decide.inequalities.gaps import Gaps, written_out
from derivo.checks.decide.inequalities.known import bounded, signs
from derivo.checks.decide.sums.atoms import NotNormal, Term, inner
from derivo.checks.decide.sums.normal_claims import forms_of, normally_equal
from derivo.checks.language.domains import NONNEGATIVE
from derivo.checks.language.families import Delta, Entry, Over
from derivo.checks.language.nodes import Modulus, add, distinct_pieces, multiply, negate, power
from derivo.checks.verdict import Claim, Relation

UPWARD = (Relation.AT_MOST, Relation.BELOW)
DOWNWARD = (Relation.AT_LEAST, Relation.ABOVE)
STRICT = (Relation.BELOW, Relation.ABOVE)


def upward(claim: Claim) -> Claim:
    """The claim as left ≤ right or left < right."""
    if claim.relation not in DOWNWARD:
        return claim
    relation = Relation.BELOW if claim.relation is Relation.ABOVE else Relation.AT_MOST
    return replace(claim, left=claim.right, right=claim.left, relation=relation)


def difference(claim: Claim) -> Expr:
    """What is claimed not to be negative."""
    claim = upward(claim)
    return add(claim.right, negate(claim.left))


def squared(claim: Claim) -> Claim | None:
    """The claim with the squares of both sides, which implies it if the right one is ≥ 0: |a| ≤ b if a² ≤ b²."""
    claim = upward(claim)
    if not signs(claim).nonnegative(claim.right):
        return None
    left, right = (side.args[0] if isinstance(side, Modulus) else side for side in (claim.left, claim.right))
    return replace(claim, left=power(left, Integer(2)), right=power(right, Integer(2)))


def in_order(claim: Claim, parts: tuple[Basic, ...]) -> bool:
    """Whether `parts`, q and then the terms, show an inequality for every size; False for other relations."""
    if claim.relation not in (*UPWARD, *DOWNWARD) or len(parts) < 2:
        return False
    claim = bounded(upward(_with_zero_densities(claim)))
    if _is_sum(claim, parts):
        return True
    squares = squared(claim)
    return squares is not None and _is_sum(squares, parts)


def _with_zero_densities(claim: Claim) -> Claim:
    """A strict claim, with declared densities that may be 0 somewhere. The weights of other joints only stand in means.

    There values of weight 0 can be left out, so that they are positive.
    """
    model = claim.model or claim.finite
    if model is None or claim.relation not in STRICT:
        return claim
    densities = {table.name for table in model.joints if "(" not in table.name}
    families = tuple((name, NONNEGATIVE if name in densities else domain) for name, domain in claim.families)
    return replace(claim, families=families)


def _is_sum(claim: Claim, parts: tuple[Basic, ...]) -> bool:
    """Whether the terms are not negative and sum up to the factor, which is positive, times the difference."""
    factor, *terms = parts
    gaps = Gaps(claim)
    plain = [gaps.without(term) for term in terms]
    scalars, gap = gaps.scalars(), difference(claim)
    if not gaps.valid or not all(term == gap or has_value(scalars, term) for term in plain):
        return False
    if factor != 1 and not (has_value(scalars, factor) and scalars.positive(factor)):
        return False
    if not all(scalars.nonnegative(term) for term in plain):
        return False
    if claim.relation in STRICT and not any(scalars.positive(term) for term in plain):
        return False
    whole = add(*map(written_out, terms))
    left = gap if factor == 1 else multiply(factor, gap)
    if any(map(_counts, claim.sizes)) and not all(_holds_of_densities(claim, node) for node in (left, factor, *terms)):
        return False
    return left == whole or normally_equal(replace(claim, left=left, right=whole, relation=Relation.EQUAL))


def _holds_of_densities(claim: Claim, node: Basic) -> bool:
    """Whether what is shown of `node` for tables holds for densities: no sample stands alone, none are counted.

    A table has p_a ≤ Σ_a p_a and Σ_a 1 = A; a density has neither.
    """
    for piece in distinct_pieces(node):
        if isinstance(piece, Delta) or (isinstance(piece, Over) and (piece.args[2] != 1 or piece.args[4:])):
            return False
        if isinstance(piece, Entry) and not all(isinstance(at, Symbol | Str) for at in piece.args):
            return False
    forms, indices = forms_of(replace(claim, left=node, right=node, relation=Relation.EQUAL))
    try:
        return not any(map(_counts_samples, forms.of(written_out(node), indices)))
    except NotNormal:
        return False


def _counts(size: Symbol) -> bool:
    """Whether a size is the number of samples of a random name."""
    return bool(size.name.startswith("|"))


def _counts_samples(term: Term) -> bool:
    """Whether the number of samples of a random name, or one of them by its number, stands in a term."""
    for one, _ in term:
        if one[0] == "size" and one[1].startswith("|"):
            return True
        if one[0] in ("delta", "index") or (one[0] == "entry" and any(place[0] == "=" for place in one[2])):
            return True
        if any(map(_counts_samples, inner(one))):
            return True
    return False
