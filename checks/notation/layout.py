"""Which clause of an answer is its formula, and which are definitions and conditions."""

from __future__ import annotations

from dataclasses import dataclass, field

from checks.notation.clauses import Clause, Head, head, is_condition, new_name, segments, split
from checks.notation.names import Defined, Notation
from checks.notation.scanner import Token
from checks.notation.source import Source
from checks.notation.stop import stop


@dataclass(slots=True)
class Layout:
    """The clauses of an answer by what they are; several formulas are lines that follow from one another."""

    formulas: list[Clause] = field(default_factory=list)
    definitions: list[tuple[Head, Clause]] = field(default_factory=list)
    conditions: list[Clause] = field(default_factory=list)


def arrange(tokens: list[Token], source: Source, notation: Notation) -> Layout:
    """The layout of an answer; unwinds if it has several formulas that nothing joins."""
    layout = Layout()
    free: list[Clause] = []
    for clause in split(tokens, notation):
        if not clause.role:
            free.append(clause)
        elif not named(layout, clause, source, notation):
            layout.conditions.append(clause)
    free = [clause for clause in free if len(free) == 1 or not defines(layout, clause, source, notation)]
    formulas = [clause for clause in free if not is_condition(clause, notation)]
    if formulas:
        layout.conditions.extend(clause for clause in free if clause not in formulas)
        free = formulas
    if not free and layout.definitions:
        free = [main_definition(layout, source)]
    layout.formulas = free
    if len(free) > 1 and not all(joinable(clause, place) for place, clause in enumerate(free)):
        first, second = (source.at(clause.span) for clause in free[:2])
        stop("several-formulas", source, free[1].span, first=first, second=second)
    return layout


def named(layout: Layout, clause: Clause, source: Source, notation: Notation) -> bool:
    """Whether a clause with a role defines a name; it is added to the definitions."""
    found = head(clause, source, notation)
    if found is None:
        return False
    known = notation.lookup(found.name)
    hides = isinstance(known, Defined) and clause.role == "definition"
    if not hides and not new_name(found.name, clause.tokens, source, notation):
        return False
    layout.definitions.append((found, clause))
    return True


def defines(layout: Layout, clause: Clause, source: Source, notation: Notation) -> bool:
    """Whether a clause without a role, among others, defines a new name; it is added to the definitions."""
    found = head(clause, source, notation)
    if found is None or not new_name(found.name, clause.tokens, source, notation):
        return False
    layout.definitions.append((found, clause))
    return True


def main_definition(layout: Layout, source: Source) -> Clause:
    """The definition that no other uses: the answer is its right side."""
    used = {
        token.text
        for found, clause in layout.definitions
        for token in clause.tokens[found.size :]
        if token.kind in ("run", "name")
    }
    unused = [(found, clause) for found, clause in layout.definitions if found.name.split("_")[0] not in used]
    if len(unused) != 1:
        first, second = (source.at(clause.span) for _, clause in (*layout.definitions, *layout.definitions)[:2])
        stop("several-formulas", source, layout.definitions[-1][1].span, first=first, second=second)
    layout.definitions.remove(unused[0])
    return unused[0][1]


def joinable(clause: Clause, place: int) -> bool:
    """Whether a line is an equation of its own that can follow from the line before."""
    return (place == 0 or clause.by in ("\n", "\\\\")) and len(segments(clause.tokens)) > 1
