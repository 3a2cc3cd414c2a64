"""Identities of rational functions that are too large to expand, at random points of prime fields.

If left − right is not zero, its numerator is a polynomial of degree at most D, and at a random point of a field of
p elements it
vanishes with a probability of at most D/p (Schwartz 1980, Zippel 1979). The primes and the points follow from a
hash of the claim
itself, so that no typed number can be made to fit them, and a verdict replays the same everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

import sympy
from flint import fmpz
from sympy import Basic, Symbol

from derivo.checks.work import spend

BITS = 126  # of the primes
ENOUGH = Fraction(1, 2**100)


@dataclass(frozen=True, slots=True)
class Residue:
    """A value in a prime field, and bounds on the degrees of the numerator and denominator that it came from."""

    value: int
    top: int
    bottom: int


class NotRational(Exception):
    """The expression is no rational function of its names, or a divisor is 0 at the point."""


def error_bound(left: Basic, right: Basic) -> Fraction | None:
    """The probability with which `left` and `right` are taken for equal though they are not; None if they differ.

    None, too, if they are no rational functions, or if a divisor vanishes at all points tried.
    """
    source = random.Random(_digest(left) + _digest(right))
    error = Fraction(1)
    for _ in range(4):
        prime, seed = _prime(source), source.getrandbits(64)
        try:
            a, b = (_evaluate(side, prime, seed) for side in (left, right))
        except NotRational:
            return None
        if a.value != b.value:
            return None
        error *= Fraction(max(a.top + b.bottom, b.top + a.bottom), prime)
        if error <= ENOUGH:
            return error
    return None


def _digest(node: Basic) -> bytes:
    """A hash of an expression as it stands; each piece is looked at once."""
    known: dict[Basic, bytes] = {}

    def visit(piece: Basic) -> bytes:
        if piece not in known:
            spend()
            said = piece.func.__name__.encode() if piece.args else repr(piece).encode()
            known[piece] = sha256(b"".join((said, *map(visit, piece.args)))).digest()
        return known[piece]

    return visit(node)


def _prime(source: random.Random) -> int:
    candidate = fmpz(source.getrandbits(BITS) | (1 << (BITS - 1)) | 1)
    while not candidate.is_prime():
        candidate += 2
    return int(candidate)


def _evaluate(node: Basic, prime: int, seed: int) -> Residue:
    known: dict[Basic, Residue] = {}

    def visit(piece: Basic) -> Residue:
        if piece not in known:
            spend(2)
            known[piece] = step(piece)
        return known[piece]

    def step(piece: Basic) -> Residue:
        if isinstance(piece, Symbol):  # the same value on both sides: it follows from the name
            drawn = random.Random(f"{seed} {piece.name}").randrange(prime)
            return Residue(drawn, 1, 0)
        if isinstance(piece, sympy.Rational):
            return Residue(int(piece.p) * _inverse(int(piece.q), prime) % prime, 0, 0)
        if isinstance(piece, sympy.Add):
            return _folded(piece, visit, _plus, prime)
        if isinstance(piece, sympy.Mul):
            return _folded(piece, visit, _by, prime)
        if isinstance(piece, sympy.Pow) and piece.args[1].is_Integer and abs(int(piece.args[1])) < 1000:
            return _raised(visit(piece.args[0]), int(piece.args[1]), prime)
        raise NotRational(type(piece).__name__)

    return visit(node)


def _folded(
    piece: Basic, visit: Callable[[Basic], Residue], combine: Callable[[Residue, Residue, int], Residue], prime: int
) -> Residue:
    total, *rest = (visit(argument) for argument in piece.args)
    for each in rest:
        total = combine(total, each, prime)
    return total


def _plus(a: Residue, b: Residue, prime: int) -> Residue:
    return Residue((a.value + b.value) % prime, max(a.top + b.bottom, b.top + a.bottom), a.bottom + b.bottom)


def _by(a: Residue, b: Residue, prime: int) -> Residue:
    return Residue(a.value * b.value % prime, a.top + b.top, a.bottom + b.bottom)


def _raised(a: Residue, n: int, prime: int) -> Residue:
    if n < 0:
        return _raised(Residue(_inverse(a.value, prime), a.bottom, a.top), -n, prime)
    return Residue(pow(a.value, n, prime), a.top * n, a.bottom * n)


def _inverse(value: int, prime: int) -> int:
    if value % prime == 0:
        raise NotRational("divisor")
    return pow(value, -1, prime)
