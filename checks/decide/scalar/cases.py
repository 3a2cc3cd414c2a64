"""Whether a test of a conversion holds in every case.

The conversion to generators starts anew whenever it has learned something (a unit, a root, a sign), and splits into
cases where a piece of unknown sign stands inside |·|, max or a condition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from flint import fmpz_mpoly
from sympy import Basic

from derivo.checks.decide.polynomials import NoRule, Restart, TooLarge, TooManyGenerators, Vacuous, occurs
from derivo.checks.decide.scalar.generators import Conversion
from derivo.checks.decide.scalar.rules import new_conversion
from derivo.checks.decide.scalar.signs import NeedsSign
from derivo.checks.verdict import Claim

RING_SIZES = (16, 64)
MOST_RESTARTS = 60
DEEPEST_SPLIT = 4

Test = Callable[[Conversion], bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """A proof that was found: the number of cases that it needed, and the bound of its error (0 if it is exact)."""

    cases: int
    error: Fraction = Fraction(0)


def shown(claim: Claim, test: Test) -> Shown | None:
    """Whether `test` holds in every case; None if it does not, or if no rule or no room is left to say."""
    for size in RING_SIZES:
        try:
            cases = _cases(claim, new_conversion(size, dict(claim.domains)), test, DEEPEST_SPLIT)
        except TooManyGenerators:
            continue
        except (TooLarge, NoRule):
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
    """The same in the case that `factor` has the given sign.

    Where `factor` is 0 and a side has no value, the case holds. A side that has no value where `factor` is above or
    below 0 is
    another function there than one that has: then nothing is shown.
    """
    before = _Assumptions(conversion)
    conversion.known.clear()
    conversion.signs.assume(factor, sign, strict=strict)
    if sign == 0:
        _impose(conversion, factor)
    try:
        return _cases(claim, conversion, test, depth)
    except Vacuous:
        return 1 if sign == 0 else 0
    finally:
        before.restore(conversion)


class _Assumptions:
    """What holds before a case, to be restored after it: signs, substitutions, and the relations that follow."""

    def __init__(self, conversion: Conversion) -> None:
        self.signs = dict(conversion.signs.known), set(conversion.signs.strict)
        self.substitutions = dict(conversion.substitutions)
        self.generators = [replace(generator) for generator in conversion.ring.generators]

    def restore(self, conversion: Conversion) -> None:
        """Forget what held in the case; generators that are new keep their slots."""
        conversion.signs.known, conversion.signs.strict = self.signs
        conversion.substitutions = self.substitutions
        conversion.ring.generators[: len(self.generators)] = self.generators
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
        conversion.signs.learn_nonnegative(difference, strict=operator in (">", "<"))


def _impose(conversion: Conversion, polynomial: fmpz_mpoly) -> None:
    """Let a name take the value that `polynomial` = 0 gives it, if it gives one."""
    names = [
        slot
        for slot, generator in enumerate(conversion.ring.generators)
        if generator.key[0] == "name" and slot not in conversion.substitutions
    ]
    solution = conversion.signs.solve_linear(polynomial, names)
    if solution is not None:
        slot, value = solution
        conversion.substitutions[slot] = value
        conversion.known.clear()


def _unsigned_modulus(conversion: Conversion) -> fmpz_mpoly | None:
    """The first polynomial f, of unknown sign, such that |f| or a root of it occurs in the claim as converted."""
    used = list(conversion.known.values())
    rooted = [f for slot, (f, _) in conversion.roots.items() if any(occurs(value, slot) for value in used)]
    for slot, f in sorted(conversion.moduli.items()):
        if conversion.signs.of(f) is None and (f in rooted or any(occurs(value, slot) for value in used)):
            return f
    return None
