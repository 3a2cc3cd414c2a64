"""Looks for intervals in which one equation has a solution and another has none. Believed in nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from sympy import Symbol

from derivo.checks.decide.balls import Program, compile_balls, defined, run
from derivo.checks.decide.conditions import Point
from derivo.checks.decide.kernel import certify
from derivo.checks.decide.proposals.points import names
from derivo.checks.language.nodes import add, negate
from derivo.checks.verdict import Claim, Refuted, Relation, Witness

BISECTIONS = 40


def refute_implication(claim: Claim, plain: Claim, tried: Iterable[Point]) -> Refuted | None:
    """Looks for an interval in which one equation has a solution: a change of sign between neighbouring points."""
    symbols = names(plain)
    if len(symbols) != 1:
        return None
    gaps = [add(equation.args[0], negate(equation.args[1])) for equation in (plain.left, plain.right)]
    program = compile_balls(*gaps)
    for place in (0, 1) if plain.relation is Relation.EQUIVALENT else (0,):
        for low, high in _sign_changes(program, place, symbols[0], tried):
            middle, radius = (low + high) / 2, (high - low) / 2
            verdict = certify(claim, Witness(((symbols[0].name, middle),), radius=radius))
            if isinstance(verdict, Refuted):
                return verdict
    return None


def _sign_changes(
    program: Program, place: int, symbol: Symbol, tried: Iterable[Point]
) -> Iterator[tuple[Fraction, Fraction]]:
    """Short intervals at whose ends the gap in `place` has different signs, and single points at which it is 0."""
    grid = sorted({point[symbol] for point in tried})
    values = [run(program, {symbol: x}, 128)[place] for x in grid]
    for (low, left), (high, right) in pairwise(zip(grid, values, strict=True)):
        if not (defined(left) and defined(right)):
            continue
        if left.is_zero():
            yield low, low
        elif (left < 0 < right) or (right < 0 < left):
            yield _bisected(program, place, symbol, (low, high), rising=bool(left < 0))


def _bisected(
    program: Program, place: int, symbol: Symbol, ends: tuple[Fraction, Fraction], *, rising: bool
) -> tuple[Fraction, Fraction]:
    low, high = ends
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        value = run(program, {symbol: middle}, 128)[place]
        if not defined(value):
            break
        if value.is_zero():
            return middle, middle
        if not (value < 0 or value > 0):
            break
        low, high = (middle, high) if bool(value < 0) == rising else (low, middle)
    return low, high
