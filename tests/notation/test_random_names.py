"""Declarations of random names, densities, and functions of vectors."""

import pytest

from derivo.checks.language.domains import REAL
from derivo.checks.notation import Problem, declare, read_formula, show
from derivo.checks.notation.names.names import Density, Random

NOISE = declare(
    [
        "X_0 also x_0 : random vector(d)",
        "X_t also x_t : random vector(d)",
        r"xi_t also xi : random vector(d), mean 0, variance I, independent of X_0",
        "Y, Z : random real, independent, mean 0, variance 2, independent of X_0, X_t",
        "B : random {0, 1}",
        "p : density of X_0, X_t",
        "q : density of Y given Z, B",
        "s_theta : function(vector(d)) -> vector(d)",
        r"\hat\xi_\theta also \hat\xi : function(vector(d), real) -> vector(d)",
    ]
)


def test_random_names():
    names = NOISE.names
    assert names["X_0"] == Random("X_0", "X₀", REAL, ("d",))
    assert names["B"].domain.values == (0, 1)
    assert show(names["xi_t"].mean), show(names["xi_t"].variance) == ("0", "I_d")
    assert (show(names["Y"].mean), show(names["Z"].variance)) == ("0", "2")
    assert NOISE.arrays


def test_densities():
    assert NOISE.names["p"] == Density("p", "p", ("X_0", "X_t"))
    assert NOISE.names["q"] == Density("q", "q", ("Y",), ("Z", "B"))


def test_independence():
    assert NOISE.independent == (
        (("xi_t",), ("X_0",)),
        (("Y",), ("Z",)),
        (("Y", "Z"), ("X_0", "X_t")),
    )


def test_functions_of_vectors():
    known = NOISE.names["s_theta"]
    assert (known.places, known.axes) == ((("d",),), ("d",))
    known = NOISE.names["xi_hat_theta"]
    assert (known.places, known.axes) == ((("d",), ()), ("d",))


@pytest.mark.parametrize("text", ["xt", "x_t", "xₜ", "X_{t}", "Xt", r"\mathbf{x}_t"])
def test_a_value_is_another_spelling(text):
    assert show(read_formula(text, NOISE)) == "Xₜ"


@pytest.mark.parametrize(
    "text", [r"\hat\xi_\theta(X_t, Y)", "ξ̂_θ(Xₜ, Y)", "xi_hat_theta(xt, Y)", r"\hat{\xi}_\theta(x_t, Y)"]
)
def test_an_accent_and_what_stands_below(text):
    assert show(read_formula(text, NOISE)) == "ξ̂_θ(Xₜ, Y)"


@pytest.mark.parametrize("text", ["s_theta(Y)", "s_theta(X_t^T)", "Y + X_t", r"\hat\xi(Y, X_t)"])
def test_shapes_that_do_not_fit(text):
    assert isinstance(read_formula(text, NOISE), Problem)


def test_the_value_of_a_function_has_its_shape():
    assert show(read_formula("‖s_theta(x_t) - xi‖^2", NOISE)) == "‖s_θ(Xₜ) − ξₜ‖₂²"
    assert show(read_formula("s_theta(0)^T x_0", NOISE)) == "s_θ(0)ᵀ·X₀"
