"""Laws below E, and the ranges and argument domains of unknown functions: used, or nothing is decided."""

import pytest

from derivo.checks.compare import compare
from derivo.checks.reading import read_pair
from derivo.checks.result import Result

X = "x : random real"
JOINT = "x, z : random real\np : density of x, z"

# left, relation, right, what is declared, the outcome
LAWS = [
    ("E_{x ~ N(0,1)}[x^4]", "=", "3", X, "correct"),
    ("E_{x ~ N(2,9)}[x^2]", "=", "13", X, "correct"),
    ("E_{x ~ N(2,9)}[x^2]", "=", "4", X, "incorrect"),
    ("Var_{x ~ N(1,4)}(x)", "=", "4", X, "correct"),
    ("E_{x ~ N(0,1)}[x^2]", "=", "E_{x ~ N(5,1)}[x^2]", X, "undecided"),
    ("E_{x ~ N(0,1)}[x]", "=", "E[x]", X, "undecided"),
    ("E_{x ~ N(0,1)}[E_{x ~ N(3,1)}[x]]", "=", "0", X, "undecided"),
    ("E_{x ~ N(3,1)}[x]", "=", "0", "x ~ N(0,1)", "undecided"),
    ("E_{x ~ N(0,1)}[x]", "=", "0", "x ~ N(0,1)", "correct"),
    ("E[x] where x ~ N(3,1)", "=", "0", "x ~ N(0,1)", "undecided"),
    ("E[x] where x ~ N(0,1)", "=", "0", "x ~ N(0,1)", "correct"),
    (r"E_{x \sim \mathcal{N}(0, I)}[\|x\|^2]", "=", "d", "d : size\nx : random vector(d)", "correct"),
    ("E_{x ~ N(0,1)}[x^2]", "=", "4", "x : random real, mean 0, variance 4", "undecided"),
    ("E_{x ~ D}[x^2]", ">=", "E_{x ~ D}[x]^2", X, "correct"),
    ("E_{x ~ D}[x]", "=", "E_{x ~ P}[x]", X, "undecided"),
    ("E_{x ~ D}[x]", "=", "E[x]", X, "undecided"),
    ("E_{x ~ q}[log p(x)]", "=", "E[log p(x)]", X + "\np : density of x", "undecided"),
    ("E_{z ~ q(z|x)}[z]", "=", "E[z|x]", JOINT, "undecided"),
    ("E_{z ~ p(z|x)}[z]", "=", "E[z|x]", JOINT, "correct"),
    ("E_{x ~ p'}[x]", "=", "E[x]", X + "\np : density of x", "unreadable"),
    ("E_{x ~ p(x)}[x]", "=", "E[x]", X + "\np : density of x", "correct"),
    # given the same is no more than given; given that they are equal is
    ("E[z | x = x]", "=", "E[z | x]", JOINT, "correct"),
    ("E[z | x = y]", "=", "E[z | x, y]", "x, y, z : random real", "unreadable"),
    ("p(x; z)", "=", "p(x, z)", JOINT, "unreadable"),
    # of a conditional law: at each value, or averaged over it
    ("KL(p(z|x) || p(z))", "=", "E_{z ~ p(z|x)}[log p(z|x) - log p(z)]", JOINT, "correct"),
    ("KL(p(z|x) || p(z))", "=", "E[log p(z|x) - log p(z)]", JOINT, "undecided"),
    ("KL(p(z|x) || p(z))", "=", "0", JOINT, "incorrect"),
]
RANGES = [
    ("1 - f(a)", ">", "0", "real in (0, 1)", "correct"),
    ("f(a)", ">", "1/2", "real in (0, 1)", "incorrect"),
    ("|1 - f(a)|", "=", "1 - f(a)", "real in (0, 1)", "correct"),
    ("log f(a)", "<", "0", "real in (0, 1)", "correct"),
    ("f(a)", ">", "-1", "nonnegative", "correct"),
    ("f(a)", ">", "0", "nonnegative", "incorrect"),
    ("|f(a)|", "=", "-f(a)", "negative", "correct"),
    ("f(a)", "<", "-1", "negative", "incorrect"),
    ("f(a)^2", "=", "f(a)", "{0, 1}", "correct"),
    ("f(a)", ">", "0", "{0, 1}", "incorrect"),
    ("f(a) + f(b)", "=", "1", "{0, 1}", "incorrect"),
    ("cos(pi f(a))", "=", "1", "integer", "incorrect"),
    ("E[f(x)]", "<", "1", "real in (0, 1)", "correct"),
    ("E[f(x)]", "<", "1/2", "real in (0, 1)", "incorrect"),
    ("E[f(x)]", ">", "0", "{0, 1}", "incorrect"),
]
TRUE_OF_THE_RANGE = [
    ("sin(pi f(a))", "=", "0", "integer"),
    ("sqrt(f(a))", ">=", "f(a)", "real in (0, 1)"),
    ("f'(a)", "=", "0", "{0, 1}"),
    ("sum_n f(y_n)", "<=", "N", "real in (0, 1)"),
]
ARGUMENTS = [
    ("f(u) + f(u)", "=", "2 f(u)", "correct"),
    ("f(u)", "=", "f(u^2)", "incorrect"),
    ("f(u + v)", "=", "f(v + u)", "correct"),
    ("f(2)", "=", "3", "incorrect"),
    ("f(-u)", "=", "f(u)", "undecided"),
    ("f(u - v)", "=", "f(u - v)", "undecided"),
    ("f(-2)", "=", "f(-2)", "undecided"),
    ("h(u)", "=", "h(u)", "undecided"),
]


def outcome(left, relation, right, let):
    pair = read_pair(left, right, let, relation)
    return pair.outcome if isinstance(pair, Result) else compare(*pair, relation).outcome


@pytest.mark.parametrize(("left", "relation", "right", "let", "expected"), LAWS)
def test_a_law_below_e_is_used_or_nothing_is_decided(left, relation, right, let, expected):
    assert outcome(left, relation, right, let) == expected


def with_range(values):
    return f"a, b : real\nx : random real\nN : size\ny_n : real for n in 1..N\nf : function(real) -> {values}"


@pytest.mark.parametrize(("left", "relation", "right", "values", "expected"), RANGES)
def test_a_function_has_its_values_in_its_range(left, relation, right, values, expected):
    assert outcome(left, relation, right, with_range(values)) == expected


@pytest.mark.parametrize(("left", "relation", "right", "values"), TRUE_OF_THE_RANGE)
def test_what_a_range_makes_true_is_never_refuted(left, relation, right, values):
    assert outcome(left, relation, right, with_range(values)) != "incorrect"


@pytest.mark.parametrize(("relation", "expected"), [(">", "correct"), ("<", "incorrect")])
def test_a_trait_says_the_range_beside_the_type_of_the_value(relation, expected):
    assert outcome("f(a)", relation, "0", "a : real\nf : positive function(real) -> real") == expected


@pytest.mark.parametrize(("left", "relation", "right", "expected"), ARGUMENTS)
def test_a_function_is_applied_where_it_is_declared(left, relation, right, expected):
    let = "u, v : positive\nf : function(positive) -> real\nh(r) = f(r - 1)"
    assert outcome(left, relation, right, let) == expected
