"""The second judge's evaluator against values computed by hand."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from flint import arb, ctx, fmpq

from derivo.checks.judge.arrays import entries
from derivo.checks.judge.evaluate import Evaluator
from derivo.checks.judge.scalars import Undefined, Unknown, Unsure
from derivo.checks.judge.world import Spent, World
from derivo.checks.notation import Problem, declare, read_formula
from derivo.checks.notation.names.names import Family

STEPS = 50_000
NUMBERS = "x = 2, y = -1/2, c = 1/4, n = 3"
VECTOR = "d = 2, v = 3 4, w = 1 -1"
MATRIX = "d = 2, A = 1 2 3 4, v = 3 4"
SUMS = "N = 3, k = 2, j = 1, x = 1 2 4, y = 3 -1 1/2"

LETS = {
    NUMBERS: ("x, y : real", "c : positive", "n : integer", "g(u) = u^2 + x", "h = x y"),
    VECTOR: ("d : size", "v, w : vector(d)"),
    MATRIX: ("d : size", "A : matrix(d, d)", "v : vector(d)"),
    SUMS: ("N : size", "x_n, y_n : real for n in 1..N", "k, j : index(N)"),
}


def number(text: str) -> fmpq:
    value = Fraction(text)
    return fmpq(value.numerator, value.denominator)


def world(let: tuple[str, ...], values: str) -> World:
    """A world with the values `x = 1 2, c = 1/4`, entries row by row."""
    notation = declare([f"let {line}" for line in let])
    assert not isinstance(notation, Problem)
    given = {name: list(map(number, text.split())) for name, text in (pair.split(" = ") for pair in values.split(", "))}
    sizes = {name: int(value[0].p) for name, value in given.items() if name in ("N", "d", "m")}
    start = {f"#{name}": given[name][0] for name in ("k", "j") if name in given and name in notation.indices}
    families, plain = {}, {}
    for name, listed in given.items():
        known = notation.names.get(name)
        if isinstance(known, Family):
            extents = [
                sizes[size] if isinstance(size, str) else size for size in (*(s for _, s in known.indices), *known.axes)
            ]
            places = [(i + 1,) for i in range(extents[0])]
            if len(extents) == 2:
                places = [(i + 1, j + 1) for i in range(extents[0]) for j in range(extents[1])]
            families[known.name] = dict(zip(places, listed, strict=True))
        elif name not in sizes:
            plain[name] = listed[0]
    return World(notation, sizes, plain, families, {}, start)


def evaluated(text: str, values: str, let: tuple[str, ...] = ()):
    here = world(let or LETS[values], values)
    node = read_formula(text, here.notation)
    assert not isinstance(node, Problem), node
    with ctx.workprec(128):
        return Evaluator(here, STEPS).of(node, here.start)


def agrees(found, wanted) -> bool:
    ball = found if isinstance(found, arb) else arb(found)
    exact = Fraction(wanted).limit_denominator(10**12) if isinstance(wanted, int | Fraction) else None
    if exact is not None:
        return bool(ball.contains(arb(fmpq(exact.numerator, exact.denominator))))
    return abs(float(ball.mid()) - wanted) < 1e-12 * (1 + abs(wanted)) and float(ball.rad()) < 1e-12


@pytest.mark.parametrize(
    ("values", "text", "wanted"),
    [
        (NUMBERS, "x + y - 3c", Fraction(3, 4)),
        (NUMBERS, "x/y", -4),
        (NUMBERS, "x^n", 8),
        (NUMBERS, "x^(-2)", Fraction(1, 4)),
        (NUMBERS, "sqrt(c)", Fraction(1, 2)),
        (NUMBERS, "c^(3/2)", Fraction(1, 8)),
        (NUMBERS, "exp(y) + log(x)", math.exp(-0.5) + math.log(2)),
        (NUMBERS, "2^x + x^c", 4 + 2**0.25),
        (NUMBERS, "sin(x) cos(x) tan(c) + cot(x)", math.sin(2) * math.cos(2) * math.tan(0.25) + 1 / math.tan(2)),
        (NUMBERS, "asin(c) + acos(c) + atan(x)", math.pi / 2 + math.atan(2)),
        (NUMBERS, "sinh(c) + cosh(c) + tanh(c)", math.exp(0.25) + math.tanh(0.25)),
        (NUMBERS, "asinh(x) + acosh(x) + atanh(c)", math.asinh(2) + math.acosh(2) + math.atanh(0.25)),
        (NUMBERS, "sech(x) + csch(x) + coth(x)", 1 / math.cosh(2) + 1 / math.sinh(2) + 1 / math.tanh(2)),
        (NUMBERS, "sec(x) + csc(x)", 1 / math.cos(2) + 1 / math.sin(2)),
        (NUMBERS, "erf(c)", math.erf(0.25)),
        (NUMBERS, "|y| + sign(y) + relu(y) + max(x, c, y) + min(x, y)", 1),
        (NUMBERS, "n!", 6),
        (NUMBERS, "pi + e", math.pi + math.e),
        (NUMBERS, "g(y) + g(x)", Fraction(33, 4)),
        (NUMBERS, "h^2", 1),
        (NUMBERS, "g'(3)", 6),
        (NUMBERS, "d/dx (x^3 y)", -6),
        (NUMBERS, "d/dx g(x)", 5),
        (NUMBERS, "d/dx (h x)", -2),  # a definition is looked through
        (NUMBERS, "d^2/dx^2 x^4", 48),
        (NUMBERS, "d/dx d/dy (x^2 y^3)", 3),
        (NUMBERS, "d/dx (x d/dx x^2)", 8),
        (NUMBERS, "d/dx exp(c x)", 0.25 * math.exp(0.5)),
        (NUMBERS, "d/dx log(1 + exp(x))", 1 / (1 + math.exp(-2))),
        (NUMBERS, "d/dx sqrt(x)", 1 / (2 * math.sqrt(2))),
        (NUMBERS, "d/dx x^x", 4 * (math.log(2) + 1)),
        (NUMBERS, "d/dx erf(x)", 2 / math.sqrt(math.pi) * math.exp(-4)),
        (NUMBERS, "d/dc atan(c) + d/dc asin(c)", 1 / (1 + 1 / 16) + 1 / math.sqrt(1 - 1 / 16)),
        (NUMBERS, "d/dx (sin(x) + cos(x) + tan(x))", math.cos(2) - math.sin(2) + 1 / math.cos(2) ** 2),
        (NUMBERS, "d/dx (sinh(x) + cosh(x) + tanh(x))", math.exp(2) + 1 / math.cosh(2) ** 2),
        (NUMBERS, "d/dx |x| + d/dy |y|", 0),
        (NUMBERS, r"\left. x^2 + y \right|_{x = 5}", Fraction(49, 2)),
        (NUMBERS, r"\left. h \right|_{x = 5}", Fraction(-5, 2)),
        (NUMBERS, r"\begin{cases} \log y & y > 0 \\ 7 & \text{otherwise} \end{cases}", 7),  # log y has no value
        (NUMBERS, "1[x > y] + 1[y >= c]", 1),
        (NUMBERS, r"d/dx \begin{cases} \sqrt{x} & x > 0 \\ 0 & \text{otherwise} \end{cases}", 1 / (2 * math.sqrt(2))),
        (SUMS, "sum_n x_n y_n", 3),
        (SUMS, "sum_n x_n^2 + N", 24),
        (SUMS, "prod_n x_n", 8),
        (SUMS, "sum_{n=2}^N x_n", 6),
        (SUMS, "sum_{m=1}^k x_m", 3),
        (SUMS, "sum_{n != k} x_n", 5),
        (SUMS, "sum_{n=1}^N sum_{m=1}^n x_m", 11),
        (SUMS, "sum_{n=1}^N n x_n", 17),
        (SUMS, "x_{k+1} + x_1 + x_N", 9),
        (SUMS, "x_k^k", 4),
        (SUMS, "1[k = j] + 1[k > j]", 1),
        (SUMS, "d/dx_k sum_n x_n^3", 12),
        (SUMS, "d/dx_k sum_{m=1}^j x_m^2", 0),
        (SUMS, "d/dx_N sum_{n=1}^N y_n sum_{m=1}^n x_m", Fraction(1, 2)),
        (SUMS, "d/dx_j d/dx_k (sum_n x_n)^2", 2),
        (SUMS, "d/dx_k prod_n x_n", 4),
        (SUMS, r"\sum_n x_n \mathbb{1}[n = \arg\max_m y_m]", 1),
        (VECTOR, "v^T w", -1),
        (VECTOR, "||v||", 5),
        (VECTOR, "||v||_1", 7),
        (VECTOR, "1^T v", 7),
        (VECTOR, "v_1 w_2", -3),
        (VECTOR, "tr(v w^T)", -1),
        (VECTOR, "(v ⊙ w)_2", -4),
        (VECTOR, "exp(w)_1", math.e),
        (VECTOR, "e_2^T v", 4),
        (MATRIX, "v^T A v", 133),
        (MATRIX, "det(A)", -2),
        (MATRIX, "tr(A^T A)", 30),
        (MATRIX, "||A||_F^2", 30),
        (MATRIX, "(A^{-1})_{2,1}", Fraction(3, 2)),
        (MATRIX, "(A^2)_{1,2}", 10),
        (MATRIX, "tr(A - I)", 3),
        (MATRIX, "tr(A ⊗ A)", 25),
        (MATRIX, "(vec(A))_2", 3),
        (MATRIX, "v^T diag(v) v", 91),
        (MATRIX, "diag(A)_2", 4),
        (MATRIX, "(A v)_1", 11),
        (MATRIX, "(∇_v v^T A v)_1", 2 * 3 + 5 * 4),
        (MATRIX, "(∇_A det(A))_{1,2}", -3),
        (MATRIX, "tr(∇_A tr(A^T A))", 10),
        (MATRIX, "(∇_v^2 v^T A v)_{1,2}", 5),
    ],
)
def test_a_value(values, text, wanted):
    assert agrees(evaluated(text, values), wanted)


@pytest.mark.parametrize(
    ("values", "text", "wanted"),
    [
        (VECTOR, "v + 2w", (5, 2)),
        (VECTOR, "v w^T", (3, -3, 4, -4)),
        (VECTOR, "∇_v ||v - w||^2", (4, 10)),
        (VECTOR, "∇_v (v^T w)^2", (-2, 2)),
        (MATRIX, "A^T v", (15, 22)),
        (MATRIX, "A^{-1}", (-2, 1, Fraction(3, 2), Fraction(-1, 2))),
        (MATRIX, "∇_v^2 v^T A v", (2, 5, 5, 8)),
        (MATRIX, "∇_A v^T A v", (9, 12, 12, 16)),
        (MATRIX, "v ⊗ v", (9, 12, 12, 16)),
    ],
)
def test_an_array(values, text, wanted):
    found = entries(evaluated(text, values))
    assert len(found) == len(wanted)
    assert all(agrees(entry, value) for entry, value in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("values", "text", "raised"),
    [
        (NUMBERS, "1/(x - 2)", Undefined),
        (NUMBERS, "log(y)", Undefined),
        (NUMBERS, "log(x - 2)", Undefined),
        (NUMBERS, "sqrt(y)", Undefined),
        (NUMBERS, "asin(x)", Undefined),
        (NUMBERS, "atanh(x)", Undefined),
        (NUMBERS, "(x - 2)^(-1)", Undefined),
        (NUMBERS, "y^(1/3)", Unsure),  # the real root, or the principal one
        (NUMBERS, "(x - 2)^(x - 2)", Unsure),
        (NUMBERS, "d/dx |x - 2|", Unsure),  # a kink
        (NUMBERS, "d/dx sqrt((x - 2)^2)", Unsure),
        (SUMS, "x_{k+2}", Unsure),  # there is no fourth
        (SUMS, "x_4", Unsure),
        (SUMS, r"\mathbb{1}[j = \arg\min_m 0 x_m]", Unsure),  # a tie
        (MATRIX, "(A - A)^{-1}", Undefined),
    ],
)
def test_no_value(values, text, raised):
    with pytest.raises(raised):
        evaluated(text, values)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("lim_{x -> oo} (1 + 1/x)^x", 2.718, 2.719),
        ("lim_{x -> 0} sin(x)/x", 0.999, 1.001),
        ("lim_{x -> oo} x exp(-x)", -0.001, 0.001),
        ("lim_{x -> -oo} tanh(x)", -1.001, -0.999),
        ("lim_{x -> 2} (x^2 - 4)/(x - 2)", 3.999, 4.001),
        ("lim_{x -> oo} x^2", math.inf, math.inf),
        ("lim_{x -> 0+} 1/x", math.inf, math.inf),
    ],
)
def test_a_limit_is_estimated_and_only_vetoes(text, low, high):
    here = world(LETS[NUMBERS], NUMBERS)
    node = read_formula(text, here.notation)
    judge = Evaluator(here, STEPS)
    with ctx.workprec(128):
        found = arb(judge.of(node, here.start))
    assert judge.estimated
    if math.isinf(low):
        assert not found.is_finite()
    else:
        assert low < float(found.mid()) < high


def test_steps_are_bounded():
    here = world(LETS[SUMS], SUMS)
    node = read_formula("sum_n sum_m sum_l x_n x_m x_l", here.notation)
    with pytest.raises(Spent):
        Evaluator(here, 20).of(node, here.start)


def test_what_is_not_known_is_said():
    here = world(LETS[NUMBERS], NUMBERS)
    with pytest.raises(Unknown, match=r"such a name"):
        Evaluator(here, STEPS).of(read_formula("d/dh (h^2)", declare(["let x, y : real", "let h = x y"])), here.start)
