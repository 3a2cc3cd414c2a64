"""What a tree denotes: tree -> SymPy expression, exactly as it stands.

Definitions are expanded, derivatives are carried out by SymPy, limits stay nodes. Nothing else is simplified, so that
an expression is undefined where the typed formula is (docs/deciding.md, section 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import sympy
from sympy import Basic, Dummy, Expr, Integer, Rational, Tuple
from sympy.core.symbol import Str

from checks.language.domains import REAL, Domain
from checks.language.nodes import Unknown, add, apply, divide, multiply, negate, power, substitute, weight
from checks.notation import tree
from checks.notation.names import Defined, Notation, Symbol, UnknownFunction
from checks.notation.operations import BUILTINS, CHOICES, CONSTANTS, RELATIONALS
from checks.notation.source import Problem, Source, Span

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


def symbol(name: str) -> sympy.Symbol:
    """The SymPy symbol of a declared name."""
    return sympy.Symbol(name, real=True)


def domains(notation: Notation) -> tuple[tuple[sympy.Symbol, Domain], ...]:
    """The domain of every declared symbol."""
    found = (declared for declared in notation.names.values() if isinstance(declared, Symbol))
    return tuple((symbol(declared.name), declared.domain) for declared in found)


def functions(notation: Notation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The traits of every unknown function."""
    found = (declared for declared in notation.names.values() if isinstance(declared, UnknownFunction))
    return tuple((f.name, f.traits if f.value == REAL else (*f.traits, "positive")) for f in found)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Expressions under one notation. An environment gives the parameters of the definition that is being expanded."""

    notation: Notation

    def of(self, node: tree.Node, within: Environment = MappingProxyType({})) -> Basic:
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
        raise _Stop("unsupported", node.span, ("construct", type(node).__name__.lower()))

    def _name(self, node: tree.Name, within: Environment) -> Expr:
        if node.name in within:
            return within[node.name]
        match self.notation.lookup(node.name):
            case Symbol(name):
                return symbol(name)
            case Defined(definition=definition) if not definition.parameters:
                return self.of(definition.body)
        raise _Stop("missing-argument", node.span, ("function", node.name))

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
        declared = self.notation.lookup(node.function)
        if isinstance(declared, UnknownFunction):
            orders = (node.primes, *(0 for _ in arguments[1:]))
            return Unknown(Str(declared.name), Tuple(*orders), *arguments)
        if not node.primes:
            return self._call(node, declared, arguments)
        inside = Dummy("u", real=True)
        body = self._call(node, declared, (inside, *arguments[1:]))
        return substitute(self._differentiate(body, inside, node.primes, node.span), {inside: arguments[0]})

    def _call(self, node: tree.Apply, declared: object, arguments: tuple[Expr, ...]) -> Expr:
        if isinstance(declared, Defined):
            definition = declared.definition
            return bounded(
                self.of(definition.body, dict(zip(definition.parameters, arguments, strict=True))), node.span
            )
        builtin = BUILTINS.get(node.function)
        if builtin is None:
            raise _Stop("unsupported", node.span, ("construct", node.function))
        return builtin(*arguments)

    # --- derivatives, limits, evaluation

    def _differentiate(self, body: Expr, by: Expr, times: int, span: Span) -> Expr:
        if body.has(sympy.Limit):
            raise _Stop("unsupported", span, ("construct", "derivative of a limit"))
        for _ in range(times):
            body = bounded(sympy.diff(bounded(body, span), by), span)
        return body

    def _derivative(self, body: tree.Node, by: tuple[tree.Name, ...], within: Environment, span: Span) -> Expr:
        fresh: dict[str, Expr] = {}
        for name in by:
            if name.name not in within and not isinstance(self.notation.lookup(name.name), Symbol):
                raise _Stop("unsupported", name.span, ("construct", "derivative by a defined name"))
            fresh.setdefault(name.name, Dummy(name.name, real=True))
        inner = {name: self._name(tree.Name(name, span), within) for name in fresh}
        found = self.of(body, {**within, **fresh})
        for name in by:
            found = self._differentiate(found, fresh[name.name], 1, span)
        return substitute(found, {fresh[name]: value for name, value in inner.items()})

    def _limit(self, node: tree.Limit, within: Environment) -> Expr:
        variable = Dummy(node.variable.name, real=True)
        body = self.of(node.body, {**within, node.variable.name: variable})
        to = self.of(node.to, within)
        return sympy.Limit(body, variable, to, node.side or "+-" if to not in (sympy.oo, -sympy.oo) else "-")

    def _at(self, body: tree.Node, variable: tree.Name, value: Expr, within: Environment) -> Expr:
        fresh = Dummy(variable.name, real=True)
        return substitute(self.of(body, {**within, variable.name: fresh}), {fresh: value})

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
        if conditions and not _covers([conditions for _, conditions in branches]):
            raise _Stop("unsupported", span, ("construct", "cases that leave points out"))
        result = self.of(last, within)
        for value, conditions in reversed(first):
            result = self._choose(conditions, self.of(value, within), result, within)
        return result


def _covers(conditions: list[tuple[tree.Compare, ...]]) -> bool:
    """Whether two cases are each other's negation, such as z > 0 and z ≤ 0."""
    if len(conditions) != 2 or any(len(case) != 1 for case in conditions):
        return False
    (first,), (second,) = conditions
    opposite = {("<", ">="), (">=", "<"), (">", "<="), ("<=", ">"), ("=", "!="), ("!=", "=")}
    return (first.operator, second.operator) in opposite and all(
        _alike(getattr(first, side), getattr(second, side)) for side in ("left", "right")
    )


def _alike(a: tree.Node, b: tree.Node) -> bool:
    match a, b:
        case (tree.Name(name), tree.Name(other)):
            return name == other
        case (tree.Number(value), tree.Number(other)):
            return value == other
    return False
