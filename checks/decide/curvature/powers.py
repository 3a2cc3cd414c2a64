"""Powers of convex and concave functions, and norms."""

from __future__ import annotations

from fractions import Fraction

import sympy
from sympy import Basic, E, Integer

from derivo.checks.decide.curvature.composition import Analysis, Found, bent
from derivo.checks.language.families import Total
from derivo.checks.language.nodes import add, multiply, negate, power as raised


def power(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The rule for e^f, for numbers as exponents, for constant bases and for constant exponents."""
    base, exponent = node.args
    if base == E:
        below = analysis.bends(exponent, 1) if way == 1 else None
        return below and bent(node, 1, "exponential", below, sign="+")
    if isinstance(exponent, sympy.Rational):
        return _number(analysis, node, way)
    if not analysis.varies(base):
        return _of_constant(analysis, node, way)
    return None if analysis.varies(exponent) else _constant(analysis, node, way)


def _number(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The power f^r, by the sign of f, or of −f if that is f ≥ 0."""
    base, exponent = node.args
    r = Fraction(int(exponent.p), int(exponent.q))
    found = _even(analysis, node, way, r) or _of_nonnegative(analysis, node, way, r) or norm(analysis, node, way)
    if found or r.denominator != 1 or not analysis.signs.nonpositive(base):
        return found
    flipped = 1 if r % 2 == 0 else -1  # f^r = ±(−f)^r
    wanted = _direction(r, way * flipped)
    below = analysis.bends(base, -wanted) if wanted else None
    return below and bent(node, way, "power of what is not positive", below)


def _even(analysis: Analysis, node: Basic, way: int, r: Fraction) -> Found | None:
    """The power t^r for even r ≥ 2 is convex on the whole line; for r > 1 with an even denominator on t ≥ 0.

    There alone it is defined then.
    """
    whole = r.denominator == 1 and r > 0 and r % 2 == 0
    if way == -1 or not (whole or (r > 1 and r.denominator % 2 == 0)):
        return None
    below = analysis.affine(node.args[0])
    rule = "square of an affine function" if r == 2 else "power of an affine function"
    return below and bent(node, 1, rule, below, sign="+")


def _of_nonnegative(analysis: Analysis, node: Basic, way: int, r: Fraction) -> Found | None:
    """The power t^r on t ≥ 0 (t > 0 for r < 0).

    Convex and increasing for r ≥ 1, concave and increasing for 0 ≤ r ≤ 1, convex and decreasing for r ≤ 0.
    A root of even degree is defined for f ≥ 0 only, which is convex for a concave f, so its sign need not be known.
    """
    base, wanted = node.args[0], _direction(r, way)
    if not wanted or not (analysis.signs.nonnegative(base) or (r < 1 and r.denominator % 2 == 0)):
        return None
    below = analysis.bends(base, wanted)
    return below and bent(node, way, RULES[1 if r >= 1 else 0 if r > 0 else -1], below, sign="+")


def _direction(r: Fraction, way: int) -> int:
    """The curvature of f ≥ 0 that gives f^r the curvature `way`; 0 if none does."""
    if r >= 1:
        return 1 if way == 1 else 0
    if r > 0:
        return -1 if way == -1 else 0
    return -1 if way == 1 else 0


RULES = {
    1: "power of what is convex and not negative",
    0: "root of a concave function",
    -1: "negative power of a concave function",
}


def _of_constant(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The power c^f = exp(f·log c) for c > 0, log c having the sign of c − 1."""
    base, exponent = node.args
    if way == -1 or not analysis.signs.positive(base):
        return None
    below = analysis.affine(exponent)
    if below is None and analysis.signs.nonnegative(add(base, Integer(-1))):
        below = analysis.bends(exponent, 1)
    if below is None and analysis.signs.nonnegative(add(Integer(1), negate(base))):
        below = analysis.bends(exponent, -1)
    return below and bent(node, 1, "exponential", below, sign="+")


def _constant(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The power f^p for a constant p that is ≥ 1, in (0, 1] or ≤ 0, as for numbers."""
    base, p = node.args
    signs = analysis.signs
    if signs.nonnegative(add(p, Integer(-1))) and signs.nonnegative(base):
        stands_for = Fraction(2)
    elif signs.positive(p) and signs.nonnegative(add(Integer(1), negate(p))) and signs.nonnegative(base):
        stands_for = Fraction(1, 2)
    elif signs.nonpositive(p) and signs.positive(base):
        stands_for = Fraction(-1)
    else:
        return None
    return _of_nonnegative(analysis, node, way, stands_for)


def power_of_product(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The identity (f·g)^r = f^r·g^r for f, g ≥ 0, with (f^a)^r = f^(ar)."""
    base, exponent = node.args
    if not isinstance(base, sympy.Mul) or not isinstance(exponent, sympy.Rational):
        return None
    factors = [factor.args if _is_power(factor) else (factor, Integer(1)) for factor in base.args]
    if not all(analysis.signs.nonnegative(factor) for factor, _ in factors):
        return None
    below = analysis.bends(multiply(*(raised(factor, r * exponent) for factor, r in factors)), way)
    return below and bent(node, way, "the same as", below, sign="+")


def _is_power(factor: Basic) -> bool:
    return isinstance(factor, sympy.Pow) and isinstance(factor.args[1], sympy.Rational) and factor.args[0] != E


# --- norms


def norm(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The norm (Σ c·h^p)^(1/p) is convex for p ≥ 1, constants c ≥ 0, and convex h ≥ 0 or h = |affine|.

    The norm of a vector is convex, and increasing in each entry ≥ 0 (Minkowski). So are its powers ≥ 1.
    """
    base, exponent = node.args
    r = Fraction(int(exponent.p), int(exponent.q))
    if way == -1 or not 0 < r < 1:
        return None
    for p in dict.fromkeys((Fraction(2), 1 / r)):
        if r * p >= 1:
            below = _summands(analysis, base, p)
            if below is None and p == 2 and (squares := analysis.rewritten(base)) is not None:
                inner = _summands(analysis, squares, p)
                below = None if inner is None else (bent(squares, 1, "sum of squares", *inner, sign="+"),)
            if below is not None:
                return bent(node, 1, "norm", *below, sign="+")
    return None


def _summands(analysis: Analysis, node: Basic, p: Fraction) -> tuple[Found, ...] | None:
    """Why `node` is a sum of terms c·h^p, or None."""
    if not analysis.varies(node):
        return () if analysis.signs.nonnegative(node) else None
    if isinstance(node, sympy.Add):
        return _all(analysis, node.args, p)
    if isinstance(node, Total):
        return None if any(map(analysis.varies, node.args[1:])) else _summands(analysis, node.args[0], p)
    if isinstance(node, sympy.Mul):
        constants = [factor for factor in node.args if not analysis.varies(factor)]
        varying = [factor for factor in node.args if analysis.varies(factor)]
        if len(varying) > 1 and len(set(varying)) == 1:
            varying = [raised(varying[0], Integer(len(varying)))]
        if len(varying) != 1 or not all(map(analysis.signs.nonnegative, [multiply(*constants)] if constants else [])):
            return None
        return _summands(analysis, varying[0], p)
    return _summand(analysis, node, p)


def _all(analysis: Analysis, nodes: tuple[Basic, ...], p: Fraction) -> tuple[Found, ...] | None:
    found: list[Found] = []
    for node in nodes:
        each = _summands(analysis, node, p)
        if each is None:
            return None
        found.extend(each)
    return tuple(found)


def _summand(analysis: Analysis, node: Basic, p: Fraction) -> tuple[Found, ...] | None:
    """Why `node` is h^p: f^q with q ≥ p, f being affine and q even, or f convex and ≥ 0."""
    base, exponent = node.args if isinstance(node, sympy.Pow) else (node, Integer(1))
    if not isinstance(exponent, sympy.Rational) or exponent < sympy.Rational(p.numerator, p.denominator):
        return None
    even = exponent.is_Integer and exponent % 2 == 0
    found = analysis.affine(base) if even else None
    if found is None and analysis.signs.nonnegative(base):
        found = analysis.bends(base, 1)
    return (found,) if found else None


# --- logarithms


def log_power(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The identity log f^r = r·log f for a number r and f ≥ 0."""
    base, exponent = node.args
    if not isinstance(exponent, sympy.Rational):
        return None
    below = analysis.log_bends(base, way if exponent > 0 else -way)
    return below and Found(node, "log-convex" if way == 1 else "log-concave", "power", (below,), "+")
