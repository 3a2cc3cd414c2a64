"""A diffusion model: where its forward chain ends, and how the score of a noised sample is learned."""

from __future__ import annotations

from derivo.checks.notation import notation
from derivo.checks.question import Question, distribution, objective, value

NOTATION = notation(r"""
    let d, t : size
    let T : natural
    let alpha : real in (0, 1)
    let X_0 also x_0 : random vector(d)
    let X_t also x_t : random vector(d)
    let X_t ~ Normal(alpha^t X_0, (1 - alpha^(2t)) I)
    let p also p_t, p_{t|0}, p_0, p_data : density of X_0, X_t
    let s_theta also s : function(vector(d)) -> vector(d)
    let s_theta = s_theta(X_t)
    let s_theta(x, t) = s_theta(x)
    let s_theta(t, x) = s_theta(x)
    let xi_t also xi = (X_t - alpha^t X_0)/sqrt(1 - alpha^(2t))
    let \hat\xi_\theta(x) also \hat\xi = -sqrt(1 - alpha^(2t)) s_theta(x)
    let \hat\xi_\theta = \hat\xi_\theta(X_t)
    let \hat\xi_\theta(x, t) = \hat\xi_\theta(x)
    let \hat\xi_\theta(t, x) = \hat\xi_\theta(x)
    about s_theta
""")
CHAIN = (
    "Data X₀ in ℝᵈ are noised step by step, 0 < α < 1: given X_t = x, the next sample X_{t+1} is normal with mean αx"
    " and covariance (1 − α²)I."
)
SCORE = r"\nabla\log p(x_t)"
DENOISING = r"\frac12 E_{X_0, X_t}\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2"

QUESTION = Question(
    "diffusion",
    title="Diffusion models",
    source="CS-433, January 2024, questions 39 to 42",
    notation=NOTATION,
    parts=(
        distribution(
            "stationary",
            f"{CHAIN} Which distribution does X_T have in the limit T → ∞?",
            # X_T = α^T x_0 + √(1 − α²) Σ α^k ξ_{T−k}, the transition put into itself T times
            asked=r"N((\lim_{T \to \infty} \alpha^T) x_0, (1 - \alpha^2) \sum_{k=0}^{\infty} \alpha^{2k} I_d)",
            called="the limit distribution",
            letter="X_T",
            mistakes={
                "one step was taken for all of them": (
                    r"N(\alpha x_0, (1 - \alpha^2) I_d)",
                    "this is X_1; put the transition into itself.",
                ),
                "the variance is that of one step": (
                    r"N(0, (1 - \alpha^2) I_d)",
                    "the noise of the earlier steps is still there, each time α² as large.",
                ),
                "the data are still there": (r"N(x_0, I_d)", "each step makes the mean smaller by α."),
                "the noise has variance 1 in each step": (
                    r"N(0, \frac{1}{1 - \alpha^2} I_d)",
                    "each step adds noise of variance 1 − α².",
                ),
                "the root was taken": (r"N(0, \sqrt{1 - \alpha^2} I_d)", "the transition gives the covariance itself."),
            },
            hints=("What are mean and variance after two steps?",),
        ),
        value(
            "backward",
            "To sample backwards one needs the score ∇log p(x_t) of the marginal density. Say in words why it cannot be"
            " computed; you may also write down the integral.",
            asked="p(x_t)",
            called="the marginal density",
            free_of=("p(x_t)", "p(x_0|x_t)"),
            in_words=True,
            mistakes={
                "the density of the data is missing": (
                    r"\int p(x_t|x_0) dx_0",
                    "average over the data, with their density.",
                ),
                "the condition is turned around": (r"\int p(x_0|x_t) p(x_0) dx_0", "the chain goes from x_0 to x_t."),
                "one sample stands for the data": ("p(x_t|x_0)", "x_0 is not known: it has to be integrated out."),
                "the wrong variable was integrated out": (r"\int p(x_t|x_0) p(x_0) dx_t", "x_t is given here."),
                "it was integrated over the joint density of both twice": (
                    r"\int p(x_t|x_0) p(x_0, x_t) dx_0",
                    "p(x_t|x_0) p(x_0) is already the joint density.",
                ),
            },
            hints=("Write p(x_t) by p(x_t|x_0).",),
        ),
        objective(
            "score-matching",
            "A network s_θ is to learn the score of the marginal density by least squares: the loss is"
            " L(θ) = ½ E‖∇log p(X_t) − s_θ(X_t)‖². Rewrite it so that only the conditional density p(x_t|x_0) is"
            " needed.",
            asked=r"\frac12 E_{X_t}\|\nabla\log p(X_t) - s_\theta(X_t)\|^2",
            free_of=(SCORE, r"\nabla_{x_t}\log p(x_t, x_0)", "p(x_0|x_t)"),
            also=(SCORE, r"E_{X_t}[\nabla\log p(X_t)^T s_\theta(X_t)]"),
            mistakes={
                "the condition is turned around": (
                    r"\frac12 E_{X_0, X_t}\|s_\theta(X_t) - \nabla\log p(X_0|X_t)\|^2",
                    "the posterior p(x_0|x_t) is not known; the forward density is.",
                ),
                "the sign of the score is wrong": (
                    r"\frac12 E_{X_0, X_t}\|s_\theta(X_t) + \nabla\log p(X_t|X_0)\|^2",
                    "s_θ is to be near the score itself.",
                ),
                "the samples are drawn independently": (
                    r"\frac12 E_{X_t}\|s_\theta(X_t) - E_{X_0}[\nabla\log p(X_t|X_0)]\|^2",
                    "x_0 and x_t are drawn together: x_t comes from x_0.",
                ),
                "the factor ½ is on one term only": (
                    r"E_{X_t}\|s_\theta(X_t)\|^2 - E_{X_0, X_t}[\nabla\log p(X_t|X_0)^T s_\theta(X_t)]",
                    "½ of the square gives ½ of its first term.",
                ),
                "the mixed term has another factor": (
                    r"\frac12 E_{X_t}\|s_\theta(X_t)\|^2 - 2 E_{X_0, X_t}[\nabla\log p(X_t|X_0)^T s_\theta(X_t)]",
                    "expand ½‖a − b‖² once more.",
                ),
                "the logarithm is missing": (
                    r"\frac12 E_{X_0, X_t}\|s_\theta(X_t) - \nabla p(X_t|X_0)\|^2",
                    "a score is the gradient of a logarithm.",
                ),
                "the density stands in the mean already": (
                    r"\frac12 E_{X_0, X_t}[p(X_t|X_0) \|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2]",
                    "E over X_t given X_0 has this factor already.",
                ),
            },
            hints=(
                "Expand the square: which terms depend on θ?",
                "Write p(x_t)∇log p(x_t) as a gradient, and p(x_t) as an integral.",
            ),
        ),
        objective(
            "noise",
            "Given x_0, the noised sample is x_t = αᵗ x_0 + √(1 − α²ᵗ) ξ_t with standard normal ξ_t. Express the score"
            " ∇log p(x_t|x_0) by ξ_t; or write the loss as that of a network ξ̂_θ that predicts the noise, where"
            " s_θ(x) = −ξ̂_θ(x)/√(1 − α²ᵗ).",
            asked=DENOISING,
            called="what is asked",
            free_of=(
                "X_0",
                r"\nabla\log p(x_t|x_0)",
                r"\nabla_{x_t}\log p(x_t, x_0)",
                SCORE,
                r"\nabla_{x_t}\log p(x_0|x_t)",
            ),
            also=(r"\nabla\log p(x_t|x_0)", r"s_\theta(x_t)", r"\hat\xi_\theta(x_t)"),
            mistakes={
                "the sign is wrong": (r"\frac{\xi_t}{\sqrt{1 - \alpha^{2t}}}", "the score points back to the mean."),
                "the root is missing": (
                    r"-\frac{\xi_t}{1 - \alpha^{2t}}",
                    "x_t − αᵗ x_0 is not ξ_t: it has a factor, too.",
                ),
                "it was multiplied, not divided": (r"-\sqrt{1 - \alpha^{2t}} \xi_t", "divide by the variance."),
                "αᵗ stands for α²ᵗ": (r"-\frac{\xi_t}{\sqrt{1 - \alpha^t}}", "look at the variance again."),
                "the score is not scaled to the noise": (
                    r"E\|s_\theta(X_t) - \xi_t\|^2",
                    "s_θ is to be the score, and that is ξ_t times a factor.",
                ),
                "the square is missing": (r"E\|\hat\xi_\theta(X_t) - \xi_t\|", "the loss is a mean of squares."),
                "the network sees the data": (
                    r"E\|\hat\xi_\theta(X_0) - \xi_t\|^2",
                    "it has to find the noise in the noised sample.",
                ),
                "the root is missing in the loss": (
                    r"E\|s_\theta(X_t) + \frac{\xi_t}{1 - \alpha^{2t}}\|^2",
                    "x_t − αᵗ x_0 is not ξ_t: it has a factor, too.",
                ),
            },
            hints=("Put x_t = αᵗ x_0 + √(1 − α²ᵗ) ξ_t into −(x_t − αᵗ x_0)/(1 − α²ᵗ).",),
        ),
    ),
)
