import csv
import io
import json

import pytest

from derivo.checks.feedback import Record
from derivo.checks.grading import Graded, Submission
from derivo.checks.grading.reports import as_json, jsonl, table
from derivo.checks.grading.submissions import Answer

RECORD = Record("incorrect", 0, 1, "Not the same.", "z", "refuted: …", "sign", None)


def graded(identity=1, **fields):
    return Graded(Submission(identity, Answer("a.b", "z"), tuple({"part": "a.b", **fields}.items())), RECORD, 0.25)


def test_a_line_of_json_has_the_fields_of_the_contract_then_those_of_the_row():
    file = io.StringIO()
    jsonl(file)(graded(student="Ann", answer="z"))
    assert json.loads(file.getvalue()) == {
        "id": 1,
        "part": "a.b",
        "outcome": "incorrect",
        "points": 0,
        "max_points": 1,
        "message": "Not the same.",
        "understood": "z",
        "evidence": "refuted: …",
        "mistake": "sign",
        "first_wrong_step": None,
        "problem": "",
        "reason": "",
        "taken": "",
        "needs_person": False,
        "seconds": 0.25,
        "student": "Ann",
        "answer": "z",
    }


def test_a_field_with_the_name_of_a_result_is_kept_under_another():
    file = io.StringIO()
    jsonl(file)(graded(points="7", message="please"))
    row = json.loads(file.getvalue())
    assert (row["points"], row["submitted_points"], row["submitted_message"]) == (0, "7", "please")


def test_no_character_that_a_terminal_heeds_or_a_file_cannot_hold():
    text = "\x00\x1b[31m\x7f\x9b\u202e\u2028\ud800 σ\n"
    line = as_json({"answer": text})
    assert line == r'{"answer": "\u0000\u001b[31m\u007f\u009b\u202e\u2028\ud800 σ\n"}'
    assert json.loads(line)["answer"] == text


def test_a_table_has_a_header_and_keeps_fields_that_come_late():
    file = io.StringIO()
    write = table(file)
    write(graded(student="Ann", answer='say "z",\nc'))
    write(graded("x", student="Bo", answer="\ud800", group={"room": 3}))
    first, second = csv.DictReader(io.StringIO(file.getvalue()))
    assert (first["id"], first["student"], first["answer"], first["other"]) == ("1", "Ann", 'say "z",\nc', "")
    assert (first["first_wrong_step"], first["seconds"]) == ("", "0.25")
    assert (second["id"], second["answer"], json.loads(second["other"])) == ("x", r"\ud800", {"group": {"room": 3}})


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-z", "@x", "\tx", "=cmd|' /C calc'!A0"])
def test_no_cell_is_run_by_a_spreadsheet(text):
    file = io.StringIO()
    table(file)(graded(student=text, answer=text, **{text: "x"}))
    for cell in (cell for row in csv.reader(file.getvalue().splitlines()) for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t"))


def test_numbers_stay_numbers_and_no_control_character_is_written():
    file = io.StringIO()
    table(file)(graded(student="-3.5", note="a\x1b[31mb"))
    assert "-3.5" in file.getvalue()
    assert "'-3.5" not in file.getvalue()
    assert "\x1b" not in file.getvalue()
