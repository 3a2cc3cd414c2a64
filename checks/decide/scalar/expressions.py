"""From quotients over generators back to expressions; what was not kept raises NoRule."""

from __future__ import annotations

import sympy
from flint import fmpz_mpoly
from sympy import Expr, Integer, Symbol

from derivo.checks.decide.polynomials import NoRule, Quotient
from derivo.checks.decide.scalar.generators import PI, Conversion
from derivo.checks.language.nodes import Modulus, add, divide, multiply, power


def expression(conversion: Conversion, value: Quotient) -> Expr:
    """An expression whose quotient is `value`."""
    top = _polynomial(conversion, value.top)
    return top if value.bottom.is_one() else divide(top, _polynomial(conversion, value.bottom))


def _polynomial(conversion: Conversion, p: fmpz_mpoly) -> Expr:
    terms = []
    for monomial, coefficient in sorted(p.to_dict().items()):
        factors = [] if coefficient == 1 and any(monomial) else [Integer(int(coefficient))]
        for slot, degree in enumerate(monomial):
            if degree:
                base = _generator(conversion, slot)
                factors.append(base if degree == 1 else power(base, Integer(int(degree))))
        terms.append(multiply(*factors))
    return add(*terms) if terms else Integer(0)


def _generator(conversion: Conversion, slot: int) -> Expr:
    key = conversion.ring.generators[slot].key
    if key[0] == "name":
        (symbol,) = key[1:]
        assert isinstance(symbol, Symbol)
        return symbol
    if key == PI:
        return sympy.pi
    inside = [expression(conversion, part) for part in conversion.inside(slot)]
    if slot in conversion.exponents:
        return sympy.exp(inside[0], evaluate=False)
    if slot in conversion.logarithms:
        return sympy.log(Modulus(inside[0]), evaluate=False)
    if slot in conversion.moduli:
        return Modulus(inside[0])
    if slot in conversion.roots:
        return power(Modulus(inside[0]), sympy.Rational(1, conversion.roots[slot][1]))
    raise NoRule("generator")
