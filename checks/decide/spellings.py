"""When two pieces are the same but for the letters of running indices and the order of terms and factors."""

from __future__ import annotations

from collections.abc import Mapping

import sympy
from sympy import Basic, Dummy, Symbol
from sympy.core.symbol import Str

from derivo.checks.language.families import Over
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.work import spend

Letters = Mapping[Basic, str]


def spelling(node: Basic, letters: Letters | None = None) -> str:
    """A text that is the same for two expressions only if they have the same value everywhere.

    A running index is spelled by how many sums and products run inside of its own, so its letter does not matter.

    >>> x, y = sympy.symbols("x y")
    >>> spelling(x * y) == spelling(sympy.Mul(y, x, evaluate=False)), spelling(x) == spelling(y)
    (True, False)
    """
    spend()
    letters = letters or {}
    if node in letters:
        return letters[node]
    if isinstance(node, Dummy):  # an index that runs further out: two of one letter are two
        return f"Dummy<{node.name} {node.dummy_index}>"
    if isinstance(node, Symbol):
        return f"{node.func.__name__}<{node.name}>{'°' if node.is_integer else ''}"
    if isinstance(node, Str):
        return f"<{node.name}>"
    if not node.args:
        return repr(node)
    if isinstance(node, Over | OfMatrix):
        return _running(node, letters)
    parts = [spelling(argument, letters) for argument in _flat(node)]
    if isinstance(node, sympy.Add | sympy.Mul):
        parts.sort()
    return f"{node.func.__name__}({', '.join(parts)})"


def _flat(node: Basic) -> list[Basic]:
    """The arguments; those of a sum in a sum, and of a product in a product, one by one."""
    if not isinstance(node, sympy.Add | sympy.Mul):
        return list(node.args)
    same = [_flat(argument) if argument.func == node.func else [argument] for argument in node.args]
    return [piece for pieces in same for piece in pieces]


def _running(node: Basic, letters: Letters) -> str:
    """A node with one index of its own, or with two."""
    first = 2 if isinstance(node, Over) else 3  # behind the body and its indices
    inner = {**letters, **{index: f"#{_height(node)}.{place}" for place, index in enumerate(node.args[1:first])}}
    bounds = node.args[first : first + 2] if isinstance(node, Over) else node.args[first:]
    conditions = node.args[first + 2 :] if isinstance(node, Over) else ()
    parts = [spelling(node.args[0], inner), *sorted(spelling(condition, inner) for condition in conditions)]
    return f"{node.func.__name__}({', '.join((*parts, *(spelling(bound, letters) for bound in bounds)))})"


def _height(node: Basic) -> int:
    """How many nodes with indices of their own stand below each other, this one included."""
    return isinstance(node, Over | OfMatrix) + max((_height(argument) for argument in node.args), default=0)
