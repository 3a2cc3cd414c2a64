"""Whether the two sides of a claim have one normal form: then they are equal for every size.

The normal forms are polynomials in atoms; equal polynomials have equal values, whatever the atoms stand for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from sympy import Basic

from derivo.checks.decide.sums.atoms import Atom, NotNormal, Number, Polynomial, atom, height, plus, put, scaled
from derivo.checks.decide.sums.facts import Facts, facts
from derivo.checks.decide.sums.given_sums import Given, solved
from derivo.checks.decide.sums.indices import Indices
from derivo.checks.decide.sums.normal_forms import NormalForms
from derivo.checks.decide.sums.terms import Terms
from derivo.checks.decide.sums.weights import weights
from derivo.checks.language.domains import POSITIVE, REAL, Domain
from derivo.checks.language.families import Every, Total
from derivo.checks.language.nodes import Choose, Flat, Slope, distinct_pieces
from derivo.checks.verdict import Claim
from derivo.checks.work import remembered

MOST_DIVISORS = 12
JUMPING = (Choose, Flat, Slope)


@remembered(256)  # the search asks, and then the kernel
def normally_equal(claim: Claim, *, plain: bool = False) -> bool:
    """Whether both sides of a claim have the same normal form, as quotients over a common denominator.

    With `plain`, functions, roots and products are left as they stand.
    """
    return _equal(claim, plain=plain) or (not plain and any(_equal(each) for each in _on_intervals(claim)))


def _on_intervals(claim: Claim) -> Iterator[Claim]:
    """The claim for all positive values of the names in {0, 1}, and all of those in {−1, 1}, if it is continuous.

    The finite values lie in the closure. Where both sides have values there, they are the limits of those near by, as
    all that stands in them is continuous where it is defined; but for cases. Weights that sum to one are such near by.
    """
    if not any(domain.values for _, domain in (*claim.domains, *claim.families)):
        return
    if any(isinstance(piece, JUMPING) for piece in distinct_pieces(claim.left, claim.right)):
        return
    given = tuple(condition for condition in claim.given if weights(condition))
    domains = tuple((name, _interval(domain)) for name, domain in claim.domains)
    yield replace(claim, domains=domains, families=tuple((f, _interval(d)) for f, d in claim.families), given=given)


def _interval(domain: Domain) -> Domain:
    return domain if not domain.values else POSITIVE if min(domain.values) >= 0 else REAL


def _equal(claim: Claim, *, plain: bool = False) -> bool:
    forms, indices = forms_of(claim, plain=plain)
    try:
        difference = plus(forms.of(claim.left, indices), scaled(forms.of(claim.right, indices), -1))
        return not settled(forms.terms, cleared(forms.terms, difference))
    except NotNormal:
        return False


def forms_of(claim: Claim, *, plain: bool = False) -> tuple[NormalForms, Indices]:
    """The normal forms under what a claim says of its data, and the names of its free indices."""
    known = facts(claim)
    given = tuple(found for condition in claim.given if (found := _given(known, condition)))
    return NormalForms(Terms(replace(known, given=given)), plain), {place: place.name for place, _ in claim.indices}


def _given(known: Facts, condition: Basic) -> Given | None:
    """What a condition says of a sum, if it is an equation that does; weights that sum to one are known otherwise."""
    equation, *pairs = condition.args if isinstance(condition, Every) else (condition,)
    if not equation.is_Equality or not equation.has(Total) or weights(condition):
        return None
    sizes = tuple(str(size) for size in pairs[1::2])
    indices = {index: f"?{place}" for place, index in enumerate(pairs[0::2])}
    forms = NormalForms(Terms(replace(known, sizes=dict(zip(indices.values(), sizes, strict=True)))))
    try:
        left, right = (forms.of(side, indices) for side in equation.args)
        return solved(cleared(forms.terms, plus(left, scaled(right, -1))), sizes)
    except NotNormal:
        return None


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
