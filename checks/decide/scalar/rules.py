"""The table of rules: how each function becomes a quotient over generators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import sympy
from sympy import Basic, Symbol

from derivo.checks.decide.polynomials import NoRule, Quotient, Ring
from derivo.checks.decide.scalar.circle import Circle
from derivo.checks.decide.scalar.generators import Conversion, Rule
from derivo.checks.decide.scalar.signs import Signs
from derivo.checks.decide.scalar.trigonometry import arccosine, arcsine, arctangent, cosine, odd, sine
from derivo.checks.language.domains import Domain
from derivo.checks.language.nodes import Choose, Derived, Flat, Modulus, Slope, Unknown, Where, rebuilt

_x = sympy.Dummy("x", real=True)
# Each of these functions as an expression in functions that have a rule, with the same domain; made when it is used.
DEFINITIONS: Mapping[type, Callable[[], Basic]] = {
    sympy.sinh: lambda: (sympy.exp(_x) - sympy.exp(-_x)) / 2,
    sympy.cosh: lambda: (sympy.exp(_x) + sympy.exp(-_x)) / 2,
    sympy.tanh: lambda: (sympy.exp(_x) - sympy.exp(-_x)) / (sympy.exp(_x) + sympy.exp(-_x)),
    sympy.coth: lambda: (sympy.exp(_x) + sympy.exp(-_x)) / (sympy.exp(_x) - sympy.exp(-_x)),
    sympy.sech: lambda: 2 / (sympy.exp(_x) + sympy.exp(-_x)),
    sympy.csch: lambda: 2 / (sympy.exp(_x) - sympy.exp(-_x)),
    sympy.tan: lambda: sympy.sin(_x) / sympy.cos(_x),
    sympy.cot: lambda: sympy.cos(_x) / sympy.sin(_x),
    sympy.sec: lambda: 1 / sympy.cos(_x),
    sympy.csc: lambda: 1 / sympy.sin(_x),
    sympy.asinh: lambda: sympy.log(_x + sympy.sqrt(_x**2 + 1)),
    sympy.acosh: lambda: sympy.log(_x + sympy.sqrt(_x**2 - 1)),
    sympy.atanh: lambda: (sympy.log(1 + _x) - sympy.log(1 - _x)) / 2,
}


def new_conversion(size: int, domains: Mapping[Symbol, Domain]) -> Conversion:
    """The conversion of the expressions of a claim, in a new ring of `size` generators."""
    ring = Ring(size)
    return Conversion(RULES, ring, Signs(ring), Circle(ring), domains)


def exponential(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """exp(Σ qκ) = Π exp(κ)^q."""
    return conversion.exponential(conversion.quotient(arguments[0]))


def logarithm(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """log(Π f^e) = Σ e·log|f|, where the product is positive."""
    return conversion.logarithm(conversion.quotient(arguments[0]))


def modulus(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """|Π f^e| = Π |f|^e."""
    return conversion.modulus(conversion.quotient(arguments[0]))


def error_function(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """erf(−x) = −erf x."""
    return odd(conversion, "erf", conversion.quotient(arguments[0]))


def factorial(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """The factorial of its argument."""
    return conversion.opaque("factorial", conversion.quotient(arguments[0]))


def unknown(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """An unknown function by its name, its orders of differentiation and its arguments."""
    name, orders, *values = arguments
    return conversion.opaque(f"unknown {name} {orders}", *(conversion.quotient(value) for value in values))


def choose(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """The branch that holds, by the sign of the condition; the other is not looked at."""
    condition, above, below = arguments
    sign = conversion.signs.needed(conversion.quotient(condition))
    return conversion.quotient(above if sign == 1 else below)


def flat(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """0 beside the zeros of the argument. Where it is 0 nothing is known; it is not undefined there."""
    if conversion.ring.is_zero(conversion.quotient(arguments[0])):
        raise NoRule("slope at a kink")
    return conversion.ring.number(0)


def slope(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """x/|x| beside the zeros of x; where x is 0, nothing is known."""
    argument = conversion.quotient(arguments[0])
    if conversion.ring.is_zero(argument):
        raise NoRule("slope at a kink")
    return conversion.ring.multiply(argument, conversion.ring.reciprocal(conversion.modulus(argument)))


def where(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """The first argument; the others are converted for what their being defined says of signs."""
    for guard in arguments[1:]:
        conversion.quotient(guard)
    return conversion.quotient(arguments[0])


def derived(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """A derivative; at its kink, if there is one there, that from a side (`Derived`)."""
    found, body, *kink = arguments
    conversion.quotient(body)
    if kink and conversion.ring.is_zero(conversion.quotient(kink[0])):
        found = from_side(found, kink[0], int(kink[1]) if kink[1:] else -1)
    return conversion.quotient(found)


def from_side(node: Basic, kink: Basic, side: int) -> Basic:
    """`node` as it is where `kink` is a little above or below 0."""
    if not node.args:
        return node
    if isinstance(node, Choose | Flat | Slope) and node.args[0] == kink:
        if isinstance(node, Choose):
            return from_side(node.args[1 if side == 1 else 2], kink, side)
        return sympy.Integer(side if isinstance(node, Slope) else 0)
    return rebuilt(node, [from_side(argument, kink, side) for argument in node.args])


def _defined_by(definition: Callable[[], Basic]) -> Rule:
    made = cache(definition)

    def rule(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
        inner = replace(conversion, known={_x: conversion.quotient(arguments[0])})  # all else is shared
        return inner.quotient(made())

    return rule


RULES: Mapping[type, Rule] = {
    sympy.exp: exponential,
    sympy.log: logarithm,
    sympy.sin: sine,
    sympy.cos: cosine,
    sympy.asin: arcsine,
    sympy.acos: arccosine,
    sympy.atan: arctangent,
    sympy.erf: error_function,
    sympy.factorial: factorial,
    Modulus: modulus,
    Choose: choose,
    Flat: flat,
    Slope: slope,
    Where: where,
    Derived: derived,
    Unknown: unknown,
    **{function: _defined_by(definition) for function, definition in DEFINITIONS.items()},
}
