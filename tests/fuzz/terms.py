"""Terms as tuples: how each is typed, and its value in plain floating point.

Nothing of the checker is used here: a value is what mpmath computes at one point of concrete sizes.
"""

from __future__ import annotations

import mpmath
from mpmath import mp, mpf

mp.dps = 30
STEP = mpf(10) ** -10  # of a difference quotient, whose error is some STEP²
FUNCTIONS = {
    "exp": mpmath.exp,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tanh": mpmath.tanh,
    "log": mpmath.log,
    "sqrt": mpmath.sqrt,
}
HOLDS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip
LATEX = {"<": "<", "<=": "\\le", ">": ">", ">=": "\\ge", "=": "=", "!=": "\\ne"}


class Undefined(Exception):
    """There is no value at this point."""


def show(term):
    """The term as typed, with brackets around all that might be read otherwise."""
    kind, *rest = term
    return SHOWN[kind](*rest)


def boxed(term):
    return show(term) if term[0] in ("name", "idx", "entry", "mat", "vec") else f"({show(term)})"


def _number(value):
    return f"{value.numerator}/{value.denominator}" if value.denominator > 1 else f"{value}"


def _over(sign):
    def shown(index, low, high, condition, body):
        aside = f", {show(condition[1])} {LATEX[condition[0]]} {show(condition[2])}" if condition else ""
        return f"{sign}_{{{index}={show(low)}{aside}}}^{{{show(high)}}} ({show(body)})"

    return shown


def _cases(relation, left, right, then, other):
    return f"\\begin{{cases}} {show(then)} & {show(left)} {LATEX[relation]} {show(right)} \\\\ {show(other)} & \\text{{otherwise}} \\end{{cases}}"


SHOWN = {
    "num": _number,
    "name": str, "idx": str, "mat": str, "vec": str,
    "entry": lambda name, *at: f"{name}_{{{','.join(map(show, at))}}}",
    "add": lambda *terms: " + ".join(map(boxed, terms)),
    "sub": lambda a, b: f"{boxed(a)} - {boxed(b)}",
    "mul": lambda *factors: " \\cdot ".join(map(boxed, factors)),
    "neg": lambda a: f"-{boxed(a)}",
    "div": lambda a, b: f"\\frac{{{show(a)}}}{{{show(b)}}}",
    "pow": lambda a, n: f"{boxed(a)}^{{{show(n)}}}",
    "fn": lambda name, a: f"\\{name}({show(a)})" if name != "sqrt" else f"\\sqrt{{{show(a)}}}",
    "abs": lambda a: f"\\left|{show(a)}\\right|",
    "max": lambda a, b: f"\\max({show(a)}, {show(b)})",
    "min": lambda a, b: f"\\min({show(a)}, {show(b)})",
    "ind": lambda relation, a, b: f"[{show(a)} {LATEX[relation]} {show(b)}]",
    "cases": _cases,
    "sum": _over("\\sum"), "prod": _over("\\prod"),
    "fact": lambda a: f"{boxed(a)}!",
    "d": lambda by, body: f"\\frac{{\\partial}}{{\\partial {show(by)}}} ({show(body)})",
    "at": lambda name, value, body: f"\\left.({show(body)})\\right|_{{{name}={show(value)}}}",
    "mmul": lambda *factors: " ".join(map(boxed, factors)),
    "T": lambda a: f"{boxed(a)}^T",
    "inv": lambda a: f"{boxed(a)}^{{-1}}",
    "I": lambda: "I", "ones": lambda: "\\mathbf{1}_d",
    "tr": lambda a: f"\\mathrm{{tr}}({show(a)})",
    "det": lambda a: f"\\det({show(a)})",
    "had": lambda a, b: f"{boxed(a)} \\odot {boxed(b)}",
    "diag": lambda a: f"\\mathrm{{diag}}({show(a)})",
    "norm": lambda a: f"\\|{show(a)}\\|_2^2", "normF": lambda a: f"\\|{show(a)}\\|_F^2",
    "part": lambda a, *at: f"({show(a)})_{{{','.join(map(show, at))}}}",
    "grad": lambda by, body: f"\\nabla_{by} ({show(body)})",
    "E": lambda a: f"E[{show(a)}]", "Var": lambda a: f"Var({show(a)})", "Cov": lambda a, b: f"Cov({show(a)}, {show(b)})",
    "lim": lambda name, to, body: f"\\lim_{{{name} \\to {to}}} ({show(body)})",
}  # fmt: skip


def value(term, point):
    """The value at a point: a number, or a matrix. Raises Undefined."""
    kind, *rest = term
    try:
        found = VALUES[kind](point, *rest)
    except (ArithmeticError, ValueError, LookupError, TypeError, AttributeError) as reason:  # also shapes that clash
        raise Undefined(kind) from reason
    if isinstance(found, mpmath.mpc):
        raise Undefined(kind)
    return found


def _each(combine):
    return lambda point, *terms: combine(value(term, point) for term in terms)


def _summed(values):
    total, *rest = values
    for each in rest:
        total = total + each
    return total


def _multiplied(values):
    total, *rest = values
    for each in rest:
        total = total * each
    return total


def _divide(point, a, b):
    return value(a, point) / value(b, point)


def _power(point, a, n):
    base, exponent = value(a, point), value(n, point)
    if base == 0 and exponent <= 0:
        raise Undefined("power")
    return base**exponent if exponent != int(exponent) or not isinstance(base, mpmath.matrix) else base ** int(exponent)


def _function(point, name, a):
    inner = _scalar(value(a, point))
    if (name == "log" and inner <= 0) or (name == "sqrt" and inner < 0):
        raise Undefined(name)
    return FUNCTIONS[name](inner)


def _entry(point, name, *at):
    places = [int(value(each, point)) - 1 for each in at]
    if min(places) < 0:
        raise Undefined("entry")
    held = point[name]
    return held[places[0]] if isinstance(held, list) else held[tuple(places) if len(places) > 1 else places[0]]


def _running(point, index, low, high, condition, body):
    for i in range(int(value(low, point)), int(value(high, point)) + 1):
        inner = point | {index: mpf(i)}
        if not condition or HOLDS[condition[0]](value(condition[1], inner), value(condition[2], inner)):
            yield value(body, inner)


def _quotient(point, by, body):
    """A central difference quotient by a name or by an entry."""

    def moved(step):
        if by[0] == "name":
            return value(body, point | {by[1]: point[by[1]] + step})
        place, held = int(value(by[2], point)) - 1, list(point[by[1]])
        held[place] += step
        return value(body, point | {by[1]: held})

    forth, back = (moved(STEP) - moved(0)) / STEP, (moved(0) - moved(-STEP)) / STEP
    if abs(forth - back) > mpf(10) ** -6 * (1 + abs(forth)):  # a kink
        raise Undefined("derivative")
    return (forth + back) / 2


def _gradient(point, by, body):
    held = point[by]
    found = mpmath.matrix(held.rows, held.cols)
    for i in range(held.rows):
        for j in range(held.cols):
            ends = []
            for step in (STEP, -STEP):
                moved = held.copy()
                moved[i, j] += step
                ends.append(_scalar(value(body, point | {by: moved})))
            found[i, j] = (ends[0] - ends[1]) / (2 * STEP)
    return found


def _factorial(point, a):
    inner = value(a, point)
    if inner < 0 or inner != int(inner):
        raise Undefined("factorial")
    return mpmath.factorial(inner)


def _scalar(matrix):
    return matrix[0, 0] if isinstance(matrix, mpmath.matrix) and matrix.rows == matrix.cols == 1 else matrix


def _inverse(point, a):
    inner = value(a, point)
    if abs(mpmath.det(inner)) < mpf(10) ** -8:
        raise Undefined("inverse")
    return mpmath.inverse(inner)


def _mean(point, body):
    """The mean over the table of a joint distribution."""
    return sum((weight * value(body, point | row) for weight, row in point["table"]), mpf(0))


def _covariance(point, a, b):
    means = _mean(point, a), _mean(point, b)
    rows = point["table"]
    return sum((w * (value(a, point | row) - means[0]) * (value(b, point | row) - means[1]) for w, row in rows), mpf(0))


def _hadamard(point, a, b):
    left, right = value(a, point), value(b, point)
    found = left.copy()
    for i in range(left.rows):
        for j in range(left.cols):
            found[i, j] *= right[i, j]
    return found


def _diagonal(point, a):
    return mpmath.diag(list(value(a, point)))


def _part(point, a, *at):
    places = [int(value(each, point)) - 1 for each in at]
    return value(a, point)[tuple(places) if len(places) > 1 else places[0]]


VALUES = {
    "num": lambda _, n: mpf(n.numerator) / n.denominator,
    "name": lambda point, name: point[name], "idx": lambda point, name: point[name],
    "mat": lambda point, name: point[name], "vec": lambda point, name: point[name],
    "entry": _entry,
    "add": _each(_summed), "mul": _each(_multiplied), "mmul": _each(_multiplied),
    "sub": lambda point, a, b: value(a, point) - value(b, point),
    "neg": lambda point, a: -value(a, point),
    "div": _divide, "pow": _power, "fn": _function,
    "abs": lambda point, a: abs(value(a, point)),
    "max": lambda point, a, b: max(value(a, point), value(b, point)),
    "min": lambda point, a, b: min(value(a, point), value(b, point)),
    "ind": lambda point, r, a, b: mpf(HOLDS[r](value(a, point), value(b, point))),
    "cases": lambda point, r, a, b, c, d: value(c if HOLDS[r](value(a, point), value(b, point)) else d, point),
    "sum": lambda point, *rest: sum(_running(point, *rest), mpf(0)),
    "prod": lambda point, *rest: mpmath.fprod(_running(point, *rest)),
    "fact": _factorial, "d": _quotient,
    "at": lambda point, name, to, body: value(body, point | {name: value(to, point)}),
    "T": lambda point, a: value(a, point).T, "inv": _inverse,
    "I": lambda point: mpmath.eye(int(point["d"])), "ones": lambda point: mpmath.ones(int(point["d"]), 1),
    "tr": lambda point, a: (lambda m: sum((m[i, i] for i in range(m.rows)), mpf(0)))(value(a, point)),
    "det": lambda point, a: mpmath.det(value(a, point)),
    "had": _hadamard, "diag": _diagonal, "part": _part, "grad": _gradient,
    "norm": lambda point, a: sum((each**2 for each in value(a, point)), mpf(0)),
    "normF": lambda point, a: sum((each**2 for each in value(a, point)), mpf(0)),
    "E": _mean, "Var": lambda point, a: _covariance(point, a, a), "Cov": _covariance,
}  # fmt: skip
