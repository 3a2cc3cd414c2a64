"""Expectations, densities and scores as people type them: identities with a near miss of each, and inequalities."""

REAL = "X, Y, Z : random real\na, b : real"
FREE = "X, Y : random real, independent\na, b : real"
JOINT = r"""
X_0 also x_0 : random vector(d)
X_t also x_t : random vector(d)
p : density of X_0, X_t
s_theta : function(vector(d)) -> vector(d)
"""
DENSITY = "X also x : random real\nZ also z : random real\np : density of X, Z\nf : function(real)\ng : function(real)"
PARTS = "x : random real\nz : random real\np : density of x, z\nq : density of z given x\nf : function(real)"
TWO = "x : random real\np : density of x\nq : density of x\nf : function(real)"
NORMAL = "m, a, b : real\ns : positive\nx ~ Normal(m, s^2)"
VECTOR = "d : size\nm, a : vector(d)\nS : posdef(d)\nA : matrix(d, d)\nx ~ Normal(m, S)"
STANDARD = "d : size\na, b : vector(d)\nA : symmetric(d)\nz ~ Normal(0, I_d)"
NOISED = r"""
d, t : size
alpha : real in (0, 1)
X_0 also x_0 : random vector(d)
X_t also x_t : random vector(d)
X_t ~ Normal(alpha^t X_0, (1 - alpha^(2t)) I)
p : density of X_0, X_t
xi = (X_t - alpha^t X_0)/sqrt(1 - alpha^(2t))
s_theta : function(vector(d)) -> vector(d)
"""

# left, right, a near miss of right, the declarations
ROWS = [
    # linearity, variances, covariances
    ("E[a X + b]", "a E[X] + b", "a E[X]", REAL),
    ("E[X + Y]", "E[X] + E[Y]", "E[X] - E[Y]", REAL),
    ("E[X - E[X]]", "0", "E[X]", REAL),
    ("Var(X)", "E[X^2] - E[X]^2", "E[X^2] + E[X]^2", REAL),
    ("Var(X)", "E[(X - E[X])^2]", "E[(X - E[X])]", REAL),
    ("Var(a X + b)", "a^2 Var(X)", "a Var(X)", REAL),
    ("Var(X + Y)", "Var(X) + Var(Y) + 2 Cov(X, Y)", "Var(X) + Var(Y)", REAL),
    ("Var(X - Y)", "Var(X) + Var(Y) - 2 Cov(X, Y)", "Var(X) - Var(Y)", REAL),
    ("Cov(X, Y)", "E[X Y] - E[X] E[Y]", "E[X Y]", REAL),
    ("Cov(X, X)", "Var(X)", "E[X^2]", REAL),
    ("Cov(X, Y)", "Cov(Y, X)", "-Cov(Y, X)", REAL),
    ("Cov(a X + b, Y)", "a Cov(X, Y)", "a Cov(X, Y) + b", REAL),
    ("Cov(X + Y, Z)", "Cov(X, Z) + Cov(Y, Z)", "Cov(X, Z)", REAL),
    ("E[(X - a)^2]", "Var(X) + (E[X] - a)^2", "Var(X) - (E[X] - a)^2", REAL),
    ("E[(X - Y)^2]", "Var(X - Y) + (E[X] - E[Y])^2", "Var(X - Y)", REAL),
    ("E[X E[Y]]", "E[X] E[Y]", "E[X Y]", REAL),
    # independence
    ("E[X Y]", "E[X] E[Y]", "E[X] + E[Y]", FREE),
    ("Cov(X, Y)", "0", "Var(X)", FREE),
    ("Var(X + Y)", "Var(X) + Var(Y)", "Var(X)", FREE),
    ("E[X^2 Y]", "E[X^2] E[Y]", "E[X]^2 E[Y]", FREE),
    ("Var(X Y)", "E[X^2] E[Y^2] - E[X]^2 E[Y]^2", "Var(X) Var(Y)", FREE),
    ("E[(X + Y)^2]", "E[X^2] + 2 E[X] E[Y] + E[Y^2]", "E[X^2] + E[Y^2]", FREE),
    # the tower rule, total variance, conditionals
    ("E_Z[E[X | Z]]", "E[X]", "E[Z]", DENSITY),
    ("E_Z E_{X|Z}[f(X) g(Z)]", "E_{X,Z}[f(X) g(Z)]", "E[f(X)] E[g(Z)]", DENSITY),
    ("E_Z[g(Z) E[X | Z]]", "E[X g(Z)]", "E[X] E[g(Z)]", DENSITY),
    ("E[(X - E[X|Z])^2]", "E[X^2] - E[E[X|Z]^2]", "E[X^2] - E[X]^2", DENSITY),
    ("p(x, z)", "p(x|z) p(z)", "p(x) p(z)", DENSITY),
    ("p(z|x)", "p(x|z) p(z)/p(x)", "p(x|z) p(x)/p(z)", DENSITY),
    ("p(x)", "∫ p(x|z) p(z) dz", "∫ p(x|z) dz", DENSITY),
    ("∫ p(x) dx", "1", "2", DENSITY),
    ("∫ p(x|z) dx", "1", "p(z)", DENSITY),
    ("E[f(X)]", "∫ f(x) p(x) dx", "∫ f(x) dx", DENSITY),
    ("E_{X|Z}[f(X)]", "∫ f(x) p(x|z) dx", "∫ f(x) p(x) dx", DENSITY),
    ("E_X[log p(X)]", "∫ p(x) log p(x) dx", "∫ p(x) p(x) dx", DENSITY),
    ("log p(x)", "log p(x, z) - log p(z|x)", "log p(x, z) + log p(z|x)", DENSITY),
    ("E_{X,Z}[log p(X|Z) + log p(Z)]", "E_{X,Z}[log p(X, Z)]", "E_{X,Z}[log p(X)]", DENSITY),
    # scores
    ("∇log p(x_t)", r"\frac{\int p(x_0) \nabla p(x_t|x_0) dx_0}{p(x_t)}", r"\int p(x_0) \nabla p(x_t|x_0) dx_0", JOINT),
    ("∇p(x_t)", "∫ p(x_0) ∇p(x_t|x_0) dx_0", "∫ ∇p(x_t|x_0) dx_0", JOINT),
    ("∇log p(x_t)", "E_{X_0|X_t}[∇log p(X_t|X_0)]", "∇log p(x_t|x_0)", JOINT),
    (
        "E_{X_t}[∇log p(X_t)^T s_theta(X_t)]",
        "E_{X_0} E_{X_t|X_0}[∇log p(X_t|X_0)^T s_theta(X_t)]",
        "-E_{X_0} E_{X_t|X_0}[∇log p(X_t|X_0)^T s_theta(X_t)]",
        JOINT,
    ),
    (
        "E_{X_t}‖s_theta(X_t) - ∇log p(X_t)‖^2",
        "E_{X_0,X_t}‖s_theta(X_t) - ∇log p(X_t|X_0)‖^2 - E_{X_0,X_t}‖∇log p(X_t|X_0)‖^2 + E_{X_t}‖∇log p(X_t)‖^2",
        "E_{X_0,X_t}‖s_theta(X_t) - ∇log p(X_t|X_0)‖^2",
        JOINT,
    ),
    ("E_{X_t}[∇log p(X_t)]", "0", "E[X_t]", JOINT),
    ("E_{X_0,X_t}[X_0^T s_theta(X_t)]", "E_{X_t}[E_{X_0|X_t}[X_0]^T s_theta(X_t)]", "E[X_0]^T E[s_theta(X_t)]", JOINT),
    # moments of normal names, in closed form
    ("E[x]", "m", "m + 1", NORMAL),
    ("E[x^2]", "m^2 + s^2", "s^2", NORMAL),
    ("Var(x)", "s^2", "s", NORMAL),
    ("Var(a x + b)", "a^2 s^2", "a s^2", NORMAL),
    ("E[x^3]", "m^3 + 3 m s^2", "m^3 + m s^2", NORMAL),
    ("E[(x - m)^3]", "0", "s^3", NORMAL),
    ("E[(x - m)^4]", "3 s^4", "s^4", NORMAL),
    ("Var((x - m)^2)", "2 s^4", "3 s^4", NORMAL),
    ("E[a^T x]", "a^T m", "a^T a", VECTOR),
    ("Var(a^T x)", "a^T S a", "a^T a", VECTOR),
    ("E[x x^T]", "S + m m^T", "S", VECTOR),
    ("E[x^T A x]", "tr(A S) + m^T A m", "tr(A S)", VECTOR),
    ("E‖x - m‖^2", "tr S", "d", VECTOR),
    ("E‖z‖^2", "d", "2 d", STANDARD),
    ("E[z^T A z]", "tr A", "2 tr A", STANDARD),
    ("E[(a^T z)(b^T z)]", "a^T b", "a^T a", STANDARD),
    ("E[(z^T A z)^2]", "(tr A)^2 + 2 tr(A A)", "(tr A)^2", STANDARD),
    ("E‖z‖^4", "d^2 + 2 d", "d^2", STANDARD),
    ("E‖xi‖^2", "d", "2 d", NOISED),
    ("E[X_t]", "alpha^t E[X_0]", "alpha E[X_0] + E[X_0]", NOISED),
    ("∇log p(x_t|x_0)", "-xi/sqrt(1 - alpha^(2t))", "-xi/(1 - alpha^(2t))", NOISED),
    ("E‖X_t‖^2", "alpha^(2t) E‖X_0‖^2 + (1 - alpha^(2t)) d", "alpha^t E‖X_0‖^2 + (1 - alpha^(2t)) d", NOISED),
    # by parts
    ("E_x[x ∇log p(x)]", "-1", "1", TWO),
    ("E_{X_t}[X_t^T ∇log p(X_t)]", "-d", "d", JOINT),
    # divergences, bounds, importance
    ("E_{x~p}[f(x)]", "E_{x~q}[f(x) p(x)/q(x)]", "E_{x~q}[f(x) q(x)/p(x)]", TWO),
    ("KL(p(x)||q(x))", "∫ p(x) log(p(x)/q(x)) dx", "∫ q(x) log(p(x)/q(x)) dx", TWO),
    ("H(x)", "-E_{x~p}[log p(x)]", "E_{x~p}[log p(x)]", "x : random real\np : density of x"),
    (
        "log p(x)",
        "E_{z~q(z|x)}[log p(x,z) - log q(z|x)] + KL(q(z|x)||p(z|x))",
        "E_{z~q(z|x)}[log p(x,z) - log q(z|x)] - KL(q(z|x)||p(z|x))",
        PARTS,
    ),
    (
        "E_{z~q(z|x)}[log p(x,z) - log q(z|x)]",
        "E_{z~q(z|x)}[log p(x|z)] - KL(q(z|x)||p(z))",
        "E_{z~q(z|x)}[log p(x|z)] + KL(q(z|x)||p(z))",
        PARTS,
    ),
    ("E_{z~q(z|x)}[f(z)]", "∫ q(z|x) f(z) dz", "∫ p(z|x) f(z) dz", PARTS),
    ("Var(X)", "E_Y[Var(X|Y)] + Var(E[X|Y])", "E_Y[Var(X|Y)]", REAL),
    ("E[E[X|Y]]", "E[X]", "E[Y]", REAL),
    ("E[Y E[X|Y]]", "E[X Y]", "E[X] E[Y]", REAL),
    ("E‖X_0 - X_t‖^2", "E‖X_0‖^2 - 2 E[X_0^T X_t] + E‖X_t‖^2", "E‖X_0‖^2 + E‖X_t‖^2", JOINT),
]

# A left side, a relation and a right side that is reversed or wrong: refuted by a distribution.
REVERSED = [
    ("E[X^2]", "<=", "E[X]^2", REAL),
    ("E[exp(X)]", "<=", "exp(E[X])", REAL),
    ("log E[X]", "<=", "E[log X]", "X : random positive"),
    ("E[|X|]", "<=", "|E[X]|", REAL),
    ("Var(X)", "<=", "0", REAL),
    ("KL(p(x)||q(x))", "<=", "0", TWO),
    ("KL(p(x)||q(x))", "=", "KL(q(x)||p(x))", TWO),
    ("log p(x)", "<=", "E_{z~q(z|x)}[log p(x,z) - log q(z|x)]", PARTS),
]

# True of every distribution, and proved.
INEQUALITIES = [
    ("E[X]^2", "<=", "E[X^2]", REAL),
    ("exp(E[X])", "<=", "E[exp(X)]", REAL),
    ("E[log X]", "<=", "log E[X]", "X : random positive"),
    ("|E[X]|", "<=", "E[|X|]", REAL),
    ("Var(X)", ">=", "0", REAL),
    ("Cov(X, Y)^2", "<=", "Var(X) Var(Y)", REAL),
    ("KL(p(x)||q(x))", ">=", "0", TWO),
    ("E_{z~q(z|x)}[log p(x,z) - log q(z|x)]", "<=", "log p(x)", PARTS),
]

# True, and undecided if there is no proof.
TRUE = [
    ("∫ exp(-x^2) dx", "=", "sqrt(pi)", TWO),
    ("∫ x exp(-x^2/2) dx", "=", "0", TWO),
    ("E_x[f(x) ∇log p(x)] + E_x[f(x) ∇log p(x)]", "=", "2 E_x[f(x) ∇log p(x)]", TWO),
]
