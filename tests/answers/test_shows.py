"""What a part shows besides: where it cannot be decided, nothing is said, and the answer is what it is."""

import pytest

from derivo.checks.check import check
from derivo.checks.feedback import record
from derivo.checks.notation import notation
from derivo.checks.question import Question, value
from derivo.checks.reading import read_answer

NAMES = notation(
    "let d : size\nlet x : real\nlet v : vector(d)\nlet A : matrix(d,d)\nlet X : random real\nlet Z ~ Normal(x, 1)"
)


def shown(asked, kind, about):
    question = Question(
        "q", "T", "", NAMES, (value("a", "What?", asked=asked, points=1, shows=((asked, kind, about),)),)
    )
    part = question.part("a")
    result = check(question, part, read_answer(asked, question, part))
    assert record(result, part).message
    return result.outcome, [type(each.verdict).__name__ for each in result.properties]


@pytest.mark.parametrize(
    ("asked", "kind", "about", "verdicts"),
    [
        ("x^2 + x", "convex", "x", ["Proved"]),
        ("x^3 + x", "convex", "x", ["Refuted"]),
        ("x!", "convex", "x", ["Undecided"]),
        ("E[(X - x)^2]", "convex", "x", []),
        ("E[(Z - x)^2]", "convex", "x", []),
        ("A v", "affine", "v", []),
    ],
)
def test_what_is_shown(asked, kind, about, verdicts):
    assert shown(asked, kind, about) == ("correct", verdicts)
