"""Short ways to write claims in tests."""

from fractions import Fraction

import sympy
from sympy.core.symbol import Str

from derivo.checks.language.domains import Domain
from derivo.checks.language.nodes import Unknown
from derivo.checks.verdict import Claim, Relation

a, b, c, x, y, z, t = sympy.symbols("a b c x y z t", real=True)
exp, log, sqrt, oo = sympy.exp, sympy.log, sympy.sqrt, sympy.oo
UNIT = Domain(low=Fraction(0), high=Fraction(1))


def f(u, order=0):
    return Unknown(Str("f"), sympy.Tuple(order), u)


def sigma(u):
    return 1 / (1 + exp(-u))


def claim(left, right, relation=Relation.EQUAL, given=(), about=(), functions=(), **domains):
    known = tuple((sympy.Symbol(name, real=True), domain) for name, domain in domains.items())
    return Claim(sympy.sympify(left), sympy.sympify(right), relation, known, given, about, functions)
