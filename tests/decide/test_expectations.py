"""Expectations as weighted sums: identities proved for every finite distribution, and their near misses refuted.

P_ab > 0 is a joint table, p_a a marginal, c_ab = p(b|a) a conditional, q_b other weights, G_abi = ∂p(b|a)/∂b_i, s_bi the
output of a network. Means are quotients where the weights do not sum to one by a condition.
"""

import pytest
import sympy
from sympy import Eq, Integer, Rational, log, sqrt

from derivo.checks.decide.search.decide import decide
from derivo.checks.language.domains import POSITIVE, REAL, Domain
from derivo.checks.language.families import Every, Total, differentiate, entry
from derivo.checks.verdict import Claim, Proved, Refuted, Relation, Undecided

A, B, D, t = sympy.symbols("A B D t", integer=True, positive=True)
a, b, d, e, i = sympy.symbols("a b d e i", integer=True)
alpha, m, r, u, v = sympy.symbols("alpha m r u v", real=True)
HALF = Rational(1, 2)
X_I = entry("X", i)
FAMILIES = (
    *((name, POSITIVE) for name in "PRpcqk"),
    *((name, REAL) for name in "GsfgxyzhnX"),
)  # fmt: skip
RANGES = ((a, A), (b, B), (e, B), (i, D))
DOMAINS = ((alpha, Domain(low=0, high=1)), (r, POSITIVE), (v, POSITIVE))


def family(name):
    return lambda *at: entry(name, *at)


P, R, p, c, q, k = map(family, "PRpcqk")
G, s, f, g, x, y, z, h, n = map(family, "Gsfgxyzhn")


def over_a(body, index=a):
    return Total(sympy.sympify(body), index, Integer(1), A)


def over_b(body, index=b):
    return Total(sympy.sympify(body), index, Integer(1), B)


def over_i(body):
    return Total(sympy.sympify(body), i, Integer(1), D)


def both(body):
    return over_a(over_b(body))


def claim(left, right, given=(), relation=Relation.EQUAL, about=("s",)):
    left, right = sympy.sympify(left), sympy.sympify(right)
    free = tuple((index, size) for index, size in RANGES if index in left.free_symbols | right.free_symbols)
    used = left.free_symbols | right.free_symbols | {size for _, size in free}
    sizes = tuple(size for size in (A, B, D, t) if size in used)
    return Claim(left, right, relation, DOMAINS, given, about, sizes=sizes, indices=free, families=FAMILIES)


def one(body):
    return Eq(body, 1, evaluate=False)


P_ONE, P_A_ONE, Q_ONE = one(both(P(a, b))), one(over_a(p(a))), one(over_b(q(b)))
C_ONE = Every(one(over_b(c(a, b))), a, A)
K_ONE = one(over_b(k(b)))
MASS = both(P(a, b))


def mean(body):
    """E over the table P, whatever it sums to."""
    return both(P(a, b) * body) / MASS


def mean_p(body):
    """E over weights that sum to one."""
    return over_a(p(a) * body)


def covariance(one, other, expectation=mean_p):
    return expectation((one - expectation(one)) * (other - expectation(other)))


def variance(body, expectation=mean_p):
    return covariance(body, body, expectation)


OF_A = over_b(P(a, b))  # the marginals of P
OF_B = over_a(P(a, b))
INNER = over_b(P(a, b) * f(a, b)) / OF_A  # E[f | a]
INNER_X, INNER_Y = (over_b(P(a, b) * each(b)) / OF_A for each in (x, y))


def by_a(body):
    """E of what depends on a alone, by the marginal of P."""
    return over_a(OF_A * body) / MASS


EVIDENCE = over_b(k(b))  # k_b = p(x, b), so that this is p(x)
MARGINAL = over_a(p(a) * c(a, b))  # p(b) = Σ_a p(a) p(b|a)
SLOPE = over_a(p(a) * G(a, b, i))  # ∂p(b)/∂b_i
POSTERIOR = p(a) * c(a, b) / MARGINAL

IDENTITIES = [
    # name, left, right, wrong right, conditions
    ("tower rule", by_a(INNER), mean(f(a, b)), over_a(INNER), ()),
    ("tower rule, weights of sum one", over_a(OF_A * INNER), both(P(a, b) * f(a, b)), over_a(INNER) / A, (P_ONE,)),
    ("tower rule, conditionals", over_a(p(a) * over_b(c(a, b) * f(a, b))), both(p(a) * c(a, b) * f(a, b)), both(c(a, b) * f(a, b)), (P_A_ONE, C_ONE)),
    ("what is known comes out", by_a(g(a) * INNER), mean(g(a) * f(a, b)), by_a(g(a)) * mean(f(a, b)), ()),
    ("the mean of a constant", mean(u), u, u * MASS, ()),
    ("the mean of a constant, weights of sum one", both(P(a, b) * u), u, u**2, (P_ONE,)),
    ("linearity", mean(u * x(a) + v * y(b) + m), u * mean(x(a)) + v * mean(y(b)) + m, u * mean(x(a)) + v * mean(y(b)), ()),
    ("variance", variance(x(a)), mean_p(x(a) ** 2) - mean_p(x(a)) ** 2, mean_p(x(a) ** 2) - mean_p(x(a)), (P_A_ONE,)),
    ("variance of any table", variance(f(a, b), mean), mean(f(a, b) ** 2) - mean(f(a, b)) ** 2, mean(f(a, b) ** 2), ()),
    ("total variance", variance(f(a, b), mean), by_a(over_b(P(a, b) * (f(a, b) - over_b(P(a, e) * f(a, e), e) / over_b(P(a, e), e)) ** 2) / OF_A) + by_a((INNER - by_a(INNER)) ** 2), by_a((INNER - by_a(INNER)) ** 2), ()),
    ("total covariance", covariance(x(b), y(b), mean), by_a(over_b(P(a, b) * (x(b) - over_b(P(a, e) * x(e), e) / over_b(P(a, e), e)) * (y(b) - over_b(P(a, e) * y(e), e) / over_b(P(a, e), e))) / OF_A) + by_a(INNER_X * INNER_Y) - by_a(INNER_X) * by_a(INNER_Y), by_a(INNER_X * INNER_Y) - by_a(INNER_X) * by_a(INNER_Y), ()),
    ("covariance is bilinear", covariance(u * x(a) + v * y(a), z(a)), u * covariance(x(a), z(a)) + v * covariance(y(a), z(a)), u * covariance(x(a), z(a)) + covariance(y(a), z(a)), (P_A_ONE,)),
    ("covariance is bilinear in any table", covariance(u * x(a) + m, y(b), mean), u * covariance(x(a), y(b), mean), u**2 * covariance(x(a), y(b), mean), ()),
    ("covariance by moments", covariance(x(a), y(a)), mean_p(x(a) * y(a)) - mean_p(x(a)) * mean_p(y(a)), mean_p(x(a) * y(a)), (P_A_ONE,)),
    ("variance of a sum", variance(x(a) + y(b), mean), variance(x(a), mean) + variance(y(b), mean) + 2 * covariance(x(a), y(b), mean), variance(x(a), mean) + variance(y(b), mean), ()),
    ("variance of a multiple", variance(u * x(a) + m), u**2 * variance(x(a)), u * variance(x(a)), (P_A_ONE,)),
    ("variance by pairs", variance(x(a)), over_a(over_a(p(a) * p(d) * (x(a) - x(d)) ** 2, d)) / 2, over_a(over_a(p(a) * p(d) * (x(a) - x(d)) ** 2, d)), (P_A_ONE,)),
    ("independence: a product of means", both(p(a) * q(b) * x(a) * y(b)), mean_p(x(a)) * over_b(q(b) * y(b)), mean_p(x(a)) + over_b(q(b) * y(b)), ()),
    ("independence: variances add", both(p(a) * q(b) * (x(a) + y(b)) ** 2) - both(p(a) * q(b) * (x(a) + y(b))) ** 2, variance(x(a)) + over_b(q(b) * y(b) ** 2) - over_b(q(b) * y(b)) ** 2, variance(x(a)) - over_b(q(b) * y(b)) ** 2, (P_A_ONE, Q_ONE)),
    ("bias and variance of an estimator", mean_p((x(a) - m) ** 2), variance(x(a)) + (mean_p(x(a)) - m) ** 2, variance(x(a)) + mean_p(x(a)) - m, (P_A_ONE,)),
    ("bias, variance and noise", both(p(a) * q(b) * (x(a) - y(b)) ** 2), variance(x(a)) + (mean_p(x(a)) - over_b(q(b) * y(b))) ** 2 + over_b(q(b) * y(b) ** 2) - over_b(q(b) * y(b)) ** 2, variance(x(a)) + over_b(q(b) * y(b) ** 2) - over_b(q(b) * y(b)) ** 2, (P_A_ONE, Q_ONE)),
    ("the conditional mean is orthogonal", both(P(a, b) * (f(a, b) - over_b(P(a, e) * f(a, e), e) / over_b(P(a, e), e)) * g(a)), Integer(0), mean(g(a)), ()),
    ("gradient of the squared error", differentiate(both(P(a, b) * (f(a, b) - h(b)) ** 2), h(e)), 2 * over_a(P(a, e) * (h(e) - f(a, e))), 2 * over_a(h(e) - f(a, e)), ()),
    ("importance sampling", over_b(q(b) * (k(b) / q(b)) * f(b)), over_b(k(b) * f(b)), over_b(q(b) * f(b)), ()),
    ("self-normalised importance sampling", over_b(q(b) * (k(b) / q(b)) * f(b)) / over_b(q(b) * k(b) / q(b)), over_b(k(b) * f(b)) / over_b(k(b)), over_b(k(b) * f(b)), ()),
    ("second moment of importance weights", over_b(q(b) * (k(b) / q(b) - 1) ** 2), over_b(k(b) ** 2 / q(b)) - 1, over_b(k(b) ** 2 / q(b)), (Q_ONE, K_ONE)),
    ("control variate", mean_p(x(a) - u * (y(a) - mean_p(y(a)))), mean_p(x(a)), mean_p(x(a)) - u * mean_p(y(a)), (P_A_ONE,)),
    ("a baseline changes nothing", over_b(g(b) * (f(b) - u)), over_b(g(b) * f(b)), over_b(g(b) * f(b)) + u, (Eq(over_b(g(b)), 0, evaluate=False),)),
    ("a baseline for each a", over_a(p(a) * over_b(f(a, b) * (x(b) - y(a)))), both(p(a) * f(a, b) * x(b)), both(p(a) * x(b)), (Every(Eq(over_b(f(a, b)), 0, evaluate=False), a, A),)),
    ("Bayes: posteriors sum to one", over_a(POSTERIOR), Integer(1), MARGINAL, ()),
    ("Bayes: the posterior mean, averaged", over_b(MARGINAL * over_a(POSTERIOR * x(a))), mean_p(x(a)), over_b(over_a(POSTERIOR * x(a))), (C_ONE, P_A_ONE)),
    ("a score is the posterior mean of scores", SLOPE / MARGINAL, over_a(POSTERIOR * G(a, b, i) / c(a, b)), over_a(p(a) * G(a, b, i) / c(a, b)), ()),
    ("the mean of a score", over_b(MARGINAL * SLOPE / MARGINAL), over_a(p(a) * over_b(G(a, b, i))), over_b(SLOPE / MARGINAL), ()),
    ("the mean of a score is 0", over_b(MARGINAL * (SLOPE / MARGINAL)), Integer(0), SLOPE, (Every(Eq(over_b(G(a, b, i)), 0, evaluate=False), a, A, i, D),)),
    ("Stein: a score against a function", over_b(MARGINAL * (SLOPE / MARGINAL) * h(b)), over_a(p(a) * over_b(c(a, b) * (G(a, b, i) / c(a, b)) * h(b))), over_b(SLOPE / MARGINAL * h(b)), ()),
    ("entropy of a product", -both(p(a) * q(b) * log(p(a) * q(b))), -mean_p(log(p(a))) - over_b(q(b) * log(q(b))), -mean_p(log(p(a))), (P_A_ONE, Q_ONE)),
    ("cross entropy", -over_b(q(b) * log(k(b))), -over_b(q(b) * log(q(b))) + over_b(q(b) * log(q(b) / k(b))), -over_b(q(b) * log(q(b))), ()),
    ("ELBO", log(EVIDENCE), over_b(q(b) * log(k(b) / q(b))) + over_b(q(b) * log(q(b) / (k(b) / EVIDENCE))), over_b(q(b) * log(k(b) / q(b))), (Q_ONE,)),
    ("ELBO as reconstruction and KL", over_b(q(b) * log(k(b) * g(b) ** 2 / q(b))), over_b(q(b) * log(g(b) ** 2)) - over_b(q(b) * log(q(b) / k(b))), over_b(q(b) * log(g(b) ** 2)) + over_b(q(b) * log(q(b) / k(b))), ()),
    ("chain rule of KL", both(p(a) * c(a, b) * log(p(a) * c(a, b) / (R(a) * P(a, b)))), mean_p(log(p(a) / R(a))) + over_a(p(a) * over_b(c(a, b) * log(c(a, b) / P(a, b)))), mean_p(log(p(a) / R(a))) + both(c(a, b) * log(c(a, b) / P(a, b))), (C_ONE,)),
    ("mutual information by entropies", both(P(a, b) * log(P(a, b) / (OF_A * OF_B))), both(P(a, b) * log(P(a, b))) - over_a(OF_A * log(OF_A)) - over_b(OF_B * log(OF_B)), both(P(a, b) * log(P(a, b))), ()),
    ("noise of mean 0", both(p(a) * q(b) * (x(a) + r * n(b)) ** 2), mean_p(x(a) ** 2) + r**2 * v, mean_p(x(a) ** 2) + r * v, (P_A_ONE, Q_ONE, Eq(over_b(q(b) * n(b)), 0, evaluate=False), Eq(over_b(q(b) * n(b) ** 2), v, evaluate=False))),
    ("moments that factor", both(P(a, b) * (x(a) * y(b) + u)), both(P(a, b) * x(a)) * both(P(a, b) * y(b)) + u, both(P(a, b) * x(a)) + u, (P_ONE, Eq(both(P(a, b) * x(a) * y(b)), both(P(a, b) * x(a)) * both(P(a, b) * y(b)), evaluate=False))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "wrong", "given"), IDENTITIES, ids=[row[0] for row in IDENTITIES])
def test_identities_hold_for_every_distribution_and_near_misses_do_not(name, left, right, wrong, given):
    verdict = decide(claim(left, right, given))
    assert isinstance(verdict, Proved)
    assert verdict.proof.scope.startswith("for every ")
    assert isinstance(decide(claim(left, wrong, given)), Refuted)


# --- objectives: s is the free output of a network

SCORE = SLOPE / MARGINAL
EXPLICIT = HALF * over_b(MARGINAL * over_i((s(b, i) - SCORE) ** 2))
DENOISING = HALF * both(p(a) * c(a, b) * over_i((s(b, i) - G(a, b, i) / c(a, b)) ** 2))
PRIOR_MEAN = over_a(p(d) * G(d, b, i) / c(d, b), d)
OTHER_MARGINAL = over_a(p(d) * c(d, b), d)
NEAR_MISSES = [
    ("sign", HALF * both(p(a) * c(a, b) * over_i((s(b, i) + G(a, b, i) / c(a, b)) ** 2))),
    ("a factor on one term only", both(p(a) * c(a, b) * over_i(s(b, i) ** 2 - s(b, i) * G(a, b, i) / c(a, b)))),
    ("a score of the posterior", HALF * both(p(a) * c(a, b) * over_i((s(b, i) - p(a) * G(a, b, i) / OTHER_MARGINAL) ** 2))),
    ("weighted by the posterior", HALF * both(p(a) * c(a, b) / OTHER_MARGINAL * over_i((s(b, i) - G(a, b, i) / c(a, b)) ** 2))),
    ("the average of the prior", HALF * both(p(a) * c(a, b) * over_i((s(b, i) - PRIOR_MEAN) ** 2))),
    ("the density twice", HALF * both(p(a) * c(a, b) ** 2 * over_i((s(b, i) - G(a, b, i) / c(a, b)) ** 2))),
    ("no square", HALF * both(p(a) * c(a, b) * sqrt(over_i((s(b, i) - G(a, b, i) / c(a, b)) ** 2)))),
    ("no p_a", HALF * both(c(a, b) * over_i((s(b, i) - G(a, b, i) / c(a, b)) ** 2))),
    ("a slope in place of a score", HALF * both(p(a) * c(a, b) * over_i((s(b, i) - G(a, b, i)) ** 2))),
    ("independent draws", HALF * both(p(a) * OTHER_MARGINAL * over_i((s(b, i) - G(a, b, i) / c(a, b)) ** 2))),
    ("to be maximised", -DENOISING),
    ("free of the network", both(p(a) * c(a, b))),
]  # fmt: skip
WEIGHTS = [(), (P_A_ONE,), (P_A_ONE, C_ONE)]


def objective(left, right, relation, given=()):
    return decide(claim(left, right, given, relation))


@pytest.mark.parametrize("given", WEIGHTS, ids=["any weights", "p sums to one", "p and c sum to one"])
@pytest.mark.parametrize("relation", [Relation.SAME_MINIMISER, Relation.EQUAL_UP_TO_CONSTANT])
def test_denoising_score_matching_is_explicit_score_matching(relation, given):
    verdict = objective(EXPLICIT, DENOISING, relation, given)
    assert isinstance(verdict, Proved)
    assert verdict.proof.scope == "for every A and B and D"
    assert isinstance(objective(DENOISING, EXPLICIT, relation, given), Proved)


@pytest.mark.parametrize("given", WEIGHTS[::2], ids=["any weights", "p and c sum to one"])
@pytest.mark.parametrize("relation", [Relation.SAME_MINIMISER, Relation.EQUAL_UP_TO_CONSTANT])
@pytest.mark.parametrize(("name", "other"), NEAR_MISSES, ids=[row[0] for row in NEAR_MISSES])
def test_near_misses_of_denoising_score_matching_are_refuted(name, other, relation, given):
    assert isinstance(objective(EXPLICIT, other, relation, given), Refuted)
    assert isinstance(objective(other, EXPLICIT, relation, given), Refuted)


LEFT_OUT = 1 - alpha ** (2 * t)
NOISE_MATCHING = both(P(a, b) * over_i((s(b, i) + f(a, b) * X_I / sqrt(LEFT_OUT)) ** 2))
SCALED = [
    ("a factor", 3 * DENOISING, EXPLICIT),
    ("a factor with a name", DENOISING / (2 * LEFT_OUT), EXPLICIT),
    ("a factor on the other side", EXPLICIT, r**2 / alpha * DENOISING + u),
    ("the mass of a table", mean(over_i((s(b, i) - f(a, b)) ** 2)), both(P(a, b) * over_i(s(b, i) ** 2 - 2 * s(b, i) * f(a, b)))),
    ("noise prediction", both(P(a, b) * over_i((-s(b, i) / sqrt(LEFT_OUT) + f(a, b) / sqrt(LEFT_OUT)) ** 2)), both(P(a, b) * over_i((s(b, i) - f(a, b)) ** 2))),
    ("noise and score", NOISE_MATCHING, both(P(a, b) * over_i(s(b, i) ** 2 * sqrt(LEFT_OUT) + 2 * s(b, i) * f(a, b) * X_I))),
    ("the conditional mean", over_b(OF_B * (s(b, 1) - over_a(P(a, b) * f(a, b)) / OF_B) ** 2), mean((s(b, 1) - f(a, b)) ** 2)),
    ("an implicit form", EXPLICIT, over_b(MARGINAL * over_i(s(b, i) ** 2)) / 2 - over_b(over_i(s(b, i) * SLOPE))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right"), SCALED, ids=[row[0] for row in SCALED])
def test_a_positive_factor_and_a_constant_change_no_minimiser(name, left, right):
    verdict = objective(left, right, Relation.SAME_MINIMISER)
    assert isinstance(verdict, Proved)
    assert verdict.proof.scope.startswith("for every ")
    assert isinstance(objective(left, -right, Relation.SAME_MINIMISER), Refuted)


def test_a_factor_that_may_be_negative_is_refuted():
    assert isinstance(objective(u * DENOISING, EXPLICIT, Relation.SAME_MINIMISER), Refuted)
    assert isinstance(objective((1 - alpha**t) * DENOISING, EXPLICIT, Relation.SAME_MINIMISER), Proved)
    assert isinstance(objective((1 - 2 * alpha**t) * DENOISING, EXPLICIT, Relation.SAME_MINIMISER), Refuted)


def test_two_sides_that_are_free_of_the_network_are_not_proved():
    assert isinstance(objective(MASS, 2 * MASS, Relation.SAME_MINIMISER), Undecided)
    assert isinstance(objective(MASS, 2 * MASS, Relation.PROPORTIONAL), Proved)


PROPORTIONAL = [
    ("a posterior and a joint", s(1, 1) * over_b(s(b, 1)), 2 * r * s(1, 1) * over_b(s(b, 1)), s(1, 1) * over_b(s(b, 1)) + 1),
    ("an objective and its multiple", EXPLICIT, EXPLICIT * both(P(a, b)), DENOISING),
    ("a product over the data", sympy.exp(-over_b(s(b, 1) ** 2) / (2 * v)), sympy.exp(u - over_b(s(b, 1) ** 2) / (2 * v)), sympy.exp(-over_b(s(b, 1) ** 2))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "wrong"), PROPORTIONAL, ids=[row[0] for row in PROPORTIONAL])
def test_proportional_in_a_family(name, left, right, wrong):
    assert isinstance(objective(left, right, Relation.PROPORTIONAL), Proved)
    assert isinstance(objective(left, wrong, Relation.PROPORTIONAL), Refuted)


# --- inequalities: never wrong

KL = over_b(q(b) * log(q(b) / k(b)))
INEQUALITIES = [
    ("Jensen, reversed", mean_p(x(a) ** 2), mean_p(x(a)) ** 2, Relation.AT_MOST, (P_A_ONE,), Refuted),
    ("Jensen", mean_p(x(a) ** 2), mean_p(x(a)) ** 2, Relation.AT_LEAST, (P_A_ONE,), (Proved, Undecided)),
    ("Jensen for a logarithm, reversed", log(over_b(q(b) * k(b))), over_b(q(b) * log(k(b))), Relation.AT_MOST, (Q_ONE,), Refuted),
    ("KL ≥ 0", KL, 0, Relation.AT_LEAST, (Q_ONE, K_ONE), (Proved, Undecided)),
    ("KL ≤ 0", KL, 0, Relation.AT_MOST, (Q_ONE, K_ONE), Refuted),
    ("KL ≥ 0 for weights of any sum", KL, 0, Relation.AT_LEAST, (), Refuted),
    ("the mean of a product, for any table", mean(x(a) * y(b)), mean(x(a)) * mean(y(b)), Relation.EQUAL, (), Refuted),
    ("the mean of a quotient", mean_p(x(a) / z(a)), mean_p(x(a)) / mean_p(z(a)), Relation.EQUAL, (P_A_ONE,), Refuted),
    ("ELBO as a bound, reversed", log(EVIDENCE), over_b(q(b) * log(k(b) / q(b))), Relation.AT_MOST, (Q_ONE,), Refuted),
    ("Cauchy and Schwarz, reversed", covariance(x(a), y(a)) ** 2, variance(x(a)) * variance(y(a)), Relation.AT_LEAST, (P_A_ONE,), Refuted),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "left", "right", "relation", "given", "wanted"), INEQUALITIES, ids=[row[0] for row in INEQUALITIES]
)
def test_inequalities_are_never_decided_wrongly(name, left, right, relation, given, wanted):
    assert isinstance(decide(claim(left, right, given, relation)), wanted)
