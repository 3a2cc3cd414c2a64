"""What the names of a derivation were taken for: the same on every line, else the later ones stay open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from derivo.checks.steps.outcomes import Step


def consistent(steps: Sequence[Step], lines: Iterable[str]) -> tuple[list[Step], tuple[str, ...]]:
    """The steps, those open that take a name for something else than a step before, and all that was taken.

    `lines` are the declarations that were taken for names that the derivation defines.
    """
    kinds: dict[str, str] = dict(pair for line in lines for pair in _names(line))
    found: list[Step] = []
    for step in steps:
        taken = [pair for line in (step.result.taken if step.result else ()) for pair in _names(line)]
        clash = next((name for name, kind in taken if kinds.setdefault(name, kind) != kind), None)
        found.append(step if clash is None else _open(step, clash, kinds[clash], dict(taken)[clash]))
    return found, tuple(_lines(kinds))


def _open(step: Step, name: str, before: str, here: str) -> Step:
    if step.result is None or step.outcome not in ("follows", "fails"):
        return step
    facts = (("taken", f"{name} : {before}"), ("otherwise", f"{name} : {here}"))
    result = replace(step.result, outcome="undecided", reason="open-names", facts=facts, verdict=None)
    return replace(step, outcome="undecided", result=result)


def _names(line: str) -> Iterator[tuple[str, str]]:
    """The names that a declaration declares, each with all that stands behind the colon."""
    head, colon, kind = line.partition(" : ")
    for name in head.removeprefix("let ").split(", ") if colon else ():
        yield name.strip(), kind.strip()


def _lines(kinds: dict[str, str]) -> Iterator[str]:
    for kind in dict.fromkeys(kinds.values()):
        yield f"{', '.join(name for name, each in kinds.items() if each == kind)} : {kind}"
