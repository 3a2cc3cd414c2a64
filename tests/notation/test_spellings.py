"""Other spellings of declared names: with brackets, and of the entries of vectors and matrices."""

import pytest

from derivo.checks.notation import Problem, declare, notation, read, read_formula, show

WEIGHTED = notation(r"""
    let n : index(N)
    let k : index(K)
    let w also w(x_n) : positive vector(N)
    let q_k^{(t)} also q_k, p(z_n = k) : nonnegative vector(N) for k in 1..K
    given sum_k q_kn = 1
    let X : matrix(N, D)
    let x_n = row n of X
    let mu_k^{(t+1)} also mu_k : vector(D) for k in 1..K
""")

ONE_NOTATION = [
    *((text, "wₙ") for text in ("w_n", "wₙ", "w(x_n)", r"w(\mathbf{x}_n)", "w[n]", "w(xₙ)")),
    ("sum_m w(x_m)", "∑_{m=1}^N wₘ"),
    ("w(x_1)", "w₁"),
    *((text, "qₖₙ⁽ᵗ⁾") for text in (
        "q_{kn}", "q_kn", "q_{kn}^{(t)}", "q_{k,n}^{(t)}", "qₖₙ⁽ᵗ⁾", "q_{kn}^t", "q[k,n]", "(q_k)_n", "qkn", "q_{nk}", "p(z_n = k)",
    )),
    *((text, "qₖ⁽ᵗ⁾") for text in ("q_k", "q_k^{(t)}", "qₖ")),
    ("w_nq_{kn}x_n", "wₙ·qₖₙ⁽ᵗ⁾·xₙ"),
    ("Xᵀ(w ⊙ qₖ) / (wᵀqₖ)", "Xᵀ·(w ⊙ qₖ⁽ᵗ⁾)/(wᵀ·qₖ⁽ᵗ⁾)"),
    (
        "(X − 1μₖᵀ)ᵀ diag(w ⊙ qₖ)(X − 1μₖᵀ) / (wᵀqₖ)",
        "(X − 𝟏_N·μₖ⁽ᵗ⁺¹⁾ᵀ)ᵀ·diag(w ⊙ qₖ⁽ᵗ⁾)·(X − 𝟏_N·μₖ⁽ᵗ⁺¹⁾ᵀ)/(wᵀ·qₖ⁽ᵗ⁾)",
    ),
    (
        "sum_n w(x_n) q_{kn}^{(t)} (x_n - mu_k^{(t+1)})(x_n - mu_k^{(t+1)})^T",
        "∑_{n=1}^N wₙ·qₖₙ⁽ᵗ⁾·(xₙ − μₖ⁽ᵗ⁺¹⁾)·(xₙ − μₖ⁽ᵗ⁺¹⁾)ᵀ",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), ONE_NOTATION)
def test_entries_and_arrays_are_read_in_one_notation(text, shown):
    tree = read_formula(text, WEIGHTED)
    assert not isinstance(tree, Problem), tree
    assert show(tree) == shown


def test_a_condition_on_entries_is_known():
    (known,) = WEIGHTED.given
    assert show(known) == "∑_{k=1}^K qₖₙ⁽ᵗ⁾ = 1"


def test_another_order_of_indices_leaves_a_remark():
    assert [remark.code for remark in read("q_{nk}", WEIGHTED).remarks] == ["index-order"]
    assert not read("q_{kn}", WEIGHTED).remarks


def test_the_letter_of_a_spelling_is_an_index_of_that_size():
    known = declare(["R also r(x_n | mu_k), v_{nk} : matrix(N, K)"])
    assert known.indices == {"n": "N", "k": "K"}
    assert show(read_formula("sum_n r(x_n | mu_1) - v_{ij}", declare(["i : index(N)", "j : index(K)"], known))) == (
        "∑_{n=1}^N R_{n,1} − Rᵢⱼ"
    )


@pytest.mark.parametrize("line", ["w also w(x_m) : vector(N)", "s also s(x_n) : real", "w also w() : vector(N)"])
def test_a_spelling_with_an_index_that_no_entry_has_is_no_declaration(line):
    known = declare(["n : index(N)", "m : index(M)"])
    assert declare([line], known).code == "not-a-declaration"


LIKELIHOOD = notation(r"""
    let x_n : vector(d) for n in 1..N
    let w : vector(d)
    let y_n : real for n in 1..N
    let s : positive
    let L also p(y|X,w), \mathcal{L}(\theta), L(w), J = prod_n exp(-(y_n - x_n^T w)^2/s)
    let p_n also p(y_n | x_n, w) = exp(-(y_n - x_n^T w)^2/s)
""")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        *((text, "−log(L)") for text in (
            "-log p(y|X,w)", "-log p(y | X, w)", r"-\log p(y \mid X, w)", r"-\log p(\mathbf{y}\mid\mathbf{X},\mathbf{w})",
            r"-\log p\left(y \mid X, w\right)", r"-\log\mathcal L(\theta)", "-log J", "-log L",
        )),
        ("2L(w)w", "2·L·w"),
        (r"\nabla_w \mathcal{L}(\theta)", "dL/dw"),
        ("sum_m log p(y_m | x_m, w)", "∑_{m=1}^N log(pₘ)"),
        ("L (w)", "L"),
        ("L(2)", "L·2"),
    ],
)  # fmt: skip
def test_a_bracket_can_belong_to_a_name(text, shown):
    assert show(read_formula(text, LIKELIHOOD)) == shown


def test_the_name_with_its_bracket_is_a_side():
    reading = read("-log p(y|X,w) = sum_n (y_n - x_n^T w)^2/s", LIKELIHOOD)
    assert (reading.introduced, len(reading.sides)) == ("", 2)


@pytest.mark.parametrize("text", ["p", "p(y|X)", "p(y|X;w)", "p(y|X,w,s)"])
def test_the_letters_without_their_bracket_are_no_name(text):
    assert read(text, declare(["s : real", "L also p(y|X,w) = s^2"])).code == "unknown-name"
