"""What vectors and matrices denote: nodes that `shapes` has settled -> Grid. The cases of `meaning.py` for arrays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sympy import Expr, Integer

from derivo.checks.language import grids, nodes
from derivo.checks.language.families import Entry, entry
from derivo.checks.language.grids import Grid, Value
from derivo.checks.language.nodes import divide, multiply
from derivo.checks.notation.meaning.symbols import size
from derivo.checks.notation.names.names import Family, Notation
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape
from derivo.checks.notation.text.stop import NoMeaning
from derivo.checks.notation.trees import tree

if TYPE_CHECKING:
    from derivo.checks.notation.meaning.meaning import Environment, Meaning

LARGEST_POWER = 6
LARGEST_SIZE = 10  # that is a number: its sums are written out
FUNCTIONS = {
    "det": grids.determinant,
    "tr": grids.trace,
    "vec": grids.vec,
    "diag": grids.diagonal,
    "mean": grids.mean,
}


def dimension(sizes: tree.Dimension) -> tuple[Expr, ...]:
    """The sizes of a dimension: names or numbers."""
    if any(isinstance(each, int) and each > LARGEST_SIZE for each in sizes):
        raise NotImplementedError(f"size beyond {LARGEST_SIZE}, unless it is a letter")
    return tuple(Integer(each) if isinstance(each, int) else size(each) for each in sizes)


def shape(operand: Value) -> Shape:
    """The shape of a value: the names of its sizes."""
    if not isinstance(operand, Grid):
        return SCALAR
    return Shape(*(tuple(int(end) if end.is_Integer else end.name for end in sizes) for sizes in operand.sizes))


def array(declared: Family, places: tuple[Expr, ...] = ()) -> Value:
    """All of a declared vector or matrix, the one at `places` of a family of them, or with all places an entry."""
    sizes = dimension(declared.axes)
    count = len(declared.indices)
    if len(places) == count:
        return grids.family(declared.name, declared.trait, places, sizes)
    if len(sizes) == 1:
        return entry(declared.name, *places)
    return grids.matrix_entry(declared.name, declared.trait, places[:count], *places[count:])


def is_array(node: tree.Node, notation: Notation) -> bool:
    """Whether a name or an entry is all of a vector or matrix; vec(W) is."""
    if not isinstance(node, tree.Name | tree.Entry):
        return isinstance(node, tree.Apply)
    declared = notation.names.get(node.name)
    given = len(node.indices) if isinstance(node, tree.Entry) else 0
    return isinstance(declared, Family) and bool(declared.axes) and given == len(declared.indices)


def of_array(meaning: Meaning, node: tree.Node, within: Environment) -> Value | None:  # noqa: C901 (a table)
    """What a node of vectors and matrices denotes; None if it is no such node."""

    def of(part: tree.Node) -> Value:
        return meaning.of(part, within)

    match node:
        case tree.Transpose(body):
            operand = of(body)
            return operand.transposed if isinstance(operand, Grid) else operand
        case tree.Elementwise(operator, left, right):
            return grids.combined(multiply if operator == "*" else divide, of(left), of(right))
        case tree.Norm(body, order):
            try:
                return grids.norm(of(body), order)
            except NotImplementedError as reason:
                raise NoMeaning("unsupported", node.span, ("construct", str(reason))) from reason
        case tree.Inner(left, right):
            return grids.inner(of(left), of(right))
        case tree.Kronecker(left, right):
            return grids.kronecker(of(left), of(right))
        case tree.Ones(sizes) if sizes is not None:
            return grids.constant(Integer(1), dimension(sizes), ())
        case tree.Identity(sizes) if sizes is not None:
            return grids.identity(dimension(sizes))
        case tree.Zeros(rows, columns):
            return grids.constant(Integer(0), dimension(rows), dimension(columns))
        case tree.Basis(index, sizes) if sizes is not None:
            return grids.basis(of(index), dimension(sizes))
        case tree.Row(matrix, index):
            return grids.row(of(matrix), of(index))
        case tree.EntryOf(body, indices):
            return grids.entry_of(of(body), tuple(of(place) for each in indices for place in split(each)))
        case tree.Matrix(rows):
            return grids.written(tuple(tuple(map(of, line)) for line in rows))
        case tree.Each(apply):
            return each(meaning, apply, within)
    return None


def split(place: tree.Node) -> tuple[tree.Node, ...]:
    """An index as typed; `ij` of a matrix over the entries of W, the entry W_ij, as vec(W) has it: j runs slower."""
    return tuple(reversed(place.factors)) if isinstance(place, tree.Multiply) else (place,)


def each(meaning: Meaning, apply: tree.Apply, within: Environment) -> Value:
    """A function of each entry of the argument that is an array."""
    arguments = [meaning.of(argument, within) for argument in apply.arguments]
    return grids.combined(lambda *entries: meaning.applied(apply, entries, within), *arguments)


def power(base: Grid, exponent: Expr, node: tree.Node) -> Value:
    """A whole power of a square matrix."""
    if not exponent.is_Integer or abs(int(exponent)) > LARGEST_POWER:
        raise NoMeaning("unsupported", node.span, ("construct", "power of a matrix"))
    return grids.raised(base, int(exponent))


def even_power(operand: Value, order: str, exponent: Expr) -> Value:
    """An even power of a norm: ‖a‖² is Σ a², as (√s)² = s for s ≥ 0. It has a derivative at 0, √s has none."""
    if order not in ("2", "F"):
        return nodes.power(grids.norm(operand, order), exponent)
    squares = grids.inner(operand, operand)
    return squares if exponent == 2 else nodes.power(squares, exponent / 2)


def derivative(
    meaning: Meaning, body: Value, by: tuple[tree.Name | tree.Entry | tree.Apply, ...], within: Environment
) -> Value:
    """The derivatives in turn: of a scalar by an array, its shape; of a column by a column, rows as the column."""
    for name in by:
        variable = meaning.of(name, within)
        span = name.span
        if isinstance(variable, Entry):
            body = grids.mapped(partial(meaning.by_entry, by=variable, span=span), body)
            continue
        if not isinstance(variable, Grid) or not isinstance(variable.body, Entry):
            raise NoMeaning("unsupported", span, ("construct", "derivative by a defined name"))
        rows, columns = grids.fresh(variable.sizes[0]), grids.fresh(variable.sizes[1])
        entry = variable.at(tuple(i for i, _ in rows), tuple(j for j, _ in columns))
        if not isinstance(body, Grid):
            body = Grid(meaning.by_entry(body, entry, span), rows, columns)
        elif not body.columns and not columns:
            body = Grid(meaning.by_entry(body.body, entry, span), body.rows, rows)
        else:
            raise NoMeaning("unsupported", span, ("construct", "derivative of a matrix by an array"))
    return body
