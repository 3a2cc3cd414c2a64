"""A value put in for a name, or for all entries of a family; what is known of the name is then said of the value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import sympy
from sympy import Basic, Expr

from derivo.checks.decide.conditions import rational_value
from derivo.checks.decide.solving.equations import Equation, Name, domain, is_of, renamed
from derivo.checks.language.families import Entry, Every
from derivo.checks.language.nodes import rebuilt, substitute
from derivo.checks.verdict import Claim


def put_in(claim: Claim, equation: Equation, name: Name, value: Expr) -> Claim | None:
    """The claim without an equation, and with a value in place of a name; None if the name may not have it."""
    number = None if value.free_symbols or value.has(Entry) else rational_value(value, {})
    if number is not None and not domain(claim, name).contains(number):
        return None

    def put(node: Basic) -> Basic:
        return _with_entries(node, name, value) if isinstance(name, Entry) else substitute(node, {name: renamed(value)})

    rest = (put(condition) for condition in claim.given if condition != equation.condition)
    known = tuple(_bounds(claim, equation, name, value))
    domains = (*claim.domains, *equation.slack)
    sides = (put(side) for side in (claim.left, claim.right))
    return replace(claim, left=next(sides), right=next(sides), given=(*rest, *known), domains=domains, typed=None)


def _bounds(claim: Claim, equation: Equation, name: Name, value: Expr) -> Iterator[Basic]:
    """That a value is what the name may be."""
    within = domain(claim, name)
    low, high = (
        None if end is None else sympy.Rational(end.numerator, end.denominator) for end in (within.low, within.high)
    )
    found = []
    if low is not None:
        found.append((sympy.Gt if within.low_open else sympy.Ge)(value, low, evaluate=False))
    if high is not None:
        found.append((sympy.Lt if within.high_open else sympy.Le)(value, high, evaluate=False))
    pairs = [part for pair in equation.indices for part in pair]
    yield from (Every(each, *pairs) if pairs else each for each in found)


def _rational(value: Fraction) -> Expr:
    return sympy.Rational(value.numerator, value.denominator)


def _with_entries(node: Basic, entry: Entry, value: Expr) -> Basic:
    """A node with the value of an entry in place of each entry of its family."""
    if is_of(node, entry):
        return substitute(renamed(value), dict(zip(entry.args[1:], node.args[1:], strict=True)))
    if not node.args:
        return node
    arguments = [_with_entries(each, entry, value) for each in node.args]
    return rebuilt(node, arguments) if tuple(arguments) != node.args else node
