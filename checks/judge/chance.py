"""Random names in a world: finite tables, where E is a sum, or jointly normal, where E is a quadrature.

Each random name has its distribution in the first joint that has it, a declared density in its own. `@X` in an
environment is the number of X's sample in a table; of a normal name, its value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from itertools import product as choices
from math import factorial, prod
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq, fmpz_poly

from derivo.checks.judge import arrays
from derivo.checks.judge.arrays import Array, Value, entries, mapped
from derivo.checks.judge.scalars import (
    HALF,
    ONE,
    ZERO,
    Jet,
    Scalar,
    Undefined,
    Unknown,
    Unsure,
    applied,
    divide,
    plain,
    split,
)
from derivo.checks.judge.world import Environment
from derivo.checks.notation.names.joints import conditionals, joints
from derivo.checks.notation.names.names import Notation
from derivo.checks.notation.trees import tree

if TYPE_CHECKING:
    from derivo.checks.judge.evaluate import Evaluator

ORDERS = ((4, 6), (10, 13), (20, 24))  # numbers of nodes; a polynomial of degree 2n − 1 is integrated exactly
MOST_NODES = 600  # in all dimensions together; the fewest are always tried
GRIDS = ((10, 3), (16, 6))  # an integral reaches so many standard deviations, with so many points for each
PROBES = (fmpq(0), fmpq(1), fmpq(2), fmpq(-7, 3))
NEAR = arb(1) / 10**25  # what a quadrature has that is exact
Part = tuple[str, Sequence[str], Sequence[str]]  # of a distribution: joint, names in it, given names in it


def factors(notation: Notation, over: Sequence[str], given: Sequence[str], density: str) -> Iterator[Part]:
    """What the distribution of some names given others is the product of."""
    known = (*joints(notation), *conditionals(notation)) if density else joints(notation)
    left = list(over)
    for name, of in sorted(known, key=lambda each: each[0] != density):
        mine = [each for each in left if each in of]
        if mine:
            yield name, mine, [each for each in given if each in of]
            left = [each for each in left if each not in mine]


@dataclass(frozen=True, slots=True)
class Table:
    """A joint of finitely many samples: the weight of each choice of samples of the names `of`, and marginal sums."""

    name: str
    of: tuple[str, ...]
    weights: Mapping[tuple[int, ...], fmpq]
    marginals: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = field(default_factory=dict, compare=False)

    def mass(self, at: Mapping[str, int]) -> fmpq:
        """The weight of all samples that agree with `at`."""
        kept = tuple(place for place, name in enumerate(self.of) if name in at)
        if kept not in self.marginals:
            sums = self.marginals[kept] = {}
            for key, weight in self.weights.items():
                here = tuple(key[place] for place in kept)
                sums[here] = sums.get(here, ZERO) + weight
        return self.marginals[kept].get(tuple(at[self.of[place]] for place in kept), ZERO)


@dataclass(frozen=True, slots=True)
class Tables:
    """All joints of a notation, and the values of every random name at its samples."""

    joints: Mapping[str, Table]
    values: Mapping[str, Sequence[Value]]
    place: str = "="

    def value(self, name: str, within: Environment) -> Value:
        """The value at the sample."""
        if isinstance(sample := within.get(f"@{name}"), int):
            return self.values[name][sample - 1]
        raise Unknown("a free random name")

    def samples(self, names: Sequence[str], within: Environment) -> Iterator[dict[str, Any]]:
        """All choices of samples of some names."""
        for at in choices(*(range(1, len(self.values[name]) + 1) for name in names)):
            yield {**within, **{f"@{name}": i for name, i in zip(names, at, strict=True)}}

    def mean(self, judge: Evaluator, node: tree.Expectation, within: Environment) -> Value:
        """Σ over the samples, with their weights given the others."""
        over, given = ([each.name for each in names] for names in (node.over, node.given))
        parts, terms = list(factors(judge.world.notation, over, given, node.density)), []
        for inner in self.samples(over, within):
            weight = prod((self.conditional(*part, inner) for part in parts), start=ONE)
            if weight != 0:
                terms.append(arrays.product(weight, judge.of(node.body, inner)))
        return reduce(arrays.add, terms)

    def integral(self, judge: Evaluator, node: tree.Integral, within: Environment) -> Value:
        """Σ over the samples."""
        inner = self.samples([each.name for each in node.over], within)
        return reduce(arrays.add, (judge.of(node.body, at) for at in inner))

    def density(self, judge: Evaluator, node: tree.DensityAt, within: Environment) -> Value:
        """The weight of the values given the others. Of a name with an interval of values, a table has no density."""
        domains = [judge.world.notation.names[each.name].domain for each in node.values]  # type: ignore[union-attr]
        if not all(domain.values or domain.whole for domain in domains):
            raise Unknown("a density in a table")
        names, given = ([each.name for each in group] for group in (node.values, node.given))
        return self.conditional(node.density, names, given, within)

    def conditional(self, name: str, names: Sequence[str], known: Sequence[str], within: Environment) -> fmpq:
        """The weight of samples given others."""
        at: dict[str, Any] = {each: within.get(f"@{each}") for each in (*names, *known)}
        if name not in self.joints or not all(isinstance(i, int) for i in at.values()):
            raise Unknown("such a density")
        below = self.joints[name].mass({each: at[each] for each in known})
        if below == 0:
            raise Undefined("given what has no weight")
        return self.joints[name].mass(at) / below


def _matrix(rows: Sequence[Sequence[Scalar]]) -> Value:
    return arrays.array((len(rows),), (len(rows[0]),), (entry for row in rows for entry in row))


@dataclass(frozen=True, slots=True)
class Normal:
    """A joint normal distribution of the names `of`."""

    of: tuple[str, ...]
    mean: Sequence[Scalar]
    covariance: Sequence[Sequence[Scalar]]

    def given(self, over: Sequence[str], known: Mapping[str, Scalar]) -> tuple[list[Scalar], list[list[Scalar]]]:
        """The mean and the covariance of some names, given the values of others."""
        a, b = ([self.of.index(name) for name in names] for names in (over, known))
        mean, spread = [self.mean[i] for i in a], [[self.covariance[i][j] for j in a] for i in a]
        if not b:
            return mean, spread
        cross = [[self.covariance[i][j] for i in b] for j in a]
        _, gain = arrays.eliminated(
            _matrix([[self.covariance[i][j] for j in b] for i in b]), _matrix(list(zip(*cross, strict=True)))
        )
        if not gain:
            raise Unsure
        columns = list(zip(*gain, strict=True))
        away = [value - self.mean[i] for i, value in zip(b, known.values(), strict=True)]
        mean = [m + arrays.dot(column, away) for m, column in zip(mean, columns, strict=True)]
        rows = zip(spread, cross, strict=True)
        return mean, [[s - arrays.dot(line, c) for s, c in zip(row, columns, strict=True)] for row, line in rows]


@dataclass(frozen=True, slots=True)
class Normals:
    """All joints of a notation, normal in one dimension."""

    joints: Mapping[str, Normal]
    place: str = "@"

    def value(self, name: str, within: Environment) -> Value:
        """The value itself."""
        found: Value | None = within.get(f"@{name}")
        if found is None:
            raise Unknown("a free random name")
        return found

    def samples(self, names: Sequence[str], within: Environment) -> Iterator[dict[str, Any]]:
        """Some values of names, for what must hold at all."""
        for at in choices(PROBES, repeat=len(names)):
            yield {**within, **{f"@{name}": value for name, value in zip(names, at, strict=True)}}

    def mean(self, judge: Evaluator, node: tree.Expectation, within: Environment) -> Value:
        """The quadrature of Gauss and Hermite, over independent joints in turn."""
        over, given = ([each.name for each in names] for names in (node.over, node.given))
        parts = list(factors(judge.world.notation, over, given, node.density))
        return self._quadrature(parts, lambda inner: judge.of(node.body, inner), within)

    def integral(self, judge: Evaluator, node: tree.Integral, within: Environment) -> Value:
        """A mean of the integrand over a density; where this is not sharp, for one name the trapezoidal rule."""
        over = [each.name for each in node.over]
        parts = list(factors(judge.world.notation, over, [], ""))

        def ratio(inner: Environment) -> Value:
            densities = (self._density(name, names, [], inner) for name, names, _ in parts)
            return arrays.product(divide(ONE, reduce(lambda a, b: a * b, densities)), judge.of(node.body, inner))

        try:
            found = self._quadrature(parts, ratio, within)
        except Unsure:
            found = None
        if found is not None and all(map(is_sharp, entries(found))):
            return found
        if len(over) > 1:
            raise Unsure
        (middle,), ((variance,),) = self._of(parts[0][0]).given(over, {})
        width = applied("sqrt", variance)

        def of(wide: int, points: int) -> Value:
            places = (middle + width * fmpq(i, points) for i in range(-wide * points, wide * points + 1))
            terms = (judge.of(node.body, {**within, f"@{over[0]}": place}) for place in places)
            return arrays.product(width * fmpq(1, points), reduce(arrays.add, terms))

        return mapped(near, *(of(*grid) for grid in GRIDS))

    def _quadrature(self, parts: Sequence[Part], body: Callable[[Environment], Value], within: Environment) -> Value:
        """The mean of `body`, with more nodes until it is sharp or there are too many."""

        def of(count: int, places: Sequence[Part], inner: Environment) -> Value:
            if not places:
                return body(inner)
            (name, names, known), *rest = places
            mean, spread = self._of(name).given(names, {each: self._number(each, within) for each in known})
            root, terms = cholesky(spread), []
            for nodes in choices(hermite(count), repeat=len(names)):
                values = (m + arrays.dot(row, [x for x, _ in nodes]) for m, row in zip(mean, root, strict=True))
                moved = {**inner, **{f"@{each}": value for each, value in zip(names, values, strict=True)}}
                weight = reduce(lambda w, one: w * one[1], nodes, arb(1))
                terms.append(arrays.product(weight, of(count, rest, moved)))
            return reduce(arrays.add, terms)

        dimension = sum(len(names) for _, names, _ in parts)
        found, before = None, None
        for orders in ORDERS:
            if found is not None and orders[1] ** dimension > MOST_NODES:
                break
            found = mapped(near, *(of(count, parts, within) for count in orders))
            if all(map(is_sharp, entries(found))):
                return found
            found, before = found if before is None else mapped(near, before, found), found
        if found is before or found is None:  # the fewest nodes alone say nothing of how good they are
            raise Unsure
        return found

    def density(self, _: Evaluator, node: tree.DensityAt, within: Environment) -> Value:
        """The normal density of the values given the others."""
        names, known = [each.name for each in node.values], [each.name for each in node.given]
        return self._density(node.density, names, known, within)

    def _density(self, joint: str, names: Sequence[str], known: Sequence[str], within: Environment) -> Scalar:
        mean, spread = self._of(joint).given(names, {each: self._number(each, within) for each in known})
        away = [self._number(name, within) - m for name, m in zip(names, mean, strict=True)]
        return gaussian(arrays.array((len(away),), (), away), _matrix(spread))

    def _of(self, name: str) -> Normal:
        if name not in self.joints:
            raise Unknown("such a density")
        return self.joints[name]

    def _number(self, name: str, within: Environment) -> Scalar:
        found = self.value(name, within)
        if isinstance(found, Array):
            raise Unknown("a random vector")
        return found


def normal_density(judge: Evaluator, node: tree.NormalDensity, within: Environment) -> Value:
    """A normal density that was written out."""
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


def near(coarse: Scalar, fine: Scalar) -> Scalar:
    """The finer of two approximations, with twice their distance as its radius."""
    tag = max((each.tag for each in (coarse, fine) if isinstance(each, Jet)), default=None)
    if tag is not None:
        value, slope = map(near, split(coarse, tag), split(fine, tag))
        return Jet(value, slope, tag)
    a, b = arb(coarse), arb(fine)
    return b.union(2 * b - a).union(2 * a - b)


def is_sharp(x: Scalar) -> bool:
    """Whether a ball is narrow."""
    ball = arb(plain(x))
    return bool(ball.rad() < NEAR * (1 + abs(ball)))


def cholesky(spread: Sequence[Sequence[Scalar]]) -> list[list[Scalar]]:
    """The lower triangular root of a covariance."""
    root: list[list[Scalar]] = [[ZERO] * len(spread) for _ in spread]
    for i, row in enumerate(spread):
        for j in range(i + 1):
            rest = row[j] - arrays.dot(root[i][:j], root[j][:j])
            root[i][j] = applied("sqrt", rest) if i == j else divide(rest, root[j][j])
    return root


@cache
def hermite(count: int) -> tuple[tuple[arb, arb], ...]:
    """The nodes and weights of the quadrature for the standard normal distribution: the roots of He_n."""
    before, here = fmpz_poly([1]), fmpz_poly([0, 1])
    for n in range(1, count):
        before, here = here, fmpz_poly([0, 1]) * here - n * before
    found: Any = here.complex_roots()
    roots = sorted((root.real for root, _ in found), key=lambda x: float(x.mid()))
    return tuple((x, factorial(count) / (count**2 * before(x) ** 2)) for x in roots)
