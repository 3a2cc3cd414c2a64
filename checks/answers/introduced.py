"""New names before an answer, `y = …`: they name what is asked, unless the question knows them for something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.chains import determines, makes_unknown
from derivo.checks.answers.forms import asked_by_name, mentions_undone
from derivo.checks.notation import Problem, read_formula
from derivo.checks.notation.text.characters import GREEK
from derivo.checks.notation.trees.walk import names_in
from derivo.checks.question import Question

PLAIN = re.compile(r"(?:\\(?:math[a-z]+|bm|boldsymbol)\s*\{?)?\\?([^\W\d_]+)\}?\s*_")
SLOPE = re.compile(r"∂|∇|\\partial|\\nabla|\bd\S*\s*/\s*d")
BRACKET = re.compile(r"\(([^()]*)\)")


def names_another(answer: Answer, variants: Iterable[Question]) -> bool:
    """Whether the new name before an answer is that of something else.

    It is if another notation of the question has it, and not for what is asked; if it is the letter of something else
    with an index (N_k beside a size N); if it is a function of what is asked (λ(H)), or a derivative where none is.
    """
    name = answer.reading.introduced
    others = [variant for variant in variants if variant is not answer.question]
    known = any(_has_it(variant, answer, name) for variant in others)
    slope = SLOPE.search(name) and not any(mentions_undone(target.name) for target in answer.reference.targets)
    return bool(name) and bool(known or slope or _borrows(answer, name) or _is_function(answer, name))


def _has_it(variant: Question, answer: Answer, name: str) -> bool:
    """Whether a name is one of a notation, and there not that of what is asked."""
    node = read_formula(name, variant.notation)
    other = replace(answer, question=variant, reading=replace(answer.reading, notation=variant.notation))
    return not isinstance(node, Problem) and not (makes_unknown(other, node) and determines(other, node))


def _borrows(answer: Answer, name: str) -> bool:
    found = PLAIN.match(name)
    if not found or "(" in name:
        return False
    names = answer.question.notation.names.values()
    asked = {_letter(each) for target in answer.reference.targets for each in names_in(target.name)}
    return GREEK.get(found[1], found[1]) in {_letter(each.name) for each in names} - asked - {answer.part.letter}


def _letter(name: str) -> str:
    """The letter of a canonical name."""
    return name.partition("_")[0].partition("^")[0].rstrip("°")


def _is_function(answer: Answer, name: str) -> bool:
    notation = answer.question.notation
    asked = {*asked_by_name(answer), *answer.part.free_of}
    inside = (each.strip() for group in BRACKET.findall(name) for each in re.split(r"[,;|]", group))
    known = (notation.lookup(each) for each in inside)
    return any(each is not None and each.name in asked for each in known)
