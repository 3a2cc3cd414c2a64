"""What a true statement says: nothing, where it would hold whatever its objects were, or where nothing was done.

Two sides say the same if they have one normal form with every function, root and product as it stands: then only names
of indices, the order of terms, factors and sums, and factors before and behind a Σ are different.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Literal, cast

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.claims import equality
from derivo.checks.answers.forms import used_bodies
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.language.domains import REAL
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.names.names import Defined, Family, Notation, UnknownFunction
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import MOST_DEFINITIONS, children, parts, rebuilt, same

Place = Literal["factor", "exponent", "bound"]
ANY = "°any"


def says_the_same(answer: Answer) -> bool:
    """Whether every relation of the chain is an equality of sides that say the same; counts of repetitions never do."""
    sides = answer.reading.sides
    if any(side.relation != "=" for side in sides[1:]) or any(_counts(side.tree) for side in sides):
        return False
    given, notation = answer.given(theirs=True).conditions, answer.reading.notation
    meant = [answer.meaning(side.tree).value for side in sides]
    return all(normally_equal(equality(a, b, notation, given), plain=True) for a, b in pairwise(meant))


def _counts(node: object) -> bool:
    """Whether a sum or product is taken as often as some value says."""
    if isinstance(node, tree.Sum | tree.Product) and any(_has_entry(bound) for bound in (node.low, node.high)):
        return True
    return any(map(_counts, children(node)))


def _has_entry(node: object) -> bool:
    return isinstance(node, tree.Entry) or any(map(_has_entry, children(node)))


# --- whatever the objects were


def of_anything(reading: Reading, functions: Collection[str]) -> Reading:
    """The reading with an unknown function for the derivative of each of some functions, and the others as they are.

    What is true of it is true whatever these derivatives are.
    """
    known = reading.notation
    theirs = (known.names.get(each.name) for each in reading.definitions)
    definitions = (
        replace(each, definition=replace(each.definition, body=_opaque(each.definition.body, functions)))
        for each in theirs
        if isinstance(each, Defined)
    )
    unknown = tuple(UnknownFunction(name + ANY, name, (REAL,), REAL) for name in sorted(functions))
    sides = tuple(replace(side, tree=_opaque(side.tree, functions)) for side in reading.sides)
    return replace(reading, sides=sides, notation=known.extended(*definitions, *unknown))


def without_limits(node: tree.Node) -> tree.Node:
    """A tree with what limits are taken of in their places: at an end point that is a number, its value there."""
    node = cast("tree.Node", rebuilt(node, without_limits))
    if not isinstance(node, tree.Limit):
        return node
    infinite = any(isinstance(piece, tree.Constant) and piece.name == "oo" for piece in parts(node.to))
    return node.body if infinite else tree.At(node.body, node.variable, node.to, node.span)


def written_out(node: tree.Node, notation: Notation, within: int = 0) -> tree.Node:
    """A tree with the bodies of defined functions in their places, under the derivatives that are taken of them."""
    node = cast("tree.Node", rebuilt(node, lambda part: written_out(part, notation, within)))
    known = notation.names.get(node.function) if isinstance(node, tree.Apply) else None
    if not isinstance(node, tree.Apply) or not isinstance(known, Defined) or within == MOST_DEFINITIONS:
        return node
    values = dict(zip(known.definition.parameters, node.arguments, strict=False))
    by = tuple(each for each in node.arguments if isinstance(each, tree.Name))
    body = written_out(put(known.definition.body, values), notation, within + 1)
    if node.primes and not by:
        return node
    return tree.Derivative(body, by[:1] * node.primes, node.span) if node.primes else body


def put(node: tree.Node, values: Mapping[str, tree.Node]) -> tree.Node:
    """A tree with other trees in the places of names."""
    if isinstance(node, tree.Name) and node.name in values:
        return values[node.name]
    return cast("tree.Node", rebuilt(node, lambda part: put(part, values)))


def _opaque(node: tree.Node, functions: Collection[str]) -> tree.Node:
    """A tree with φ° for φ′ and for dφ/dz, and φ°′ for φ″."""
    node = cast("tree.Node", rebuilt(node, lambda part: _opaque(part, functions)))
    match node:
        case tree.Apply(function, arguments, span, primes) if primes and function in functions:
            return tree.Apply(function + ANY, arguments, span, primes - 1)
        case tree.Derivative(tree.Apply(function, (tree.Name() as at,)), (tree.Name() as by, *more)) if (
            function in functions and at.name == by.name
        ):
            first = tree.Apply(function + ANY, (at,), node.span)
            return tree.Derivative(first, tuple(more), node.span) if more else first
    return node


# --- repetitions


def depends(answer: Answer, node: tree.Node, names: Collection[str]) -> bool:
    """Whether a tree may have another value if some families are others: 1 + 0·log p_n does not depend on p."""
    notation = answer.reading.notation
    known = [declared for name in names if isinstance(declared := notation.names.get(name), Family)]
    others = (replace(declared, name=declared.name + ANY) for declared in known)
    renamed = replace(answer, reading=replace(answer.reading, notation=notation.extended(*others)))
    other = _renamed(node, {declared.name for declared in known})
    return same(other, node) or not renamed.proves(renamed.meaning(node), renamed.meaning(other))


def _renamed(node: tree.Node, names: Collection[str]) -> tree.Node:
    node = cast("tree.Node", rebuilt(node, lambda part: _renamed(part, names)))
    if isinstance(node, tree.Entry | tree.Name) and node.name in names:
        return replace(node, name=node.name + ANY)
    return node


def repetition(answer: Answer, repeated: Collection[str]) -> Literal["", "none", "unclear"]:
    """Whether what the part wants to be free of is counted by repetition instead; empty if it is, on one side.

    There it may stand in bounds only (how often), while it is something else on another side. Nothing is repeated if
    it is in no bound and no exponent, or if what is repeated has none of the names `repeated` in it. All else is
    unclear: x^w may well mean w factors.
    """
    wanted, sides = answer.part.free_of, answer.reading.sides
    found = [_places(side.tree, wanted, answer.reading) for side in sides] if wanted else []
    anywhere: set[Place] = set().union(*found)
    if wanted and (anywhere <= {"factor"} or anywhere <= {"bound"}):
        return "none"
    if not wanted or ("bound" in anywhere and any(each <= {"bound"} for each in found)):
        of = [body for side in sides for body in _repeated(side.tree, wanted, answer.reading)]
        about = not wanted or all(_is_of(each, repeated, answer) for each in of)
        return "" if about else "none"
    return "unclear"


def _is_of(node: tree.Sum | tree.Product, names: Collection[str], answer: Answer) -> bool:
    """Whether what is repeated is log p_n: that stands in the body of a sum, p_n in that of a product."""
    inside = [node.body]
    if isinstance(node, tree.Sum):
        logs = (p for each in (node.body, *used_bodies(node.body, answer.reading)) for p in parts(each))
        inside = [p for p in logs if isinstance(p, tree.Apply) and p.function == "log"]
    named = any(_has_name(each, names, answer.reading) for each in inside)
    return named and depends(answer, node.body, names)


def _repeated(node: object, wanted: tuple[str, ...], reading: Reading) -> list[tree.Sum | tree.Product]:
    """The sums and products that are taken as often as a wanted name says, one in another counted once."""
    if isinstance(node, tree.Sum | tree.Product):
        bounds = (_places(bound, wanted, reading) for bound in (node.low, node.high))
        if any(bounds):
            return [node]
    return [body for part in children(node) for body in _repeated(part, wanted, reading)]


def _has_name(node: object, names: Collection[str], reading: Reading) -> bool:
    return bool(_places(node, tuple(names), reading))


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
