"""A function of what is the value of a random name, s(a X + b ξ) with ξ = (Y − a X)/b, and gradients by such names."""

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


# --- gradients by a random name of what is written out


@pytest.mark.parametrize(
    ("let", "left", "right"),
    [
        (NOISE, "E[Y^T ∇_X(‖X‖^2)]", "2 E[Y^T X]"),
        (NOISE, "E[Y^T ∇_Y(‖Y - alpha^t X‖^2)]", "2 sqrt(1 - alpha^(2t)) E[Y^T xi]"),
        (NOISE, "E[X^T ∇_Y(‖xi‖^2)]", "2 E[X^T xi]/sqrt(1 - alpha^(2t))"),
        (NOISE, "E[Y^T ∇_X(X^T Y)]", "E‖Y‖^2"),
        (NUMBERS, "E[d/dX (X^2 Y)]", "2 E[X Y]"),
    ],
)
def test_a_gradient_by_a_random_name(let, left, right):
    assert compared(left, right, let).outcome == "correct"
    assert compared(left, f"2 ({right})", let).outcome == "incorrect"


@pytest.mark.parametrize(
    ("let", "text"),
    [
        (NOISE, "E[Y^T ∇_X(X^T s(X))]"),
        (NUMBERS, "E[d/dX (E[X]^2)]"),
        (NUMBERS, "E[d/dX (X s(X))]"),
        ("B : random {0, 1}", "E[d/dB (B^2)]"),
    ],
)
def test_a_gradient_of_a_density_or_a_function_is_not_read(let, text):
    result = compared(text, "1", let)
    assert dict(result.problem.facts)["construct"] == "derivative by a random name"
