"""Whole answers: sides, the name that heads them, definitions, conditions, approaches."""

import pytest

from derivo.checks.notation import Problem, read, show
from tests.notation.names import GELU, MIXTURE, SCALARS


def sides(reading):
    return [(side.relation, show(side.tree)) for side in reading.sides]


def conditions(reading):
    return [show(condition) for condition in reading.conditions]


def definitions(reading):
    return [(each.name, each.parameters, show(each.body)) for each in reading.definitions]


CHAINS = [
    ("φ' = σ(cz) = 1", [("", "φ′(z)"), ("=", "σ(c·z)"), ("=", "1")]),
    ("0 <= φ(z) ≤ z < 2", [("", "0"), ("<=", "φ(z)"), ("<=", "z"), ("<", "2")]),
    (r"\phi'(z) \neq 1", [("", "φ′(z)"), ("!=", "1")]),
    ("dphi/dz -> 1", [("", "dφ(z)/dz"), ("->", "1")]),
    ("c ≈ 1.702", [("", "c"), ("≈", "1.702")]),
    (r"z \propto c", [("", "z"), ("~", "c")]),
    ("φ″(z)=0 ⇔ cz·tanh(cz/2) = 2", [("", "φ″(z) = 0"), ("<=>", "c·z·tanh(c·z/2) = 2")]),
    (r"z = 1 \implies c > 2 \implies z", [("", "z = 1"), ("=>", "c > 2"), ("=>", "z")]),
    ("φ(z) := z \\overset{!}{=} c \\triangleq 2", [("", "φ(z)"), ("=", "z"), ("=", "c"), ("=", "2")]),
    # lines
    ("φ'\n= σ(cz)\n  + 1\n= 2", [("", "φ′(z)"), ("=", "σ(c·z) + 1"), ("=", "2")]),
    ("φ' = σ(cz) +\n1", [("", "φ′(z)"), ("=", "σ(c·z) + 1")]),
    ("φ' = (z\n+ 1)", [("", "φ′(z)"), ("=", "z + 1")]),
    ("z = 1\nc = 2", [("", "z = 1"), ("=>", "c = 2")]),
    (
        r"\begin{align*} \phi'(z) &= z \label{a} \\[2pt] &= c \nonumber \end{align*}",
        [("", "φ′(z)"), ("=", "z"), ("=", "c")],
    ),
    # what stands around
    ("= 1", [("", "1")]),
    ("→ 1.", [("", "1")]),
    ("answer: z", [("", "z")]),
    ("Solution = z,", [("", "z")]),
    ("b) z", [("", "z")]),
    ("$z$", [("", "z")]),
    (r"\[ z \]", [("", "z")]),
    (r"\(z\)", [("", "z")]),
]


@pytest.mark.parametrize(("typed", "expected"), CHAINS)
def test_the_sides_of_a_chain(typed, expected):
    assert sides(read(typed, GELU)) == expected


@pytest.mark.parametrize(
    "name", ["y", "f'(z)", "GELU'(z)", "dy/dz", r"\frac{dy}{dz}", "y'", "lim_{z→∞} f'(z)", "f_1(z)"]
)
def test_an_undeclared_left_side_introduces_a_name(name):
    reading = read(f"{name} = σ(cz) = 1", GELU)
    assert reading.introduced == name
    assert sides(reading) == [("", "σ(c·z)"), ("=", "1")]


@pytest.mark.parametrize("name", ["φ'(z)", "dφ/dz", "z", "cz", "σ(cz)"])
def test_a_declared_left_side_stays(name):
    reading = read(f"{name} = 1", GELU)
    assert not reading.introduced
    assert len(reading.sides) == 2


@pytest.mark.parametrize("typed", ["y + 1 = z", "1 = y", "y z = 1", "z < y"])
def test_an_unknown_name_elsewhere_is_a_problem(typed):
    assert read(typed, GELU).code == "unknown-name"


S = ("s", (), "σ(c·z)")
DEFINED = [
    ("s + c z s(1-s) where s = sigma(cz)", [S]),
    ("s + c z s(1-s) with s := sigma(cz)", [S]),
    ("s + c z s(1-s), s = sigma(cz)", [S]),
    ("s + c z s(1-s); s = sigma(cz)", [S]),
    ("s + c z s(1-s) (s = sigma(cz))", [S]),
    ("(s = sigma(cz)) s + c z s(1-s)", [S]),
    ("s = sigma(cz); s + c z s(1-s)", [S]),
    ("let s = sigma(cz): s + c z s(1-s)", [S]),
    ("s = sigma(cz)\ns + c z s(1-s)", [S]),
    ("s + c z s(1-s)\nwhere s = sigma(cz)", [S]),
    (r"s(1+cz(1-s)) \text{ where } s=\sigma(cz)", [S]),
    (r"s(1+cz(1-s)),\quad\text{with } s=\sigma(cz)", [S]),
    ("φ' = s + czs(1-s) denoting s = σ(cz)", [S]),
    ("g(z) where g(x) = x^2", [("g", ("x",), "x²")]),
    ("s + t where s = t^2, t = σ(z)", [("t", (), "σ(z)"), ("s", (), "t²")]),
    ("σ(1+cz(1−σ)) where σ = σ(cz)", [("sigma°", (), "σ(c·z)")]),
    ("1/(1+e) where e = e^{-cz}", [("e", (), "e^(−c·z)")]),
    ("1/(1+e), e = e^{-cz}", [("e", (), "e^(−c·z)")]),
    ("c phi(z) where phi(z)=z sigma(cz)", [("phi", ("z",), "z·σ(c·z)")]),
    ("f(z) = zσ(cz), f'(z) = σ(cz)", [("f", ("z",), "z·σ(c·z)")]),
]


@pytest.mark.parametrize(("typed", "expected"), DEFINED)
def test_definitions_typed_with_an_answer(typed, expected):
    assert definitions(read(typed, GELU)) == expected


def test_a_definition_is_known_in_the_notation_of_the_reading():
    reading = read("s where s = σ(cz)", GELU)
    assert reading.notation.lookup("s").definition == reading.definitions[0]
    assert GELU.lookup("s") is None


def test_a_definition_that_hides_a_name_is_the_name_of_the_sides():
    reading = read("1 − σ where σ = σ(cz)", GELU)
    assert sides(reading) == [("", "1 − σ")]
    assert reading.notation.lookup("sigma").name == "sigma°"


CONDITIONS = [
    ("φ' = 1 (z>0)", ["z > 0"]),
    (r"\phi'(z) = 1 \quad (z>0)", ["z > 0"]),
    ("z>0: φ' = 1", ["z > 0"]),
    ("φ' = 1, z>0", ["z > 0"]),
    ("φ' = 1 for z > 0 and c > 1", ["z > 0", "c > 1"]),
    ("φ' = 1 when z>0, c>1", ["z > 0", "c > 1"]),
    ("if z > 0 then φ' = 1", ["z > 0"]),
    ("for 0<z<1, φ' = 1", ["0 < z", "z < 1"]),
    ("φ' = 1 ∀ z>0", ["z > 0"]),
    (r"\forall z > 0: \phi' = 1", ["z > 0"]),
    ("φ' = 1 for all z", []),
    ("∀ z∈ℝ, φ' = 1", []),
    ("φ' = 1 for every real z", []),
    ("φ' = 1 at z=0", ["z = 0"]),
    ("φ' = 1 with c = 1.702", ["c = 1.702"]),
    ("c = 1.702, φ' = 1", ["c = 1.702"]),
]


@pytest.mark.parametrize(("typed", "expected"), CONDITIONS)
def test_conditions(typed, expected):
    reading = read(typed, GELU)
    assert conditions(reading) == expected
    assert sides(reading) == [("", "φ′(z)"), ("=", "1")]


@pytest.mark.parametrize(
    "typed",
    [
        "φ' → 1 as z → ∞",
        "φ' -> 1 for z->oo",
        "φ' → 1 (z → ∞)",
        "φ' → 1, z → ∞",
        "z → ∞: φ' → 1",
        r"\phi' \xrightarrow{z\to\infty} 1",
        r"\phi' \xrightarrow[z\to\infty]{} 1",
        r"\phi' \overset{z\to\infty}{\longrightarrow} 1",
    ],
)
def test_approaches(typed):
    reading = read(typed, GELU)
    name, to, side = reading.approach
    assert (name, show(to), side) == ("z", "∞", "")
    assert sides(reading) == [("", "φ′(z)"), ("->", "1")]


@pytest.mark.parametrize(
    "typed",
    ["φ' = 1 by the chain rule", "φ' = 1 (by the chain rule)", "φ' = 1 since σ' > 0", "φ' = 1, because it is"],
)
def test_a_reason_is_passed_over_and_remarked(typed):
    reading = read(typed, GELU)
    assert sides(reading) == [("", "φ′(z)"), ("=", "1")]
    assert "reason" in [remark.code for remark in reading.remarks]


@pytest.mark.parametrize(
    ("typed", "understood", "remark"),
    [
        ("dφ/dz(0)", "φ′(0)", "derivative-at"),
        (r"\frac{d\phi}{dz}(c)", "φ′(c)", "derivative-at"),
        ("dφ/dz (1-z)", "(dφ(z)/dz)·(1 − z)", None),
        ("|φ' − ReLU'|", "|φ′(z) − ReLU′(z)|", "function-alone"),
        ("(z σ(cz))'", "d/dz (z·σ(c·z))", "prime-variable"),
    ],
)
def test_rules_that_need_the_notation_of_a_question(typed, understood, remark):
    reading = read(typed, GELU)
    assert sides(reading) == [("", understood)]
    assert [each.code for each in reading.remarks] == ([remark] if remark else [])


def test_a_named_answer_with_a_condition():
    reading = read("y=σ(cz); z>0", GELU)
    assert (sides(reading), reading.introduced, conditions(reading)) == ([("", "σ(c·z)")], "y", ["z > 0"])


@pytest.mark.parametrize(("typed", "understood"), [("at + 1", "a·t + 1"), ("1 + at", "1 + a·t")])
def test_a_word_that_is_a_product_of_names_stays_one(typed, understood):
    assert sides(read(typed, SCALARS)) == [("", understood)]


def test_an_approach_from_one_side():
    name, to, side = read("φ → 0 as z → 0+", GELU).approach
    assert (name, show(to), side) == ("z", "0", "+")


@pytest.mark.parametrize("typed", ["z\nc", "z; c", "a = 1, b = 2", "z, c, 1"])
def test_formulas_that_nothing_joins_are_a_problem(typed):
    assert read(typed, SCALARS if "a" in typed else GELU).code in ("several-formulas", "unknown-name")


def test_the_span_of_a_side_is_the_whole_side():
    text = "  (z)(c) = \\sigma(cz) "
    reading = read(text, GELU)
    assert [reading.source.at(side.tree.span) for side in reading.sides] == ["(z)(c)", r"\sigma(cz)"]


def test_reading_does_not_touch_the_notation():
    before = (dict(GELU.names), dict(GELU.spellings))
    assert not isinstance(read("σ where σ = σ(z)", GELU), Problem)
    assert (dict(GELU.names), dict(GELU.spellings)) == before


MIXED = [
    ("mu_k = S/N_k where N_k = sum_n w_n q_kn, S = sum_n w_n q_kn x_n", "μₖ⁽ᵗ⁺¹⁾ | S/Nₖ", "N°[k:K] S[]"),
    (
        "N_k = sum_n w_n q_kn ; mu_k = 1/N_k * sum_n w_n q_kn x_n",
        "μₖ⁽ᵗ⁺¹⁾ | (1/Nₖ)·(∑_{n=1}^N wₙ·qₖₙ⁽ᵗ⁾·xₙ)",
        "N°[k:K]",
    ),
    (
        r"\mu_k = \frac{S_k}{N_k},\quad S_k := \sum_n x_n q_{kn},\quad N_k := \sum_n q_{kn}",
        "μₖ⁽ᵗ⁺¹⁾ | Sₖ/Nₖ",
        "S[k:K] N°[k:K]",
    ),
    ("sum_n r_n x_n with r_i = w_i/W denoting W = sum_i w_i", "∑_{n=1}^N rₙ·xₙ", "W[] r[i:N]"),
    ("N_j/sum_l N_l where N_j = sum_n q_jn", "Nⱼ/(∑_{l=1}^K Nₗ)", "N°[j:K]"),
    (r"a = -(1/\alpha) sum_n w_n with \alpha = -sum_n x_n", "a | −(1/α)·(∑_{n=1}^N wₙ)", "alpha[]"),
    (r"\mu_k = w_1 \text{ where } \gamma_{nk}=q_{kn}^{(t)},\ w_n=w(x_n)", "μₖ⁽ᵗ⁺¹⁾ | w₁", ""),
    ("a = sum_n w_n\n=> a = N", "a = ∑_{n=1}^N wₙ | a = N", ""),
    ("mu_k = w_1 for k = 1, ..., K", "μₖ⁽ᵗ⁺¹⁾ | w₁", ""),
    (r"mu_k = w_1, \quad k = 1, \ldots, K", "μₖ⁽ᵗ⁺¹⁾ | w₁", ""),
    (r"mu_k = w_1 \quad \forall k \in \{1,\dots,K\}", "μₖ⁽ᵗ⁺¹⁾ | w₁", ""),
    ("mu_k = w_1 for all k", "μₖ⁽ᵗ⁺¹⁾ | w₁", ""),
]


@pytest.mark.parametrize(("typed", "sides", "definitions"), MIXED)
def test_definitions_and_ranges_with_indices(typed, sides, definitions):
    reading = read(typed, MIXTURE)
    assert " | ".join(show(side.tree) for side in reading.sides) == sides
    found = [f"{each.name}[{','.join(map(':'.join, each.indices))}]" for each in reading.definitions]
    assert " ".join(found) == definitions
    assert not reading.conditions


@pytest.mark.parametrize(
    ("typed", "introduced"),
    [
        ("N_k = sum_n q_kn", "N_k"),
        ("R_{k}^{(t+1)} = sum_n q_kn", "R_{k}^{(t+1)}"),
        (r"L(\theta) = sum_n w_n", r"L(\theta)"),
        (r"\bar x = 1/N sum_n x_n", r"\bar x"),
        ("mu_k = w_1", ""),
        ("mu_k^{(t)} := w_1", ""),
    ],
)
def test_a_new_left_side_with_indices_is_dropped(typed, introduced):
    assert read(typed, MIXTURE).introduced == introduced


def test_what_is_wrong_with_definitions_of_indices():
    assert read("mu_k = N_k where N_k = N_k", MIXTURE).code == "circular-definition"
    assert read("mu_k = N_k where N_k = q_kk", MIXTURE).code == "index-clash"
    assert read("mu_k = w_1 for k = 2, ..., K", MIXTURE).code == "unsupported"
