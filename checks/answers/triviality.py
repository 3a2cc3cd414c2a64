"""What a true statement says: nothing new where both sides only differ in names and order, or where nothing was done.

Two sides say the same if they have one normal form with every function, root and product as it stands: then only names
of indices, the order of terms, factors and sums, and factors before and behind a Σ are different.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from checks.answers.answer import Answer
from checks.answers.claims import equality
from checks.decide.sums.normal_claims import normally_equal
from checks.notation import tree
from checks.notation.answers import Reading
from checks.notation.walk import children

Place = Literal["factor", "exponent", "bound"]
MOST_DEFINITIONS = 20  # one in another; a circle has no end


def says_the_same(answer: Answer) -> bool:
    """Whether every relation of the chain is an equality of sides that say the same; counts of repetitions never do."""
    sides = answer.reading.sides
    if any(side.relation != "=" for side in sides[1:]) or any(_counts(side.tree) for side in sides):
        return False
    given, notation = answer.given(theirs=True), answer.reading.notation
    meant = [answer.meaning(side.tree) for side in sides]
    return all(normally_equal(equality(a, b, notation, given), plain=True) for a, b in pairwise(meant))


def _counts(node: object) -> bool:
    """Whether a sum or product is taken as often as some value says."""
    if isinstance(node, tree.Sum | tree.Product) and any(_has_entry(bound) for bound in (node.low, node.high)):
        return True
    return any(map(_counts, children(node)))


def _has_entry(node: object) -> bool:
    return isinstance(node, tree.Entry) or any(map(_has_entry, children(node)))


def repetition(answer: Answer) -> Literal["", "none", "unclear"]:
    """Whether what the part wants to be free of is counted by repetition instead; empty if it is, on one side.

    There it may stand in bounds only (how often), while it is something else on another side. Nothing is repeated if
    it is in no bound and no exponent. All else is unclear: x^w may well mean w factors.
    """
    wanted = answer.part.free_of
    found = [_places(side.tree, wanted, answer.reading) for side in answer.reading.sides] if wanted else []
    anywhere: set[Place] = set().union(*found)
    if wanted and (anywhere <= {"factor"} or anywhere <= {"bound"}):
        return "none"
    return "" if not wanted or ("bound" in anywhere and any(each <= {"bound"} for each in found)) else "unclear"


def _places(node: object, wanted: tuple[str, ...], reading: Reading, within: int = 0) -> set[Place]:
    """Where the names that are wanted elsewhere stand in a tree, definitions of the answer looked through."""

    def inside(*nodes: object) -> set[Place]:
        return set().union(*(_places(each, wanted, reading, within) for each in nodes))

    match node:
        case tree.Entry(name=name) | tree.Name(name=name) if name in wanted:
            return {"factor"}
        case tree.Sum(body, _, low, high, conditions) | tree.Product(body, _, low, high, conditions):
            return inside(body, *conditions) | ({"bound"} if inside(low, high) else set())
        case tree.Power(base, exponent):
            return inside(base) | ({"exponent"} if inside(exponent) else set())
        case tree.Entry(name=name) | tree.Name(name=name) | tree.Apply(function=name):
            bodies = [each.body for each in reading.definitions if each.name == name and within < MOST_DEFINITIONS]
            return inside(*children(node)).union(*(_places(body, wanted, reading, within + 1) for body in bodies))
    return inside(*children(node))
