"""A text becomes declarations and chains of sides: what stands on which line, and what is claimed of it."""

import pytest

from derivo.checks.steps.derivations import read_work


def sides(text):
    """Each chain as (relation, text) of its sides; a premise has "P" for a relation."""
    chains = read_work(text).chains
    return [[("P" if side.premise else side.relation, side.text) for side in chain] for chain in chains]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a\n= b\n= c", [[("", "a"), ("=", "b"), ("=", "c")]]),
        ("a = b = c", [[("", "a"), ("=", "b"), ("=", "c")]]),
        ("a =\nb =\nc", [[("", "a"), ("=", "b"), ("=", "c")]]),
        ("a\n= b\n\nc\n= d", [[("", "a"), ("=", "b")], [("", "c"), ("=", "d")]]),
        ("a\n<= b\n≤ c\n\\le d", [[("", "a"), ("<=", "b"), ("<=", "c"), ("<=", "d")]]),
        ("a\n= b + c\n  + d\n= e", [[("", "a"), ("=", "b + c + d"), ("=", "e")]]),
        ("a\n= (b +\nc)\n= e", [[("", "a"), ("=", "(b + c)"), ("=", "e")]]),
        ("a\n\\overset{(i)}{=} b\n\\stackrel{!}{=} 0", [[("", "a"), ("=", "b"), ("P", "0")]]),
        ("a &= b \\\\ &= c \\\\[2pt]\n&\\propto d", [[("", "a"), ("=", "b"), ("=", "c"), ("~", "d")]]),
        (
            "\\begin{align*}\na &= b \\nonumber \\\\\n &= c \\label{x}\n\\end{align*}",
            [[("", "a"), ("=", "b"), ("=", "c")]],
        ),
        ("\\sum_{n=1}^N x_n\n= f(x=1)", [[("", "\\sum_{n=1}^N x_n"), ("=", "f(x=1)")]]),
        ("a % not = b\n= c # nor this", [[("", "a"), ("=", "c")]]),
        ("a\n= b   by the product rule", [[("", "a"), ("=", "b")]]),
        ("We start from here:\na\n= b", [[("", "a"), ("=", "b")]]),
        ("a = b\n=> c = d", [[("P", "a = b"), ("=>", "c = d")]]),
        ("a = b\nc = d", [[("P", "a = b"), ("=>", "c = d")]]),
        ("a = b\n<=> c = d\n⇔ e = f", [[("P", "a = b"), ("<=>", "c = d"), ("<=>", "e = f")]]),
        ("a = b = 0\n⇒ c = d = e", [[("P", "a = b = 0"), ("=>", "c = d = e")]]),
        ("a = b\nhence c = d\n= e", [[("P", "a = b"), ("=>", "c = d"), ("=", "e")]]),
        ("a\n= b\n= 0\n=> c = d", [[("", "a"), ("=", "b"), ("P", "0"), ("=>", "c = d")]]),
        ("a\n= b\n= 0", [[("", "a"), ("=", "b"), ("=", "0")]]),
        ("x < 1\n=> x < 2", [[("P", "x < 1"), ("=>", "x < 2")]]),
        ("suppose x > 0\n\na\n= b", [[("P", "x > 0")], [("", "a"), ("=", "b")]]),
        ("a ⇒ = b", [[("", "a"), ("=", "b")]]),
        ("\\lim_{x \\to 0} a\n→ b", [[("", "\\lim_{x \\to 0} a"), ("->", "b")]]),
    ],
)
def test_lines_become_sides(text, wanted):
    assert sides(text) == wanted


def test_declarations_stand_apart():
    found = read_work("let a : real\na\n= a\ngiven a > 0\n", let=("b : real",))
    assert found.let == ("b : real", "let a : real", "given a > 0")
    assert [side.line for chain in found.chains for side in chain] == [2, 3]


@pytest.mark.parametrize("text", ["", "\n\n", "% nothing", "let a : real"])
def test_nothing_is_no_side(text):
    assert read_work(text).chains == ()


@pytest.mark.parametrize("text", ["= " * 3000, "(" * 5000, "a\n" * 3000, "\\overset{" * 2000, "{" * 3000 + "=" * 50])
def test_odd_texts_are_read_in_linear_time(text):
    read_work(text)
