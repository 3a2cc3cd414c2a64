"""Whatever is typed: no exception, an outcome, and no verdict without evidence."""

import csv
from pathlib import Path

from hypothesis import HealthCheck, given, settings, strategies as st

from derivo.checks.check import check
from derivo.checks.feedback import PAGES, record
from derivo.checks.reading import read_answer
from derivo.checks.result import Result
from derivo.checks.verdict import Proved, Refuted
from derivo.derivations import catalogue

GELU = catalogue()["gelu"]
with (Path(__file__).parent / "derivations" / "gelu.csv").open(encoding="utf-8", newline="") as file:
    RIGHT = [(row["part"], row["answer"]) for row in csv.DictReader(file) if row["outcome"] == "correct"]
TOKENS = (
    *"z c 0 1 2 7 0.5 + - * / ^ ( ) [ ] { } | = < > , ' ! _ e".split(),
    *"σ φ sigma phi exp log sqrt tanh max min abs ReLU e^ cz pi oo ∞ −∞ ≤ → · ′ ² ⁻¹ √ ½".split(),
    *r"\frac \sigma \left( \right) \cdot ^{ _{ \over \tanh \lim_{z\to\infty} \begin{cases} \\ &".split(),
    *("lim_{z→0}", "d/dz", "dφ/dz", "φ'(z)", "|_{z=0}", "where s = ", " for z > 0", "1{z>0}", " "),
)
parts = st.sampled_from(GELU.parts)
often = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def judge(part, text):
    reading = read_answer(text, GELU, part)
    result = reading if isinstance(reading, Result) else check(GELU, part, reading)
    written = record(result, part)
    assert written.message
    assert written.message.isprintable()
    assert written.outcome in PAGES
    if result.outcome == "correct":
        assert isinstance(result.verdict, Proved)
        assert result.points == part.points
        assert written.understood
    elif result.outcome == "incorrect":
        assert isinstance(result.verdict, Refuted)
        assert "refuted" in written.evidence
    elif result.outcome == "unreadable":
        assert result.problem is not None
        assert result.problem.code in PAGES
        assert 0 <= result.problem.span.start <= result.problem.span.end <= len(result.problem.source.text)
    else:
        assert result.reason in PAGES
    return result


@often
@given(parts, st.text(max_size=60))
def test_any_text(part, text):
    judge(part, text)


@often
@given(parts, st.lists(st.sampled_from(TOKENS), max_size=14))
def test_any_soup_of_tokens(part, tokens):
    judge(part, "".join(tokens))


@often
@given(st.sampled_from(RIGHT), st.data())
def test_a_right_answer_with_a_piece_changed(row, data):
    identity, answer = row
    start = data.draw(st.integers(0, len(answer)))
    stop = data.draw(st.integers(start, min(len(answer), start + 3)))
    piece = data.draw(st.sampled_from(("", *TOKENS)))
    judge(GELU.part(identity.removeprefix("gelu.")), answer[:start] + piece + answer[stop:])
