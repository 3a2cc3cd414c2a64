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


@pytest.mark.parametrize(
    ("text", "wanted", "taken"),
    [
        ("(p + q)^2\n= p^2 + 2 p q + q^2", [None, "follows"], ("p, q : real",)),
        ("S = \\sum_n x_n\n= \\sum_m x_m", [None, None, "follows"], ("N : size", "x_n : real for n in 1..N")),
        (
            "L(w) = ‖X w - y‖^2 + λ‖w‖^2\n\n∇_w L(w)\n= 2 X^T (X w - y) + 2 λ w\n= X^T (X w - y) + 2 λ w",
            [None, None, None, "follows", "fails"],
            (),
        ),
        ("F = m a\n= a m", [None, None, "follows"], ("m, a : real",)),
    ],
)
def test_names_are_taken_and_defined_on_the_way(text, wanted, taken):
    found = check_work(text)
    assert [step.outcome for step in found.steps] == wanted
    assert not taken or set(taken) <= set(found.taken)


def test_a_name_is_one_thing_on_all_lines():
    found = check_work("A + b\n= b + A\n\ntr(A B)\n= tr(B A)")
    assert found.steps[3].outcome in ("undecided", "follows")
    kinds = [line for line in found.taken if "A" in line.partition(" : ")[0].split(", ")]
    assert len(kinds) == 1


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("(a - b)^2\n= -(a - b)^2", "the sign is wrong"),
        ("a + a\n= a", "a factor 2 is missing"),
        ("a\n= 2 a", "there is a factor 2 too many"),
        ("a\n= b", ""),
        ("a^2\n= a", "a square is missing"),
    ],
)
def test_a_slip_is_named_if_it_is_proved(text, slip):
    assert check_work(LET + text).steps[1].result.mistake == slip
