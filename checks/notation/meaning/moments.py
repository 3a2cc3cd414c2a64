"""What holds of the distributions of random names: declared moments, those of normal names, and what integration gives.

All are equations between sums over samples: for a normal name the moments up to the fourth (Isserlis), and for one with
a smooth density ∫∇p dx = 0 and ∫ x_i ∂_j p dx = −δ_ij ∫ p dx, by parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import Basic, Dummy, Eq, Expr, Integer, Symbol

from derivo.checks.language import grids
from derivo.checks.language.families import Entry, Every, same
from derivo.checks.language.grids import Grid, Value
from derivo.checks.language.nodes import add, multiply, negate, power
from derivo.checks.language.tables import Table, sample, samples, summed
from derivo.checks.notation.names.names import Random
from derivo.checks.work import remembered

if TYPE_CHECKING:
    from derivo.checks.notation.meaning.meaning import Environment, Meaning

HIGHEST = 4  # order of a moment
SECOND = 2
Places = tuple[Expr, ...]


def moments(
    meaning: Meaning, joint: Table, declared: Random, value: Value, given: set[str], within: Environment, order: int
) -> Iterator[Basic]:
    """Σ p·x_i·x_j·… over the samples of a name, up to an order, given the names on which its mean depends.

    `value` is the name at its sample in `within`; that of the others is free there.
    """
    assert declared.mean is not None
    mean = meaning.of(declared.mean, within)
    variance = None if declared.variance is None else meaning.of(declared.variance, within)
    highest = 1 if variance is None else min(order, HIGHEST) if declared.normal else SECOND
    running = next(place for place in value_places(value) if isinstance(place, Dummy))
    weight = joint.mass((declared.name, *given), {**free(joint), declared.name: running})
    total = joint.mass(given, free(joint))
    for number in range(1, highest + 1):
        for places, axes in equal_places(value, number):
            left = multiply(weight, *powers([entry(value, place) for place in places]))
            condition = Eq(
                summed(left, {declared.name: running}),
                multiply(moment(places, mean, variance), total),
                evaluate=False,
            )
            yield for_all(condition, joint, given, axes)


def moment(places: Sequence[Places], mean: Value, variance: Value | None) -> Expr:
    """E[x_i x_j …] of a normal vector: the sum over all ways to pair some of the factors, the others by their means."""
    terms = []
    for pairs in pairings(tuple(range(len(places)))):
        alone = [place for number, place in enumerate(places) if not any(number in pair for pair in pairs)]
        paired = [entry(variance, (*places[i], *places[j])) for i, j in pairs if variance is not None]
        terms.append(multiply(*powers([*paired, *(entry(mean, place) for place in alone)]), Integer(1)))
    return add(*terms) if len(terms) > 1 else terms[0]


def powers(factors: Sequence[Expr]) -> list[Expr]:
    """The factors, equal ones as one power."""
    return [power(factor, Integer(times)) if times > 1 else factor for factor, times in Counter(factors).items()]


@remembered(None)
def pairings(numbers: tuple[int, ...]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """All sets of disjoint pairs of some numbers.

    >>> pairings((0, 1, 2))
    ((), ((1, 2),), ((0, 1),), ((0, 2),))
    """
    if not numbers:
        return ((),)
    first, *rest = numbers
    found = list(pairings(tuple(rest)))
    for other in rest:
        left = tuple(number for number in rest if number != other)
        found.extend(((first, other), *pairs) for pairs in pairings(left))
    return tuple(found)


def by_parts(joint: Table, by: Random, value_at: Callable[[Expr], Value]) -> Iterator[Basic]:
    """∫ ∂_j p dx = 0 and ∫ x_i ∂_j p dx = −δ_ij ∫ p dx for a name, at all samples of the others."""
    at, running = free(joint), Dummy(by.name, integer=True)
    others = {name for name in joint.of if name != by.name}
    value = value_at(running)
    for number in (1, SECOND):
        for places, axes in equal_places(value, number):
            last = places[-1][0] if places[-1] else Integer(1)
            slope = joint.slope_of_mass(by.name, last, joint.of, {**at, by.name: running})
            left = summed(multiply(*(entry(value, place) for place in places[:-1]), slope), {by.name: running})
            right = Integer(0)
            if number == SECOND:
                equal = [same(i, j) for i, j in zip(*places, strict=True)]
                right = negate(multiply(*equal, joint.mass(others, at)))
            yield for_all(Eq(left, right, evaluate=False), joint, others, axes)


def for_all(condition: Basic, joint: Table, others: set[str], axes: Sequence[tuple[Symbol, Expr]]) -> Basic:
    """The condition for all samples of other names and all coordinates."""
    pairs = [(sample(name), samples(name)) for name in joint.of if name in others] + list(axes)
    return Every(condition, *(part for pair in pairs for part in pair)) if pairs else condition


def free(joint: Table) -> dict[str, Expr]:
    """Every name of a joint at a free sample."""
    return {name: sample(name) for name in joint.of}


def equal_places(value: Value, number: int) -> Iterator[tuple[tuple[Places, ...], tuple[tuple[Symbol, Expr], ...]]]:
    """Places of so many factors, in every way to take some of them at the same coordinate; and the coordinates."""
    sizes = value.sizes[0] if isinstance(value, Grid) else ()
    if not sizes:
        yield tuple(() for _ in range(number)), ()
        return
    for blocks in partitions(number):
        axes = grids.fresh(tuple(sizes[0] for _ in range(max(blocks) + 1)))
        yield tuple((axes[block][0],) for block in blocks), axes


@remembered(None)
def partitions(number: int) -> tuple[tuple[int, ...], ...]:
    """All ways to put so many things into blocks, as the block of each.

    >>> partitions(2)
    ((0, 0), (0, 1))
    """
    if number == 1:
        return ((0,),)
    return tuple((*rest, block) for rest in partitions(number - 1) for block in range(max(rest) + 2))


def entry(operand: Value, places: Places) -> Expr:
    """The entry of a vector or matrix; a number itself."""
    if not isinstance(operand, Grid):
        return operand
    return operand.at(places[: len(operand.rows)], places[len(operand.rows) :])


def value_places(value: Value) -> tuple[Basic, ...]:
    """The sample and the coordinates of a random value."""
    body = grids.body(value)
    assert isinstance(body, Entry)
    return tuple(body.args[1:])


def degree(node: Basic, family: str) -> int:
    """How often entries of a family are multiplied with each other in an expression, at most, or at least HIGHEST."""
    known: dict[Basic, int] = {}

    def of(piece: Basic) -> int:
        if piece not in known:
            below = [of(part) for part in piece.args]
            if isinstance(piece, Entry):
                known[piece] = int(str(piece.args[0]) == family)
            elif piece.is_Mul:
                known[piece] = sum(below)
            elif piece.is_Pow:
                exponent = piece.args[1]
                times = int(exponent) if exponent.is_Integer and 0 < exponent <= HIGHEST else HIGHEST
                known[piece] = below[0] * times
            else:
                known[piece] = max(below, default=0)
            known[piece] = min(known[piece], HIGHEST)
        return known[piece]

    return of(node)
