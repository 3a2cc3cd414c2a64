"""Short questions that pass their audit, to begin with: what `derivo new` writes."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "value": r'''"""What is asked, in one line."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, value

# The names that may be used, one `let` a line: docs/declarations.md.
NOTATION = notation("""
    let x : real
    let a : positive
    let f(x) = x exp(-a x)
""")

QUESTION = Question(
    "{name}",
    title="A derivative",
    source="",
    notation=NOTATION,
    parts=(
        value(
            "derivative",
            "Find the derivative of f(x) = x e^(-ax) by x.",
            asked="df/dx",  # the reference is derived from this
            called="the derivative",  # as messages call it
            free_of=("f",),  # a finished answer has no f left in it
            points=1,
            mistakes={{
                "the inner derivative is missing": ("exp(-a x) + x exp(-a x)", "e^(-ax) has an inner derivative."),
                "only the first term of the product rule is there": ("exp(-a x)", "x stands in both factors."),
            }},
            hints=("Which rule differentiates a product?",),
            accept=("(1 - a x) exp(-a x)",),  # `derivo audit` sees that this is right,
            reject=("(1 + a x) exp(-a x)",),  # and this wrong
        ),
    ),
)
''',
    "limit": r'''"""What is asked, in one line."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, limit

NOTATION = notation("""
    let x : real
    let f(x) = x / (1 + |x|)
""")

QUESTION = Question(
    "{name}",
    title="A limit",
    source="",
    notation=NOTATION,
    parts=(
        limit(
            "limit",
            "What does f(x) tend to as x → ∞?",
            asked="lim_{{x→∞}} f(x)",
            called="the limit",
            points=1,
            mistakes={{
                "it was taken to grow": ("∞", "compare how fast both sides of the fraction grow."),
                "this is the value at 0": ("0", "x goes to ∞ here."),
            }},
            hints=("Divide both sides of the fraction by x.",),
            accept=("1",),
            reject=("1/2",),
        ),
    ),
)
''',
    "stationary": r'''"""What is asked, in one line."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, stationary

NOTATION = notation(r"""
    let K, N : size
    let x_n : real for n in 1..N
    let w_kn : positive for k in 1..K, n in 1..N
    let mu_k : real for k in 1..K
""")

QUESTION = Question(
    "{name}",
    title="Weighted means",
    source="",
    notation=NOTATION,
    parts=(
        stationary(
            "mean",
            "Which μ_k make the weighted sum of squares Σ_k Σ_n w_kn (x_n - μ_k)^2 least?",
            of="mu_k",  # the reference is found by differentiating the objective
            objective=r"\sum_k \sum_n w_kn (x_n - mu_k)^2",
            called="the minimiser",
            points=1,
            mistakes={{
                "the weights are missing": (r"\sum_n x_n / N", "each square is weighed by w_kn."),
                "it was not divided by the weights": (r"\sum_n w_kn x_n", "what stands before μ_k is left."),
            }},
            hints=("Set the derivative by μ_k to zero.",),
            accept=(r"\sum_n w_kn x_n / \sum_n w_kn",),
            reject=(r"\sum_n w_kn x_n / N",),
        ),
    ),
)
''',
    "objective": r'''"""What is asked, in one line."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, objective

NOTATION = notation(r"""
    let X : matrix(N, D)
    let y : vector(N)
    let w : vector(D)
    let lambda : positive
    about w
""")

QUESTION = Question(
    "{name}",
    title="Ridge regression",
    source="",
    notation=NOTATION,
    parts=(
        objective(
            "objective",
            "Write down an objective of ridge regression with the penalty λ times the squared length of w.",
            asked="‖y - X w‖^2 + lambda ‖w‖^2",  # any with the same minimisers is right
            called="the objective",
            points=1,
            mistakes={{
                "the length was not squared": ("‖y - X w‖^2 + lambda ‖w‖", "the penalty has the squared length."),
                "the penalty has the wrong sign": ("‖y - X w‖^2 - lambda ‖w‖^2", "a penalty is added."),
            }},
            hints=("What is penalised, and how?",),
            accept=("2 ‖y - X w‖^2 + 2 lambda w^T w",),
            reject=("‖y - X w‖^2",),
        ),
    ),
)
''',
    "distribution": r'''"""What is asked, in one line."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, distribution

NOTATION = notation(r"""
    let a : real in (0, 1)
    let m : real
""")

QUESTION = Question(
    "{name}",
    title="A sum of normal names",
    source="",
    notation=NOTATION,
    parts=(
        distribution(
            "sum",
            "X ~ N(m, 1) and Y ~ N(0, a) are independent. How is X + Y distributed?",
            asked="N(m, 1 + a)",
            called="the distribution",
            points=1,
            mistakes={{
                "the variances were multiplied": ("N(m, a)", "variances of independent names add."),
                "the deviations were added": ("N(m, (1 + sqrt(a))^2)", "variances add, deviations do not."),
            }},
            hints=("What are mean and variance of a sum?",),
            accept=("N(m, a + 1)",),
            reject=("N(0, 1 + a)",),
        ),
    ),
)
''',
    "statement": r'''"""What is asked, in one line."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, statement

NOTATION = notation("""
    let z : real
    let s(z) = 1 / (1 + exp(-z))
""")

QUESTION = Question(
    "{name}",
    title="The logistic function",
    source="",
    notation=NOTATION,
    parts=(
        statement(
            "property",
            "Say in a formula something true of the logistic function s that is not obvious.",
            about=("s(z)",),  # any true statement about it that is not trivial
            points=1,
            mistakes={{
                "it was taken to be odd": ("s(-z) = -s(z)", "look at z = 0."),
                "it was taken to pass through 0": ("s(0) = 0", "put in z = 0."),
            }},
            hints=("What are s(z) + s(-z) and s′(z)?",),
            accept=("s(z) + s(-z) = 1", "s(0) = 1/2"),
            reject=("s(z) > 1",),
        ),
    ),
)
''',
}
