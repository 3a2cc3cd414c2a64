"""The table of rules: which functions of convex and concave functions are convex or concave.

The reason stands at each rule. All of them are instances of: h(g₁, …, gₙ) is convex if h is, and in each argument h is
increasing and gᵢ convex, or h is decreasing and gᵢ concave, or gᵢ is affine. Where h is defined on a part of the line
only (log, roots), that part must be given by gᵢ > 0 or gᵢ ≥ 0 with gᵢ concave or affine, so that the domain is convex.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy
from sympy import Basic, E, Symbol
from sympy.core.symbol import Str

from derivo.checks.decide.curvature.chords import is_definite
from derivo.checks.decide.curvature.composition import Analysis, Found, Rule, bent
from derivo.checks.decide.curvature.hessians import by_hessian
from derivo.checks.decide.curvature.pieces import traits
from derivo.checks.decide.curvature.powers import log_power, power, power_of_product
from derivo.checks.decide.curvature.products import log_product, product
from derivo.checks.decide.curvature.rewriting import as_equal_squares
from derivo.checks.decide.curvature.sums import log_sum, log_total, maximum, sum_of_terms, total
from derivo.checks.language.families import Entry, Total
from derivo.checks.language.inverses import Determinant
from derivo.checks.language.nodes import Choose, Derived, Modulus, Unknown, Where, add, distinct_pieces, negate
from derivo.checks.verdict import Property


def exponential(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The exponential of a convex function: exp is convex and increasing. And exp log f = f for concave f."""
    (inside,) = node.args
    if way == -1 and isinstance(inside, sympy.log) and (f := analysis.bends(inside.args[0], -1)):
        return bent(node, -1, "exponential of a logarithm", f, sign="+")
    below = analysis.bends(inside, 1) if way == 1 else None
    return below and bent(node, 1, "exponential", below, sign="+")


def logarithm(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The logarithm of a concave function: log is concave and increasing; or of a log-convex or log-concave one.

    log det S is concave in a definite matrix S (Boyd, Vandenberghe, 3.1.5).
    """
    (inside,) = node.args
    if way == -1 and isinstance(inside, Determinant) and is_definite(analysis.claim, *inside.args[:3]):
        return bent(node, -1, "log det of a definite matrix", Found(inside.args[0], "affine", "variable"))
    below = analysis.bends(inside, -1) if way == -1 else None
    if below:
        return bent(node, -1, "logarithm", below)
    below = analysis.log_bends(inside, way)
    return below and bent(node, way, "logarithm", below)


def modulus(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """|affine|, a norm; |f| = f where f ≥ 0, and −f where f ≤ 0."""
    (inside,) = node.args
    if way == 1 and (below := analysis.affine(inside)):
        return bent(node, 1, "absolute value", below, sign="+")
    if analysis.signs.nonnegative(inside) and (below := analysis.bends(inside, way)):
        return bent(node, way, "absolute value of what is not negative", below, sign="+")
    if analysis.signs.nonpositive(inside) and (below := analysis.bends(inside, -way)):
        return bent(node, way, "absolute value of what is not positive", below, sign="+")
    return None


def choice(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """Choose(f, a, b) is a where f > 0, else b: one of them for a constant f, or where f has a sign.

    It is max(a, b) if a − b = c·f with a number c > 0, min(a, b) if c < 0. The latter for polynomials, which are
    defined everywhere: the branch that is not taken may be undefined.
    """
    f, a, b = node.args
    for sure, branch in ((analysis.signs.positive(f), a), (analysis.signs.nonpositive(f), b)):
        if sure and (taken := analysis.bends(branch, way)):
            return bent(node, way, "cases", taken)
    if not analysis.varies(f):
        below = analysis.all_bend((a, b), way)
        return bent(node, way, "cases", *below) if below else None
    above, gap = (sympy.expand(analysis.signs.scalar(each)) for each in (f, add(a, negate(b))))
    if not all(_is_polynomial(piece) for part in node.args for piece in distinct_pieces(part)):
        return None
    ratio = sympy.cancel(gap / above) if above != 0 else sympy.nan
    if not ratio.is_Rational or ratio == 0 or (1 if ratio > 0 else -1) != way:
        return None
    below = analysis.all_bend((a, b), way)
    return bent(node, way, "maximum" if way == 1 else "minimum", *below) if below else None


def _is_polynomial(piece: Basic) -> bool:
    """Whether a piece is one of those that make polynomials: defined everywhere."""
    if isinstance(piece, sympy.Pow):
        return bool(piece.args[1].is_Integer and piece.args[1] >= 0)
    return isinstance(piece, sympy.Add | sympy.Mul | Symbol | Str | sympy.Rational | Entry | Total)


def unknown(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """A convex function of an affine one; a convex increasing one of a convex one."""
    known = traits(analysis.claim, node)
    if way != 1 or "convex" not in known or len(node.args) != 3:
        return None
    inside = node.args[2]
    below = analysis.bends(inside, 1) if "increasing" in known else analysis.affine(inside)
    return below and bent(node, 1, "convex by its declaration", below)


def guarded(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """Where(a, b, …) is a, wherever it is defined."""
    below = analysis.bends(node.args[0], way)
    return below and bent(node, way, "the same as", below)


def log_exponential(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """Log exp f = f."""
    below = analysis.bends(node.args[-1], way)
    return below and Found(node, "log-convex" if way == 1 else "log-concave", "exponential", (below,), "+")


def log_of_power(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The rule for e^f, or for other powers."""
    return log_exponential(analysis, node, way) if node.args[0] == E else log_power(analysis, node, way)


def by_logarithm(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """What is log-convex is convex, as the exponential of a convex function."""
    below = analysis.log_bends(node, 1) if way == 1 else None
    return below and bent(node, 1, "log-convex", *below.below, sign="+")


def by_squares(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """By another form of a quadratic function, equal to it for every size: a sum of squares."""
    found = analysis.rewritten(node)
    below = None if found is None else analysis.bends(found, way)
    return below and bent(node, way, "the same as", below)


RULES: Mapping[type, tuple[Rule, ...]] = {
    sympy.Add: (sum_of_terms, maximum),
    sympy.Mul: (product, by_logarithm),
    sympy.Pow: (power, power_of_product, by_logarithm),
    sympy.exp: (exponential,),
    sympy.log: (logarithm,),
    Modulus: (modulus,),
    Total: (total,),
    Choose: (choice,),
    Unknown: (unknown,),
    Where: (guarded,),
    Derived: (guarded,),
}
LOG_RULES: Mapping[type, Rule] = {
    sympy.Add: log_sum,
    sympy.Mul: log_product,
    sympy.Pow: log_of_power,
    sympy.exp: log_exponential,
    Total: log_total,
}


def analysis_of(claim: Property) -> Analysis:
    """The analysis of the body of `claim`, with all rules."""
    return Analysis(claim, RULES, LOG_RULES, (by_hessian, by_squares), as_equal_squares)
