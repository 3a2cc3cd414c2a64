"""TRUSTED. Random names in a world: finite tables, where E is a sum, or jointly normal, where E is a quadrature.

Each random name has its distribution in the first joint that has it, a declared density in its own. `@X` in an
environment is the number of X's sample in a table; of a normal name, its value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from itertools import product as choices
from math import factorial

from flint import arb, fmpq, fmpz_poly

from checks.judge import arrays
from checks.judge.arrays import Array, Value, combined
from checks.judge.evaluate import Environment, Evaluator
from checks.judge.scalars import ONE, ZERO, Jet, Scalar, Undefined, Unknown, Unsure, applied, divide, plain
from checks.notation import tree
from checks.notation.joints import conditionals, joints
from checks.notation.names import Notation

ORDERS = ((4, 6), (9, 12))  # numbers of nodes; a polynomial of degree 2n − 1 is integrated exactly
GRIDS = ((10, 3), (16, 6))  # an integral reaches so many standard deviations, with so many points for each
NEAR = arb(1) / 10**9


@dataclass(frozen=True, slots=True)
class Table:
    """A joint of finitely many samples: the weight of each choice of samples of the names `of`, and marginal sums."""

    name: str
    of: tuple[str, ...]
    weights: Mapping[tuple[int, ...], fmpq]
    marginals: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = field(default_factory=dict)

    def mass(self, at: Mapping[str, int]) -> fmpq:
        """The weight of all samples that agree with `at`."""
        kept = tuple(place for place, name in enumerate(self.of) if name in at)
        if kept not in self.marginals:
            sums: dict[tuple[int, ...], fmpq] = {}
            for key, weight in self.weights.items():
                here = tuple(key[place] for place in kept)
                sums[here] = sums.get(here, ZERO) + weight
            self.marginals[kept] = sums
        return self.marginals[kept].get(tuple(at[self.of[place]] for place in kept), ZERO)


@dataclass(frozen=True, slots=True)
class Tables:
    """All joints of a notation, and the values of every random name at its samples."""

    tables: Mapping[str, Table]
    values: Mapping[str, Sequence[Value]]
    place: str = "="

    def value(self, name: str, within: Environment) -> Value:
        """The value at the sample."""
        if isinstance(moved := within.get(f"@{name}"), int):
            return self.values[name][moved - 1]
        raise Unknown("a random name that varies in a table" if moved is not None else "a free random name")

    def mean(self, judge: Evaluator, node: tree.Expectation, within: Environment) -> Value:
        """Σ over the samples, with their weights given the others."""
        over, given = ([each.name for each in names] for names in (node.over, node.given))
        parts = list(factors(judge.world.notation, over, given, node.density))
        terms = []
        for samples in choices(*(range(1, len(self.values[name]) + 1) for name in over)):
            inner = {**within, **{f"@{name}": i for name, i in zip(over, samples, strict=True)}}
            weight = reduce(lambda w, part: w * self._conditional(*part, inner), parts, ONE)
            if weight != 0:
                terms.append(arrays.product(weight, judge.of(node.body, inner)))
        return reduce(arrays.add, terms)

    def integral(self, judge: Evaluator, node: tree.Integral, within: Environment) -> Value:
        """Σ over the samples."""
        names = [each.name for each in node.over]
        found = (
            judge.of(node.body, {**within, **{f"@{name}": i for name, i in zip(names, samples, strict=True)}})
            for samples in choices(*(range(1, len(self.values[name]) + 1) for name in names))
        )
        return reduce(arrays.add, found)

    def density(self, node: tree.DensityAt, within: Environment) -> Value:
        """The weight of the values given the others."""
        names, given = ([each.name for each in group] for group in (node.values, node.given))
        return self._conditional(node.density, names, given, within)

    def _conditional(self, name: str, inside: Sequence[str], known: Sequence[str], within: Environment) -> fmpq:
        if name not in self.tables:
            raise Unknown("such a density")
        table, at = self.tables[name], {each: within.get(f"@{each}") for each in (*inside, *known)}
        if not all(isinstance(i, int) for i in at.values()):
            raise Unknown("a free random name")
        below = table.mass({each: at[each] for each in known})
        if below == 0:
            raise Undefined("given what has no weight")
        return table.mass(at) / below


def factors(
    notation: Notation, over: Sequence[str], given: Sequence[str], density: str
) -> Iterator[tuple[str, list[str], list[str]]]:
    """What the distribution of some names given others is the product of: joint, names in it, given names in it."""
    known = (*joints(notation), *conditionals(notation)) if density else joints(notation)
    left = list(over)
    for name, of in sorted(known, key=lambda each: each[0] != density):
        inside = [each for each in left if each in of]
        if inside:
            yield name, inside, [each for each in given if each in of]
            left = [each for each in left if each not in inside]


@dataclass(frozen=True, slots=True)
class Normal:
    """A joint normal distribution of the names `of`."""

    of: tuple[str, ...]
    mean: Sequence[fmpq]
    covariance: Sequence[Sequence[fmpq]]

    def given(self, over: Sequence[str], known: Mapping[str, Scalar]) -> tuple[list[Scalar], list[list[Scalar]]]:
        """The mean and the covariance of some names, given the values of others."""
        a, b = ([self.of.index(name) for name in names] for names in (over, known))
        spread = [[self.covariance[i][j] for j in a] for i in a]
        mean: list[Scalar] = [self.mean[i] for i in a]
        if not b:
            return mean, spread
        inner, cross = ([[self.covariance[i][j] for j in b] for i in side] for side in (b, a))
        _, gain = arrays.eliminated(_matrix(inner), _matrix([list(line) for line in zip(*cross, strict=True)]))
        if not gain:
            raise Unsure
        away = [value - self.mean[i] for i, value in zip(b, known.values(), strict=True)]
        for row, line in enumerate(cross):
            for column in range(len(a)):
                spread[row][column] = spread[row][column] - sum(
                    (line[k] * gain[k][column] for k in range(len(b))), start=ZERO
                )
            mean[row] = mean[row] + sum((gain[k][row] * away[k] for k in range(len(b))), start=ZERO)
        return mean, spread


def _matrix(lines: Sequence[Sequence[Scalar]]) -> Value:
    return Array((len(lines),), (len(lines[0]),), tuple(entry for line in lines for entry in line))


@dataclass(frozen=True, slots=True)
class Normals:
    """All joints of a notation, normal in one dimension."""

    joints: Mapping[str, Normal]
    place: str = "@"

    def value(self, name: str, within: Environment) -> Value:
        """The value itself."""
        if f"@{name}" not in within:
            raise Unknown("a free random name")
        return within[f"@{name}"]

    def mean(self, judge: Evaluator, node: tree.Expectation, within: Environment) -> Value:
        """The quadrature of Gauss and Hermite, over independent joints in turn."""
        over, given = ([each.name for each in names] for names in (node.over, node.given))
        parts = list(factors(judge.world.notation, over, given, node.density))

        def of(count: int, places: Sequence[tuple[str, list[str], list[str]]], inner: Environment) -> Value:
            if not places:
                return judge.of(node.body, inner)
            (name, inside, known), *rest = places
            mean, spread = self._of(name).given(inside, {each: self._number(each, within) for each in known})
            root = cholesky(spread)
            terms = []
            for nodes in choices(hermite(count), repeat=len(inside)):
                values = [
                    reduce(lambda x, j: x + root[i][j] * nodes[j][0], range(i + 1), mean[i]) for i in range(len(inside))
                ]
                moved = {**inner, **{f"@{each}": value for each, value in zip(inside, values, strict=True)}}
                weight = reduce(lambda w, one: w * one[1], nodes, arb(1))
                terms.append(arrays.product(weight, of(count, rest, moved)))
            return reduce(arrays.add, terms)

        for few, many in ORDERS:
            found = combined(near, of(few, parts, within), of(many, parts, within))
            if all(is_sharp(entry) for entry in arrays.entries(found)):
                break
        return found

    def integral(self, judge: Evaluator, node: tree.Integral, within: Environment) -> Value:
        """The trapezoidal rule, which converges fast for smooth functions that fall off at both ends."""
        name, *rest = [each.name for each in node.over]
        joint = next(joint for joint in self.joints.values() if name in joint.of)
        place = joint.of.index(name)
        middle, width = joint.mean[place], applied("sqrt", joint.covariance[place][place])
        inner: tree.Node = tree.Integral(node.body, node.over[1:], node.span) if rest else node.body

        def of(wide: int, points: int) -> Value:
            places = (middle + width * fmpq(i, points) for i in range(-wide * points, wide * points + 1))
            terms = (judge.of(inner, {**within, f"@{name}": place}) for place in places)
            return arrays.product(width * fmpq(1, points), reduce(arrays.add, terms))

        return combined(near, *(of(*grid) for grid in GRIDS))

    def density(self, node: tree.DensityAt, within: Environment) -> Value:
        """exp(−(x − m)ᵀS⁻¹(x − m)/2) / √((2π)^d det S)."""
        names = [each.name for each in node.values]
        known = {each.name: self._number(each.name, within) for each in node.given}
        mean, spread = self._of(node.density).given(names, known)
        away = [self._number(name, within) - m for name, m in zip(names, mean, strict=True)]
        found, lines = arrays.eliminated(_matrix(spread), _matrix([[each] for each in away]))
        if not lines:
            raise Unsure
        quadratic = arrays.dot(away, [line[0] for line in lines])
        scale = applied("sqrt", found * (2 * arb.pi()) ** len(names))
        return divide(applied("exp", quadratic * fmpq(-1, 2)), scale)

    def _of(self, name: str) -> Normal:
        if name not in self.joints:
            raise Unknown("such a density")
        return self.joints[name]

    def _number(self, name: str, within: Environment) -> Scalar:
        found = self.value(name, within)
        if isinstance(found, Array):
            raise Unknown("a random vector")
        return found


def near(coarse: Scalar, fine: Scalar) -> Scalar:
    """The finer of two approximations, with twice their distance as its radius."""
    if isinstance(coarse, Jet) or isinstance(fine, Jet):
        tag = max(each.tag for each in (coarse, fine) if isinstance(each, Jet))
        parts = [
            (each.value, each.slope) if isinstance(each, Jet) and each.tag == tag else (each, ZERO)
            for each in (coarse, fine)
        ]
        return Jet(near(parts[0][0], parts[1][0]), near(parts[0][1], parts[1][1]), tag)
    a, b = arb(coarse), arb(fine)
    return b.union(2 * b - a).union(2 * a - b)


def is_sharp(x: Scalar) -> bool:
    """Whether a ball is narrow."""
    ball = plain(x)
    return isinstance(ball, fmpq) or bool(ball.rad() < NEAR * (1 + abs(ball)))


def cholesky(spread: Sequence[Sequence[Scalar]]) -> list[list[Scalar]]:
    """The lower triangular root of a covariance."""
    size = len(spread)
    root: list[list[Scalar]] = [[ZERO] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = spread[i][j] - sum((root[i][k] * root[j][k] for k in range(j)), start=ZERO)
            root[i][j] = applied("sqrt", rest) if i == j else divide(rest, root[j][j])
    return root


@cache
def hermite(count: int) -> tuple[tuple[arb, arb], ...]:
    """The nodes and weights of the quadrature for the standard normal distribution: the roots of He_n."""
    before, here = fmpz_poly([1]), fmpz_poly([0, 1])
    for n in range(1, count):
        before, here = here, fmpz_poly([0, 1]) * here - n * before
    roots = sorted((root.real for root, _ in here.complex_roots()), key=lambda x: float(x.mid()))
    return tuple((x, factorial(count) / (count**2 * before(x) ** 2)) for x in roots)


Rule = Callable[..., Value]
