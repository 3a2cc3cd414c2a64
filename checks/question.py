"""What an instructor writes: a question, its parts, and what each part asks.

Formulas are written as text in the question's own notation; SymPy derives the reference from them when it is
needed. So a catalogue of questions is read without importing SymPy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from checks.notation.names import Notation

Kind = Literal["value", "limit", "statement"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong answer, its name and the advice for whoever made it."""

    name: str
    formula: str
    advice: str


@dataclass(frozen=True, slots=True)
class Part:
    """One asked-for result.

    `asked` is the formula that denotes what is asked (`dφ/dz`): the reference is derived from it, never typed in.
    `free_of` are the names that a finished answer must not contain, besides derivatives and limits that are
    left undone. A statement must be `about` one of the formulas listed there.
    """

    name: str
    prompt: str
    kind: Kind
    asked: str = ""
    points: Fraction = Fraction(1)
    free_of: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One exam question: its id, title, source, notation and parts."""

    id: str
    title: str
    source: str
    notation: Notation
    parts: tuple[Part, ...]

    def part(self, name: str) -> Part | None:
        """The part called `name`, or None."""
        return next((part for part in self.parts if part.name == name), None)


def value(
    name: str,
    prompt: str,
    *,
    asked: str,
    points: float | Fraction = 1,
    free_of: tuple[str, ...] = (),
    mistakes: Mapping[str, tuple[str, str]] | None = None,
    hints: tuple[str, ...] = (),
) -> Part:
    """A part that asks for an expression equal to `asked`, with nothing of `free_of` left in it.

    `mistakes` maps the name of a mistake to the wrong formula and the advice.
    """
    known = tuple(Mistake(key, formula, advice) for key, (formula, advice) in (mistakes or {}).items())
    return Part(name, prompt, "value", asked, Fraction(points), free_of, (), known, hints)


def limit(
    name: str,
    prompt: str,
    *,
    asked: str,
    points: float | Fraction = 1,
    mistakes: Mapping[str, tuple[str, str]] | None = None,
    hints: tuple[str, ...] = (),
) -> Part:
    """A part that asks for the value of a limit; `asked` is the limit itself, `lim_{z→∞} φ′(z)`."""
    known = tuple(Mistake(key, formula, advice) for key, (formula, advice) in (mistakes or {}).items())
    return Part(name, prompt, "limit", asked, Fraction(points), (), (), known, hints)


def statement(
    name: str,
    prompt: str,
    *,
    about: tuple[str, ...],
    points: float | Fraction = 1,
    mistakes: Mapping[str, tuple[str, str]] | None = None,
    hints: tuple[str, ...] = (),
) -> Part:
    """A part that asks for any true, non-trivial statement about one of the formulas in `about`."""
    known = tuple(Mistake(key, formula, advice) for key, (formula, advice) in (mistakes or {}).items())
    return Part(name, prompt, "statement", "", Fraction(points), (), about, known, hints)
