"""What is shown of vectors and matrices reads as the same tree, and nothing typed of them raises."""

from hypothesis import given, settings, strategies as st

from derivo.checks.notation import Problem, Reading, declare, read, read_formula, show
from tests.notation.names import NETWORK
from tests.notation.test_round_trip import bare

SCALARS = st.sampled_from(["y", "t", "2", "v_i", "W_ij", "W_{i2}", "c_n", "z_nj", "w_ij", "q_i", "f(x)", "ℓ"])
D = st.sampled_from(["x", "u", "w_i", "z_n", "μₖ", "e_j"])
M = st.sampled_from(["v", "gamma", "beta", "q", "𝟏_m"])


def joined(left, sign, right):
    return st.builds(lambda a, b: f"({a}) {sign} ({b})", left, right)


def larger(numbers, columns, images):
    """One more layer of scalars, of columns with d and of columns with m entries."""
    matrix = st.one_of(
        st.sampled_from(["W", "A W", "W S", "(W - v x^T)", "(A + t I) W"]),
        st.builds(lambda a, b: f"(({a})({b})^T)", images, columns),
    )
    return (
        st.one_of(
            numbers,
            st.builds(lambda a, b: f"({a})^T ({b})", columns, columns),
            joined(columns, "·", columns),
            st.builds(lambda a: f"‖{a}‖_2^2", images),
            st.builds(lambda a, b: f"⟨{a}, {b}⟩", images, images),
            st.builds(lambda a: f"tr(({a})^T ({a}))", matrix),
            st.builds(lambda a: f"mean({a})", images),
            st.builds(lambda a: f"({a})_i", images),
            st.builds(lambda a: f"∑_i ({a})_i", images),
            joined(numbers, "+", numbers),
            st.builds(lambda a, b: f"({a}) ({b})", numbers, numbers),
        ),
        st.one_of(
            columns,
            joined(columns, "-", columns),
            joined(columns, "⊙", columns),
            joined(columns, "/", columns),
            st.builds(lambda a, b: f"({a}) ({b})", numbers, columns),
            st.builds(lambda a: f"S⁻¹ ({a})", columns),
            st.builds(lambda a, b: f"({a})^T ({b})", matrix, images),
            st.builds(lambda a: f"∑_n c_n ({a})", columns),
            st.builds(lambda a: f"∇_x ({a})", numbers),
        ),
        st.one_of(
            images,
            joined(images, "+", images),
            joined(images, "*", images),
            st.builds(lambda a, b: f"({a}) ({b})", matrix, columns),
            st.builds(lambda a: f"σ({a})", images),
            st.builds(lambda a: f"φ({a})", images),
            st.builds(lambda a, b: f"diag({a}) ({b})", images, images),
            st.builds(lambda a: f"-({a})/2", images),
        ),
    )


LAYERS = larger(*larger(SCALARS, D, M))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(*LAYERS))
def test_what_is_shown_reads_as_the_same_tree(text):
    tree = read_formula(text, NETWORK)
    assert not isinstance(tree, Problem), (text, tree)
    shown = show(tree)
    again = read_formula(shown, NETWORK)
    assert not isinstance(again, Problem), (text, shown, again)
    assert bare(again) == bare(tree), (text, shown)


WORDS = (
    "x u W v beta A S w_i y t z_n z c_n mu_k q l f(x) phi σ 1 0 2 𝟏 I I_d e_i \\mathbf1 \\mathbf{1}_m + - * · / ^ _ ( ) [ ] { } | ‖ "
    "|| \\| ⟨ ⟩ \\langle \\rangle < > , ; = ' ^T ᵀ ⊤ ^\\top ^{-1} ^{-T} .T ⊙ ⊘ ⊗ \\odot kron kron( diag( tr det vec( mean( inv( "
    "norm( \\overline{ _i _{ij} _ij _F _2 _\\infty ∇_x ∇ ∇² ∂ℓ/∂W d ∂ \\frac{ \\frac sum_i Σ_n ∏_i \\begin{pmatrix} \\end{pmatrix} & "
    "\\\\ @ row of where a= b= x'= , exp max( max(x, (Wx) (Wx)_i 11^T \\left\\| \\right\\| T x^Ty"
).split(" ")
DECLARED = (
    "let x A x_n W_n^{(t)} : vector(d) vector( matrix(m,d) matrix(3,3) posdef(d) positive for n in 1..N also = row i of W f(x) x^T A' , "
    "given about I 1 { } ( ) _ ^ 2 + -"
).split(" ")


@settings(max_examples=600, deadline=None, derandomize=True)
@given(
    st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
        st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    )
)
def test_nothing_typed_raises(text):
    reading = read(text, NETWORK)
    if isinstance(reading, Reading):
        for side in reading.sides:
            again = read_formula(show(side.tree), reading.notation)
            assert not isinstance(again, Problem) or again.code in ("unknown-size", "too-deep"), (
                show(side.tree),
                again,
            )
    else:
        assert 0 <= reading.span.start <= reading.span.end <= len(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(DECLARED), max_size=8).map(" ".join))
def test_nothing_declared_raises(text):
    found = declare([text], NETWORK)
    assert not isinstance(found, Problem) or 0 <= found.span.start <= found.span.end <= len(text)
