"""What follows from an equation or inequality: proved for every size, or refuted where the premise holds."""

import pytest

from derivo.checks.equal import equal
from derivo.checks.verdict import Proved, Refuted

FOLLOW = [
    ("x + y = 1", "x^2 = (1-y)^2", "x, y : real"),
    ("x^2 = y^2", "x = y", "x, y : positive"),
    ("e^{2 g^2 b m} = 4k/d", "2 g^2 b m = log(4k/d)", "g, b, m, k, d : positive"),
    ("2 g^2 b m = log(4k/d)", "g = sqrt(1/(2 b m) log(4k/d))", "g, b, m, k, d : positive"),
    (
        "\\sum_n q_n (x_n - m) = 0",
        "m = \\sum_n q_n x_n/\\sum_n q_n",
        "N : size; q_n : positive for n in 1..N; x_n : real for n in 1..N; m : real",
    ),
    (
        "\\sum_n q_{kn} (x_n - m_k) = 0",
        "m_k = \\sum_n q_{kn} x_n/\\sum_n q_{kn}",
        "N, K : size; q_kn : positive for k in 1..K, n in 1..N; x_n : real for n in 1..N; m_k : real for k in 1..K; k : index(K)",
    ),
    ("X^T (y - X w) = 0", "w = (X^T X)^{-1} X^T y", "X : matrix(N, D); y : vector(N); w : vector(D)"),
    (
        "X^T (X w - y) + l w = 0",
        "w = (X^T X + l I)^{-1} X^T y",
        "X : matrix(N, D); y : vector(N); w : vector(D); l : positive",
    ),
    ("A x = b", "x = A^{-1} b", "A : invertible(n); x, b : vector(n)"),
    ("A x = b", "x = A^{-1} b", "A : matrix(n, n); x, b : vector(n)"),
    ("n/p - (m)/(1-p) = 0", "p = n/(n+m)", "n, m : positive; p : real in (0,1)"),
    ("y = 1/x", "x = 1/y", "x, y : positive"),
    ("-n/s + a/s^2 = 0", "s = a/n", "n, a, s : positive"),
    ("(x-2)^2 = 0", "x = 2", "x : real"),
    ("x < y", "x + 1 < y + 1", "x, y : real"),
    ("x < y", "2 x < 2 y", "x, y : real"),
    ("x < y", "x a < y a", "x, y : real; a : positive"),
    ("x = y", "x + 1 = y + 1", "x, y : real"),
    ("x = y", "f(x) = f(y)", "x, y : real; f : function(real)"),
    ("sum_k pi_k = 1", "l sum_k pi_k = l", "K : size; pi_k : positive for k in 1..K; l : real"),
    ("r_k/pi_k = l", "r_k = l pi_k", "K : size; pi_k, r_k : positive for k in 1..K; l : real; k : index(K)"),
    (
        "r_k = l pi_k",
        "\\sum_k r_k = l \\sum_k pi_k",
        "K : size; pi_k, r_k : positive for k in 1..K; l : real; k : index(K)",
    ),
    ("A = B", "tr(A) = tr(B)", "A, B : matrix(n,n)"),
    ("A = B", "A^T = B^T", "A, B : matrix(n,n)"),
    ("\\frac{m_1}{p} - \\frac{m_2}{1 - p} = 0", "m_1 - (m_1 + m_2) p = 0", "m_1, m_2 : positive; p : real in (0,1)"),
    ("X^T (y - X w) = 0", "X^T X w = X^T y", "X : matrix(N, D); y : vector(N); w : vector(D); l : positive"),
    ("X^T X w = X^T y", "w = (X^T X)^{-1} X^T y", "X : matrix(N, D); y : vector(N); w : vector(D); l : positive"),
    (
        "-2/N X^T (y - X w) = 0",
        "w = (X^T X)^{-1} X^T y",
        "X : matrix(N, D); y : vector(N); w : vector(D); l : positive",
    ),
    (
        "1/N X^T (X w - y) + 2 l w = 0",
        "w = (X^T X + 2 l N I)^{-1} X^T y",
        "X : matrix(N, D); y : vector(N); w : vector(D); l : positive",
    ),
    (
        "1/N X^T (X w - y) + 2 l w = 0",
        "(X^T X + 2 l N I) w = X^T y",
        "X : matrix(N, D); y : vector(N); w : vector(D); l : positive",
    ),
    ("∇_w ‖X w - y‖^2 = 0", "w = (X^T X)^{-1} X^T y", "X : matrix(N, D); y : vector(N); w : vector(D); l : positive"),
    (
        "\\nabla_w (‖y - X w‖^2/(2N) + l ‖w‖^2) = 0",
        "w = (X^T X + 2 l N I)^{-1} X^T y",
        "X : matrix(N, D); y : vector(N); w : vector(D); l : positive",
    ),
    (
        "(H P)^T - K H P H^T - K R = 0",
        "P H^T = K (H P H^T + R)",
        "H : matrix(m, n); P : symmetric(n); R : posdef(m); K : matrix(n, m)",
    ),
    (
        "P H^T = K (H P H^T + R)",
        "K = P H^T (H P H^T + R)^{-1}",
        "H : matrix(m, n); P : symmetric(n); R : posdef(m); K : matrix(n, m)",
    ),
    (
        "\\sum_n q_n S^{-1} (x_n - m) = 0",
        "m = \\sum_n q_n x_n / \\sum_n q_n",
        "N : size; q_n : positive for n in 1..N; x_n : vector(D) for n in 1..N; m : vector(D); S : posdef(D)",
    ),
    (
        "\\sum_n q_n S^{-1} (x_n - m) = 0",
        "\\sum_n q_n (x_n - m) = 0",
        "N : size; q_n : positive for n in 1..N; x_n : vector(D) for n in 1..N; m : vector(D); S : posdef(D)",
    ),
    (
        "\\sum_n q_n (x_n - m) = 0",
        "m = \\sum_n q_n x_n / \\sum_n q_n",
        "N : size; q_n : positive for n in 1..N; x_n : vector(D) for n in 1..N; m : vector(D)",
    ),
    (
        "-\\sum_n q_n S + \\sum_n q_n (x_n - m)(x_n-m)^T = 0",
        "S = \\sum_n q_n (x_n-m)(x_n-m)^T/\\sum_n q_n",
        "N : size; q_n : positive for n in 1..N; x_n : vector(D) for n in 1..N; m : vector(D); S : posdef(D)",
    ),
    ("-N S + \\sum_n x_n x_n^T = 0", "S = 1/N \\sum_n x_n x_n^T", "x_n : vector(D) for n in 1..N; S : posdef(D)"),
    ("A w = l w", "w^T A w = l w^T w", "A : matrix(n,n); w : vector(n); l : real"),
    ("w = A v", "w^T w = v^T A^T A v", "A : matrix(n,n); w, v : vector(n)"),
    ("x = -b/a", "a x + b = 0", "a : positive; x, b : real"),
    ("x = -b/a", "a x + b = 0", "a, x, b : real"),
    ("a x + b = 0", "x = -b/a", "a, x, b : real"),
    ("a x = a y", "x = y", "a : positive; x, y : real"),
    ("log x = log y", "x = y", "x, y : positive"),
    ("e^x = e^y", "x = y", "x, y : real"),
    ("x^3 = 8", "x = 2", "x : real"),
    ("1/x = 1/y", "x = y", "x, y : real"),
    ("sqrt(x) = 3", "x = 9", "x : positive"),
    ("x^2 - 5 x + 6 = 0", "(x-2)(x-3) = 0", "x : real"),
    ("x <= y", "-y <= -x", "x, y : real"),
    ("x <= y", "e^x <= e^y", "x, y : real"),
    ("0 < x", "0 < 1/x", "x : real"),
    ("x < y", "1/y < 1/x", "x, y : positive"),
    (
        "\\sum_{i=1}^m (b_i (1-p) - c_i p) = 0",
        "p = \\sum_{i=1}^m b_i/\\sum_{i=1}^m (b_i + c_i)",
        "b_i, c_i : positive for i in 1..m; p : real",
    ),
]
FAIL = [
    ("x - y = 0", "x = -y", "x, y : real"),
    ("x^2 = y^2", "x = y", "x, y : real"),
    (
        "\\sum_n q_n (x_n - m) = 0",
        "m = \\sum_n q_n x_n",
        "N : size; q_n : positive for n in 1..N; x_n : real for n in 1..N; m : real",
    ),
    ("X^T (y - X w) = 0", "w = (X^T X)^{-1} y", "X : matrix(N, N); y : vector(N); w : vector(N)"),
    ("n/p - (m)/(1-p) = 0", "p = n/m", "n, m : positive; p : real in (0,1)"),
    ("x^2 = 4", "x = 2", "x : real"),
    ("x < y", "x a < y a", "x, y, a : real"),
    ("x < y", "x^2 < y^2", "x, y : real"),
    ("x y = 0", "x = 0", "x, y : real"),
    ("A^T B = 0", "A = 0", "A, B : matrix(n,n)"),
    (
        "1/N X^T (X w - y) + 2 l w = 0",
        "w = (X^T X + l N I)^{-1} X^T y",
        "X : matrix(N, D); y : vector(N); w : vector(D); l : positive",
    ),
    (
        "1/N X^T (X w - y) + 2 l w = 0",
        "(X^T X + 2 l N I) w = N X^T y",
        "X : matrix(N, D); y : vector(N); w : vector(D); l : positive",
    ),
    ("a x = a y", "x = y", "a, x, y : real"),
    ("x + y = 3", "x = 1", "x, y : real"),
    ("x^2 - 5 x + 6 = 0", "x = 2", "x : real"),
    ("sin(x) = 0", "x = 0", "x : real"),
    ("x < 1", "x^2 < 1", "x : real"),
]
OPEN = [
    ("a x = b", "x = b/a", "a, x, b : integer"),  # true: nothing is claimed where a = 0
    ("x^2 < 1", "x < 1", "x : real"),
    ("f(x) = f(y)", "x = y", "x, y : real; f : increasing function(real)"),
]
BOTH = [
    ("x - y = 0", "x = y", "x, y : real"),
    ("e^x = y", "x = log(y)", "x : real; y : positive"),
    ("A x = b", "x = A^{-1} b", "A : invertible(n); x, b : vector(n)"),
    ("x < y", "-y < -x", "x, y : real"),
]
ONE_WAY = [
    ("x = y", "x^2 = y^2", "x, y : real"),
    ("x = 2", "(x - 2)(x - 3) = 0", "x : real"),
    ("x < y", "x < y + 1", "x, y : real"),
]


def implied(left, right, let, relation="=>"):
    return equal(left, right, let.replace("; ", "\n"), relation)


@pytest.mark.parametrize(("left", "right", "let"), FOLLOW)
def test_what_follows_is_proved(left, right, let):
    assert isinstance(implied(left, right, let).verdict, Proved)


@pytest.mark.parametrize(("left", "right", "let"), FAIL)
def test_what_does_not_follow_is_refuted(left, right, let):
    assert isinstance(implied(left, right, let).verdict, Refuted)


@pytest.mark.parametrize(("left", "right", "let"), OPEN)
def test_what_is_true_or_open_is_not_refuted(left, right, let):
    assert implied(left, right, let).outcome in ("correct", "undecided")


@pytest.mark.parametrize(("left", "right", "let"), BOTH)
def test_equivalences_are_proved_both_ways(left, right, let):
    assert implied(left, right, let, "<=>").outcome == "correct"
    assert implied(right, left, let, "<=>").outcome == "correct"


@pytest.mark.parametrize(("left", "right", "let"), ONE_WAY)
def test_one_way_is_no_equivalence(left, right, let):
    assert implied(left, right, let).outcome == "correct"
    assert implied(left, right, let, "<=>").outcome == "incorrect"


@pytest.mark.parametrize(
    ("premises", "left", "right", "let"),
    [
        (("x + y = 3", "x - y = 1"), "x", "2", "x, y : real"),
        (
            ("S = X^T X", "S w = X^T y"),
            "w",
            "(X^T X)^{-1} X^T y",
            "X : matrix(N, D); y : vector(N); w : vector(D); S : matrix(D, D)",
        ),
        (
            ("p_k = r_k/l", r"\sum_k p_k = 1"),
            "l",
            r"\sum_k r_k",
            "K : size; p_k, r_k : positive for k in 1..K; l : positive",
        ),
    ],
)
def test_several_premises_are_solved_one_after_the_other(premises, left, right, let):
    lines = [*let.split("; "), *(f"given {each}" for each in premises)]
    assert equal(left, right, "\n".join(lines), "=").outcome == "correct"
    assert equal(left, f"2 ({right})", "\n".join(lines), "=").outcome in ("incorrect", "undecided")


def test_a_premise_that_never_holds_refutes_nothing():
    assert implied("x^2 = -1", "x = 5", "x : real").outcome in ("correct", "undecided")
    assert implied("x = -1", "x = 5", "x : positive").outcome in ("correct", "undecided")


def test_index_letters_of_sums_are_not_mixed_up():
    let = "N : size; a_n, b_n : real for n in 1..N; n : index(N)"
    assert implied(r"a_n = \sum_n b_n", r"\sum_n a_n = N \sum_n b_n", let).outcome == "correct"
    assert implied(r"a_n = \sum_n b_n", r"\sum_n a_n = \sum_n b_n", let).outcome == "incorrect"
