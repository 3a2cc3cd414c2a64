"""What an instructor writes: a question, its parts, and what each part asks.

Formulas are written as text in the question's own notation; SymPy derives the reference from them when it is
needed. So a catalogue of questions is read without importing SymPy.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from derivo.checks.notation.names.names import Notation

Kind = Literal["value", "limit", "statement", "objective", "distribution"]
Mistakes = Mapping[str, tuple[str, str]]
LONGEST_ID = 60  # characters; a longer one resembles none


class QuestionError(Exception):
    """A question file that is not in order: what is wrong, in which file, at which line and part if known."""

    def __init__(self, what: str, *, file: str = "", line: int | None = None, part: str = "") -> None:
        super().__init__(what)
        self.what, self.file, self.line, self.part = what, file, line, part

    def __str__(self) -> str:
        places = (self.file, f"line {self.line}" if self.line else "", f"part {self.part}" if self.part else "")
        return f"{', '.join(filter(None, places))}: {self.what}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong answer, its name and the advice for whoever made it.

    The two make one sentence: "It looks as if the inner derivative is missing: by the chain rule, …".
    """

    name: str
    formula: str
    advice: str


@dataclass(frozen=True, slots=True)
class Part:
    """One asked-for result.

    `asked` is the formula that denotes what is asked (`dφ/dz`): the reference is derived from it, never typed in.
    With an
    `objective`, `asked` is the entry of a family by which it is to be made stationary, under the condition that the
    entries sum to one over
    `sums_to_one` if that is an index; the least objective over the 0s and 1s of `assigned` (an entry, and the index
    over which one of them is 1) answers as well. What was asked in the parts listed in `after` is put in wherever it
    stands.
    `called` is what messages call it ("the derivative"). `free_of` are the names that a finished answer must not
    contain, besides derivatives and limits that are left undone. A statement must be `about` the first of the formulas
    listed there; with `free_of`, one side must have these names in bounds of sums only, as numbers of repetitions. A
    formula of `also` answers as well as `asked` (a Hessian, where convexity is to be shown), and may contain any name.
    What equals a formula of `partly` is right, and not enough. `where` gives entries that have a value in this part. An
    answer in pieces (a = …, b = …) is put together as `whole` (aᵀx + b). `shows` are properties that the program proves
    along, as part of the evidence: a formula, `affine`, `convex` or `concave`, and the name in which it is so. An
    objective answers with any other that has the same minimisers; where what the notation is `about` stands, nothing of
    `free_of` must, formulas included. The question calls it by a `letter`. What cannot be read
    is for a person where the answer may be `in_words`. `accept` and `reject` are answers that must be right and wrong:
    `derivo audit` looks.
    """

    name: str
    prompt: str
    kind: Kind
    asked: str = ""
    called: str = "what is asked"
    points: Fraction = Fraction(1)
    free_of: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[str, ...] = ()
    objective: str = ""
    sums_to_one: str = ""
    assigned: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    whole: str = ""
    shows: tuple[tuple[str, str, str], ...] = ()
    in_words: bool = False
    letter: str = ""
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()

    def mistake(self, name: str) -> Mistake | None:
        """The known mistake called `name`, or None."""
        return next((mistake for mistake in self.mistakes if mistake.name == name), None)

    def formulas(self) -> Iterator[str]:
        """Every formula that the instructor wrote for this part."""
        yield from (
            formula for formula in (self.asked, self.objective, *self.about, *self.also, *self.partly) if formula
        )
        yield from (formula for pair in self.where for formula in pair)
        yield from (mistake.formula for mistake in self.mistakes)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One exam question: its id, title, source, notation and parts. The id of a part is `question.part`.

    An answer that cannot be read in `notation` is read in the `others`, in which all formulas of the parts can be read,
    too: numbers in place of vectors, say. Two questions are the same only if they are one object, so that what is
    derived from one can be kept by it.
    """

    id: str
    title: str
    source: str
    notation: Notation
    parts: tuple[Part, ...]
    others: tuple[Notation, ...] = ()
    variants: tuple[Question, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """The question in each of its notations."""
        others = (replace(self, notation=notation, others=()) for notation in self.others)
        object.__setattr__(self, "variants", (self, *others))

    def variant(self, notation: Notation) -> Question:
        """The question in the notation of which `notation` is an extension."""
        known = notation.names.items()
        return next((each for each in self.variants if each.notation.names.items() <= known), self)

    def part(self, name: str) -> Part | None:
        """The part called `name`, or None."""
        return next((part for part in self.parts if part.name == name), None)


def part_named(questions: Mapping[str, Question], identity: str) -> tuple[Question, Part] | None:
    """The question and the part with an id such as `gelu.derivative`, or None."""
    question = questions.get(identity.partition(".")[0])
    part = question.part(identity.partition(".")[2]) if question else None
    return (question, part) if question and part else None


def nearest_parts(questions: Mapping[str, Question], identity: str) -> tuple[str, ...]:
    """The ids of parts that resemble `identity`, best first."""
    known = [f"{question.id}.{part.name}" for question in questions.values() for part in question.parts]
    return tuple(difflib.get_close_matches(identity[:LONGEST_ID], known, n=3, cutoff=0.6))


def value(
    name: str,
    prompt: str,
    *,
    asked: str,
    called: str = "what is asked",
    points: float | Fraction = 1,
    free_of: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    partly: tuple[str, ...] = (),
    where: Mapping[str, str] | None = None,
    whole: str = "",
    shows: tuple[tuple[str, str, str], ...] = (),
    in_words: bool = False,
    mistakes: Mistakes | None = None,
    hints: tuple[str, ...] = (),
    accept: tuple[str, ...] = (),
    reject: tuple[str, ...] = (),
) -> Part:
    """A part that asks for an expression equal to `asked`, with nothing of `free_of` left in it.

    `mistakes` maps the name of a mistake to the wrong formula and the advice. For the others see `Part`.
    """
    return Part(
        name, prompt, "value", asked, called, Fraction(points), free_of, (), _known(mistakes), hints,
        also=also, partly=partly, where=tuple((where or {}).items()), whole=whole, shows=shows, in_words=in_words,
        accept=accept, reject=reject,
    )  # fmt: skip


def stationary(
    name: str,
    prompt: str,
    *,
    of: str,
    objective: str,
    sums_to_one: str = "",
    assigned: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    called: str = "what is asked",
    points: float | Fraction = 1,
    mistakes: Mistakes | None = None,
    hints: tuple[str, ...] = (),
    accept: tuple[str, ...] = (),
    reject: tuple[str, ...] = (),
) -> Part:
    """A part that asks for the value of `of` at which `objective` is stationary, its other names being given."""
    return Part(
        name, prompt, "value", of, called, Fraction(points), (), (), _known(mistakes), hints, objective,
        sums_to_one, assigned, after, accept=accept, reject=reject
    )  # fmt: skip


def limit(
    name: str,
    prompt: str,
    *,
    asked: str,
    called: str = "the limit",
    points: float | Fraction = 1,
    mistakes: Mistakes | None = None,
    hints: tuple[str, ...] = (),
    accept: tuple[str, ...] = (),
    reject: tuple[str, ...] = (),
) -> Part:
    """A part that asks for the value of a limit; `asked` is the limit itself, `lim_{z→∞} φ′(z)`."""
    return Part(
        name, prompt, "limit", asked, called, Fraction(points), (), (), _known(mistakes), hints,
        accept=accept, reject=reject,
    )  # fmt: skip


def objective(
    name: str,
    prompt: str,
    *,
    asked: str,
    called: str = "the loss",
    letter: str = "L",
    points: float | Fraction = 1,
    free_of: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    mistakes: Mistakes | None = None,
    hints: tuple[str, ...] = (),
    accept: tuple[str, ...] = (),
    reject: tuple[str, ...] = (),
) -> Part:
    """A part that asks for an objective with the same minimisers as `asked`, in what the notation is `about`.

    It answers up to a positive factor and a constant, and exactly where it is said to be equal: to `letter` (L = …), or
    to the objective itself.
    """
    return Part(
        name, prompt, "objective", asked, called, Fraction(points), free_of, (), _known(mistakes), hints,
        also=also, letter=letter, accept=accept, reject=reject,
    )  # fmt: skip


def distribution(
    name: str,
    prompt: str,
    *,
    asked: str,
    called: str = "the distribution",
    letter: str = "",
    points: float | Fraction = 1,
    mistakes: Mistakes | None = None,
    hints: tuple[str, ...] = (),
    accept: tuple[str, ...] = (),
    reject: tuple[str, ...] = (),
) -> Part:
    """A part that asks for a normal distribution; `asked` is `N(m, S)`, limits and sums in it being carried out.

    With a `letter` (X_T), an answer that says it of another quantity is for a person.
    """
    return Part(
        name, prompt, "distribution", asked, called, Fraction(points), (), (), _known(mistakes), hints, letter=letter,
        accept=accept, reject=reject,
    )  # fmt: skip


def statement(
    name: str,
    prompt: str,
    *,
    about: tuple[str, ...],
    points: float | Fraction = 1,
    free_of: tuple[str, ...] = (),
    mistakes: Mistakes | None = None,
    hints: tuple[str, ...] = (),
    accept: tuple[str, ...] = (),
    reject: tuple[str, ...] = (),
) -> Part:
    """A part that asks for any true, non-trivial statement about the first of the formulas in `about`.

    The others may stand in it. `free_of` are families of whole numbers from 1 on that one side must do without, but for
    how often something is repeated there.
    """
    return Part(
        name, prompt, "statement", "", "", Fraction(points), free_of, about, _known(mistakes), hints,
        accept=accept, reject=reject,
    )  # fmt: skip


def _known(mistakes: Mistakes | None) -> tuple[Mistake, ...]:
    return tuple(Mistake(name, formula, advice) for name, (formula, advice) in (mistakes or {}).items())
