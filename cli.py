"""The commands: arguments in, calls, text out. What needs SymPy is imported where it is called, for a quick start."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from checks.feedback import Message
    from checks.grading import Graded
    from checks.question import Part, Question
    from checks.result import Outcome, Result

STATUS: Mapping[Outcome, int] = {"correct": 0, "incorrect": 1, "unfinished": 1, "undecided": 3, "unreadable": 4}
COLOURS: Mapping[Outcome, str] = {
    "correct": "green",
    "incorrect": "red",
    "unfinished": "yellow",
    "undecided": "cyan",
    "unreadable": "magenta",
}
FORMULAS = {"ignore_unknown_options": True}  # what starts with `-` and is no option is a formula
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")


def main() -> None:
    """The command `derivo`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    commands(prog_name="derivo")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="derivo")
@click.pass_context
def commands(context: click.Context) -> None:
    """Checks formulas that people derive by hand.

    Correct is proved; incorrect comes with a point that shows it; the rest goes
    to a person.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False


@commands.command("list")
@as_json_option
def list_command(as_json: bool) -> None:
    """List the questions and their parts."""
    questions = known_questions()
    if as_json:
        print_json([shown_part(question, part) for question in questions.values() for part in question.parts])
        return
    for question in questions.values():
        click.echo(click.style(question.title, bold=True) + f"  ({question.source})")
        for part in question.parts:
            click.echo(f"  {question.id + '.' + part.name:<28} {part.kind:<10} {points(part)}")
        click.echo()


@commands.command("show")
@click.argument("part", metavar="PART")
@click.option("--hints", is_flag=True, help="Show the hints, too.")
@as_json_option
def show_command(part: str, hints: bool, as_json: bool) -> None:
    """Show what a part asks, and which names may be used."""
    from checks.feedback import described

    question, asked = known_part(part)
    if as_json:
        print_json(shown_part(question, asked) | {"hints": list(asked.hints) if hints else []})
        return
    click.echo(click.style(question.title, bold=True) + f"  ({question.source}; {points(asked)})\n")
    paragraph(asked.prompt)
    click.echo("\nNames you can use:\n")
    for name, meaning in described(question.notation):
        paragraph(f"  {name:<12} {meaning}", indent=15)
    for hint in asked.hints if hints else ():
        paragraph(f"\nHint: {hint}")


@commands.command("check", context_settings=FORMULAS)
@click.argument("part", metavar="PART")
@click.argument("answer", required=False)
@as_json_option
def check_command(part: str, answer: str | None, as_json: bool) -> None:
    """Check one answer.

    ANSWER is a formula, `-` for standard input, or @FILE; if it is left out, it
    is asked for. The exit status is 0 for correct, 1 for incorrect or
    unfinished, 3 for undecided, 4 for unreadable, 2 for a wrong command.
    """
    from checks.reading import read_answer, usable
    from checks.result import Result

    question, asked = known_part(part)
    reading = read_answer(typed(answer, asked), question, asked)
    if isinstance(reading, Result):
        result = reading
    else:
        from checks.check import check

        result = check(question, asked, reading)
    report(result, asked, {"part": part}, usable(question.notation), as_json=as_json)


@commands.command("equal", context_settings=FORMULAS)
@click.argument("left")
@click.argument("right")
@click.option("--let", multiple=True, metavar="DECLARATION", help='What a name is, as "z : real"; for each name.')
@click.option("--relation", default="=", show_default=True, metavar="RELATION", help="What is claimed: = < <= ~ => …")
@as_json_option
def equal_command(left: str, right: str, let: tuple[str, ...], relation: str, as_json: bool) -> None:
    """Check whether two formulas are equal, or related otherwise."""
    from checks.reading import read_pair
    from checks.result import Result

    pair = read_pair(left, right, "\n".join(let), relation)
    if isinstance(pair, Result):
        result = pair
    else:
        from checks.check import compare

        result = compare(*pair, relation)
    report(result, None, {"left": left, "right": right, "relation": relation}, (), as_json=as_json)


@commands.command("explain")
@click.argument("code", required=False)
@as_json_option
def explain_command(code: str | None, as_json: bool) -> None:
    """Explain an outcome or the code of a problem, with an example."""
    from checks.feedback import PAGES, visible

    if code is None:
        print_json(list(PAGES)) if as_json else paragraph("What can be explained: " + ", ".join(PAGES) + ".")
        return
    page = PAGES.get(code)
    if page is None:
        refuse(f"There is no code `{visible(code)}`.", code, PAGES, "`derivo explain` lists them all.")
    if as_json:
        print_json({"code": code, "meaning": page.meaning, "example": page.example, "better": page.better})
        return
    click.secho(code, bold=True)
    paragraph(page.meaning)
    for label, text in (("for example", page.example), ("readable", page.better)):
        if text:
            paragraph(f"\n  {label:<13}{shortened(text)}", indent=15)


@commands.command("grade")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A .jsonl or .csv file; else standard output.")
@click.option("--seconds", type=click.FloatRange(min=0.01), default=4.0, show_default=True, help="The most time for one row.")
@as_json_option
def grade_command(file: Path, output: Path | None, seconds: float, as_json: bool) -> None:
    """Grade many answers.

    FILE is .csv or .jsonl, with the fields part and answer (or left, right and
    let) and any others, which are carried over. There is one result for each
    row, in the same order. The summary goes to standard error; --json has it
    as JSON, on standard output if the results go to a file.
    """
    from checks.grading import grade, submissions, writer

    if file.suffix.lower() not in (".csv", ".jsonl"):
        raise click.UsageError(f"I grade .csv and .jsonl files, and {file.name} is neither.")
    if output and output.exists() and output.samefile(file):
        raise click.UsageError("The output would overwrite the file that is being graded.")
    questions = known_questions()
    try:
        with output.open("w", encoding="utf-8", newline="") if output else click.get_text_stream("stdout") as target:
            write = writer(output, target)
            counts = tally(grade(submissions(file), questions, seconds=seconds), write)
    except OSError as error:
        raise click.UsageError(f"{error.filename or output or 'standard output'}: {error.strerror}") from None
    summarise(counts, to_output=bool(output), as_json=as_json)
