"""TRUSTED. Numbers of the second judge: exact rationals, balls around what is not rational, and jets of both.

A jet is v + s·ε with ε² = 0: what is computed with it carries the derivative along (forward mode). Jets nest: the ε of
the innermost derivative has the largest tag and stands outermost. Three exceptions say why there is no value:
`Undefined` (for certain), `Unsure` (the balls do not tell, or the point is of no use), `Unknown` (not known here).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flint import arb, fmpq

LONG = 3_000  # bits of a rational number, beyond which it becomes a ball
LARGEST_POWER = 10_000


class Undefined(Exception):
    """What was typed has no value at this point, for certain."""


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

    def __sub__(self, other: Scalar) -> Jet:
        return self + (-other)

    def __rsub__(self, other: Scalar) -> Jet:
        return -self + other

    __radd__ = __add__
    __rmul__ = __mul__


Scalar = fmpq | arb | Jet
Ball = fmpq | arb
ZERO, ONE = fmpq(0), fmpq(1)


def plain(x: Scalar) -> Ball:
    """The value of a jet, without any slopes."""
    while isinstance(x, Jet):
        x = x.value
    return x


def slope_of(x: Scalar, tag: int) -> Scalar:
    """The slope in the ε of this tag."""
    return x.slope if isinstance(x, Jet) and x.tag == tag else ZERO


def order(a: Scalar, b: Scalar) -> int:
    """-1, 0 or 1 as a is below, equal to or above b. At a tie of jets nothing is said: there is a kink."""
    x, y = plain(a), plain(b)
    if x < y:
        return -1
    if x > y:
        return 1
    if isinstance(x, fmpq) and isinstance(y, fmpq) and not (isinstance(a, Jet) or isinstance(b, Jet)):
        return 0
    raise Unsure


def whole(x: Scalar) -> int:
    """A value that is a whole number for certain: an index, a bound."""
    if isinstance(x, fmpq) and x.q == 1:
        return int(x.p)
    raise Unknown("a bound or an index that is no whole number")


def divide(a: Scalar, b: Scalar) -> Scalar:
    """A / b."""
    below = plain(b)
    if isinstance(below, fmpq) and below == 0:
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
    if isinstance(base, fmpq) and base == 0:
        if not plain(y) > 0:
            raise Undefined("zero to a negative power") if plain(y) < 0 else Unsure
        if isinstance(x, Jet):
            raise Unsure
        return ZERO
    if not base > 0:
        raise Unsure
    if isinstance(y, fmpq) and int(y.q) == 2:
        return _whole_power(applied("sqrt", x), int(y.p))
    return applied("exp", y * applied("log", x))


def _whole_power(x: Scalar, n: int) -> Scalar:
    if abs(n) > LARGEST_POWER:
        raise Unsure
    base = plain(x)
    if n <= 0 and isinstance(base, fmpq) and base == 0:
        raise Undefined("zero to a negative power") if n else Unsure
    if n < 0:
        return divide(ONE, _whole_power(x, -n))
    if isinstance(x, Jet):
        if n == 0:
            return ONE
        lower = _whole_power(x.value, n - 1) if n > 1 else ONE
        return Jet(lower * x.value, n * lower * x.slope, x.tag)
    if isinstance(x, fmpq) and n * (int(x.p).bit_length() + int(x.q).bit_length()) > LONG:
        x = arb(x)
    return x**n


def _above(low: int | None, high: int | None, why: str) -> Callable[[arb], None]:
    """Refuses what lies outside low … high for certain, and what is not inside for certain."""

    def check(x: arb) -> None:
        if (low is not None and x < low) or (high is not None and x > high):
            raise Undefined(why)
        if not ((low is None or x >= low) and (high is None or x <= high)):
            raise Unsure

    return check


def _log(x: arb) -> arb:
    if x <= 0:
        raise Undefined("logarithm of what is not positive")
    return x.log() if x > 0 else arb("nan")


def _within(function: Callable[[arb], arb], low: int | None, high: int | None) -> Callable[[arb], arb]:
    check = _above(low, high, "outside of the domain")

    def run(x: arb) -> arb:
        check(x)
        return function(x)

    return run


def _over(function: Callable[[arb], arb]) -> Callable[[arb], arb]:
    """1 / function, or what has such a pole."""

    def run(x: arb) -> arb:
        below = function(x)
        if below == 0:
            raise Undefined("a pole")
        return 1 / below

    return run


def _atanh(x: arb) -> arb:
    if x <= -1 or x >= 1:
        raise Undefined("outside of the domain")
    return x.atanh()


def _factorial(x: arb) -> arb:
    if not (x >= 0 and (n := x.unique_fmpz()) is not None and x.is_exact() and n < LARGEST_POWER):
        raise Unsure
    return (x + 1).gamma()


BALLS: Mapping[str, Callable[[arb], arb]] = {
    **{name: getattr(arb, name) for name in ("exp", "sin", "cos", "tan", "cot", "atan", "asinh", "erf")},
    **{name: getattr(arb, name) for name in ("sinh", "cosh", "tanh", "coth")},
    "log": _log,
    "sqrt": _within(arb.sqrt, 0, None),
    "sec": _over(arb.cos),
    "csc": _over(arb.sin),
    "asin": _within(arb.asin, -1, 1),
    "acos": _within(arb.acos, -1, 1),
    "acosh": _within(arb.acosh, 1, None),
    "atanh": _atanh,
    "sech": _over(arb.cosh),
    "csch": _over(arb.sinh),
    "factorial": _factorial,
}


def _f(name: str) -> Callable[[Scalar], Scalar]:
    return lambda x: applied(name, x)


_sin, _cos, _exp, _sinh, _cosh, _root = map(_f, ("sin", "cos", "exp", "sinh", "cosh", "sqrt"))

# The derivative of each function at x, where it has the value v.
SLOPES: Mapping[str, Callable[[Scalar, Scalar], Scalar]] = {
    "exp": lambda _, v: v,
    "log": lambda x, _: divide(ONE, x),
    "sqrt": lambda _, v: divide(ONE, 2 * v),
    "sin": lambda x, _: _cos(x),
    "cos": lambda x, _: -_sin(x),
    "tan": lambda _, v: 1 + v * v,
    "cot": lambda _, v: -(1 + v * v),
    "sec": lambda x, v: divide(_sin(x) * v, _cos(x)),
    "csc": lambda x, v: -divide(_cos(x) * v, _sin(x)),
    "asin": lambda x, _: divide(ONE, _root(1 - x * x)),
    "acos": lambda x, _: -divide(ONE, _root(1 - x * x)),
    "atan": lambda x, _: divide(ONE, 1 + x * x),
    "sinh": lambda x, _: _cosh(x),
    "cosh": lambda x, _: _sinh(x),
    "tanh": lambda _, v: 1 - v * v,
    "coth": lambda _, v: 1 - v * v,
    "sech": lambda x, v: -divide(_sinh(x) * v, _cosh(x)),
    "csch": lambda x, v: -divide(_cosh(x) * v, _sinh(x)),
    "asinh": lambda x, _: divide(ONE, _root(1 + x * x)),
    "acosh": lambda x, _: divide(ONE, _root(x - 1) * _root(x + 1)),
    "atanh": lambda x, _: divide(ONE, 1 - x * x),
    "erf": lambda x, _: divide(2 * _exp(-(x * x)), arb.pi().sqrt()),
}
EXACT: Mapping[tuple[str, fmpq], fmpq] = {
    **{(name, ZERO): ZERO for name in ("sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "sqrt", "erf")},
    **{(name, ZERO): ONE for name in ("exp", "cos", "sec", "cosh", "sech")},
    **{(name, ONE): ZERO for name in ("log", "acos", "acosh")},
}


def applied(name: str, x: Scalar) -> Scalar:
    """An elementary function of a number."""
    if isinstance(x, Jet):
        value = applied(name, x.value)
        if name not in SLOPES or (name == "sqrt" and isinstance(value, fmpq) and value == 0):
            raise Unsure
        return Jet(value, SLOPES[name](x.value, value) * x.slope, x.tag)
    if isinstance(x, fmpq):
        exact = EXACT.get((name, x))
        if exact is not None:
            return exact
        if name == "sqrt" and x > 0 and (found := _rational_root(x)) is not None:
            return found
    value = BALLS[name](arb(x))
    if not value.is_finite():
        raise Unsure
    return value


def _rational_root(x: fmpq) -> fmpq | None:
    top, below = x.p.isqrt(), x.q.isqrt()
    return fmpq(top, below) if top * top == x.p and below * below == x.q else None
