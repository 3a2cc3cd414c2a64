"""What the commands ask of whoever typed them, and refuse; what needs SymPy is imported where it is called."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from derivo.checks.question import Part, Question


def known_questions(only: str = "") -> Mapping[str, Question]:
    """The catalogue; a question file that is not in order ends the command, of `only` one if it is said which."""
    from derivo.checks.question import QuestionError
    from derivo.derivations import catalogue

    try:
        return catalogue(only=only)
    except QuestionError as error:
        raise click.UsageError(f"A question file is not in order: {error}") from None


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
