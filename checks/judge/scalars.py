"""Numbers of the second judge: exact rationals, balls around what is not rational, and jets of both.

A jet is v + s·ε with ε² = 0: what is computed with it carries the derivative along (forward mode). Jets nest: the ε of
the innermost derivative has the largest tag and stands outermost. Three exceptions say why there is no value:
`Undefined` (for certain), `Unsure` (the balls do not tell, or the point is of no use), `Unknown` (not known here).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flint import arb, fmpq

LONG = 3_000  # bits of a rational number, beyond which it becomes a ball
LARGEST_POWER = 10_000


class Undefined(Exception):
    """What was typed has no value at this point, for certain."""


class NoLogarithm(Undefined):
    """The argument of a logarithm that is differentiated is not positive, for certain."""


class LogarithmOfZero(Undefined):
    """The argument of a logarithm is exactly 0: some take 0·log 0 to be 0."""


class Singular(Undefined):
    """A matrix has no inverse."""


class Unsure(Exception):
    """Nothing can be said at this point."""


class Unknown(Exception):
    """A construct that the second judge does not know."""


@dataclass(frozen=True, slots=True)
class Jet:
    """value + slope·ε_tag."""

    value: Scalar
    slope: Scalar
    tag: int

    def __add__(self, other: Scalar) -> Jet:
        if isinstance(other, Jet) and other.tag >= self.tag:
            if other.tag == self.tag:
                return Jet(self.value + other.value, self.slope + other.slope, self.tag)
            return Jet(self + other.value, other.slope, other.tag)
        return Jet(self.value + other, self.slope, self.tag)

    def __mul__(self, other: Scalar) -> Jet:
        if isinstance(other, Jet) and other.tag >= self.tag:
            if other.tag == self.tag:
                slope = self.value * other.slope + self.slope * other.value
                return Jet(self.value * other.value, slope, self.tag)
            return Jet(self * other.value, self * other.slope, other.tag)
        return Jet(self.value * other, self.slope * other, self.tag)

    def __neg__(self) -> Jet:
        return Jet(-self.value, -self.slope, self.tag)

    def __sub__(self, other: Scalar) -> Scalar:
        return self + -other

    def __rsub__(self, other: Scalar) -> Scalar:
        return -self + other

    __radd__ = __add__
    __rmul__ = __mul__


Scalar = Any  # fmpq | arb | Jet: the types of FLINT do not know that they can meet a jet
Ball = Any  # fmpq | arb
ZERO, ONE, HALF = fmpq(0), fmpq(1), fmpq(1, 2)


def plain(x: Scalar) -> Ball:
    """The value of a jet, without any slopes."""
    while isinstance(x, Jet):
        x = x.value
    return x


def split(x: Scalar, tag: int) -> tuple[Scalar, Scalar]:
    """Value and slope in the ε of this tag."""
    return (x.value, x.slope) if isinstance(x, Jet) and x.tag == tag else (x, ZERO)


def is_zero(x: Scalar) -> bool:
    """Whether a number is exactly 0, without slopes."""
    return isinstance(x, fmpq) and bool(x == 0)


def may_vanish(x: Scalar) -> bool:
    """Whether the value of a number can be 0."""
    ball = plain(x)
    return is_zero(ball) if isinstance(ball, fmpq) else bool(ball.contains(0))


def order(a: Scalar, b: Scalar) -> int:
    """-1, 0 or 1 as a is below, equal to or above b. At a tie of jets nothing is said: there is a kink."""
    x, y = plain(a), plain(b)
    if x < y:
        return -1
    if x > y:
        return 1
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return 0
    raise Unsure


def size(x: Scalar) -> Scalar:
    """|x|."""
    return abs(x) if not isinstance(x, Jet) else x if order(x, ZERO) > 0 else -x


def larger(a: Scalar, b: Scalar) -> Scalar:
    """The larger of two numbers."""
    if not isinstance(a, Jet) and not isinstance(b, Jet) and (isinstance(a, arb) or isinstance(b, arb)):
        return arb(a).max(arb(b))
    return a if order(a, b) >= 0 else b


def whole(x: Scalar) -> int:
    """A value that is a whole number for certain: an index, a bound."""
    if isinstance(x, fmpq) and x.q == 1:
        return int(x.p)
    raise Unknown("a bound or an index that is no whole number")


def divide(a: Scalar, b: Scalar) -> Scalar:
    """A / b."""
    below = plain(b)
    if is_zero(below):
        raise Undefined("division by zero")
    if isinstance(below, arb) and below.contains(0):
        raise Unsure
    return a * _reciprocal(b)


def _reciprocal(x: Scalar) -> Scalar:
    if isinstance(x, Jet):
        turned = _reciprocal(x.value)
        return Jet(turned, -x.slope * turned * turned, x.tag)
    return 1 / x


def power(x: Scalar, y: Scalar) -> Scalar:
    """X ^ y. Of 0⁰, of other than whole powers of a negative number with odd roots, nothing is said."""
    base = plain(x)
    if isinstance(y, fmpq) and y.q == 1 and not (abs(y) > LARGEST_POWER and base > 0):
        return _whole_power(x, int(y.p))
    if base < 0:
        if isinstance(y, fmpq) and int(y.q) % 2 == 0:
            raise Undefined("root of a negative number")
        raise Unsure
    if is_zero(base) and plain(y) < 0:
        raise Undefined("zero to a negative power")
    if is_zero(x) and plain(y) > 0:
        return ZERO
    if not base > 0:
        raise Unsure
    if isinstance(y, fmpq) and int(y.q) == 2:
        return _whole_power(applied("sqrt", x), int(y.p))
    return applied("exp", y * applied("log", x))


def _whole_power(x: Scalar, n: int) -> Scalar:
    base = plain(x)
    if abs(n) > LARGEST_POWER or (n == 0 and is_zero(base)):
        raise Unsure
    if n < 0:
        return divide(ONE, _whole_power(x, -n))
    if isinstance(x, Jet):
        lower = _whole_power(x.value, n - 1) if n > 1 else ONE
        return Jet(lower * x.value, n * lower * x.slope, x.tag) if n else ONE
    if isinstance(x, fmpq) and n * (int(x.p).bit_length() + int(x.q).bit_length()) > LONG:
        x = arb(x)
    return x**n


# --- functions


def _log(x: arb) -> arb:
    if x <= 0:
        raise LogarithmOfZero if x == 0 else Undefined("logarithm of what is not positive")
    return x.log()  # what is not positive for certain is not finite


def _sqrt(x: arb) -> arb:
    if x < 0:
        raise Undefined("root of a negative number")
    return x.sqrt()


def _asin(x: arb) -> arb:
    if x < -1 or x > 1:
        raise Undefined("arc sine outside of -1 … 1")
    return x.asin()


def _factorial(x: arb) -> arb:
    if not (x >= 0 and x.is_exact() and (n := x.unique_fmpz()) is not None and n < LARGEST_POWER):
        raise Unsure
    return (x + 1).gamma()


def _no_slope(_: Scalar, __: Scalar) -> Scalar:
    raise Unsure


# What FLINT evaluates, and the derivative at x, where it has the value v. All else follows from these.
PRIMITIVE: Mapping[str, tuple[Callable[[arb], arb], Callable[[Scalar, Scalar], Scalar]]] = {
    "exp": (arb.exp, lambda _, v: v),
    "log": (_log, lambda x, _: divide(ONE, x)),
    "sqrt": (_sqrt, lambda _, v: divide(HALF, v)),
    "sin": (arb.sin, lambda x, _: applied("cos", x)),
    "cos": (arb.cos, lambda x, _: -applied("sin", x)),
    "asin": (_asin, lambda x, _: divide(ONE, applied("sqrt", 1 - x * x))),
    "atan": (arb.atan, lambda x, _: divide(ONE, 1 + x * x)),
    "erf": (arb.erf, lambda x, _: divide(2 * applied("exp", -(x * x)), arb.pi().sqrt())),
    "factorial": (_factorial, _no_slope),
}
DERIVED: Mapping[str, Callable[[Scalar], Scalar]] = {
    "tan": lambda x: divide(applied("sin", x), applied("cos", x)),
    "cot": lambda x: divide(applied("cos", x), applied("sin", x)),
    "sec": lambda x: divide(ONE, applied("cos", x)),
    "csc": lambda x: divide(ONE, applied("sin", x)),
    "sinh": lambda x: HALF * (applied("exp", x) - applied("exp", -x)),
    "cosh": lambda x: HALF * (applied("exp", x) + applied("exp", -x)),
    "tanh": lambda x: 1 - divide(fmpq(2), applied("exp", 2 * x) + 1),
    "coth": lambda x: divide(ONE, applied("tanh", x)),
    "sech": lambda x: divide(ONE, applied("cosh", x)),
    "csch": lambda x: divide(ONE, applied("sinh", x)),
    "acos": lambda x: HALF * arb.pi() - applied("asin", x),
    "asinh": lambda x: applied("log", x + applied("sqrt", x * x + 1)),
    "acosh": lambda x: applied("log", x + applied("sqrt", x * x - 1)),
    "atanh": lambda x: HALF * applied("log", divide(1 + x, 1 - x)),
    "acoth": lambda x: applied("atanh", divide(ONE, x)),
    "abs": size,
    "relu": lambda x: larger(x, ZERO),
    "sign": lambda x: fmpq(order(x, ZERO)),
}
EXACT: Mapping[tuple[str, fmpq], fmpq] = {
    **{(name, ZERO): ZERO for name in ("sin", "asin", "atan", "sqrt", "erf")},
    **{(name, ZERO): ONE for name in ("exp", "cos")},
    ("log", ONE): ZERO,
}


def applied(name: str, x: Scalar) -> Scalar:
    """An elementary function of a number."""
    if name in DERIVED:
        return DERIVED[name](x)
    if name not in PRIMITIVE:
        raise Unknown(name)
    ball, slope = PRIMITIVE[name]
    if isinstance(x, Jet):
        try:
            value = applied(name, x.value)
        except Undefined as reason:
            raise (NoLogarithm if name == "log" and not is_zero(x.slope) else type(reason)) from reason
        if name == "sqrt" and may_vanish(value):
            raise Unsure
        return Jet(value, slope(x.value, value) * x.slope, x.tag)
    if isinstance(x, fmpq):
        exact = _rational_root(x) if name == "sqrt" and x > 0 else EXACT.get((name, x))
        if exact is not None:
            return exact
    value = ball(arb(x))
    if not value.is_finite():
        raise Unsure
    return value


def _rational_root(x: fmpq) -> fmpq | None:
    top, below = x.p.isqrt(), x.q.isqrt()
    return fmpq(top, below) if top * top == x.p and below * below == x.q else None
