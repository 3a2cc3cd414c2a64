"""Identities over sums as people type them: proved for every size; each has a near miss that is refuted at one."""

import pytest

from derivo.checks.compare import compare
from derivo.checks.reading import read_pair
from derivo.checks.verdict import Proved, Refuted
from tests.answers.sums import IDENTITIES


def verdict(left, right, let):
    result = compare(*read_pair(left, right, let, "="))
    assert result.problem is None, result.problem
    return result.verdict


rows = pytest.mark.parametrize(
    ("name", "let", "left", "right", "wrong"), IDENTITIES, ids=[row[0] for row in IDENTITIES]
)


@rows
def test_an_identity_is_proved_for_every_size(name, let, left, right, wrong):
    found = verdict(left, right, let)
    assert isinstance(found, Proved)
    assert found.proof.scope.startswith("for every ")


@rows
def test_a_near_miss_is_refuted(name, let, left, right, wrong):
    found = verdict(left, wrong, let)
    assert isinstance(found, Refuted)
    assert found.witness.sizes
