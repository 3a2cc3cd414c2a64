"""What a wrong side may have come from: a slip that is proved, as the side is right without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derivo.checks.equal import equal

# What makes a side right, and what is then wrong with it.
SLIPS: Mapping[str, str] = {
    "-({side})": "the sign is wrong",
    "2 ({side})": "a factor 2 is missing",
    "({side})/2": "there is a factor 2 too many",
    "({side})^T": "it is transposed",
    "1/({side})": "it is turned upside down",
    "({side})^2": "a square is missing",
}


def slip(left: str, right: str, let: Sequence[str]) -> str:
    """What is wrong with the right side; empty if that is none of these."""
    known = "\n".join(let)
    found = (
        said for made, said in SLIPS.items() if equal(left, made.format(side=right), known, "=").outcome == "correct"
    )
    return next(found, "")
