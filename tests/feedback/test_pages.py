"""Every code of docs/reading.md has a page, an example that brings it up, and a sentence."""

import re
from pathlib import Path

import pytest

from derivo.checks.feedback import PAGES, say_problem
from derivo.checks.feedback.pages import OUTCOMES, PROBLEMS
from derivo.checks.feedback.reasons import REASONS
from derivo.checks.notation import Problem, declare, read
from derivo.checks.question import part_named
from derivo.checks.reading import read_answer
from derivo.checks.result import Outcome
from derivo.derivations import catalogue

READING = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
CODES = re.findall(r"^\| `([a-z-]+)`(?: \(new\))? \|", READING.partition("## Problems")[2], flags=re.MULTILINE)
DECLARATIONS = {"not-a-declaration", "unknown-type", "empty-range", "reserved-name"}
OF_DECIDING = {
    "not-a-value",
    "not-a-statement",
    "not-a-distribution",
    "no-approach",
    "unbound-index",
}  # found when the part asks
OF_READING = [code for code in CODES if code not in OF_DECIDING]
SECTIONS = Path(__file__).with_name("messages.txt").read_text(encoding="utf-8").split("=== ")[1:]
GOLDEN = {code: text.rstrip() for code, _, text in (section.partition("\n") for section in SECTIONS)}
QUESTION, PART = part_named(catalogue(), "gelu.derivative")


def problem_of(code, text):
    let = PAGES[code].let
    found = (
        declare([text]) if code in DECLARATIONS else read(text, declare(let.split("; ")) if let else QUESTION.notation)
    )
    return found if isinstance(found, Problem) else None


def test_every_code_has_a_page_and_every_page_a_code():
    assert set(CODES) <= set(PROBLEMS)
    assert set(PROBLEMS) <= set(CODES) | OF_DECIDING
    assert set(OUTCOMES) == set(Outcome.__args__)
    assert set(REASONS) <= set(PAGES)


@pytest.mark.parametrize("code", OF_READING)
def test_the_example_of_a_page_brings_its_code_up(code):
    problem = problem_of(code, PROBLEMS[code].example)
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize("code", OF_READING)
def test_what_a_page_calls_readable_is_read(code):
    assert problem_of(code, PROBLEMS[code].better) is None


@pytest.mark.parametrize("code", OF_READING)
def test_the_message_of_an_example_in_full(code):
    """messages.txt has them all, each under its code."""
    assert GOLDEN[code] == say_problem(problem_of(code, PROBLEMS[code].example)).text().rstrip()


@pytest.mark.parametrize("code", OF_READING)
def test_the_message_of_an_example_is_whole(code):
    text = say_problem(problem_of(code, PROBLEMS[code].example)).text()
    assert "{" not in text.replace(PROBLEMS[code].example, "").replace("{1}", "").replace("lim_{", "")
    assert "``" not in text
    assert not re.search(r"illegal|invalid|error", text, re.IGNORECASE)


def test_outcome_pages_show_their_outcome():
    for code in ("unreadable",):
        assert read_answer(PAGES[code].example, QUESTION, PART).outcome == code
