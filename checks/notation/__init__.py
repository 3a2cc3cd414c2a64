"""Reading what people write: a text becomes a Reading or a Problem (docs/reading.md)."""

from checks.notation.answers import Reading, read, read_formula
from checks.notation.declarations import NotationError, declare, notation
from checks.notation.names import Notation
from checks.notation.remark import Remark
from checks.notation.show import show
from checks.notation.source import Problem, Source, Span

__all__ = [
    "Notation",
    "NotationError",
    "Problem",
    "Reading",
    "Remark",
    "Source",
    "Span",
    "declare",
    "notation",
    "read",
    "read_formula",
    "show",
]
