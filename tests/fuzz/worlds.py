"""The names that claims are about, as declared and at random points of small sizes, special values included."""

from __future__ import annotations

import mpmath
from mpmath import mpf

from tests.fuzz.terms import Undefined, value

SCALARS = "a, b, c : real\np, q : positive\nt : {0,1}"
SUMS = (
    "N : size\nx_n, y_n : real for n in 1..N\nw_n : positive for n in 1..N\nz_n : {0,1} for n in 1..N\nj, k : index(N)"
)
ARRAYS = "d : size\nu, v : vector(d)\nA, B : matrix(d,d)\nS : symmetric(d)\nV : posdef(d)\ni, l : index(d)"
CHANCE = "X, Y : random real"
LET = {
    "scalar": SCALARS, "cases": SCALARS, "sum": f"{SCALARS}\n{SUMS}", "derivative": f"{SCALARS}\n{SUMS}",
    "matrix": f"{SCALARS}\n{ARRAYS}", "gradient": f"{SCALARS}\n{ARRAYS}", "chance": f"{SCALARS}\n{CHANCE}",
}  # fmt: skip
SPECIAL = (0, 1, -1, 2, 0.5)


def drawn(source, *, positive=False):
    """A number: at times a special one."""
    if source.random() < 0.2:
        found = mpf(source.choice(SPECIAL[1:2] + SPECIAL[3:] if positive else SPECIAL))
    else:
        found = mpf(source.randint(1, 60)) / 16 * (1 if positive else source.choice((1, -1)))
    return found


def point_of(source, size):
    """A point where N and d are `size`."""
    point = {name: drawn(source) for name in "abc"} | {name: drawn(source, positive=True) for name in "pq"}
    point |= {"t": mpf(source.randint(0, 1)), "N": mpf(size), "d": mpf(size)}
    for name in "xy":
        point[name] = [drawn(source) for _ in range(size)]
    point["w"] = [drawn(source, positive=True) for _ in range(size)]
    point["z"] = [mpf(source.randint(0, 1)) for _ in range(size)]
    point |= {name: mpf(source.randint(1, size)) for name in "jkil"}
    for name in "uv":
        point[name] = mpmath.matrix([drawn(source) for _ in range(size)])
    for name in "AB":
        point[name] = mpmath.matrix([[drawn(source) for _ in range(size)] for _ in range(size)])
    point["S"] = point["A"] + point["A"].T
    root = mpmath.matrix([[drawn(source) for _ in range(size)] for _ in range(size)])
    point["V"] = root.T * root + mpmath.eye(size)
    weights = [source.randint(1, 5) for _ in range(3)]
    point["table"] = [(mpf(w) / sum(weights), {"X": drawn(source), "Y": drawn(source)}) for w in weights]
    return point


def points(source, count=10):
    """Points of the sizes 1, 2, 3 and 4 in turn."""
    return [point_of(source, 1 + turn % 4) for turn in range(count)]


def differ(left, right, at):
    """Whether two terms are seen to differ at one of the points, by far more than any rounding."""
    return any(gap is not None and gap > mpf(10) ** -5 for gap in (_gap(left, right, point) for point in at))


def agree(left, right, at):
    """Whether two terms agree wherever both have a value, and have one somewhere."""
    gaps = [gap for point in at if (gap := _gap(left, right, point)) is not None]
    return bool(gaps) and all(gap < mpf(10) ** -7 for gap in gaps)


def _gap(left, right, point):
    """The largest difference of entries, against their size; None where one has no value."""
    try:
        one, other = value(left, point), value(right, point)
    except Undefined:
        return None
    flat = [list(each) if isinstance(each, mpmath.matrix) else [each] for each in (one, other)]
    if len(flat[0]) != len(flat[1]):
        return None
    return max(abs(a - b) / (1 + abs(a) + abs(b)) for a, b in zip(*flat, strict=True))
