"""Exact numbers and enclosures as a reader wants to see them: only digits that are certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from derivo.checks.verdict import Enclosure

MOST_DIGITS = 40  # of a value; what differs only behind them is told by its gap
SHORT = 12  # digits of a decimal that stands for an enclosure around it
BEYOND = 5  # digits by which an enclosure must be finer than such a decimal, so that it is no accident
AS_GOOD_AS_ZERO = Fraction(1, 10**9)
WRITTEN_OUT = 12  # a number of at most so many places before the point is written without a power of ten
MOST_BITS = 20_000  # a larger number is told by its order of magnitude
UNDEFINED = {
    "division-by-zero": "division by zero",
    "log-of-nonpositive": "logarithm of a number that is not positive",
    "root-of-negative": "root of a negative number",
    "outside-domain": "outside the domain of a function",
    "jump": "the derivative at a jump or kink",
    "indeterminate": "a form such as ∞ − ∞ or 0·∞",
}
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def exact(number: Fraction) -> str:
    """`number` exactly if that is short, else its leading digits and an ellipsis.

    >>> exact(Fraction(3)), exact(Fraction(-1, 2)), exact(Fraction(1, 3))
    ('3', '−0.5', '1/3')
    """
    return short(number) or value(Enclosure(number, number))


def short(number: Fraction) -> str:
    """`number` as a whole number, a decimal or a fraction of a few digits; empty if it takes more."""
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > 64:
        return ""
    sign, size = ("−" if number < 0 else ""), abs(number)
    if size.denominator == 1:
        return f"{sign}{size.numerator}"
    places = next((count for count in range(1, 7) if (size * 10**count).denominator == 1), 0)
    if places:
        return f"{sign}{size.numerator // size.denominator}.{size % 1 * 10**places!s:0>{places}}"
    text = f"{sign}{size.numerator}/{size.denominator}"
    return text if len(text) <= 9 else ""


def polynomial(coefficients: Sequence[Fraction]) -> str:
    """The polynomial in u with these coefficients, the constant first.

    >>> polynomial((Fraction(1), Fraction(0), Fraction(-2)))
    '1 − 2u²'
    """
    powers = ["", "u", *(f"u{raised(power)}" for power in range(2, len(coefficients)))]
    terms = [
        f"{'− ' if number < 0 else '+ '}{'' if abs(number) == 1 and power else exact(abs(number))}{power}"
        for number, power in zip(coefficients, powers, strict=False)
        if number
    ]
    text = " ".join(terms).removeprefix("+ ") or "0"
    return f"−{text[2:]}" if text.startswith("− ") else text


def value(enclosure: Enclosure, *, more: int = 0) -> str:
    """What a side is, in words and certain digits; `more` asks for that many digits beyond the usual five or six.

    >>> value(Enclosure(Fraction(985761, 10**6), Fraction(985769, 10**6)))
    '0.98576…'
    """
    if enclosure.undefined:
        return f"undefined ({UNDEFINED.get(enclosure.undefined, enclosure.undefined)})"
    if enclosure.infinite or enclosure.low is None or enclosure.high is None:
        return "minus infinity" if enclosure.infinite < 0 else "plus infinity"
    return (enclosure.low == enclosure.high and short(enclosure.low)) or _digits(enclosure.low, enclosure.high, more)


def values(left: Enclosure, right: Enclosure) -> tuple[str, str]:
    """Both sides of a witness, with enough digits to tell them apart where forty suffice."""
    more = next((count for count in (0, 4, 10, 20, MOST_DIGITS) if _told_apart(left, right, count)), MOST_DIGITS)
    return value(left, more=more), value(right, more=more)


def gap(left: Enclosure, right: Enclosure) -> str:
    """A lower bound of the distance of two finite sides, as a power of ten; empty where there is none."""
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return ""
    distance = max(left.low - right.high, right.low - left.high)
    return f"10{raised(_exponent(distance))}" if distance > 0 else ""


def apart(left: Enclosure, right: Enclosure) -> bool:
    """Whether the digits that `values` gives show that the sides differ."""
    return _told_apart(left, right, MOST_DIGITS)


def _told_apart(left: Enclosure, right: Enclosure, more: int) -> bool:
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return True
    pair = (_digits(left.low, left.high, more), _digits(right.low, right.high, more))
    mine, other = (text.removesuffix("…").rstrip("0").rstrip(".") for text in pair)
    return mine != other


def _digits(low: Fraction, high: Fraction, more: int) -> str:
    """A value between two bounds, by its digits."""
    if high < 0:
        return "−" + _positive(-high, -low, more)
    return _positive(low, high, more) if low > 0 else _around(low, high)


def _positive(low: Fraction, high: Fraction, more: int) -> str:
    """A value between two positive bounds."""
    if high.numerator.bit_length() - high.denominator.bit_length() > MOST_BITS:
        return f"more than 10{raised(_least_exponent(low))}"
    exponent = _exponent(low)
    decimal = _decimal(low, high, exponent)
    if decimal:
        return decimal
    usual = max(6, exponent + 3) if 0 <= exponent < WRITTEN_OUT else 5
    wanted = min(MOST_DIGITS, usual + more)
    for count in range(wanted, 2, -1):
        unit = Fraction(10) ** (exponent - count + 1)
        digits = low // unit
        if low == high == digits * unit:
            return _placed(str(digits), exponent, "")
        if digits == high // unit:
            return _placed(str(digits), exponent, "…")
    return _around(low, high)


def _decimal(low: Fraction, high: Fraction, exponent: int) -> str:
    """The short decimal that a tiny interval lies around, empty if there is none.

    >>> tiny = Fraction(1, 10**38)
    >>> _decimal(Fraction(99, 100) - tiny, Fraction(99, 100) + tiny, -1)
    '0.99'
    """
    if low == high:
        return ""
    finest = _exponent(high) - _exponent(high - low) - BEYOND
    for count in range(1, min(SHORT, finest) + 1):
        unit = Fraction(10) ** (exponent - count + 1)
        digits = -(-low // unit)
        if digits * unit <= high:
            first = exponent + len(str(digits)) - count
            return _placed(str(digits).ljust(first + 1 if first < WRITTEN_OUT else 0, "0"), first, "")
    return ""


def _placed(digits: str, exponent: int, ending: str) -> str:
    """The digits with their point, where the first of them counts 10^exponent; zeros at the end of all are left out."""
    written_out = -5 <= exponent < len(digits) - bool(ending)
    zeros = "0" * (-exponent - 1) if written_out and exponent < 0 else ""
    places = exponent + 1 if written_out and exponent >= 0 else 0 if written_out else 1
    rest = zeros + digits[places:] if ending else (zeros + digits[places:]).rstrip("0")
    power = "" if written_out else f"·10{raised(exponent)}"
    return (digits[:places] or "0") + (f".{rest}" if rest else "") + ending + power


def _around(low: Fraction, high: Fraction) -> str:
    """A value whose bounds share no digits: 0, or a short middle and how far off it may be at most."""
    if low <= 0 <= high and max(-low, high) <= AS_GOOD_AS_ZERO:
        return "0"
    for middle in _middles(low, high):
        radius = max(high - middle, middle - low)
        if radius * 1000 <= abs(middle) or low <= 0 <= high:
            return f"{exact(middle)} ± 10{raised(_exponent_above(radius))}" if radius else exact(middle)
    return f"between {exact(low)} and {exact(high)}"


def _middles(low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Numbers of few digits near the middle of two bounds, 0 first if it lies between them."""
    if low <= 0 <= high:
        yield Fraction(0)
    for places in range(7):
        yield Fraction(round((low + high) / 2 * 10**places), 10**places)


def _exponent_above(number: Fraction) -> int:
    """The least e with number ≤ 10^e, for a positive number."""
    exponent = _exponent(number)
    return exponent if number == Fraction(10) ** exponent else exponent + 1


def _exponent(number: Fraction) -> int:
    """The e with 10^e ≤ number < 10^(e+1), for a positive number."""
    exponent = _least_exponent(number)
    while Fraction(10) ** (exponent + 1) <= number:
        exponent += 1
    return exponent


def _least_exponent(number: Fraction) -> int:
    """An exponent e with 10^e ≤ number, at most one or two too small (log₁₀ 2 = 0.30103…)."""
    bits = number.numerator.bit_length() - number.denominator.bit_length() - 1
    return bits * 30103 // 100000 - (1 if abs(bits) > 10**4 else 0)


def raised(exponent: int) -> str:
    """A whole number as an exponent: `⁻¹²`."""
    return str(exponent).translate(SUPERSCRIPTS)
