"""Differences that are multiples of what is 0: l − r = m·g, for indices of the claim in place of those of the equation.

What m may be is read off the normal forms (quotients of terms); that it is so is seen by the normal forms again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

from sympy import Basic, Expr, Integer, Rational

from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.decide.solving.equations import Equation, has_sign, renamed, same
from derivo.checks.decide.solving.expressions import NoExpression, names
from derivo.checks.decide.sums.atoms import Atom, NotNormal, Number, Term
from derivo.checks.decide.sums.normal_claims import cleared, forms_of
from derivo.checks.language.families import Entry, families_in, same as delta
from derivo.checks.language.nodes import add, distinct_pieces, multiply, negate, replaced, substitute
from derivo.checks.verdict import Claim, Relation

MOST_RATIOS = 6


def multiples(claim: Claim, equation: Equation) -> Iterator[Claim]:
    """The claim that the difference of its sides is a multiple of what is 0, if it is one."""
    if claim.relation is not Relation.EQUAL or equation.slack:
        return
    difference = add(claim.left, negate(claim.right))
    rest = tuple(condition for condition in claim.given if condition != equation.condition)
    given = rest if _holds_somewhere(claim, equation, rest) else claim.given
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


def _holds_somewhere(claim: Claim, equation: Equation, rest: tuple[Basic, ...]) -> bool:
    """Whether an equation certainly holds at some point, other conditions saying nothing of what is chosen there.

    Where all that may be 0 is, or where vectors and square matrices are (1, 0, …) and the identity. Without such a
    point nothing would be claimed.
    """
    names = {name for name, each in claim.domains if each.contains(Fraction(0))}
    open_to = {name for name, each in claim.families if each.contains(Fraction(0)) and each.contains(Fraction(1))}
    families = open_to - {name for name, _ in claim.matrices}
    if any(condition.free_symbols & names or families_in(condition) & families for condition in rest):
        return False
    pieces = [each for each in distinct_pieces(equation.gap) if each in names or _is_in(each, families)]
    here = replace(claim, indices=equation.indices, given=(), right=Integer(0))
    chosen = ({piece: Integer(0) for piece in pieces}, {piece: _unit(piece, claim) for piece in pieces})
    return any(same(replace(here, left=replaced(equation.gap, values))) for values in chosen)


def _unit(piece: Basic, claim: Claim) -> Expr:
    """An entry of (1, 0, …), or of the identity matrix; 0 of what is neither."""
    if not isinstance(piece, Entry):
        return Integer(0)
    sizes, places = dict(claim.axes).get(str(piece.args[0]), ()), piece.args[1:]
    if len(places) == 1:
        return delta(places[0], Integer(1))
    return delta(*places) if len(places) == 2 and len(set(sizes)) == 1 else Integer(0)


def _is_in(piece: Basic, families: set[str]) -> bool:
    return isinstance(piece, Entry) and str(piece.args[0]) in families


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
    """An equation in normal form times what is divided by in it, which has values where it has; None if not normal."""
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
        gap = names(here, forms.terms.facts.mirrored).of(forms.terms.times(whole, {powers: 1}))
    except (NotNormal, NoExpression):
        return None
    return replace(equation, gap=gap)
