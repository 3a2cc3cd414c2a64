"""Random names of the second judge against what is computed by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from flint import arb, ctx, fmpq

from derivo.checks.judge.arrays import entries
from derivo.checks.judge.chance import Normal, Normals, Table, Tables, hermite
from derivo.checks.judge.evaluate import Evaluator
from derivo.checks.judge.scalars import Undefined, Unknown
from tests.judge.worlds import typed, world

WEIGHTS = {(1, 1): fmpq(1), (1, 2): fmpq(2), (2, 1): fmpq(3), (2, 2): fmpq(2)}  # of x = 0, 1 and y = −1, 2
PAIR = "X also x : random {0, 1}; Y also y : random {-1, 2}; p : density of X, Y"
BIVARIATE = "X also x : random real; Y also y : random real; p : density of X, Y"


def evaluated(text, let, chance, **free):
    claim = typed(text, "0", let)
    here = replace(world(claim), chance=chance, start={f"@{name}": value for name, value in free.items()})
    with ctx.workprec(128):
        return Evaluator(here, 100_000).of(claim.left, here.start)


def table(text, **free):
    joint = Table("p", ("X", "Y"), WEIGHTS)
    return evaluated(text, PAIR, Tables({"p": joint}, {"X": [fmpq(0), fmpq(1)], "Y": [fmpq(-1), fmpq(2)]}), **free)


def normal(text, **free):
    """X of mean 1 and variance 4, Y of mean −1 and variance 2, their covariance 1."""
    joint = Normal(("X", "Y"), [fmpq(1), fmpq(-1)], [[fmpq(4), fmpq(1)], [fmpq(1), fmpq(2)]])
    return evaluated(text, BIVARIATE, Normals({"p": joint}), **{name: fmpq(value) for name, value in free.items()})


@pytest.mark.parametrize(
    ("text", "free", "wanted"),
    [
        ("E[X]", {}, fmpq(5, 8)),
        ("E[Y]", {}, fmpq(1, 2)),
        ("E[X Y]", {}, fmpq(1, 8)),
        ("Var(X)", {}, fmpq(15, 64)),
        ("E[X | Y]", {"Y": 1}, fmpq(3, 4)),
        ("E[X | Y]", {"Y": 2}, fmpq(1, 2)),
        ("E[E[X | Y]]", {}, fmpq(5, 8)),
        ("E[(E[X | Y])^2]", {}, fmpq(1, 2) * fmpq(9, 16) + fmpq(1, 2) * fmpq(1, 4)),
        ("p(x)", {"X": 1}, fmpq(3, 8)),
        ("p(x, y)", {"X": 1, "Y": 2}, fmpq(1, 4)),
        ("p(y | x)", {"X": 2, "Y": 1}, fmpq(3, 5)),
        ("sum_x p(x)", {}, fmpq(1)),
    ],
)
def test_a_table(text, free, wanted):
    assert table(text, **free) == wanted


def test_what_has_no_weight_gives_no_conditional():
    joint = Table("p", ("X", "Y"), {**WEIGHTS, (1, 1): fmpq(0), (2, 1): fmpq(0)})
    chance = Tables({"p": joint}, {"X": [fmpq(0), fmpq(1)], "Y": [fmpq(-1), fmpq(2)]})
    with pytest.raises(Undefined):
        evaluated("E[X | Y]", PAIR, chance, Y=1)


def test_a_table_has_no_density_of_what_is_continuous():
    chance = Tables({"p": Table("p", ("X", "Y"), WEIGHTS)}, {"X": [fmpq(0), fmpq(1)], "Y": [fmpq(-1), fmpq(2)]})
    assert evaluated("E[X]", BIVARIATE, chance) == fmpq(5, 8)
    with pytest.raises(Unknown, match="density"):
        evaluated("p(x)", BIVARIATE, chance, X=1)


def density(x, mean, variance):
    return math.exp(-((x - mean) ** 2) / 2 / variance) / math.sqrt(2 * math.pi * variance)


@pytest.mark.parametrize(
    ("text", "free", "wanted"),
    [
        ("E[X]", {}, 1),
        ("Var(X)", {}, 4),
        ("E[(X - 1)^3]", {}, 0),
        ("E[(X - 1)^4]", {}, 3 * 4**2),
        ("E[(X - 1)^5]", {}, 0),
        ("E[(X - 1)^6]", {}, 15 * 4**3),
        ("E[X Y]", {}, 1 - 1),
        ("E[X^2 Y]", {}, -(1 + 4) + 2 * 1 * 1),
        ("E[X | Y]", {"Y": 3}, 1 + (3 + 1) / 2),
        ("E[X^2 | Y]", {"Y": 3}, 3**2 + 4 - 1 / 2),
        ("E[E[X | Y]]", {}, 1),
        ("E[exp(X/2)]", {}, math.exp(1 / 2 + 4 / 8)),
        ("E[cos(Y)]", {}, math.cos(1) * math.exp(-1)),
        ("p(x)", {"X": 2}, density(2, 1, 4)),
        ("p(x | y)", {"X": 2, "Y": 3}, density(2, 3, 3.5)),
        ("p(x, y)", {"X": 2, "Y": 3}, density(2, 3, 3.5) * density(3, -1, 2)),
        ("∇_x log p(x)", {"X": 2}, -1 / 4),
        ("∇_x log p(x | y)", {"X": 2, "Y": 3}, 1 / 3.5),
        ("∫ p(x) dx", {}, 1),
        ("∫ x^2 p(x) dx", {}, 5),
        ("∫ p(x, y) dx", {"Y": 3}, density(3, -1, 2)),
    ],
)
def test_normal_names(text, free, wanted):
    (found,) = entries(normal(text, **free))
    ball = arb(found)
    assert abs(float(ball.mid()) - wanted) < 1e-9 * (1 + abs(wanted))
    assert ball.rad() < 1e-6


def test_a_free_name_needs_a_value():
    with pytest.raises(Unknown, match="free"):
        normal("p(x)")


@pytest.mark.parametrize("count", [4, 6, 13])
def test_the_quadrature_is_exact_for_polynomials(count):
    with ctx.workprec(256):
        for degree in range(0, 2 * count, 2):
            moment = sum(weight * node**degree for node, weight in hermite(count))
            assert moment.contains(math.prod(range(1, degree, 2)))
        beyond = sum(weight * node ** (2 * count) for node, weight in hermite(count))
        assert not beyond.contains(math.prod(range(1, 2 * count, 2)))
