"""Orthogonal matrices and projections, which are given by equations in their entries."""

import pytest

from derivo.checks.equal import equal
from derivo.checks.language.orthogonal import orthogonal, projection

SVD = "U : matrix(m, m)\nS : matrix(m, n)\nV : matrix(n, n)\ngiven U^T U = I\ngiven V^T V = I\nA = U S V^T"
SQUARE = "U, S, V : matrix(m, m)\ngiven U^T U = I\ngiven V^T V = I\nA = U S V^T"


@pytest.mark.parametrize(
    ("left", "right", "let", "expected"),
    [
        ("A^T A", "V S^T S V^T", SVD, "correct"),
        ("‖U x‖^2", "x^T x", "U : matrix(n, n)\nx : vector(n)\ngiven U^T U = I", "correct"),
        ("A^T A", "U S^T S V^T", SQUARE, "incorrect"),
        ("A^T A", "V S S^T V^T", SQUARE, "incorrect"),
        ("U", "U^T", "U : matrix(n, n)\ngiven U^T U = I", "incorrect"),
        ("(I - P)(I - P)", "I - P", "P : matrix(n, n)\ngiven P P = P", "correct"),
        ("P", "I", "P : matrix(n, n)\ngiven P P = P", "incorrect"),
    ],
)
def test_claims_about_them_are_decided(left, right, let, expected):
    assert equal(left, right, let, "=").outcome == expected


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 2), (3, 3), (4, 2), (2, 5)])
def test_what_is_proposed_is_orthogonal(rows, columns):
    for turn in range(6):
        lines = orthogonal(rows, columns, turn)
        if rows < columns:
            products = [[sum(a * b for a, b in zip(x, y, strict=True)) for y in lines] for x in lines]
        else:
            turned = list(zip(*lines, strict=True))
            products = [[sum(a * b for a, b in zip(x, y, strict=True)) for y in turned] for x in turned]
        assert products == [[i == j for j in range(len(products))] for i in range(len(products))]


def test_what_is_proposed_is_a_projection():
    for size in (1, 2, 4):
        lines = projection(size, size)
        columns = list(zip(*lines, strict=True))
        assert [[sum(a * b for a, b in zip(x, y, strict=True)) for y in columns] for x in lines] == lines
