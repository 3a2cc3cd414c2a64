"""Claims about continuous random names: joints, expectations, scores and networks, in one dimension or d."""

import sympy
from sympy import Dummy, Integer, Symbol

from derivo.checks.language.domains import POSITIVE, REAL, Domain
from derivo.checks.language.families import Total, entry
from derivo.checks.language.nodes import multiply, power
from derivo.checks.language.tables import Law, Model, Network, Table, expected, sample, samples, summed
from derivo.checks.verdict import Claim, Relation

D = Symbol("d", integer=True, positive=True)
alpha = Symbol("alpha", real=True)
t = Symbol("t", integer=True, positive=True)
r, u, v = sympy.symbols("r u v", real=True)
DOMAINS = (
    (alpha, Domain(low=0, high=1)),
    (t, Domain(low=1, low_open=False, whole=True)),
    (r, POSITIVE),
    (v, POSITIVE),
    (D, Domain(low=1, low_open=False, whole=True)),
)
ONE = Integer(1)


class Joint:
    """A table of random names, and what is written with it; a body is a function of the places of the names."""

    def __init__(self, name="p", of=("X", "Z")):
        self.table = Table(name, of)
        self.free = {each: sample(each) for each in of}

    def running(self, names):
        return {name: Dummy(name, integer=True) for name in names}

    def mean(self, body, over=None, given=(), at=None, tables=()):
        at = self.free if at is None else at
        over = self.running(over or [name for name in self.table.of if name not in given])
        return expected(sympy.sympify(body({**at, **over})), over, given, (self.table, *tables), at)

    def integral(self, body, over, at=None):
        at = self.free if at is None else at
        over = self.running(over)
        return summed(sympy.sympify(body({**at, **over})), over)

    def density(self, values, given=(), at=None):
        return self.table.density(values, given, self.free if at is None else at)

    def score(self, by, values, given=(), at=None, axis=ONE, known=None):
        return self.table.score(by, axis, values, given, self.free if at is None else at, known)


def value(name, at, *axis):
    return entry(name, at[name], *axis)


def network(function, names, at, *axis):
    return entry(f"{function}({', '.join(names)})", *(at[name] for name in names), *axis)


def square(body):
    return multiply(body, body)


def norm(body, axis, size=D):
    """‖v‖ of the entries of a vector."""
    return power(Total(square(body), axis, Integer(1), size), sympy.Rational(1, 2))


def claim(left, right, relation=Relation.EQUAL, *, joints=(), laws=(), networks=(), given=(), about=()):
    left, right = sympy.sympify(left), sympy.sympify(right)
    names = tuple(dict.fromkeys(name for joint in joints for name in joint.table.of))
    free = left.free_symbols | right.free_symbols
    indices = tuple((sample(name), samples(name)) for name in names if sample(name) in free)
    used = free | {size for condition in given for size in condition.free_symbols} | {size for _, size in indices}
    sizes = tuple(size for size in (*map(samples, names), D) if size in used)
    model = Model(tuple(joint.table for joint in joints), tuple(laws), tuple(networks))
    families = (
        *((name, REAL) for name in names),
        *((joint.table.name, POSITIVE) for joint in joints),
    )
    return Claim(
        left, right, relation, DOMAINS, given, about, sizes=sizes, indices=indices, families=families, model=model
    )


__all__ = ["Law", "Network"]
