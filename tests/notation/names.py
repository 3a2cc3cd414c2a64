"""The notations that the tests of reading use."""

from checks.notation import declare, notation

GELU = notation(r"""
    let z : real                        % the input
    let c : positive
    let sigma(u) = 1 / (1 + exp(-u))
    let phi(z) = z sigma(c z)
""")
SCALARS = declare(
    [
        "x, y, t, a, b, p : real",
        "x_0, x_1, x_2, w_1, w_2 : real",
        "alpha also A : real",
        r"\mu_k^{(t+1)}, mu_k : real",
        "f : function(real)",
        "g : function(real, real)",
        "h(v) = v^2",
    ]
)
