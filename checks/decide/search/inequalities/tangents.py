"""Proposes gaps of convex functions: Σ w·(φ(f) − φ(m) − s·(f − m)), m the mean of f. Believed in nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import sympy
from sympy import Basic, Expr, Integer, Symbol

from derivo.checks.decide.inequalities.gaps import Gap
from derivo.checks.decide.search.inequalities.comparing import may_be_equal
from derivo.checks.decide.search.inequalities.spreading import Spread, flat, mean, product, spread, total
from derivo.checks.decide.spellings import spelling
from derivo.checks.language.families import Entry, Over, Times
from derivo.checks.language.nodes import apply, distinct_pieces, divide, negate, rebuilt, substitute
from derivo.checks.verdict import Claim

MOST_INDICES, MOST_PIECES = 3, 4  # of a sum, for means over some of them; of a factor
DISGUISES = (sympy.log, sympy.exp, sympy.Pow, Times)
T = Symbol("t°", real=True)
MINUS_LOG = negate(apply(sympy.log, T))


def tangents(claim: Claim, gap: Expr) -> Iterator[Expr]:
    """Sums of gaps of convex functions that may make up the difference."""
    seen = set()
    for deep in (False, True):
        terms = spread(gap, deep=deep)
        for rule in (_logarithms, _convex, _disguised):
            for found in rule(claim, terms):
                if found not in seen:
                    seen.add(found)
                    yield found


def _sums_of_gaps(claim: Claim, term: Spread, weight: Expr, body: Expr, u: Expr) -> Iterator[Expr]:
    """Σ w·Gap(φ; u, mean of u), the mean over all indices, or over some of them."""
    many = len(term.indices)
    for count in (many, *range(1, many if many <= MOST_INDICES else 1)):
        for over in combinations(term.indices, count):
            one = count == many and may_be_equal(claim, total(over, weight), Integer(1))
            middle = mean(over, weight, u, of_sum_one=one)
            yield total(term.indices, product([weight, Gap(body, T, u, middle)]))


# --- logarithms with the same weights, as one


def _logarithms(claim: Claim, terms: list[Spread]) -> Iterator[Expr]:
    """Σ w·(−log u + log m): all logarithms with the weights of one of them are that of one quotient u."""
    logs = [term for term in terms if _logarithm(term) is not None]
    for main in logs:
        first = _logarithm(main)
        if first is None or not main.indices:
            continue
        rest = main.without(first)
        inside = [each for term in logs if (each := _alike(term, main, _key(main, rest))) is not None]
        yield from _sums_of_gaps(claim, main, product([abs(main.number), rest]), MINUS_LOG, product(inside))


def _alike(term: Spread, main: Spread, key: str) -> Expr | None:
    """What stands in the logarithm of a term, or one over it, if it has the weights of another."""
    moved = _aligned(term, main)
    logarithm = None if moved is None else _logarithm(moved)
    if moved is None or logarithm is None or abs(term.number) != abs(main.number):
        return None
    if _key(moved, moved.without(logarithm)) != key:
        return None
    argument = logarithm.args[0]
    return argument if term.number < 0 else divide(Integer(1), argument)


def _logarithm(term: Spread) -> Expr | None:
    found = [factor for factor in term.factors if isinstance(factor, sympy.log)]
    return found[0] if len(found) == 1 else None


def _aligned(term: Spread, main: Spread) -> Spread | None:
    """A term with the indices of another, if they run over the same sizes."""
    if sorted(str(size) for _, size in term.indices) != sorted(str(size) for _, size in main.indices):
        return None
    left, names = list(main.indices), {}
    for index, size in term.indices:
        pair = next(pair for pair in left if pair[1] == size)
        left.remove(pair)
        names[index] = pair[0]
    return Spread(term.number, main.indices, tuple(substitute(factor, names) for factor in term.factors))


def _key(term: Spread, weight: Expr) -> str:
    """The spelling of weights, whatever the letters of the indices are."""
    factors = [factor for factor in flat(weight) if factor != 1]
    letters = {index: f"#{place}" for place, (index, _) in enumerate(term.indices)}
    return " ".join(sorted(spelling(factor, letters) for factor in factors))


# --- Jensen's inequality


def _convex(claim: Claim, terms: list[Spread]) -> Iterator[Expr]:
    """Σ w·φ(f) with any φ that can be seen."""
    for term in terms:
        for factor in term.factors if term.indices else ():
            for inside in _insides(term, factor):
                body = _put_in(factor, inside, T)
                if body == T or term.depends(body) or body.has(Entry, Over):
                    continue
                body = body if term.number > 0 else negate(body)
                weight = product([abs(term.number), term.without(factor)])
                yield from _sums_of_gaps(claim, term, weight, body, inside)


def _insides(term: Spread, factor: Expr) -> list[Expr]:
    """The pieces of a factor that may be f: those that depend on the indices, inner ones first."""
    letters = [index for index, _ in term.indices]
    pieces = [piece for piece in distinct_pieces(factor) if isinstance(piece, sympy.Expr) and term.depends(piece)]
    return [piece for piece in reversed(pieces) if piece != factor and piece not in letters][:MOST_PIECES]


def _put_in(node: Basic, piece: Basic, value: Basic) -> Basic:
    """`node` with a piece replaced wherever it stands."""
    if node == piece:
        return value
    if not node.args or isinstance(node, Entry):
        return node
    arguments = [_put_in(argument, piece, value) for argument in node.args]
    return rebuilt(node, arguments) if tuple(arguments) != node.args else node


def _disguised(claim: Claim, terms: list[Spread]) -> Iterator[Expr]:
    """F as e^(log f), or −f as −log(e^f), where there is a logarithm, an exponential, a product or a power."""
    if not any(isinstance(piece, DISGUISES) for piece in distinct_pieces(claim.left, claim.right)):
        return
    for term in terms:
        for factor in term.factors if term.indices else ():
            if not term.depends(factor):
                continue
            weight = product([abs(term.number), term.without(factor)])
            if term.number < 0:
                yield from _sums_of_gaps(claim, term, weight, MINUS_LOG, apply(sympy.exp, factor))
            else:
                yield from _sums_of_gaps(claim, term, weight, apply(sympy.exp, T), apply(sympy.log, factor))
