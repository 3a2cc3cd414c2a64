"""Where a rule settled what could have been meant otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from derivo.checks.notation.text.source import Span


@dataclass(frozen=True, slots=True)
class Remark:
    """The code of a rule of `docs/reading.md`, and where it was used."""

    code: str
    span: Span


# The other ways to read what a rule settled, each by its name in `Notation.otherwise` (docs/reading.md).
OTHERWISE: Mapping[str, tuple[str, ...]] = {
    "exponent": ("exponent", "exponent-quotient"),
    "factorial": ("factorial",),
    "operator-scope": ("operator-factor", "operator-chain"),
    "operator-bracket": ("operator-factor",),
    "limit-scope": ("limit-scope",),
    "sum-scope": ("sum-terms", "sum-quotient"),
    "product-scope": ("product-scope",),
    "sum-below": ("sum-factor",),
    "shadowed-index": ("sum-factor",),
    "derivative-at": ("derivative-at",),
    "derivative-value": ("derivative-value",),
    "index-letters": ("index-letters",),
    "divergence-given": ("divergence-given",),
    "homonym": ("homonym",),
    "function-letters": ("function-letters",),
    "division-gap": ("division-gap",),
    "function-quotient": ("function-quotient",),
    "entry-power": ("entry-power",),
    "entry-inverse": ("entry-inverse",),
}
# Rules with which no verdict stands: what is meant may be none of the names.
NEITHER = ("superscript", "bound-sign", "mixed-number", "declared-marker", "power-transpose")
# Rules that say so little of what is meant that neither verdict stands unless all readings have it.
EVEN = (
    "operator-bracket", "derivative-value", "homonym", "function-letters", "entry-power", "entry-inverse",
    "division-gap", "function-quotient",
)  # fmt: skip
