"""The SymPy symbols of declared names, and what a claim has to know of them."""

from __future__ import annotations

import sympy

from checks.language.domains import REAL, SIZE, Domain
from checks.notation.names import Family, Notation, Symbol, UnknownFunction


def symbol(name: str) -> sympy.Symbol:
    """The SymPy symbol of a declared name."""
    return sympy.Symbol(name, real=True)


def domains(notation: Notation) -> tuple[tuple[sympy.Symbol, Domain], ...]:
    """The domain of every declared symbol."""
    found = (declared for declared in notation.names.values() if isinstance(declared, Symbol))
    return tuple(
        (size(declared.name) if declared.domain == SIZE else symbol(declared.name), declared.domain)
        for declared in found
    )


def size(name: str) -> sympy.Symbol:
    """The SymPy symbol of a size: a whole number from 1 on."""
    return sympy.Symbol(name, integer=True, positive=True)


def index(letter: str) -> sympy.Symbol:
    """The SymPy symbol of a free index."""
    return sympy.Symbol(letter, integer=True)


def sizes(notation: Notation) -> tuple[sympy.Symbol, ...]:
    """Every declared size."""
    found = (declared for declared in notation.names.values() if isinstance(declared, Symbol))
    return tuple(size(declared.name) for declared in found if declared.domain == SIZE)


def indices(notation: Notation) -> tuple[tuple[sympy.Symbol, sympy.Symbol], ...]:
    """Every declared index letter with its size."""
    return tuple((index(letter), size(name)) for letter, name in notation.indices.items())


def families(notation: Notation) -> tuple[tuple[str, Domain], ...]:
    """The domain of the entries of every family."""
    found = (declared for declared in notation.names.values() if isinstance(declared, Family))
    return tuple((declared.name, declared.domain) for declared in found)


def functions(notation: Notation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The traits of every unknown function."""
    found = (declared for declared in notation.names.values() if isinstance(declared, UnknownFunction))
    return tuple((f.name, f.traits if f.value == REAL else (*f.traits, "positive")) for f in found)


def matrices(notation: Notation) -> tuple[tuple[str, str], ...]:
    """What is known of every declared square matrix, besides its entries."""
    found = (declared for declared in notation.names.values() if isinstance(declared, Family))
    return tuple((declared.name, declared.trait) for declared in found if declared.trait)
