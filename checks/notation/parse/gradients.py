"""∇_w f, ∇²_w f, and ∇f where only one vector or matrix can be meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import Defined, Notation, axes_of, indices_of, parameters
from derivo.checks.notation.parse.derivatives import Variable, operate, order, variable
from derivo.checks.notation.parse.expectations import first_value, score
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees.tree import Apply, DensityAt, Derivative, Name, Node
from derivo.checks.notation.trees.walk import names_in, parts

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


def nabla(parser: Parser) -> Node:
    """∇_w …, ∇²_w …: the gradient, the Hessian."""
    start = parser.advance()
    names: list[Variable] = []
    count = 1
    while parser.at("op", "_", "^"):
        if parser.at("op", "^"):
            count, parser.place = order(parser, parser.place)
        else:
            names.extend(below(parser))
        if not count:
            parser.unexpected("expected-operand")
    if len(names) > 1:
        stop("unclear-derivative", parser.source, start.span, found=parser.source.at(start.span))
    if parser.at("op", "*"):  # ∇·s
        parser.fail("unsupported", start, construct="divergence")
    body = score(parser)
    if body is not None:
        if not names and several(body):
            stop("unclear-derivative", parser.source, start.span, found=parser.source.at(start.span))
        by = tuple(names) or (Name(first_value(body), start.span),)
        return Derivative(body, by * count, parser.since(start.start))
    found = operate(parser, start, tuple(names) * count)
    if names or not isinstance(found, Derivative):
        return found
    return replace(found, by=(meant(parser, found.body, start),) * count)


def several(body: Node) -> bool:
    """Whether the first density in a node is one of several names: ∇ log p(x, z)."""
    first = next((part for part in parts(body) if isinstance(part, DensityAt)), None)
    return first is not None and len(first.values) > 1


def below(parser: Parser) -> list[Variable]:
    """The names below ∇."""
    parser.advance()
    opened = parser.accept("open")
    names: list[Variable] = []
    while parser.peek().kind in ("value", "entry") and (opened or not names):
        name, parser.place = variable(parser, parser.place)
        names.append(name)
    if not names or (opened and not parser.accept("close")):
        parser.unexpected("expected-operand")
    return names


def meant(parser: Parser, body: Node, sign: Token) -> Name:
    """By what ∇ differentiates: the argument of a function, else the one vector or matrix in it, or that of `about`."""
    match body:
        case Apply(function=name, arguments=(Name() as argument,)) if parser.notation.lookup(name) is not None:
            found = {argument.name}
        case _ if first_value(body):
            found = {first_value(body)}
        case _:
            found = set(arrays_in(body, parser.notation))
    if len(found) > 1:
        found &= set(parser.notation.about)
    if len(found) != 1:
        stop("unclear-derivative", parser.source, sign.span, found=parser.source.at(sign.span))
    parser.remark("gradient-variable", sign.span)
    return Name(found.pop(), sign.span)


def arrays_in(node: Node, notation: Notation, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The declared vectors and matrices in a node, also in the definitions that it uses; families of them are none.

    `seen` are the definitions in which it stands.
    """
    for name in names_in(node):
        known = notation.lookup(name)
        if axes_of(known) and not indices_of(known):
            yield name
        if isinstance(known, Defined) and name not in seen:
            inner = arrays_in(known.definition.body, notation, seen | {name})
            yield from (each for each in inner if not parameters(known) or each not in known.definition.parameters)
