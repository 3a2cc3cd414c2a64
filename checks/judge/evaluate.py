"""TRUSTED. A tree as typed -> its value in a world: one function for each kind of node.

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
from typing import Any, Protocol

from flint import arb, ctx, fmpq

from checks.judge import arrays
from checks.judge.arrays import Array, Value, array, combined, entries, mapped
from checks.judge.scalars import (
    BALLS,
    ONE,
    ZERO,
    Jet,
    Scalar,
    Unknown,
    Unsure,
    applied,
    divide,
    order,
    plain,
    power,
    slope_of,
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
GROWTH = (7, 9)  # the same where the variable is a size, up to which there may be sums


class Chance(Protocol):
    """What random names are in a world: finite tables, or normal. `place` begins the key of a value that is varied."""

    place: str

    def value(self, name: str, within: Environment) -> Value:
        """The value of a random name."""

    def mean(self, judge: Evaluator, node: tree.Expectation, within: Environment) -> Value:
        """An expectation."""

    def integral(self, judge: Evaluator, node: tree.Integral, within: Environment) -> Value:
        """An integral over the values of random names."""

    def density(self, node: tree.DensityAt, within: Environment) -> Value:
        """A declared density at the values of random names."""


@dataclass(frozen=True, slots=True)
class World:
    """Concrete sizes and indices, and a value for every name: families by their indices, functions as rules.

    `start` is the environment at the root: free indices and the samples of free random names.
    """

    notation: Notation
    sizes: Mapping[str, int]
    values: Mapping[str, Scalar]
    families: Mapping[str, Mapping[tuple[int, ...], Scalar]]
    functions: Mapping[str, Callable[..., Value]]
    start: Environment
    chance: Chance | None = None


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

    def dims(self, sizes: tree.Dimension | None) -> arrays.Dims:
        """The sizes of a dimension."""
        if sizes is None:
            raise Unknown("an open size")
        return tuple(self.world.sizes[each] if isinstance(each, str) else each for each in sizes)

    # --- names

    def name(self, node: tree.Name, within: Environment) -> Value:
        """A parameter, a name that is varied, or a declared one."""
        if node.name in within:
            return within[node.name]
        if "=" + node.name in within and not isinstance(within["=" + node.name], dict):
            return within["=" + node.name]
        match self.world.notation.names.get(node.name):
            case Symbol(name):
                if name in self.world.sizes:
                    return fmpq(self.world.sizes[name])
                self.read[name, ()] = None
                return self.world.values[name]
            case Family() as family if family.axes and not family.indices:
                return self.family(family, (), within)
            case Defined(definition=definition) if not definition.parameters and not definition.indices:
                return self.of(definition.body, _inside(within))
            case Random(name):
                return self.chance.value(name, within)
        raise Unknown(f"the name {node.name} alone")

    @property
    def chance(self) -> Chance:
        """What random names are."""
        if self.world.chance is None:
            raise Unknown("random names")
        return self.world.chance

    def family(self, family: Family, at: tuple[int, ...], within: Environment) -> Value:
        """An entry of a family, or all of the vector or matrix at these indices."""
        known = within.get("=" + family.name) or self.world.families.get(family.name)
        if known is None:
            raise Unknown(f"the family {family.name}")
        missing = len(family.indices) + len(family.axes) - len(at)
        if missing == 0:
            return self._entry(family, known, at)
        axes = tuple(self.world.sizes[size] if isinstance(size, str) else size for size in family.axes)
        if missing != len(axes):
            raise Unknown("an entry with too few indices")
        dims = [() if size == 1 and written == 1 else (size,) for size, written in zip(axes, family.axes, strict=True)]
        places = choices(*(range(1, size + 1) for size in axes))
        return array(dims[0], dims[1] if len(dims) > 1 else (), (self._entry(family, known, (*at, *p)) for p in places))

    def _entry(self, family: Family, known: Mapping[tuple[int, ...], Scalar], at: tuple[int, ...]) -> Scalar:
        if family.trait == "diagonal":
            if at[-1] != at[-2]:
                return ZERO
            at = at[:-1]
        if at not in known:
            raise Unsure  # an entry that does not exist at these sizes
        self.read[family.name, at] = None
        return known[at]

    def entry(self, node: tree.Entry, within: Environment) -> Value:
        """An entry of a family, a definition with indices, or an array."""
        at = tuple(whole(self.scalar(place, within)) for place in node.indices)
        if node.name in within:
            return taken(within[node.name], at)
        if "=" + node.name in within and not isinstance(within["=" + node.name], dict):
            return taken(within["=" + node.name], at)
        match self.world.notation.names.get(node.name):
            case Family() as family:
                return self.family(family, at, within)
            case Defined(definition=definition) if not definition.parameters:
                own = {f"#{letter}": fmpq(i) for (letter, _), i in zip(definition.indices, at, strict=False)}
                found = self.of(definition.body, {**_inside(within), **own})
                return taken(found, at[len(own) :]) if len(at) > len(own) else found
            case Random(name):
                return taken(self.chance.value(name, within), at)
        raise Unknown(f"the entries of {node.name}")

    # --- what binds

    def running(
        self, node: tree.Sum | tree.Product | tree.Optimum, within: Environment
    ) -> Iterator[tuple[int, Environment]]:
        """The values of an index for which all conditions hold, each with the environment in which it is bound."""
        low, high = (whole(self.scalar(bound, within)) for bound in (node.low, node.high))
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
        optimum = next((each for each in (node.left, node.right) if isinstance(each, tree.Optimum)), None)
        if optimum is not None:
            at = self.scalar(node.right if optimum is node.left else node.left, within)
            return self._is_optimal(optimum, whole(at), within) == (node.operator != "!=")
        if node.operator == "in":
            if not isinstance(node.right, tree.Values):
                raise Unknown("membership")
            left = self.scalar(node.left, within)
            return any([order(left, self.scalar(each, within)) == 0 for each in node.right.values])
        left, right = self.of(node.left, within), self.of(node.right, within)
        if isinstance(left, Array) or isinstance(right, Array):
            raise Unknown("a condition on arrays")
        return HOLDS[node.operator](order(left, right))

    def _is_optimal(self, node: tree.Optimum, at: int, within: Environment) -> bool:
        """Whether an index is that of the optimum; at a tie, whoever breaks it decides, so nothing is said."""
        mine = self.scalar(node.body, {**within, f"#{node.index.name}": fmpq(at)})
        best = -1 if node.kind == "min" else 1
        others = [order(self.scalar(node.body, inner), mine) for i, inner in self.running(node, within) if i != at]
        if best in others:
            return False
        if 0 in others:
            raise Unsure
        return True

    def differentiated(self, body: Callable[[Environment], Value], by: Any, within: Environment) -> Value:
        """The derivative of `body`, a function of the environment, by one variable: entry by entry."""
        found = [mapped(lambda x, tag=tag: slope_of(x, tag), body(seeded)) for tag, seeded in self.seeds(by, within)]
        variable = self.of(by, within)
        if not isinstance(variable, Array):
            return found[0]
        if not isinstance(found[0], Array):
            return Array(variable.rows, variable.columns, tuple(each for one in found for each in entries(one)))
        if found[0].columns or variable.columns:
            raise Unknown("the derivative of a matrix by an array")
        return arrays.transposed(Array(variable.rows, found[0].rows, tuple(e for one in found for e in entries(one))))

    def seeds(self, by: Any, within: Environment) -> Iterator[tuple[int, Environment]]:
        """For each entry of a variable, the environment in which it has the slope 1, and the tag of that."""
        if isinstance(by, tree.Apply) and by.function == "vec":
            yield from self._by_columns(by, within)
            return
        name = by.name
        declared = self.world.notation.names.get(name)
        at = tuple(whole(self.scalar(place, within)) for place in getattr(by, "indices", ()))
        key = name if name in within else "=" + name
        if isinstance(declared, Symbol) or (key in within and not isinstance(within[key], dict)):
            yield from self._seeded(key, self.of(tree.Name(name, by.span), within), at, within)
        elif isinstance(declared, Random):
            yield from self._seeded(self.chance.place + name, self.of(tree.Name(name, by.span), within), at, within)
        elif isinstance(declared, Family) and declared.trait != "diagonal":
            known = within.get("=" + name) or self.world.families[name]
            wanted = [place for place in sorted(known) if place[: len(at)] == at]
            if not wanted:
                raise Unsure
            for place in wanted:
                self.tags += 1
                yield self.tags, {**within, "=" + name: {**known, place: Jet(known[place], ONE, self.tags)}}
        else:
            raise Unknown("the derivative by such a name")

    def _seeded(self, key: str, value: Value, at: tuple[int, ...], within: Environment) -> Iterator[tuple[int, Any]]:
        known = entries(value)
        place = _place(value, at) if at and isinstance(value, Array) else None
        for i in range(len(known)) if place is None else (place,):
            self.tags += 1
            moved = (*known[:i], Jet(known[i], ONE, self.tags), *known[i + 1 :])
            yield (
                self.tags,
                {
                    **within,
                    key: Array(value.rows, value.columns, moved) if isinstance(value, Array) else moved[0],
                },
            )

    def _by_columns(self, by: tree.Apply, within: Environment) -> Iterator[tuple[int, Environment]]:
        """By vec(W): W's entries column by column."""
        inner = by.arguments[0]
        turned = isinstance(inner, tree.Transpose)
        inner = inner.body if turned else inner
        found = list(self.seeds(inner, within))
        value = self.of(inner, within)
        if isinstance(value, Array) and not turned:
            wide = prod(value.columns)
            found = [found[i] for column in range(wide) for i in range(column, len(found), wide)]
        yield from found

    def approached(self, body: Callable[[Scalar], Value], to: Scalar | None, sign: int, *, size: bool = False) -> Value:
        """What `body` seems to tend to, entry by entry, from two points of a sequence; with a generous radius."""
        self.estimated = True
        near = [fmpq(2) ** k if to is None else fmpq(1, 2**k) for k in (GROWTH if size else APPROACH)]
        with ctx.workprec(FINE):
            found = [body(sign * each if to is None else to + sign * each) for each in near]
            return combined(_settled, found[-2], found[-1])


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


def _inside(within: Environment) -> Environment:
    """The environment inside of a definition: without the parameters of another one."""
    return {name: value for name, value in within.items() if name[0] in "#=@"}


HOLDS: Mapping[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


# --- the rules


def _number(_: Evaluator, node: tree.Number, __: Environment) -> Value:
    return fmpq(node.value.numerator, node.value.denominator)


def _constant(_: Evaluator, node: tree.Constant, __: Environment) -> Value:
    return {"pi": arb.pi, "e": arb.const_e, "oo": lambda: arb("inf")}[node.name]()


def _index(judge: Evaluator, node: tree.Index, within: Environment) -> Value:
    found = within.get("#" + node.name)
    if found is None:
        raise Unknown("a free index")
    return found


def _add(judge: Evaluator, node: tree.Add, within: Environment) -> Value:
    return reduce(arrays.add, (judge.of(term, within) for term in node.terms))


def _multiply(judge: Evaluator, node: tree.Multiply, within: Environment) -> Value:
    return reduce(arrays.product, [judge.of(factor, within) for factor in node.factors])


def _divide(judge: Evaluator, node: tree.Divide, within: Environment) -> Value:
    return combined(divide, judge.of(node.top, within), judge.of(node.bottom, within))


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
    found = arrays.identity(base.rows)
    step = arrays.inverse(base) if n < 0 else base
    for _ in range(abs(n)):
        found = arrays.product(found, step)
    return found


def _apply(judge: Evaluator, node: tree.Apply, within: Environment) -> Value:
    arguments = [judge.of(argument, within) for argument in node.arguments]
    return called(judge, node, arguments, node.primes, within)


def called(judge: Evaluator, node: tree.Apply, arguments: list[Value], primes: int, within: Environment) -> Value:
    """A function of arguments; with primes, its derivative in the first."""
    if primes:
        judge.tags += 1
        tag = judge.tags
        first = arguments[0]
        if isinstance(first, Array):
            raise Unknown("a prime of a function of an array")
        found = called(judge, node, [Jet(first, ONE, tag), *arguments[1:]], primes - 1, within)
        return mapped(lambda x: slope_of(x, tag), found)
    match judge.world.notation.names.get(node.function):
        case Defined(definition=definition):
            given = dict(zip(definition.parameters, arguments, strict=True))
            return judge.of(definition.body, {**_inside(within), **given})
        case UnknownFunction(name):
            return judge.world.functions[name](*arguments)
    if node.function in OF_ARRAYS:
        return OF_ARRAYS[node.function](*arguments)
    if any(isinstance(each, Array) for each in arguments):
        raise Unknown(f"{node.function} of an array")
    return builtin(node.function, arguments)


def builtin(name: str, arguments: list[Any]) -> Scalar:
    """A built-in function of numbers."""
    x = arguments[0]
    match name, arguments:
        case "log", [_, base]:
            return divide(applied("log", x), applied("log", base))
        case "root", [_, n]:
            return power(x, divide(ONE, n))
        case (("max" | "min"), _):
            signed = arguments if name == "max" else [-each for each in arguments]
            most = reduce(arrays.larger, signed)
            return most if name == "max" else -most
        case "abs", _:
            return arrays.size(x)
        case "relu", _:
            return arrays.larger(x, ZERO)
        case "sign", _:
            return fmpq(order(x, ZERO))
        case "acoth", _:
            return applied("atanh", divide(ONE, x))
    if name not in BALLS:
        raise Unknown(name)
    return applied(name, x)


def _mean(value: Value) -> Value:
    found = entries(value)
    return sum(found, start=ZERO) * fmpq(1, len(found))


OF_ARRAYS: Mapping[str, Callable[..., Value]] = {
    "det": arrays.determinant,
    "tr": arrays.trace,
    "diag": arrays.diagonal,
    "vec": arrays.stacked,
    "mean": _mean,
}


def _each(judge: Evaluator, node: tree.Each, within: Environment) -> Value:
    arguments = [judge.of(argument, within) for argument in node.apply.arguments]
    place = next((i for i, each in enumerate(arguments) if isinstance(each, Array)), 0)

    def of(entry: Scalar) -> Scalar:
        found = called(
            judge, node.apply, [*arguments[:place], entry, *arguments[place + 1 :]], node.apply.primes, within
        )
        if isinstance(found, Array):
            raise Unknown("an array for each entry")
        return found

    return mapped(of, arguments[place])


def _derivative(judge: Evaluator, node: tree.Derivative, within: Environment) -> Value:
    def turn(count: int, inner: Environment) -> Value:
        if count == 0:
            return judge.of(node.body, inner)
        return judge.differentiated(lambda seeded: turn(count - 1, seeded), node.by[count - 1], inner)

    before, judge.estimated = judge.estimated, False
    found = turn(len(node.by), within)
    if judge.estimated:
        raise Unknown("the derivative of a limit")
    judge.estimated = before
    return found


def _limit(judge: Evaluator, node: tree.Limit, within: Environment) -> Value:
    to = judge.scalar(node.to, within)
    infinite = isinstance(to, arb) and not to.is_finite()
    name = node.variable.name
    key = name if name in within else "=" + name

    def body(x: Scalar) -> Value:
        return judge.of(node.body, {**within, key: x})

    if infinite:
        return judge.approached(body, None, 1 if to > 0 else -1, size=name in judge.world.sizes)
    found = [judge.approached(body, to, sign) for sign in _sides(judge, node, to)]
    return reduce(lambda a, b: combined(lambda x, y: arb(plain(x)).union(arb(plain(y))), a, b), found)


def _sides(judge: Evaluator, node: tree.Limit, to: Scalar) -> tuple[int, ...]:
    """From where a limit is approached: as typed, else from wherever the variable can be."""
    if node.side in ("+", "-"):
        return (1,) if node.side == "+" else (-1,)
    declared = judge.world.notation.names.get(node.variable.name)
    if isinstance(declared, Symbol):
        domain = declared.domain
        if domain.low is not None and not plain(to) > fmpq(domain.low.numerator, domain.low.denominator):
            return (1,)
        if domain.high is not None and not plain(to) < fmpq(domain.high.numerator, domain.high.denominator):
            return (-1,)
    return (1, -1)


def _at(judge: Evaluator, node: tree.At, within: Environment) -> Value:
    name = node.variable.name
    value = judge.of(node.value, within)
    declared = judge.world.notation.names.get(name)
    if isinstance(declared, Random):
        raise Unknown("a random name at a value")
    return judge.of(node.body, {**within, name if name in within else "=" + name: value})


def _sum(judge: Evaluator, node: tree.Sum, within: Environment) -> Value:
    if isinstance(node.high, tree.Constant):
        return _series(judge, node, within)
    terms = [judge.of(node.body, inner) for _, inner in judge.running(node, within)]
    return reduce(arrays.add, terms) if terms else ZERO


def _series(judge: Evaluator, node: tree.Sum, within: Environment) -> Value:
    """A sum without an end, from its first terms."""
    judge.estimated = True
    low = whole(judge.scalar(node.low, within))
    total, parts = ZERO, []
    for i in range(low, low + TERMS):
        inner = {**within, f"#{node.index.name}": fmpq(i)}
        if judge.holds(node.conditions, inner):
            total = total + judge.scalar(node.body, inner)
        parts.append(total)
    return _settled(parts[TERMS // 2], parts[-1])


def _product(judge: Evaluator, node: tree.Product, within: Environment) -> Value:
    return reduce(arrays.product, (judge.of(node.body, inner) for _, inner in judge.running(node, within)), ONE)


def _indicator(judge: Evaluator, node: tree.Indicator, within: Environment) -> Value:
    return ONE if judge.holds(node.conditions, within) else ZERO


def _cases(judge: Evaluator, node: tree.Cases, within: Environment) -> Value:
    for value, conditions in node.branches:
        if judge.holds(conditions, within):
            return judge.of(value, within)
    raise Unsure


def _elementwise(judge: Evaluator, node: tree.Elementwise, within: Environment) -> Value:
    rule: Callable[[Scalar, Scalar], Scalar] = divide if node.operator == "/" else lambda a, b: a * b
    return combined(rule, judge.of(node.left, within), judge.of(node.right, within))


def _inner(judge: Evaluator, node: tree.Inner, within: Environment) -> Value:
    return arrays.dot(entries(judge.of(node.left, within)), entries(judge.of(node.right, within)))


def _constant_array(judge: Evaluator, rows: tree.Dimension | None, columns: tree.Dimension, entry: Scalar) -> Value:
    down, across = judge.dims(rows), judge.dims(columns)
    return array(down, across, (entry for _ in range(prod(down) * prod(across))))


def _basis(judge: Evaluator, node: tree.Basis, within: Environment) -> Value:
    rows, place = judge.dims(node.size), whole(judge.scalar(node.index, within))
    if not 1 <= place <= prod(rows):
        raise Unsure
    return array(rows, (), (ONE if i + 1 == place else ZERO for i in range(prod(rows))))


def _row(judge: Evaluator, node: tree.Row, within: Environment) -> Value:
    matrix, place = judge.of(node.matrix, within), whole(judge.scalar(node.index, within))
    if not isinstance(matrix, Array):
        return taken(matrix, (place,))
    if not 1 <= place <= prod(matrix.rows):
        raise Unsure
    return array(matrix.columns, (), matrix.lines()[place - 1])


def _entry_of(judge: Evaluator, node: tree.EntryOf, within: Environment) -> Value:
    """An entry of an expression; `ij` below is W_ij among the entries of vec(W), where j runs slower."""
    places = (p for each in node.indices for p in (each.factors[::-1] if isinstance(each, tree.Multiply) else (each,)))
    at = tuple(whole(judge.scalar(place, within)) for place in places)
    return taken(judge.of(node.body, within), at)


def _matrix(judge: Evaluator, node: tree.Matrix, within: Environment) -> Value:
    lines = [[judge.scalar(each, within) for each in line] for line in node.rows]
    rows, columns = (() if n == 1 else (n,) for n in (len(lines), len(lines[0])))
    return array(rows, columns, (entry for line in lines for entry in line))


def _normal_density(judge: Evaluator, node: tree.NormalDensity, within: Environment) -> Value:
    """(2π)^(−d/2) det S^(−1/2) exp(−(x − m)ᵀS⁻¹(x − m)/2)."""
    at, mean, spread = (judge.of(each, within) for each in (node.at, node.mean, node.covariance))
    if isinstance(at, Array) and not isinstance(spread, Array):
        spread = arrays.product(spread, arrays.identity(at.rows))
    away = combined(lambda a, b: a - b, at, mean)
    quadratic = arrays.product(arrays.product(arrays.transposed(away), arrays.inverse(spread)), away)
    assert not isinstance(quadratic, Array)
    determinant = arrays.determinant(spread)
    assert not isinstance(determinant, Array)
    scale = applied("sqrt", determinant * power(2 * arb.pi(), fmpq(len(entries(at)))))
    return divide(applied("exp", quadratic * fmpq(-1, 2)), scale)


RULES: Mapping[type, Callable[[Evaluator, Any, Environment], Value]] = {
    tree.Number: _number,
    tree.Constant: _constant,
    tree.Name: Evaluator.name,
    tree.Index: _index,
    tree.Entry: Evaluator.entry,
    tree.Sum: _sum,
    tree.Product: _product,
    tree.Add: _add,
    tree.Negative: lambda judge, node, within: arrays.negate(judge.of(node.body, within)),
    tree.Multiply: _multiply,
    tree.Divide: _divide,
    tree.Power: _power,
    tree.Apply: _apply,
    tree.Each: _each,
    tree.Derivative: _derivative,
    tree.Limit: _limit,
    tree.At: _at,
    tree.Indicator: _indicator,
    tree.Cases: _cases,
    tree.Transpose: lambda judge, node, within: arrays.transposed(judge.of(node.body, within)),
    tree.Elementwise: _elementwise,
    tree.Norm: lambda judge, node, within: arrays.norm(judge.of(node.body, within), node.order),
    tree.Inner: _inner,
    tree.Kronecker: lambda judge, node, within: arrays.kronecker(
        judge.of(node.left, within), judge.of(node.right, within)
    ),
    tree.Ones: lambda judge, node, _: _constant_array(judge, node.size, (), ONE),
    tree.Zeros: lambda judge, node, _: _constant_array(judge, node.rows, node.columns, ZERO),
    tree.Identity: lambda judge, node, _: arrays.identity(judge.dims(node.size)),
    tree.Basis: _basis,
    tree.Row: _row,
    tree.EntryOf: _entry_of,
    tree.Matrix: _matrix,
    tree.Expectation: lambda judge, node, within: judge.chance.mean(judge, node, within),
    tree.Integral: lambda judge, node, within: judge.chance.integral(judge, node, within),
    tree.DensityAt: lambda judge, node, within: judge.chance.density(node, within),
    tree.NormalDensity: _normal_density,
}
