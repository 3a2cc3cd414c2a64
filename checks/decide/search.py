"""Looks for evidence and hands it to the kernel; believed in nothing. Everything is bounded by counts, not by clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, islice

from sympy import Basic, Symbol

from checks.decide.balls import Undefined, Unsupported, compile_balls, defined, run
from checks.decide.conditions import Point, fits
from checks.decide.infinities import INFINITE, NO_VALUE, NotSettled
from checks.decide.instances import FUNCTIONS, names, points, points_beyond_borders, points_far_out
from checks.decide.kernel import certify
from checks.decide.reductions import reduced
from checks.decide.refutations import refutes
from checks.language.nodes import add, instantiate, negate
from checks.verdict import Claim, Proof, Refuted, Relation, Undecided, Verdict, Witness

FIRST_POINTS, MORE_POINTS = 8, 60
FINE_BITS = 1024


def decide(claim: Claim) -> Verdict:
    """Proved, Refuted or Undecided; the same every time."""
    try:
        plain = reduced(claim)
    except NotSettled as reason:
        return Undecided((("not settled", str(reason)),))
    if any(side in (*INFINITE, NO_VALUE) for side in (plain.left, plain.right)):
        return certify(claim, Witness(()))
    try:
        return _search(claim, plain)
    except Unsupported as reason:
        return Undecided((("not supported", str(reason)),))


def _search(claim: Claim, plain: Claim) -> Verdict:
    first = tuple(points(plain, FIRST_POINTS))
    beyond = (*islice(points_beyond_borders(plain), 24), *islice(points_far_out(plain), 24))
    refuted = _refute(claim, plain, chain(first, beyond), 128)
    if refuted:
        return refuted
    more = tuple(points(plain, MORE_POINTS)) if not _mostly_defined(plain, first) else first
    verdict = certify(claim, Proof("identity"), more)
    if not isinstance(verdict, Undecided):
        return verdict
    more = tuple(points(plain, MORE_POINTS))
    refuted = _refute(claim, plain, more, 128) or _refute(claim, plain, first[:3], FINE_BITS)
    return refuted or Undecided((("points that agree", str(len(more))), *verdict.tried))


def _mostly_defined(claim: Claim, tried: tuple[Point, ...]) -> bool:
    try:
        program = compile_balls(*(instantiate(side, {}) for side in _sides(claim)))
    except Unsupported:
        return False
    return any(all(map(defined, run(program, point, 128))) for point in tried)


def _sides(claim: Claim) -> list[Basic]:
    return [part for side in (claim.left, claim.right) for part in (side.args if side.is_Relational else (side,))]


def _refute(claim: Claim, plain: Claim, tried: Iterable[Point], bits: int) -> Refuted | None:
    """The kernel's refutation at the first of the points that gives one."""
    if plain.relation in (Relation.IMPLIES, Relation.EQUIVALENT):
        return _refute_implication(claim, plain, tried)
    for functions in _functions(plain):
        instance = dict(functions)
        program = compile_balls(*(instantiate(side, instance) for side in (plain.left, plain.right)))
        for point in tried if not functions else list(tried):
            left, right = run(program, point, bits)
            one_sided = isinstance(left, Undefined) != isinstance(right, Undefined)
            if one_sided or refutes(plain.relation, left, right):
                verdict = certify(claim, Witness(_named(point), functions=functions))
                if isinstance(verdict, Refuted):
                    return verdict
    return None


def _functions(claim: Claim) -> Iterator[tuple[tuple[str, tuple[Fraction, ...]], ...]]:
    """What to take the unknown functions for, in turn."""
    if not claim.functions:
        yield ()
        return
    for turn in range(4):
        chosen = []
        for place, (name, traits) in enumerate(claim.functions):
            fitting = [p for p in FUNCTIONS if fits(traits, p)]
            if not fitting:
                return
            chosen.append((name, fitting[(turn + place) % len(fitting)]))
        yield tuple(chosen)


def _named(point: Point) -> tuple[tuple[str, Fraction], ...]:
    return tuple((symbol.name, value) for symbol, value in point.items())


def _refute_implication(claim: Claim, plain: Claim, tried: Iterable[Point]) -> Refuted | None:
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
    program: object, place: int, symbol: Symbol, tried: Iterable[Point]
) -> Iterator[tuple[Fraction, Fraction]]:
    grid = sorted({point[symbol] for point in tried})
    values = [run(program, {symbol: x}, 128)[place] for x in grid]  # type: ignore[arg-type]
    for (low, left), (high, right) in zip(zip(grid, values), zip(grid[1:], values[1:]), strict=False):
        if not (defined(left) and defined(right)):
            continue
        if left.is_zero():
            yield low, low
        elif (left < 0 < right) or (right < 0 < left):
            yield _bisected(program, place, symbol, low, high, bool(left < 0))


def _bisected(
    program: object, place: int, symbol: Symbol, low: Fraction, high: Fraction, rising: bool
) -> tuple[Fraction, Fraction]:
    for _ in range(40):
        middle = (low + high) / 2
        value = run(program, {symbol: middle}, 128)[place]  # type: ignore[arg-type]
        if not defined(value):
            break
        if value.is_zero():
            return middle, middle
        if not (value < 0 or value > 0):
            break
        low, high = (middle, high) if (value < 0) == rising else (low, middle)
    return low, high
