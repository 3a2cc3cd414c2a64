"""Points at which the kernel tries a proof."""

from __future__ import annotations

from derivo.checks.decide.agreement import SAMPLES
from derivo.checks.decide.balls import Program, compile_balls, defined, run
from derivo.checks.decide.conditions import Point
from derivo.checks.decide.proposals.points import Functions, function_choices, points
from derivo.checks.decide.reductions import reduced
from derivo.checks.decide.sums.at_sizes import instance_at, sample_places
from derivo.checks.language.nodes import instantiate
from derivo.checks.verdict import Claim

FIRST_POINTS = 8


def fresh_points(plain: Claim) -> tuple[Point, ...]:
    """Points at which a proof is tried: of the first sample of sizes at which both sides are defined somewhere."""
    tried: list[tuple[Point, ...]] = [()]
    for turn in range(SAMPLES if plain.sized else 1):
        sample = instance_at(plain, sample_places(plain, turn)) if plain.sized else plain
        if sample is not None:
            scalar = reduced(sample)
            tried.append(tuple(points(scalar, FIRST_POINTS)))
            sides = (instantiate(side, {}) for side in (scalar.left, scalar.right))
            if somewhere_defined((((), compile_balls(*sides)),), tried[-1]):
                break
    return tried[-1]


def instances_of(plain: Claim) -> tuple[tuple[Functions, Program], ...]:
    """The claim with each choice of its unknown functions, ready to be evaluated."""
    sides = [part for side in (plain.left, plain.right) for part in (side.args if side.is_Relational else (side,))]
    choices = tuple(function_choices(plain))
    return tuple((choice, compile_balls(*(instantiate(side, dict(choice)) for side in sides))) for choice in choices)


def somewhere_defined(instances: tuple[tuple[Functions, Program], ...], tried: tuple[Point, ...]) -> bool:
    """Whether all sides have values at one of the points."""
    return any(all(map(defined, run(program, point, 128))) for _, program in instances[:1] for point in tried)
