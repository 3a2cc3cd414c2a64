"""Sums with computed indices: Σ_{n=a}^b f(n + c) = Σ_{n=a+c}^{b+c} f(n), each term of the body on its own."""

from __future__ import annotations

import sympy
from sympy import Basic, Integer

from derivo.checks.language.families import Entry, Total
from derivo.checks.language.nodes import add, distinct_pieces, multiply, rebuilt
from derivo.checks.work import remembered

LARGEST_POWER = 4


def unshifted(node: Total) -> Basic:
    """`node` with plain indices where all entries of a term have one shift; the same node if nothing is shifted."""
    body, running, *rest = node.args
    if not computed(body, running) - {0}:
        return node
    return add(*(_unshifted(term, running, rest) for term in _terms(body)))


@remembered(2_000)
def computed(body: Basic, running: Basic) -> frozenset[int]:
    """Every c such that an entry stands at `running` + c."""
    places = (at for piece in distinct_pieces(body) if isinstance(piece, Entry) for at in piece.args[1:])
    return frozenset(shift for shift in (_shift(at, running) for at in places) if shift is not None)


def _terms(body: Basic) -> list[Basic]:
    """The terms of a body, brackets being multiplied out."""
    if isinstance(body, sympy.Add):
        return [term for part in body.args for term in _terms(part)]
    if isinstance(body, sympy.Pow) and body.args[1] in range(2, LARGEST_POWER + 1):
        return _terms(multiply(*[body.args[0]] * int(body.args[1]))) if body.args[0].is_Add else [body]
    if isinstance(body, sympy.Mul):
        for place, factor in enumerate(body.args):
            parts = _terms(factor)
            if len(parts) > 1:
                rest = [other for i, other in enumerate(body.args) if i != place]
                return [term for part in parts for term in _terms(multiply(*rest, part))]
    return [body]


def _unshifted(term: Basic, running: Basic, rest: list[Basic]) -> Basic:
    """The sum of one term with its shift taken out, if it has one."""
    low, high, *conditions = rest
    shifts = computed(term, running)
    if len(shifts) != 1 or conditions:
        return Total(term, running, *rest)
    (shift,) = shifts

    def moved(node: Basic) -> Basic:
        if isinstance(node, Entry):
            return node.func(node.args[0], *(running if _shift(at, running) == shift else at for at in node.args[1:]))
        if node == running:
            return add(running, Integer(-shift))
        return rebuilt(node, [*map(moved, node.args)]) if node.args else node

    return Total(moved(term), running, low + shift, high + shift)


def _shift(at: Basic, running: Basic) -> int | None:
    """The number c if the place is `running` + c."""
    if at == running:
        return 0
    if isinstance(at, sympy.Add) and len(at.args) == 2 and running in at.args:
        (other,) = (part for part in at.args if part != running)
        return int(other) if other.is_Integer else None
    return None
