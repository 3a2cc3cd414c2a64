r"""Derivatives: dφ/dz, d/dz …, \frac{d}{dz}, ∂²f/∂x∂y, primes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from derivo.checks.notation.names.names import Symbol
from derivo.checks.notation.parse import derivative_at, functions
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees.tree import (
    Apply,
    Constant,
    Derivative,
    Divide,
    Entry,
    Multiply,
    Name,
    Node,
    Number,
    Power,
    Transpose,
)
from derivo.checks.notation.trees.values import value

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser

SQUARED = ("sigma", "tau", "s", "nu", "omega")  # of which the square is a name for many
MOST_ORDER = 9
Variable = Name | Entry | Apply  # vec(W)


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below the line of a derivative: the names, and the place behind them."""

    by: tuple[Variable, ...]
    end: int


def is_marker(token: Token) -> bool:
    """Whether a token can be the d of a derivative; a declared d can too."""
    return token.kind == "marker" or (token.kind == "value" and token.text == "d")


def order(parser: Parser, place: int) -> tuple[int, int]:
    """The order written at `place`, ^2 or ^{2}, and the place behind it; 1 if none is."""
    if parser.tokens[place].text != "^":
        return 1, place
    place += 1
    braced = parser.tokens[place].text == "{"
    place += braced
    token = parser.tokens[place]
    if token.kind != "number" or not token.text.isdigit() or not 1 <= int(token.text) <= MOST_ORDER:
        return 0, place
    return int(token.text), place + 1 + braced


def below(parser: Parser, place: int, end: int | None = None) -> Below | None:
    """The dx dy² that begins at `place`, or None if something else stands there."""
    names: list[Variable] = []
    while is_marker(parser.tokens[place]) and begins_variable(parser.tokens[place + 1]):
        name, behind = variable(parser, place + 1)
        if parser.tokens[behind].text == "⊤":
            name, behind = cast("Variable", Transpose(name, name.span)), behind + 1  # ∂²s/∂w∂wᵀ
        count, place = order(parser, behind)
        names.extend([name] * count)
        if not count:
            return None
    if not names or len(names) > MOST_ORDER or (end is not None and place != end):
        return None
    return Below(tuple(names), place)


def begins_variable(token: Token) -> bool:
    """Whether something by which is differentiated can begin here: a name, an entry, vec(W)."""
    return token.kind in ("value", "entry") or (token.kind == "builtin" and token.text == "vec")


def variable(parser: Parser, place: int) -> tuple[Variable, int]:
    """The name, the entry or the vec(W) at `place`, by which is differentiated, and the place behind it."""
    here, parser.place = parser.place, place
    token = parser.peek()
    if token.kind == "builtin":
        found = cast("Variable", parser.atom())
    else:
        found = parser.entry() if token.kind == "entry" else Name(parser.advance().text, token.span)
    behind, parser.place = parser.place, here
    return found, behind


def linear(parser: Parser) -> Node:
    """dφ/dz, d/dz …, d(…)/dz; a marker that begins none of these is an unknown name."""
    start = parser.peek()
    if parser.peek(1).text == "_":
        return by_subscript(parser, start)
    count, place = order(parser, parser.place + 1)
    body_end = behind_body(parser, place)
    over = below_line(parser, body_end + 1) if count and parser.tokens[body_end].text == "/" else None
    by_expression = parser.tokens[body_end].text == "/" and is_marker(parser.tokens[body_end + 1])
    if over is None and (by_expression or start.text != "d"):
        parser.fail("unsupported", start, construct="derivative-by-expression")
    if over is None:
        parser.fail("unknown-name", start, name=parser.source.at(start.span), nearest="")
    over, by_power = ordered(parser, start, count, over)
    if body_end == place:
        parser.place = over.end
        return by_power(operate(parser, start, over.by))
    parser.place = place
    alone = parser.tokens[body_end - 1].kind != "close"
    body = body_at(parser, over.by[0])
    parser.place = over.end
    return by_power(differentiated(parser, body, over.by, start, alone=alone))


def by_subscript(parser: Parser, start: Token) -> Node:
    """∂_z …, the operator with its variable below."""
    parser.advance()
    parser.advance()
    opened = parser.accept("open")
    names: list[Variable] = []
    while (parser.at("value") or parser.at("entry")) and (opened or not names):
        name, parser.place = variable(parser, parser.place)
        names.append(name)
    if not names or len(names) > MOST_ORDER or (opened and not parser.accept("close")):
        parser.unexpected("expected-operand")
    return operate(parser, start, tuple(names))


def begins(parser: Parser) -> bool:
    """Whether a derivative d f/d x begins here, where d is a declared name, too."""
    count, place = order(parser, parser.place + 1)
    end = behind_body(parser, place)
    if not count or parser.tokens[end].text != "/":
        return False
    over = below_line(parser, end + 1)
    return over is not None and len(over.by) == count


def below_line(parser: Parser, place: int) -> Below | None:
    """What stands below, perhaps in brackets."""
    if parser.tokens[place].kind == "open":
        found = below(parser, place + 1, parser.partner[place])
        return None if found is None else Below(found.by, found.end + 1)
    return below(parser, place)


def behind_body(parser: Parser, place: int) -> int:
    """The place behind a differentiated name, call or bracket."""
    if parser.tokens[place].kind in ("value", "function", "builtin", "entry"):
        place += 1
        while parser.tokens[place].text == "'":
            place += 1
    if parser.tokens[place].kind == "open":
        place = parser.partner[place] + 1
    return place


def body_at(parser: Parser, by: Variable | None) -> Node:
    """The differentiated name, call or bracket; a bare unknown function is one of the variable."""
    token, primed = parser.peek(), 1
    while parser.peek(primed).text == "'":
        primed += 1
    if token.kind != "function" or parser.peek(primed).kind == "open":
        return parser.atom()
    parser.advance()
    primes, power = functions.marks(parser)
    found = functions.bare(parser, token, primes, by if isinstance(by, Name) else None)
    return found if power is None else Power(found, power, parser.since(token.start))


def ordered(parser: Parser, token: Token, count: int, over: Below) -> tuple[Below, Callable[[Node], Node]]:
    """What stands below the line for a derivative of this order, and what becomes of it.

    d/dσ² is the derivative by the power: d/dσ divided by dσ²/dσ. Unwinds if the orders differ otherwise.
    """
    power, variable = len(over.by), over.by[0]
    if count == power:
        return over, lambda node: node
    if count != 1 or not isinstance(variable, Name) or set(over.by) != {variable}:
        last = parser.tokens[over.end - 1]
        span = Span(token.start, last.end)
        stop("unexpected", parser.source, span, found=parser.source.at(span))
    if variable.name not in SQUARED:
        parser.remark("derivative-power", Span(token.start, parser.tokens[over.end - 1].end))

    def by_power(node: Node) -> Node:
        factor = Number(Fraction(power), variable.span)
        lower = variable if power == 2 else Power(variable, Number(Fraction(power - 1), variable.span), variable.span)
        return Divide(node, Multiply((factor, lower), variable.span), node.span)

    return Below((variable,), over.end), by_power


def operate(parser: Parser, start: Token, by: tuple[Variable, ...]) -> Node:
    """The derivative of the products and quotients that follow; by the rule `operator-scope`."""
    first = parser.peek()
    if parser.at("function") and parser.peek(1).kind != "open":
        factor = body_at(parser, by[0] if by else None)
    else:
        factor = parser.signed(parser.factor)
    if parser.at("op", "*", "/") or parser.begins_factor(parser.peek()):
        parser.remark("operator-bracket" if first.kind == "open" else "operator-scope", parser.since(start.start))
        rules = parser.notation.otherwise
        if "operator-factor" not in rules:
            factor = parser.term(factor, stops=operator_here if "operator-chain" in rules else None)
    derivative = Derivative(factor, by, parser.since(start.start))
    return derivative if first.kind == "open" else pointed(parser, derivative)


def operator_here(parser: Parser) -> bool:
    """Whether another d/dz … begins here, which ends what the one before reaches."""
    place = parser.place
    if parser.tokens[place].kind == "marker":
        return parser.tokens[order(parser, place + 1)[1]].text in ("/", "_")
    if parser.tokens[place].text != "frac" or written(parser, place + 1) is None:
        return False
    return order(parser, place + 3)[1] == parser.partner[place + 1]


def differentiated(parser: Parser, body: Node, by: tuple[Variable, ...], start: Token, *, alone: bool) -> Node:
    """dφ(z)/dz; dφ(0)/dz is the function's derivative at that number, and so is dφ/dz(0) where φ stands `alone`."""
    derivative = Derivative(body, by, parser.since(start.start))
    if not isinstance(body, Apply) or parser.notation.lookup(body.function) is None:
        return derivative
    if derivative_at.apart(derivative, parser.notation) and derivative_at.is_clear(derivative, parser.notation):
        return derivative_at.at_value(parser, derivative)
    if len(body.arguments) != 1:
        return pointed(parser, derivative)
    argument = body.arguments[0]
    own = isinstance(argument, Name) and all(isinstance(each, Name) and each.name == argument.name for each in by)
    called = alone and own and functions.callable_here(parser) and parser.peek().glued
    if called and "derivative-at" in parser.notation.otherwise:
        parser.remark("derivative-at", parser.since(start.start))
    elif called:
        given = functions.arguments(parser)
        functions.check_arity(parser, start, len(given), 1, 1, "1")
        parser.remark("derivative-at", parser.since(start.start))
        return Apply(body.function, given, parser.since(start.start), body.primes + len(by))
    return pointed(parser, derivative)


def pointed(parser: Parser, derivative: Derivative) -> Node:
    """A derivative; by the rule `derivative-value` it is taken at a value in which its variable does not stand."""
    if not derivative_at.apart(derivative, parser.notation):
        return derivative
    parser.remark("derivative-value", derivative.span)
    return derivative if "derivative-value" in parser.notation.otherwise else derivative_at.at_value(parser, derivative)


def at_number(node: Node) -> bool:
    """Whether a node is a function of a number."""
    return isinstance(node, Apply) and len(node.arguments) == 1 and value(node.arguments[0]) is not None


def fraction(parser: Parser, token: Token) -> Node:
    r"""`\frac{a}{b}`, or the derivative that it writes."""
    found = written(parser, parser.place)
    if found is not None:
        return derivative_fraction(parser, token, found)
    before = parser.peek(-2)
    top = parser.argument()
    bottom = parser.argument()
    if before.kind == "number" and isinstance(top, Number) and isinstance(bottom, Number):
        parser.remark("mixed-number", Span(before.start, token.end))
    return Divide(top, bottom, parser.since(token.start))


def written(parser: Parser, place: int) -> Below | None:
    """What stands below, if the fraction with its numerator at `place` is a derivative."""
    if parser.tokens[place].text != "{" or not is_marker(parser.tokens[place + 1]):
        return None
    under = parser.partner[place] + 1
    if parser.tokens[under].text != "{":
        return None
    return below(parser, under + 1, parser.partner[under])


def derivative_fraction(parser: Parser, token: Token, over: Below) -> Node:
    r"""`\frac{d φ}{dz}` or `\frac{d}{dz} …`; the numerator is here."""
    marker = parser.peek(1)
    if parser.notation.lookup(parser.source.at(marker.span)) is not None:
        parser.remark("declared-marker", marker.span)
    end = parser.partner[parser.place]
    count, place = order(parser, parser.place + 2)
    over, by_power = ordered(parser, marker, count, over)
    if place == end:
        parser.place = over.end + 1
        return by_power(operate(parser, token, over.by))
    parser.place = place
    alone = parser.peek().kind == "function" and parser.tokens[place + 1].kind != "open"
    body = body_at(parser, over.by[0]) if alone else parser.sum()
    if parser.place != end:
        parser.unexpected()
    parser.place = over.end + 1
    return by_power(differentiated(parser, body, over.by, token, alone=alone))


def primed(parser: Parser, body: Node, start: int) -> Node:
    """(…)′ by the one variable that can be meant."""
    mark = parser.peek()
    count = functions.take_primes(parser)
    span = parser.since(start)
    variable = functions.main_variable(parser)
    symbol = isinstance(body, Name) and isinstance(parser.notation.lookup(body.name), Symbol)
    if variable is None or symbol or isinstance(body, Constant) or at_number(body):
        stop("unclear-derivative", parser.source, span, found=parser.source.at(span))
    parser.remark("prime-variable", span)
    return Derivative(body, (Name(variable, mark.span),) * count, span)
