"""Sums of terms c·√n·(2π)^(k/2)·x^m·|L|·exp(q), q a polynomial of degree 2, L an affine one.

They are closed under sums, products, division by a term without m and L, and integrals (`integrals.py`). All but c is
exact, and so is c where nothing but roots and exponentials of rational numbers occurs.

A term that is cancelled leaves its quadratic form behind, with the coefficient 0: ∫(f − f) exists only where ∫f does.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd
from typing import NamedTuple

from flint import arb, fmpq

from derivo.checks.decide.balls import Unsupported
from derivo.checks.decide.gaussians.polynomials import Frozen, Monomial, Polynomial, ball, frozen, plus, scaled, times
from derivo.checks.work import spend

Number = fmpq | arb
MOST_TERMS = 2_000
HIGHEST = 20  # power


class Shape(NamedTuple):
    """A term without its coefficient.

    `turns` is the power of √(2π), `root` a square-free number under a root. The integral over the variables `held` is
    to be taken as soon as the term has no others: it is one of a modulus.
    """

    monomial: Monomial = ()
    exponent: Frozen = ()
    root: int = 1
    turns: int = 0
    modulus: Frozen = ()
    held: tuple[int, ...] = ()

    @property
    def variables(self) -> set[int]:
        """The variables that occur."""
        polynomials = (self.exponent, self.modulus)
        return {*self.monomial, *(each for terms in polynomials for term, _ in terms for each in term)}

    @property
    def quadratic(self) -> Frozen:
        """The quadratic part of the exponent, on which it depends whether integrals exist."""
        return tuple(term for term in self.exponent if len(term[0]) == 2)


Form = Mapping[Shape, Number]
PLAIN = Shape()
ZERO: Form = {}
TAU: Form = {Shape(turns=2): fmpq(1)}


def constant(value: Number | int) -> Form:
    """A number."""
    return {PLAIN: fmpq(value) if isinstance(value, int) else value}


def of_polynomial(polynomial: Polynomial) -> Form:
    """A polynomial in the variables."""
    return {Shape(monomial): coefficient for monomial, coefficient in polynomial.items()}


def is_zero(value: Number) -> bool:
    """Whether a coefficient is certainly 0."""
    return bool(value == 0) if isinstance(value, fmpq) else bool(value.is_zero())


def nonzero(form: Form) -> Form:
    """The terms that count where a value is all that is asked for."""
    return {shape: value for shape, value in form.items() if not is_zero(value)}


def tidied(form: Form) -> Form:
    """The terms that are not 0, and one of coefficient 0 for each quadratic form that would be lost."""
    if len(form) > MOST_TERMS:
        raise Unsupported("many terms")
    kept: dict[Shape, Number] = dict(nonzero(form))
    if len(kept) == len(form):
        return form
    present = {shape.quadratic for shape in kept}
    for shape in form:
        if shape.quadratic not in present:
            if shape.held:
                raise Unsupported("modulus")
            present.add(shape.quadratic)
            kept[Shape(exponent=shape.quadratic)] = fmpq(0)
    return kept


def put(form: dict[Shape, Number], shape: Shape, value: Number) -> None:
    """Add a term."""
    spend(2)
    form[shape] = form[shape] + value if shape in form else value


def add(*forms: Form) -> Form:
    """The sum."""
    found: dict[Shape, Number] = {}
    for form in forms:
        for shape, value in form.items():
            put(found, shape, value)
    return tidied(found)


def difference(left: Form, right: Form) -> Form:
    """Left − right."""
    return add(left, multiply(constant(-1), right))


def multiply(left: Form, right: Form) -> Form:
    """The product."""
    found: dict[Shape, Number] = {}
    for one, c in left.items():
        for other, d in right.items():
            for shape, value in _product(one, other):
                put(found, shape, value * c * d)
    return tidied(found)


def _product(one: Shape, other: Shape) -> list[tuple[Shape, fmpq]]:
    """√m·√n = g·√(mn/g²) with g their greatest common divisor, and |L|·|L| = L²."""
    if one.modulus and other.modulus and one.modulus != other.modulus:
        raise Unsupported("product of moduli")
    if set(one.held) & ({*other.held} | other.variables) or set(other.held) & one.variables:
        raise Unsupported("product of integrals of moduli")
    common = gcd(one.root, other.root)
    shape = Shape(
        tuple(sorted(one.monomial + other.monomial)),
        _sum(one.exponent, other.exponent),
        one.root * other.root // common**2,
        one.turns + other.turns,
        one.modulus or other.modulus,
        tuple(sorted(one.held + other.held)),
    )
    if not (one.modulus and other.modulus):
        return [(shape, fmpq(common))]
    square = times(dict(one.modulus), dict(one.modulus))
    plain = shape._replace(modulus=())
    return [
        (plain._replace(monomial=tuple(sorted(shape.monomial + monomial))), common * c)
        for monomial, c in square.items()
    ]


def _sum(left: Frozen, right: Frozen) -> Frozen:
    if not (left and right):
        return left or right
    return frozen(plus(dict(left), dict(right)))


def power(form: Form, exponent: int) -> Form:
    """A whole power."""
    if exponent < 0:
        return power(inverse(form), -exponent)
    if exponent > HIGHEST:
        return constant(value_of(form) ** arb(exponent))
    found = constant(1)
    for _ in range(exponent):
        found = multiply(found, form)
    return found


def inverse(form: Form) -> Form:
    """1/form, where that is one term without a monomial, or a number."""
    known = nonzero(form)
    if len(known) == 1:
        ((shape, value),) = known.items()
        if not (shape.monomial or shape.modulus or shape.held) and not ball(value).contains(0):
            away = frozen(scaled(dict(shape.exponent), -1))
            return {Shape((), away, shape.root, -shape.turns): 1 / value / shape.root}
    value = value_of(known)
    if value.contains(0):
        raise Unsupported("division")
    return constant(1 / value)


def value_of(form: Form) -> arb:
    """The value of a form without variables."""
    total = arb(0)
    for shape, value in form.items():
        if shape.variables or shape.held:
            raise Unsupported("a value that varies")
        total += ball(value) * scale(shape)
    return total


def scale(shape: Shape) -> arb:
    """√n·(2π)^(k/2)·e^q of a term in which nothing varies."""
    found = arb(1) if shape.root == 1 else arb(shape.root).sqrt()
    if shape.turns:
        whole = (2 * arb.pi()) ** arb(abs(shape.turns) // 2)
        found_turns = whole * (2 * arb.pi()).sqrt() if shape.turns % 2 else whole
        found = found * found_turns if shape.turns > 0 else found / found_turns
    return found * ball(dict(shape.exponent)[()]).exp() if shape.exponent else found


def is_identically_zero(form: Form) -> bool:
    """Whether a form is certainly 0 everywhere."""
    return not nonzero(form)


def as_number(form: Form) -> fmpq | None:
    """The rational number that a form is, if it certainly is one."""
    known = nonzero(form)
    if not known:
        return fmpq(0)
    value = known.get(PLAIN)
    return value if len(known) == 1 and isinstance(value, fmpq) else None


def affine(form: Form) -> Polynomial | None:
    """The affine polynomial with rational coefficients that a form is, if it certainly is one."""
    known = nonzero(form)
    if not all(shape == Shape(shape.monomial) and len(shape.monomial) <= 1 for shape in known):
        return None
    found = {shape.monomial: value for shape, value in known.items() if isinstance(value, fmpq)}
    return found if len(found) == len(known) else None
