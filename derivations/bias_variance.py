"""The expected error of a learned predictor at a point: noise, bias and variance."""

from __future__ import annotations

from derivo.checks.notation import notation
from derivo.checks.question import Question, value

NOTATION = notation(r"""
    let f also f(x_0), f(x) : real
    let g also g(x_0), g(x) : real
    let sigma : positive
    let h also S, h_S(x_0), h_{S'}(x_0) : random real
    let eps also epsilon : random real, mean 0, variance sigma^2, independent of h
""")

QUESTION = Question(
    "bias-variance",
    title="Bias and variance",
    source="CS-433, January 2024, question 11",
    notation=NOTATION,
    parts=(
        value(
            "error",
            "Data come from y = f(x) + ε g(x), where ε has mean 0 and variance σ² and is independent of the input. A"
            " predictor h_S is learned from a training set S. What is the expected squared error at a fixed point x_0,"
            " over S and a new ε?",
            asked="E[(f(x_0) + eps g(x_0) - h)^2]",
            called="the expected error",
            free_of=("eps",),
            mistakes={
                "g is missing": (
                    "sigma^2 + (f(x_0) - E_S[h])^2 + Var(h)",
                    "the noise at x_0 is ε g(x_0).",
                ),
                "the mixed term was kept": (
                    "sigma^2 g(x_0)^2 + 2 g(x_0) sigma E_S[f(x_0) - h] + E_S[(f(x_0) - h)^2]",
                    "ε is independent of S, and its mean is 0.",
                ),
                "the variance of the predictor is missing": (
                    "sigma^2 g(x_0)^2 + (f(x_0) - E_S[h])^2",
                    "h_S differs from training set to training set.",
                ),
                "the noise is missing": ("E_S[(f(x_0) - h)^2]", "a new ε is drawn for the target."),
                "the bias is missing": ("sigma^2 g(x_0)^2 + Var(h)", "the mean of h_S need not be f(x_0)."),
            },
            hints=("Expand the square around ε g(x_0).",),
        ),
    ),
)
