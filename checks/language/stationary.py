"""Where the gradient of an objective vanishes, for the references of questions: derived, never typed in.

The gradient by an entry is brought to a polynomial in the entry, or in its reciprocal, with two neighbouring
powers; with a constraint Σ_k entry = 1 there is a Lagrange multiplier. A matrix of which only the inverse and the
determinant occur is found through its inverse P: det A = 1/det P, and d log det P = tr(P⁻¹dP). Where the entries of a
vector are coupled by the inverse of another matrix, the root is looked for with the identity in its place. What does
not fit raises NotSolved. A test confirms each result by the kernel.
"""

from __future__ import annotations

import sympy
from sympy import Basic, Dummy, Expr, Integer, Symbol, factorial
from sympy.core.symbol import Str

from derivo.checks.language.families import Entry, Total, collapsed, differentiate, families_in, same
from derivo.checks.language.inverses import Determinant, Inverse, OfMatrix
from derivo.checks.language.nodes import Choose, add, distinct_pieces, divide, multiply, negate, rebuilt, substitute
from derivo.checks.language.optima import is_least

HIGHEST_POWER = 4


class NotSolved(Exception):
    """The stationary point has no form that is known here."""


def stationary_point(objective: Expr, of: Entry, *, sums_to_one_over: tuple[Symbol, Symbol] | None = None) -> Expr:
    """The value of the entry `of` at which the derivative of `objective` by it is 0.

    With `sums_to_one_over` = (index, size), under the condition that the entries sum to one over that index of `of`.
    """
    if _through_inverse(objective, of):
        return _by_inverse(objective, of)
    gradient = _uncoupled(differentiate(objective, of))
    if sums_to_one_over is None:
        return _root(gradient, of)
    multiplier = Dummy("lambda", real=True)
    share = _root(add(gradient, negate(multiplier)), of)  # the entry as a function of the multiplier
    if substitute(share, {multiplier: Integer(1)}).has(multiplier):
        raise NotSolved("multiplier")
    index, size = sums_to_one_over
    unscaled = substitute(share, {multiplier: Integer(1)})
    if not _is_inverse(share, multiplier):
        raise NotSolved("multiplier")
    running = Symbol(f"{index.name}*", integer=True)
    return divide(unscaled, Total(substitute(unscaled, {index: running}), running, Integer(1), size))


def assignment(objective: Expr, of: Entry, over: tuple[Symbol, Symbol]) -> Expr:
    """The values of entries of {0, 1}, one of which is 1 over `over` = (index, size), with the least `objective`.

    That is linear in the entries, so the one with the least coefficient is 1.
    """
    coefficient = differentiate(objective, of)
    index, size = over
    if str(of.args[0]) in families_in(coefficient) or index not in of.args:
        raise NotSolved("not linear")
    running = Symbol(f"{index.name}*", integer=True)
    least = is_least(substitute(coefficient, {index: running}), running, Integer(1), size, index)
    return Choose(least, Integer(1), Integer(0), evaluate=False)


def _through_inverse(objective: Expr, of: Entry) -> bool:
    """Whether the unknown matrix stands in an inverse or a determinant, and nowhere else."""
    inside = [piece for piece in distinct_pieces(objective) if _is_of(piece, of)]
    return bool(inside) and str(of.args[0]) not in families_in(_with_inverse(objective, of))


def _is_of(node: Basic, of: Entry) -> bool:
    """Whether a node is the determinant, or the inverse, of the matrix of which `of` is an entry."""
    body = node.args[0] if isinstance(node, OfMatrix) else None
    return isinstance(body, Entry) and body.args[0] == of.args[0] and body.args[-2:] == node.args[1:3]


def _by_inverse(objective: Expr, of: Entry) -> Expr:
    """The root of the gradient by P = A⁻¹, the entries of P⁻¹ = A being the unknown again."""
    reciprocal = Entry(_inverse_name(of), *of.args[1:])
    gradient = _with_inverse(differentiate(_with_inverse(objective, of), reciprocal), reciprocal, back=of)
    mirrored = Entry(*of.args[:-2], of.args[-1], of.args[-2])
    return _root(_replaced(_replaced(gradient, of.func(*mirrored.args), of), mirrored, of), of)


def _inverse_name(of: Entry) -> Str:
    return Str(f"{of.args[0]}⁻¹")


def _with_inverse(node: Basic, of: Entry, back: Entry | None = None) -> Basic:
    """`node` with the inverse of the matrix as a matrix of its own, named by `back` or as an inverse."""
    if _is_of(node, of):
        name = _inverse_name(of) if back is None else back.args[0]
        body, row, column, size, *places = node.args
        if isinstance(node, Inverse):
            return Entry(name, *body.args[1:-2], *places)
        return divide(Integer(1), Determinant(Entry(name, *body.args[1:]), row, column, size))
    if not node.args or isinstance(node, Entry | Str):
        return node
    return rebuilt(node, [_with_inverse(argument, of, back) for argument in node.args])


def _uncoupled(node: Basic) -> Basic:
    """`node` with the identity in place of every inverse."""
    if isinstance(node, Inverse):
        return same(*node.args[4:])
    if not node.args or isinstance(node, Entry | Str):
        return node
    arguments = [_uncoupled(argument) for argument in node.args]
    if isinstance(node, Total):
        return collapsed(arguments[0], arguments[1], tuple(arguments[2:]))
    return rebuilt(node, arguments)


def _is_inverse(share: Expr, multiplier: Symbol) -> bool:
    """Whether `share` is something free of the multiplier divided by it."""
    derivative = add(share, multiply(multiplier, sympy.diff(share, multiplier)))  # d(λ·share)/dλ
    return bool(sympy.cancel(_flat(derivative)) == 0)


def _root(gradient: Expr, of: Entry) -> Expr:
    """The root of a₀xᵏ + a₁xᵏ⁺¹, in x = `of` or in its reciprocal."""
    x = Dummy("x", real=True)
    for reciprocal in (False, True):
        value = divide(Integer(1), x) if reciprocal else x
        coefficients = _coefficients(_replaced(gradient, of, value), x)
        if coefficients is not None:
            lower, higher = coefficients
            return _pulled_out(negate(divide(higher, lower) if reciprocal else divide(lower, higher)))
    raise NotSolved("gradient")


def _coefficients(expression: Expr, x: Symbol) -> tuple[Expr, Expr] | None:
    """The two coefficients of a polynomial in x with two neighbouring powers only; None if it is none."""
    found: list[Expr] = []
    try:
        expanded = _powers_joined(expression)
        for power in range(HIGHEST_POWER + 1):
            found.append(_without(expanded, x) / factorial(power))
            expanded = _powers_joined(differentiate(expanded, x))
    except ZeroDivisionError:
        return None
    if _without_zero(expanded) != 0:
        return None
    present = [place for place, coefficient in enumerate(found) if _without_zero(coefficient) != 0]
    if len(present) != 2 or present[1] != present[0] + 1:
        return None
    return found[present[0]], found[present[1]]


def _pulled_out(node: Basic) -> Basic:
    """`node` with what does not depend on an index taken out of its sum, and what then cancels cancelled."""
    if not node.args or isinstance(node, Entry):
        return node
    if not isinstance(node, Total):
        return node.func(*(_pulled_out(argument) for argument in node.args))
    body, index, *rest = node.args
    body = _pulled_out(body)
    factors = body.args if isinstance(body, sympy.Mul) else (body,)
    outside = [factor for factor in factors if index not in factor.free_symbols]
    inside = [factor for factor in factors if index in factor.free_symbols]
    return sympy.Mul(*outside, Total(sympy.Mul(*inside), index, *rest))


def _flat(node: Expr) -> Expr:
    """`node` with every sum taken for a name, for SymPy's algebra of scalars."""
    sums: dict[Basic, Symbol] = {}

    def visit(piece: Basic) -> Basic:
        if isinstance(piece, Total | Entry):
            return sums.setdefault(piece, Dummy(real=True))
        return piece.func(*map(visit, piece.args)) if piece.args else piece

    return visit(node)


def _replaced(node: Basic, entry: Entry, value: Basic) -> Basic:
    if node == entry:
        return value
    if not node.args or isinstance(node, Entry):
        return node
    return rebuilt(node, [_replaced(argument, entry, value) for argument in node.args])


def _powers_joined(node: Basic) -> Basic:
    """`node` as SymPy evaluates it: (1/x)^-1 is x, numbers are multiplied out."""
    return node.func(*(_powers_joined(argument) for argument in node.args)) if node.args else node


def _without(node: Expr, x: Symbol) -> Expr:
    """The value at x = 0. Raises ZeroDivisionError at a pole."""
    value = _powers_joined(substitute(node, {x: Integer(0)}))
    if value.has(sympy.zoo, sympy.nan):
        raise ZeroDivisionError
    return _without_zero(value)


def _without_zero(node: Expr) -> Expr:
    """`node` with sums of nothing but 0 carried out."""
    if isinstance(node, Total):
        body = _without_zero(node.args[0])
        return Integer(0) if body == 0 else Total(body, *node.args[1:])
    if isinstance(node, sympy.Add | sympy.Mul):
        return node.func(*(_without_zero(argument) for argument in node.args))
    return sympy.expand(node) if not node.has(Total) else node
