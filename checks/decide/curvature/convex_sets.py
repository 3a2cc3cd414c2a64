"""Whether the points that a property speaks of form a convex set, and whether its body has the curvature."""

from __future__ import annotations

from dataclasses import replace

from sympy import Basic, Symbol

from derivo.checks.decide.curvature.bending import analysis_of
from derivo.checks.decide.curvature.chords import to_prove
from derivo.checks.decide.curvature.composition import Analysis
from derivo.checks.language.domains import REAL
from derivo.checks.language.families import Every
from derivo.checks.verdict import Curvature, Line, Property


def on_convex_set(claim: Property) -> bool:
    """Whether the variables lie in intervals, and every condition on them is one that a convex set satisfies.

    That is f ≤ g (or <) with f convex and g concave, and f = g with both affine; for each condition on the set that
    those before it leave.
    """
    domains, families = dict(claim.domains), dict(claim.families)
    places = [domains.get(name, REAL) if isinstance(name, Symbol) else families.get(name, REAL) for name in claim.about]
    if not claim.about or any(place.whole or place.values for place in places):
        return False
    if any(isinstance(name, Symbol) and name.is_integer for name in claim.about):
        return False
    plain = to_prove(claim)
    return all(
        _is_convex(analysis_of(replace(plain, given=plain.given[:place])), condition)
        for place, condition in enumerate(plain.given)
    )


def _is_convex(analysis: Analysis, condition: Basic) -> bool:
    """Whether the points that satisfy `condition` form a convex set."""
    plain = condition.args[0] if isinstance(condition, Every) else condition
    if not analysis.varies(plain):
        return True
    left, right = plain.args
    match plain.rel_op:
        case "==":
            return analysis.affine(left) is not None and analysis.affine(right) is not None
        case "<" | "<=":
            return analysis.bends(left, 1) is not None and analysis.bends(right, -1) is not None
        case ">" | ">=":
            return analysis.bends(left, -1) is not None and analysis.bends(right, 1) is not None
    return False


def certificate(claim: Property) -> tuple[Line, ...]:
    """Why the body has the curvature that is claimed, line by line; empty if no rule says so."""
    plain = to_prove(claim)
    analysis = analysis_of(plain)
    match claim.kind:
        case Curvature.AFFINE:
            found = analysis.affine(plain.body)
        case Curvature.CONVEX:
            found = analysis.bends(plain.body, 1)
        case Curvature.CONCAVE:
            found = analysis.bends(plain.body, -1)
    return tuple(found.lines()) if found else ()
