"""What a formula that was read denotes, and the verdict on a relation said to hold between two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sympy import Basic, Eq, Symbol

from derivo.checks.answers.formulas import Formula
from derivo.checks.decide.search.decide import decide
from derivo.checks.decide.seconding import seconded
from derivo.checks.language.families import Delta, Entry, Every, Over, families_in
from derivo.checks.language.grids import Axis, Grid, Value, paired
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import Unknown, distinct_pieces
from derivo.checks.notation import show
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.meaning.dependence import parameters
from derivo.checks.notation.meaning.meaning import Meaning, denote
from derivo.checks.notation.meaning.models import laws, model, networks
from derivo.checks.notation.meaning.symbols import (
    domains,
    extents,
    families,
    functions,
    indices,
    matrices,
    own_symbol,
    ranges,
    sizes,
)
from derivo.checks.notation.names.joints import randoms
from derivo.checks.notation.names.names import Notation, UnknownFunction
from derivo.checks.notation.text.relations import CLAIMS, SHOWN
from derivo.checks.notation.text.source import Problem, Source, Span
from derivo.checks.notation.trees import tree
from derivo.checks.verdict import Claim, Curvature, Property, Proved, Relation, Typed, Undecided, Verdict

RELATIONS: Mapping[str, Relation] = {sign: Relation[name] for sign, name in CLAIMS.items()}


class Unread(Exception):
    """A formula that was read denotes nothing that can be decided."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Given:
    """The conditions under which a claim is made: what they denote, and their trees."""

    conditions: tuple[Basic, ...] = ()
    trees: tuple[tree.Compare, ...] = ()


def denoted(node: tree.Node, reading: Reading) -> Formula:
    """A piece of an answer and what it denotes. Raises Unread."""
    return Formula(_expression(node, reading.notation, reading.source), node)


def given(nodes: tuple[tree.Compare, ...], notation: Notation, source: Source) -> Given:
    """Conditions, as they denote and as they were typed. Raises Unread."""
    return Given(conditions(nodes, notation, source), nodes)


def conditions(nodes: tuple[tree.Compare, ...], notation: Notation, source: Source) -> tuple[Basic, ...]:
    """What conditions denote; each holds for all values of its free indices. Raises Unread."""
    known = indices(notation)
    found = list(_laws(notation, source))
    for node in nodes:
        condition, axes = _condition(node, notation, source)
        free = [pair for pair in (*known, *axes) if pair[0] in condition.free_symbols]
        found.append(Every(condition, *(part for pair in free for part in pair)) if free else condition)
    return tuple(found)


def _laws(notation: Notation, source: Source) -> tuple[Basic, ...]:
    """What holds of the tables of random names that have no density. Raises Unread."""
    try:
        return laws(Meaning(notation), continuous=False)
    except NotImplementedError as reason:  # a joint distribution that no table can have
        facts = (("construct", str(reason)),)
        raise Unread(Problem("unsupported", source, Span(0, len(source.text)), facts)) from None


def _condition(node: tree.Compare, notation: Notation, source: Source) -> tuple[Basic, Axis]:
    """What a condition denotes; for an equation between grids, that of their entries, with its indices."""
    if node.operator != "=":
        return _expression(node, notation, source), ()
    sides = [_expression(side, notation, source) for side in (node.left, node.right)]
    left, right, axes = paired(sides[0], sides[1], {*notation.names, *notation.indices})
    return Eq(left, right, evaluate=False), axes


def _expression(node: tree.Node, notation: Notation, source: Source) -> Value:
    found = denote(node, notation, source)
    if isinstance(found, Problem):
        raise Unread(found)
    return found


def decided(
    relation: str, left: Formula, right: Formula, notation: Notation, given: Given, world: Notation | None
) -> Verdict:
    """The verdict on `left` standing in `relation` to `right`, the names being those of `notation`.

    The trees are in the names of `world`, where what is put in for entries is defined; None if nothing defines it so.
    """
    found = made(relation, left, right, notation, given, world)
    return decide(found) if found else Undecided()


def is_proved(
    relation: str, left: Formula, right: Formula, notation: Notation, given: Given, world: Notation | None
) -> bool:
    """Whether that verdict is a proof: what refutes the claim need not be confirmed for that."""
    found = made(relation, left, right, notation, given, world)
    if found is None:
        return False
    verdict = decide(replace(found, typed=None))
    return isinstance(verdict, Proved) and isinstance(seconded(found, verdict), Proved)


def made(
    relation: str, left: Formula, right: Formula, notation: Notation, given: Given, world: Notation | None
) -> Claim | None:
    """The claim with its trees; None if it says nothing: of two arrays of other shapes."""
    if not same_shape(left.value, right.value) and shape(left.value) != ((), ()) != shape(right.value):
        return None
    found = claim(RELATIONS[relation], left.value, right.value, notation, given.conditions)
    return replace(found, typed=typed(left, right, world, given))


def typed(left: Formula, right: Formula, world: Notation | None, given: Given) -> Typed | None:
    """The claim as it was typed; None if a side was not."""
    if left.tree is None or right.tree is None or world is None:
        return None
    return Typed(left.tree, right.tree, world, given.trees)


def equality(left: Value, right: Value, notation: Notation, given: tuple[Basic, ...]) -> Claim:
    """The claim that `left` and `right` are equal."""
    return claim(Relation.EQUAL, left, right, notation, given)


def claim(relation: Relation, left: Value, right: Value, notation: Notation, given: tuple[Basic, ...]) -> Claim:
    """The claim under the notation's domains; between two grids of one shape, it is one for all their entries.

    Where no family and no sum occurs, a size is a number like others.
    """
    left, right, axes = paired(left, right, {*notation.names, *notation.indices})
    about = varying(left, right, notation)
    occurring = {str(piece.args[0]) for piece in distinct_pieces(left, right, *given) if isinstance(piece, Unknown)}
    known = tuple(each for each in functions(notation) if each[0] in occurring)
    within = tuple(each for each in ranges(notation) if each[0] in occurring)
    plain = Claim(left, right, relation, domains(notation), given, about, known, ranges=within)
    letters = tuple(pair for pair in indices(notation) if pair[0] in left.free_symbols | right.free_symbols)
    used = (*letters, *axes)
    if not used and not any(side.has(Entry, Over, OfMatrix, Delta) for side in (left, right)):
        named = left.free_symbols | right.free_symbols or occurring  # of two numbers, conditions say nothing
        kept = tuple(condition for condition in given if named and not isinstance(condition, Every))
        return replace(plain, given=kept)
    kept = related(given, left, right)
    free = {name for side in (left, right, *kept) for name in side.free_symbols}
    running = {size for _, size in used} | free
    present = tuple(size for size in sizes(notation) if size in running)
    world = model(Meaning(notation), left, right) if randoms(notation) else None
    values = tuple((each.family, each.domain) for each in world.networks) if world else ()
    return replace(
        plain,
        given=kept,
        sizes=present,
        indices=used,
        families=(*families(notation), *values),
        axes=extents(notation),
        matrices=matrices(notation),
        model=world if world and world.continuous else None,
        finite=None if world and world.continuous else world,
    )


def related(given: tuple[Basic, ...], left: Basic, right: Basic) -> tuple[Basic, ...]:
    """The conditions without those on families that do not occur, nor in conditions that are kept."""
    found = families_in(left, right)
    while True:
        kept = tuple(each for each in given if not families_in(each) or families_in(each) & found)
        wider = found | families_in(*kept)
        if wider == found:
            return kept
        found = wider


def varying(left: Basic, right: Basic, notation: Notation) -> tuple[Symbol | str, ...]:
    """What a claim is about: symbols, and families as a whole; of an unknown function of random names, its values.

    Nothing, so that it is not decided, if distributions depend on it.
    """
    occurring = families_in(left, right)
    if {*notation.about} & (parameters(notation) | {*randoms(notation)}):  # a distribution would vary, or a sample
        return ()
    found: list[Symbol | str] = []
    for name in notation.about:
        if isinstance(notation.names.get(name), UnknownFunction):
            found.extend(each.family for each in networks(occurring, notation) if each.function == name)
        else:
            found.append(name if name in occurring else own_symbol(notation, name))
    return tuple(found)


def property_of(body: Value, kind: Curvature, about: Symbol | str, notation: Notation) -> Property | None:
    """The claim that an expression is affine or convex in a name, or in all of a vector or matrix.

    None of a vector or matrix, and of what has continuous random names in it: a table is no witness against it.
    """
    if isinstance(body, Grid):
        return None
    plain = claim(Relation.EQUAL, body, body, notation, ())
    known = tuple((name, (trait,)) for name, trait in plain.matrices if trait in ("psd", "posdef"))
    if plain.model is not None:
        return None
    return Property(
        body, kind, (about,), plain.domains, (), plain.functions, plain.sizes, plain.indices, plain.families, known
    )  # fmt: skip


def same_shape(left: Value, right: Value) -> bool:
    """Whether two values have the same sizes of rows and columns."""
    return shape(left) == shape(right)


def shape(value: Value) -> tuple[tuple[Basic, ...], tuple[Basic, ...]]:
    """The sizes of rows and columns; none of a scalar."""
    return value.sizes if isinstance(value, Grid) else ((), ())


def understood(reading: Reading) -> str:
    """The answer as it was read, in Unicode."""
    parts = []
    for side in reading.sides:
        if side.relation:
            parts.append(SHOWN.get(side.relation, side.relation))
        parts.append(show(side.tree))
    return " ".join(parts)
