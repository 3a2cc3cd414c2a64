"""What an answer says beside its formula: of distributions, of what constants are free, of what an argmin is one.

These are read over by the reader; here they are found in the text, and one that is not known to hold is for a person.
"""

from __future__ import annotations

import re
from dataclasses import replace

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.laws import unknown_law
from derivo.checks.notation.text.characters import GREEK
from derivo.checks.result import Result

DEPENDS = re.compile(r"(?<![a-z])depend", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:not|no|never|without)\b|n['’]t\b", re.IGNORECASE)
BELOW = re.compile(r"(?:min|max)(?:imi[sz]e)?\s*_\s*(?:\{([^{}]*)\}|(\\?[^\W\d_]+))")


def side_statement(answer: Answer, result: Result) -> Result:
    """The result, or one for a person if something that is said beside the formula is not known to hold."""
    if law := unknown_law(answer):
        reason, facts = "another-law", (("law", law),)
    elif depends(answer):
        reason, facts = "depends", (("law", ""),)
    elif other := minimised_over(answer):
        reason, facts = "other-variable", (("name", other),)
    else:
        return result
    return replace(result, outcome="undecided", reason=reason, verdict=None, mistake="", facts=facts)


def depends(answer: Answer) -> bool:
    """Whether something is said to depend on something: a constant that does may be anything."""
    source = answer.reading.source
    said = [source.at(remark.span) for remark in answer.reading.remarks if remark.code == "reason"]
    return any(DEPENDS.search(text) and not NEGATED.search(text) for text in said)


def minimised_over(answer: Answer) -> str:
    """What the answer is a minimum over, if that is declared and not what the notation is about; else empty."""
    notation = answer.reading.notation
    if not answer.reading.optimum:
        return ""
    for found in BELOW.finditer(answer.reading.source.text):
        below = (found[1] or found[2]).strip()
        plain = GREEK.get(below, below).lstrip("\\")
        declared = notation.lookup(plain)
        if declared is not None and declared.name not in notation.about:
            return below
    return ""
