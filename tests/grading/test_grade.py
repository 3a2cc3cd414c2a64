import tracemalloc
from itertools import islice
from pathlib import Path

import pytest

from derivo.checks.grading import grade
from derivo.checks.grading.submissions import Answer, Broken, Submission, Work
from derivo.checks.notation.names.names import Notation
from derivo.checks.question import Question, value

QUESTIONS = {"a": Question("a", "A", "", Notation(), (value("b", "What?", asked="z", points=2),))}


@pytest.fixture(autouse=True)
def pretended(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def graded(tasks, seconds=10.0):
    rows = (Submission(number, task, (("part", "a.b"),)) for number, task in enumerate(tasks))
    return grade(rows, QUESTIONS, seconds=seconds, judging="pretended_judging")


def test_one_result_for_each_row_in_order_whatever_happens():
    tasks = [
        Answer("a.b", "one"),
        Answer("a.b", "hang 60"),
        Broken("it is torn"),
        Answer("a.b", "abort"),
        Work("z = z"),
        Answer("a.b", "raise"),
        Answer("a.c", "z"),
        Answer("a.b", "two"),
    ]
    found = list(graded(tasks, seconds=0.3))
    assert [each.submission.id for each in found] == list(range(len(tasks)))
    assert [(each.record.outcome, each.record.problem or each.record.reason) for each in found] == [
        ("correct", ""),
        ("undecided", "no-time"),
        ("unreadable", "broken-row"),
        ("undecided", "crashed"),
        ("correct", ""),
        ("undecided", "crashed"),
        ("unreadable", "unknown-part"),
        ("correct", ""),
    ]
    assert "no such luck" in found[5].record.message
    assert found[1].record.max_points == found[2].record.max_points == 2


def test_the_messages_of_rows_that_are_not_decided():
    messages = [each.record.message for each in graded([Broken("it is torn"), Answer("a.bb", "z"), Answer("q", "z")])]
    assert messages == [
        "This row is no submission: it is torn.",
        "There is no part `a.bb`. Did you mean `a.b`?",
        "There is no part `q`. `derivo list` shows them all.",
    ]


def test_the_same_answer_is_decided_once():
    found = list(graded([Answer("a.b", "hang 0.2")] * 50))
    assert len({each.record for each in found}) == 1
    assert len({each.seconds for each in found}) == 1


def test_results_come_while_the_rows_are_read():
    def endless():
        while True:
            yield Answer("a.b", "z")

    assert len(list(islice(graded(endless()), 3))) == 3


def test_memory_does_not_grow_with_the_rows():
    tasks = (Answer("a.b", f"answer {number}") for number in range(9000))
    results = graded(tasks)
    list(islice(results, 5000))
    tracemalloc.start()
    for _ in results:
        pass
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 2_000_000
