"""argmin over clusters: the assignments of weighted K-means, in many phrasings and with the usual slips."""

import pytest

from derivo.checks.check import check
from derivo.checks.compare import compare
from derivo.checks.notation import Problem, declare, read, read_formula, show
from derivo.checks.notation.trees.walk import same
from derivo.checks.reading import read_answer
from derivo.derivations import catalogue

QUESTION = catalogue()["weighted-kmeans"]
PART = QUESTION.part("update")
NUMBERS = declare(
    [
        *("N : size", "K : size", "x_n : real for n in 1..N", "w_n : positive for n in 1..N"),
        *("mu_k : real for k in 1..K", "s_k, pi_k : positive for k in 1..K", "a : real"),
    ]
)
VECTORS = declare(["N : size", "x_n : vector(D) for n in 1..N", "mu_k : vector(D) for k in 1..K"])

RIGHT = [
    "z_nk = 1 if k = argmin_j ||x_n - mu_j||, else 0",
    "z_nk = 1 if k = argmin_j ||x_n - mu_j||^2, 0 otherwise",
    "z_nk = 1 when k = argmin_j |x_n - mu_j|, otherwise 0",
    "1 if k = argmin_j w_n (x_n - mu_j)^2, else 0",
    "z_nk = 0 if k ≠ argmin_j |x_n - mu_j|, else 1",
    "z_nk = 1[k = argmin_j w(x_n) |x_n - mu_j|]",
    "z_nk = 1[argmin_j |x_n - mu_j| = k]",
    "1[k = argmin_j |x_n - mu_j|] = z_nk",
    "z_nk = 1[k = argmax_j -(x_n - mu_j)^2]",
    "zₙₖ = 1[k ∈ arg min_{j=1,…,K} |xₙ − μⱼ|]",
    r"z_{nk} = \begin{cases}1 & \text{if } k = \arg\min_j \|x_n - \mu_j\|\\0 & \text{else}\end{cases}",
    r"z_{nk} = \begin{cases}1, & k = \operatorname*{arg\,min}_{j} w(x_n)\|x_n - \mu_j\|^2,\\0, & \text{otherwise.}\end{cases}",
    r"\mathbb{1}\{k \in \operatorname{argmin}_{j'} \|x_n - \mu_{j'}\|_2^2\}",
    r"z_{nk} = \mathbb 1[k = \underset{j}{\arg\min} |x_n - \mu_j|]",
]
WRONG = [
    "z_nk = 1 if k = argmax_j ||x_n - mu_j||, else 0",
    "z_nk = 0 if k = argmin_j ||x_n - mu_j||, else 1",
    "z_nk = 1[k = argmin_j -w_n (x_n - mu_j)^2]",
    "z_nk = 1[k = argmin_j (x_n - mu_j)]",
    "z_nk = 1[k = argmin_j (x_n + mu_j)^2]",
    "z_nk = 1[k = argmin_j |mu_j|]",
    "z_nk = 1[k = argmin_j x_n (x_n - mu_j)^2]",
    "z_nk = w_n if k = argmin_j |x_n - mu_j|, else 0",
    "mu_k = 1[k = argmin_j |x_n - mu_j|]",
    "z_nk = (sum_n z_nk w_n x_n)/(sum_n z_nk w_n)",
]
NEAREST = "1[k = argmin_j |x_n - mu_j|]"
POSTERIOR = "1[k = argmax_j pi_j exp(-(a - mu_j)^2/(2 s_j))/sqrt(2 pi s_j)]"
SAME = [
    (NUMBERS, NEAREST, "1[k = argmin_j mu_j^2 - 2 x_n mu_j]"),
    (NUMBERS, NEAREST, "1[k = argmin_j |x_n - mu_j|^3]"),
    (NUMBERS, NEAREST, "1[k = argmin_j log |x_n - mu_j|]"),
    (NUMBERS, NEAREST, "1[k = argmin_j sqrt(1 + (x_n - mu_j)^2)]"),
    (NUMBERS, NEAREST, "1[k = argmin_j a + (x_n - mu_j)^2/N]"),
    (NUMBERS, NEAREST, "1[k = argmax_j 5 - 3 atan(w_n |x_n - mu_j|)]"),
    (NUMBERS, NEAREST, "1[k = argmax_j exp(-w_n (x_n - mu_j)^2/2)]"),
    (NUMBERS, NEAREST, "1 - 1[k ≠ argmin_j |x_n - mu_j|]"),
    (NUMBERS, POSTERIOR, "1[k = argmax_j log pi_j - 1/2 log s_j - (a - mu_j)^2/(2 s_j)]"),
    (NUMBERS, POSTERIOR, "1[k = argmin_j (a - mu_j)^2/s_j + log s_j - 2 log pi_j]"),
    (NUMBERS, "1[k = argmin_j s_j^2]", "1[k = argmax_j 1/s_j]"),
    (VECTORS, "1[k = argmin_j ||x_n - mu_j||]", "1[k = argmin_j ||mu_j||^2 - 2 x_n^T mu_j]"),
    (VECTORS, "1[k = argmin_j ||x_n - mu_j||]", "1[k = argmax_j exp(-||x_n - mu_j||^2/2)]"),
]
DIFFERENT = [
    (NUMBERS, NEAREST, "1[k = argmin_j s_j (x_n - mu_j)^2]"),
    (NUMBERS, NEAREST, "1[k = argmin_j |x_n - mu_j| - |mu_j|]"),
    (NUMBERS, NEAREST, "1[k = argmin_j 1/|x_n - mu_j|]"),
    (NUMBERS, NEAREST, "1[k = argmin_j cos(x_n - mu_j)]"),
    (NUMBERS, NEAREST, "1[k = argmin_j a (x_n - mu_j)^2]"),
    (NUMBERS, NEAREST, "1"),
    (NUMBERS, POSTERIOR, "1[k = argmin_j (a - mu_j)^2/s_j]"),
    (NUMBERS, POSTERIOR, "1[k = argmax_j log pi_j - log s_j - (a - mu_j)^2/(2 s_j)]"),
    (NUMBERS, "1[k = argmin_j s_j]", "1[k = argmin_j 1/s_j]"),
    (NUMBERS, "1[k = argmin_j mu_j^2]", "1[k = argmin_j mu_j]"),
    (VECTORS, "1[k = argmin_j ||x_n - mu_j||]", "1[k = argmin_j ||x_n - mu_j||_1]"),
    (VECTORS, "1[k = argmin_j ||x_n - mu_j||]", "1[k = argmax_j x_n^T mu_j]"),
]


def outcome(text):
    return check(QUESTION, PART, read_answer(text, QUESTION, PART))


@pytest.mark.parametrize("text", RIGHT)
def test_an_assignment_to_the_nearest_centre_is_proved_for_every_size(text):
    result = outcome(text)
    assert result.outcome == "correct"
    assert result.verdict.proof.scope == "for every N and K"


@pytest.mark.parametrize("text", WRONG)
def test_another_assignment_is_refuted(text):
    assert outcome(text).outcome == "incorrect"


@pytest.mark.parametrize(("names", "left", "right"), SAME)
def test_an_increasing_function_has_its_minimum_at_the_same_place(names, left, right):
    result = compare(read(left, names), read(right, names))
    assert result.outcome == "correct"
    assert result.verdict.proof.scope.startswith("for every ")


@pytest.mark.parametrize(("names", "left", "right"), DIFFERENT)
def test_another_order_has_its_minimum_elsewhere(names, left, right):
    assert compare(read(left, names), read(right, names)).outcome == "incorrect"


@pytest.mark.parametrize(
    "strict", ["prod_{j≠k} 1[|x_n - mu_k| < |x_n - mu_j|]", "prod_j 1[|x_n - mu_k| <= |x_n - mu_j|]"]
)
def test_at_ties_argmin_has_no_value_so_that_either_way_to_break_them_is_not_refuted(strict):
    assert compare(read(NEAREST, NUMBERS), read(strict, NUMBERS)).outcome != "incorrect"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1[n = argmin_j |x_n - mu_j|]", "index-clash"),
        ("1[k = argmin_n |x_n - mu_k|]", "index-clash"),
        ("1[k = argmin_j x_n]", "unsupported"),
        ("1[k = argmin_a (x_n - a)^2]", "unsupported"),
        ("1[k = argmin_{j,n} |x_n - mu_j|]", "unsupported"),
    ],
)
def test_what_is_no_index_of_a_range_is_not_read(text, code):
    problem = read(text, NUMBERS)
    assert isinstance(problem, Problem)
    assert problem.code == code


@pytest.mark.parametrize(
    "text", [NEAREST, "1[argmax_{j'} w_n (x_n - mu_{j'})^2 - 3 = k]", "1[k ∈ argmin_j sum_i s_i |mu_j|]"]
)
def test_what_is_shown_of_an_argmin_reads_as_the_same(text):
    tree = read_formula(text, NUMBERS)
    assert same(read_formula(show(tree), NUMBERS), tree)
