"""Linear equations among the conditions of a claim, solved: some names are what the others make them.

The admissible points are those of the system in reduced row echelon form (Gauss), so a claim for all of them is one
for all values of the free names, the others being put in. Only names that may be any real number are put in for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import sympy
from sympy import Basic, Expr, Rational, Symbol

from derivo.checks.language.domains import REAL
from derivo.checks.language.nodes import add, multiply, substitute
from derivo.checks.verdict import Claim

Row = dict[Symbol | None, Fraction]  # the coefficients of an equation Σ c·name + constant = 0; the constant is None's


def with_equations_solved(claim: Claim) -> Claim:
    """`claim` with the linear equations among its conditions used up."""
    domains = dict(claim.domains)
    rows: dict[Basic, Row] = {}
    for condition in claim.given:
        row = _row(condition)
        if row is not None and all(domains.get(name, REAL) == REAL for name in row if name is not None):
            rows[condition] = row
    if len(rows) < 2:
        return claim  # a single equation is used where it stands (cases.py)
    solved = _echelon(list(rows.values()))
    if solved is None:
        return claim
    values = {name: _expression(row) for name, row in solved.items()}
    kept = tuple(substitute(condition, values) for condition in claim.given if condition not in rows)
    return replace(claim, left=substitute(claim.left, values), right=substitute(claim.right, values), given=kept)


def _row(condition: Basic) -> Row | None:
    """Left − right as a row, if the condition is a linear equation."""
    if condition.func is not sympy.Eq:
        return None
    left, right = (_linear(side) for side in condition.args)
    return None if left is None or right is None else _plus(left, right, Fraction(-1))


def _linear(node: Basic) -> Row | None:
    if isinstance(node, Symbol):
        return {node: Fraction(1)}
    if isinstance(node, sympy.Rational):
        return {None: Fraction(int(node.p), int(node.q))}
    if not isinstance(node, sympy.Add | sympy.Mul):
        return None
    parts = [_linear(argument) for argument in node.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    total, *rest = known
    for part in rest:
        if isinstance(node, sympy.Add):
            total = _plus(total, part, Fraction(1))
        elif part.keys() <= {None}:
            total = _plus({}, total, part.get(None, Fraction(0)))
        elif total.keys() <= {None}:
            total = _plus({}, part, total.get(None, Fraction(0)))
        else:
            return None
    return total


def _plus(row: Row, other: Row, times: Fraction) -> Row:
    """Row + times·other, without what is 0."""
    found = {name: row.get(name, Fraction(0)) + times * other.get(name, Fraction(0)) for name in {**row, **other}}
    return {name: coefficient for name, coefficient in found.items() if coefficient}


def _echelon(rows: list[Row]) -> dict[Symbol, Row] | None:
    """The rows solved for one name each, which stands in no other; None if nothing solves them."""
    solved: dict[Symbol, Row] = {}
    for row in rows:
        for name, known in solved.items():
            through = row.get(name, Fraction(0))
            row = _plus({each: c for each, c in row.items() if each != name}, known, through)
        names = sorted((name for name in row if name is not None), key=lambda name: name.name)
        if not names:
            if row:
                return None
            continue
        pivot = names[-1]
        made = _plus({}, {name: c for name, c in row.items() if name != pivot}, -1 / row[pivot])
        for name, known in solved.items():
            through = known.get(pivot, Fraction(0))
            without = {each: c for each, c in known.items() if each != pivot}
            solved[name] = _plus(without, made, through)
        solved[pivot] = made
    return solved


def _expression(row: Mapping[Symbol | None, Fraction]) -> Expr:
    """Σ c·name + constant."""
    terms = [
        multiply(Rational(c.numerator, c.denominator), *([] if name is None else [name])) for name, c in row.items()
    ]
    return add(*terms) if terms else sympy.Integer(0)
