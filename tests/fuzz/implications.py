"""Random implications with truth by construction: x = e(y) in disguise, and what is so, or is not, where it holds."""

from __future__ import annotations

import math

from tests.fuzz.judging import Typed

# What x may be, as typed and as computed.
VALUES = (
    ("(y + 2)/3", lambda y: (y + 2) / 3),
    ("y^2 + 1", lambda y: y * y + 1),
    ("2 y", lambda y: 2 * y),
    ("1/(y^2 + 1)", lambda y: 1 / (y * y + 1)),
    ("exp(y)", math.exp),
    ("3 - y", lambda y: 3 - y),
    ("y^3 - y", lambda y: y**3 - y),
    ("-y/5", lambda y: -y / 5),
)
# Equations that say it, for every y.
DISGUISES = (
    "x = {e}",
    "{k} x - {k} ({e}) = 0",
    "x + y = {e} + y",
    "{e} - x = 0",
    "(x - ({e}))^3 = 0",
    "exp(x) = exp({e})",
    "(y^2 + 1) x = (y^2 + 1) ({e})",
    "x/{k} - ({e})/{k} = 0",
)
# Equations that say less: x^2 = e^2 has another solution where e is not 0.
WEAKER = ("x^2 = ({e})^2", "y x = y ({e})", "(x - ({e}))(x - {k}) = 0")
# What is concluded: of h(x, y) that it is what it is at x = e.
FUNCTIONS = (
    ("{x}", lambda x, _: x),
    ("{x}^2 + y", lambda x, y: x * x + y),
    ("y ({x})", lambda x, y: x * y),
    ("{x}^3 - 2 {x}", lambda x, _: x**3 - 2 * x),
    ("exp({x})", lambda x, _: math.exp(x)),
    ("1/(1 + ({x})^2)", lambda x, _: 1 / (1 + x * x)),
)
SLIPS = ("{e} + 1", "-({e})", "2 ({e})", "({e}) y", "({e})/2")
POINTS = (0.7, -1.3, 2.1, -0.4)
# In sums and vectors: premise, what follows, what does not.
SIZED = (
    (
        r"\sum_n a_n (x_n - m) = 0",
        (r"m = \sum_n a_n x_n / \sum_n a_n", r"m \sum_n a_n = \sum_n a_n x_n", r"\sum_n a_n x_n - m \sum_n a_n = 0"),
        (r"m = \sum_n a_n x_n", r"m = \sum_n x_n / N", r"m \sum_n a_n = 2 \sum_n a_n x_n"),
        "N : size\na_n : positive for n in 1..N\nx_n : real for n in 1..N\nm : real",
    ),
    (
        "X^T (y - X w) = 0",
        ("w = (X^T X)^{-1} X^T y", "X^T X w = X^T y", "w^T X^T (y - X w) = 0"),
        ("w = X^T y", "X w = y", "X^T X w = -X^T y"),
        "X : matrix(N, D)\ny : vector(N)\nw : vector(D)",
    ),
    (
        "A u = l u",
        ("u^T A u = l u^T u", "A A u = l^2 u", "(A - l I) u = 0"),
        ("A = l I", "A^T u = l u", "A A u = l u"),
        "A : matrix(n, n)\nu : vector(n)\nl : real",
    ),
)


def implication(source):
    """A claim of what an equation implies."""
    if source.random() < 0.2:
        premise, follow, fail, let = source.choice(SIZED)
        truth = source.random() < 0.5
        return Typed("implication", truth, premise, source.choice(follow if truth else fail), let, relation="=>")
    (e, at), (h, of) = source.choice(VALUES), source.choice(FUNCTIONS)
    k = source.randint(2, 6)
    weak = source.random() < 0.2
    premise = source.choice(WEAKER if weak else DISGUISES).format(e=e, k=k)
    wrong = source.random() < 0.5
    slip = source.choice(SLIPS)
    inside = slip.format(e=f"({e})") if wrong else f"({e})"
    conclusion = f"{h.format(x='x')} = {h.format(x=f'({inside})')}"
    slipped = {"{e} + 1": lambda v, _: v + 1, "-({e})": lambda v, _: -v, "2 ({e})": lambda v, _: 2 * v}
    slipped |= {"({e}) y": lambda v, y: v * y, "({e})/2": lambda v, _: v / 2}
    values = [(at(y), slipped[slip](at(y), y) if wrong else at(y), y) for y in POINTS]
    differs = any(abs(of(x, y) - of(other, y)) > 1e-6 for x, other, y in values)
    truth = None if weak and not differs else not differs  # where less is said, more may be false
    return Typed("implication", truth, premise, conclusion, "x, y : real", relation="=>")
