"""Sums of symbolic size: identities proved for every size, and their near misses refuted at one."""

from dataclasses import replace

import pytest
import sympy
from sympy import Eq, Ge, Integer, Le, Lt, Ne, Rational, exp, log, sqrt

from derivo.checks.decide.search.decide import decide
from derivo.checks.decide.sizes import bound
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE, REAL, Domain
from derivo.checks.language.families import Delta, Every, Times, Total, differentiate, entry
from derivo.checks.language.nodes import Choose, power
from derivo.checks.verdict import Claim, Proved, Refuted, Relation, Undecided

N, K = sympy.symbols("N K", integer=True, positive=True)
n, m, i, j, k, h = sympy.symbols("n m i j k h", integer=True)
s, lam = sympy.symbols("s lam", real=True)
BINARY = Domain(values=(0, 1))
FAMILIES = (("w", POSITIVE), ("q", NONNEGATIVE), ("x", REAL), ("y", REAL), ("p", POSITIVE), ("z", REAL), ("t", BINARY))


def family(name):
    return lambda *at: entry(name, *at)


w, q, x, y, p, z, mu, t = map(family, ("w", "q", "x", "y", "p", "z", "mu", "t"))


def total(body, index=n, size=N, *conditions):
    return Total(sympy.sympify(body), index, Integer(1), size, *conditions)


def claim(left, right, free=(), given=(), relation=Relation.EQUAL):
    left, right = sympy.sympify(left), sympy.sympify(right)
    used = {symbol for side in (left, right) for symbol in side.free_symbols} | {size for _, size in free}
    sizes = tuple(size for size in (N, K) if size in used)
    return Claim(
        left, right, relation, ((s, POSITIVE), (lam, POSITIVE)), given, sizes=sizes, indices=free, families=FAMILIES
    )


OF_K, OF_N = ((k, K),), ((k, N),)
SIMPLEX = (Every(Eq(total(q(j, n), j, K), 1, evaluate=False), n, N),)
W = total(w(n))
MASS = total(w(n) * q(k, n))
MEAN = total(w(n) * q(k, n) * x(n)) / MASS
SQUARES = total(w(n) * q(k, n) * x(n) ** 2) / MASS
AVERAGE = total(x(n)) / N
SOFT = exp(z(k)) / total(exp(z(i)), i)


def soft(at):
    return exp(z(at)) / total(exp(z(i)), i)


def sigma(u):
    return 1 / (1 + exp(-u))


NLL = total(log(1 + exp(s * x(n))) - t(n) * s * x(n))

IDENTITIES = [
    # name, left, right, wrong right, free indices, conditions
    ("a bound index may be renamed", total(x(n)), total(x(m), m), total(x(m) ** 2, m), (), ()),
    ("linearity", total(3 * x(n) + s * y(n)), 3 * total(x(n)) + s * total(y(n)), 3 * total(x(n)) + total(y(n)), (), ()),
    ("a sum of ones", total(s), N * s, s, (), ()),
    ("Fubini", total(total(w(n) * q(j, n), j, K)), total(total(w(n) * q(j, n)), j, K), total(total(q(j, n)), j, K), (), ()),
    ("a product of sums", total(total(x(n) * y(m), m)), total(x(n)) * total(y(n)), total(x(n) * y(n)), (), ()),
    ("a square of a sum", total(x(n)) ** 2, total(total(x(n) * x(m), m)), total(x(n) ** 2), (), ()),
    ("pairs i < j", total(total(x(i) * x(j), j, N, Lt(i, j)), i), (total(x(i), i) ** 2 - total(x(i) ** 2, i)) / 2, total(x(i), i) ** 2 / 2, (), ()),
    ("pairs i ≠ j", total(total(x(i) * x(j), j, N, Ne(j, i)), i), total(x(i), i) ** 2 - total(x(i) ** 2, i), total(x(i), i) ** 2, (), ()),
    ("all but one", total(x(i), i, N, Ne(i, k)), total(x(i), i) - x(k), total(x(i), i), OF_N, ()),
    ("deviations vanish", total(x(n) - total(x(m), m) / N), Integer(0), AVERAGE, (), ()),
    ("variance", total((x(n) - total(x(m), m) / N) ** 2) / N, total(x(n) ** 2) / N - AVERAGE**2, total(x(n) ** 2) / N + AVERAGE**2, (), ()),
    ("variance by pairs", total(total((x(n) - x(m)) ** 2, m)) / (2 * N**2), total(x(n) ** 2) / N - AVERAGE**2, total(x(n) ** 2) - AVERAGE**2, (), ()),
    ("sample variance", total((x(n) - total(x(m), m) / N) ** 2), total(x(n) ** 2) - N * AVERAGE**2, total(x(n) ** 2) - AVERAGE**2, (), ()),
    ("covariance", total((x(n) - total(x(m), m) / N) * y(n)), total(x(n) * y(n)) - N * AVERAGE * total(y(n)) / N, total(x(n) * y(n)) - AVERAGE * AVERAGE, (), ()),
    ("shift of the mean", total((x(n) + s) ** 2), total(x(n) ** 2) + 2 * s * total(x(n)) + N * s**2, total(x(n) ** 2) + N * s**2, (), ()),
    ("Steiner", total((x(n) - s) ** 2), total((x(n) - total(x(m), m) / N) ** 2) + N * (AVERAGE - s) ** 2, total((x(n) - total(x(m), m) / N) ** 2) + (AVERAGE - s) ** 2, (), ()),
    ("Lagrange's identity", total(x(n) ** 2) * total(y(n) ** 2) - total(x(n) * y(n)) ** 2, total(total((x(n) * y(m) - x(m) * y(n)) ** 2, m)) / 2, total(total((x(n) * y(m) - x(m) * y(n)) ** 2, m)), (), ()),
    ("weighted mean", MEAN, total(w(n) * q(k, n) / total(w(m) * q(k, m), m) * x(n)), total(w(n) * q(k, n) * x(n)) / total(q(k, n)), OF_K, ()),
    ("weighted variance", total(w(n) * q(k, n) * (x(n) - MEAN) ** 2) / MASS, SQUARES - MEAN**2, SQUARES, OF_K, ()),
    ("weighted variance, one factor", total(w(n) * q(k, n) * (x(n) - MEAN) * x(n)) / MASS, SQUARES - MEAN**2, SQUARES - MEAN, OF_K, ()),
    ("weighted variance by pairs", total(total(w(n) * w(m) * q(k, n) * q(k, m) * (x(n) - x(m)) ** 2, m)) / (2 * MASS**2), SQUARES - MEAN**2, (SQUARES - MEAN**2) / 2, OF_K, ()),
    ("weights over clusters", MASS / total(total(w(n) * q(j, n)), j, K), MASS / W, MASS / N, OF_K, SIMPLEX),
    ("weights sum to one", total(total(w(n) * q(k, n)), k, K) / W, Integer(1), Integer(2), (), SIMPLEX),
    ("weights under a square", total(total(q(j, n), j, K) ** 2), Integer(1) * N, total(total(q(j, n) ** 2, j, K)), (), SIMPLEX),
    ("normalised weights", total(w(n) / total(w(m), m)), Integer(1), Integer(1) / N, (), ()),
    ("least squares in one dimension", differentiate(total((y(n) - s * x(n)) ** 2) / 2, s), s * total(x(n) ** 2) - total(x(n) * y(n)), total(x(n) * y(n)) - s * total(x(n) ** 2), (), ()),
    ("weighted least squares", differentiate(total(w(n) * (y(n) - s * x(n)) ** 2), s), -2 * total(w(n) * x(n) * (y(n) - s * x(n))), -2 * total(x(n) * (y(n) - s * x(n))), (), ()),
    ("ridge", differentiate(total((y(n) - s * x(n)) ** 2) + lam * s**2, s), -2 * total(x(n) * (y(n) - s * x(n))) + 2 * lam * s, -2 * total(x(n) * (y(n) - s * x(n))) + lam * s, (), ()),
    ("normal equation solved", total(x(n) * (y(n) - x(n) * total(x(m) * y(m), m) / total(x(m) ** 2, m))), Integer(0), total(x(n) * y(n)), (), ()),
    ("softmax sums to one", total(exp(z(k)) / total(exp(z(i)), i), k), Integer(1), Integer(1) * N, (), ()),
    ("softmax is free of shifts", exp(z(k) + s) / total(exp(z(i) + s), i), SOFT, SOFT * exp(s), OF_N, ()),
    ("softmax gradient", differentiate(soft(k), z(k)), SOFT * (1 - SOFT), SOFT * SOFT, OF_N, ()),
    ("softmax Jacobian", differentiate(soft(k), z(h)), soft(k) * (Delta(k, h) - soft(h)), -soft(k) * soft(h), ((k, N), (h, N)), ()),
    ("gradient of log-sum-exp", differentiate(log(total(exp(z(i)), i)), z(k)), SOFT, exp(z(k)), OF_N, ()),
    ("Hessian of log-sum-exp", differentiate(differentiate(log(total(exp(z(i)), i)), z(k)), z(h)), soft(k) * Delta(k, h) - soft(k) * soft(h), soft(k) * Delta(k, h), ((k, N), (h, N)), ()),
    ("cross-entropy of a softmax", differentiate(log(total(exp(z(i)), i)) - total(y(i) * z(i), i), z(k)), SOFT - y(k), y(k) - SOFT, OF_N, ()),
    ("logistic regression", differentiate(NLL, s), total((sigma(s * x(n)) - t(n)) * x(n)), total(sigma(s * x(n)) - t(n)), (), ()),
    ("logistic Hessian", differentiate(differentiate(NLL, s), s), total(sigma(s * x(n)) * (1 - sigma(s * x(n))) * x(n) ** 2), total(sigma(s * x(n)) * x(n) ** 2), (), ()),
    ("Poisson gradient", differentiate(total(y(n) * log(s) - s), s), total(y(n)) / s - N, total(y(n)) / s - 1, (), ()),
    ("Poisson estimate", total(y(n) / (total(y(m), m) / N) - 1), Integer(0), Integer(1), (), ()),
    ("Gaussian mean gradient", differentiate(-total((x(n) - s) ** 2) / (2 * lam), s), (total(x(n)) - N * s) / lam, (total(x(n)) - s) / lam, (), ()),
    ("Gaussian variance gradient", differentiate(-N * log(s) / 2 - total((x(n) - lam) ** 2) / (2 * s), s), -N / (2 * s) + total((x(n) - lam) ** 2) / (2 * s**2), -1 / (2 * s) + total((x(n) - lam) ** 2) / (2 * s**2), (), ()),
    ("M-step gradient", differentiate(total(w(n) * total(q(j, n) * -((x(n) - mu(j)) ** 2) / 2, j, K)), mu(k)), total(w(n) * q(k, n) * (x(n) - mu(k))), total(q(k, n) * (x(n) - mu(k))), OF_K, ()),
    ("squared labels", total(t(n) ** 2), total(t(n)), total(t(n)) ** 2, (), ()),
    ("a function of each element", total(log(p(n) ** 2)), 2 * total(log(p(n))), total(log(p(n))), (), ()),
    ("differences of two sums", total(total(q(k, n) * (x(n) - y(k)), k, K)), total(x(n) * total(q(k, n), k, K)) - total(y(k) * total(q(k, n), n), k, K), total(x(n)) - total(y(k), k, K), (), ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "left", "right", "wrong", "free", "given"), IDENTITIES, ids=[row[0] for row in IDENTITIES]
)
def test_identities_hold_for_every_size_and_near_misses_do_not(name, left, right, wrong, free, given):
    verdict = decide(claim(left, right, free, given))
    assert isinstance(verdict, Proved)
    assert verdict.proof.scope.startswith("for every ")
    assert isinstance(decide(claim(left, wrong, free, given)), Refuted)


# power sums and elementary symmetric polynomials: e_r vanishes below r elements and not beyond
P1, P2, P3 = total(x(n)), total(x(n) ** 2), total(x(n) ** 3)
NEWTON = [
    (2, P1**2, P2),
    (3, P1**3 - 3 * P1 * P2 + 2 * P3, Integer(0)),
    (4, P1**4 - 6 * P1**2 * P2 + 8 * P1 * P3 + 3 * P2**2 - 6 * total(x(n) ** 4), Integer(0)),
]


@pytest.mark.parametrize(("first_wrong", "left", "right"), NEWTON)
def test_what_holds_at_small_sizes_only_is_refuted_at_the_first_that_fails(first_wrong, left, right):
    assert bound(left, right, N) + 1 >= first_wrong
    verdict = decide(claim(left, right))
    assert isinstance(verdict, Refuted)
    assert dict(verdict.witness.sizes)["N"] >= first_wrong


def test_a_formula_in_the_size_that_vanishes_at_1_and_2():
    claimed = claim((N - 1) * (N - 2) * total(x(n)), Integer(0))
    assert bound(claimed.left, claimed.right, N) == 3
    assert isinstance(decide(claimed), Refuted)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            1 + log(total(total(exp(x(i) + x(j)), j, N, Le(i, j)), i)),
            1 + log((total(exp(x(i)), i) ** 2 + total(exp(2 * x(i)), i)) / 2),
        ),
        (total(1 / total(p(j), j, N, Le(j, i)), i), total(1 / total(p(j), j, N, Ge(i, j)), i)),
    ],
)
def test_outside_the_class_the_scope_is_said(left, right):
    assert bound(left, right, N) is None
    verdict = decide(claim(left, right))
    assert isinstance(verdict, Undecided)
    assert dict(verdict.tried)["proved for sizes up to"] == "4"


def test_the_logarithm_of_a_product_is_a_sum():
    verdict = decide(claim(log(Times(p(n), n, Integer(1), N)), total(log(p(n)))))
    assert isinstance(verdict, Proved)
    assert verdict.proof.scope == "for every N"


def test_conditions_are_not_lost_at_subsets():
    """Σ_k q_kn = 1 does not hold for a part of the clusters, so it must not be used as if it did."""
    claimed = claim(total(total(q(j, n) ** 2, j, K)), total(total(q(j, n), j, K)), (), SIMPLEX)
    assert isinstance(decide(claimed), Refuted)


def test_a_claim_proved_for_every_size_is_refuted_at_none():
    for name, left, right, _, free, given in IDENTITIES[:12]:
        turned = replace(claim(left, right, free, given), left=sympy.sympify(right), right=sympy.sympify(left))
        assert isinstance(decide(turned), Proved), name


NORMAL_TRAPS = [
    # a branch that is not taken must not be divided out
    (
        "i = j has its own value",
        Choose(k - h, (x(k) - x(h)) / (x(k) - x(h)), Choose(h - k, (x(k) - x(h)) / (x(k) - x(h)), s)),
        Integer(1),
        ((k, N), (h, N)),
    ),
    ("0 has its own value", total(Choose(t(n), 1 / (t(n) + t(n)), 0) * 2 * t(n)), Integer(1) * N, ()),
    ("v² = v", total(t(n) ** 2 * x(n)), total(x(n)), ()),
    ("a range that may be empty", Total(x(n), n, Integer(2), N - 1), total(x(n)) - x(1) - entry("x", N), ()),
    ("log xy", total(log(x(n) * y(n))), total(log(x(n)) + log(y(n)) + s), ()),
    ("√x²", total(sqrt(x(n) ** 2)), total(x(n)), ()),
    (
        "Π over a sum",
        Times(x(n) + y(n), n, Integer(1), N),
        Times(x(n), n, Integer(1), N) + Times(y(n), n, Integer(1), N),
        (),
    ),
    (
        "a root of a root",
        total(power(power(2 * p(k) + p(n), Rational(3, 2)), Rational(1, 2))),
        total((2 * p(k) + p(n)) ** Rational(1, 2)),
        OF_N,
    ),
    ("a power of the size", Times(s, n, Integer(1), N), s * N, ()),
]


@pytest.mark.parametrize(("name", "left", "right", "free"), NORMAL_TRAPS, ids=[row[0] for row in NORMAL_TRAPS])
def test_normal_forms_do_not_prove_what_is_false(name, left, right, free):
    claimed = claim(left, right, free)
    assert not normally_equal(claimed)
    assert not isinstance(decide(claimed), Proved)


def test_what_is_equal_is_not_below():
    assert isinstance(decide(claim(total(x(n)), total(x(m), m), relation=Relation.BELOW)), Refuted)


def test_free_indices_that_may_be_equal():
    apart = claim(x(k) * x(h) * (1 - Delta(k, h)), x(k) * x(h), ((k, N), (h, N)))
    assert isinstance(decide(apart), Refuted)
    assert isinstance(decide(claim(Delta(k, h) * x(k), Delta(k, h) * x(h), ((k, N), (h, N)))), Proved)
