"""New names before an answer, `y = …`: they name what is asked, unless the question knows them for something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.chains import determines, makes_unknown
from derivo.checks.answers.forms import asked_by_name, mentions_undone
from derivo.checks.notation import Problem, read_formula
from derivo.checks.notation.names.occurrences import letters_in
from derivo.checks.notation.text.characters import GREEK
from derivo.checks.notation.trees.walk import names_in
from derivo.checks.question import Question

PLAIN = re.compile(r"(?:\\(?:math[a-z]+|bm|boldsymbol)\s*\{?)?\\?([^\W\d_]+)\}?\s*_")
ALONE = re.compile(r"\\?(?:(?:math[a-z]+|bm|boldsymbol)\s*\{?)?\\?([^\W\d_]+)\}?\s*(?:_|\^|$)")
BELOW = re.compile(r"_\s*\{?\s*((?:[a-z]\s*,?\s*)+)\}?\s*(?:\^.*)?$")
OLD = re.compile(r"old\b|\^\s*\{?\s*\(\s*t\s*\)")
PROMPTED = re.compile(r"(?<![A-Za-z])([A-Za-zα-ωΑ-Ω])(?![A-Za-z'’])")  # letters by themselves
ARTICLES = frozenset("AaI")
# What everyone has for something else: losses, their parameters, a deviation; beside an objective, a constant.
CONVENTIONAL = {
    "value": {"L", "J", "theta", "Theta", "sigma", "Sigma"},
    "objective": {"theta", "Theta", "C"},
}
SLOPE = re.compile(r"∂|∇|\\partial|\\nabla|\bd\S*\s*/\s*d")
BRACKET = re.compile(r"\(([^()]*)\)")


def names_another(answer: Answer, variants: Iterable[Question]) -> bool:
    """Whether the new name before an answer is that of something else.

    It is if another notation of the question has it, and not for what is asked; if it is the letter of something else
    with an index (N_k beside a size N), one that the prompt has, or that everyone has for something else; if it is a
    function of what is asked (λ(H)), or a derivative where none is; if it is the old one, or has other indices.
    """
    name = answer.reading.introduced
    others = [variant for variant in variants if variant is not answer.question]
    known = any(_has_it(variant, answer, name) for variant in others)
    slope = SLOPE.search(name) and not any(mentions_undone(target.name) for target in answer.reference.targets)
    other = _borrows(answer, name) or _is_function(answer, name) or OLD.search(name) or _has_other_indices(answer, name)
    return bool(name) and bool(known or slope or other)


def _has_it(variant: Question, answer: Answer, name: str) -> bool:
    """Whether a name is one of a notation, and there not that of what is asked."""
    node = read_formula(name, variant.notation)
    other = replace(answer, question=variant, reading=replace(answer.reading, notation=variant.notation))
    return not isinstance(node, Problem) and not (makes_unknown(other, node) and determines(other, node))


def _borrows(answer: Answer, name: str) -> bool:
    indexed, alone = PLAIN.match(name), ALONE.match(name)
    asked = {_letter(each) for target in answer.reference.targets for each in names_in(target.name)}
    asked |= {answer.part.letter.partition("_")[0]}
    asked |= {each.lower() for each in asked}  # σ_k² of Σ_k
    if indexed and "(" not in name:
        letters = {_letter(each.name) for each in answer.question.notation.names.values()}
        if GREEK.get(indexed[1], indexed[1]) in letters - asked:
            return True
    conventional = CONVENTIONAL.get(answer.part.kind, set()) if not answer.reading.optimum else set()
    prompted = {GREEK.get(each, each) for each in PROMPTED.findall(answer.part.prompt)} - ARTICLES
    return alone is not None and GREEK.get(alone[1], alone[1]) in (prompted | conventional) - asked


def _has_other_indices(answer: Answer, name: str) -> bool:
    """Whether a name has as many index letters as the formula has free ones, and others: r_nj = … of n and k."""
    below = BELOW.search(name)
    free = {letter for side in answer.reading.sides for letter in letters_in(side.tree, answer.reading.notation)}
    letters = set(re.sub(r"[^a-z]", "", below[1])) if below else set()
    return bool(free) and len(letters) == len(free) and letters != free


def _letter(name: str) -> str:
    """The letter of a canonical name."""
    return name.partition("_")[0].partition("^")[0].rstrip("°")


def _is_function(answer: Answer, name: str) -> bool:
    notation = answer.question.notation
    asked = {*asked_by_name(answer), *answer.part.free_of}
    inside = (each.strip() for group in BRACKET.findall(name) for each in re.split(r"[,;|]", group))
    known = (notation.lookup(each) for each in inside)
    return any(each is not None and each.name in asked for each in known)
