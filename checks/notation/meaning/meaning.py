"""What a tree denotes: tree -> SymPy expression, exactly as it stands.

Definitions are expanded, derivatives are carried out by SymPy, limits stay nodes. Nothing else is simplified, so that
an expression is undefined where the typed formula is (docs/deciding.md, section 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import count
from types import MappingProxyType

import sympy
from sympy import Expr, Integer, Rational, Tuple
from sympy.core.symbol import Str

from derivo.checks.language.domains import SIZE
from derivo.checks.language.families import Entry, entry, is_size, slope
from derivo.checks.language.grids import Grid, Value, combined, entry_of, mapped, product, put_in
from derivo.checks.language.nodes import (
    Unknown,
    add,
    apply,
    divide,
    multiply,
    negate,
    power,
    weight,
)
from derivo.checks.notation.meaning import binding, dependence, matrices, samples, totals
from derivo.checks.notation.meaning.choices import cases, choose, relational
from derivo.checks.notation.meaning.operations import BUILTINS, CONSTANTS
from derivo.checks.notation.meaning.symbols import index, key, own_symbol, size, symbol
from derivo.checks.notation.names.joints import randoms
from derivo.checks.notation.names.names import Defined, Family, Notation, Symbol, UnknownFunction
from derivo.checks.notation.shapes import resolve
from derivo.checks.notation.text.source import Problem, Source, Span
from derivo.checks.notation.text.stop import NoMeaning
from derivo.checks.notation.trees import tree

HEAVIEST = 5_000  # nodes of an expression, definitions expanded
DEEPEST = 120  # of an expression, definitions expanded: everything that walks it may recurse
LONGEST_POWER = 4_000  # bits of a power of numbers
Environment = Mapping[str, Value]


def denote(node: tree.Node, notation: Notation, source: Source) -> Value | Problem:
    """The expression, relational or grid that `node` denotes; a Problem if it is too large or not supported."""
    try:
        return bounded(Meaning(notation).of(node), node.span)
    except NotImplementedError as reason:  # of compound indices
        return Problem("unsupported", source, node.span, (("construct", str(reason)),))
    except RecursionError:  # definitions that use each other without end
        return Problem("too-deep", source, node.span, (("limit", str(DEEPEST)),))
    except NoMeaning as stop:
        inside = stop.span.end <= len(source.text)
        return Problem(stop.code, source, stop.span if inside else node.span, stop.facts)


def bounded(expression: Value, span: Span) -> Value:
    """`expression`, if it is neither too large nor too deep with all definitions expanded."""
    size, depth = weight(expression.body if isinstance(expression, Grid) else expression)
    if size > HEAVIEST:
        raise NoMeaning("too-large", span, ("what", "formula"), ("limit", f"{HEAVIEST} operations"))
    if depth > DEEPEST:
        raise NoMeaning("too-deep", span, ("limit", str(DEEPEST)))
    return expression


@dataclass(frozen=True, slots=True)
class Meaning:
    """Expressions under one notation. An environment gives the parameters of the definition that is being expanded.

    `expanded` keeps what definitions without parameters denote.
    """

    notation: Notation
    expanded: dict[tuple[str, frozenset[tuple[str, Value]]], Value] = field(default_factory=dict)
    counter: Iterator[int] = field(default_factory=count)

    def of(self, node: tree.Node, within: Environment = MappingProxyType({})) -> Value:
        """What `node` denotes."""
        found = samples.of_random(self, node, within) if randoms(self.notation) else None
        return self._plain(node, within) if found is None else found

    def _plain(self, node: tree.Node, within: Environment) -> Value:  # noqa: C901 (a table)
        match node:
            case tree.Number(value):
                return Rational(value.numerator, value.denominator)
            case tree.Constant(name):
                return CONSTANTS[name]
            case tree.Name(name):
                return self._name(node, within)
            case tree.Add(terms):
                return combined(add, *(self.of(term, within) for term in terms))
            case tree.Negative(body):
                return mapped(negate, self.of(body, within))
            case tree.Multiply(factors):
                values = [self.of(factor, within) for factor in factors]
                arrays = any(isinstance(value, Grid) for value in values)
                return reduce(product, values) if arrays else multiply(*values)
            case tree.Divide(top, bottom):
                return combined(divide, self.of(top, within), self.of(bottom, within))
            case tree.Power():
                return self._power(node, within)
            case tree.Apply():
                return self._apply(node, within)
            case tree.Derivative(body, by):
                return self._derivative(body, by, within, node.span)
            case tree.Limit():
                return binding.limit(self, node, within)
            case tree.At():
                return binding.at(self, node, within)
            case tree.Indicator(conditions):
                return choose(self, conditions, Integer(1), Integer(0), within)
            case tree.Cases(branches):
                return cases(self, branches, within, node.span)
            case tree.Compare():
                return relational(self, node, within)
            case tree.Index(name):
                return within.get(key(name), index(name))
            case tree.Entry():
                return self._entry(node, within)
            case tree.Sum() | tree.Product():
                return totals.total(self, node, within)
            case tree.Optimum():
                raise NoMeaning("unsupported", node.span, ("construct", "argmin"))
        found = matrices.of_array(self, node, within)
        if found is None:
            raise NoMeaning("unsupported", node.span, ("construct", type(node).__name__.lower()))
        return found

    def _name(self, node: tree.Name, within: Environment) -> Value:
        if node.name in within:
            return within[node.name]
        match self.notation.names.get(node.name):
            case Symbol(name, domain=domain):
                return size(name) if domain == SIZE else symbol(name)
            case Family() as family if family.axes:
                return matrices.array(family)
            case Defined(definition=definition) if not definition.parameters:
                return self._expanded(definition, _bindings(within), node.span)
        raise NoMeaning("missing-argument", node.span, ("function", node.name))

    def _expanded(self, definition: tree.Definition, within: Environment, span: Span) -> Value:
        key = (definition.name, frozenset(within.items()))
        if key not in self.expanded:
            self.expanded[key] = bounded(self.of(definition.body, within), span)
        return self.expanded[key]

    def _power(self, node: tree.Power, within: Environment) -> Value:
        exponent = self.of(node.exponent, within)
        if node.base == tree.Constant("e", node.base.span):
            return apply(sympy.exp, exponent)
        if isinstance(node.base, tree.Norm) and isinstance(exponent, Integer) and exponent > 0 and exponent % 2 == 0:
            return matrices.even_power(self.of(node.base.body, within), node.base.order, exponent)
        base = self.of(node.base, within)
        if isinstance(base, Grid):
            return matrices.power(base, exponent, node)
        if isinstance(base, Rational) and isinstance(exponent, Integer) and base != 0:
            if abs(int(exponent)) * max(int(base.p).bit_length(), int(base.q).bit_length()) > LONGEST_POWER:
                raise NoMeaning("too-large", node.span, ("what", "power"), ("limit", f"2^{LONGEST_POWER}"))
            return base**exponent
        return power(base, exponent)

    # --- functions

    def _apply(self, node: tree.Apply, within: Environment) -> Value:
        return self.applied(node, tuple(self.of(argument, within) for argument in node.arguments), within)

    def applied(self, node: tree.Apply, arguments: tuple[Value, ...], within: Environment) -> Value:
        """The function of `node`, with its primes, of other arguments."""
        declared = self.notation.names.get(node.function)
        if isinstance(declared, UnknownFunction) and any(isinstance(argument, Grid) for argument in arguments):
            raise NoMeaning("unsupported", node.span, ("construct", "function of a vector"))
        if isinstance(declared, UnknownFunction):
            orders = (node.primes, *(0 for _ in arguments[1:]))
            return Unknown(Str(declared.name), Tuple(*orders), *arguments)
        if not node.primes:
            return self._call(node, declared, arguments, within)
        inside = self.fresh("u")
        body = self._call(node, declared, (inside, *arguments[1:]), within)
        return put_in(self._differentiate(body, inside, node.primes, node.span), {inside: arguments[0]})

    def _call(self, node: tree.Apply, declared: object, arguments: tuple[Value, ...], within: Environment) -> Value:
        if isinstance(declared, Defined):
            definition = declared.definition
            if len(definition.parameters) != len(arguments):
                facts = ("function", node.function), ("expected", str(len(definition.parameters)))
                raise NoMeaning("wrong-arity", node.span, *facts, ("found", str(len(arguments))))
            dependence.refuse(definition.body, definition.parameters, self.notation, node.span)
            dependence.refuse_means(definition, node.arguments, self.notation, node.span)
            values = dict(zip(definition.parameters, arguments, strict=True))
            body = definition.body
            if any(isinstance(argument, Grid) for argument in arguments):  # settled for the shapes that it is given
                body = resolve.body_at(definition, [matrices.shape(argument) for argument in arguments], self.notation)
            return bounded(self.of(body, {**_bindings(within), **values}), node.span)
        builtin = BUILTINS.get(node.function) or matrices.FUNCTIONS.get(node.function)
        if builtin is None:
            raise NoMeaning("unsupported", node.span, ("construct", node.function))
        return builtin(*arguments)

    # --- families, sums and products

    def _entry(self, node: tree.Entry, within: Environment) -> Value:
        places = tuple(self.of(place, within) for place in node.indices)
        if node.name in within:
            return entry_of(within[node.name], places)
        match self.notation.names.get(node.name):
            case Family(name, axes=axes) as family:
                return matrices.array(family, places) if axes else entry(name, *places)
            case Defined(definition=definition):
                dependence.refuse(
                    definition.body, (letter for letter, _ in definition.indices), self.notation, node.span
                )
                own = {key(letter): place for (letter, _), place in zip(definition.indices, places, strict=True)}
                return bounded(self.of(definition.body, {**_bindings(within), **own}), node.span)
        raise NoMeaning("unknown-name", node.span, ("name", node.name), ("nearest", ""))

    # --- derivatives, limits, evaluation

    def fresh(self, name: str, like: Expr | None = None) -> Expr:
        """A bound name that occurs nowhere else in the formula; the same whenever it is read: SymPy keeps results."""
        made = f"{name}#{next(self.counter)}"
        return size(made) if like is not None and is_size(like) else symbol(made)

    def _differentiate(self, operand: Value, by: Expr, times: int, span: Span) -> Value:
        return mapped(lambda body: self._slope(body, by, times, span), operand)

    def _slope(self, body: Expr, by: Expr, times: int, span: Span) -> Expr:
        if body.has(sympy.Limit, sympy.oo, -sympy.oo):
            raise NoMeaning("unsupported", span, ("construct", "derivative of a limit"))
        for _ in range(times):
            body = bounded(slope(bounded(body, span), by), span)
        return body

    def _derivative(
        self, body: tree.Node, by: tuple[tree.Name | tree.Entry | tree.Apply, ...], within: Environment, span: Span
    ) -> Value:
        dependence.refuse(body, (getattr(each, "name", "") for each in by), self.notation, span)
        if any(matrices.is_array(name, self.notation) for name in by):
            return matrices.derivative(self, self.of(body, within), by, within)
        names = list(dict.fromkeys(each.name for each in by if isinstance(each, tree.Name)))
        for name in names:
            if name not in within and not isinstance(self.notation.names.get(name), Symbol):
                raise NoMeaning("unsupported", span, ("construct", "derivative by a defined name"))
        found, bound = binding.bound(self, body, names, within)
        for name in names:
            binding.refuse_counting(found, bound[name], span)
        for each in by:
            if isinstance(each, tree.Name):
                found = self._differentiate(found, bound[each.name], 1, span)
            else:
                found = mapped(partial(self.by_entry, by=self.of(each, within), span=span), found)
        return put_in(found, {bound[name]: within.get(name, own_symbol(self.notation, name)) for name in names})

    def by_entry(self, body: Expr, by: Expr, span: Span) -> Expr:
        """The derivative of a scalar by an entry."""
        if not isinstance(by, Entry) or body.has(sympy.Limit, sympy.oo):
            raise NoMeaning("unsupported", span, ("construct", "derivative by a defined name"))
        return bounded(slope(bounded(body, span), by), span)


def _bindings(within: Environment) -> Environment:
    """The indices of an environment: in a definition, a free index is that of the place where it is used."""
    return {name: value for name, value in within.items() if name.startswith("#")}
