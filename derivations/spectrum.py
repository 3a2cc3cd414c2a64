"""The determinant of a matrix of which some eigenvalues are known."""

from __future__ import annotations

from derivo.checks.notation import notation
from derivo.checks.question import Question, value

NOTATION = notation(r"""
    let A : matrix(3, 3)
    given A [1; 2; 1] = 4 [1; 2; 1]
    given A [1; 1; 0] = 4 [1; 1; 0]
    given tr(A) = 2
""")

QUESTION = Question(
    "spectrum",
    title="Eigenvalues, trace and determinant",
    source="CS-433, January 2024, question 10",
    notation=NOTATION,
    parts=(
        value(
            "determinant",
            "The square matrix A has the eigenvectors (1, 2, 1)ᵀ and (1, 1, 0)ᵀ, both to the eigenvalue 4, and trace 2."
            " What is its determinant?",
            asked="det(A)",
            called="the determinant",
            free_of=("A",),
            mistakes={
                "the trace was not used": ("-128", "the eigenvalues add up to the trace."),
                "a sign was lost": ("96", "what is the third eigenvalue?"),
                "the third eigenvalue was forgotten": ("16", "how many rows has A?"),
                "the trace was taken for the third eigenvalue": ("32", "the trace is the sum of all eigenvalues."),
                "the eigenvalues were added": ("2", "the determinant is their product."),
            },
            hints=("The trace is the sum of the eigenvalues, the determinant their product.",),
        ),
    ),
)
