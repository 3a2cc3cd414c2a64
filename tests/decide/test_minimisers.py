"""Objectives that differ by a positive factor and a constant; what is no such pair is never proved, nor refuted if it is."""

from dataclasses import replace
from fractions import Fraction

import pytest
import sympy
from sympy import Gt, Integer, cos, exp, log, sin

from derivo.checks.decide.kernel import certify
from derivo.checks.decide.reductions import at_three_points, compared, multiples
from derivo.checks.decide.search.decide import _refuted_between, decide
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE
from derivo.checks.language.families import Total, entry, families_in
from derivo.checks.language.nodes import Choose, Modulus, add, apply, multiply, negate, power
from derivo.checks.verdict import Claim, Proof, Proved, Refuted, Relation, Undecided, Witness
from tests.decide.claims import UNIT, b, c, claim, x, y
from tests.decide.random_sums import FREE, J, N as SIZE_N, Sums, claim as random_claim, rewritten
from tests.decide.test_random_sums import changed

N = sympy.Symbol("N", integer=True, positive=True)
n, k = sympy.symbols("n k", integer=True)
FAMILIES = (("w", POSITIVE), ("s", NONNEGATIVE), ("y", NONNEGATIVE))
W, S, Y = (entry(name, n) for name in "wsy")


def total(body, *conditions):
    return Total(body, n, Integer(1), N, *conditions)


def minimiser(left, right, about=(x,), **facts):
    return claim(left, right, Relation.SAME_MINIMISER, about=about, **facts)


def sized(left, right, about=("s",), relation=Relation.SAME_MINIMISER, **facts):
    return Claim(left, right, relation, about=about, sizes=(N,), families=FAMILIES, **facts)


LOSS = total(W * (S - Y) ** 2)
CASES = [
    ("a square", minimiser((x - b) ** 2 / (2 * c**2), x**2 - 2 * b * x, c=POSITIVE), Proved),
    ("a factor that may be 0", minimiser(c * x**2, x**2, c=NONNEGATIVE), Refuted),
    ("a factor that may be negative", minimiser(c * x**2, x**2), Refuted),
    ("a divisor that may be negative", minimiser(x**2 / c, x**2 / c**2), Refuted),
    ("a factor that a condition makes positive", minimiser(x**2 * (c - 1), x**2, given=(Gt(c, 1),)), Proved),
    ("e^c", minimiser(exp(x + c), exp(x)), Proved),
    ("logarithms", minimiser(log(x), 3 * log(2 * x)), Proved),
    ("a logarithm where the other has none", minimiser(apply(log, x**2), 2 * log(x)), Refuted),
    ("increasing, and not affine", minimiser(x**3, x), Refuted),
    ("convex, with the same minimiser, and not affine", minimiser(x**2, x**4), Refuted),
    ("a negative factor", minimiser(-(x**2), x**2), Refuted),
    ("another linear term", minimiser(x**2 + x * y, x**2 - x * y), Refuted),
    ("cos 2x = 1 − 2 sin² x", minimiser(sin(x) ** 2, -cos(2 * x)), Proved),
    ("a constant with other names", minimiser(x**2 + y, x**2 - 3 * y), Proved),
    ("names that vary together", minimiser((x - y) ** 2, x**2 - 2 * x * y, about=(x, y)), Refuted),
    ("one of them alone", minimiser((x - y) ** 2, x**2 - 2 * x * y), Proved),
    ("flat on one side", minimiser(Choose(x, x, Integer(0)), x), Refuted),
    ("|x − 1| for x > 1", minimiser(Modulus(x - 1), x, given=(Gt(x, 1),)), Proved),
    ("one side is constant", minimiser(c, x), Refuted),
    ("one side is constant, and hides it", minimiser(add(x, negate(x)), x), Refuted),
    ("both sides are constant", minimiser(c, c + 1), Undecided),
    ("nothing varies", minimiser(x, x, about=()), Undecided),
    ("weights inside of the sum", sized(LOSS, total((S - Y) ** 2)), Refuted),
    ("an average", sized(LOSS / N, LOSS), Proved),
    ("the sum of weights", sized(LOSS / total(W), LOSS), Proved),
    ("data that may be 0", sized(LOSS * total(Y), LOSS), Refuted),
    ("data beside 1", sized(LOSS * (1 + total(Y)), LOSS), Proved),
    ("another family", sized(LOSS, total(W * (S - Y) ** 2), about=("y",)), Proved),
    ("a constant of the other family", sized(LOSS, LOSS - total(W * Y**2), about=("y",)), Refuted),
    ("all but one element", sized(LOSS, Total(W * (S - Y) ** 2, n, Integer(1), N - 1)), Refuted),
    ("a constant that counts", sized(LOSS, LOSS + N, relation=Relation.EQUAL_UP_TO_CONSTANT), Proved),
    ("a factor is no constant", sized(LOSS, 2 * LOSS, relation=Relation.EQUAL_UP_TO_CONSTANT), Refuted),
    ("weights that vary", sized(LOSS, total(W) * LOSS, about=("w",)), Refuted),
    ("a size in front, proportional", sized(LOSS, N * LOSS, relation=Relation.PROPORTIONAL), Proved),
    ("a constant, proportional", sized(LOSS, LOSS + 1, relation=Relation.PROPORTIONAL), Refuted),
    ("0, proportional", sized(LOSS, LOSS - LOSS, relation=Relation.PROPORTIONAL), Undecided),
]  # fmt: skip


@pytest.mark.parametrize(("name", "claimed", "wanted"), CASES, ids=[row[0] for row in CASES])
def test_minimisers(name, claimed, wanted):
    verdict = decide(claimed)
    assert isinstance(verdict, wanted)
    turned = decide(replace(claimed, left=claimed.right, right=claimed.left))
    assert type(turned) is type(verdict)


def at(**point):
    return Witness(tuple((name, Fraction(value)) for name, value in point.items()))


SCALED = minimiser(2 * x**2 + 1, x**2)
FRESH = ({x: Fraction(1), sympy.Symbol("x′", real=True): Fraction(2), c: Fraction(3)},)


def test_a_factor_is_kept_with_the_proof():
    verdict = certify(SCALED, Proof("identity", factor=(Integer(1), Integer(2))), FRESH)
    assert isinstance(verdict, Proved)
    assert verdict.proof.factor == (1, 2)


@pytest.mark.parametrize(
    ("claimed", "evidence"),
    [
        pytest.param(SCALED, Proof("identity"), id="no factor"),
        pytest.param(SCALED, Proof("identity", factor=(Integer(1), Integer(1))), id="another factor"),
        pytest.param(SCALED, Proof("identity", factor=(Integer(-1), Integer(-2))), id="a negative factor"),
        pytest.param(SCALED, Proof("identity", factor=(Integer(0), Integer(0))), id="a factor 0"),
        pytest.param(SCALED, Proof("identity", factor=(Integer(1), Integer(2), Integer(1))), id="three factors"),
        pytest.param(minimiser(x**3, x), Proof("identity", factor=(Integer(1), x**2 + 1)), id="a factor that varies"),
        pytest.param(SCALED, Proof("identity", factor=(c, 2 * c)), id="a factor of unknown sign"),
        pytest.param(SCALED, Proof("identity", factor=(1 / c**2, 2 / c**2)), id="a factor that may have no value"),
        pytest.param(minimiser(c, c), Proof("identity", factor=(Integer(1), Integer(1))), id="constants"),
        pytest.param(SCALED, at(x=1, **{"x′": 2}), id="changes in one direction"),
        pytest.param(SCALED, at(x=1, **{"x′": 2, "x″": 3}), id="changes in proportion"),
        pytest.param(minimiser(x**3, x), at(x=1, **{"x″": 2}), id="a point without its second"),
        pytest.param(minimiser(x**3, x), at(x=1), id="one point"),
        pytest.param(minimiser(x**3, x), at(x=1, **{"x′": 2}), id="two points that say nothing"),
    ],
)
def test_forged_evidence_is_refused(claimed, evidence):
    assert isinstance(certify(claimed, evidence, FRESH), Undecided)


def test_a_witness_says_what_it_compares():
    assert decide(minimiser(-(x**2), x**2)).witness.compares == "changes"
    assert decide(minimiser(x**3, x)).witness.compares == "ratios"
    assert decide(sized(LOSS, LOSS + 1, relation=Relation.PROPORTIONAL)).witness.compares == "products"
    assert decide(sized(LOSS, 2 * LOSS, relation=Relation.EQUAL)).witness.compares == ""


def test_what_holds_of_a_point_holds_of_the_others():
    """The names of the other points are new, have the same domains, and the conditions hold there."""
    primed = sympy.Symbol("x′", real=True)
    known = minimiser(x * primed, x**2, given=(Gt(x, c),), x=POSITIVE)
    for moved in (compared(known), at_three_points(known), multiples(known, Integer(1), Integer(1))):
        others = [symbol for symbol, domain in moved.domains if domain == POSITIVE]
        assert len({symbol.name for symbol in others}) == len(others)
        assert primed not in others
        assert len(moved.given) == len(others)


def test_a_family_varies_as_a_whole():
    moved = compared(sized(entry("s", Integer(1)) * total(S), Integer(0), relation=Relation.EQUAL_UP_TO_CONSTANT))
    names = {piece.args[0].name for piece in moved.left.atoms(sympy.Function) if piece.func.__name__ == "Entry"}
    assert names == {"s", "s′"}
    assert dict(moved.families)["s′"] == NONNEGATIVE


VARYING = {"x", "z", "u", "g"}
POSITIVE_FACTORS = (
    Total(entry("w", J), J, Integer(1), SIZE_N),
    multiply(Integer(2), SIZE_N),
    exp(sympy.Symbol("a", real=True)),
    add(Integer(1), negate(power(sympy.Symbol("α", real=True), SIZE_N))),
)


@pytest.mark.parametrize("seed", range(24))
def test_random_objectives_are_decided_rightly(seed):
    """A positive factor and a constant are never refuted; what is proved of changed objectives is refuted nowhere."""
    sums = Sums(seed)
    left = sums.one(3, FREE)
    about = sorted(families_in(left) & VARYING)[:1]
    right = add(multiply(sums.source.choice(POSITIVE_FACTORS), left), entry("p", FREE[0][0]))
    known = {
        "relation": Relation.SAME_MINIMISER,
        "about": tuple(about),
        "domains": ((sympy.Symbol("α", real=True), UNIT),),
    }
    assert not isinstance(decide(replace(random_claim(left, right), **known)), Refuted)
    for other in (changed(left, sums.source), rewritten(left, sums.source)):
        claimed = replace(random_claim(left, other), **known)
        if isinstance(decide(claimed), Proved):
            for plain in (compared(claimed), at_three_points(claimed)):
                assert _refuted_between(claimed, plain) is None
