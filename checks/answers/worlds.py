"""What is put in for entries of families: into values, and for the trees of claims by a notation that defines them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

from sympy import Basic

from derivo.checks.answers.formulas import Formula
from derivo.checks.answers.spelled import columned
from derivo.checks.language.families import Entry, with_entries
from derivo.checks.language.grids import Grid, Value, body, mapped
from derivo.checks.notation.names.names import Defined, Family, Notation, shown_name
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import rebuilt


@dataclass(frozen=True, slots=True)
class PutIn:
    """What stands for the entries of a family: at the indices of `pattern`, `value`.

    `definition` says the same in trees; None where nothing spells it.
    """

    pattern: Entry
    value: Basic
    definition: tree.Definition | None

    def into(self, operand: Value) -> Value:
        """`operand` with it put in."""
        return mapped(partial(with_entries, pattern=self.pattern, value=self.value), operand)


def put_in(pattern: Formula, known: Formula, notation: Notation) -> PutIn:
    """`known` at the entry, vector or matrix `pattern`."""
    if isinstance(pattern.value, Grid) and isinstance(known.value, Grid):
        rows, columns = (tuple(index for index, _ in axis) for axis in (pattern.value.rows, pattern.value.columns))
        return PutIn(pattern.value.body, known.value.at(rows, columns), _definition(pattern, known, notation))
    return PutIn(body(pattern.value), body(known.value), _definition(pattern, known, notation))


def _definition(pattern: Formula, known: Formula, notation: Notation) -> tree.Definition | None:
    """The definition of the family of `pattern`: `mu_k = …`; of a vector by its entries, as a column."""
    node, found = pattern.tree, known.tree
    if isinstance(node, tree.Name) and found is not None:
        return tree.Definition(node.name, (), found, node.span)
    declared = notation.names.get(node.name) if isinstance(node, tree.Entry) else None
    if not isinstance(node, tree.Entry) or not isinstance(declared, Family) or found is None:
        return None
    places = [place.name for place in node.indices if isinstance(place, tree.Index)]
    sizes, own = [size for _, size in declared.indices], len(declared.indices)
    axes = list(declared.axes)
    if len(places) == own + 1 and len(axes) == 1:
        found = columned(found, places[-1], axes[0])
    elif len(places) != own:
        return None
    shape = cast("Any", tuple((axis,) for axis in axes) + ((),) * (2 - len(axes)))
    indices = tuple(zip(places, sizes, strict=False))
    return tree.Definition(declared.name, (), found, found.span, indices, shape)


def world(notation: Notation, known: Iterable[PutIn]) -> Notation | None:
    """The notation in which the families are defined as what is put in; None if something is spelled nowhere."""
    known = tuple(known)
    added = [each.definition for each in known if each.definition is not None]
    if len(added) < len(known):
        return None
    theirs = [declared.definition for declared in notation.names.values() if isinstance(declared, Defined)]
    for each in (*theirs, *added) if added else ():
        shown = notation.names[each.name].shown if each in theirs else shown_name(each.name)
        body = entered(each.body, known)
        assert body is not None
        notation = notation.extended(Defined(shown, replace(each, body=body)))
    return notation


def entered(node: tree.Node | None, known: Iterable[PutIn]) -> tree.Node | None:
    """A tree with the entries of what is put in as entries of what is defined."""
    for each in known:
        if node is not None and each.definition is not None:
            node = _entered(node, each.definition.name, len(each.definition.indices))
    return node


def _entered(node: Any, name: str, arity: int) -> Any:
    """`node` with Σ_kij as entry i, j of Σ_k, which has `arity` indices of its own."""
    node = rebuilt(node, lambda part: _entered(part, name, arity))
    if isinstance(node, tree.Entry) and node.name == name and len(node.indices) > arity:
        whole: tree.Node = tree.Name(name, node.span)
        if arity:
            whole = tree.Entry(name, node.indices[:arity], node.span)
        return tree.EntryOf(whole, node.indices[arity:], node.span)
    return node
