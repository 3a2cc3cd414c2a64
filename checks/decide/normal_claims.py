"""TRUSTED. Whether the two sides of a claim have one normal form: then they are equal for every size.

The normal forms are polynomials in atoms; equal polynomials have equal values, whatever the atoms stand for.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from sympy import Basic

from checks.decide.atoms import Atom, NotNormal, Number, Polynomial, atom, height, plus, put, scaled
from checks.decide.normal_forms import NormalForms
from checks.decide.terms import Bound, Facts, Terms
from checks.decide.weights import weights
from checks.language.domains import Domain
from checks.language.families import Mirrored
from checks.language.nodes import distinct_pieces
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


def facts(claim: Claim) -> Facts:
    """What a claim says of its data."""
    domains = {("name", symbol.name): domain for symbol, domain in claim.domains}
    domains |= {("entry", family): domain for family, domain in claim.families}
    return Facts(
        bounds={name: _bounds(domain) for name, domain in domains.items()} | {("name", "π"): ((3, True), (4, True))},
        values={name: domain.values for name, domain in domains.items() if domain.values},
        simplexes=frozenset(filter(None, map(simplex, claim.given))),
        mirrored=frozenset(
            piece.args[0].name for piece in distinct_pieces(claim.left, claim.right) if isinstance(piece, Mirrored)
        ),
        sizes={place.name: str(size) for place, size in claim.indices},
    )


def _bounds(domain: Domain) -> tuple[Bound, Bound]:
    """The least and the greatest value."""
    if domain.values:
        return (min(domain.values), False), (max(domain.values), False)
    low = None if domain.low is None else (domain.low, domain.low_open)
    high = None if domain.high is None else (domain.high, domain.high_open)
    return low, high


def simplex(condition: Basic) -> tuple[str, int, str] | None:
    """The family, the position of the index and the size if a condition says that a family sums to one over it."""
    found = weights(condition)
    if found is None:
        return None
    entry, place, size = found
    return entry.args[0].name, entry.args[1:].index(place), str(size)


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
