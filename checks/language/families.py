"""Entries of families and matrices, and sums and products over index sets of symbolic size.

An index runs over 1 … size. `concrete` gives an expression at concrete sizes: a scalar expression in finitely many
symbols.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import sympy
from sympy import Basic, Expr, Function, Integer, Symbol
from sympy.core.symbol import Str

from checks.language.nodes import add, distinct_pieces, divide, multiply, substitute


class Entry(Function):  # type: ignore[misc]
    """Entry(Str(name), i, j, …): the entry of a family at the indices i, j, …: `q_kn`."""

    is_commutative = True


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
    if isinstance(node, Times):  # Π′ = Π·Σ (log f)′
        body, index, *rest = node.args
        inner = differentiate(body, by)
        return Integer(0) if inner == 0 else multiply(node, collapsed(divide(inner, body), index, tuple(rest)))
    if isinstance(node, sympy.Add):
        terms = [term for term in (differentiate(argument, by) for argument in node.args) if term != 0]
        return add(*terms) if terms else Integer(0)
    return _chain(node, by)


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
    """The sum of `body`, with Σ_j Delta(j, k) f(j) = f(k) carried out where the sum has no conditions."""
    if body == 0:
        return Integer(0)
    if isinstance(body, sympy.Add):
        return add(*(collapsed(term, index, rest) for term in body.args))
    factors = body.args if isinstance(body, sympy.Mul) else (body,)
    for factor in factors:
        if isinstance(factor, Delta) and index in factor.args and len(rest) == 2:
            other = factor.args[1] if factor.args[0] == index else factor.args[0]
            kept = [piece for piece in factors if piece is not factor] or [Integer(1)]
            return substitute(multiply(*kept), {index: other})
        if isinstance(factor, sympy.Mul | sympy.Add) and len(rest) == 2 and factor.has(Delta):
            kept = multiply(*(piece for piece in factors if piece is not factor), Integer(1))
            return collapsed(_spread(factor, kept), index, rest)
    return Total(body, index, *rest)


def _spread(factor: Expr, kept: Expr) -> Expr:
    """factor·kept with the factor's own terms or factors at the top."""
    if isinstance(factor, sympy.Add):
        return add(*(multiply(term, kept) for term in factor.args))
    return multiply(*factor.args, kept)


def concrete(node: Basic, values: Mapping[Basic, int]) -> Basic:
    """`node` with sizes and free indices as in `values`: sums over these sizes are written out.

    An entry all of whose indices are numbers becomes a symbol; what depends on other sizes stays as it is.
    """
    known: dict[tuple[Basic, tuple[tuple[Basic, int], ...]], Basic] = {}
    free = _free_names(node)

    def visit(piece: Basic, at: Mapping[Basic, int]) -> Basic:
        if piece in at:
            return Integer(at[piece])
        if not piece.args:
            return piece
        key = (piece, tuple((name, at[name]) for name in free[piece] if name in at))
        if key not in known:
            known[key] = rebuild(piece, at)
        return known[key]

    def rebuild(piece: Basic, at: Mapping[Basic, int]) -> Basic:
        if isinstance(piece, Over):
            return written_out(piece, at)
        arguments = [visit(argument, at) for argument in piece.args]
        if isinstance(piece, Entry):
            return _entry(str(piece.args[0]), arguments[1:])
        if isinstance(piece, Delta):
            return same(*arguments)
        return piece.func(*arguments, evaluate=False) if tuple(arguments) != piece.args else piece

    def written_out(piece: Over, at: Mapping[Basic, int]) -> Basic:
        body, index, low, high, *conditions = piece.args
        first, last = visit(low, at), visit(high, at)
        outer = {name: value for name, value in at.items() if name != index}
        if not (_is_whole(first) and _is_whole(last)):
            return piece.func(*(visit(part, outer) for part in piece.args), evaluate=False)
        terms = []
        for i in range(_whole(first), _whole(last) + 1):
            inner = {**outer, index: i}
            sides = [[visit(side, inner) for side in condition.args] for condition in conditions]
            if all(_holds(c.rel_op, *map(_whole, pair)) for c, pair in zip(conditions, sides, strict=True)):
                terms.append(visit(body, inner))
        if isinstance(piece, Total):
            return add(*terms) if terms else Integer(0)
        return multiply(*terms) if terms else Integer(1)

    return visit(node, values)


def _free_names(node: Basic) -> dict[Basic, tuple[Basic, ...]]:
    """The free names of every piece of `node`, each piece looked at once."""
    found: dict[Basic, tuple[Basic, ...]] = {}

    def visit(piece: Basic) -> tuple[Basic, ...]:
        if piece not in found:
            names = dict.fromkeys(name for argument in piece.args for name in visit(argument))
            if isinstance(piece, Symbol):
                names = {piece: None}
            elif isinstance(piece, Over):
                inner = [*visit(piece.args[0]), *(name for c in piece.args[4:] for name in visit(c))]
                bounds = [*visit(piece.args[2]), *visit(piece.args[3])]
                names = dict.fromkeys([*(name for name in inner if name != piece.args[1]), *bounds])
            found[piece] = tuple(names)
        return found[piece]

    visit(node)
    return found


def _entry(name: str, at: list[Basic]) -> Basic:
    """The symbol of an entry at numbers; at some numbers, an entry of a family with fewer indices."""
    if all(index.is_Integer for index in at):
        return Symbol(f"{name}[{','.join(str(int(index)) for index in at)}]", real=True)
    if not any(index.is_Integer for index in at):
        return Entry(Str(name), *at)
    pattern = ",".join(str(index) if index.is_Integer else "·" for index in at)
    return Entry(Str(f"{name}[{pattern}]"), *(index for index in at if not index.is_Integer))


def family_of(symbol: str) -> str:
    """The family to which the symbol of an entry belongs."""
    return symbol.partition("[")[0]


def _holds(operator: str, left: int, right: int) -> bool:
    order = (left > right) - (left < right)
    return {"==": order == 0, "!=": order != 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[
        operator
    ]


def _is_whole(node: Basic) -> bool:
    return not node.free_symbols


def _whole(node: Basic) -> int:
    """The value of a bound or an index: whole numbers, sums and products of such. Raises ValueError."""
    if isinstance(node, sympy.Integer):
        return int(node)
    if isinstance(node, sympy.Add):
        return sum(_whole(argument) for argument in node.args)
    if isinstance(node, sympy.Mul):
        product = 1
        for argument in node.args:
            product *= _whole(argument)
        return product
    raise ValueError(f"not a whole number: {node}")


def entry(name: str, *at: Basic) -> Entry:
    """An entry of a family."""
    return Entry(Str(name), *at)


def conditions_at(condition: Basic, values: Mapping[Basic, int]) -> list[Basic]:
    """A condition at concrete sizes: one for each value of its free indices, if it holds for every one of them."""
    if not isinstance(condition, Every):
        return [concrete(condition, values)]
    body, *pairs = condition.args
    sizes = [values[size] for size in pairs[1::2]]
    places = product(*(range(1, size + 1) for size in sizes))
    return [concrete(body, {**values, **dict(zip(pairs[0::2], at, strict=True))}) for at in places]


def with_entries(node: Basic, pattern: Entry, value: Basic) -> Basic:
    """`node` with every entry of the family of `pattern` replaced by `value`, at the indices where it stands."""
    if isinstance(node, Entry) and node.args[0] == pattern.args[0]:
        return substitute(value, dict(zip(pattern.args[1:], node.args[1:], strict=True)))
    if not node.args or isinstance(node, Str | Entry):
        return node
    arguments = [with_entries(argument, pattern, value) for argument in node.args]
    return node.func(*arguments, evaluate=False) if tuple(arguments) != node.args else node


def families_in(*nodes: Basic) -> set[str]:
    """The families of which entries occur."""
    return {str(piece.args[0]) for piece in distinct_pieces(*nodes) if isinstance(piece, Entry)}
