"""Rules of sine and cosine and of the inverse functions. An angle θ is e^{iθ}, and i a power of ζ."""

from __future__ import annotations

from fractions import Fraction

from sympy import Basic

from derivo.checks.decide.polynomials import Quotient, single_generator
from derivo.checks.decide.scalar.generators import PI, Conversion

HALF, THIRD, QUARTER, SIXTH = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), Fraction(1, 6)
# the square of a value, and the angle over π
SINES = {Fraction(0): Fraction(0), QUARTER: SIXTH, HALF: QUARTER, Fraction(3, 4): THIRD, Fraction(1): HALF}
TANGENTS = {Fraction(0): Fraction(0), THIRD: SIXTH, Fraction(1): QUARTER, Fraction(3): THIRD}


def cosine(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """The cosine (e^{iθ} + e^{−iθ})/2 of θ."""
    ring, argument = conversion.ring, _angle(conversion, arguments)
    if not ring.is_real(argument):
        return conversion.opaque("cos", argument)
    turned = _turned(conversion, argument)
    return ring.scale(ring.add(turned, ring.reciprocal(turned)), HALF)


def sine(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """The sine (e^{iθ} − e^{−iθ})/2i of θ; 1/i = i³."""
    ring, argument = conversion.ring, _angle(conversion, arguments)
    if not ring.is_real(argument):
        return odd(conversion, "sin", argument)
    turned = _turned(conversion, argument)
    both = ring.scale(ring.add(turned, ring.negative(ring.reciprocal(turned))), HALF)
    return ring.multiply(both, conversion.circle.root_of_unity(Fraction(3, 4)))


def _angle(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    return conversion.ring.lowest(conversion.quotient(arguments[0]))


def _turned(conversion: Conversion, angle: Quotient) -> Quotient:
    """e^{i·angle}: e^{i(Σ qκ + rπ)} = Π U(κ)^(q/u) · ζ^(…) with U(κ) = e^{iuκ}."""
    ring, result = conversion.ring, conversion.ring.number(1)
    pi = ring.slot(PI, sign=1)
    for coefficient, piece in conversion.pieces(angle):
        if piece.bottom.is_one() and single_generator(piece.top) == pi:
            factor = conversion.circle.root_of_unity(coefficient / 2)
        else:
            factor = ring.generator(*conversion.at_unit("circle", piece, coefficient))
        result = ring.multiply(result, factor)
    return result


def odd(conversion: Conversion, name: str, argument: Quotient) -> Quotient:
    """An odd function with no other rewriting: g(0) = 0 and g(−x) = −g(x)."""
    ring, lowest = conversion.ring, conversion.ring.lowest(argument)
    if lowest.top.is_zero():
        return ring.number(0)
    if lowest.top.leading_coefficient() < 0:
        return ring.negative(conversion.opaque(name, ring.negative(lowest)))
    return conversion.opaque(name, lowest)


def arcsine(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """An exact angle, or asin(−x) = −asin x."""
    argument = _angle(conversion, arguments)
    return _exact_angle(conversion, argument, SINES) or odd(conversion, "asin", argument)


def arccosine(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """π/2 − asin x, which is acos x."""
    ring = conversion.ring
    return ring.add(ring.scale(conversion.pi(), HALF), ring.negative(arcsine(conversion, arguments)))


def arctangent(conversion: Conversion, arguments: tuple[Basic, ...]) -> Quotient:
    """An exact angle, or atan x = ±π/2 − atan(1/x) for x of that sign, used to have the larger part on top."""
    ring, argument = conversion.ring, _angle(conversion, arguments)
    exact = _exact_angle(conversion, argument, TANGENTS)
    if exact is not None:
        return exact
    if ring.key(argument.top) >= ring.key(argument.bottom):
        return odd(conversion, "atan", argument)
    right = ring.scale(conversion.pi(), Fraction(conversion.signs.needed(argument), 2))
    return ring.add(right, ring.negative(odd(conversion, "atan", ring.reciprocal(argument))))


def _exact_angle(conversion: Conversion, argument: Quotient, squares: dict[Fraction, Fraction]) -> Quotient | None:
    """The angle whose function has the value `argument`, by the square of that; None if it is not in the table."""
    square = conversion.ring.constant(conversion.ring.multiply(argument, argument))
    if square is None or square not in squares:
        return None
    sign = conversion.signs.needed(argument) if square else 0
    return conversion.ring.scale(conversion.pi(), squares[square] * sign)
