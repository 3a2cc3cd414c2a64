"""Declarations that real derivations have: labels, names of brackets, and lines that cannot be read."""

import pytest

from derivo.checks.equal import equal

LABELS = "x : random index(M)\np, q : density of x\nf : function(index(M))"
JOINT = "x : random index(M)\nz : random index(K)\nr : density of x, z"


@pytest.mark.parametrize(
    ("left", "right", "relation", "outcome"),
    [
        (r"\sum_x p(x) f(x)", "E_{x~p}[f(x)]", "=", "correct"),
        (r"\sum_x p(x)", "1", "=", "correct"),
        (r"\sum_x p(x)", "2", "=", "incorrect"),
        (r"\sum_x p(x) \log (p(x)/q(x))", "0", ">=", "correct"),
        ("KL(p||q)", "KL(q||p)", "=", "incorrect"),
        ("E_{x~p}[x]", "0", "=", "unreadable"),  # a label is no number
        (r"-\sum_x p(x) \log p(x)", r"\log M", "<=", "unreadable"),  # nor is it said how many there are
        ("x + 1", "1 + x", "=", "unreadable"),
    ],
)
def test_random_indices_are_labels(left, right, relation, outcome):
    assert equal(left, right, LABELS, relation).outcome == outcome


def test_sums_over_labels_are_over_all_of_them():
    assert equal(r"\sum_z r(x, z)", "r(x)", JOINT, "=").outcome == "correct"
    assert equal(r"\sum_x r(x, z)", "r(x)", JOINT, "=").outcome in ("unreadable", "incorrect", "undecided")


@pytest.mark.parametrize(
    ("left", "right", "let", "outcome"),
    [
        ("L(w_0, w_1)", "(y - w_0 - w_1 x)^2", "y, x, w_0, w_1 : real\nL(w_0, w_1) = (y - w_0 - w_1 x)^2", "correct"),
        ("L(1, 2)", "(y - 1 - 2 x)^2", "y, x, w_0, w_1 : real\nL(w_0, w_1) = (y - w_0 - w_1 x)^2", "correct"),
        ("L(1, 2)", "(y - 2 - x)^2", "y, x, w_0, w_1 : real\nL(w_0, w_1) = (y - w_0 - w_1 x)^2", "incorrect"),
        (
            r"L(\mu, \sigma^2)",
            r"-(x - \mu)^2/(2\sigma^2)",
            "x, \\mu : real\n\\sigma : positive\nL(\\mu, \\sigma^2) = -(x - \\mu)^2/(2\\sigma^2)",
            "correct",
        ),
        (
            r"L(\mathbf{w}, \boldsymbol\alpha)",
            r"w^T w + \sum_n \alpha_n",
            "\\alpha_n : real for n in 1..N\nw : vector(D)\n"
            "L(\\mathbf{w}, \\boldsymbol{\\alpha}) = \\mathbf{w}^T \\mathbf{w} + \\sum_n \\alpha_n",
            "correct",
        ),
        ("tr(A)", "1", "A : matrix(n, n)\ntr(A, A) = 1", "undecided"),
    ],
)
def test_what_stands_in_the_brackets_of_a_definition(left, right, let, outcome):
    found = equal(left, right, let, "=").outcome
    assert found == outcome or (outcome == "undecided" and found in ("unreadable", "incorrect"))


@pytest.mark.parametrize(
    ("let", "left", "right", "outcome"),
    [
        ("x : real\ny : rael", "x + x", "2 x", "correct"),
        ("x : real\ny : rael", "x + x", "3 x", "incorrect"),
        ("x : real\ny : rael", "x + y", "y + x", "unreadable"),
        ("x : real\ngiven x = = 2", "x + x", "2 x", "correct"),
        ("x : real\ngiven x = = 2", "x", "2", "undecided"),  # the condition might say so
        ("L : real\nLL(b = 3", "LL", "L^2", "unreadable"),
        ("x : rael", "x", "x", "unreadable"),
    ],
)
def test_a_line_that_cannot_be_read_blocks_what_needs_it(let, left, right, outcome):
    assert equal(left, right, let, "=").outcome == outcome


@pytest.mark.parametrize(
    ("left", "right", "let", "outcome"),
    [
        (r"\frac n2 x", "n x/2", "n, x, n_2 : real", "correct"),
        (r"\frac ab c", "a c/b", "a, b, c : real", "correct"),
        (r"\frac{a}bc", "a c/b", "a, b, c : real", "correct"),
        (r"\sqrt xy", r"\sqrt{x} y", "x, y : positive", "correct"),
        (r"\frac{1}{2}ab", "a b/2", "a, b : real", "correct"),
        (r"\frac n2 x", "n/(2 x)", "n, x : real", "incorrect"),
    ],
)
def test_latex_commands_take_one_letter(left, right, let, outcome):
    assert equal(left, right, let, "=").outcome == outcome


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        (r"\frac{d}{d\sigma^2} \log \sigma^2", r"1/\sigma^2", "correct"),
        (r"\frac{\partial}{\partial \sigma^2} \frac{1}{\sigma^2}", r"-1/\sigma^4", "correct"),
        (r"\frac{d}{d\sigma^2} \sigma^2", "1", "correct"),
        (r"\frac{d}{d\sigma^2} \sigma^2", r"2\sigma", "incorrect"),
        ("d/dx^2 x^3", "6 x", "undecided"),  # the second derivative may be meant
        ("d^2/dx^2 x^3", "6 x", "correct"),
    ],
)
def test_a_derivative_by_a_power(left, right, outcome):
    assert equal(left, right, "sigma : positive\nx : real", "=").outcome == outcome


@pytest.mark.parametrize(
    ("left", "right", "let", "outcome"),
    [
        (r"\binom{5}{2}", "10", "", "correct"),
        (r"{n \choose k}", r"\frac{n!}{k!(n-k)!}", "n, k : natural", "correct"),
        (r"\binom nk", r"\binom{n}{n-k}", "n, k : natural", "correct"),
        (r"\binom{5}{2}", "20", "", "incorrect"),
        (r"\binom nk", r"n!/k!", "n, k : natural", "incorrect"),
        (
            r"d/dp \log ({n \choose y} p^y (1-p)^{n-y})",
            "y/p - (n-y)/(1-p)",
            "n, y : natural; p : real in (0,1)",
            "correct",
        ),
    ],
)
def test_binomials(left, right, let, outcome):
    assert equal(left, right, let.replace("; ", "\n"), "=").outcome == outcome


@pytest.mark.parametrize(
    ("left", "right", "let", "outcome"),
    [
        (r"\boldsymbol{\mathbf{z}} + 1", "1 + z", "z : real", "correct"),
        (r"\hat{\mathbf{y}} + 1", r"1 + \hat y", r"\hat y : real", "correct"),
        (r"\mathbf{a + b}", "b + a", "a, b : real", "correct"),
        (r"{\color{red} x} + \textcolor{blue}{y}", "y + x", "x, y : real", "correct"),
        (r"{\color{red} x} + y", "y - x", "x, y : real", "incorrect"),
        (r"\color{white} x", "x", "x : real", "unreadable"),  # what cannot be seen is not read
    ],
)
def test_fonts_in_fonts_and_colours_say_nothing(left, right, let, outcome):
    assert equal(left, right, let.replace("; ", "\n"), "=").outcome == outcome
