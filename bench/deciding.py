"""Reading and deciding, against `simplify(a - b) == 0` and `a.equals(b)`."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from sympy import Expr, simplify

from bench.timing import percentile, shown, timed, within
from checks.check import check, reference
from checks.notation import Problem, Reading, read
from checks.notation.meaning import denote
from derivations import catalogue

ANSWERS = Path(__file__).parent.parent / "tests" / "derivations" / "gelu.csv"
PATIENCE = 10  # seconds for one call of SymPy
QUESTION = catalogue()["gelu"]
PART = QUESTION.parts[0]


def compare() -> None:
    """Prints the time for a formula, and how many of the claims each way decides rightly."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "gelu.derivative"]
    claims = [
        (row["outcome"], read(row["answer"], QUESTION.notation)) for row in rows if row["outcome"] != "unreadable"
    ]
    reading = [timed(lambda row=row: read(row["answer"], QUESTION.notation))[1] for _ in range(5) for row in rows]
    print(f"  reading a formula     median {shown(percentile(reading, 0.5))}, p99 {shown(percentile(reading, 0.99))}")
    ours = run(claims, lambda found: check(QUESTION, PART, found).outcome != "incorrect")
    for name, call in (("simplify(a - b) == 0", simplified), ("a.equals(b)", Expr.equals)):
        theirs = run(claims, lambda found, call=call: within(PATIENCE, lambda: call(*pair(found))))
        print(
            f"  {name:<21} {theirs[0]:>3} of {len(claims)} right, median {shown(theirs[1])}, in all {shown(theirs[2])}"
        )
        print(
            f"  {'':<21} {theirs[1] / ours[1]:.0f} × the median of derivo, {theirs[2] / ours[2]:.0f} × its whole time"
        )
    print(
        f"  derivo                {ours[0]:>3} of {len(claims)} right, median {shown(ours[1])}, in all {shown(ours[2])}"
    )


def run(
    claims: list[tuple[str, Reading | Problem]], decide: Callable[[Reading], bool | None]
) -> tuple[int, float, float]:
    """How many claims are decided rightly, the median time and the whole time."""
    right, seconds = 0, []
    for outcome, reading in claims:
        assert isinstance(reading, Reading)
        equal, took = timed(lambda reading=reading: decide(reading))
        right += equal is (outcome != "incorrect")
        seconds.append(took)
    return right, percentile(seconds, 0.5), sum(seconds)


def simplified(mine: Expr, other: Expr) -> bool:
    """The usual way."""
    return bool(simplify(mine - other) == 0)


def pair(reading: Reading) -> tuple[Expr, Expr]:
    """The last side of an answer, and what is asked."""
    mine = denote(reading.sides[-1].tree, reading.notation, reading.source)
    asked = reference(QUESTION, PART).asked
    assert isinstance(mine, Expr)
    assert isinstance(asked, Expr)
    return mine.doit(), asked.doit()
