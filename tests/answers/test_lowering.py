"""What a typed claim becomes: deltas, parts of ranges, places, sizes, derivatives, limits. Each kind with its near misses."""

import pytest

from derivo.checks.compare import compare
from derivo.checks.reading import read_pair
from derivo.checks.result import Result

SIZED = "N : size\nx_n, y_n : real for n in 1..N"
FREE = SIZED + "\nj, k : index(N)"
BITS = "N : size\nz_n : {0, 1} for n in 1..N\na : positive"
ARRAYS = "d : size\nu, v, w : vector(d)\nA, B : matrix(d, d)\nG : diagonal(d)\nk : index(d)"
X = "x : real"
REFUSED = "unreadable"

# kind, left, right, what is declared: holds
TRUE = {
    "a delta that stands twice": [
        (r"\|3 I_d\|_F^2", "9d", ARRAYS),
        (r"\mathrm{tr}((A - I) \odot (A - I))", r"\sum_i (A_{ii} - 1)^2", ARRAYS),
        (r"\nabla_v \|\mathrm{diag}(v)\|_F^2", "2v", ARRAYS),
        (r"\|A - 2I\|_F^2", r"\|A\|_F^2 - 4 \mathrm{tr}(A) + 4d", ARRAYS),
        (r"(v - 2e_k)^T (v - 2e_k)", "v^T v - 4 v_k + 4", ARRAYS),
        (r"\|G\|_F^2", r"\mathrm{tr}(G G)", ARRAYS),
        (r"(G \odot G \odot G) \mathbf 1_d", r"G G G \mathbf 1_d", ARRAYS),
    ],
    "sums over a part of the range": [
        (r"\sum_{n=1}^N y_n \sum_{m=1}^n x_m", r"\sum_{m=1}^N x_m \sum_{n=m}^N y_n", SIZED),
        (r"\sum_{n=1}^N y_n \sum_{m=1}^{n-1} x_m", r"\sum_{m=1}^N x_m \sum_{n=m+1}^N y_n", SIZED),
        (r"\sum_{m=1}^k x_m + \sum_{m=k+1}^N x_m", r"\sum_n x_n", FREE),
        (r"\sum_{m=1}^k x_m", r"\sum_{m=1}^{k-1} x_m + x_k", FREE),
        (r"\sum_{n=3}^N x_n^2", r"\sum_n x_n^2 - x_1^2 - x_2^2", SIZED),
    ],
    "derivatives of cumulative sums": [
        (r"\frac{\partial}{\partial x_N} \sum_{n=1}^N y_n \sum_{m=1}^n x_m", "y_N", SIZED),
        (r"\frac{\partial}{\partial x_1} \sum_{n=1}^N y_n \sum_{m=1}^n x_m", r"\sum_n y_n", SIZED),
        (r"\frac{\partial}{\partial x_j} \sum_{n=1}^N (\sum_{m=1}^n x_m)^2", r"2 \sum_{n=j}^N \sum_{m=1}^n x_m", FREE),
        (r"\frac{\partial}{\partial x_k} \sum_{m=1}^j x_m", "[k <= j]", FREE),
    ],
    "places that may not be there": [
        (r"\sum_n [n = 3] x_n", "x_3", SIZED),
        ("e_3^T v", "v_3", ARRAYS),
        (r"\sum_{n \ne 2} x_n", r"\sum_n x_n - x_2", SIZED),
        (r"\sum_n [n = k + 1] x_n", "x_{k+1}", FREE),
    ],
    "data in {0, 1}": [
        (r"\frac{d}{da} \sum_n (a z_n)^N", r"N a^{N-1} \sum_n z_n^N", BITS),
        (r"\frac{d}{da} \sum_n \sqrt{a z_n}", r"\frac{1}{2\sqrt a} \sum_n \sqrt{z_n}", BITS),
        (r"\frac{d}{da} \prod_n (a z_n + z_n)", r"N (a + 1)^{N-1} \prod_n z_n", BITS),
    ],
    "products": [
        (r"\frac{\partial}{\partial x_k} \prod_n x_n", r"\prod_{n \ne k} x_n", FREE),
        (r"\frac{d}{da} \prod_n (a + x_n)", r"(\prod_n (a + x_n)) \sum_n \frac{1}{a + x_n}", SIZED + "\na : real"),
    ],
    "derivatives of cases": [
        (r"\frac{d}{dx} \begin{cases} \log x & x > 0 \\ 0 & \text{otherwise} \end{cases}",
         r"\begin{cases} 1/x & x > 0 \\ 0 & \text{otherwise} \end{cases}", X),
        (r"\frac{d}{dx} \begin{cases} x^2 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
         r"\begin{cases} 2x & x > 0 \\ 0 & \text{otherwise} \end{cases}", X),
        (r"\frac{d}{dx} \max(x, 0)", r"\begin{cases} 1 & x \ge 0 \\ 0 & \text{otherwise} \end{cases}", X),
    ],
    "limits in the domain of the variable": [
        (r"\lim_{x \to 0} 1/x", "oo", "x : positive"),
        (r"\lim_{x \to 0} x \log x", "0", "x : positive"),
        (r"\lim_{x \to 1} 1/(1 - x)", "oo", "x : real in (0, 1)"),
        (r"\lim_{N \to \infty} \frac{N + 1}{2N}", r"\frac12", "N : size"),
        (r"\lim_{N \to \infty} \frac{1}{N^3} \sum_{n=1}^N n^2", r"\frac13", "N : size"),
    ],
    "operators that bind sizes and arrays": [
        (r"\frac{d}{dN} N^3", "3N^2", "N : size"),
        (r"\left. N^2 + N \right|_{N=3}", "12", "N : size"),
        (r"\left. \sum_{n=1}^N n \right|_{N=4}", "10", "N : size"),
        (r"\left. \nabla_v \|v\|^2 \right|_{v=0}", "0", ARRAYS),
        (r"\left. v^T A v \right|_{v=w}", "w^T A w", ARRAYS),
        (r"\left. v^T v \right|_{v=2v}", "4 v^T v", ARRAYS),
        (r"f(\left. v \right|_{v=w})", "w^T v", ARRAYS + "\nf(t) = t^T v"),
        (r"\pi(v)", r"1/(1 + \exp(-w^T v))", ARRAYS + r"""
\pi(t) = 1/(1 + \exp(-w \cdot t))"""),
    ],
    "two running indices of one letter": [
        (r"\sum_m x_m d_m", r"(\sum_n x_n)^2 - N \sum_n x_n^2", SIZED + "\nd_n = \\sum_m (x_m - x_n)"),
        (r"\sum_n \sum_n x_n", r"N \sum_n x_n", SIZED),
    ],
}  # fmt: skip

# does not hold
FALSE = {
    "a delta that stands twice": [
        (r"\|3 I_d\|_F^2", "3d", ARRAYS),
        (r"(v - 2e_k)^T (v - 2e_k)", "v^T v - 4 v_k + 2", ARRAYS),
        (r"\|G\|_F^2", r"\mathrm{tr}(G)", ARRAYS),
    ],
    "sums over a part of the range": [
        (r"\sum_{m=1}^k x_m", "x_k", FREE),
        (r"\sum_{m=1}^k \sum_{l=1}^m x_l", "x_k", FREE),
        (r"\sum_{m=1}^k x_m + \sum_{m=k}^N x_m", r"\sum_n x_n", FREE),
        (r"\sum_{n=1}^N (\sum_{m=1}^n 1)^2", r"\frac{5N^2 - 7N + 4}{2}", SIZED),
        (r"\sum_{i} \sum_{j < i} \sum_{l < j} x_i x_j x_l", "0", SIZED),
        (r"\log \prod_{m=1}^k p_m", r"\log p_k", "N : size\np_n : positive for n in 1..N\nk : index(N)"),
    ],
    "an index as a value": [
        ("x_k^k", "x_k", FREE),
        (r"\sin(k)", r"\sin(1)", FREE),
        ("k x_k", "x_k", FREE),
        ("[k = 1]", "1", FREE),
    ],
    "derivatives of cumulative sums": [
        (r"\frac{\partial}{\partial x_k} \sum_{m=1}^j x_m", "1", FREE),
        (r"\frac{\partial}{\partial x_j} \sum_{n=1}^N (\sum_{m=1}^n x_m)^2", r"2 \sum_n \sum_{m=1}^n x_m", FREE),
    ],
    "places that may not be there": [
        (r"\sum_n [n \le 3] x_n", "x_1 + x_2 + x_4", SIZED),
        (r"\sum_n [n = k + 1] x_n", "x_k", FREE),
    ],
    "data in {0, 1}": [
        (r"(N-2) (z_k (\sum_{j \ne k} \frac{1}{z_j}) + 1)", r"(N-2) (z_k z_k (\sum_{j \ne k} \frac{1}{z_j}) + z_k)",
         BITS + "\nk : index(N)"),
        (r"\frac{d}{da} \prod_n (a z_n + z_n)", r"(a + 1)^{N-1} \prod_n z_n", BITS),
    ],
    "products": [(r"\frac{\partial}{\partial x_k} \prod_n x_n", r"\prod_n x_n", FREE)],
    "derivatives of cases": [
        (r"\frac{d}{dx} \begin{cases} \log x & x > 0 \\ 0 & \text{otherwise} \end{cases}",
         r"\begin{cases} 1/x & x > 0 \\ 1 & \text{otherwise} \end{cases}", X),
    ],
    "limits in the domain of the variable": [
        (r"\lim_{x \to 0} 1/x", "-oo", "x : positive"),
        (r"\lim_{N \to \infty} 1/N", "1/N", "N : size"),
        (r"\lim_{N \to \infty} \frac{1}{N^3} \sum_{n=1}^N n^2", r"\frac12", "N : size"),
    ],
    "operators that bind sizes and arrays": [
        (r"\frac{d}{dN} N^3", "0", "N : size"),
        (r"\left. v^T v \right|_{v=w}", "v^T v", ARRAYS),
        (r"\left. N^2 \right|_{N=3}", "N^2", "N : size"),
    ],
}  # fmt: skip

# refused, and not passed over
UNBOUND = [
    (r"\left. s \right|_{s=1}", "1", "a : real\ns = a^2"),
    (r"\lim_{s \to 0} s", "0", "a : real\ns = a^2"),
    (r"\lim_{v \to 0} v^T v", "0", ARRAYS),
    (r"\lim_{N \to \infty} \frac1N \sum_n x_n", "0", SIZED),
    (r"\left. \sum_n x_n \right|_{N=2}", "x_1 + x_2", SIZED),
    (r"\frac{d}{dN} \sum_{n=1}^N n", r"N + \frac12", "N : size"),
    (r"\lim_{x \to 2} x", "2", "x : real in (0, 1)"),
    (r"\lim_{x \to 0^-} 1/x", "-oo", "x : positive"),
    (r"\left. \mathrm{tr}(G) \right|_{G=A}", r"\mathrm{tr}(A)", ARRAYS),
]

# may not be proved, and not be refuted: what only our rules leave undefined, or what depends on the reading
OPEN = [
    (r"\sum_{m=1}^{k+1} x_m", r"\sum_{m=1}^k x_m + x_{k+1}", FREE),
    (r"\lim_{N \to \infty} \sin(\pi N)", "0", "N : size"),
    (r"\lim_{x \to 0} \sum_n x x_n", "0", SIZED + "\nx : real"),
]


def rows(table):
    return [pytest.param(*row, id=f"{kind}: {row[0]}") for kind, found in table.items() for row in found]


def outcome(left, right, let, relation="="):
    pair = read_pair(left, right, let, relation)
    return (pair if isinstance(pair, Result) else compare(*pair, relation)).outcome


@pytest.mark.parametrize(("left", "right", "let"), rows(TRUE))
def test_what_holds_is_proved(left, right, let):
    assert outcome(left, right, let) == "correct"


@pytest.mark.parametrize(("left", "right", "let"), rows(FALSE))
def test_what_does_not_hold_is_refuted(left, right, let):
    assert outcome(left, right, let) == "incorrect"


@pytest.mark.parametrize(("left", "right", "let"), UNBOUND)
def test_what_cannot_be_bound_is_refused(left, right, let):
    assert outcome(left, right, let) == REFUSED


@pytest.mark.parametrize(("left", "right", "let"), OPEN)
def test_what_is_not_known_stays_open(left, right, let):
    assert outcome(left, right, let) == "undecided"


SIGNS = [
    ("0", "<=", r"(N-2)^2 (N-3)^2 \sum_m p_m d_m",
     "N : size\nx_n : real for n in 1..N\np_n : positive for n in 1..N\nd_n = \\sum_m (x_m - x_n)", "incorrect"),
    (r"\lim_{x \to 0} \sum_n x x_n", "<=", "0", SIZED + "\nx : real", "undecided"),
    ("3N", "~", "N", "N : size\nabout N", "correct"),
    ("N^3", "~", "N", "N : size\nabout N", "incorrect"),
    ("N + 1", "~", "N", "N : size\nabout N", "incorrect"),
    (r"\sum_n x_n", "~", "N", SIZED + "\nabout N", "undecided"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "relation", "right", "let", "expected"), SIGNS)
def test_other_relations(left, relation, right, let, expected):
    assert outcome(left, right, let, relation) == expected


def test_a_sum_that_divides_by_zero_at_an_end_is_said_so():
    assert outcome(r"\sum_{k=0}^N 1/k", "3", "N : size") == "incorrect"
