"""Derivatives by SymPy's rules, and how those are marked that are undefined where their function has a derivative."""

from __future__ import annotations

from sympy import (
    Basic,
    E,
    Expr,
    Function,
    Symbol,
    acos,
    acosh,
    asin,
    atanh,
    cot,
    coth,
    csc,
    csch,
    diff,
    factorial,
    log,
    sec,
    tan,
)  # fmt: skip
from sympy.core.power import Pow

from derivo.checks.language.nodes import Choose, Derived, Flat, Modulus, Slope, Where, distinct_pieces, rebuilt, weight
from derivo.checks.work import spend


def derivative(body: Expr, symbol: Symbol) -> Expr:
    """The derivative by SymPy's rules, undefined where `body` is, and of no known value where only they divide by 0."""
    spend(100 * weight(body)[0])  # SymPy's rules ask for signs and for divisors of every piece
    found = diff(body, symbol)
    spend(4 * weight(found)[0])
    return derived(found, body, symbol)


def derived(found: Expr, body: Expr, by: Basic, *, sized: bool = False) -> Expr:
    """`found`, if it is undefined only where `body` is; else marked as the derivative of `body`.

    With `sized`, that `body` is undefined where `found` is not does not matter: ∂ log det G is G⁻ᵀ, as people have it.
    """
    before, after = set(distinct_pieces(body)), set(distinct_pieces(found))
    kink = kink_of(before, by)
    new = [piece for piece in after - before if _is_partial(piece) and not _divides(piece, before)]
    lost = [] if sized else [each for each in before - after if _is_partial(each) and not _divides(each, after)]
    if kink is not None:
        return Derived(found, body, kink)
    return Derived(found, body) if new or lost or any(isinstance(piece, Choose) for piece in before) else found


def without_marks(node: Basic) -> Basic:
    """`node` with the derivatives of our rules unmarked: for proofs, which hold wherever both sides are defined."""
    if isinstance(node, Derived):
        return without_marks(node.args[0])
    if not node.args or not node.has(Derived):
        return node
    return rebuilt(node, [without_marks(argument) for argument in node.args])


def kink_of(pieces: set[Basic], by: Basic) -> Expr | None:
    """The one expression, affine in `by`, at whose zero a piece changes its nature; None if there are others."""
    turning = {piece.args[0] for piece in pieces if isinstance(piece, Choose | Modulus | Slope | Flat)}
    turning = {each for each in turning if each.has(by)}
    if len(turning) != 1 or not isinstance(by, Symbol):
        return None
    (kink,) = turning
    return None if diff(kink, by).has(by) or kink.has(Function) else kink


def _is_partial(piece: Basic) -> bool:
    """Whether a piece may be undefined though its arguments are not."""
    if isinstance(piece, Pow):
        return not (piece.args[1].is_Integer and piece.args[1] >= 0) and piece.args[0] != E
    return isinstance(piece, PARTIAL)


def undefined_on_intervals(*nodes: Basic) -> bool:
    """Whether a piece may be undefined on an open set, as a logarithm or a root is; a quotient is so at points only."""
    return any(
        isinstance(piece, PARTIAL) or (isinstance(piece, Pow) and piece.args[0] != E and not piece.args[1].is_Integer)
        for piece in distinct_pieces(*nodes)
    )


def _divides(piece: Basic, others: set[Basic]) -> bool:
    """Whether a negative whole power is undefined only where others are: another such power of the base, or its log."""
    if not (isinstance(piece, Pow) and piece.args[1].is_Integer):
        return False
    base = piece.args[0]
    return any(
        (isinstance(each, Pow) and each.args[0] == base and each.args[1].is_Integer and each.args[1] < 0)
        or (isinstance(each, log) and each.args[0] == base)
        for each in others
    )


PARTIAL = (log, tan, cot, sec, csc, asin, acos, acosh, atanh, coth, csch, factorial, Where, Derived)
