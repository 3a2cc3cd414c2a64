"""Every construct fed into every other: no exception, no time, and what is typed twice is not told from itself."""

from __future__ import annotations

from tests.fuzz.judging import Typed

LET = (
    "N, d : size\na, b, x : real\np : positive\nt : {0,1}\nx_n, y_n : real for n in 1..N\nz_n : {0,1} for n in 1..N\nj, k : index(N)\n"
    "u, v : vector(d)\nA : matrix(d,d)\nS : symmetric(d)\nV : posdef(d)\ni : index(d)\nX, Y : random real, independent\nq : density of X\n"
    "f : function(real)\ng(s) = s^2 + 1\nc = a + 1\nh_n = x_n + 1"
)
# `@` stands for what is fed in
NUMBERS = (
    "@ + 1", "-@", "2 @", "@ / p", "1/(@)", "(@)^2", "(@)^{-1}", "(@)^{1/2}", "2^{@}", "(@)!", r"\sqrt{@}", r"\sqrt[3]{@}", "exp(@)", "log(@)", "sin(@)",
    "|@|", "max(@, a)", "min(a, @)", "ReLU(@)", "[@ > 0]", "1{@ = 1}", r"\begin{cases} @ & x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\begin{cases} 1 & @ > 0 \\ 0 & \text{otherwise} \end{cases}", r"\sum_n @", r"\sum_{n=1}^k @", r"\sum_{n=0}^N @", r"\sum_{n \ne k} @", r"\sum_{n=1}^{@} x_n",
    r"\prod_n @", r"\sum_n x_n @", r"\lim_{x \to 0} @", r"\lim_{x \to \infty} @", r"\lim_{N \to \infty} @", r"\lim_{n \to 3} @", r"\frac{d}{dx} @", r"\frac{\partial}{\partial x_k} @",
    r"\frac{d}{dN} @", r"\frac{\partial^2}{\partial x_j \partial x_k} @", r"\nabla_u @", r"\nabla^2_u @", r"\nabla_A @", r"\left. @ \right|_{x=1}", r"\left. @ \right|_{N=3}", r"\left. @ \right|_{u=v}",
    "E[@]", "Var(@)", "Cov(@, X)", "E_{X}[@]", "E_{X ~ N(0,1)}[@]", "f(@)", "f'(@)", "g(@)", "g'(@)", r"\int @ dx", r"\int @ q(X) dX", "x_{@}", "a^{@}", "@^T", "(@)'",
    r"\|@\|^2", r"\|@\|_F^2", r"\mathrm{tr}(@)", r"\det(@)", "(@)_i", "(@)_{ik}", "(@)^{-1}_{ii}", r"\mathrm{diag}(@)", "A @", "@ v", r"u^T @ v", r"@ \odot v", r"@ \odot A", r"@ \otimes A",
    r"[k = \arg\min_j @]", r"\arg\max_n @", "@ - @", "@ where b = 2", "@ for x > 0", r"KL(q \| q) + @", "H(X) + @", "@ + C", r"@ \pm 1", "@ <= 0",
)  # fmt: skip
LEAVES = ("x", "x_n", "N", "n", "k", "t", "u", "A", "X", "Y", "c", "h_k", "0", "1", r"\infty", "p")


def fed():
    """All pairs of constructs around leaves, in a fixed order, one half held against itself and the other against 0."""
    for place, outer in enumerate(NUMBERS):
        for other, inner in enumerate(NUMBERS):
            leaf = LEAVES[(place + 3 * other) % len(LEAVES)]
            text = (
                outer.replace("@", inner.replace("@", leaf))
                if inner.startswith((r"\lim", r"\frac"))
                else outer.replace("@", f"({inner.replace('@', leaf)})")
            )
            twice = (place + other) % 2 == 0
            yield Typed("constructs", True if twice else None, text, text if twice else "0", LET)
