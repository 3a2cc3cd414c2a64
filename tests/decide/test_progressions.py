"""Sums of arithmetic and geometric progressions have closed forms for every size, where the ratio is not 1."""

import pytest

from derivo.checks.compare import compare
from derivo.checks.notation import declare, read

NAMES = declare(
    [
        *("N : size", "T : size", "a : real in (0, 1)", "b : real in (0, 1]", "r : positive", "x, c : real"),
        *("q : real in [2, 3]", "h : positive", "x_n : real for n in 1..N"),
    ]
)
EQUAL = [
    ("(1 - a^2) sum_{k=0}^{T-1} a^(2k)", "1 - a^(2T)"),
    ("sum_{k=0}^{T-1} a^k", "(1 - a^T)/(1 - a)"),
    ("sum_{k=1}^T a^k", "a (1 - a^T)/(1 - a)"),
    ("sum_{k=2}^T a^k", "a^2 (1 - a^(T-1))/(1 - a)"),
    ("sum_{k=0}^T a^k", "(1 - a^(T+1))/(1 - a)"),
    ("sum_{k=1}^T a^(T-k)", "(1 - a^T)/(1 - a)"),
    ("sum_{k=1}^T c a^(3k+1)", "c a^4 (1 - a^(3T))/(1 - a^3)"),
    ("sum_{t=1}^T (1 - a)^t", "(1 - a)(1 - (1 - a)^T)/a"),
    ("sum_{k=1}^T a^(-k)", "(a^(-T) - 1)/(1 - a)"),
    ("sum_{k=1}^T q^k", "(q^(T+1) - q)/(q - 1)"),
    ("sum_{k=1}^T 2^k", "2^(T+1) - 2"),
    ("sum_{k=1}^T (1/2)^k", "1 - 2^(-T)"),
    ("sum_{k=1}^T exp(-h k)", "(1 - exp(-h T))/(exp(h) - 1)"),
    ("sum_{k=1}^T k a^k", "a (1 - (T+1) a^T + T a^(T+1))/(1 - a)^2"),
    ("sum_{k=1}^T 2^k k^2", "2^(T+1) (T^2 - 2T + 3) - 6"),
    ("sum_{k=1}^T sum_{j=1}^T a^(k+j)", "a^2 (1 - a^T)^2/(1 - a)^2"),
    ("sum_{n=1}^N n", "N(N+1)/2"),
    ("sum_{n=1}^N n^2", "N(N+1)(2N+1)/6"),
    ("sum_{n=1}^N n^3", "(sum_{n=1}^N n)^2"),
    ("sum_{n=1}^{N-1} n", "N(N-1)/2"),
    ("sum_{n=0}^N (2n + 1)", "(N+1)^2"),
    ("sum_{n=1}^N (x_n + n)", "N(N+1)/2 + sum_n x_n"),
]
DIFFERENT = [
    ("(1 - a^2) sum_{k=0}^{T-1} a^(2k)", "1 - a^(2T+2)"),
    ("sum_{k=0}^{T-1} a^k", "(1 - a^T)/(1 + a)"),
    ("sum_{k=1}^T a^k", "(1 - a^T)/(1 - a)"),
    ("sum_{k=1}^T a^(T-k)", "(1 - a^(T-1))/(1 - a)"),
    ("sum_{k=1}^T k a^k", "a (1 - a^T)/(1 - a)^2"),
    ("sum_{k=1}^T x^k", "x (1 - x^(T+1))/(1 - x)"),
    ("sum_{n=1}^N n", "N(N-1)/2"),
    ("sum_{n=1}^N n^2", "N(N+1)(2N+1)/3"),
    ("sum_{n=1}^N n x_n", "N(N+1)/2 sum_n x_n"),
]
MAY_BE_ONE = [
    ("sum_{k=1}^T r^k", "r (1 - r^T)/(1 - r)"),
    ("sum_{k=1}^T b^k", "b (1 - b^T)/(1 - b)"),
    ("sum_{k=1}^T (a r)^k", "a r (1 - (a r)^T)/(1 - a r)"),
    ("sum_{k=1}^T (a/b)^k", "a (1 - (a/b)^T)/(b - a)"),
]


def outcome(left, right):
    return compare(read(left, NAMES), read(right, NAMES))


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_a_progression_has_its_closed_form_at_every_size(left, right):
    result = outcome(left, right)
    assert result.outcome == "correct"
    assert result.verdict.proof.scope.startswith("for every ")


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_another_closed_form_is_refuted(left, right):
    assert outcome(left, right).outcome == "incorrect"


@pytest.mark.parametrize(("left", "right"), MAY_BE_ONE)
def test_where_the_ratio_may_be_one_nothing_is_divided_by_it(left, right):
    assert outcome(left, right).outcome == "undecided"
