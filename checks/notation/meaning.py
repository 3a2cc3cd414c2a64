"""What a tree denotes: tree -> SymPy expression, exactly as it stands.

Definitions are expanded, derivatives are carried out by SymPy, limits stay nodes. Nothing else is simplified, so that
an expression is undefined where the typed formula is (docs/deciding.md, section 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType

import sympy
from sympy import Basic, Dummy, Expr, Integer, Rational, Tuple
from sympy.core.symbol import Str

from checks.language.domains import SIZE
from checks.language.families import Entry, Over, Times, Total, differentiate, entry
from checks.language.nodes import (
    Choose,
    Modulus,
    Unknown,
    add,
    apply,
    derivative,
    divide,
    multiply,
    negate,
    power,
    substitute,
    weight,
)
from checks.notation import tree
from checks.notation.conditions import compares_indices, covers
from checks.notation.names import Defined, Family, Notation, Symbol, UnknownFunction
from checks.notation.operations import BUILTINS, CHOICES, CONSTANTS, RELATIONALS
from checks.notation.source import Problem, Source, Span
from checks.notation.symbols import index, size, symbol

HEAVIEST = 5_000  # nodes of an expression, definitions expanded
DEEPEST = 120  # of an expression, definitions expanded: everything that walks it may recurse
LONGEST_POWER = 4_000  # bits of a power of numbers
Environment = Mapping[str, Expr]


class _Stop(Exception):
    """Unwinds to `denote`."""

    def __init__(self, code: str, span: Span, *facts: tuple[str, str]) -> None:
        super().__init__(code)
        self.code, self.span, self.facts = code, span, facts


def denote(node: tree.Node, notation: Notation, source: Source) -> Basic | Problem:
    """The expression (or relational) that `node` denotes; a Problem if it is too large or not supported."""
    try:
        return bounded(Meaning(notation).of(node), node.span)
    except RecursionError:  # definitions that use each other without end
        return Problem("too-deep", source, node.span, (("limit", str(DEEPEST)),))
    except _Stop as stop:
        inside = stop.span.end <= len(source.text)
        return Problem(stop.code, source, stop.span if inside else node.span, stop.facts)


def bounded(expression: Basic, span: Span) -> Basic:
    """`expression`, if it is neither too large nor too deep with all definitions expanded."""
    size, depth = weight(expression)
    if size > HEAVIEST:
        raise _Stop("too-large", span, ("what", "formula"), ("limit", f"{HEAVIEST} operations"))
    if depth > DEEPEST:
        raise _Stop("too-deep", span, ("limit", str(DEEPEST)))
    return expression


@dataclass(frozen=True, slots=True)
class Meaning:
    """Expressions under one notation. An environment gives the parameters of the definition that is being expanded.

    `expanded` keeps what definitions without parameters denote.
    """

    notation: Notation
    expanded: dict[tuple[str, frozenset[tuple[str, Expr]]], Expr] = field(default_factory=dict)
    counter: Iterator[int] = field(default_factory=count)

    def of(self, node: tree.Node, within: Environment = MappingProxyType({})) -> Basic:  # noqa: C901 (a table)
        """What `node` denotes."""
        match node:
            case tree.Number(value):
                return Rational(value.numerator, value.denominator)
            case tree.Constant(name):
                return CONSTANTS[name]
            case tree.Name(name):
                return self._name(node, within)
            case tree.Add(terms):
                return add(*(self.of(term, within) for term in terms))
            case tree.Negative(body):
                return negate(self.of(body, within))
            case tree.Multiply(factors):
                return multiply(*(self.of(factor, within) for factor in factors))
            case tree.Divide(top, bottom):
                return divide(self.of(top, within), self.of(bottom, within))
            case tree.Power():
                return self._power(node, within)
            case tree.Apply():
                return self._apply(node, within)
            case tree.Derivative(body, by):
                return self._derivative(body, by, within, node.span)
            case tree.Limit():
                return self._limit(node, within)
            case tree.At(body, variable, value):
                return self._at(body, variable, self.of(value, within), within)
            case tree.Compare() | tree.Indicator() | tree.Cases():
                return self._conditional(node, within)
            case tree.Index(name):
                return within.get(_key(name), index(name))
            case tree.Entry():
                return self._entry(node, within)
            case tree.Sum() | tree.Product():
                return self._over(node, within)
        raise _Stop("unsupported", node.span, ("construct", type(node).__name__.lower()))

    def _name(self, node: tree.Name, within: Environment) -> Expr:
        if node.name in within:
            return within[node.name]
        match self.notation.names.get(node.name):
            case Symbol(name, domain=domain):
                return size(name) if domain == SIZE else symbol(name)
            case Defined(definition=definition) if not definition.parameters:
                return self._expanded(definition, _bindings(within), node.span)
        raise _Stop("missing-argument", node.span, ("function", node.name))

    def _expanded(self, definition: tree.Definition, within: Environment, span: Span) -> Expr:
        key = (definition.name, frozenset(within.items()))
        if key not in self.expanded:
            self.expanded[key] = bounded(self.of(definition.body, within), span)
        return self.expanded[key]

    def _power(self, node: tree.Power, within: Environment) -> Expr:
        exponent = self.of(node.exponent, within)
        if node.base == tree.Constant("e", node.base.span):
            return apply(sympy.exp, exponent)
        base = self.of(node.base, within)
        if isinstance(base, Rational) and isinstance(exponent, Integer) and base != 0:
            if abs(int(exponent)) * max(int(base.p).bit_length(), int(base.q).bit_length()) > LONGEST_POWER:
                raise _Stop("too-large", node.span, ("what", "power"), ("limit", f"2^{LONGEST_POWER}"))
            return base**exponent
        return power(base, exponent)

    # --- functions

    def _apply(self, node: tree.Apply, within: Environment) -> Expr:
        arguments = tuple(self.of(argument, within) for argument in node.arguments)
        declared = self.notation.names.get(node.function)
        if isinstance(declared, UnknownFunction):
            orders = (node.primes, *(0 for _ in arguments[1:]))
            return Unknown(Str(declared.name), Tuple(*orders), *arguments)
        if not node.primes:
            return self._call(node, declared, arguments, within)
        inside = self._fresh("u")
        body = self._call(node, declared, (inside, *arguments[1:]), within)
        return substitute(self._differentiate(body, inside, node.primes, node.span), {inside: arguments[0]})

    def _call(self, node: tree.Apply, declared: object, arguments: tuple[Expr, ...], within: Environment) -> Expr:
        if isinstance(declared, Defined):
            definition = declared.definition
            if len(definition.parameters) != len(arguments):
                facts = ("function", node.function), ("expected", str(len(definition.parameters)))
                raise _Stop("wrong-arity", node.span, *facts, ("found", str(len(arguments))))
            values = dict(zip(definition.parameters, arguments, strict=True))
            return bounded(self.of(definition.body, {**_bindings(within), **values}), node.span)
        builtin = BUILTINS.get(node.function)
        if builtin is None:
            raise _Stop("unsupported", node.span, ("construct", node.function))
        return builtin(*arguments)

    # --- families, sums and products

    def _entry(self, node: tree.Entry, within: Environment) -> Expr:
        places = tuple(self.of(place, within) for place in node.indices)
        match self.notation.names.get(node.name):
            case Family(name):
                return entry(name, *places)
            case Defined(definition=definition):
                own = {_key(letter): place for (letter, _), place in zip(definition.indices, places, strict=True)}
                return bounded(self.of(definition.body, {**_bindings(within), **own}), node.span)
        raise _Stop("unknown-name", node.span, ("name", node.name), ("nearest", ""))

    def _over(self, node: tree.Sum | tree.Product, within: Environment) -> Expr:
        """A sum or product; of what does not depend on the index, so many times that."""
        running = Dummy(node.index.name, integer=True)
        inner = {**within, _key(node.index.name): running}
        low, high = self.of(node.low, within), self.of(node.high, within)
        plain = tuple(c for c in node.conditions if compares_indices(c))
        body = self.of(node.body, inner)
        neutral = Integer(0) if isinstance(node, tree.Sum) else Integer(1)
        body = self._choose(tuple(c for c in node.conditions if c not in plain), body, neutral, inner)
        relations = [self._relational(condition, inner) for condition in plain]
        if not relations and running not in body.free_symbols and not (low == 1 and isinstance(high, sympy.Symbol)):
            count = add(high, negate(low), Integer(1))
            return multiply(count, body) if isinstance(node, tree.Sum) else power(body, count)
        return (Total if isinstance(node, tree.Sum) else Times)(body, running, low, high, *relations)

    # --- derivatives, limits, evaluation

    def _fresh(self, name: str) -> Expr:
        """A bound name that occurs nowhere else in the formula; the same whenever it is read: SymPy keeps results."""
        return symbol(f"{name}#{next(self.counter)}")

    def _differentiate(self, body: Expr, by: Expr, times: int, span: Span) -> Expr:
        if body.has(sympy.Limit, sympy.oo, -sympy.oo):
            raise _Stop("unsupported", span, ("construct", "derivative of a limit"))
        for _ in range(times):
            if body.has(Over):
                body = bounded(differentiate(bounded(body, span), by), span)
            else:
                body = bounded(derivative(bounded(body, span), by), span)
        return body

    def _derivative(
        self, body: tree.Node, by: tuple[tree.Name | tree.Entry, ...], within: Environment, span: Span
    ) -> Expr:
        names = list(dict.fromkeys(each.name for each in by if isinstance(each, tree.Name)))
        for name in names:
            if name not in within and not isinstance(self.notation.names.get(name), Symbol):
                raise _Stop("unsupported", span, ("construct", "derivative by a defined name"))
        found, bound = self._bound(body, names, within)
        for each in by:
            if isinstance(each, tree.Name):
                found = self._differentiate(found, bound[each.name], 1, span)
            else:
                found = self._by_entry(found, self.of(each, within), span)
        return substitute(found, {bound[name]: within.get(name, symbol(name)) for name in names})

    def _by_entry(self, body: Expr, by: Expr, span: Span) -> Expr:
        if not isinstance(by, Entry) or body.has(sympy.Limit, sympy.oo, Choose, Modulus):
            raise _Stop("unsupported", span, ("construct", "derivative by a defined name"))
        return bounded(differentiate(bounded(body, span), by), span)

    def _limit(self, node: tree.Limit, within: Environment) -> Expr:
        name = node.variable.name
        body, bound = self._bound(node.body, [name], within)
        to = self.of(node.to, within)
        side = node.side or "+-" if to not in (sympy.oo, -sympy.oo) else "-"
        return sympy.Limit(body, bound[name], to, side)

    def _at(self, body: tree.Node, variable: tree.Name, value: Expr, within: Environment) -> Expr:
        found, bound = self._bound(body, [variable.name], within)
        return substitute(found, {bound[variable.name]: value})

    def _bound(self, body: tree.Node, names: list[str], within: Environment) -> tuple[Expr, dict[str, Expr]]:
        """What `body` denotes with `names` bound, also where they stand in definitions, and what they became.

        What the parameters of a definition stand for came from outside: a name in there is another one, spelled alike.
        """
        bound = {name: self._fresh(name) for name in names}
        outside = {symbol(name): self._fresh(name) for name in names}
        shielded = {key: substitute(value, outside) for key, value in within.items()}
        parameters = {name: bound[name] for name in names if name in within}
        found = self.of(body, {**shielded, **parameters})
        free = {symbol(name): bound[name] for name in names if name not in within}
        back = {dummy: name for name, dummy in outside.items()}
        return substitute(substitute(found, free), back), bound

    # --- conditions

    def _conditional(self, node: tree.Compare | tree.Indicator | tree.Cases, within: Environment) -> Basic:
        match node:
            case tree.Indicator(conditions):
                return self._choose(conditions, Integer(1), Integer(0), within)
            case tree.Cases(branches):
                return self._cases(branches, within, node.span)
            case _:
                return self._relational(node, within)

    def _relational(self, node: tree.Compare, within: Environment) -> Basic:
        if node.operator == "in":
            raise _Stop("unsupported", node.span, ("construct", "membership"))
        left, right = self.of(node.left, within), self.of(node.right, within)
        return RELATIONALS[node.operator](left, right, evaluate=False)

    def _choose(self, conditions: tuple[tree.Compare, ...], above: Expr, below: Expr, within: Environment) -> Expr:
        """`above` where all conditions hold, else `below`; each condition in terms of f > 0."""
        result = above
        for condition in reversed(conditions):
            if condition.operator == "in":
                raise _Stop("unsupported", condition.span, ("construct", "membership"))
            left, right = self.of(condition.left, within), self.of(condition.right, within)
            more, less = add(left, negate(right)), add(right, negate(left))
            result = CHOICES[condition.operator](more, less, result, below)
        return result

    def _cases(
        self, branches: tuple[tuple[tree.Node, tuple[tree.Compare, ...]], ...], within: Environment, span: Span
    ) -> Expr:
        *first, (last, conditions) = branches
        if conditions and not covers([conditions for _, conditions in branches]):
            raise _Stop("unsupported", span, ("construct", "cases that leave points out"))
        result = self.of(last, within)
        for value, conditions in reversed(first):
            result = self._choose(conditions, self.of(value, within), result, within)
        return result


def _key(letter: str) -> str:
    """Where an environment keeps the value of an index: letters of indices and names are apart."""
    return f"#{letter}"


def _bindings(within: Environment) -> Environment:
    """The indices of an environment: in a definition, a free index is that of the place where it is used."""
    return {name: value for name, value in within.items() if name.startswith("#")}
