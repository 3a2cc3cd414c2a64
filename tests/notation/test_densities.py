"""Divergences, entropies, measures, and densities whose letter says of what they are."""

import pytest

from derivo.checks.notation import Problem, declare, read, show

CODES = declare(
    [
        "X also x : random real",
        "Z also z : random real",
        "p : density of X, Z",
        "q : density of Z given X",
        "r : density of Z",
        "a : real",
        "f : function(real)",
    ]
)
SCORES = declare(
    [
        "X_0 also x_0 : random vector(d)",
        "X_t also x_t : random vector(d)",
        r"p also p_t, p_{t|0}, p_0, p_data, p_{\text{data}} : density of X_0, X_t",
        "s_theta : function(vector(d)) -> vector(d)",
        "about s_theta",
    ]
)


def shown(text, notation):
    found = read(text, notation)
    assert not isinstance(found, Problem), (found.code, found.facts)
    return show(found.sides[-1].tree)


@pytest.mark.parametrize(
    "text",
    [
        "KL(q(z|x) || p(z))",
        "KL[q(z|x) ‖ p(z)]",
        "D_KL(q(z|x)||p(z))",
        r"D_{KL}(q(z|x) \| p(z))",
        r"\mathrm{KL}\left(q(z\mid x) \,\|\, p(z)\right)",
        r"D_{\mathrm{KL}}\big(q(z|x)\parallel p(z)\big)",
        r"\operatorname{KL}(q(z\mid x)\,||\,p(z))",
    ],
)
def test_a_divergence_is_written_out(text):
    assert shown(text, CODES) == "E_{Z∼q(Z|X)}[log(q(Z|X)) − log(p(Z))]"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("KL(q || r)", "E_{Z∼q(Z|X)}[log(q(Z|X)) − log(r(Z))]"),
        ("KL(r || q)", "E_{Z∼r}[log(r(Z)) − log(q(Z|X))]"),
        ("E_x KL(q(z|x) || r(z)) + 1", "E_{X}[E_{Z∼q(Z|X)}[log(q(Z|X)) − log(r(Z))]] + 1"),
        ("H(X)", "−E_{X}[log(p(X))]"),
        (r"\mathbb{H}[x]", "−E_{X}[log(p(X))]"),
        ("H(X|Z)", "−E_{X,Z}[log(p(X|Z))]"),
        ("H(x, z)", "−E_{X,Z}[log(p(X,Z))]"),
        ("H(p)", "−E_{X,Z∼p}[log(p(X,Z))]"),
        (r"\mathcal H(q(z|x))", "−E_{Z∼q(Z|X)}[log(q(Z|X))]"),
    ],
)
def test_divergences_and_entropies(text, wanted):
    assert shown(text, CODES) == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KL(p || q)", "unsupported"),
        ("KL(r || t)", "unknown-name"),
        ("KL(q(z|x) | p(z))", "unsupported"),
        ("KL(q(z|x) || p(x))", "unsupported"),
        ("KL(N(0,1) || N(0,1))", "unsupported"),
        ("KL(q)", "unsupported"),
        ("H(Z)", "unsupported"),  # by p or by r
        ("H(p, q)", "unsupported"),
        ("H(f(X))", "unknown-name"),
        ("H(a)", "unknown-name"),
    ],
)
def test_what_is_no_divergence(text, code):
    assert read(text, CODES).code == code


def test_h_is_a_name_where_it_is_declared():
    assert shown("H(X)", declare(["X : random real", "H : real"])) == "H·X"


# --- measures


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"\int \|x_0\|^2 dp(x_0)", "∫ ‖X₀‖₂²·p(X₀) dX₀"),
        (r"\int \|x_0\|^2 \,\mathrm{d}p(x_0)", "∫ ‖X₀‖₂²·p(X₀) dX₀"),
        ("∫ ‖x₀‖² + 1 dp(x₀)", "∫ (‖X₀‖₂² + 1)·p(X₀) dX₀"),
        ("∫∫ ‖x₀‖² dp(x_t|x_0) dp(x_0)", "∫ (∫ ‖X₀‖₂²·p(Xₜ|X₀) dXₜ)·p(X₀) dX₀"),
    ],
)
def test_an_integral_by_a_density(text, wanted):
    assert shown(text, SCORES) == wanted


# --- letters with something below


@pytest.mark.parametrize(
    "text", ["p_{t|0}(x_t|x_0)", r"p_{t\mid 0}(x_t \mid x_0)", "p_t(X_t|X_0)", "p(xₜ|x₀)", "pₜ(xₜ|x₀)"]
)
def test_what_stands_below_a_density(text):
    assert shown(text, SCORES) == "p(Xₜ|X₀)"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("p0(x0)", "p(X₀)"),
        (r"p_{\text{data}}(x_0)", "p(X₀)"),
        ("E_{p_0}[x_0]", "E_{X₀∼p}[X₀]"),
        ("E_{x_0 ~ p_0, x_t ~ p_{t|0}}[x_t]", "E_{X₀∼p}[E_{Xₜ∼p(Xₜ|X₀)}[Xₜ]]"),
    ],
)
def test_densities_of_one_name(text, wanted):
    assert shown(text, SCORES) == wanted


@pytest.mark.parametrize(
    "text", ["p_0(x_t)", "p_t(x_0)", "p_{t|0}(x_0|x_t)", "p_{t|0}(x_t)", "p_t(x_t, x_0)", "E_{x_t ~ p_0}[x_t]"]
)
def test_what_stands_below_a_density_is_not_passed_over(text):
    assert read(text, SCORES).code == "not-in-density"


# --- what students type

SQUARE = "‖s_θ(Xₜ) − ∇_{Xₜ} log(p(Xₜ|X₀))‖₂²"
BOTH = "E_{X₀,Xₜ}[" + SQUARE + "]"
NESTED = "E_{X₀}[E_{Xₜ|X₀}[" + SQUARE + "]]"
NAMED = "E_{X₀∼p}[E_{Xₜ∼p(Xₜ|X₀)}[" + SQUARE + "]]"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            r"\mathbb{E}_{X_0}\left[\mathbb{E}_{X_t\mid X_0}\left[\left\lVert s_\theta(X_t) - \nabla_{X_t}\log "
            r"p(X_t\mid X_0)\right\rVert_2^2\right]\right]",
            NESTED,
        ),
        (r"\mathbb E_{x_0, x_t}\Big[\big\Vert s_\theta(x_t)-\nabla_{x_t}\log p_{t|0}(x_t|x_0)\big\Vert^2\Big]", BOTH),
        ("E_{x₀,xₜ} ||s_θ(xₜ) − ∇_{xₜ} log p(xₜ|x₀)||_2^2", BOTH),
        (r"\mathop{\mathbb{E}}_{X_0,X_t}\|s_\theta(X_t) - \nabla \log p(X_t|X_0)\|^2", BOTH),
        (r"\underset{X_0, X_t}{\mathbb{E}}\|s_\theta(X_t) - \nabla \log p(X_t|X_0)\|^2", BOTH),
        (r"E_{X_0,X_t}\left|s_\theta(X_t)-\nabla\log p(X_t|X_0)\right|^2", BOTH),
        (r"\mathbb{E}[\mathbb{E}[\|s_\theta(X_t)-\nabla\log p(X_t|X_0)\|^2\mid X_0]]", NESTED),
        (r"E_{x_0 ~ p_0} E_{x_t ~ p_{t|0}(.|x_0)} ||s_theta(x_t) - grad log p_{t|0}(x_t|x_0)||^2", NAMED),
        (r"\mathbb{E}_{x_0\sim p_0(x_0),\, x_t\sim p_{t|0}(x_t|x_0)}\|s_\theta(x_t)-\nabla\log p(x_t|x_0)\|^2", NAMED),
        ("E_{p(x_0)}E_{p(x_t|x_0)}||s_theta(x_t) - grad log p(x_t|x_0)||^2", NAMED),
        (r"\int_{\mathbb R^d}\int_{\mathbb R^d} p(x_t,x_0) dx_0 dx_t", "∫ p(Xₜ,X₀) dX₀ dXₜ"),
        (r"\frac{\partial}{\partial x_t}\log p(x_t|x_0)", "∇_{Xₜ} log(p(Xₜ|X₀))"),
        ("∇ₓₜ log p(xₜ|x₀)", "∇_{Xₜ} log(p(Xₜ|X₀))"),
        ("∇_{x_t}[log p(x_t|x_0)]", "∇_{Xₜ} log(p(Xₜ|X₀))"),
        ("E||X_t||^2 + c", "E_{Xₜ}[‖Xₜ‖₂²] + c"),
        ("L = c + E||X_t||^2", "c + E_{Xₜ}[‖Xₜ‖₂²]"),
    ],
)
def test_answers_about_scores(text, wanted):
    assert shown(text, SCORES) == wanted


@pytest.mark.parametrize(
    "text", ["c E||X_t||^2", "E||X_t||^2 + 2c", "c", "E_{t, X_t}||X_t||^2", "E||X_t||^2 + const(θ)"]
)
def test_answers_about_scores_that_say_something_else(text):
    assert isinstance(read(text, SCORES), Problem)
