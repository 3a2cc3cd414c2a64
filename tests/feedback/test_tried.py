"""Everything that deciding says it tried has a sentence, and the sentences don't contradict each other."""

import ast
from pathlib import Path

import pytest

from derivo.checks.feedback import PAGES
from derivo.checks.feedback.problems import SENTENCES as SAID
from derivo.checks.feedback.proofs import METHODS
from derivo.checks.feedback.reasons import REASONS
from derivo.checks.feedback.tried import STOPPED, TRIED, tried_sentences
from derivo.checks.verdict import Proof

CHECKS = Path(__file__).parents[2] / "checks"
PROBLEM_CALLS = ("Problem", "stop", "fail")


def tree_of(file):
    return ast.parse(file.read_text(encoding="utf-8"))


CALLS = {
    Path(file.name).stem + str(number): call
    for file in sorted([*CHECKS.glob("decide/*.py"), *CHECKS.glob("answers/*.py"), CHECKS / "check.py"])
    for number, call in enumerate(node for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call))
}


def called(*names):
    return [call for call in CALLS.values() if getattr(call.func, "id", "") in names]


def texts(node):
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def test_every_code_of_deciding_has_a_sentence():
    codes = {texts(pair)[0] for call in called("Undecided") for pair in pairs(call) if texts(pair)}
    codes |= {texts(call.args[0])[0] for call in called("_undecided") if call.args and texts(call.args[0])}
    codes -= {"not settled", "not supported"}
    assert {"points that agree", "no proof", "rounded"} <= codes
    assert codes <= set(TRIED)


def pairs(call):
    """The (what, figure) pairs that are written out in a call of Undecided."""
    return [
        part.elts[0] for part in ast.walk(call) if isinstance(part, ast.Tuple) and part.elts and len(part.elts) == 2
    ]


def test_every_reason_why_deciding_stops_has_a_sentence():
    reasons = {texts(call.args[0])[0] for call in called("NotSettled", "Unsupported") if call.args and texts(call)}
    assert {"limit", "sign", "power"} <= reasons
    assert reasons <= set(STOPPED)


def test_every_method_has_words():
    kernel = tree_of(CHECKS / "decide" / "kernel.py")
    (table,) = (node.value for node in kernel.body if isinstance(node, ast.Assign) and node.targets[0].id == "METHODS")
    named = {text for call in called("Proof") if call.args for text in texts(call.args[0])}
    assert {*texts(table), *named, "sign"} <= set(METHODS)
    assert Proof("identity").method in METHODS


SENTENCES = [
    ([("points that agree", "60")], ["60 points were tried, and none refutes it"]),
    ([("points that agree", "1")], ["one point was tried, and it does not refute it"]),
    ([("points that agree", "0")], []),
    (
        [("points that agree", "60"), ("no point where both sides are defined", "")],
        ["no point was found at which both sides are defined"],
    ),
    ([("points that agree", "60"), ("no proof", "")], ["60 points were tried, and none refutes it"]),
    ([("no proof", "")], []),
    (
        [("proved for sizes up to", "4"), ("no proof", "")],
        ["it was proved for all sizes up to 4, and not for larger ones"],
    ),
    ([("proved for sizes up to", "1")], ["it was proved where every size is 1, and not for larger ones"]),
    ([("not settled", "limit")], ["the limit was not found"]),
    ([("not settled", "power of -∞")], ["people mean different things by such a power of −∞"]),
    ([("not supported", "")], []),
    ([("not supported", "Total")], ["no method covers sums up to a symbolic size here"]),
    ([("not supported", "besselj")], ["no method covers `besselj` here"]),
    ([("not supported", "not a whole number: N/2")], ["no method covers it"]),
    ([("not supported", "infinity")], ["with ∞, only equations are decided"]),
    ([("not settled", "sign"), ("not settled", "sign")], ["what becomes of ∞ depends on a sign that is not known"]),
    ([("too large to print", "")], ["the values are too large to be written down"]),
    ([("rounded", "")], ["a rounded value claims nothing exact"]),
]


@pytest.mark.parametrize(("tried", "sentences"), SENTENCES, ids=range(len(SENTENCES)))
def test_what_was_tried_in_full(tried, sentences):
    assert list(tried_sentences(tuple(tried))) == sentences


@pytest.mark.parametrize("code", [code.partition("/")[0] for code in TRIED])
@pytest.mark.parametrize("figure", ["", "0", "1", "2"])
def test_no_sentence_is_torn(code, figure):
    for sentence in tried_sentences(((code, figure),)):
        assert "{" not in sentence
        assert not sentence.startswith(("0", "1 ", " "))


def test_every_reason_of_an_answer_has_a_sentence_and_a_page():
    found = {
        text for call in CALLS.values() for key in call.keywords if key.arg == "reason" for text in texts(key.value)
    }
    assert {"not-shown", "another-quantity"} <= found
    assert found <= set(REASONS) & set(PAGES)


def test_every_code_of_a_problem_has_a_sentence_and_a_page():
    calls = [node for file in CHECKS.glob("**/*.py") for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call)]
    named = [call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in PROBLEM_CALLS]
    codes = {call.args[0].value for call in named if call.args and isinstance(call.args[0], ast.Constant)}
    assert {"unknown-name", "not-a-value", "unbound-index"} <= codes
    assert codes <= set(PAGES)
    assert codes <= {key.partition("/")[0] for key in SAID}
