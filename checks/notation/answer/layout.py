"""Which clause of an answer is its formula, and which are definitions and conditions."""

from __future__ import annotations

from dataclasses import dataclass, field

from derivo.checks.notation.answer import side_remarks
from derivo.checks.notation.answer.definition_heads import (
    Head,
    body_tokens,
    by_entries,
    head,
    hiding,
    letters_of,
    mentioned,
    new_name,
    turned,
)
from derivo.checks.notation.names.names import CONSTANTS, Defined, Notation, Symbol, axes_of
from derivo.checks.notation.parse.parser import Parser
from derivo.checks.notation.shapes import resolve
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.text.stop import ReadingError, stop
from derivo.checks.notation.tokens.clauses import Clause, is_condition, leveled, segments, split

MOST_CLAUSES = 100


@dataclass(slots=True)
class Layout:
    """The clauses of an answer by what they are; several formulas are lines that follow from one another."""

    formulas: list[Clause] = field(default_factory=list)
    definitions: list[tuple[Head, Clause]] = field(default_factory=list)
    conditions: list[Clause] = field(default_factory=list)
    reasons: list[Clause] = field(default_factory=list)


def arrange(tokens: list[Token], source: Source, notation: Notation) -> Layout:
    """The layout of an answer; unwinds if it has several formulas that nothing joins."""
    layout = Layout()
    free, listed = list[Clause](), list[Clause]()
    clauses = [part for clause in split(tokens, notation) for part in parted(clause, source, notation)]
    if len(clauses) > MOST_CLAUSES:
        stop("too-long", source, clauses[MOST_CLAUSES].span, what="clauses", limit=str(MOST_CLAUSES))
    for clause in clauses:
        if not clause.role:
            free.append(clause)
        elif clause.role == "reason" or side_remarks.is_law(clause, source, notation):
            layout.reasons.append(clause)
        elif not named(layout, clause, source, notation):
            (listed if clause.role == "definition" and clause.by == "," else layout.conditions).append(clause)
    layout.conditions.extend(listed if free else ())
    free, laws = side_remarks.apart(free, source, notation)
    layout.reasons.extend(laws)
    free = free or listed  # let V = v x^T, dl/dW = 2 V
    typed = [(found, clause) for clause in free if len(free) > 1 and (found := defines(clause, source, notation))]
    free = [clause for clause in free if all(clause is not each for _, each in typed)]
    formulas = [clause for clause in free if not is_condition(clause, notation)]
    pieces = not formulas and bool(typed or (not free and layout.definitions))
    if pieces:
        formulas = [main_definition(typed or layout.definitions, source, notation)]
    if formulas:
        layout.conditions.extend(clause for clause in free if clause not in formulas)
        free = formulas
    layout.definitions.extend(typed)
    if notation.arrays:
        used = [] if pieces else tokens
        layout.definitions = [(by_entries(found, used, notation), clause) for found, clause in layout.definitions]
    layout.formulas = free
    if len(free) > 1 and not all(joinable(clause, place) for place, clause in enumerate(free)):
        first, second = (source.at(clause.span) for clause in free[:2])
        stop("several-formulas", source, free[1].span, first=first, second=second)
    return layout


def parted(clause: Clause, source: Source, notation: Notation) -> tuple[Clause, ...]:
    """The clause; a definition and what follows from it, `N_k = … => mu_k = …`, are two."""
    arrow = next(
        (
            place
            for place, (token, depth) in enumerate(leveled(list(clause.tokens)))
            if token.text == "=>" and not depth
        ),
        0,
    )
    first, rest = clause.tokens[:arrow], clause.tokens[arrow + 1 :]
    if clause.role or not first or not rest or sum(token.kind == "relation" for token in rest) == 0:
        return (clause,)
    found = head(Clause("", first), source, notation)
    if (
        found is None
        or not new_name(found, first, source, notation)
        or not mentioned(letters_of(found), rest, notation)
    ):
        return (clause,)
    return Clause("definition", first, clause.by), Clause("", rest, "=>")


def named(layout: Layout, clause: Clause, source: Source, notation: Notation) -> bool:
    """Whether a clause with a role defines a name; it is added to the definitions."""
    said = clause.role == "definition" or clause.by == "("
    clause = turned(clause, source, notation) if said else clause
    found = head(clause, source, notation)
    if found is None:
        return False
    array = said and is_array(found, clause, source, notation)
    apart = hiding(found, clause, notation, array=array) if said else None
    if apart is not None:
        layout.definitions.append((apart, clause))
        return True
    known = notation.lookup(found.name)
    hides = clause.role == "definition" and (isinstance(known, Defined) or (known is None and found.name in CONSTANTS))
    if not hides and not new_name(found, clause.tokens, source, notation):
        return False
    layout.definitions.append((found, clause))
    return True


def is_array(found: Head, clause: Clause, source: Source, notation: Notation) -> bool:
    """Whether the body of a definition is a vector or matrix, as far as it can be read without the others."""
    if not notation.arrays or not isinstance(notation.lookup(found.name), Symbol):
        return False
    try:
        parser = Parser(list(body_tokens(clause, found)), source, notation, clause.span.end)
        return resolve.is_array(parser.inside(), notation, source)
    except ReadingError:
        return False


def defines(clause: Clause, source: Source, notation: Notation) -> Head | None:
    """The head of a clause without a role, among others, if it defines a new name, or hides one as σ = σ(cz) does."""
    found = head(clause, source, notation)
    if found is None:
        return None
    apart = None if axes_of(notation.lookup(found.name)) else hiding(found, clause, notation)
    if apart is not None:
        return apart
    hides = (
        not found.parameters
        and found.pattern is None
        and found.name in (token.text for token in clause.tokens[found.size :])
    )
    return found if hides or new_name(found, clause.tokens, source, notation) else None


def main_definition(definitions: list[tuple[Head, Clause]], source: Source, notation: Notation) -> Clause:
    """The definition that no other uses, taken from the others: the answer is its right side. Of vectors, the last.

    Of several, one of a name alone, as `a` in `a = …, b_j = …`.
    """
    used = [token for found, clause in definitions for token in clause.tokens[found.size :]]
    unused = [(found, clause) for found, clause in definitions if not mentioned(letters_of(found), used, notation)]
    if not unused or (len(unused) > 1 and not notation.arrays):
        first, second = (source.at(clause.span) for _, clause in (*definitions, *definitions)[:2])
        stop("several-formulas", source, definitions[-1][1].span, first=first, second=second)
    plain = [each for each in unused if each[0].pattern is None and not each[0].transposed]
    main = (plain or unused)[-1]
    definitions.remove(main)
    return main[1]


def joinable(clause: Clause, place: int) -> bool:
    """Whether a line is an equation of its own that can follow from the line before."""
    return (place == 0 or clause.by in ("\n", "\\\\")) and len(segments(clause.tokens)) > 1
