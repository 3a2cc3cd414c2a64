"""Identities over sums as people type them, each with a near miss: name, declarations, left, right, wrong right."""

ONE = "let N : size\nlet x_n, y_n : real for n in 1..N\nlet w_n : positive for n in 1..N\nlet a, b, s : real"
TWO = f"{ONE}\nlet K : size\nlet q_kn : nonnegative for k in 1..K, n in 1..N\nlet r_kn : positive for k in 1..K, n in 1..N"
SHARES = f"{TWO}\ngiven sum_k q_kn = 1"
SOFT = "let K : size\nlet z_k, y_k : real for k in 1..K\nlet i : index(K)\nlet j : index(K)\nlet s : real\ngiven sum_k y_k = 1"
LOGITS = "let N, K : size\nlet z_nk : real for n in 1..N, k in 1..K\nlet t_nk : {0, 1} for n in 1..N, k in 1..K\ngiven sum_k t_nk = 1"
BINARY = "let N : size\nlet t_n : {0, 1} for n in 1..N\nlet x_n : real for n in 1..N\nlet p : real in (0, 1)\nlet a, b : real"
COUNTS = "let N : size\nlet c_n : natural for n in 1..N\nlet x_n : real for n in 1..N\nlet lam : positive\nlet a : real"
GAUSS = "let N : size\nlet x_n : real for n in 1..N\nlet mu, m : real\nlet v, tau : positive"
FIT = "let N, D : size\nlet x_nc : real for n in 1..N, c in 1..D\nlet y_n : real for n in 1..N\nlet r_n : positive for n in 1..N\nlet u_c : real for c in 1..D\nlet lam : positive\nlet h : index(D)"
POINTS = "let N, K, D : size\nlet x_nc : real for n in 1..N, c in 1..D\nlet m_kc : real for k in 1..K, c in 1..D\nlet q_kn : nonnegative for k in 1..K, n in 1..N\nlet p_k : positive for k in 1..K\nlet i : index(K)"
MEAN = "(1/N sum_n x_n)"

IDENTITIES = [
    # name, declarations, left, right, wrong right
    ("a bound index may be renamed", ONE, "sum_n x_n", "sum_m x_m", "sum_m x_m^2"),
    ("linearity", ONE, "sum_n (a x_n + b y_n)", "a sum_n x_n + b sum_n y_n", "a sum_n x_n + b sum_n x_n"),
    ("a constant", ONE, "sum_{n=1}^N a", "N a", "a"),
    ("affine", ONE, r"\sum_n (a x_n + b)", r"a \sum_n x_n + N b", r"a \sum_n x_n + b"),
    ("the first term apart", ONE, "sum_{n=2}^N x_n", "sum_n x_n - x_1", "sum_n x_n"),
    ("the last term apart", ONE, "sum_{n=1}^{N-1} x_n^2", "sum_n x_n^2 - x_N^2", "sum_n x_n^2 - x_1^2"),
    ("a shift of the range", ONE, "sum_{n=1}^{N-1} x_{n+1}", "sum_{n=2}^N x_n", "sum_{n=1}^{N-1} x_n"),
    ("telescoping", ONE, "sum_{n=1}^{N-1} (x_{n+1} - x_n)", "x_N - x_1", "x_N"),
    ("summation by parts", ONE, "sum_{n=1}^{N-1} n (x_{n+1} - x_n)", "N x_N - sum_n x_n", "N x_N - sum_{n=1}^{N-1} x_n"),
    ("an index as a value", ONE, "sum_{n=2}^N n x_{n-1}", "sum_{n=1}^{N-1} (n + 1) x_n", "sum_{n=1}^{N-1} n x_n"),
    ("from 0", ONE, "sum_{n=0}^{N-1} a + sum_n x_n", "sum_n (a + x_n)", "sum_n (a + x_n) + a"),
    ("Fubini", TWO, "sum_n sum_k w_n q_kn", "sum_k sum_n w_n q_kn", "sum_k sum_n q_kn"),
    ("a product of sums", ONE, "sum_n sum_m x_n y_m", "(sum_n x_n)(sum_n y_n)", "sum_n x_n y_n"),
    ("a double sum in one sign", ONE, r"\sum_{n,m} x_n x_m", r"\left(\sum_n x_n\right)^2", r"\sum_n x_n^2"),
    ("deviations vanish", ONE, f"sum_n (x_n - {MEAN})", "0", MEAN),
    ("variance", ONE, rf"\frac{{1}}{{N}} \sum_n (x_n - {MEAN})^2", rf"\frac1N \sum_n x_n^2 - {MEAN}^2", r"\frac1N \sum_n x_n^2"),
    ("variance by pairs", ONE, "1/(2N^2) sum_n sum_m (x_n - x_m)^2", f"1/N sum_n x_n^2 - {MEAN}^2", f"sum_n x_n^2 - {MEAN}^2"),
    ("variance by ordered pairs", ONE, "sum_{n<m} (x_n - x_m)^2", "N sum_n x_n^2 - (sum_n x_n)^2", "sum_n x_n^2 - (sum_n x_n)^2"),
    ("covariance", ONE, f"sum_n (x_n - {MEAN})(y_n - 1/N sum_m y_m)", "sum_n x_n y_n - 1/N (sum_n x_n)(sum_n y_n)", "sum_n x_n y_n - (sum_n x_n)(sum_n y_n)"),
    ("Steiner", ONE, "sum_n (x_n - s)^2", f"sum_n (x_n - {MEAN})^2 + N ({MEAN} - s)^2", f"sum_n (x_n - {MEAN})^2 + ({MEAN} - s)^2"),
    ("Lagrange", ONE, "(sum_n x_n^2)(sum_n y_n^2) - (sum_n x_n y_n)^2", "1/2 sum_n sum_m (x_n y_m - x_m y_n)^2", "sum_n sum_m (x_n y_m - x_m y_n)^2"),
    ("pairs i < j", ONE, "sum_{i<j} x_i x_j", "((sum_n x_n)^2 - sum_n x_n^2)/2", "(sum_n x_n)^2 - sum_n x_n^2"),
    ("pairs i ≠ j", ONE, r"\sum_{i \ne j} x_i x_j", r"(\sum_n x_n)^2 - \sum_n x_n^2", r"(\sum_n x_n)^2"),
    ("third power sums", ONE, "(sum_n x_n)^3", "sum_{i,j,k} x_i x_j x_k", "sum_n x_n^3"),
    ("weighted mean", TWO, "sum_n w_n/(sum_m w_m) x_n", "(sum_n w_n x_n)/(sum_n w_n)", "(sum_n w_n x_n)/N"),
    ("weighted variance", ONE, "sum_n w_n (x_n - (sum_m w_m x_m)/(sum_m w_m))^2 / sum_n w_n", "(sum_n w_n x_n^2)/(sum_n w_n) - ((sum_n w_n x_n)/(sum_n w_n))^2", "(sum_n w_n x_n^2)/(sum_n w_n)"),
    ("shares sum to one", SHARES, "sum_k sum_n w_n q_kn", "sum_n w_n", "K sum_n w_n"),
    ("all other shares", SHARES, r"\sum_n \sum_{j \ne k} w_n q_{jn}", r"\sum_n w_n (1 - q_{kn})", r"\sum_n w_n (K - q_{kn})"),
    ("responsibilities sum to one", TWO, "sum_k sum_n w_n r_kn/(sum_j r_jn)", "sum_n w_n", "N"),
    ("smoothed by a kernel", TWO, "sum_n (1/sum_m exp(-(x_n - x_m)^2)) sum_l exp(-(x_n - x_l)^2)", "N", "1"),
    ("logarithm of a product", ONE, "log prod_n w_n", "sum_n log w_n", "prod_n log w_n"),
    ("exponential of a sum", ONE, "exp(sum_n x_n)", "prod_n exp(x_n)", "sum_n exp(x_n)"),
    ("a product of powers", ONE, "prod_n w_n^2 x_n", "(prod_n w_n)^2 prod_n x_n", "(prod_n w_n) prod_n x_n"),
    ("factors before a product", ONE, "prod_n (a x_n)", "a^N prod_n x_n", "a prod_n x_n"),
    ("logarithm of a weighted product", ONE, "log prod_n w_n^{x_n}", "sum_n x_n log w_n", "sum_n w_n log x_n^2"),
    ("softmax sums to one", SOFT, "sum_k exp(z_k)/(sum_l exp(z_l))", "1", "K"),
    ("softmax is free of shifts", SOFT, "exp(z_i + s)/(sum_k exp(z_k + s))", "exp(z_i)/(sum_k exp(z_k))", "exp(z_i + s)/(sum_k exp(z_k))"),
    ("log-sum-exp and shifts", SOFT, "log sum_k exp(z_k)", "s + log sum_k exp(z_k - s)", "s log sum_k exp(z_k - s)"),
    ("log of softmax", SOFT, "log(exp(z_i)/(sum_k exp(z_k)))", "z_i - log sum_k exp(z_k)", "z_i - sum_k log exp(z_k)"),
    ("gradient of log-sum-exp", SOFT, "d/dz_i log sum_k exp(z_k)", "exp(z_i)/(sum_k exp(z_k))", "1/(sum_k exp(z_k))"),
    ("gradient of softmax", SOFT, "d/dz_i exp(z_j)/(sum_k exp(z_k))", "exp(z_j)/(sum_k exp(z_k)) (1[i = j] - exp(z_i)/(sum_k exp(z_k)))", "exp(z_j)/(sum_k exp(z_k)) (1 - exp(z_i)/(sum_k exp(z_k)))"),
    ("gradient of cross-entropy", SOFT, "d/dz_i (-sum_k y_k log(exp(z_k)/(sum_l exp(z_l))))", "exp(z_i)/(sum_k exp(z_k)) - y_i", "y_i - exp(z_i)/(sum_k exp(z_k))"),
    ("entropy of softmax", SOFT, "-sum_k exp(z_k)/(sum_l exp(z_l)) log(exp(z_k)/(sum_l exp(z_l)))", "log sum_k exp(z_k) - (sum_k z_k exp(z_k))/(sum_k exp(z_k))", "log sum_k exp(z_k) + (sum_k z_k exp(z_k))/(sum_k exp(z_k))"),
    ("cross-entropy of many points", LOGITS, "-sum_n sum_k t_nk log(exp(z_nk)/(sum_j exp(z_nj)))", "sum_n log sum_j exp(z_nj) - sum_n sum_k t_nk z_nk", "sum_n sum_j z_nj - sum_n sum_k t_nk z_nk"),
    ("squares of labels", LOGITS, "sum_n sum_k t_nk^3", "N", "K"),
    ("sums over a label", LOGITS, "sum_{n : t_nk = 1} z_nk", "sum_n t_nk z_nk", "sum_n (1 - t_nk) z_nk"),
    ("Bernoulli likelihood", BINARY, "prod_n p^{t_n} (1-p)^{1-t_n}", "p^{sum_n t_n} (1-p)^{N - sum_n t_n}", "p^{sum_n t_n} (1-p)^{sum_n t_n}"),
    ("Bernoulli gradient", BINARY, "d/dp sum_n (t_n log p + (1 - t_n) log(1 - p))", "(sum_n t_n - N p)/(p (1 - p))", "(sum_n t_n - p)/(p (1 - p))"),
    ("logistic gradient", BINARY, "d/da sum_n (log(1 + exp(a x_n)) - t_n a x_n)", "sum_n x_n (1/(1 + exp(-a x_n)) - t_n)", "sum_n (1/(1 + exp(-a x_n)) - t_n)"),
    ("logistic Hessian", BINARY, "d/da sum_n x_n/(1 + exp(-a x_n))", "sum_n x_n^2/(1 + exp(-a x_n)) (1 - 1/(1 + exp(-a x_n)))", "sum_n x_n/(1 + exp(-a x_n)) (1 - 1/(1 + exp(-a x_n)))"),
    ("Poisson gradient", COUNTS, "d/dlam sum_n (c_n log lam - lam - log(c_n!))", "(sum_n c_n)/lam - N", "(sum_n c_n)/lam - 1"),
    ("Poisson regression", COUNTS, "d/da sum_n (c_n a x_n - exp(a x_n))", "sum_n x_n (c_n - exp(a x_n))", "sum_n (c_n - exp(a x_n))"),
    ("Gaussian gradient", GAUSS, "d/dmu sum_n (-(x_n - mu)^2/(2v) - 1/2 log(2 pi v))", "(sum_n x_n - N mu)/v", "(sum_n x_n - mu)/v"),
    ("Gaussian gradient by the variance", GAUSS, "d/dv sum_n (-(x_n - mu)^2/(2v) - 1/2 log v)", "(sum_n (x_n - mu)^2)/(2v^2) - N/(2v)", "(sum_n (x_n - mu)^2)/(2v^2) - 1/(2v)"),
    ("Gaussian likelihood", GAUSS, "log prod_n 1/sqrt(2 pi v) exp(-(x_n - mu)^2/(2v))", "-N/2 log(2 pi v) - 1/(2v) sum_n (x_n - mu)^2", "-1/2 log(2 pi v) - 1/(2v) sum_n (x_n - mu)^2"),
    ("Gaussian posterior", GAUSS, "sum_n (x_n - mu)^2/v + (mu - m)^2/tau", "(N/v + 1/tau) (mu - (sum_n x_n/v + m/tau)/(N/v + 1/tau))^2 + sum_n x_n^2/v + m^2/tau - (sum_n x_n/v + m/tau)^2/(N/v + 1/tau)", "(N/v + 1/tau) (mu - (sum_n x_n/v + m/tau)/(N/v + 1/tau))^2 + sum_n x_n^2/v + m^2/tau"),
    ("least squares", FIT, "d/du_h 1/2 sum_n (y_n - sum_c x_nc u_c)^2", "sum_c u_c sum_n x_nh x_nc - sum_n x_nh y_n", "sum_n x_nh y_n - sum_c u_c sum_n x_nh x_nc"),
    ("weighted least squares", FIT, "d/du_h sum_n r_n (y_n - sum_c x_nc u_c)^2", "-2 sum_n r_n x_nh (y_n - sum_c x_nc u_c)", "-2 sum_n x_nh (y_n - sum_c x_nc u_c)"),
    ("ridge", FIT, "d/du_h (1/(2N) sum_n (y_n - sum_c x_nc u_c)^2 + lam sum_c u_c^2)", "-1/N sum_n x_nh (y_n - sum_c x_nc u_c) + 2 lam u_h", "-1/N sum_n x_nh (y_n - sum_c x_nc u_c) + lam u_h"),
    ("a norm has no square root in its square", FIT, "(sqrt(sum_c u_c^2))^2", "sum_c u_c^2", "sum_c u_c"),
    ("a unit vector", FIT, "sum_c (u_c/sqrt(sum_f u_f^2))^2", "1", "D"),
    ("gradient of a norm", FIT, "d/du_h sqrt(sum_c u_c^2)", "u_h/sqrt(sum_c u_c^2)", "1/sqrt(sum_c u_c^2)"),
    ("K-means objective expanded", POINTS, "sum_n sum_k q_kn sum_c (x_nc - m_kc)^2", "sum_n sum_c x_nc^2 sum_k q_kn - 2 sum_k sum_c m_kc sum_n q_kn x_nc + sum_k (sum_n q_kn) sum_c m_kc^2", "sum_n sum_c x_nc^2 - 2 sum_k sum_c m_kc sum_n q_kn x_nc + sum_k (sum_n q_kn) sum_c m_kc^2"),
    ("mixture gradient", POINTS, "d/dp_i sum_n log sum_k p_k exp(-sum_c (x_nc - m_kc)^2)", "sum_n exp(-sum_c (x_nc - m_ic)^2)/(sum_k p_k exp(-sum_c (x_nc - m_kc)^2))", "sum_n p_i exp(-sum_c (x_nc - m_ic)^2)/(sum_k p_k exp(-sum_c (x_nc - m_kc)^2))"),
]  # fmt: skip
