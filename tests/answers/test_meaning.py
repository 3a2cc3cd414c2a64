"""An answer means all that it says (docs/answers.md): each kind of statement, with what must and what must not be believed."""

import pytest

from derivo.checks.check import check
from derivo.checks.feedback import say
from derivo.checks.feedback.verdicts import evidence
from derivo.checks.question import part_named
from derivo.checks.reading import read_answer
from derivo.checks.result import Result
from derivo.derivations import catalogue

QUESTIONS = catalogue()
SLOPE = "σ(cz) + cz σ(cz) σ(-cz)"
MEAN = "(sum_n w_n q_kn x_n)/(sum_n w_n q_kn)"
COVARIANCE = "(sum_n w_n q_kn (x_n - mu_k)(x_n - mu_k)^T)/(sum_n w_n q_kn)"
AFFINE = "(v/beta)^T W x - (v/beta)^T gamma"
SQUARE = "((v/beta)^T W x - (v/beta)^T gamma - y)^2"
GRADIENT = "(sigma(w^T x) - y) x"
NLL = "N log(2b) + 1/b sum_n |y_n - x_n^T w|"
DENSITY = "prod_n (1/(2b)) exp(-|y_n - x_n^T w|/b)"
MARGINAL = r"\int p(x_t|x_0) p(x_0) dx_0"
FIT = r"E\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2"
NOISE = r"E\|\hat\xi_\theta(X_t) - \xi_t\|^2"
SCORE = r"-\xi_t/\sqrt{1 - \alpha^{2t}}"
WEIGHTED, COPIED = "sum_n w_n log p_n", "sum_n sum_{j=1}^{w_n} log p_n"


def checked(identity, text):
    question, part = part_named(QUESTIONS, identity)
    reading = read_answer(text, question, part)
    return (reading if isinstance(reading, Result) else check(question, part, reading)), part


HEADS = [
    ("gelu.derivative", f"3 φ'(z) = {SLOPE}", "incorrect"),
    ("gelu.derivative", f"3 φ'(z) = 3({SLOPE})", "unfinished"),
    ("gelu.derivative", f"φ'(z) - 2 = {SLOPE}", "incorrect"),
    ("gelu.derivative", f"z = z + φ'(z) - ({SLOPE})", "unfinished"),
    ("gelu.derivative", f"1 + φ'(z) = {SLOPE} + 1", "unfinished"),
    ("gelu.derivative", f"φ'(3z) = {SLOPE}", "incorrect"),
    ("gelu.derivative", f"c = {SLOPE}", "undecided"),
    ("gelu.derivative", f"2 = {SLOPE}", "undecided"),
    ("gelu.derivative", f"φ(z)/c = {SLOPE}", "incorrect"),
    ("gelu.derivative", f"{SLOPE} = φ'", "correct"),
    ("gelu.derivative", f"{SLOPE} = -φ'(z)", "incorrect"),
    ("batchnorm.convex", "2 (f(x) - y) (v/beta) x^T = ∇_W ℓ", "correct"),
    ("batchnorm.convex", "2 (f(x) - y) (v/beta) x^T = H", "incorrect"),
    ("weighted-gmm.weights", "(sum_n w_n q_kn)/(sum_n w_n) = pi_k", "correct"),
    ("weighted-gmm.weights", "pi_k = (sum_n w_n q_kn)/(sum_n w_n) = pi_k^2", "incorrect"),
    ("spectrum.determinant", "95 = -96", "undecided"),
    ("gelu.limit-plus", "3 - lim_{z→∞} φ'(z) = 2", "unfinished"),
    ("gelu.limit-plus", "3 - lim_{z→∞} φ'(z) = 1", "incorrect"),
    ("gelu.limit-minus", "lim_{z→−∞} φ(z) = 0", "undecided"),
    ("gelu.limit-minus", "5 lim_{z→−∞} φ'(z) = 0", "unfinished"),
    ("gelu.limit-minus", "lim_{z→−∞} (σ(cz) + cz σ(cz) σ(-cz)) = 0", "correct"),
    ("spectrum.determinant", "det(A)/3 = -32", "unfinished"),
    ("spectrum.determinant", "det(A)/3 = -96", "incorrect"),
    ("spectrum.determinant", "A_22 = -96", "undecided"),
    ("spectrum.determinant", "det A = 16 l = -96 where l = tr(A) - 8", "correct"),
    ("spectrum.determinant", "-96 where l = tr(A) - 8", "correct"),
    ("spectrum.determinant", "16 l where l = tr(A) - 8", "unfinished"),
    ("spectrum.determinant", "-96 where l = tr(A) - 7 = -6", "undecided"),
    ("batchnorm.affine", f"f(x) + x^T x = {AFFINE} + x^T x", "unfinished"),
    ("batchnorm.affine", f"f(x) + x^T x = {AFFINE}", "incorrect"),
    ("batchnorm.convex", "3 ∇_W ℓ = 6 (f(x) - y) (v/beta) x^T", "unfinished"),
    ("batchnorm.convex", "3 ∇_W ℓ = 2 (f(x) - y) (v/beta) x^T", "incorrect"),
    ("weighted-gmm.mean", f"5 mu_k = {MEAN}", "incorrect"),
    ("weighted-gmm.mean", f"5 mu_k = 5 {MEAN}", "unfinished"),
    ("weighted-gmm.mean", "sum_n w_n q_kn mu_k = sum_n w_n q_kn x_n", "unfinished"),
    ("weighted-gmm.mean", "sum_n q_kn mu_k = sum_n w_n q_kn x_n", "incorrect"),
    ("weighted-gmm.mean", f"pi_k = {MEAN}", "undecided"),
    ("weighted-gmm.mean", f"mu_k^T = {MEAN}", "unfinished"),
    ("weighted-gmm.mean", f"sum_n w_n q_kn (x_n - mu_k) = 0 => mu_k = {MEAN}", "correct"),
    ("weighted-gmm.weights", "pi_k = (sum_n w_n q_kn)/(sum_n w_n) => pi_k = (sum_n q_kn)/N", "incorrect"),
    ("weighted-gmm.mean", "mu_k = mu_k + 0", "unfinished"),
    ("weighted-gmm.weights", "2 pi_k - 2 (sum_n w_n q_kn)/(sum_n w_n) = 0", "unfinished"),
    ("weighted-kmeans.update", "mu_k", "unfinished"),
    ("weighted-kmeans.update", "z_nk = z_nk + 0", "unfinished"),
    ("weighted-kmeans.update", "z_nk = 1[k = argmin_j (x_n - mu_j)^2]", "correct"),
    ("logistic.gradient", f"w^T x = {GRADIENT}", "undecided"),
    ("logistic.gradient", f"∇_w L^3 = {GRADIENT}", "undecided"),
    ("logistic.gradient", "y x + ∇_w L = sigma(w^T x) x", "unfinished"),
    ("laplace-likelihood.objective", f"-3 log L = 3 ({NLL})", "unfinished"),
    ("laplace-likelihood.objective", f"-3 log L = {NLL}", "incorrect"),
    ("laplace-likelihood.objective", f"NLL(w) = {NLL}", "correct"),
    ("bias-variance.error", "E[(f + eps g - h)^2] - Var(h) = sigma^2 g^2 + (f - E[h])^2", "unfinished"),
    ("bias-variance.error", "E[(f + eps g - h)^2] + 1 = sigma^2 g^2 + (f - E[h])^2 + Var(h)", "incorrect"),
    ("diffusion.backward", f"p(x_t) - {MARGINAL} = 0", "unfinished"),
    ("diffusion.backward", f"3 p(x_t) = {MARGINAL}", "incorrect"),
    ("diffusion.noise", r"0 = \xi_t + \sqrt{1 - \alpha^{2t}} \nabla\log p(x_t|x_0)", "unfinished"),
]
SLIPS = [
    ("gelu.derivative", f"φ' = σ(cz) + cz σ(-cz) = {SLOPE}", "correct"),
    ("gelu.derivative", f"φ' = 2 φ'(z) = {SLOPE}", "incorrect"),
    ("gelu.derivative", f"φ' = c = {SLOPE}", "undecided"),
    ("gelu.derivative", f"{SLOPE} = {SLOPE} + z", "incorrect"),
    ("laplace-likelihood.objective", f"-log L = N log b = {NLL}", "correct"),
    ("spectrum.determinant", "det A = 4·4·(-5) = -96", "correct"),
]
NAMES = [
    ("weighted-gmm.mean", f"m_k = {MEAN}", "correct"),
    ("weighted-gmm.mean", f"\\hat\\mu_k = {MEAN}", "correct"),
    ("weighted-gmm.mean", f"D_k = {MEAN}", "undecided"),
    ("weighted-gmm.mean", f"sigma_k = {MEAN}", "undecided"),
    ("weighted-gmm.mean", f"∂F/∂mu_k = {MEAN}", "undecided"),
    ("weighted-gmm.variance", f"sigma_k^2 = {COVARIANCE}", "correct"),
    ("weighted-gmm.variance", f"X = {COVARIANCE}", "undecided"),
    ("batchnorm.convex", f"loss(W) = {SQUARE}", "correct"),
    ("batchnorm.convex", f"μ(H) = {SQUARE}", "undecided"),
]
GIVEN = [
    ("batchnorm.convex", f"ℓ = {SQUARE}", "correct"),
    ("batchnorm.convex", "ℓ = 3ℓ/3", "unfinished"),
    ("batchnorm.convex", "ℓ = ℓ(W) ≥ 0", "unfinished"),
    ("batchnorm.convex", "ℓ = exp(log ℓ)", "unfinished"),
    ("batchnorm.convex", f"ℓ = {SQUARE} ≥ 0", "correct"),
    ("batchnorm.convex", f"ℓ = {SQUARE} > 0", "undecided"),
    ("batchnorm.affine", "v^T((W x - gamma)/beta)", "unfinished"),
    ("batchnorm.affine", "3 v^T((W x - gamma)/beta)/3", "unfinished"),
    ("batchnorm.affine", "sum_i v_i (w_i^T x - gamma_i)/beta_i", "correct"),
    ("laplace-likelihood.objective", f"-log({DENSITY})", "unfinished"),
    ("laplace-likelihood.objective", f"1 - 1 - log({DENSITY})", "unfinished"),
    ("laplace-likelihood.objective", f"-log {DENSITY} = {NLL}", "correct"),
    ("diffusion.noise", SCORE, "correct"),
    ("diffusion.noise", r"3 s_\theta(x_t)/3", "unfinished"),
    ("diffusion.noise", r"\nabla p(x_t|x_0)/p(x_t|x_0) + 0", "unfinished"),
    ("diffusion.noise", r"\nabla_{x_t}\log p(x_0, x_t)", "unfinished"),
    ("diffusion.score-matching", r"\log(e^{\frac12 E\|s_\theta(X_t) - \nabla\log p(X_t)\|^2})", "unfinished"),
]
PIECES = [
    ("batchnorm.affine", "a = W^T(v/beta), b = -(v/beta)^T gamma", "correct"),
    ("batchnorm.affine", "a = W^T(v/beta) - x, b = x^T x - (v/beta)^T gamma", "undecided"),
    ("batchnorm.affine", "a = W^T(v/beta), b = c_0, c_0 = x^T x - x^T x - (v/beta)^T gamma", "undecided"),
    ("batchnorm.affine", "a = W^T(v/beta) - x, b = (v/beta)^T gamma", "incorrect"),
]
NOTATIONS = [
    ("weighted-gmm.variance", "(sum_n w_n q_kn |x_n - mu_k|^2)/(sum_n w_n q_kn)", "correct"),
    ("weighted-gmm.variance", "(sum_n w_n q_kn |x_n - mu_k|)/(sum_n w_n q_kn)", "incorrect"),
    ("weighted-gmm.variance", "(sum_n w_n q_kn (x_n - mu_k)^T (x_n - mu_k))/(sum_n w_n q_kn)", "undecided"),
]
BESIDE = [
    ("diffusion.noise", rf"{NOISE} where \xi_t \sim N(0, I)", "correct"),
    ("diffusion.noise", rf"{NOISE} where \xi_t \sim N(0, 3I)", "undecided"),
    ("diffusion.noise", rf"{NOISE}, \xi \sim Uniform(0, 1)", "undecided"),
    ("diffusion.score-matching", rf"{FIT} with p(x_t|x_0) = N(x_t; \alpha^t x_0, (1 - \alpha^{{2t}}) I)", "correct"),
    ("diffusion.score-matching", rf"{FIT} with p(x_t|x_0) = N(x_t; x_0, I)", "undecided"),
    ("diffusion.score-matching", f"{FIT} + C where C is independent of theta", "correct"),
    ("diffusion.score-matching", f"{FIT} + terms depending on theta", "undecided"),
    ("diffusion.score-matching", rf"\arg\min_\theta {FIT}", "correct"),
    ("diffusion.score-matching", rf"\arg\min_{{X_t}} {FIT}", "undecided"),
    ("diffusion.stationary", "N(0, I)", "correct"),
    ("diffusion.stationary", "N(0, 1^T 1)", "undecided"),
]
ARGMINS = [
    ("diffusion.score-matching", rf"\arg\min_\theta \log({FIT})", "correct"),
    ("diffusion.score-matching", rf"\arg\min_\theta 2 + ({FIT})^2", "correct"),
    ("diffusion.score-matching", rf"\arg\max_\theta 1/({FIT})", "correct"),
    ("diffusion.score-matching", rf"\arg\max_\theta \log({FIT})", "undecided"),
    ("diffusion.score-matching", rf"\log({FIT})", "incorrect"),
]
STATEMENTS = [
    ("gelu.relu", "φ'(z) + φ'(-z) = ReLU'(3)", "correct"),
    ("gelu.relu", "φ'(z) ReLU'(5) = φ'(z)", "unfinished"),
    ("gelu.relu", "φ'(z) φ(0) = ReLU(-1)", "unfinished"),
    ("gelu.relu", "ReLU'(7) = 1", "unfinished"),
    ("gelu.relu", "lim_{z→2} φ'(z) = φ'(2)", "unfinished"),
    ("gelu.relu", "φ'(z) = d/dz (z σ(cz))", "unfinished"),
    ("gelu.relu", "3φ'(z) = 0 <=> φ'(z) = 0", "undecided"),
    ("gelu.relu", "max(φ'(z)) ≤ 1", "undecided"),
    ("weighted-gmm.copies", f"{WEIGHTED} = {COPIED}", "correct"),
    ("weighted-gmm.copies", f"0 {WEIGHTED} = 0 {COPIED}", "unfinished"),
    ("weighted-gmm.copies", "sum_n w_n p_n^0 = sum_n sum_{j=1}^{w_n} p_n^0", "unfinished"),
    ("weighted-gmm.copies", "sum_n w_n (2 + 0 log p_n) = sum_n sum_{j=1}^{w_n} (2 + 0 log p_n)", "unfinished"),
    ("weighted-gmm.copies", "p_1 sum_n w_n = p_1 sum_n sum_{j=1}^{w_n} 1", "unfinished"),
    ("weighted-gmm.copies", "sum_n w_n p_n >= sum_n p_n", "undecided"),
    ("weighted-gmm.copies", "sum_n w_n p_n <= sum_n p_n", "incorrect"),
]
ROWS = [*HEADS, *SLIPS, *NAMES, *GIVEN, *PIECES, *NOTATIONS, *BESIDE, *ARGMINS, *STATEMENTS]


@pytest.mark.parametrize(("identity", "text", "outcome"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_an_answer_means_all_that_it_says(identity, text, outcome):
    assert checked(identity, text)[0].outcome == outcome


@pytest.mark.parametrize("text", ["7", "3 det(A) = -96", "det(A) = 5 = 7", "det(A) > 0"])
def test_no_message_shows_a_number_that_is_asked(text):
    result, part = checked("spectrum.determinant", text)
    assert result.outcome in ("incorrect", "unreadable")
    told = say(result, part).text() + evidence(result, part)
    typed = result.understood
    assert "96" not in told.replace(typed, "").replace("−96", "" if "96" in text else "−96")
    assert "288" not in told


def test_a_false_statement_is_told_by_its_own_sides():
    result, part = checked("gelu.derivative", f"φ'(z) = {SLOPE} > 0")
    assert "the right side is 0" in say(result, part).text()


# What the attacks on answers found, by kind.
ATTACKED = [
    # a sum that grows with K stands in the condition of the optimum
    ("weighted-kmeans.update", "1 if k = argmin_j (x_n - μ_j)^2, 0 otherwise", "correct"),
    ("weighted-kmeans.update", "1 if k = argmin_j μ_j^2 - 2 x_n μ_j, 0 otherwise", "correct"),
    ("weighted-kmeans.update", "1 if k = argmax_j x_n μ_j, 0 otherwise", "incorrect"),
    ("weighted-kmeans.update", "1 if k = argmin_j (x_n/μ_j - 1)^2, 0 otherwise", "incorrect"),
    # a reason that states something is a statement
    ("weighted-gmm.mean", f"{MEAN} because w_n = 1", "undecided"),
    ("weighted-gmm.mean", f"{MEAN} because sum_n w_n > 0", "correct"),
    ("gelu.derivative", f"{SLOPE} by the chain rule", "correct"),
    # what a definition says beyond itself
    ("gelu.derivative", "s + c z s (1 - s) where s = σ(cz) = 1/(1 + e^{-cz})", "correct"),
    ("gelu.derivative", "s + c z s (1 - s) where s = σ(cz) = 1/(1 + e^{cz})", "undecided"),
    # laws on the way
    ("diffusion.stationary", "X_T ~ N(0, 2I) = N(0, I)", "undecided"),
    ("diffusion.stationary", "X_T ~ N(α^T X_0, (1 - α^{2T}) I) → N(0, I)", "correct"),
    # another quantity is named
    ("gmm.posterior", "x_n = π_k p_nk / sum_j π_j p_nj", "undecided"),
    ("gmm.posterior", "r_nj = π_k p_nk / sum_j π_j p_nj", "undecided"),
    ("gmm.posterior", "r_nk = π_k p_nk / sum_j π_j p_nj", "correct"),
    ("weighted-gmm.mean", f"L = {MEAN}", "undecided"),
    ("weighted-gmm.mean", f"m_k = {MEAN}", "correct"),
    ("weighted-gmm.variance", f"Σ_k^{{(t)}} = {COVARIANCE}", "undecided"),
    ("weighted-gmm.variance", f"S_k = {COVARIANCE}", "correct"),
    # the right one is defined before
    ("gmm.posterior", "r_nk = π_k p_nk / sum_j π_j p_nj, sum_k r_nk = 1", "undecided"),
    ("gmm.posterior", "r_nk = π_k p_nk, sum_k r_nk = 1", "incorrect"),
    # an equation that is not true of what is asked
    ("weighted-gmm.mean", f"sum_n q_kn (x_n - μ_k) = 0 => μ_k = {MEAN}", "undecided"),
    ("weighted-gmm.mean", f"sum_n w_n q_kn (x_n - μ_k) = 0 => μ_k = {MEAN}", "correct"),
    # another approach, the function itself
    ("gelu.limit-minus", "0 as z → ∞", "undecided"),
    ("gelu.limit-minus", "0 as z → -∞", "correct"),
    ("gelu.limit-plus", "φ'(z) = 1", "undecided"),
    ("gelu.limit-plus", "φ'(z) → 1", "correct"),
    ("gelu.relu", "φ'(z) ≤ 1 if φ'(z) ≤ 1", "undecided"),
    # other conventions
    ("batchnorm.convex", "H = 2 a a^T where a = (v⊘β)⊗x", "undecided"),
    ("batchnorm.convex", "H = 2 (x x^T) ⊗ ((v/β)(v/β)^T) ≥ 0", "undecided"),
    ("batchnorm.affine", "A = W^T(v/β), B = -v^T(γ/β)", "undecided"),
]


@pytest.mark.parametrize(("identity", "text", "outcome"), ATTACKED, ids=[f"{row[0]} {row[1]}" for row in ATTACKED])
def test_what_attackers_found(identity, text, outcome):
    assert checked(identity, text)[0].outcome == outcome
