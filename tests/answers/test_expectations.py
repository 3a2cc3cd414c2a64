"""Expectations, densities and scores, typed: what holds for every distribution, and near misses of each."""

from __future__ import annotations

import pytest

from checks.check import compare
from checks.reading import read_pair
from checks.result import Result

REAL = "X, Y, Z : random real\na, b : real"
FREE = "X, Y : random real, independent\na, b : real"
JOINT = r"""
X_0 also x_0 : random vector(d)
X_t also x_t : random vector(d)
p : density of X_0, X_t
s_theta : function(vector(d)) -> vector(d)
"""
DENSITY = "X also x : random real\nZ also z : random real\np : density of X, Z\nf : function(real)\ng : function(real)"

# left, right, a near miss of right, the declarations
ROWS = [
    # linearity, variances, covariances
    ("E[a X + b]", "a E[X] + b", "a E[X]", REAL),
    ("E[X + Y]", "E[X] + E[Y]", "E[X] - E[Y]", REAL),
    ("E[X - E[X]]", "0", "E[X]", REAL),
    ("Var(X)", "E[X^2] - E[X]^2", "E[X^2] + E[X]^2", REAL),
    ("Var(X)", "E[(X - E[X])^2]", "E[(X - E[X])]", REAL),
    ("Var(a X + b)", "a^2 Var(X)", "a Var(X)", REAL),
    ("Var(X + Y)", "Var(X) + Var(Y) + 2 Cov(X, Y)", "Var(X) + Var(Y)", REAL),
    ("Var(X - Y)", "Var(X) + Var(Y) - 2 Cov(X, Y)", "Var(X) - Var(Y)", REAL),
    ("Cov(X, Y)", "E[X Y] - E[X] E[Y]", "E[X Y]", REAL),
    ("Cov(X, X)", "Var(X)", "E[X^2]", REAL),
    ("Cov(X, Y)", "Cov(Y, X)", "-Cov(Y, X)", REAL),
    ("Cov(a X + b, Y)", "a Cov(X, Y)", "a Cov(X, Y) + b", REAL),
    ("Cov(X + Y, Z)", "Cov(X, Z) + Cov(Y, Z)", "Cov(X, Z)", REAL),
    ("E[(X - a)^2]", "Var(X) + (E[X] - a)^2", "Var(X) - (E[X] - a)^2", REAL),
    ("E[(X - Y)^2]", "Var(X - Y) + (E[X] - E[Y])^2", "Var(X - Y)", REAL),
    ("E[X E[Y]]", "E[X] E[Y]", "E[X Y]", REAL),
    # independence
    ("E[X Y]", "E[X] E[Y]", "E[X] + E[Y]", FREE),
    ("Cov(X, Y)", "0", "Var(X)", FREE),
    ("Var(X + Y)", "Var(X) + Var(Y)", "Var(X)", FREE),
    ("E[X^2 Y]", "E[X^2] E[Y]", "E[X]^2 E[Y]", FREE),
    ("Var(X Y)", "E[X^2] E[Y^2] - E[X]^2 E[Y]^2", "Var(X) Var(Y)", FREE),
    ("E[(X + Y)^2]", "E[X^2] + 2 E[X] E[Y] + E[Y^2]", "E[X^2] + E[Y^2]", FREE),
    # the tower rule, total variance, conditionals
    ("E_Z[E[X | Z]]", "E[X]", "E[Z]", DENSITY),
    ("E_Z E_{X|Z}[f(X) g(Z)]", "E_{X,Z}[f(X) g(Z)]", "E[f(X)] E[g(Z)]", DENSITY),
    ("E_Z[g(Z) E[X | Z]]", "E[X g(Z)]", "E[X] E[g(Z)]", DENSITY),
    ("E[(X - E[X|Z])^2]", "E[X^2] - E[E[X|Z]^2]", "E[X^2] - E[X]^2", DENSITY),
    ("p(x, z)", "p(x|z) p(z)", "p(x) p(z)", DENSITY),
    ("p(z|x)", "p(x|z) p(z)/p(x)", "p(x|z) p(x)/p(z)", DENSITY),
    ("p(x)", "∫ p(x|z) p(z) dz", "∫ p(x|z) dz", DENSITY),
    ("∫ p(x) dx", "1", "2", DENSITY),
    ("∫ p(x|z) dx", "1", "p(z)", DENSITY),
    ("E[f(X)]", "∫ f(x) p(x) dx", "∫ f(x) dx", DENSITY),
    ("E_{X|Z}[f(X)]", "∫ f(x) p(x|z) dx", "∫ f(x) p(x) dx", DENSITY),
    ("E_X[log p(X)]", "∫ p(x) log p(x) dx", "∫ p(x) p(x) dx", DENSITY),
    ("log p(x)", "log p(x, z) - log p(z|x)", "log p(x, z) + log p(z|x)", DENSITY),
    ("E_{X,Z}[log p(X|Z) + log p(Z)]", "E_{X,Z}[log p(X, Z)]", "E_{X,Z}[log p(X)]", DENSITY),
    # scores
    ("∇log p(x_t)", r"\frac{\int p(x_0) \nabla p(x_t|x_0) dx_0}{p(x_t)}", r"\int p(x_0) \nabla p(x_t|x_0) dx_0", JOINT),
    ("∇p(x_t)", "∫ p(x_0) ∇p(x_t|x_0) dx_0", "∫ ∇p(x_t|x_0) dx_0", JOINT),
    ("∇log p(x_t)", "E_{X_0|X_t}[∇log p(X_t|X_0)]", "∇log p(x_t|x_0)", JOINT),
    (
        "E_{X_t}[∇log p(X_t)^T s_theta(X_t)]",
        "E_{X_0} E_{X_t|X_0}[∇log p(X_t|X_0)^T s_theta(X_t)]",
        "-E_{X_0} E_{X_t|X_0}[∇log p(X_t|X_0)^T s_theta(X_t)]",
        JOINT,
    ),
    (
        "E_{X_t}‖s_theta(X_t) - ∇log p(X_t)‖^2",
        "E_{X_0,X_t}‖s_theta(X_t) - ∇log p(X_t|X_0)‖^2 - E_{X_0,X_t}‖∇log p(X_t|X_0)‖^2 + E_{X_t}‖∇log p(X_t)‖^2",
        "E_{X_0,X_t}‖s_theta(X_t) - ∇log p(X_t|X_0)‖^2",
        JOINT,
    ),
    ("E_{X_t}[∇log p(X_t)]", "0", "E[X_t]", JOINT),
    ("E_{X_0,X_t}[X_0^T s_theta(X_t)]", "E_{X_t}[E_{X_0|X_t}[X_0]^T s_theta(X_t)]", "E[X_0]^T E[s_theta(X_t)]", JOINT),
    ("E‖X_0 - X_t‖^2", "E‖X_0‖^2 - 2 E[X_0^T X_t] + E‖X_t‖^2", "E‖X_0‖^2 + E‖X_t‖^2", JOINT),
]


def compared(left: str, right: str, let: str) -> Result:
    pair = read_pair(left, right, let, "=")
    return pair if isinstance(pair, Result) else compare(*pair)


@pytest.mark.parametrize(("left", "right", "let"), [(row[0], row[1], row[3]) for row in ROWS])
def test_it_is_proved_for_every_distribution(left, right, let):
    result = compared(left, right, let)
    assert result.outcome == "correct", result
    assert "distribution" in result.verdict.proof.scope


@pytest.mark.parametrize(("left", "miss", "let"), [(row[0], row[2], row[3]) for row in ROWS])
def test_a_near_miss_is_refuted(left, miss, let):
    assert compared(left, miss, let).outcome == "incorrect"
