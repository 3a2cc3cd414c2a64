"""Quotients in the body of a sum in one form: L/p is (1 − (p − c·L)/p)/c, where c·L is the leading term of p.

An identity wherever p is not 0, so wherever its left side is defined. What divides at the top is multiplied out
(`normal_claims.py`), which cannot be done under a sum: there e^z/(1 + e^z)² is 1/(1 + e^z) − 1/(1 + e^z)².
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivo.checks.decide.sums.atoms import Atom, Number, Polynomial, Term, inner, places, plus, scaled
from derivo.checks.work import remembered, spend

ORDER = ("size", "name", "index", "entry", "determinant", "inverse", "product", "sum", "base", "function", "exp")


MOST = 60  # quotients under one sum that are taken apart


def taken_apart(polynomial: Polynomial, place: str, times: Callable[..., Polynomial]) -> Polynomial:
    """A polynomial with no leading term of a divisor that depends on the index beside that divisor."""
    for _ in range(MOST):
        found = next(((term, parts) for term in polynomial if (parts := split(term, place))), None)
        if found is None:
            break
        term, (whole, beside, rest) = found
        apart = plus(whole, scaled(times(beside, rest), -1))
        others = {each: coefficient for each, coefficient in polynomial.items() if each != term}
        polynomial = plus(others, scaled(apart, polynomial[term]))
    return polynomial


def split(term: Term, place: str) -> tuple[Polynomial, Polynomial, Polynomial] | None:
    """(a, b, r) with term = a − b·r: m·L/p^k is m/(c·p^(k−1)) − m/(c·p^k)·(p − c·L).

    None if no divisor that depends on the index divides its leading term here.
    """
    powers = dict(term)
    for one, exponent in term:
        spend()
        lead = leading(one) if one[0] == "base" and exponent <= -1 and place in places(one) else None
        if lead is not None and all(powers.get(each, 0) >= least for each, least in lead):
            coefficient = dict(one[1])[lead]
            left = {**powers, **{each: powers[each] - least for each, least in lead}}
            by = Fraction(1) / coefficient
            rest = {each: c for each, c in one[1] if each != lead}
            return {_term({**left, one: exponent + 1}): by}, {_term(left): by}, rest
    return None


def _term(powers: dict[Atom, Number]) -> Term:
    return tuple(sorted((each, exponent) for each, exponent in powers.items() if exponent))


@remembered(20_000)
def leading(one: Atom) -> Term | None:
    """The leading term of a divisor: that with the highest power of the atom of the last kind.

    None if two atoms cannot be told apart without the names of their indices.
    """
    polynomial: Polynomial = dict(one[1])
    atoms = {each for term in polynomial for each, _ in term}
    if not atoms:
        return None
    last = max(map(rank, atoms))
    (first, *others) = [each for each in atoms if rank(each) == last]
    degrees = {term: dict(term).get(first, 0) for term in polynomial}
    highest = max(degrees.values())
    terms = [term for term, degree in degrees.items() if degree == highest]
    if others or len(terms) > 1 or highest <= 0 or any(exponent < 0 for _, exponent in terms[0]):
        return None
    return terms[0]


@remembered(20_000)
def rank(one: Atom) -> tuple[int, str]:
    """What tells an atom from others, whatever its indices are called."""
    named = "" if one[0] in ("index", "delta", "sum", "exp", "base") else str(one[1])
    inside = sorted(sorted((rank(each), str(exponent)) for each, exponent in term) for term in inner(one))
    return ORDER.index(one[0]) if one[0] in ORDER else -1, f"{named}{len(one[2]) if one[0] == 'entry' else ''}{inside}"
