"""Answers and claims as typed, with the outcome that they must have: each row is a trap that was once fallen into, or its twin."""

import pytest

from derivo.checks.check import check
from derivo.checks.compare import compare
from derivo.checks.notation import declare, read
from derivo.checks.question import part_named
from derivo.checks.reading import read_answer
from derivo.checks.result import Result
from derivo.derivations import catalogue

QUESTIONS = catalogue()


def outcome(identity, text):
    question, part = part_named(QUESTIONS, identity)
    reading = read_answer(text, question, part)
    return (reading if isinstance(reading, Result) else check(question, part, reading)).outcome


ANSWERS = [
    # a bare expression in the variable is no limit
    ("gelu.limit-minus", "σ(cz)(1+cz(1−σ(cz)))", "unfinished"),
    ("gelu.limit-plus", "σ(cz)", "unfinished"),
    ("gelu.limit-plus", "φ'(z) → 1", "correct"),
    ("gelu.limit-plus", "lim_{z→∞} φ'(z) ≈ 1", "correct"),
    ("gelu.limit-plus", "c ≈ 1.702", "incorrect"),
    ("gelu.limit-plus", "lim_{z→−∞} φ'(z) = 1", "undecided"),
    # what answers, and what only names it
    ("gelu.derivative", "φ' ≈ σ(cz)(1+cz(1-σ(cz)))", "correct"),
    ("gelu.derivative", "σ(cz)(1+cz(1-σ(cz))) = φ'(z)", "correct"),
    ("gelu.derivative", "φ'(z)", "unfinished"),
    ("gelu.derivative", "φ(z) = σ(cz)(1+cz(1-σ(cz)))", "undecided"),
    ("gelu.derivative", "φ(z) = z σ(cz)", "unfinished"),
    ("gelu.derivative", "σ(cz)(1+cz(1-σ(cz))) + max(0, c-10^10)", "incorrect"),  # at once, though e^(−10¹⁰) is met
    ("gelu.derivative", "c φ(z) + σ(cz)(1 - c φ(z))", "unfinished"),
    ("gelu.derivative", "1/2 for z = 0", "undecided"),
    ("gelu.derivative", "σ(cz)(1+cz(1-σ(cz))) for c > 0", "correct"),
    # names are bound inside definitions
    ("gelu.relu", "lim_{c→0} φ'(z) = 1/2", "correct"),
    ("gelu.relu", "lim_{c→0} φ'(z) = φ'(z)", "incorrect"),
    # what any function satisfies says nothing
    ("gelu.relu", "φ'(z) + φ'(-z) = 1", "correct"),
    ("gelu.relu", "φ'(z) - φ'(z) = 0", "unfinished"),
    ("gelu.relu", "φ'(z)^2 >= 0", "unfinished"),
    ("gelu.relu", "φ'(z) = ReLU'(z) + (φ'(z) - ReLU'(z))", "unfinished"),
    ("gelu.relu", "1 = 2 => φ'(z) = 1", "undecided"),
    ("gelu.relu", "σ(z) + σ(-z) = 1", "unfinished"),
    ("gelu.relu", "φ'(z) <= 1", "incorrect"),
    # rounding, and the limit of something else
    ("gelu.derivative", "σ(cz)(1+cz(1-σ(cz))) ≈ 17", "undecided"),
    ("gelu.limit-plus", "1 ≈ 1.001", "undecided"),
    ("gelu.limit-plus", "1 ≈ 1.00", "correct"),
    ("gelu.limit-minus", "0 ≈ 1", "undecided"),
    ("gelu.limit-minus", "phi(z) -> 0", "undecided"),
    ("gelu.limit-minus", "lim_{z→−∞} φ'(z) = 0", "correct"),
    ("gelu.limit-minus", "0 if c < 0", "undecided"),
    ("gelu.relu", "lim_{c→∞} lim_{z→0} φ'(z) = 1/2", "correct"),
    # sums of symbolic size
    ("weighted-gmm.mean", "sum_n w_n q_kn x_n / sum_n w_n q_kn = mu_k", "correct"),
    ("weighted-gmm.mean", "sum_n q_kn x_n / sum_n q_kn = mu_k", "incorrect"),
    ("weighted-gmm.variance", "(sum_n w_n q_kn (x_n - mu_k)^2)/(sum_n w_n q_kn) = sigma_k^2", "correct"),
    ("weighted-gmm.variance", "(sum_n w_n q_kn (x_n - mu_k)^2)/(sum_n w_n q_kn) where mu_k = mu_k^{(t)}", "undecided"),
    ("weighted-gmm.mean", "mu_k^2 = (sum_n w_n q_kn x_n / sum_n w_n q_kn)^2", "undecided"),
    ("weighted-gmm.mean", "(sum_n w_n q_kn x_n)/(sum_n w_n q_kn)", "correct"),
    ("weighted-gmm.mean", "mu_k = sum_i w(x_i) q_ki x_i / sum_j w(x_j) q_kj", "correct"),
    ("weighted-gmm.mean", "(sum_n w_n q_kn x_n)/(sum_n q_kn)", "incorrect"),
    ("weighted-gmm.mean", "w_n x_n", "unreadable"),
    ("weighted-gmm.mean", "sum_n w_n q_kn (x_n - mu_k) = 0\nmu_k = (sum_n w_n q_kn x_n)/(sum_n w_n q_kn)", "correct"),
    ("weighted-gmm.variance", "sigma_k = sqrt((sum_n w_n q_kn (x_n - mu_k)^2)/(sum_n w_n q_kn))", "correct"),
    ("weighted-gmm.variance", "1/Sigma_k = (sum_n w_n q_kn)/(sum_n w_n q_kn (x_n - mu_k)^2)", "correct"),
    ("weighted-gmm.variance", "1/Sigma_k = (sum_n w_n)/(sum_n w_n q_kn (x_n - mu_k)^2)", "incorrect"),
    ("weighted-gmm.mean", "mu_k - mu_k = 0", "unfinished"),
    ("weighted-gmm.mean", "mu_k = (sum_n w_n q_kn x_n)/(pi_k sum_n w_n)", "undecided"),
    ("weighted-gmm.mean", "mu_k = pi_k (sum_n w_n q_kn x_n)/(sum_n w_n q_kn)", "incorrect"),
    ("weighted-gmm.variance", "sum_n w_n q_kn (x_n - mu_k)^2/(pi_k sum_n w_n)", "undecided"),
    ("weighted-gmm.variance", "sum_n w_n q_kn x_n^2 / sum_n w_n q_kn - mu_k^2", "correct"),
    ("weighted-gmm.variance", "sum_n w_n q_kn x_n^2 / sum_n w_n q_kn - (mu_k^{(t)})^2", "incorrect"),
    ("weighted-gmm.weights", "(sum_n w_n q_kn)/(sum_j sum_n w_n q_jn)", "correct"),
    # vectors
    ("weighted-gmm.mean", "X^T (w ⊙ q_k)/(w^T q_k)", "correct"),
    ("weighted-gmm.mean", "X^T q_k/(1^T q_k)", "incorrect"),
    ("weighted-gmm.variance", "(sum_n w_n q_kn (x_n - mu_k)(x_n - mu_k)^T)/(sum_n w_n q_kn)", "correct"),
    ("weighted-gmm.variance", "(sum_n w_n q_kn (x_n - mu_k)^T(x_n - mu_k))/(sum_n w_n q_kn)", "undecided"),
    ("weighted-gmm.variance", "(X − 1μₖᵀ)ᵀ diag(w ⊙ qₖ)(X − 1μₖᵀ)/(wᵀqₖ)", "correct"),
    ("weighted-gmm.variance", "(sum_n w_n q_kn x_n x_n^T)/(sum_n w_n q_kn) - mu_k mu_k^T", "correct"),
    ("weighted-gmm.variance", "(sum_n w_n q_kn x_n x_n^T)/(sum_n w_n q_kn) + mu_k mu_k^T", "incorrect"),
    ("batchnorm.affine", "a = W^T (v/beta), b = -(v/beta)^T gamma", "correct"),
    ("batchnorm.affine", "f(x) = a^T x - b, a = W^T (v/beta), b = (v/beta)^T gamma", "correct"),
    ("batchnorm.affine", "a = W^T (v/beta), b = (v/beta)^T gamma", "incorrect"),
    ("batchnorm.affine", "v^T phi(W x)", "unfinished"),
    ("batchnorm.affine", "(v/beta)^T W^T x - (v/beta)^T gamma", "unreadable"),
    ("batchnorm.convex", "∂²ℓ/∂W_ij∂W_kl = 2 v_i v_k x_j x_l/(beta_i beta_k)", "correct"),
    ("batchnorm.convex", "∂²ℓ/∂W_ij∂W_kl = v_i v_k x_j x_l/(beta_i beta_k)", "incorrect"),
    ("batchnorm.convex", "2 (x x^T) ⊗ ((v/beta)(v/beta)^T)", "correct"),
    ("batchnorm.convex", "2 ((v/beta)(v/beta)^T) ⊗ (x x^T)", "correct"),
    ("batchnorm.convex", "(f(x) - y)^2", "unfinished"),
    ("batchnorm.convex", "∂²ℓ/∂W_ij^2 = 2 (v_i x_j/beta_i)^2", "unfinished"),
    ("batchnorm.convex", "2 ((v/beta)^T V x)^2 >= 0", "correct"),
    ("batchnorm.mean", "(v/beta)^T (I - 1/m 1 1^T) W x", "correct"),
    ("batchnorm.mean", "(v/beta)^T W x - (v/beta)^T gamma", "unfinished"),
    ("logistic.gradient", "x (σ(w^T x) - y)", "correct"),
    ("logistic.gradient", "x^T (σ(w^T x) - y)", "correct"),
    ("logistic.gradient", "σ(w^T x) - y", "incorrect"),
    ("spectrum.determinant", "-96", "correct"),
    ("weighted-gmm.weights", "(sum_n w_n q_kn)/N", "incorrect"),
    ("weighted-gmm.copies", "sum_n w_n log p(x_n) = sum_n sum_{j=1}^{w_n} log p(x_n)", "correct"),
    ("weighted-gmm.copies", "sum_n w_n log p(x_n) = sum_n log p(x_n)", "incorrect"),
    ("weighted-gmm.copies", "sum_n log p(x_n) = sum_i log p(x_i)", "unfinished"),
]


@pytest.mark.parametrize(("part", "text", "expected"), ANSWERS, ids=[f"{row[0]} {row[1]}" for row in ANSWERS])
def test_an_answer_has_its_outcome(part, text, expected):
    assert outcome(part, text) == expected


CLAIMS = [
    ("d/da f(x)", "x", ("x, a : real", "f(x) = a x"), "correct"),
    ("d/da f(x)", "0", ("x, a : real", "f(x) = a x"), "incorrect"),
    ("lim_{a→2} y", "2x", ("x, a : real", "y = a x"), "correct"),
    ("d/dx h(x)", "2x + 1", ("x : real", "h(a) = a^2 + x"), "correct"),
    ("g(z)", "2z", ("z : real", "g(t) = d/dz (z t)", "h(z) = 1"), "incorrect"),
    ("f'(0)", "0", ("x : real", "f(x) = x|x|"), "undecided"),
    ("f'(x)", "2|x|", ("x : real", "f(x) = x|x|"), "correct"),
    ("ReLU'(0)", "0", ("x : real",), "undecided"),
    ("f'(-1)", "-1", ("x : real", "f(x) = log x"), "incorrect"),
    ("d/dy (y + 0 log x)", "1", ("x, y : real",), "incorrect"),
    ("d/dx log x", "1/x", ("x : positive",), "correct"),
    ("lim_{x→0} x/(x + |a| + a)", "0", ("x, a : real",), "undecided"),
    ("lim_{x→0} x/(x + a)", "0", ("x : real", "a : positive"), "correct"),
    ("ReLU(x)/ReLU(x)", "1", ("x : real",), "undecided"),
    ("x/x", "1", ("x : real",), "correct"),
    ("ReLU(x^2 - 10^{30})", "0", ("x : real",), "undecided"),
]


@pytest.mark.parametrize(("left", "right", "let", "expected"), CLAIMS, ids=[f"{row[0]} = {row[1]}" for row in CLAIMS])
def test_a_claim_has_its_outcome(left, right, let, expected):
    notation = declare(let)
    assert compare(read(left, notation), read(right, notation)).outcome == expected


def test_definitions_that_double_are_refused_at_once():
    chain = ", ".join(f"a_{i} = a_{i + 1} a_{i + 1}" for i in range(30))
    assert outcome("gelu.derivative", f"a_0 where {chain}, a_30 = z") == "unreadable"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sigma(cz) + cz/4 (1 - tanh(cz/2)^2)", "correct"),
        ("sigma(cz) + cz/4cosh(cz/2)^2", "correct"),
        ("sigma(cz) + 1/c(z + 1)", "undecided"),
        ("sigma(cz) + (1/c)(z + 1)", "incorrect"),
    ],
)
def test_what_may_have_been_meant_otherwise_is_not_called_wrong(text, expected):
    assert outcome("gelu.derivative", text) == expected
