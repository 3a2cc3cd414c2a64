"""What the second judge adds to a decision: the same claims with what was typed, and without."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from bench import deciding, sums
from bench.timing import shown, timed
from derivo.checks.decide.search.decide import decide
from derivo.checks.notation import Reading, read
from derivo.checks.reading import read_pair
from derivo.checks.verdict import Claim, Typed
from tests.answers.expectations import ROWS
from tests.answers.sums import IDENTITIES

RIGHT = "sigma(cz)(1 + cz(1 - sigma(cz)))"
TURNS = 3


def compare() -> None:
    """Prints the share of the second judge in a decision, claim by claim, in the median."""
    equal = [(let, left, other) for _, let, left, right, wrong in IDENTITIES for other in (right, wrong)]
    expected = [(let, left, other) for left, right, wrong, let in ROWS for other in (right, wrong)]
    for name, claims in (
        ("GeLU", gelu()),
        ("sums", [typed_sums(*row) for row in equal]),
        ("expectations", [typed_sums(*row) for row in expected]),
    ):
        more, alone = measured(claims)
        print(f"  {name:<13} {more:4.0%} on top of {shown(alone)}, in the median")


def measured(claims: Sequence[Claim]) -> tuple[float, float]:
    """The median of what is added to a decision, as a share of it, and the median decision without the second judge."""
    shares, alone = [], []
    for claim in claims:
        bare = replace(claim, typed=None)
        for each in (claim, bare):
            decide(each)
        whole, plain = (min(timed(lambda each=each: decide(each))[1] for _ in range(TURNS)) for each in (claim, bare))
        shares.append(whole / plain - 1)
        alone.append(plain)
    return median(shares), median(alone)


def gelu() -> list[Claim]:
    """The answers to the first question, each held against a right one."""
    notation = deciding.QUESTION.notation
    with deciding.ANSWERS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "gelu.derivative"]
    found = []
    right = read(RIGHT, notation)
    assert isinstance(right, Reading)
    for row in rows:
        reading = read(row["answer"], notation)
        if isinstance(reading, Reading):
            typed = Typed(reading.sides[-1].tree, right.sides[-1].tree, reading.notation, reading.notation.given)
            found.append(replace(deciding.claim(reading), typed=typed))
    return found


def typed_sums(let: str, left: str, right: str) -> Claim:
    """The claim that two formulas are equal, with what was typed."""
    found = read_pair(left, right, let, "=")
    assert isinstance(found, tuple)
    first, second = (reading.sides[0].tree for reading in found)
    typed = Typed(first, second, found[0].notation, found[0].notation.given)
    return replace(sums.sums(let, left, right), typed=typed)
