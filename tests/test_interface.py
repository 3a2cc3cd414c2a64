"""`import derivo`: the interface for Python and notebooks."""

import pytest

import derivo

RIGHT = "sigma(cz)(1 + cz(1 - sigma(cz)))"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [(RIGHT, "correct"), ("sigma(cz)", "incorrect"), ("sigmiod(cz)", "unreadable"), ("φ'(z)", "unfinished")],
)
def test_an_answer(text, outcome):
    found = derivo.check("gelu.derivative", text)
    assert found.outcome == outcome
    assert found.message
    assert bool(found.understood) is (outcome != "unreadable")


@pytest.mark.parametrize("let", ["N : size\nx_n : real for n in 1..N", ["N : size", "x_n : real for n in 1..N"]])
def test_a_claim(let):
    assert derivo.equal("sum_n (x_n + 1)", "sum_n x_n + N", let=let).outcome == "correct"
    refuted = derivo.equal("sum_n x_n^2", "(sum_n x_n)^2", let=let)
    assert refuted.outcome == "incorrect"
    assert refuted.evidence.startswith("refuted: at")
    assert derivo.equal("sum_n x_n^2", "0", let=let, relation=">=").outcome == "correct"


def test_an_outcome_is_neither_true_nor_false():
    with pytest.raises(TypeError, match="undecided is not wrong"):
        bool(derivo.equal("1", "1"))


def test_what_there_is_not():
    with pytest.raises(derivo.Unreadable, match="no part"):
        derivo.check("gelu.nothing", "1")
    with pytest.raises(derivo.Unreadable, match="y"):
        derivo.read("x + y", let="x : real")
    with pytest.raises(derivo.Unreadable, match="reel"):
        derivo.read("x", let="x : reel")


def test_html_runs_nothing_that_was_typed():
    page = derivo.equal("x <script>", "x", let="x : real")._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in derivo.Checked("unreadable", "no: <script>")._repr_html_()


def test_a_derivation():
    found = derivo.steps("(a + b)^2\n= a^2 + b^2\n= b^2 + a^2")
    assert (found.outcome, found.steps, found.first_wrong_step) == ("incorrect", (None, "fails", "follows"), 2)
    assert "✗" in found._repr_html_()
    assert "<b>" not in derivo.steps("<b>x</b>\n= x")._repr_html_()
    assert derivo.steps("x\n= x", let="x : real").outcome == "correct"
