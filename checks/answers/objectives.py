"""Where an objective is asked: what has the same minimisers answers; what is said to be equal to it must be equal."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from sympy import Add, Basic, Integer

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.forms import varies
from derivo.checks.answers.formulas import Formula
from derivo.checks.language.families import families_in
from derivo.checks.language.grids import Value, body
from derivo.checks.notation import Reading
from derivo.checks.notation.meaning.symbols import symbol
from derivo.checks.notation.names.names import Notation, Symbol
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import parts
from derivo.checks.verdict import Proved, Undecided, Verdict

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


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What is left of an objective when what moves no argmin is taken off, and what must not be negative for that.

    `turned` says that the least has become the largest; `peeled`, that there was something else than signs.
    """

    node: tree.Node
    turned: bool = False
    peeled: bool = False
    bases: tuple[tree.Node, ...] = ()


def same_argmin(answer: Answer, node: tree.Node, asked: Formula) -> Verdict | None:
    """The verdict where an argmin is taken of a monotone function of something: log, √ and exp move no argmin.

    None if it is of no such function.
    """
    found = _unwrapped(Unwrapped(node, turned=answer.reading.optimum == "max"), answer.reading.notation)
    if not found.peeled:
        return None
    inner = answer.meaning(found.node)
    verdict = answer.decided(SAME_MINIMISER, inner.negated if found.turned else inner, asked, theirs=False)
    known = isinstance(verdict, Proved) and all(_never_negative(answer, base) for base in found.bases)
    return verdict if known else Undecided()


def _unwrapped(found: Unwrapped, notation: Notation) -> Unwrapped:
    """An objective without monotone functions, signs, and terms and positive factors that do not vary."""
    node, deeper = found.node, None
    match node:
        case tree.Negative(body):
            deeper = replace(found, node=body, turned=not found.turned)
        case tree.Apply(function, (argument,)) if function in INCREASING:
            deeper = replace(found, node=argument, peeled=True)
        case tree.Power(tree.Constant("e"), exponent):
            deeper = replace(found, node=exponent, peeled=True)
        case tree.Power(base, exponent) if (sign := _sign(exponent)) and varies(base, notation):
            turned = found.turned != (sign < 0)
            deeper = Unwrapped(base, turned, peeled=True, bases=(*found.bases, base))
        case tree.Divide(top, bottom) if _sign(top) > 0 and varies(bottom, notation):
            deeper = Unwrapped(bottom, not found.turned, peeled=True, bases=(*found.bases, bottom))
        case tree.Divide(top, bottom) if _sign(bottom) > 0:
            deeper = replace(found, node=top)
        case tree.Add(terms) | tree.Multiply(terms):
            inside = [each for each in terms if varies(each, notation)]
            signs = [_sign(each) for each in terms if each not in inside]
            known = isinstance(node, tree.Add) or 0 not in signs
            if len(inside) == 1 and known:
                turns = isinstance(node, tree.Multiply) and sum(sign < 0 for sign in signs) % 2 == 1
                deeper = replace(found, node=inside[0], turned=found.turned != turns)
    return found if deeper is None or not varies(deeper.node, notation) else _unwrapped(deeper, notation)


def _sign(node: tree.Node) -> int:
    """The sign of a number as typed, 0 if it is none."""
    match node:
        case tree.Number(value):
            return (value > 0) - (value < 0)
        case tree.Negative(body):
            return -_sign(body)
        case tree.Divide(top, bottom):
            return _sign(top) * _sign(bottom)
    return 0


def _never_negative(answer: Answer, node: tree.Node) -> bool:
    zero = Formula(Integer(0), tree.Number(Fraction(0), node.span))
    return answer.proves(answer.meaning(node), zero, ">=")


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
