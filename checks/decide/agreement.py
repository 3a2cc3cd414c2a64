"""Whether both sides of a claim agree at fresh points, and have values at some: without that no proof is believed."""

from __future__ import annotations

from collections.abc import Iterator

from derivo.checks.decide.balls import compile_balls, defined, run
from derivo.checks.decide.conditions import Point, admissible
from derivo.checks.decide.reductions import reduced
from derivo.checks.decide.refutations import refutes
from derivo.checks.decide.sums.at_sizes import instance_at, sample_places
from derivo.checks.language.nodes import instantiate, names_in
from derivo.checks.verdict import Claim

FRESH_POINTS = 4
SAMPLES = 3  # choices of sizes, at one of which both sides must be defined somewhere


def samples(claim: Claim) -> Iterator[Claim]:
    """The claim at some choices of small sizes."""
    for turn in range(SAMPLES):
        sample = instance_at(claim, sample_places(claim, turn))
        if sample is not None:
            yield reduced(sample)


def agrees(claim: Claim, fresh: tuple[Point, ...], *, nonzero: bool, anyway: bool = False) -> bool:
    """Whether both sides have values at some fresh admissible point, and contradict the claim at none.

    With `nonzero` the values there must not be 0: nothing but 0 is proportional to 0. With `anyway`, a contradiction
    does not count: a table of samples need not be as what is known of continuous names says.
    """
    sides = [part for side in (claim.left, claim.right) for part in (side.args if side.is_Relational else (side,))]
    plain = [instantiate(side, {}) for side in sides]
    program, names = compile_balls(*plain), names_in(*plain)
    seen = 0
    for point in fresh:
        if not names <= point.keys() or not admissible(claim, point):  # of another sample, perhaps
            continue
        values = run(program, point, 128)
        seen += all(defined(value) and not (nonzero and bool(value.contains(0))) for value in values)
        if len(values) == 2 and not anyway and refutes(claim.relation, *values):
            return False
        if seen >= FRESH_POINTS:
            break
    return seen > 0
