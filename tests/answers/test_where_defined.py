"""Where a side has no value: on an open set that counts, and what people agree on in different ways does not."""

import pytest

from derivo.checks.compare import compare
from derivo.checks.reading import read_pair

ROWS = [
    # the exponent is a name: for an even one the left side has a value below 0
    ("log(x^N)", "N log x", "x : real\nN : size", "undecided"),
    ("log(x^N)", "N log x", "x : positive\nN : size", "correct"),
    ("x^n", "exp(n log x)", "x : real\nn : natural", "undecided"),
    ("log(x^2)", "2 log x", "x : real", "incorrect"),
    # the side that has a value is 0 there
    ("ReLU(x)^2", "ReLU(exp(log x))^2", "x : real", "undecided"),
    ("max(x, 0)^2", "x^2 log(x)/log(x)", "x : real", "undecided"),
    ("ReLU(x)^2", "x max(x, 0)", "x : real", "correct"),
    # at single points it does not count
    ("x/x", "1", "x : real", "correct"),
    ("(x^2 - 1)/(x - 1)", "x + 1", "x : real", "correct"),
    # 0 times what is undefined
    ("-y log y - (1 - y) log(1 - y)", "0", "y : {0, 1}", "undecided"),
    ("[x > 0] x", "[x > 0] exp(log x)", "x : real", "correct"),
    ("[x > 0] x", "[x > 0] exp(2 log x)", "x : real", "incorrect"),
    # the derivative of a logarithm is f'/f, also where f < 0
    ("d/dx log x", "1/x", "x : real", "correct"),
    ("d/dx log x", "2/x", "x : real", "incorrect"),
    ("d/du_k log u_k", "1/u_k", "d : size\nu : vector(d)\nk : index(d)", "correct"),
    (r"\nabla_X \log\det X", "X^{-T}", "d : size\nX : invertible(d)", "correct"),
    (r"\nabla_X \log\det X", "X^{-1}", "d : size\nX : invertible(d)", "incorrect"),
]


@pytest.mark.parametrize(("left", "right", "let", "outcome"), ROWS)
def test_where_a_side_has_no_value(left, right, let, outcome):
    assert compare(*read_pair(left, right, let, "=")).outcome == outcome
