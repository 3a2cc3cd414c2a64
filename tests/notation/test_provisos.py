"""What people say beside an objective: that C is a constant, how a name is distributed; products of densities below E."""

import pytest

from derivo.checks.notation import Problem, declare, read, show

NOISE = declare(
    [
        "d, t : size",
        "alpha also α : real in (0, 1)",
        "X_0 also x_0 : random vector(d)",
        "X_t also x_t : random vector(d)",
        "X_t ~ Normal(alpha^t X_0, (1 - alpha^(2t)) I)",
        "p also p_data : density of X_0, X_t",
        "s_theta : function(vector(d)) -> vector(d)",
        "xi = (X_t - alpha^t X_0)/sqrt(1 - alpha^(2t))",
        "about s_theta",
    ]
)
LOSS = "E‖s_theta(X_t) − X_0‖^2"
SHOWN = "E_{Xₜ,X₀}[‖s_θ(Xₜ) − X₀‖₂²]"


def shown(text):
    found = read(text, NOISE)
    assert not isinstance(found, Problem), (found.code, found.facts)
    return " ".join(f"{side.relation} {show(side.tree)}".strip() for side in found.sides)


@pytest.mark.parametrize(
    "said",
    [
        "+ C where C is a constant", ", C constant", "+ C, C constant", "+ C, where C is constant", r"+ C with C independent of \theta",
        "+ C where C is independent of theta", r"+ C (C independent of \theta)", r"+ C \text{ (constant in } \theta)",
        r"+ C, where C does not depend on s_\theta", r"+ const (w.r.t. \theta)", r"+ \text{constant w.r.t. } \theta",
        r"+ \text{const.\ independent of } s_\theta(X_t)", r"+ \text{terms independent of } \theta", "+ terms that do not depend on theta",
        r"\text{ up to a constant}", ", up to an additive constant", "up to a constant independent of theta", "up to const",
        r"+ C, C \text{ does not depend on the parameters}", r"+ C_1 \text{ with } C_1 \text{ independent of the network}",
        "+ C'", "+ K", "+ C + C'", "+ C' where C' is a constant",
    ],
)  # fmt: skip
def test_what_is_said_of_a_constant(said):
    found = read(f"{LOSS} {said}", NOISE)
    assert not isinstance(found, Problem), (found.code, found.facts)
    (side,) = found.sides
    assert show(side.tree).partition(" + ")[0] == SHOWN


@pytest.mark.parametrize(
    "said",
    [
        "+ terms",
        "+ C where C is",
        "up to",
        "+ C, C depends on",
        "+ x is a constant",
        "where theta is fixed",
    ],
)
def test_what_says_nothing_of_a_constant(said):
    assert isinstance(read(f"{LOSS} {said}", NOISE), Problem)


def test_a_constant_that_is_defined_is_no_proviso():
    found = read(f"{LOSS} + C where C = E‖X_0‖^2", NOISE)
    assert [each.name for each in found.definitions] == ["C"]


@pytest.mark.parametrize(
    "said",
    [
        r", \xi \sim N(0, I)", r"\text{ where } \xi \sim \mathcal{N}(0, \mathbb{I}_d)", r" (\xi \sim \mathcal{N}(0, I))",
        r"\text{ with } X_0 \sim p_{data} \text{ and } X_t \sim p(x_t|x_0)", r", where X_0 \sim p, X_t \sim p(\cdot|X_0)",
        r", X_t | X_0 \sim N(\alpha^t X_0, (1-\alpha^{2t}) I)", r"\text{ where } p(x_t|x_0) = N(x_t; \alpha^t x_0, (1-\alpha^{2t}) I)",
        "for ξ ~ N(0, 1)", "with x_t = alpha^t x_0 + sqrt(1-alpha^(2t)) xi, xi ~ N(0, I)",
    ],
)  # fmt: skip
def test_the_distribution_of_a_declared_name_is_not_read(said):
    assert shown(LOSS + said) == SHOWN


@pytest.mark.parametrize(
    "text", [r"\xi \sim N(0, I)", r"E‖X_0‖^2, \eta \sim N(0, I)", r"E‖X_0‖^2, \xi \sim \xi", "E‖X_0‖^2 ~ E‖X_t‖^2"]
)
def test_a_distribution_that_is_no_proviso(text):
    found = read(text, NOISE)
    assert isinstance(found, Problem) or len(found.sides) == 2


@pytest.mark.parametrize("label", ["Score: ", "the score is ", "My loss is: ", "objective:", "Gradient:\n"])
def test_a_label_says_nothing(label):
    assert shown(label + LOSS) == SHOWN


# --- densities


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("E_{p(x_0)p(x_t|x_0)}[x_t]", "E_{X₀∼p}[E_{Xₜ∼p(Xₜ|X₀)}[Xₜ]]"),
        (r"\mathbb E_{p(x_t \mid x_0)\,p(x_0)}[x_t]", "E_{X₀∼p}[E_{Xₜ∼p(Xₜ|X₀)}[Xₜ]]"),
        (r"\mathbb E_{(x_0, x_t) \sim p(x_0)p(x_t|x_0)}[x_t]", "E_{X₀∼p}[E_{Xₜ∼p(Xₜ|X₀)}[Xₜ]]"),
        (r"\mathbb E_{x_0,x_t \sim p\left(x_0\right) p(x_t|x_0)}[x_t]", "E_{X₀∼p}[E_{Xₜ∼p(Xₜ|X₀)}[Xₜ]]"),
        (r"E_{X_0 \sim p_{data}, X_t \sim N(\alpha^t X_0, (1-\alpha^{2t})I)}[x_t]", "E_{X₀∼p}[E_{Xₜ|X₀}[Xₜ]]"),
        ("E_{X_t ~ N(alpha^t x_0 + 2 X_0, 1)}[x_t]", "E_{Xₜ|X₀}[Xₜ]"),
        ("E_{X_t ~ N(0, I)}[x_t]", "E_{Xₜ}[Xₜ]"),
        ("E_{p(x_0)p(x_t)}[x_t^T x_0]", "E_{X₀∼p}[E_{Xₜ∼p}[Xₜᵀ·X₀]]"),
    ],
)
def test_a_product_of_densities_below_an_expectation(text, wanted):
    assert shown(text) == wanted


def test_a_product_of_densities_of_other_names():
    assert read("E_{x_0 ~ p(x_0)p(x_t|x_0)}[x_t]", NOISE).code == "unexpected"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"\nabla_x \log p(x_t|x_0)", "∇_{Xₜ} log(p(Xₜ|X₀))"),
        (r"\nabla_{x}\log p(x_t)", "∇_{Xₜ} log(p(Xₜ))"),
        ("∇_x p(x_0)", "∇_{X₀} p(X₀)"),
    ],
)
def test_the_letter_of_a_name_below_a_gradient_of_a_density(text, wanted):
    assert shown(text) == wanted


@pytest.mark.parametrize(
    "text", [r"\nabla_x s_\theta(x_t)", r"\nabla_y \log p(x_t|x_0)", r"\nabla_x \log p(X_t|x_0)", "p(x)"]
)
def test_a_letter_that_is_no_name(text):
    found = read(text, NOISE)
    assert isinstance(found, Problem)
    assert found.code in ("unknown-name", "expected-operand", "not-random")


def test_the_letter_of_random_names_is_unknown_and_these_are_near():
    found = read("s_theta(x)", NOISE)
    assert (found.code, dict(found.facts)) == ("unknown-name", {"name": "x", "nearest": "x_0, x_t"})


def test_a_gradient_of_a_joint_density_says_by_what():
    assert read(r"\nabla\log p(x_0, x_t)", NOISE).code == "unclear-derivative"
    assert shown(r"\nabla_{x_t}\log p(x_0, x_t)") == "∇_{Xₜ} log(p(X₀,Xₜ))"


@pytest.mark.parametrize("text", [r"E[\nabla\cdot s_\theta(X_t)]", "E[div(s_theta(X_t))]"])
def test_the_divergence_of_a_field_is_not_read(text):
    found = read(text, NOISE)
    assert (found.code, dict(found.facts)["construct"]) == ("unsupported", "divergence")


def test_provisos_are_read_beside_objectives_only():
    known = declare(["w, r, t, a : real"])
    assert isinstance(read("a + C where C is a constant", known), Problem)
