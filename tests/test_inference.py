"""Names that nothing declares (docs/inference.md): what is taken, what is believed, and what stays open."""

import pytest

from derivo.checks.equal import equal
from derivo.checks.feedback import record

RIGHT = [
    ("(a+b)^2", "a^2+2ab+b^2", "a, b : real"),
    ("a(b+c)", "ab + ac", "a, b, c : real"),
    ("(x-1)(x+1)", "x^2 - 1", "x : real"),
    ("a/b/c", "a/(b c)", "a, b, c : real"),
    ("e^{x+y}", "e^x e^y", "x, y : real"),
    (r"\frac{1}{1+e^{-x}}", r"\frac{e^x}{1+e^x}", "x : real"),
    ("max(a,b)", "(a + b + |a-b|)/2", "a, b : real"),
    ("x_1 + x_2", "x_2 + x_1", "x_1, x_2 : real"),
    ("d/dx sin(x)^2", "2 sin(x) cos(x)", "x : real"),
    ("d/dx f(g(x))", "f'(g(x)) g'(x)", "f : function(real); g : function(real); x : real"),
    (r"\frac{d}{dt} e^{-λt}", "-λ e^{-λt}", "t, lambda : real"),
    ("σ'(z)", "σ(z)(1-σ(z))", "sigma(u) = 1/(1 + exp(-u)); z : real"),
    ("σ(-z)", "1 - σ(z)", "sigma(u) = 1/(1 + exp(-u)); z : real"),
    ("sum_{k=1}^n k", "n(n+1)/2", "n : size"),
    ("sum_n w_n x_n", "sum_n x_n w_n", "N : size; w_n, x_n : real for n in 1..N"),
    (r"\sum_{n=1}^N (x_n + c)", r"N c + \sum_{n=1}^N x_n", "N : size; c : real; x_n : real for n in 1..N"),
    (r"\sum_k \pi_k x_k", r"\sum_j \pi_j x_j", "K : size; pi_k, x_k : real for k in 1..K"),
    ("∂/∂z_i log sum_k e^{z_k}", "e^{z_i}/sum_k e^{z_k}", "K : size; z_k : real for k in 1..K; i : index(K)"),
    ("∂/∂a_i (a^T x)", "x_i", "a, x : vector(D); i : index(D)"),
    ("x^T y", "y^T x", "x, y : vector(D)"),
    ("(u^T v)^2", "v^T u u^T v", "u, v : vector(D)"),
    (r"\mathbf{w}^\top \mathbf{x}", r"\mathbf{x}^\top \mathbf{w}", "w, x : vector(D)"),
    ("‖x + y‖^2", "‖x‖^2 + 2 x^T y + ‖y‖^2", "x, y : vector(D)"),
    ("∇_w λ‖w‖^2", "2λ w", "w : vector(D); lambda : real"),
    ("∇_w ‖X w - y‖^2", "2 X^T (X w - y)", "w : vector(M); X : matrix(N, M); y : vector(N)"),
    (r"\nabla_x x^\top A x", r"(A + A^\top) x", "x : vector(M); A : matrix(M, M)"),
    ("tr(AB)", "tr(BA)", "A : matrix(D, N); B : matrix(N, D)"),
    ("tr(x x^T)", "x^T x", "x : vector(D)"),
    ("det(A B)", "det(A) det(B)", "A, B : matrix(D, D)"),
    ("(A B)^T", "B^T A^T", "A : matrix(D, N); B : matrix(N, K)"),
    (r"\nabla_X \log\det X", "X^{-T}", "X : matrix(D, D)"),
    (
        r"\nabla_w \sum_{n=1}^N (y_n - w^\top x_n)^2",
        r"-2\sum_{n=1}^N (y_n - w^\top x_n) x_n",
        "N : size; w : vector(D); x_n : vector(D) for n in 1..N; y_n : real for n in 1..N",
    ),
    ("E[X + Y]", "E[X] + E[Y]", "X, Y : random real"),
    ("Var(aX + b)", "a^2 Var(X)", "X : random real; a, b : real"),
    ("Var(X)", "E[X^2] - E[X]^2", "X : random real"),
]
WRONG = [
    ("(a+b)^2", "a^2+b^2"),
    ("‖x + y‖", "‖x‖ + ‖y‖"),
    ("∇_w ‖X w - y‖^2", "X^T (X w - y)"),
    ("σ'(x)", "σ(x)"),
    ("d/dx f(x)^2", "2 f(x)"),
    ("sum_{k=1}^n k", "n(n-1)/2"),
    ("∂/∂z_i log sum_k e^{z_k}", "1/sum_k e^{z_k}"),
    ("Var(aX + b)", "a Var(X) + b"),
    ("x^T y", "x^T x"),
    ("sum_n (x_n + c)", "c + sum_n x_n"),
]
OPEN = [
    ("A B", "B A", "open-names"),
    ("(A+B)^2", "A^2 + 2AB + B^2", "open-names"),
    ("(A+B)(A-B)", "A^2 - B^2", "open-names"),
    ("(AB)^{-1}", "A^{-1} B^{-1}", "open-names"),
    ("log(ab)", "log(a) + log(b)", "under-facts"),
    ("log(x^2)", "2 log(x)", "under-facts"),
    ("sqrt(x^2)", "x", "under-facts"),
    ("y^2", "y", "under-facts"),
    ("p^2", "p^3 + p^2 (1 - p) + 0 sqrt(p)", "under-facts"),
    ("E[X Y]", "E[X] E[Y]", "under-facts"),
    ("E[(X-μ)^2]", "Var(X)", "under-facts"),
    ("∇_x x^T A x", "2 A x", "under-facts"),
    ("x^T A y", "y^T A x", "under-facts"),
    ("(I - u u^T)(I - u u^T)", "I - u u^T", "under-facts"),
    (r"\sum_k π_k (x_k - c)", r"\sum_k π_k x_k - c", "under-facts"),
    (r"\sum_n (x_n - \bar{x})^2", r"\sum_n x_n^2 - N \bar{x}^2", "under-facts"),
    (r"\sum_n (x_n - μ)^2", r"\sum_n x_n^2 - N μ^2", "under-facts"),
    ("σ'(x)", "1 - σ(x)^2", "under-facts"),
    (r"\lvert c A \rvert", r"c^n \lvert A \rvert", "open-facts"),
    ("cos(2πn)", "1", "open-facts"),
    ("U^T U", "I", "under-facts"),
    ("F", "m a", "says-what"),
    ("y", "Xw", "says-what"),
]
NOT_TOLD = [
    ("P(A) + P(B)", "P(A + B)"),
    ("p(x|y) p(y)", "p(x,y)"),
    ("H(X)", "H(X) + 0"),
    ("δ_ii", "1"),
    ("i^2", "-1"),
    ("mse + 1", "1 + mse"),
    ("foo(x)", "x"),
    ("k(x, y)", "k(y, x)"),
    ("x(t)", "t x"),
]


@pytest.mark.parametrize(("left", "right", "taken"), RIGHT)
def test_what_holds_as_it_stands(left, right, taken):
    result = equal(left, right, "", "=")
    assert (result.outcome, "; ".join(result.taken)) == ("correct", taken)


@pytest.mark.parametrize(("left", "right", "taken"), RIGHT)
def test_what_was_taken_can_be_pasted(left, right, taken):
    result = equal(left, right, taken.replace("; ", "\n"), "=")
    assert (result.outcome, result.taken) == ("correct", ())


@pytest.mark.parametrize(("left", "right"), WRONG)
def test_what_fails_whatever_may_be_meant(left, right):
    result = equal(left, right, "", "=")
    assert result.outcome == "incorrect"
    assert result.taken


@pytest.mark.parametrize(("left", "right", "reason"), OPEN)
def test_what_depends_on_what_nobody_says(left, right, reason):
    result = equal(left, right, "", "=")
    assert (result.outcome, result.reason) == ("undecided", reason)


@pytest.mark.parametrize(("left", "right"), NOT_TOLD)
def test_what_the_text_does_not_tell_is_not_guessed(left, right):
    assert equal(left, right, "", "=").outcome == "unreadable"


def test_what_is_declared_is_never_changed():
    assert equal("A B", "B A", "A, B : real", "=").outcome == "correct"
    assert equal("A B", "B A", "A, B : matrix(N, N)", "=").outcome == "incorrect"
    assert equal("log(ab)", "log(a) + log(b)", "a, b : positive", "=").outcome == "correct"
    mixed = equal("x^T w", "w^T x", "x : vector(M)", "=")
    assert (mixed.outcome, mixed.taken) == ("correct", ("w : vector(M)",))


def test_what_helps_is_said():
    said = record(equal("log(ab)", "log(a) + log(b)", "", "="))
    assert said.message.startswith("It holds for `a, b : positive`, and nothing says so.")
    assert said.taken == "a, b : real"
    unknown = record(equal("foo(x)", "x", "", "="))
    assert '--let "foo : real"' in unknown.message


def test_many_names_end_soon():
    text = " + ".join(f"{letter}_{number}" for letter in "abcd" for number in range(9))
    assert equal(text, text, "", "=").outcome == "unreadable"  # more names than are inferred
    crowd = " + ".join(f"{letter}^T B {letter}" for letter in "acfghkmnpqrstuv")
    assert equal(crowd, crowd, "", "=").outcome == "correct"


@pytest.mark.parametrize(
    ("left", "right", "let", "outcome", "taken"),
    [
        ("d/dx_k (sum_i b_i x_i)", "b_k", "b, x : vector(D)", "correct", ("k : index(D)",)),
        (
            r"\frac{\partial}{\partial x_k} (x^T A x)",
            r"\sum_j (A_{kj} + A_{jk}) x_j",
            "A : matrix(D, D)\nx : vector(D)",
            "correct",
            ("k : index(D)",),
        ),
        ("x_k + b_k", "b_k + x_k", "b, x : vector(D)", "correct", ("k : index(D)",)),
        ("x_k", "x_j", "x : vector(D)", "undecided", None),  # names of their own, perhaps
        ("d/dx_k (sum_i b_i x_i)", "2 b_k", "b, x : vector(D)", "undecided", None),
        ("x_k", "x_k", "x : vector(D)\nx_k : vector(D)", "correct", ()),
        ("x_k + y_k", "y_k + x_k", "x : vector(D)\ny : vector(N)", "unreadable", None),  # of two sizes
    ],
)
def test_a_letter_below_a_declared_name_is_an_index(left, right, let, outcome, taken):
    found = equal(left, right, let, "=")
    assert found.outcome == outcome
    assert taken is None or found.taken == taken
