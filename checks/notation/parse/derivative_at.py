"""The derivative of a declared function at a value: dφ(0)/dz, d²L(ŵ)/dw², ∇_w L(ŵ)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import Declared, Defined, Notation, UnknownFunction, axes_of, parameters
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees.tree import Apply, At, Derivative, Name, Node
from derivo.checks.notation.trees.values import value
from derivo.checks.notation.trees.walk import MOST_DEFINITIONS, names_in

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


def apart(node: Node, notation: Notation) -> bool:
    """Whether a derivative is one of a declared function at a value in which its own variable does not stand."""
    if not isinstance(node, Derivative) or not isinstance(node.body, Apply):
        return False
    known = notation.lookup(node.body.function)
    names = {each.name for each in node.by if isinstance(each, Name)}
    function = known is not None and parameters(known) > 0 and bool(names)
    return function and not names & mentioned(node.body, notation)


def mentioned(node: Node, notation: Notation, within: int = 0) -> set[str]:
    """The names in a node, also in the definitions that it uses, without their parameters."""
    found = names_in(node)
    for name in tuple(found):
        known = notation.lookup(name)
        if isinstance(known, Defined) and within < MOST_DEFINITIONS:
            inner = mentioned(known.definition.body, notation, within + 1)
            found |= inner - set(known.definition.parameters)
        if name in notation.alone:
            found |= names_in(notation.alone[name]) - {name}
    return found


def is_clear(node: Node, notation: Notation) -> bool:
    """Whether such a derivative can only be meant at the value: a number, or one of the parameter, λ̂ or λ_0 of λ.

    At any other name, y beside a parameter x, that the derivative is 0 may be meant, too.
    """
    assert isinstance(node, Derivative)
    assert isinstance(node.body, Apply)
    known, arguments = notation.lookup(node.body.function), node.body.arguments
    by = {each.name for each in node.by if isinstance(each, Name)}
    own = isinstance(known, Defined) and by <= set(known.definition.parameters)
    alike = all(not isinstance(each, Name) or letter(each.name) in map(letter, by) for each in arguments)
    return (own and alike) or (len(arguments) == 1 and value(arguments[0]) is not None)


def letter(name: str) -> str:
    """What a canonical name begins with: the letter of λ_hat, λ_0, λ^* and λ'."""
    return re.split(r"[_^']", name)[0]


def at_value(parser: Parser, node: Node) -> Node:
    """Such a derivative, taken at the value; unwinds if nothing says which argument is varied."""
    assert isinstance(node, Derivative)
    body, names = node.body, {each.name for each in node.by if isinstance(each, Name)}
    assert isinstance(body, Apply)
    known = parser.notation.lookup(body.function)
    if known is not None and of_one_number(known, parser.notation):
        return Apply(body.function, body.arguments, node.span, body.primes + len(node.by))
    varied = next(iter(names)) if len(names) == 1 else ""
    if not isinstance(known, Defined) or varied not in known.definition.parameters:
        return unclear(parser, node.span)
    place = known.definition.parameters.index(varied)
    variable = Name(varied, body.arguments[place].span)
    arguments = (*body.arguments[:place], variable, *body.arguments[place + 1 :])
    moved = replace(node, body=replace(body, arguments=arguments))
    return At(moved, variable, body.arguments[place], node.span)


def of_one_number(known: Declared, notation: Notation) -> bool:
    """Whether a declared function is one of one number."""
    if isinstance(known, UnknownFunction):
        return len(known.arguments) == 1 and not any(known.places) and not known.axes
    if not isinstance(known, Defined) or len(known.definition.parameters) != 1:
        return False
    return not axes_of(notation.lookup(known.definition.parameters[0]))


def unclear(parser: Parser, span: Span) -> Node:
    """Unwinds: nothing says by what is differentiated."""
    return stop("unclear-derivative", parser.source, span, found=parser.source.at(span))
