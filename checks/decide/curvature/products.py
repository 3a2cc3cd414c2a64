"""Products: constant multiples, powers of several functions, and f log f."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy
from sympy import Basic, E, Rational, Symbol

from derivo.checks.decide.curvature.composition import Analysis, Found, bent
from derivo.checks.decide.spellings import spelling
from derivo.checks.language.families import Total
from derivo.checks.language.nodes import Modulus, multiply, power, substitute

Powers = list[tuple[Basic, Fraction]]


def product(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """A constant multiple, or a product of powers of several functions."""
    factors = flat(node)
    constants = [factor for factor in factors if not analysis.varies(factor)]
    powers = merged([factor for factor in factors if analysis.varies(factor)])
    if constants:
        scale = multiply(*constants)
        sign = 1 if analysis.signs.nonnegative(scale) else -1 if analysis.signs.nonpositive(scale) else 0
        below = _rest(analysis, powers, sign * way) if sign else None
        return below and bent(node, way, MULTIPLES[sign], below)
    if len(powers) == 1:
        below = _rest(analysis, powers, way) if len(factors) > 1 else None
        return below and bent(node, way, "equal factors", below)
    found = _of_powers(analysis, node, powers, way) or entropy(analysis, node, factors, way)
    return found or _under_the_sum(analysis, node, factors, way)


def _under_the_sum(analysis: Analysis, node: Basic, factors: Sequence[Basic], way: int) -> Found | None:
    """The identity g·Σ f = Σ g·f, of one sum, for which an index that stands in g gets another letter."""
    sums = [factor for factor in factors if isinstance(factor, Total)]
    if len(sums) != 1:
        return None
    rest = [factor for factor in factors if factor is not sums[0]]
    body, index, *bounds = sums[0].args
    letter = Symbol(f"{index.name}°", integer=True)
    if any(letter in factor.free_symbols for factor in factors):
        return None
    spread = Total(multiply(*rest, body), index, *bounds)
    if any(index in factor.free_symbols for factor in rest):
        moved = [substitute(part, {index: letter}) for part in (body, *bounds)]
        spread = Total(multiply(*rest, moved[0]), letter, *moved[1:])
    below = analysis.bends(spread, way)
    return below and bent(node, way, "the same as", below)


MULTIPLES = {1: "multiple by a constant that is not negative", -1: "multiple by a constant that is not positive"}


def _rest(analysis: Analysis, powers: Powers, way: int) -> Found | None:
    """The product of the powers."""
    parts = [base if r == 1 else power(base, Rational(r.numerator, r.denominator)) for base, r in powers]
    return analysis.bends(multiply(*parts), way) if parts else None


def flat(node: Basic) -> list[Basic]:
    """The factors of a product, those of products in it included."""
    return [factor for each in node.args for factor in flat(each)] if isinstance(node, sympy.Mul) else [node]


def merged(factors: Sequence[Basic]) -> Powers:
    """The bases with their exponents, equal bases once: f^a·f^b = f^(a+b) and |f|^a·f^b = f^(a+b) for even a."""
    found: dict[str, tuple[Basic, Fraction]] = {}
    for factor in factors:
        base, r = factor, Fraction(1)
        if isinstance(factor, sympy.Pow) and isinstance(factor.args[1], sympy.Rational) and factor.args[0] != E:
            base, r = factor.args[0], Fraction(int(factor.args[1].p), int(factor.args[1].q))
        if isinstance(base, Modulus) and r.denominator == 1 and r % 2 == 0:
            base = base.args[0]
        key = spelling(base)
        found[key] = base, r + (found[key][1] if key in found else 0)
    return [(base, r) for base, r in found.values() if r]


def _of_powers(analysis: Analysis, node: Basic, powers: Powers, way: int) -> Found | None:
    """The product Π fᵢ^rᵢ of functions fᵢ ≥ 0.

    Concave if all rᵢ > 0, Σ rᵢ ≤ 1 and the fᵢ are concave (a mean of geometric kind, raised to Σ rᵢ). Convex if one
    r₁ > 0, the others are negative, Σ rᵢ ≥ 1, f₁ is convex and the others are concave: x^a·Π yᵢ^(−bᵢ) is convex for
    a = 1 + Σ bᵢ (MOSEK Modeling Cookbook, 4.2), and so are the powers ≥ 1 of it. For an even r₁, f₁ may be affine of
    any sign.
    """
    rising = [(base, r) for base, r in powers if r > 0]
    falling = [(base, r) for base, r in powers if r < 0]
    if not all(analysis.signs.nonnegative(base) for base, _ in falling):
        return None
    total = sum((r for _, r in powers), Fraction(0))
    if way == -1:
        if falling or total > 1 or not all(analysis.signs.nonnegative(base) for base, _ in rising):
            return None
        below = analysis.all_bend(tuple(base for base, _ in rising), -1)
        return bent(node, -1, "geometric mean", *below, sign="+") if below else None
    if len(rising) != 1 or total < 1:
        return None
    above = _raised(analysis, *rising[0])
    below = analysis.all_bend(tuple(base for base, _ in falling), -1)
    return bent(node, 1, "power over powers", above, *below, sign="+") if above and below else None


def _raised(analysis: Analysis, base: Basic, r: Fraction) -> Found | None:
    """Why |f| is convex and f^r = |f|^r."""
    if r.denominator == 1 and r % 2 == 0 and (found := analysis.affine(base)):
        return found
    return analysis.bends(base, 1) if analysis.signs.nonnegative(base) else None


def entropy(analysis: Analysis, node: Basic, factors: Sequence[Basic], way: int) -> Found | None:
    """The product f·log f is convex for affine f, since (t log t)″ = 1/t > 0, and is defined for f > 0.

    f·log(c·f^r·g^s) = f·log c + r·f·log f + s·f·log g with c > 0, f ≥ 0: with s = 0 it is convex for r > 0. With s = −r
    it is r·f·log(f/g), the perspective of −log, which is convex for affine f and concave g > 0. Concave for r < 0.
    """
    for place, inside in enumerate(factors):
        rest = [*factors[:place], *factors[place + 1 :]]
        if not isinstance(inside, sympy.log) or len(rest) != 1 or not analysis.affine(rest[0]):
            continue
        pieces = flat(inside.args[0])
        constants = [piece for piece in pieces if not analysis.varies(piece)]
        bases = merged([piece for piece in pieces if analysis.varies(piece)])
        powers = {spelling(base): (base, r) for base, r in bases}
        _, r = powers.pop(spelling(rest[0]), (rest[0], Fraction(0)))
        if r == 0 or (1 if r > 0 else -1) != way or not all(map(analysis.signs.positive, constants)):
            continue
        if not powers and abs(r) == 1:  # then f > 0 wherever log(c·f^r) is defined
            return bent(node, way, "entropy", *filter(None, (analysis.affine(rest[0]),)))
        if not powers or [s for _, s in powers.values()] == [-r]:
            return _entropy(analysis, node, rest[0], [g for g, _ in powers.values()], way)
    return None


def _entropy(analysis: Analysis, node: Basic, f: Basic, others: list[Basic], way: int) -> Found | None:
    """The same, with the signs that make log(c·f^r·g^s) what it is said to be."""
    below = [each for each in (analysis.affine(f), *(analysis.bends(g, -1) for g in others)) if each]
    if len(below) <= len(others) or not all(map(analysis.signs.nonnegative, (f, *others))):
        return None
    return bent(node, way, "relative entropy" if others else "entropy", *below)


def log_product(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The identity log Π f = Σ log f for functions f ≥ 0."""
    below = [each for factor in node.args if (each := analysis.log_bends(factor, way))]
    if len(below) < len(node.args):
        return None
    shown = tuple(each for each in below if each.curvature != "constant")
    return Found(node, "log-convex" if way == 1 else "log-concave", "product", shown, "+")
