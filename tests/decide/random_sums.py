"""Random expressions over families, with sums, products, functions, conditions and cases."""

import random

import sympy
from sympy import Eq, Integer, Ne, Rational, Symbol, exp, log
from sympy.core.symbol import Str

from derivo.checks.language.domains import NONNEGATIVE, POSITIVE, REAL, Domain
from derivo.checks.language.families import Delta, Every, Mirrored, Times, Total, entry
from derivo.checks.language.inverses import Determinant, Inverse
from derivo.checks.language.nodes import Choose, add, apply, divide, multiply, power
from derivo.checks.verdict import Claim, Relation

N, K = sympy.symbols("N K", integer=True, positive=True)
FREE = tuple((Symbol(letter, integer=True), size) for letter, size in (("k", K), ("h", K), ("n", N)))
J = Symbol("j", integer=True)
BINARY, SIGN = Domain(values=(0, 1)), Domain(values=(-1, 1))
# name, sizes, domain; q sums to one over its first index
FAMILIES = (
    ("x", (N,), REAL), ("w", (N,), POSITIVE), ("q", (K, N), NONNEGATIVE), ("z", (K, N), REAL), ("t", (N,), BINARY),
    ("u", (K,), REAL), ("s", (N,), SIGN), ("p", (K,), POSITIVE), ("g", (N, N), REAL), ("m", (K, K), REAL),
)  # fmt: skip
GIVEN = (Every(Eq(Total(entry("q", J, FREE[2][0]), J, Integer(1), K), 1, evaluate=False), FREE[2][0], N),)


class Sums:
    """Draws expressions; every sum has an index of its own."""

    def __init__(self, seed):
        self.source = random.Random(seed)
        self.count = 0

    def index(self, size):
        self.count += 1
        return Symbol(f"i{self.count}", integer=True), size

    def one(self, depth, indices):
        choose = self.source.choice
        if depth == 0 or self.source.random() < 0.15:
            return self.leaf(indices)
        kind = choose(
            ("add", "mul", "mul", "total", "total", "total", "power", "inverse", "function", "times", "case", "matrix")
        )
        if kind in ("add", "mul"):
            return (add if kind == "add" else multiply)(
                *(self.one(depth - 1, indices) for _ in range(choose((2, 2, 3))))
            )
        if kind in ("total", "times"):
            return self.over(Total if kind == "total" else Times, depth, indices)
        body = self.one(depth - 1, indices)
        if kind == "power":
            return power(body, choose((Integer(2), Integer(3), Rational(1, 2), Integer(-2), Rational(3, 2))))
        if kind == "inverse":
            return divide(self.one(depth - 1, indices), body)
        if kind == "function":
            return apply(choose((exp, log, sympy.sin, sympy.tanh)), body)
        return self.case(depth, indices) if kind == "case" else self.beside_inverse(depth, indices)

    def beside_inverse(self, depth, indices):
        """Σ_j A_ij·(A⁻¹)_jk·f, or something that looks like it."""
        (j, size), (row, _), (column, _) = (self.index(K) for _ in range(3))
        (n, _), choose = self.index(N), self.source.choice
        matrices = (
            lambda r, c: entry("m", r, c),
            lambda r, c: add(entry("m", r, c), Delta(r, c)),
            lambda r, c: Total(multiply(entry("z", r, n), entry("z", c, n)), n, Integer(1), N),
            lambda r, c: add(
                Total(multiply(entry("w", n), entry("z", r, n), entry("z", c, n)), n, Integer(1), N), Delta(r, c)
            ),
            lambda r, c: add(multiply(Integer(2), entry("m", c, r)), multiply(entry("p", r), Delta(r, c))),
            lambda r, c: Mirrored(Str("v"), r, c),
        )
        matrix, other = choose(matrices), choose(matrices)
        ks = [index for index, each in (*indices, (j, K)) if each == K]
        at = choose(((j, choose(ks)), (choose(ks), j)))
        inverse = Inverse(matrix(row, column), row, column, K, *at)
        beside = choose((matrix, matrix, other))(*choose(((choose(ks), j), (j, choose(ks)))))
        if self.source.random() < 0.2 and len(ks) > 2:
            at = self.source.sample([index for index in ks if index != j], 2)
            inverse = Inverse(matrix(row, column), row, column, K, *at)
            return multiply(Determinant(matrix(row, column), row, column, K), inverse)
        rest = self.one(max(depth - 3, 0), (*indices, (j, size)))
        return Total(multiply(beside, inverse, rest), j, Integer(1), K)

    def over(self, node, depth, indices):
        running, size = self.index(self.source.choice((N, N, K)))
        alike = [index for index, other in indices if other == size]
        conditions = ()
        if alike and node is Total and self.source.random() < 0.25:
            conditions = (self.source.choice((Ne, Eq))(running, self.source.choice(alike), evaluate=False),)
        body = self.one(depth - 1, (*indices, (running, size)))
        low, high = (
            (Integer(1), size)
            if node is Times
            else self.source.choice(((Integer(1), size),) * 6 + ((Integer(2), size), (Integer(1), size - 1)))
        )
        return node(body, running, low, high, *conditions)

    def case(self, depth, indices):
        ns = [index for index, size in indices if size == N]
        ks = [index for index, size in indices if size == K]
        above, below = (self.one(depth - 1, indices) for _ in range(2))
        if ns and self.source.random() < 0.6:
            return Choose(entry("t", self.source.choice(ns)), above, below)
        if len(ks) > 1:
            a, b = self.source.sample(ks, 2)
            return Choose(add(a, -b), above, Choose(add(b, -a), above, below))
        return add(above, below)

    def leaf(self, indices):
        fitting = [
            (name, sizes) for name, sizes, _ in FAMILIES if all(any(s == size for _, s in indices) for size in sizes)
        ]
        if not fitting or self.source.random() < 0.25:
            return self.source.choice(
                (Integer(2), Integer(-1), Symbol("a", real=True), Symbol("b", real=True), N, K, Rational(1, 3))
            )
        name, sizes = self.source.choice(fitting)
        at = [self.source.choice([index for index, size in indices if size == wanted]) for wanted in sizes]
        if len(at) == 2 and sizes[0] == sizes[1] and self.source.random() < 0.2:
            return Delta(*at)
        return entry(name, *at)


def rewritten(node, source):
    """`node` rewritten at random: true where one knows only schoolbook rules, and sometimes a little wrong."""
    if not node.args or isinstance(node, type(entry("x", N))):
        return node
    arguments = [rewritten(argument, source) if argument.args else argument for argument in node.args]
    if isinstance(node, Total | Times):
        arguments = [arguments[0], *node.args[1:]]
    chance = source.random()
    if isinstance(node, Total) and not node.args[4:] and chance < 0.5:
        body, index, low, high = arguments
        if isinstance(body, sympy.Add):
            return add(*(Total(term, index, low, high) for term in body.args))
        if isinstance(body, sympy.Mul):
            outside = [factor for factor in body.args if index not in factor.free_symbols]
            inside = [factor for factor in body.args if index in factor.free_symbols] or [Integer(1)]
            return multiply(*outside, Total(multiply(*inside), index, low, high))
        if isinstance(body, Total) and not body.args[4:] and {index} & body.args[2].free_symbols == set():
            return Total(Total(body.args[0], index, low, high), *body.args[1:])
    if isinstance(node, sympy.Mul) and chance < 0.3:
        for place, factor in enumerate(arguments):
            if isinstance(factor, sympy.Add):
                rest = [other for i, other in enumerate(arguments) if i != place]
                return add(*(multiply(*rest, term) for term in factor.args))
    if isinstance(node, log) and isinstance(arguments[0], sympy.Mul) and chance < 0.5:
        return add(*(apply(log, factor) for factor in arguments[0].args))
    if isinstance(node, sympy.Pow) and isinstance(arguments[0], sympy.Mul) and chance < 0.5:
        return multiply(*(power(factor, arguments[1]) for factor in arguments[0].args))
    if isinstance(node, Times) and isinstance(arguments[0], sympy.Mul) and chance < 0.5:
        return multiply(*(Times(factor, *node.args[1:]) for factor in arguments[0].args))
    if isinstance(node, sympy.Add | sympy.Mul):
        arguments = source.sample(arguments, len(arguments))
    return node.func(*arguments, evaluate=False)


def claim(left, right):
    return Claim(
        left, right, Relation.EQUAL, (), GIVEN, sizes=(N, K), indices=FREE,
        families=(*((name, domain) for name, _, domain in FAMILIES), ("v", REAL)),
    )  # fmt: skip
