"""Names made of random names, functions without their argument, sums to infinity: what answers about diffusion need."""

import pytest

from derivo.checks.notation import Problem, declare, read, read_formula, show

NOISE = declare(
    [
        "d : size",
        "t, T : natural",
        r"alpha also α, \alpha : real in (0, 1)",
        "X_0 also x_0 : random vector(d)",
        "X_t also x_t : random vector(d)",
        "p : density of X_0, X_t",
        r"s_theta also s, s_\theta : function(vector(d)) -> vector(d)",
        "s_theta = s_theta(X_t)",
        "s_theta(x, t) = s_theta(x)",
        "s_theta(t, x) = s_theta(x)",
        r"xi_t also xi, \xi, xi_t = (X_t - alpha^t X_0)/sqrt(1 - alpha^(2t))",
        r"\hat\xi_\theta(x) also \hat\xi, \hat\xi_t = -sqrt(1 - alpha^(2t)) s_theta(x)",
        r"\hat\xi = \hat\xi_\theta(X_t)",
        r"\hat\xi_\theta(x, t) = \hat\xi_\theta(x)",
        "x_n : real for n in 1..N",
        "about s_theta",
    ]
)


def shown(text):
    found = read(text, NOISE)
    assert not isinstance(found, Problem), (found.code, found.facts)
    return " ".join(f"{side.relation} {show(side.tree)}".strip() for side in found.sides)


@pytest.mark.parametrize(
    "text",
    [
        "xi_hat_theta(X_t)", "xihat_theta(x_t)", "xi_theta_hat(x_t)", "xi_hat(x_t)", "xihat(x_t)",
        r"\hat\xi_\theta(X_t)", r"\hat{\xi}_\theta(X_t)", r"\hat{\xi_\theta}(X_t)", r"\widehat{\xi_{\theta}}(x_t)",
        r"\hat\xi_{\theta}\left(x_t\right)", r"\hat\xi_t(x_t)", "ξ̂_θ(Xₜ)", "ξ̂(xₜ)",
    ],
)  # fmt: skip
def test_spellings_of_a_name_with_a_hat(text):
    assert shown(text) == "ξ̂_θ(Xₜ)"


@pytest.mark.parametrize("text", [r"\xi_\theta(X_t)", r"\epsilon_\theta(X_t)", "hat(X_t)", "xi_hat_k(X_t)"])
def test_names_with_a_hat_that_are_none(text):
    assert isinstance(read(text, NOISE), Problem)


# --- functions without an argument


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"\|s_\theta - \nabla\log p(X_t|X_0)\|^2", "‖s_θ(Xₜ) − ∇_{Xₜ} log(p(Xₜ|X₀))‖₂²"),
        ("E||s_theta - X_t||^2", "E_{Xₜ}[‖s_θ(Xₜ) − Xₜ‖₂²]"),
        ("𝔼‖s − ξ‖²", "E_{Xₜ,X₀}[‖s_θ(Xₜ) − ξₜ‖₂²]"),
        ("s_theta^T s_theta", "s_θ(Xₜ)ᵀ·s_θ(Xₜ)"),
        (r"2 s_\theta^\top \nabla \log p(x_t)", "2·s_θ(Xₜ)ᵀ·(∇_{Xₜ} log(p(Xₜ)))"),
        (r"E\|\hat\xi - \xi\|^2", "E_{Xₜ,X₀}[‖ξ̂_θ(Xₜ) − ξₜ‖₂²]"),
        (r"\hat\xi_\theta^T \xi", "ξ̂_θ(Xₜ)ᵀ·ξₜ"),
    ],
)
def test_a_function_alone_is_what_the_notation_says(text, wanted):
    assert shown(text) == wanted
    assert "function-alone" in [remark.code for remark in read(text, NOISE).remarks]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"s_\theta^\top(X_0) X_t", "s_θ(X₀)ᵀ·Xₜ"),
        ("s_theta^T(X_t) s_theta(X_t)", "s_θ(Xₜ)ᵀ·s_θ(Xₜ)"),
        (r"s_\theta^{T}\left(X_t, t\right) X_0", "s_θ(Xₜ)ᵀ·X₀"),
        (r"\hat\xi_\theta^\top(X_t) \xi", "ξ̂_θ(Xₜ)ᵀ·ξₜ"),
        ("s_theta^T (X_0 - X_t)", "s_θ(Xₜ)ᵀ·(X₀ − Xₜ)"),
        (r"s_\theta^\top(\nabla\log p(x_t))", "s_θ(Xₜ)ᵀ·(∇_{Xₜ} log(p(Xₜ)))"),
        ("s_theta^T X_0", "s_θ(Xₜ)ᵀ·X₀"),
    ],
)
def test_a_transposed_function(text, wanted):
    assert shown(text) == wanted


def test_a_transposed_function_that_says_nothing_alone_is_called():
    known = declare(["f : function(vector(d)) -> vector(d)", "x, y : vector(d)"])
    assert show(read_formula("f^T(x - y) y", known)) == "f(x − y)ᵀ·y"


def test_a_function_at_something_stays_that():
    assert shown("s_theta(X_0)") == "s_θ(X₀)"
    assert not read("s_theta(X_0)", NOISE).remarks


@pytest.mark.parametrize(
    ("text", "code"),
    [("s_theta x_t", "needs-brackets"), ("s_theta'", "missing-argument"), ("s_theta(X_t, t, t)", "wrong-arity")],
)
def test_what_no_function_alone_is(text, code):
    assert read(text, NOISE).code == code


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["f : function(real)", "x : real", "f = x"], "defined-twice"),
        (["f : function(real)", "x : real", "f = f(x)", "f = f(x^2)"], "defined-twice"),
        (["f : function(real)", "x : real", "f = 2 f(x)"], "defined-twice"),
        (["f : function(real)", "f = f(x)"], "unknown-name"),
    ],
)
def test_what_a_function_alone_cannot_be(lines, code):
    assert declare(lines).code == code


# --- functions with a further argument


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"s_\theta(X_t, t)", "s_θ(Xₜ)"),
        ("s_θ(xₜ; t)", "s_θ(Xₜ)"),
        (r"s_\theta\left(\mathbf{x}_t, t\right)", "s_θ(Xₜ)"),
        ("s_theta(t, x_t)", "s_θ(Xₜ)"),
        ("s(X_0 + X_t, t)", "s_θ(X₀ + Xₜ)"),
        (r"\hat\xi_\theta(X_t, t)", "ξ̂_θ(Xₜ)"),
        (r"\hat\xi_t(\alpha^t X_0 + X_t, t)", "ξ̂_θ(α^t·X₀ + Xₜ)"),
        (r"s_\theta(X_t, t)^T X_0", "s_θ(Xₜ)ᵀ·X₀"),
    ],
)
def test_a_further_argument_says_nothing(text, wanted):
    assert shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("s_theta(X_t, 0)", "wrong-argument", "0"),
        ("s_theta(X_t, T)", "wrong-argument", "T"),
        ("s_theta(X_t, 2 t)", "wrong-argument", "2 t"),
        ("sum_{t=1}^T s_theta(X_t, t)", "wrong-argument", "t"),
        (r"\hat\xi_\theta(t, X_t)", "wrong-argument", "X_t"),
        ("s_theta(X_t, t, X_0)", "wrong-arity", "s_theta(X_t, t, X_0)"),
        ("s_theta'(X_t, t)", "wrong-arity", "s_theta'(X_t, t)"),
    ],
)
def test_a_further_argument_is_what_is_said(text, code, at):
    found = read(text, NOISE)
    assert (found.code, found.source.at(found.span)) == (code, at)


def test_a_call_with_other_arguments_is_any_call_of_the_function():
    known = declare(["f : function(real)", "x, y, c : real", "f(u, v) = f(u - c v)"])
    assert show(read_formula("f(x y, x + 1)", known)) == "f(x·y − c·(x + 1))"
    assert show(read_formula("f(v, u)", declare(["u, v : real"], known))) == "f(v − c·u)"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["f : function(real)", "f(x, y) = f(x)"], "unknown-name"),
        (["f : function(real)", "t : real", "f(x, t) = 2 f(x)"], "defined-twice"),
        (["f : function(real)", "g : function(real)", "t : real", "f(x, t) = g(x)"], "defined-twice"),
        (["f : function(real)", "f(x) = f(x)"], "defined-twice"),
    ],
)
def test_what_a_further_argument_cannot_be(lines, code):
    assert declare(lines).code == code


# --- names made of random names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("E_{X_0, xi}[xi]", "E_{Xₜ,X₀}[ξₜ]"),
        ("E_{x_0,ξ_t}[ξ]", "E_{Xₜ,X₀}[ξₜ]"),
        ("E_ξ[ξ]", "E_{Xₜ,X₀}[ξₜ]"),
        (r"\mathbb E_{X_0,\xi\sim\mathcal N(0,I)}[\xi]", "E_{Xₜ,X₀}[ξₜ]"),
        ("E_{X_0}[X_0^T E_ξ[X_t]]", "E_{X₀}[X₀ᵀ·E_{Xₜ|X₀}[Xₜ]]"),
        (r"\mathbb E_{\xi\sim N(0,I), X_0\sim p(x_0)}[\xi^T X_0]", "E_{X₀∼p}[E_{Xₜ|X₀}[ξₜᵀ·X₀]]"),
        ("E_{ξ|X_0}[X_t]", "E_{Xₜ|X₀}[Xₜ]"),
        ("E_{X_0,X_t}E_ξ[ξ]", "E_{X₀,Xₜ}[ξₜ]"),
    ],
)
def test_an_expectation_over_a_defined_name(text, wanted):
    assert shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "construct"),
    [
        (r"E_{\xi}E_{X_0}[\xi^T X_0]", "expectation"),
        ("∫ ξ p(x_0) dξ", "integral"),
        ("E[X_0 | ξ]", "conditional"),
        ("E_{X_0|ξ}[X_0]", "conditional"),
    ],
)
def test_what_a_defined_name_does_not_say(text, construct):
    found = read(text, NOISE)
    assert (found.code, dict(found.facts)["construct"]) == ("unsupported", construct)


@pytest.mark.parametrize(
    "text",
    [
        "E||xi_hat(x_t) - xi||^2 where x_t = alpha^t x_0 + sqrt(1-alpha^(2t)) xi",
        "E||xi_hat(x_t) - xi||^2, x_t = alpha^t x_0 + sqrt(1-alpha^(2t)) xi",
        r"\mathbb E\|\hat\xi(X_t) - \xi\|^2 \text{ with } X_t = \alpha^t X_0 + \sqrt{1-\alpha^{2t}}\xi_t",
        "𝔼‖ξ̂(xₜ) − ξ‖² with xₜ = αᵗx₀ + √(1−α²ᵗ)ξ",
    ],
)
def test_what_is_said_of_a_random_name_is_a_condition(text):
    found = read(text, NOISE)
    assert [show(side.tree) for side in found.sides] == ["E_{Xₜ,X₀}[‖ξ̂_θ(Xₜ) − ξₜ‖₂²]"]
    assert [show(each) for each in found.conditions] == ["Xₜ = α^t·X₀ + √(1 − α^(2·t))·ξₜ"]


def test_a_vector_to_the_t_is_a_transpose():
    assert shown("x_0^T x_t + s_theta(X_t)^{T} x_0") == "X₀ᵀ·Xₜ + s_θ(Xₜ)ᵀ·X₀"
    assert shown("alpha^T") == "α^T"


# --- sums to infinity


@pytest.mark.parametrize(
    "text",
    [
        r"\sum_{k=0}^{\infty} α^{2k}", r"\sum\limits_{k=0}^\infty \alpha^{2k}", r"\sum_{k=0}^{+\infty}\alpha^{2k}",
        r"\sum_{k\geq 0}\alpha^{2k}", "sum_{k=0}^inf alpha^(2k)", "sum_(k=0)^oo alpha^(2k)", "sum_{k>=0} α^(2k)",
        "Σ_{k=0}^∞ α^(2k)", "∑_{k≥0} α^{2k}", "sum(alpha^(2k), k, 0, oo)", "sum(k=0..∞, alpha^(2k))",
        "sum from k=0 to infinity of alpha^(2k)", "sum_{k=0,…,∞} α^(2k)",
    ],
)  # fmt: skip
def test_sums_to_infinity(text):
    tree = read_formula(text, NOISE)
    assert not isinstance(tree, Problem), (tree.code, tree.facts)
    assert show(tree) == "∑_{k=0}^{∞} α^(2·k)"
    assert read_formula(show(tree), NOISE) == read_formula(show(tree), NOISE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sum_{n=1}^∞ x_n", "bad-bound"),
        ("sum_k^∞ α^k", "bad-bound"),
        ("prod_{k=1}^∞ α^k", "bad-bound"),
        ("sum_{k=-∞}^0 α^k", "bad-bound"),
        ("sum_{k=0}^{∞+1} α^k", "bad-bound"),
        ("sum_{k} α^k", "unknown-range"),
    ],
)
def test_what_is_no_sum_to_infinity(text, code):
    assert read_formula(text, NOISE).code == code


def test_a_lower_bound_alone_is_of_all_entries():
    assert shown("sum_{n>1} x_n") == "∑_{n=2}^N xₙ"
