"""Declared square matrices at concrete sizes: the part of each of which entries occur."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from sympy import Expr, Symbol

from derivo.checks.language.concrete import family_of
from derivo.checks.language.inverses import determinant


@dataclass(frozen=True, slots=True)
class Block:
    """The part of a declared square matrix of which entries occur: its rows and columns with these numbers."""

    name: str
    entries: tuple[tuple[Symbol, ...], ...]

    def minors(self) -> list[Expr]:
        """The leading principal minors."""
        return [self._minor(range(size)) for size in range(1, len(self.entries) + 1)]

    def all_minors(self) -> list[Expr]:
        """All principal minors."""
        places = range(len(self.entries))
        return [self._minor(chosen) for size in places for chosen in combinations(places, size + 1)]

    def _minor(self, places: Iterable[int]) -> Expr:
        chosen = tuple(places)
        return determinant([[self.entries[i][j] for j in chosen] for i in chosen])


def blocks_in(entries: Iterable[Symbol], known: Mapping[str, str]) -> list[Block]:
    """The blocks of the matrices in `known` to which these entries belong."""
    numbers: dict[tuple[str, str], set[int]] = {}
    for symbol in entries:
        if known.get(family_of(symbol.name), "diagonal") != "diagonal":
            name, _, inside = symbol.name.rstrip("]").partition("[")
            *place, i, j = inside.split(",")
            numbers.setdefault((name, "".join(f"{each}," for each in place)), set()).update((int(i), int(j)))
    found = []
    for (name, place), used in numbers.items():
        ends = [[(i, j) if known[name] == "invertible" else sorted((i, j)) for j in sorted(used)] for i in sorted(used)]
        lines = (tuple(Symbol(f"{name}[{place}{i},{j}]", real=True) for i, j in line) for line in ends)
        found.append(Block(name, tuple(lines)))
    return found
