"""Numbers written out: how large they would be, before anything computes them."""

from __future__ import annotations

from fractions import Fraction

from derivo.checks.notation.trees.tree import Add, Apply, Divide, Multiply, Negative, Node, Number, Power

MOST_EXPONENT = 1000
MOST_POWER_BITS = 3322  # 1000 digits
MOST_FACTORIAL = 100
MOST_BITS = 20_000  # of a number that is worked out at all; a larger one is too large as it is


def value(node: Node) -> Fraction | None:
    """The value of a node without names, or None; small, as every power in it is bounded."""
    match node:
        case Number(value=number):
            return number
        case Negative(body=body):
            inner = value(body)
            return None if inner is None else -inner
        case Add(terms=nodes) | Multiply(factors=nodes):
            return combined(node, nodes)
        case Divide(top=top, bottom=bottom):
            over, under = value(top), value(bottom)
            return None if over is None or not under else over / under
        case Power(base=base, exponent=exponent):
            low, high = value(base), value(exponent)
            if low is None or high is None or high.denominator != 1 or (not low and high < 0):
                return None
            return low**high.numerator
        case Apply(function="factorial", arguments=(argument,)):
            return factorial(value(argument))
    return None


def combined(node: Node, nodes: tuple[Node, ...]) -> Fraction | None:
    """The sum or product of the values of `nodes`."""
    total = Fraction(0 if isinstance(node, Add) else 1)
    for each in nodes:
        inner = value(each)
        if inner is None:
            return None
        total = total + inner if isinstance(node, Add) else total * inner
        if bits(total) > MOST_BITS:
            return total
    return total


def bits(number: Fraction) -> int:
    """How large a number is written out."""
    return max(number.numerator.bit_length(), number.denominator.bit_length())


def factorial(number: Fraction | None) -> Fraction | None:
    """number!, or None."""
    if number is None or number.denominator != 1 or not 0 <= number <= MOST_FACTORIAL:
        return None
    total = 1
    for each in range(2, number.numerator + 1):
        total *= each
    return Fraction(total)


def bounded_factorial(node: Node) -> bool:
    """Whether `node`! is of a name or of a small number."""
    number = value(node)
    return number is None or abs(number) <= MOST_FACTORIAL


def bounded_power(base: Node, exponent: Node) -> bool:
    """Whether base ^ exponent has a small exponent, and few digits if it is a number."""
    high = value(exponent)
    if high is None:
        return True
    if abs(high) > MOST_EXPONENT:
        return False
    low = value(base)
    return low is None or (bits(low) - 1) * abs(high) <= MOST_POWER_BITS
