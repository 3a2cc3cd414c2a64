"""Looks for the terms that show an inequality for every size. Believed in nothing: `certificates` checks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice

import sympy
from sympy import Basic, Expr, Integer, Symbol

from derivo.checks.decide.balls import Unsupported
from derivo.checks.decide.inequalities.certificates import difference, in_order, squared, upward
from derivo.checks.decide.inequalities.gaps import written_out
from derivo.checks.decide.proposals.quadratic_forms import as_squares
from derivo.checks.decide.search.inequalities.comparing import may_be_equal
from derivo.checks.decide.search.inequalities.spreading import gathered, spread, total
from derivo.checks.decide.search.inequalities.squares import pairs
from derivo.checks.decide.search.inequalities.tangents import tangents
from derivo.checks.decide.search.sum_polynomials import expression
from derivo.checks.decide.sums.atoms import NotNormal, Polynomial, own, plus, scaled
from derivo.checks.decide.sums.normal_claims import forms_of
from derivo.checks.language.families import Entry, Total, families_in
from derivo.checks.language.nodes import Modulus, add, distinct_pieces, multiply, weight
from derivo.checks.verdict import Claim, Relation

MOST_TANGENTS, MOST_SQUARES, MOST_DIVISORS, MOST_RESTS = 40, 60, 2, 6
LARGEST, LARGEST_WHOLE = 160, 40  # nodes, and terms, of a difference from which candidates are taken off
Parts = tuple[Basic, ...]


def terms(claim: Claim) -> Parts:
    """A positive factor, and what is not negative and adds up to the difference times it; none if none was found."""
    if claim.relation not in (Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE):
        return ()
    claim = upward(claim)
    squares = squared(claim) if any(map(_is_root, distinct_pieces(claim.left, claim.right))) else None
    for each in (claim, squares) if squares is not None else (claim,):
        for parts in _candidates(each):
            try:
                if in_order(claim, parts):
                    return parts
            except (NotNormal, Unsupported):
                continue
    return ()


def _is_root(piece: Basic) -> bool:
    return isinstance(piece, Modulus) or (isinstance(piece, sympy.Pow) and piece.args[1] == sympy.Rational(1, 2))


def _candidates(claim: Claim) -> Iterator[Parts]:
    gap = difference(claim)
    yield Integer(1), gap
    for factor in (Integer(1), *(_divisors(gap) if weight(gap)[0] <= LARGEST else ())):
        for first, *rest in _sums(claim, gap if factor == 1 else multiply(factor, gap)):
            yield factor, first, *rest


def _divisors(gap: Expr) -> list[Expr]:
    """What the difference is divided by, as a whole, if that has sums in it."""
    found: dict[Expr, None] = {}
    for piece in distinct_pieces(gap):
        if isinstance(piece, sympy.Pow) and piece.args[1] == -1 and piece.args[0].has(Total) and not _is_open(piece):
            found[piece.args[0]] = None
    return list(found)[:MOST_DIVISORS]


def _is_open(piece: Basic) -> bool:
    """Whether an index stands free in a piece."""
    return any(symbol.is_integer and not symbol.is_positive for symbol in piece.free_symbols)


def _sums(claim: Claim, gap: Expr) -> Iterator[Parts]:
    """Terms that may add up to the difference: cheap ones first."""
    spread_out = spread(gap, deep=True)
    if spread_out:
        yield (gathered(spread_out),)
    for family in sorted(families_in(gap)):
        shown = as_squares(gap, partial(_is_of, family))
        if shown is not None and shown != gap:
            yield (shown,)
    first = list(islice(tangents(claim, gap), MOST_TANGENTS))
    for shown in chain(first, islice(pairs(gap), MOST_SQUARES)):
        if may_be_equal(claim, gap, written_out(shown)):
            yield (shown,)
    whole = _polynomial(claim, gap) if weight(gap)[0] <= LARGEST else None
    if whole is None or len(whole) > LARGEST_WHOLE:
        return
    yield from _with_rest(claim, whole, None)
    for shown in islice(_squares(claim, whole), MOST_SQUARES):
        if may_be_equal(claim, gap, shown):
            yield (shown,)
    for shown in first[:MOST_RESTS]:
        yield from _with_rest(claim, whole, shown)


def _is_of(family: str, piece: Basic) -> bool:
    return isinstance(piece, Entry) and str(piece.args[0]) == family


def _squares(claim: Claim, whole: Polynomial) -> Iterator[Expr]:
    """Sums of squares of the difference as its normal form has it."""
    try:
        yield from pairs(together(claim, whole))
    except NotNormal:
        return


def _with_rest(claim: Claim, whole: Polynomial, shown: Expr | None) -> Iterator[Parts]:
    """What is shown not to be negative, and what is left of the difference."""
    known: Polynomial | None = {} if shown is None else _polynomial(claim, written_out(shown))
    if known is None:
        return
    first = () if shown is None else (shown,)
    try:
        rest = plus(whole, scaled(known, -1))
        if rest:
            yield *first, together(claim, rest)
        elif first:
            yield first
    except NotNormal:
        return


def _polynomial(claim: Claim, node: Basic) -> Polynomial | None:
    """The normal form."""
    forms, indices = forms_of(replace(claim, left=node, right=node, relation=Relation.EQUAL))
    try:
        return forms.of(node, indices)
    except NotNormal:
        return None


def together(claim: Claim, polynomial: Polynomial) -> Expr:
    """The polynomial as an expression, its sums over the same sizes as one: Σ a_i² − Σ a_i b_i = Σ (a_i² − a_i b_i)."""
    letters = {index.name: index for index, _ in claim.indices}
    found: dict[tuple[str, ...], list[Expr]] = {}
    alone: Polynomial = {}
    for term, coefficient in polynomial.items():
        sums = [(one, exponent) for one, exponent in term if one[0] == "sum"]
        if len(sums) == 1 and sums[0][1] == 1:
            ((one, _),) = sums
            outside = expression({tuple(each for each in term if each[0] != one): coefficient}, letters)
            running = {place: _letter(rank) for rank, place in enumerate(own(one))}
            inside = expression({one[2]: 1}, {**letters, **running})
            found.setdefault(one[1], []).append(multiply(outside, inside))
        else:
            alone[term] = coefficient
    parts = [expression(alone, letters)] if alone else []
    for sizes, bodies in found.items():
        names = (Symbol(size, integer=True, positive=True) for size in sizes)
        parts.append(total(tuple((_letter(rank), size) for rank, size in enumerate(names)), add(*bodies)))
    return add(*parts)


def _letter(rank: int) -> Symbol:
    return Symbol(f"i{rank}°", integer=True)
