"""Differences that are multiples of what is 0: l − r = m·g, for indices of the claim in place of those of the equation.

What m may be is read off the normal forms (quotients of terms); that it is so is seen by the normal forms again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

from sympy import Dummy, Expr, Integer
from sympy.core.symbol import Str

from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.decide.solving.equations import Equation, has_sign, renamed, same
from derivo.checks.decide.sums.atoms import NotNormal, Polynomial, Term, own
from derivo.checks.decide.sums.normal_claims import forms_of
from derivo.checks.language.families import Entry, Total
from derivo.checks.language.nodes import add, divide, multiply, negate, power, substitute
from derivo.checks.verdict import Claim, Relation

MOST_RATIOS = 6
Names = dict[str, Expr]


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
    if not above or not below:
        return
    names: Names = {**{str(name): name for name, _ in claim.domains}, **{str(size): size for size in claim.sizes}}
    names |= {index.name: index for index, _ in claim.indices}
    scalars, first = Scalars(claim), min(below)
    for term in sorted(above)[:MOST_RATIOS]:
        factor = _expression(_quotient(term, first), names)
        if factor is not None and has_sign(scalars, factor):
            yield multiply(_number(above, term, below, first), factor)


def _number(above: Polynomial, term: Term, below: Polynomial, first: Term) -> Expr:
    return divide(_rational(above[term]), _rational(below[first]))


def _rational(value: object) -> Expr:
    return Integer(0) + value


def _quotient(term: Term, other: Term) -> Term:
    powers = dict(term)
    for one, exponent in other:
        powers[one] = powers.get(one, 0) - exponent
    return tuple((one, exponent) for one, exponent in powers.items() if exponent)


def _expression(term: Term, names: Names) -> Expr | None:
    """A product of names, entries and sums of such as an expression; None for others."""
    factors = []
    for one, exponent in term:
        found = _factor(one, names)
        if found is None or int(exponent) != exponent:
            return None
        factors.append(found if exponent == 1 else power(found, Integer(int(exponent))))
    return multiply(*factors) if factors else Integer(1)


def _factor(one: tuple[object, ...], names: Names) -> Expr | None:
    match one:
        case ("name" | "size", str(name)):
            return names.get(name)
        case ("entry", str(family), (*places,)):
            at = [names.get(str(place)) for place in places]
            return None if None in at else Entry(Str(family), *at)
        case ("sum", (*sizes,), term):
            running = [Dummy("i", integer=True) for _ in sizes]
            inner = {**names, **dict(zip(own(one), running, strict=True))}
            body = _expression(term, inner)  # type: ignore[arg-type]
            for index, size in zip(running, sizes, strict=True):
                body = (
                    None if body is None or str(size) not in names else Total(body, index, Integer(1), names[str(size)])
                )
            return body
    return None
