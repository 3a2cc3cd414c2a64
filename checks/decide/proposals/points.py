"""Admissible points of a claim: simple ones first, then scattered ones, the same every time. Believed in nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import sympy
from sympy import Basic, Symbol

from derivo.checks.decide.conditions import Point, admissible, rational_value, suits
from derivo.checks.decide.proposals.matrices import fitting, matrices
from derivo.checks.decide.sums.at_sizes import entries_in
from derivo.checks.decide.sums.blocks import Block, blocks_in
from derivo.checks.language.domains import REAL, Domain
from derivo.checks.language.nodes import Choose, Modulus, distinct_pieces, names_in
from derivo.checks.verdict import Claim
from derivo.checks.work import remembered

SIMPLE = tuple(
    Fraction(*pair) for pair in ((1, 1), (2, 1), (-1, 1), (1, 2), (3, 1), (-2, 1), (-1, 2), (5, 1), (-3, 1), (0, 1))
)
Functions = tuple[tuple[str, tuple[Fraction, ...]], ...]
FEW = 5
MOST_CONSTANTS = 4
FAR_OUT = tuple(Fraction(sign * 2**k) for k in (4, 8, 16, 32) for sign in (1, -1))
FUNCTIONS = tuple(
    tuple(Fraction(c) for c in coefficients)
    for coefficients in ((1, 0, 1), (0, 1), (2, 3), (0, 1, 0, 1), (3, -1, 2, 1), (-1, 2, -3), (5, 0, 2))
)


def names(claim: Claim) -> tuple[Symbol, ...]:
    """The free names of a claim and of its conditions, in a fixed order."""
    found = names_in(claim.left, claim.right, *claim.given)
    return tuple(sorted(found, key=lambda symbol: symbol.name))


def points(claim: Claim, count: int) -> Iterator[Point]:
    """Up to `count` different admissible points."""
    symbols, domains, seen = names(claim), dict(claim.domains), set()
    values = [_values(domains.get(symbol, REAL), place) for place, symbol in enumerate(symbols)]
    shaped = tuple(matrices(claim, symbols))
    for turn in range(8 * count):
        drawn = [_pick(value, turn, place) for place, value in enumerate(values)]
        start = dict(zip(symbols, drawn, strict=True))
        orthogonal = next((p for p in fitting(start, shaped, turn) if admissible(claim, p)), None) if shaped else None
        point = orthogonal or _satisfy(claim, start)
        key = tuple(point.values())
        if key not in seen and admissible(claim, point):
            seen.add(key)
            yield point
        if len(seen) >= count or not symbols:
            return


def _pick(values: tuple[Fraction, ...], turn: int, place: int) -> Fraction:
    """A different mixture of simple values at each turn, then scattered ones."""
    if len(values) < FEW:  # too few for regular mixtures to reach all of them; once, all names have the last
        if turn == 1:
            return values[-1]
        return values[random.Random(f"{turn} {place}").randrange(len(values))]
    return values[(turn + place * (1 + turn // len(values))) % len(values)]


@remembered(None)
def _values(domain: Domain, place: int) -> tuple[Fraction, ...]:
    """Values for the name at `place`: simple ones, then scattered ones."""
    if domain.values:
        return domain.values
    low, high = (None if end is None else Fraction(end) for end in (domain.low, domain.high))
    written = replace(domain, low=low, high=high)  # equal domains have equal values, however they are written
    source = random.Random(f"{written} {place}")
    found = [value for value in SIMPLE if domain.contains(value)]
    for _ in range(60):
        value = _scattered(domain, source)
        if domain.contains(value) and value not in found:
            found.append(value)
    return tuple(found)


def constants(claim: Claim, name: str) -> tuple[tuple[Fraction, ...], ...]:
    """The constant functions with values in the range of an unknown function: its ends, if in it, and a few."""
    domain = dict(claim.ranges).get(name)
    if domain is None:
        return ()
    ends = (end for end in (domain.low, domain.high) if end is not None and domain.contains(end))
    return tuple((value,) for value in dict.fromkeys((*ends, *_values(domain, 0)[:MOST_CONSTANTS])))


def _scattered(domain: Domain, source: random.Random) -> Fraction:
    """A dyadic number in the domain, of any sign and of a size between 2^-8 and 2^12 where there is room."""
    mantissa = Fraction(source.randrange(1, 256), 256)
    if domain.low is not None and domain.high is not None:
        value = domain.low + (domain.high - domain.low) * mantissa
    else:
        value = mantissa * Fraction(2) ** source.choice((-4, -2, 0, 1, 2, 3, 4, 7, 11))
        if domain.low is not None:
            value = domain.low + value
        elif domain.high is not None:
            value = domain.high - value
        elif source.random() < 0.5:
            value = -value
    return Fraction(round(value)) if domain.whole else value


def _satisfy(claim: Claim, point: dict[Symbol, Fraction]) -> dict[Symbol, Fraction]:
    """`point` moved to satisfy the equations among the conditions that are linear in a name.

    Positive definite matrices are made diagonally dominant.
    """
    equations = [condition for condition in claim.given if condition.rel_op == "=="]
    fixed: set[Basic] = set()
    linear = []
    for condition in equations:
        moved = _scaled(claim, condition, point) or _on_sphere(condition, point)
        if moved is None:
            linear.append(condition)
        else:
            point = moved
            fixed |= condition.free_symbols
    for condition in linear:
        point = _solved(claim, condition, point, fixed)
        fixed |= condition.free_symbols
    for block in _definite(claim):
        for i, line in enumerate(block.entries):
            beside = sum((abs(point[symbol]) for symbol in line if symbol != line[i]), Fraction(1, 2))
            point = {**point, line[i]: abs(point[line[i]]) + beside}
    return point


def _solved(claim: Claim, condition: Basic, point: dict[Symbol, Fraction], last: set[Basic]) -> dict[Symbol, Fraction]:
    """`point` with a name moved so that it satisfies an equation that is linear in it; one in `last` if need be."""
    domains = dict(claim.domains)
    for symbol in sorted(condition.free_symbols, key=lambda s: (s in last, s.name)):
        root = _root(condition.args[0] - condition.args[1], symbol, point)
        if root is not None and domains.get(symbol, REAL).contains(root):
            return point | {symbol: root}
    return point


@remembered(None)
def _definite(claim: Claim) -> tuple[Block, ...]:
    """The blocks of positive (semi)definite matrices in an instance."""
    known = {name: trait for name, trait in claim.matrices if trait in ("posdef", "psd")}
    return tuple(blocks_in(entries_in(claim), known)) if known else ()


def _scaled(claim: Claim, condition: Basic, point: Point) -> dict[Symbol, Fraction] | None:
    """`point` with weights divided by their sum, if the condition gives the sum of names that are not negative."""
    left, right = condition.args
    domains = dict(claim.domains)
    total = rational_value(right, point)
    weights = terms_of(left)
    if not total or not all(isinstance(w, Symbol) and domains.get(w, REAL).low == 0 for w in weights):
        return None
    drawn = sum((abs(point[w]) for w in weights), Fraction(0))
    return {**point, **{w: total * abs(point[w]) / drawn for w in weights}} if drawn else None


def terms_of(node: Basic) -> tuple[Basic, ...]:
    """The terms of a sum, those of sums in it included."""
    return tuple(term for each in node.args for term in terms_of(each)) if isinstance(node, sympy.Add) else (node,)


def _on_sphere(condition: Basic, point: Point) -> dict[Symbol, Fraction] | None:
    """`point` moved onto the unit sphere, along a line through a pole, if the condition says Σ u² = 1."""
    left, right = condition.args
    squares = left.args if isinstance(left, sympy.Add) else (left,)
    names = [_squared(square) for square in squares]
    if right != 1 or None in names or len(set(names)) < len(names):
        return None
    *rest, last = names
    length = sum((point[name] ** 2 for name in rest), Fraction(0))
    return {**point, **{name: 2 * point[name] / (1 + length) for name in rest}, last: (1 - length) / (1 + length)}


def _squared(node: Basic) -> Symbol | None:
    """The name of which a node is the square."""
    base = node.args[0] if isinstance(node, sympy.Pow) and node.args[1] == 2 else None
    if isinstance(node, sympy.Mul) and len(node.args) == 2 and node.args[0] == node.args[1]:
        base = node.args[0]
    return base if isinstance(base, Symbol) else None


def _root(expression: Basic, symbol: Symbol, point: Point) -> Fraction | None:
    """The root of an expression that is linear in `symbol`, the other names being as in `point`."""
    values = [rational_value(expression, {**point, symbol: Fraction(x)}) for x in (0, 1, 3)]
    at = [value for value in values if value is not None]
    if len(at) < len(values) or at[1] == at[0] or at[2] - at[0] != 3 * (at[1] - at[0]):
        return None
    return -at[0] / (at[1] - at[0])


def borders(claim: Claim, start: Point) -> Iterator[tuple[Symbol, Fraction]]:
    """Where the claim changes its nature: the roots of divisors, conditions and arguments of |·|, log and roots."""
    for piece in _turning(claim, divisors=True):
        for symbol in sorted(piece.free_symbols, key=lambda s: s.name):
            root = _root(piece, symbol, start)
            if root is not None:
                yield symbol, root


def _turning(claim: Claim, *, divisors: bool) -> list[Basic]:
    """The arguments of |·|, log and roots, the conditions, and if wanted the divisors of a claim."""
    pieces: dict[Basic, None] = {}
    for node in distinct_pieces(claim.left, claim.right):
        partial = isinstance(node, sympy.Pow) and (
            node.args[1].is_negative and divisors if node.args[1].is_Integer else node.args[0] != sympy.E
        )
        if partial or isinstance(node, Modulus | Choose | sympy.log):
            pieces.setdefault(node.args[0])
    return list(pieces)


def points_beyond_borders(claim: Claim) -> Iterator[Point]:
    """Admissible points on both sides of each border, near and far."""
    start = next(points(claim, 1), None)
    if start is None:
        return
    for symbol, root in borders(claim, start):
        for offset in (1, -1, Fraction(1, 4), Fraction(-1, 4), 64, -64):
            point = {**start, symbol: root + offset}
            if admissible(claim, point):
                yield point


def points_far_out(claim: Claim) -> Iterator[Point]:
    """Admissible points at which a name in a piece of changing nature is large: beyond borders that are not linear."""
    start = next(points(claim, 1), None)
    if start is None:
        return
    turning = {symbol for piece in _turning(claim, divisors=False) for symbol in piece.free_symbols}
    for symbol in sorted(turning, key=lambda s: s.name):
        for size in FAR_OUT:
            point = {**start, symbol: size}
            if admissible(claim, point):
                yield point


def named(point: Point) -> tuple[tuple[str, Fraction], ...]:
    """A point as a witness holds it."""
    return tuple((symbol.name, value) for symbol, value in point.items())


def function_choices(claim: Claim) -> Iterator[Functions]:
    """What to take the unknown functions for, in turn."""
    if not claim.functions:
        yield ()
        return
    for turn in range(4):
        chosen = []
        for place, (name, _) in enumerate(claim.functions):
            suitable = [p for p in (*FUNCTIONS, *constants(claim, name)) if suits(claim, name, p)]
            if not suitable:
                return
            chosen.append((name, suitable[(turn + place) % len(suitable)]))
        yield tuple(chosen)
