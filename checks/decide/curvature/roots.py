"""The matrices of a witness: S = RᵀR (+ I where S is positive definite) for the root R that was drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from derivo.checks.decide.curvature.chords import RANK, ROOT
from derivo.checks.verdict import Property, Witness


def with_matrices(claim: Property, witness: Witness) -> Witness:
    """The witness with S = RᵀR (+ I where S is posdef) in place of each root R."""
    roots: dict[str, dict[tuple[int, int], Fraction]] = {}
    kept = []
    for name, value in witness.point:
        matrix, is_root, place = name.partition(f"{ROOT}[")
        if is_root:
            row, column = map(int, place.removesuffix("]").split(","))
            roots.setdefault(matrix, {})[row, column] = value
        else:
            kept.append((name, value))
    definite = {name for name, known in claim.traits if "posdef" in known}
    for matrix, root in roots.items():
        kept.extend(_squared(matrix, root, Fraction(matrix in definite)))
    sizes = tuple(pair for pair in witness.sizes if pair[0] != RANK.name)
    return replace(witness, point=tuple(kept), sizes=sizes)


def _squared(name: str, root: Mapping[tuple[int, int], Fraction], added: Fraction) -> Sequence[tuple[str, Fraction]]:
    """The entries of RᵀR + added·I."""
    rows, columns = sorted({k for k, _ in root}), sorted({i for _, i in root})
    return [
        (f"{name}[{i},{j}]", sum((root[k, i] * root[k, j] for k in rows), added * (i == j)))
        for i in columns
        for j in columns
    ]
