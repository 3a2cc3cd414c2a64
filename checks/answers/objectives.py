"""Where an objective is asked: what has the same minimisers answers; what is said to be equal to it must be equal."""

from __future__ import annotations

import re

from sympy import Add, Basic

from checks.answers.answer import Answer
from checks.language.families import families_in
from checks.language.grids import Value, body
from checks.notation import Reading, tree
from checks.notation.names import Symbol
from checks.notation.symbols import symbol
from checks.notation.walk import parts

SAME_MINIMISER = "~min"
UP_TO_CONSTANT = "= + C"
PROPORTIONAL = ("∝", r"\propto")


def relation(answer: Answer, *sides: Value) -> str:
    """What `=` between sides says: up to a constant if one is written there; of argmins, that they are the same."""
    if answer.reading.optimum:
        return SAME_MINIMISER
    constants = _constants(answer)
    return UP_TO_CONSTANT if any(constants & body(side).free_symbols for side in sides) else "="


def is_named(answer: Answer) -> bool:
    """Whether the answer is introduced as what is asked, `L(θ) = …`; not `L_DSM = …`, and not `L(θ) ∝ …`."""
    text, introduced = answer.reading.source.text, answer.reading.introduced
    if not introduced or any(mark in text for mark in PROPORTIONAL):
        return False
    plain = re.sub(r"\\(?:math[a-z]+|text|operatorname)|[{}\\\s]", "", introduced.replace("ℒ", "L"))
    return re.sub(r"\(.*\)$", "", plain) == answer.part.letter


def free_factors(answer: Answer, *sides: Value) -> tuple[str, ...]:
    """The constants that stand beside what varies: of which value or sign they are is not said."""
    constants, found = _constants(answer), set[str]()
    for side in sides:
        terms = Add.make_args(body(side))
        found |= {str(each) for term in terms if families_in(term) for each in constants & term.free_symbols}
    return tuple(sorted(found))


def unspecified(reading: Reading) -> tuple[str, ...]:
    """The constants in an answer of which nothing says the value, as people write them."""
    declared = reading.notation.names.values()
    constants = {each.name: each.shown for each in declared if isinstance(each, Symbol) and each.constant}
    typed = {piece.name for side in reading.sides for piece in parts(side.tree) if isinstance(piece, tree.Name)}
    return tuple(shown for name, shown in constants.items() if name in typed)


def _constants(answer: Answer) -> set[Basic]:
    declared = answer.reading.notation.names.values()
    return {symbol(each.name) for each in declared if isinstance(each, Symbol) and each.constant}


def free_names(value: Value) -> tuple[str, ...]:
    """The random names over which a value takes no mean."""
    return tuple(sorted(each.name.removesuffix("°") for each in body(value).free_symbols if each.name.endswith("°")))
