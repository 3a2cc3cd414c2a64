"""What random names, densities and expectations denote: values at samples, tables and sums (docs/expectations.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Dummy, Expr, Function, Integer, cancel, exp
from sympy.core.symbol import Str

from derivo.checks.language import grids
from derivo.checks.language.domains import REAL
from derivo.checks.language.families import Entry, families_in
from derivo.checks.language.grids import Grid, Value, body
from derivo.checks.language.nodes import add, multiply, negate
from derivo.checks.language.tables import expected, summed
from derivo.checks.notation.meaning.matrices import derivative, dimension
from derivo.checks.notation.meaning.models import has_known_score, score_of_normal
from derivo.checks.notation.meaning.sampled import is_continuous, is_interval, key, places, tables, value
from derivo.checks.notation.names.joints import randoms
from derivo.checks.notation.names.names import Family, Notation, Random, UnknownFunction
from derivo.checks.notation.text.stop import NoMeaning
from derivo.checks.notation.trees import tree

if TYPE_CHECKING:
    from derivo.checks.notation.meaning.meaning import Environment, Meaning


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
        case tree.Derivative(body, (tree.Name(name) as variable,)):
            declared = notation.names.get(name)
            return slope(meaning, body, variable, declared, within) if isinstance(declared, Random) else None
    return None


def refuse_without_density(name: tree.Name, notation: Notation) -> None:
    """Unwinds if a name ranges over an interval, and nothing says that it has a density: ∫ dx would be a sum."""
    joint = next(table for table in tables(notation) if name.name in table.of)
    declared = notation.names[name.name]
    if isinstance(declared, Random) and is_interval(declared.domain) and not is_continuous(joint, notation):
        raise NoMeaning("unsupported", name.span, ("construct", "integral over a name without a density"))


def run_over(over: tuple[tree.Name, ...], within: Environment) -> tuple[dict[str, Expr], Environment]:
    """An index for the samples of each name, and the environment in which they run."""
    running = {each.name: Dummy(each.name, integer=True) for each in over}
    return running, {**within, **{key(name): index for name, index in running.items()}}


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


def slope(meaning: Meaning, body: tree.Node, variable: tree.Name, by: Random, within: Environment) -> Value:
    """∇p, ∇ log p, or the gradient of what is written out, in the value of a random name."""
    logarithm = isinstance(body, tree.Apply) and body.function == "log" and len(body.arguments) == 1
    inside = body.arguments[0] if isinstance(body, tree.Apply) and logarithm else body
    if not isinstance(inside, tree.DensityAt):
        found = meaning.of(body, within)
        plain = {name for name, each in meaning.notation.names.items() if isinstance(each, Random | Family)}
        if by.domain != REAL or not families_in(grids.body(found)) <= plain:  # no density and no network
            raise NoMeaning("unsupported", body.span, ("construct", "derivative by a random name"))
        return derivative(meaning, found, (variable,), within)
    joint, at = tables(meaning.notation, inside.density)[0], places(meaning.notation, within)
    names, known = ([each.name for each in group] for group in (inside.values, inside.given))
    normal = score_of_normal(meaning, by) if has_known_score(by, joint, meaning.notation) else None

    def entry(axis: Expr) -> Expr:
        score = joint.score(by.name, axis, names, known, at, normal)
        return score if logarithm else grids.product(joint.density(names, known, at), score)

    sizes = dimension(by.axes)
    rows = grids.fresh(sizes)
    return grids.value(entry(rows[0][0] if rows else Integer(1)), rows)
