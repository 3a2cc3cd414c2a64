"""A tree as typed -> its value in a world: one rule for each kind of node.

Branches that are not taken are not evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import product as choices
from math import prod
from typing import Any

from flint import arb, fmpq

from derivo.checks.judge import arrays, binding
from derivo.checks.judge.arrays import Array, Value, array, entries, mapped
from derivo.checks.judge.binding import holds
from derivo.checks.judge.chance import normal_density
from derivo.checks.judge.functions import called
from derivo.checks.judge.scalars import (
    ONE,
    ZERO,
    Jet,
    Scalar,
    Unknown,
    Unsure,
    applied,
    divide,
    larger,
    power,
    split,
    whole,
)
from derivo.checks.judge.world import Environment, Spent, World, inside, taken
from derivo.checks.notation.names.names import Defined, Family, Random, Symbol, UnknownFunction
from derivo.checks.notation.trees import tree

LARGEST_POWER = 6  # of a matrix


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
        missing = len(family.indices) + len(family.axes) - len(at)
        if missing == 0:
            return self._entry(family, known, at)
        axes = self.world.extents(family.axes)
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


def _at(judge: Evaluator, node: tree.At, within: Environment) -> Value:
    name = node.variable.name
    if isinstance(judge.world.notation.names.get(name), Random):
        raise Unknown("a random name at a value")
    return judge.of(node.body, {**within, name if name in within else "=" + name: judge.of(node.value, within)})


def _cases(judge: Evaluator, node: tree.Cases, within: Environment) -> Value:
    for value, conditions in node.branches:
        if holds(judge, conditions, within):
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


Rule = Callable[[Evaluator, Any, Environment], Value]


def _of(function: Callable[..., Value], *fields: str) -> Rule:
    """The rule that evaluates some parts of a node, from left to right, and applies a function."""
    return lambda judge, node, within: function(*[judge.of(getattr(node, name), within) for name in fields])


def _times(a: Scalar, b: Scalar) -> Scalar:
    return a * b


RULES: Mapping[type, Rule] = {
    tree.Number: lambda _, node, __: fmpq(node.value.numerator, node.value.denominator),
    tree.Constant: lambda _, node, __: CONSTANTS[node.name](),
    tree.Name: lambda judge, node, within: judge.named(node.name, (), within),
    tree.Index: _index,
    tree.Entry: lambda judge, node, within: judge.named(node.name, judge.places(node.indices, within), within),
    tree.Sum: binding.summed,
    tree.Product: binding.multiplied,
    tree.Add: binding.folded(arrays.add, "terms"),
    tree.Negative: _of(arrays.negate, "body"),
    tree.Multiply: binding.folded(arrays.product, "factors"),
    tree.Divide: _of(lambda top, bottom: mapped(divide, top, bottom), "top", "bottom"),
    tree.Power: _power,
    tree.Apply: _apply,
    tree.Each: _each,
    tree.Derivative: binding.derived,
    tree.Limit: binding.approximated,
    tree.At: _at,
    tree.Indicator: lambda judge, node, within: ONE if holds(judge, node.conditions, within) else ZERO,
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
    tree.NormalDensity: normal_density,
}
