import os
import sys
from pathlib import Path

import pytest

from derivo.checks.feedback import Record
from derivo.checks.grading.submissions import Answer
from derivo.checks.grading.worker import Lost, Worker


@pytest.fixture
def worker(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    with Worker({}, judging="pretended_judging") as worker:
        yield worker


def test_one_process_decides_all_tasks(worker):
    records = [worker.ask(Answer("a.b", "z"), seconds=10) for _ in range(3)]
    assert all(isinstance(record, Record) for record in records)
    assert len({record.understood for record in records}) == 1
    assert records[0].understood != str(os.getpid())


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("hang 60", Lost("no-time", "0.3 s")),
        ("raise", Lost("crashed", "ZeroDivisionError: no such luck")),
        ("starve", Lost("no-memory")),
    ],
)
def test_what_is_lost_costs_one_task(worker, text, lost):
    assert isinstance(worker.ask(Answer("a.b", "before"), seconds=10), Record)
    assert worker.ask(Answer("a.b", text), seconds=0.3) == lost
    after = worker.ask(Answer("a.b", "after"), seconds=10)
    assert isinstance(after, Record)
    assert after.message == "after"


def test_an_abort_costs_one_task(worker):
    lost = worker.ask(Answer("a.b", "abort"), seconds=10)
    assert isinstance(lost, Lost)
    assert lost.reason == "crashed"
    assert isinstance(worker.ask(Answer("a.b", "after"), seconds=10), Record)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't keep the limit")
def test_memory_has_a_limit(worker):
    assert worker.ask(Answer("a.b", "hoard"), seconds=10) == Lost("no-memory")


def test_the_limit_of_one_task_is_not_spent_on_starting(worker):
    assert isinstance(worker.ask(Answer("a.b", "first"), seconds=0.2), Record)
