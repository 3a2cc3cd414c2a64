"""What `derivo explain` says of a code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """What a code means; a text that brings it up, and one that reads, in the notation of `gelu` or of `let`."""

    meaning: str
    example: str = ""
    better: str = ""
    let: str = ""
