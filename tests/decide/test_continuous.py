"""Claims about continuous random names: true ones are never refuted, false ones are, by normal names."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy
from sympy import Eq, Integer, Rational, Symbol, exp, log, sqrt

from derivo.checks.decide.kernel import certify
from derivo.checks.decide.search.decide import decide
from derivo.checks.language.domains import POSITIVE
from derivo.checks.language.families import Total, entry
from derivo.checks.language.nodes import add, multiply
from derivo.checks.language.tables import Law, Network, sample
from derivo.checks.verdict import Normal, Proof, Proved, Refuted, Relation, Undecided, Witness
from tests.decide.continuous import D, Joint, alpha, claim, network, norm, square, t, u, v, value

P = Joint("p", ("X", "Z"))
Q = Joint("q", ("X",))
ALONE = Joint("p", ("X",))
F = Network("f(X)", "f", ("X",))
G = Network("g(Z)", "g", ("Z",))


def x(at):
    return value("X", at)


def z(at):
    return value("Z", at)


def f(at):
    return network("f", ("X",), at)


def g(at):
    return network("g", ("Z",), at)


def p_x(at):
    return P.density(("X",), (), at)


def score(at):
    return P.score("X", ("X",), (), at)


def equal(left, right, relation=Relation.EQUAL, **more):
    return decide(claim(left, right, relation, **({"joints": (P,), "networks": (F, G)} | more)))


E = P.mean
ENTROPY = -E(lambda at: log(p_x(at)))
JOINT_ENTROPY = -E(lambda at: log(P.density(("X", "Z"), (), at)))
KL = P.mean(lambda at: log(p_x(at)) - log(Q.density(("X",), (), at)), ["X"])
VARIANCE = E(lambda at: (x(at) - E(x)) ** 2)
INNER = E(lambda at: (E(x, ["X"], ["Z"], at) - E(x)) ** 2, ["Z"])
WITHIN = E(lambda at: square(x(at) - E(x, ["X"], ["Z"], at)))
FREE = P.free

TRUE = [
    ("Stein", E(lambda at: x(at) * score(at)), Integer(-1)),
    ("Stein, squared", E(lambda at: x(at) ** 2 * score(at)), -2 * E(x)),
    ("Stein for a conditional", E(lambda at: x(at) * P.score("X", ("X",), ("Z",), at)), Integer(-1)),
    ("Stein by the joint", E(lambda at: x(at) * P.score("X", ("X", "Z"), (), at)), Integer(-1)),
    ("the mean of a score", E(score), Integer(0)),
    ("a score and a function of the other", E(lambda at: g(at) * P.score("X", ("X",), ("Z",), at)), Integer(0)),
    ("a score is the mean of conditional scores", P.score("X", ("X",)), P.mean(lambda at: P.score("X", ("X",), ("Z",), at), ["Z"], ["X"])),
    ("densities integrate to 1", P.integral(p_x, ["X"]), Integer(1)),
    ("a slope integrates to 0", P.integral(lambda at: p_x(at) * score(at), ["X"]), Integer(0)),
    ("∫ x ∇p = −1", P.integral(lambda at: x(at) * p_x(at) * score(at), ["X"]), Integer(-1)),
    ("Gauss", P.integral(lambda at: exp(-(x(at) ** 2)), ["X"]), sqrt(sympy.pi)),
    ("Gauss, with a name", P.integral(lambda at: exp(-(x(at) ** 2) / (2 * v)), ["X"]), sqrt(2 * sympy.pi * v)),
    ("Gauss, moved", P.integral(lambda at: exp(-((x(at) - u) ** 2)), ["X"]), sqrt(sympy.pi)),
    ("the second moment", P.integral(lambda at: x(at) ** 2 * exp(-(x(at) ** 2) / 2), ["X"]), sqrt(2 * sympy.pi)),
    ("tower", E(lambda at: E(x, ["X"], ["Z"], at), ["Z"]), E(x)),
    ("tower, a function", E(lambda at: g(at) * E(f, ["X"], ["Z"], at), ["Z"]), E(lambda at: f(at) * g(at))),
    ("total variance", VARIANCE, WITHIN + INNER),
    ("Bayes", P.density(("X",), ("Z",)), P.density(("Z",), ("X",)) * P.density(("X",)) / P.density(("Z",))),
    ("the marginal", P.density(("X",)), P.integral(lambda at: P.density(("X",), ("Z",), at) * P.density(("Z",), (), at), ["Z"])),
    ("entropies", JOINT_ENTROPY, -E(lambda at: log(P.density(("X",), ("Z",), at))) - E(lambda at: log(P.density(("Z",), (), at)))),
]  # fmt: skip
WRONG = [
    ("Stein, sign", E(lambda at: x(at) * score(at)), Integer(1)),
    ("Stein, factor", E(lambda at: x(at) ** 2 * score(at)), -E(x)),
    ("the mean of a score", E(score), E(x)),
    ("a score squared", E(lambda at: score(at) ** 2), Integer(1)),
    ("Gauss", P.integral(lambda at: exp(-(x(at) ** 2)), ["X"]), sympy.pi),
    ("Gauss, with a name", P.integral(lambda at: exp(-(x(at) ** 2) / (2 * v)), ["X"]), sqrt(2 * sympy.pi) * v),
    ("tower", E(lambda at: E(x, ["X"], ["Z"], at), ["Z"]), E(z)),
    ("tower, apart", E(lambda at: f(at) * g(at)), E(f) * E(g)),
    ("total variance", VARIANCE, INNER),
    ("total variance, the other", VARIANCE, WITHIN),
    ("Bayes", P.density(("X",), ("Z",)), P.density(("Z",), ("X",)) * P.density(("Z",)) / P.density(("X",))),
    ("independence", P.density(("X", "Z")), P.density(("X",)) * P.density(("Z",))),
    ("the marginal", P.density(("X",)), P.integral(lambda at: P.density(("X",), ("Z",), at), ["Z"])),
    ("a conditional score", P.score("X", ("X",)), P.score("X", ("X",), ("Z",))),
    ("entropies", JOINT_ENTROPY, ENTROPY),
    ("E without a density", E(f), P.integral(f, ["X"])),
    ("two densities", P.mean(x, ["X"]), Q.mean(x, ["X"])),
    ("a modulus", E(lambda at: sympy.Abs(1) * norm(x(at), sample("i"), Integer(1))), E(x)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right"), TRUE, ids=[row[0] for row in TRUE])
def test_what_holds_for_every_density_is_never_refuted(name, left, right):
    assert not isinstance(equal(left, right), Refuted)
    assert not isinstance(equal(right, left), Refuted)


@pytest.mark.parametrize(("name", "left", "right"), WRONG, ids=[row[0] for row in WRONG])
def test_what_fails_for_normal_names_is_refuted(name, left, right):
    joints = (P, Q) if name == "two densities" else (P,)
    for sides in ((left, right), (right, left)):
        verdict = equal(*sides, joints=joints)
        assert isinstance(verdict, Refuted)
        assert verdict.witness.continuous
        assert certify(claim(*sides, joints=joints, networks=(F, G)), verdict.witness) == verdict


INEQUALITIES = [
    ("KL ≥ 0", KL, 0, True),
    ("entropy is no more than that of parts", JOINT_ENTROPY, ENTROPY - E(lambda at: log(P.density(("Z",), (), at))), False),
    ("variance ≥ 0", VARIANCE, 0, True),
    ("Jensen", E(lambda at: x(at) ** 2), E(x) ** 2, True),
    ("Cauchy and Schwarz", E(lambda at: x(at) ** 2) * E(lambda at: z(at) ** 2), E(lambda at: x(at) * z(at)) ** 2, True),
    ("the mean of the conditional variance", VARIANCE, WITHIN, True),
    ("Fisher and variance", VARIANCE * E(lambda at: score(at) ** 2), 1, True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "above"), INEQUALITIES, ids=[row[0] for row in INEQUALITIES])
def test_inequalities_are_refuted_one_way_only(name, left, right, above):
    true, false = (Relation.AT_LEAST, Relation.BELOW) if above else (Relation.AT_MOST, Relation.ABOVE)
    joints = (P, Q)
    assert not isinstance(equal(left, right, true, joints=joints), Refuted)
    assert isinstance(equal(left, right, false, joints=joints), Refuted)


def test_a_normal_name_has_the_largest_entropy():
    largest = log(2 * sympy.pi * sympy.E * VARIANCE) / 2
    assert not isinstance(equal(ENTROPY, largest, Relation.AT_MOST), Refuted)
    assert isinstance(equal(ENTROPY, largest - Rational(1, 10**9), Relation.AT_MOST), Refuted)


def test_an_entropy_may_be_negative():
    assert isinstance(equal(ENTROPY, 0, Relation.AT_LEAST), Refuted)


# --- score matching: X_t is N(α^t x_0, 1 − α^(2t)) given x_0, in d dimensions

AXIS = Symbol("i", integer=True)
LEFT = 1 - alpha ** (2 * t)
SCALE = alpha**t
HALF = Rational(1, 2)
M = Joint("p", ("X_0", "X_t"))
S_T, S_0 = Network("s(X_t)", "s", ("X_t",)), Network("s(X_0)", "s", ("X_0",))
LAW = Law("X_t", multiply(SCALE, entry("X_0", sample("X_0"), Integer(1))), LEFT)
ABOUT = ("s(X_t)", "s(X_0)")


def x0(at, axis=AXIS):
    return value("X_0", at, axis)


def xt(at, axis=AXIS):
    return value("X_t", at, axis)


def s(at, of="X_t", axis=AXIS):
    return network("s", (of,), at, axis)


def noise(at, sign=-1, power=HALF):
    return add(xt(at), multiply(Integer(sign), SCALE, x0(at))) / LEFT**power


def squared(body, mean=M.mean, **more):
    """E of ½‖body‖²."""
    return Rational(1, 2) * mean(lambda at: norm(body(at), AXIS) ** 2, **more)


def known(places, axis):
    """The score of the joint in x_t, by the law."""
    return -(xt(places, axis) - SCALE * x0(places, axis)) / LEFT


def of_marginal(at):
    return M.score("X_t", ("X_t",), (), at, AXIS, known)


def of_conditional(at):
    return M.score("X_t", ("X_t",), ("X_0",), at, AXIS, known)


def any_marginal(at):
    return M.score("X_t", ("X_t",), (), at, AXIS)


def any_conditional(at):
    return M.score("X_t", ("X_t",), ("X_0",), at, AXIS)


def of_posterior(at):
    return M.score("X_t", ("X_0",), ("X_t",), at, AXIS)


EXPLICIT = squared(lambda at: s(at) - of_marginal(at), over=["X_t"])
EXPLICIT_ANY = squared(lambda at: s(at) - any_marginal(at), over=["X_t"])
DENOISING_ANY = squared(lambda at: s(at) - any_conditional(at))


def minimisers(left, right, *, law, relation=Relation.SAME_MINIMISER):
    networks = (S_T, S_0) if right.has(entry("s(X_0)", 1).args[0]) or left.has(entry("s(X_0)", 1).args[0]) else (S_T,)
    about = tuple(each.family for each in networks)
    return decide(claim(left, right, relation, joints=(M,), laws=(LAW,) if law else (), networks=networks, about=about))


SAME = [
    ("denoising", EXPLICIT_ANY, DENOISING_ANY, False),
    ("denoising, by the law", EXPLICIT, squared(lambda at: s(at) - of_conditional(at)), True),
    ("the score of a normal name", EXPLICIT, squared(lambda at: s(at) + noise(at, power=1)), True),
    ("any density", EXPLICIT_ANY, squared(lambda at: s(at) + noise(at, power=1)), True),
    ("noise", EXPLICIT, squared(lambda at: s(at) * sqrt(LEFT) + noise(at)), True),
    ("noise, times a number", EXPLICIT, 3 * squared(lambda at: s(at) * sqrt(LEFT) + noise(at)), True),
    ("implicit", EXPLICIT_ANY, Rational(1, 2) * M.mean(lambda at: Total(square(s(at)) - 2 * s(at) * any_marginal(at), AXIS, Integer(1), D), ["X_t"]), False),
]  # fmt: skip


def times_density(at):
    return M.density(("X_t",), ("X_0",), at)


MISSES = [
    ("conditional on the wrong name", squared(lambda at: s(at) - of_posterior(at)), False),
    ("sign", squared(lambda at: s(at) + any_conditional(at)), False),
    ("half on one term", M.mean(lambda at: Total(square(s(at)) / 2 - 2 * s(at) * any_conditional(at), AXIS, Integer(1), D)), False),
    ("a factor of two on the cross term", M.mean(lambda at: Total(square(s(at)) - 4 * s(at) * any_conditional(at), AXIS, Integer(1), D)), False),
    ("no square", M.mean(lambda at: norm(s(at) - any_conditional(at), AXIS)), False),
    ("no logarithm", squared(lambda at: s(at) - times_density(at) * any_conditional(at)), False),
    ("the density twice", M.mean(lambda at: times_density(at) * norm(s(at) - any_conditional(at), AXIS) ** 2), False),
    ("the average of the prior", squared(lambda at: s(at) - M.mean(lambda to: any_conditional(to), ["X_0"], (), at), over=["X_t"]), False),
    ("at the data", squared(lambda at: s(at, "X_0") - any_conditional(at)), False),
    ("to be maximised", -DENOISING_ANY, False),
    ("minus", squared(lambda at: s(at) - noise(at, power=1)), True),
    ("a root in place of the variance", squared(lambda at: s(at) + noise(at)), True),
    ("noise itself", squared(lambda at: s(at) - noise(at)), True),
    ("noise, no square", M.mean(lambda at: norm(s(at) * sqrt(LEFT) + noise(at), AXIS)), True),
    ("noise, plus in it", squared(lambda at: s(at) * sqrt(LEFT) + noise(at, sign=1)), True),
    ("noise, at the data", squared(lambda at: s(at, "X_0") * sqrt(LEFT) + noise(at)), True),
    ("noise, no scale", squared(lambda at: s(at) * sqrt(LEFT) + (xt(at) - x0(at)) / sqrt(LEFT)), True),
    ("the data", squared(lambda at: s(at) - x0(at)), True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "left", "right", "law"), SAME, ids=[row[0] for row in SAME])
def test_objectives_with_the_same_minimiser_are_never_refuted(name, left, right, law):
    assert not isinstance(minimisers(left, right, law=law), Refuted)
    assert not isinstance(minimisers(right, left, law=law), Refuted)
    if name in ("denoising", "implicit"):
        assert isinstance(minimisers(left, right, law=law), Proved)


@pytest.mark.parametrize(("name", "right", "law"), MISSES, ids=[row[0] for row in MISSES])
def test_near_misses_of_score_matching_are_refuted(name, right, law):
    left = EXPLICIT if law else EXPLICIT_ANY
    for sides in ((left, right), (right, left)):
        verdict = minimisers(*sides, law=law)
        assert isinstance(verdict, Refuted), verdict
        assert verdict.witness.continuous
        assert verdict.witness.compares in ("changes", "ratios")


@pytest.mark.parametrize(("name", "right", "law"), MISSES, ids=[row[0] for row in MISSES])
def test_near_misses_are_not_equal_up_to_a_constant(name, right, law):
    left = EXPLICIT if law else EXPLICIT_ANY
    assert isinstance(minimisers(left, right, law=law, relation=Relation.EQUAL_UP_TO_CONSTANT), Refuted)


def test_what_diverges_for_every_model_is_undecided():
    """∫∫ p(x_t|x_0)‖s − ∇log p(x_t|x_0)‖² dx_t dx_0 has no value: p(x_0) is missing."""
    missing = M.integral(lambda at: times_density(at) * norm(s(at) - any_conditional(at), AXIS) ** 2, ["X_0", "X_t"])
    assert isinstance(minimisers(EXPLICIT_ANY, missing, law=False), Undecided)


def test_explicit_and_denoising_are_equal_up_to_a_constant():
    found = minimisers(EXPLICIT_ANY, DENOISING_ANY, law=False, relation=Relation.EQUAL_UP_TO_CONSTANT)
    assert isinstance(found, Proved)


# --- forged evidence

STEIN = claim(E(lambda at: x(at) * score(at)), Integer(1), joints=(P,))
STANDARD = (Normal("p", "X", (), Fraction(1)), Normal("p", "Z", (("X", Fraction(1)),), Fraction(1)))
RIGHT = Witness((), normals=STANDARD, continuous=True)


def test_a_normal_witness_is_accepted():
    assert isinstance(certify(STEIN, RIGHT), Refuted)
    assert not isinstance(certify(replace(STEIN, right=Integer(-1)), RIGHT), Refuted)


def test_a_table_is_no_witness():
    plain = replace(STEIN, model=None)
    found = decide(plain)
    assert isinstance(found, Refuted)
    assert isinstance(certify(STEIN, found.witness), Undecided)
    assert isinstance(certify(STEIN, replace(found.witness, continuous=True)), Undecided)


X_ONLY = STANDARD[0]
FORGED = [
    (X_ONLY,),
    (*STANDARD, Normal("p", "Y", (), Fraction(1))),
    (X_ONLY, X_ONLY, STANDARD[1]),
    (replace(X_ONLY, variance=Fraction(0)), STANDARD[1]),
    (replace(X_ONLY, variance=Fraction(-1)), STANDARD[1]),
    (replace(X_ONLY, mean=(("Z", Fraction(1)),)), STANDARD[1]),
    (replace(X_ONLY, mean=(("X", Fraction(1)),)), STANDARD[1]),
    (replace(X_ONLY, mean=(("Y", Fraction(1)),)), STANDARD[1]),
    (replace(X_ONLY, mean=(("", Fraction(1)), ("", Fraction(2)))), STANDARD[1]),
    (replace(X_ONLY, joint="q"), STANDARD[1]),
]


@pytest.mark.parametrize("normals", FORGED)
def test_what_is_no_joint_density_is_no_witness(normals):
    assert isinstance(certify(STEIN, replace(RIGHT, normals=normals)), Undecided)


def of_x(body, wanted, **more):
    return claim(P.mean(body), wanted, joints=(P,), **more)


MEAN_ZERO = Eq(P.mean(x, ["X"]), 0, evaluate=False)
VARIANCE_V = Eq(P.mean(lambda at: x(at) ** 2, ["X"]), v, evaluate=False)


def test_declared_moments_are_respected():
    shifted = (replace(X_ONLY, mean=(("", Fraction(1)),)), STANDARD[1])
    stated = of_x(x, Integer(0), given=(MEAN_ZERO,))
    assert isinstance(certify(of_x(x, Integer(0)), replace(RIGHT, normals=shifted)), Refuted)
    assert isinstance(certify(stated, replace(RIGHT, normals=shifted)), Undecided)
    assert not isinstance(decide(stated), Refuted)
    fourth = of_x(lambda at: x(at) ** 4, v, given=(MEAN_ZERO, VARIANCE_V))
    for variance, wanted in ((1, Refuted), (2, Undecided)):
        normals = (replace(X_ONLY, variance=Fraction(variance)), STANDARD[1])
        witness = replace(RIGHT, normals=normals, point=(("v", Fraction(1)),))
        assert isinstance(certify(fourth, witness), wanted)
    assert isinstance(decide(fourth), Refuted)
    assert not isinstance(decide(of_x(lambda at: x(at) ** 2, v, given=(MEAN_ZERO, VARIANCE_V))), Refuted)


def test_moments_that_the_model_declares_are_respected():
    plain = of_x(lambda at: x(at) ** 4, 3 * v**2)
    model = replace(plain.model, declared=(MEAN_ZERO, VARIANCE_V))
    assert isinstance(decide(plain), Refuted)
    assert not isinstance(decide(replace(plain, model=model)), Refuted)
    assert isinstance(decide(replace(plain, right=v**2, model=model)), Refuted)
    for wrong in (of_x(x, Integer(0)), of_x(lambda at: x(at) ** 2, v)):
        assert isinstance(decide(wrong), Refuted)
        assert not isinstance(decide(replace(wrong, model=model)), Refuted)


def test_a_name_with_a_law_has_it():
    law = Law("X", u, v)
    mean = replace(of_x(x, u), model=replace(of_x(x, u).model, laws=(law,)))
    point = (("u", Fraction(2)), ("v", Fraction(1)))
    z_alone = (replace(STANDARD[1], mean=()),)
    assert not isinstance(certify(mean, Witness(point, normals=z_alone)), Refuted)
    assert isinstance(certify(replace(mean, right=2 * u), Witness(point, normals=z_alone)), Refuted)
    assert isinstance(certify(replace(mean, right=2 * u), Witness(point, normals=STANDARD)), Undecided)
    assert isinstance(certify(replace(mean, right=2 * u), Witness(point, normals=STANDARD[1:])), Refuted)
    assert isinstance(certify(replace(mean, right=2 * u), Witness(point[:1], normals=z_alone)), Undecided)
    negative = (("u", Fraction(2)), ("v", Fraction(-1)))
    assert isinstance(certify(replace(mean, right=2 * u), Witness(negative, normals=z_alone)), Undecided)


def test_other_models_are_undecided():
    x_is_two = P.mean(x)
    plain = claim(x_is_two, Integer(2), joints=(P,))
    assert isinstance(decide(plain), Refuted)
    positive = tuple((name, POSITIVE) for name, _ in plain.families)
    assert isinstance(decide(replace(plain, families=positive)), Undecided)
    assert isinstance(decide(replace(plain, model=replace(plain.model, beyond=("X",)))), Undecided)
    assert isinstance(decide(replace(plain, matrices=(("X", "posdef"),))), Undecided)
    variance = Law("X", Integer(0), P.free["X"])
    assert isinstance(decide(replace(plain, model=replace(plain.model, laws=(variance,)))), Undecided)
    curved = Law("X", entry("Z", sample("Z")) ** 2, Integer(1))
    assert isinstance(decide(replace(plain, model=replace(plain.model, laws=(curved,)))), Undecided)


def test_a_function_has_its_traits():
    positive = replace(F, traits=("positive",))
    assert not isinstance(equal(E(f), 0, Relation.ABOVE, networks=(positive,)), Refuted)
    assert isinstance(equal(E(f), 0, Relation.ABOVE, networks=(F,)), Refuted)
    assert isinstance(equal(E(f), 1, networks=(positive,)), Refuted)


def test_a_function_varies_everywhere_or_nowhere():
    left, right = (squared(lambda at, of=of: s(at, of) - xt(at)) for of in ("X_t", "X_0"))
    both = claim(left, right, Relation.SAME_MINIMISER, joints=(M,), networks=(S_T, S_0), about=("s(X_t)", "s(X_0)"))
    assert isinstance(decide(both), Refuted)
    assert isinstance(decide(replace(both, about=("s(X_t)",))), Undecided)


def test_names_of_two_coordinates_are_undecided():
    pair = Total(x0(M.free, Integer(1)), AXIS, Integer(1), Integer(2))
    assert isinstance(decide(claim(pair, Integer(0), joints=(M,))), Undecided)


# --- random rewritings


class Rewritings:
    """Pairs of expressions that are equal for every density, by rules of expectations applied at random."""

    def __init__(self, seed):
        self.source = random.Random(seed)

    def leaf(self):
        return self.source.choice(
            (x, z, f, g, score, lambda at: P.score("X", ("X",), ("Z",), at), lambda at: log(p_x(at)), lambda at: x(at) * z(at))
        )  # fmt: skip

    def pair(self):
        a, b, c = self.leaf(), self.leaf(), Rational(self.source.choice((1, -2, 3)), self.source.choice((1, 2)))
        h = self.source.choice((z, g))
        e = self.source.choice((x, f))
        return self.source.choice((
            lambda: (E(lambda at: a(at) + c * b(at)), E(a) + c * E(b)),
            lambda: (E(lambda at: square(a(at) - E(a))), E(lambda at: a(at) ** 2) - E(a) ** 2),
            lambda: (E(lambda at: h(at) * E(e, ["X"], ["Z"], at), ["Z"]), E(lambda at: e(at) * h(at))),
            lambda: (E(a), P.integral(lambda at: P.density(("X", "Z"), (), at) * a(at), ["Z", "X"])),
            lambda: (E(a), P.integral(lambda at: P.density(("X",), ("Z",), at) * P.density(("Z",), (), at) * a(at), ["X", "Z"])),
            lambda: (E(lambda at: e(at) * P.score("X", ("X",), ("Z",), at)), E(lambda at: e(at) * score(at), ["X"])),
            lambda: (E(lambda at: e(at) * score(at) + c), P.integral(lambda at: e(at) * p_x(at) * score(at), ["X"]) + c),
            lambda: (E(lambda at: x(at) * score(at) * c + b(at)), E(b) - c),
            lambda: (E(lambda at: log(P.density(("X", "Z"), (), at)) * c), c * E(lambda at: log(p_x(at)) + log(P.density(("Z",), ("X",), at)))),
        ))()  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_rewritten_expectations_are_never_refuted(seed):
    left, right = Rewritings(seed).pair()
    assert not isinstance(equal(left, right), Refuted)
    perturbed = decide(claim(left, right + Rational(1, 1000), joints=(P,), networks=(F, G)))
    assert not isinstance(perturbed, Proved)


def test_a_proof_that_a_model_contradicts_is_none():
    """A condition that is false for the model is not used against it: E[X] = 1 holds in no normal model of mean 0."""
    assert isinstance(certify(STEIN, Proof("identity")), Undecided)
