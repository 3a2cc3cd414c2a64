"""The SymPy symbols of declared names, and what a claim has to know of them."""

from __future__ import annotations

from fractions import Fraction

import sympy
from sympy import Expr, Integer

from derivo.checks.language.domains import POSITIVE, REAL, SIZE, Domain
from derivo.checks.language.families import Entry
from derivo.checks.language.nodes import distinct_pieces
from derivo.checks.language.tables import sample, samples
from derivo.checks.notation.names.joints import conditionals, joints, randoms
from derivo.checks.notation.names.names import Family, Notation, Random, Symbol, UnknownFunction


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


def own_symbol(notation: Notation, name: str) -> sympy.Symbol:
    """The SymPy symbol of a declared number: of a size, that of a size."""
    known = notation.names.get(name)
    return size(name) if isinstance(known, Symbol) and known.domain == SIZE else symbol(name)


def size(name: str) -> sympy.Symbol:
    """The SymPy symbol of a size: a whole number from 1 on."""
    return sympy.Symbol(name, integer=True, positive=True)


def index(letter: str) -> sympy.Symbol:
    """The SymPy symbol of a free index."""
    return sympy.Symbol(letter, integer=True)


def key(letter: str) -> str:
    """Where an environment keeps the value of an index: letters of indices and names are apart."""
    return f"#{letter}"


def sizes(notation: Notation) -> tuple[sympy.Symbol, ...]:
    """Every declared size."""
    found = (declared for declared in notation.names.values() if isinstance(declared, Symbol))
    declared = tuple(size(each.name) for each in found if each.domain == SIZE)
    return (*(samples(name) for name in randoms(notation)), *declared)


def indices(notation: Notation) -> tuple[tuple[sympy.Symbol, sympy.Symbol], ...]:
    """Every declared index letter with its size."""
    letters = tuple((index(letter), size(name)) for letter, name in notation.indices.items())
    return (*letters, *((sample(name), samples(name)) for name in randoms(notation)))


def families(notation: Notation) -> tuple[tuple[str, Domain], ...]:
    """The domain of the entries of every family."""
    found = (declared for declared in notation.names.values() if isinstance(declared, Family | Random))
    weights = ((name, POSITIVE) for name, _ in (*joints(notation), *conditionals(notation)))
    return (*((declared.name, declared.domain) for declared in found), *weights)


def extents(notation: Notation) -> tuple[tuple[str, tuple[Expr, ...]], ...]:
    """How far the indices of the entries of every family run: those of a diagonal matrix have one."""
    found = []
    for declared in notation.names.values():
        if isinstance(declared, Family):
            own = declared.axes[:1] if declared.trait == "diagonal" else declared.axes
            ends = (*(last for _, last in declared.indices), *own)
            found.append((declared.name, tuple(size(end) if isinstance(end, str) else Integer(end) for end in ends)))
    return tuple(found)


def functions(notation: Notation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The traits of every unknown function."""
    found = (declared for declared in notation.names.values() if isinstance(declared, UnknownFunction))
    return tuple((f.name, traits_of(f)) for f in found)


def traits_of(function: UnknownFunction) -> tuple[str, ...]:
    """The traits of an unknown function; its range is one, `positive` if that says all or part of it, else `ranged`."""
    positive = ("positive",) if function.value.within(POSITIVE) else ()
    return (*function.traits, *positive, *(() if function.value in (REAL, POSITIVE) else ("ranged",)))


def ranges(notation: Notation) -> tuple[tuple[str, Domain], ...]:
    """The unknown functions whose values are not any real number, with the domain of these."""
    found = (declared for declared in notation.names.values() if isinstance(declared, UnknownFunction))
    return tuple((f.name, f.value) for f in found if f.value != REAL)


def matrices(notation: Notation) -> tuple[tuple[str, str], ...]:
    """What is known of every declared square matrix, besides its entries."""
    found = (declared for declared in notation.names.values() if isinstance(declared, Family))
    return tuple((declared.name, declared.trait) for declared in found if declared.trait)


def never_negative(number: Expr, notation: Notation) -> bool:
    """Whether a number of terms is at least 0, by the domains of what stands in it: bounds are whole numbers."""
    known = {**dict(families(notation)), **{name.name: domain for name, domain in domains(notation)}}
    least = {}
    for piece in distinct_pieces(number):
        domain = known.get(str(piece.args[0] if isinstance(piece, Entry) else piece), REAL)
        if domain.low is not None and domain.low >= 0:
            zero = None if domain.contains(Fraction(0)) else False
            least[piece] = sympy.Dummy(integer=True, nonnegative=True, zero=zero)
    return bool(number.xreplace(least).is_nonnegative)
