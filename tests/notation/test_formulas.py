"""Formulas as people write them, and the formula as understood."""

import pytest

from derivo.checks.notation import Problem, declare, read, read_formula, show
from tests.notation.names import GELU, SCALARS

UNDERSTOOD = [
    # juxtaposition and runs of letters
    ("czsigma(cz)", "c·z·σ(c·z)"),
    ("2ze^{-cz}", "2·z·e^(−c·z)"),
    ("cz(1-σ(cz))", "c·z·(1 − σ(c·z))"),
    ("c z sigma(c z)", "c·z·σ(c·z)"),
    ("csigma(z)z", "c·σ(z)·z"),
    ("σ(cz)+zcσ(cz)[1−σ(cz)]", "σ(c·z) + z·c·σ(c·z)·(1 − σ(c·z))"),
    ("zlogc", "z·log(c)"),
    ("sigma ( c z )", "σ(c·z)"),
    ("{\\sigma(cz)}+{cz}{\\sigma}(cz)", "σ(c·z) + (c·z)·σ(c·z)"),
    # LaTeX
    (r"\frac{1}{1+e^{-cz}}", "1/(1 + e^(−c·z))"),
    (r"\frac12", "1/2"),
    (r"\frac 1 2z", "(1/2)·z"),
    (r"\tfrac1{2c}", "1/(2·c)"),
    (r"{1 \over 1+e^{-cz}} + {cz\,e^{-cz} \over (1+e^{-cz})^2}", "1/(1 + e^(−c·z)) + c·z·e^(−c·z)/(1 + e^(−c·z))²"),
    (r"\sigma\left(cz\right)\bigl(1-\sigma(cz)\bigr)", "σ(c·z)·(1 − σ(c·z))"),
    (r"\mathrm{ReLU}(z) + \operatorname{sech}^2(cz)", "ReLU(z) + sech(c·z)²"),
    (r"\boxed{\boldsymbol{\sigma}(c\mathbf{z})}", "σ(c·z)"),
    (r"\left.\frac{d\phi}{dz}\right|_{z=0}", "(dφ(z)/dz)|_{z=0}"),
    (r"\begin{cases} z & \text{if } z>0 \\ 0 & \text{otherwise} \end{cases}", "{z if z > 0, 0 otherwise}"),
    # Unicode
    ("𝜎(𝑐𝑧) + 𝑐𝑧·𝜎(𝑐𝑧)", "σ(c·z) + c·z·σ(c·z)"),
    ("ｓｉｇｍａ（ｃｚ）＋１", "σ(c·z) + 1"),
    ("e⁻ᶜᶻ", "e^(−c·z)"),
    ("σ²(cz) – ϕ″(z)", "σ(c·z)² − φ″(z)"),
    ("½z × 3⋅c ∗ 2", "(1/2)·z·3·c·2"),
    ("2½", "5/2"),
    ("√z + ∛z", "√(z) + root(z, 3)"),
    # functions
    ("sin 2z", "sin(2·z)"),
    (r"\log z (1-z)", "log(z)·(1 − z)"),
    (r"\ln \frac zc", "log(z/c)"),
    ("log(z)^2", "log(z)²"),
    (r"\log_2 z + log10(z) + log(z, c)", "log(z, 2) + log(z, 10) + log(z, c)"),
    (r"\tanh^2\frac{cz}{2}", "tanh(c·z/2)²"),
    (r"\sin^{-1}(z) + \arctan z + arsinh(z)", "asin(z) + atan(z) + asinh(z)"),
    (r"\sin z\cos z", "sin(z)·cos(z)"),
    ("exp[-cz] + exp{cz}", "exp(−c·z) + exp(c·z)"),
    (r"\max\{0, z\} + min(z, 1, c)", "max(0, z) + min(z, 1, c)"),
    (r"\sqrt[3]{z} + \sqrt 2 + root(z, c)", "root(z, 3) + √(2) + root(z, c)"),
    ("5! - z!", "5! − z!"),
    # brackets
    ("|z|c|z|", "|z|·c·|z|"),
    ("||z|-1|", "abs(|z| − 1)"),
    (r"\left|z\right|\lvert c\rvert", "|z|·|c|"),
    ("1{z>0} + 1[0<z<1] + [z>0]", "1[z > 0] + 1[0 < z, z < 1] + 1[z > 0]"),
    (r"\mathbb{1}\{z>0\} + 𝟙{z>0} + \mathbf 1_{z>0} + I(z>0)", "1[z > 0] + 1[z > 0] + 1[z > 0] + 1[z > 0]"),
    ("z if z > 0 else 0", "{z if z > 0, 0 otherwise}"),
    ("{ z if z>0, 0 otherwise", "{z if z > 0, 0 otherwise}"),
    # derivatives
    ("dφ/dz", "dφ(z)/dz"),
    ("d phi(z) / d z", "dφ(z)/dz"),
    (r"\frac{d\phi(z)}{dz}", "dφ(z)/dz"),
    (r"\frac{\mathrm{d}}{\mathrm{d}z}\left(z\sigma(cz)\right)", "d/dz (z·σ(c·z))"),
    ("d/dz [z σ(cz)]", "d/dz (z·σ(c·z))"),
    ("d(zσ(cz))/dz", "d/dz (z·σ(c·z))"),
    ("d²φ/dz² + d^2phi/dz^2", "d²φ(z)/dz² + d²φ(z)/dz²"),
    (r"\frac{\partial^2 \phi(z)}{\partial z\partial c}", "∂²φ(z)/∂z∂c"),
    ("φ'(z) + φ′ + \\phi^{\\prime}(z) + \\phi^{(3)}(z)", "φ′(z) + φ′(z) + φ′(z) + φ‴(z)"),
    ("∂_z φ", "dφ(z)/dz"),
    ("dphi(0)/dz", "φ′(0)"),
    ("d/dz (φ(0))", "d/dz (φ(0))"),
    ("(z σ(cz))'", "d/dz (z·σ(c·z))"),
    ("φ'(z)|z=0 + φ'(z)|_{z=c}", "(φ′(z))|_{z=0} + (φ′(z))|_{z=c}"),
    # limits
    ("lim_{z→−∞} φ′(z)", "lim_{z→−∞} φ′(z)"),
    ("lim_(z->-oo) dphi/dz", "lim_{z→−∞} dφ(z)/dz"),
    (r"\lim\limits_{z\to+\infty} cz/2 + 1", "lim_{z→∞} c·z/2 + 1"),
    ("lim z->oo φ'(z)", "lim_{z→∞} φ′(z)"),
    (r"\underset{z\to 0^+}{\lim} |z|/z", "lim_{z→0⁺} |z|/z"),
    # numbers
    ("0.5*.5 - 1e-9", "0.5·0.5 − 0.000000001"),
    ("--z - -c", "−(−z) − (−c)"),
]


@pytest.mark.parametrize(("typed", "understood"), UNDERSTOOD)
def test_a_formula_is_understood(typed, understood):
    assert show(read_formula(typed, GELU)) == understood


RULES = [
    # division
    ("1/2x", "(1/2)·x", "division"),
    ("x/2b", "x/(2·b)", "division"),
    ("x/2 b", "(x/2)·b", None),
    ("x/2*b", "(x/2)·b", None),
    ("1/(1+x)(2+x)", "(1/(1 + x))·(2 + x)", "division"),
    ("x/4(1-y)", "(x/4)·(1 − y)", "division"),
    ("1/y(1-y)", "1/(y·(1 − y))", "division"),
    ("ab/xy", "a·b/(x·y)", "division"),
    # exponents
    ("a^tx_0", "a^t·x₀", "exponent"),
    ("e^-tx", "e^(−t·x)", "exponent"),
    ("x^-1y", "x⁻¹·y", "exponent"),
    ("x^2y", "x²·y", None),
    ("e^tx", "e^t·x", "exponent"),
    ("e^2x", "e²·x", "exponent"),
    ("e^-x/2", "e^(−x)/2", "exponent"),
    ("e^t x", "e^t·x", None),
    ("e^x/(1+x)", "e^x/(1 + x)", None),
    (r"e^\frac{t}{2}x", "e^(t/2)·x", None),
    ("2^3!", "2^3!", "factorial"),
    ("2^{3}!", "(2³)!", "factorial"),
    ("2^3^2", "2^(3²)", None),
    ("-x^2", "−x²", None),
    # scopes
    (r"\tanh x/2", "tanh(x)/2", "function-scope"),
    ("√2x", "√(2)·x", "root-scope"),
    ("√x²", "√(x)²", "root-scope"),
    ("d/dx(x) y", "d/dx (x·y)", "operator-bracket"),
    (r"\frac{d}{dx}(1-x)\log x", "d/dx ((1 − x)·log(x))", "operator-bracket"),
    (r"\frac{d}{dx} (x^2) \cdot x", "d/dx (x²·x)", "operator-bracket"),
    (r"\frac{d}{dx} x \frac{d}{dx} y", "d/dx (x·(dy/dx))", "operator-scope"),
    (r"\frac{d}{dx} x + y", "dx/dx + y", None),
    ("xy|_{x=0}", "(x·y)|_{x=0}", "bar-scope"),
    ("|x|y|t|", "|x|·y·|t|", "bars"),
    ("|x||y|", "|x|·|y|", None),
    ("2e-1", "0.2", "scientific"),
    ("0^-", "0", "one-sided-value"),
    ("1^{+}", "1", "one-sided-value"),
    ("0+", "0", "one-sided-value"),
]


@pytest.mark.parametrize(("typed", "understood", "remark"), RULES)
def test_a_rule_settles_what_could_be_meant_otherwise_and_says_so(typed, understood, remark):
    reading = read(typed, SCALARS)
    assert show(reading.sides[0].tree) == understood
    assert [each.code for each in reading.remarks][:1] == ([remark] if remark else [])


SAME_NAME = [
    ("x1", "x_{1}", "x₁", r"\mathbf{x}_1", r"\mathbf{x_1}", "x_1", "{x}_1"),
    ("alpha", r"\alpha", "α", "𝛼", r"\boldsymbol\alpha", "A"),
    (r"\mu_k^{(t+1)}", "mu_k^(t+1)", "μₖ⁽ᵗ⁺¹⁾", r"\mu^{(t+1)}_k", r"\mu_{k}^{(t + 1)}"),
]


@pytest.mark.parametrize("spellings", SAME_NAME)
def test_one_name_has_many_spellings(spellings):
    first, *others = [show(read_formula(spelling, SCALARS)) for spelling in spellings]
    assert others == [first] * len(others)


@pytest.mark.parametrize(("left", "right"), [("x_1", "x_2"), (r"\mu_k", r"\mu_k^{(t+1)}"), ("x", "x_1")])
def test_other_names_stay_others(left, right):
    assert show(read_formula(left, SCALARS)) != show(read_formula(right, SCALARS))


def test_case_matters():
    assert isinstance(read_formula("Σ", GELU), Problem)
    assert isinstance(read_formula("C z", GELU), Problem)


def test_declared_names_hide_the_constants():
    from_constants = read_formula("e^pi", SCALARS)
    assert show(from_constants) == "e^π"
    assert from_constants.base != read_formula("a^p", SCALARS).base


def test_unknown_functions():
    assert show(read_formula("df/dx + f'(x) + g(x, 2)", SCALARS)) == "df(x)/dx + f′(x) + g(x, 2)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("lim_{z→∞} log(1 + e^z) - z", "lim_{z→∞} (log(1 + e^z) − z)"),
        ("lim_{z→∞} 1/z + 1", "lim_{z→∞} 1/z + 1"),
        ("(lim_{z→∞} 1/z) + z", "(lim_{z→∞} 1/z) + z"),
        ("lim_{z→∞} 1/z + lim_{z→∞} 2/z", "lim_{z→∞} 1/z + lim_{z→∞} 2/z"),
        ("e^cz y", "e^c·z·y"),
        ("e^-cz", "e^(−c·z)"),
        ("e^2cz", "e²·c·z"),
        ("y^cz", "y^c·z"),
    ],
)
def test_limits_and_exponents_reach_as_people_mean_it(text, shown):
    found = read_formula(text, declare(["z, y, c : real"]))
    assert show(found) == shown
    assert show(read_formula(show(found), declare(["z, y, c : real"]))) == shown
