"""What a text leaves open: the other readings of it are decided, too, and what none of them gives is no verdict."""

import pytest

from derivo.checks.compare import compare
from derivo.checks.notation import declare, read, show
from derivo.checks.reading import read_pair
from derivo.checks.result import Result

REALS = "a, b, u, v : positive\nn : natural\nG(r) = -1/r"
MATRIX = "d : size\nM : invertible(d)\ni, j : index(d)\ny, z : vector(d)"
SUMS = "K : size\ns_k, r_k : positive for k in 1..K"

# left, right, what is declared, the outcome
READ = [
    # a bar behind the last term of a sum may be meant for the whole of it
    ("u^2 + u|_{u=2}", "6", REALS, "undecided"),
    ("v + u^2|_{u=2}", "v + 4", REALS, "correct"),
    ("u^2|_{u=2}", "5", REALS, "incorrect"),
    # one thing above the line; the run in another reading, unless an exponent in braces shows that braces are known
    ("e^uv", "v e^u", REALS, "correct"),
    ("e^uv", "exp(u v)", REALS, "undecided"),
    ("e^uv", "e^{uv}", REALS, "incorrect"),
    ("e^uv", "u + v", REALS, "incorrect"),
    (r"e^\frac{u}{3}v", "v exp(u/3)", REALS, "correct"),
    (r"e^\frac{u}{3}v", "exp(u v/3)", REALS, "incorrect"),
    ("e^-uv", "exp(-u v)", REALS, "correct"),
    ("e^-uv", "v exp(-u)", REALS, "undecided"),
    ("e^-u/2", "exp(-u)/2", REALS, "correct"),
    ("e^-u/2", "e^{-u/2}", REALS, "undecided"),
    ("e^u/(1 + v)", "exp(u)", REALS, "incorrect"),
    ("3^2!", "9", REALS, "correct"),
    ("3^2!", "362880", REALS, "undecided"),
    ("3^2!", "8", REALS, "incorrect"),
    # a number above in brackets may be that of a name
    ("u^{(2)}", "u^2", REALS, "undecided"),
    ("u^{(2)}", "u^3", REALS, "undecided"),
    ("u^(2)", "u^2", REALS, "correct"),
    ("e^{(n+1)}", "e e^n", REALS, "correct"),
    # how far a derivative reaches
    (r"\frac{d}{du} u \frac{d}{du} u^3", "9 u^2", REALS, "correct"),
    (r"\frac{d}{du} u \frac{d}{du} u^3", "3 u^2", REALS, "undecided"),
    (r"\frac{d}{du} u \frac{d}{du} u^3", "u^2", REALS, "incorrect"),
    (r"\frac{d}{du} (u^3) \cdot u", "3 u^3", REALS, "undecided"),
    (r"\frac{d}{du} (u^3) \cdot u", "4 u^3", REALS, "undecided"),
    (r"\frac{d}{du} (u^3) \cdot u", "u^3", REALS, "incorrect"),
    (r"\frac{d}{du} (u^3) \cdot v", "3 u^2 v", REALS, "correct"),
    ("d/du(u^2) u", "2 u^2", REALS, "undecided"),
    # a derivative at a value
    (r"d^2G(\hat r)/dr^2", r"-2/\hat r^3", REALS + "\nr, \\hat r : positive", "correct"),
    (r"d^2G(\hat r)/dr^2", "0", REALS + "\nr, \\hat r : positive", "incorrect"),
    ("d^2G(v)/dr^2", "-2/v^3", REALS + "\nr : positive", "undecided"),
    ("d^2G(v)/dr^2", "0", REALS + "\nr : positive", "undecided"),
    ("d^2G(v)/dr^2", "1", REALS + "\nr : positive", "incorrect"),
    (r"\frac{d}{dr} G(v)", "1/v^2", REALS + "\nr : positive", "undecided"),
    (r"\frac{d}{dr} G(v)", "0", REALS + "\nr : positive", "undecided"),
    (r"\frac{d}{dr} G(v)", "1", REALS + "\nr : positive", "incorrect"),
    # what a product without brackets reaches
    (r"\prod_k s_k / a", r"(\prod_k s_k)/a", SUMS + "\n" + REALS, "undecided"),
    (r"\prod_k s_k / a", r"\prod_k (s_k/a)", SUMS + "\n" + REALS, "correct"),
    (r"\prod_k s_k / a", r"a \prod_k s_k", SUMS + "\n" + REALS, "incorrect"),
    (r"\prod_k s_k \cdot a", r"a \prod_k s_k", SUMS + "\n" + REALS, "undecided"),
    (r"\prod_k a s_k", r"a^K \prod_k s_k", SUMS + "\n" + REALS, "correct"),
    (r"\prod_k a s_k", r"a \prod_k s_k", SUMS + "\n" + REALS, "incorrect"),
    # indices whose range is said are bound
    (r"\sum_{1 \le m < k \le K} s_m s_k", r"((\sum_k s_k)^2 - \sum_k s_k^2)/2", SUMS, "correct"),
    (r"\sum_{1 \le m < k \le K} s_m s_k", r"s_k \sum_{m=1}^{k-1} s_m", SUMS, "incorrect"),
    (r"\sum_{K \ge m > k \ge 1} 1", "K(K - 1)/2", SUMS, "correct"),
    (r"\sum_{1 \le l < m < k \le K} 1", "K(K - 1)(K - 2)/6", SUMS, "correct"),
    (r"\sum_{1 \le m, k \le K} s_m s_k", r"(\sum_k s_k)^2", SUMS, "correct"),
    (r"\sum_{1 \le m \ne k \le K} s_m s_k", r"(\sum_k s_k)^2 - \sum_k s_k^2", SUMS, "correct"),
    (r"\sum_{k=1}^K-1 s_k", r"\sum_{k=1}^{K-1} s_k", SUMS, "undecided"),
    (r"\sum_{k=1}^K-s_k", r"-\sum_k s_k", SUMS, "correct"),
    # spaces that LaTeX does not show, and a quotient glued to what a function is of
    (r"1/\pi u", r"1/(\pi u)", REALS, "undecided"),
    (r"1/\pi u", r"u/\pi", REALS, "undecided"),
    (r"1/\pi u", "u", REALS, "incorrect"),
    ("1/v u", "u/v", REALS, "correct"),
    (r"\cos \pi/2", "-1/2", REALS, "undecided"),
    (r"\cos \pi/2", "0", REALS, "undecided"),
    (r"\cos \pi / 2", "-1/2", REALS, "correct"),
    ("sqrt u v", "sqrt(u v)", REALS, "undecided"),
    (r"\sqrt u v", "v sqrt(u)", REALS, "correct"),
    (r"3\frac12", "7/2", REALS, "undecided"),
    (r"3\frac12", "3/2", REALS, "undecided"),
    (r"u\frac12", "u/2", REALS, "correct"),
    (r"\frac{du}{dv}", "u/v", "d, " + REALS, "undecided"),
    ("(y^T z)^T", "z^T y", "T : size\ny, z : vector(T)", "undecided"),
    ("(y^T z)^T", "z^T y", "d : size\ny, z : vector(d)", "correct"),
    # conventions of vectors and matrices: semidefinite or entry by entry, which of two gives the rows, abs of an array
    ("M M^T", "0_{d×d}", MATRIX, "undecided", ">="),
    ("y^T y", "0", MATRIX, "correct", ">="),
    ("∂²(y^T M z)/∂z∂y", "M", MATRIX, "undecided"),
    ("∂²(y^T M y)/∂y∂y^T", "M + M^T", MATRIX, "correct"),
    ("abs(M)", "det(M)", MATRIX, "undecided"),
    ("abs(-M)", "abs(M)", MATRIX, "undecided"),
    ("E_Y[E_X[X Y]]", "E[X] E[Y]", "X, Y : random real", "undecided"),
    ("E_Y[E_X[X Y]]", "E[X] E[Y]", "X, Y : random real, independent", "correct"),
    # entries of powers
    ("M^{-1}_{ij}", "(M^{-1})_{ij}", MATRIX, "correct"),
    ("M^{-1}_{ij}", "1/M_{ij}", MATRIX, "incorrect"),
    (r"\sum_j M^{-1}_{ij} M_{jk}", "[i=k]", MATRIX + "\nk : index(d)", "correct"),
    ("M_{ij}^{-1}", "1/M_{ij}", MATRIX, "undecided"),
    ("M_{ij}^{-1}", "(M^{-1})_{ij}", MATRIX, "undecided"),
    ("M_{ij}^{-1}", "2 M_{ij}", MATRIX, "incorrect"),
    ("M^2_{ij}", "M_{ij}^2", MATRIX, "undecided"),
    ("M^T_{ij}", "M_{ji}", MATRIX, "correct"),
    ("y^2_i", "y_i^2", MATRIX, "correct"),
    # names of functions that are products of names
    ("tg", "g t", "t, g : real", "correct"),
    ("tg", "t + g", "t, g : real", "incorrect"),
    ("tg x", "tan(x)", "t, g, x : real", "undecided"),
    ("tg x", "tan(x)", "x : real", "correct"),
    # roots and bases
    ("sqrt[3]{u}", "u^{1/3}", REALS, "correct"),
    ("sqrt[3]{u}", r"\sqrt{3} u", REALS, "incorrect"),
    ("sqrt[u]", r"\sqrt{u}", REALS, "correct"),
    ("log_10(u)", "log(u)/log(10)", REALS, "correct"),
    ("log_10(u)", "log(u)", REALS, "incorrect"),
    (r"\sin^10 u", r"(\sin u)^{10}", REALS, "correct"),
    # sums below a line, and sums of which the index stands elsewhere
    (r"1/\sum_k s_k r_k", r"1/(\sum_j s_j r_j)", SUMS, "correct"),
    (r"1/\sum_k s_k r_k", r"r_k/(\sum_j s_j)", SUMS, "undecided"),
    (r"1/\sum_k s_k r_k", "1/K", SUMS, "incorrect"),
    (r"s_k/\sum_k s_k", r"s_k/(\sum_j s_j)", SUMS, "correct"),
    (r"s_k/\sum_k s_k", "1/K", SUMS, "incorrect"),
    (r"\sum_k s_k + r_k", r"\sum_k s_k", SUMS, "incorrect"),
    ("|a|b|u|", "a b u", REALS, "correct"),
    ("|a|b|u|", "a b", REALS, "undecided"),
    ("|a||u|", "a", REALS, "incorrect"),
    # what is said besides
    ("1/u as u -> oo", "0", REALS, "undecided"),
    ("2u since u = 0", "3u", REALS, "undecided"),
    ("2u by the product rule", "3u", REALS, "incorrect"),
    (r"\min_u u^2", "u^2", REALS + "\nabout u", "undecided"),
]


def outcome(left, right, let, relation="="):
    pair = read_pair(left, right, let, relation)
    return pair.outcome if isinstance(pair, Result) else compare(*pair, relation).outcome


@pytest.mark.parametrize(("left", "right", "let", "expected", "relation"), [(*row, "=")[:5] for row in READ])
def test_a_verdict_holds_in_every_reading_that_is_left_open(left, right, let, expected, relation):
    assert outcome(left, right, let, relation) == expected


def test_the_other_readings_are_at_hand():
    reading = read("e^uv", declare(["u, v : real"]))
    assert show(reading.sides[0].tree) == "e^u·v"
    assert [show(other.sides[0].tree) for other in reading.others] == ["e^(u·v)"]


@pytest.mark.parametrize("text", ["e^u v", "e^{u}v", "u^2v", r"\frac{d}{du} u^2", r"\sum_k s_k r_k", "M_{ij}"])
def test_a_text_that_leaves_nothing_open_has_one_reading(text):
    assert read(text, declare(["u, v : real", *SUMS.split("\n"), *MATRIX.split("\n")])).others == ()


def test_another_spelling_of_a_definition_is_no_declared_name():
    assert declare(["d : size", "y, z : vector(d)", "i : index(d)", "g_i also y_i = 2 z_i"]).code == "defined-twice"
    assert declare(["g(u, v) also h(v, u) = 2 u - v"]).code == "not-a-declaration"


def test_another_spelling_with_arithmetic_below_is_a_name():
    let = "v_{k-1}^{(a)} also v_{k-1}^a : vector(n)\nv_k^{(b)} = 2 v_{k-1}^{(a)}\nv_k^{(a)} = 3 v_k^{(b)}"
    assert outcome("v_{k-1}^a", "v_{k-1}^{(a)}", let) == "correct"
    assert outcome("v_{k-1}^a", "6 v_{k-1}^{(a)}", let) == "incorrect"


def test_declarations_stand_in_any_order():
    assert outcome("E[b^2]", "p", "b ~ Bernoulli(p)\np : real in (0, 1)") == "correct"
    assert declare(["y = 2 w"]).code == "unknown-name"
