"""Functions of which the values are known to lie somewhere: any number of the range for each value.

A claim that holds for all numbers of the range holds for the values of the function, whatever these are. Only where an
argument has a value everywhere: else the function is undefined where the number is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import sympy
from sympy import Basic, Symbol

from derivo.checks.language.families import Over
from derivo.checks.language.nodes import Unknown, distinct_pieces, rebuilt
from derivo.checks.verdict import Claim, Relation

TOTAL = (Symbol, sympy.Rational, sympy.Add, sympy.Mul)
BINDING = (sympy.Limit, sympy.Integral, sympy.Derivative, Over)
PLAIN = (Relation.EQUAL, Relation.DIFFERENT, Relation.BELOW, Relation.AT_MOST, Relation.ABOVE, Relation.AT_LEAST)


def freed(claim: Claim) -> Claim | None:
    """The claim with a number for each value of a function with a range; None if there is none, or if it says less."""
    ranges = dict(claim.ranges)
    sides = (claim.left, claim.right, *claim.given)
    if not ranges or claim.sized or claim.relation not in PLAIN or any(side.has(*BINDING) for side in sides):
        return None
    values = [
        piece
        for piece in distinct_pieces(*sides)
        if isinstance(piece, Unknown) and str(piece.args[0]) in ranges and not any(piece.args[1])
    ]
    if not values or not all(isinstance(part, TOTAL) for value in values for part in distinct_pieces(*value.args[2:])):
        return None
    numbers = {value: Symbol(f"{value.args[0]}°{place}", real=True) for place, value in enumerate(values)}
    left, right, *given = (put_in(side, numbers) for side in sides)
    domains = tuple((number, ranges[str(value.args[0])]) for value, number in numbers.items())
    used = {str(piece.args[0]) for piece in distinct_pieces(left, right, *given) if isinstance(piece, Unknown)}
    functions = tuple(each for each in claim.functions if each[0] in used)
    left_over = tuple(each for each in claim.ranges if each[0] in used)
    return replace(
        claim,
        left=left,
        right=right,
        given=tuple(given),
        domains=(*claim.domains, *domains),
        functions=functions,
        ranges=left_over,
    )


def put_in(node: Basic, numbers: Mapping[Basic, Symbol]) -> Basic:
    """A node with numbers in place of values, as it stands otherwise."""
    if node in numbers:
        return numbers[node]
    if not node.has(Unknown):
        return node
    if isinstance(node, sympy.Tuple):
        return node
    return rebuilt(node, [put_in(argument, numbers) for argument in node.args])
