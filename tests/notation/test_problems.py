"""What cannot be read: the code and the place. `!` marks where the problem begins, a second one where it ends."""

import pytest

from derivo.checks.notation import Problem, read
from tests.notation.names import GELU, SCALARS

UNREADABLE = [
    # names
    ("2 + !sigmiod!(z)", "unknown-name"),
    ("cz!sigmiod!(cz)", "unknown-name"),
    ("!x!z", "unknown-name"),
    ("z!x!", "unknown-name"),
    ("z + !x_3!", "unknown-name"),
    ("!foo!(cz)+bar", "unknown-name"),
    ("!sigmacz!", "unknown-name"),
    ("!Symbol!('z').__class__", "unknown-name"),
    ("!see! page 12", "not-a-formula"),
    ("!no! answer", "not-a-formula"),
    ("!they! agree at z = 1/c", "not-a-formula"),
    ("\\sum_!n! z", "unknown-range"),
    ("!∇!φ", "unsupported"),
    ("!\\int! z dz", "unsupported"),
    ("!E![z]", "unsupported"),
    ("!±! z", "unsupported"),
    ("z + !…!", "unsupported"),
    ("!⊙! z", "unsupported"),
    ("!σ!^{-1}(z)", "unsupported"),
    # characters
    ("σ(cz)!\x1b!", "control-character"),
    ("σ(cz)!\x00!+1", "control-character"),
    ("σ(cz)!\u200b!", "invisible-character"),
    ("!\u202e!z", "invisible-character"),
    ("z!\u2028!+c", "invisible-character"),
    ("z!\ufe0f!", "invisible-character"),
    ("!с!z", "unknown-character"),  # Cyrillic
    ("!ϭ!(cz)", "unknown-character"),  # Coptic
    ("(!١!−z)", "unknown-character"),  # Arabic
    ("z !👍!", "unknown-character"),
    # commands
    ("!\\foo! z", "unknown-command"),
    ("!\\!", "unknown-command"),
    ("!\\def!\\a{\\a\\a}\\a", "refused-command"),
    ("!\\write!18{id}", "refused-command"),
    ("!\\color!{white} z", "refused-command"),
    ("z !%! c", "refused-command"),
    ("!\\iffalse! z \\fi", "refused-command"),
    ("!\\begin{pmatrix}!z\\end{pmatrix}", "unsupported"),
    # brackets
    ("!(!cz", "unbalanced"),
    ("cz!)!", "unbalanced"),
    ("[cz!)!", "unbalanced"),
    ("σ(cz!\\right)!", "unbalanced"),
    ("!|!z", "unbalanced"),
    ("!$!z", "unbalanced"),
    # syntax
    ("z +!!", "expected-operand"),
    ("σ(cz)**!!", "expected-operand"),
    ("σ(cz)/!/!cz", "expected-operand"),
    ("φ' = !=! z", "expected-operand"),
    ("dphi/dz :=!!", "expected-operand"),
    ("\\frac{1}!!", "expected-operand"),
    ("σ(!)!", "expected-operand"),
    ("z - - - !-! z", "expected-operand"),
    ("z !?! c", "unexpected"),
    ("z !2!", "unexpected"),
    ("2 !3!", "unexpected"),
    ("lim_{z!}! z", "expected"),
    ("!d! z", "unknown-name"),
    ("!d²φ/dz!", "unexpected"),
    # functions
    ("!sigma(cz,z)!", "wrong-arity"),
    ("!root(z)!", "wrong-arity"),
    ("!sigma! cz", "needs-brackets"),
    ("1 + !σ!", "missing-argument"),
    ("!z'!", "unclear-derivative"),
    ("!φ(0)'!", "unclear-derivative"),
    # numbers and bounds
    ("!0,5!*z", "decimal-comma"),
    ("z!^!(10^5)", "too-large"),
    ("9^9!^!9^9", "too-large"),
    ("z!^!1001", "too-large"),
    # the layout
    ("!   !", "empty"),
    ("!( )!", "empty"),
    ("a = 1, !b = 2!", "several-formulas"),
    ("z + s where !s = t!, t = s", "circular-definition"),
    ("s where s = 1, !s = 2!", "defined-twice"),
    ("φ for !z + 1!", "not-a-condition"),
]


@pytest.mark.parametrize(("marked", "code"), UNREADABLE)
def test_a_problem_has_a_code_and_a_place(marked, code):
    before, inside, after = marked.split("!")
    problem = read(before + inside + after, GELU)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert (problem.span.start, problem.span.end) == (len(before), len(before) + len(inside))


@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [
        ("sigmiod(z)", "unknown-name", {"name": "sigmiod", "nearest": "sigma, sign"}),
        ("0,5z", "decimal-comma", {"number": "0.5"}),
        ("с", "unknown-character", {"code": "U+0441", "name": "CYRILLIC SMALL LETTER ES", "looks_like": "c"}),
        ("\x1b", "control-character", {"code": "U+001B", "name": ""}),
        ("root(z)", "wrong-arity", {"function": "root", "expected": "2", "found": "1"}),
        (r"\frc12", "unknown-command", {"command": r"\frc", "nearest": r"\frac, \tfrac, \sfrac"}),
        (r"\color{white} z", "refused-command", {"command": r"\color", "why": "hides"}),
        ("(z]", "unbalanced", {"bracket": "]", "why": "mismatched"}),
        (r"\lim_{z} z", "expected", {"wanted": "->", "found": "}"}),
        ("1000!", "too-large", {"what": "factorial", "limit": "100"}),
        ("z!!", "unexpected", {"found": "!"}),
        ("(9!)!!!", "unexpected", {"found": "!"}),
        ("a = 1, b = 2", "several-formulas", {"first": "a = 1", "second": "b = 2"}),
    ],
)
def test_a_problem_carries_its_facts(typed, code, facts):
    problem = read(typed, GELU)
    assert (problem.code, dict(problem.facts)) == (code, facts)


HOSTILE = [
    "(" * 5000,
    "(" * 2500 + "z" + ")" * 2500,
    "{" * 20000,
    "-" * 5000 + "z",
    "|" * 5000,
    "\\frac{1}{" * 2000 + "1" + "}" * 2000,
    "sqrt(" * 4000 + "z" + ")" * 4000,
    "√" * 4000 + "z",
    "sin " * 1200 + "z",
    "d/dz " * 1200 + "z",
    "lim_{z→0} " * 400 + "z",
    "z^" * 2000 + "z",
    "z'" * 2000,
    "\\text{" * 2000 + "}" * 2000,
    "\\hat" * 4000 + "z",
    "\\underset{" * 1500 + "}" * 1500,
    "cz" * 9000,
    "a" * 19000,
    "z " * 1_000_000,
    "9" * 10000,
    "z₁" * 5000,
    "(" + "*".join(["100!"] * 500) + ")^2",
    "2^(" + "*".join(["9^300"] * 600) + ")",
    "z;" * 2400,
    "z = " * 1600 + "z",
    "[x for x in ().__class__.__base__.__subclasses__()]",
    "\\" * 3000,
    "1/" * 2400 + "z",
    "z_" * 2400,
    "\n" * 19000,
    "$" * 19000,
]


@pytest.mark.parametrize("typed", HOSTILE, ids=[f"{text[:12]!a}…{len(text)}" for text in HOSTILE])
def test_hostile_input_is_a_problem(typed):
    assert isinstance(read(typed, GELU), Problem)


def test_long_sums_read():
    assert len(read("+".join(["czσ(cz)"] * 400), GELU).sides[0].tree.terms) == 400


@pytest.mark.parametrize("depth", [30, 45])
def test_deep_but_sane_formulas_read(depth):
    assert not isinstance(read("(" * depth + "z" + ")" * depth, GELU), Problem)


def test_the_same_texts_are_fine_with_the_right_names():
    assert not isinstance(read("xy", SCALARS), Problem)
    assert not isinstance(read("2 + sigma(z)", GELU), Problem)
