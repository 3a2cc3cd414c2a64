"""Ranges, indices, shapes and domains where a verdict was once wrong: each row is a trap, or its twin."""

from __future__ import annotations

import pytest

from derivo.checks.compare import compare
from derivo.checks.reading import read_pair
from derivo.checks.result import Result

SUMS = "N : size\nx_n : real for n in 1..N\ni, k : index(N)\nM : natural"
ARRAYS = "x, y : vector(d)\nA, B : matrix(d, d)\nw : vector(d)"
ROWS = [
    # a derivative by an entry that is not in the range of the sum
    (SUMS, "d/dx_1 sum_{n=2}^N x_n^3", "3 x_1^2", "incorrect"),
    (SUMS, "d/dx_1 sum_{n=2}^N x_n^3", "0", "correct"),
    (SUMS, "d/dx_k sum_{n=1}^{N-1} x_n^2", "2 x_k", "incorrect"),
    (SUMS, "d/dx_k sum_n x_n^2", "2 x_k", "correct"),
    (SUMS, "d/dx_N sum_{n=1}^{N-1} x_n^2", "0", "correct"),
    (SUMS, "d/dx_i sum_{n=i+1}^N x_n", "1", "incorrect"),
    (SUMS, "d/dx_i sum_{n=1}^3 x_n", "1", "incorrect"),
    (SUMS, "d/dx_1 (x_1 sum_{n=2}^N x_n)", "sum_{n=1}^N x_n", "incorrect"),
    (ARRAYS, "∇_x sum_{i=2}^d x_i^2", "2 x", "incorrect"),
    (ARRAYS, "∂/∂A sum_{i=2}^d A_ii", "I", "incorrect"),
    # ranges that can be empty
    (SUMS, "sum_{n=2}^N 1", "N - 1", "correct"),
    (SUMS, "sum_{n=1}^{N-1} 1", "N - 1", "correct"),
    (SUMS, "sum_{n=3}^N 1", "N - 2", "undecided"),
    (SUMS, "prod_{n=3}^N 2", "2^{N-2}", "undecided"),
    (SUMS, "sum_{i=3}^1 1", "-1", "incorrect"),
    (SUMS, "sum_{i=1}^M 1", "M", "correct"),
    (SUMS, "sum_{i=1}^{M-1} 1", "M - 1", "undecided"),
    # an index is a whole number of its range
    (SUMS, "sqrt(i^2)", "i", "undecided"),
    (SUMS, "max(i, 1)", "i", "undecided"),
    # a product of a row and a column below a line
    (ARRAYS, "x^T A x / x^T x", "(x^T A x)/(x^T x)", "correct"),
    (ARRAYS, "x x^T / x^T x", "(x x^T)/(x^T x)", "correct"),
    # norms and functions of matrices that mean different things
    (ARRAYS, "‖A‖_2", "sqrt(tr(A^T A))", "unreadable"),
    (ARRAYS, "exp(A + B)", "exp(A) exp(B)", "unreadable"),
    (ARRAYS, "‖A‖_F", "sqrt(tr(A^T A))", "correct"),
    # undefined on an open set
    (SUMS, "sum_n log(x_n^2)", "2 sum_n log(x_n)", "incorrect"),
    (SUMS, "log prod_n x_n^2", "2 sum_n log(|x_n|)", "correct"),
    (ARRAYS, "2 log(w)", "log(w ⊙ w)", "incorrect"),
    # |−a| = |a|, also around a sum
    (ARRAYS, "‖A x - y‖_1", "‖y - A x‖_1", "correct"),
    # sizes that are numbers
    ("x, y : vector(1)", "x^T y", "x y^T", "correct"),
    ("A : matrix(2, 2)", "det(A)", "A_11 A_22 - A_12 A_21", "correct"),
    ("A : matrix(100, 100)", "det(A)", "1", "unreadable"),
    # defined only where there are enough rows, in whatever order the sizes are declared
    ("m, d : size\nW : matrix(m, d)", "(W^T W)^{-1} W^T W", "I", "correct"),
    ("d, m : size\nW : matrix(m, d)", "(W^T W)^{-1} W^T W", "I", "correct"),
    # shapes and products that clash
    (ARRAYS, "x ⊗ y", "x y^T", "unreadable"),
    (ARRAYS, "det(A ⊗ B)", "det(A) det(B)", "unreadable"),
]


@pytest.mark.parametrize(("let", "left", "right", "expected"), ROWS, ids=[f"{row[1]} = {row[2]}" for row in ROWS])
def test_a_claim_has_its_outcome(let, left, right, expected):
    pair = read_pair(left, right, let, "=")
    result = pair if isinstance(pair, Result) else compare(*pair)
    assert result.outcome == expected
