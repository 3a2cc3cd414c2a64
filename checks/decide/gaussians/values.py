"""What an expression with tables is in a world in which every random name is normal: a form.

A sum over the samples of a name is the integral over its values. Everything else is what it is on paper, all random
names having one coordinate. What is no form is Unsupported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count, product

import sympy
from flint import fmpq
from sympy import Basic, Dummy, Expr, Symbol

from derivo.checks.decide.balls import FUNCTIONS, Unsupported
from derivo.checks.decide.gaussians import forms, functions
from derivo.checks.decide.gaussians.forms import Form, constant
from derivo.checks.decide.gaussians.integrals import integrated
from derivo.checks.decide.gaussians.polynomials import Frozen, Polynomial
from derivo.checks.decide.gaussians.worlds import World, names_of
from derivo.checks.language.families import Delta, Entry, Every, Mirrored, Over, Times, Total
from derivo.checks.language.inverses import Determinant, Inverse, OfMatrix
from derivo.checks.language.nodes import Choose, Derived, Modulus, Where
from derivo.checks.language.tables import samples
from derivo.checks.work import spend


def product_of(*factors: Form) -> Form:
    """The product of some forms."""
    found = constant(1)
    for factor in factors:
        found = forms.multiply(found, factor)
    return found


def where(value: Form, *guards: Form) -> Form:  # noqa: ARG001 (that they have values is all that is asked for)
    """`value`, where all guards have values."""
    return value


CONSTANTS = {
    sympy.pi: forms.multiply(forms.TAU, constant(fmpq(1, 2))),
    sympy.E: functions.exponential(constant(1)),
}
OPERATIONS: Mapping[type, Callable[..., Form]] = {
    sympy.Add: forms.add,
    sympy.Mul: product_of,
    sympy.exp: functions.exponential,
    sympy.log: functions.logarithm,
    Modulus: functions.modulus,
    Where: where,
    Derived: where,
}


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample of a random name: its value, a number or a variable."""

    name: str
    value: Frozen


Place = int | Sample
Environment = Mapping[Basic, Place]


@dataclass(slots=True)
class Values:
    """The values of expressions in a world, at numbers for ordinary names and entries."""

    world: World
    point: Mapping[str, fmpq]
    variables: count[int] = field(default_factory=count)
    known: dict[tuple[Basic, tuple[tuple[Basic, Place], ...]], Form] = field(default_factory=dict)
    free: dict[Basic, frozenset[Basic]] = field(default_factory=dict)

    def of(self, node: Basic, at: Environment) -> Form:
        """The value of `node`, with indices, sizes and samples as in `at`."""
        spend(2)
        if isinstance(node, sympy.Rational):
            return constant(fmpq(int(node.p), int(node.q)))
        names = self.names(node)
        key = (node, tuple((name, place) for name, place in at.items() if name in names))
        if key not in self.known:
            self.known[key] = self.found(node, at)
        return self.known[key]

    def names(self, node: Basic) -> frozenset[Basic]:
        """The symbols in `node`, bound ones too."""
        if node not in self.free:
            inside = [self.names(argument) for argument in node.args]
            self.free[node] = frozenset().union(*inside) if inside else frozenset((node,))
        return self.free[node]

    def found(self, node: Basic, at: Environment) -> Form:
        """The same, worked out."""
        match node:
            case Symbol():
                return self.symbol(node, at)
            case sympy.Pow():
                return self.power(node, at)
            case Entry():
                return self.entry(node, at)
            case Over():
                return self.over(node, at)
            case OfMatrix():
                return self.of_matrix(node, at)
            case Delta():
                i, j = (self.whole(index, at) for index in node.args)
                return constant(int(i == j))
            case Choose():
                value = forms.value_of(self.of(node.args[0], at))
                if not (value > 0 or value <= 0):
                    raise Unsupported("cases")
                return self.of(node.args[1] if value > 0 else node.args[2], at)
        if node in CONSTANTS:
            return CONSTANTS[node]
        values = [self.of(argument, at) for argument in node.args]
        if node.func in OPERATIONS:
            return OPERATIONS[node.func](*values)
        if node.func not in FUNCTIONS:
            raise Unsupported(node.func.__name__)
        return functions.applied(FUNCTIONS[node.func], *values)

    def symbol(self, node: Symbol, at: Environment) -> Form:
        """The value of a name, of a size, or of an index."""
        if node in at:
            place = at[node]
            if isinstance(place, Sample):
                raise Unsupported("a sample")
            return constant(place)
        if isinstance(node, Dummy) or node.name not in self.point:
            raise Unsupported("a name without a value")
        return constant(self.point[node.name])

    def power(self, node: Basic, at: Environment) -> Form:
        """A power: of e, with a whole or half-whole exponent, or of numbers."""
        base, exponent = node.args
        if base == sympy.E:
            return functions.exponential(self.of(exponent, at))
        known = forms.as_number(self.of(exponent, at))
        if known is not None and known.q == 1:
            if _is_root(base) and int(known.p) % 2 == 0 and known > 0 and _is_sum_of_squares(base.args[0]):
                return forms.power(self.of(base.args[0], at), int(known.p) // 2)  # (√a)² = a where a ≥ 0
            return forms.power(self.of(base, at), int(known.p))
        if known is not None and known.q == 2:
            return forms.power(functions.square_root(self.of(base, at)), int(known.p))
        value, raised = (forms.value_of(self.of(each, at)) for each in (base, exponent))
        if not value > 0:
            raise Unsupported("a power")
        return constant((raised * value.log()).exp())

    def whole(self, index: Basic, at: Environment) -> int:
        """An index that is a whole number."""
        value = forms.as_number(self.of(index, at))
        if value is None or value.q != 1:
            raise Unsupported("an index")
        return int(value.p)

    def sample(self, index: Basic, name: str, at: Environment) -> Polynomial:
        """The value at the sample of a random name."""
        place = at.get(index)
        if not isinstance(place, Sample) or place.name != name:
            raise Unsupported("a sample")
        return dict(place.value)

    def samples(self, of: tuple[str, ...], places: tuple[Basic, ...], at: Environment) -> list[Polynomial]:
        """The values at samples; all coordinates that follow are the first."""
        if len(places) < len(of) or any(self.whole(place, at) != 1 for place in places[len(of) :]):
            raise Unsupported("coordinates")
        return [self.sample(place, name, at) for name, place in zip(of, places, strict=False)]

    def entry(self, node: Entry, at: Environment) -> Form:
        """A density or its slope, a random value, a function of such, or an ordinary entry."""
        family, places = node.args[0].name, node.args[1:]
        joint = self.world.table(family)
        if joint is not None:
            return self.world.density(*joint, self.samples(joint[0].of, places, at))
        if family in names_of(self.world.model):
            return forms.of_polynomial(self.samples((family,), places, at)[0])
        network = self.world.network(family)
        if network is not None:
            return self.world.value(network[1], self.samples(network[0].of, places, at))
        numbers = [self.whole(place, at) for place in places]
        if isinstance(node, Mirrored):
            numbers[-2:] = sorted(numbers[-2:])
        name = f"{family}[{','.join(map(str, numbers))}]"
        if name not in self.point:
            raise Unsupported("an entry without a value")
        return constant(self.point[name])

    def over(self, node: Over, at: Environment) -> Form:
        """A sum or product over numbers, or an integral."""
        body, index, low, high, *conditions = node.args
        name = next((each for each in names_of(self.world.model) if high == samples(each)), None)
        if conditions:
            raise Unsupported("a sum with conditions")
        if name is None:
            first, last = self.whole(low, at), self.whole(high, at)
            terms = [self.of(body, {**at, index: each}) for each in range(first, last + 1)]
            return (forms.add(*terms) if isinstance(node, Total) else product_of(*terms)) if terms else _empty(node)
        if isinstance(node, Times) or low != 1:
            raise Unsupported("samples")
        variable = next(self.variables)
        return integrated(self.of(body, {**at, index: _variable(name, variable)}), variable)

    def of_matrix(self, node: OfMatrix, at: Environment) -> Form:
        """The determinant of a matrix with one entry, or its inverse."""
        body, row, column, size, *places = node.args
        if self.whole(size, at) != 1 or any(self.whole(place, at) != 1 for place in places):
            raise Unsupported("matrices")
        value = self.of(body, {**at, row: 1, column: 1})
        if isinstance(node, Inverse):
            return forms.inverse(value)
        if isinstance(node, Determinant):
            return value
        raise Unsupported("matrices")

    def everywhere(self, condition: Basic, at: Environment) -> list[tuple[Basic, Environment]]:
        """A condition with each value of its indices; samples are variables."""
        if not isinstance(condition, Every):
            return [(condition, at)]
        body, *pairs = condition.args
        ranges: list[list[Place]] = []
        for size in pairs[1::2]:
            name = next((each for each in names_of(self.world.model) if size == samples(each)), None)
            if name is None:
                ranges.append(list(range(1, self.whole(size, at) + 1)))
            else:
                ranges.append([_variable(name, next(self.variables))])
        return [(body, {**at, **dict(zip(pairs[0::2], places, strict=True))}) for places in product(*ranges)]


def _variable(name: str, variable: int) -> Sample:
    return Sample(name, (((variable,), fmpq(1)),))


def _empty(node: Over) -> Form:
    return forms.ZERO if isinstance(node, Total) else constant(1)


def _is_root(node: Basic) -> bool:
    return isinstance(node, sympy.Pow) and node.args[1] == sympy.Rational(1, 2)


def _is_sum_of_squares(node: Expr) -> bool:
    """Whether an expression is at least 0 wherever it has a value, as it is written."""
    match node:
        case sympy.Add():
            return all(map(_is_sum_of_squares, node.args))
        case Total():
            return _is_sum_of_squares(node.args[0])
        case sympy.Mul():
            return len(node.args) == 2 and node.args[0] == node.args[1]
        case sympy.Pow():
            return bool(node.args[1].is_Integer and node.args[1] > 0 and node.args[1] % 2 == 0)
    return False
