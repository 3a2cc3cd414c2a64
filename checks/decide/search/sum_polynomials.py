"""Polynomials of normal forms as expressions again. Believed in nothing: what is made of them is proved anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import sympy
from sympy import Expr, Integer, Rational, Symbol

from derivo.checks.decide.sums.atoms import Atom, NotNormal, Number, Polynomial, Term, own
from derivo.checks.language.families import Delta, Total, entry
from derivo.checks.language.nodes import add, apply, multiply, power

Letters = Mapping[str, Expr]


def expression(polynomial: Polynomial, letters: Letters) -> Expr:
    """The polynomial as an expression; `letters` are the symbols of free indices. Raises NotNormal."""
    terms = [_scaled(coefficient, _product(term, letters)) for term, coefficient in polynomial.items()]
    return add(*terms) if terms else Integer(0)


def _product(term: Term, letters: Letters) -> list[Expr]:
    return [_power(one, exponent, letters) for one, exponent in term]


def _scaled(coefficient: Number, factors: list[Expr]) -> Expr:
    known = _number(coefficient)
    return multiply(*factors) if factors and known == 1 else multiply(known, *factors)


def _power(one: Atom, exponent: Number, letters: Letters) -> Expr:
    if one[0] == "exp":
        return _exponential(one[1], exponent, letters)
    found = _atom(one, letters)
    return found if exponent == 1 else power(found, _number(exponent))


def _exponential(term: Term, exponent: Number, letters: Letters) -> Expr:
    """exp(c·t), which is b^(c·u) for t = u·log b."""
    for place, (one, times) in enumerate(term):
        if one[:2] == ("function", "log") and times == 1 and len(term) > 1:
            rest = _product(term[:place] + term[place + 1 :], letters)
            return power(expression(dict(one[2][0]), letters), _scaled(exponent, rest))
    return apply(sympy.exp, _scaled(exponent, _product(term, letters)))


def _atom(one: Atom, letters: Letters) -> Expr:
    make = ATOMS.get(one[0])
    if make is None:
        raise NotNormal("expression")
    return make(one, letters)


def _index(place: str, letters: Letters) -> Expr:
    if place in letters:
        return letters[place]
    if place[0] != "=":
        return Symbol(place, integer=True)
    return Integer(place[1:]) if place[1:].isdigit() else _size(place[1:])


def _total(one: Atom, letters: Letters) -> Expr:
    _, sizes, term = one
    known = {**letters, **{place: Symbol(f"{place}°", integer=True) for place in own(one)}}
    body = multiply(*_product(term, known))
    for place, size in zip(own(one), sizes, strict=True):
        body = Total(body, known[place], Integer(1), _size(size))
    return body


def _function(one: Atom, letters: Letters) -> Expr:
    """A logarithm, or a power with any exponent."""
    if one[1] == "log":
        return apply(sympy.log, expression(dict(one[2][0]), letters))
    if one[1] == "power":
        base, exponent = (expression(dict(argument), letters) for argument in one[2])
        return power(base, exponent)
    raise NotNormal("expression")


def _size(name: str) -> Expr:
    return Integer(name) if name.isdigit() else Symbol(name, integer=True, positive=True)


def _number(value: Number) -> Rational:
    return Rational(*Fraction(value).as_integer_ratio())


ATOMS: Mapping[str, Callable[[Atom, Letters], Expr]] = {
    "name": lambda one, _: sympy.pi if one[1] == "π" else Symbol(one[1], real=True),
    "size": lambda one, _: _size(one[1]),
    "index": lambda one, letters: _index(one[1], letters),
    "entry": lambda one, letters: entry(one[1], *(_index(place, letters) for place in one[2])),
    "delta": lambda one, letters: Delta(*(_index(place, letters) for place in one[1:])),
    "base": lambda one, letters: expression(dict(one[1]), letters),
    "sum": _total,
    "function": _function,
}
