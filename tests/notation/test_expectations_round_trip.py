"""What is shown of expectations reads as the same tree; nothing raises."""

import pytest
from hypothesis import given, strategies as st

from derivo.checks.notation import Problem, Reading, declare, read, read_formula, show
from derivo.checks.notation.trees.walk import same

KNOWN = declare(
    [
        "X, Y : random real",
        "V also v : random vector(d)",
        "W_t also w_t : random vector(d)",
        "p : density of X, V, W_t",
        "q : density of X given V",
        "f : function(real)",
        "s : function(vector(d)) -> vector(d)",
        "b : real",
        "M = b V",
    ]
)
NUMBERS = st.sampled_from(
    [
        "X",
        "Y",
        "b",
        "f(X)",
        "p(X|V)",
        "p(X, W_t)",
        "p(V)",
        "q(X|V)",
        "log p(v|X)",
        "s(V)^T V",
        "‖s(w_t) - V‖^2",
        "V^T M",
    ]
)
COLUMNS = st.sampled_from(["V", "s(W_t)", "∇ log p(V|X)", "∇_{w_t} p(w_t)", "E[V]", "E_{V|X}[s(V)]", "M"])
AROUND = st.sampled_from(
    [
        "E[{}]", "E_X[{}]", "E_{{X,V}}[{}]", "E_{{X|V}}[{}]", "E_{{X~q}}[{}]", "E_{{V~p}}[{}]", "Var({})", "E {}",
        "∫ {} dX", "∬ {} dX dV", "∫ dX ({})", "sum_X {}", "({})^2", "-({})", "E_X E_{{V|X}} {}", "E[({}) | V]",
    ]
)  # fmt: skip
JOINED = st.sampled_from(["({}) + ({})", "({})·({})", "({}) - E[{}]", "Cov({}, {})", "({})/({})"])


def formulas():
    pairs = st.builds(str.format, st.just("({})^T ({})"), COLUMNS, COLUMNS)
    norms = st.builds(str.format, st.just("‖{} - {}‖^2"), COLUMNS, COLUMNS)
    return st.recursive(
        NUMBERS | pairs | norms,
        lambda inner: st.builds(str.format, AROUND, inner) | st.builds(str.format, JOINED, inner, inner),
        max_leaves=4,
    )


@given(formulas())
def test_reading_what_is_shown_gives_the_same_tree(text):
    tree = read_formula(text, KNOWN)
    if not isinstance(tree, Problem):
        again = read_formula(show(tree), KNOWN)
        assert not isinstance(again, Problem), (show(tree), again.code, again.facts)
        assert show(again) == show(tree)
        assert same(again, tree)


PIECES = (
    "E Var Cov E_ E_{ E_X E_{X|V} E_{X~q} \\mathbb{E} [ ] ( ) { } | \\mid || X V x v W_t w_t wt p q p(X|V) p( q(X|V) log ∇ grad "
    "\\nabla _ ^ ^T ∫ int \\int ∬ dX dv d d w_t dw_t dXdV sum_X \\sum_{ = ~ \\sim , ; ' + - * / 2 b f( s( s(V) M N( N(0,I) C C_1 const "
    "argmin_θ \\arg\\min \\star θ^* independent given \\cdot I 1 0"
).split(" ")


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from([" ", ""]))
def test_nothing_raises(pieces, between):
    found = read(between.join(pieces), KNOWN)
    assert isinstance(found, Problem | Reading)
    if isinstance(found, Reading):
        assert all(show(side.tree) for side in found.sides)


WORDS = "random real vector(d) density of given X Y p : , independent mean variance 0 2 also x {0, 1} let for n in 1..N iid ~ Normal(".split(
    " "
)


@given(st.lists(st.sampled_from(WORDS), max_size=10))
def test_no_declaration_raises(pieces):
    declare([" ".join(pieces)], to=declare(["Y : random real"]))


@pytest.mark.parametrize(
    "text", ["E[", "p(", "∫", "∇", "E_", "N(", "sum_X", "E[X|", "p(X|", "∫ dX", "E_{X~", "argmin_θ"]
)
def test_what_stops_too_early_is_a_problem(text):
    assert isinstance(read(text, KNOWN), Problem)
