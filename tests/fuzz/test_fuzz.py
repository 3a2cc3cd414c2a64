"""The generators of the fuzz run are right themselves, and a little of it runs with every test."""

import random
from fractions import Fraction

import pytest

from tests.fuzz.changing import of_sum
from tests.fuzz.claims import KINDS, claim, limit, sane
from tests.fuzz.constructs import LET, NUMBERS, fed
from tests.fuzz.drawing import ONE, number
from tests.fuzz.judging import Judged, Typed, judged
from tests.fuzz.terms import show, value
from tests.fuzz.worlds import agree, differ, point_of, points

A, K = ("name", "a"), ("idx", "k")
X_N = ("entry", "x", ("idx", "n"))
TOTAL = ("sum", "n", ONE, ("name", "N"), None, X_N)


@pytest.mark.parametrize("seed", range(4 * len(KINDS)))
def test_what_is_rewritten_is_seen_to_differ_nowhere(seed):
    assert sane(seed)


# left, right, whether they are equal
TERMS = [
    (("abs", A), ("fn", "sqrt", ("pow", A, number(2))), True),
    (("abs", A), A, False),
    (("d", A, ("pow", A, number(2))), ("mul", number(2), A), True),
    (("d", A, ("pow", A, number(2))), ("mul", number(3), A), False),
    (("d", ("entry", "x", K), TOTAL), ONE, True),
    (("d", ("entry", "x", K), ("sum", "n", ONE, K, None, TOTAL)), ONE, False),
    (("grad", "u", ("norm", ("vec", "u"))), ("mul", number(2), ("vec", "u")), True),
    (("grad", "u", ("norm", ("vec", "u"))), ("mul", number(2), ("vec", "v")), False),
    (
        ("Var", ("name", "X")),
        ("sub", ("E", ("pow", ("name", "X"), number(2))), ("pow", ("E", ("name", "X")), number(2))),
        True,
    ),
    (("Var", ("name", "X")), ("E", ("pow", ("name", "X"), number(2))), False),
    (("ind", "<", A, number(0)), ("pow", ("ind", "<", A, number(0)), number(2)), True),
    (("tr", ("mmul", ("mat", "A"), ("mat", "B"))), ("tr", ("mmul", ("mat", "B"), ("mat", "A"))), True),
    (("det", ("add", ("mat", "A"), ("mat", "B"))), ("add", ("det", ("mat", "A")), ("det", ("mat", "B"))), False),
]


@pytest.mark.parametrize(("left", "right", "same"), TERMS)
def test_values_are_those_of_plain_floating_point(left, right, same):
    at = points(random.Random(1), 12)
    assert agree(left, right, at) is same
    assert differ(left, right, at) is not same


def test_a_value_by_hand():
    point = point_of(random.Random(1), 3) | {"x": [1, 2, 5], "k": 2}
    assert value(TOTAL, point) == 8
    assert value(("sum", "n", ONE, K, None, X_N), point) == 3
    assert value(("sum", "n", ONE, ("name", "N"), ("!=", ("idx", "n"), K), X_N), point) == 6
    assert show(TOTAL) == r"\sum_{n=1}^{N} (x_{n})"
    assert ("sub", TOTAL, TOTAL) not in list(of_sum(random.Random(1), *TOTAL[1:]))


def test_the_limit_of_a_quotient_is_known():
    for seed in range(40):
        typed = limit(random.Random(seed))
        assert isinstance(Fraction(typed.right), Fraction)
    assert {limit(random.Random(seed)).truth for seed in range(10)} == {True, False}


def test_the_same_seed_gives_the_same_claim():
    assert [claim(seed) for seed in range(30)] == [claim(seed) for seed in range(30)]


def test_every_construct_is_fed_into_every_other():
    assert len(list(fed())) == len(NUMBERS) ** 2


@pytest.mark.parametrize(
    ("typed", "outcome", "fault"),
    [
        (Typed("scalar", True, "a + a", "2a", "a : real"), "correct", ""),
        (Typed("scalar", False, "a + a", "2a", "a : real"), "correct", "WRONG"),
        (Typed("scalar", True, "a", "2a", "a : real"), "incorrect", "WRONG"),
        (Typed("scalar", None, "a", "2a", "a : real"), "incorrect", ""),
        (Typed("answers", False, "z", part="gelu.derivative"), "incorrect", ""),
    ],
)
def test_a_wrong_verdict_is_a_fault(typed, outcome, fault):
    assert judged(typed) == Judged(typed, outcome, fault)


def test_an_exception_is_a_fault(monkeypatch):
    monkeypatch.setattr("tests.fuzz.judging._pair", lambda _: 1 / 0)
    assert "ZeroDivisionError" in judged(Typed("scalar", True, "a", "a", "a : real")).fault


# Each was an exception.
@pytest.mark.parametrize(
    ("text", "let"),
    [
        ("[u > 0]", LET),
        (r"\begin{cases} v & x > 0 \\ 0 & \text{otherwise} \end{cases}", LET),
        (r"\begin{cases} 1 & A > 0 \\ 0 & \text{otherwise} \end{cases}", LET),
        ("-k", LET + "\nZ ~ N(0,1)"),
        ("1{((A)^{-1}_{ii}) = 1}", LET),
        (r"\lim_{x \to 0} (\prod_n N)", LET),
    ],
)
def test_what_was_an_exception_is_none(text, let):
    assert judged(Typed("constructs", None, text, "0", let)).fault == ""
