"""Forged evidence is refused."""

from fractions import Fraction

import pytest
import sympy

from derivo.checks.decide.conditions import fits
from derivo.checks.decide.kernel import certify
from derivo.checks.language.domains import INTEGER, POSITIVE
from derivo.checks.language.nodes import add, divide, multiply
from derivo.checks.verdict import Enclosure, Proof, Proved, Refuted, Relation, Undecided, Witness
from tests.decide.claims import c, claim, f, sigma, x, z

TRUE = claim(sigma(z) * (1 - sigma(z)), sympy.diff(sigma(z), z))
FALSE = claim(sigma(z) ** 2, sympy.diff(sigma(z), z))
HERE = ({z: Fraction(1)}, {z: Fraction(-1, 2)})


def at(**point):
    return Witness(tuple((name, Fraction(value)) for name, value in point.items()))


def test_a_proof_is_replayed():
    assert certify(TRUE, Proof("identity"), HERE) == Proved(Proof("identity"))


def test_a_witness_is_enclosed_anew():
    forged = Witness((("z", Fraction(1)),), Enclosure(Fraction(7), Fraction(8)), Enclosure(Fraction(1), Fraction(2)))
    verdict = certify(FALSE, forged)
    assert isinstance(verdict, Refuted)
    assert verdict.witness.left.high < 1


@pytest.mark.parametrize(
    ("claimed", "evidence", "fresh"),
    [
        pytest.param(FALSE, Proof("identity"), HERE, id="a proof of a false claim"),
        pytest.param(FALSE, Proof("identity", scope="for every N", cases=9), HERE, id="a proof with a grand scope"),
        pytest.param(TRUE, at(z=1), (), id="a witness against a true claim"),
        pytest.param(
            TRUE,
            Witness((("z", Fraction(1)),), Enclosure(Fraction(0), Fraction(1)), Enclosure(Fraction(2), Fraction(3))),
            (),
            id="made-up enclosures",
        ),
        pytest.param(claim(abs(x), x, x=POSITIVE), at(x=-1), (), id="a point outside the domain"),
        pytest.param(claim(sympy.sin(sympy.pi * x), 0, x=INTEGER), at(x="1/2"), (), id="a point that is not whole"),
        pytest.param(claim(x, c, given=(sympy.Eq(x, c),)), at(x=1, c=2), (), id="a point against a condition"),
        pytest.param(claim(x, c, given=(sympy.Gt(c, x),)), at(x=3, c=2), (), id="a point against an inequality"),
        pytest.param(claim(x * c, c), at(x=2), (), id="a point without one of the names"),
        pytest.param(TRUE, Proof("identity"), (), id="no point where both sides are seen to be defined"),
        pytest.param(
            claim(sympy.log(-(x**2) - 1), sympy.log(-(x**2) - 1)),
            Proof("identity"),
            ({x: Fraction(1)},),
            id="undefined everywhere",
        ),
        pytest.param(
            claim(f(x), 1, functions=(("f", ("increasing",)),)),
            Witness((("x", Fraction(2)),), functions=(("f", (Fraction(0), Fraction(-1))),)),
            (),
            id="a function without its trait",
        ),
        pytest.param(
            claim(f(x + 1), f(x), Relation.DIFFERENT, functions=(("f", ("increasing",)),)),
            at(x="-1/2"),
            (),
            id="a function with a trait that was left to chance",
        ),
        pytest.param(
            claim(sympy.Eq(x**2, 2), sympy.Eq(x, 5), Relation.IMPLIES, x=INTEGER),
            Witness((("x", Fraction(3, 2)),), radius=Fraction(1, 2)),
            (),
            id="a solution between two whole numbers",
        ),
        pytest.param(
            claim(x**2, 0, Relation.PROPORTIONAL, about=(x,)),
            Proof("identity"),
            ({x: Fraction(1), sympy.Symbol("x′", real=True): Fraction(2)},),
            id="proportional to 0",
        ),
        pytest.param(
            claim(sympy.Eq(x**2, 2), sympy.Eq(x**4, 4), Relation.IMPLIES),
            Witness((("x", Fraction(3, 2)),), radius=Fraction(1, 2)),
            (),
            id="a counterexample to a true implication",
        ),
    ],
)
def test_forged_evidence_is_refused(claimed, evidence, fresh):
    assert isinstance(certify(claimed, evidence, fresh), Undecided)


def test_one_side_undefined_at_a_single_point_refutes_nothing():
    removable = claim(divide(z, z), 1)
    assert isinstance(certify(removable, at(z=0)), Undecided)


def test_one_side_undefined_on_an_open_set_refutes():
    verdict = certify(claim(2 * sympy.log(x), sympy.log(x**2, evaluate=False)), at(x=-1))
    assert isinstance(verdict, Refuted)
    assert verdict.witness.left == Enclosure(undefined="log-of-nonpositive")


def test_infinity_minus_infinity_has_no_value():
    verdict = certify(claim(add(sympy.oo, multiply(sympy.Integer(-1), sympy.oo)), 0), Witness(()))
    assert isinstance(verdict, Refuted)
    assert verdict.witness.left == Enclosure(undefined="indeterminate")


@pytest.mark.parametrize(
    ("traits", "coefficients", "fitting"),
    [
        (("positive",), (1, 0, 1), True),
        (("positive",), (1, 1, 1), False),
        (("convex",), (0, -3, 1), True),
        (("convex",), (0, 0, 0, 1), False),
        (("increasing",), (5, 1, 0, 2), True),
        (("increasing",), (5, 1, 2), False),
        ((), (-1, 7), True),
        (("bounded",), (1,), False),
    ],
)
def test_a_function_is_taken_only_with_its_traits(traits, coefficients, fitting):
    assert fits(traits, tuple(map(Fraction, coefficients))) is fitting
