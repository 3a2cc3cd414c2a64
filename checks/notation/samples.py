"""What random names, densities and expectations denote: values at samples, tables and sums (docs/expectations.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from sympy import Basic, Dummy, Expr, Function, Integer, cancel, exp
from sympy.core.symbol import Str

from checks.language import grids
from checks.language.domains import REAL
from checks.language.families import Entry, families_in
from checks.language.grids import Grid, Value, body
from checks.language.nodes import add, multiply, negate
from checks.language.tables import (
    Law,
    Model,
    Network,
    Samples,
    Score,
    Table,
    expected,
    sample,
    samples,
    summed,
)
from checks.notation import tree
from checks.notation.joints import conditionals, joints, randoms
from checks.notation.matrices import dimension
from checks.notation.moments import by_parts, degree, moments
from checks.notation.names import Density, Notation, Random, UnknownFunction
from checks.notation.stop import NoMeaning
from checks.notation.walk import random_in

if TYPE_CHECKING:
    from checks.notation.meaning import Environment, Meaning

CALL = re.compile(r"(?P<function>.+?)\((?P<of>.+)\)")  # the family of a network's values: s_theta(X_t)


def tables(notation: Notation, density: str = "") -> tuple[Table, ...]:
    """The tables of all joints of random names; with a `density`, its own first."""
    if not density:
        return tuple(Table(name, of) for name, of in joints(notation))
    found = (Table(name, of) for name, of in (*joints(notation), *conditionals(notation)))
    return tuple(sorted(found, key=lambda table: table.name != density))


def of_random(meaning: Meaning, node: tree.Node, within: Environment) -> Value | None:
    """What a node with random names denotes; None if it is no such node."""
    notation = meaning.notation
    match node:
        case tree.Name(name):
            declared = notation.names.get(name)
            return value(declared, within) if isinstance(declared, Random) else None
        case tree.Apply(function):
            known = notation.names.get(function)
            return network(meaning, node, known, within) if isinstance(known, UnknownFunction) else None
        case tree.Expectation(body, over, given):
            running, inner = run_over(over, within)
            at = places(notation, within)
            names = [each.name for each in given]
            return grids.mapped(
                lambda entry: expected(entry, running, names, tables(notation, node.density), at),
                meaning.of(body, inner),
            )
        case tree.Integral(body, over):
            for each in over:
                refuse_without_density(each, notation)
            running, inner = run_over(over, within)
            return grids.mapped(lambda entry: summed(entry, running), meaning.of(body, inner))
        case tree.DensityAt(density, values, given):
            joint = tables(notation, density)[0]
            names, others = ([each.name for each in group] for group in (values, given))
            return joint.density(names, others, places(notation, within))
        case tree.Derivative(body, (tree.Name(name),)):
            declared = notation.names.get(name)
            return slope(meaning, body, declared, within) if isinstance(declared, Random) else None
    return None


def refuse_without_density(name: tree.Name, notation: Notation) -> None:
    """Unwinds if a name is any real number, and nothing says that it has a density: ∫ dx would be a sum."""
    joint = next(table for table in tables(notation) if name.name in table.of)
    if notation.names[name.name].domain == REAL and not is_continuous(joint, notation):  # type: ignore[union-attr]
        raise NoMeaning("unsupported", name.span, ("construct", "integral over a name without a density"))


def run_over(over: tuple[tree.Name, ...], within: Environment) -> tuple[dict[str, Expr], Environment]:
    """An index for the samples of each name, and the environment in which they run."""
    running = {each.name: Dummy(each.name, integer=True) for each in over}
    return running, {**within, **{key(name): index for name, index in running.items()}}


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


def network(meaning: Meaning, node: tree.Apply, declared: UnknownFunction, within: Environment) -> Value | None:
    """An unknown function of random names: free data over their samples. None if no argument is random."""
    drawn = [_drawn(argument, meaning.notation, within) for argument in node.arguments]
    guards: list[Expr] = []
    for place, argument in enumerate(node.arguments):
        if drawn[place] is None:
            drawn[place], guard = _composed(meaning, argument, within)
            guards.append(guard)
    known = [each for each in drawn if each is not None]
    if not known:
        return None
    if len(known) < len(drawn) or node.primes:
        raise NoMeaning("unsupported", node.span, ("construct", "function of random names and others"))
    family = f"{declared.name}({', '.join(name for name, _ in known)})"
    where = tuple(place for _, place in known)
    found = grids.family(family, "", where, dimension(declared.axes)) if declared.axes else Entry(Str(family), *where)
    return grids.mapped(lambda entry: add(entry, *guards), found) if guards else found


def _drawn(argument: tree.Node, notation: Notation, within: Environment) -> tuple[str, Expr] | None:
    """The random name that an argument is, also through a parameter, and its sample; None if it is none."""
    if not isinstance(argument, tree.Name):
        return None
    known = body(within[argument.name]) if argument.name in within else None
    if isinstance(known, Entry) and str(known.args[0]) in randoms(notation):
        return str(known.args[0]), known.args[1]
    if known is not None or not isinstance(notation.names.get(argument.name), Random):
        return None
    return argument.name, places(notation, within)[argument.name]


def _composed(meaning: Meaning, argument: tree.Node, within: Environment) -> tuple[tuple[str, Expr] | None, Expr]:
    """The random name whose value an argument is by an identity of rational functions, and its sample; None if none.

    The 0 beside it is undefined where the argument is: s(a X + √b (Y − a X)/√b) is s(Y) where √b is not 0.
    """
    found = meaning.of(argument, within)
    used = {str(entry.args[0]) for entry in body(found).atoms(Entry)}
    for name, place in places(meaning.notation, within).items():
        declared = meaning.notation.names[name]
        if name not in used or not isinstance(declared, Random):
            continue
        difference = body(grids.combined(lambda one, other: add(one, negate(other)), found, value(declared, within)))
        rational = all(isinstance(each, Entry | exp) for each in difference.atoms(Function))
        if rational and cancel(difference) == 0:
            total = grids.summed(found.body, (*found.rows, *found.columns)) if isinstance(found, Grid) else found
            return (name, place), multiply(Integer(0), total)
    return None, Integer(0)


def slope(meaning: Meaning, body: tree.Node, by: Random, within: Environment) -> Value:
    """∇p or ∇ log p in the value of a random name."""
    logarithm = isinstance(body, tree.Apply) and body.function == "log" and len(body.arguments) == 1
    inside = body.arguments[0] if isinstance(body, tree.Apply) and logarithm else body
    if not isinstance(inside, tree.DensityAt):
        raise NoMeaning("unsupported", body.span, ("construct", "derivative by a random name"))
    joint, at = tables(meaning.notation, inside.density)[0], places(meaning.notation, within)
    names, known = ([each.name for each in group] for group in (inside.values, inside.given))
    normal = score_of_normal(meaning, by) if has_known_score(by, joint, meaning.notation) else None

    def entry(axis: Expr) -> Expr:
        score = joint.score(by.name, axis, names, known, at, normal)
        return score if logarithm else grids.product(joint.density(names, known, at), score)

    sizes = dimension(by.axes)
    rows = grids.fresh(sizes)
    return grids.value(entry(rows[0][0] if rows else Integer(1)), rows)


def has_known_score(by: Random, joint: Table, notation: Notation) -> bool:
    """Whether a name is normal given all others of a joint: these stand in its mean or variance."""
    return by.normal and joint in tables(notation) and parents(by, notation) == {*joint.of} - {by.name}


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


def parents(declared: Random, notation: Notation) -> set[str]:
    """The random names in the mean and the variance of a name."""
    nodes = [node for node in (declared.mean, declared.variance) if node is not None]
    return {name for node in nodes for name in random_in(node, notation)}


def declared_in(joint: Table, notation: Notation) -> list[Random]:
    """The names of a joint, as declared."""
    return [each for name in joint.of if isinstance(each := notation.names[name], Random)]


def model(meaning: Meaning, *sides: Basic) -> Model | None:
    """What the random names of a claim stand for, if some of its families are tables of continuous ones."""
    notation, families = meaning.notation, families_in(*sides)
    joints = tables(notation)
    free = tuple(Table(name, of) for name, of in conditionals(notation))
    found = [joint for joint in (*joints, *free) if is_continuous(joint, notation)]
    sizes = {size.name for side in sides for size in side.free_symbols}
    if not any(occurs(joint, families, sizes) for joint in found):
        return None
    declared = [each for joint in joints for each in declared_in(joint, notation)]
    normal = tuple(_law(meaning, each) for each in declared if each.normal)
    beyond = tuple(each.name for each in declared if any(isinstance(size, int) and size != 1 for size in each.axes))
    others = ((joint, each) for joint in joints for each in declared_in(joint, notation) if not each.normal)
    stated = tuple(condition for joint, each in others for condition in moments_of(meaning, joint, each))
    order = {each.name: max(degree(side, each.name) for side in sides) for each in declared if each.normal}
    known = tuple(law for law in laws(meaning, continuous=True, order=order) if families_in(law) & families)
    return Model((*joints, *free), normal, networks(families, notation), beyond, stated, known)


def occurs(joint: Table, families: set[str], sizes: set[str]) -> bool:
    """Whether weights or slopes of a joint are among some families, or numbers of its samples among some sizes."""
    names = {joint.name, *(f"{joint.slope} {name}" for name in joint.of)}
    return bool(names & families) or any(samples(name).name in sizes for name in joint.of)


def is_continuous(joint: Table, notation: Notation) -> bool:
    """Whether a name of a joint is normal, or the joint has a density and a name of it is any real number."""
    declared = declared_in(joint, notation)
    dense = isinstance(notation.names.get(joint.name), Density)
    return any(each.normal or (dense and each.domain == REAL) for each in declared)


def networks(families: set[str], notation: Notation) -> tuple[Network, ...]:
    """The unknown functions of random names among some families."""
    found = []
    for family in sorted(families):
        call = CALL.fullmatch(family)
        declared = notation.names.get(call["function"]) if call else None
        if call and isinstance(declared, UnknownFunction):
            traits = declared.traits if declared.value == REAL else (*declared.traits, "positive")
            found.append(Network(family, declared.name, tuple(call["of"].split(", ")), traits))
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
