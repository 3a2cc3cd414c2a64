"""Differences that are multiples of what is 0: l − r = m·g, for indices of the claim in place of those of the equation.

What m may be is read off the normal forms (quotients of terms); that it is so is seen by the normal forms again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

from sympy import Expr, Rational

from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.decide.solving.equations import Equation, has_sign, renamed, same
from derivo.checks.decide.solving.expressions import NoExpression, names
from derivo.checks.decide.sums.atoms import Atom, NotNormal, Number, Term
from derivo.checks.decide.sums.normal_claims import cleared, forms_of
from derivo.checks.language.nodes import add, multiply, negate, substitute
from derivo.checks.verdict import Claim, Relation

MOST_RATIOS = 6


def multiples(claim: Claim, equation: Equation) -> Iterator[Claim]:
    """The claim that the difference of its sides is a multiple of what is 0, if it is one."""
    if claim.relation is not Relation.EQUAL or equation.slack:
        return
    difference = add(claim.left, negate(claim.right))
    given = tuple(condition for condition in claim.given if condition != equation.condition)
    for chosen in permutations(claim.indices, len(equation.indices)):
        if any(mine[1] != its[1] for mine, its in zip(chosen, equation.indices, strict=True)):
            continue
        places = {its: mine for (mine, _), (its, _) in zip(chosen, equation.indices, strict=True)}
        gap = substitute(renamed(equation.gap), places)
        for factor in ratios(claim, difference, gap):
            found = replace(claim, left=difference, right=multiply(factor, gap), given=given, typed=None)
            if same(found):
                yield found
                return


def ratios(claim: Claim, one: Expr, other: Expr) -> Iterator[Expr]:
    """What the one may be of the other, as a multiple by a product that is nowhere 0, if it is one."""
    forms, indices = forms_of(replace(claim, given=()))
    try:
        above, below = (forms.of(each, indices) for each in (one, other))
    except NotNormal:
        return
    spelled, scalars = names(claim, forms.terms.facts.mirrored), Scalars(claim)
    for term in sorted(above)[:MOST_RATIOS] if below else ():
        first = min(below)
        try:
            factor = spelled.product(_quotient(term, first))
        except NoExpression:
            continue
        if has_sign(scalars, factor):
            yield multiply(_rational(Fraction(above[term]) / Fraction(below[first])), factor)


def _rational(value: Fraction) -> Expr:
    return Rational(value.numerator, value.denominator)


def _quotient(term: Term, other: Term) -> Term:
    powers = dict(term)
    for one, exponent in other:
        powers[one] = powers.get(one, 0) - exponent
    return tuple((one, exponent) for one, exponent in powers.items() if exponent)


def multiplied_out(claim: Claim, equation: Equation) -> Equation | None:
    """An equation times all that is divided by in it, which has values where it has; None if nothing is."""
    here = replace(claim, indices=equation.indices, domains=(*claim.domains, *equation.slack), given=())
    forms, indices = forms_of(here)
    try:
        polynomial = forms.of(equation.gap, indices)
        whole = cleared(forms.terms, polynomial)
        least: dict[Atom, Number] = {}
        for term in whole:
            for one, exponent in term:
                least[one] = min(exponent, least.get(one, 0))
        powers: Term = tuple((one, -exponent) for one, exponent in sorted(least.items()) if exponent < 0)
        if whole == polynomial and not powers:
            return None
        gap = names(here, forms.terms.facts.mirrored).of(forms.terms.times(whole, {powers: 1}))
    except (NotNormal, NoExpression):
        return None
    return replace(equation, gap=gap)
