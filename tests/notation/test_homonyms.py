"""A row or family x_n beside a vector x: the size of the index tells which of the two an entry is."""

import pytest

from derivo.checks.notation import declare, read, read_formula, show
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape
from derivo.checks.notation.shapes.shapes import shape_of

COMMON = ["w : vector(d)", "y : vector(N)", "m, n : index(N)", "j : index(d)"]
NOTATIONS = {
    "row": declare(["x : vector(d)", "X : matrix(N, d)", "x_n = row n of X", *COMMON]),
    "family": declare(["x : vector(d)", "let x_n : vector(d) for n in 1..N", *COMMON]),
    "family first": declare(["let x_n : vector(d) for n in 1..N", "x : vector(d)", *COMMON]),
    "definition": declare(["x : vector(d)", "let z_n : vector(d) for n in 1..N", "x_n = 2 z_n", *COMMON]),
}
COLUMN = Shape(("d",))


@pytest.mark.parametrize("known", NOTATIONS.values(), ids=NOTATIONS)
@pytest.mark.parametrize(
    ("text", "shape"),
    [
        *((text, COLUMN) for text in ("x_n", "x_m", "x_1", "x_N", "xₙ", "x[n]", r"\mathbf{x}_{n}", "x_i", "sum_i y_i x_i")),
        *((text, SCALAR) for text in ("x_j", "xⱼ", "x[j]", "x_{d}", "x_{nj}", "x_n^T x", "x_j x_{nj}", "sum_n (x_n^T w)^2")),
        ("sum_i w_i x_i", SCALAR),
        ("sum_{i=1}^d x_i", SCALAR),
        ("sum_{i=1}^N x_i", COLUMN),
        ("sum_j x_j w_j + sum_i x_i^T w", SCALAR),
    ],
)  # fmt: skip
def test_the_size_of_the_index_tells_which(known, text, shape):
    assert shape_of(read_formula(text, known), known) == shape


def test_where_both_sizes_are_one_it_is_the_row():
    known = declare(["x : vector(N)", "let x_n : vector(N) for n in 1..N", "n : index(N)"])
    assert shape_of(read_formula("x_n", known), known) == Shape(("N",))
    assert show(read_formula("x_n^T x", known)) == "xₙᵀ·x"


def test_an_index_of_a_third_size_is_still_a_problem():
    known = declare(["k : index(K)"], NOTATIONS["row"])
    assert read("x_k", known).code == "index-clash"
