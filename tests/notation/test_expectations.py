"""Expectations, densities, integrals and scores, in every spelling."""

import pytest

from derivo.checks.notation import Problem, declare, read, read_formula, show
from derivo.checks.notation.trees.tree import DensityAt, Derivative, Expectation, Integral, Name, Normal
from derivo.checks.notation.trees.walk import parts

SCORES = declare(
    [
        "X_0 also x_0 : random vector(d)",
        "X_t also x_t : random vector(d)",
        "s_theta : function(vector(d)) -> vector(d)",
        r"\hat\xi_\theta also \hat\xi : function(vector(d)) -> vector(d)",
        "xi_t also xi : random vector(d)",
        "p : density of X_0, X_t",
        "alpha : real in (0, 1)",
        "t : natural",
    ]
)
PLAIN = declare(
    [
        "X, Y, Z : random real",
        "B : random {0, 1}",
        "b : real",
        "W : random vector(k)",
        "A : matrix(m, k)",
        "f : function(real)",
        "g : function(vector(k)) -> vector(m)",
        "p : density of X, Y",
        "q : density of X given Y",
        "M = A W",
        "S = X + Y",
    ]
)
ERRORS = declare(
    [
        "x_0 : real",
        "f, g : function(real)",
        "sigma : positive",
        "h also S, h_S(x_0), h_{S'}(x_0) : random real",
        "eps : random real, mean 0, independent of h",
    ]
)


def shown(text, notation=SCORES):
    found = read(text, notation)
    assert not isinstance(found, Problem), (found.code, found.facts)
    return show(found.sides[-1].tree)


# --- below E

BOTH = [
    r"\mathbb{E}_{X_0, X_t}[x_0^T x_t]",
    r"\mathbb E_{(X_0,X_t)}\left[x_0^\top x_t\right]",
    r"\mathrm{E}_{x_0,x_t}\{x_0^\top x_t\}",
    r"\operatorname{E}_{X_{0},X_{t}} \big[ X_0^{\mathsf T} X_t \big]",
    "E_{X_0,X_t}[<X_0, X_t>]",
    "𝔼_{X₀,Xₜ}[x₀ᵀxₜ]",
    "E_{x0,xt}(x0^T xt)",
    r"\E_{X_0, X_t} X_0^T X_t",
    r"E_{(x_0, x_t) \sim p}[x_0^T x_t]",
]


@pytest.mark.parametrize("text", BOTH)
def test_spellings_of_an_expectation(text):
    tree = read_formula(text, SCORES)
    assert isinstance(tree, Expectation)
    assert [name.name for name in tree.over] == ["X_0", "X_t"]


@pytest.mark.parametrize(
    "text",
    [
        r"\mathbb{E}_{X_0}\mathbb{E}_{X_t|X_0}[F]",
        r"E_{X_0} E_{X_t \mid X_0} [F]",
        r"E_{x_0}[E_{x_t|x_0}[F]]",
        r"\mathbb{E}_{X_0}\left[\mathbb{E}_{X_t | X_0}\left[F\right]\right]",
        "E_{x0 ~ p_data, xt ~ p(xt|x0)} [F]",
        r"E_{X_0 \sim p_{data}, X_t \sim p(\cdot|X_0)}[F]",
        r"\mathbb{E}_{x_t \sim p(x_t\mid x_0), x_0 \sim p(x_0)}[F]",
        "E_{X_0, X_t|X_0}[F]",
    ],
)
def test_one_expectation_in_the_other(text):
    outer = read_formula(text.replace("F", "x_0^T x_t"), SCORES)
    assert isinstance(outer, Expectation)
    inner = outer.body
    assert isinstance(inner, Expectation)
    names = [[name.name for name in part] for part in (outer.over, outer.given, inner.over, inner.given)]
    assert names == [["X_0"], [], ["X_t"], ["X_0"]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("E_{X~q}[X]", "E_{X∼q(X|Y)}[X]"),
        ("E_q[X]", "E_{X∼q(X|Y)}[X]"),
        ("E_{q(X|Y)}[X]", "E_{X∼q(X|Y)}[X]"),
        (r"E_{X\sim q(\cdot|Y)}[X]", "E_{X∼q(X|Y)}[X]"),
        ("E_{X,Y~p}[X]", "E_{X,Y∼p}[X]"),
        ("E_p[X]", "E_{X,Y∼p}[X]"),
        ("E_{X~p,Y~p}[X Y]", "E_{X∼p}[E_{Y∼p}[X·Y]]"),
        ("E_M[M]", "E_{W}[M]"),
        ("E_{S|X}[S]", "E_{Y|X}[S]"),
        ("E_XX^2", "E_{X}[X²]"),
    ],
)
def test_densities_below_e(text, wanted):
    assert shown(text, PLAIN) == wanted


# --- what E is of

AVERAGES = [
    ("E[X]^2", "E_{X}[X]²"),
    ("E(X)^2", "E_{X}[X]²"),
    ("E X^2 - (EX)^2", "E_{X}[X²] − E_{X}[X]²"),
    ("EXY", "E_{X,Y}[X·Y]"),
    ("E[X] Y", "E_{X}[X]·Y"),
    ("E(X-b)^2", "E_{X}[(X − b)²]"),
    ("E(X-b)(Y-b)", "E_{X,Y}[(X − b)·(Y − b)]"),
    ("E[(X - E X)^2]", "E_{X}[(X − E_{X}[X])²]"),
    ("E[Y|X]", "E_{Y|X}[Y]"),
    (r"E[f(Y) \mid X]^2", "E_{Y|X}[f(Y)]²"),
    ("E[|Y| | X]", "E_{Y|X}[|Y|]"),
    ("E[|X|]", "E_{X}[|X|]"),
    ("E[|X|Y]", "E_{X,Y}[|X|·Y]"),
    ("E_X[X|Y]", "E_{X|Y}[X]"),
    ("E[b]", "b"),
    ("E‖g(W)‖² - 1", "E_{W}[‖g(W)‖₂²] − 1"),
    ("1/2E||W||^2", "(1/2)·E_{W}[‖W‖₂²]"),
    ("1/E[X]", "1/E_{X}[X]"),
    ("2E[X]+bE[Y]", "2·E_{X}[X] + b·E_{Y}[Y]"),
    ("E[M]^T", "E_{W}[M]ᵀ"),
    ("log E[f(X)]", "log(E_{X}[f(X)])"),
]


@pytest.mark.parametrize(("text", "wanted"), AVERAGES)
def test_what_an_expectation_is_of(text, wanted):
    assert shown(text, PLAIN) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"\mathrm{Var}(X+Y)", "E_{X,Y}[((X + Y) − E_{X,Y}[X + Y])²]"),
        (r"\operatorname{Var}_X(f(X))", "E_{X}[(f(X) − E_{X}[f(X)])²]"),
        (r"\mathbb V[X]", "E_{X}[(X − E_{X}[X])²]"),
        ("Var(Y|X)", "E_{Y|X}[(Y − E_{Y|X}[Y])²]"),
        ("Cov[X, Y]", "E_{X,Y}[(X − E_{X}[X])·(Y − E_{Y}[Y])]"),
        ("Var(W)", "E_{W}[(W − E_{W}[W])·(W − E_{W}[W])ᵀ]"),
        ("Cov(X, W)", "E_{X,W}[(X − E_{X}[X])·(W − E_{W}[W])ᵀ]"),
    ],
)
def test_variances_are_written_out(text, wanted):
    assert shown(text, PLAIN) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "sigma^2 g(x_0)^2 + E_S[(f(x_0)-h_S(x_0))^2]",
        "σ²g(x₀)² + 𝔼_S[(f(x₀) − h_S(x₀))²]",
        r"\sigma^2g(x_{0})^2+\mathbb{E}_{S'}\left[(f(x_0)-h_{S'}(x_{0}))^2\right]",
    ],
)
def test_a_name_with_a_bracket_can_be_random(text):
    assert shown(text, ERRORS) == "σ²·g(x₀)² + E_{h}[(f(x₀) − h)²]"


# --- densities, integrals


@pytest.mark.parametrize("text", ["p(x_t|x_0)", r"p(X_t \mid X_0)", "p(xₜ|x₀)", "p(xt | x0)", r"p\left(x_t|x_0\right)"])
def test_a_conditional_density(text):
    tree = read_formula(text, SCORES)
    assert isinstance(tree, DensityAt)
    assert ([name.name for name in tree.values], [name.name for name in tree.given]) == (["X_t"], ["X_0"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("∫ p(X) f(X) dX", "∫ p(X)·f(X) dX"),
        (r"\int X p(X) \,\mathrm{d}X", "∫ X·p(X) dX"),
        ("int p(X,Y) dX dY", "∫ p(X,Y) dX dY"),
        (r"\int\int p(X,Y)dXdY", "∫ p(X,Y) dX dY"),
        (r"\iint p(X,Y) dX dY", "∫ p(X,Y) dX dY"),
        ("∬ p(X,Y) dX dY", "∫ p(X,Y) dX dY"),
        ("∫ (∫ p(X,Y) dX) f(Y) dY", "∫ (∫ p(X,Y) dX)·f(Y) dY"),
        ("∫ dX p(X) f(X) + 1", "∫ p(X)·f(X) dX + 1"),
        (r"\int\limits_X p(X) \log p(X)\text{d}X", "∫ p(X)·log(p(X)) dX"),
        (r"\int_{-\infty}^\infty p(X) dX", "∫ p(X) dX"),
        (r"\int_{\mathbb{R}} p(X) dX", "∫ p(X) dX"),
        ("∫ p(X) - q(X|Y) dX + 1", "∫ (p(X) − q(X|Y)) dX + 1"),
        ("sum_B f(B)", "∫ f(B) dB"),
        (r"\sum_{X} p(X) f(X)", "∫ p(X)·f(X) dX"),
        (r"\frac{\int p(X, Y) \,dX}{p(Y)}", "(∫ p(X,Y) dX)/p(Y)"),
        ("log p(X|Y) + log p(Y)", "log(p(X|Y)) + log(p(Y))"),
    ],
)
def test_integrals(text, wanted):
    assert shown(text, PLAIN) == wanted


def test_the_d_of_a_differential_can_be_a_size():
    tree = read_formula(r"\int\nabla\log p(x_t)^\top s_\theta(x_t)p(x_t)dx_t", SCORES)
    assert isinstance(tree, Integral)
    assert [name.name for name in tree.over] == ["X_t"]
    assert show(read_formula("d X_t", SCORES)) == "d·Xₜ"


# --- scores


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("∇ log p(x_t|x_0)", "∇_{Xₜ} log(p(Xₜ|X₀))"),
        (r"\nabla \log p(X_t\mid X_0)", "∇_{Xₜ} log(p(Xₜ|X₀))"),
        ("grad log p(x_t|x_0)", "∇_{Xₜ} log(p(Xₜ|X₀))"),
        ("grad_xt log p(xt|x0)", "∇_{Xₜ} log(p(Xₜ|X₀))"),
        (r"\nabla_{x_0}\log p(x_t|x_0)", "∇_{X₀} log(p(Xₜ|X₀))"),
        (r"\nabla \ln\left(p(x_0)\right)", "∇_{X₀} log(p(X₀))"),
        ("∇_{x_t} p(x_t)", "∇_{Xₜ} p(Xₜ)"),
        (r"\nabla\log p(X_t|X_0)^\top s_\theta(X_t)", "(∇_{Xₜ} log(p(Xₜ|X₀)))ᵀ·s_θ(Xₜ)"),
        (r"(\nabla\log p(X_t|X_0))^T s_\theta(X_t)", "(∇_{Xₜ} log(p(Xₜ|X₀)))ᵀ·s_θ(Xₜ)"),
        ("p(x_0) ∇ p(x_t|x_0) p(x_t)", "p(X₀)·(∇_{Xₜ} p(Xₜ|X₀))·p(Xₜ)"),
    ],
)
def test_scores(text, wanted):
    assert shown(text) == wanted
    tree = read_formula(text, SCORES)
    assert any(isinstance(part, Derivative) for part in parts(tree))


# --- constants, argmin, distributions


@pytest.mark.parametrize("constant", ["C", "C_1", "C₂", "const", r"\text{const}", "const.", "C_{2}"])
def test_constants_need_no_declaration(constant):
    found = read(f"E‖X_0‖² + {constant}", SCORES)
    name = found.sides[0].tree.terms[1].name
    assert found.notation.names[name].constant
    assert isinstance(read(f"b + {constant}", declare(["b : real"])), Problem)


def test_a_constant_can_be_defined():
    found = read("E‖X_t‖² + C where C = E‖X_0‖²", SCORES)
    assert [each.name for each in found.definitions] == ["C"]


@pytest.mark.parametrize(
    "text",
    [
        r"\arg\min_\theta f",
        r"\operatorname*{arg\,min}_{\theta} f",
        r"\operatorname{argmin}_\theta f",
        r"\underset{\theta}{\arg\min}\ f",
        "argmin_θ f",
        "arg min_θ f",
        r"\theta^\star = \arg\min_\theta f",
        "θ* = argmin_θ f",
        r"\theta^* = \argmin_\theta f",
        r"\min_\theta f",
        "minimise f",
    ],
)
def test_an_argmin_is_its_objective(text):
    found = read(text.replace("f", r"E‖s_θ(Xₜ)‖²"), SCORES)
    assert [show(side.tree) for side in found.sides] == ["E_{Xₜ}[‖s_θ(Xₜ)‖₂²]"]
    assert found.optimum == "min"


def test_no_argmin():
    assert read("E‖X_0‖²", SCORES).optimum == ""
    assert read("argmax_θ E‖X_0‖²", SCORES).optimum == "max"
    assert read("max(1, E‖X_0‖²)", SCORES).optimum == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("N(0, I_d)", "N(0, I_d)"),
        (r"\mathcal{N}\left(x_0, 2 I\right)", "N(X₀, 2·I_d)"),
        (r"X_T \sim \mathcal N(0, I_d)", "N(0, I_d)"),
        ("X_T ∼ 𝒩(0, (1−α²)I_d)", "N(0, (1 − α²)·I_d)"),
        ("N(0, 1)", "N(0, 1)"),
    ],
)
def test_normal_distributions(text, wanted):
    assert shown(text) == wanted
    assert isinstance(read(text, SCORES).sides[-1].tree, Normal)


def test_a_random_name_has_a_distribution():
    first, last = read(r"X_t \sim \mathcal N(\alpha^t X_0, I)", SCORES).sides
    assert isinstance(first.tree, Name)
    assert (last.relation, show(last.tree)) == ("~", "N(α^t·X₀, I_d)")


# --- problems


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("E_b[X]", "not-random", "b"),
        ("p(X, Z)", "not-in-density", "Z"),
        ("p(b)", "not-random", "b"),
        ("p(X; b)", "not-random", "b"),
        ("q(X)", "not-in-density", "q(X)"),
        ("p", "missing-argument", "p"),
        ("∫ p(X)", "expected", ""),
        ("∫_0^1 p(X) dX", "unsupported", "∫"),
        ("E[Y | X = 1]", "unsupported", "|"),
        ("E", "expected-operand", ""),
        ("E[]", "expected-operand", "]"),
        ("E_{}[X]", "expected-operand", "_"),
        ("E[X, Y]", "wrong-arity", "E[X, Y]"),
        ("Cov(X)", "wrong-arity", "Cov(X)"),
        ("E_{X~r}[X]", "unknown-name", "r"),
        ("N(0, A)", "not-square", "N(0, A)"),
        ("E_{Q}[X]", "unknown-name", "Q"),
        ("E_{X ~ q(Y|X)}[X]", "unexpected", "Y"),
        ("E_{Z ~ p}[Z]", "not-in-density", "Z"),
    ],
)
def test_what_is_no_expectation(text, code, place):
    problem = read(text, PLAIN)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.source.at(problem.span)) == (code, place)


def test_e_is_a_name_where_nothing_is_random():
    assert show(read_formula("E(x)", declare(["E, x : real"]))) == "E·x"
    problem = read_formula("E[x]", declare(["x : real"]))
    assert (problem.code, dict(problem.facts)) == ("unsupported", {"construct": "expectation"})
