"""The commands of whoever writes questions; what needs SymPy is imported where it is called."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from derivo.checks.terminal import as_json_option, known_questions, print_json, questions_option, refuse


@click.command("audit")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@questions_option
@as_json_option
def audit_command(files: tuple[Path, ...], as_json: bool) -> None:
    """See whether questions are in order.

    Of each part it is tried whether its mistakes are refuted and told apart,
    its examples (accept, reject) are decided as they should be, what it shows
    is proved, and no words or blanks count as an answer. Without FILES, all
    questions are audited. The exit status is 1 if something is wrong.
    """
    from derivo.checks.audit import audit
    from derivo.derivations import audited

    questions, findings = audited(files) if files else (known_questions(), [])
    for question in questions.values():
        found = [(question.id, finding.part, finding.what) for finding in audit(question)]
        findings += found
        if not as_json:
            parts = len(question.parts)
            click.echo(
                f"{question.id:<24} {parts} part{'s' * (parts > 1)}, "
                + (f"{len(found)} wrong" if found else "in order")
            )
    if as_json:
        print_json([dict(zip(("question", "part", "what"), finding, strict=True)) for finding in findings])
    else:
        for name, part, what in findings:
            click.echo(f"\n{'.'.join(filter(None, (name, part)))}: {what}.")
    sys.exit(1 if findings else 0)


@click.command("new")
@click.argument("name")
@click.option("--kind", default="value", show_default=True, metavar="KIND", help="value, stationary, objective, …")
@click.option("--folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
def new_command(name: str, kind: str, folder: Path) -> None:
    """Start a question of your own: a short file that passes its audit.

    KIND is value, stationary, objective, limit, distribution or statement.
    """
    from derivo.checks.templates import KINDS
    from derivo.derivations import NAME

    if kind not in KINDS:
        refuse(f"There is no kind `{kind}`.", kind, KINDS, f"It is one of {', '.join(KINDS)}.")
    if not NAME.fullmatch(name):
        raise click.UsageError(f"`{name}` is no name: small letters, digits and hyphens are.")
    file = folder / f"{name.replace('-', '_')}.py"
    if file.exists():
        raise click.UsageError(f"{file} is there already.")
    file.write_text(KINDS[kind].format(name=name), encoding="utf-8")
    click.echo(f"Wrote {file}. Next: derivo audit {file}")
