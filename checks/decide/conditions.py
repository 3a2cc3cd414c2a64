"""Which points are admissible, and which polynomials an unknown function may be taken for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod

import sympy
from flint import fmpq
from sympy import Basic, Symbol

from derivo.checks.decide.balls import Unsupported, compile_balls, defined, disjoint, run
from derivo.checks.language.domains import REAL, Domain
from derivo.checks.language.nodes import names_in
from derivo.checks.verdict import Claim
from derivo.checks.work import remembered, spend

Point = Mapping[Symbol, Fraction]
LARGEST_EXPONENT = 100


def admissible(claim: Claim, point: Point) -> bool:
    """Whether `point` lies in the domain and every condition certainly holds there."""
    domains = dict(claim.domains)
    if not all(domains.get(symbol, REAL).contains(value) for symbol, value in point.items()):
        return False
    return all(_holds(condition, point) for condition in claim.given)


def _holds(condition: Basic, point: Point) -> bool:
    if not names_in(condition) <= point.keys():
        return False
    if condition.rel_op == "==":
        exact = [rational_value(side, point) for side in condition.args]
        return exact[0] is not None and exact[0] == exact[1]
    left, right = run(compile_balls(*condition.args), point, 128)
    if not (defined(left) and defined(right)):
        return False
    match condition.rel_op:
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case ">=":
            return bool(left >= right)
    return disjoint(left, right)


def rational_value(node: Basic, point: Point) -> Fraction | None:
    """The value of a rational expression in exact arithmetic; None for anything else, and where it has none."""
    steps = _exact_steps(node)
    spend(len(steps) // 4)
    values: list[fmpq] = []
    for operation, places in steps:
        if isinstance(operation, Symbol):
            value = point[operation]
            values.append(fmpq(value.numerator, value.denominator))
        elif isinstance(operation, fmpq):
            values.append(operation)
        else:
            found = operation([values[place] for place in places])
            if found is None:
                return None
            values.append(found)
    return Fraction(int(values[-1].p), int(values[-1].q)) if values else None


@remembered(1_000)
def _exact_steps(node: Basic) -> tuple[tuple[Exact | Symbol | fmpq, tuple[int, ...]], ...]:
    """The operations that compute a rational expression, each piece once; none for anything else."""
    steps: list[tuple[Exact | Symbol | fmpq, tuple[int, ...]]] = []
    places: dict[Basic, int] = {}

    def place(piece: Basic) -> int:
        if piece not in places:
            operation: Exact | Symbol | fmpq | None = EXACT.get(piece.func)
            if isinstance(piece, Symbol):
                operation = piece
            elif isinstance(piece, sympy.Rational):
                operation = fmpq(int(piece.p), int(piece.q))
            if operation is None:
                raise Unsupported(piece.func.__name__)
            wanted = () if isinstance(operation, Symbol | fmpq) else tuple(map(place, piece.args))
            spend()
            steps.append((operation, wanted))
            places[piece] = len(steps) - 1
        return places[piece]

    try:
        place(node)
    except Unsupported:
        return ()
    return tuple(steps)


def _exact_sum(terms: list[fmpq]) -> fmpq:
    return sum(terms, fmpq(0))


def _exact_product(factors: list[fmpq]) -> fmpq:
    return prod(factors, start=fmpq(1))


def _exact_power(pair: list[fmpq]) -> fmpq | None:
    base, exponent = pair
    if exponent.q == 1 and abs(exponent) < LARGEST_EXPONENT and (base != 0 or exponent >= 0):
        return base ** int(exponent.p)
    return None


Exact = Callable[[list[fmpq]], fmpq | None]
EXACT: Mapping[type, Exact] = {sympy.Add: _exact_sum, sympy.Mul: _exact_product, sympy.Pow: _exact_power}


def inner_point(domain: Domain) -> Fraction:
    """A simple number inside the domain."""
    for candidate in (Fraction(1), Fraction(1, 2), Fraction(-1)):
        if domain.contains(candidate):
            return candidate
    if domain.values:
        return domain.values[0]
    low, high = domain.low, domain.high
    if low is not None and high is not None:
        return (low + high) / 2
    return low + 1 if low is not None else (high or Fraction(0)) - 1


def stays(domain: Domain, coefficients: tuple[Fraction, ...]) -> bool:
    """Whether the polynomial with these coefficients certainly has all its values in a domain.

    A constant in it does, and where it has no upper end, that and a sum of even powers; likewise downwards.
    """
    constant, odd, even = coefficients[0], coefficients[1::2], coefficients[2::2]
    if not domain.contains(constant) or any(odd):
        return False
    open_ended = not domain.whole and not domain.values
    upwards = open_ended and domain.high is None and all(c >= 0 for c in even)
    downwards = open_ended and domain.low is None and all(c <= 0 for c in even)
    return upwards or downwards or not any(even)


def suits(claim: Claim, name: str, coefficients: tuple[Fraction, ...]) -> bool:
    """Whether the polynomial with these coefficients may be taken for an unknown function of a claim."""
    traits, domain = dict(claim.functions).get(name, ("unknown",)), dict(claim.ranges).get(name)
    plain = tuple(trait for trait in traits if trait != "ranged" or domain is None)
    return fits(plain, coefficients) and (domain is None or stays(domain, coefficients))


def fits(traits: tuple[str, ...], coefficients: tuple[Fraction, ...]) -> bool:
    """Whether the polynomial with these coefficients certainly has the traits."""
    constant, linear = (*coefficients, Fraction(0), Fraction(0))[:2]
    even, odd = coefficients[2::2], coefficients[3::2]
    checks = {
        "positive": constant > 0 and linear == 0 and not any(odd) and all(c >= 0 for c in even),
        "convex": not any(odd) and all(c >= 0 for c in even),
        "increasing": linear > 0 and not any(even) and all(c >= 0 for c in odd),
    }
    return all(checks.get(trait, False) for trait in traits)
