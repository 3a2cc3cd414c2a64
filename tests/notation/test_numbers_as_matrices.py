"""One text that is read in a notation of vectors and in one of numbers: det, tr, transposes and norms of numbers."""

import pytest

from derivo.checks.notation import declare, notation, read, read_formula, show

NUMBERS = notation("""
    let x_n : real for n in 1..N
    let mu_k : real for k in 1..K
    let Sigma_k : positive for k in 1..K
    let a : real
""")
VECTORS = notation("""
    let x_n : vector(D) for n in 1..N
    let mu_k : vector(D) for k in 1..K
    let Sigma_k : posdef(D) for k in 1..K
    let a : real
""")


@pytest.mark.parametrize(
    ("text", "of_numbers", "of_vectors"),
    [
        (
            "log det(Sigma_k) + (x_n - mu_k)^T Sigma_k^{-1} (x_n - mu_k)",
            "log(Σₖ) + (xₙ − μₖ)·Σₖ⁻¹·(xₙ − μₖ)",
            "log(det(Σₖ)) + (xₙ − μₖ)ᵀ·Σₖ⁻¹·(xₙ − μₖ)",
        ),
        (r"\log\det\Sigma_k", "log(Σₖ)", "log(det(Σₖ))"),
        ("logdet(Sigma_k)", "log(Σₖ)", "log(det(Σₖ))"),
        (r"\operatorname{tr}(\Sigma_k)", "Σₖ", "tr(Σₖ)"),
        ("trace(Sigma_k)", "Σₖ", "tr(Σₖ)"),
        *((text, "|xₙ − μₖ|²", "‖xₙ − μₖ‖₂²") for text in (
            r"\|x_n - \mu_k\|^2", r"\|x_n - \mu_k\|_2^2", r"\lVert x_n - \mu_k\rVert^2", r"\left\|x_n-\mu_k\right\|_2^2",
            "‖xₙ − μₖ‖²", "norm(x_n - mu_k)^2",
        )),
    ],
)  # fmt: skip
def test_one_text_is_read_in_both_notations(text, of_numbers, of_vectors):
    assert show(read_formula(text, NUMBERS)) == of_numbers
    assert show(read_formula(text, VECTORS)) == of_vectors


def test_letters_that_are_names_stay_products():
    known = declare(["t, r : real"], NUMBERS)
    assert show(read_formula("tr a", known)) == "t·r·a"
    assert show(read_formula("det(a) t", known)) == "a·t"


def test_other_norms_and_a_function_without_argument_are_problems():
    assert read(r"\|a\|_3", NUMBERS).code == "unsupported"
    assert read("det", NUMBERS).code == "expected-operand"
