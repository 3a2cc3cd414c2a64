"""A claim without one of its equations, which is solved for a name that is put in: what it says implies the claim.

    a·v + b = 0 with a ≠ 0 and a, b free of v                    v = −b/a                     (isolating.py)
    e^u = b      log u = b      u^r = b with u ≥ 0               u = log b      u = e^b      u = b^(1/r)
    f·u = 0 with f ≠ 0, u^r = 0 with r > 0                       u = 0
    Σ_j M_ij·v_j + b_i = 0 for every i, M invertible             v_j = −Σ_i (M⁻¹)_ji·b_i      (systems.py)
    l ≤ r                                                        r = l + s with a new s ≥ 0
    g = 0                                                        m·g = 0, and l = r if l − r is m·g     (multiples.py)

At a point at which the equation holds, v has that value; so the claim holds there if it does with the value in place
of v, and where v may not have that value, nothing is claimed. A matrix has an inverse where that stands in the claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from derivo.checks.decide.solving.equations import equation, targets
from derivo.checks.decide.solving.isolating import isolated
from derivo.checks.decide.solving.multiples import multiples, multiplied_out
from derivo.checks.decide.solving.putting_in import put_in
from derivo.checks.decide.solving.systems import systems
from derivo.checks.verdict import Claim

MOST = 8  # claims that are made of one


def without_equations(claim: Claim) -> Iterator[Claim]:
    """Claims that imply this one, each without one of the equations among its conditions."""
    return islice(_solved(claim), MOST)


def _solved(claim: Claim) -> Iterator[Claim]:
    found = [each for condition in claim.given if (each := equation(claim, condition))]
    found += [plain for each in found if (plain := multiplied_out(claim, each))]
    for each in found:
        yield from multiples(claim, each)
    for each in found:
        for target in targets(claim, each):
            value = isolated(claim, each, target)
            made = None if value is None else put_in(claim, each, target, value)
            yield from [made] if made else []
        for entry, value in systems(claim, each):
            made = put_in(claim, each, entry, value)
            yield from [made] if made else []


def at_places(claim: Claim, places: Sequence[int]) -> Claim | None:
    """The claim that is found by taking, of those that imply a claim, the one at a place, and so on."""
    for place in places:
        found = next(islice(without_equations(claim), place, None), None)
        if found is None:
            return None
        claim = found
    return claim
