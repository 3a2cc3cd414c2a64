"""Atoms, terms and polynomials: what the normal forms of sums are made of (docs/deciding.md, section 9).

A *polynomial* maps terms to coefficients; a *term* is a product of *atoms* with exponents, whole or rational. Atoms are

    ("name", name)   ("size", name)   ("index", place)   ("entry", family, places)   ("delta", place, place)
    ("exp", term)    ("function", name, arguments)        ("base", polynomial)        ("product", size, polynomial)
    ("sum", sizes, term): the sum of a term over its own indices, which all hang together
    ("determinant", size, polynomial)   ("inverse", size, polynomial, place, place): of the matrix with these entries

A place is an index: a letter that is free, `#3` while a sum is being made, `=1` or `=N` for a certain element, and
`·h.p` for the p-th index of a sum of height h. The names of the indices of a sum follow from what it contains, so
sums that differ in the names of their indices, or in the order of anything, are the same atom.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derivo.checks.work import remembered, spend

Number = int | Fraction
Atom = tuple[Any, ...]
Term = tuple[tuple[Atom, Number], ...]
Key = tuple[tuple[Term, Number], ...]
Polynomial = dict[Term, Number]

MOST_TERMS = 400
BINDERS = ("sum", "product", "determinant", "inverse")


class NotNormal(Exception):
    """The expression is outside of what has a normal form here, or too large."""


def key(polynomial: Polynomial) -> Key:
    """The polynomial as a part of an atom."""
    return tuple(sorted(polynomial.items()))


def atom(*parts: Any, exponent: Number = 1) -> Polynomial:
    """The polynomial that is one atom, or a power of one."""
    return {((parts, exponent),): 1}


def number(value: Number) -> Polynomial:
    """The polynomial that is a number."""
    return {(): value} if value else {}


def plus(*polynomials: Polynomial) -> Polynomial:
    """The sum."""
    total: Polynomial = {}
    for polynomial in polynomials:
        for term, coefficient in polynomial.items():
            put(total, term, coefficient)
    return total


def put(total: Polynomial, term: Term, coefficient: Number) -> None:
    """Add a term to a polynomial."""
    spend()
    found = total.get(term, 0) + coefficient
    if found:
        total[term] = found
    else:
        total.pop(term, None)
    if len(total) > MOST_TERMS:
        raise NotNormal("terms")


def scaled(polynomial: Polynomial, factor: Number) -> Polynomial:
    """The product with a number other than 0."""
    return {term: coefficient * factor for term, coefficient in polynomial.items()}


def single(polynomial: Polynomial) -> Term:
    """The only term of a polynomial, its coefficient being 1."""
    if list(polynomial.values()) != [1]:
        raise NotNormal("terms")
    return next(iter(polynomial))


@remembered(20_000)
def inner(one: Atom) -> tuple[Term, ...]:
    """The terms that an atom contains."""
    match one[0]:
        case "exp":
            return (one[1],)
        case "sum":
            return (one[2],)
        case "base":
            return tuple(term for term, _ in one[1])
        case "product" | "determinant" | "inverse":
            return tuple(term for term, _ in one[2])
        case "function":
            return tuple(term for argument in one[2] if isinstance(argument, tuple) for term, _ in argument)
    return ()


@remembered(20_000)
def height(one: Atom) -> int:
    """How deep sums and products stand in one another."""
    below = max((height(each) for term in inner(one) for each, _ in term), default=0)
    return below + 1 if one[0] in BINDERS else below


@remembered(20_000)
def places(one: Atom) -> frozenset[str]:
    """The indices on which an atom depends."""
    match one[0]:
        case "entry":
            return frozenset(place for place in one[2] if place[0] != "=")
        case "index" | "delta":
            return frozenset(place for place in one[1:] if place[0] != "=")
    found = frozenset(place for term in inner(one) for each, _ in term for place in places(each))
    at = frozenset(place for place in one[3:] if place[0] != "=") if one[0] == "inverse" else frozenset()
    return at | (found - set(own(one)) if one[0] in BINDERS else found)


def own(one: Atom) -> list[str]:
    """The indices of a sum, a product or a matrix."""
    many = len(one[1]) if one[0] == "sum" else 1 if one[0] == "product" else 2
    return [f"·{height(one)}.{place}" for place in range(many)]


def delta(i: str, j: str) -> Polynomial:
    """1 where two indices are equal, else 0."""
    if i == j:
        return {(): 1}
    if i[0] == j[0] == "=" and i[1:].isdigit() and j[1:].isdigit():
        return {}
    return atom("delta", *sorted((i, j)))


def index(place: str, exponent: Number = 1) -> Polynomial:
    """The value of an index."""
    if place[0] != "=":
        return atom("index", place, exponent=exponent)
    if not place[1:].isdigit():
        return atom("size", place[1:], exponent=exponent)
    if int(exponent) != exponent or (exponent < 0 and int(place[1:]) == 0):
        raise NotNormal("power of a number")
    return {(): Fraction(int(place[1:])) ** int(exponent)}


def shade(
    powers: Mapping[Atom, Number], place: str, mirrored: frozenset[str] = frozenset()
) -> tuple[tuple[Any, ...], ...]:
    """What tells an index of a product from others, whatever they are called.

    The last two places of entries of `mirrored` families count as one.
    """
    seen = []
    for one, exponent in powers.items():
        if place in places(one):
            at = tuple(i for i, each in enumerate(one[2]) if each == place) if one[0] == "entry" else ()
            if one[0] == "entry" and one[1] in mirrored:
                at = tuple(min(i, len(one[2]) - 2) for i in at)
            seen.append((one[0], str(one[1]) if one[0] in ("entry", "function") else "", at, exponent))
    return tuple(sorted(seen))
