"""An expression at concrete sizes: sums are written out, entries become symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

import sympy
from sympy import Basic, Integer, Limit, Symbol
from sympy.core.symbol import Str

from derivo.checks.language.families import Delta, Entry, Every, Mirrored, Over, Total, same
from derivo.checks.language.inverses import Inverse, OfMatrix, determinant, inverse_entry
from derivo.checks.language.nodes import add, multiply, rebuilt, weight
from derivo.checks.work import remembered, spend

Values = Mapping[Basic, int]
LARGEST_MATRIX = 6  # of which minors are written out
SHARED = 2**24  # nodes of a tree to a step: at times a shared piece is walked as often as it occurs


def concrete(node: Basic, values: Values) -> Basic:
    """`node` with sizes and free indices as in `values`: sums over these sizes are written out.

    An entry all of whose indices are numbers becomes a symbol; what depends on other sizes stays as it is.
    """
    return _concrete(node, tuple(sorted(values.items(), key=lambda pair: pair[0].name)))


@remembered(1_000)  # the same references are held against many answers
def _concrete(node: Basic, values: tuple[tuple[Basic, int], ...]) -> Basic:
    written = _Writing(_free_names(node)).out(node, dict(values))
    spend(weight(written)[0] // SHARED)
    return written


@dataclass(slots=True)
class _Writing:
    """Expressions on their way to concrete sizes; each piece is written out once for the values of its free names."""

    free: Mapping[Basic, tuple[Basic, ...]]
    known: dict[tuple[Basic, tuple[tuple[Basic, int], ...]], Basic] = field(default_factory=dict)

    def out(self, piece: Basic, at: Values) -> Basic:
        """`piece` at these values."""
        if piece in at:
            return Integer(at[piece])
        if not piece.args:
            return piece
        key = (piece, tuple((name, at[name]) for name in self.free[piece] if name in at))
        spend()
        if key not in self.known:
            self.known[key] = self.rebuilt(piece, at)
        return self.known[key]

    def rebuilt(self, piece: Basic, at: Values) -> Basic:
        if isinstance(piece, Over):
            return self.over(piece, at)
        if isinstance(piece, OfMatrix):
            return self.of_matrix(piece, at)
        arguments = [self.out(argument, at) for argument in piece.args]
        if isinstance(piece, Entry):
            return _entry(piece.func, piece.args[0].name, _places(arguments[1:]))
        if isinstance(piece, Delta):
            return same(*_places(arguments))
        if isinstance(piece, Limit):
            return Limit(*arguments)
        return rebuilt(piece, arguments) if tuple(arguments) != piece.args else piece

    def over(self, piece: Over, at: Values) -> Basic:
        """A sum or product between bounds that are numbers; else one with what is known put in."""
        body, index, low, high, *conditions = piece.args
        first, last = self.out(low, at), self.out(high, at)
        outer = {name: value for name, value in at.items() if name != index}
        if not (_is_whole(first) and _is_whole(last)):
            return rebuilt(piece, [self.out(part, outer) for part in piece.args])
        terms = []
        spend(8 * max(_whole(last) - _whole(first), 0))
        for i in range(_whole(first), _whole(last) + 1):
            inner = {**outer, index: i}
            sides = [[self.out(side, inner) for side in condition.args] for condition in conditions]
            if all(_holds(c.rel_op, *map(_whole, pair)) for c, pair in zip(conditions, sides, strict=True)):
                terms.append(self.out(body, inner))
        if isinstance(piece, Total):
            return add(*terms) if terms else Integer(0)
        return multiply(*terms) if terms else Integer(1)

    def of_matrix(self, piece: OfMatrix, at: Values) -> Basic:
        """A determinant, or an entry of an inverse, of a matrix whose size is a number."""
        body, row, column, *rest = piece.args
        outer = {name: value for name, value in at.items() if name not in (row, column)}
        size, *place = (self.out(part, outer) for part in rest)
        if not all(part.is_Integer for part in (size, *place)):
            return piece.func(self.out(body, outer), row, column, size, *place)
        if size > LARGEST_MATRIX:
            raise ValueError("determinant of a large matrix")
        numbers = range(1, int(size) + 1)
        entries = [[self.out(body, {**outer, row: i, column: j}) for j in numbers] for i in numbers]
        if isinstance(piece, Inverse):
            return inverse_entry(entries, *(int(part) - 1 for part in place))
        return determinant(entries)


@remembered(1_000)
def _free_names(node: Basic) -> Mapping[Basic, tuple[Basic, ...]]:
    """The free names of every piece of `node`, each piece looked at once."""
    found: dict[Basic, tuple[Basic, ...]] = {}

    def visit(piece: Basic) -> tuple[Basic, ...]:
        if piece not in found:
            spend()
            names = dict.fromkeys(name for argument in piece.args for name in visit(argument))
            if isinstance(piece, Symbol):
                names = {piece: None}
            elif isinstance(piece, Over):
                inner = [*visit(piece.args[0]), *(name for c in piece.args[4:] for name in visit(c))]
                bounds = [*visit(piece.args[2]), *visit(piece.args[3])]
                names = dict.fromkeys([*(name for name in inner if name != piece.args[1]), *bounds])
            elif isinstance(piece, OfMatrix):
                body, row, column, *rest = piece.args
                inner = [name for name in visit(body) if name not in (row, column)]
                names = dict.fromkeys([*inner, *(name for part in rest for name in visit(part))])
            found[piece] = tuple(names)
        return found[piece]

    visit(node)
    return found


def _entry(kind: type[Entry], name: str, at: list[Basic]) -> Basic:
    """The symbol of an entry at numbers; at some numbers, an entry of a family with fewer indices."""
    if issubclass(kind, Mirrored) and any(index.is_Integer for index in at[-2:]):
        at = [*at[:-2], *sorted(at[-2:], key=lambda index: int(index) if index.is_Integer else sympy.oo)]
    if all(index.is_Integer for index in at):
        return Symbol(f"{name}[{','.join(str(int(index)) for index in at)}]", real=True)
    if not any(index.is_Integer for index in at):
        return kind(Str(name), *at)
    mirrored = issubclass(kind, Mirrored) and not any(index.is_Integer for index in at[-2:])
    pattern = ",".join(str(index) if index.is_Integer else "·" for index in at)
    rest = (index for index in at if not index.is_Integer)
    return (kind if mirrored else Entry)(Str(f"{name}[{pattern}]"), *rest)


def family_of(symbol: str) -> str:
    """The family to which the symbol of an entry belongs."""
    return symbol.partition("[")[0]


def _holds(operator: str, left: int, right: int) -> bool:
    order = (left > right) - (left < right)
    return {"==": order == 0, "!=": order != 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[
        operator
    ]


def _places(arguments: list[Basic]) -> list[Basic]:
    """Places, those that are numbers worked out."""
    return [Integer(_whole(at)) if _is_whole(at) else at for at in arguments]


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


def conditions_at(condition: Basic, values: Mapping[Basic, int]) -> list[Basic]:
    """A condition at concrete sizes: one for each value of its free indices, if it holds for every one of them."""
    if not isinstance(condition, Every):
        return [concrete(condition, values)]
    body, *pairs = condition.args
    sizes = [int(values.get(size, size)) for size in pairs[1::2]]
    places = product(*(range(1, size + 1) for size in sizes))
    return [concrete(body, {**values, **dict(zip(pairs[0::2], at, strict=True))}) for at in places]
