"""The notations that the tests of reading use."""

from derivo.checks.notation import declare, notation

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
MIXTURE = notation(r"""
    let N, K : size
    let a, lambda : real
    let x_n, y^{(n)} : real for n in 1..N
    let w_n also w(x_n) : positive for n in 1..N
    let q_kn^{(t)} also q_kn, \gamma_{nk} : nonnegative for k in 1..K, n in 1..N
    let z_nk : {0, 1} for n in 1..N, k in 1..K
    let mu_k^{(t+1)} also mu_k : real for k in 1..K
    let mu_k^{(t)} : real for k in 1..K
    let sigma_k : positive for k in 1..K
    let g_kn also N(x_n | mu_k, Sigma_k) : positive for k in 1..K, n in 1..N
    let p_n also p(x_n) : positive for n in 1..N
    given sum_k q_kn = 1
""")
COVARIANCES = declare(
    [
        "w_n : real for n in 1..N",
        "q_kn : real for k in 1..K, n in 1..N",
        "Sigma_k : positive for k in 1..K",
    ]
)
NETWORK = notation(r"""
    let x, u : vector(d)
    let W : matrix(m, d)
    let v, gamma, beta : vector(m)
    let A, B : matrix(m, m)
    let S : posdef(d)
    let w_i = row i of W
    let y, t : real
    let z_n : vector(d) for n in 1..N
    let c_n : real for n in 1..N
    let mu_k^{(t+1)} also mu_k : vector(d) for k in 1..K
    let Sigma_k^{(t+1)} also Sigma_k : posdef(d) for k in 1..K
    let h^{(n)} : vector(d) for n in 1..N
    let phi(z) = (z - gamma)/beta
    let sigma(u) = 1/(1 + e^{-u})
    let f(x) = v^T phi(W x)
    let ell also l, \ell = (f(x) - y)^2
    let q = W x
    let i, r : index(m)
    let j, l : index(d)
""")
