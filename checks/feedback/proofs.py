"""How a claim was proved, in words."""

from __future__ import annotations

from fractions import Fraction

from derivo.checks.feedback.numbers import raised
from derivo.checks.notation.names.names import shown_name
from derivo.checks.verdict import Proof

METHODS = {
    "identity": "an exact identity of rational functions, with exponentials, logarithms and roots as symbols",
    "identity at random points": "an identity of rational functions, with exponentials, logarithms and roots as "
    "symbols, computed at random points of prime fields",
    "limit": "an exact limit, by comparing rates of growth",
    "curvature": "rules for convex and concave functions, line by line",
    "sign": "the difference has one sign, term by term",
    "terms": "the difference is a sum of what is not negative: squares, convex functions above their tangents",
    "multiple": "the second equation is the first times a factor that has a value everywhere",
}


def method(proof: Proof) -> str:
    """The method of a proof, the number of its cases, what it covers, and the error bound if it has one.

    >>> method(Proof("identity", "for every N and K", 7, Fraction(1, 2**121))).partition("fields")[2]
    ' (error at most 2⁻¹²¹), at 7 choices of small sizes that stand for all: it holds for every N and K'
    """
    name = "identity at random points" if proof.method == "identity" and proof.error else proof.method
    text = METHODS.get(name, name) + (f" (error at most {_bound(proof.error)})" if proof.error else "")
    if not proof.scope:
        return text + (f", in {proof.cases} cases" if proof.cases > 1 else "")
    sizes = f", at {proof.cases} choices of small sizes that stand for all" if proof.cases > 1 else ""
    return f"{text}{sizes}: it holds {scope(proof)}"


def scope(proof: Proof) -> str:
    """What a proof covers, the names of sizes as people write them; empty where no size is left open.

    >>> scope(Proof("identity", "for every N and K"))
    'for every N and K'
    """
    before, every, names = proof.scope.partition("for every ")
    return before + every + " and ".join(map(shown_name, names.split(" and "))) if every else proof.scope


def _bound(error: Fraction) -> str:
    """The least power of two that is no less than `error`.

    >>> _bound(Fraction(3, 32))
    '2⁻³'
    """
    exponent = error.denominator.bit_length() - error.numerator.bit_length()
    while error.numerator << exponent > error.denominator:
        exponent -= 1
    return f"2{raised(-exponent)}"
