"""Expectations, densities and scores, typed: what holds for every distribution, and near misses of each."""

from __future__ import annotations

import pytest

from derivo.checks.compare import compare
from derivo.checks.reading import read_pair
from derivo.checks.result import Result
from tests.answers.expectations import INEQUALITIES, REVERSED, ROWS, TRUE


def compared(left: str, right: str, let: str, relation: str = "=") -> Result:
    pair = read_pair(left, right, let, relation)
    return pair if isinstance(pair, Result) else compare(*pair, relation)


@pytest.mark.parametrize(("left", "right", "let"), [(row[0], row[1], row[3]) for row in ROWS])
def test_it_is_proved_for_every_distribution(left, right, let):
    result = compared(left, right, let)
    assert result.outcome == "correct", result
    assert "distribution" in result.verdict.proof.scope


@pytest.mark.parametrize(("left", "miss", "let"), [(row[0], row[2], row[3]) for row in ROWS])
def test_a_near_miss_is_refuted(left, miss, let):
    assert compared(left, miss, let).outcome == "incorrect"


@pytest.mark.parametrize(("left", "relation", "right", "let"), REVERSED)
def test_an_inequality_that_is_reversed_is_refuted(left, relation, right, let):
    assert compared(left, right, let, relation).outcome == "incorrect"


@pytest.mark.parametrize(("left", "relation", "right", "let"), INEQUALITIES)
def test_an_inequality_is_proved_for_every_distribution(left, relation, right, let):
    result = compared(left, right, let, relation)
    assert result.outcome == "correct"
    assert "distribution" in result.verdict.proof.scope


@pytest.mark.parametrize(("left", "relation", "right", "let"), TRUE)
def test_what_is_true_is_never_refuted(left, relation, right, let):
    assert compared(left, right, let, relation).outcome in ("correct", "undecided")
