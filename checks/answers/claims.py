"""What a formula that was read denotes, and the verdict on a relation said to hold between two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sympy import Basic

from checks.decide.search import decide
from checks.notation import show, tree
from checks.notation.answers import Reading
from checks.notation.meaning import denote, domains, functions, symbol
from checks.notation.names import Notation
from checks.notation.source import Problem, Source
from checks.verdict import Claim, Refuted, Relation, Verdict

RELATIONS: Mapping[str, Relation] = {
    "=": Relation.EQUAL,
    "!=": Relation.DIFFERENT,
    "<": Relation.BELOW,
    "<=": Relation.AT_MOST,
    "~": Relation.PROPORTIONAL,
    "=>": Relation.IMPLIES,
    "<=>": Relation.EQUIVALENT,
}
SWAPPED: Mapping[str, str] = {">": "<", ">=": "<="}
SHOWN: Mapping[str, str] = {"<=": "≤", ">=": "≥", "!=": "≠", "->": "→", "=>": "⇒", "<=>": "⇔", "~": "∝"}


class Unread(Exception):
    """A formula that was read denotes nothing that can be decided."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def denoted(node: tree.Node, reading: Reading) -> Basic:
    """What a piece of an answer denotes. Raises Unread."""
    return _expression(node, reading.notation, reading.source)


def conditions(nodes: tuple[tree.Compare, ...], notation: Notation, source: Source) -> tuple[Basic, ...]:
    """What conditions denote. Raises Unread."""
    return tuple(_expression(node, notation, source) for node in nodes)


def _expression(node: tree.Node, notation: Notation, source: Source) -> Basic:
    found = denote(node, notation, source)
    if isinstance(found, Problem):
        raise Unread(found)
    return found


def decided(relation: str, left: Basic, right: Basic, notation: Notation, given: tuple[Basic, ...]) -> Verdict:
    """The verdict on `left` standing in `relation` to `right`, the names being those of `notation`."""
    if relation in SWAPPED:
        verdict = decided(SWAPPED[relation], right, left, notation, given)
        if not isinstance(verdict, Refuted):
            return verdict
        witness = verdict.witness
        return replace(verdict, witness=replace(witness, left=witness.right, right=witness.left))
    about = tuple(symbol(name) for name in notation.about)
    return decide(Claim(left, right, RELATIONS[relation], domains(notation), given, about, functions(notation)))


def equality(left: Basic, right: Basic, notation: Notation, given: tuple[Basic, ...]) -> Claim:
    """The claim that `left` and `right` are equal."""
    return Claim(left, right, Relation.EQUAL, domains(notation), given, functions=functions(notation))


def understood(reading: Reading) -> str:
    """The answer as it was read, in Unicode."""
    parts = []
    for side in reading.sides:
        if side.relation:
            parts.append(SHOWN.get(side.relation, side.relation))
        parts.append(show(side.tree))
    return " ".join(parts)
