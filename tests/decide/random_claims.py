"""Random expressions, rewritings of them that keep the value, and perturbations that do not."""

from __future__ import annotations

import random
from collections.abc import Callable

import sympy
from sympy import Expr, Integer, Rational

from derivo.checks.language.domains import POSITIVE, REAL
from derivo.checks.language.nodes import Modulus, add, apply, divide, largest, multiply, negate, power

X, Y = (sympy.Symbol(name, real=True) for name in "xy")
P, Q = (sympy.Symbol(name, real=True) for name in "pq")
DOMAINS = ((X, REAL), (Y, REAL), (P, POSITIVE), (Q, POSITIVE))


def sigmoid(u: Expr) -> Expr:
    return divide(Integer(1), add(Integer(1), apply(sympy.exp, negate(u))))


def positive(source: random.Random, depth: int) -> Expr:
    """A random expression that is positive wherever it is defined."""
    if depth <= 0:
        return source.choice(
            (P, Q, Integer(source.randint(1, 5)), Rational(source.randint(1, 5), source.randint(2, 7)))
        )
    inner, other = positive(source, depth - 1), positive(source, depth - 2)
    return source.choice(
        (
            lambda: add(inner, other),
            lambda: multiply(inner, other),
            lambda: divide(inner, other),
            lambda: apply(sympy.exp, expression(source, depth - 2)),
            lambda: power(inner, Rational(1, 2)),
            lambda: add(Integer(1), power(expression(source, depth - 2), Integer(2))),
            lambda: sigmoid(expression(source, depth - 2)),
        )
    )()


def expression(source: random.Random, depth: int) -> Expr:
    """A random expression."""
    if depth <= 0:
        return source.choice((X, Y, P, Q, Integer(source.randint(-4, 4)), Rational(source.randint(-5, 5), 3)))
    a, b = expression(source, depth - 1), expression(source, depth - 2)
    choices: tuple[Callable[[], Expr], ...] = (
        lambda: add(a, b),
        lambda: add(a, negate(b)),
        lambda: multiply(a, b),
        lambda: divide(a, positive(source, depth - 2)),
        lambda: power(a, Integer(source.randint(2, 3))),
        lambda: sigmoid(a),
        lambda: apply(source.choice((sympy.tanh, sympy.sin, sympy.cos, sympy.exp, sympy.atan)), b),
        lambda: apply(sympy.log, positive(source, depth - 1)),
        lambda: power(positive(source, depth - 1), Rational(source.choice((-3, -1, 1, 3)), 2)),
        lambda: Modulus(a),
        lambda: largest(a, b),
    )
    return source.choice(choices)()


def rewritten(source: random.Random, node: Expr) -> Expr:
    """The same value wherever both are defined, by identities used at random places, bottom up."""
    if not node.args:
        return source.choice((node, node, divide(multiply(node, Integer(3)), Integer(3)), add(node, Integer(0))))
    arguments = [rewritten(source, argument) if not argument.is_Rational else argument for argument in node.args]
    if node.is_Add:
        source.shuffle(arguments)
        return add(*arguments)
    if node.is_Mul:
        return product(source, arguments)
    if isinstance(node, sympy.exp):
        return exponential(source, arguments[0])
    return function(source, node, arguments)


def product(source: random.Random, factors: list[Expr]) -> Expr:
    source.shuffle(factors)
    first, rest = factors[0], factors[1:]
    if rest and first.is_Add and source.random() < 0.5:  # distributed
        return add(*(multiply(term, *rest) for term in first.args))
    return multiply(*factors)


def exponential(source: random.Random, exponent: Expr) -> Expr:
    if exponent.is_Add and source.random() < 0.7:
        return multiply(*(apply(sympy.exp, term) for term in exponent.args))
    return source.choice(
        (
            apply(sympy.exp, exponent),
            divide(Integer(1), apply(sympy.exp, negate(exponent))),
            power(apply(sympy.exp, divide(exponent, Integer(2))), Integer(2)),
            add(apply(sympy.cosh, exponent), apply(sympy.sinh, exponent)),
        )
    )


def function(source: random.Random, node: Expr, arguments: list[Expr]) -> Expr:
    a = arguments[0]
    plain = node.func(*arguments, evaluate=False)
    if isinstance(node, sympy.tanh):
        twice = sigmoid(multiply(Integer(2), a))
        return source.choice(
            (plain, add(multiply(Integer(2), twice), Integer(-1)), negate(apply(sympy.tanh, negate(a))))
        )
    if isinstance(node, sympy.sin):
        half = divide(a, Integer(2))
        return source.choice((plain, multiply(Integer(2), apply(sympy.sin, half), apply(sympy.cos, half))))
    if isinstance(node, sympy.cos):
        return source.choice(
            (plain, add(Integer(1), multiply(Integer(-2), power(apply(sympy.sin, divide(a, Integer(2))), Integer(2)))))
        )
    if isinstance(node, sympy.log):
        return source.choice((plain, divide(apply(sympy.log, power(a, Integer(2))), Integer(2))))
    if isinstance(node, Modulus):
        return source.choice((plain, power(power(a, Integer(2)), Rational(1, 2)), largest(a, negate(a))))
    if isinstance(node, sympy.Pow) and arguments[1].is_Integer and arguments[1] > 1:
        return source.choice((plain, multiply(*[a] * int(arguments[1]))))
    return plain


def perturbed(source: random.Random, node: Expr) -> Expr:
    """One place changed: a sign, a number, a function, a lost term or factor."""
    places = [place for place in sympy.preorder_traversal(node) if place.args or place.is_Rational]
    chosen = source.choice(places) if places else node
    return _replaced(node, chosen, _changed(source, chosen))


def _changed(source: random.Random, node: Expr) -> Expr:
    if node.is_Rational:
        return node + source.choice((1, -1, Rational(1, 1000)))
    if (node.is_Add or node.is_Mul) and source.random() < 0.5:
        kept = list(node.args)
        kept.pop(source.randrange(len(kept)))
        return node.func(*kept, evaluate=False) if len(kept) > 1 else kept[0]
    return source.choice((negate(node), multiply(Rational(1001, 1000), node), add(node, Rational(1, 10**6))))


def _replaced(node: Expr, old: Expr, new: Expr) -> Expr:
    if node is old:
        return new
    if not node.args:
        return node
    arguments = [_replaced(argument, old, new) for argument in node.args]
    return node.func(*arguments, evaluate=False)
