"""Affine, convex and concave: verdicts and certificates in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from derivo.checks.feedback.message import Message
from derivo.checks.feedback.numbers import values
from derivo.checks.feedback.tried import tried_sentences
from derivo.checks.feedback.witnesses import at
from derivo.checks.notation.names.names import shown_name
from derivo.checks.verdict import Curvature, Property, Proved, Refuted, Undecided, Verdict, Witness

if TYPE_CHECKING:
    from sympy import Basic

# What a rule is called, where its code does not say it all.
RULES: Mapping[str, str] = {
    "the same as": "equal, for every size, to the next line",
    "entropy": "f·log f of an affine function",
    "relative entropy": "f·log(f/g) of affine f and concave g",
    "cases": "convex or concave in each case",
    "second derivative": "the second derivative has one sign",
    "Hessian": "all principal minors of the Hessian are at least 0",
    "identity": "an identity",
}
SIGNS = {"+": ", at least 0", "-": ", at most 0", "": ""}
PLAIN = ("constant", "variable", "affine")  # rules that the curvature says again


def certificate(verdict: Proved, spelled: Callable[[Basic], str]) -> tuple[str, ...]:
    """The certificate of a property, line by line, what lies below indented."""
    return tuple(
        f"{'  ' * line.depth}{spelled(line.node)}: {_rule(line.rule)}{line.curvature}{SIGNS[line.sign]}"
        for line in verdict.proof.certificate
    )


def _rule(code: str) -> str:
    return "" if code in PLAIN else f"{RULES.get(code, code)}, "


def say_property(claim: Property, verdict: Verdict, spelled: Callable[[Basic], str]) -> Message:
    """The verdict on a property, with its certificate or its chord."""
    variables = " and ".join(shown_name(str(name)) for name in claim.about)
    what = f"{claim.kind.value} in {variables}"
    match verdict:
        case Proved(proof):
            scope = ", for every " + " and ".join(shown_name(size.name) for size in claim.sizes) if proof.scope else ""
            return Message(f"{what[:1].upper()}{what[1:]}{scope}.", None, certificate(verdict, spelled))
        case Refuted(witness):
            return Message(f"Not {what}: {_chord(claim, witness)}.")
        case Undecided(tried):
            told = " ".join(f"{text[:1].upper()}{text[1:]}." for text in tried_sentences(tried))
            return Message(f"Whether it is {what} was not decided.", None, (told,) if told else ())


def say_class(affine: Verdict, convex: Verdict, concave: Verdict) -> str:
    """One word for what three verdicts say; empty if they don't say it.

    >>> say_class(Undecided(), Undecided(), Undecided())
    ''
    """
    match affine, convex, concave:
        case Proved(), _, _:
            return "affine"
        case _, Proved(), _:
            return "convex"
        case _, _, Proved():
            return "concave"
        case _, Refuted(), Refuted():
            return "neither convex nor concave"
    return ""


def _chord(claim: Property, witness: Witness) -> str:
    """Where the function lies on the wrong side of a chord."""
    if claim.kind is Curvature.CONCAVE:
        chord, between = values(witness.left, witness.right)
    else:
        between, chord = values(witness.left, witness.right)
    first, second = _points(claim)
    where = f"the function between them, at λ{first} + (1 − λ){second}, is {between}"
    return f"{at(witness)}{where}, and the chord {chord}"


def _points(claim: Property) -> tuple[str, str]:
    """How the first and the second point are written."""
    names = [shown_name(str(name)) for name in claim.about]
    if len(names) == 1:
        return names[0], f"{names[0]}′"
    return f"({', '.join(names)})", f"({', '.join(f'{name}′' for name in names)})"
