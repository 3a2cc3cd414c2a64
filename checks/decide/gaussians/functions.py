"""Functions of forms that are forms: e^q, logarithms, roots and moduli of single terms and of squares."""

from __future__ import annotations

from collections.abc import Callable

from flint import arb, fmpq

from derivo.checks.decide.balls import Unsupported
from derivo.checks.decide.gaussians.forms import (
    ZERO,
    Form,
    Number,
    Shape,
    add,
    constant,
    multiply,
    nonzero,
    of_polynomial,
    scale,
    value_of,
)
from derivo.checks.decide.gaussians.polynomials import Monomial, Polynomial, ball, frozen, plus, raised, root, scaled


def exponential(form: Form) -> Form:
    """E^form of a polynomial of degree 2; of a number, whatever it is."""
    known = nonzero(form)
    exact = {
        shape.monomial: value
        for shape, value in known.items()
        if isinstance(value, fmpq) and shape == Shape(shape.monomial) and len(shape.monomial) <= 2
    }
    rest = {
        shape: value for shape, value in known.items() if shape.monomial not in exact or shape != Shape(shape.monomial)
    }
    factor: Number = value_of(rest).exp() if rest else fmpq(1)
    return {Shape(exponent=frozen(exact)): factor}


def logarithm(form: Form) -> Form:
    """The logarithm of one positive term without a monomial, or of a number."""
    known = nonzero(form)
    if len(known) == 1:
        ((shape, value),) = known.items()
        if shape.monomial or shape.modulus or shape.held or not ball(value) > 0:
            raise Unsupported("logarithm")
        rest = constant(ball(value).log()) if value != 1 else ZERO
        if shape.root != 1:
            rest = add(rest, constant(arb(shape.root).log() / 2))
        if shape.turns:
            rest = add(rest, constant((2 * arb.pi()).log() * shape.turns / 2))
        return add(rest, of_polynomial(dict(shape.exponent)))
    value = value_of(known)
    if not value > 0:
        raise Unsupported("logarithm")
    return constant(value.log())


def square_root(form: Form) -> Form:
    """√form, where that is a positive term without a monomial, the square of an affine function, or a number."""
    known = nonzero(form)
    if not known:
        return ZERO
    if len(known) == 1:
        ((shape, value),) = known.items()
        if not (shape.monomial or shape.modulus or shape.held) and ball(value) > 0:
            return _root_of_term(shape, value)
    if not any(shape.variables or shape.held for shape in known):
        value = value_of(known)
        if not value > 0:
            raise Unsupported("root")
        return constant(value.sqrt())
    factor, polynomial = _common(known)
    variable = next((m[0] for m, c in frozen(polynomial) if len(m) == 2 and m[0] == m[1] and c > 0), None)
    if variable is None:
        raise Unsupported("root")
    lead = polynomial[variable, variable]
    rest = {each: c / (2 * lead) for each, c in _beside(polynomial, variable)}
    line = plus(rest, {(variable,): fmpq(1)})
    if plus(scaled(raised(line, 2), lead), scaled(polynomial, -1)):
        raise Unsupported("root")
    return multiply(square_root({factor: lead}), modulus(of_polynomial(line)))


def _beside(polynomial: Polynomial, variable: int) -> list[tuple[Monomial, fmpq]]:
    """What stands beside the first power of a variable."""
    return [
        (tuple(each for each in monomial if each != variable), c)
        for monomial, c in polynomial.items()
        if monomial.count(variable) == 1
    ]


def _root_of_term(shape: Shape, value: Number) -> Form:
    half = frozen(scaled(dict(shape.exponent), fmpq(1, 2)))
    exact = root(value) if isinstance(value, fmpq) and shape.root == 1 else None
    if exact and shape.turns % 2 == 0:
        return {Shape((), half, exact[1], shape.turns // 2): exact[0]}
    inside = ball(value) * scale(shape._replace(exponent=()))
    return {Shape(exponent=half): inside.sqrt()}


def _common(form: Form) -> tuple[Shape, Polynomial]:
    """A form as one term times a polynomial with rational coefficients."""
    factors = {shape._replace(monomial=()) for shape in form}
    if len(factors) != 1 or any(shape.modulus or shape.held for shape in form):
        raise Unsupported("modulus")
    polynomial = {}
    for shape, value in form.items():
        if not isinstance(value, fmpq):
            raise Unsupported("modulus")
        polynomial[shape.monomial] = value
    return factors.pop(), polynomial


def modulus(form: Form) -> Form:
    """|form|, where that is a term without a monomial, such a term times an affine function, or a number."""
    known = nonzero(form)
    if not any(shape.variables or shape.held for shape in known):
        value = value_of(known)
        return known if value > 0 else multiply(constant(-1), known) if value < 0 else constant(abs(value))
    factor, polynomial = _common(known)
    if polynomial.keys() == {()}:
        return multiply(constant(1 if polynomial[()] > 0 else -1), known)
    if any(len(monomial) > 1 for monomial in polynomial):
        raise Unsupported("modulus")
    lead = next(c for monomial, c in frozen(polynomial) if monomial)
    return {factor._replace(modulus=frozen(scaled(polynomial, 1 / lead))): abs(lead)}


def applied(function: Callable[..., object], *forms: Form) -> Form:
    """A function of numbers."""
    value = function(*(value_of(nonzero(form)) for form in forms))
    if not isinstance(value, arb) or not value.is_finite():
        raise Unsupported("a function")
    return constant(value)
