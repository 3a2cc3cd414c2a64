"""What is asked, for people and for programs."""

from __future__ import annotations

from derivo.checks.feedback.layout import COLUMNS
from derivo.checks.feedback.names import described
from derivo.checks.question import Part, Question


def titled(question: Question, *more: str) -> tuple[str, str]:
    """The title of a question, and what follows it: the source and more, on a line of its own if there is no room."""
    source = f"({'; '.join((question.source, *more))})"
    fits = len(question.title) + 2 + len(source) <= COLUMNS
    return question.title, ("  " if fits else "\n  ") + source


def worth(part: Part) -> str:
    """The points of a part."""
    return f"{float(part.points):g} {'point' if part.points == 1 else 'points'}"


def shown_part(question: Question, part: Part) -> dict[str, object]:
    """What a part is, by name."""
    return {
        "part": f"{question.id}.{part.name}",
        "title": question.title,
        "source": question.source,
        "kind": part.kind,
        "points": float(part.points),
        "prompt": part.prompt,
        "names": dict(described(question.notation)),
    }
