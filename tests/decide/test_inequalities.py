"""Inequalities for every size and every distribution: proved where they are true, and never where they are not."""

import random
from dataclasses import replace

import pytest
import sympy
from sympy import Integer, Rational, Symbol

from derivo.checks.compare import compare
from derivo.checks.decide.balls import compile_balls, run
from derivo.checks.decide.inequalities.certificates import in_order
from derivo.checks.decide.inequalities.gaps import Gap
from derivo.checks.decide.kernel import certify
from derivo.checks.decide.proposals.points import points
from derivo.checks.decide.reductions import reduced
from derivo.checks.decide.refutations import refutes
from derivo.checks.decide.search.decide import decide
from derivo.checks.decide.search.inequalities.choices import terms
from derivo.checks.decide.sums.at_sizes import instance_at, sample_places
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE, REAL
from derivo.checks.language.families import Total, entry
from derivo.checks.language.nodes import Modulus, add, divide, multiply, negate
from derivo.checks.reading import read_pair
from derivo.checks.verdict import Claim, Proof, Proved, Refuted, Relation, Undecided

REALS = "X, Y : random real"
ABOVE_ZERO = "X : random positive"
NUMBERS = REALS + "; a, b : real"
TABLES = "x : random real; p : density of x; q : density of x"
LATENT = "x, z : random real; p : density of x, z; q : density of z given x"
JOINT = "x, z : random real; p : density of x, z"
VECTORS = "x, y : vector(D)"
DATA = "N : size; w_n : nonnegative for n in 1..N; x_n, y_n : real for n in 1..N"
WEIGHTED = DATA.replace("nonnegative", "positive")
OF_ONE = "; given sum_n w_n = 1"
PAIR = "K : size; p_k, q_k : positive for k in 1..K; given sum_k p_k = 1; given sum_k q_k = 1"
SIZES = "N : size; x_n : positive for n in 1..N"
BENT = "; f : convex function(real)"
SOFT = "K : size; q_k : positive for k in 1..K; a_k : real for k in 1..K"

TRUE = [
    # signs
    ("Var(X)", ">=", "0", REALS),
    ("E[|X|]", ">=", "0", REALS),
    ("E[exp(X)]", ">", "0", REALS),
    ("E[(X-a)^2]", ">=", "0", NUMBERS),
    ("E[(X-a)^2 (X-b)^2]", ">=", "0", NUMBERS),
    ("sum_n w_n (x_n - y_n)^2", ">=", "0", DATA),
    ("sum_n sum_m (x_n - x_m)^2", ">=", "0", DATA),
    ("‖y - X w‖^2 + l ‖w‖^2", ">=", "0", "X : matrix(N, D); y : vector(N); w : vector(D); l : positive"),
    ("w^T X^T X w", ">=", "0", "X : matrix(N, D); w : vector(D)"),
    ("-sum_k p_k log p_k", ">=", "0", PAIR),
    ("p_k", "<=", "1", PAIR),
    # Jensen
    ("E[X]^2", "<=", "E[X^2]", REALS),
    ("E[X]^2", "<", "E[X^2] + 1", REALS),
    ("E[X]^4", "<=", "E[X^4]", REALS),
    ("E[X]^3", "<=", "E[X^3]", ABOVE_ZERO),
    ("|E[X]|", "<=", "E[|X|]", REALS),
    ("max(E[X], 0)", "<=", "E[max(X, 0)]", REALS),
    ("E[log X]", "<=", "log E[X]", ABOVE_ZERO),
    ("E[sqrt(X)]", "<=", "sqrt(E[X])", ABOVE_ZERO),
    ("E[1/X]", ">=", "1/E[X]", ABOVE_ZERO),
    ("E[X log X]", ">=", "E[X] log E[X]", ABOVE_ZERO),
    ("exp(E[X])", "<=", "E[exp(X)]", REALS),
    ("log E[exp(X)]", ">=", "E[X]", REALS),
    ("E[log(1+exp(X))]", ">=", "log(1+exp(E[X]))", REALS),
    ("E[E[X|Y]^2]", "<=", "E[X^2]", REALS),
    ("f(sum_n w_n x_n)", "<=", "sum_n w_n f(x_n)", DATA + BENT + OF_ONE),
    ("f(1/N sum_n x_n)", "<=", "1/N sum_n f(x_n)", DATA + BENT),
    ("log(sum_k q_k e^{a_k})", ">=", "sum_k q_k a_k", SOFT + "; given sum_k q_k = 1"),
    ("log sum_k exp(a_k)", ">=", "1/K sum_k a_k + log K", SOFT),
    ("(prod_n x_n)^(1/N)", "<=", "1/N sum_n x_n", SIZES),
    ("N / sum_n (1/x_n)", "<=", "1/N sum_n x_n", SIZES),
    ("(sum_n x_n)(sum_n 1/x_n)", ">=", "N^2", SIZES),
    # relative entropy
    ("E_{x~q}[log q(x) - log p(x)]", ">=", "0", TABLES),
    ("KL(q(x) || p(x))", ">=", "0", TABLES),
    ("-E_{x~q}[log p(x)]", ">=", "-E_{x~q}[log q(x)]", TABLES),
    ("KL(q(z|x) || p(z|x))", ">=", "0", LATENT),
    ("E_{x~p(x)}[KL(q(z|x) || p(z|x))]", ">=", "0", LATENT),
    ("log p(x)", ">=", "E_{z~q(z|x)}[log p(x,z) - log q(z|x)]", LATENT),
    ("E_{z~q(z|x)}[log (p(x,z)/q(z|x))]", "<=", "log p(x)", LATENT),
    ("H(x)", ">=", "H(x|z)", JOINT),
    ("sum_k p_k log p_k", ">=", "sum_k p_k log q_k", PAIR),
    ("sum_k p_k log(p_k/q_k)", ">=", "0", PAIR.replace("positive", "nonnegative")),
    ("-sum_k p_k log p_k", "<=", "log K", PAIR),
    ("log(sum_n w_n x_n)", ">=", "sum_n w_n log x_n", DATA.replace("x_n, y_n : real", "x_n : positive") + OF_ONE),
    # squares
    ("(sum_n x_n)^2", "<=", "N sum_n x_n^2", DATA),
    ("(sum_n w_n x_n)^2", "<=", "(sum_n w_n)(sum_n w_n x_n^2)", DATA),
    ("(sum_n w_n x_n y_n)^2", "<=", "(sum_n w_n x_n^2)(sum_n w_n y_n^2)", DATA),
    ("(sum_n x_n)^2", "<=", "(sum_n w_n)(sum_n x_n^2/w_n)", WEIGHTED),
    ("2 x_n y_n", "<=", "x_n^2 + y_n^2", DATA),
    ("2 sum_n x_n y_n", "<=", "sum_n x_n^2 + sum_n y_n^2", DATA),
    ("‖x + y‖^2", "<=", "2‖x‖^2 + 2‖y‖^2", VECTORS),
    ("(x^T y)^2", "<=", "‖x‖^2 ‖y‖^2", VECTORS),
    ("|x^T y|", "<=", "‖x‖ ‖y‖", VECTORS),
    ("x^T y", "<=", "‖x‖ ‖y‖", VECTORS),
    ("E[X Y]^2", "<=", "E[X^2] E[Y^2]", REALS),
    ("2 E[X Y]", "<=", "E[X^2] + E[Y^2]", REALS),
    ("Cov(X,Y)^2", "<=", "Var(X) Var(Y)", REALS),
    ("Var(X)", "<=", "E[(X-a)^2]", NUMBERS),
    ("Var(X)", ">=", "E[Var(X|Y)]", REALS),
    ("Var(X)", "<=", "1/4", "X : random {0, 1}"),
    ("sum_k p_k^2", ">=", "1/K", PAIR),
]

REFUTED = [
    ("E[X^2]", "<=", "E[X]^2", REALS),
    ("E[X]^2", "<=", "1/2 E[X^2]", REALS),
    ("E[X]^3", "<=", "E[X^3]", REALS),
    ("E[1/X]", ">=", "1/E[X]", REALS),
    ("E[log X]", ">=", "log E[X]", ABOVE_ZERO),
    ("log X", "<=", "log E[X]", ABOVE_ZERO),
    ("E[sqrt(X)]", ">=", "sqrt(E[X])", ABOVE_ZERO),
    ("E[sin X]", "<=", "sin E[X]", REALS),
    ("E[exp(X)]", ">=", "1 + E[X] + 1/10", REALS),
    ("E[X Y]^2", "<=", "E[X]^2 E[Y^2]", REALS),
    ("E[X Y]^2", "<=", "Var(X) E[Y^2]", REALS),
    ("Cov(X,Y)", "<=", "Var(X)", REALS),
    ("Var(X+Y)", "<=", "Var(X) + Var(Y)", REALS),
    ("KL(q(x) || p(x))", "<=", "0", TABLES),
    ("KL(q(x) || p(x))", "<=", "KL(p(x) || q(x))", TABLES),
    ("E_{x~p}[log q(x) - log p(x)]", ">=", "0", TABLES),
    ("-E_{x~q}[log q(x)]", ">=", "0", TABLES),  # true of tables
    ("∫ p(x)^2 dx", "<=", "(∫ p(x) dx)^2", TABLES),  # true of tables
    ("log p(x)", "<=", "E_{z~q(z|x)}[log p(x,z) - log q(z|x)]", LATENT),
    ("log p(x)", ">=", "E_{z~q(z|x)}[log p(x|z) - log q(z|x)]", LATENT),
    ("log p(x)", ">=", "E_{z~q(z|x)}[log p(x|z)]", LATENT),
    ("H(x)", ">=", "H(z)", JOINT),
    ("(sum_n w_n x_n)^2", "<=", "(sum_n w_n)(sum_n w_n x_n^2)", DATA.replace("nonnegative", "real")),
    ("sum_n w_n (x_n - y_n)^2", ">=", "0", DATA.replace("nonnegative", "real")),
    ("(sum_n w_n x_n)^2", "<=", "sum_n w_n x_n^2", DATA),
    ("(sum_n x_n)^2", "<=", "(N-1) sum_n x_n^2", DATA),
    ("2 x_n y_n", "<=", "x_n^2 + 1/2 y_n^2", DATA),
    ("‖x + y‖^2", "<=", "‖x‖^2 + ‖y‖^2", VECTORS),
    ("(x^T y)^2", "<=", "1/2 ‖x‖^2 ‖y‖^2", VECTORS),
    ("x^T y", "<=", "-‖x‖ ‖y‖", VECTORS),
    ("‖x‖ ‖y‖", "<=", "x^T y", VECTORS),
    ("sum_k p_k log(p_k/q_k)", ">=", "0", PAIR.replace("; given sum_k q_k = 1", "")),
    ("-sum_k p_k log p_k", "<=", "log 2", PAIR),
    ("p_k", "<=", "1/2", PAIR),
    ("sum_k p_k log p_k", "<=", "0", PAIR.replace("; given sum_k p_k = 1", "")),
    ("log(sum_k q_k e^{a_k})", ">=", "sum_k q_k a_k", SOFT),
    ("1/N sum_n x_n", "<=", "(prod_n x_n)^(1/N)", SIZES),
]

NOT_PROVED = [
    ("Var(X)", ">", "0", REALS),
    ("E[X]^2", "<", "E[X^2]", REALS),
    ("E[X]^2", "<=", "E[X^2] - 1/1000", REALS),
    ("E[log X]", "<=", "log E[X]", REALS),
    ("E[exp(X)]", ">", "exp(E[X])", REALS),
    ("KL(q(x) || p(x))", ">", "0", TABLES),
    ("p(x)", "<=", "1", TABLES),
    ("p(x,z)", "<=", "p(x)", JOINT),
    ("log p(x)", ">=", "E_{z~q(z|x)}[log p(x,z)]", LATENT),
    ("(sum_n x_n)^2", "<", "N sum_n x_n^2", DATA),
    ("2 x_n y_n", "<", "x_n^2 + y_n^2", DATA),
    ("sum_k p_k log(p_k/q_k)", ">=", "0", PAIR.replace("; given sum_k p_k = 1", "")),
    ("f(sum_n w_n x_n)", "<=", "sum_n w_n f(x_n)", DATA + "; f : function(real)" + OF_ONE),
    ("f(sum_n w_n x_n)", "<=", "sum_n w_n f(x_n)", DATA + BENT),
    ("f(1/N sum_n x_n)", ">=", "1/N sum_n f(x_n)", DATA + BENT),
]


def outcome(left, relation, right, let):
    pair = read_pair(left, right, let.replace("; ", "\n"), relation)
    return compare(*pair, relation)


@pytest.mark.parametrize("row", TRUE, ids=" ".join)
def test_inequalities_are_proved(row):
    verdict = outcome(*row).verdict
    assert isinstance(verdict, Proved)
    assert verdict.proof.scope.startswith("for every ") or not verdict.proof.scope


@pytest.mark.parametrize("row", REFUTED, ids=" ".join)
def test_near_misses_are_refuted(row):
    assert isinstance(outcome(*row).verdict, Refuted)


@pytest.mark.parametrize("row", NOT_PROVED, ids=" ".join)
def test_what_is_false_or_holds_by_chance_is_not_proved(row):
    assert not isinstance(outcome(*row).verdict, Proved)


# --- forged certificates

N = Symbol("N", integer=True, positive=True)
n, m = sympy.symbols("n m", integer=True)
t = Symbol("t", real=True)


def over(body, index=n):
    return Total(sympy.sympify(body), index, Integer(1), N)


def w(at):
    return entry("w", at)


def x(at):
    return entry("x", at)


FAMILIES = (("w", POSITIVE), ("x", REAL), ("z", NONNEGATIVE))


def claim(left, right, relation=Relation.AT_MOST, given=()):
    return Claim(sympy.sympify(left), sympy.sympify(right), relation, (), given, sizes=(N,), families=FAMILIES)


MEAN = over(w(n) * x(n)) / over(w(n))
SQUARES = claim(MEAN**2, over(w(n) * x(n) ** 2) / over(w(n)))


def sum_of_gaps(body, u, v):
    return over(multiply(w(n) / over(w(m), m), Gap(body, t, u, v)))


ONE = divide(over(x(n)), over(x(n)))  # but where the sum is 0
FORGED = [
    ("no terms", (Integer(1),)),
    ("terms that are something else", (Integer(1), over(x(n) ** 2))),
    ("a function that is not convex", (Integer(1), sum_of_gaps(t**3, x(n), MEAN))),
    ("a concave function", (Integer(1), sum_of_gaps(-(t**2), x(n), MEAN))),
    ("a convex function that is not defined everywhere", (Integer(1), sum_of_gaps(1 / t, x(n), MEAN))),
    ("another middle", (Integer(1), sum_of_gaps(t**2, x(n), over(x(m), m)))),
    ("a factor that may be negative", (over(x(n)), over(x(n)) * sum_of_gaps(t**2, x(n), MEAN))),
    ("a factor that may be 0", (over(x(n) ** 2), over(x(n) ** 2) * sum_of_gaps(t**2, x(n), MEAN))),
    ("a term without a value", (Integer(1), sum_of_gaps(t**2, x(n), MEAN), add(ONE, negate(ONE)))),
]


def test_a_sum_of_gaps_is_a_certificate():
    assert in_order(SQUARES, (Integer(1), sum_of_gaps(t**2, x(n), MEAN)))
    assert not in_order(replace(SQUARES, relation=Relation.BELOW), (Integer(1), sum_of_gaps(t**2, x(n), MEAN)))


@pytest.mark.parametrize(("name", "parts"), FORGED, ids=[row[0] for row in FORGED])
def test_forged_certificates_are_refused(name, parts):
    assert not in_order(SQUARES, parts)
    assert isinstance(certify(SQUARES, Proof("sign", terms=parts)), Undecided)


def test_a_half_line_needs_its_points_in_it():
    logarithm = over(w(n) * sympy.log(x(n))) / over(w(n))
    plain = claim(logarithm, sympy.log(MEAN))
    parts = (Integer(1), sum_of_gaps(-sympy.log(t), x(n), MEAN))
    assert not in_order(plain, parts)
    assert in_order(replace(plain, families=(*FAMILIES[:1], ("x", POSITIVE))), parts)


def test_weights_at_one_index_say_nothing_of_others():
    def q(at):
        return Total(entry("q", n, Integer(at)), n, Integer(1), N)

    given = (sympy.Eq(q(1), 1, evaluate=False),)
    families = (("q", NONNEGATIVE),)
    assert normally_equal(replace(claim(q(1), 1, Relation.EQUAL, given), families=families))
    other = replace(claim(q(2), 1, Relation.EQUAL, given), families=families)
    assert not normally_equal(other)
    assert isinstance(decide(other), Refuted)
    assert not isinstance(
        decide(replace(other, left=entry("q", n, Integer(2)), relation=Relation.AT_MOST, indices=((n, N),))), Proved
    )


# --- random ones


def pieces(source):
    z = entry("z", n)
    number = Rational(source.randint(1, 4), source.randint(1, 3))
    bodies = [
        x(n),
        x(n) ** 2,
        sympy.exp(x(n)),
        Modulus(x(n)),
        x(n) ** 4,
        (x(n) - number) ** 2,
        z,
        z**2,
        x(n) * z,
        sympy.log(1 + z),
        sympy.sqrt(z),
        1 / (1 + z),
    ]
    body = source.choice(bodies)
    mass = source.choice([over(w(n)), N, Integer(1)])
    mean = over(body if mass == N else w(n) * body) / mass
    outer = source.choice(
        [lambda e: e, lambda e: e**2, sympy.exp, lambda e: sympy.log(1 + e**2), Modulus, lambda e: number * e]
    )
    return outer(mean), number * mean, mean


@pytest.mark.parametrize("seed", range(150))
def test_what_is_proved_is_refuted_nowhere(seed):
    source = random.Random(seed)
    one, other = pieces(source), pieces(source)
    left, right = (
        source.choice([*one, one[0] * other[2]]),
        source.choice([*one, *other, one[2] + other[2] ** 2, Integer(0)]),
    )
    plain = claim(left, right, source.choice([Relation.AT_MOST, Relation.AT_LEAST, Relation.BELOW]))
    if not terms(plain):
        return
    for turn in range(4):
        instance = instance_at(plain, sample_places(plain, turn))
        scalar = reduced(instance)
        program = compile_balls(scalar.left, scalar.right)
        assert not any(refutes(plain.relation, *run(program, point, 128)) for point in points(scalar, 25))
