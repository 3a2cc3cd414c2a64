"""What binds: indices and their conditions, derivatives by jets, limits along a sequence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from math import prod
from typing import TYPE_CHECKING, Any

from flint import arb, ctx, fmpq

from derivo.checks.judge import arrays
from derivo.checks.judge.arrays import Array, Value, array, entries, mapped
from derivo.checks.judge.scalars import (
    ONE,
    ZERO,
    Jet,
    LogarithmOfZero,
    NoLogarithm,
    Scalar,
    Undefined,
    Unknown,
    Unsure,
    is_zero,
    order,
    plain,
    split,
    whole,
)
from derivo.checks.judge.world import Environment, Spent, placed
from derivo.checks.notation.names.names import Family, Random, Symbol
from derivo.checks.notation.trees import tree

if TYPE_CHECKING:
    from derivo.checks.judge.evaluate import Evaluator

TERMS = 64  # of a sum without an end
MANY_TERMS = 10_000
FINE = 512  # bits, where a limit is approached
APPROACH = (20, 30)  # a limit is looked at 2^−k beside it, or at 2^k
GROWTH = (7, 9)  # the same of a size, up to which there may be sums
HOLDS: Mapping[str, tuple[int, ...]] = {"=": (0,), "!=": (-1, 1), "<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}


def running(judge: Evaluator, node: Any, within: Environment) -> Iterator[tuple[int, Environment]]:
    """The values of an index for which all conditions hold, each with the environment in which it is bound."""
    low, high = judge.places((node.low, node.high), within)
    if high - low > MANY_TERMS:
        raise Spent
    for i in range(low, high + 1):
        inner = {**within, f"#{node.index.name}": fmpq(i)}
        if holds(judge, node.conditions, inner):
            yield i, inner


def holds(judge: Evaluator, conditions: tuple[tree.Compare, ...], within: Environment) -> bool:
    """Whether all of some conditions hold, the later ones being looked at only where the earlier do."""
    return all(compare(judge, condition, within) for condition in conditions)


def compare(judge: Evaluator, node: tree.Compare, within: Environment) -> bool:
    """Whether a condition holds. Raises Unsure where the balls do not tell."""
    for optimum, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(optimum, tree.Optimum):
            return _is_optimal(judge, optimum, whole(judge.scalar(other, within)), within) == (node.operator != "!=")
    left = judge.scalar(node.left, within)
    if isinstance(node.right, tree.Values):
        return 0 in [order(left, judge.scalar(each, within)) for each in node.right.values]
    if node.operator not in HOLDS:
        raise Unknown("membership")
    return order(left, judge.scalar(node.right, within)) in HOLDS[node.operator]


def _is_optimal(judge: Evaluator, node: tree.Optimum, at: int, within: Environment) -> bool:
    """Whether an index is that of the optimum; at a tie, whoever breaks it decides, so nothing is said."""
    mine = judge.scalar(node.body, {**within, f"#{node.index.name}": fmpq(at)})
    others = [order(judge.scalar(node.body, inner), mine) for i, inner in running(judge, node, within) if i != at]
    if (-1 if node.kind == "min" else 1) in others:
        return False
    if 0 in others:
        raise Unsure
    return True


def differentiated(judge: Evaluator, body: Callable[[Environment], Value], by: Any, within: Environment) -> Value:
    """The derivative of `body`, a function of the environment, by one variable: entry by entry."""
    seeded = seeds(judge, by, within)
    found = [mapped(lambda x, tag=tag: split(x, tag)[1], body(inner)) for tag, inner in seeded]
    (rows, columns), (down, across) = arrays.shape(judge.of(by, within)), arrays.shape(found[0])
    together = tuple(each for one in found for each in entries(one))
    if not down:
        return array(rows, columns, together)
    if across or columns:
        raise Unknown("the derivative of a matrix by an array")
    return arrays.transposed(array(rows, down, together))


def seeds(judge: Evaluator, by: Any, within: Environment) -> Iterator[tuple[int, Environment]]:
    """For each entry of a variable, the environment in which it has the slope 1, and the tag of that."""
    if isinstance(by, tree.Apply):  # vec(W): column by column
        (matrix,) = by.arguments
        if isinstance(matrix, tree.Transpose):  # row by row
            yield from seeds(judge, matrix.body, within)
            return
        found, wide = list(seeds(judge, matrix, within)), prod(arrays.shape(judge.of(matrix, within))[1])
        yield from (found[i] for column in range(wide) for i in range(column, len(found), wide))
        return
    declared, at = judge.world.notation.names.get(by.name), judge.places(getattr(by, "indices", ()), within)
    key = by.name if by.name in within else "=" + by.name
    if isinstance(declared, Family) and declared.trait != "diagonal" and isinstance(within.get(key, {}), dict):
        known = within.get(key) or judge.world.families[by.name]
        places = [place for place in sorted(known) if place[: len(at)] == at]
        if not places:
            raise Unsure
        yield from _moved(judge, key, known, places, dict, within)
        return
    if not isinstance(declared, Symbol | Random) and key not in within:
        raise Unknown("the derivative by such a name")
    value = judge.named(by.name, (), within)
    key = judge.chance.place + by.name if isinstance(declared, Random) else key
    listed, shape = entries(value), arrays.shape(value)
    known = dict(enumerate(listed))
    places = [placed(value, at)] if at and isinstance(value, Array) else list(known)
    yield from _moved(judge, key, known, places, lambda moved: array(*shape, moved.values()), within)


def _moved(
    judge: Evaluator, key: str, known: Any, places: list[Any], put: Callable[[Any], Any], within: Environment
) -> Any:
    for place in places:
        judge.tags += 1
        yield judge.tags, {**within, key: put({**known, place: Jet(known[place], ONE, judge.tags)})}


def approached(
    judge: Evaluator, body: Callable[[Scalar], Value], to: Scalar, sign: int, steps: tuple[int, ...] = APPROACH
) -> Value:
    """What `body` seems to tend to, entry by entry, from two points of a sequence; with a generous radius."""
    judge.estimated = True
    finite = arb(plain(to)).is_finite()
    with ctx.workprec(FINE):
        near = [to + sign * fmpq(1, 2**k) if finite else sign * fmpq(2) ** k for k in steps]
        return mapped(_settled, *map(body, near))


def _settled(before: Scalar, after: Scalar) -> Scalar:
    """The later of two values of a sequence, with the distance to the earlier as its radius; or ±∞."""
    a, b = (arb(plain(each)) for each in (before, after))
    if abs(b) > 2 * abs(a) + 100:
        return arb("inf") if b > 0 else arb("-inf")
    return b.union(2 * b - a) if b.is_finite() and a.is_finite() else b


def derived(judge: Evaluator, node: tree.Derivative, within: Environment) -> Value:
    """A derivative, by each name in turn. Of f′/f, where log f has no value, nothing is said."""

    def turn(count: int, inner: Environment) -> Value:
        if count == 0:
            return judge.of(node.body, inner)
        return differentiated(judge, lambda seeded: turn(count - 1, seeded), node.by[count - 1], inner)

    before, judge.estimated = judge.estimated, False
    try:
        found = turn(len(node.by), within)
    except NoLogarithm as reason:
        raise Unsure from reason
    if judge.estimated:
        raise Unknown("the derivative of a limit")
    judge.estimated = before
    return found


def approximated(judge: Evaluator, node: tree.Limit, within: Environment) -> Value:
    """A limit, estimated."""
    to, name = judge.scalar(node.to, within), node.variable.name
    key = name if name in within else "=" + name
    steps = GROWTH if name in judge.world.sizes else APPROACH
    sides = _sides(judge, node, to)
    found = [approached(judge, lambda x: judge.of(node.body, {**within, key: x}), to, sign, steps) for sign in sides]
    return reduce(lambda a, b: mapped(lambda x, y: arb(plain(x)).union(arb(plain(y))), a, b), found)


def _sides(judge: Evaluator, node: tree.Limit, to: Scalar) -> tuple[int, ...]:
    """From where a limit is approached: as typed, else from wherever the variable can be."""
    if not arb(plain(to)).is_finite():
        return (1,) if plain(to) > 0 else (-1,)
    if node.side in ("+", "-"):
        return (1,) if node.side == "+" else (-1,)
    declared = judge.world.notation.names.get(node.variable.name)
    if isinstance(declared, Symbol):
        low, high = declared.domain.low, declared.domain.high
        if low is not None and not plain(to) > fmpq(low.numerator, low.denominator):
            return (1,)
        if high is not None and not plain(to) < fmpq(high.numerator, high.denominator):
            return (-1,)
    return (1, -1)


def summed(judge: Evaluator, node: tree.Sum, within: Environment) -> Value:
    """A sum; one without an end is estimated from its first terms."""
    if not isinstance(node.high, tree.Constant):
        terms = [judge.of(node.body, inner) for _, inner in running(judge, node, within)]
        return reduce(arrays.add, terms) if terms else ZERO
    judge.estimated = True
    low, total, parts = whole(judge.scalar(node.low, within)), ZERO, []
    for i in range(low, low + TERMS):
        inner = {**within, f"#{node.index.name}": fmpq(i)}
        if holds(judge, node.conditions, inner):
            total = total + judge.scalar(node.body, inner)
        parts.append(total)
    return _settled(parts[TERMS // 2], parts[-1])


def multiplied(judge: Evaluator, node: tree.Product, within: Environment) -> Value:
    """A product."""
    one: Value = ONE
    return reduce(arrays.product, (judge.of(node.body, inner) for _, inner in running(judge, node, within)), one)


def _vanishes(judge: Evaluator, node: tree.Node, within: Environment) -> bool:
    try:
        return is_zero(judge.of(node, within))
    except Undefined:
        return False


INFINITE = arb("inf")


def folded(function: Callable[[Value, Value], Value], name: str) -> Callable[[Evaluator, Any, Environment], Value]:
    """Terms or factors in turn; ∞ − ∞ and 0·∞ have no value. Of 0·log 0, and behind an indicator, nothing is said."""

    def rule(judge: Evaluator, node: Any, within: Environment) -> Value:
        try:
            values = [judge.of(each, within) for each in getattr(node, name)]
        except Undefined as reason:
            factors = node.factors if name == "factors" else ()
            indicators = (each for each in factors if isinstance(each, tree.Indicator))
            of_zero = factors if isinstance(reason, LogarithmOfZero) else indicators
            if any(_vanishes(judge, each, within) for each in of_zero):
                raise Unsure from None
            raise
        found = reduce(function, values)
        if isinstance(found, arb) and found.is_nan() and any(isinstance(x, arb) and abs(x) == INFINITE for x in values):
            raise Undefined("an indeterminate form")
        return found

    return rule
