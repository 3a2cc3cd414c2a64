"""The catalogue: one question per file of this package, found by being there."""

from __future__ import annotations

import importlib
import pkgutil
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, ModuleType

from checks.notation import NotationError
from checks.question import Question, QuestionError, examine

# What goes wrong while a question file is imported, and is the instructor's to mend.
FAULTS = (NotationError, SyntaxError, NameError, TypeError, ValueError, AttributeError, ImportError)


def catalogue() -> Mapping[str, Question]:
    """Every question by its id, in the order of the ids.

    Raises `QuestionError` at the first question file that is not in order.

    >>> "gelu" in catalogue()
    True
    """
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return gathered([load(name) for name in sorted(names)])


def gathered(questions: list[Question]) -> Mapping[str, Question]:
    """The questions by their ids; an id that two files claim is a `QuestionError`."""
    found: dict[str, Question] = {}
    for question in sorted(questions, key=lambda question: question.id):
        if question.id in found:
            raise QuestionError(f"two questions have the id `{question.id}`", file=question.source)
        found[question.id] = question
    return MappingProxyType(found)
