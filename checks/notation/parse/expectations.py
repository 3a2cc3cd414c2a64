r"""Expectations, densities, integrals and normal distributions: E_{X}[…], Var(Y), p(x|z), ∫ … dx, N(m, S)."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from derivo.checks.notation.names.names import Defined, Notation, Symbol
from derivo.checks.notation.names.occurrences import random_in
from derivo.checks.notation.parse import functions
from derivo.checks.notation.shapes import resolve
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.tree import (
    Add,
    Apply,
    DensityAt,
    Expectation,
    Integral,
    Multiply,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Transpose,
)
from derivo.checks.notation.trees.walk import parts

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


class Layer(NamedTuple):
    """Over what is averaged, given what, and by which density; `over` is None where everything random is meant."""

    over: tuple[Name, ...] | None
    given: tuple[Name, ...] = ()
    density: str = ""


def operator(parser: Parser) -> Node:
    """E, Var or Cov of what follows."""
    token = parser.advance()
    plain = {name for layer in drawn(parser) for name in layer}
    if plain & parser.spread:  # E_ξ E_{X_0} with a ξ made of X_0
        parser.fail("unsupported", token, construct="expectation")
    layers, outer = below(parser), (parser.held, parser.spread)
    over = {name.name for layer in layers for name in layer.over or ()}
    parser.held = parser.held.union(over, *({name.name for name in layer.given} for layer in layers))
    parser.spread |= over - plain
    bodies, given = averaged(parser)
    parser.held, parser.spread = outer
    layers[-1] = layers[-1]._replace(given=(*layers[-1].given, *given))
    span = parser.since(token.start)
    wanted = 2 if token.text == "Cov" else 1
    functions.check_arity(parser, token, len(bodies), wanted, wanted, str(wanted))
    if token.text == "E":
        return average(parser, bodies[0], layers, span)
    first, last = bodies[0], bodies[-1]
    left, right = (about_mean(parser, body, layers, span) for body in (first, last))
    if any(resolve.is_array(body, parser.notation, parser.source) for body in bodies):
        return average(parser, Multiply((left, Transpose(right, span)), span), layers, span)
    square = Power(left, Number(Fraction(2), span), span)
    return average(parser, square if token.text == "Var" else Multiply((left, right), span), layers, span)


def about_mean(parser: Parser, body: Node, layers: list[Layer], span: Span) -> Node:
    """Y − E Y."""
    return Add((body, Negative(average(parser, body, layers, span), span)), span)


def average(parser: Parser, body: Node, layers: list[Layer], span: Span) -> Node:
    """The expectation of a body, one in the other for each layer, the last innermost.

    Of nothing random, it is the body; but a parameter of a definition may stand for a random name.
    """
    for layer in reversed(layers):
        given = {name.name for name in layer.given}
        over = layer.over
        if over is None:
            over = tuple(Name(name, span) for name in random_in(body, parser.notation) if name not in given)
        if over or any(is_parameter(part, parser.notation) for part in parts(body)):
            body = Expectation(body, over, layer.given, span, layer.density)
    return body


def is_parameter(part: object, notation: Notation) -> bool:
    """Whether a part of a tree is a parameter of the definition that is being read."""
    known = notation.names.get(part.name) if isinstance(part, Name) else None
    return isinstance(known, Symbol) and known.parameter


def below(parser: Parser) -> list[Layer]:
    """What stands below E, the layers without a condition outermost."""
    if not parser.accept("open", "below"):
        return [Layer(None)]
    found: list[Layer] = []
    layers = drawn(parser)
    for own in layers:
        parser.accept("op", ";")
        over, given = names(parser, parser.held.union(*(layer for layer in layers if layer is not own)) - own)
        if parser.at("law"):
            parser.remark("law", parser.advance().span)
        density = parser.advance().text if parser.at("density") else ""
        held = {name.name for name in given}
        outside = tuple(name for name in over if name.name in held)  # E_{X_0, X_t|X_0}
        if outside:
            found.append(Layer(outside))
        found.append(Layer(tuple(name for name in over if name.name not in held), given, density))
    parser.advance()
    return sorted(found, key=lambda layer: len(layer.given))


def drawn(parser: Parser) -> list[set[str]]:
    """The random names below E that are no defined ones, layer by layer, without those of conditions."""
    if not (parser.at("open", "below") or parser.peek(-1).text == "below"):
        return []
    found: list[set[str]] = [set()]
    condition, ahead = False, int(parser.at("open"))
    while (token := parser.peek(ahead)).kind not in ("close", "end"):
        if token.text == ";":
            found.append(set())
        condition = token.kind == "given" or (condition and token.text != ";")
        if token.kind == "value" and not condition and not is_defined(parser, token):
            found[-1].add(token.text)
        ahead += 1
    return found


def is_defined(parser: Parser, token: Token) -> bool:
    """Whether a name below E is defined by random names."""
    return isinstance(parser.notation.lookup(token.text), Defined)


def names(parser: Parser, around: Collection[str] = ()) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """The random names here, and those behind the bar; those `around` are known where a name is defined by them."""
    typed: list[Token] = []
    given: list[Name] = []
    while parser.at("value"):
        typed.append(parser.advance())
    if parser.accept("given"):
        while parser.at("value"):
            given.append(known(parser, parser.advance()))
    held = {name.name for name in given}
    over: list[Name] = []
    for token in typed:
        inner = spread(parser, token, held)
        fixed = [name for name in inner if is_defined(parser, token) and name.name in around]
        given.extend(fixed)  # E_{X_0} E_ξ is E_{X_0} E_{X_t|X_0}
        over.extend(name for name in inner if name not in fixed)
    return once(over), once(given)


def known(parser: Parser, token: Token) -> Name:
    """A random name of a condition; unwinds if it is defined by others, whose values it does not tell."""
    if is_defined(parser, token):
        parser.fail("unsupported", token, construct="conditional")
    return Name(token.text, token.span)


def spread(parser: Parser, token: Token, held: Collection[str] = ()) -> list[Name]:
    """A random name; of one that is defined by such, all of these that are not `held`."""
    known = parser.notation.lookup(token.text)
    if not isinstance(known, Defined):
        return [Name(token.text, token.span)]
    inner = random_in(known.definition.body, parser.notation)
    return [Name(name, token.span) for name in inner if name not in held]


def once(found: list[Name]) -> tuple[Name, ...]:
    """Each name once."""
    return tuple({name.name: name for name in reversed(found)}.values())[::-1]


def averaged(parser: Parser) -> tuple[list[Node], tuple[Name, ...]]:
    """What E is of, and what stands behind the bar: the bracket that follows, else the factors up to + or −."""
    if not functions.callable_here(parser) or reads_on(parser):
        return [parser.signed(parser.term)], ()
    parser.advance()
    outer = parser.enter()
    bodies = [parser.inside()]
    while parser.accept("op", ",", ";"):
        bodies.append(parser.inside())
    given: list[Name] = []
    if parser.accept("given"):
        while parser.at("value") or parser.at("op", ",") or parser.at("relation", "="):
            token = parser.advance()
            if token.kind == "relation" and parser.peek().text != parser.peek(-2).text:  # X = x says no more than X
                parser.fail("unsupported", token, construct="conditional")
            given.extend([known(parser, token)] if token.kind == "value" else [])
    if not parser.accept("close"):
        parser.unexpected()
    parser.leave(outer)
    return bodies, once(given)


def reads_on(parser: Parser) -> bool:
    """Whether E goes on behind a sum in round brackets, to what is glued to it: E(X − a)², E(X − a)(Y − b)."""
    opening, end = parser.peek(), parser.partner[parser.place]
    if opening.text not in ("(", "left("):
        return False
    depth, signs = 0, False
    for token in parser.tokens[parser.place + 1 : end]:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        signs = signs or (not depth and token.text in ("+", "-") and token.kind == "op")
    after = parser.tokens[end + 1]
    on = signs and (after.text == "^" or (after.glued and parser.begins_factor(after)))
    if on:
        parser.remark("expectation-scope", Span(opening.start, after.end))
    return on


# --- densities


def density(parser: Parser) -> Node:
    """p(x, y | z)."""
    return density_at(parser)


def density_at(parser: Parser) -> DensityAt:
    """A density at its names."""
    token = parser.advance()
    if not parser.accept("open", "below"):
        parser.fail("missing-argument", token, function=token.text)
    values, given = names(parser)
    parser.advance()
    return DensityAt(token.text, values, given, parser.since(token.start))


def score(parser: Parser) -> Node | None:
    """What ∇ reaches over where a density follows: p(x), log p(x), log(…); None of anything else."""
    if parser.at("density"):
        return density(parser)
    start = parser.peek()
    if not parser.at("builtin", "log") or not any(token.kind == "density" for token in parser.tokens):
        return None
    if parser.peek(1).kind == "density":
        parser.advance()
        return Apply("log", (density(parser),), parser.since(start.start))
    return functions.builtin(parser) if parser.peek(1).kind == "open" else None


def first_value(body: Node) -> str:
    """The first name of the first density in a node; empty if there is none."""
    return next((part.values[0].name for part in parts(body) if isinstance(part, DensityAt)), "")


def divergence(parser: Parser) -> Node:
    """KL(q ‖ p) = E_q[log q − log p]."""
    token = parser.advance()
    parser.advance()
    first = density_at(parser)
    parser.advance()
    second = density_at(parser)
    parser.advance()
    span = parser.since(token.start)
    body = Add((Apply("log", (first,), span), Negative(Apply("log", (second,), span), span)), span)
    return over_given(parser, Expectation(body, first.values, first.given, span, first.density))


def over_given(parser: Parser, node: Expectation) -> Expectation:
    """A divergence or entropy of a law given others: a function of these, by the rule `divergence-given`."""
    if not node.given:
        return node
    parser.remark("divergence-given", node.span)
    return Expectation(node, node.given, (), node.span) if "divergence-given" in parser.notation.otherwise else node


def entropy(parser: Parser) -> Node:
    """H(p) = −E_p[log p]; that of a name given others is over these, too."""
    token = parser.advance()
    parser.advance()
    first = density_at(parser)
    whole = parser.accept("all")
    parser.advance()
    span = parser.since(token.start)
    body = Apply("log", (first,), span)
    if whole:
        return Negative(Expectation(body, (*first.values, *first.given), (), span), span)
    return Negative(over_given(parser, Expectation(body, first.values, first.given, span, first.density)), span)


# --- integrals


def integral(parser: Parser) -> Node:
    """∫ … dx, up to its differential; ∑ over a random name, and ∫ dx …, as far as a sum."""
    token = parser.advance()
    over = list(names(parser)[0]) if parser.accept("open", "below") else []
    if over:
        parser.advance()
        body = parser.signed(parser.term)
    else:
        parser.awaited += 1
        body = parser.sum()
        parser.awaited -= 1
        if parser.accept("measure"):  # ∫ f dp(x) is ∫ f p(x) dx
            body = Multiply((body, density_at(parser)), parser.since(token.start))
        if not parser.at("differential"):
            parser.fail("expected", parser.peek(), wanted="dx", found=parser.source.at(parser.peek().span))
    most = 0 if token.text == "∑" else 2 if token.text == "∬" else 1
    while parser.at("differential") and (most > 0 or not parser.awaited):
        over.append(differential(parser))
        most -= 1
    span = parser.since(token.start)
    if isinstance(body, Integral):
        return Integral(body.body, once([*body.over, *over]), span)
    return Integral(body, once(over), span)


def differential(parser: Parser) -> Name:
    """The name of a dx; unwinds if it is defined by others: dM is not dW."""
    token = parser.advance()
    if is_defined(parser, token):
        parser.fail("unsupported", token, construct="integral")
    return Name(token.text, token.span)
