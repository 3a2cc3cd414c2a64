"""What an answer says beside its formula: laws `ξ ~ N(0, I)`, of what constants are free, of what an argmin is one.

These are read over by the reader; here they are found in the text, and one that is not known to hold is for a person.
"""

from __future__ import annotations

import re
from dataclasses import replace

from checks.answers.answer import Answer
from checks.notation import read_formula, show, tree
from checks.notation.names import UNICODE, Defined, Notation, Random
from checks.result import Result

MARK = re.compile(
    r"(?:~|∼|\\sim|\\thicksim)\s*(?:\\,|\\;|\s)*"
    r"(?:\\(?:mathcal|mathrm|mathscr|operatorname)\s*\{?\s*N\s*\}?|𝒩|Normal|Gaussian|N)\s*(?:\\left|\\[bB]igg?l?)?\s*\("
)
NAME = re.compile(r"[^\s,;|({&]+$")
DEPENDS = re.compile(r"(?<![a-z])depend", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:not|no|never|without)\b|n['’]t\b", re.IGNORECASE)
BELOW = re.compile(r"(?:min|max)(?:imi[sz]e)?\s*_\s*(?:\{([^{}]*)\}|(\\?[^\W\d_]+))")
ASCII = {shown: name for name, shown in UNICODE.items()}
STANDARD = ("N(0, I_d)", "N(0, I)", "N(0, 1)")


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
        plain = ASCII.get(below, below).lstrip("\\")
        declared = notation.lookup(plain)
        if declared is not None and declared.name not in notation.about:
            return below
    return ""


def unknown_law(answer: Answer) -> str:
    """The first distribution that an answer states and the question does not; empty if there is none."""
    text, notation = answer.reading.source.text, answer.question.notation
    for found in MARK.finditer(text):
        inside = _inside(text, found.end())
        name = NAME.search(text[: found.start()].rstrip().rstrip("}"))
        if not _holds(name[0] if name else "", f"N({inside})", notation):
            return f"N({inside})"
    return ""


def _inside(text: str, start: int) -> str:
    """What stands in the bracket that has been opened before `start`."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return re.sub(r"\\(?:right|[bB]igg?r?)\s*$", "", text[start:place])
    return text[start:]


def _holds(name: str, law: str, notation: Notation) -> bool:
    """Whether a name has a distribution by its declaration; a defined one (ξ) is taken for standard noise."""
    node = read_formula(name.replace("{(", "").strip(), notation)
    declared = notation.names.get(node.name) if isinstance(node, tree.Name) else None
    said = read_formula(law, notation)
    if isinstance(declared, Defined) and law.replace(r"\mathbb{I}", "I").replace("{I}", "I") in STANDARD:
        return True
    if not isinstance(said, tree.Normal) or not isinstance(declared, Random) or not declared.normal:
        return isinstance(declared, Defined) and isinstance(said, tree.Normal) and show(said) in STANDARD
    assert declared.mean is not None
    assert declared.variance is not None
    return show(said.mean) == show(declared.mean) and show(said.covariance) == show(declared.variance)
