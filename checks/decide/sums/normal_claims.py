"""TRUSTED. Whether the two sides of a claim have one normal form: then they are equal for every size.

The normal forms are polynomials in atoms; equal polynomials have equal values, whatever the atoms stand for.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from checks.decide.sums.atoms import Atom, NotNormal, Number, Polynomial, atom, height, plus, put, scaled
from checks.decide.sums.facts import facts
from checks.decide.sums.normal_forms import NormalForms
from checks.decide.sums.terms import Terms
from checks.verdict import Claim

MOST_DIVISORS = 12


@lru_cache(maxsize=256)  # the search asks, and then the kernel
def normally_equal(claim: Claim, *, plain: bool = False) -> bool:
    """Whether both sides of a claim have the same normal form, as quotients over a common denominator.

    With `plain`, functions, roots and products are left as they stand.
    """
    terms = Terms(facts(claim))
    forms, indices = NormalForms(terms, plain), {place: place.name for place, _ in claim.indices}
    try:
        difference = plus(forms.of(claim.left, indices), scaled(forms.of(claim.right, indices), -1))
        return not settled(terms, cleared(terms, difference))
    except NotNormal:
        return False


def cleared(terms: Terms, polynomial: Polynomial) -> Polynomial:
    """The polynomial times all that it is divided by."""
    for _ in range(MOST_DIVISORS):
        least: dict[Atom, Number] = {}
        for term in polynomial:
            for one, exponent in term:
                if one[0] == "base" and exponent < 0:
                    least[one] = min(exponent, least.get(one, 0))
        if not least:
            return polynomial
        one = max(least, key=height)
        polynomial = terms.times(polynomial, atom(*one, exponent=ceil(-least[one])))
    raise NotNormal("divisors")


def settled(terms: Terms, polynomial: Polynomial) -> Polynomial:
    """The polynomial with δ_ij·f_j as δ_ij·f_i."""
    total: Polynomial = {}
    for term, coefficient in polynomial.items():
        deltas = [one for one, _ in term if one[0] == "delta"]
        moved: Polynomial = {tuple(power for power in term if power[0] not in deltas): coefficient}
        for _, i, j in deltas:
            moved = terms.moved(moved, {j: i})
        for found, c in terms.times(moved, {tuple((one, 1) for one in deltas): 1}).items():
            put(total, found, c)
    return total
