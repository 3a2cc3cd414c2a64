"""Single points at which exactly one side of a true claim is defined: reported, never part of a verdict."""

from __future__ import annotations

from derivo.checks.decide.balls import Undefined, Unsupported, compile_balls, defined, run
from derivo.checks.decide.conditions import admissible
from derivo.checks.decide.infinities import INFINITE, NO_VALUE, NotSettled
from derivo.checks.decide.proposals.points import borders, points
from derivo.checks.decide.reductions import reduced
from derivo.checks.language.nodes import instantiate
from derivo.checks.verdict import Claim

MOST_NOTES = 3


def one_sided_points(claim: Claim) -> tuple[tuple[str, str], ...]:
    """("left" or "right", "z = 0") for each point found at which that side alone is undefined."""
    try:
        plain = reduced(claim)
        if any(side in (*INFINITE, NO_VALUE) for side in (plain.left, plain.right)):
            return ()
        program = compile_balls(*(instantiate(side, {}) for side in (plain.left, plain.right)))
    except (NotSettled, Unsupported):
        return ()
    start = next(points(plain, 1), None)
    if start is None:
        return ()
    found: dict[tuple[str, str], None] = {}
    for symbol, value in borders(plain, start):
        point = {**start, symbol: value}
        if not admissible(plain, point):
            continue
        left, right = run(program, point, 128)
        if isinstance(left, Undefined) and defined(right):
            found.setdefault(("left", f"{symbol.name} = {value}"))
        if isinstance(right, Undefined) and defined(left):
            found.setdefault(("right", f"{symbol.name} = {value}"))
    return tuple(found)[:MOST_NOTES]
