"""Where an objective is asked: what has the same minimisers answers; what is said to be equal to it must be equal."""

from __future__ import annotations

import re
from fractions import Fraction

from sympy import Add, Basic, Integer

from checks.answers.answer import Answer
from checks.answers.forms import varies
from checks.answers.formulas import Formula
from checks.language.families import families_in
from checks.language.grids import Value, body
from checks.notation import Reading, tree
from checks.notation.names import Notation, Symbol
from checks.notation.symbols import symbol
from checks.notation.walk import parts
from checks.verdict import Proved, Undecided, Verdict

SAME_MINIMISER = "~min"
UP_TO_CONSTANT = "= + C"
PROPORTIONAL = ("∝", r"\propto")
INCREASING = ("sqrt", "log", "exp")


def relation(answer: Answer, *sides: Formula) -> str:
    """What `=` between sides says: up to a constant if one is written there; of argmins, that they are the same."""
    if answer.reading.optimum:
        return SAME_MINIMISER
    constants = _constants(answer)
    return UP_TO_CONSTANT if any(constants & body(side.value).free_symbols for side in sides) else "="


def is_named(answer: Answer) -> bool:
    """Whether the answer is introduced as what is asked, `L(θ) = …`; not `L_DSM = …`, and not `L(θ) ∝ …`."""
    text, introduced = answer.reading.source.text, answer.reading.introduced
    if not introduced or any(mark in text for mark in PROPORTIONAL):
        return False
    plain = re.sub(r"\\(?:math[a-z]+|text|operatorname)|[{}\\\s]", "", introduced.replace("ℒ", "L"))
    return re.sub(r"\(.*\)$", "", plain) == answer.part.letter


def same_argmin(answer: Answer, node: tree.Node, asked: Formula) -> Verdict | None:
    """The verdict where an argmin is taken of an increasing function of something: log, √ and exp move no argmin.

    None if it is of no such function. That a power of something is one is only known where that is not negative.
    """
    notation = answer.reading.notation
    inner = _inside(node, notation)
    if inner is None:
        return None
    while (deeper := _inside(inner, notation)) is not None:
        inner = deeper
    if answer.reading.optimum == "max" or isinstance(node, tree.Negative):
        return Undecided()
    verdict = answer.decided(SAME_MINIMISER, answer.meaning(inner), asked, theirs=False)
    known = isinstance(verdict, Proved) and all(_never_negative(answer, each) for each in _squared(node, notation))
    return verdict if known else Undecided()


def _inside(node: tree.Node, notation: Notation) -> tree.Node | None:
    """What varies inside an increasing function, a power or a sum with what does not vary; None if there is no such."""
    match node:
        case tree.Apply(function, (argument,)) if function in INCREASING:
            return argument if varies(argument, notation) else None
        case tree.Power(base, tree.Number(exponent)) if exponent > 0 and varies(base, notation):
            return base
        case tree.Add(terms):
            found = [term for term in terms if varies(term, notation)]
            return found[0] if len(found) == 1 and _inside(found[0], notation) is not None else None
        case tree.Multiply(factors):
            found = [factor for factor in factors if varies(factor, notation)]
            others = [factor for factor in factors if factor not in found]
            plain = all(isinstance(each, tree.Number) and each.value > 0 for each in others)
            return found[0] if len(found) == 1 and plain and _inside(found[0], notation) is not None else None
    return None


def _squared(node: tree.Node, notation: Notation) -> list[tree.Node]:
    """What powers are taken of on the way in."""
    found = []
    inner: tree.Node | None = node
    while inner is not None:
        if isinstance(inner, tree.Power):
            found.append(inner.base)
        inner = _inside(inner, notation)
    return found


def _never_negative(answer: Answer, node: tree.Node) -> bool:
    zero = Formula(Integer(0), tree.Number(Fraction(0), node.span))
    return isinstance(answer.decided(">=", answer.meaning(node), zero, theirs=False), Proved)


def free_factors(answer: Answer, *sides: Formula) -> tuple[str, ...]:
    """The constants that stand beside what varies: of which value or sign they are is not said."""
    constants, found = _constants(answer), set[str]()
    for side in sides:
        terms = Add.make_args(body(side.value))
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
