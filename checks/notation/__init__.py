"""Reading what people write: a text becomes a Reading or a Problem (docs/reading.md)."""

from derivo.checks.notation.answer.answers import Reading, read, read_formula
from derivo.checks.notation.declare.declarations import NotationError, declare, notation, readable
from derivo.checks.notation.names.names import Notation
from derivo.checks.notation.names.show import show
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.source import Problem, Source, Span

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
    "readable",
    "show",
]
