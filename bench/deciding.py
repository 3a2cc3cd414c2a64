"""Reading and deciding, against `simplify(a - b) == 0` and `a.equals(b)`."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from sympy import Expr, simplify

from bench.timing import percentile, shown, timed, within
from derivo.checks.answers.references import reference
from derivo.checks.check import check
from derivo.checks.decide.search.decide import decide
from derivo.checks.notation import Problem, Reading, read
from derivo.checks.notation.meaning.meaning import denote
from derivo.checks.notation.meaning.symbols import domains
from derivo.checks.verdict import Claim, Proved, Refuted, Relation
from derivo.derivations import catalogue

ANSWERS = Path(__file__).parent.parent / "tests" / "derivations" / "gelu.csv"
PATIENCE = 10  # seconds for one call of SymPy
QUESTION = catalogue()["gelu"]
PART = QUESTION.parts[0]
DECIDED = {Proved: True, Refuted: False}


def compare() -> None:
    """Prints the time for a formula, and how many of the claims each way decides rightly."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "gelu.derivative"]
    claims = [
        (row["outcome"], read(row["answer"], QUESTION.notation)) for row in rows if row["outcome"] != "unreadable"
    ]
    reading = [timed(lambda row=row: read(row["answer"], QUESTION.notation))[1] for _ in range(5) for row in rows]
    print(f"  reading a formula     median {shown(percentile(reading, 0.5))}, p99 {shown(percentile(reading, 0.99))}")
    whole = run(claims, lambda found: check(QUESTION, PART, found).outcome != "incorrect")
    ours = run(claims, lambda found: DECIDED.get(type(decide(claim(found)))))
    theirs = [
        (name, run(claims, lambda found, call=call: within(PATIENCE, lambda: call(*pair(found)))))
        for name, call in SYMPY
    ]
    for name, (right, median, total) in (("derivo, the claim", ours), *theirs):
        ratios = (
            f" = {median / ours[1]:.0f} × the median, {total / ours[2]:.0f} × the whole" if median != ours[1] else ""
        )
        print(f"  {name:<21} {right} of {len(claims)} right, median {shown(median)}, in all {shown(total)}{ratios}")
    print(f"  derivo, with chain, mistakes and form: median {shown(whole[1])}, in all {shown(whole[2])}")


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


def claim(reading: Reading) -> Claim:
    """That the last side of an answer equals what is asked."""
    return Claim(*pair(reading), Relation.EQUAL, domains(reading.notation))


def simplified(mine: Expr, other: Expr) -> bool:
    """The usual way."""
    return bool(simplify(mine - other) == 0)


def pair(reading: Reading) -> tuple[Expr, Expr]:
    """The last side of an answer, and what is asked."""
    mine = denote(reading.sides[-1].tree, reading.notation, reading.source)
    asked = reference(QUESTION, PART).asked.value
    assert isinstance(mine, Expr)
    assert isinstance(asked, Expr)
    return mine, asked


SYMPY = (("simplify(a - b) == 0", simplified), ("a.equals(b)", Expr.equals))
