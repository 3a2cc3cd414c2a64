import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from derivo.cli import commands

RIGHT = "sigma(cz)(1 + cz(1 - sigma(cz)))"
WRONG = "sigma(cz)(1 + z(1 - sigma(cz)))"


def run(*arguments, **options):
    return CliRunner().invoke(commands, arguments, **options)


@pytest.mark.parametrize(
    ("part", "answer", "status", "first_line"),
    [
        ("gelu.derivative", RIGHT, 0, "Correct."),
        ("gelu.derivative", "z", 1, "Not the same: at c = "),
        ("gelu.derivative", "phi'(z)", 1, "Equal to the derivative, but it only says again what is asked"),
        ("gelu.derivative", "sigmiod(z)", 4, "I don't know the name `sigmiod` in this question."),
        ("gelu.derivative", "", 4, "There is no formula here."),
        ("gelu.derivative", "-z", 1, "Not the same: at c = "),
        ("gelu.derivative", "-x+1", 4, "I don't know the name `x` in this question."),
        ("gelu.derivative", "--z", 1, "Not the same: at c = "),
        ("gelu.derivative", "-tanh(z)", 1, "Not the same: at c = "),
        ("gelu.derivative", "-json(z)", 4, "I don't know the name `json` in this question."),
        ("gelu.limit-minus", "0", 0, "Correct."),
        ("gelu.limit-minus", "1", 1, "Not the limit: yours is 1."),
        ("gelu.limit-plus", "1", 0, "Correct."),
        ("gelu.relu", "phi'(0) = 1/2", 0, "Correct."),
        ("gelu.relu", "phi'(0) = 0", 1, "Not true: "),
    ],
)
def test_check(part, answer, status, first_line):
    result = run("check", part, answer)
    assert result.exit_code == status
    assert result.output.startswith(first_line)
    assert "\x1b" not in result.output


def test_a_wrong_answer_gets_its_advice_and_the_formula_as_understood():
    result = run("check", "gelu.derivative", WRONG)
    assert "It looks as if the inner derivative c is missing: by the chain rule" in result.output
    assert "understood  σ(" in result.output


def test_an_unreadable_answer_gets_carets():
    assert run("check", "gelu.derivative", "z + sigmiod(cz)").output.splitlines()[2:4] == [
        "    z + sigmiod(cz)",
        "        ^^^^^^^",
    ]


def test_the_answer_may_come_from_standard_input_or_a_file(tmp_path):
    assert run("check", "gelu.derivative", "-", input=RIGHT + "\n").exit_code == 0
    (tmp_path / "answer.txt").write_text(RIGHT, encoding="utf-8")
    assert run("check", "gelu.derivative", f"@{tmp_path / 'answer.txt'}").exit_code == 0
    (tmp_path / "answer.txt").write_bytes(b"\xff\xfe")
    assert run("check", "gelu.derivative", f"@{tmp_path / 'answer.txt'}").exit_code == 4


def test_control_characters_never_reach_the_terminal():
    output = run("check", "gelu.derivative", "z\x1b[2J\x07\u202e + sigma(cz)").output
    assert output.isprintable() or all(line.isprintable() for line in output.splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "gelu.derivate", "z"), "There is no part `gelu.derivate`. Did you mean `gelu.derivative` or"),
        (("check", "quantum", "z"), "There is no part `quantum`. `derivo list` shows them all."),
        (("check", "gelu.derivative"), "Give the answer behind the part"),
        (("check", "gelu.derivative", "@/no/such/file"), "I can't read /no/such/file: No such file or directory."),
        (("explain", "unknown-nam"), "There is no code `unknown-nam`. Did you mean `unknown-name`"),
        (("show", "gelu"), "There is no part `gelu`."),
        (("grade", "/no/such/file.csv"), "does not exist"),
        (("explode",), "No such command"),
        ((), "Usage"),
    ],
)
def test_a_wrong_command_is_a_usage_error(arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("z + z", "2z", "--let", "z : real"), 0),
        (("-z", "z", "--let", "z : real"), 1),
        (("1", "2", "--relation", "<"), 0),
        (("2", "1", "--relation", "<"), 1),
        (("z", "q", "--let", "z : real"), 3),
        (("z", "q(", "--let", "z : real"), 4),
        (("z", "z", "--let", "z : rael"), 4),
        (("1", "1", "--relation", "as good as"), 4),
    ],
)
def test_equal(arguments, status):
    assert run("equal", *arguments).exit_code == status


SIGNED = (
    "tanh(z)",
    "h",
    "h(z)",
    "json",
    "cosh(z) - h",
    "x",
    "let",
    "relation",
    "2z",
    "\\frac12",
    "(z)",
    "V",
    "help z",
    "",
)


def formulas(count):
    """Formulas that start with signs, none of which is an option by itself."""
    source = random.Random(6)
    for _ in range(count):
        pieces = [source.choice(SIGNED) for _ in range(source.randint(1, 3))]
        typed = source.choice(("-", "- ", "--z", "-+", "-h+", "−", "-(")) + source.choice("+-*= ").join(pieces)
        if typed.partition("=")[0] not in ("-", "-h", "--", "--json", "--let", "--relation", "--help"):
            yield typed


def parsed(name, *arguments):
    command = commands.commands[name]
    return command.make_context(name, list(arguments)).params


def test_a_formula_may_start_with_any_sign_and_hold_any_letter():
    for typed in formulas(2050):
        assert parsed("check", "gelu.derivative", typed) == {
            "part": "gelu.derivative",
            "answer": typed,
            "as_json": False,
            "verbose": False,
        }
        found = parsed("equal", typed, "--let", "h : real", "--json", typed, "--relation=<")
        assert found == {
            "left": typed,
            "right": typed,
            "let": ("h : real",),
            "relation": "<",
            "as_json": True,
            "verbose": False,
        }


@pytest.mark.parametrize("asking", ["-h", "--help"])
def test_help_stands_alone(asking):
    assert run("check", "gelu.derivative", asking).output.startswith("Usage")
    assert parsed("check", "gelu.derivative", "--", asking)["answer"] == asking


def test_json_on_every_command(tmp_path):
    checked = json.loads(run("check", "gelu.derivative", WRONG, "--json").output)
    assert (checked["part"], checked["outcome"], checked["points"]) == ("gelu.derivative", "incorrect", 0)
    assert checked["mistake"] == "the inner derivative c is missing"
    assert "gelu.derivative" in [row["part"] for row in json.loads(run("list", "--json").output)]
    assert json.loads(run("show", "gelu.derivative", "--json").output)["points"] == 1
    assert "unknown-name" in json.loads(run("explain", "--json").output)
    assert json.loads(run("explain", "unknown-name", "--json").output)["better"]
    assert json.loads(run("equal", "1", "1", "--json").output)["outcome"] == "correct"
    answers = tmp_path / "answers.jsonl"
    answers.write_text(json.dumps({"part": "gelu.derivative", "answer": RIGHT}) + "\n", encoding="utf-8")
    summary = json.loads(run("grade", str(answers), "--json", "--output", str(tmp_path / "results.jsonl")).output)
    assert (summary["submissions"], summary["correct"], summary["complete"]) == (1, 1, True)


def test_show_says_what_is_asked_and_with_which_names():
    output = run("show", "gelu.derivative").output
    assert "The GeLU activation" in output
    assert "1 point" in output
    assert "positive" in output
    assert "Hint" not in output
    assert "Hint" in run("show", "gelu.derivative", "--hints").output


def test_list_names_every_part():
    output = run("list").output
    for name in ("gelu.derivative", "gelu.limit-minus", "gelu.limit-plus", "gelu.relu"):
        assert name in output


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("check", "--help"),
        ("grade", "--help"),
        ("list",),
        ("show", "gelu.derivative"),
        ("explain", "empty"),
        ("explain",),
        ("check", "gelu.derivative", "a b " * 100),
        ("check", "gelu.derivative", "z + " * 200 + "z"),
        ("check", "gelu.relu", "phi'(z) = " + "z + " * 60 + "z"),
    ],
)
def test_output_fits_eighty_columns(arguments):
    assert max(map(len, run(*arguments).output.splitlines())) <= 80


def test_grade(tmp_path):
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "id,student,part,answer\n"
        f"1,Ann,gelu.derivative,{RIGHT}\n"
        f"2,Bo,gelu.derivative,{WRONG}\n"
        "3,Cy,gelu.derivate,z\n"
        '4,Di,gelu.derivative,"sigmiod(cz)"\n'
        "5,Ed,gelu.limit-plus,1\n",
        encoding="utf-8",
    )
    result = run("grade", str(answers))
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["outcome"] for row in rows] == ["correct", "incorrect", "unreadable", "unreadable", "correct"]
    assert [row["student"] for row in rows] == ["Ann", "Bo", "Cy", "Di", "Ed"]
    assert [row["points"] for row in rows] == [1, 0, None, None, 0.25]
    assert [row["needs_person"] for row in rows] == [False, False, True, True, False]
    assert rows[2]["problem"] == "unknown-part"
    assert result.stderr.strip() == "5 submissions: 2 correct, 1 incorrect, 2 unreadable"


def test_an_interrupt_leaves_whole_lines(tmp_path):
    answers, results = tmp_path / "answers.jsonl", tmp_path / "results.jsonl"
    rows = (json.dumps({"part": "gelu.derivative", "answer": f"{number} z"}) + "\n" for number in range(100_000))
    answers.write_text("".join(rows), encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from derivo import cli; cli.main()",
        "grade",
        str(answers),
        "--output",
        str(results),
    ]
    run = subprocess.Popen(command, cwd=Path(__file__).parent.parent, stderr=subprocess.PIPE, text=True)
    while not (results.exists() and results.stat().st_size):
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, summary = run.communicate(timeout=30)
    assert run.returncode == 130
    assert summary.startswith("Interrupted. ")
    lines = results.read_text(encoding="utf-8").splitlines()
    assert len(lines) == int(summary.split()[1])
    assert [json.loads(line)["id"] for line in lines] == [str(number + 1) for number in range(len(lines))]


ROOT = Path(__file__).parent.parent
FAULT = "import derivo.checks.check as c, derivo.checks.equal as e; e.compare = c.check = lambda *_: 1 / 0"


def derivo(*arguments, before="", environment=None, **options):
    program = f"import sys; from derivo import cli; {before or 'pass'}\nsys.argv = ['derivo', *{list(arguments)!r}]\ncli.main()"
    found = {**os.environ, **(environment or {})}
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=found, text=True, **options)


@pytest.mark.parametrize(
    "arguments", [("equal", "1", "2"), ("equal", "1", "2", "--json"), ("check", "gelu.derivative", "z")]
)
@pytest.mark.parametrize("trace", ["", "1"])
def test_a_fault_of_our_own_is_no_verdict(arguments, trace):
    run = derivo(
        *arguments, before=FAULT, environment={"DERIVO_TRACE": trace}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    output, said = run.communicate(timeout=60)
    assert run.returncode == 3
    assert output == ""
    *traced, line = said.splitlines()
    assert line == "The checker itself failed on this; please report it (ZeroDivisionError)."
    assert bool(traced) == bool(trace)


def test_an_interrupt_is_no_verdict():
    before = (
        "import time, derivo.checks.equal as e; e.compare = lambda *_: (print('ready', flush=True), time.sleep(60))"
    )
    run = derivo("equal", "1", "2", before=before, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout.readline() == "ready\n"
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said == "Interrupted.\n"


@pytest.mark.parametrize("arguments", [("equal", "1", "2"), ("equal", "1", "1"), ("list",), ("check", "--help")])
def test_a_closed_pipe_is_no_verdict(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    run = derivo(*arguments, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 141
    assert said == ""


def test_grading_into_a_closed_pipe_ends_quietly(tmp_path):
    answers = tmp_path / "answers.jsonl"
    answers.write_text(json.dumps({"left": "1", "right": "1"}) + "\n", encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    run = derivo("grade", str(answers), stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 141
    assert said == ""


def test_a_verdict_needs_no_standard_output():
    run = derivo("equal", "1", "1", before="sys.stdout = None", stderr=subprocess.PIPE)
    _, said = run.communicate(timeout=60)
    assert (run.returncode, said) == (0, "")


def test_grade_does_not_overwrite_what_it_reads(tmp_path):
    answers = tmp_path / "answers.csv"
    answers.write_text("part,answer\n", encoding="utf-8")
    assert run("grade", str(answers), "--output", str(answers)).exit_code == 2
    assert answers.read_text(encoding="utf-8") == "part,answer\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["list"],
        ["show", "gelu.derivative"],
        ["explain", "unknown-name"],
        ["check", "gelu.derivative", "sigmiod(z)"],
        ["equal", "z", "(q"],
    ],
)
def test_what_needs_no_mathematics_imports_no_sympy(arguments):
    program = (
        "import sys; from derivo import cli\n"
        f"sys.argv = ['derivo', *{arguments!r}]\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print('loaded:', sorted({'sympy', 'flint', 'rich.console'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=True
    )
    assert found.stdout.splitlines()[-1] == "loaded: []"


def test_a_class_as_a_form_exports_it(tmp_path):
    form = tmp_path / "form.csv"
    form.write_bytes(f"Name;Q1;gelu.limit-plus\r\nJ\u00fcrg;{RIGHT};1\r\nRen\u00e9;;2\r\n".encode("cp1252"))
    result = run("grade", str(form), "--column", "Q1=gelu.derivative", "--student", "Name", "--jobs", "2")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["student"], row["part"], row["outcome"], row["problem"]) for row in rows] == [
        ("J\u00fcrg", "gelu.derivative", "correct", ""),
        ("J\u00fcrg", "gelu.limit-plus", "correct", ""),
        ("Ren\u00e9", "gelu.derivative", "unreadable", "blank"),
        ("Ren\u00e9", "gelu.limit-plus", "incorrect", ""),
    ]
    assert (rows[2]["points"], rows[2]["message"], rows[2]["needs_person"]) == (0, "", False)
    assert result.stderr.splitlines() == [
        "form.csv is read as cp1252.",
        "4 submissions: 2 correct, 1 incorrect, 1 blank",
    ]


def test_a_table_that_cannot_be_graded_is_one_error(tmp_path):
    form = tmp_path / "form.csv"
    form.write_text("Name,Question 1\nAnn,z\n", encoding="utf-8")
    result = run("grade", str(form))
    assert result.exit_code == 2
    assert "Its columns are `Name`, `Question 1`." in " ".join(result.output.split())
    wrong = run("grade", str(form), "--column", "Question 1=gelu.derivate")
    assert wrong.exit_code == 2


def test_what_is_written_has_a_known_ending(tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text("{}\n", encoding="utf-8")
    assert run("grade", str(rows), "--output", str(tmp_path / "results.xls")).exit_code == 2
