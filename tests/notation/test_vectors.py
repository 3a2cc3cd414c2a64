"""Vectors and matrices: how they are declared, written and understood, and where shapes do not fit."""

import pytest

from derivo.checks.notation import Problem, declare, notation, read, read_formula, show
from derivo.checks.notation.names.names import Family
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape
from derivo.checks.notation.shapes.resolve import body_at
from derivo.checks.notation.shapes.shapes import shape_of
from derivo.checks.notation.trees.tree import Entry, EntryOf, Index, Row
from tests.notation.names import GELU, NETWORK

UNDERSTOOD = [
    # transposes
    *((text, "vᵀ·W·x") for text in (
        "v^T W x", "v^TWx", "v^{T}Wx", r"v^\top Wx", r"v^{\top}W x", r"v^{\mathsf T} W x", r"v^\mathrm{T} W x",
        r"v^{\text{T}} W x", r"v^{\!\top\!} W x", "vᵀWx", "v⊤Wx", "v'Wx", r"v^\prime W x", "v.T W x", "v.T@W@x",
        r"v^{\intercal} W x", "transpose(v) W x", "v^T*W*x", r"v^T \cdot W \cdot x", r"\mathbf{v}^\top \mathbf{W}\mathbf{x}",
    )),
    ("y^T x", "y·x"),
    ("(W x)'v", "(W·x)ᵀ·v"),
    ("z_n^T x", "zₙᵀ·x"),
    ("z^T_n x", "zₙᵀ·x"),
    ("zₙᵀx", "zₙᵀ·x"),
    *((text, "μₖ⁽ᵗ⁺¹⁾ᵀ·x") for text in (
        r"\mu_k^{(t+1)T} x", r"\mu_k^{(t+1)\top} x", "mu_k^(t+1)^T x", r"\mu_k^{(t+1)}^\top x", "μₖ⁽ᵗ⁺¹⁾ᵀx", "mu_k^T x",
        r"\left(\mu_k^{(t+1)}\right)^\top x",
    )),
    (r"(h^{(n)})^T x", "hₙᵀ·x"),
    # inverses
    ("S^{-1}x", "S⁻¹·x"),
    ("S⁻¹x", "S⁻¹·x"),
    ("inv(S) x", "S⁻¹·x"),
    (r"\Sigma_k^{-1}x", "(Σₖ⁽ᵗ⁺¹⁾)⁻¹·x"),
    ("A^{-T}v", "(A⁻¹)ᵀ·v"),
    (r"A^{-\top}v", "(A⁻¹)ᵀ·v"),
    ("A^2 v", "A²·v"),
    # products
    ("W x", "W·x"),
    ("v*beta", "v ⊙ β"),
    ("v·beta", "⟨v, β⟩"),
    (r"v\cdot\beta", "⟨v, β⟩"),
    (r"v\odot\beta", "v ⊙ β"),
    ("v∘β", "v ⊙ β"),
    (r"v\circ\beta", "v ⊙ β"),
    ("v/beta", "v ⊘ β"),
    (r"\frac{v}{\beta}", "v ⊘ β"),
    (r"v\oslash\beta", "v ⊘ β"),
    ("1/beta", "1 ⊘ β"),
    ("W x/2", "W·x/2"),
    ("v^T (W x - gamma)/beta", "vᵀ·((W·x − γ) ⊘ β)"),
    ("W^T v ⊘ beta", "Wᵀ·(v ⊘ β)"),
    ("v · W x", "⟨v, W·x⟩"),
    ("A (x^T u)", "A·(xᵀ·u)"),
    ("A x^T u", "A·(xᵀ·u)"),
    ("W x x^T W^T", "W·x·xᵀ·Wᵀ"),
    (r"\langle v, Wx\rangle", "⟨v, W·x⟩"),
    ("⟨v, Wx⟩", "⟨v, W·x⟩"),
    ("<v, W x> - 1", "⟨v, W·x⟩ − 1"),
    (r"\left\langle v, Wx\right\rangle", "⟨v, W·x⟩"),
    ("dot(v, Wx)", "⟨v, W·x⟩"),
    ("outer(v, x)", "v·xᵀ"),
    *((text, "x ⊗ v") for text in ("x ⊗ v", r"x\otimes v", "kron(x, v)", "x kron v")),
    ("2 (x x^T) kron (v v^T)", "(2·(x·xᵀ)) ⊗ (v·vᵀ)"),
    # functions of arrays
    *((text, "diag(β)⁻¹·v") for text in (
        "diag(beta)^{-1} v", r"\operatorname{diag}(\beta)^{-1}v", r"\mathrm{diag}(\beta)^{-1}v", "Diag(β)⁻¹v",
    )),
    *((text, "tr(W·Wᵀ)") for text in ("tr(W W^T)", "Tr(WW^T)", "trace(W W^T)", r"\mathrm{tr}(WW^\top)", r"tr[W W^T]", "tr W W^T")),
    *((text, "det(S)") for text in ("det(S)", r"\det S", r"\det(S)", "|S|", r"\left|S\right|", r"\lvert S\rvert")),
    ("vec(W)", "vec(W)"),
    (r"\mathrm{vec}(W)", "vec(W)"),
    ("mean(v)", "mean(v)"),
    (r"\overline{v/\beta}", "mean(v ⊘ β)"),
    *((text, "‖v − W·x‖₂²") for text in (
        "‖v − Wx‖²", "||v-Wx||^2", r"\|v-Wx\|^2", r"\|v-Wx\|_2^2", r"\lVert v-Wx\rVert_2^2", r"\left\|v-Wx\right\|^2",
        r"\Vert v-Wx\Vert^2", "norm(v-W x)^2", "|v - W x|^2", r"\left\Vert v-Wx\right\Vert_2^{2}",
    )),
    ("‖v‖_1", "‖v‖₁"),
    (r"\|v\|_\infty", "‖v‖_∞"),
    (r"\|W\|_F^2", "‖W‖_F²"),
    (r"\|W\|_{F}^2", "‖W‖_F²"),
    ("||v|| ||beta||", "‖v‖₂·‖β‖₂"),
    # 1, I, e_i, 0
    *((text, "Wᵀ·𝟏_m") for text in (r"W^T \mathbf 1", r"W^T\mathbf{1}", "Wᵀ𝟏", "W^T 1_m", r"W^T \mathbf{1}_m", r"W^T\boldsymbol{1}")),
    ("W^T 1 + x", "Wᵀ·𝟏_m + x"),
    ("(I - (1/m) 1 1^T) v", "(I_m − (1/m)·𝟏_m·𝟏_mᵀ)·v"),
    ("(I - 11^T/m) v", "(I_m − 𝟏_m·𝟏_mᵀ/m)·v"),
    ("(I − 𝟏𝟏ᵀ/m)v", "(I_m − 𝟏_m·𝟏_mᵀ/m)·v"),
    (r"\left(I-\tfrac1m\mathbf1\mathbf1^\top\right)v", "(I_m − (1/m)·𝟏_m·𝟏_mᵀ)·v"),
    ("(S + t I) x", "(S + t·I_d)·x"),
    ("(S + tI_d) x", "(S + t·I_d)·x"),
    (r"(S + t\mathbf{I}) x", "(S + t·I_d)·x"),
    ("e_i^T W x", "eᵢᵀ·W·x"),
    ("W x - v = 0", "W·x − v = 0"),
    ("W x = 0_m", "W·x = 0"),
    ("(x ⊗ 1)^T vec(W)", "(x ⊗ 𝟏_m)ᵀ·vec(W)"),
    # entries
    ("W_ij x_j", "Wᵢⱼ·xⱼ"),
    ("W_{ij}x_j", "Wᵢⱼ·xⱼ"),
    ("W_{i,j} x_j", "Wᵢⱼ·xⱼ"),
    ("W[i,j] x[j]", "Wᵢⱼ·xⱼ"),
    ("Wᵢⱼxⱼ", "Wᵢⱼ·xⱼ"),
    ("z_{nj}", "zₙⱼ"),
    ("(z_n)_j", "zₙⱼ"),
    ("z_{n,2}", "z_{n,2}"),
    ("h^{(n)}_j", "hₙⱼ"),
    ("w_i^T x", "wᵢᵀ·x"),
    ("w_{ij}", "(wᵢ)ⱼ"),
    ("q_i", "(q)ᵢ"),
    ("(Wx)_i", "(W·x)ᵢ"),
    ("[W x]_i", "(W·x)ᵢ"),
    ("(W^T)_{ji}", "(Wᵀ)ⱼᵢ"),
    ("W^T_{ji}", "(Wᵀ)ⱼᵢ"),
    ("sum_i v_i W_ij", "∑_{i=1}^m vᵢ·Wᵢⱼ"),
    ("sum_j (W^T v)_j x_j", "∑_{j=1}^d (Wᵀ·v)ⱼ·xⱼ"),
    ("sum_p v_p (W x)_p", "∑_{p=1}^m vₚ·(W·x)ₚ"),
    ("sum_n c_n z_n z_n^T", "∑_{n=1}^N cₙ·zₙ·zₙᵀ"),
    # derivatives
    *((text, "dℓ/dW") for text in (r"\nabla_W \ell", "∇_W ell", "dell/dW", "∂ℓ/∂W", r"\frac{\partial\ell}{\partial W}", "dl/dW")),
    ("d^2 l/dW_ij^2", "d²ℓ/dWᵢⱼ²"),
    ("∂²ℓ/∂Wᵢⱼ²", "d²ℓ/dWᵢⱼ²"),
    ("d^2 l/(dW_ij dW_il)", "∂²ℓ/∂Wᵢⱼ∂Wᵢₗ"),
    (r"\frac{\partial^2\ell}{\partial W_{ij}\partial W_{il}}", "∂²ℓ/∂Wᵢⱼ∂Wᵢₗ"),
    *((text, "d²f(x)/dx²") for text in (r"\nabla^2_x f(x)", r"\nabla_x^2 f(x)", "∂²f(x)/∂x∂x^T", r"\frac{\partial^2 f(x)}{\partial x\partial x^\top}")),
    *((text, "d²f(x)/dx²") for text in (r"\nabla^{2}_{x} f(x)", "∇²_x f(x)", "∇²f(x)", "∇²f")),
    *((text, "d²ℓ/dvec(W)²") for text in (r"\nabla_W^2 \ell", "∇²_W ℓ", "∂²ℓ/∂W²", "∂²ℓ/∂W∂W", "∂²ℓ/∂vec(W)∂vec(W)^T")),
    *((text, "df(u)/du") for text in ("∇f(u)", r"\nabla f(\mathbf u)", "∇_u f(u)")),
    ("∇‖W‖_F^2", "d/dW (‖W‖_F²)"),
    ("∂f(x)/∂x^T", "(df(x)/dx)ᵀ"),
    ("d(W x)/dx", "d/dx (W·x)"),
    (r"\nabla_x (v^T W x)", "d/dx (vᵀ·W·x)"),
    # functions
    ("phi(W x)", "φ(W·x)"),
    ("sigma(W x)", "σ(W·x)"),
    ("exp(W x)", "exp(W·x)"),
    ("sigma(v^T W x)", "σ(vᵀ·W·x)"),
    ("max(0, W x)", "max(0, W·x)"),
    # written out
    ("[1, 2; 3, t]", "[1, 2; 3, t]"),
    (r"\begin{pmatrix} 1 & 2 \\ 3 & t \end{pmatrix}", "[1, 2; 3, t]"),
    (r"\begin{bmatrix} 1 \\ t \end{bmatrix}^T", "[1; t]ᵀ"),
    ("[1; 2; 1]", "[1; 2; 1]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), UNDERSTOOD)
def test_what_is_written_is_understood(text, shown):
    tree = read_formula(text, NETWORK)
    assert not isinstance(tree, Problem), tree
    assert show(tree) == shown


@pytest.mark.parametrize("text", [text for text, shown in UNDERSTOOD if shown != "Wᵀ·𝟏_m"])
def test_what_is_shown_is_read_again(text):
    shown = show(read_formula(text, NETWORK))
    assert show(read_formula(shown, NETWORK)) == shown


@pytest.mark.parametrize(
    "text",
    [
        r"A + \mathbb{I}_m", r"A+\mathbb I_m", r"A + \mathbb{I}_{m}", r"A + \mathbb{I}_{m\times m}", "A + 𝕀_m", "A + 𝕀",
        r"A + \mathbb I", r"A + \mathbb{I}", r"A + \mathbf{I}_m", r"A + \boldsymbol I", r"A + \bm{I}_m", r"A + \mathrm{I}",
        r"A + \mathrm{Id}", r"A + \operatorname{Id}_m", "A + Id", "A + Id_m", "A + I_{m×m}", r"A + \mathbb 1_{m\times m}",
        "A + 𝟙_{m×m}", r"A + \mathds{1}_{m \times m}", r"A + \mathbb{I} 1",
    ],
)  # fmt: skip
def test_identities(text):
    assert show(read_formula(text, NETWORK)).removesuffix("·1") == "A + I_m"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\mathbb{I}_m W x", "I_m·W·x"),
        (r"\mathbb I_mWx", "I_m·W·x"),
        (r"\mathbb{I}(v - \gamma)", "I_m·(v − γ)"),
        (r"(\mathbb{I} - A)^{-1} v", "(I_m − A)⁻¹·v"),
        (r"\mathbb{I}[y > 0] v", "1[y > 0]·v"),
        (r"\mathbb{I}\{y > 0\} v", "1[y > 0]·v"),
        (r"\mathbb I(y = t) v", "1[y = t]·v"),
        (r"\mathbb{I}_{y = t} v", "1[y = t]·v"),
        ("𝕀[y > 0] v", "1[y > 0]·v"),
        ("I(y = t) v", "1[y = t]·v"),
        (r"\mathbb 1_{y > 0} v", "1[y > 0]·v"),
        (r"\mathbf{1}_{m\times d} x", "𝟏_m·𝟏_dᵀ·x"),
        ("1_{m×d} x", "𝟏_m·𝟏_dᵀ·x"),
        ("v + 0_{m×d} x", "v + 0·x"),
        ("(A ⊗ B) (v ⊗ v) + 1_{m*m}", "(A ⊗ B)·(v ⊗ v) + 𝟏_{m·m}"),
    ],
)
def test_identities_indicators_and_ones(text, shown):
    assert show(read_formula(text, NETWORK)) == shown


# `!` marks where the problem begins and ends
CLASHES = [
    ("!W^T x!", "shape-clash", ("d × m", "d × 1")),
    ("!(v/beta)^T W^T! x", "shape-clash", ("1 × m", "d × m")),
    ("W x !+! x", "shape-clash", ("m × 1", "d × 1")),
    ("y !-! W x", "shape-clash", ("a number", "m × 1")),
    ("W x !=! x", "shape-clash", ("m × 1", "d × 1")),
    (r"v!\odot! x", "shape-clash", ("m × 1", "d × 1")),
    ("v !/! x", "shape-clash", ("m × 1", "d × 1")),
    ("v !/! W", "shape-clash", ("m × 1", "m × d")),
    ("⟨v!,! x⟩", "shape-clash", ("m × 1", "d × 1")),
    ("![1, 2; 3!]", "shape-clash", ("1 × 2", "1 × 1")),
    ("!x^2!", "vector-power", None),
    ("!W^2!", "not-square", None),
    ("!W^{-1}!", "not-square", None),
    ("!det(W)!", "not-square", None),
    ("!tr(x)!", "not-square", None),
    ("!|W|!", "not-square", None),
    ("!phi(x)!", "wrong-shape", None),
    ("!f(v)!", "wrong-shape", None),
    ("!max(x, u)!", "wrong-shape", None),
    ("!I!", "unknown-size", None),
    ("tr(!I!)", "unknown-size", None),
    (r"!\mathbb{I}_{m\times d}! x", "not-square", None),
    ("prod_i !v!", "not-a-number", None),
    ("2^{!v!}", "not-a-number", None),
    ("!W_i!", "wrong-indices", None),
    ("!(W x)_{ij}!", "wrong-indices", None),
    ("!W_{iji}!", "wrong-indices", None),
    ("sum_!i! v_i x_i", "index-clash", None),
    ("!S^{1/2}!", "unsupported", None),
    ("!∇!ℓ", "unclear-derivative", None),
    ("!∇!(v^T W x)", "unclear-derivative", None),
    ("!∇!(y^2)", "unclear-derivative", None),
    ("!‖!x", "unbalanced", None),
    (r"\|x\|_!3!", "unsupported", None),
]


@pytest.mark.parametrize(("marked", "code", "shapes"), CLASHES)
def test_where_shapes_do_not_fit(marked, code, shapes):
    before, *inside, _ = marked.split("!")
    problem = read_formula(marked.replace("!", ""), NETWORK)
    assert isinstance(problem, Problem), show(problem)
    assert problem.code == code
    found = problem.source.at(problem.span)
    assert (len(before), found) == (problem.span.start, inside[0])
    facts = dict(problem.facts)
    assert shapes is None or (facts["left"], facts["right"]) == shapes


def test_the_sides_of_a_chain_have_one_shape():
    assert len(read("∇_W ℓ = 2(f(x) − y)(v/β)xᵀ = 2(f(x) - y) (x (v/beta)^T)^T", NETWORK).sides) == 3
    assert show(read("W x - gamma = 0", NETWORK).sides[1].tree) == "0"
    problem = read("x = W x = x", NETWORK)
    assert (problem.code, problem.span.start) == ("shape-clash", 2)


def test_only_the_last_side_of_a_chain_may_have_another_shape():
    reading = read("dl/dW = 2 (f(x)-y) x (v/beta)^T", NETWORK)
    assert [shape_of(side.tree, NETWORK) for side in reading.sides] == [Shape(("m",), ("d",)), Shape(("d",), ("m",))]
    reading = read("∇_W ℓ = 2(f(x) − y)(v/β)xᵀ = 2(f(x)-y) x (v/β)ᵀ", NETWORK, shape=Shape(("m",), ("d",)))
    assert [side.relation for side in reading.sides] == ["", "=", "="]


@pytest.mark.parametrize(
    "text", ["W x = W x + x", "W x <= x", "x where W x = x", "x, given W x = x", "a = x where b = W x + x"]
)
def test_clashes_elsewhere_stay_problems(text):
    assert read(text, NETWORK).code == "shape-clash"


def test_an_asked_shape_says_how_large_a_one_is():
    shape = Shape(("d", "m"), ("d", "m"))
    text = r"H=2\,(x\otimes\mathbf 1)(x\otimes\mathbf 1)^\top"
    assert read(text, NETWORK).code == "unknown-size"
    assert show(read(text, NETWORK, shape=shape).sides[0].tree) == "2·(x ⊗ 𝟏_m)·(x ⊗ 𝟏_m)ᵀ"
    turned = read(r"(\mathbf 1\otimes x)(\mathbf 1\otimes x)^\top", NETWORK, shape=shape)
    assert show(turned.sides[0].tree) == "(𝟏_m ⊗ x)·(𝟏_m ⊗ x)ᵀ"
    assert show(read("W^T 1", NETWORK, shape=Shape(("d",))).sides[0].tree) == "Wᵀ·𝟏_m"
    assert show(read("0", NETWORK, shape=Shape(("d",))).sides[0].tree) == "0"
    assert show(read("v^T W x", NETWORK, shape=Shape(("d",))).sides[0].tree) == "vᵀ·W·x"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A*B", {"star"}),
        ("v^T (W x - gamma)/beta", {"division"}),
        ("‖W‖", {"matrix-norm"}),
        ("x + 1", {"ones"}),
        ("∇_W^2 ℓ", {"matrix-hessian"}),
        ("∇f(u)", {"gradient-variable"}),
        ("∇_u f(u)", set()),
        ("v*beta", set()),
        ("A B", set()),
    ],
)
def test_two_readings_leave_a_remark(text, codes):
    assert {remark.code for remark in read(text, NETWORK).remarks} == codes


def test_definitions_and_what_they_are_called():
    reading = read("f(x) = aᵀx + b, a = Wᵀ(v/β), b = −γᵀ(v/β)", NETWORK)
    assert [(each.name, each.shape) for each in reading.definitions] == [("a", (("d",), ())), ("b", SCALAR)]
    reading = read("a = W^T (I - (1/m) 1 1^T)(v/beta), b = 0", NETWORK)
    assert (reading.introduced, [each.name for each in reading.definitions]) == ("b", ["a"])
    reading = read("(v/b)^T W x - (v/b)^T g   (b=beta, g=gamma, elementwise division)", NETWORK)
    assert [each.name for each in reading.definitions] == ["b", "g"]
    reading = read(
        r"\ell=\left(\operatorname{vec}(v'x^\top)^\top\operatorname{vec}(W)-b'\right)^2,\ v'=v/\beta,\ b'=y+v'^\top\gamma",
        NETWORK,
    )
    assert [show(each.body) for each in reading.definitions] == ["v ⊘ β", "y + v'ᵀ·γ"]
    reading = read("v^T C W x where C = I - 1 1^T/m", NETWORK)
    assert show(reading.sides[0].tree) == "vᵀ·(I_m − 𝟏_m·𝟏_mᵀ/m)·W·x"


def test_a_gradient_without_a_name_below_is_by_what_the_work_is_about():
    lines = ["x, w : vector(d)", "y : real", "J = (y - x^T w)^2"]
    assert read("∇J", declare(lines)).code == "unclear-derivative"
    assert show(read_formula("∇J", declare(["about w"], declare(lines)))) == "dJ/dw"


def test_a_function_takes_what_its_body_takes():
    phi, sigma = NETWORK.names["phi"].definition, NETWORK.names["sigma"].definition
    assert show(body_at(phi, [Shape(("m",))], NETWORK)) == "(z − γ) ⊘ β"
    assert show(body_at(sigma, [SCALAR], NETWORK)) == "1/(1 + e^(−u))"
    known = declare(["x : vector(d)", "g(u) = u^T u", "h(u) = sum_i (x + u)_i"])
    assert show(body_at(known.names["h"].definition, [Shape(("d",))], known)) == "∑_{i=1}^d (x + u)ᵢ"
    assert shape_of(read_formula("g(x) x", known), known) == Shape(("d",))


def test_declarations():
    known = NETWORK
    assert known.arrays
    assert not GELU.arrays
    assert known.names["W"] == Family("W", "W", known.names["y"].domain, (), ("m", "d"))
    assert known.names["S"].trait == "posdef"
    assert known.names["z"].indices == (("n", "N"),)
    assert known.names["mu^(t+1)"].axes == ("d",)
    row = known.names["w"].definition
    assert isinstance(row.body, Row)
    assert (row.indices, row.shape) == ((("i", "m"),), (("d",), ()))
    assert known.lookup("l").name == "ell"


def test_entries_of_what_is_declared_and_of_what_is_defined():
    declared, defined = read_formula("(z_n)_j", NETWORK), read_formula("w_ij", NETWORK)
    assert isinstance(declared, Entry)
    assert [index.name for index in declared.indices] == ["n", "j"]
    assert isinstance(defined, EntryOf)
    assert isinstance(defined.indices[0], Index)


def test_sizes_may_be_numbers():
    known = notation("let M : positive matrix(3, 3)\nlet x, x' : vector(2)\nlet a : vector(3)")
    assert show(read_formula("sum_i M_{ii}", known)) == "∑_{i=1}^3 Mᵢᵢ"
    assert show(read_formula("x^T x'", known)) == "xᵀ·x'"
    assert show(read_formula("M [1; 2; 1] + a", known)) == "M·[1; 2; 1] + a"
    assert read_formula("M x", known).code == "shape-clash"


def test_a_transposed_number_is_the_number():
    assert show(read_formula("(z c)^T z", GELU)) == "(z·c)·z"
    powers = declare(["z : real", "T : size", "x : vector(T)"])
    assert show(read_formula("z^T", powers)) == "z^T"
    assert show(read_formula("x^T x", powers)) == "xᵀ·x"
    assert show(read_formula("sum_{t=1}^T x_t", powers)) == "∑_{t=1}^T xₜ"
