"""The scalar part of the declaration language."""

import pickle
from fractions import Fraction

import pytest

from derivo.checks.language.domains import INTEGER, NATURAL, NEGATIVE, NONNEGATIVE, POSITIVE, REAL, SIZE, Domain
from derivo.checks.notation import NotationError, Problem, declare, notation, read_formula, show
from derivo.checks.notation.names.names import Defined, Family, Symbol, UnknownFunction

F = Fraction


@pytest.mark.parametrize(
    ("said", "domain"),
    [
        ("real", REAL),
        ("positive", POSITIVE),
        ("nonnegative", NONNEGATIVE),
        ("negative", NEGATIVE),
        ("integer", INTEGER),
        ("natural", NATURAL),
        ("size", SIZE),
        ("constant", REAL),
        ("real in (0, 1)", Domain(F(0), F(1))),
        ("real in [-1/2, 0.5)", Domain(F(-1, 2), F(1, 2), low_open=False)),
        ("real in (0, oo)", POSITIVE),
        ("integer in [1, 5]", Domain(F(1), F(5), low_open=False, high_open=False, whole=True)),
        ("positive in (-1, 2)", Domain(F(0), F(2))),
        ("{0, 1}", Domain(values=(F(0), F(1)))),
        ("{1, -1}", Domain(values=(F(-1), F(1)))),
    ],
)
def test_domains(said, domain):
    assert declare([f"x : {said}"]).lookup("x") == Symbol("x", "x", domain, constant=said == "constant")


def test_several_names_and_other_spellings():
    known = declare(["let a, x1 : real", r"let \alpha also A, al : positive"])
    assert list(known.names) == ["a", "x_1", "alpha"]
    assert known.lookup("A") == known.lookup("al") == known.lookup("alpha") == Symbol("alpha", "α", POSITIVE)


def test_definitions():
    known = declare(["z : real", "g = z^2 + 1", "h(u, v) = u g + v"])
    assert isinstance(known.lookup("g"), Defined)
    assert known.lookup("h").definition.parameters == ("u", "v")
    assert show(known.lookup("h").definition.body) == "u·g + v"


def test_unknown_functions():
    known = declare(["f : function(real)", "g : convex increasing function(real, positive) -> real in (0, 1)"])
    assert known.lookup("f") == UnknownFunction("f", "f", (REAL,), REAL)
    assert known.lookup("g") == UnknownFunction(
        "g", "g", (REAL, POSITIVE), Domain(F(0), F(1)), ("convex", "increasing")
    )
    assert declare(["p : positive function(real)"]).lookup("p").value == POSITIVE


def test_given_and_about():
    known = declare(["a, b, y : real", "given a > b", "given a != b, a + b = 1", "given y in {0,1}", "about a, b"])
    assert [show(each) for each in known.given] == ["a > b", "a ≠ b", "a + b = 1", "y ∈ {0, 1}"]
    assert known.about == ("a", "b")


def test_lines_comments_and_blanks():
    known = notation("""
        % names
        let z : real     # the input

        let c : positive % a constant
    """)
    assert list(known.names) == ["z", "c"]


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        (["x : rael"], "unknown-type", "rael"),
        (["x : vector(m, D)"], "unknown-type", "vector(m, D)"),
        (["x : vector()"], "unknown-type", ""),
        (["x : vecktor(D)"], "unknown-type", "vecktor(D)"),
        (["N : real", "x : vector(N)"], "defined-twice", "N"),
        (["f : function(random)"], "unsupported", "random"),
        (["x_n : real for n in 0..N"], "unsupported", "0..N"),
        (["x_n : random real for n in 1..N"], "unsupported", "random real"),
        (["X, Y : random real, iid"], "unsupported", "iid"),
        (["X : random real, independent"], "not-a-declaration", "independent"),
        (["X : random real, mean"], "not-a-declaration", "mean"),
        (["X : random vector(d), mean 0, wrong"], "not-a-declaration", "wrong"),
        (["x : real", "p : density of x"], "not-random", "x"),
        (["X : random real", "p : density of X given"], "not-a-declaration", "p : density of X given"),
        (["let x ~ Cauchy(0, 1)"], "unsupported", "Cauchy(0, 1)"),
        (["x : real in (1, 0)"], "empty-range", "real in (1, 0)"),
        (["x : real in (1, 1)"], "empty-range", "real in (1, 1)"),
        (["x : integer in (0, 1)"], "empty-range", "integer in (0, 1)"),
        (["x : real", "x : real"], "defined-twice", "x"),
        (["exp : real"], "reserved-name", "exp"),
        (["log(x) = x"], "reserved-name", "log"),
        (["x"], "not-a-declaration", "x"),
        (["let"], "not-a-declaration", ""),
        (["given"], "not-a-declaration", ""),
        (["x : "], "not-a-declaration", "x :"),
        (["x y : real"], "not-a-declaration", "y"),
        (["f = 2^"], "expected-operand", ""),
        (["f = g"], "unknown-name", "g"),
        (["a : real", "given a"], "not-a-condition", ""),
        (["about mu"], "unknown-name", "mu"),
    ],
)
def test_what_is_no_declaration(lines, code, place):
    problem = declare(lines)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.source.at(problem.span)) == (code, place)


def test_an_instructor_is_told_where():
    with pytest.raises(NotationError) as raised:
        notation("let z : real\n  let c : positiv\n")
    problem = raised.value.problem
    assert problem.source.at(problem.span) == "positiv"
    assert problem.span.start == 23


def test_a_line_that_is_no_declaration_in_a_question():
    with pytest.raises(NotationError):
        notation("z : real")


def test_a_notation_goes_to_another_process():
    known = declare(["z : real", "s(u) = 1/(1+exp(-u))"])
    assert pickle.loads(pickle.dumps(known)) == known  # noqa: S301


def test_nearest_names():
    known = declare(["sigma(u) = u", "z : real"])
    assert known.nearest("sigmiod")[0] == "sigma"
    assert known.nearest("Z") == ("z",)
    assert known.nearest("qqqqq") == ()


FAMILIES = [
    (["x_n : real for n in 1..N"], "x", "xₙ", (("n", "N"),)),
    (["q_{kn}^{(t)} : nonnegative for k in 1..K, n in 1..N"], "q^(t)", "qₖₙ⁽ᵗ⁾", (("k", "K"), ("n", "N"))),
    (["z_nk : {0, 1} for k in 1..K, n in 1..N"], "z", "zₙₖ", (("n", "N"), ("k", "K"))),
    (["y^{(i)} : real for i in 1..m"], "y", "yᵢ", (("i", "m"),)),
    (["x_{n1} : real for n in 1..N"], "x_1", "x_{n,1}", (("n", "N"),)),
    (["mu_k^* : real for k in 1..K"], "mu^*", "μₖ^{*}", (("k", "K"),)),
    (["x : real", "x_n : real for n in 1..N"], "x°", "xₙ", (("n", "N"),)),
    (["e_n : real for n in 1..N"], "e", "eₙ", (("n", "N"),)),
]


@pytest.mark.parametrize(("lines", "name", "shown", "indices"), FAMILIES)
def test_families(lines, name, shown, indices):
    known = declare(lines)
    family = known.lookup(name)
    assert isinstance(family, Family)
    assert (family.shown, family.indices) == (shown, indices)
    assert show(read_formula(shown, known)) == shown
    assert known.indices == dict(indices)
    assert all(known.lookup(size).domain == SIZE for _, size in indices)


def test_spellings_of_a_family():
    known = declare([r"r_nk also p(z_n = k | x_n), \gamma(z_{nk}), \rho^{(n)}_k : real for n in 1..N, k in 1..K"])
    typed = [r"p(z_i=k|x_i)", r"p(z_i = k \mid \mathbf x_i)", r"\gamma(z_{ik})", r"\rho_k^{(i)}", "r_ik", "r[i,k]"]
    assert {show(read_formula(each, known)) for each in typed} == {"rᵢₖ"}
    assert isinstance(read_formula("p(z_i = k | x_j)", known), Problem)


def test_index_letters():
    known = declare(
        ["k, l : index(K)", "x_k : real for k in 1..K", "given sum_k x_k = 1", "given x_k > 0 for k in 1..K"]
    )
    assert known.indices == {"k": "K", "l": "K"}
    assert known.fixed == ("k", "l")
    assert [show(each) for each in known.given] == ["∑_{k=1}^K xₖ = 1", "xₖ > 0"]
    assert show(read_formula(r"\sum_{j\ne l} x_j", known)) == "∑_{j=1, j ≠ l}^K xⱼ"


def test_a_family_and_a_scalar_of_the_same_letters():
    first = declare(["x_n : real for n in 1..N", "s = sum_n x_n", "given x_n > 0", "x : real"])
    second = declare(["x : real", "x_n : real for n in 1..N", "s = sum_n x_n", "given x_n > 0"])
    for known in (first, second):
        assert isinstance(known.lookup("x"), Symbol)
        assert isinstance(known.lookup("x°"), Family)
        assert known.lookup("s").definition.body.body.name == "x°"
        assert show(read_formula("x x_n + x^2", known)) == "x·xₙ + x²"


def test_definitions_with_indices():
    known = declare(
        [
            "N : size",
            "w_n, x_n : real for n in 1..N",
            "q_kn : real for k in 1..K, n in 1..N",
            "N_k = sum_n w_n q_kn",
            "S = w_n x_n",
            "b_ij = x_i x_j",
        ]
    )
    assert known.lookup("N°").definition.indices == (("k", "K"),)
    assert known.lookup("b").definition.indices == (("i", "N"), ("j", "N"))
    assert show(read_formula("sum_j N_j + sum_n S", known)) == "∑_{j=1}^K Nⱼ + ∑_{n=1}^N S"


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        (["x_n : real for n in 0..N"], "unsupported", "0..N"),
        (["x_n : real for n in 1..3"], "unsupported", "1..3"),
        (["x_n : real for n"], "not-a-declaration", "n"),
        (["x_n : real for"], "not-a-declaration", ""),
        (["x_n : vector(N, D) for n in 1..N"], "unknown-type", "vector(N, D)"),
        (["f_n : function(real) for n in 1..N"], "unsupported", "function(real)"),
        (["x_n : real for n in 1..N", "x_n : real for n in 1..N"], "defined-twice", "x_n"),
        (["N : real", "x_n : real for n in 1..N"], "defined-twice", "N"),
        (["x_n : real for n in 1..N, n in 1..K"], "index-clash", "n"),
        (["x_n : real for n in 1..N, k in 1..K"], "not-a-declaration", "x_n"),
        (["k : index(K)", "x_k : real for k in 1..N"], "index-clash", "k"),
        (["x_n : real for n in 1..N", "given sum_k a_k = 1"], "unknown-name", "a_k"),
        (["x_n : real for n in 1..N", "given sum_n x = 1"], "missing-index", "x"),
    ],
)
def test_what_is_no_declaration_of_a_family(lines, code, place):
    problem = declare(lines)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.source.at(problem.span)) == (code, place)


def test_facts_behind_a_type_hold_at_every_point():
    known = declare(["x, y : real, x > y, y > 0"])
    assert [fact.operator for fact in known.given] == [">", ">"]
    assert declare(["x : real, foo"]).code == "unknown-name"
