"""Values of what is declared, drawn by a checksum of what they are drawn for: the same everywhere, every time.

They are of one `kind`: generic numbers, generic ones that are negative, zeros and ones, equal numbers, ends of ranges.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product as choices
from math import prod
from typing import Any
from zlib import crc32

from flint import fmpq

from derivo.checks.judge.functions import Polynomials
from derivo.checks.judge.scalars import ONE, ZERO, Scalar
from derivo.checks.notation.names.names import Family, UnknownFunction

GENERIC = tuple(
    fmpq(*pair)
    for pair in (
        *((1, 1), (2, 1), (-1, 1), (1, 2), (3, 1), (-2, 1), (-1, 2), (5, 2), (-3, 2), (3, 4), (-5, 4), (7, 4), (1, 4)),
        *((-7, 2), (4, 1), (-3, 1), (5, 4), (-1, 4), (7, 2)),
    )
)
KINDS = 5


def drawn(domain: Any, salt: str, kind: int) -> fmpq:
    """A number of a domain."""
    seed = crc32(salt.encode())
    if domain.values:
        return exact(domain.values[seed % len(domain.values)])
    special = {2: (fmpq(0), fmpq(1)), 3: (fmpq(2), fmpq(1), fmpq(1, 2), fmpq(-1))}.get(kind, ())
    if kind == 2:
        special = (special[seed % 2], special[1 - seed % 2])
    if kind == 4:
        special = tuple(exact(end) for end in (domain.low, domain.high) if end is not None)
    for each in special:
        if domain.contains(Fraction(int(each.p), int(each.q))):
            return each
    generic = _generic(domain, seed)
    below = -abs(generic)
    return below if kind == 1 and domain.contains(Fraction(int(below.p), int(below.q))) else generic


def _generic(domain: Any, seed: int) -> fmpq:
    low, high = (None if end is None else exact(end) for end in (domain.low, domain.high))
    if domain.whole:
        return (low or ZERO) + 1 + seed % 4 if low is not None else fmpq(seed % 7 - 3)
    if low is not None and high is not None:
        return low + (high - low) * fmpq(seed % 13 + 1, 16)
    size = abs(GENERIC[seed % len(GENERIC)])
    if low is not None:
        return low + size
    return high - size if high is not None else GENERIC[seed % len(GENERIC)]


def exact(value: Fraction) -> fmpq:
    """The number for FLINT."""
    return fmpq(Fraction(value).numerator, Fraction(value).denominator)


def family(declared: Family, sizes: Mapping[str, int], salt: str, kind: int) -> dict[tuple[int, ...], Scalar]:
    """All entries of a family."""
    outer = [sizes[size] for _, size in declared.indices]
    axes = [sizes[size] if isinstance(size, str) else size for size in declared.axes]
    if declared.trait == "diagonal":
        axes = axes[:1]
    found: dict[tuple[int, ...], Scalar] = {}
    for at in choices(*(range(1, size + 1) for size in outer)):
        places = list(choices(*(range(1, size + 1) for size in axes)))
        label = f"{salt}|{declared.name}" if kind == 3 else f"{salt}|{declared.name}|{at}"
        values = {p: drawn(declared.domain, label if kind == 3 else f"{label}|{p}", kind) for p in places}
        found.update({(*at, *p): value for p, value in _with_trait(declared.trait, values, axes).items()})
    return found


def _with_trait(trait: str, values: dict[tuple[int, ...], fmpq], axes: list[int]) -> dict[tuple[int, ...], fmpq]:
    """Numbers as the entries of a matrix of which something is declared."""
    if trait == "symmetric":
        return {p: values[min(p), max(p)] for p in values}
    size = range(1, axes[0] + 1) if axes else range(0)
    if trait in ("posdef", "psd"):
        more = ONE if trait == "posdef" else ZERO
        return {
            (i, j): sum((values[i, k] * values[j, k] for k in size), start=more if i == j else ZERO) / 4
            for i, j in values
        }
    if trait == "invertible":
        return {
            (i, j): value + (sum((abs(values[i, k]) for k in size), start=ONE) if i == j else 0)
            for (i, j), value in values.items()
        }
    return values


def function(declared: UnknownFunction, sizes: Mapping[str, int], salt: str) -> Polynomials:
    """A function with the traits and in the range that are declared."""
    axes = [sizes[size] if isinstance(size, str) else size for size in declared.axes]
    return _shaped(declared, [_three(f"{salt}|{declared.name}|{i}") for i in range(prod(axes))])


def _three(label: str) -> tuple[fmpq, ...]:
    seed = crc32(label.encode())
    return tuple(GENERIC[(seed >> shift) % len(GENERIC)] for shift in (0, 5, 10))


def _shaped(declared: UnknownFunction, drawn_rows: list[tuple[fmpq, ...]]) -> Polynomials:
    domain, traits = declared.value, declared.traits
    low, high = (None if end is None else exact(end) for end in (domain.low, domain.high))
    rows = tuple(drawn_rows)
    if domain.values or domain.whole:
        return Polynomials(tuple((drawn(domain, str(row), 0),) for row in rows))
    if "increasing" in traits and "convex" not in traits:
        rows = tuple((c, abs(a), ZERO, ONE) for a, _, c in rows)
    elif traits:
        rows = tuple((c, abs(a) if "increasing" in traits else b, abs(a)) for a, b, c in rows)
    if low is not None and high is not None:
        return Polynomials(rows, "bump", high - low, low)
    if low is not None:
        return Polynomials(rows, "exp", ONE, low)
    return Polynomials(rows, "exp", -ONE, high) if high is not None else Polynomials(rows)
