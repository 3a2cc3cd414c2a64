"""Products of symbolic size, and roots of sums, where they are easily got rid of.

log Π f = Σ log|f|     (b^r)^n = b^(r·n) for whole r·n        wherever the left sides are defined
"""

from __future__ import annotations

import sympy
from sympy import Basic

from derivo.checks.language.families import Times, Total
from derivo.checks.language.nodes import Modulus, add, apply, multiply, power, rebuilt


def with_products_summed(node: Basic) -> Basic:
    """`node` with the logarithm of every product over an index set written as a sum of logarithms."""
    if not node.args or not node.has(Times):
        return node
    arguments = [with_products_summed(argument) for argument in node.args]
    if isinstance(node, sympy.log) and arguments[0].has(Times):
        return _log_modulus(arguments[0])
    return rebuilt(node, arguments)


def with_roots_raised(node: Basic) -> Basic:
    """`node` with (b^r)^n as b^(r·n) where that is a whole power."""
    if not node.args:
        return node
    arguments = [with_roots_raised(argument) for argument in node.args]
    if isinstance(node, sympy.Pow) and isinstance(arguments[0], sympy.Pow):
        base, inner = arguments[0].args
        if inner.is_Rational and arguments[1].is_Integer and (inner * arguments[1]).is_Integer:
            return power(base, inner * arguments[1])
    return rebuilt(node, arguments) if tuple(arguments) != node.args else node


def _log_modulus(node: Basic) -> Basic:
    """log|node|, by its factors."""
    if isinstance(node, sympy.Mul):
        return add(*(_log_modulus(factor) for factor in node.args))
    if isinstance(node, sympy.Pow) and node.args[1].is_Integer:
        return multiply(node.args[1], _log_modulus(node.args[0]))
    if isinstance(node, Times):
        return Total(_log_modulus(node.args[0]), *node.args[1:])
    return apply(sympy.log, Modulus(node))
