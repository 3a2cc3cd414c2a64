"""Sums and products over a part of 1 … size, as those over all of it with a condition.

    Σ_{n=a}^N f = Σ_n [n ≥ a] f     Σ_{n=1}^{N−c} f = Σ_n [n ≤ N − c] f     Σ_{m=1}^n f = Σ_m [m ≤ n] f

The last for an index n in 1 … N. Each part lies in 1 … N wherever n does; what may reach beyond (up to n + 1, or
from 0) stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy
from sympy import Basic, Ge, Gt, Integer, Le, Lt, Symbol
from sympy.core.symbol import Str

from derivo.checks.language.families import Entry, Over, is_size
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import rebuilt

Ranges = Mapping[Basic, Basic]  # the size of each index


class NotPlain(Exception):
    """An index stands where it means more than an element of its index set."""


def shifted(place: Basic) -> tuple[Basic | None, int]:
    """(n, c) of a place n + c; (None, c) of a number."""
    terms = place.args if isinstance(place, sympy.Add) else (place,)
    names = [term for term in terms if isinstance(term, Symbol)]
    numbers = [int(term) for term in terms if isinstance(term, Integer)]
    if len(names) > 1 or len(names) + len(numbers) < len(terms):
        raise NotPlain("computed index")
    return (names[0] if names else None), sum(numbers)


def over_whole_ranges(node: Basic, ranges: Ranges) -> Basic:
    """`node` with every sum and product over a part of an index set as one over all of it, as far as it is one."""
    if not node.args or isinstance(node, Entry | Str) or not node.has(Over):
        return node
    if isinstance(node, OfMatrix):
        body, row, column, size, *at = node.args
        return node.func(over_whole_ranges(body, {**ranges, row: size, column: size}), row, column, size, *at)
    if not isinstance(node, Over):
        return rebuilt(node, [over_whole_ranges(argument, ranges) for argument in node.args])
    body, index, low, high, *conditions = node.args
    try:
        size, further = _part(index, low, high, ranges)
    except NotPlain:
        return node
    inner = over_whole_ranges(body, {**ranges, index: size})
    return node.func(inner, index, Integer(1), size, *conditions, *further)


def _part(index: Basic, low: Basic, high: Basic, ranges: Ranges) -> tuple[Basic, list[Basic]]:
    """The size of the index set of which low … high is a part, and the conditions that say which."""
    last, above = shifted(high)
    first, below = shifted(low)
    size = last if last is not None and is_size(last) else ranges.get(last)
    if size is None or not is_size(size) or above > 0 or below < 0 or (first is None and below < 1):
        raise NotPlain("range")
    if first is not None and ranges.get(first) != size:
        raise NotPlain("range")
    further: list[Basic] = []
    if first is not None:
        further.append(Gt(index, first, evaluate=False) if below == 1 else Ge(index, low, evaluate=False))
    elif below > 1:
        further.append(Ge(index, low, evaluate=False))
    if last != size:
        further.append(Lt(index, last, evaluate=False) if above == -1 else Le(index, high, evaluate=False))
    elif above:
        further.append(Le(index, high, evaluate=False))
    return size, further
