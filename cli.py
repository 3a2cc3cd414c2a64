"""The commands: arguments in, calls, text out. What needs SymPy is imported where it is called, for a quick start."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NoReturn

import click

from derivo.checks.arguments import Command
from derivo.checks.authoring import audit_command, new_command
from derivo.checks.boundary import Boundary
from derivo.checks.graders import grade_command
from derivo.checks.in_time import SECONDS, OutOfTime, bounded
from derivo.checks.terminal import (
    as_json_option,
    contents,
    known_part,
    known_questions,
    print_json,
    questions_option,
    refuse,
    typed,
)

if TYPE_CHECKING:
    from derivo.checks.question import Part, Question
    from derivo.checks.result import Outcome, Result
    from derivo.checks.steps.outcomes import WorkResult

STATUS: Mapping[Outcome, int] = {"correct": 0, "incorrect": 1, "unfinished": 1, "undecided": 3, "unreadable": 4}
COLOURS: Mapping[Outcome, str] = {
    "correct": "green",
    "incorrect": "red",
    "unfinished": "yellow",
    "undecided": "cyan",
    "unreadable": "magenta",
}
verbose_option = click.option("--verbose", is_flag=True, help="Say by which method it was proved.")
STEP_COLOURS: Mapping[object, str] = {
    "follows": "green",
    "fails": "red",
    "undecided": "cyan",
    "unreadable": "magenta",
}


def main() -> None:
    """The command `derivo`."""
    for stream in (sys.stdout, sys.stderr):
        if stream:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    commands(prog_name="derivo")


@click.group(cls=Boundary, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
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
@questions_option
@as_json_option
def list_command(as_json: bool) -> None:
    """List the questions and their parts."""
    from derivo.checks.feedback import shown_part, titled, worth

    questions = known_questions()
    if as_json:
        print_json([shown_part(question, part) for question in questions.values() for part in question.parts])
        return
    for question in questions.values():
        title, source = titled(question)
        click.echo(click.style(title, bold=True) + source)
        for part in question.parts:
            click.echo(f"  {question.id + '.' + part.name:<28} {part.kind:<10} {worth(part)}")
        click.echo()


@commands.command("show")
@click.argument("part", metavar="PART")
@click.option("--hints", is_flag=True, help="Show the hints, too.")
@questions_option
@as_json_option
def show_command(part: str, hints: bool, as_json: bool) -> None:
    """Show what a part asks, and which names may be used."""
    from derivo.checks.feedback import described, labelled, paragraph, shown_part, titled, worth

    question, asked = known_part(part)
    if as_json:
        print_json(shown_part(question, asked) | {"hints": list(asked.hints) if hints else []})
        return
    title, source = titled(question, worth(asked))
    click.echo(click.style(title, bold=True) + source + "\n")
    click.echo(paragraph(asked.prompt))
    click.echo("\nNames you can use:\n")
    click.echo(labelled(described(question.notation)))
    for hint in asked.hints if hints else ():
        click.echo("\n" + paragraph(f"Hint: {hint}"))


@commands.command("check", cls=Command)
@click.argument("part", metavar="PART")
@click.argument("answer", required=False)
@questions_option
@verbose_option
@as_json_option
def check_command(part: str, answer: str | None, verbose: bool, as_json: bool) -> None:
    """Check one answer.

    ANSWER is a formula, `-` for standard input, or @FILE; if it is left out, it
    is asked for. The exit status is 0 for correct, 1 for incorrect or
    unfinished, 3 for undecided, 4 for unreadable, 2 for a wrong command.
    """
    from derivo.checks.feedback import usable

    question, asked = known_part(part)
    text = typed(answer, asked)
    result = in_time(text, lambda: checked(text, question, asked))
    report(result, asked, {"part": part}, names=usable(question.notation), as_json=as_json, verbose=verbose)


@commands.command("equal", cls=Command)
@click.argument("left")
@click.argument("right")
@click.option("--let", multiple=True, metavar="DECLARATION", help='What a name is, as "z : real"; for each name.')
@click.option("--relation", default="=", show_default=True, metavar="RELATION", help="What is claimed: = < <= ~ => …")
@verbose_option
@as_json_option
def equal_command(left: str, right: str, let: tuple[str, ...], relation: str, verbose: bool, as_json: bool) -> None:
    """Check whether two formulas are equal, or related otherwise."""
    result = in_time(left, lambda: compared(left, right, "\n".join(let), relation))
    asked = {"left": left, "right": right, "relation": relation}
    report(result, None, asked, as_json=as_json, verbose=verbose)


@commands.command("steps", cls=Command)
@click.argument("file", metavar="FILE")
@click.option("--let", multiple=True, metavar="DECLARATION", help="What a name is, besides what the file declares.")
@as_json_option
def steps_command(file: str, let: tuple[str, ...], as_json: bool) -> None:
    """Check a derivation, line by line.

    FILE has declarations (let, given, about) and lines that begin with a
    relation (= <= ~ => <=>); `-` is standard input. A mark stands before each
    line: ✓ it follows from the one before, ✗ it does not, ? not decided,
    ! not read. The exit status is that of `check`.
    """
    from derivo.checks.feedback import MARKS, labelled, marked, paragraph, say_work, shown_steps, visible, work_record

    text = contents(file)
    work = worked(text, let)
    if as_json:
        print_json({**dict(work_record(work).items()), "steps": shown_steps(work)})
        sys.exit(STATUS[work.outcome])
    for outcome, line, notes in marked(work):
        mark = click.style(MARKS[outcome], fg=STEP_COLOURS.get(outcome), bold=True)
        click.echo(f" {mark} {line}" if line.strip() else "")
        for note in notes:
            click.echo(paragraph(f"     {note}", indent=5))
    if not text.endswith("\n"):
        click.echo()
    click.secho(paragraph(visible(say_work(work, brief=True).line())), fg=COLOURS[work.outcome], bold=True)
    if work.taken:
        click.echo("\n" + labelled([("taken as", visible("; ".join(work.taken)))]))
    sys.exit(STATUS[work.outcome])


@commands.command("explain")
@click.argument("code", required=False)
@as_json_option
def explain_command(code: str | None, as_json: bool) -> None:
    """Explain an outcome or the code of a problem, with an example."""
    from derivo.checks.feedback import PAGES, labelled, paragraph, quoted, visible

    if code is None:
        listed = paragraph("What can be explained: " + ", ".join(PAGES) + ".")
        print_json(list(PAGES)) if as_json else click.echo(listed)
        return
    page = PAGES.get(code)
    if page is None:
        refuse(f"There is no code `{visible(code)}`.", code, PAGES, "`derivo explain` lists them all.")
    if as_json:
        shown = {"meaning": page.meaning, "example": page.example, "better": page.better, "let": page.let}
        print_json({"code": code, **shown})
        return
    click.secho(code, bold=True)
    click.echo(paragraph(page.meaning))
    examples = [
        (label, quoted(text))
        for label, text in (("for example", page.example), ("readable", page.better), ("where", page.let))
        if text
    ]
    if examples:
        click.echo("\n" + labelled(examples))


commands.add_command(audit_command)
commands.add_command(new_command)
commands.add_command(grade_command)


def in_time(text: str, decide: Callable[[], Result]) -> Result:
    """What `decide` says of a text, or that there was no time for it."""
    from derivo.checks.notation.text.source import Source
    from derivo.checks.result import Result

    try:
        return bounded(SECONDS, decide)
    except OutOfTime:
        return Result("undecided", Source(text), reason="no-time", facts=(("why", f"{SECONDS} s"),))


def checked(text: str, question: Question, part: Part) -> Result:
    """What became of an answer; SymPy is imported only for what can be read."""
    from derivo.checks.reading import read_answer
    from derivo.checks.result import Result

    reading = read_answer(text, question, part)
    if isinstance(reading, Result):
        return reading
    from derivo.checks.check import check

    return check(question, part, reading)


def compared(left: str, right: str, let: str, relation: str) -> Result:
    """What became of two formulas; SymPy is imported only for what can be read."""
    from derivo.checks.inference.claims import read_claim
    from derivo.checks.result import Result

    claim = read_claim(left, right, let, relation)
    if isinstance(claim, Result):
        return claim
    from derivo.checks.equal import decided

    return decided(claim)


def worked(text: str, let: tuple[str, ...]) -> WorkResult:
    """What became of a derivation."""
    from derivo.checks.steps.deciding import check_work

    try:
        return bounded(SECONDS * (2 + text.count("\n")), lambda: check_work(text, let))
    except OutOfTime:
        raise click.UsageError("The time was up before all lines were decided.") from None


def report(
    result: Result,
    part: Part | None,
    asked: Mapping[str, str],
    *,
    names: tuple[str, ...] = (),
    as_json: bool,
    verbose: bool,
) -> NoReturn:
    """Prints what became of one answer and ends with its exit status."""
    from derivo.checks.feedback import blocks, evidence, labelled, record, say, visible

    relation = asked.get("relation", "=")
    if as_json:
        print_json({**asked, **dict(record(result, part, relation=relation, names=names).items())})
    else:
        headline, *rest = blocks(say(result, part, relation=relation, names=names))
        right = result.outcome in ("correct", "unfinished")  # of others, the message has it
        proof = evidence(result, part, brief=not verbose) if right else ""
        taken = "; ".join(result.taken)
        details = labelled([("taken as", taken), ("understood", visible(result.understood)), ("evidence", proof)])
        click.secho(headline, fg=COLOURS[result.outcome], bold=True)
        for block in filter(None, (*rest, details)):
            click.echo(f"\n{block}")
    sys.exit(STATUS[result.outcome])
