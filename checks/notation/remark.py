"""Where a rule settled what could have been meant otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from checks.notation.source import Span


@dataclass(frozen=True, slots=True)
class Remark:
    """The code of a rule of `docs/reading.md`, and where it was used."""

    code: str
    span: Span
