"""What is wrong with a question before a student sees it: its fields, its mistakes, its examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from derivo.checks.answers.properties import properties
from derivo.checks.check import check
from derivo.checks.question import Part, Question, QuestionError
from derivo.checks.reading import read_answer
from derivo.checks.result import Result
from derivo.checks.verdict import Proved

GARBAGE = ("", "   ", "?", "idk", "asdf qwer")
FINISHED = ("value", "limit")  # kinds of parts of which the question typed back is no answer
FAULTS = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: of which part, what, and the text of the file that it is about."""

    part: str
    what: str
    text: str = ""


def audit(question: Question) -> Iterator[Finding]:
    """All that is found to be wrong with a question whose formulas can be read."""
    for part in question.parts:
        yield from _fields(part)
        try:
            yield from _decided(question, part)
        except QuestionError as fault:
            yield Finding(part.name, fault.what)
        except FAULTS as fault:
            yield Finding(part.name, f"checking an answer to it fails ({type(fault).__name__}: {fault})")


def _fields(part: Part) -> Iterator[Finding]:
    if not part.prompt.strip():
        yield Finding(part.name, "it has no prompt")
    if not isinstance(part.points, Fraction) or part.points <= 0:
        yield Finding(part.name, f"it gives {part.points} points, and should give more than none")
    for name in ("hints", "accept", "reject", "free_of"):
        if isinstance(getattr(part, name), str):
            yield Finding(part.name, f"its {name} are one text: write ({getattr(part, name)!r},) with a comma", name)
    if not part.mistakes:
        yield Finding(part.name, "it knows no mistakes")
    for mistake in part.mistakes:
        if not mistake.advice.strip():
            yield Finding(part.name, f"the mistake `{mistake.name}` has no advice", mistake.name)


def _decided(question: Question, part: Part) -> Iterator[Finding]:
    """What answers to a part show."""
    for text in GARBAGE:
        if _outcome(question, part, text) in ("correct", "incorrect"):
            yield Finding(part.name, f"`{text}` counts as an answer")
    if part.kind in FINISHED and part.free_of and _outcome(question, part, part.asked) == "correct":
        yield Finding(part.name, "the question typed back is an answer", part.asked)
    for mistake in part.mistakes:
        yield from _mistaken(question, part, mistake.name, mistake.formula)
    for answers, wanted in ((part.accept, ("correct",)), (part.reject, ("incorrect", "unfinished", "unreadable"))):
        for answer in answers if isinstance(answers, tuple) else ():
            outcome = _outcome(question, part, answer)
            if outcome not in wanted:
                yield Finding(part.name, f"`{answer}` is {outcome}, and should be {wanted[0]}", answer)
    if part.shows:
        shown = {each.formula for each in properties(question, part) if isinstance(each.verdict, Proved)}
        for formula, kind, _ in part.shows:
            if formula not in shown:
                yield Finding(part.name, f"that {formula} is {kind} is not proved", formula)


def _mistaken(question: Question, part: Part, name: str, formula: str) -> Iterator[Finding]:
    """A mistake must be refuted, and known by its own name."""
    result = _result(question, part, formula)
    if result.outcome in ("correct", "unfinished"):
        yield Finding(part.name, f"the mistake `{name}` is the answer", formula)
    elif result.outcome == "undecided":
        yield Finding(part.name, f"the mistake `{name}` is not refuted", formula)
    elif result.outcome == "unreadable":
        yield Finding(part.name, f"the mistake `{name}` cannot be read as an answer", formula)
    elif part.kind != "statement" and result.mistake != name:
        other = f"is the same as `{result.mistake}`" if result.mistake else "is not known again"
        yield Finding(part.name, f"the mistake `{name}` {other}", formula)


def _outcome(question: Question, part: Part, text: str) -> str:
    return _result(question, part, text).outcome


def _result(question: Question, part: Part, text: str) -> Result:
    reading = read_answer(text, question, part)
    return reading if isinstance(reading, Result) else check(question, part, reading)
