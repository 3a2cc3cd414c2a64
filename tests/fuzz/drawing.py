"""Random terms of each kind, biased towards what a checker may get wrong: indices as values, cumulative sums, deltas, kinks."""

from __future__ import annotations

from fractions import Fraction
from itertools import count

ONE = ("num", Fraction(1))
LETTERS = "nmrsgh"


def number(n, m=1):
    return ("num", Fraction(n, m))


class Draw:
    """Draws terms; every sum has an index of its own."""

    def __init__(self, source):
        self.source = source
        self.taken = count()

    def of(self, kind):
        drawn = {
            "scalar": lambda: self.scalar(3), "cases": lambda: self.case(3), "sum": lambda: self.sums(3, ()),
            "derivative": self.derivative, "matrix": self.matrix_scalar, "gradient": self.gradient,
            "chance": self.chance,
        }  # fmt: skip
        return drawn[kind]()

    def choose(self, *options):
        """The result of one of some calls."""
        return self.source.choice(options)()

    # --- scalars

    def scalar(self, depth):
        pick, s = self.source.choice, self.scalar
        if depth <= 0:
            return self.choose(
                lambda: ("name", pick("abcpqt")),
                lambda: ("name", pick("abc")),
                lambda: number(pick((0, 1, 2, 3, -1)), pick((1, 1, 2))),
            )
        return self.choose(
            lambda: ("add", s(depth - 1), s(depth - 2)),
            lambda: ("sub", s(depth - 1), s(depth - 2)),
            lambda: ("mul", s(depth - 1), s(depth - 2)),
            lambda: ("neg", s(depth - 1)),
            lambda: ("div", s(depth - 1), self.positive(depth - 2)),
            lambda: ("pow", s(depth - 1), number(pick((2, 2, 3, 0)))),
            lambda: ("fn", pick(("exp", "sin", "cos", "tanh")), s(depth - 2)),
            lambda: ("fn", pick(("log", "sqrt")), self.positive(depth - 1)),
            lambda: ("abs", s(depth - 1)),
            lambda: (pick(("max", "min")), s(depth - 1), s(depth - 2)),
            lambda: ("ind", pick(("<", "<=", ">", "=", "!=")), s(depth - 2), s(depth - 2)),
            lambda: ("at", pick("ab"), s(0), s(depth - 1)),
        )

    def positive(self, depth):
        pick = self.source.choice
        if depth <= 0:
            return self.choose(lambda: ("name", pick("pq")), lambda: number(pick((1, 2, 3))))
        return self.choose(
            lambda: ("add", self.positive(depth - 1), self.positive(depth - 2)),
            lambda: ("mul", self.positive(depth - 1), self.positive(depth - 2)),
            lambda: ("add", ONE, ("pow", self.scalar(depth - 1), number(2))),
            lambda: ("fn", "exp", self.scalar(depth - 2)),
        )

    def case(self, depth):
        pick, s = self.source.choice, self.scalar
        cases = ("cases", pick(("<", "<=", ">", ">=")), s(0), s(0), s(depth - 2), s(depth - 2))
        return self.choose(
            lambda: cases,
            lambda: (pick(("add", "mul", "max")), cases, s(depth - 2)),
            lambda: ("d", ("name", pick("ab")), cases),
            lambda: ("d", ("name", "a"), (pick(("max", "min")), s(1), s(1))),
            lambda: ("d", ("name", "a"), ("abs", s(1))),
            lambda: ("pow", ("ind", "<", s(0), s(0)), number(2)),
        )

    # --- sums

    def sums(self, depth, running):
        pick = self.source.choice
        if depth <= 0:
            return self.leaf(running)
        inner = lambda less: self.sums(depth - less, running)  # noqa: E731
        return self.choose(
            lambda: ("add", inner(1), inner(2)),
            lambda: ("sub", inner(1), inner(2)),
            lambda: ("mul", inner(1), inner(2)),
            lambda: ("pow", inner(1), number(2)),
            lambda: ("fn", pick(("exp", "sin", "tanh")), inner(2)),
            *[lambda: self.over(depth, running)] * 5,
        )

    def over(self, depth, running):
        pick = self.source.choice
        index = LETTERS[next(self.taken) % len(LETTERS)]
        outer = [("idx", each) for each in (*running, "j", "k")]
        high = pick([("name", "N")] * 5 + [("sub", ("name", "N"), ONE), *outer])
        low = pick([ONE] * 6 + [number(2), *outer])
        condition = (pick(("!=", "<", "=", "<=")), ("idx", index), pick(outer)) if self.source.random() < 0.25 else None
        kind = pick(("sum",) * 6 + ("prod",))
        return (kind, index, low, high, condition, self.sums(depth - 1, (*running, index)))

    def leaf(self, running):
        pick = self.source.choice
        at = ("idx", pick((*running, *running, *running, "j", "k")))
        return self.choose(
            *[lambda: ("entry", pick("xxyyzw"), at)] * 5,
            lambda: at,
            lambda: ("name", pick("abN")),
            lambda: number(pick((1, 2, -1))),
            lambda: ("ind", pick(("=", "!=", "<")), at, ("idx", pick((*running, "j", "k")))),
        )

    def derivative(self):
        by = self.choose(
            lambda: ("entry", self.source.choice("xy"), ("idx", self.source.choice("jk"))),
            lambda: ("name", self.source.choice("ab")),
        )
        body = self.over(2, ())
        return ("d", by, self.choose(lambda: body, lambda: ("mul", body, body), lambda: ("fn", "exp", body)))

    # --- vectors and matrices

    def matrix(self, depth):
        pick, m = self.source.choice, self.matrix
        if depth <= 0:
            return self.choose(
                *[lambda: ("mat", pick("ABSV"))] * 4, lambda: ("I",), lambda: ("diag", ("vec", pick("uv")))
            )
        return self.choose(
            lambda: ("add", m(depth - 1), m(depth - 1)),
            lambda: ("sub", m(depth - 1), m(0)),
            lambda: ("mmul", m(depth - 1), m(0)),
            lambda: ("T", m(depth - 1)),
            lambda: ("had", m(depth - 1), m(0)),
            lambda: ("inv", ("mat", "V")),
            lambda: ("mmul", ("vec", pick("uv")), ("T", ("vec", pick("uv")))),
        )

    def vector(self, depth):
        pick = self.source.choice
        if depth <= 0:
            return self.choose(*[lambda: ("vec", pick("uv"))] * 4, lambda: ("ones",))
        return self.choose(
            lambda: ("add", self.vector(depth - 1), self.vector(0)),
            lambda: ("sub", self.vector(depth - 1), self.vector(0)),
            lambda: ("mmul", self.matrix(1), self.vector(depth - 1)),
            lambda: ("had", self.vector(depth - 1), self.vector(0)),
        )

    def matrix_scalar(self):
        at = [("idx", self.source.choice("il")) for _ in range(2)]
        return self.choose(
            lambda: ("tr", self.matrix(2)), lambda: ("normF", self.matrix(2)), lambda: ("norm", self.vector(2)),
            lambda: ("mmul", ("T", self.vector(1)), self.matrix(1), self.vector(0)), lambda: ("det", self.matrix(1)),
            lambda: ("part", self.matrix(2), *at), lambda: ("part", self.vector(2), at[0]),
            lambda: self.matrix(2), lambda: self.vector(2),
        )  # fmt: skip

    def gradient(self):
        body = self.choose(
            lambda: ("norm", self.vector(2)), lambda: ("normF", self.matrix(1)), lambda: ("tr", self.matrix(2)),
            lambda: ("mmul", ("T", self.vector(1)), self.matrix(0), self.vector(1)),
            lambda: ("fn", self.source.choice(("exp", "sin")), ("mmul", ("T", ("vec", "u")), self.vector(1))),
        )  # fmt: skip
        by = self.source.choice("uuvA")
        return ("grad", by, body)

    # --- random names

    def chance(self):
        inner = lambda: self.polynomial(2)  # noqa: E731
        mean = self.choose(
            lambda: ("E", inner()), lambda: ("Var", inner()), lambda: ("Cov", inner(), inner()),
            lambda: ("pow", ("E", inner()), number(2)), lambda: ("E", ("mul", inner(), ("E", inner()))),
        )  # fmt: skip
        return self.choose(lambda: mean, lambda: ("add", mean, ("E", inner())), lambda: ("mul", ("name", "a"), mean))

    def polynomial(self, depth):
        pick = self.source.choice
        if depth <= 0:
            return self.choose(
                *[lambda: ("name", pick("XY"))] * 3, lambda: ("name", pick("ab")), lambda: number(pick((1, 2)))
            )
        kind = pick(("add", "mul", "sub", "pow"))
        if kind == "pow":
            return ("pow", self.polynomial(depth - 1), number(2))
        return (kind, self.polynomial(depth - 1), self.polynomial(depth - 2))
