"""What unknown functions are in a world: data, so that what is declared of them can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

from flint import fmpq

from derivo.checks.judge.arrays import Value, array, entries
from derivo.checks.judge.scalars import ONE, ZERO, Scalar, Unsure, applied, divide, plain
from derivo.checks.notation.names.names import UnknownFunction


@dataclass(frozen=True, slots=True)
class Polynomials:
    """An entry of the value is `shift` + `scale`·o(p(u)): p by its coefficients, the constant first; o by `outer`.

    u = Σ (1 + place + i)·(entry i of an argument). `decaying` is p(u)·exp(−Σ entry²), `bump` is 1/(2 + p²).
    """

    rows: tuple[tuple[fmpq, ...], ...]
    outer: str = ""
    scale: fmpq = ONE
    shift: fmpq = ZERO

    def entry(self, coefficients: tuple[fmpq, ...], u: Scalar, squares: Scalar) -> Scalar:
        """One entry of the value."""
        p = reduce(lambda total, c: total * u + c, reversed(coefficients), ZERO)
        match self.outer:
            case "exp":
                p = applied("exp", p)
            case "bump":
                p = divide(ONE, 2 + p * p)
            case "decaying":
                p = p * applied("exp", -squares)
        return self.shift + self.scale * p

    def has(self, trait: str) -> bool:
        """Whether it certainly is convex, or increasing in each argument; o = exp keeps both."""
        signs = all(all(c >= 0 for c in row[2:]) for row in self.rows) and self.scale >= 0 and self.outer in ("", "exp")
        if trait == "convex":
            return signs and not any(c != 0 for row in self.rows for c in row[3::2])
        increases = all(len(row) > 1 and row[1] > 0 and not any(c != 0 for c in row[2::2]) for row in self.rows)
        return trait == "increasing" and signs and increases and self.scale > 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A function by its values at finitely many arguments, of which no two are the same."""

    rows: Mapping[tuple[Value, ...], tuple[fmpq, ...]]

    def has(self, _: str) -> bool:
        """Nothing is known of it."""
        return False


Function = Polynomials | Listed


def lies_in(domain: Any, x: Scalar) -> bool:
    """Whether a number lies in a domain for certain."""
    ball = plain(x)
    if isinstance(ball, fmpq):
        return bool(domain.contains(Fraction(int(ball.p), int(ball.q))))
    low, high = (end if end is None else fmpq(end.numerator, end.denominator) for end in (domain.low, domain.high))
    return not (domain.values or domain.whole) and (low is None or ball > low) and (high is None or ball < high)


def called(function: Function, declared: UnknownFunction, axes: tuple[int, ...], arguments: list[Value]) -> Value:
    """The value. Raises Unsure where arguments or values are not in the declared domains for certain."""
    listed = [entries(argument) for argument in arguments]
    if not all(lies_in(domain, x) for domain, known in zip(declared.arguments, listed, strict=True) for x in known):
        raise Unsure
    if isinstance(function, Listed):
        near = [row for inputs, row in function.rows.items() if all(map(overlap, inputs, arguments))]
        if len(near) != 1:  # beside a sample, a function may well have the value that it has there
            raise Unsure
        found: list[Scalar] = list(near[0])
    else:
        u = sum((x * (1 + place + i) for place, known in enumerate(listed) for i, x in enumerate(known)), start=ZERO)
        squares = sum((x * x for known in listed for x in known), start=ZERO) if function.outer == "decaying" else ZERO
        found = [function.entry(row, u, squares) for row in function.rows]
    rows, columns, *_ = *((size,) for size in axes), (), ()
    if not all(lies_in(declared.value, x) for x in found):
        raise Unsure
    return array(rows, columns, found)


def overlap(one: Value, other: Value) -> bool:
    """Whether two values can be the same."""
    pairs = zip(map(plain, entries(one)), map(plain, entries(other)), strict=True)
    return not any(a < b or a > b for a, b in pairs)
