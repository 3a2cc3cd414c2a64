"""Proves that two expressions are equal, or that one has a sign, wherever both are defined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy
from sympy import Basic, Integer, Symbol

from derivo.checks.decide.scalar.cases import Shown, shown
from derivo.checks.decide.scalar.fields import error_bound
from derivo.checks.decide.scalar.generators import Conversion
from derivo.checks.language.domains import Domain
from derivo.checks.language.nodes import Derived, Modulus, distinct_pieces, replaced
from derivo.checks.verdict import Claim, Relation

LARGEST_EXACT = 400  # different pieces of a claim, beyond which prime fields are tried first
Domains = tuple[tuple[Symbol, Domain], ...]


def equality(claim: Claim) -> Shown | None:
    """The same as `identity`, or where the exact form is too large, at random points of prime fields."""
    for side in sides_of_kinks(claim):
        found = _equality(side)
        if found is not None:
            return found
    return None


def sides_of_kinks(claim: Claim) -> Iterator[Claim]:
    """The claim, and where derivatives have kinks, with these taken from above: if there are any, either will do."""
    yield claim
    kinked = {
        piece: piece.func(*piece.args, Integer(1))
        for piece in distinct_pieces(claim.left, claim.right)
        if isinstance(piece, Derived) and len(piece.args) == 3
    }
    if kinked:
        yield replace(claim, left=replaced(claim.left, kinked), right=replaced(claim.right, kinked))


def _equality(claim: Claim) -> Shown | None:
    large = len(distinct_pieces(claim.left, claim.right)) > LARGEST_EXACT
    exact = None if large else identity(claim)
    if exact is not None:
        return exact
    error = error_bound(claim.left, claim.right)
    if error is not None:
        return Shown(1, error)
    return identity(claim) if large else None


def identity(claim: Claim) -> Shown | None:
    """A proof that both sides of `claim` are equal wherever both are defined, or None."""

    def equal(conversion: Conversion) -> bool:
        left, right = conversion.quotient(claim.left), conversion.quotient(claim.right)
        ring = conversion.ring
        return ring.is_zero(ring.add(left, ring.negative(right)))

    return shown(claim, equal)


def ordered(claim: Claim, *, strict: bool) -> Shown | None:
    """A proof that left ≤ right (left < right if strict) wherever both are defined, or None."""

    def nonnegative(conversion: Conversion) -> bool:
        ring = conversion.ring
        difference = ring.add(conversion.quotient(claim.right), ring.negative(conversion.quotient(claim.left)))
        if ring.is_zero(difference):
            return not strict
        return conversion.signs.of_quotient(ring.lowest(difference), strict=strict) in ((1,) if strict else (0, 1))

    return shown(claim, nonnegative)


def implied(claim: Claim) -> Shown | None:
    """A proof that the first equation implies the second (and back, if so claimed), or None.

    l₂ − r₂ = q·(l₁ − r₁) with q defined everywhere (and nowhere 0), all sides being defined everywhere.
    """

    def multiple(conversion: Conversion) -> bool:
        ring = conversion.ring
        if not all(_total(conversion, side) for side in (*claim.left.args, *claim.right.args)):
            return False
        gaps = [ring.add(conversion.quotient(e.args[0]), ring.negative(conversion.quotient(e.args[1]))) for e in sides]
        if ring.is_zero(gaps[0]) or conversion.signs.of_quotient(ring.lowest(gaps[0]), strict=True) in (1, -1):
            return False  # a premise that always or never holds
        ratio = ring.lowest(ring.multiply(gaps[1], ring.reciprocal(gaps[0])))
        ends = [ratio.bottom, ratio.top] if claim.relation is Relation.EQUIVALENT else [ratio.bottom]
        return all(conversion.signs.of_quotient(ring.whole(end), strict=True) in (1, -1) for end in ends)

    sides = (claim.left, claim.right)
    return shown(claim, multiple)


def everywhere_defined(expression: Basic, domains: Domains) -> bool:
    """Whether `expression` certainly has a value at every admissible point, and around it."""
    claim = Claim(expression, expression, Relation.EQUAL, domains)
    return shown(claim, lambda conversion: _total(conversion, expression)) is not None


TOTAL = (
    sympy.Add, sympy.Mul, sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.sech,
    sympy.atan, sympy.asinh, sympy.erf, Modulus,
)  # fmt: skip


def _total(conversion: Conversion, node: Basic) -> bool:
    """Whether `node` is certainly defined at every admissible point."""
    if not node.args:
        return True
    if not all(_total(conversion, argument) for argument in node.args):
        return False
    if isinstance(node, TOTAL):
        return True
    if not isinstance(node, sympy.Pow | sympy.log):
        return False
    base = conversion.quotient(node.args[0])
    exponent = node.args[1] if isinstance(node, sympy.Pow) else None
    if isinstance(exponent, sympy.Integer) and exponent >= 0:
        return True
    sign = conversion.signs.of_quotient(base, strict=True)
    return sign == 1 or (sign == -1 and isinstance(exponent, sympy.Integer))
