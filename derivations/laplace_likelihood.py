"""The likelihood of linear regression with Laplace noise."""

from __future__ import annotations

from derivo.checks.notation import notation
from derivo.checks.question import Question, value

NOTATION = notation(r"""
    let X : matrix(N, D)
    let y : vector(N)
    let w : vector(D)
    let b : positive
    let x_n = row n of X
    let L also p(y|X, w), L(w) = prod_n (1/(2b)) exp(-|y_n - x_n^T w|/b)
""")

QUESTION = Question(
    "laplace-likelihood",
    title="Linear regression with Laplace noise",
    source="CS-433, January 2024, question 3",
    notation=NOTATION,
    parts=(
        value(
            "objective",
            "The targets are y_n = x_nᵀw plus noise with the density e^(−|ε|/b)/(2b), independently for n = 1, …, N."
            " Write out the negative log-likelihood of w.",
            asked="-log L",
            called="the negative log-likelihood",
            free_of=("L",),
            mistakes={
                "b multiplies instead of dividing": (
                    "b sum_n |y_n - x_n^T w| + N log(2b)",
                    "the exponent of the density is divided by b.",
                ),
                "the constant has the wrong sign": (
                    "(1/b) sum_n |y_n - x_n^T w| - N log(2b)",
                    "2b stands in the denominator of the density.",
                ),
                "the factor N is missing": (
                    "(1/b) sum_n |y_n - x_n^T w| + log(2b)",
                    "each of the N factors has its 1/(2b).",
                ),
                "the constant was dropped": (
                    "(1/b) sum_n |y_n - x_n^T w|",
                    "the minimiser is the same, the value is not.",
                ),
                "the errors were squared": (
                    "(1/b) sum_n (y_n - x_n^T w)^2 + N log(2b)",
                    "this is not Gaussian noise.",
                ),
            },
        ),
    ),
)
