"""The SymPy nodes that SymPy lacks, or whose own rules say more than is true of a partial real function.

Every node denotes a partial real function (docs/deciding.md, section 1). None of them simplifies itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any

from sympy import Basic, Expr, Function, Integer, Limit, Rational, Symbol, Tuple, diff
from sympy.core.add import Add
from sympy.core.cache import clear_cache
from sympy.core.mul import Mul
from sympy.core.power import Pow

from derivo.checks.work import spend


class Modulus(Function):  # type: ignore[misc]
    """|x|."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Expr:  # noqa: ARG002 (SymPy's interface)
        """The slope of |x|."""
        return Slope(self.args[0])


class Slope(Function):  # type: ignore[misc]
    """x/|x| where x ≠ 0. At 0 nothing is said: |x| has no derivative there, but x·|x| has one."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Expr:  # noqa: ARG002
        """0 beside the jump."""
        return Flat(self.args[0])


class Flat(Function):  # type: ignore[misc]
    """0 where x ≠ 0; at 0 nothing is said: what the derivative of a jump leaves."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Expr:  # noqa: ARG002
        """Itself."""
        return self


class Where(Function):  # type: ignore[misc]
    """Where(a, b, …): a, but undefined where one of the b is: a derivative exists only where its function does."""

    def _eval_derivative(self, symbol: Symbol) -> Expr:
        body, *guards = self.args
        return Where(diff(body, symbol), *guards)


class Derived(Function):  # type: ignore[misc]
    """Derived(a, f): the derivative a that our rules give of f, undefined where f is; where only a is, nothing is said.

    √(cx) has the derivative 0 in c where x is 0, and the rule says 0/0. Derived(a, f, g) has a kink where g = 0, and
    none elsewhere, g being affine in the variable: if there is a derivative at the kink, it is that from either side.
    """

    def _eval_derivative(self, symbol: Symbol) -> Expr:
        found, *others = self.args
        return Derived(diff(found, symbol), *others)


class Choose(Function):  # type: ignore[misc]
    """Choose(f, a, b): a where f > 0, else b; the branch that is not taken may be undefined."""

    nargs = 3

    def _eval_derivative(self, symbol: Symbol) -> Expr:
        f, a, b = self.args
        pieces = Choose(f, diff(a, symbol), diff(b, symbol))
        return pieces + Flat(f) if f.has(symbol) else pieces


class Unknown(Function):  # type: ignore[misc]
    """Unknown(Str(name), orders, x, …): an unknown smooth function, differentiated orders[i] times by argument i."""

    is_commutative = True

    def _eval_derivative(self, symbol: Symbol) -> Expr:
        name, orders, *arguments = self.args
        terms = []
        for place, argument in enumerate(arguments):
            inner = diff(argument, symbol)
            if inner != 0:
                raised = Tuple(*(order + (place == i) for i, order in enumerate(orders)))
                terms.append(inner * Unknown(name, raised, *arguments))
        return Add(*terms)


_MADE: dict[tuple[Any, ...], tuple[tuple[Basic, ...], Any]] = {}


def plain(kind: Any, *arguments: Basic) -> Any:
    """kind(arguments), as it stands; the same object whenever the arguments are the same objects.

    Else two of them would be compared as trees, in which a shared piece is walked as often as it occurs.
    """
    key = (kind, *(id(each) if each.args else (each,) for each in arguments))
    if key not in _MADE:
        make = getattr(kind.__new__, "__wrapped__", kind.__new__)  # without the memory of SymPy, which compares trees
        _MADE[key] = arguments, make(kind, *arguments, evaluate=False)  # as long as they are kept, an id is theirs
    return _MADE[key][1]


def forget() -> None:
    """Lets go of all that was made, also by SymPy: what it remembers changes what it makes, and so the steps."""
    _MADE.clear()
    clear_cache()


def add(*terms: Expr) -> Expr:
    """The sum of `terms`, as it stands; of numbers, the number."""
    if _are_numbers(terms):
        return sum(terms, start=Integer(0))
    return terms[0] if len(terms) == 1 else plain(Add, *terms)


def multiply(*factors: Expr) -> Expr:
    """The product of `factors`, as it stands; of numbers, the number: what SymPy assumes of 3·0 contradicts itself."""
    if _are_numbers(factors):
        return prod(factors, start=Integer(1))
    return factors[0] if len(factors) == 1 else plain(Mul, *factors)


def _are_numbers(nodes: Sequence[Expr]) -> bool:
    return all(isinstance(node, Rational) for node in nodes)


def power(base: Expr, exponent: Expr) -> Expr:
    """base^exponent, as it stands; of a number, its inverse is one."""
    if isinstance(base, Rational) and base != 0 and exponent == -1:
        return 1 / base
    return plain(Pow, base, exponent)


def negate(body: Expr) -> Expr:
    """-body, as it stands; a number or ∞ is negated."""
    return -body if body.is_Number else multiply(Integer(-1), body)


def divide(top: Expr, bottom: Expr) -> Expr:
    """top/bottom, as it stands: x/x is undefined at 0."""
    if isinstance(top, Rational) and isinstance(bottom, Rational) and bottom != 0:
        return top / bottom
    inverse = power(bottom, Integer(-1))
    return inverse if top == 1 else multiply(top, inverse)


def apply(function: Any, *arguments: Expr) -> Expr:
    """function(arguments), as it stands."""
    return function(*arguments, evaluate=False)


def largest(*values: Expr) -> Expr:
    """max(a, b, …) through max(a, b) = (a + b + |a − b|)/2."""
    result, *rest = values
    for other in rest:
        result = multiply(Rational(1, 2), add(result, other, Modulus(add(result, negate(other)))))
    return result


def smallest(*values: Expr) -> Expr:
    """min(a, b, …) through min(a, b) = (a + b − |a − b|)/2."""
    return negate(largest(*(negate(value) for value in values)))


def rebuilt(node: Basic, arguments: Sequence[Basic]) -> Basic:
    """A node of the same kind with other arguments, as it stands."""
    spend(2)
    return Limit(*arguments) if isinstance(node, Limit) else plain(node.func, *arguments)


def substitute(node: Basic, values: Mapping[Symbol, Basic]) -> Basic:
    """`node` with symbols replaced, as it stands otherwise; the variable of a limit is its own."""
    done: dict[Basic, Basic] = {}

    def visit(piece: Basic) -> Basic:
        if piece in values:
            return values[piece]
        if not piece.args or not (piece.free_symbols & values.keys()):
            return piece
        if piece not in done:
            spend()
            if isinstance(piece, Limit) and piece.args[1] in values:
                inner = {name: value for name, value in values.items() if name != piece.args[1]}
                done[piece] = Limit(
                    substitute(piece.args[0], inner), piece.args[1], visit(piece.args[2]), piece.args[3]
                )
            elif isinstance(piece, Tuple):
                done[piece] = piece
            else:
                done[piece] = rebuilt(piece, [visit(argument) for argument in piece.args])
        return done[piece]

    return visit(node)


def instantiate(node: Basic, functions: Mapping[str, tuple[Fraction, ...]]) -> Basic:
    """`node` with each unknown function f(x, y, …) taken as the polynomial p(x + 2y + …).

    `functions` maps a name to the coefficients of p, the constant first; a name that is missing is 1 + u².
    """
    done: dict[Basic, Basic] = {}
    unknown: set[Basic] = set()  # pieces with an unknown function in them

    def visit(piece: Basic) -> Basic:
        if piece not in done:
            spend()
            if isinstance(piece, Unknown):
                name, orders, *arguments = piece.args
                done[piece] = _polynomial(functions.get(str(name)), orders, [visit(x) for x in arguments])
                unknown.add(piece)
            else:
                arguments = [visit(argument) for argument in piece.args]
                if unknown.isdisjoint(piece.args):
                    done[piece] = piece
                else:
                    done[piece] = rebuilt(piece, arguments)
                    unknown.add(piece)
        return done[piece]

    return visit(node)


def _polynomial(chosen: tuple[Fraction, ...] | None, orders: Tuple, arguments: Sequence[Expr]) -> Expr:
    """p(x + 2y + …), differentiated so often by each argument; p is 1 + u² where nothing else is chosen."""
    coefficients = (Fraction(1), Fraction(0), Fraction(1)) if chosen is None else chosen
    scale = 1
    for place, order in enumerate(orders, start=1):
        for _ in range(int(order)):
            coefficients = tuple(i * c for i, c in enumerate(coefficients))[1:]
        scale *= place ** int(order)
    inside = [multiply(Integer(place), x) for place, x in enumerate(arguments, start=1)]
    terms = [
        multiply(Rational(c.numerator, c.denominator), power(add(*inside), Integer(i)))
        for i, c in enumerate(coefficients)
    ]
    return multiply(Integer(scale), add(*terms)) if terms else Integer(0)


def weight(node: Basic) -> tuple[int, int]:
    """The number of nodes of an expression, shared pieces counted as often as they occur, and its depth."""
    # By identity: two pieces are compared by walking both. Which are one object hangs on caches: no step is spent.
    known: dict[int, tuple[int, int]] = {}

    def visit(piece: Basic) -> tuple[int, int]:
        if id(piece) not in known:
            below = [visit(argument) for argument in piece.args]
            known[id(piece)] = 1 + sum(size for size, _ in below), 1 + max((depth for _, depth in below), default=0)
        return known[id(piece)]

    return visit(node)


def distinct_pieces(*nodes: Basic) -> list[Basic]:
    """Every different piece of the expressions, outer ones first."""
    found: dict[Basic, None] = {}
    waiting = list(reversed(nodes))
    while waiting:
        piece = waiting.pop()
        if piece not in found:
            spend()
            found[piece] = None
            waiting.extend(reversed(piece.args))
    return list(found)


def names_in(*nodes: Basic) -> set[Symbol]:
    """Every name that occurs, bound ones too; each piece is looked at once, where SymPy's `free_symbols` would not."""
    return {piece for piece in distinct_pieces(*nodes) if isinstance(piece, Symbol)}


def replaced(node: Basic, values: Mapping[Basic, Basic]) -> Basic:
    """`node` with pieces replaced wherever they stand, as it stands otherwise."""
    if node in values:
        return values[node]
    arguments = [replaced(argument, values) for argument in node.args]
    return rebuilt(node, arguments) if tuple(arguments) != node.args else node
