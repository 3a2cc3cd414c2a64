"""Affine, convex, concave or neither: with a certificate for every size, or with a chord that shows it."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy
from sympy import Eq, Integer, Le, Lt, Rational, cos, cosh, exp, log, sin, sqrt
from sympy.core.symbol import Str

from derivo.checks.decide.balls import compile_balls, defined, run
from derivo.checks.decide.curvature import rewriting
from derivo.checks.decide.curvature.chords import to_refute
from derivo.checks.decide.curvature.convex_sets import certificate
from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.decide.kernel import certify_property
from derivo.checks.decide.refutations import refutes
from derivo.checks.decide.search.decide import decide
from derivo.checks.decide.search.properties import classified, decide_property
from derivo.checks.decide.spellings import spelling
from derivo.checks.decide.sums.at_sizes import instance_at, sample_places
from derivo.checks.language.domains import INTEGER, NONNEGATIVE, POSITIVE, REAL, Domain
from derivo.checks.language.families import Delta, Every, Times, Total, entry
from derivo.checks.language.inverses import Determinant, Inverse
from derivo.checks.language.nodes import (
    Choose,
    Modulus,
    Unknown,
    add,
    divide,
    largest,
    multiply,
    negate,
    power,
    smallest,
)  # fmt: skip
from derivo.checks.verdict import Claim, Curvature, Proof, Property, Proved, Refuted, Relation, Undecided, Witness

N, D, M, K = sympy.symbols("N D M K", integer=True, positive=True)
n, i, j, k, h = sympy.symbols("n i j k h", integer=True)
x, y, z, b, c, lam, mu = sympy.symbols("x y z b c lam mu", real=True)
UNIT = Domain(Fraction(0), Fraction(1), low_open=False, high_open=False)
INSIDE = Domain(Fraction(-1), Fraction(1))
SIGN = Domain(values=(Fraction(-1), Fraction(1)))
ANSWERS = {(Proved, Proved, Proved): "affine", (Refuted, Proved, Refuted): "convex", (Refuted, Refuted, Proved): "concave", (Refuted, Refuted, Refuted): "neither"}  # fmt: skip


def family(name):
    return lambda *at: entry(name, *at)


w, v, W, X, Y, S, p, q, a, u = map(family, "w v W X Y S p q a u".split())
FAMILIES = (("p", POSITIVE), ("q", POSITIVE), ("Y", SIGN), ("a", REAL), ("r", POSITIVE))


def total(body, index=i, size=D):
    return Total(sympy.sympify(body), index, Integer(1), size)


def norm2(body, index=i, size=D):
    return total(body**2, index, size)


def claim(body, about, kind=Curvature.CONVEX, **more):
    about = about if isinstance(about, tuple) else (about,)
    body = sympy.sympify(body)
    domains = tuple((sympy.Symbol(name, real=True), more.pop(name)) for name in ("x", "y", "c", "lam") if name in more)
    free = more.get("indices", ())
    used = body.free_symbols | {size for _, size in free}
    sizes = tuple(size for size in (N, D, M, K) if size in used)
    return Property(body, kind, about, domains, sizes=sizes, families=FAMILIES, **more)


def sign_of(verdicts):
    return ANSWERS.get(tuple(map(type, verdicts)), "undecided")


LINEAR = total(total(v(i) * W(i, j) * u(j), j, D), i, M)
PREDICTED = total(X(n, i) * w(i))
SQUARES = norm2(PREDICTED - a(n), n, N)
ABSOLUTE = total(Modulus(w(i)))
FORM = total(total(w(i) * S(i, j) * w(j), j))
SCORE = total(W(k, i) * u(i))
SCORE_OF = total(W(h, i) * u(i))
LABEL = {"indices": ((h, K),)}
LOSS = total(log(1 + exp(-Y(n) * PREDICTED)), n, N)
SIMPLEX = (Eq(total(p(k), k, K), 1, evaluate=False),)
PSD = {"traits": (("S", ("psd",)),)}
POSDEF = {"traits": (("S", ("posdef",)),)}
PRECISION = Inverse(S(i, j), i, j, D, k, h)
MAHALANOBIS = total(total((w(k) - u(k)) * PRECISION * (w(h) - u(h)), h), k)

SIZED = [
    ("vᵀWx in W", LINEAR, "W", "affine", {}),
    ("vᵀWx in x", LINEAR, "u", "affine", {}),
    ("vᵀWx in v and W", LINEAR, ("v", "W"), "neither", {}),
    ("(vᵀWx − b)² in W", (LINEAR - b) ** 2, "W", "convex", {}),
    ("(vᵀWx − b)² in x", (LINEAR - b) ** 2, "u", "convex", {}),
    ("(vᵀWx − b)² in v", (LINEAR - b) ** 2, "v", "convex", {}),
    ("(vᵀWx − b)² in b", (LINEAR - b) ** 2, b, "convex", {}),
    ("two layers (vᵀWx)² in v and W", LINEAR**2, ("v", "W"), "neither", {}),
    ("−(vᵀWx − b)² in W", -((LINEAR - b) ** 2), "W", "concave", {}),
    ("batch norm, (vᵀ((Wx − γ)/β) − y)² in W", (total(v(j) * (total(W(j, i) * u(i)) - q(j)) / p(j), j, M) - y) ** 2, "W", "convex", {}),
    ("batch norm, β of any sign", (total(v(j) * (total(W(j, i) * u(i)) - q(j)) / a(j), j, M) - y) ** 2, "W", "convex", {}),
    ("‖Xw − y‖²", SQUARES, "w", "convex", {}),
    ("‖Xw − y‖² in X", SQUARES, "X", "convex", {}),
    ("‖Xw − y‖", sqrt(SQUARES), "w", "convex", {}),
    ("−‖w‖²", -norm2(w(i)), "w", "concave", {}),
    ("−‖w‖", -sqrt(norm2(w(i))), "w", "concave", {}),
    ("ridge", SQUARES + lam * norm2(w(i)), "w", "convex", {"lam": POSITIVE}),
    ("ridge, λ of any sign", SQUARES + lam * norm2(w(i)), "w", "neither", {}),
    ("lasso", SQUARES + lam * ABSOLUTE, "w", "convex", {"lam": NONNEGATIVE}),
    ("elastic net", SQUARES / 2 + lam * ABSOLUTE + c * norm2(w(i)), "w", "convex", {"lam": POSITIVE, "c": POSITIVE}),
    ("weighted least squares", total(p(n) * (PREDICTED - a(n)) ** 2, n, N), "w", "convex", {}),
    ("weights of any sign", total(a(n) * PREDICTED**2, n, N), "w", "neither", {}),
    ("sum of absolute deviations", total(Modulus(PREDICTED - a(n)), n, N), "w", "convex", {}),
    ("hinge loss", total(largest(Integer(0), 1 - Y(n) * PREDICTED), n, N), "w", "convex", {}),
    ("logistic loss", LOSS, "w", "convex", {}),
    ("logistic loss with ridge", LOSS + lam * norm2(w(i)), "w", "convex", {"lam": POSITIVE}),
    ("logistic likelihood", -LOSS, "w", "concave", {}),
    ("a sigmoid network", total(a(n) / (1 + exp(-PREDICTED)), n, N), "w", "neither", {}),
    ("Poisson loss", total(exp(PREDICTED) - a(n) * PREDICTED, n, N), "w", "convex", {}),
    ("log cosh loss", total(log(cosh(PREDICTED - a(n))), n, N), "w", "convex", {}),
    ("pseudo-Huber loss", total(sqrt(1 + (PREDICTED - a(n)) ** 2), n, N), "w", "convex", {}),
    ("cross-entropy", log(total(exp(SCORE), k, K)) - SCORE_OF, "W", "convex", LABEL),
    ("−log softmax", -log(exp(SCORE_OF) / total(exp(SCORE), k, K)), "W", "convex", LABEL),
    ("softmax", exp(w(h)) / total(exp(w(k)), k, K), "w", "neither", LABEL),
    ("log-sum-exp", log(total(exp(w(k)), k, K)), "w", "convex", {}),
    ("max of a mean and a constant", largest(total(w(i)) / D, b), "w", "convex", {}),
    ("wᵀSw, S psd", FORM, "w", "convex", PSD),
    ("wᵀSw, S posdef", FORM, "w", "convex", POSDEF),
    ("wᵀSw, S of any kind", FORM, "w", "neither", {}),
    ("wᵀSw in S", FORM, "S", "affine", {}),
    ("√(wᵀSw), S psd", sqrt(FORM), "w", "convex", PSD),
    ("b − wᵀSw/2, S psd", b - FORM / 2, "w", "concave", PSD),
    ("(w − u)ᵀ S⁻¹ (w − u)", MAHALANOBIS, "w", "convex", POSDEF),
    ("wᵀIw", total(total(w(i) * Delta(i, j) * w(j), j)), "w", "convex", {}),
    ("wᵀ diag(p) w + wᵀSw", total(total(w(i) * Delta(i, j) * p(i) * w(j), j)) + FORM, "w", "convex", PSD),
    ("log det S", log(Determinant(S(i, j), i, j, D)), "S", "concave", POSDEF),
    ("tr(AS) − log det S", total(total(X(i, j) * S(j, i), j)) - log(Determinant(S(i, j), i, j, D)), "S", "convex", POSDEF),
    ("Gaussian log density in its mean", -MAHALANOBIS / 2 - log(Determinant(S(i, j), i, j, D)) / 2, "u", "concave", POSDEF),
    ("wᵀXᵀXw", total(total(w(i) * total(X(n, i) * X(n, j), n, N) * w(j), j)), "w", "convex", {}),
    ("‖Xw − y‖² expanded", total(total(total(w(i) * X(n, i) * X(n, j) * w(j), n, N), j)) - 2 * total(total(a(n) * X(n, i) * w(i), n, N)) + norm2(a(n), n, N), "w", "convex", {}),
    ("(aᵀw)(aᵀw)", multiply(total(a(i) * w(i)), total(a(j) * w(j), j)), "w", "convex", {}),
    ("Σ_ij a_i a_j w_i w_j", total(total(a(i) * a(j) * w(i) * w(j), j)), "w", "convex", {}),
    ("(aᵀw)(uᵀw)", multiply(total(a(i) * w(i)), total(u(j) * w(j), j)), "w", "neither", {}),
    ("‖w − u‖² expanded, in w and u", norm2(w(i)) - 2 * total(w(i) * u(i)) + norm2(u(i)), ("w", "u"), "convex", {}),
    ("wᵀu in w and u", total(w(i) * u(i)), ("w", "u"), "neither", {}),
    ("variance Σ (w_i − mean)²", total((w(i) - total(w(j), j) / D) ** 2), "w", "convex", {}),
    ("Σ p log p", total(p(k) * log(p(k)), k, K), "p", "convex", {}),
    ("entropy on the simplex", -total(p(k) * log(p(k)), k, K), "p", "concave", {"given": SIMPLEX}),
    ("KL in p and q", total(p(k) * log(p(k) / q(k)), k, K), ("p", "q"), "convex", {}),
    ("cross-entropy in q", -total(p(k) * log(q(k)), k, K), "q", "convex", {}),
    ("log likelihood of a mixture in its weights", total(log(total(p(k) * exp(-((a(n) - u(k)) ** 2) / 2), k, K)), n, N), "p", "concave", {}),
    ("‖w‖²/p", norm2(w(i)) / total(p(k), k, K), ("w", "p"), "convex", {}),
    ("log barrier", -total(log(b - total(a(i) * w(i))), n, N), "w", "convex", {}),
    ("(Σ |w|^3)^(1/3)", total(Modulus(w(i)) ** 3) ** Rational(1, 3), "w", "convex", {}),
    ("a fixed entry", w(Integer(1)) ** 2, "w", "convex", {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "about", "expected", "more"), SIZED, ids=[row[0] for row in SIZED])
def test_functions_of_symbolic_size(name, body, about, expected, more):
    made = claim(body, about, **more)
    verdicts = classified(made)
    assert sign_of(verdicts) == expected, [getattr(verdict, "tried", "") for verdict in verdicts]
    for verdict in verdicts:
        if isinstance(verdict, Proved) and made.sizes:
            assert verdict.proof.scope == "for every " + " and ".join(size.name for size in made.sizes)


def f(inside):
    return Unknown(Str("f"), sympy.Tuple(0), inside)


PHI = {"functions": (("f", ("convex",)),)}
RISING = {"functions": (("f", ("convex", "increasing")),)}
SCALAR = [
    ("5", Integer(5), x, "affine", {}),
    ("3x + 2", 3 * x + 2, x, "affine", {}),
    ("xy in x", x * y, x, "affine", {}),
    ("xy", x * y, (x, y), "neither", {}),
    ("x/y in x", x / y, x, "affine", {}),
    ("(x + 1)² − x²", add(power(x + 1, Integer(2)), negate(power(x, Integer(2)))), x, "affine", {}),
    ("x²", x**2, x, "convex", {}),
    ("x·x", multiply(x, x), x, "convex", {}),
    ("x³", x**3, x, "neither", {}),
    ("x³ on x ≥ 0", x**3, x, "convex", {"x": NONNEGATIVE}),
    ("x³ on x ≤ 0", x**3, x, "concave", {"x": Domain(high=Fraction(0), high_open=False)}),
    ("|x|³", Modulus(x) ** 3, x, "convex", {}),
    ("|x|", Modulus(x), x, "convex", {}),
    ("−|x|", -Modulus(x), x, "concave", {}),
    ("x|x|", multiply(x, Modulus(x)), x, "neither", {}),
    ("||x| − 1|", Modulus(Modulus(x) - 1), x, "neither", {}),
    ("√|x|", sqrt(Modulus(x)), x, "neither", {}),
    ("√x", power(x, Rational(1, 2)), x, "concave", {}),
    ("x^(3/2)", power(x, Rational(3, 2)), x, "convex", {}),
    ("√(1 + x²)", sqrt(1 + x**2), x, "convex", {}),
    ("√(1 − x²)", sqrt(1 - x**2), x, "concave", {}),
    ("√(x² + y²)", sqrt(x**2 + y**2), (x, y), "convex", {}),
    ("√(xy)", sqrt(x * y), (x, y), "concave", {"x": POSITIVE, "y": POSITIVE}),
    ("x⁴ − x²", x**4 - x**2, x, "neither", {}),
    ("x⁴ + 4x³ + 7x²", x**4 + 4 * x**3 + 7 * x**2, x, "convex", {}),
    ("x⁴ − 6x² on [−1, 1]", x**4 - 6 * x**2, x, "concave", {"x": INSIDE}),
    ("1/x", 1 / x, x, "neither", {}),
    ("1/x on x > 0", 1 / x, x, "convex", {"x": POSITIVE}),
    ("1/x²", 1 / x**2, x, "neither", {}),
    ("1/(1 − x²) on (−1, 1)", 1 / (1 - x**2), x, "convex", {"x": INSIDE}),
    ("1/(1 + x²)", 1 / (1 + x**2), x, "neither", {}),
    ("x²/y on y > 0", x**2 / y, (x, y), "convex", {"y": POSITIVE}),
    ("x²/y", x**2 / y, (x, y), "neither", {}),
    ("log x", log(x), x, "concave", {}),
    ("log |x|", log(Modulus(x)), x, "neither", {}),
    ("log x²", log(x**2), x, "neither", {}),
    ("x log x", x * log(x), x, "convex", {}),
    ("x log(x/y)", x * log(x / y), (x, y), "convex", {"x": POSITIVE, "y": POSITIVE}),
    ("x log(1/x)", x * log(1 / x), x, "concave", {}),
    ("binary entropy", -x * log(x) - (1 - x) * log(1 - x), x, "concave", {}),
    ("exp x", exp(x), x, "convex", {}),
    ("exp x²", exp(x**2), x, "convex", {}),
    ("exp(−x²/2)", exp(-(x**2) / 2), x, "neither", {}),
    ("log exp(−x²/2)", log(exp(-(x**2) / 2)), x, "concave", {}),
    ("c^x", power(c, x), x, "convex", {"c": POSITIVE}),
    ("x^c for c in [0, 1]", power(x, c), x, "concave", {"x": POSITIVE, "c": Domain(Fraction(0), Fraction(1))}),
    ("sin x", sin(x), x, "neither", {}),
    ("x² + sin x", x**2 + sin(x), x, "convex", {}),
    ("x²/4 + sin x", x**2 / 4 + sin(x), x, "neither", {}),
    ("x²/2 + sin x", x**2 / 2 + sin(x), x, "convex", {}),
    ("x² + y² + sin(x + y)", x**2 + y**2 + sin(x + y), (x, y), "convex", {}),
    ("softplus", log(1 + exp(x)), x, "convex", {}),
    ("sigmoid", 1 / (1 + exp(-x)), x, "neither", {}),
    ("log sigmoid", log(1 / (1 + exp(-x))), x, "concave", {}),
    ("GeLU x σ(x)", x / (1 + exp(-x)), x, "neither", {}),
    ("ReLU", largest(x, Integer(0)), x, "convex", {}),
    ("ReLU by cases", Choose(x, x, Integer(0)), x, "convex", {}),
    ("leaky ReLU", Choose(x, x, x / 10), x, "convex", {}),
    ("a step", Choose(x, Integer(1), Integer(0)), x, "neither", {}),
    ("max(x², 1 − x, 3)", largest(x**2, 1 - x, Integer(3)), x, "convex", {}),
    ("min(x, 1 − x)", smallest(x, 1 - x), x, "concave", {}),
    ("min(x², 1)", smallest(x**2, Integer(1)), x, "neither", {}),
    ("log cosh x", log(cosh(x)), x, "convex", {}),
    ("cosh x", cosh(x), x, "convex", {}),
    ("x² + xy + y²", x**2 + x * y + y**2, (x, y), "convex", {}),
    ("x² − 2xy + y²", x**2 - 2 * x * y + y**2, (x, y), "convex", {}),
    ("x² + 3xy + y²", x**2 + 3 * x * y + y**2, (x, y), "neither", {}),
    ("log(eˣ + eʸ)", log(exp(x) + exp(y)), (x, y), "convex", {}),
    ("c x²", c * x**2, x, "neither", {}),
    ("c x², c ≥ 0", c * x**2, x, "convex", {"c": NONNEGATIVE}),
    ("(c² − c + 1) x²", (c**2 - c + 1) * x**2, x, "convex", {}),
    ("f(x) for a convex f", f(3 * x - 1), x, "convex", PHI),
    ("f(x²) for a convex f", f(x**2), x, "convex", RISING),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "about", "expected", "more"), SCALAR, ids=[row[0] for row in SCALAR])
def test_functions_of_scalars(name, body, about, expected, more):
    verdicts = classified(claim(body, about, **more))
    if "f" in str(body):  # the functions that f is tried as may all be affine: what is proved is what counts
        assert isinstance(verdicts[1], Proved)
    else:
        assert sign_of(verdicts) == expected, [getattr(verdict, "tried", "") for verdict in verdicts]


# what is true and not shown, and what is no claim about a convex set; see docs/deciding.md, section 8
NOT_DECIDED = [
    ("the whole numbers", x**2, x, {"x": INTEGER}),
    ("two values", x**2, x, {"x": SIGN}),
    ("a circle", x + y, (x, y), {"given": (Eq(x**2 + y**2, 1, evaluate=False),)}),
    ("outside of a disc", x + y, (x, y), {"given": (Le(1, x**2 + y**2, evaluate=False),)}),
    ("a size", D * b**2, D, {}),
    ("two branches of a hyperbola", x + y, (x, y), {"given": (Le(1, sqrt(x * y), evaluate=False),)}),
    ("nothing varies", x**2, (), {}),
    ("a convex function of a convex one", f(x**2), x, PHI),
    ("variance expanded", norm2(w(i)) - total(w(i)) ** 2 / D, "w", {}),
    ("a product over a size", Times(1 + w(i) ** 2, i, Integer(1), D) * 0 + log(Times(exp(w(i) ** 2), i, Integer(1), D)), "w", {}),
    ("|x| − |2x|", Modulus(x) - Modulus(2 * x), x, {"kind": Curvature.CONCAVE}),
    ("Huber's loss by cases", Choose(1 - Modulus(x), x**2 / 2, Modulus(x) - Rational(1, 2)), x, {}),
    ("undefined everywhere", power(-(x**2) - 1, Rational(1, 2)), x, {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "about", "more"), NOT_DECIDED, ids=[row[0] for row in NOT_DECIDED])
def test_what_is_not_decided(name, body, about, more):
    assert isinstance(decide_property(claim(body, about, **more)), Undecided)


def test_conditions_that_leave_a_convex_set():
    disc = (Le(x**2 + y**2, 1, evaluate=False),)
    assert isinstance(decide_property(claim(exp(x + y), (x, y), given=disc)), Proved)
    branch = (Le(0, x, evaluate=False), Le(0, y, evaluate=False), Le(1, sqrt(x * y), evaluate=False))
    assert isinstance(decide_property(claim(exp(x + y), (x, y), given=branch)), Proved)
    every = (Every(Eq(total(W(k, i), k, K), 1, evaluate=False), i, D),)
    assert isinstance(decide_property(claim(total(norm2(W(k, i)), k, K), "W", given=every)), Proved)


# --- evidence


def test_a_certificate_names_each_piece_its_curvature_and_the_rule():
    verdict = decide_property(claim((LINEAR - b) ** 2 + lam * total(norm2(W(i, j), j), i, M), "W", lam=POSITIVE))
    lines = [(line.depth, line.curvature, line.rule) for line in verdict.proof.certificate]
    assert lines[0] == (0, "convex", "sum")
    assert (1, "convex", "square of an affine function") in lines
    assert (1, "convex", "multiple by a constant that is not negative") in lines
    assert verdict.proof.method == "curvature"


def test_a_witness_holds_two_points_and_their_weight():
    verdict = decide_property(claim(x**3, x))
    point = dict(verdict.witness.point)
    first, second, weight = point["x"], point["x′"], point["λ"]
    between, chord = (weight * first + (1 - weight) * second) ** 3, weight * first**3 + (1 - weight) * second**3
    assert between > chord
    assert 0 < weight < 1
    assert verdict.witness.left.low <= between <= verdict.witness.left.high
    assert verdict.witness.right.low <= chord <= verdict.witness.right.high


def test_a_witness_for_a_definite_matrix_is_definite():
    verdict = decide_property(claim(FORM, "w", Curvature.CONCAVE, **POSDEF))
    assert {name.partition("[")[0] for name, _ in verdict.witness.point} == {"w", "w′", "S", "λ"}


def test_the_same_every_time():
    made = claim(LOSS, "w", Curvature.CONCAVE)
    assert decide_property(made) == decide_property(made)


def test_names_with_primes_are_not_mixed_up():
    primed = sympy.Symbol("x′", real=True)
    assert sign_of(classified(claim(x * primed, x))) == "affine"
    assert sign_of(classified(claim(x * primed, (x, primed)))) == "neither"
    assert sign_of(classified(claim(sympy.Symbol("λ", real=True) * x**2, x))) == "neither"


def at(**point):
    return Witness(tuple((name.replace("_", "′"), Fraction(value)) for name, value in point.items()))


FORGED = [
    ("a certificate for what is not convex", claim(x**3, x), Proof("curvature"), ({},)),
    ("a chord of a convex function", claim(x**2, x), at(x=0, x_=1, λ="1/2"), ()),
    ("a weight outside (0, 1)", claim(x**2, x), at(x=0, x_=1, λ=2), ()),
    ("a point outside the domain", claim(x**3, x, x=NONNEGATIVE), at(x=-2, x_=-1, λ="1/2"), ()),
    ("a second point outside the domain", claim(x**3, x, x=NONNEGATIVE), at(x=0, x_=-2, λ="1/2"), ()),
    ("whole numbers", claim(x**3, x, x=INTEGER), at(x=-2, x_=-1, λ="1/2"), ()),
    ("a condition that does not hold at the second", claim(x**3, x, given=(Le(0, x, evaluate=False),)), at(x=0, x_=-2, λ="1/2"), ()),
    ("a chord across a pole", claim(1 / x**2 - 1 / x**2 + x**2, x), at(x=-1, x_=1, λ="1/2"), ()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "made", "evidence", "fresh"), FORGED, ids=[row[0] for row in FORGED])
def test_forged_evidence_is_refused(name, made, evidence, fresh):
    assert isinstance(certify_property(made, evidence, fresh), Undecided)


def test_a_zero_divisor_as_written_is_read_and_nothing_more():
    broken = add(x, divide(Integer(1), Integer(0) * x), Modulus(y))
    assert not isinstance(decide(Claim(broken, add(broken, y), Relation.EQUAL)), Proved)


# --- the rules by themselves, without the chords that would contradict them

TRAPS = [
    ("xy is no geometric mean", x * y, (x, y), Curvature.CONCAVE, {"x": POSITIVE, "y": POSITIVE}),
    ("y√x", multiply(y, power(x, Rational(1, 2))), (x, y), Curvature.CONCAVE, {"x": POSITIVE, "y": POSITIVE}),
    ("x²/y²", x**2 / y**2, (x, y), Curvature.CONVEX, {"y": POSITIVE}),
    ("x/y", x / y, (x, y), Curvature.CONVEX, {"x": POSITIVE, "y": POSITIVE}),
    ("log of a sum of log-concave functions", log(exp(-(x**2)) + exp(-(y**2))), (x, y), Curvature.CONCAVE, {}),
    ("log of a convex function", log(x**2 + 1), x, Curvature.CONVEX, {}),
    ("a minimum by cases", Choose(x, Integer(0), x), x, Curvature.CONVEX, {}),
    ("a jump by cases", Choose(x, x + 1, Integer(0)), x, Curvature.CONVEX, {}),
    ("a kink by cases", Choose(x, 2 * x, -x), x, Curvature.CONCAVE, {}),
    ("−e^(convex)", -exp(x**2), x, Curvature.CONVEX, {}),
    ("e^(concave)", exp(-(x**2)), x, Curvature.CONCAVE, {}),
    ("√(convex)", power(1 + Modulus(x), Rational(1, 2)), x, Curvature.CONVEX, {}),
    ("(concave)²", power(log(x), Integer(2)), x, Curvature.CONVEX, {}),
    ("1/convex", 1 / (1 + x**2), x, Curvature.CONVEX, {}),
    ("x log y", x * log(y), (x, y), Curvature.CONCAVE, {"x": POSITIVE, "y": POSITIVE}),
    ("x log(y/x) the wrong way", x * log(y / x), (x, y), Curvature.CONVEX, {"x": POSITIVE, "y": POSITIVE}),
    ("x log x²", x * log(x**2), x, Curvature.CONVEX, {}),
    ("x log(xy)", x * log(x * y), (x, y), Curvature.CONVEX, {"x": POSITIVE, "y": POSITIVE}),
    ("x log(x/y) of any signs", x * log(x / y), (x, y), Curvature.CONVEX, {}),
    ("√(x² − 1)", power(x**2 - 1, Rational(1, 2)), x, Curvature.CONVEX, {}),
    ("√(xy) of any signs", power(x * y, Rational(1, 2)), (x, y), Curvature.CONCAVE, {}),
    ("x log(−x)", x * log(-x), x, Curvature.CONVEX, {}),
    ("|f| of a convex f", Modulus(x**2 - 1), x, Curvature.CONVEX, {}),
    ("max of concave functions", largest(-(x**2), x - 1), x, Curvature.CONCAVE, {}),
    ("f of a convex one, f not increasing", f(x**2), x, Curvature.CONVEX, PHI),
    ("−f", -f(x), x, Curvature.CONVEX, PHI),
    ("x^c", power(x, c), x, Curvature.CONVEX, {"x": POSITIVE, "c": POSITIVE}),
    ("c^(convex), c < 1", power(c, x**2), x, Curvature.CONVEX, {"c": Domain(Fraction(0), Fraction(1))}),
    ("(wᵀSw)(wᵀSw) of any S", multiply(FORM, FORM), "w", Curvature.CONVEX, {}),
    ("−√(wᵀSw)", -sqrt(FORM), "w", Curvature.CONVEX, PSD),
    ("log det of any matrix", log(Determinant(S(i, j), i, j, D)), "S", Curvature.CONCAVE, {}),
    ("log det of a diagonal", log(Determinant(S(i, i), i, j, D)), "S", Curvature.CONCAVE, POSDEF),
    ("wᵀS⁻¹w of any S", MAHALANOBIS, "w", Curvature.CONVEX, {}),
    ("two families under one letter", total(w(i) * u(i)), ("w", "u"), Curvature.CONVEX, {}),
    ("x³ + sin x", x**3 + sin(x), x, Curvature.CONVEX, {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "about", "kind", "more"), TRAPS, ids=[row[0] for row in TRAPS])
def test_no_rule_says_what_is_not_true(name, body, about, kind, more):
    assert not certificate(claim(body, about, kind, **more))


def test_no_rule_says_what_a_chord_refutes():
    for name, body, about, expected, more in (*SIZED, *SCALAR):
        for kind in Curvature:
            if expected != "affine" and kind.value != expected:
                assert not certificate(claim(body, about, kind, **more)), (name, kind)


def test_signs_of_sums():
    signs = Scalars(claim(total(p(i)) + total(q(k), k, K), "w"))
    assert signs.positive(total(p(i)))
    assert signs.nonnegative(Total(p(i), i, Integer(1), D, Lt(i, j)))
    assert not signs.positive(Total(p(i), i, Integer(1), D, Lt(i, j)))
    assert not signs.positive(Total(p(i), i, Integer(1), D - 1))
    assert signs.nonpositive(total(-p(i)))
    assert not signs.nonnegative(total(a(i)))
    assert signs.nonnegative(total(p(i)) * total(total(p(i) * q(j), j)))
    assert not signs.nonnegative(total(p(i)) - total(q(i)))


def test_what_is_written_with_squares_is_checked(monkeypatch):
    """`as_squares` is believed in nothing."""
    monkeypatch.setattr(rewriting, "as_squares", lambda *_: norm2(w(i)))
    assert not certificate(claim(FORM, "w"))
    assert not certificate(claim(total(total(w(i) * w(j), j)) - norm2(w(i)), "w"))


def test_spellings():
    assert spelling(total(w(i))) == spelling(total(w(j), j)) != spelling(total(w(j), j, K))
    assert spelling(total(w(i))) != spelling(total(u(i)))
    assert spelling(total(total(W(i, j), j), i)) != spelling(total(total(W(j, i), j), i))
    assert spelling(total(W(i, k))) != spelling(total(W(k, i)))
    assert spelling(x * y) != spelling(x + y)
    assert spelling(Total(i, i, Integer(1), D)) != spelling(Total(j, i, Integer(1), D))
    assert spelling(sympy.Symbol("n", real=True)) != spelling(n)


# --- what is proved is never contradicted


def drawn(source, domain):
    while True:
        value = Fraction(source.randint(-300, 300), source.choice((1, 7, 100, 100, 1000)))
        value = abs(value) if domain.low is not None and domain.low >= 0 else value
        value = source.choice(domain.values) if domain.values else value
        if domain.contains(value):
            return value


def contradicted(made, source, chords, turn=0):
    """A chord that refutes a property, among that many drawn ones; and how many had values."""
    inequality = to_refute(made)
    plain = instance_at(inequality, sample_places(inequality, turn)) if inequality.sizes else inequality
    program, domains, seen = compile_balls(plain.left, plain.right), dict(plain.domains), 0
    names = sorted(plain.left.free_symbols | plain.right.free_symbols, key=str)
    for _ in range(chords):
        point = {name: drawn(source, domains.get(name, REAL)) for name in names}
        values = run(program, point, 128)
        seen += all(map(defined, values))
        if refutes(plain.relation, *values):
            return point, seen
    return None, seen


def test_thousands_of_chords_contradict_no_proof():
    source, seen = random.Random(1), 0
    for _, body, about, expected, more in (*SIZED, *SCALAR):
        if expected in ("affine", "convex", "concave") and "functions" not in more and "given" not in more:
            for turn in range(2):
                point, defined_at = contradicted(claim(body, about, Curvature(expected), **more), source, 40, turn)
                assert point is None, (body, point)
                seen += defined_at
    assert seen > 5000


def built(source, depth):
    """A random expression in x, y and the constants b and c, as it stands."""
    if depth == 0 or source.random() < 0.15:
        return source.choice([x, x, y, b, c, Integer(source.randint(-2, 3)), Rational(source.randint(-3, 3), 2)])
    first, second = built(source, depth - 1), built(source, depth - 1)
    exponent = source.choice([2, 2, 3, 4, -1, -2, Rational(1, 2), Rational(3, 2), Rational(-1, 2), Rational(1, 3)])
    return source.choice(
        [
            add(first, second), add(first, negate(second)), multiply(first, second), power(first, sympy.sympify(exponent)),
            exp(first, evaluate=False), log(first, evaluate=False), Modulus(first), largest(first, second),
            smallest(first, second), divide(first, second), cosh(first, evaluate=False), cos(first, evaluate=False),
            Choose(first, second, x, evaluate=False), add(first, Modulus(second)),
        ]
    )  # fmt: skip


def test_random_functions_are_not_proved_what_they_are_not():
    domains = (REAL, POSITIVE, NONNEGATIVE, UNIT)
    proved, seen = 0, 0
    for seed in range(150):
        source = random.Random(seed)
        body, about = built(source, source.choice((2, 3))), source.choice(((x,), (x, y)))
        if not body.free_symbols & set(about):
            continue
        known = tuple((name, source.choice(domains)) for name in (x, y, b, c))
        for kind in Curvature:
            made = Property(body, kind, about, known)
            if isinstance(decide_property(made), Proved):
                point, defined_at = contradicted(made, source, 100)
                assert point is None, (seed, body, kind, known, point)
                proved, seen = proved + 1, seen + defined_at
    assert proved > 40
    assert seen > 2000


def test_a_property_and_its_mirror():
    """F is convex just if −F is concave, and affine just if −F is; a proof of affine proves both."""
    for _, body, about, _, more in SCALAR[::4]:
        made = claim(body, about, **more)
        affine, convex, concave = map(type, classified(made))
        mirrored = tuple(map(type, classified(replace(made, body=negate(made.body)))))
        assert mirrored == (affine, concave, convex) or Undecided in (affine, convex, concave, *mirrored)
        assert affine is not Proved or (convex, concave) == (Proved, Proved)
