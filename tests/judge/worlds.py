"""Claims as they are typed, and worlds for them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from flint import fmpq

from derivo.checks.judge.world import World
from derivo.checks.notation import Problem, declare, read_formula
from derivo.checks.verdict import Typed
from derivo.checks.worlds.reach import reach
from derivo.checks.worlds.worlds import worlds


def number(text: str | int) -> fmpq:
    value = Fraction(text)
    return fmpq(value.numerator, value.denominator)


def typed(left: str, right: str, let: str) -> Typed:
    """A claim as typed; `let` are lines."""
    notation = declare([line if line.startswith(("given", "about")) else f"let {line}" for line in let.split("; ")])
    assert not isinstance(notation, Problem), notation
    sides = [read_formula(text, notation) for text in (left, right)]
    assert not any(isinstance(side, Problem) for side in sides), sides
    return Typed(sides[0], sides[1], notation, notation.given)


def world(claim: Typed, values: str = "", **sizes: int) -> World:
    """A world with the values `x = 1, v = 1 2`; the rest is drawn."""
    here = next(iter(worlds(claim, reach(claim), sizes, 0)))
    for name, text in (pair.split(" = ") for pair in values.split(", ") if pair):
        listed = list(map(number, text.split()))
        if name in here.families:
            entries = dict(zip(sorted(here.families[name]), listed, strict=True))
            here = replace(here, families={**here.families, name: entries})
        else:
            here = replace(here, values={**here.values, name: listed[0]})
    return here
