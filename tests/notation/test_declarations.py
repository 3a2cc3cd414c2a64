"""The scalar part of the declaration language."""

import pickle
from fractions import Fraction

import pytest

from checks.language.domains import INTEGER, NATURAL, NEGATIVE, NONNEGATIVE, POSITIVE, REAL, SIZE, Domain
from checks.notation import NotationError, Problem, declare, notation, show
from checks.notation.names import Defined, Symbol, UnknownFunction

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
        (["x : vector(D)"], "unsupported", "vector"),
        (["x_n : real for n in 0..N"], "unsupported", "0..N"),
        (["x : random real"], "unsupported", "random"),
        (["let x ~ Normal(0, 1)"], "unsupported", "~"),
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
