import csv
from pathlib import Path

import pytest

from derivo.checks.check import check
from derivo.checks.feedback import say
from derivo.checks.notation import Problem
from derivo.checks.reading import read_answer
from derivo.checks.result import Result
from derivo.derivations import catalogue

QUESTIONS = catalogue()
GELU = QUESTIONS["gelu"]
with Path(__file__).with_name("gelu.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
MISTAKES = [(part, mistake) for part in GELU.parts for mistake in part.mistakes]


def checked(part, text):
    reading = read_answer(text, GELU, part)
    return reading if isinstance(reading, Result) else check(GELU, part, reading)


def part_of(identity):
    return GELU.part(identity.removeprefix("gelu."))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['part']}-{row['answer'][:40]}" for row in ROWS])
def test_an_answer_has_the_outcome_it_deserves(row):
    result = checked(part_of(row["part"]), row["answer"])
    assert (result.outcome, result.mistake) == (row["outcome"], row["mistake"])


@pytest.mark.parametrize(
    ("part", "mistake"), MISTAKES, ids=[f"{part.name}-{mistake.name}" for part, mistake in MISTAKES]
)
def test_a_known_mistake_is_refuted_and_leads_to_its_own_advice(part, mistake):
    result = checked(part, mistake.formula)
    assert result.outcome == "incorrect"
    if part.kind != "statement":
        assert result.mistake == mistake.name
        assert mistake.advice in say(result, part).text()


def test_the_derivative_has_at_least_ten_known_mistakes():
    assert len(part_of("gelu.derivative").mistakes) >= 10


def test_the_points_are_those_of_the_exam():
    assert sum(part.points for part in GELU.parts) == 2


def test_no_message_gives_the_answer_away():
    for row in ROWS:
        part = part_of(row["part"])
        if part.kind != "statement" and row["outcome"] != "correct":
            message = say(checked(part, row["answer"]), part).text()
            assert "σ(cz) + c" not in message
            assert "the limit is" not in message


def test_what_is_unreadable_says_why():
    for row in ROWS:
        if row["outcome"] == "unreadable":
            assert isinstance(checked(part_of(row["part"]), row["answer"]).problem, Problem)
