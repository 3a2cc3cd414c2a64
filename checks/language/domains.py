"""Where a scalar name may take its values."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Domain:
    """A set of real numbers: an interval, the whole numbers in it, or finitely many values.

    `low` and `high` are None where the interval is unbounded. `values`, if not empty, lists all of the set.

    >>> POSITIVE.contains(Fraction(1, 2)), POSITIVE.contains(Fraction(0))
    (True, False)
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = True
    high_open: bool = True
    whole: bool = False
    values: tuple[Fraction, ...] = ()

    def contains(self, number: Fraction) -> bool:
        """Whether `number` lies in the set."""
        if self.values:
            return number in self.values
        if self.whole and number.denominator != 1:
            return False
        if self.low is not None and (number < self.low or (self.low_open and number == self.low)):
            return False
        return not (self.high is not None and (number > self.high or (self.high_open and number == self.high)))

    def within(self, other: Domain) -> bool:
        """Whether all of the set lies in another one."""
        if self.values or other.values:
            return bool(self.values) and all(map(other.contains, self.values))
        if other.whole and not self.whole:
            return False
        low = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        high = other.high is None or (
            self.high is not None
            and (self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open)))
        )
        return low and high


REAL = Domain()
POSITIVE = Domain(low=Fraction(0))
NONNEGATIVE = Domain(low=Fraction(0), low_open=False)
NEGATIVE = Domain(high=Fraction(0))
INTEGER = Domain(whole=True)
NATURAL = Domain(low=Fraction(0), low_open=False, whole=True)
SIZE = Domain(low=Fraction(1), low_open=False, whole=True)
