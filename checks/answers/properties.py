"""What a part says of the function that it asks for, proved: that it is affine, or convex."""

from __future__ import annotations

from sympy import Basic

from derivo.checks.answers.claims import property_of
from derivo.checks.answers.references import in_part
from derivo.checks.decide.search.properties import decide_property
from derivo.checks.language.written import written
from derivo.checks.notation.meaning.symbols import symbol
from derivo.checks.notation.names.names import Family, shown_entry, shown_name
from derivo.checks.question import Part, Question
from derivo.checks.result import PropertyResult
from derivo.checks.verdict import Curvature, Proved
from derivo.checks.work import remembered


@remembered(None)
def properties(question: Question, part: Part) -> tuple[PropertyResult, ...]:
    """The claims, what was decided of them, and the pieces of their certificates as people write them.

    What cannot be claimed of such a body is left out: nothing was shown of it.
    """
    found = []
    for formula, kind, name in part.shows:
        declared = question.notation.lookup(name)
        about = declared.name if isinstance(declared, Family) else symbol(name)
        claim = property_of(in_part(formula, question, part).value, Curvature(kind), about, question.notation)
        if claim is None:
            continue
        verdict = decide_property(claim)
        lines = verdict.proof.certificate if isinstance(verdict, Proved) else ()
        pieces = tuple((line.node, written_out(line.node)) for line in lines)
        found.append(PropertyResult(formula, claim, verdict, pieces))
    return tuple(found)


def written_out(node: Basic) -> str:
    """A piece as people write it, with sums over indices."""
    return written(node, lambda name, at: shown_entry(name, at) if at else shown_name(name))
