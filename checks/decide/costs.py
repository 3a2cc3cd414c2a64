"""What arithmetic with polynomials costs, in steps of work: believed in nothing but how long things take."""

from __future__ import annotations

from flint import fmpz_mpoly

from derivo.checks.work import spend

FEW_PAIRS = 64  # of terms, beyond which the length of the coefficients counts
TERMS, WORD = 8, 64  # terms that are worked on in a step; bits of a coefficient that make it twice as dear


def spend_on(a: fmpz_mpoly, b: fmpz_mpoly) -> None:
    """Counts a product, a quotient or a greatest common divisor of two polynomials."""
    pairs = len(a) * len(b)
    spend(1 + pairs * (1 + (bits(a) + bits(b)) // WORD) // TERMS if pairs > FEW_PAIRS else 1)


def spend_on_power(a: fmpz_mpoly, n: int) -> None:
    """Counts a power; one of a single term is cheap."""
    spend(1 + len(a) ** 2 * n * (1 + n * bits(a) // WORD) // TERMS if len(a) > 1 else 1)


def bits(polynomial: fmpz_mpoly) -> int:
    """The length of the longest coefficient."""
    return max((int(c).bit_length() for c in polynomial.coeffs()), default=0)
