"""A function of what is the value of a random name by its definition: s(a X + b ξ) with ξ = (Y − a X)/b is s(Y)."""

from __future__ import annotations

import pytest

from tests.answers.test_expectations import compared

NOISE = """
d, t : size
alpha : real in (0, 1)
X, Y : random vector(d)
s : function(vector(d)) -> vector(d)
xi = (Y - alpha^t X)/sqrt(1 - alpha^(2t))
n(u) = -sqrt(1 - alpha^(2t)) s(u)
"""
NUMBERS = "a, b, c : real\nX, Y : random real\ns : function(real)\nxi = (Y - a X)/b\neta = Y - exp(-c) X"


@pytest.mark.parametrize(
    ("let", "left", "right"),
    [
        (NOISE, "E‖s(alpha^t X + sqrt(1 - alpha^(2t)) xi)‖^2", "E‖s(Y)‖^2"),
        (NOISE, "E‖n(alpha^t X + sqrt(1 - alpha^(2t)) xi) - xi‖^2", "E‖n(Y) - xi‖^2"),
        (NOISE, "E[xi^T s(sqrt(1 - alpha^(2t)) xi + alpha^(t) X)]", "E[xi^T s(Y)]"),
        (NOISE, "E‖s((alpha^(2t) X + alpha^t sqrt(1 - alpha^(2t)) xi)/alpha^t)‖^2", "E‖s(Y)‖^2"),
        (NOISE, "E‖s((Y - sqrt(1 - alpha^(2t)) xi)/alpha^t)‖^2", "E‖s(X)‖^2"),
        (NOISE, "E‖s(2 X - X)‖^2", "E‖s(X)‖^2"),
        (NUMBERS, "E[s(exp(-c) X + eta)]", "E[s(Y)]"),
        (NUMBERS, "E[s(a X + b xi)]", "E[s(Y)]"),  # it has no value at b = 0, as a b/b
        (NUMBERS, "E_X[E_{Y|X}[s(eta + exp(-c) X)]]", "E[s(Y)]"),
    ],
)
def test_an_argument_that_is_a_random_name(let, left, right):
    assert compared(left, right, let).outcome == "correct"


@pytest.mark.parametrize(
    ("let", "left", "right"),
    [
        (NOISE, "E‖s(alpha^t X + sqrt(1 - alpha^(2t)) xi)‖^2", "E‖s(X)‖^2"),
        (NUMBERS, "E[eta s(exp(-c) X + eta)]", "E[s(Y)]"),
    ],
)
def test_an_argument_that_is_another_one(let, left, right):
    assert compared(left, right, let).outcome == "incorrect"


@pytest.mark.parametrize(
    ("let", "text"),
    [
        (NOISE, "E‖s(alpha^t X + (1 - alpha^(2t)) xi)‖^2"),
        (NOISE, "E‖s(alpha^t X + sqrt(1 - alpha^t) xi)‖^2"),
        (NOISE, "E‖s(X + xi)‖^2"),
        (NOISE, "E‖s(2 Y)‖^2"),
    ],
)
def test_an_argument_that_is_none_is_not_read(let, text):
    result = compared(text, "1", let)
    assert (result.outcome, dict(result.problem.facts)["construct"][:8]) == ("unreadable", "function")
