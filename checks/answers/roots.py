"""Where a gradient vanishes, by solving it as conditions are solved (`checks/decide/solving`)."""

from __future__ import annotations

from sympy import Eq, Expr, Integer, Symbol

from derivo.checks.answers.claims import claim
from derivo.checks.decide.solving.equations import Equation, renamed
from derivo.checks.decide.solving.isolating import isolated
from derivo.checks.decide.solving.multiples import multiplied_out
from derivo.checks.decide.solving.systems import systems
from derivo.checks.language.families import Entry, Every, differentiate
from derivo.checks.language.grids import Grid, Value, body
from derivo.checks.language.slopes import without_marks
from derivo.checks.notation.meaning.symbols import indices
from derivo.checks.notation.names.names import Notation
from derivo.checks.verdict import Relation


def root(objective: Expr, unknown: Value, notation: Notation) -> Expr | None:
    """The value of a name or an entry at which the derivative of an objective by it is 0; None if none is found."""
    name = body(unknown)
    assert isinstance(name, Entry | Symbol)
    gradient = renamed(without_marks(differentiate(objective, name)))
    axes = dict((*indices(notation), *((*unknown.rows, *unknown.columns) if isinstance(unknown, Grid) else ())))
    places = name.args[1:] if isinstance(name, Entry) else ()
    if not all(place in axes for place in places):
        return None
    pairs = tuple((place, axes[place]) for place in places)
    condition = Eq(gradient, Integer(0), evaluate=False)
    whole = Every(condition, *(part for pair in pairs for part in pair)) if pairs else condition
    here = claim(Relation.EQUAL, objective, objective, notation, ())
    equation = Equation(whole, gradient, pairs)
    for each in filter(None, (equation, multiplied_out(here, equation))):
        value = isolated(here, each, name)
        if value is not None:
            return value
        found = next((value for entry, value in systems(here, each) if entry == name), None)
        if found is not None:
            return found
    return None
