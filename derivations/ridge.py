"""The objective of ridge regression."""

from __future__ import annotations

from derivo.checks.notation import notation
from derivo.checks.question import Question, value

NOTATION = notation(r"""
    let X : matrix(N, D)
    let y : vector(N)
    let w : vector(D)
    let lambda : positive
    let x_n = row n of X
""")

QUESTION = Question(
    "ridge",
    title="Ridge regression",
    source="CS-433, January 2024, question 16",
    notation=NOTATION,
    parts=(
        value(
            "objective",
            "Linear regression with targets y and inputs x_n, the rows of X, sums the squared errors. Write down the"
            " objective of ridge regression, with λ times the squared length of w as its penalty.",
            asked="sum_n (y_n - x_n^T w)^2 + lambda ‖w‖^2",
            called="the objective",
            mistakes={
                "the penalty is that of the lasso": (
                    "‖y - X w‖^2 + lambda ‖w‖_1",
                    "ridge penalises the squared length.",
                ),
                "the length was not squared": ("‖y - X w‖^2 + lambda ‖w‖", "ridge penalises the squared length."),
                "λ weighs the errors": ("lambda ‖y - X w‖^2 + ‖w‖^2", "λ is the weight of the penalty."),
                "the error was not squared": ("‖y - X w‖ + lambda ‖w‖^2", "the squared errors are summed."),
                "the penalty has the wrong sign": (
                    "‖y - X w‖^2 - lambda ‖w‖^2",
                    "a penalty is added to what is minimised.",
                ),
            },
        ),
    ),
)
