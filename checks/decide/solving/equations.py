"""The equations among the conditions of a claim, and what they may be solved for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import sympy
from sympy import Basic, Dummy, Expr, Symbol

from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.decide.factors import has_value
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE, Domain
from derivo.checks.language.families import Entry, Every, Over, families_in, is_size
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import Choose, Derived, add, distinct_pieces, negate, rebuilt, substitute
from derivo.checks.language.slopes import without_marks
from derivo.checks.verdict import Claim, Relation

Pairs = tuple[tuple[Symbol, Basic], ...]
Name: TypeAlias = "Symbol | Entry"
AT_MOST = {sympy.Le: (0, 1), sympy.Lt: (0, 1), sympy.Ge: (1, 0), sympy.Gt: (1, 0)}  # the lower side, and the upper one
STRICT = (sympy.Lt, sympy.Gt)


@dataclass(frozen=True, slots=True)
class Equation:
    """gap = 0, for all values of the indices, each with its size; `slack` is a name of its own, with its domain."""

    condition: Basic
    gap: Expr
    indices: Pairs = ()
    slack: tuple[tuple[Symbol, Domain], ...] = ()


def equation(claim: Claim, condition: Basic) -> Equation | None:
    """What a condition says as an equation, l ≤ r being r = l + s with s ≥ 0; None if it says none."""
    inside, *pairs = condition.args if isinstance(condition, Every) else (condition,)
    if inside.func is sympy.Eq:
        gap = renamed(without_marks(add(inside.args[0], negate(inside.args[1]))))
        return Equation(condition, gap, tuple(zip(pairs[0::2], pairs[1::2], strict=True)))
    if inside.func in AT_MOST and not pairs:
        lower, upper = (inside.args[at] for at in AT_MOST[inside.func])
        slack = Symbol(f"slack {len(claim.domains)}", real=True)
        gap = renamed(without_marks(add(upper, negate(lower), negate(slack))))
        return Equation(condition, gap, slack=((slack, POSITIVE if inside.func in STRICT else NONNEGATIVE),))
    return None


def targets(claim: Claim, equation: Equation) -> Iterator[Name]:
    """The names of which an equation can be solved, those that stand in the claim first."""
    letters = {index for index, _ in equation.indices}
    names = sorted(equation.gap.free_symbols & {name for name, _ in claim.domains}, key=str)
    entries = sorted((each for each in distinct_pieces(equation.gap) if is_at(each, letters)), key=str)
    families, here = families_in(claim.left, claim.right), claim.left.free_symbols | claim.right.free_symbols
    found: list[Name] = [*entries, *(() if letters else names)]

    def is_absent(name: Name) -> bool:
        return family(name) not in families if isinstance(name, Entry) else name not in here

    yield from sorted(found, key=is_absent)


def is_at(piece: Basic, letters: set[Symbol]) -> bool:
    """Whether a piece is an entry at all the indices of an equation, each once."""
    return isinstance(piece, Entry) and len(piece.args) - 1 == len(letters) and {*piece.args[1:]} == letters


def family(entry: Entry) -> str:
    """The name of the family of an entry."""
    return str(entry.args[0])


def is_of(piece: Basic, entry: Entry) -> bool:
    """Whether a piece is an entry of the same family."""
    return isinstance(piece, Entry) and piece.args[0] == entry.args[0]


def domain(claim: Claim, name: Name) -> Domain:
    """What values a name may have, or an entry."""
    if isinstance(name, Entry):
        return dict(claim.families).get(family(name), Domain())
    known: Domain = dict(claim.domains).get(name, Domain())
    return known


def same(claim: Claim) -> bool:
    """Whether both sides of a claim have one normal form."""
    return normally_equal(replace(claim, relation=Relation.EQUAL, about=(), typed=None))


def has_sign(scalars: Scalars, node: Expr) -> bool:
    """Whether an expression certainly has a value, and is positive or negative."""
    return has_value(scalars, node) and (scalars.positive(node) or scalars.positive(negate(node)))


def evaluated(*nodes: Basic) -> Iterator[Basic]:
    """The pieces that must have a value where the nodes have one: none of branches or of sums that may be empty."""
    for node in nodes:
        yield node
        if isinstance(node, Choose):
            yield from evaluated(node.args[0])
        elif isinstance(node, Over):
            body, _, low, high, *conditions = node.args
            if low == 1 and (is_size(high) or high.is_Integer) and not conditions:
                yield from evaluated(body)
        elif not isinstance(node, Derived | sympy.Limit):
            yield from evaluated(*node.args)


def renamed(node: Expr) -> Expr:
    """A node whose running indices are names of their own."""
    if not node.args:
        return node
    arguments = [renamed(each) for each in node.args]
    running: Mapping[Symbol, Basic] = {}
    if isinstance(node, Over):
        running = {node.args[1]: Dummy(node.args[1].name, integer=True)}
    elif isinstance(node, OfMatrix):
        running = {each: Dummy(each.name, integer=True) for each in node.args[1:3]}
    if running:
        outside = range(2, 4) if isinstance(node, Over) else range(3, len(arguments))  # bounds, and places
        arguments = [each if at in outside else substitute(each, running) for at, each in enumerate(arguments)]
    return rebuilt(node, arguments) if tuple(arguments) != node.args else node
