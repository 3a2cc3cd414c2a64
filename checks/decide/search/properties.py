"""Properties of functions: affine, convex, concave. Looks for evidence, hands it to the kernel; believed in nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from derivo.checks.decide.balls import Unsupported, compile_balls, defined, run
from derivo.checks.decide.conditions import Point
from derivo.checks.decide.curvature.chords import mark, to_refute
from derivo.checks.decide.infinities import NotSettled
from derivo.checks.decide.kernel import certify_property
from derivo.checks.decide.proposals.points import function_choices, named, points, points_beyond_borders
from derivo.checks.decide.reductions import reduced
from derivo.checks.decide.refutations import refutes
from derivo.checks.decide.sums.at_sizes import instance_at, sample_places
from derivo.checks.language.nodes import instantiate
from derivo.checks.verdict import Claim, Curvature, Proof, Property, Refuted, Undecided, Verdict, Witness

FIRST_CHORDS, MORE_CHORDS = 8, 32
FRESH = 8  # chords on which all is defined, so that a proof may be tried
MORE_TURNS = 3
SHORTER = (Fraction(1), Fraction(1, 8), Fraction(1, 256))


def decide_property(claim: Property) -> Verdict:
    """Proved, Refuted or Undecided; the same every time."""
    try:
        return _decided(claim, to_refute(claim))
    except (Unsupported, NotSettled, ValueError) as reason:
        return Undecided((("not supported", str(reason)),))


def classified(claim: Property) -> tuple[Verdict, Verdict, Verdict]:
    """Whether the body is affine, convex, concave: three verdicts. *Neither* is that all are refuted."""
    affine, convex, concave = (decide_property(replace(claim, kind=kind)) for kind in Curvature)
    return affine, convex, concave


def _decided(claim: Property, chords: Claim) -> Verdict:
    refuted, seen = _refuted(claim, chords, 0, FIRST_CHORDS)
    if not refuted and len(seen) < FRESH:  # what is rarely defined is looked at more closely before a proof is tried
        refuted, seen = _refuted(claim, chords, 0, MORE_CHORDS)
    if refuted:
        return refuted
    verdict = certify_property(claim, Proof("curvature"), seen)
    if not isinstance(verdict, Undecided) or ("not convex", "") in verdict.tried:
        return verdict
    tried = 0
    for turn in range(MORE_TURNS if chords.sizes else 1):
        refuted, seen = _refuted(claim, chords, turn, MORE_CHORDS)
        tried += len(seen)
        if refuted:
            return refuted
    return replace(verdict, tried=(("chords that agree", str(tried)), *verdict.tried))


def _refuted(claim: Property, chords: Claim, turn: int, count: int) -> tuple[Verdict | None, tuple[Point, ...]]:
    """The kernel's refutation by a chord at the sizes of this turn, and the chords on which all is defined."""
    places = sample_places(chords, turn) if chords.sizes else {}
    instance = instance_at(chords, places) if chords.sizes else chords
    seen: list[Point] = []
    if instance is None:
        return None, ()
    plain = reduced(instance)
    for functions in function_choices(plain):
        program = compile_balls(*(instantiate(side, dict(functions)) for side in (plain.left, plain.right)))
        for source in (points(plain, count), islice(points_beyond_borders(plain), count // 2)):
            for point in _chords(source, claim):
                values = run(program, point, 128)
                if all(map(defined, values)):
                    seen.append(point)
                if refutes(plain.relation, *values):
                    witness = Witness(named(point), functions=functions, sizes=tuple(places.items()))
                    verdict = certify_property(claim, witness)
                    if isinstance(verdict, Refuted):
                        return verdict, ()
            if len(seen) >= FRESH and (count == FIRST_CHORDS or chords.sizes):
                break  # borders cost time
    return None, tuple(seen)


def _chords(source: Iterable[Point], claim: Property) -> Iterator[Point]:
    """Chords between the two points that each point of an instance holds, long and short."""
    far = {str(name) + mark(claim): str(name) for name in claim.about}
    for point in source:
        near = {symbol.name: symbol for symbol in point}
        pairs = [(near[other], symbol) for symbol in point if (other := _near(symbol.name, far)) in near]
        for length in SHORTER:
            moved = {there: point[here] + length * (point[there] - point[here]) for here, there in pairs}
            if not pairs or any(moved[there] != point[here] for here, there in pairs):
                yield {**point, **moved}


def _near(name: str, far: Mapping[str, str]) -> str:
    """The name at the first point of a name at the second; empty for other names."""
    family, bracket, inside = name.partition("[")
    return far[family] + bracket + inside if family in far else ""
