"""The gradient of logistic regression."""

from __future__ import annotations

from derivo.checks.notation import notation
from derivo.checks.question import Question, value

NOTATION = notation(r"""
    let x, w : vector(d)
    let y : {0, 1}
    let sigma(u) = 1/(1 + exp(-u))
    let L(w) = -y log sigma(x^T w) - (1 - y) log(1 - sigma(x^T w))
""")

QUESTION = Question(
    "logistic",
    title="Logistic regression",
    source="CS-433, January 2024, question 19",
    notation=NOTATION,
    parts=(
        value(
            "gradient",
            "For one example (x, y) with y ∈ {0, 1}, the loss of logistic regression is"
            " L(w) = −y log σ(xᵀw) − (1 − y) log(1 − σ(xᵀw)). Find its gradient by w.",
            asked="∇_w L(w)",
            called="the gradient",
            free_of=("L",),
            mistakes={
                "the factor x is missing": (
                    "sigma(x^T w) - y",
                    "the inner derivative of xᵀw by w is x.",
                ),
                "w stands in place of x": ("(sigma(x^T w) - y) w", "the inner derivative of xᵀw by w is x."),
                "σ has the wrong argument": ("(sigma(-x^T w) - y) x", "1 − σ(u) is σ(−u), σ(u) is not."),
                "the sign is wrong": ("(y - sigma(x^T w)) x", "it is the loss that is differentiated."),
                "the derivative of σ was kept": (
                    "(sigma(x^T w) - y) sigma(x^T w) (1 - sigma(x^T w)) x",
                    "σ′ cancels against the derivative of the logarithm.",
                ),
            },
            hints=("σ′ = σ(1 − σ).",),
        ),
    ),
)
