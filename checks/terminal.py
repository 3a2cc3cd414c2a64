"""What the commands ask of whoever typed them, and refuse; what needs SymPy is imported where it is called."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from derivo.checks.question import Part, Question


as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
FOLDERS = "derivo.folders"  # where a command keeps the folders of questions that it was given


def _folders(context: click.Context, _option: click.Parameter, folders: tuple[Path, ...]) -> None:
    context.find_root().meta[FOLDERS] = folders


questions_option = click.option(
    "--questions",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_folders,
    expose_value=False,
    help="A folder with questions of your own; also DERIVO_QUESTIONS, or `questions` in derivo.toml.",
)


def folders() -> tuple[Path, ...]:
    """The folders of questions that are given: by options, by DERIVO_QUESTIONS, and by derivo.toml here."""
    context = click.get_current_context(silent=True)
    given = context.find_root().meta.get(FOLDERS, ()) if context else ()
    listed = [Path(each) for each in os.environ.get("DERIVO_QUESTIONS", "").split(os.pathsep) if each]
    settings = Path("derivo.toml")
    if settings.is_file():
        try:
            named = tomllib.loads(settings.read_text(encoding="utf-8")).get("questions", [])
        except tomllib.TOMLDecodeError as error:
            raise click.UsageError(f"derivo.toml is not in order: {error}.") from None
        listed += [Path(each) for each in ([named] if isinstance(named, str) else named)]
    for folder in listed:
        if not folder.is_dir():
            raise click.UsageError(f"There is no folder {folder} with questions.")
    return tuple(dict.fromkeys((*given, *listed)))


def known_questions(only: str = "") -> Mapping[str, Question]:
    """The catalogue; what is wrong with files that are left out is said, and ends the command if one is meant."""
    from derivo.checks.question import QuestionError
    from derivo.derivations import gathered

    try:
        questions, faults = gathered(folders(), only=only)
    except QuestionError as error:
        raise click.UsageError(f"A question file is not in order: {error}") from None
    if faults and only and only not in questions:
        raise click.UsageError("A question file is not in order: " + "; ".join(map(str, faults)))
    for fault in faults:
        click.echo(f"Left out: {fault}", err=True)
    return questions


def known_part(identity: str) -> tuple[Question, Part]:
    """The part with this id; an unknown one ends the command, with the nearest."""
    from derivo.checks.feedback import visible
    from derivo.checks.question import part_named

    questions = known_questions(only=identity.partition(".")[0])
    found = part_named(questions, identity)
    if found is None:
        ids = [f"{question.id}.{part.name}" for question in questions.values() for part in question.parts]
        refuse(f"There is no part `{visible(identity)}`.", identity, ids, "`derivo list` shows them all.")
    return found


def refuse(what: str, word: str, known: Iterable[str], otherwise: str) -> NoReturn:
    """Ends the command as a usage error, with the known words that resemble `word`."""
    from difflib import get_close_matches

    from derivo.checks.feedback import either

    near = get_close_matches(word[:60], list(known), n=3, cutoff=0.6)
    raise click.UsageError(
        f"{what} " + (f"Did you mean {either([f'`{each}`' for each in near])}?" if near else otherwise)
    )


def typed(answer: str | None, part: Part) -> str:
    """The text of an answer, from where the argument says."""
    from derivo.checks.feedback import paragraph

    if answer is None:
        if not sys.stdin.isatty():
            raise click.UsageError("Give the answer behind the part, `-` for standard input, or @FILE.")
        click.echo(paragraph(part.prompt))
        return str(click.prompt("Your answer"))
    return contents(answer) if answer == "-" else contents(answer[1:]) if answer.startswith("@") else answer


def contents(file: str) -> str:
    """The text of a file, or of standard input if it is called `-`."""
    from derivo.checks.feedback import visible

    try:
        found = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise click.UsageError(f"I can't read {visible(file)}: {error.strerror}.") from None
    return found.decode("utf-8", errors="replace")


def print_json(found: object, *, err: bool = False) -> None:
    """Prints JSON that no terminal heeds."""
    from derivo.checks.grading.reports import as_json

    click.echo(as_json(found), err=err)
