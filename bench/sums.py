"""Sums of symbolic size, against SymPy on the same claims at three elements, which would prove them there only."""

from __future__ import annotations

from sympy import Symbol

from bench.deciding import simplified
from bench.timing import percentile, shown, timed, within
from derivo.checks.answers.claims import claim, conditions, denoted
from derivo.checks.decide.search.decide import decide
from derivo.checks.decide.sums.at_sizes import instance_at
from derivo.checks.notation import Reading
from derivo.checks.reading import read_pair
from derivo.checks.verdict import Claim, Proved, Refuted, Relation
from tests.answers.expectations import ROWS
from tests.answers.sums import IDENTITIES

PATIENCE = 2  # seconds for one call of SymPy
SIZE = 3


def expectations() -> None:
    """Prints the time for a claim about random names, and how many are decided rightly."""
    claims = [(sums(let, left, other), other is right) for left, right, wrong, let in ROWS for other in (right, wrong)]
    decide(claims[0][0])
    for kind, wanted in ((True, Proved), (False, Refuted)):
        found = [timed(lambda each=each: decide(each)) for each, true in claims if true is kind]
        right = sum(isinstance(verdict, wanted) for verdict, _ in found)
        seconds = [time for _, time in found]
        middle, slowest = shown(percentile(seconds, 0.5)), shown(percentile(seconds, 0.99))
        print(f"  {wanted.__name__.lower():8} {right} of {len(found)}, median {middle}, p99 {slowest}")


def compare() -> None:
    """Prints the time for a claim, and how many of the claims each way decides rightly."""
    rows = [
        (sums(let, left, other), other is right)
        for _, let, left, right, wrong in IDENTITIES
        for other in (right, wrong)
    ]
    decide(rows[0][0])  # what is imported and kept on first use
    ours = [timed(lambda each=each: decide(each)) for each, _ in rows]
    theirs = [timed(lambda each=each: within(PATIENCE, lambda: simplified(*written_out(each)))) for each, _ in rows]
    truths = [true for _, true in rows]
    right = sum(isinstance(found, Proved if true else Refuted) for (found, _), true in zip(ours, truths, strict=True))
    known = sum(found is true for (found, _), true in zip(theirs, truths, strict=True))
    mine, other = (percentile([seconds for _, seconds in each], 0.5) for each in (ours, theirs))
    slowest = percentile([seconds for _, seconds in ours], 0.99)
    print(f"  derivo, every size     {right} of {len(rows)} right, median {shown(mine)}, p99 {shown(slowest)}")
    print(f"  simplify(a - b) == 0   {known} of {len(rows)} right, median {shown(other)} = {other / mine:.0f} × ours")


def sums(let: str, left: str, right: str) -> Claim:
    """The claim that two formulas are equal."""
    found = read_pair(left, right, let, "=")
    assert isinstance(found, tuple)
    first, second = (denoted(reading.sides[0].tree, reading).value for reading in found)
    reading: Reading = found[0]
    return claim(
        Relation.EQUAL,
        first,
        second,
        reading.notation,
        conditions(reading.notation.given, reading.notation, reading.source),
    )


def written_out(each: Claim) -> tuple[Symbol, Symbol]:
    """Both sides with three elements in every sum."""
    places = {size.name: SIZE for size in each.sizes} | {index.name: 1 for index, _ in each.indices}
    instance = instance_at(each, places)
    assert instance is not None
    return instance.left, instance.right
