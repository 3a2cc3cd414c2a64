"""What the second judge confirms, what it does not, and what contradicts a proof."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flint import arb, fmpq

from derivo.checks.judge.admissible import admissible
from derivo.checks.judge.chance import Table, Tables
from derivo.checks.judge.functions import Listed, Polynomials
from derivo.checks.judge.second import confirmed, contradiction, equations
from derivo.checks.verdict import Relation
from derivo.checks.worlds.worlds import proposed
from tests.judge.worlds import typed, world

ROOT = Path(__file__).parent.parent.parent
R = Relation
MODEL = "N : size; x_n, y_n : real for n in 1..N; k, j : index(N); d : size; A : matrix(d, d); v, w : vector(d)"

TRUE = [
    ("(x + 1)^2", "x^2 + 2x + 1", R.EQUAL, "x : real"),
    ("tanh(x)", "(exp(x) - exp(-x))/(exp(x) + exp(-x))", R.EQUAL, "x : real"),
    ("x/x", "1", R.EQUAL, "x : real"),
    ("log(x^2)", "2 log(x)", R.EQUAL, "x : positive"),
    ("d/dx sin(x)^2", "2 sin(x) cos(x)", R.EQUAL, "x : real"),
    ("sum_n (x_n + y_n)", "sum_n x_n + sum_m y_m", R.EQUAL, MODEL),
    ("d/dx_k sum_n x_n^2", "2 x_k", R.EQUAL, MODEL),
    ("v^T A w", "w^T A^T v", R.EQUAL, MODEL),
    ("∇_v v^T A v", "(A + A^T) v", R.EQUAL, MODEL),
    ("x^2", "0", R.AT_LEAST, "x : real"),
    ("exp(x)", "0", R.ABOVE, "x : real"),
    ("x", "x + 1", R.DIFFERENT, "x : real"),
    ("lim_{x -> oo} x exp(-x)", "0", R.EQUAL, "x : real"),
    ("3 x^2", "x^2", R.PROPORTIONAL, "x : real; c : real; about x"),
    ("x^2 + c", "x^2", R.EQUAL_UP_TO_CONSTANT, "x : real; c : real; about x"),
    ("3 x^2 + c", "x^2", R.SAME_MINIMISER, "x : real; c : real; about x"),
    ("2x = 4", "x = 2", R.IMPLIES, "x : real"),
    ("sum_n x_n^2", "1/2", R.EQUAL, "N : size; x_n : real for n in 1..N; given sum_n x_n^2 = 1/2"),
]
FALSE = [
    ("(x + 1)^2", "x^2 + 1", R.EQUAL, "x : real"),
    ("tanh(x)", "(exp(x) + exp(-x))/(exp(x) - exp(-x))", R.EQUAL, "x : real"),
    ("d/dx sin(x)^2", "2 sin(x)", R.EQUAL, "x : real"),
    ("sum_n x_n y_n", "(sum_n x_n)(sum_n y_n)", R.EQUAL, MODEL),
    ("d/dx_k sum_n x_n^2", "2 x_j", R.EQUAL, MODEL),
    ("sum_{m=1}^k x_m", "x_k", R.EQUAL, MODEL),
    ("v^T A w", "w^T A v", R.EQUAL, MODEL),
    ("∇_v v^T A v", "2 A v", R.EQUAL, MODEL),
    ("det(2 A)", "2 det(A)", R.EQUAL, MODEL),
    ("x^2", "1", R.AT_LEAST, "x : real"),
    ("x", "x^2", R.DIFFERENT, "x : real"),
    ("lim_{x -> oo} tanh(x)", "0", R.EQUAL, "x : real"),
    ("3 x^2 + c", "x^2", R.PROPORTIONAL, "x : real; c : real; about x"),
    ("3 x^2", "x^2", R.EQUAL_UP_TO_CONSTANT, "x : real; c : real; about x"),
    ("x^3", "x^2", R.SAME_MINIMISER, "x : real; c : real; about x"),
    ("-x^2", "x^2", R.SAME_MINIMISER, "x : real; c : real; about x"),
    ("2x = 4", "x = 3", R.IMPLIES, "x : real"),
    ("x = 2", "2x = 5", R.EQUIVALENT, "x : real"),
    ("log(-x^2 - 1)", "x", R.EQUAL, "x : real"),  # never defined
]


def looked_at(left, right, relation, let):
    found = [
        contradiction(each, how, proposed(each, how)) for each, how in equations(typed(left, right, let), relation)
    ]
    return all(each.stands for each in found)


@pytest.mark.parametrize(("left", "right", "relation", "let"), TRUE)
def test_what_is_true_stands(left, right, relation, let):
    assert looked_at(left, right, relation, let)


@pytest.mark.parametrize(("left", "right", "relation", "let"), FALSE)
def test_what_is_false_is_contradicted(left, right, relation, let):
    assert not looked_at(left, right, relation, let)


@pytest.mark.parametrize(
    ("left", "right", "relation", "let", "values", "stands"),
    [
        ("(x + 1)^2", "x^2 + 1", R.EQUAL, "x : real", "x = 3", True),
        ("(x + 1)^2", "x^2 + 1", R.EQUAL, "x : real", "x = 0", False),  # no difference there
        ("x", "|x|", R.EQUAL, "x : real", "x = -1", True),
        ("x", "|x|", R.EQUAL, "x : positive", "x = -1", False),  # not in the domain
        ("x", "x^2", R.EQUAL, "x : {0, 1}", "x = 1/2", False),
        ("x", "floor", R.EQUAL, "x : integer; floor : real", "x = 1/2, floor = 0", False),
        ("p", "1/2", R.EQUAL, "p : real in [0, 1]", "p = 1", True),
        ("p", "1/2", R.EQUAL, "p : real in (0, 1)", "p = 1", False),
        ("x", "y", R.EQUAL, "x, y : real; given x + y = 1", "x = 1, y = 0", True),
        ("x", "y", R.EQUAL, "x, y : real; given x + y = 1", "x = 1, y = 2", False),  # breaks the condition
        ("x", "y", R.AT_MOST, "x, y : real; given x < y", "x = 2, y = 1", False),
        ("x", "y", R.AT_LEAST, "x, y : real; given x < y", "x = 1, y = 2", True),
        # where one side alone is undefined
        ("x^2/x", "x", R.EQUAL, "x : real", "x = 0", False),  # at one point only
        ("1/(x - y)", "x", R.EQUAL, "x, y : real", "x = 1, y = 1", False),
        ("log(x^2)", "2 log(x)", R.EQUAL, "x : real", "x = -1", True),
        ("sqrt(x)^2", "x", R.EQUAL, "x : real", "x = -2", True),
        ("n/n", "1", R.EQUAL, "n : integer", "n = 0", False),  # its neighbours have values
        ("log(n^2)", "2 log(n)", R.EQUAL, "n : integer", "n = -2", True),
        # limits
        ("lim_{x -> oo} tanh(x)", "0", R.EQUAL, "x : real", "", True),
        ("lim_{x -> oo} tanh(x)", "1", R.EQUAL, "x : real", "", False),
        # conditions on matrices
        ("det(A)", "0", R.EQUAL, "d : size; A : symmetric(d)", "A = 1 2 2 1", True),
        ("det(A)", "0", R.EQUAL, "d : size; A : symmetric(d)", "A = 1 2 3 1", False),
        ("A_{11}", "0", R.AT_MOST, "d : size; A : posdef(d)", "A = 2 1 1 2", True),
        ("det(A)", "0", R.ABOVE, "d : size; A : posdef(d)", "A = 1 2 2 1", False),
        ("det(A)", "0", R.ABOVE, "d : size; A : psd(d)", "A = 1 1 1 1", True),
        ("A_{11}", "0", R.AT_LEAST, "d : size; A : psd(d)", "A = 0 1 1 1", False),
        ("A_{11}", "0", R.EQUAL, "d : size; A : invertible(d)", "A = 1 2 2 4", False),
        ("A_{11}", "0", R.EQUAL, "d : size; A : invertible(d)", "A = 1 2 2 3", True),
    ],
)
def test_a_witness(left, right, relation, let, values, stands):
    claim = typed(left, right, let)
    assert (
        confirmed(claim, relation, [world(claim, values, **({"d": 2} if "d : size" in let else {}))]).stands is stands
    )


def test_a_forged_world_is_not_confirmed():
    claim = typed("sum_n x_n", "x_k", "N : size; x_n : real for n in 1..N; k : index(N)")
    here = replace(world(claim, N=2), start={"#k": fmpq(1)})
    assert confirmed(claim, R.EQUAL, [here]).stands
    for forged in (
        replace(here, start={"#k": fmpq(3)}),  # out of its range
        replace(here, start={"#k": fmpq(1, 2)}),
        replace(here, sizes={"N": 0}),
        replace(here, families={"x": {(1,): fmpq(1)}}),  # an entry is missing
        replace(here, families={}),
    ):
        assert not admissible(forged, ()) or not forged.families
        assert not confirmed(claim, R.EQUAL, [forged]).stands


@pytest.mark.parametrize(
    ("let", "function", "stands"),
    [
        ("f : function(real)", Polynomials(((fmpq(0), fmpq(2)),)), True),
        ("f : positive function(real)", Polynomials(((fmpq(-1),),)), False),  # not in its range
        ("f : positive function(real)", Polynomials(((fmpq(3), fmpq(1)),)), True),
        ("f : convex function(real)", Polynomials(((fmpq(0), fmpq(0), fmpq(1)),)), True),
        ("f : convex function(real)", Polynomials(((fmpq(0), fmpq(0), fmpq(-1)),)), False),
        ("f : increasing function(real)", Polynomials(((fmpq(0), fmpq(-1)),)), False),
        ("f : increasing function(real)", Polynomials(((fmpq(0), fmpq(3)),), "exp"), True),
        ("f : function(positive)", Polynomials(((fmpq(0), fmpq(2)),)), False),  # at −2
        ("f : function(real)", Listed({(fmpq(-2),): (fmpq(5),)}), True),
        ("f : function(real)", Listed({(fmpq(2),): (fmpq(5),)}), False),  # not there
    ],
)
def test_an_unknown_function_has_what_is_declared_of_it(let, function, stands):
    claim = typed("f(x)", "x", f"x : real; {let}")
    here = replace(world(claim, "x = -2"), functions={"f": function})
    assert confirmed(claim, R.EQUAL, [here]).stands is stands


def test_what_varies_may_differ_in_that_alone():
    claim = typed("x c", "x", "x, c : real; about x")
    at = [world(claim, "x = 1, c = 2"), world(claim, "x = 3, c = 2")]
    other = world(claim, "x = 3, c = 5")
    assert not confirmed(claim, R.PROPORTIONAL, at).stands
    assert not confirmed(claim, R.PROPORTIONAL, [at[0], other]).stands  # c is a constant
    assert confirmed(typed("x + c", "x", "x, c : real; about x"), R.PROPORTIONAL, at).stands


@pytest.mark.parametrize(
    ("premise", "conclusion", "low", "high", "stands"),
    [
        ("x^2 = 4", "x = 2", -3, -1, True),  # the root −2
        ("x^2 = 4", "x = 2", 1, 3, False),
        ("x^2 = 4", "x = 2", -1, 1, False),  # no root there
        ("1/x = 0", "x = 2", -1, 1, False),  # a pole, no root
    ],
)
def test_an_implication(premise, conclusion, low, high, stands):
    claim = typed(premise, conclusion, "x : real")
    around = arb(fmpq(low + high, 2), fmpq(high - low, 2))
    points = [replace(world(claim), values={"x": x}) for x in (fmpq(low), fmpq(high), around)]
    assert confirmed(claim, R.IMPLIES, points).stands is stands
    points[2] = replace(world(claim), values={"x": arb(10, 1)})  # not the interval between the two
    assert not confirmed(claim, R.IMPLIES, points).stands


@pytest.mark.parametrize(
    ("let", "weights", "values", "stands"),
    [
        ("X : random real", (1, 2), (0, 1), True),
        ("X : random real", (1, -1), (0, 1), False),
        ("X : random real", (0, 0), (0, 1), False),
        ("X : random real", (1, 2), (1, 1), False),  # one value twice
        ("X : random positive", (1, 2), (-1, 1), False),
        ("X : random {0, 1}", (1, 2), (0, 2), False),
        ("X : random real, mean 0", (1, 1), (-1, 1), True),
        ("X : random real, mean 0", (1, 2), (-1, 1), False),
        ("X : random real, mean 0, variance 4", (1, 1), (-1, 1), False),
        ("X : random real, mean 0, variance 4", (1, 1), (-2, 2), True),
        ("X ~ Normal(0, 1)", (1, 1), (-1, 1), False),  # normal, and no table
    ],
)
def test_a_distribution_has_what_is_declared_of_it(let, weights, values, stands):
    claim = typed("E[X^2]", "7", let)
    table = Table("p(X)", ("X",), {(i + 1,): fmpq(weight) for i, weight in enumerate(weights)})
    here = replace(world(claim), chance=Tables({"p(X)": table}, {"X": [fmpq(value) for value in values]}))
    assert confirmed(claim, R.EQUAL, [here]).stands is stands


def test_what_is_not_known_is_said():
    claim = typed("E[X]", "0", "X : random real")
    found = confirmed(claim, R.EQUAL, [replace(world(claim), chance=None)])
    assert not found.stands
    assert "random names" in found.why


def test_the_second_judge_knows_nothing_of_the_first():
    run = "import sys, checks.judge.second; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", run], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert "sympy" not in found
    assert not [name for name in found if name.startswith("derivo.checks.decide")]
    assert not [
        name
        for name in found
        if name.startswith("derivo.checks.language.") and name != "derivo.checks.language.domains"
    ]
    assert not [name for name in found if name.startswith("derivo.checks.worlds")]
