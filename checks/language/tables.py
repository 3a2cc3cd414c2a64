"""Random names over finite samples: a density is a table, an expectation a weighted sum (docs/expectations.md).

The joint of several names is one family of weights, an entry for each choice of their samples. The weights need not
sum to one: every density and every expectation is divided by the sum that belongs to it, so the data are free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sympy import Basic, Dummy, Expr, Integer, Symbol
from sympy.core.symbol import Str

from derivo.checks.language.domains import REAL, Domain
from derivo.checks.language.families import Entry, Total
from derivo.checks.language.nodes import add, divide, multiply, negate, power

Samples = Mapping[str, Expr]  # the sample of each random name
Score = Callable[[Samples, Expr], Expr]  # an entry of the gradient of a logarithm, at samples


def samples(name: str) -> Symbol:
    """The number of samples of a random name, a size."""
    return Symbol(f"|{name}|", integer=True, positive=True)


def sample(name: str) -> Symbol:
    """The sample of a random name where nothing runs over it: a free index."""
    return Symbol(f"{name}°", integer=True)


@dataclass(frozen=True, slots=True)
class Table:
    """The joint of the random names `of`: the family of its weights is called `name`."""

    name: str
    of: tuple[str, ...]

    @property
    def slope(self) -> str:
        """The family of the gradients of the joint density, in the value of one name."""
        return f"∇{self.name}"

    def mass(self, kept: Iterable[str], at: Samples) -> Expr:
        """The weights of the samples `at` of the names that are kept, summed over those of the others."""
        return self._summed(lambda places: Entry(Str(self.name), *places), frozenset(kept), at)

    def slope_of_mass(self, by: str, axis: Expr, kept: Iterable[str], at: Samples, known: Score | None = None) -> Expr:
        """The gradient of that mass in the value of the name `by`: 0 if it is summed over.

        The gradient of the joint is free, unless the score of the joint is `known`.
        """
        names = frozenset(kept)
        if by not in names:
            return Integer(0)

        def slope(places: list[Expr]) -> Expr:
            if known is None:
                return Entry(Str(f"{self.slope} {by}"), *places, axis)
            return multiply(Entry(Str(self.name), *places), known(dict(zip(self.of, places, strict=True)), axis))

        return self._summed(slope, names, at)

    def _summed(self, entry: Callable[[list[Expr]], Expr], kept: frozenset[str], at: Samples) -> Expr:
        running = {name: Dummy(name, integer=True) for name in self.of if name not in kept}
        body = entry([running.get(name) or at[name] for name in self.of])
        for name, index in running.items():
            body = Total(body, index, Integer(1), samples(name))
        return body

    def density(self, values: Iterable[str], given: Iterable[str], at: Samples) -> Expr:
        """p(values | given) at these samples."""
        names = tuple(given)
        return divide(self.mass((*values, *names), at), self.mass(names, at))

    def score(
        self,
        by: str,
        axis: Expr,
        values: Iterable[str],
        given: Iterable[str],
        at: Samples,
        known: Score | None = None,
    ) -> Expr:
        """The entry of ∇ log p(values | given) in the value of `by`: the slope of each mass over the mass."""
        names = tuple(given)
        terms = []
        for kept, sign in (((*values, *names), 1), (names, -1)):
            slope = self.slope_of_mass(by, axis, kept, at, known)
            if slope != 0:
                term = multiply(slope, power(self.mass(kept, at), Integer(-1)))
                terms.append(term if sign == 1 else negate(term))
        return add(*terms) if terms else Integer(0)


def expected(body: Expr, over: Mapping[str, Expr], given: Iterable[str], tables: Iterable[Table], at: Samples) -> Expr:
    """The sum of `body` over the samples of the names in `over`, with their weights given the samples of others.

    Each name has its weights from the first of the `tables` that has it.
    """
    names, left = frozenset(given), set(over)
    for table in tables:
        inside = tuple(name for name in table.of if name in left)
        known = tuple(name for name in table.of if name in names)
        if inside:
            body = multiply(table.density(inside, known, {**at, **over}), body)
            left.difference_update(inside)
    return summed(body, over)


def summed(body: Expr, over: Mapping[str, Expr]) -> Expr:
    """The sum of `body` over the samples of names."""
    for name, index in reversed(list(over.items())):
        body = Total(body, index, Integer(1), samples(name))
    return body


@dataclass(frozen=True, slots=True)
class Law:
    """The random name `name` is normal given others: its mean and variance in one dimension, at the samples of these.

    Both are expressions in entries at free samples (`sample(other)`), the coordinate being 1.
    """

    name: str
    mean: Expr
    variance: Expr


@dataclass(frozen=True, slots=True)
class Network:
    """An unknown function at random names: the family of its values is called `family`.

    `traits` are those of the function: `positive`, `convex`, `increasing`.
    """

    family: str
    function: str
    of: tuple[str, ...]
    traits: tuple[str, ...] = ()
    domain: Domain = REAL


@dataclass(frozen=True, slots=True)
class Model:
    """What the families over samples stand for where random names are continuous: all joints, and what is known.

    A sum over the samples of such a name is an integral. A name without a law may have any distribution; one with a law
    has it in the first of the joints with this name. The names in `beyond` have a number of coordinates that is fixed
    and not 1, or a distribution that is known in part only: no witness is of such names. `sizes` are those of the
    coordinates of all names. What is `declared` of the distributions (moments) holds for every witness, beside the
    conditions of the claim. What is `known` holds in every model, by integration (∫∇p = 0, the moments of normal
    names): proofs may use it.
    """

    joints: tuple[Table, ...]
    laws: tuple[Law, ...] = ()
    networks: tuple[Network, ...] = ()
    beyond: tuple[str, ...] = ()
    declared: tuple[Basic, ...] = ()
    known: tuple[Basic, ...] = ()
    sizes: tuple[Symbol, ...] = ()
    continuous: bool = False
