"""TRUSTED. A tree as typed -> its value in a world: one rule for each kind of node.

An environment has the value of whatever is bound: `x` a parameter of the definition that is being expanded, `#k` an
index, `=x` a declared name that a derivative, a limit or an evaluation bar varies, `@X` the sample of a random name.
Only parameters are unseen inside of other definitions. Branches that are not taken are not evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import product as choices
from math import prod
from typing import Any

from flint import arb, ctx, fmpq

from checks.judge import arrays
from checks.judge.arrays import Array, Value, array, entries, mapped
from checks.judge.functions import Function, called
from checks.judge.scalars import (
    HALF,
    ONE,
    ZERO,
    Jet,
    Scalar,
    Unknown,
    Unsure,
    applied,
    divide,
    larger,
    order,
    plain,
    power,
    split,
    whole,
)
from checks.notation import tree
from checks.notation.names import Defined, Family, Notation, Random, Symbol, UnknownFunction

Environment = Mapping[str, Any]
LARGEST_POWER = 6  # of a matrix
TERMS = 64  # of a sum without an end
MANY_TERMS = 10_000
FINE = 512  # bits, where a limit is approached
APPROACH = (20, 30)  # a limit is looked at 2^−k beside it, or at 2^k


@dataclass(frozen=True, slots=True)
class World:
    """Concrete sizes and indices, and a value for every name: families by their indices, functions as data.

    `start` is the environment at the root: free indices and the samples of free random names. `chance` are their
    distributions, `Tables` or `Normals`.
    """

    notation: Notation
    sizes: Mapping[str, int]
    values: Mapping[str, Scalar]
    families: Mapping[str, Mapping[tuple[int, ...], Scalar]]
    functions: Mapping[str, Function]
    start: Environment
    chance: Any = None

    def extents(self, axes: tuple[str | int, ...]) -> tuple[int, ...]:
        """Sizes as numbers."""
        if not all(size in self.sizes for size in axes if isinstance(size, str)):
            raise Unknown("an open size")
        return tuple(self.sizes[size] if isinstance(size, str) else size for size in axes)


class Spent(Exception):
    """The evaluation needs more steps than it may take."""


@dataclass(slots=True)
class Evaluator:
    """Evaluates trees in a world. `estimated` says that a value came from a sequence: it can only veto.

    `read` are the names and entries that were looked up.
    """

    world: World
    most: int
    steps: int = 0
    tags: int = 0
    estimated: bool = False
    read: dict[tuple[str, tuple[int, ...]], None] = field(default_factory=dict)

    def of(self, node: tree.Node, within: Environment) -> Value:
        """The value of a node. Raises Undefined, Unsure, Unknown, Spent."""
        self.steps += 1
        if self.steps > self.most:
            raise Spent
        rule = RULES.get(type(node))
        if rule is None:
            raise Unknown(type(node).__name__.lower())
        return rule(self, node, within)

    def scalar(self, node: tree.Node, within: Environment) -> Scalar:
        """The value of a node that must be a number."""
        found = self.of(node, within)
        if isinstance(found, Array):
            raise Unknown("an array in place of a number")
        return found

    def places(self, nodes: tuple[tree.Node, ...], within: Environment) -> tuple[int, ...]:
        """The values of indices."""
        return tuple(whole(self.scalar(node, within)) for node in nodes)

    def dims(self, sizes: tree.Dimension | None) -> arrays.Dims:
        """The sizes of a dimension."""
        if sizes is None:
            raise Unknown("an open size")
        return self.world.extents(sizes)

    @property
    def chance(self) -> Any:
        """What random names are."""
        if self.world.chance is None:
            raise Unknown("random names")
        return self.world.chance

    # --- names

    def named(self, name: str, at: tuple[int, ...], within: Environment) -> Value:
        """A name at indices: a parameter, one that is varied, or a declared one."""
        for key in (name, "=" + name):
            if key in within and not isinstance(within[key], dict):
                return taken(within[key], at) if at else within[key]
        match self.world.notation.names.get(name):
            case Symbol() if not at and name in self.world.sizes:
                return fmpq(self.world.sizes[name])
            case Symbol() if not at and name in self.world.values:
                self.read[name, ()] = None
                return self.world.values[name]
            case Family() as family:
                return self.family(family, at, within)
            case Defined(definition=definition) if not definition.parameters and len(at) >= len(definition.indices):
                own = {f"#{letter}": fmpq(i) for (letter, _), i in zip(definition.indices, at, strict=False)}
                found = self.of(definition.body, {**inside(within), **own})
                return taken(found, at[len(own) :]) if len(at) > len(own) else found
            case Random():
                found = self.chance.value(name, within)
                return taken(found, at) if at else found
        raise Unknown(f"the name {name} there")

    def family(self, family: Family, at: tuple[int, ...], within: Environment) -> Value:
        """An entry of a family, or all of the vector or matrix at these indices."""
        known = within.get("=" + family.name) or self.world.families.get(family.name)
        if known is None:
            raise Unknown(f"the family {family.name}")
        axes = self.world.extents(family.axes)
        missing = len(family.indices) + len(axes) - len(at)
        if missing == 0:
            return self._entry(family, known, at)
        if missing != len(axes):
            raise Unknown("an entry with too few indices")
        dims = ((size,) if written != 1 else () for size, written in zip(axes, family.axes, strict=True))
        rows, columns, *_ = *dims, ()
        found = (self._entry(family, known, (*at, *place)) for place in choices(*(range(1, size + 1) for size in axes)))
        return array(rows, columns, found)

    def _entry(self, family: Family, known: Mapping[tuple[int, ...], Scalar], at: tuple[int, ...]) -> Scalar:
        if family.trait == "diagonal":
            if at[-1] != at[-2]:
                return ZERO
            at = at[:-1]
        if at not in known:
            raise Unsure  # an entry that does not exist at these sizes
        self.read[family.name, at] = None
        return known[at]

    # --- what binds

    def running(self, node: Any, within: Environment) -> Iterator[tuple[int, Environment]]:
        """The values of an index for which all conditions hold, each with the environment in which it is bound."""
        low, high = self.places((node.low, node.high), within)
        if high - low > MANY_TERMS:
            raise Spent
        for i in range(low, high + 1):
            inner = {**within, f"#{node.index.name}": fmpq(i)}
            if self.holds(node.conditions, inner):
                yield i, inner

    def holds(self, conditions: tuple[tree.Compare, ...], within: Environment) -> bool:
        """Whether all of some conditions hold, the later ones being looked at only where the earlier do."""
        return all(self.compare(condition, within) for condition in conditions)

    def compare(self, node: tree.Compare, within: Environment) -> bool:
        """Whether a condition holds. Raises Unsure where the balls do not tell."""
        for optimum, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(optimum, tree.Optimum):
                return self._is_optimal(optimum, whole(self.scalar(other, within)), within) == (node.operator != "!=")
        left = self.scalar(node.left, within)
        if isinstance(node.right, tree.Values):
            return 0 in [order(left, self.scalar(each, within)) for each in node.right.values]
        if node.operator not in HOLDS:
            raise Unknown("membership")
        return order(left, self.scalar(node.right, within)) in HOLDS[node.operator]

    def _is_optimal(self, node: tree.Optimum, at: int, within: Environment) -> bool:
        """Whether an index is that of the optimum; at a tie, whoever breaks it decides, so nothing is said."""
        mine = self.scalar(node.body, {**within, f"#{node.index.name}": fmpq(at)})
        others = [order(self.scalar(node.body, inner), mine) for i, inner in self.running(node, within) if i != at]
        if (-1 if node.kind == "min" else 1) in others:
            return False
        if 0 in others:
            raise Unsure
        return True

    def differentiated(self, body: Callable[[Environment], Value], by: Any, within: Environment) -> Value:
        """The derivative of `body`, a function of the environment, by one variable: entry by entry."""
        seeds = self.seeds(by, within)
        found = [mapped(lambda x, tag=tag: split(x, tag)[1], body(seeded)) for tag, seeded in seeds]
        (rows, columns), (down, across) = arrays.shape(self.of(by, within)), arrays.shape(found[0])
        together = tuple(each for one in found for each in entries(one))
        if not down:
            return array(rows, columns, together)
        if across or columns:
            raise Unknown("the derivative of a matrix by an array")
        return arrays.transposed(array(rows, down, together))

    def seeds(self, by: Any, within: Environment) -> Iterator[tuple[int, Environment]]:
        """For each entry of a variable, the environment in which it has the slope 1, and the tag of that."""
        if isinstance(by, tree.Apply):  # vec(W): column by column
            (matrix,) = by.arguments
            found, wide = list(self.seeds(matrix, within)), prod(arrays.shape(self.of(matrix, within))[1])
            yield from (found[i] for column in range(wide) for i in range(column, len(found), wide))
            return
        declared, at = self.world.notation.names.get(by.name), self.places(getattr(by, "indices", ()), within)
        key = by.name if by.name in within else "=" + by.name
        if isinstance(declared, Family) and declared.trait != "diagonal" and isinstance(within.get(key, {}), dict):
            known = within.get(key) or self.world.families[by.name]
            places = [place for place in sorted(known) if place[: len(at)] == at]
            if not places:
                raise Unsure
            yield from self._moved(key, known, places, dict, within)
            return
        if not isinstance(declared, Symbol | Random) and key not in within:
            raise Unknown("the derivative by such a name")
        value = self.named(by.name, (), within)
        key = self.chance.place + by.name if isinstance(declared, Random) else key
        listed, shape = entries(value), arrays.shape(value)
        known = dict(enumerate(listed))
        places = [_place(value, at)] if at and isinstance(value, Array) else list(known)
        yield from self._moved(key, known, places, lambda moved: array(*shape, moved.values()), within)

    def _moved(self, key: str, known: Any, places: list[Any], put: Callable[[Any], Any], within: Environment) -> Any:
        for place in places:
            self.tags += 1
            yield self.tags, {**within, key: put({**known, place: Jet(known[place], ONE, self.tags)})}

    def approached(self, body: Callable[[Scalar], Value], to: Scalar, sign: int) -> Value:
        """What `body` seems to tend to, entry by entry, from two points of a sequence; with a generous radius."""
        self.estimated = True
        finite = arb(plain(to)).is_finite()
        with ctx.workprec(FINE):
            near = [to + sign * fmpq(1, 2**k) if finite else sign * fmpq(2) ** k for k in APPROACH]
            return mapped(_settled, *map(body, near))

    def call(self, node: tree.Apply, arguments: list[Any], primes: int, within: Environment) -> Value:
        """A function of arguments; with primes, its derivative in the first."""
        if primes:
            self.tags += 1
            tag = self.tags
            if isinstance(arguments[0], Array):
                raise Unknown("a prime of a function of an array")
            moved = self.call(node, [Jet(arguments[0], ONE, tag), *arguments[1:]], primes - 1, within)
            return mapped(lambda x: split(x, tag)[1], moved)
        match self.world.notation.names.get(node.function):
            case Defined(definition=definition):
                given = dict(zip(definition.parameters, arguments, strict=True))
                return self.of(definition.body, {**inside(within), **given})
            case UnknownFunction(name) as declared if name in self.world.functions:
                return called(self.world.functions[name], declared, self.world.extents(declared.axes), arguments)
        if node.function in OF_ARRAYS:
            return OF_ARRAYS[node.function](*arguments)
        if any(isinstance(each, Array) for each in arguments):
            raise Unknown(f"{node.function} of an array")
        return _builtin(node.function, arguments)


def _settled(before: Scalar, after: Scalar) -> Scalar:
    """The later of two values of a sequence, with the distance to the earlier as its radius; or ±∞."""
    a, b = (arb(plain(each)) for each in (before, after))
    if abs(b) > 2 * abs(a) + 100:
        return arb("inf") if b > 0 else arb("-inf")
    return b.union(2 * b - a) if b.is_finite() and a.is_finite() else b


def taken(value: Value, at: tuple[int, ...]) -> Scalar:
    """The entry of an array at one index or two."""
    if not isinstance(value, Array):
        if any(i != 1 for i in at):
            raise Unsure
        return value
    return value.entries[_place(value, at)]


def _place(value: Array, at: tuple[int, ...]) -> int:
    """Where an entry stands: an index for each size of rows and columns, or for all rows and all columns."""
    sizes = (*value.rows, *value.columns)
    if len(at) != len(sizes):
        sizes = tuple(prod(dims) for dims in (value.rows, value.columns) if prod(dims) > 1 or len(at) == 2)
    if len(at) != len(sizes):
        raise Unknown("an entry with other indices")
    if not all(1 <= i <= size for i, size in zip(at, sizes, strict=True)):
        raise Unsure
    return reduce(lambda place, pair: place * pair[1] + pair[0] - 1, zip(at, sizes, strict=True), 0)


def inside(within: Environment) -> Environment:
    """The environment inside of a definition: without the parameters of another one."""
    return {name: value for name, value in within.items() if name[0] in "#=@"}


HOLDS: Mapping[str, tuple[int, ...]] = {
    "=": (0,),
    "!=": (-1, 1),
    "<": (-1,),
    "<=": (-1, 0),
    ">": (1,),
    ">=": (0, 1),
}
CONSTANTS: Mapping[str, Callable[[], arb]] = {"pi": arb.pi, "e": arb.const_e, "oo": lambda: arb("inf")}
OF_ARRAYS: Mapping[str, Callable[..., Value]] = {
    "det": arrays.determinant,
    "tr": arrays.trace,
    "diag": arrays.diagonal,
    "vec": arrays.stacked,
    "mean": arrays.mean,
}


def _builtin(name: str, arguments: list[Scalar]) -> Scalar:
    match name, arguments:
        case "log", [x, base]:
            return divide(applied("log", x), applied("log", base))
        case "root", [x, n]:
            return power(x, divide(ONE, n))
        case "max", _:
            return reduce(larger, arguments)
        case "min", _:
            return -reduce(larger, (-each for each in arguments))
    return applied(name, arguments[0])


# --- the rules


def _index(_: Evaluator, node: tree.Index, within: Environment) -> Value:
    found: Value | None = within.get("#" + node.name)
    if found is None:
        raise Unknown("a free index")
    return found


def _power(judge: Evaluator, node: tree.Power, within: Environment) -> Value:
    exponent = judge.scalar(node.exponent, within)
    if isinstance(node.base, tree.Constant) and node.base.name == "e":
        return applied("exp", exponent)
    base = judge.of(node.base, within)
    if not isinstance(base, Array):
        return power(base, exponent)
    n = whole(exponent)
    if abs(n) > LARGEST_POWER:
        raise Unknown("a power of a matrix")
    step = arrays.inverse(base) if n < 0 else base
    return reduce(arrays.product, (step for _ in range(abs(n))), arrays.identity(base.rows))


def _apply(judge: Evaluator, node: tree.Apply, within: Environment) -> Value:
    return judge.call(node, [judge.of(argument, within) for argument in node.arguments], node.primes, within)


def _each(judge: Evaluator, node: tree.Each, within: Environment) -> Value:
    def of(*numbers: Scalar) -> Scalar:
        found = judge.call(node.apply, list(numbers), node.apply.primes, within)
        if isinstance(found, Array):
            raise Unknown("an array for each entry")
        return found

    return mapped(of, *(judge.of(argument, within) for argument in node.apply.arguments))


def _derivative(judge: Evaluator, node: tree.Derivative, within: Environment) -> Value:
    def turn(count: int, inner: Environment) -> Value:
        if count == 0:
            return judge.of(node.body, inner)
        return judge.differentiated(lambda seeded: turn(count - 1, seeded), node.by[count - 1], inner)

    found = turn(len(node.by), within)
    if judge.estimated:
        raise Unknown("the derivative of a limit")
    return found


def _limit(judge: Evaluator, node: tree.Limit, within: Environment) -> Value:
    to, name = judge.scalar(node.to, within), node.variable.name
    key = name if name in within else "=" + name
    sides = _sides(judge, node, to)
    found = [judge.approached(lambda x: judge.of(node.body, {**within, key: x}), to, sign) for sign in sides]
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


def _at(judge: Evaluator, node: tree.At, within: Environment) -> Value:
    name = node.variable.name
    if isinstance(judge.world.notation.names.get(name), Random):
        raise Unknown("a random name at a value")
    return judge.of(node.body, {**within, name if name in within else "=" + name: judge.of(node.value, within)})


def _sum(judge: Evaluator, node: tree.Sum, within: Environment) -> Value:
    if not isinstance(node.high, tree.Constant):
        terms = [judge.of(node.body, inner) for _, inner in judge.running(node, within)]
        return reduce(arrays.add, terms) if terms else ZERO
    judge.estimated = True
    low, total, parts = whole(judge.scalar(node.low, within)), ZERO, []
    for i in range(low, low + TERMS):
        inner = {**within, f"#{node.index.name}": fmpq(i)}
        if judge.holds(node.conditions, inner):
            total = total + judge.scalar(node.body, inner)
        parts.append(total)
    return _settled(parts[TERMS // 2], parts[-1])


def _product(judge: Evaluator, node: tree.Product, within: Environment) -> Value:
    one: Value = ONE
    return reduce(arrays.product, (judge.of(node.body, inner) for _, inner in judge.running(node, within)), one)


def _cases(judge: Evaluator, node: tree.Cases, within: Environment) -> Value:
    for value, conditions in node.branches:
        if judge.holds(conditions, within):
            return judge.of(value, within)
    raise Unsure


def _basis(judge: Evaluator, node: tree.Basis, within: Environment) -> Value:
    rows, place = judge.dims(node.size), whole(judge.scalar(node.index, within))
    if not 1 <= place <= prod(rows):
        raise Unsure
    return arrays.filled(rows, (), lambda i, _: ONE if i + 1 == place else ZERO)


def _row(judge: Evaluator, node: tree.Row, within: Environment) -> Value:
    matrix, place = judge.of(node.matrix, within), whole(judge.scalar(node.index, within))
    if not 1 <= place <= len(arrays.lines(matrix)):
        raise Unsure
    return array(arrays.shape(matrix)[1], (), arrays.lines(matrix)[place - 1])


def _entry_of(judge: Evaluator, node: tree.EntryOf, within: Environment) -> Value:
    """An entry of an expression; `ij` below is W_ij among the entries of vec(W), where j runs slower."""
    places = (p for each in node.indices for p in (each.factors[::-1] if isinstance(each, tree.Multiply) else (each,)))
    return taken(judge.of(node.body, within), judge.places(tuple(places), within))


def _matrix(judge: Evaluator, node: tree.Matrix, within: Environment) -> Value:
    rows, columns = (() if n == 1 else (n,) for n in (len(node.rows), len(node.rows[0])))
    return array(rows, columns, (judge.scalar(each, within) for line in node.rows for each in line))


def _normal_density(judge: Evaluator, node: tree.NormalDensity, within: Environment) -> Value:
    at, mean, spread = (judge.of(each, within) for each in (node.at, node.mean, node.covariance))
    if isinstance(at, Array) and not isinstance(spread, Array):
        spread = arrays.product(spread, arrays.identity(at.rows))
    return gaussian(arrays.add(at, arrays.negate(mean)), spread)


def gaussian(away: Value, spread: Value) -> Scalar:
    """exp(−aᵀS⁻¹a/2) / √((2π)^d det S)."""
    found, lines = arrays.eliminated(spread, away)
    if not lines:
        raise Unsure
    quadratic = arrays.dot(entries(away), [line[0] for line in lines])
    scale = applied("sqrt", found * (2 * arb.pi()) ** len(entries(away)))
    return divide(applied("exp", -HALF * quadratic), scale)


Rule = Callable[[Evaluator, Any, Environment], Value]


def _of(function: Callable[..., Value], *fields: str) -> Rule:
    """The rule that evaluates some parts of a node, from left to right, and applies a function."""
    return lambda judge, node, within: function(*[judge.of(getattr(node, name), within) for name in fields])


def _folded(function: Callable[[Value, Value], Value], name: str) -> Rule:
    return lambda judge, node, within: reduce(function, [judge.of(each, within) for each in getattr(node, name)])


def _times(a: Scalar, b: Scalar) -> Scalar:
    return a * b


RULES: Mapping[type, Rule] = {
    tree.Number: lambda _, node, __: fmpq(node.value.numerator, node.value.denominator),
    tree.Constant: lambda _, node, __: CONSTANTS[node.name](),
    tree.Name: lambda judge, node, within: judge.named(node.name, (), within),
    tree.Index: _index,
    tree.Entry: lambda judge, node, within: judge.named(node.name, judge.places(node.indices, within), within),
    tree.Sum: _sum,
    tree.Product: _product,
    tree.Add: _folded(arrays.add, "terms"),
    tree.Negative: _of(arrays.negate, "body"),
    tree.Multiply: _folded(arrays.product, "factors"),
    tree.Divide: _of(lambda top, bottom: mapped(divide, top, bottom), "top", "bottom"),
    tree.Power: _power,
    tree.Apply: _apply,
    tree.Each: _each,
    tree.Derivative: _derivative,
    tree.Limit: _limit,
    tree.At: _at,
    tree.Indicator: lambda judge, node, within: ONE if judge.holds(node.conditions, within) else ZERO,
    tree.Cases: _cases,
    tree.Transpose: _of(arrays.transposed, "body"),
    tree.Elementwise: lambda judge, node, within: mapped(
        divide if node.operator == "/" else _times, judge.of(node.left, within), judge.of(node.right, within)
    ),
    tree.Norm: lambda judge, node, within: arrays.norm(judge.of(node.body, within), node.order),
    tree.Inner: _of(lambda left, right: arrays.dot(entries(left), entries(right)), "left", "right"),
    tree.Kronecker: _of(arrays.kronecker, "left", "right"),
    tree.Ones: lambda judge, node, _: arrays.filled(judge.dims(node.size), (), lambda _, __: ONE),
    tree.Zeros: lambda judge, node, _: arrays.filled(
        judge.dims(node.rows), judge.dims(node.columns), lambda _, __: ZERO
    ),
    tree.Identity: lambda judge, node, _: arrays.identity(judge.dims(node.size)),
    tree.Basis: _basis,
    tree.Row: _row,
    tree.EntryOf: _entry_of,
    tree.Matrix: _matrix,
    tree.Expectation: lambda judge, node, within: judge.chance.mean(judge, node, within),
    tree.Integral: lambda judge, node, within: judge.chance.integral(judge, node, within),
    tree.DensityAt: lambda judge, node, within: judge.chance.density(judge, node, within),
    tree.NormalDensity: _normal_density,
}
