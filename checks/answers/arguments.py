"""Whether unknown functions are applied where they are declared: f(−x) of a function of positive numbers is not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivo.checks.answers.claims import Unread, decided, denoted, given
from derivo.checks.language.domains import REAL, SIZE, Domain
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.names.names import Defined, Family, Notation, Random, Symbol, UnknownFunction
from derivo.checks.notation.names.show import show
from derivo.checks.notation.trees.tree import Apply, Entry, Index, Name, Node, Number
from derivo.checks.notation.trees.values import value
from derivo.checks.notation.trees.walk import MOST_DEFINITIONS, names_in, parts
from derivo.checks.verdict import Proved


def outside(reading: Reading) -> str:
    """The first value of a function that is not known to be one where the function is declared; empty if none is."""
    notation = reading.notation
    if not any(restricted(each) for each in notation.names.values()):
        return ""
    for side in reading.sides:
        for call in calls(side.tree, notation):
            known = notation.lookup(call.function)
            assert isinstance(known, UnknownFunction)
            for argument, domain in zip(call.arguments, known.arguments, strict=True):
                if domain != REAL and not lies(argument, domain, reading):
                    return show(call)
    return ""


def restricted(declared: object) -> bool:
    """Whether a function is declared of some numbers only."""
    return isinstance(declared, UnknownFunction) and any(domain != REAL for domain in declared.arguments)


def calls(node: Node, notation: Notation, within: int = 0) -> Iterator[Apply]:
    """The values of such functions in a node, also in the definitions that it uses."""
    for part in parts(node):
        if isinstance(part, Apply) and restricted(notation.lookup(part.function)):
            yield part
    for name in names_in(node):
        known = notation.lookup(name)
        if isinstance(known, Defined) and within < MOST_DEFINITIONS:
            yield from calls(known.definition.body, notation, within + 1)


def lies(argument: Node, domain: Domain, reading: Reading) -> bool:
    """Whether an argument certainly lies in a domain: by its own, or as that is proved of it."""
    number = value(argument)
    if number is not None:
        return domain.contains(number)
    own = domain_of(argument, reading.notation)
    if own is not None:
        return own.within(domain)
    if domain.whole or domain.values:
        return False
    ends = (
        (domain.low, ">" if domain.low_open else ">="),
        (domain.high, "<" if domain.high_open else "<="),
    )
    return all(end is None or holds(argument, relation, end, reading) for end, relation in ends)


def domain_of(node: Node, notation: Notation) -> Domain | None:
    """The declared domain of a name, an entry or an index; None of anything else."""
    if isinstance(node, Index):
        return SIZE
    known = notation.lookup(node.name) if isinstance(node, Name | Entry) else None
    if isinstance(known, Symbol) and known.parameter:
        return REAL
    return known.domain if isinstance(known, Symbol | Family | Random) else None


def holds(argument: Node, relation: str, end: Fraction, reading: Reading) -> bool:
    """Whether it is proved that an argument lies above or below a number."""
    bound = Number(end, argument.span)
    try:
        known = given((*reading.notation.given, *reading.conditions), reading.notation, reading.source)
        sides = denoted(argument, reading), denoted(bound, reading)
        return isinstance(decided(relation, *sides, reading.notation, known, reading.notation), Proved)
    except Unread:
        return False
