"""Claims about random names that were once judged wrongly, and their like."""

import pytest

from derivo.checks.check import check
from derivo.checks.compare import compare
from derivo.checks.reading import read_answer, read_pair
from derivo.checks.result import Result
from derivo.derivations import catalogue

MEAN = "m : real\nx ~ N(m, 1)\np : density of x"
BIT = "X also x : random {0, 1}"
DENSITIES = "x, z : random real\np : density of x, z\nq : density of z given x"
PAIRWISE = "X : random real\nY : random real, independent of X\nZ : random real, independent of X"

# left, relation, right, what is declared: false of some distribution, or without a value for every one
FALSE = [
    ("v(X)", "=", "0", "X : random real\nv(u) = E[u^2] - E[u]^2"),
    ("d/dm E[x]", "=", "0", MEAN),
    ("d/dm log p(x)", "=", "0", MEAN),
    ("E[x]|_{m=0}", "=", "m", MEAN),
    ("sum_{m=1}^3 E[x]", "=", "3 m", MEAN),
    ("f(0)", "=", "E[x^2]", MEAN + "\nf(m) = E[x^2]"),
    ("d/dtheta log p_theta(x)", "=", "0", "theta : real\nx : random real\np also p_\\theta : density of x"),
    ("E[X/Y]", "=", "0", "X ~ N(0,1)\nY ~ N(0,1), independent of X"),
    ("E[1/Y] - E[1/Y]", "=", "0", "Y ~ N(0,1)"),
    ("E[X^2]", "=", "-1", "X ~ N(0,-1)"),
    ("∫ 1 dX - ∫ 1 dX", "=", "0", "X ~ N(0,1)\np : density of X"),
    ("E_{x~q}[x]", "=", "0", "x ~ N(0,1)\np : density of x\nq : density of x"),
    ("∇_Z log p(Z|X)", "=", "-Z", "X : random real\nZ ~ Normal(0, 1)\np : density of X, Z"),
    ("p(x)", ">", "0", DENSITIES),
    ("p(x)", "<", "2 p(x)", DENSITIES),
    ("q(z|x)", ">", "0", DENSITIES),
    ("E[X Y Z]", "=", "E[X] E[Y Z]", PAIRWISE),
    ("E[X|Y,Z]", "=", "E[X]", PAIRWISE),
    ("Var(X)", ">", "0", "X : random real"),
    ("H(x)", ">=", "0", "x : random real\np : density of x"),
]
TRUE = [
    ("v(X)", "=", "Var(X)", "X : random real\nv(u) = E[u^2] - E[u]^2"),
    ("d/dm E[x]", "=", "1", MEAN),
    ("d/dm log p(x)", "=", "x - m", MEAN),
    ("E[X Y]", "=", "E[X] E[Y] if Cov(X,Y) = 0", "X, Y : random real"),
    ("H(x)", "=", "d/2 log(2 pi e s^2)", "d : size\ns : positive\nx ~ Normal(0, s^2 I_d)\np : density of x"),
    ("∫ p(x)^2 dx", "=", "(4 pi s^2)^(-d/2)", "d : size\ns : positive\nx ~ Normal(0, s^2 I_d)\np : density of x"),
    ("H(b)", "=", "-p log(p) - (1-p) log(1-p)", "p : real in (0,1)\nb ~ Bernoulli(p)\nq : density of b"),
    ("sum_x x", "=", "1", BIT),
    ("sum_x 1", "=", "2", BIT),
    ("E[Y|X]", "=", "E[Y] + Cov(X,Y)/Var(X) (X - E[X])", BIT + "\nY : random real"),
    ("Var(f(X)) Var(X)", "=", "Cov(f(X),X)^2", BIT + "\nf : function(real)"),
    ("∫ exp(-x) dx", "=", "1", "X also x : random positive\np : density of X"),
    ("∫ x dx", "=", "1/2", "x : random real in (0,1)\np : density of x"),
    ("E[n^3]", "=", "5", "n ~ Poisson(1)"),
    ("E[f(X)]", ">", "0", "X : random real\nf : positive function(real)"),
    ("Cov(X,f(X))", ">=", "0", "X : random real\nf : increasing function(real)"),
    ("E[f(X)]", ">=", "f(E[X])", "X : random real\nf : convex function(real)"),
    ("log p(x)", "=", "-x^2/2 + C", "x ~ N(0,1)\np : density of x"),
    ("E_x[x ∇log p(x)]", "=", "-1", "x : random real\np : density of x"),
    ("E_{x~q}[x^2]", "=", "E_{x~q}[x^2]", "x ~ N(0,1)\np : density of x\nq : density of x"),
]


def outcome(left, relation, right, let):
    pair = read_pair(left, right, let, relation)
    return pair.outcome if isinstance(pair, Result) else compare(*pair, relation).outcome


@pytest.mark.parametrize(("left", "relation", "right", "let"), FALSE)
def test_what_is_false_is_never_proved(left, relation, right, let):
    assert outcome(left, relation, right, let) != "correct"


@pytest.mark.parametrize(("left", "relation", "right", "let"), TRUE)
def test_what_is_true_is_never_refuted(left, relation, right, let):
    assert outcome(left, relation, right, let) != "incorrect"


# Answers of which something is said besides that does not hold, or that say it of something else.
NOT_CORRECT = [
    ("diffusion.noise", r"-\xi_t/\sqrt{1-\alpha^{2t}}, \xi_t \sim N(0, 2I)"),
    ("diffusion.noise", r"E_{x_0, x_t\sim N(0,I)}\|\hat\xi_\theta(x_t)-\xi_t\|^2"),
    ("diffusion.noise", r"E[\nabla\log p(x_t|x_0)] = -\frac{\xi_t}{\sqrt{1-\alpha^{2t}}}"),
    ("diffusion.backward", r"E_{X_0\sim N(0,I)}[p(x_t|X_0)]"),
    ("diffusion.stationary", "X_1 ~ N(0, I)"),
    ("diffusion.stationary", "E[X_T] = N(0, I)"),
    ("diffusion.stationary", "N(0, I) as T → 0"),
    ("diffusion.stationary", "N(0, I) for T = 1"),
    ("diffusion.score-matching", r"L(\theta) = E[s_\theta(X_t)^T\nabla\log p(X_t|X_0)]"),
    ("diffusion.score-matching", r"\arg\min_\theta E[s_\theta(X_t)^T\nabla\log p(X_t|X_0)]"),
    ("diffusion.score-matching", r"E\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2 + \|x_0\|^2"),
    ("bias-variance.error", "sigma^2 g(x)^2 + E[(f(x)-h)^2] + v(h) where v(h) = E[h^2] - E[h]^2"),
    ("bias-variance.error", r"\sigma^2 g(x)^2 + (f(x) - E[h])^2 + E_S[(h_S(x_0) - E_{S'}[h_S(x_0)])^2]"),
    ("weighted-gmm.copies", r"\sum_n w_n\log p_n \ge \sum_n\sum_{j=1}^{w_n}\log p_n - 1"),
]
# Right, or true, or to be read in two ways.
NOT_INCORRECT = [
    ("diffusion.noise", r"\sqrt{1-\alpha^{2t}}\nabla\log p(x_t|x_0) = -\xi_t"),
    ("diffusion.noise", r"\nabla\log p(x_t|x_0)+\xi_t/\sqrt{1-\alpha^{2t}} = 0"),
    ("diffusion.noise", r"s_\theta(X_t) = -\xi_t/\sqrt{1-\alpha^{2t}}"),
    ("diffusion.backward", "E[p(x_t|X_0)]"),
    ("diffusion.score-matching", r"E_{X_0}E_{X_t}\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2"),
    ("gelu.derivative", "2 phi'(z) = 2 sigma(cz)(1 + cz(1 - sigma(cz)))"),
    ("bias-variance.error", r"\sigma^2 g(x)^2 + (f(x) - E[h])^2 + Var(h) where Var(h) = E[(h - E[h])^2]"),
    ("bias-variance.error", r"\sigma^2 g(x)^2 + (f(x) - E[h])^2 + \frac12 E_{S,S'}[(h_S(x_0)-h_{S'}(x_0))^2]"),
    ("bias-variance.error", r"\sigma^2 g(x)^2 + r(h) with r(u) = E[(f(x)-u)^2]"),
]


def answered(identity, text):
    question, name = catalogue()[identity.partition(".")[0]], identity.partition(".")[2]
    part = question.part(name)
    reading = read_answer(text, question, part)
    return reading.outcome if isinstance(reading, Result) else check(question, part, reading).outcome


@pytest.mark.parametrize(("identity", "text"), NOT_CORRECT)
def test_what_does_not_hold_is_not_passed_over(identity, text):
    assert answered(identity, text) != "correct"


@pytest.mark.parametrize(("identity", "text"), NOT_INCORRECT)
def test_what_may_be_right_is_not_called_wrong(identity, text):
    assert answered(identity, text) != "incorrect"
