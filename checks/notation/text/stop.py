"""How reading unwinds inside this package: private exceptions, caught at the package's border."""

from __future__ import annotations

from typing import NoReturn

from derivo.checks.notation.text.source import Problem, Source, Span


class ReadingError(Exception):
    """Carries the `Problem` to the border of the package; no caller outside ever sees it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def stop(code: str, source: Source, span: Span, /, **facts: str) -> NoReturn:
    """Unwinds with a problem."""
    raise ReadingError(Problem(code, source, span, tuple(facts.items())))


class NoMeaning(Exception):
    """Unwinds from what a tree denotes to `meaning.denote`."""

    def __init__(self, code: str, span: Span, *facts: tuple[str, str]) -> None:
        super().__init__(code)
        self.code, self.span, self.facts = code, span, facts
