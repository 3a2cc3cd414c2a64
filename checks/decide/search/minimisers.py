"""Looks for the factor between two objectives that may have the same minimisers. Believed in nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd, lcm

from flint import Ordering, arb, fmpz_mpoly, fmpz_mpoly_ctx
from sympy import Expr, Integer

from derivo.checks.decide.balls import compile_balls, defined, enclosure, run
from derivo.checks.decide.proposals.points import points
from derivo.checks.decide.reductions import compared, reduced
from derivo.checks.decide.search.sum_polynomials import expression
from derivo.checks.decide.sums.at_sizes import bounds_in, instance_at, sample_places
from derivo.checks.decide.sums.atoms import Atom, NotNormal, Number, Polynomial, Term, inner, put, scaled
from derivo.checks.decide.sums.normal_claims import forms_of
from derivo.checks.decide.sums.terms import Terms
from derivo.checks.language.concrete import family_of
from derivo.checks.language.nodes import instantiate, weight
from derivo.checks.verdict import Claim

MOST_FACTORS = 3
GUESSED_POINTS = 4
LARGEST_DENOMINATOR = 1000
Shares = dict[Term, Polynomial]


def factors(claim: Claim) -> Iterator[tuple[Expr, Expr]]:
    """Pairs (p, q) for which p·left − q·right may be free of what varies, simple ones first."""
    found: dict[tuple[Expr, Expr], None] = {}
    for plain in (False, True):
        try:
            found.update(dict.fromkeys(_factors(claim, plain)))
        except NotNormal:
            continue
        if found:
            break
    if not found:
        found[_guessed(claim)] = None
    yield from sorted(found, key=lambda pair: sum(weight(part)[0] for part in pair))[:MOST_FACTORS]


def _guessed(claim: Claim) -> tuple[Expr, Expr]:
    """The ratio of changes between some points, if it is the same small rational number at all of them; else 1."""
    plain = compared(claim)
    instance = instance_at(plain, sample_places(plain)) if plain.sized else plain
    ratios = set()
    if instance and not bounds_in(instance):
        settled = reduced(instance)
        program = compile_balls(*(instantiate(side, {}) for side in (settled.left, settled.right)))
        for point in points(settled, GUESSED_POINTS):
            change, other = run(program, point, 128)
            if defined(change) and defined(other) and not change.contains(0):
                ratios.add(_simple(other / change))
    ratio = ratios.pop() if len(ratios) == 1 else None
    return (Integer(ratio.numerator), Integer(ratio.denominator)) if ratio else (Integer(1), Integer(1))


def _simple(ratio: arb) -> Fraction | None:
    """A number with a small denominator inside a ball."""
    ends = enclosure(ratio)
    if ends.low is None or ends.high is None:
        return None
    near = ((ends.low + ends.high) / 2).limit_denominator(LARGEST_DENOMINATOR)
    return near if ends.low <= near <= ends.high else None


def _factors(claim: Claim, plain: bool) -> Iterator[tuple[Expr, Expr]]:
    """The ratios of what stands before the products of varying atoms that occur on both sides."""
    forms, indices = forms_of(claim, plain=plain)
    names = frozenset(map(str, claim.about))
    left, right = (_shares(forms.of(side, indices), names) for side in (claim.left, claim.right))
    letters = {place.name: place for place, _ in claim.indices}
    for varying in left.keys() & right.keys():
        p, q = _lowest(forms.terms, right[varying], left[varying])
        yield expression(p, letters), expression(q, letters)


def _shares(polynomial: Polynomial, names: frozenset[str]) -> Shares:
    """What stands before each product of varying atoms."""
    found: Shares = {}
    for term, coefficient in polynomial.items():
        varying = tuple(each for each in term if _varies(each[0], names))
        if varying:
            rest = tuple(each for each in term if each not in varying)
            put(found.setdefault(varying, {}), rest, coefficient)
    return found


def _varies(one: Atom, names: frozenset[str]) -> bool:
    if one[0] in ("entry", "name"):
        return family_of(one[1]) in names
    return any(_varies(each, names) for term in inner(one) for each, _ in term)


def _lowest(terms: Terms, p: Polynomial, q: Polynomial) -> tuple[Polynomial, Polynomial]:
    """The same ratio without common factors that are atoms, without negative powers, and with small whole numbers."""
    every = [dict(term) for polynomial in (p, q) for term in polynomial]
    least: dict[Atom, Number] = {one: min(term.get(one, 0) for term in every) for term in every for one in term}
    shift: Polynomial = {tuple(sorted((one, -exponent) for one, exponent in least.items() if exponent)): 1}
    p, q = terms.times(p, shift), terms.times(q, shift)
    numbers = [Fraction(c) for polynomial in (p, q) for c in polynomial.values()]
    size = Fraction(gcd(*(c.numerator for c in numbers)), lcm(*(c.denominator for c in numbers)))
    p, q = _divided(scaled(p, 1 / size), scaled(q, 1 / size))
    negative = any(all(c < 0 for c in polynomial.values()) for polynomial in (p, q))
    return (scaled(p, -1), scaled(q, -1)) if negative else (p, q)


def _divided(p: Polynomial, q: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Two polynomials with whole coefficients without their greatest common divisor."""
    every = [power for polynomial in (p, q) for term in polynomial for power in term]
    if min(len(p), len(q)) < 2 or not all(int(exponent) == exponent for _, exponent in every):
        return p, q
    atoms = list(dict(every))
    context = fmpz_mpoly_ctx.get([f"x{place}" for place in range(len(atoms))], Ordering.lex)
    one, other = (
        context.from_dict({tuple(int(dict(t).get(each, 0)) for each in atoms): int(c) for t, c in each_side.items()})
        for each_side in (p, q)
    )
    divisor = one.gcd(other)
    return _back(one // divisor, atoms), _back(other // divisor, atoms)


def _back(polynomial: fmpz_mpoly, atoms: list[Atom]) -> Polynomial:
    return {
        tuple(sorted((one, int(e)) for one, e in zip(atoms, exponents, strict=True) if e)): int(c)
        for exponents, c in polynomial.to_dict().items()
    }
