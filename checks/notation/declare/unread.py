"""Declarations that cannot be read: which claims need them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from derivo.checks.notation.text.source import Problem

WORD = re.compile(r"[A-Za-z]+|[^\W\d_]")
BELOW = re.compile(r"[_^]\s*(?:\{[^{}]*\}|\\?\w)|\(.*")
HEAD = re.compile(r":(?!=)|[=~∼]|:=")
FONTS = frozenset(
    "let given also mathbf mathrm mathit mathcal mathbb mathsf mathfrak mathscr textbf textit text boldsymbol bm hat "
    "tilde bar vec widehat widetilde overline operatorname left right".split()
)


def is_condition(problem: Problem) -> bool:
    """Whether what cannot be read restricts the admissible points."""
    return problem.source.text.lstrip().startswith("given")


def concerns(problem: Problem, texts: Iterable[str]) -> bool:
    """Whether some texts may have a name in them that a line which cannot be read declares."""
    line = problem.source.text
    if line.lstrip().startswith("about"):
        return True
    if is_condition(problem):
        return False
    head = HEAD.split(line, maxsplit=1)[0]
    declared = {word for name in head.split(",") for word in WORD.findall(BELOW.sub("", name))} - FONTS
    return not declared or any(_occurs(word, text) for word in declared for text in texts)


def _occurs(word: str, text: str) -> bool:
    """Whether a word is one of a text, or letters of one."""
    return any(word in found for found in WORD.findall(text) if found not in FONTS)
