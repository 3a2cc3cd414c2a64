from fractions import Fraction

import pytest

from derivo.checks.feedback.numbers import apart, exact, gap, value, values
from derivo.checks.verdict import Enclosure


def between(low, high):
    return Enclosure(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(3), "3"),
        (Fraction(-2), "−2"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 64), "−0.015625"),
        (Fraction(5, 4), "1.25"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-7, 3), "−7/3"),
        (Fraction(1, 1024), "1/1024"),
        (Fraction(262537412640768744), "262537412640768744"),
        (Fraction(123456789, 987654321), "0.12499…"),
    ],
)
def test_a_short_number_is_written_exactly(number, text):
    assert exact(number) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("0.985761", "0.985769", "0.98576…"),
        ("1.0907300", "1.0907399", "1.09073…"),
        ("-0.985769", "-0.985761", "−0.98576…"),
        ("1.2345", "1.2349", "1.234…"),
        ("1234.56781", "1234.56782", "1234.56…"),
        ("0.00012345611", "0.00012345612", "0.00012345…"),
        ("3.33333333e49", "3.33333334e49", "3.3333…·10⁴⁹"),
        ("3.33333333e-8", "3.33333334e-8", "3.3333…·10⁻⁸"),
        ("1.999", "2.001", "2 ± 10⁻³"),
        ("-0.001", "0.001", "0 ± 10⁻³"),
        ("0.5", "0.75", "between 0.5 and 0.75"),
        ("1", "1000", "between 1 and 1000"),
        ("2", "2", "2"),
    ],
)
def test_only_digits_on_which_both_bounds_agree(low, high, text):
    assert value(between(low, high)) == text


@pytest.mark.parametrize("radius", ["1e-11", "1e-20", "1e-38"])
@pytest.mark.parametrize(
    ("middle", "text"),
    [
        ("1", "1"),
        ("2", "2"),
        ("10", "10"),
        ("0.99", "0.99"),
        ("1.2", "1.2"),
        ("1.2345", "1.2345"),
        ("0.5", "0.5"),
        ("1200", "1200"),
        ("0.00012", "0.00012"),
        ("1e30", "1·10³⁰"),
        ("1.5e-30", "1.5·10⁻³⁰"),
        ("9.99e20", "9.99·10²⁰"),
    ],
)
@pytest.mark.parametrize("offset", [(-1, 1), (0, 1), (-1, 0), (-1, Fraction(1, 3))])
def test_a_tiny_interval_around_a_short_decimal_is_that_decimal(middle, text, radius, offset):
    low, high = (Fraction(middle) * (1 + side * Fraction(radius)) for side in offset)
    assert value(Enclosure(low, high)) == text
    assert value(Enclosure(-high, -low)) == "−" + text


@pytest.mark.parametrize(("low", "high"), [("-1e-11", "1e-11"), ("-1e-30", "1e-29"), ("0", "1e-38"), ("-1e-38", "0")])
def test_a_tiny_interval_around_zero_is_zero(low, high):
    assert value(between(low, high)) == "0"


def test_a_short_decimal_outside_of_the_interval_is_not_its_value():
    assert value(between("0.99000000000001", "0.990000000000010001")) == "0.99000…"
    assert value(between("0.989999999999", "0.98999999999901")) == "0.98999…"


def test_what_lies_beside_a_short_decimal_is_told_from_it():
    near = Fraction("0.99") + Fraction(1, 10**30)
    tiny = Fraction(1, 10**38)
    mine, other = Enclosure(Fraction("0.99") - tiny, Fraction("0.99") + tiny), Enclosure(near, near)
    assert values(mine, other) == ("0.99", "0.990000000000000000000000000001")
    assert values(between("-1e-38", "1e-38"), between("1e-30", "1e-30")) == ("0", "1·10⁻³⁰")


def test_infinite_and_undefined_are_said_in_words():
    assert value(Enclosure(infinite=1)) == "plus infinity"
    assert value(Enclosure(infinite=-1)) == "minus infinity"
    assert value(Enclosure(undefined="division-by-zero")) == "undefined (division by zero)"


def test_a_giant_is_told_by_its_order_of_magnitude():
    assert value(between(2**100000, 2**100000 + 1)) == "more than 10³⁰¹⁰¹"


def test_two_sides_get_the_digits_that_tell_them_apart():
    ramanujan = between("262537412640768743.99999999999925007", "262537412640768743.99999999999925008")
    assert values(ramanujan, between(262537412640768744, 262537412640768744)) == (
        "262537412640768743.9999999…",
        "262537412640768744",
    )
    third = between(Fraction(1, 3), Fraction(1, 3))
    assert values(third, between("0.3333333334", "0.3333333334")) == ("1/3", "0.3333333334")


def test_what_differs_behind_forty_digits_is_told_by_its_gap():
    third, near = (
        between(Fraction(1, 3), Fraction(1, 3)),
        between(Fraction(1, 3) + Fraction(1, 10**60), Fraction(1, 3) + Fraction(1, 10**60)),
    )
    assert not apart(third, near)
    assert gap(third, near) == gap(near, third) == "10⁻⁶⁰"
    assert gap(third, third) == ""
