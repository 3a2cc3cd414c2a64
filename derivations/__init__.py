"""The catalogue: one question per file of this package and of further folders, found by being there."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, ModuleType

from derivo.checks.feedback import say_problem
from derivo.checks.notation import NotationError, Problem, read_formula
from derivo.checks.question import Part, Question, QuestionError

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What a question file can fail with while it is imported. All of it is the instructor's to mend.
FAULTS = (SyntaxError, NameError, TypeError, ValueError, AttributeError, LookupError, ImportError)


def catalogue(
    folder: Path = Path(__file__).parent, package: str = __name__, *, only: str = ""
) -> Mapping[str, Question]:
    """Every question by its id, in the order of the ids. The name of a file does not matter.

    Raises `QuestionError` at the first question that is not in order. The formulas of a question are read to see that
    they can be; with `only`, those of the question with this id, and a file that is not in order matters only if that
    question is not found.

    >>> "gelu" in catalogue()
    True
    """
    found: dict[str, Question] = {}
    faults: list[QuestionError] = []
    for module in pkgutil.iter_modules([str(folder)]):
        file = folder / f"{module.name}.py"
        try:
            question = loaded(file, f"{package}.{module.name}")
        except QuestionError as fault:
            faults.append(fault)
            continue
        if only in ("", question.id):
            examine(question, file)
        if question.id in found:
            raise QuestionError(f"another file has the question `{question.id}`, too", file=file.name)
        found[question.id] = question
    if faults and only not in found:
        raise faults[0]
    return MappingProxyType(dict(sorted(found.items())))


def gathered(
    folders: Sequence[Path] = (), *, only: str = ""
) -> tuple[Mapping[str, Question], tuple[QuestionError, ...]]:
    """The questions of the package and of further folders, and what is wrong with files that are left out.

    With `only`, the formulas of that question alone are read.
    """
    found = dict(catalogue(only=only))
    faults: list[QuestionError] = []
    for file in (file for folder in folders for file in files_in(folder)):
        try:
            question = in_file(file)
            if only in ("", question.id):
                examine(question, file)
        except QuestionError as fault:
            faults.append(fault)
            continue
        if question.id in found:
            faults.append(QuestionError(f"there is another question `{question.id}`", file=str(file)))
        else:
            found[question.id] = question
    return MappingProxyType(dict(sorted(found.items()))), tuple(faults)


def audited(files: Sequence[Path]) -> tuple[Mapping[str, Question], list[tuple[str, str, str]]]:
    """The questions of some files, and what is wrong with those that cannot be loaded: the file, no part, and what."""
    found: dict[str, Question] = {}
    faults: list[tuple[str, str, str]] = []
    for file in files:
        try:
            question = in_file(file)
            examine(question, file)
            found[question.id] = question
        except QuestionError as fault:
            faults.append((str(file), "", str(fault)))
    return found, faults


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder that may define questions, in order."""
    yield from sorted(file for file in folder.glob("*.py") if not file.name.startswith("_"))


def in_file(file: Path) -> Question:
    """The question that a file outside of the package defines."""
    return _question(file, lambda: _executed(file))


def _executed(file: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(f"derivo_question_{file.stem}", file)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def loaded(file: Path, module: str) -> Question:
    """The question that a file of a package defines."""
    return _question(file, lambda: importlib.import_module(module))


def _question(file: Path, load: Callable[[], ModuleType]) -> Question:
    try:
        found = getattr(load(), "QUESTION", None)
    except NotationError as error:
        what = say_problem(error.problem).text()
        raise QuestionError(what, file=file.name, line=_line_of_fault(file, error)) from error
    except FAULTS as error:
        what = f"{type(error).__name__}: {error}"
        raise QuestionError(what, file=file.name, line=_line_of_fault(file, error)) from error
    if not isinstance(found, Question):
        raise QuestionError("it defines no QUESTION", file=file.name)
    return found


def examine(question: Question, file: Path) -> None:
    """Raises `QuestionError` unless ids can be told apart and every formula can be read."""
    if not question.id or "." in question.id:
        raise QuestionError("a question needs an id without a point in it", file=file.name)
    for name in (question.id, *(part.name for part in question.parts)):
        if not NAME.fullmatch(name):
            what = f"`{name}` is no name: small letters, digits and hyphens are"
            raise QuestionError(what, file=file.name, line=_line_with(file, name))
    for name, count in Counter(part.name for part in question.parts).items():
        if count > 1:
            raise QuestionError("there are two parts of this name", file=file.name, part=name)
    for part in question.parts:
        if not part.asked and not part.about:
            raise QuestionError("it says neither what is asked nor what it is about", file=file.name, part=part.name)
        for name in part.free_of:
            if question.notation.lookup(name) is None and isinstance(read_formula(name, question.notation), Problem):
                line = _line_with(file, name)
                raise QuestionError(f"`{name}` is not declared", file=file.name, line=line, part=part.name)
        _examine_formulas(question, part, file)


def _examine_formulas(question: Question, part: Part, file: Path) -> None:
    for formula in part.formulas():
        problem = read_formula(formula, question.notation)
        if isinstance(problem, Problem):
            line = _line_with(file, formula) or _line_with(file, part.name)
            raise QuestionError(say_problem(problem).text(), file=file.name, line=line, part=part.name)


def _line_of_fault(file: Path, error: Exception) -> int | None:
    """The last line of `file` that was at work when the error came up."""
    if isinstance(error, SyntaxError):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == str(file)), None)


def _line_with(file: Path, text: str) -> int | None:
    """The first line of `file` that has `text` between quotes."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if f'"{text}"' in line), None)
