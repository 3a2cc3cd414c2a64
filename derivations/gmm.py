"""A Gaussian mixture: the posterior of the latent assignment."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, value

NOTATION = notation("""
    let N, K : size
    let pi_k : positive for k in 1..K
    given sum_k pi_k = 1
    let p_nk also N(x_n | mu_k, Sigma_k), p(x_n | mu_k, Sigma_k) : positive for n in 1..N, k in 1..K
""")

QUESTION = Question(
    "gmm",
    title="The posterior of a Gaussian mixture",
    source="CS-433, January 2024, question 25",
    notation=NOTATION,
    parts=(
        value(
            "posterior",
            "A point xₙ comes from component k of a mixture with the mixing weights π_k and the densities"
            " N(xₙ | μ_k, Σ_k). What is the probability of component k, given xₙ?",
            asked="pi_k p_nk / (sum_j pi_j p_nj)",
            called="the posterior",
            mistakes={
                "it was not normalised": ("pi_k p_nk", "probabilities sum to 1 over the components."),
                "the mixing weights were left out": (
                    "p_nk / (sum_j p_nj)",
                    "a component that is rare before the point is seen is rarer after.",
                ),
                "the mixing weights are missing below": (
                    "pi_k p_nk / (sum_j p_nj)",
                    "below stands the density of xₙ, whichever component it came from.",
                ),
                "the mixing weights are missing above": (
                    "p_nk / (sum_j pi_j p_nj)",
                    "above stands the joint density of xₙ and component k.",
                ),
                "it was normalised over the points": (
                    "pi_k p_nk / (sum_m pi_k p_mk)",
                    "it is the component that is unknown, not the point.",
                ),
            },
            hints=("Bayes' rule.",),
        ),
    ),
)
