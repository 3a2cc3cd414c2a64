"""Steps of work, not time: the same row has the same outcome under load, in any order, in any process."""

import itertools
import random
import subprocess
import sys
import time

import pytest

from derivo.checks import work
from derivo.checks.compare import compare
from derivo.checks.decide import balls, conditions
from derivo.checks.in_time import OutOfTime, bounded
from derivo.checks.reading import read_pair
from derivo.checks.result import Result
from derivo.checks.work import OverBudget, remembered, spend, within

SUMS = "N : size\nx_n, y_n : real for n in 1..N\nk : index(N)\na, b, c : real"
ARRAYS = "d, m : size\nA, B : matrix(d,d)\nX : matrix(d,m)\nV : posdef(d)"
PROJECTION = "P = X (X^T V^{-1} X)^{-1} X^T V^{-1}"
DOUBLED = "a : real\nb_0 = a + a\n" + "\n".join(f"b_{{{i}}} = b_{{{i - 1}}} + b_{{{i - 1}}}" for i in range(1, 90))

# left, right, what is declared: each ends within the steps that are allowed, whatever becomes of it
HOSTILE = [
    ("sum_{n=1}^{1000000} n", "500000500000", SUMS),
    ("sum_{n=1}^{1000} sum_{m=1}^{1000} n m", "0", SUMS),
    ("prod_{n=1}^{100000} (1 + a/n)", "0", SUMS),
    ("(a + 1)" * 800, "0", SUMS),
    ("".join(f"(a + {i})" for i in range(800)), "a", SUMS),
    ("+".join(f"a^{i} b" for i in range(1, 900)), "0", SUMS),
    ("b_{89}", "0", DOUBLED),
    ("sum_n " * 40 + "x_n", "0", SUMS),
    ("(" * 45 + "a" + " + 1)^2" * 45, "0", SUMS),
    ("d/da " * 40 + "exp(sin(exp(a^2)))", "0", SUMS),
    ("d/da " * 9 + "exp(sin(exp(sin(a))))", "0", SUMS),
    ("P P", "P", ARRAYS + "\n" + PROJECTION),
    ("(I_d - P) V (I_d - P)^T", "V - P V", ARRAYS + "\n" + PROJECTION),
    ("+".join(f"max(a, {i} b)" for i in range(60)), "0", SUMS),
    ("(sum_n x_n y_n + sum_n x_n + a)^{12}", "0", SUMS),
]
# about as dear as allowed: with `steps` one is decided, with fewer it is not
NEAR = ("(sum_n x_n^2)(sum_n y_n^2)", "(sum_n x_n y_n)^2 + 1/2 sum_n sum_m (x_n y_m - x_m y_n)^2", SUMS)


def outcome(left, right, let, relation="="):
    """The outcome with its reason, and the steps that it took."""
    with within() as meter:
        before = meter.left
        pair = read_pair(left, right, let, relation)
        result = pair if isinstance(pair, Result) else compare(*pair, relation)
        return (result.outcome, result.reason), before - meter.left


@pytest.mark.parametrize(("left", "right", "let"), HOSTILE)
def test_hostile_sizes_end_within_the_steps(left, right, let):
    found, steps = outcome(left, right, let)
    assert found[0] != "correct"
    assert steps <= work.READING + work.DECIDING or found == ("undecided", "over-budget")


def delayed(function, milliseconds, every):
    """A function that is held up now and then, as under load."""
    calls = itertools.count()

    def slow(*given, **named):
        if next(calls) % every == 0:
            time.sleep(milliseconds / 1000)
        return function(*given, **named)

    return slow


@pytest.mark.parametrize("spared", [0, 1])
@pytest.mark.parametrize(("milliseconds", "every"), [(1, 5), (100, 100)])
def test_delays_decide_nothing(monkeypatch, milliseconds, every, spared):
    found, steps = outcome(*NEAR)
    assert found == ("correct", "")
    monkeypatch.setattr("derivo.checks.compare.DECIDING", steps - spared * steps // 2)
    expected, used = outcome(*NEAR)
    assert expected == (("undecided", "over-budget") if spared else ("correct", ""))
    monkeypatch.setattr("derivo.checks.decide.search.decide.run", delayed(balls.run, milliseconds, every))
    monkeypatch.setattr(
        "derivo.checks.decide.proposals.points.rational_value", delayed(conditions.rational_value, milliseconds, every)
    )
    assert outcome(*NEAR) == (expected, used)


CLAIMS = [
    NEAR,
    ("sum_n (x_n - a)^2", "sum_n x_n^2 - 2 a sum_n x_n + N a^2", SUMS),
    ("d/da exp(a b)", "b exp(a b)", SUMS),
    ("|a - b|", "max(a, b) - min(a, b)", SUMS),
    ("tr(A B)", "tr(B A)", ARRAYS),
    ("(A B)^T", "A^T B^T", ARRAYS),
    ("sum_n x_n / (1 + x_n^2)", "sum_n x_n", SUMS),
]


def test_the_order_of_the_claims_costs_nothing():
    first = {claim: outcome(*claim) for claim in CLAIMS}
    for seed in range(3):
        shuffled = random.Random(seed).sample(CLAIMS, len(CLAIMS))
        assert {claim: outcome(*claim) for claim in shuffled} == first


def test_another_process_takes_the_same_steps():
    script = "from tests.test_work import CLAIMS, outcome; print([outcome(*claim) for claim in CLAIMS])"
    printed = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert printed == {f"{[outcome(*claim) for claim in CLAIMS]}\n"}


def test_what_is_remembered_costs_what_it_cost():
    @remembered(10)
    def found(steps):
        spend(steps)
        return steps

    for _ in range(3):
        with within(100) as meter:
            assert (found(7), found(7), meter.left) == (7, 7, 86)
    with within(13):
        found(7)
        with pytest.raises(OverBudget):
            found(7)


def test_an_inner_budget_ends_inside_and_counts_outside():
    with within(10) as outer:
        with within(3), pytest.raises(OverBudget):
            spend(4)
        assert outer.left == 6
    spend(10**9)  # outside of any budget


def test_a_call_that_hangs_is_ended():
    with pytest.raises(OutOfTime):
        bounded(0.05, lambda: time.sleep(5))
    assert bounded(5, lambda: 3) == 3
