"""Checks formulas that people derive by hand: the interface for Python and notebooks.

>>> import derivo
>>> derivo.equal("(a + b)^2", "a^2 + 2ab + b^2", let="a, b : real").outcome
'correct'
>>> wrong = derivo.check("gelu.derivative", "sigma(cz) + z sigma(cz)(1 - sigma(cz))")
>>> wrong.outcome
'incorrect'
>>> print(derivo.read("sum_n x_n^2/N", let=["N : size", "x_n : real for n in 1..N"]))
∑_{n=1}^N xₙ²/N
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivo.checks.question import Part
    from derivo.checks.result import Outcome, Result

__all__ = ["Checked", "Derived", "Unreadable", "check", "equal", "read", "steps"]


class Unreadable(ValueError):
    """A text that could not be read, or a part that there is none of: the message says why."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one answer or one claim.

    `outcome` is correct, incorrect, unfinished, undecided or unreadable; `message` says it in sentences, `evidence`
    what it stands on (a method of proof, or a point), `understood` the formula as it was read, in Unicode.
    """

    outcome: Outcome
    message: str
    evidence: str = ""
    understood: str = ""

    def __bool__(self) -> bool:
        """Refused: raises TypeError."""
        raise TypeError("an outcome is neither true nor false: undecided is not wrong; compare `.outcome`")

    def _repr_html_(self) -> str:
        rows = (("understood", self.understood), ("evidence", self.evidence))
        details = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
        return f"<p><strong>{self.outcome}</strong> {escape(self.message)}</p><dl>{details}</dl>"


def check(part: str, text: str) -> Checked:
    """What becomes of an answer to a part such as `gelu.derivative`. Raises Unreadable if there is no such part."""
    from derivo.checks.feedback import usable
    from derivo.checks.question import part_named
    from derivo.cli import checked
    from derivo.derivations import catalogue

    found = part_named(catalogue(only=part.partition(".")[0]), part)
    if found is None:
        raise Unreadable(f"there is no part {part!r}: `derivo list` shows them all")
    question, asked = found
    return _said(checked(text, question, asked), asked, names=usable(question.notation))


def equal(left: str, right: str, *, let: str | Iterable[str] = (), relation: str = "=") -> Checked:
    """Whether two formulas are equal, or related otherwise, in names that are declared: `let=["x : real", …]`."""
    from derivo.cli import compared

    return _said(compared(left, right, _lines(let), relation), None, relation=relation)


@dataclass(frozen=True, slots=True)
class Derived(Checked):
    """What became of a derivation: `steps` are the outcomes of its sides, in order, None where nothing is claimed.

    `lines` are its lines as typed, each with the outcome of what stands on it and what is to be said of it.
    """

    steps: tuple[str | None, ...] = ()
    first_wrong_step: int | None = None
    lines: tuple[tuple[str, str, str], ...] = ()

    def _repr_html_(self) -> str:
        marks = {"follows": "✓", "fails": "✗", "undecided": "?", "unreadable": "!"}
        rows = "".join(
            f"<tr><td>{marks.get(outcome, '')}</td><td><pre>{escape(line)}</pre>{escape(said)}</td></tr>"
            for outcome, line, said in self.lines
        )
        return f"<p><strong>{self.outcome}</strong> {escape(self.message)}</p><table>{rows}</table>"


def steps(text: str, *, let: str | Iterable[str] = ()) -> Derived:
    r"""What becomes of a derivation: each side against the one before it (docs/steps.md).

    >>> steps("(a + b)^2\n= a^2 + b^2\n= b^2 + a^2").steps
    (None, 'fails', 'follows')
    """
    from derivo.checks.feedback import marked, work_record
    from derivo.checks.steps.deciding import check_work

    work = check_work(text, _lines(let).split("\n") if let else ())
    found = work_record(work)
    lines = tuple((outcome or "", line, " ".join(said)) for outcome, line, said in marked(work))
    return Derived(found.outcome, found.message, "", "", found.steps or (), found.first_wrong_step, lines)


def read(text: str, *, let: str | Iterable[str] = ()) -> str:
    """A formula as it is understood, in Unicode. Raises Unreadable, with the reason."""
    from derivo.checks.answers.claims import understood
    from derivo.checks.feedback import say_problem
    from derivo.checks.notation import Problem, declare, read as read_answer

    names = declare(_lines(let).split("\n"))
    reading = names if isinstance(names, Problem) else read_answer(text, names)
    if isinstance(reading, Problem):
        raise Unreadable(say_problem(reading).what)
    return understood(reading)


def _lines(let: str | Iterable[str]) -> str:
    return let if isinstance(let, str) else "\n".join(let)


def _said(result: Result, part: Part | None, *, relation: str = "=", names: tuple[str, ...] = ()) -> Checked:
    from derivo.checks.feedback import record

    found = record(result, part, relation=relation, names=names)
    return Checked(found.outcome, found.message, found.evidence, found.understood)
