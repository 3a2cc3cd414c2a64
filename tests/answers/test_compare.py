"""Two formulas held against each other."""

from fractions import Fraction

import pytest

from checks.check import compare
from checks.reading import read_pair


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
