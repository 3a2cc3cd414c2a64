"""Whether a world is one of those of which a claim speaks: whatever proposed it, such a world can refute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product as choices
from typing import Any

from flint import fmpq

from derivo.checks.judge import arrays
from derivo.checks.judge.arrays import Array, entries
from derivo.checks.judge.binding import compare
from derivo.checks.judge.chance import Normals, Tables
from derivo.checks.judge.evaluate import Evaluator
from derivo.checks.judge.functions import Function, lies_in, overlap
from derivo.checks.judge.scalars import Scalar, Undefined, Unknown, Unsure, may_vanish
from derivo.checks.judge.world import Environment, World
from derivo.checks.notation.names.joints import conditionals, joints
from derivo.checks.notation.names.names import Family, Random, Symbol, UnknownFunction
from derivo.checks.notation.names.occurrences import free_indices, random_in
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees import tree

STEPS = 4_000  # of all conditions


def admissible(world: World, given: Iterable[tree.Compare]) -> bool:
    """Whether all that is declared holds in a world, and all conditions do for all values of their free indices."""
    names, judge = world.notation.names, Evaluator(world, STEPS)
    numbers = (*((name, fmpq(size)) for name, size in world.sizes.items()), *world.values.items())
    try:
        return (
            all(size >= 1 for size in world.sizes.values())
            and all(isinstance(known := names.get(name), Symbol) and lies_in(known.domain, x) for name, x in numbers)
            and all(_is_family(world, names.get(name), known) for name, known in world.families.items())
            and all(_is_function(names.get(name), function) for name, function in world.functions.items())
            and all(_is_start(world, key, value) for key, value in world.start.items())
            and _is_chance(world, judge)
            and all(holds(judge, node, at) for node in given for at in placements(world, node))
        )
    except (Undefined, Unsure, Unknown, NotImplementedError, KeyError):
        return False


def _is_function(known: Any, function: Function) -> bool:
    return isinstance(known, UnknownFunction) and all(map(function.has, known.traits))


def _is_family(world: World, known: Any, found: Mapping[tuple[int, ...], Scalar]) -> bool:
    """Whether a family has all its entries, in their domain, and matrices what is said of them."""
    if not isinstance(known, Family):
        return False
    outer, axes = world.extents(tuple(size for _, size in known.indices)), world.extents(known.axes)
    own = axes[:1] if known.trait == "diagonal" else axes
    places, matrices = (choices(*(range(1, size + 1) for size in sizes)) for sizes in ((*outer, *own), outer))
    if found.keys() != set(places) or not all(lies_in(known.domain, x) for x in found.values()):
        return False
    if known.trait in ("", "diagonal"):
        return True
    square = range(1, axes[0] + 1)
    return all(_has_trait(known.trait, [[found[*at, i, j] for j in square] for i in square]) for at in matrices)


def _has_trait(trait: str, rows: list[list[Scalar]]) -> bool:
    if trait == "invertible":
        matrix = arrays.array((len(rows),), (len(rows),), (entry for row in rows for entry in row))
        return bool(arrays.eliminated(matrix, matrix)[1])
    symmetric = rows == [list(column) for column in zip(*rows, strict=True)]
    return symmetric and (trait == "symmetric" or arrays.is_semidefinite(rows, strictly=trait == "posdef"))


def _is_start(world: World, key: str, value: Any) -> bool:
    """Whether a free index lies in its range, a free sample among those of its name, a free value in its domain."""
    name, sizes, indices = key[1:], world.sizes, world.notation.indices
    if key[0] == "#":
        return name in indices and isinstance(value, fmpq) and value.q == 1 and 1 <= value <= sizes[indices[name]]
    if isinstance(world.chance, Tables):
        return isinstance(value, int) and 1 <= value <= len(world.chance.values[name])
    domain: Any = world.notation.names[name]
    return isinstance(world.chance, Normals) and all(lies_in(domain.domain, entry) for entry in entries(value))


# --- conditions


def placements(world: World, node: tree.Compare) -> Iterator[Environment]:
    """The environments in which a condition must hold: those of all values of its free indices."""
    indices = world.notation.indices
    letters = list(dict.fromkeys(index.name for index in free_indices(node, world.notation) if index.name in indices))
    for at in choices(*(range(1, world.sizes[indices[letter]] + 1) for letter in letters)):
        yield {**world.start, **{f"#{letter}": fmpq(i) for letter, i in zip(letters, at, strict=True)}}


def gaps(judge: Evaluator, node: tree.Compare, within: Environment) -> tuple[Scalar, ...]:
    """The differences of the two sides of an equation."""
    return entries(arrays.add(judge.of(node.left, within), arrays.negate(judge.of(node.right, within))))


def holds(judge: Evaluator, node: tree.Compare, within: Environment) -> bool:
    """Whether a condition holds; an equation, as far as balls tell."""
    if node.operator == "=" and not {type(node.left), type(node.right)} & {tree.Optimum}:
        return all(map(may_vanish, gaps(judge, node, within)))
    return compare(judge, node, within)


# --- random names


def _is_chance(world: World, judge: Evaluator) -> bool:
    """Whether the distributions of a world are some, and have what is declared of them."""
    chance, names = world.chance, world.notation.names
    if chance is None:
        return True
    known = dict((*joints(world.notation), *conditionals(world.notation)))
    fits = _is_table if isinstance(chance, Tables) else _is_normal
    if any(known.get(name) != joint.of for name, joint in chance.joints.items()):
        return False
    randoms: list[tuple[str, Any]] = [(name, names[each]) for name in chance.joints for each in known[name]]
    return all(fits(chance, name, each) and _has_moments(judge, each) for name, each in randoms)


def _is_table(chance: Any, joint: str, known: Random) -> bool:
    """Whether samples of a name in a joint are all its values, or some different ones, with weights."""
    weights, values, domain = chance.joints[joint].weights, chance.values[known.name], known.domain
    counts = (range(1, len(chance.values[name]) + 1) for name in chance.joints[joint].of)
    positive = all(w >= 0 for w in weights.values()) and any(w > 0 for w in weights.values())
    weighted = positive and weights.keys() <= set(choices(*counts))
    different = all(not overlap(a, b) for i, a in enumerate(values) for b in values[:i])
    inside = all(lies_in(domain, x) for value in values for x in entries(value))
    enough = not domain.values or (len(values) == len(domain.values) and not known.axes)
    return not known.normal and different and inside and enough and weighted


def _is_normal(chance: Any, joint: str, known: Random) -> bool:
    """Whether a joint has a covariance, and a name in it can have all numbers as values."""
    spread = [list(row) for row in chance.joints[joint].covariance]
    domain, turned = known.domain, [list(column) for column in zip(*spread, strict=True)]
    free = domain.low is None and domain.high is None and not domain.values and not domain.whole
    return free and spread == turned and arrays.is_semidefinite(spread, strictly=False)


def _has_moments(judge: Evaluator, known: Random) -> bool:
    """Whether a name has its declared mean and variance, given the names that stand in these, wherever it is tried."""
    stated = [each for each in (known.mean, known.variance) if each is not None]
    if not stated or known.part:
        return not known.part
    parents = list(dict.fromkeys(name for each in stated for name in random_in(each, judge.world.notation)))
    x = tree.Name(known.name, Span(0, 0))
    given = tuple(tree.Name(parent, x.span) for parent in parents)
    for at in judge.chance.samples(parents, {}):
        mean, second = (
            judge.of(tree.Expectation(body, (x,), given, x.span), at)
            for body in (x, tree.Multiply((x, tree.Transpose(x, x.span)), x.span))
        )
        wanted = judge.of(known.mean, at) if known.mean is not None else mean
        gaps = [arrays.add(mean, arrays.negate(wanted))]
        if known.variance is not None:
            spread = judge.of(known.variance, at)
            if not isinstance(spread, Array) and isinstance(second, Array):
                spread = arrays.product(spread, arrays.identity(second.rows))
            squared = arrays.product(wanted, arrays.transposed(wanted))
            gaps.append(arrays.add(second, arrays.negate(arrays.add(squared, spread))))
        if not all(may_vanish(entry) for gap in gaps for entry in entries(gap)):
            return False
    return True
