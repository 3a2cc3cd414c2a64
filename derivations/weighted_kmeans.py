"""K-means whose data points carry weights: the updates of the centres and of the assignments."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, stationary

NOTATION = notation("""
    let N, K : size
    let x_n : real for n in 1..N
    let w_n also w(x_n) : positive for n in 1..N
    let z_nk : {0, 1} for n in 1..N, k in 1..K
    given sum_k z_nk = 1
    let mu_k : real for k in 1..K
""")

QUESTION = Question(
    "weighted-kmeans",
    title="K-means with weighted data",
    source="CS-433, January 2024, question 7",
    notation=NOTATION,
    parts=(
        stationary(
            "update",
            "In K-means each squared distance counts w(xₙ) times. With the assignments z_nk held fixed, find the new"
            " centre μ_k, or with the centres held fixed, the new assignments z_nk. You may take one dimension.",
            of="mu_k",
            objective="sum_n w_n sum_k z_nk (x_n - mu_k)^2",
            assigned=("z_nk", "k"),
            called="the update",
            mistakes={
                "the weights are missing below": (
                    "(sum_n z_nk w_n x_n)/(sum_n z_nk)",
                    "with all weights 2 the centre must not move.",
                ),
                "the weights are missing above": (
                    "(sum_n z_nk x_n)/(sum_n z_nk w_n)",
                    "with all weights 2 the centre must not move.",
                ),
                "the weights were left out": (
                    "(sum_n z_nk x_n)/(sum_n z_nk)",
                    "a point of weight 2 counts like two points.",
                ),
                "the weights were squared": (
                    "(sum_n z_nk w_n^2 x_n)/(sum_n z_nk w_n^2)",
                    "each term of the objective has the factor w(xₙ) once.",
                ),
                "the assignments were left out": (
                    "(sum_n w_n x_n)/(sum_n w_n)",
                    "only the points of cluster k pull at its centre.",
                ),
            },
            hints=("Set the derivative by μ_k to 0.",),
        ),
    ),
)
