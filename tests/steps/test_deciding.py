"""Each side against the one before: what follows, what fails and where, what stays open."""

import pytest

from derivo.checks.steps.deciding import check_work

LET = "let a, b, x, y : real\nlet n : natural\n\n"


def outcomes(text, let=LET):
    return [step.outcome for step in check_work(let + text).steps]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("(a + b)^2\n= a^2 + 2 a b + b^2", [None, "follows"]),
        ("(a + b)^2\n= a^2 + b^2", [None, "fails"]),
        ("(a + b)^2\n= a^2 + b^2\n= b^2 + a^2", [None, "fails", "follows"]),
        ("a^2\n<= a^2 + 1\n= 1 + a^2\n< 2 + a^2", [None, "follows", "follows", "follows"]),
        ("a^2\n< a", [None, "fails"]),
        ("a\n≈ b", [None, "undecided"]),
        ("a\n= q(\n= a", [None, "unreadable", "unreadable"]),
        ("x - y = 0\n=> x = y", [None, "follows"]),
        ("x - y = 0\n=> x = -y", [None, "fails"]),
        ("x = y\n=> x = y = 1 y", [None, "follows"]),
        ("suppose a = 1\n\na + b\n= 1 + b", [None, None, "follows"]),
        ("suppose a = 1\n\na + b\n= 2 + b", [None, None, "fails"]),
    ],
)
def test_sides(text, wanted):
    assert outcomes(text) == wanted


def test_the_whole():
    assert check_work(LET + "a\n= a\n= 1 a").outcome == "correct"
    wrong = check_work(LET + "a\n= a\n= 2 a\n= 3 a")
    assert (wrong.outcome, wrong.first_wrong_step) == ("incorrect", 3)
    assert check_work(LET + "a\n= 2 a\n= q(").outcome == "incorrect"
    assert check_work(LET + "a\n= q(").outcome == "unreadable"
    assert check_work(LET + "a\n≈ b").outcome == "undecided"
    assert check_work(LET + "a").outcome == "undecided"
    assert check_work("").outcome == "unreadable"


def test_a_side_that_comes_back_is_seen():
    found = check_work(LET + "(a + b)^2\n= a^2 + b^2\n= a^2 + b^2 + 2 a b")
    assert [step.outcome for step in found.steps] == [None, "fails", "fails"]
    assert found.steps[2].again == 1


def test_facts_that_are_used_are_told():
    found = check_work(LET + "suppose a = 1\n\na + b\n= 1 + b")
    assert found.steps[2].used == (1,)
