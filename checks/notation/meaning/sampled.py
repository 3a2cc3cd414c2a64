"""Random names at samples: their values, their tables, and which of them are continuous."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Expr
from sympy.core.symbol import Str

from derivo.checks.language import grids
from derivo.checks.language.domains import Domain
from derivo.checks.language.families import Entry
from derivo.checks.language.grids import Value
from derivo.checks.language.tables import Table, sample
from derivo.checks.notation.meaning.matrices import dimension
from derivo.checks.notation.names.joints import conditionals, joints, randoms
from derivo.checks.notation.names.names import Density, Notation, Random
from derivo.checks.notation.names.occurrences import random_in

if TYPE_CHECKING:
    from derivo.checks.notation.meaning.meaning import Environment


def tables(notation: Notation, density: str = "") -> tuple[Table, ...]:
    """The tables of all joints of random names; with a `density`, its own first."""
    if not density:
        return tuple(Table(name, of) for name, of in joints(notation))
    found = (Table(name, of) for name, of in (*joints(notation), *conditionals(notation)))
    return tuple(sorted(found, key=lambda table: table.name != density))


def key(name: str) -> str:
    """Where an environment keeps the sample of a random name; it is seen in definitions, as an index is."""
    return f"#@{name}"


def places(notation: Notation, within: Environment) -> dict[str, Expr]:
    """The sample of every random name."""
    return {name: within.get(key(name), sample(name)) for name in randoms(notation)}


def value(declared: Random, within: Environment) -> Value:
    """The value of a random name at its sample."""
    return value_at(declared, within.get(key(declared.name), sample(declared.name)))


def value_at(declared: Random, place: Expr) -> Value:
    """The value of a random name at a sample."""
    if not declared.axes:
        return Entry(Str(declared.name), place)
    return grids.family(declared.name, "", (place,), dimension(declared.axes))


def parents(declared: Random, notation: Notation) -> set[str]:
    """The random names in the mean and the variance of a name."""
    nodes = [node for node in (declared.mean, declared.variance) if node is not None]
    return {name for node in nodes for name in random_in(node, notation)}


def declared_in(joint: Table, notation: Notation) -> list[Random]:
    """The names of a joint, as declared."""
    return [each for name in joint.of if isinstance(each := notation.names[name], Random)]


def is_continuous(joint: Table, notation: Notation) -> bool:
    """Whether a name of a joint is normal, or the joint has a density and a name of it ranges over an interval."""
    declared = declared_in(joint, notation)
    dense = isinstance(notation.names.get(joint.name), Density)
    return any(each.normal or (dense and is_interval(each.domain)) for each in declared)


def is_interval(domain: Domain) -> bool:
    """Whether a domain is an interval: ∫ over it is no sum."""
    return not domain.values and not domain.whole
