"""Questions of one's own: started, audited, found in folders; what is wrong with them is told."""

import pytest
from click.testing import CliRunner

from derivo.checks.audit import audit
from derivo.checks.question import QuestionError
from derivo.checks.templates import KINDS
from derivo.cli import commands
from derivo.derivations import catalogue, in_file

NAMES = """
    let x : real
    let a : positive
    let f(x) = x exp(-a x)
"""
MISTAKES = """{
    "one": ("exp(-a x)", "look."),
}"""


def run(*arguments, **options):
    return CliRunner().invoke(commands, [str(each) for each in arguments], **options)


def question(folder, **changes):
    """A file with one part that is in order but for the changes."""
    fields = {
        "asked": '"df/dx"',
        "free_of": '("f",)',
        "mistakes": MISTAKES,
        "hints": '("Use a rule.",)',
        "points": "1",
        "accept": '("(1 - a x) exp(-a x)",)',
        "reject": '("a x",)',
    } | changes
    lines = ",\n".join(f"        {name}={value}" for name, value in fields.items())
    file = folder / "mine.py"
    file.write_text(
        "from derivo.checks.notation import notation\n"
        "from derivo.checks.question import Question, value\n"
        f'QUESTION = Question("mine", title="M", source="", notation=notation("""{NAMES}"""), parts=(\n'
        f'    value("part", "Differentiate.",\n{lines}),))\n',
        encoding="utf-8",
    )
    return file


def findings(file):
    return [finding.what for finding in audit(in_file(file))]


@pytest.mark.parametrize("kind", KINDS)
def test_what_new_writes_is_in_order(kind, tmp_path):
    assert run("new", "my-own", "--kind", kind, "--folder", tmp_path).exit_code == 0
    result = run("audit", tmp_path / "my_own.py")
    assert (result.exit_code, result.output) == (0, "my-own                   1 part, in order\n")
    assert run("new", "my-own", "--folder", tmp_path).exit_code == 2  # nothing is overwritten


def test_the_questions_that_are_there_are_in_order():
    wrong = {(question.id, found.part, found.what) for question in catalogue().values() for found in audit(question)}
    assert not wrong


def test_a_question_in_order_has_no_findings(tmp_path):
    assert findings(question(tmp_path)) == []


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"mistakes": '{"same": ("(1 - a x) exp(-a x)", "look.")}'}, "the mistake `same` is the answer"),
        (
            {"mistakes": '{"one": ("exp(-a x)", "look."), "two": ("1/exp(a x)", "look.")}'},
            "the mistake `two` is the same as `one`",
        ),
        ({"mistakes": '{"one": ("exp(-a x)", " ")}'}, "the mistake `one` has no advice"),
        ({"mistakes": "{}"}, "it knows no mistakes"),
        ({"hints": '"Use exp."'}, "its hints are one text: write ('Use exp.',) with a comma"),
        ({"points": "-1"}, "it gives -1 points, and should give more than none"),
        ({"accept": '("a x",)'}, "`a x` is incorrect, and should be correct"),
        ({"reject": '("exp(-a x) - a x exp(-a x)",)'}, "and should be incorrect"),
        ({"shows": '(("f(x)", "convex", "x"),)'}, "that f(x) is convex is not proved"),
    ],
)
def test_what_is_wrong_is_found(changes, wanted, tmp_path):
    assert any(wanted in what for what in findings(question(tmp_path, **changes)))


@pytest.mark.parametrize(
    ("name", "wanted"), [("a b", "is no name"), ("Mine", "is no name"), ("m_x", "is no name"), ("", "is no name")]
)
def test_names_are_small_letters_digits_and_hyphens(name, wanted, tmp_path):
    result = run("new", name, "--folder", tmp_path)
    assert result.exit_code == 2
    assert wanted in result.output


def test_questions_are_found_in_folders(tmp_path, monkeypatch):
    question(tmp_path)
    assert "mine.part" in run("list", "--questions", tmp_path).output
    assert run("check", "mine.part", "(1 - a x) exp(-a x)", "--questions", tmp_path).exit_code == 0
    monkeypatch.setenv("DERIVO_QUESTIONS", str(tmp_path))
    assert run("check", "mine.part", "exp(-a x)").exit_code == 1
    monkeypatch.delenv("DERIVO_QUESTIONS")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "derivo.toml").write_text('questions = ["."]\n')
    assert "Differentiate." in run("show", "mine.part").output


def test_a_broken_file_takes_no_other_down(tmp_path):
    question(tmp_path)
    (tmp_path / "broken.py").write_text("QUESTION = (")
    result = run("list", "--questions", tmp_path)
    assert result.exit_code == 0
    assert "mine.part" in result.output
    assert "Left out: broken.py, line 1: SyntaxError" in result.output
    audited = run("audit", tmp_path / "broken.py", tmp_path / "mine.py")
    assert audited.exit_code == 1
    assert "mine                     1 part, in order" in audited.output
    assert "SyntaxError" in audited.output


def test_a_problem_of_a_formula_names_file_part_and_line(tmp_path):
    result = run("audit", question(tmp_path, asked='"dg/dx"'))
    assert result.exit_code == 1
    assert "mine.py, line 9, part part: I don't know the name" in result.output.replace("\n", " ")


def test_another_question_of_the_same_id_is_left_out(tmp_path):
    file = question(tmp_path)
    (tmp_path / "again.py").write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    assert "there is another question `mine`" in run("list", "--questions", tmp_path).output


def test_grading_knows_questions_in_folders(tmp_path):
    question(tmp_path)
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"part": "mine.part", "answer": "(1 - a x) exp(-a x)"}\n', encoding="utf-8")
    assert '"outcome": "correct"' in run("grade", rows, "--questions", tmp_path).output


def test_a_question_without_a_stationary_point_is_told(tmp_path):
    file = tmp_path / "none.py"
    file.write_text(
        "from derivo.checks.notation import notation\n"
        "from derivo.checks.question import Question, stationary\n"
        'QUESTION = Question("none", title="N", source="", notation=notation("let t : real"), parts=(\n'
        '    stationary("part", "Where?", of="t", objective="exp(t) + t^2",\n'
        '        mistakes={"one": ("1", "look.")}),))\n',
        encoding="utf-8",
    )
    assert any("no stationary point was found" in what for what in findings(file))
    with pytest.raises(QuestionError):
        raise QuestionError("as it is told")
