"""Whether two expressions may be equal, by their values at points: what is not is no candidate. Believed in nothing."""

from __future__ import annotations

from dataclasses import replace

from sympy import Basic

from derivo.checks.decide.balls import Unsupported, compile_balls, defined, disjoint, run
from derivo.checks.decide.infinities import NotSettled
from derivo.checks.decide.proposals.points import points
from derivo.checks.decide.reductions import reduced
from derivo.checks.decide.sums.at_sizes import instance_at, sample_places
from derivo.checks.language.nodes import instantiate
from derivo.checks.verdict import Claim, Relation

MOST_POINTS = 3
LARGEST_SIZE = 2  # of the instance: candidates are many


def may_be_equal(claim: Claim, left: Basic, right: Basic) -> bool:
    """Whether two expressions are equal at some points of an instance of the claim, unknown functions being any."""
    sides = (instantiate(side, {}) for side in (left, right))
    plain = replace(claim, left=next(sides), right=next(sides), relation=Relation.EQUAL, functions=())
    places = {name: min(number, LARGEST_SIZE) for name, number in sample_places(plain).items()}
    instance = instance_at(plain, places)
    if instance is None:
        return True
    try:
        scalar = reduced(instance)
        program = compile_balls(scalar.left, scalar.right)
    except (NotSettled, Unsupported):
        return True
    for point in points(scalar, MOST_POINTS):
        values = run(program, point, 128)
        if all(map(defined, values)) and disjoint(*values):
            return False
    return True
