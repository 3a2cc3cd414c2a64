"""What a claim has to know of random names: their model, and what holds of them besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from sympy import Basic, Dummy, Expr, Integer

from derivo.checks.language import grids
from derivo.checks.language.domains import REAL
from derivo.checks.language.families import families_in
from derivo.checks.language.grids import Grid
from derivo.checks.language.nodes import add, negate
from derivo.checks.language.tables import Law, Model, Network, Samples, Score, Table, sample, samples
from derivo.checks.notation.meaning.moments import by_parts, degree, moments
from derivo.checks.notation.meaning.sampled import declared_in, is_continuous, key, parents, tables, value, value_at
from derivo.checks.notation.meaning.symbols import size, traits_of
from derivo.checks.notation.names.joints import conditionals
from derivo.checks.notation.names.names import Notation, Random, UnknownFunction

if TYPE_CHECKING:
    from derivo.checks.notation.meaning.meaning import Meaning

CALL = re.compile(r"(?P<function>.+?)\((?P<of>.+)\)")  # the family of a network's values: s_theta(X_t)


def has_known_score(by: Random, joint: Table, notation: Notation) -> bool:
    """Whether a name is normal given all others of its own joint: these stand in its mean or variance."""
    return by.normal and is_own(joint, by, notation) and parents(by, notation) == {*joint.of} - {by.name}


def is_own(joint: Table, name: Random, notation: Notation) -> bool:
    """Whether a joint is that in which a name has the distribution that is declared of it: the first with this name."""
    return joint == next((each for each in tables(notation) if name.name in each.of), None)


def score_of_normal(meaning: Meaning, by: Random) -> Score:
    """−S⁻¹(x − m) of a name that is N(m, S) given others."""

    def score(at: Samples, axis: Expr) -> Expr:
        within = {key(name): place for name, place in at.items()}
        assert by.mean is not None  # of every normal name, as is its variance
        assert by.variance is not None
        mean, covariance = meaning.of(by.mean, within), meaning.of(by.variance, within)
        away = grids.combined(lambda x, m: add(x, negate(m)), value(by, within), mean)
        slopes = grids.mapped(negate, grids.product(grids.inverse(covariance), away))
        return slopes.at((axis,), ()) if isinstance(slopes, Grid) else slopes

    return score


def model(meaning: Meaning, *sides: Basic) -> Model:
    """What the random names of a claim stand for; if none of them is continuous, only joints and networks."""
    notation, families = meaning.notation, families_in(*sides)
    joints = tables(notation)
    free = tuple(Table(name, of) for name, of in conditionals(notation))
    found = [joint for joint in (*joints, *free) if is_continuous(joint, notation)]
    occurring = {size.name for side in sides for size in side.free_symbols}
    if not any(occurs(joint, families, occurring) for joint in found):
        beyond = tuple(each.name for joint in joints for each in declared_in(joint, notation) if each.part)
        return Model((*joints, *free), networks=networks(families, notation), beyond=beyond)
    own = [(joint, each) for joint in joints for each in declared_in(joint, notation) if is_own(joint, each, notation)]
    declared = [each for joint in joints for each in declared_in(joint, notation)]
    normal = tuple(_law(meaning, each) for _, each in own if each.normal)
    beyond = tuple(each.name for each in declared if any(isinstance(size, int) and size != 1 for size in each.axes))
    stated = tuple(one for joint, each in own if not each.normal for one in moments_of(meaning, joint, each))
    order = {each.name: max(degree(side, each.name) for side in sides) for each in declared if each.normal}
    known = tuple(law for law in laws(meaning, continuous=True, order=order) if families_in(law) & families)
    sizes = tuple(size(each) for name in declared for each in name.axes if isinstance(each, str))
    called = networks(families, notation)
    return Model((*joints, *free), normal, called, beyond, stated, known, tuple(dict.fromkeys(sizes)), continuous=True)


def occurs(joint: Table, families: set[str], sizes: set[str]) -> bool:
    """Whether weights or slopes of a joint are among some families, or numbers of its samples among some sizes."""
    names = {joint.name, *(f"{joint.slope} {name}" for name in joint.of)}
    return bool(names & families) or any(samples(name).name in sizes for name in joint.of)


def networks(families: set[str], notation: Notation) -> tuple[Network, ...]:
    """The unknown functions of random names among some families."""
    found = []
    for family in sorted(families):
        call = CALL.fullmatch(family)
        declared = notation.names.get(call["function"]) if call else None
        if call and isinstance(declared, UnknownFunction):
            of = tuple(call["of"].split(", "))
            found.append(Network(family, declared.name, of, traits_of(declared), declared.value))
    return tuple(found)


def _law(meaning: Meaning, declared: Random) -> Law:
    mean, variance = (meaning.of(node) for node in (declared.mean, declared.variance) if node is not None)
    mean = mean.at((Integer(1),), ()) if isinstance(mean, Grid) else mean
    variance = variance.at((Integer(1),), (Integer(1),)) if isinstance(variance, Grid) else variance
    return Law(declared.name, mean, variance)


def laws(meaning: Meaning, *, continuous: bool, order: Mapping[str, int] | None = None) -> tuple[Basic, ...]:
    """What holds of the tables of continuous names, or of the others; moments of normal names up to an order."""
    notation = meaning.notation
    found: list[Basic] = []
    for joint in tables(notation):
        if is_continuous(joint, notation) is not continuous:
            continue
        for declared in declared_in(joint, notation):
            if continuous and declared.domain == REAL and not has_known_score(declared, joint, notation):
                found.extend(by_parts(joint, declared, partial(value_at, declared)))
            if is_own(joint, declared, notation):
                found.extend(moments_of(meaning, joint, declared, (order or {}).get(declared.name, 2)))
    return tuple(found)


def moments_of(meaning: Meaning, joint: Table, declared: Random, order: int = 2) -> Iterator[Basic]:
    """The moments of a name of which they are declared."""
    if declared.mean is None and declared.variance is None:
        return
    if declared.mean is None:
        raise NotImplementedError("variance without a mean")
    given = parents(declared, meaning.notation)
    at = {**{name: sample(name) for name in joint.of}, declared.name: Dummy(declared.name, integer=True)}
    within = {key(name): place for name, place in at.items()}
    yield from moments(meaning, joint, declared, value(declared, within), given, within, order)
