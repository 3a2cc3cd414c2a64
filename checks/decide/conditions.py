"""TRUSTED. Which points are admissible, and which polynomials an unknown function may be taken for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod

import sympy
from sympy import Basic, Symbol

from checks.decide.balls import compile_balls, defined, disjoint, run
from checks.language.domains import REAL, Domain
from checks.language.nodes import names_in
from checks.verdict import Claim

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
    if isinstance(node, Symbol):
        return point[node]
    if isinstance(node, sympy.Rational):
        return Fraction(int(node.p), int(node.q))
    values = [value for argument in node.args if (value := rational_value(argument, point)) is not None]
    if len(values) != len(node.args) or not values:
        return None
    if isinstance(node, sympy.Add):
        return sum(values, Fraction(0))
    if isinstance(node, sympy.Mul):
        return prod(values, start=Fraction(1))
    if isinstance(node, sympy.Pow):
        base, exponent = values
        if exponent.denominator == 1 and abs(exponent) < LARGEST_EXPONENT and (base != 0 or exponent >= 0):
            return base ** int(exponent)
    return None


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
