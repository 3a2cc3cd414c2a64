"""The commands of whoever grades; the rooms that they need are imported where they are called, for a quick start."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from derivo.checks.boundary import INTERRUPTED
from derivo.checks.terminal import as_json_option, known_questions, print_json, questions_option

if TYPE_CHECKING:
    from derivo.checks.grading import Columns, Graded
    from derivo.checks.question import Question

COUNTED = ("correct", "incorrect", "unfinished", "undecided", "unreadable", "blank")
READ = (".csv", ".tsv", ".txt", ".jsonl")
WRITTEN = (".csv", ".jsonl")


@click.command("grade")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A .jsonl or .csv file; else standard output."
)
@click.option("--column", "columns", multiple=True, metavar="NAME=PART", help="A column with the answers to a part.")
@click.option("--id", "id_column", default="", metavar="NAME", help="The column with the ids of the rows.")
@click.option("--student", default="", metavar="NAME", help="The column with the students.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; all cores, if it is left out.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.01),
    default=60.0,
    show_default=True,
    help="The most time for one row: a net.",
)
@questions_option
@as_json_option
def grade_command(
    file: Path,
    output: Path | None,
    columns: tuple[str, ...],
    id_column: str,
    student: str,
    jobs: int | None,
    seconds: float,
    as_json: bool,
) -> None:
    """Grade many answers.

    FILE is .csv, .tsv or .jsonl, with the fields part and answer (or left,
    right and let; or work), or a table with a column for each part, named by
    its id or by --column. All other fields are carried over. There is one
    result for each answer, in the same order. The summary goes to standard
    error; --json has it as JSON, on standard output if the results go to a
    file.
    """
    from derivo.checks.grading import TableError, grade, submissions, writer

    refuse_names(file, output)
    questions = known_questions()
    ids = frozenset(f"{question.id}.{part.name}" for question in questions.values() for part in question.parts)
    known = named(columns, id_column, student, ids)
    said_encoding(file)
    try:
        rows = submissions(file, known, ids)
        with output.open("w", encoding="utf-8", newline="") if output else nullcontext(sys.stdout) as target:
            results = grade(rows, questions, seconds=seconds, jobs=jobs or os.cpu_count() or 1)
            counts, complete = write_all(results, writer(output, target))
    except BrokenPipeError:
        raise
    except TableError as error:
        raise click.UsageError(told(error.what, error.columns, questions)) from None
    except OSError as error:
        raise click.UsageError(f"{error.filename or output or 'standard output'}: {error.strerror}") from None
    if as_json:
        totals: dict[str, object] = {"submissions": sum(counts.values()), "complete": complete}
        print_json({**totals, **counts}, err=not output)
    else:
        summary = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "none"
        click.echo(f"{'' if complete else 'Interrupted. '}{sum(counts.values())} submissions: {summary}", err=True)
    sys.exit(0 if complete else INTERRUPTED)


def refuse_names(file: Path, output: Path | None) -> None:
    """Ends the command if a file cannot be read or written as its name says."""
    if file.suffix.lower() not in READ:
        raise click.UsageError(f"I grade {', '.join(READ[:-1])} and {READ[-1]} files, and {file.name} is none of them.")
    if output and output.suffix.lower() not in WRITTEN:
        raise click.UsageError(f"I write {' and '.join(WRITTEN)} files, and {output.name} is neither.")
    if output and output.exists() and output.samefile(file):
        raise click.UsageError("The output would overwrite the file that is being graded.")


def named(columns: Iterable[str], id_column: str, student: str, ids: frozenset[str]) -> Columns:
    """What the options say of columns; ends the command at a part that there is not."""
    from derivo.checks.grading import Columns

    parts: dict[str, str] = {}
    for each in columns:
        name, equals, part = each.rpartition("=")
        if not equals or part.strip() not in ids:
            raise click.UsageError(f'`{each}` names no part: --column "NAME=PART", as `derivo list` has them.')
        parts[name.strip()] = part.strip()
    return Columns(parts, id_column, student)


def said_encoding(file: Path) -> None:
    """Says how a file is encoded, if it is no UTF-8."""
    from derivo.checks.grading.encodings import encoding_of

    encoding = encoding_of(file)
    if encoding != "utf-8":
        click.echo(f"{file.name} is read as {encoding}.", err=True)


def told(what: str, columns: Iterable[str], questions: Mapping[str, Question]) -> str:
    """Why a table cannot be graded, its columns, and what to write."""
    part = next((f"{question.id}.{part.name}" for question in questions.values() for part in question.parts), "PART")
    found = ", ".join(f"`{name}`" for name in columns) or "none"
    example = next(iter(columns), "Question 1")
    return f'{what} Its columns are {found}. For example: --column "{example}={part}"'


def write_all(results: Iterable[Graded], write: Callable[[Graded], None]) -> tuple[Mapping[str, int], bool]:
    """How many results of each outcome were written, and whether all were; an interrupt leaves whole lines."""
    counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
    try:
        for count, graded in enumerate(results, start=1):
            write(graded)
            counts["blank" if graded.record.problem == "blank" else graded.record.outcome] += 1
            if sys.stderr.isatty() and count % 50 == 0:
                click.echo(f"\r{count} graded", err=True, nl=False)
    except KeyboardInterrupt:
        return counts, False
    return counts, True
