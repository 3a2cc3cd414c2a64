"""Sums, products, entries and indices as people write them, and as understood."""

import pytest

from derivo.checks.notation import Problem, read, read_formula, show
from derivo.checks.notation.names.occurrences import free_indices
from tests.notation.names import COVARIANCES, MIXTURE

ENTRIES = [
    ("w_n + w(x_n) + w[n] + w_{n} + wₙ + wn", "wₙ + wₙ + wₙ + wₙ + wₙ + wₙ"),
    ("w(x_i) + w(\\mathbf{x}_1) + w( x_{n+1} )", "wᵢ + w₁ + wₙ₊₁"),
    (r"q_kn + q_{kn}^{(t)} + q_{k,n} + q_{k n} + q_{k\,n} + qₖₙ", " + ".join(["qₖₙ⁽ᵗ⁾"] * 6)),
    ("q_{kn}^t + q^{(t)}_{kn} + q_kn^(t) + q_{kn}⁽ᵗ⁾ + q[k,n] + qkn", " + ".join(["qₖₙ⁽ᵗ⁾"] * 6)),
    (r"\gamma_{nk} + q_{nk}", "qₖₙ⁽ᵗ⁾ + qₖₙ⁽ᵗ⁾"),
    ("x_12 + x_{12} + x_N + x_{N-1} + x1", "x₁₂ + x₁₂ + x_N + x_{N−1} + x₁"),
    ("q_12 + q_{1,2} + q_1n + q_{k1} + q_kN", "q_{1,2}⁽ᵗ⁾ + q_{1,2}⁽ᵗ⁾ + q_{1,n}⁽ᵗ⁾ + q_{k,1}⁽ᵗ⁾ + q_{kN}⁽ᵗ⁾"),
    ("x_n^2 + x^2_n + x_{n}^{2}", "xₙ² + xₙ² + xₙ²"),
    (r"w_nq_{kn}x_n + wₙqₖₙxₙ + 2w_nx_n + Nw_n + wnqknxn", None),
    ("y^{(n)} + y^{(2)} + y_n^2", "yₙ + y₂ + yₙ²"),
    (r"\mu_k + \mu_k^{(t+1)} + μₖ⁽ᵗ⁺¹⁾ + mu_k^{t+1}", " + ".join(["μₖ⁽ᵗ⁺¹⁾"] * 4)),
    (r"\mu_k^{(t)} + mu_k^(t)", "μₖ⁽ᵗ⁾ + μₖ⁽ᵗ⁾"),
    (r"(mu_k^(t))^2 + \mu_k^{2\,(t)} + \mu_k^{(t)2}", "(μₖ⁽ᵗ⁾)² + (μₖ⁽ᵗ⁾)² + (μₖ⁽ᵗ⁾)²"),
    (r"N(x_n|mu_k,Sigma_k) + \mathcal N(\mathbf x_n \mid \mu_k, \Sigma_k) + N(x_i; mu_j, Sigma_j)", "gₖₙ + gₖₙ + gⱼᵢ"),
    ("exp(x_n) + log p(x_n)", "exp(xₙ) + log(pₙ)"),
    ("n x_n + 2n + a^n", "n·xₙ + 2·n + a^n"),
]


@pytest.mark.parametrize(("typed", "understood"), ENTRIES)
def test_an_entry_has_many_spellings(typed, understood):
    found = show(read_formula(typed, MIXTURE))
    assert found == (understood or "wₙ·qₖₙ⁽ᵗ⁾·xₙ + wₙ·qₖₙ⁽ᵗ⁾·xₙ + 2·wₙ·xₙ + N·wₙ + wₙ·qₖₙ⁽ᵗ⁾·xₙ")


OVER_N = (
    "sum_n w_n; sum_{n=1}^N w_n; sum_(n=1)^N w_n; sum_n=1^N w_n; Sum_n w_n; \\sum_{n} w_n; \\sum_{n=1}^{N} w_n; \\sum_n^N w_n;"
    "\\sum\\limits_{n=1}^{N} w_n; \\sum^N_{n=1} w_n; \\sum_{n=1}^Nw_n; \\sum_nw_n; Σₙ wₙ; Σ_n w_n; Σ_{n=1}^N w_n; ∑ₙ wₙ; ∑_{n=1}^{N} w_n;"
    "sum(w_n, n); sum(w_n, n, 1, N); Sum(w_n, (n, 1, N)); sum(n=1..N, w_n); sum(w_n, n=1..N); sum(w_n for n in 1..N);"
    "sum over n of w_n; sum over all n w_n; sum from n=1 to N of w_n; \\sum_{n=1,\\ldots,N} w_n; \\sum_{n=1..N} w_n;"
    "\\sum_{n \\in \\{1,\\dots,N\\}} w_n; \\sum_{n\\in[N]} w_n; \\sum_{n\\ge 1} w_n; \\sum_{1\\le n\\le N} w_n; \\sum_n(w_n); {\\sum_n w_n}"
).split(";")


@pytest.mark.parametrize("typed", OVER_N)
def test_a_sum_has_many_spellings(typed):
    assert show(read_formula(typed, MIXTURE)) == "∑_{n=1}^N wₙ"


SUMS = [
    (r"\prod_{n=1}^N x_n + ∏ₙ xₙ + prod_n x_n + Π_n x_n", None),
    ("sum_i w_i", "∑_{i=1}^N wᵢ"),
    ("sum_{n'} w_{n'} x_{n'}", "∑_{n'=1}^N w_{n'}·x_{n'}"),
    (r"\sum_{n=2}^{N-1} x_{n+1}", "∑_{n=2}^{N − 1} xₙ₊₁"),
    (r"\sum_{i,j} x_i x_j", "∑_{i=1}^N ∑_{j=1}^N xᵢ·xⱼ"),
    (r"\sum_{ij} x_i x_j", "∑_{i=1}^N ∑_{j=1}^N xᵢ·xⱼ"),
    (r"\sum_{i,j=1}^N x_i x_j", "∑_{i=1}^N ∑_{j=1}^N xᵢ·xⱼ"),
    (r"\sum_n \sum_k q_kn", "∑_{n=1}^N ∑_{k=1}^K qₖₙ⁽ᵗ⁾"),
    (r"\sum_{nk} q_kn", "∑_{n=1}^N ∑_{k=1}^K qₖₙ⁽ᵗ⁾"),
    (r"\sum_{i<j} x_i x_j", "∑_{i=1}^N ∑_{j=1, i < j}^N xᵢ·xⱼ"),
    (r"\sum_{1\le i<j\le N} x_i x_j", "∑_{i=1}^N ∑_{j=1, i < j}^N xᵢ·xⱼ"),
    (r"\sum_{i\neq j} x_i x_j", "∑_{i=1}^N ∑_{j=1, i ≠ j}^N xᵢ·xⱼ"),
    (r"\sum_m \sum_{n\ne m} x_n x_m", "∑_{m=1}^N ∑_{n=1, n ≠ m}^N xₙ·xₘ"),
    (r"\sum_{j\ne k} \mu_j", "∑_{j=1, j ≠ k}^K μⱼ⁽ᵗ⁺¹⁾"),
    (r"\sum_{j=1, j\ne k}^K \mu_j", "∑_{j=1, j ≠ k}^K μⱼ⁽ᵗ⁺¹⁾"),
    (r"\sum_{n:z_{nk}=1} x_n", "∑_{n=1, zₙₖ = 1}^N xₙ"),
    (r"\sum_{n | z_{nk}=1} x_n", "∑_{n=1, zₙₖ = 1}^N xₙ"),
    (r"\sum_{z_{nk}=1} x_n", "∑_{n=1, zₙₖ = 1}^N xₙ"),
    (r"\sum_{i=0}^{w_n - 1} \log p(x_n)", "∑_{i=0}^{wₙ − 1} log(pₙ)"),
    (r"\sum_n \log \sum_k a N(x_n|\mu_k,\Sigma_k)", "∑_{n=1}^N log(∑_{k=1}^K a·gₖₙ)"),
    (r"\sum_n 1[z_{nk}=1] x_n", "∑_{n=1}^N 1[zₙₖ = 1]·xₙ"),
    (r"\sum_{j=1}^N j^2", "∑_{j=1}^N j²"),
    (r"\frac{d}{d\mu_k} \sum_n (x_n - \mu_k)^2", "d/dμₖ⁽ᵗ⁺¹⁾ (∑_{n=1}^N (xₙ − μₖ⁽ᵗ⁺¹⁾)²)"),
    # an ellipsis
    ("w(x_1) q_k1 x_1 + ... + w(x_N) q_kN x_N", "∑_{n=1}^N wₙ·qₖₙ⁽ᵗ⁾·xₙ"),
    ("2 + x_1 + x_2 + … + x_N", "2 + ∑_{n=1}^N xₙ"),
    (r"x_1 x_2 \cdots x_N", "∏_{n=1}^N xₙ"),
]


@pytest.mark.parametrize(("typed", "understood"), SUMS)
def test_a_sum_is_understood(typed, understood):
    assert show(read_formula(typed, MIXTURE)) == (understood or " + ".join(["∏_{n=1}^N xₙ"] * 4))


RULES = [
    # how far a sum reaches
    ("sum_n w_n q_kn x_n", "∑_{n=1}^N wₙ·qₖₙ⁽ᵗ⁾·xₙ", None),
    ("sum_n x_n / w_n", "∑_{n=1}^N xₙ/wₙ", None),
    ("sum_n x_n + N", "∑_{n=1}^N xₙ + N", None),
    ("sum_n x_n / sum_n w_n", "(∑_{n=1}^N xₙ)/(∑_{n=1}^N wₙ)", "sum-scope"),
    ("1/N sum_n x_n / sum_n w_n", "(1/N)·(∑_{n=1}^N xₙ)/(∑_{n=1}^N wₙ)", "sum-scope"),
    ("sum_n w_n / sum_m w_m x_n", "∑_{n=1}^N wₙ/(∑_{m=1}^N wₘ·xₙ)", "sum-below"),
    ("1/sum_m w_m * sum_n x_n", "(1/(∑_{m=1}^N wₘ))·(∑_{n=1}^N xₙ)", "sum-scope"),
    ("1/sum_m w_m * x_m", "1/(∑_{m=1}^N wₘ·xₘ)", "sum-below"),
    (r"1/N\sum_n x_n", "(1/N)·(∑_{n=1}^N xₙ)", None),
    ("sum_n w_n - x_n + 1", "∑_{n=1}^N (wₙ − xₙ + 1)", "sum-scope"),
    ("2 sum_n sum_k q_kn + w_n", "2·(∑_{n=1}^N (∑_{k=1}^K qₖₙ⁽ᵗ⁾ + wₙ))", "sum-scope"),
    ("(sum_n w_n) + x_n", "(∑_{n=1}^N wₙ) + xₙ", "shadowed-index"),
    ("sum(w_n, n) + x_n", "(∑_{n=1}^N wₙ) + xₙ", "shadowed-index"),
    # which index is whose
    ("sum_n x_n (sum_n w_n)", "∑_{n=1}^N xₙ·(∑_{n=1}^N wₙ)", "shadowed-index"),
    ("mu_k/sum_k mu_k", "μₖ⁽ᵗ⁺¹⁾/(∑_{k=1}^K μₖ⁽ᵗ⁺¹⁾)", "shadowed-index"),
    ("sum_{i<j} x_i x_j", "∑_{i=1}^N ∑_{j=1, i < j}^N xᵢ·xⱼ", "index-letters"),
    ("q_{nk}", "qₖₙ⁽ᵗ⁾", "index-order"),
    ("x_1 + ... + x_N", "∑_{n=1}^N xₙ", "ellipsis"),
]


@pytest.mark.parametrize(("typed", "understood", "remark"), RULES)
def test_a_rule_settles_how_far_a_sum_reaches_and_says_so(typed, understood, remark):
    reading = read(typed, MIXTURE)
    assert show(reading.sides[0].tree) == understood
    assert [each.code for each in reading.remarks][:1] == ([remark] if remark else [])


UNREADABLE = [
    ("sum_n !x!", "missing-index"),
    ("!x_{nk}!", "wrong-indices"),
    ("!q_k! + 1", "wrong-indices"),
    ("w_{!1.5!}", "bad-index"),
    ("x_!0!", "bad-index"),
    ("x_!a!", "bad-index"),
    (r"x_!\infty!", "bad-index"),
    ("x_{!w_n!}", "bad-index"),
    (r"!\sum! x_n", "no-index"),
    ("!sum!(x_n)", "no-index"),
    (r"\sum_!j! 1", "unknown-range"),
    (r"\sum_{n=1}^!\infty! x_n", "bad-bound"),
    ("sum_{n=1}^{!1.5!} x_n", "bad-bound"),
    ("sum_{n=1}^{!n!} x_n", "bad-bound"),
    ("sum_{n=!0!}^N x_n", "bad-bound"),
    ("sum_{!n!=1}^K w_n", "index-clash"),
    ("sum_!n! q_{nn}", "index-clash"),
    ("x_!k!", "index-clash"),
    (r"\sum_{n \in !S!} x_n", "unsupported"),
    ("!x_1 + ... + w_N!", "unsupported"),
    ("x_1 + !x_3 + ... + x_N!", "unsupported"),
    ("x_1 + !...!", "unsupported"),
]


@pytest.mark.parametrize(("marked", "code"), UNREADABLE)
def test_a_problem_has_a_code_and_a_place(marked, code):
    before, inside, after = marked.split("!")
    problem = read(before + inside + after, MIXTURE)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.source.at(problem.span)) == (code, inside)


def test_free_indices_are_found_also_in_definitions():
    reading = read("S/w_j + sum_i x_i where S = sum_n q_kn", MIXTURE)
    found = free_indices(reading.sides[0].tree, reading.notation)
    assert [(index.name, reading.source.at(index.span)) for index in found] == [("k", "S"), ("j", "j")]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Σₙ wₙ", "∑_{n=1}^N wₙ"),
        (r"\Sigma_n w_n", "∑_{n=1}^N wₙ"),
        ("Σⱼ qⱼₙ", "∑_{j=1}^K qⱼₙ"),
        ("Σ_{k=1}^K q_kn", "∑_{k=1}^K qₖₙ"),
        ("1/Σₖ", "1/Σₖ"),
        ("Σₖ⁻¹ wₙ", "Σₖ⁻¹·wₙ"),
        (r"\Sigma_k \sum_n w_n", "Σₖ·(∑_{n=1}^N wₙ)"),
        ("∑ₖ qₖₙ Σₖ", "∑_{k=1}^K qₖₙ·Σₖ"),
        ("Σⱼ qⱼₙ Σⱼ", "∑_{j=1}^K qⱼₙ·Σⱼ"),
        *((text, "(∑_{i=1}^N wᵢ·qₖᵢ)/(∑_{i=1}^N wᵢ)") for text in (
            "Σᵢ wᵢ q_ki/Σᵢ wᵢ", "(Σᵢ wᵢ q_ki)/(Σᵢ wᵢ)", r"\frac{Σ_i w_i q_{ki}}{Σ_i w_i}",
        )),
        ("∑ⱼ qⱼₙ/Σⱼ", "∑_{j=1}^K qⱼₙ/Σⱼ"),
        ("Σₖ qₖₙ", "unclear-sum"),
    ],
)  # fmt: skip
def test_a_sign_and_a_name(typed, understood):
    found = read_formula(typed, COVARIANCES)
    assert (found.code if isinstance(found, Problem) else show(found)) == understood


def test_many_sums_read_fast():
    terms = " + ".join(f"\\sum_{{n=1}}^N w_n^{power}" for power in range(2, 200))
    assert show(read_formula(terms, MIXTURE)).count("∑") == 198
    nested = "".join(f"\\sum_{{i_{each}}} " for each in range(40)) + "1"
    assert isinstance(read(nested, MIXTURE), Problem)
