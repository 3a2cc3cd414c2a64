"""No wrong verdict on random claims. DERIVO_RANDOM_CLAIMS sets how many (10 000 before a release)."""

import os
import random
from fractions import Fraction

import pytest
import sympy
from mpmath import mp, mpf

from derivo.checks.decide.balls import compile_balls, defined, run
from derivo.checks.decide.search.decide import decide
from derivo.checks.language.nodes import Modulus, weight
from derivo.checks.verdict import Claim, Proved, Refuted, Relation
from tests.decide.random_claims import DOMAINS, P, Q, X, Y, expression, perturbed, rewritten

COUNT = int(os.environ.get("DERIVO_RANDOM_CLAIMS", "120"))


def claims(change, seed):
    source = random.Random(seed)
    for _ in range(COUNT // 4):
        left = expression(source, source.randint(1, 4))
        right = change(source, left)
        if weight(left)[0] + weight(right)[0] < 400:
            yield Claim(left, right, Relation.EQUAL, DOMAINS)


@pytest.mark.parametrize("seed", range(4))
def test_a_rewritten_expression_is_never_refuted(seed):
    proved = total = 0
    for claim in claims(rewritten, seed):
        verdict = decide(claim)
        assert not isinstance(verdict, Refuted), claim
        proved += isinstance(verdict, Proved)
        total += 1
    assert proved > total * 0.5


@pytest.mark.parametrize("seed", range(4))
def test_a_perturbed_expression_is_never_proved(seed):
    refuted = total = 0
    for claim in claims(perturbed, seed):
        verdict = decide(claim)
        if differs(claim):
            assert not isinstance(verdict, Proved), claim
            refuted += isinstance(verdict, Refuted)
            total += 1
    assert refuted > total * 0.9


def floating(node, point):
    """The value of an expression in mpmath's floating-point numbers: a second opinion from another library."""
    if node in point:
        return mpf(point[node])
    if node.is_Rational:
        return mpf(int(node.p)) / int(node.q)
    values = [floating(argument, point) for argument in node.args]
    match node:
        case sympy.Add():
            return mp.fsum(values)
        case sympy.Mul():
            return mp.fprod(values)
        case sympy.Pow():
            return mp.power(*values)
        case Modulus():
            return abs(values[0])
    return getattr(mp, type(node).__name__)(*values)


def differs(claim):
    """Whether 50-digit floating-point values at fixed points differ."""
    with mp.workdps(50):
        for numbers in ((1.5, -0.75, 2.25, 0.625), (-2.5, 3.25, 0.375, 1.75), (0.25, 0.5, 4.5, 3.5)):
            point = dict(zip((X, Y, P, Q), numbers, strict=True))
            try:
                a, b = floating(claim.left, point), floating(claim.right, point)
            except (ZeroDivisionError, OverflowError, ValueError):
                continue
            if abs(mp.im(a)) + abs(mp.im(b)) == 0 and abs(a - b) > mpf(10) ** -30 * (1 + abs(a) + abs(b)):
                return True
    return False


def test_the_same_claim_gives_the_same_verdict_and_evidence():
    for claim in list(claims(perturbed, 9))[:20]:
        assert decide(claim) == decide(claim)


def test_swapping_the_sides_keeps_the_verdict():
    for claim in list(claims(rewritten, 7))[:15] + list(claims(perturbed, 7))[:15]:
        swapped = Claim(claim.right, claim.left, claim.relation, claim.domains)
        assert type(decide(claim)) is type(decide(swapped)), claim


def test_balls_contain_the_values_of_another_library():
    source = random.Random(3)
    point = {X: 1.5, Y: -0.75, P: 2.25, Q: 0.625}
    seen = 0
    for _ in range(60):
        node = expression(source, 3)
        (value,) = run(compile_balls(node), {symbol: Fraction(number) for symbol, number in point.items()}, 200)
        if defined(value):
            with mp.workdps(40):
                other = floating(node, point)
                assert abs(other - mpf(value.mid().str(45, radius=False))) < mpf(10) ** -30 * (1 + abs(other)), node
            seen += 1
    assert seen > 30
