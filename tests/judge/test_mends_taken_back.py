"""Each kind of mistake that lowering once made, made again: the second judge alone keeps it from a verdict.

`made_of` is what the mistake makes of the left side. What is decided then is another claim than the one that was typed;
without the second judge the verdict is wrong (the test sees to that, too), with it there is none.
"""

from __future__ import annotations

import pytest

from derivo.checks.answers.claims import decided, denoted, given
from derivo.checks.answers.formulas import Formula
from derivo.checks.notation import Problem, declare, read
from derivo.checks.verdict import Proved, Refuted, Undecided

SUMS = "N : size; x_n, y_n : real for n in 1..N; j, k : index(N)"
ARRAYS = "d : size; v, w : vector(d); C : matrix(d, d); G : diagonal(d); a : real; k : index(d)"
LABELS = "N : size; a : positive; x_n : {0, 1} for n in 1..N; k : index(N)"
NUMBERS = "x, y : real; t : positive; n, m : natural"
CHANCE = "X, Y : random real; Z : {0, 1}"

KINDS = [
    # kind, declarations, left, what is made of it, right, whether the claim that was typed is true
    ("a delta that stands twice", ARRAYS, "‖2 I_d‖_F^2", "2 d", "4 d", True),
    ("a delta that stands twice", ARRAYS, "‖2 I_d‖_F^2", "2 d", "2 d", False),
    ("a delta that stands twice", ARRAYS, "‖C - I‖_F^2", "‖C‖_F^2 - tr(C) + d", "‖C‖_F^2 - 2 tr(C) + d", True),
    ("a delta that stands twice", ARRAYS, "‖G‖_F^2", "tr(G)", "tr(G G)", True),
    ("derivatives of cumulative sums", SUMS, "d/dx_k sum_{m=1}^j x_m^2", "2 x_k", "2 x_k", False),
    ("derivatives of cumulative sums", SUMS, "d/dx_k sum_n y_n sum_{m=1}^n x_m", "sum_n y_n", "sum_n y_n", False),
    ("the degree of cumulative sums", SUMS, "sum_{m=1}^k x_m", "x_k", "x_k", False),
    ("the degree of cumulative sums", SUMS, "sum_{m=1}^k x_m^2", "x_k^2", "x_k^2", False),
    ("an index as a constant", SUMS, "cos(k)", "cos(1)", "cos(1)", False),
    ("an index as a constant", SUMS, "x_k^k", "x_k", "x_k", False),
    ("names of {0, 1}", LABELS, "sum_n x_n + x_k", "sum_n x_n + 1", "sum_n x_n + 1", False),
    ("names of {0, 1}", LABELS, "prod_n (a x_n + x_n)", "(a + 1)^N", "(a + 1)^N prod_n x_n", True),
    ("divisors that a rewriting brings in", LABELS, "d/da sum_n (a x_n)^N", "log(-1 - a)", "N a^(N-1) sum_n x_n^N", True),
    ("divisors that a rewriting brings in", NUMBERS, "d/dt sqrt(t x^2)", "log(-1 - x^2)", "|x|/(2 sqrt(t))", True),
    ("two indices of one letter", SUMS, "sum_n x_n sum_m y_m", "sum_n x_n y_n", "sum_n x_n y_n", False),
    ("two indices of one letter", SUMS, "(sum_n x_n)^2", "sum_n x_n^2", "(sum_n x_n)(sum_m x_m)", True),
    ("derivatives of cases", NUMBERS, r"d/dx \begin{cases} x^2 & x > 0 \\ 0 & \text{otherwise} \end{cases}", "log(-1 - x^2)", "x + |x|", True),
    ("entries that do not exist", SUMS, "sum_{n != 2} x_n", "sum_n x_n", "sum_n x_n - x_2", True),
    ("a limit from the other side", NUMBERS, "lim_{t -> 0} 1/t", "-oo", "oo", True),
    ("a limit from the other side", NUMBERS, "lim_{t -> 0} |t|/t", "-1", "1", True),
    ("a limit that binds nothing", "N : size; a : positive", "lim_{N -> oo} a/N", "a/N", "0", True),
    ("a limit that binds nothing", "N : size; a : positive", "lim_{N -> oo} a/N", "a/N", "a/N", False),
    ("a derivative that binds nothing", "N : size", "d/dN N^2", "0", "0", False),
    ("a value that is not put in", ARRAYS, r"\left. v^T v \right|_{v=w}", "v^T v", "v^T v", False),
    ("a value that is not put in", ARRAYS, r"\left. v^T v \right|_{v=w}", "v^T v", "w^T w", True),
    ("an inverse of entries", ARRAYS, "(C^{-1})_{k,k}", "1/C_{k,k}", "1/C_{k,k}", False),
    ("a transpose that is lost", ARRAYS, "∇_v (v^T C w)", "C^T w", "C w", True),
    ("a mean that forgets what varies", CHANCE, "E[X Y]", "E[X] E[Y]", "E[X] E[Y]", False),
    ("a conditional that is forgotten", CHANCE, "E[Y|X]", "E[Y]", "E[Y]", False),
    ("a sign", NUMBERS, "x - y", "x + y", "x + y", False),
]  # fmt: skip


def decision(let, left, right, made_of, *, judged):
    names = declare([f"let {line}" for line in let.split("; ")])
    assert not isinstance(names, Problem), names
    readings = [read(text, names) for text in (left, right, made_of)]
    assert not any(isinstance(reading, Problem) for reading in readings), readings
    first, second, wrong = (denoted(reading.sides[0].tree, reading) for reading in readings)
    known = given(names.given, names, readings[0].source)
    return decided("=", Formula(wrong.value, first.tree), second, names, known, names if judged else None)


@pytest.mark.parametrize(("kind", "let", "left", "made_of", "right", "true"), KINDS)
def test_the_second_judge_alone_stops_it(kind, let, left, made_of, right, true):
    wrong = Refuted if true else Proved
    assert isinstance(decision(let, left, right, made_of, judged=False), wrong)
    assert isinstance(decision(let, left, right, made_of, judged=True), Undecided)
