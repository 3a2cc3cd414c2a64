"""What a part says of the function that it asks for, proved: that it is affine, or convex."""

from __future__ import annotations

from functools import cache

from checks.answers.claims import property_of
from checks.answers.references import reference
from checks.decide.properties import decide_property
from checks.notation.names import Family
from checks.notation.symbols import symbol
from checks.question import Part, Question
from checks.verdict import Curvature, Property, Verdict


@cache
def properties(question: Question, part: Part) -> tuple[tuple[Property, Verdict], ...]:
    """The claims, and what was decided of them."""
    found = []
    for name, kind in ((part.affine_in, Curvature.AFFINE), (part.convex_in, Curvature.CONVEX)):
        if name:
            declared = question.notation.lookup(name)
            about = declared.name if isinstance(declared, Family) else symbol(name)
            claim = property_of(reference(question, part).asked, kind, about, question.notation)
            found.append((claim, decide_property(claim)))
    return tuple(found)
