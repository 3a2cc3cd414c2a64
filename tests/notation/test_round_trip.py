"""What is shown reads as the same tree, and nothing typed raises."""

from dataclasses import fields, is_dataclass
from fractions import Fraction

from hypothesis import given, settings, strategies as st

from derivo.checks.notation import Problem, Reading, read, read_formula, show
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.tree import (
    Add,
    Apply,
    At,
    Cases,
    Compare,
    Constant,
    Derivative,
    Divide,
    Indicator,
    Limit,
    Multiply,
    Name,
    Negative,
    Number,
    Power,
)
from tests.notation.names import GELU

HERE = Span(0, 0)
Z, C = Name("z", HERE), Name("c", HERE)
NUMBERS = st.one_of(st.integers(0, 30), st.sampled_from([Fraction(1, 2), Fraction(1702, 1000)])).map(
    lambda value: Number(Fraction(value), HERE)
)
LEAVES = st.one_of(st.just(Z), st.just(C), NUMBERS, st.sampled_from([Constant(n, HERE) for n in ("e", "pi", "oo")]))


def pairs(inner):
    return st.lists(inner, min_size=2, max_size=3).map(tuple)


def comparisons(inner):
    return st.builds(Compare, st.sampled_from(["<", ">=", "!="]), inner, inner, st.just(HERE))


def larger(inner):
    one = inner.map(lambda node: (node,))
    here = st.just(HERE)
    by = st.lists(st.sampled_from([Z, C]), min_size=1, max_size=2).map(lambda names: tuple(sorted(names, key=str)))
    named = st.builds(Apply, st.sampled_from(["sigma", "phi"]), one, here, st.integers(0, 2))
    return st.one_of(
        st.builds(Add, pairs(inner), here),
        st.builds(Multiply, pairs(inner), here),
        st.builds(Divide, inner, inner, here),
        st.builds(Negative, inner, here),
        st.builds(Power, inner, st.one_of(st.sampled_from([Z, C]), NUMBERS, inner), here),
        st.builds(Apply, st.sampled_from(["exp", "abs", "sqrt", "relu", "tanh", "log"]), one, here),
        st.builds(Apply, st.sampled_from(["max", "log", "root"]), st.tuples(inner, inner), here),
        named,
        st.builds(Derivative, st.one_of(inner, named), by, here),
        st.builds(
            Limit,
            inner,
            st.just(Z),
            st.sampled_from([Z, C, Constant("oo", HERE)]),
            st.sampled_from(["+", "-", ""]),
            here,
        ),
        st.builds(At, inner, st.just(Z), inner, here),
        st.builds(Indicator, comparisons(inner).map(lambda one: (one,)), here),
        st.builds(lambda a, b, test, at: Cases(((a, (test,)), (b, ())), at), inner, inner, comparisons(inner), here),
    )


TREES = st.recursive(LEAVES, larger, max_leaves=8)


def bare(node):
    """A node without its spans; the derivative at a number is written with primes."""
    if isinstance(node, tuple):
        return tuple(map(bare, node))
    if not is_dataclass(node):
        return node
    return (type(node).__name__, *(bare(getattr(node, each.name)) for each in fields(node) if each.name != "span"))


def derived_at_a_number(text):
    """Whether a tree holds what reads otherwise by rule: dφ(0)/dz is φ′(0)."""
    return "Derivative" in text


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TREES)
def test_what_is_shown_reads_as_the_same_tree(tree):
    shown = show(tree)
    again = read_formula(shown, GELU)
    if isinstance(again, Problem):
        assert again.code in ("too-large", "too-deep"), shown
    elif derived_at_a_number(repr(tree)):
        assert show(read_formula(show(again), GELU)) == show(again), shown
    else:
        assert bare(again) == bare(tree), shown


WORDS = (
    "z c σ sigma phi φ \\sigma 1 2 0.5 ½ + - * / ^ _ ( ) [ ] { } | ' ! , ; : = < > -> => ~ ≈ := d dz ∂ d/dz \\frac "
    "\\frac{d}{dz} \\sqrt √ \\left( \\right) \\left. \\right| \\begin{cases} \\end{cases} & \\\\ \n lim lim_ "
    "\\lim_{z\\to0} if otherwise where for as at let s s= max log sin e pi ∞ ² ⁻ ᶜ ₁ ⁽ᵗ⁾ x̂ \\hat \\text{if} 1[ 𝟙{ "
    "\\mathbb{1} \\over \\overset{!}{=} \\xrightarrow{z\\to0} $ \\( \\, ... in ∀ ℝ \\prime |_{z=0} \\| \\boxed{ \\text{"
).split(" ")


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.one_of(st.lists(st.sampled_from(WORDS), max_size=14).map("".join), st.text(max_size=30)))
def test_nothing_typed_raises(text):
    reading = read(text, GELU)
    if isinstance(reading, Reading):
        assert reading.sides
        for side in reading.sides:
            again = read_formula(show(side.tree), reading.notation)
            assert not isinstance(again, Problem), show(side.tree)
    else:
        assert 0 <= reading.span.start <= reading.span.end <= len(text)
