"""Matrix calculus and linear algebra, typed: identities that hold for every size, and near misses of each."""

from __future__ import annotations

import pytest

from derivo.checks.compare import compare
from derivo.checks.reading import read_pair
from derivo.checks.result import Result
from derivo.checks.verdict import Proved, Refuted, Undecided

LET = r"""
let A, B : matrix(m, d)
let C : matrix(d, m)
let E, F : matrix(d, d)
let G, H : invertible(d)
let S : symmetric(d)
let P, Q : posdef(d)
let R : posdef(m)
let L : diagonal(d)
let X : matrix(N, d)
let Y : matrix(N, K)
let h_n = row n of X
let x, u, z : vector(d)
let y, r : vector(N)
let v, b : vector(m)
let w : vector(d)
let a : positive
let q : positive vector(d)
let s : vector(K)
let t : vector(K)
let sigma(c) = 1/(1 + exp(-c))
"""

# left, right, a near miss of right
FOR_EVERY_SIZE = [
    # products, transposes, traces
    ("(A C)^T", "C^T A^T", "2 C^T A^T"),
    ("tr(A C)", "tr(C A)", "2 tr(C A)"),
    ("tr(A^T B)", "sum_i sum_j A_ij B_ij", "sum_i sum_j A_ij B_ij^2"),
    ("tr(E F S)", "tr(F S E)", "tr(F E S)"),
    ("tr(E + 2F)", "tr E + 2 tr F", "tr E + tr F"),
    ("tr(x u^T)", "u^T x", "u^T u"),
    ("tr(E^T)", "tr(E)", "-tr(E)"),
    ("(E + F)^2", "E^2 + E F + F E + F^2", "E^2 + 2 E F + F^2"),
    ("(E + F)(E - F)", "E^2 - E F + F E - F^2", "E^2 - F^2"),
    ("E (F S)", "(E F) S", "(F E) S"),
    ("(x^T A^T v)", "v^T A x", "v^T A z"),
    ("x^T E x", "1/2 x^T (E + E^T) x", "x^T (E + E^T) x"),
    ("(x u^T) z", "x (u^T z)", "u (x^T z)"),
    ("(x u^T)(z w^T)", "(u^T z) x w^T", "(u^T w) x z^T"),
    # norms and inner products
    ("‖x - u‖^2", "‖x‖^2 - 2 x^T u + ‖u‖^2", "‖x‖^2 - x^T u + ‖u‖^2"),
    ("‖x + u‖^2 + ‖x - u‖^2", "2 ‖x‖^2 + 2 ‖u‖^2", "‖x‖^2 + ‖u‖^2"),
    ("‖A x‖^2", "x^T A^T A x", "x^T x"),
    ("‖A‖_F^2", "tr(A^T A)", "tr(A^T B)"),
    ("‖A‖_F^2", "tr(A A^T)", "2 tr(A A^T)"),
    ("⟨A x, v⟩", "⟨x, A^T v⟩", "⟨u, A^T v⟩"),
    ("‖x u^T‖_F^2", "‖x‖^2 ‖u‖^2", "‖x‖^2 + ‖u‖^2"),
    ("‖a x‖", "a ‖x‖", "a^2 ‖x‖"),
    ("‖x‖_1", "sum_j |x_j|", "sum_j x_j"),
    # elementwise, diag, ones, identity
    ("diag(q) x", "q ⊙ x", "q + x"),
    ("diag(q)^{-1} x", "x/q", "x ⊙ q"),
    ("x^T diag(q) u", "sum_j q_j x_j u_j", "sum_j q_j x_j"),
    ("diag(q) diag(x)", "diag(q ⊙ x)", "diag(q + x)"),
    ("diag(x u^T)", "x ⊙ u", "x + u"),
    ("1^T x", "sum_j x_j", "sum_j x_j^2"),
    ("x^T 1 1^T x", "(sum_j x_j)^2", "sum_j x_j^2"),
    ("tr(I_d)", "d", "d^2"),
    ("1^T 1_d", "d", "1"),
    ("E I", "E", "2 I"),
    ("L x", "diag(diag(L)) x", "L^T L x"),
    ("(I - 1/N 1 1^T) 1_N", "0", "1_N"),
    ("‖(I - 1/N 1 1^T) y‖^2", "sum_n y_n^2 - 1/N (sum_n y_n)^2", "sum_n y_n^2 - (sum_n y_n)^2"),
    ("(I - 1/N 1 1^T)^2 y", "(I - 1/N 1 1^T) y", "(I - 1 1^T) y"),
    # vec and Kronecker products
    ("vec(v x^T)", "x ⊗ v", "2 (x ⊗ v)"),
    ("vec(A)^T vec(B)", "tr(A^T B)", "tr(A^T A)"),
    ("v^T A x", "vec(v x^T)^T vec(A)", "vec(b x^T)^T vec(A)"),
    ("(x ⊗ v)^T (u ⊗ b)", "(x^T u)(v^T b)", "(x^T u) + (v^T b)"),
    ("(E ⊗ S)(F ⊗ H)", "(E F) ⊗ (S H)", "(F E) ⊗ (S H)"),
    ("tr(E ⊗ F)", "tr(E) tr(F)", "tr(E F)"),
    ("(E ⊗ F)^T", "E^T ⊗ F^T", "F^T ⊗ E^T"),
    ("(x x^T) ⊗ (v v^T)", "(x ⊗ v)(x ⊗ v)^T", "2 (x ⊗ v)(x ⊗ v)^T"),
    # rows and sums of outer products
    ("X^T X", "sum_n h_n h_n^T", "2 sum_n h_n h_n^T"),
    ("X^T y", "sum_n y_n h_n", "sum_n h_n"),
    ("‖X w - y‖^2", "sum_n (h_n^T w - y_n)^2", "sum_n (h_n^T w + y_n)^2"),
    ("X^T diag(r) X", "sum_n r_n h_n h_n^T", "sum_n r_n^2 h_n h_n^T"),
    ("X^T X w - X^T y", "sum_n (h_n^T w - y_n) h_n", "sum_n (h_n^T w + y_n) h_n"),
    # gradients
    ("∇_x (u^T x)", "u", "x"),
    ("∇_x ‖x‖^2", "2 x", "x"),
    ("∇_x (x^T E x)", "(E + E^T) x", "2 E x"),
    ("∇_x (x^T S x)", "2 S x", "S x"),
    ("∇_w ‖X w - y‖^2", "2 X^T (X w - y)", "X^T (X w - y)"),
    ("∇_w (1/2 ‖X w - y‖^2 + a/2 ‖w‖^2)", "X^T (X w - y) + a w", "X^T (X w - y) + 2 a w"),
    ("∇^2_w ‖X w - y‖^2", "2 X^T X", "2 X^T X + I"),
    ("∂/∂A tr(A C)", "C^T", "2 C^T"),
    ("∂/∂A tr(A^T B)", "B", "A"),
    ("∂/∂A ‖A‖_F^2", "2 A", "A"),
    ("∂/∂A (v^T A x)", "v x^T", "b x^T"),
    ("∂/∂A ‖A x - v‖^2", "2 (A x - v) x^T", "(A x - v) x^T"),
    ("∂/∂E tr(E F E^T)", "E (F + F^T)", "2 E F"),
    ("∂/∂x (A x)", "A", "2 A"),
    ("∇_w sum_n log(1 + exp(-y_n h_n^T w))", "-sum_n y_n sigma(-y_n h_n^T w) h_n", "-sum_n y_n sigma(y_n h_n^T w) h_n"),
    ("∇_s (log sum_k exp(s_k) - t^T s)", "exp(s)/(1^T exp(s)) - t", "exp(s)/(1^T exp(s)) + t"),
    ("∇_x (x^T P x + 2 u^T x)", "2 P x + 2 u", "2 P x + u"),
    # inverses and determinants
    ("G G^{-1}", "I", "2 I"),
    ("(G H)^{-1}", "H^{-1} G^{-1}", "G^{-1} H^{-1}"),
    ("(G^T)^{-1}", "(G^{-1})^T", "G^{-1}"),
    ("(a G)^{-1}", "G^{-1}/a", "a G^{-1}"),
    ("P^{-1}", "(P^{-1})^T", "-P^{-1}"),
    ("det(G H)", "det(G) det(H)", "det(G) + det(H)"),
    ("det(G^T)", "det(G)", "-det(G)"),
    ("det(G^{-1})", "1/det(G)", "det(G)"),
    ("|P|", "det(P)", "det(P)^2"),
    ("∂/∂G log det(G)", "G^{-T}", "G^{-1}"),
    ("∂/∂G det(G)", "det(G) G^{-T}", "det(G) G^{-1}"),
    ("∂/∂G tr(G^{-1} E)", "-(G^{-1} E G^{-1})^T", "-G^{-1} E G^{-1}"),
    ("∂/∂G (x^T G^{-1} u)", "-G^{-T} x u^T G^{-T}", "G^{-T} x u^T G^{-T}"),
    ("(I + a x x^T)^{-1}", "I - a x x^T/(1 + a x^T x)", "I - x x^T/(1 + a x^T x)"),
    ("X (X^T X)^{-1} X^T X", "X", "2 X"),
    ("(X^T X + a I)^{-1} (X^T X + a I) w", "w", "a w"),
    ("x^T P^{-1} u", "u^T P^{-1} x", "u^T P x"),
    (
        "(x - u)^T P^{-1} (x - u)",
        "x^T P^{-1} x - 2 u^T P^{-1} x + u^T P^{-1} u",
        "x^T P^{-1} x - u^T P^{-1} x + u^T P^{-1} u",
    ),
    ("∇_x (x - u)^T P^{-1} (x - u)", "2 P^{-1} (x - u)", "P^{-1} (x - u)"),
    ("tr(P^{-1} P)", "d", "1"),
]

# composite inverses, and determinants of sums: shown for small sizes
FOR_SMALL_SIZES = [
    ("log|P Q|", "log|P| + log|Q|", "log|P| - log|Q|"),
    ("det(I + x u^T)", "1 + u^T x", "1 - u^T x"),
    (
        "(P + C R C^T)^{-1}",
        "P^{-1} - P^{-1} C (R^{-1} + C^T P^{-1} C)^{-1} C^T P^{-1}",
        "P^{-1} - P^{-1} C (R + C^T P^{-1} C)^{-1} C^T P^{-1}",
    ),
    ("(P^{-1} + Q^{-1})^{-1}", "P (P + Q)^{-1} Q", "P (P + Q)^{-1} P"),
]


def compared(left: str, right: str) -> Result:
    pair = read_pair(left, right, LET, "=")
    return pair if isinstance(pair, Result) else compare(*pair)


@pytest.mark.parametrize(("left", "right"), [(left, right) for left, right, _ in FOR_EVERY_SIZE])
def test_it_is_proved_for_every_size(left, right):
    result = compared(left, right)
    assert isinstance(result.verdict, Proved), result
    assert result.verdict.proof.scope.startswith("for every ")


@pytest.mark.parametrize(("left", "miss"), [(left, miss) for left, _, miss in (*FOR_EVERY_SIZE, *FOR_SMALL_SIZES)])
def test_a_near_miss_is_refuted(left, miss):
    result = compared(left, miss)
    assert isinstance(result.verdict, Refuted), result
    assert result.verdict.witness.sizes


@pytest.mark.parametrize(("left", "right"), [(left, right) for left, right, _ in FOR_SMALL_SIZES])
def test_otherwise_it_is_undecided_and_the_scope_is_said(left, right):
    result = compared(left, right)
    assert result.outcome == "undecided"
    assert isinstance(result.verdict, Undecided)
    assert result.verdict.proof.scope.startswith("for sizes up to ")
