"""Declared distributions, normal densities, and answers that say how something is distributed."""

import pytest

from derivo.checks.notation import Problem, declare, read, read_formula, show
from derivo.checks.notation.names.names import Random
from derivo.checks.notation.trees.tree import Normal, NormalDensity

BASE = [
    "d : size",
    "t, T : natural",
    r"alpha also α, \alpha : real in (0, 1)",
    "X_0 also x_0 : random vector(d)",
    "X_t also x_t : random vector(d)",
    "Y : random real",
    "B : random {0, 1}",
    "s, lam : positive",
    "q : real in [0, 1]",
    "mu : vector(d)",
    "S : posdef(d)",
    "p : density of X_0, X_t",
]
NOISE = declare(BASE)


def declared(line, name):
    known = declare([*BASE, line])
    assert not isinstance(known, Problem), (known.code, known.facts)
    found = known.names[name]
    assert isinstance(found, Random)
    return found


@pytest.mark.parametrize(
    "line",
    [
        "let X_t ~ Normal(alpha^t X_0, (1 - alpha^(2t)) I)",
        "X_t ~ N(alpha^t X_0, (1 - alpha^(2t)) I_d)",
        "x_t ∼ 𝒩(αᵗx₀, (1 − α²ᵗ)I)",
        r"let x_t \sim \mathcal N(\alpha^t x_0, (1-\alpha^{2t}) I)",
        r"let x_t ~ \mathcal{N}\left(\alpha^t x_0, 1-\alpha^{2t}\right)",
        r"X_t \sim \mathrm{Gaussian}(\alpha^t X_0, 1-\alpha^{2t})",
    ],
)
def test_a_declared_name_gets_its_distribution(line):
    found = declared(line, "X_t")
    assert (found.normal, found.axes) == (True, ("d",))
    assert (show(found.mean), show(found.variance)) == ("α^t·X₀", "(1 − α^(2·t))·I_d")


@pytest.mark.parametrize(
    ("line", "name", "axes", "mean", "variance"),
    [
        ("e ~ Normal(0, s^2)", "e", (), "0", "s²"),
        (r"e also ε, \eta ~ N(0, s^2), independent of Y, B", "e", (), "0", "s²"),
        ("z also ζ ~ Normal(0, I_k)", "z", ("k",), "0", "I_k"),
        (r"\xi ~ \mathcal N(0, I_{d})", "xi", ("d",), "0", "I_d"),
        (r"\xi ~ \mathcal N(0, \mathbb{I}_d)", "xi", ("d",), "0", "I_d"),
        ("z ~ Normal(mu, S)", "z", ("d",), "μ", "S"),
        ("z ~ N(mu, s^2)", "z", ("d",), "μ", "s²·I_d"),
        ("Y ~ N(mu^T X_0, 1)", "Y", (), "μᵀ·X₀", "1"),
    ],
)
def test_what_is_normal(line, name, axes, mean, variance):
    found = declared(line, name)
    assert (found.normal, found.axes, show(found.mean), show(found.variance)) == (True, axes, mean, variance)


def test_facts_stand_behind_a_distribution():
    known = declare([*BASE, "e also ε ~ N(0, 1), independent of X_0, Y"])
    assert known.independent == ((("e",), ("X_0", "Y")),)
    assert show(read_formula("E[ε Y]", known)) == "E_{e,Y}[e·Y]"


def test_other_distributions():
    coin, count = declared("b ~ Bernoulli(q)", "b"), declared("n ~ Poisson(lam)", "n")
    assert (coin.normal, sorted(coin.domain.values), show(coin.mean), show(coin.variance)) == (
        False,
        [0, 1],
        "q",
        "q·(1 − q)",
    )
    assert (count.domain.whole, show(count.mean), show(count.variance)) == (True, "lam", "lam")
    assert show(declared("B ~ Bernoulli(1/2)", "B").mean) == "1/2"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("c ~ Categorical(q)", "unsupported"),
        ("u ~ Uniform(0, 1)", "unsupported"),
        ("b ~ Bernoulli(B)", "unsupported"),
        ("B ~ Normal(0, 1)", "unsupported"),
        ("X_0 ~ Poisson(lam)", "unsupported"),
        ("e_n ~ Normal(0, 1) for n in 1..N", "unsupported"),
        ("X_t ~ Normal(X_t, 1)", "circular-definition"),
        ("Y ~ Normal(0, S)", "shape-clash"),
        ("X_0 ~ Normal(s, S)", "shape-clash"),
        ("z ~ Normal(mu, mu)", "not-square"),
        ("b ~ Bernoulli(mu)", "shape-clash"),
        ("z ~ Normal(0, I)", "unknown-size"),
        ("e ~ Normal(0, 1), mean 0", "defined-twice"),
        ("q ~ Normal(0, 1)", "defined-twice"),
        ("e ~ Normal(0, 1) + 1", "unsupported"),
        ("e ~", "not-a-declaration"),
        ("~ Normal(0, 1)", "not-a-declaration"),
    ],
)
def test_what_is_no_distribution(line, code):
    found = declare([*BASE, line])
    assert isinstance(found, Problem), found
    assert found.code == code


def test_distributions_have_no_circle():
    found = declare(["a, b : random real", "a ~ N(b, 1)", "b ~ N(a, 1)"])
    assert (found.code, dict(found.facts)) == ("circular-definition", {"name": "b"})


# --- densities


@pytest.mark.parametrize(
    "text",
    [
        "N(x_t; alpha^t x_0, (1-alpha^{2t}) I)",
        r"\mathcal N(x_t | \alpha^t x_0, (1-\alpha^{2t}) I_d)",
        r"\mathcal N(x_t | \alpha^t x_0, (1-\alpha^{2t}) \mathbb{1})",
        r"\mathcal{N}\left(x_t \mid \alpha^t x_0, (1-\alpha^{2t}) \mathbf I\right)",
        "𝒩(xₜ; αᵗx₀, (1 − α²ᵗ)I)",
    ],
)
def test_normal_densities(text):
    tree = read_formula(text, NOISE)
    assert isinstance(tree, NormalDensity)
    assert show(tree) == "N(Xₜ; α^t·X₀, (1 − α^(2·t))·I_d)"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("N(x_t; 0, s)", "N(Xₜ; 0, s)"),
        ("N(Y | 0, 1)", "N(Y; 0, 1)"),
        ("log N(x_t; x_0, I) p(x_0)", "log(N(Xₜ; X₀, I_d))·p(X₀)"),
        ("N(x_t; x_0, I)N(x_0; 0, 1)", "N(Xₜ; X₀, I_d)·N(X₀; 0, 1)"),
        ("∫ N(x_t; x_0, I) p(x_0) dx_0", "∫ N(Xₜ; X₀, I_d)·p(X₀) dX₀"),
    ],
)
def test_a_normal_density_is_a_number(text, wanted):
    assert show(read_formula(text, NOISE)) == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("N(x_t; x_0, x_0)", "not-square"),
        ("N(x_t; s, 1)", "shape-clash"),
        ("N(s; 0, S)", "shape-clash"),
        ("N(x_t, 0, 1)", "unknown-name"),
        ("N(x_t; 0)", "unknown-name"),
    ],
)
def test_what_is_no_normal_density(text, code):
    problem = read_formula(text, NOISE)
    assert isinstance(problem, Problem)
    assert problem.code == code


# --- answers

IN_THE_LIMIT = [
    ("N(0, I_d)", ""),
    ("N(0, I_d) as T → ∞", ""),
    ("X_T ~ N(0, I_d)", "X_T"),
    (r"X_T ~ \mathcal N(0, I_d)", "X_T"),
    (r"X_T ∼ \mathcal N(0, I_d)", "X_T"),
    (r"X_T \to \mathcal N(0, I_d)", "X_T"),
    (r"X_T \xrightarrow{d} N(0, I_d)", "X_T"),
    (r"X_T \xrightarrow[T\to\infty]{d} N(0, I_d)", "X_T"),
    (r"X_T \Rightarrow N(0, I_d)", "X_T"),
    ("X_T ≈ N(0, I_d)", "X_T"),
    ("X_∞ ~ N(0, I_d)", "X_∞"),
    (r"X_\infty \sim \mathcal N(0, I_d)", r"X_\infty"),
    ("p(x_T) = N(x_T; 0, I_d)", "p(x_T)"),
    (r"p(X_T) \rightarrow \mathcal{N}(X_T \mid 0, I_d)", "p(X_T)"),
    ("p(x_T) → N(0, I_d)", "p(x_T)"),
    ("p(x_T | x_0) → N(0, I_d)", "p(x_T | x_0)"),
    ("p_T(x) = N(x; 0, I_d)", "p_T(x)"),
    (r"\mathcal{L}(X_T) = N(0, I_d)", r"\mathcal{L}(X_T)"),
    (r"\lim_{T\to\infty} p(x_T) = N(0, I_d)", r"\lim_{T\to\infty} p(x_T)"),
    ("lim_{t→∞} p(x_t) = N(0, I_d)", "lim_{t→∞} p(x_t)"),
    ("lim X_T = N(0, I_d)", "lim X_T"),
    ("N(x_T; 0, I_d)", ""),
]


@pytest.mark.parametrize(("text", "introduced"), IN_THE_LIMIT)
def test_a_distribution_as_an_answer(text, introduced):
    found = read(text, NOISE)
    assert not isinstance(found, Problem), (found.code, found.facts)
    (side,) = found.sides
    assert isinstance(side.tree, Normal)
    assert (show(side.tree), found.introduced) == ("N(0, I_d)", introduced)


@pytest.mark.parametrize(
    "text", ["X_t ~ N(0, I_d)", "X_t → N(0, I_d)", "p(x_t) = N(x_t; 0, I_d)", "lim_{t→0} p(x_t) = N(0, I_d)"]
)
def test_what_is_said_of_a_known_name_stays(text):
    assert len(read(text, NOISE).sides) == 2


@pytest.mark.parametrize("text", ["p(x_T) = N(x_0; 0, I_d)", "x_T + x_0 = N(0, I_d)", "p(x_T)"])
def test_a_new_name_says_nothing_of_others(text):
    assert isinstance(read(text, NOISE), Problem)


# --- letters before a density

DENSITIES = declare(
    [
        "X also x : random real",
        "Z also z : random real",
        "p : density of X, Z",
        "g : density of X given Z",
        "s, u : real",
    ]
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("∫ exp(-x^2/2) dx", "∫ exp(−X²/2) dX"),
        (r"\int \exp(x) p(x)\,dx", "∫ exp(X)·p(X) dX"),
        ("exp p(x)", "exp(p(X))"),
        ("expp(x)", "exp(p(X))"),
        ("xexp(x)p(x)", "X·exp(X)·p(X)"),
        ("log(x)", "log(X)"),
        ("xlogp(x)", "X·log(p(X))"),
        ("xp(x)", "X·p(X)"),
        ("E[exp(X)]", "E_{X}[exp(X)]"),
        ("Eexp(X)", "E_{X}[exp(X)]"),
        ("Ep(x)", "E_{X}[p(X)]"),
    ],
)
def test_functions_are_no_letters_before_a_density(text, wanted):
    assert show(read_formula(text, DENSITIES)) == wanted


@pytest.mark.parametrize(
    ("text", "code"), [("sup(x)", "unsupported"), ("Exp(x)", "unknown-name"), ("E[Exp(X)]", "unknown-name")]
)
def test_words_are_no_letters_before_a_density(text, code):
    assert read_formula(text, DENSITIES).code == code
