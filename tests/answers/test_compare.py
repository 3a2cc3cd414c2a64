"""Two formulas held against each other."""

from fractions import Fraction

import pytest

from derivo.checks.compare import compare
from derivo.checks.reading import read_pair


@pytest.mark.parametrize(
    ("left", "relation", "right", "outcome"),
    [
        ("x", "<=", "x + 1", "correct"),
        ("x + 1", ">=", "x", "correct"),
        ("x", ">=", "x + 1", "incorrect"),
        ("x", ">", "x", "incorrect"),
    ],
)
def test_relations_are_read_from_left_to_right(left, relation, right, outcome):
    assert compare(*read_pair(left, right, "let x : real", relation), relation).outcome == outcome


def test_the_values_of_a_witness_are_those_of_its_sides():
    result = compare(*read_pair("x", "x + 1", "let x : real", ">="), ">=")
    witness = result.verdict.witness
    assert dict(witness.point) == {"x": Fraction(1)}
    assert (witness.left.low, witness.right.low) == (1, 2)


def test_conditions_on_sums_are_not_used_for_every_size():
    """Where Σ x = Σ x³ = 0, Σ x⁵ = 0 up to N = 4, and not at N = 5."""
    let = "x_n : real for n in 1..N\ngiven sum_n x_n = 0\ngiven sum_n x_n^3 = 0"
    pair = read_pair("sum_n x_n^5", "0", let, "=")
    assert compare(*pair).outcome == "undecided"
