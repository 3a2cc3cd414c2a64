"""Verdicts on properties in full."""

import pytest
import sympy
from sympy import Integer, Rational, exp, log, sqrt
from sympy.core.symbol import Str

from derivo.checks.answers.properties import written_out as formula
from derivo.checks.decide.search.properties import classified, decide_property
from derivo.checks.feedback.properties import certificate, say_class, say_property
from derivo.checks.language.domains import INTEGER, POSITIVE
from derivo.checks.language.families import Delta, Times, Total, entry
from derivo.checks.language.nodes import Choose, Modulus, Unknown, divide, largest
from derivo.checks.verdict import Curvature, Property

M, D = sympy.symbols("m d", integer=True, positive=True)
i, j = sympy.symbols("i j", integer=True)
x, y, b, lam = sympy.symbols("x y b lambda", real=True)


def total(body, index=i, size=D):
    return Total(body, index, Integer(1), size)


def w(*at):
    return entry("w", *at)


LINEAR = total(total(entry("v", i) * entry("W", i, j) * entry("x", j), j, D), i, M)
FORM = total(total(w(i) * entry("S", i, j) * w(j), j), i)


def said(body, kind, about, **more):
    made = Property(sympy.sympify(body), kind, about, **more)
    return say_property(made, decide_property(made), formula).text()


CONVEX = """\
Convex in W, for every m and d.
(−b + Σᵢ Σⱼ vᵢ xⱼ Wᵢⱼ)²: square of an affine function, convex, at least 0
  −b + Σᵢ Σⱼ vᵢ xⱼ Wᵢⱼ: affine"""
AFFINE = """\
Affine in W, for every m and d.
Σᵢ Σⱼ vᵢ xⱼ Wᵢⱼ: affine"""
REFUTED = """\
Not convex in x: at x = −1, x′ = 0.5, λ = 75/128 the function between them, at λx + (1 − λ)x′, is −0.054399…, and \
the chord −547/1024."""
UNDECIDED = """\
Whether it is convex in x was not decided.
The values that the variables may have are not seen to form a convex set."""
NO_RULE = """\
Whether it is convex in x was not decided.
144 chords were tried, and none refutes it. No rule shows its curvature."""


def test_what_is_said():
    assert said((LINEAR - b) ** 2, Curvature.CONVEX, ("W",), sizes=(M, D)) == CONVEX
    assert said(LINEAR, Curvature.AFFINE, ("W",), sizes=(M, D)) == AFFINE
    assert said(x**3, Curvature.CONVEX, (x,)) == REFUTED
    assert said(x**2, Curvature.CONVEX, (x,), domains=((x, INTEGER),)) == UNDECIDED
    assert said(Modulus(2 * x) - Modulus(x), Curvature.CONVEX, (x,)) == NO_RULE


def test_a_matrix_stands_in_a_witness_not_its_root():
    text = said(FORM, Curvature.CONCAVE, ("w",), sizes=(D,), traits=(("S", ("posdef",)),))
    assert "S₁₁ = 12, S₁₂ = −4.5, S₂₁ = −4.5" in text
    assert "rank" not in text
    assert "w₁ = −0.5, w₂ = 5, w′₁ = −3" in text


def test_pieces_may_be_spelled_as_they_were_typed():
    verdict = decide_property(Property((LINEAR - b) ** 2, Curvature.CONVEX, ("W",), sizes=(M, D)))
    typed = {(LINEAR - b) ** 2: "(vᵀWx − b)²", LINEAR - b: "vᵀWx − b"}
    lines = certificate(verdict, lambda node: typed.get(node, formula(node)))
    assert lines == (
        "(vᵀWx − b)²: square of an affine function, convex, at least 0",
        "  vᵀWx − b: affine",
    )


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (x + 1, "affine"),
        (x**2, "convex"),
        (-(x**2), "concave"),
        (x**3, "neither convex nor concave"),
        (Modulus(2 * x) - Modulus(x), ""),
    ],
)
def test_one_word(body, word):
    assert say_class(*classified(Property(body, Curvature.CONVEX, (x,)))) == word


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (divide(x**2, y), "x²/y"),
        (sqrt(1 + x**2), "√(x² + 1)"),
        (Rational(1, 2) * x - y, "x/2 − y"),
        (-Rational(1, 2) * (x - y), "y/2 − x/2"),
        (x / (2 * y), "x/(2 y)"),
        (1 / (1 + exp(-x)), "1/(exp(−x) + 1)"),
        (log(x) ** -2, "1/log(x)²"),
        (x ** Rational(3, 2), "x^(3/2)"),
        (lam * total(Modulus(w(i))), "λ Σᵢ |wᵢ|"),
        (Times(w(i) + 1, i, Integer(1), D), "Πᵢ (wᵢ + 1)"),
        (total(w(i)) ** 2, "(Σᵢ wᵢ)²"),
        (total(w(i) * Delta(i, j)), "Σᵢ δᵢⱼ wᵢ"),
        (Choose(x, x, Integer(0)), "(x if x > 0, else 0)"),
        (Unknown(Str("f"), sympy.Tuple(1), x), "f′(x)"),
        (largest(x, Integer(0)), "(x + |x + 0| + 0)/2"),
        (sympy.Pow(Integer(-2), x, evaluate=False), "(−2)^(x)"),
        (-x - y, "−x − y"),
        (sympy.Integer(-3), "−3"),
    ],
)  # fmt: skip
def test_formulas(node, text):
    assert formula(node) == text


def test_signs_and_rules_are_told():
    text = said(x**2 / y + lam * Modulus(x), Curvature.CONVEX, (x, y), domains=((y, POSITIVE), (lam, POSITIVE)))
    assert "x²/y: power over powers, convex, at least 0" in text
    assert "|x|: absolute value, convex, at least 0" in text
