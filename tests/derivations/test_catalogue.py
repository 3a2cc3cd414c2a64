import pytest

from derivo.checks.question import QuestionError
from derivo.derivations import catalogue

QUESTION = '''
from derivo.checks.notation import notation
from derivo.checks.question import Question, value

QUESTION = Question(
    "{id}",
    title="A question",
    source="",
    notation=notation("""
        let x : {type}
    """),
    parts=(
        value("derivative", "Differentiate.", asked="{asked}", free_of=({free_of!r},),
              mistakes={{"it is doubled": ("{mistake}", "look.")}}),
    ),
)
'''
FINE = {"id": "one", "type": "real", "asked": "x^2", "free_of": "x", "mistake": "2 x^2"}


@pytest.fixture
def folder(tmp_path, monkeypatch, request):
    package = "questions_of_" + "".join(filter(str.isalnum, request.node.name))
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path / package


def write(folder, name, **changes):
    (folder / name).write_text(QUESTION.format(**{**FINE, **changes}), encoding="utf-8")


def test_questions_are_found_by_being_there_in_the_order_of_their_ids(folder):
    write(folder, "anything.py", id="two")
    write(folder, "something.py", id="one")
    (folder / "notes.txt").touch()
    assert list(catalogue(folder, folder.name)) == ["one", "two"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "a.b"}, "question.py: a question needs an id without a point in it"),
        ({"asked": "y"}, "question.py, line 13, part derivative: I don't know the name `y` in this question."),
        ({"mistake": "2 x^"}, "question.py, line 14, part derivative: The formula stops where a value should follow."),
        ({"free_of": "f"}, "part derivative: `f` is not declared"),
        ({"asked": ""}, "part derivative: it says neither what is asked nor what it is about"),
        ({"type": "rael"}, "question.py, line 9: I don't know the type `rael`."),
    ],
)
def test_what_is_wrong_with_a_question_is_said_with_its_place(folder, changes, message):
    write(folder, "question.py", **changes)
    with pytest.raises(QuestionError) as caught:
        catalogue(folder, folder.name)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("QUESTION = 3", "question.py: it defines no QUESTION"),
        ("\nraise ValueError('no')", "question.py, line 2: ValueError: no"),
        ("from derivo.checks import nothing", "question.py, line 1: ImportError"),
        ("def (", "question.py, line 1: SyntaxError"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_named(folder, text, message):
    (folder / "question.py").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionError) as caught:
        catalogue(folder, folder.name)
    assert str(caught.value).startswith(message)


def test_an_id_belongs_to_one_question(folder):
    write(folder, "a.py")
    write(folder, "b.py")
    with pytest.raises(QuestionError, match="another file has the question `one`"):
        catalogue(folder, folder.name)


def test_a_broken_file_does_not_stop_another_question(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    folder = tmp_path / "asked_of_these"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "broken.py").write_text("QUESTION = (")
    (folder / "sound.py").write_text(
        "from derivo.checks.notation import notation\n"
        "from derivo.checks.question import Question, value\n"
        "QUESTION = Question('sound', title='S', source='s', notation=notation('let x : real'),\n"
        "    parts=(value('part', 'What is x?', asked='x'),))\n"
    )
    assert set(catalogue(folder, "asked_of_these", only="sound")) == {"sound"}
    for only in ("", "broken"):
        with pytest.raises(QuestionError):
            catalogue(folder, "asked_of_these", only=only)
