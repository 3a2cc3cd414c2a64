"""Integrals over the real line of the terms of forms, in closed form.

For a > 0 and h = 1/2a, ∫ v^k exp(−a v² + l v) dv = √(π/a)·exp(l²/4a)·Σ_j C(k, 2j)·(2j − 1)!!·h^j·(h·l)^(k − 2j): the
moments of a normal variable of mean h·l and variance h. For a ≤ 0 the integral diverges.

With |L| in the term, all integrals are taken together: L becomes a variable in place of one of its own, the others are
integrated over, and ∫|L|·L^k·exp(−a L² + b L) dL is two half lines.
"""

from __future__ import annotations

from math import comb

from flint import arb, fmpq

from derivo.checks.decide.balls import Unsupported
from derivo.checks.decide.gaussians.forms import Form, Number, Shape, put, tidied, value_of
from derivo.checks.decide.gaussians.polynomials import (
    Frozen,
    Polynomial,
    ball,
    frozen,
    plus,
    raised,
    root,
    scaled,
    substituted,
    times,
)

DIVERGES = "an integral that diverges"


def integrated(form: Form, variable: int) -> Form:
    """The integral over a variable, which exists for each term."""
    found: dict[Shape, Number] = {}
    for shape, value in form.items():
        if any(variable in monomial for monomial, _ in shape.modulus):
            put(found, shape._replace(held=tuple(sorted((*shape.held, variable)))), value)
        else:
            for each, coefficient in _gaussian(shape, variable):
                put(found, each, coefficient * value)
    return tidied(_settled(found))


def _gaussian(shape: Shape, variable: int) -> list[tuple[Shape, Number]]:
    a, linear, rest = _parted(shape.exponent, variable)
    if a <= 0:
        raise Unsupported(DIVERGES)
    half = 1 / (2 * a)
    mean = scaled(linear, half)
    beside = tuple(each for each in shape.monomial if each != variable)
    exact = root(half * shape.root)
    if exact is None:
        raise Unsupported("a long number")
    outside, inside = exact
    exponent = frozen(plus(rest, scaled(times(linear, mean), fmpq(1, 2))))
    plain = Shape(beside, exponent, inside, shape.turns + 1, shape.modulus, shape.held)
    return [
        (plain._replace(monomial=tuple(sorted(beside + monomial))), outside * c)
        for monomial, c in _moment(mean, half, len(shape.monomial) - len(beside)).items()
    ] or [(plain, fmpq(0))]


def _parted(exponent: Frozen, variable: int) -> tuple[fmpq, Polynomial, Polynomial]:
    """A, l and the rest of −a v² + l v + rest."""
    a, linear, rest = fmpq(0), {}, {}
    for monomial, c in exponent:
        times_ = monomial.count(variable)
        if times_ == 2:
            a = -c
        elif times_ == 1:
            linear[tuple(each for each in monomial if each != variable)] = c
        else:
            rest[monomial] = c
    return a, linear, rest


def _moment(mean: Polynomial, variance: fmpq, k: int) -> Polynomial:
    """The k-th moment of a normal variable."""
    terms, odd = [], 1  # (2j − 1)!!
    for j in range(k // 2 + 1):
        terms.append(scaled(raised(mean, k - 2 * j), comb(k, 2 * j) * odd * variance**j))
        odd *= 2 * j + 1
    return plus(*terms)


def _settled(form: Form) -> Form:
    """The form with the integrals that wait taken, where nothing else varies in a term."""
    found: dict[Shape, Number] = {}
    for shape, value in form.items():
        if shape.held and shape.variables <= {*shape.held}:
            put(found, Shape(), _with_modulus(shape) * ball(value))
        else:
            put(found, shape, value)
    return found


def _with_modulus(shape: Shape) -> arb:
    """The integral of a term with |L| over all of its variables; the first one in L stands for L from here on."""
    inside = dict(shape.modulus)
    variable = next(monomial[0] for monomial in sorted(inside) if monomial)
    lead = inside.pop((variable,))
    value = scaled(plus({(variable,): fmpq(1)}, scaled(inside, -1)), 1 / lead)
    exponent = frozen(substituted(dict(shape.exponent), variable, value))
    factor = substituted({shape.monomial: fmpq(1)}, variable, value)
    form: Form = {Shape(monomial, exponent, shape.root, shape.turns): c / abs(lead) for monomial, c in factor.items()}
    for each in shape.held:
        if each != variable:
            form = integrated(form, each)
    total = arb(0)
    for each_shape, c in form.items():
        total += _of_modulus(each_shape, variable) * ball(c)
    return total


def _of_modulus(shape: Shape, variable: int) -> arb:
    """∫|v|·v^k·exp(−a v² + b v) dv, times what else there is."""
    a, linear, rest = _parted(shape.exponent, variable)
    if a <= 0:
        raise Unsupported(DIVERGES)
    b, k = linear.get((), fmpq(0)), len(shape.monomial)
    right, left = (_half_line(a, slope, k + 1) for slope in (b, -b))
    sides = right + left if k % 2 == 0 else right - left
    return sides * value_of({Shape((), frozen(rest), shape.root, shape.turns): fmpq(1)})


def _half_line(a: fmpq, b: fmpq, k: int) -> arb:
    """M_k = ∫_0^∞ v^k·exp(−a v² + b v) dv: 2a·M_k = (k − 1)·M_(k−2) + b·M_(k−1), by parts."""
    width = ball(a).sqrt()
    moments = [(arb.pi().sqrt() / width / 2) * ball(b * b / (4 * a)).exp() * (-ball(b) / (2 * width)).erfc()]
    for n in range(1, k + 1):
        before = (n - 1) * moments[n - 2] if n > 1 else arb(1)
        moments.append((before + ball(b) * moments[n - 1]) / ball(2 * a))
    return moments[k]
