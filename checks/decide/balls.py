"""Rigorous enclosures: what an expression is at a point, in FLINT's ball arithmetic.

An expression becomes a `Program`, a straight line of operations on balls, and the program is run at points. A
result is a ball that provably contains the value (a ball that is not finite says nothing), or `Undefined`,
which is said only where it is certain. Source: F. Johansson, Arb: efficient arbitrary-precision midpoint-radius
interval arithmetic, IEEE Trans. Comput. 66 (2017).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeGuard

import sympy
from flint import arb, ctx, fmpq
from sympy import Basic, Symbol

from derivo.checks.language.nodes import Choose, Derived, Flat, Modulus, Slope, Where
from derivo.checks.verdict import Enclosure
from derivo.checks.work import spend


@dataclass(frozen=True, slots=True)
class Undefined:
    """No value, for certain; `reason` is a code that feedback puts into words."""

    reason: str


Value = arb | Undefined
NOTHING = arb("nan")  # the ball that says nothing
FINEST = 20000  # decimal exponents beyond which a power of a number is not computed


class Unsupported(Exception):
    """The expression has a node that no ball operation knows."""


def _strict(operation: Callable[..., Value]) -> Callable[..., Value]:
    """`operation`, undefined as soon as one argument is."""

    def run(*values: Value) -> Value:
        for value in values:
            if isinstance(value, Undefined):
                return value
        return operation(*values)

    return run


def _sum(*values: arb) -> Value:
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


def _product(*values: arb) -> Value:
    total = values[0]
    for value in values[1:]:
        total = total * value
    return total


def _exact_zero(x: arb) -> bool:
    return bool(x.is_zero())


def _reciprocal(x: arb) -> Value:
    if _exact_zero(x):
        return Undefined("division-by-zero")
    return NOTHING if x.contains(0) else 1 / x


def _log(x: arb) -> Value:
    if x <= 0:
        return Undefined("log-of-nonpositive")
    return x.log() if x > 0 else NOTHING


def _whole_power(n: int) -> Callable[[arb], Value]:
    def run(x: arb) -> Value:
        raised = x ** arb(abs(n))
        return raised if n >= 0 else _reciprocal(x) if n == -1 else _reciprocal(raised)

    return run


def _rational_power(exponent: Fraction) -> Callable[[arb], Value]:
    """x^(p/q). A negative x has no root of even degree; of odd degree, people mean different things."""

    def run(x: arb) -> Value:
        if x < 0:
            return Undefined("root-of-negative") if exponent.denominator % 2 == 0 else NOTHING
        if _exact_zero(x):
            return arb(0) if exponent > 0 else Undefined("division-by-zero")
        if not x > 0:
            return NOTHING
        root = x.sqrt() if exponent.denominator == 2 else x.root(exponent.denominator)
        return root ** arb(exponent.numerator) if exponent.numerator != 1 else root

    return run


def _power(x: arb, y: arb) -> Value:
    if x > 0:
        return (y * x.log()).exp()
    whole = y.unique_fmpz() if y.is_exact() else None
    if whole is not None and abs(whole) < FINEST and not (_exact_zero(x) and whole == 0):
        return _whole_power(int(whole))(x)
    if _exact_zero(x) and y > 0:
        return arb(0)
    return NOTHING


def _within(function: Callable[[arb], arb], low: int | None, high: int | None) -> Callable[[arb], Value]:
    """`function`, undefined where its argument lies outside low … high as a whole."""

    def run(x: arb) -> Value:
        outside = (low is not None and x < low) or (high is not None and x > high)
        return Undefined("outside-domain") if outside else function(x)

    return run


def _atanh(x: arb) -> Value:
    return Undefined("outside-domain") if abs(x) >= 1 else x.atanh()


def _factorial(x: arb) -> Value:
    return (x + 1).gamma() if x >= 0 else NOTHING


def _flat(x: arb) -> Value:
    return NOTHING if x.contains(0) else arb(0)


def _slope(x: arb) -> Value:
    return NOTHING if x.contains(0) else arb(1) if x > 0 else arb(-1)


def _where(value: arb, *guards: arb) -> Value:
    return value if all(guard.is_finite() for guard in guards) else NOTHING


def _derived(value: Value, body: Value, *_: Value) -> Value:
    """A derivative: undefined where the body is; what only our rules leave undefined says nothing."""
    if isinstance(body, Undefined):
        return body
    return value if not isinstance(value, Undefined) and body.is_finite() else NOTHING


def _choose(f: Value, a: Value, b: Value) -> Value:
    """The branch that holds; where the balls cannot tell, the hull of both."""
    if isinstance(f, Undefined):
        return f
    if f > 0:
        return a
    if f <= 0:
        return b
    if isinstance(a, Undefined) or isinstance(b, Undefined) or not (a.is_finite() and b.is_finite()):
        return NOTHING
    return a.union(b)


FUNCTIONS: dict[type, Callable[..., Value]] = {
    sympy.exp: _strict(arb.exp),
    sympy.log: _strict(_log),
    sympy.sin: _strict(arb.sin),
    sympy.cos: _strict(arb.cos),
    sympy.tan: _strict(arb.tan),
    sympy.cot: _strict(lambda x: Undefined("division-by-zero") if _exact_zero(x) else x.cot()),
    sympy.sec: _strict(arb.sec),
    sympy.csc: _strict(lambda x: Undefined("division-by-zero") if _exact_zero(x) else x.csc()),
    sympy.asin: _strict(_within(arb.asin, -1, 1)),
    sympy.acos: _strict(_within(arb.acos, -1, 1)),
    sympy.atan: _strict(arb.atan),
    sympy.sinh: _strict(arb.sinh),
    sympy.cosh: _strict(arb.cosh),
    sympy.tanh: _strict(arb.tanh),
    sympy.coth: _strict(lambda x: Undefined("division-by-zero") if _exact_zero(x) else x.coth()),
    sympy.sech: _strict(arb.sech),
    sympy.csch: _strict(lambda x: Undefined("division-by-zero") if _exact_zero(x) else x.csch()),
    sympy.asinh: _strict(arb.asinh),
    sympy.acosh: _strict(_within(arb.acosh, 1, None)),
    sympy.atanh: _strict(_atanh),
    sympy.erf: _strict(arb.erf),
    sympy.factorial: _strict(_factorial),
    sympy.Add: _strict(_sum),
    sympy.Mul: _strict(_product),
    Modulus: _strict(abs),
    Flat: _strict(_flat),
    Slope: _strict(_slope),
    Where: _strict(_where),
    Derived: _derived,
    Choose: _choose,
}


@dataclass(frozen=True, slots=True)
class Program:
    """A straight line of operations: the i-th reads earlier results; `outputs` are the results that are wanted."""

    steps: tuple[tuple[Callable[..., Value] | Symbol | Fraction | Basic, tuple[int, ...]], ...]
    outputs: tuple[int, ...]


def compile_balls(*expressions: Basic) -> Program:
    """The program that computes `expressions`; shared pieces are computed once. Raises Unsupported."""
    steps: list[tuple[Callable[..., Value] | Symbol | Fraction | Basic, tuple[int, ...]]] = []
    places: dict[Basic, int] = {}

    def place(node: Basic) -> int:
        if node not in places:
            spend()
            operation, arguments = _operation(node)
            wanted = tuple(place(argument) for argument in arguments)
            steps.append((operation, wanted))
            places[node] = len(steps) - 1
        return places[node]

    outputs = tuple(place(expression) for expression in expressions)
    return Program(tuple(steps), outputs)


def _operation(
    node: Basic,
) -> tuple[Callable[..., Value] | Symbol | Fraction | Basic, tuple[Basic, ...]]:
    if isinstance(node, Symbol) or node in (sympy.pi, sympy.E):
        return node, ()
    if isinstance(node, sympy.Rational):
        return Fraction(int(node.p), int(node.q)), ()
    if isinstance(node, sympy.Pow):
        base, exponent = node.args
        if isinstance(exponent, sympy.Integer) and base != sympy.E:
            return _strict(_whole_power(int(exponent))), (base,)
        if base == sympy.E:
            return FUNCTIONS[sympy.exp], (exponent,)
        if isinstance(exponent, sympy.Rational):
            return _strict(_rational_power(Fraction(int(exponent.p), int(exponent.q)))), (base,)
        return _strict(_power), (base, exponent)
    operation = FUNCTIONS.get(node.func)
    if operation is None:
        raise Unsupported(node.func.__name__)
    return operation, node.args


def run(
    program: Program, point: Mapping[Symbol, Fraction], bits: int, spread: Mapping[Symbol, Fraction] | None = None
) -> tuple[Value, ...]:
    """The values of the program's outputs at `point`, computed with `bits` bits.

    With `spread`, a symbol stands for the whole interval point ± spread: what is said then holds at all of its points.
    """
    values: list[Value] = []
    spend(len(program.steps) * max(bits, 128) // 128)
    with ctx.workprec(bits):
        for operation, places in program.steps:
            if isinstance(operation, Symbol):
                values.append(_number(point[operation], (spread or {}).get(operation)))
            elif isinstance(operation, Fraction):
                values.append(_number(operation))
            elif isinstance(operation, Basic):
                values.append(arb.pi() if operation == sympy.pi else arb.const_e())
            else:
                values.append(operation(*(values[place] for place in places)))
    return tuple(values[place] for place in program.outputs)


def _number(value: Fraction, radius: Fraction | None = None) -> arb:
    middle = arb(fmpq(value.numerator, value.denominator))
    return middle + arb(0, arb(fmpq(radius.numerator, radius.denominator)).upper()) if radius else middle


def defined(value: Value) -> TypeGuard[arb]:
    """Whether the value is certainly defined: a finite ball."""
    return not isinstance(value, Undefined) and bool(value.is_finite())


def disjoint(left: Value, right: Value) -> bool:
    """Whether both are finite balls without a common point."""
    return defined(left) and defined(right) and not left.overlaps(right)


def enclosure(value: Value) -> Enclosure:
    """`value` in exact numbers, as evidence."""
    if isinstance(value, Undefined):
        return Enclosure(undefined=value.reason)
    with ctx.workprec(4096):
        return Enclosure(_fraction(value.lower()), _fraction(value.upper()))


def _fraction(exact: arb) -> Fraction:
    mantissa, exponent = (int(part) for part in exact.man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent
