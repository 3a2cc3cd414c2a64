"""Many different answers through `grade`."""

from __future__ import annotations

import io

from bench.timing import percentile, shown, timed
from derivo.checks.grading import Submission, grade
from derivo.checks.grading.reports import jsonl
from derivo.checks.grading.submissions import Answer
from derivo.derivations import catalogue

COUNT = 1000
FORMS = (
    "sigma(cz) + {n} c z sigma(cz)(1 - sigma(cz))/{n}",
    "sigma(cz) + c z sigma(cz)(1 - sigma(cz)) + z/{n}",
    "(1 + (1 + cz + {n} - {n}) e^(-cz))/(1 + e^(-cz))^2",
    "sigma(cz)({n} + cz(1 - sigma(cz)))",
)


def measure() -> None:
    """Prints how many answers a second are graded once the worker runs, and how long one takes."""
    texts = [FORMS[number % len(FORMS)].format(n=number + 2) for number in range(COUNT)]
    submissions = (Submission(number, Answer("gelu.derivative", text)) for number, text in enumerate(texts))
    write = jsonl(io.StringIO())
    results = grade(submissions, catalogue())
    write(next(results))
    graded, seconds = timed(lambda: [write(each) or each for each in results])
    each = [result.seconds for result in graded]
    print(
        f"  {len(graded) / seconds:.0f} answers a second; one takes {shown(percentile(each, 0.5))} in the median, "
        f"{shown(percentile(each, 0.99))} at most for 99 %"
    )
