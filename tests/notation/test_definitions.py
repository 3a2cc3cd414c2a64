"""Names that an answer gives to vectors and matrices: several in a row, in other letters, in letters that are taken."""

import pytest

from derivo.checks.notation import notation, read, show
from derivo.checks.notation.shapes.dimensions import Shape
from derivo.checks.notation.shapes.shapes import shape_of
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.tree import Name
from tests.notation.names import MIXTURE

NETWORK = notation(r"""
    let x : vector(d)
    let W : matrix(m, d)
    let v, gamma, beta : vector(m)
    let w_i = row i of W
    let i, k : index(m)
    let j : index(d)
    let y : real
    let phi(z) = (z - gamma)/beta
    let f(x) = v^T phi(W x)
    let ell also l, \ell = (f(x) - y)^2
    let V also Z : matrix(m, d)
    let z_n : vector(d) for n in 1..N
""")

DEFINED = [
    # several, in terms of each other, in any order, behind words, commas and in brackets
    *((text, "aᵀ·x + b", ["u = v ⊘ β", "a = Wᵀ·u", "b = −γᵀ·u"]) for text in (
        "f(x) = a^T x + b where a = Wᵀu, u = v/β, b = -γᵀu",
        "f(x) = a^T x + b, where a = Wᵀu and u := v ⊘ β and b = -γᵀu",
        "u := v/β; a = Wᵀu; b = -γᵀu; f(x) = a^T x + b",
        "f(x) = a^T x + b (where a = Wᵀu, u = v/β, b = -γᵀu)",
        "f(x) = a^T x + b (a = Wᵀu; u = v/β; b = -γᵀu)",
        "Set u = v/β, a = Wᵀu, b = -γᵀu. Then f(x) = a^T x + b.",
        "Let u = v/β, a = Wᵀu, b = -γᵀu, f(x) = a^T x + b",
    )),
    ("a = W^T S v, S = diag(β)^{-1}", "Wᵀ·S·v", ["S = diag(β)⁻¹"]),
    ("a = W^T S v with S = diag(β)^{-1}", "Wᵀ·S·v", ["S = diag(β)⁻¹"]),
    # all of what is defined entry by entry
    *((text, "aᵀ·x + b", ["aⱼ = ∑_{i=1}^m vᵢ·Wᵢⱼ/βᵢ", "b = −⟨γ, v ⊘ β⟩", "a = ∑_{j=1}^d aⱼ·eⱼ"]) for text in (
        "f(x) = a^T x + b, a_j = Σ_i v_i W_ij/β_i, b = -γ·(v/β)",
        "f(x) = aᵀx + b where aⱼ = Σᵢ vᵢWᵢⱼ/βᵢ and b = -γ·(v/β)",
    )),
    ("W^T u where u_i = v_i/β_i", "Wᵀ·u", ["uᵢ = vᵢ/βᵢ", "u = ∑_{i=1}^m uᵢ·eᵢ"]),
    ("W_ij u_i where u_i = v_i/β_i", "Wᵢⱼ·uᵢ", ["uᵢ = vᵢ/βᵢ"]),
    # the transpose is named
    ("a^T x where a^T = (v/β)^T W", "aᵀ·x", ["a = ((v ⊘ β)ᵀ·W)ᵀ"]),
    (r"a^\top x where aᵀ = (v/β)ᵀW", "aᵀ·x", ["a = ((v ⊘ β)ᵀ·W)ᵀ"]),
    # declared names in other letters, to the left and to the right
    *((text, "(v ⊘ b)ᵀ·(W·x − g)", ["b = β", "g = γ"]) for text in (
        "(v/b)^T (W x - g) (b = beta, g = gamma)", "(v/b)^T (W x - g) (beta = b, gamma = g)",
        "(v/b)^T (W x - g) where β = b, γ = g",
    )),
    # letters that are vectors, indices or families
    ("dl/dW = 2(f(x)-y) V where V = (v/β)x^T", "2·(f(x) − y)·V", ["V = (v ⊘ β)·xᵀ"]),
    ("let V = (v/β)x^T, dl/dW = 2(f(x)-y) V", "2·(f(x) − y)·V", ["V = (v ⊘ β)·xᵀ"]),
    ("W^T G where Z = diag(β)^{-1}, G = Z v", "Wᵀ·G", ["Z = diag(β)⁻¹", "G = Z·v"]),
    ("k v with k = 2(f(x) - y)", "k·v", ["k = 2·(f(x) − y)"]),
    ("dl/dW = k v x^T, k = 2(f(x) - y)", "k·v·xᵀ", ["k = 2·(f(x) − y)"]),
    ("W^T d v where d = diag(1/β)", "Wᵀ·d·v", ["d = diag(1 ⊘ β)"]),
    ("f(x) = v^T z where z = (h - γ)/β, h = W x", "vᵀ·z", ["h = W·x", "z = (h − γ) ⊘ β"]),
    ("f(x) = w^T (W x - γ), w = v/β", "wᵀ·(W·x − γ)", ["w = v ⊘ β"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "last", "definitions"), DEFINED)
def test_definitions_of_vectors(text, last, definitions):
    reading = read(text, NETWORK)
    assert show(reading.sides[-1].tree) == last
    assert [
        f"{reading.notation.names[each.name].shown} = {show(each.body)}" for each in reading.definitions
    ] == definitions
    assert not reading.conditions


def test_a_letter_that_hides_another_has_a_name_of_its_own():
    reading = read("V + G where V = v x^T, G = 2 V", NETWORK)
    assert [each.name for each in reading.definitions] == ["V°", "G"]
    assert reading.notation.names["V"] == NETWORK.names["V"]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("ℓ where V = W", "V = W"),
        ("ℓ where y = f(x)", "y = f(x)"),
        ("ℓ where d = m + 1", "d = m + 1"),
        ("ℓ where W = 0", "W = 0"),
        ("V where V = V + W", "V = V + W"),
        ("v_i where i = k+1", "i = k + 1"),
        ("v_i (i = 1)", "i = 1"),
        ("ℓ for V = v x^T", "V = v·xᵀ"),
    ],
)
def test_what_says_something_of_a_declared_name_is_a_condition(text, condition):
    reading = read(text, NETWORK)
    assert not reading.definitions
    assert [show(each) for each in reading.conditions] == [condition]


def test_a_definition_with_an_index_hides_no_size_of_that_letter():
    reading = read("N_k/N where N_k = sum_n q_kn", MIXTURE)
    assert show(reading.sides[0].tree) == "Nₖ/N"
    assert reading.notation.lookup("N") == MIXTURE.names["N"]


@pytest.mark.parametrize(
    "text",
    [
        "a_j = Σ_i v_i W_ij/β_i, b = -γ·(v/β)",
        "b = -γ·(v/β), a_j = Σ_i v_i W_ij/β_i",
        "b = -γ·(v/β), a^T = (v/β)^T W",
        "a^T = (v/β)^T W, b = -γ·(v/β)",
    ],
)
def test_of_pieces_the_formula_is_one_that_is_named_alone(text):
    reading = read(text, NETWORK)
    assert reading.introduced == "b"
    assert shape_of(Name("a", Span(0, 0)), reading.notation) == Shape(("d",))
