"""The README's console examples are run, and its Python is run, too."""

import doctest
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from derivo.checks.question import Question
from derivo.cli import commands

TEXT = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\$ derivo (.*)\n((?:.*\n)*?)```", TEXT, flags=re.MULTILINE)


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_a_console_example_prints_what_the_readme_shows(command, output):
    result = CliRunner().invoke(commands, shlex.split(command))
    assert result.output.strip() == output.strip()


def test_there_are_console_examples():
    assert len(EXAMPLES) >= 4


def test_the_question_in_the_readme_is_in_order(tmp_path, monkeypatch):
    from derivo.derivations import examine, loaded

    (example,) = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
    file = tmp_path / "question_of_the_readme.py"
    file.write_text(example, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    question = loaded(file, file.stem)
    assert isinstance(question, Question)
    examine(question, file)


def test_what_the_readme_types_at_python_prints_what_it_shows():
    (example,) = re.findall(r"```pycon\n(.*?)```", TEXT, flags=re.DOTALL)
    test = doctest.DocTestParser().get_doctest(example, {}, "README", None, None)
    assert len(test.examples) == 3
    assert doctest.DocTestRunner().run(test).failed == 0
