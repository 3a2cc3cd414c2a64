"""Entries of families and matrices, and sums and products over index sets of symbolic size.

An index runs over 1 … size; `concrete.py` writes expressions out at concrete sizes.
"""

from __future__ import annotations

import sympy
from sympy import Basic, Expr, Function, Integer, Symbol
from sympy.core.facts import InconsistentAssumptions
from sympy.core.symbol import Str

from derivo.checks.language.inverses import Determinant, Inverse, OfMatrix
from derivo.checks.language.nodes import (
    Choose,
    Derived,
    Flat,
    add,
    apply,
    distinct_pieces,
    multiply,
    negate,
    power,
    rebuilt,
    substitute,
)
from derivo.checks.language.slopes import derivative, derived

LARGEST_OPENED = 4  # power of what has a delta in it, under a sum


class Entry(Function):  # type: ignore[misc]
    """Entry(Str(name), i, j, …): the entry of a family at the indices i, j, …: `q_kn`."""

    is_commutative = True


class Mirrored(Entry):
    """An entry of a symmetric matrix: the last two indices may be swapped. As a variable, it is free of its mirror."""


class Delta(Function):  # type: ignore[misc]
    """Delta(i, j): 1 if the indices are equal, else 0."""

    nargs = 2


def same(i: Basic, j: Basic) -> Expr:
    """Delta(i, j), settled where it can be."""
    if i == j:
        return Integer(1)
    if i.is_Integer and j.is_Integer:
        return Integer(0)
    return Delta(i, j)


class Over(Function):  # type: ignore[misc]
    """A body with an index from `low` to `high` where all conditions hold: body, index, low, high, *conditions.

    The index is a name of its own: people and other sums may use the same letter. Conditions are relationals
    between indices.
    """

    is_commutative = True

    @property
    def free_symbols(self) -> set[Basic]:
        """The free names, without the index."""
        body, index, low, high, *conditions = self.args
        inside: set[Basic] = set().union(body.free_symbols, *(condition.free_symbols for condition in conditions))
        return {*(inside - {index}), *low.free_symbols, *high.free_symbols}


class Total(Over):
    """The sum."""


class Times(Over):
    """The product."""


class Every(Function):  # type: ignore[misc]
    """A condition that holds for all values of its free indices, given as: condition, index, size, index, size."""


def slope(body: Expr, by: Symbol | Entry) -> Expr:
    """The derivative by a name or an entry, undefined where `body` is, and marked where our rules may divide by 0."""
    sized = isinstance(by, Entry) or body.has(Over, OfMatrix)
    own = sized or body.has(Choose) or any(map(_is_symbolic, distinct_pieces(body)))
    if not own:
        try:
            return derivative(body, by)
        except InconsistentAssumptions:  # what SymPy assumes of 0·c, as it stands, may contradict itself
            pass
    return derived(differentiate(body, by), body, by, sized=sized)


def _is_symbolic(piece: Basic) -> bool:
    """Whether a piece is a power with a letter in the exponent: SymPy's rule divides by the base."""
    return isinstance(piece, sympy.Pow) and piece.args[0] != sympy.E and bool(piece.args[1].free_symbols)


def differentiate(node: Basic, by: Symbol | Entry) -> Expr:
    """The derivative by a name or by an entry at free indices: d q_jn / d q_km = Delta(j, k)·Delta(n, m).

    SymPy's own `diff` would say 0, because it asks for free symbols. Elementary functions are differentiated by SymPy.
    """
    if node == by:
        return Integer(1)
    if isinstance(node, Entry):
        return _by_entry(node, by)
    if not node.args:
        return Integer(0)
    if isinstance(node, Total):
        body, index, *rest = node.args
        return collapsed(differentiate(body, by), index, tuple(rest))
    if isinstance(node, Times):
        return _of_product(node, by)
    if isinstance(node, Choose):
        return _of_choice(node, by)
    if isinstance(node, sympy.Pow):
        return _of_power(node, by)
    if isinstance(node, Derived):
        return Derived(differentiate(node.args[0], by), node.args[1])
    if isinstance(node, OfMatrix):
        return _of_matrix(node, by)
    if isinstance(node, sympy.Add):
        terms = [term for term in (differentiate(argument, by) for argument in node.args) if term != 0]
        return add(*terms) if terms else Integer(0)
    return _chain(node, by)


def _of_matrix(node: OfMatrix, by: Symbol | Entry) -> Expr:
    """D det A = det A·Σ_pq (A⁻¹)_qp dA_pq, and d(A⁻¹)_ij = −Σ_pq (A⁻¹)_ip dA_pq (A⁻¹)_qj."""
    body, row, column, size = node.args[:4]
    inner = differentiate(body, by)
    if inner == 0:
        return Integer(0)
    p, q = (sympy.Dummy(integer=True) for _ in range(2))
    inner = substitute(inner, {row: p, column: q})
    if isinstance(node, Determinant):
        factors = (node, Inverse(*node.args, q, p), inner)
    else:
        i, j = node.args[4:]
        factors = (Inverse(*node.args[:4], i, p), inner, Inverse(*node.args[:4], q, j))
    found = collapsed(collapsed(multiply(*factors), q, (Integer(1), size)), p, (Integer(1), size))
    return found if isinstance(node, Determinant) else negate(found)


def _of_product(node: Times, by: Symbol | Entry) -> Expr:
    """(Π f)′ = Σ_j f_j′·Π_{i ≠ j} f_i: nothing is divided by, as f may be 0."""
    body, index, low, high, *conditions = node.args
    inner = differentiate(body, by)
    if inner == 0:
        return Integer(0)
    other = sympy.Dummy(index.name, integer=True)
    moved = [substitute(part, {index: other}) for part in (body, *conditions)]
    rest = Times(moved[0], other, low, high, *moved[1:], sympy.Ne(other, index, evaluate=False))
    return collapsed(multiply(inner, rest), index, (low, high, *conditions))


def _of_choice(node: Choose, by: Symbol | Entry) -> Expr:
    """Of each branch, which may be undefined where it is not taken; and nothing is known where the branches meet."""
    condition, above, below = node.args
    pieces = Choose(condition, differentiate(above, by), differentiate(below, by), evaluate=False)
    return pieces if differentiate(condition, by) == 0 else add(pieces, Flat(condition, evaluate=False))


def _of_power(node: sympy.Pow, by: Symbol | Entry) -> Expr:
    """(a^b)′ = b·a^(b−1)·a′ + a^b·log a·b′: nothing is divided by a, which may be 0."""
    base, exponent = node.args
    of_base, of_exponent = differentiate(base, by), differentiate(exponent, by)
    terms = []
    if of_base != 0:
        less = exponent - 1 if exponent.is_Rational else add(exponent, Integer(-1))
        lower = [] if less == 0 else [base] if less == 1 else [power(base, less)]
        terms.append(multiply(exponent, *lower, of_base))
    if of_exponent != 0:
        terms.append(
            multiply(node, of_exponent) if base == sympy.E else multiply(node, apply(sympy.log, base), of_exponent)
        )
    return add(*terms) if terms else Integer(0)


def _by_entry(node: Entry, by: Symbol | Entry) -> Expr:
    if not isinstance(by, Entry) or node.args[0] != by.args[0]:
        return Integer(0)
    deltas = [same(i, j) for i, j in zip(node.args[1:], by.args[1:], strict=True)]
    if any(delta == 0 for delta in deltas):
        return Integer(0)
    kept = [delta for delta in deltas if delta != 1]
    return multiply(*kept) if kept else Integer(1)


def _chain(node: Basic, by: Symbol | Entry) -> Expr:
    """Σ ∂node/∂argument · argument′, the outer derivatives by SymPy."""
    inner = [differentiate(argument, by) for argument in node.args]
    if all(each == 0 for each in inner):
        return Integer(0)
    places = [sympy.Dummy(real=True) for _ in node.args]
    outer = node.func(
        *(place if each != 0 else kept for place, each, kept in zip(places, inner, node.args, strict=True))
    )
    terms = []
    for place, each in zip(places, inner, strict=True):
        if each != 0:
            slope = substitute(sympy.diff(outer, place), dict(zip(places, node.args, strict=True)))
            terms.append(each if slope == 1 else multiply(slope, each))
    return add(*terms)


def collapsed(body: Expr, index: Basic, rest: tuple[Basic, ...]) -> Expr:
    """The sum of `body`, with Σ_j Delta(j, k) f(j) = f(k) carried out where the sum runs from 1 to a size.

    Then k is in its range, as it stands at an entry with an index of that size; of a number, a computed index and
    any other range (1 … n with an index n), nothing is known, and the sum stays.
    """
    if body == 0:
        return Integer(0)
    if isinstance(body, sympy.Add):
        return add(*(collapsed(term, index, rest) for term in body.args))
    factors = [factor for factor in _factors(body) if not _is_one(factor)] or [Integer(1)]
    if len(rest) == 2 and rest[0] == 1 and is_size(rest[1]):
        for place, factor in enumerate(factors):
            kept = multiply(*factors[:place], *factors[place + 1 :], Integer(1))
            if isinstance(factor, Delta) and index in factor.args:
                other = factor.args[1] if factor.args[0] == index else factor.args[0]
                if _is_within(other, rest[1]):
                    return substitute(kept, {index: other})
            elif isinstance(factor, sympy.Add) and factor.has(Delta):
                return collapsed(add(*(multiply(term, kept) for term in factor.args)), index, rest)
    return Total(multiply(*factors), index, *rest)


def is_size(node: Basic) -> bool:
    """Whether a node is a size, which stays a symbol: a whole number from 1 on; an index is no such one."""
    return isinstance(node, Symbol) and bool(node.is_integer and node.is_positive)


def _is_within(place: Basic, size: Basic) -> bool:
    """Whether a place is an element of 1 … size: the first, the last, or an index that stands at one of its entries."""
    return place in (1, size) or (isinstance(place, Symbol) and not is_size(place))


def _factors(body: Expr) -> list[Expr]:
    """The factors of a product, products in it and small powers of what has a delta opened."""
    if isinstance(body, sympy.Mul):
        return [factor for part in body.args for factor in _factors(part)]
    if isinstance(body, sympy.Pow) and body.args[1] in range(2, LARGEST_OPENED + 1) and body.args[0].has(Delta):
        return _factors(body.args[0]) * int(body.args[1])
    return [body]


def _is_one(factor: Expr) -> bool:
    """Whether a factor is δ_ii, which an index put in for another may have made."""
    return isinstance(factor, Delta) and factor.args[0] == factor.args[1]


def entry(name: str, *at: Basic) -> Entry:
    """An entry of a family."""
    return Entry(Str(name), *at)


def with_entries(node: Basic, pattern: Entry | Symbol, value: Basic) -> Basic:
    """`node` with `value` for a name, or for every entry of the family of `pattern`, at the indices where it stands."""
    if isinstance(pattern, Symbol):
        return substitute(node, {pattern: value})
    if isinstance(node, Entry) and node.args[0] == pattern.args[0]:
        return substitute(value, dict(zip(pattern.args[1:], node.args[1:], strict=True)))
    if not node.args or isinstance(node, Str | Entry):
        return node
    arguments = [with_entries(argument, pattern, value) for argument in node.args]
    return rebuilt(node, arguments) if tuple(arguments) != node.args else node


def families_in(*nodes: Basic) -> set[str]:
    """The families of which entries occur."""
    return {str(piece.args[0]) for piece in distinct_pieces(*nodes) if isinstance(piece, Entry)}
