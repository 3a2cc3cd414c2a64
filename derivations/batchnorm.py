"""A network whose activation is batch normalisation with fixed statistics."""

from __future__ import annotations

from derivo.checks.notation import notation
from derivo.checks.question import Question, value

NOTATION = notation("""
    let x : vector(d)
    let W : matrix(m, d)
    let v, gamma, beta : vector(m)
    let w_i = row i of W
    let i, k : index(m)
    let j, l : index(d)
    let y : real
    let phi(z) = (z - gamma)/beta
    let f(x) = v^T phi(W x)
    let ℓ also l, ℓ(x, y), ℓ(W), l(x, y), l(W) = (f(x) - y)^2
    let H = ∂²ℓ/∂vec(W)∂vec(W)^T
    let V also Z, U : matrix(m, d)
""")

QUESTION = Question(
    "batchnorm",
    title="A network with fixed batch-norm statistics",
    source="CS-433, January 2024, question 33",
    notation=NOTATION,
    parts=(
        value(
            "affine",
            "A network computes f(x) = vᵀφ(Wx), where W is m × d and φ normalises each of the m pre-activations with"
            " fixed statistics, φ(z_i) = (z_i − γ_i)/β_i. Show that f is affine in x: write it as aᵀx + b, or give a"
            " and b.",
            asked="f(x)",
            called="f(x)",
            free_of=("phi", "f"),
            whole="a^T x + b",
            shows=(("f(x)", "affine", "x"),),
            mistakes={
                "the sign of the constant is wrong": (
                    "(v/beta)^T W x + (v/beta)^T gamma",
                    "γ is subtracted from the pre-activations.",
                ),
                "β multiplies instead of dividing": (
                    "(v ⊙ beta)^T W x - (v ⊙ beta)^T gamma",
                    "each pre-activation is divided by its β_i.",
                ),
                "β is missing in the slope": (
                    "v^T W x - (v/beta)^T gamma",
                    "all of z_i − γ_i is divided by β_i.",
                ),
                "β is missing in the constant": (
                    "(v/beta)^T W x - v^T gamma",
                    "all of z_i − γ_i is divided by β_i.",
                ),
                "v is missing in the constant": (
                    "(v/beta)^T W x - sum_i gamma_i/beta_i",
                    "v weighs all of the normalised values.",
                ),
                "v is missing": ("sum_i (w_i^T x - gamma_i)/beta_i", "the output weighs the hidden units with v."),
                "the constant is missing": ("(v/beta)^T W x", "what becomes of the γ_i?"),
            },
            hints=("Write φ for the whole vector, with an elementwise quotient.", "What multiplies x, what does not?"),
        ),
        value(
            "convex",
            "With the loss ℓ = (f(x) − y)², show that ℓ is convex in W. Give the formula that shows it: ℓ as the square"
            " of an affine function of W, or its gradient or Hessian by W (an entry, the matrix, or the quadratic form"
            " for a direction V).",
            asked="ℓ",
            called="what shows it",
            free_of=("phi", "f", "H"),
            also=(
                "∂²ℓ/∂W_ij∂W_kl",
                "∂²ℓ/∂vec(W)∂vec(W)^T",
                "∂²ℓ/∂vec(W^T)∂vec(W^T)^T",
                "vec(V)^T H vec(V)",
                "∇_W ℓ",
                "∂ℓ/∂W_ij",
            ),
            partly=("∂²ℓ/∂W_ij^2",),
            shows=(("ℓ", "convex", "W"),),
            mistakes={
                "a factor 2 is missing": (
                    "v_i v_k x_j x_l/(beta_i beta_k)",
                    "the derivative of a square has the factor 2.",
                ),
                "x is missing": ("2 v_i v_k/(beta_i beta_k)", "each weight W_ij is multiplied by x_j."),
                "β is missing": ("2 v_i v_k x_j x_l", "each pre-activation is divided by its β_i."),
                "β is missing in the gradient": (
                    "2 (f(x) - y) v x^T",
                    "each pre-activation is divided by its β_i.",
                ),
                "a factor 2 is missing in the gradient": (
                    "(f(x) - y) (v/beta) x^T",
                    "the derivative of a square has the factor 2.",
                ),
            },
            hints=("How does f depend on W, when x is fixed?",),
        ),
        value(
            "mean",
            "Now let every γ_i be the mean of the pre-activations, (1/m) Σ_j w_jᵀx. Write f(x) for this γ, as a"
            " function of x, W, v and β.",
            asked="f(x)",
            called="f(x)",
            free_of=("phi", "f", "gamma"),
            where={"gamma_i": "(1/m) 1^T W x"},
            whole="a^T x + b",
            shows=(("f(x)", "affine", "x"), ("ℓ", "convex", "W")),
            mistakes={
                "the sign of the mean is wrong": (
                    "sum_i v_i/beta_i (w_i^T x + (1/m) 1^T W x)",
                    "γ is subtracted from the pre-activations.",
                ),
                "the mean was dropped": ("(v/beta)^T W x", "the mean is zero only for special W."),
                "the weights of the mean are missing": (
                    "(v/beta)^T W x - (1/m) 1^T W x",
                    "each unit subtracts the mean, and is weighed with v_i/β_i.",
                ),
                "it was taken for zero": ("0", "v_i/β_i weighs the centred values; they do not cancel."),
                "the sum was taken for the mean": (
                    "sum_i v_i/beta_i (w_i^T x - 1^T W x)",
                    "a mean of m values is divided by m.",
                ),
            },
            hints=("1ᵀWx is the sum of the pre-activations.",),
        ),
    ),
)
