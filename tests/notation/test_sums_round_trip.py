"""What is shown of sums, entries and indices reads as the same tree."""

from fractions import Fraction

from hypothesis import given, settings, strategies as st

from derivo.checks.notation import Problem, read_formula, show
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.tree import (
    Add,
    Apply,
    Compare,
    Derivative,
    Divide,
    Entry,
    Index,
    Indicator,
    Multiply,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
)
from tests.notation.names import MIXTURE
from tests.notation.test_round_trip import bare

HERE = Span(0, 0)
FREE = {"n": "N", "k": "K"}
BOUND = {"i": "N", "m": "N", "n'": "N", "j": "K", "l": "K", "n": "N", "k": "K"}
FAMILIES = {
    "x": ("N",),
    "y": ("N",),
    "w": ("N",),
    "q^(t)": ("K", "N"),
    "z": ("N", "K"),
    "mu^(t+1)": ("K",),
    "mu^(t)": ("K",),
}


def number(value):
    return Number(Fraction(value), HERE)


@st.composite
def slots(draw, size, letters):
    fitting = [letter for letter, its in letters.items() if its == size]
    kind = draw(st.integers(0, 4 if fitting else 1))
    if kind == 0:
        return number(draw(st.integers(1, 12)))
    if kind == 1:
        return Name(size, HERE)
    index = Index(draw(st.sampled_from(fitting)), HERE)
    return Add((index, number(1)), HERE) if kind == 2 else index


@st.composite
def entries(draw, letters):
    name = draw(st.sampled_from(sorted(FAMILIES)))
    return Entry(name, tuple(draw(slots(size, letters)) for size in FAMILIES[name]), HERE)


@st.composite
def trees(draw, letters, depth):
    kind = draw(st.integers(0, 13 if depth else 3))
    inner = trees(letters, depth - 1)
    if kind <= 1:
        return draw(entries(letters))
    if kind == 2:
        return draw(st.sampled_from([Name("a", HERE), Name("N", HERE), number(2)]))
    if kind == 3:
        return Index(draw(st.sampled_from(sorted(letters))), HERE)
    if kind == 4:
        return Add((draw(inner), draw(inner)), HERE)
    if kind == 5:
        return Multiply((draw(inner), draw(inner)), HERE)
    if kind == 6:
        return Divide(draw(inner), draw(inner), HERE)
    if kind == 7:
        return Negative(draw(inner), HERE)
    if kind == 8:
        return Power(draw(inner), draw(st.one_of(st.just(number(2)), st.just(Negative(number(1), HERE)), inner)), HERE)
    if kind == 9:
        return Apply(draw(st.sampled_from(["log", "abs", "sqrt", "exp"])), (draw(inner),), HERE)
    if kind == 10:
        return Derivative(draw(inner), (draw(entries(letters)),), HERE)
    return draw(sums(letters, depth))


@st.composite
def sums(draw, letters, depth):
    letter = draw(st.sampled_from(sorted(BOUND)))
    size = BOUND[letter]
    inside = {**letters, letter: size}
    body = draw(trees(inside, depth - 1))
    other = draw(st.sampled_from(sorted(each for each, its in inside.items() if its == size)))
    tests = [
        Compare(draw(st.sampled_from(["<", "!="])), Index(letter, HERE), Index(other, HERE), HERE),
        Compare("=", draw(entries(inside)), number(1), HERE),
        Indicator((Compare(">", Index(letter, HERE), number(1), HERE),), HERE),
    ]
    conditions = tuple(test for test in tests[:2] if draw(st.booleans()) and draw(st.booleans()))
    low = number(draw(st.sampled_from([1, 1, 2])))
    high = draw(st.sampled_from([Name(size, HERE), Add((Name(size, HERE), Negative(number(1), HERE)), HERE)]))
    return draw(st.sampled_from([Sum, Product]))(body, Index(letter, HERE), low, high, conditions, HERE)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(trees(FREE, 4))
def test_what_is_shown_reads_as_the_same_tree(tree):
    shown = show(tree)
    again = read_formula(shown, MIXTURE)
    if isinstance(again, Problem):
        assert again.code in ("too-large", "too-deep"), (shown, again)
    else:
        assert bare(again) == bare(tree), shown
