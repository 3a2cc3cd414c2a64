"""A text as typed, the ranges of it, and what could not be read there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """The half-open range `start` … `end` of a text, in characters."""

    start: int
    end: int

    def __or__(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Source:
    """A text exactly as typed."""

    text: str

    def at(self, span: Span) -> str:
        """The piece of the text under `span`."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read: a code that `derivo explain` knows, where, and the facts of the case.

    A value, never raised across a module's border. The sentence is made in `checks.feedback`.
    """

    code: str
    source: Source
    span: Span
    facts: tuple[tuple[str, str], ...] = ()
