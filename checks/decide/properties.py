"""Properties of functions: affine, convex, concave. Looks for evidence, hands it to the kernel; believed in nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain, islice

from checks.decide.at_sizes import instance_at, sample_places
from checks.decide.balls import Unsupported, compile_balls, run
from checks.decide.chords import WEIGHT, mark, to_refute
from checks.decide.conditions import Point
from checks.decide.infinities import NotSettled
from checks.decide.instances import points, points_beyond_borders
from checks.decide.kernel import certify_property
from checks.decide.reductions import reduced
from checks.decide.refutations import refutes
from checks.decide.search import function_choices, named
from checks.language.nodes import instantiate
from checks.verdict import Claim, Curvature, Proof, Property, Refuted, Undecided, Verdict, Witness

FIRST_CHORDS, MORE_CHORDS = 12, 48
FIRST_TURNS, MORE_TURNS = 1, 4
SHORTER = (Fraction(1), Fraction(1, 8), Fraction(1, 256))


def decide_property(claim: Property) -> Verdict:
    """Proved, Refuted or Undecided; the same every time."""
    try:
        refuted = _refuted(claim, range(FIRST_TURNS), FIRST_CHORDS)
        if refuted:
            return refuted
        fresh = tuple(_sample(claim))
        verdict = certify_property(claim, Proof("curvature"), fresh)
        if not isinstance(verdict, Undecided) or dict(verdict.tried).keys() & {"not convex"}:
            return verdict
        return _refuted(claim, range(MORE_TURNS if claim.sizes else 1), MORE_CHORDS) or verdict
    except (Unsupported, NotSettled, ValueError) as reason:
        return Undecided((("not supported", str(reason)),))


def classified(claim: Property) -> tuple[Verdict, Verdict, Verdict]:
    """Whether the body is affine, convex, concave: three verdicts. *Neither* is that all are refuted."""
    affine, convex, concave = (decide_property(replace(claim, kind=kind)) for kind in Curvature)
    return affine, convex, concave


def _refuted(claim: Property, turns: range, count: int) -> Verdict | None:
    """The kernel's refutation at one of some chords, the sizes being small."""
    chords = to_refute(claim)
    for turn in turns:
        places = sample_places(chords, turn) if chords.sizes else {}
        instance = instance_at(chords, places) if chords.sizes else chords
        if instance is None:
            continue
        plain = reduced(instance)
        for functions in function_choices(plain):
            program = compile_balls(*(instantiate(side, dict(functions)) for side in (plain.left, plain.right)))
            for point in _chords(plain, mark(claim), count):
                if refutes(plain.relation, *run(program, point, 128)):
                    witness = Witness(named(point), functions=functions, sizes=tuple(places.items()))
                    verdict = certify_property(claim, witness)
                    if isinstance(verdict, Refuted):
                        return verdict
    return None


def _chords(plain: Claim, end: str, count: int) -> Iterator[Point]:
    """Chords between admissible points, long and short."""
    for point in chain(points(plain, count), islice(points_beyond_borders(plain), count // 2)):
        near = {symbol.name: symbol for symbol in point}
        pairs = [(near[_near(s.name, end)], s) for s in point if _near(s.name, end) in near and s.name != WEIGHT]
        for length in SHORTER:
            moved = {far: point[here] + length * (point[far] - point[here]) for here, far in pairs}
            if length == 1 or any(moved[far] != point[here] for here, far in pairs):
                yield {**point, **moved}


def _near(name: str, end: str) -> str:
    """The name at the first point of a name at the second; empty for other names."""
    family, bracket, inside = name.partition("[")
    return family.removesuffix(end) + bracket + inside if family.endswith(end) else ""


def _sample(claim: Property) -> Iterator[Point]:
    """Chords on which a proof is tried."""
    chords = to_refute(claim)
    instance = instance_at(chords, sample_places(chords)) if chords.sizes else chords
    if instance is not None:
        yield from _chords(reduced(instance), mark(claim), FIRST_CHORDS)
