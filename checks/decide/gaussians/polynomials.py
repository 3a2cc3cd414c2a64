"""Polynomials with rational coefficients in numbered variables, and square roots of rational numbers."""

from __future__ import annotations

from collections.abc import Mapping

from flint import arb, fmpq, fmpz

from derivo.checks.work import spend

Monomial = tuple[int, ...]  # the numbers of its variables, in order, each as often as it occurs
Polynomial = Mapping[Monomial, fmpq]
Frozen = tuple[tuple[Monomial, fmpq], ...]  # a polynomial as part of a key
LONGEST = 200  # bits of a number that is factored


def number(value: int | fmpq) -> Polynomial:
    """A number as a polynomial."""
    return {(): fmpq(value)} if value else {}


def plus(*polynomials: Polynomial) -> Polynomial:
    """The sum."""
    found: dict[Monomial, fmpq] = {}
    for polynomial in polynomials:
        for monomial, coefficient in polynomial.items():
            found[monomial] = found.get(monomial, 0) + coefficient
    return {monomial: coefficient for monomial, coefficient in found.items() if coefficient != 0}


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product."""
    spend(2 * len(left) * len(right))
    found: dict[Monomial, fmpq] = {}
    for one, c in left.items():
        for other, d in right.items():
            monomial = tuple(sorted(one + other))
            found[monomial] = found.get(monomial, 0) + c * d
    return {monomial: coefficient for monomial, coefficient in found.items() if coefficient != 0}


def scaled(polynomial: Polynomial, factor: int | fmpq) -> Polynomial:
    """A multiple."""
    return {monomial: factor * coefficient for monomial, coefficient in polynomial.items()} if factor else {}


def raised(polynomial: Polynomial, exponent: int) -> Polynomial:
    """A whole power."""
    found = number(1)
    for _ in range(exponent):
        found = times(found, polynomial)
    return found


def substituted(polynomial: Polynomial, variable: int, value: Polynomial) -> Polynomial:
    """The polynomial with another one in place of a variable."""
    terms = []
    for monomial, coefficient in polynomial.items():
        rest = tuple(each for each in monomial if each != variable)
        terms.append(times({rest: coefficient}, raised(value, len(monomial) - len(rest))))
    return plus(*terms)


def frozen(polynomial: Polynomial) -> Frozen:
    """The polynomial as part of a key: equal ones are equal keys."""
    return tuple(sorted(polynomial.items(), key=lambda term: term[0]))


def root(value: fmpq) -> tuple[fmpq, int] | None:
    """C and a square-free n with √value = c·√n, for a positive number; None for a long one."""
    top, bottom = int(value.p), int(value.q)
    if value <= 0 or (top * bottom).bit_length() > LONGEST:
        return None
    outside, inside = 1, 1
    for prime, times_ in fmpz(top * bottom).factor():
        outside *= int(prime) ** (times_ // 2)
        inside *= int(prime) ** (times_ % 2)
    return fmpq(outside, bottom), inside


def ball(value: fmpq | arb) -> arb:
    """A number as a ball."""
    return arb(value)
