"""The M-step of a Gaussian mixture whose data points carry weights."""

from derivo.checks.notation import notation
from derivo.checks.question import Question, statement, stationary

SHARED = """
    let N, K : size
    let k : index(K)
    let n : index(N)
    let pi_k^{(t+1)} also pi_k : positive for k in 1..K
    let pi_k^{(t)} : positive for k in 1..K
    let p_n also p(x_n) : positive for n in 1..N
"""
VECTORS = notation(
    SHARED
    + """
    let X : matrix(N, D)
    let i, j : index(D)
    let x_n = row n of X
    let w also w(x_n) : positive vector(N)
    let q_k^{(t)} also q_k : nonnegative vector(N) for k in 1..K
    given sum_k q_kn = 1
    let mu_k^{(t+1)} also mu_k : vector(D) for k in 1..K
    let mu_k^{(t)} : vector(D) for k in 1..K
    let Sigma_k^{(t+1)} also Sigma_k : posdef(D) for k in 1..K
"""
)
NUMBERS = notation(  # d = 1
    SHARED
    + """
    let x_n : real for n in 1..N
    let w_n also w(x_n) : positive for n in 1..N
    let q_kn^{(t)} also q_kn : nonnegative for k in 1..K, n in 1..N
    given sum_k q_kn = 1
    let mu_k^{(t+1)} also mu_k : real for k in 1..K
    let mu_k^{(t)} : real for k in 1..K
    let Sigma_k^{(t+1)} also Sigma_k : positive for k in 1..K
    let sigma_k = sqrt(Sigma_k)
    let sigma_k^{(t+1)} = sqrt(Sigma_k)
"""
)

# The M-step is asked to maximise this; what is constant in μ, Σ and π is left out.
OBJECTIVE = "sum_n w_n sum_k q_kn (log pi_k - 1/2 log det(Sigma_k) - 1/2 (x_n - mu_k)^T Sigma_k^{-1} (x_n - mu_k))"

QUESTION = Question(
    "weighted-gmm",
    title="A Gaussian mixture with weighted data",
    source="CS-433, January 2024, questions 35 to 38",
    notation=VECTORS,
    others=(NUMBERS,),
    parts=(
        stationary(
            "mean",
            "The data point xₙ counts w(xₙ) times in the log-likelihood of a Gaussian mixture. With the"
            " responsibilities q_kn from the E-step held fixed, find the new mean μ_k. You may take d = 1.",
            of="mu_k",
            objective=OBJECTIVE,
            called="the new mean",
            mistakes={
                "the weights were left out": (
                    "(sum_n q_kn x_n)/(sum_n q_kn)",
                    "each term of the objective has its factor w(xₙ).",
                ),
                "the weights are missing below": (
                    "(sum_n w_n q_kn x_n)/(sum_n q_kn)",
                    "w(xₙ) also stands at μ_k when the derivative is set to 0.",
                ),
                "the weights are missing above": (
                    "(sum_n q_kn x_n)/(sum_n w_n q_kn)",
                    "w(xₙ) also stands at xₙ when the derivative is set to 0.",
                ),
                "the responsibilities were left out": (
                    "(sum_n w_n x_n)/(sum_n w_n)",
                    "each cluster only has its share q_kn of a point.",
                ),
                "the weights were squared": (
                    "(sum_n w_n^2 q_kn x_n)/(sum_n w_n^2 q_kn)",
                    "each term of the objective has the factor w(xₙ) once.",
                ),
                "the responsibilities were squared": (
                    "(sum_n w_n q_kn^2 x_n)/(sum_n w_n q_kn^2)",
                    "each term of the objective has the factor q_kn once.",
                ),
                "it was divided by the number of points": (
                    "(sum_n w_n q_kn x_n)/N",
                    "the weights and responsibilities of a cluster do not add up to N.",
                ),
                "it was divided by the sum of all weights": (
                    "(sum_n w_n q_kn x_n)/(sum_n w_n)",
                    "only the share of cluster k belongs below.",
                ),
                "it was not normalised": (
                    "sum_n w_n q_kn x_n",
                    "solve for μ_k: it stands under the sum, too.",
                ),
            },
            hints=(
                "Which terms of the objective contain μ_k?",
                "Set the derivative by μ_k to 0 and take μ_k out of the sum.",
            ),
        ),
        stationary(
            "variance",
            "In the same M-step, find the new covariance Σ_k (or the variance, σ_k², for d = 1). The new mean may stand"
            " in it as μ_k.",
            of="Sigma_k",
            objective=OBJECTIVE,
            after=("mean",),
            called="the new covariance",
            mistakes={
                "it was divided by the sum of all weights": (
                    "(sum_n w_n q_kn (x_n - mu_k)(x_n - mu_k)^T)/(sum_n w_n)",
                    "only the share of cluster k belongs below.",
                ),
                "the weights were left out": (
                    "(sum_n q_kn (x_n - mu_k)(x_n - mu_k)^T)/(sum_n q_kn)",
                    "each term of the objective has its factor w(xₙ).",
                ),
                "the responsibilities were left out": (
                    "(sum_n w_n (x_n - mu_k)(x_n - mu_k)^T)/(sum_n w_n)",
                    "each cluster only has its share q_kn of a point.",
                ),
                "it was not normalised": (
                    "sum_n w_n q_kn (x_n - mu_k)(x_n - mu_k)^T",
                    "the term with log Σ_k has a derivative, too.",
                ),
                "the mean was not subtracted": (
                    "(sum_n w_n q_kn x_n x_n^T)/(sum_n w_n q_kn)",
                    "it is the spread about μ_k that counts.",
                ),
                "a factor 1/2 was kept": (
                    "1/2 (sum_n w_n q_kn (x_n - mu_k)(x_n - mu_k)^T)/(sum_n w_n q_kn)",
                    "both terms of the derivative have the factor 1/2.",
                ),
                "the old mean was used": (
                    "(sum_n w_n q_kn (x_n - mu_k^{(t)})(x_n - mu_k^{(t)})^T)/(sum_n w_n q_kn)",
                    "the objective is maximised over μ_k and Σ_k together.",
                ),
                "one factor was not centred, with the old mean in the other": (
                    "(sum_n w_n q_kn (x_n - mu_k^{(t)}) x_n^T)/(sum_n w_n q_kn)",
                    "xₙ can stand for xₙ − μ_k in one factor, if μ_k in the other is the new mean.",
                ),
            },
            hints=("Differentiate by Σ_k, not by its root.",),
        ),
        stationary(
            "weights",
            "In the same M-step, find the new mixing weight π_k, under the condition that the mixing weights sum to 1.",
            of="pi_k",
            objective=OBJECTIVE,
            sums_to_one="k",
            called="the new mixing weight",
            mistakes={
                "it was divided by the number of points": (
                    "(sum_n w_n q_kn)/N",
                    "the multiplier follows from Σ_k π_k = 1; the weights do not add up to N.",
                ),
                "it was not normalised": ("sum_n w_n q_kn", "the mixing weights have to sum to 1."),
                "the weights are missing above": (
                    "(sum_n q_kn)/(sum_n w_n)",
                    "each term of the objective has its factor w(xₙ).",
                ),
                "the responsibilities were left out": (
                    "(sum_n w_n)/N",
                    "each cluster only has its share q_kn of a point.",
                ),
                "the weights were squared": (
                    "(sum_n w_n^2 q_kn)/(sum_n w_n^2)",
                    "each term of the objective has the factor w(xₙ) once.",
                ),
                "the multiplier has the wrong sign": (
                    "-(sum_n w_n q_kn)/(sum_n w_n)",
                    "put π_k into Σ_k π_k = 1 and see what the multiplier is.",
                ),
                "the weights were left out": ("(sum_n q_kn)/N", "each term of the objective has its factor w(xₙ)."),
                "all clusters got the same": ("1/K", "only a cluster's share of the data decides."),
            },
            hints=("Use a Lagrange multiplier for Σ_k π_k = 1.",),
        ),
        statement(
            "copies",
            "Let every w(xₙ) be a whole number, at least 1. Which equation shows that a routine for the objective"
            " without weights will do if the data are prepared first? Write p(xₙ) for the density of xₙ.",
            about=("sum_n w_n log p_n",),
            free_of=("w",),
            mistakes={
                "the weight was moved into the logarithm": (
                    "sum_n w_n log p_n = sum_n log(w_n p_n)",
                    "a factor before a logarithm is an exponent inside.",
                ),
                "the weight was divided out again": (
                    "sum_n w_n log p_n = sum_n sum_{j=1}^{w_n} (1/w_n) log p_n",
                    "how often does each point occur on the right?",
                ),
                "each point was taken once": (
                    "sum_n w_n log p_n = sum_n log p_n",
                    "a weight of 2 is like having the point twice.",
                ),
                "the weight was squared": (
                    "sum_n w_n log p_n = sum_n sum_{j=1}^{w_n} w_n log p_n",
                    "the copies already stand for the weight.",
                ),
                "the weight was added": (
                    "sum_n w_n log p_n = sum_n (w_n + log p_n)",
                    "w copies of a number add up to w times the number.",
                ),
            },
            hints=("What does a point contribute that occurs w(xₙ) times?",),
        ),
    ),
)
