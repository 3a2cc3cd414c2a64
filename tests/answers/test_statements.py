"""Statements: true and new, true and empty, false. The weighted mixture's copies, in many spellings."""

import pytest

from derivo.checks.check import check
from derivo.checks.reading import read_answer
from derivo.checks.result import Result
from derivo.derivations import catalogue

QUESTION = catalogue()["weighted-gmm"]
COPIES = QUESTION.part("copies")
WEIGHTED = "sum_n w_n log p_n"


def checked(text):
    reading = read_answer(text, QUESTION, COPIES)
    return reading if isinstance(reading, Result) else check(QUESTION, COPIES, reading)


CORRECT = [
    f"{WEIGHTED} = sum_n sum_{{j=1}}^{{w_n}} log p_n",
    f"sum_n sum_{{i=0}}^{{w_n - 1}} log p(x_n) = {WEIGHTED}",
    f"{WEIGHTED} = sum_n (log p_n + sum_{{j=2}}^{{w_n}} log p_n)",
    f"{WEIGHTED} = log prod_n prod_{{j=1}}^{{w_n}} p_n",
    "w_n log p_n = sum_{j=1}^{w_n} log p_n",
    "prod_n p_n^{w_n} = prod_n prod_{j=1}^{w_n} p_n",
    f"{WEIGHTED} - sum_n sum_{{j=1}}^{{w_n}} log p_n = 0",
    f"{WEIGHTED} = sum_n sum_{{j=1}}^{{v_n}} log p_n where v_n = w_n",
]
TRIVIAL = [
    f"{WEIGHTED} = sum_m w_m log p_m",
    f"{WEIGHTED} = sum_n log(p_n) w_n",
    f"2 {WEIGHTED} = sum_n 2 w_n log p_n",
    f"{WEIGHTED} - sum_m w_m log p_m = 0",
    f"{WEIGHTED} = sum_n log p_n + sum_n (w_n - 1) log p_n",
    f"{WEIGHTED} = 1/3 sum_n 3 w_n log p_n",
    "sum_n sum_{j=1}^{w_n} log p_n = sum_m sum_{i=1}^{w_m} log p_m",
]
UNCLEAR = [
    f"{WEIGHTED} = sum_n log p_n^{{w_n}}",
    f"{WEIGHTED} = log prod_n p_n^{{w_n}}",
    f"{WEIGHTED} = sum_n sum_{{j=1}}^{{w_n}} w_n log(p_n)/w_n",
    f"{WEIGHTED} = sum_{{i=1}}^{{W}} log p_i where W = sum_n w_n",
]
FALSE = [
    f"{WEIGHTED} = sum_n sum_{{j=1}}^{{w_n}} log p_j",
    f"{WEIGHTED} = sum_n sum_{{j=0}}^{{w_n}} log p_n",
    f"{WEIGHTED} = sum_n sum_{{j=2}}^{{w_n}} log p_n",
    f"{WEIGHTED} = sum_n sum_{{j=1}}^{{w_n}} w_n log p_n",
    f"{WEIGHTED} = sum_n sum_{{j=1}}^{{w_n}} j log p_n",
    f"{WEIGHTED} = sum_n sum_{{j=1}}^N log p_n",
    f"{WEIGHTED} = sum_n log p_n",
    f"{WEIGHTED} = sum_n prod_{{j=1}}^{{w_n}} log p_n",
    f"{WEIGHTED} = sum_n w_n sum_{{j=1}}^{{w_n}} log p_n",
]
OUTCOMES = [
    *((text, "correct", "") for text in CORRECT),
    *((text, "unfinished", "trivial") for text in TRIVIAL),
    *((text, "undecided", None) for text in UNCLEAR),
    *((text, "incorrect", "") for text in FALSE),
]


@pytest.mark.parametrize(("text", "outcome", "reason"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_a_statement_about_copies_has_its_outcome(text, outcome, reason):
    result = checked(text)
    assert result.outcome == outcome
    assert reason is None or result.reason == reason


def test_a_witness_gives_the_bounds_of_sums_as_whole_numbers():
    witness = checked(FALSE[0]).verdict.witness
    assert all(value.denominator == 1 for name, value in witness.point if name.startswith("w["))
