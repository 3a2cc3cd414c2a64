"""Every known mistake of every question is refuted, and known by its name."""

import pytest

from derivo.checks.check import check
from derivo.checks.notation import read
from derivo.derivations import catalogue

MISTAKES = [
    (question, part, mistake)
    for question in catalogue().values()
    for part in question.parts
    for mistake in part.mistakes
]


@pytest.mark.parametrize(
    ("question", "part", "mistake"), MISTAKES, ids=[f"{q.id}.{p.name}: {m.name}" for q, p, m in MISTAKES]
)
def test_a_mistake_is_refuted_and_known_by_its_name(question, part, mistake):
    result = check(question, part, read(mistake.formula, question.notation))
    assert result.outcome == "incorrect"
    if part.kind != "statement":
        assert result.mistake == mistake.name
