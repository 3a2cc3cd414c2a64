"""Calls: built-in and declared functions, with brackets and without, with powers and primes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import (
    ARRAY_FUNCTIONS,
    BUILTINS,
    INVERSES,
    TWO_ARRAYS,
    Defined,
    Symbol,
    UnknownFunction,
    parameters,
)
from derivo.checks.notation.parse import arrays, overloads, roots
from derivo.checks.notation.parse.operator_scope import product
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees.tree import Apply, Divide, Name, Negative, Node, Number, Power, Transpose
from derivo.checks.notation.trees.values import value
from derivo.checks.notation.trees.walk import placed

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser

MOST_PRIMES = 9
NEW_FUNCTION = tuple(
    "function builtin marker lim sum expectation integral density normal-density divergence entropy".split()
)
UNCALLED = ("lvert", "left|", "left.", "left‖", "left⟨", "⟨", "cases")


def builtin(parser: Parser) -> Node:
    """A built-in function and its argument."""
    return apply_builtin(parser, parser.advance())


def apply_builtin(parser: Parser, token: Token) -> Node:
    """The built-in function just read, of what follows."""
    name, base = token.text, base_of(token)
    primes, power = marks(parser)
    if name == "log" and parser.accept("op", "_"):
        base = whole_argument(parser)
        more, late = marks(parser)
        primes, power = primes + more, power or late
    name = (base and "log") or name
    of_arrays = name in ARRAY_FUNCTIONS
    if power is not None and value(power) == -1 and not calls_power(parser) and not of_arrays:
        name, power = inverse(parser, token, name), None
    if name in ("sqrt", "root") and (roots.has_degree(parser) or not callable_here(parser)):
        return roots.root(parser, token)
    given = (
        arguments(parser) if callable_here(parser) else alone(parser, token, primes) or (unbracketed(parser, token),)
    )
    if base is not None:
        given = (*given, base)
    least, most = ((2, 2) if name in TWO_ARRAYS else (1, 1)) if of_arrays else BUILTINS[name]
    expected = str(least) if least == most else f"{least} or {most}" if most else f"{least} or more"
    check_arity(parser, token, len(given), least, most, expected)
    node: Node = Apply(name, given, parser.since(token.start), primes)
    if of_arrays and isinstance(node, Apply):
        node = arrays.applied(name, given, node)
    return node if power is None else Power(node, power, parser.since(token.start))


def alone(parser: Parser, token: Token, primes: int) -> tuple[Node, ...]:
    """The argument of a function that stands alone, as ReLU′ does in φ′ ≠ ReLU′: the one variable; else nothing."""
    variable = main_variable(parser)
    if variable is None or not (primes or token.text == "relu") or parser.begins_factor(parser.peek()):
        return ()
    if parser.at("number"):
        return ()
    span = parser.since(token.start)
    parser.remark("function-alone", span)
    return (Name(variable, span),)


def main_variable(parser: Parser) -> str | None:
    """The one symbol that is a parameter of a declared function, or the only symbol."""
    names = parser.notation.names
    symbols = {name for name, known in names.items() if isinstance(known, Symbol) and not known.constant}
    functions_of = {
        parameter
        for known in names.values()
        if isinstance(known, Defined) and parameters(known)
        for parameter in known.definition.parameters
        if parameter in symbols
    }
    for found in (functions_of, symbols):
        if len(found) == 1:
            return next(iter(found))
    return None


def base_of(token: Token) -> Node | None:
    """The base in the name of a logarithm: log10, lg."""
    if not token.text.startswith("log_"):
        return None
    return Number(Fraction(token.text.removeprefix("log_")), token.span)


def calls_power(parser: Parser) -> bool:
    """Whether nothing follows to which the function could be applied."""
    return parser.peek().kind == "end"


def inverse(parser: Parser, token: Token, name: str) -> str:
    """The inverse of a built-in function, sin^{-1}; others are not read."""
    if name not in INVERSES:
        parser.fail("unsupported", token, construct="inverse-function")
    return INVERSES[name]


def declared(parser: Parser) -> Node:
    """A declared function and its arguments, or alone at its declared parameters."""
    return apply_declared(parser, parser.advance())


def apply_declared(parser: Parser, token: Token) -> Node:
    """The declared function just read, of what follows."""
    if passed := overloads.transposed(parser, token):
        parser.place += passed
        return Transpose(call(parser, token, arguments(parser), 0), parser.since(token.start))
    if parser.at("op", "^") and parser.turned(parser.notation.alone.get(token.text)):
        return bare(parser, token, 0)
    primes, power = marks(parser)
    if callable_here(parser):
        if power is not None and value(power) == -1:
            parser.fail("unsupported", token, construct="inverse-function")
        node: Node = call(parser, token, arguments(parser), primes)
    else:
        node = bare(parser, token, primes)
    return node if power is None else Power(node, power, parser.since(token.start))


def call(parser: Parser, token: Token, given: tuple[Node, ...], primes: int) -> Node:
    """A declared function of arguments; with another number of them, what that stands for."""
    known = parser.notation.lookup(token.text)
    expected = parameters(known) if known is not None else 0
    if len(given) != expected and not primes and (node := overloads.called(parser, token, given)):
        return node
    others = (len(other.parameters) for other in parser.notation.calls.get(token.text, ()))
    numbers = " or ".join(map(str, sorted({expected, *others})))
    check_arity(parser, token, len(given), expected, expected, numbers)
    return Apply(token.text, given, parser.since(token.start), primes)


def bare(parser: Parser, token: Token, primes: int, by: Name | None = None) -> Node:
    """A function without arguments: it stands for its value at its declared parameters, or at `by`."""
    span = parser.since(token.start)
    following = parser.peek()
    if (
        following.kind in ("value", "constant", "number", "function", "builtin", "index", "entry")
        or following.text == "frac"
    ):
        parser.fail("needs-brackets", token, function=token.text)
    if by is None and not primes and token.text in parser.notation.alone:
        parser.remark("function-alone", span)
        found: Node = placed(parser.notation.alone[token.text], span)
        return found
    given = own_arguments(parser, token, by)
    if not given:
        stop("missing-argument", parser.source, span, function=token.text)
    return Apply(token.text, given, span, primes)


def own_arguments(parser: Parser, token: Token, by: Name | None) -> tuple[Name, ...]:
    """The arguments that go without saying: the declared parameters, or the variable of a derivative; else none."""
    known = parser.notation.lookup(token.text)
    if isinstance(known, Defined) and all(is_value(parser, name) for name in known.definition.parameters):
        return tuple(Name(name, token.span) for name in known.definition.parameters)
    if isinstance(known, UnknownFunction) and len(known.arguments) == 1 and by is not None:
        return (by,)
    return ()


def is_value(parser: Parser, name: str) -> bool:
    """Whether a name is declared and takes no arguments."""
    known = parser.notation.lookup(name)
    return known is not None and not parameters(known)


def check_arity(parser: Parser, token: Token, found: int, least: int, most: int | None, expected: str) -> None:
    """Unwinds if a function has too few or too many arguments."""
    if found < least or (most is not None and found > most):
        span = parser.since(token.start)
        stop("wrong-arity", parser.source, span, function=token.text, expected=expected, found=str(found))


def marks(parser: Parser) -> tuple[int, Node | None]:
    """The primes and the power between a function's name and its argument."""
    primes, power = 0, None
    while parser.at("op", "'", "^"):
        if is_prime(parser) or is_order(parser):
            primes += take_primes(parser)
        elif power is None and parser.at("op", "^"):
            parser.advance()
            power = whole_argument(parser) if parser.peek().kind != "op" else signed_power(parser)
        else:
            parser.unexpected()
    return primes, power


def whole_argument(parser: Parser) -> Node:
    """One thing below or above a function's name; a number is all of its digits: log_10, sin^10."""
    return parser.atom() if parser.at("number") else parser.argument()


def signed_power(parser: Parser) -> Node:
    """The exponent of sin^-1."""
    if not parser.at("op", "-"):
        parser.unexpected("expected-operand")
    sign = parser.advance()
    return Negative(parser.argument(), parser.since(sign.start))


def is_prime(parser: Parser) -> bool:
    r"""Whether primes stand here: ', ^', ^{\prime}."""
    if parser.at("op", "'"):
        return True
    raised = parser.at("op", "^")
    return raised and (parser.peek(1).text == "'" or (parser.peek(1).text == "{" and parser.peek(2).text == "'"))


def is_order(parser: Parser) -> bool:
    """Whether the order of a derivative stands here: ^{(2)}."""
    if not parser.at("op", "^"):
        return False
    texts = [parser.peek(ahead).text for ahead in range(1, 6)]
    return texts[:2] == ["{", "("] and texts[2].isdigit() and texts[3:] == [")", "}"]


def take_primes(parser: Parser) -> int:
    """The number of primes that stand here; they are passed."""
    start = parser.peek()
    count = 0
    if parser.accept("op", "^"):
        opened = parser.accept("open")
        if parser.accept("open"):
            count = int(parser.advance().text)
            parser.advance()
        while parser.accept("op", "'"):
            count += 1
        if opened and not parser.accept("close"):
            parser.unexpected()
    while parser.accept("op", "'"):
        count += 1
    if count > MOST_PRIMES:
        parser.fail("too-large", start, what="primes", limit=str(MOST_PRIMES))
    return count


def callable_here(parser: Parser) -> bool:
    """Whether a bracket with arguments stands here."""
    return parser.at("open") and parser.peek().text not in UNCALLED


def arguments(parser: Parser) -> tuple[Node, ...]:
    """The arguments in the bracket here."""
    parser.advance()
    outer = parser.enter()
    given = [parser.inside()]
    while parser.at("op", ",", ";"):
        if parser.comma_in_number() and len(given) == 1 and parser.peek(2).kind not in ("close", "op"):
            parser.decimal_comma()
        parser.advance()
        given.append(parser.inside())
    if not parser.accept("close"):
        if parser.at("bar"):
            parser.fail("unsupported", parser.peek(), construct="conditional")
        parser.unexpected()
    parser.leave(outer)
    return tuple(given)


def unbracketed(parser: Parser, token: Token) -> Node:
    """The argument of a function without brackets: the factors that follow, by the rule `function-scope`."""
    return parser.signed(lambda: factors_of_argument(parser, token))


def factors_of_argument(parser: Parser, token: Token) -> Node:
    """The factors that a function without brackets takes."""
    start = parser.peek().start
    nested = parser.peek().kind in NEW_FUNCTION
    factors = [parser.factor()]
    while not nested and parser.begins_factor(parser.peek()) and parser.peek().kind not in NEW_FUNCTION:
        if parser.at("open") and not parser.peek().glued:
            break
        factors.append(parser.factor())
    if len(factors) > 1 or parser.at("op", "/") or parser.begins_factor(parser.peek()):
        parser.remark("function-scope", parser.since(token.start))
    argument = product(factors, parser.since(start))
    if parser.at("op", "/") and parser.peek().glued and parser.peek(1).glued:
        parser.remark("function-quotient", parser.since(token.start))
        if "function-quotient" in parser.notation.otherwise:
            parser.advance()
            return Divide(argument, parser.factor(), parser.since(start))
    return argument
