"""TRUSTED. Proves that two expressions are equal, or that one has a sign, wherever both are defined.

The conversion to generators starts anew whenever it has learned something (a unit, a root, a sign), and splits into
cases where a piece of unknown sign stands inside |·|, max or a condition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy
from flint import fmpz_mpoly
from sympy import Basic

from checks.decide.generators import Conversion
from checks.decide.polynomials import NeedsSign, NoRule, Quotient, Restart, Ring, TooLarge, Vacuous
from checks.language.nodes import Modulus
from checks.verdict import Claim, Relation

RING_SIZES = (16, 64)
MOST_RESTARTS = 60
DEEPEST_SPLIT = 4

Test = Callable[[Conversion], bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """A proof that was found; `cases` is the number of cases that it needed."""

    cases: int


def identity(claim: Claim) -> Shown | None:
    """A proof that both sides of `claim` are equal wherever both are defined, or None."""

    def equal(conversion: Conversion) -> bool:
        left, right = conversion.quotient(claim.left), conversion.quotient(claim.right)
        ring = conversion.ring
        return ring.is_zero(ring.add(left, ring.negative(right)))

    return shown(claim, equal)


def ordered(claim: Claim, *, strict: bool) -> Shown | None:
    """A proof that left ≤ right (left < right if strict) wherever both are defined, or None."""

    def nonnegative(conversion: Conversion) -> bool:
        ring = conversion.ring
        difference = ring.add(conversion.quotient(claim.right), ring.negative(conversion.quotient(claim.left)))
        if ring.is_zero(difference):
            return not strict
        return ring.sign_of(ring.lowest(difference), strict=strict) in ((1,) if strict else (0, 1))

    return shown(claim, nonnegative)


def implied(claim: Claim) -> Shown | None:
    """A proof that the first equation implies the second (and back, if so claimed), or None.

    l₂ − r₂ = q·(l₁ − r₁) with q defined everywhere (and nowhere 0), all sides being defined everywhere.
    """

    def multiple(conversion: Conversion) -> bool:
        ring = conversion.ring
        if not all(_total(conversion, side) for side in (*claim.left.args, *claim.right.args)):
            return False
        gaps = [ring.add(conversion.quotient(e.args[0]), ring.negative(conversion.quotient(e.args[1]))) for e in sides]
        if ring.is_zero(gaps[0]):
            return False
        ratio = ring.lowest(ring.multiply(gaps[1], ring.reciprocal(gaps[0])))
        one = ring.context.constant(1)
        ends = [ratio.bottom, ratio.top] if claim.relation is Relation.EQUIVALENT else [ratio.bottom]
        return all(ring.sign_of(Quotient(end, one), strict=True) in (1, -1) for end in ends)

    sides = (claim.left, claim.right)
    return shown(claim, multiple)


TOTAL = (
    sympy.Add, sympy.Mul, sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.sech,
    sympy.atan, sympy.asinh, sympy.erf, Modulus,
)  # fmt: skip


def _total(conversion: Conversion, node: Basic) -> bool:
    """Whether `node` is certainly defined at every admissible point."""
    if not node.args:
        return True
    if not all(_total(conversion, argument) for argument in node.args):
        return False
    if isinstance(node, TOTAL):
        return True
    if not isinstance(node, sympy.Pow | sympy.log):
        return False
    base = conversion.quotient(node.args[0])
    exponent = node.args[1] if isinstance(node, sympy.Pow) else None
    if isinstance(exponent, sympy.Integer) and exponent >= 0:
        return True
    sign = conversion.ring.sign_of(base, strict=True)
    return sign == 1 or (sign == -1 and isinstance(exponent, sympy.Integer))


def shown(claim: Claim, test: Test) -> Shown | None:
    """Whether `test` holds in every case; None if it does not, or if no rule or no room is left to say."""
    for size in RING_SIZES:
        conversion = Conversion(Ring(size), dict(claim.domains))
        try:
            cases = _cases(claim, conversion, test, DEEPEST_SPLIT)
        except TooLarge as reason:
            if "generators" in str(reason):
                continue
            return None
        except NoRule:
            return None
        return Shown(cases) if cases else None
    return None


def _cases(claim: Claim, conversion: Conversion, test: Test, depth: int) -> int:
    """The number of cases in which `test` was shown to hold, 0 if it was not in one of them."""
    try:
        if _settled(claim, conversion, test):
            return 1
        factor, needs_zero = _unsigned_modulus(conversion), False
    except NeedsSign as needs:
        factor, needs_zero = needs.factor, True
    if factor is None or depth == 0:
        return 0
    total = 0
    for sign in (1, -1, 0) if needs_zero else (1, -1):
        found = _case(claim, conversion, test, depth - 1, factor, sign, strict=needs_zero)
        if not found:
            return 0
        total += found
    return total


def _case(
    claim: Claim, conversion: Conversion, test: Test, depth: int, factor: fmpz_mpoly, sign: int, *, strict: bool
) -> int:
    """The same in the case that `factor` has the given sign. A case in which a side has no value holds."""
    ring = conversion.ring
    before = dict(ring.signs), set(ring.strict), dict(ring.substitutions)
    relations = [(generator, generator.value, generator.strict) for generator in ring.generators]
    conversion.known.clear()
    ring.assume(factor, sign, strict=strict)
    if sign == 0:
        _impose(conversion, factor)
    try:
        return _cases(claim, conversion, test, depth)
    except Vacuous:
        return 1
    finally:
        ring.signs, ring.strict, ring.substitutions = before
        for generator, generator.value, generator.strict in relations:
            pass
        conversion.known.clear()


def _settled(claim: Claim, conversion: Conversion, test: Test) -> bool:
    for _ in range(MOST_RESTARTS):
        try:
            for condition in claim.given:
                _take(conversion, condition)
            return test(conversion)
        except Restart:
            conversion.known.clear()
    raise NoRule("restarts")


def _take(conversion: Conversion, condition: Basic) -> None:
    """Use a condition that holds at every admissible point: an equation or an inequality."""
    ring = conversion.ring
    left, right = (conversion.quotient(side) for side in condition.args)
    operator = condition.rel_op
    if operator in ("<", "<="):
        left, right = right, left
    difference = ring.lowest(ring.add(left, ring.negative(right)))
    if operator == "==" and not difference.top.is_zero():
        _impose(conversion, difference.top)
    elif operator in (">", ">=", "<", "<=") and not difference.top.is_constant():
        ring.learn_nonnegative(difference, strict=operator in (">", "<"))


def _impose(conversion: Conversion, polynomial: fmpz_mpoly) -> None:
    """Let a name take the value that `polynomial` = 0 gives it, if it gives one."""
    ring = conversion.ring
    names = [slot for slot, generator in enumerate(ring.generators) if generator.key[0] == "name"]
    solution = ring.solve_linear(polynomial, names)
    if solution is not None:
        slot, value = solution
        ring.substitutions[slot] = value
        conversion.known.clear()


def _unsigned_modulus(conversion: Conversion) -> fmpz_mpoly | None:
    """The first polynomial f, of unknown sign, whose |f| occurs in the claim as converted."""
    ring = conversion.ring
    used = list(conversion.known.values())
    for slot, polynomial in sorted(conversion.moduli.items()):
        if ring.sign(polynomial) is None and any(value.top.degrees()[slot] for value in used):
            return polynomial
    return None
