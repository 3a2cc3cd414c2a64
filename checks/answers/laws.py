"""What an answer says besides of distributions, `ξ ~ N(0, I)`: held against what the question says of them.

These are read over by the reader; here they are found in the text, and one that is not known to hold is for a person.
"""

from __future__ import annotations

import re

from checks.answers.answer import Answer
from checks.notation import read_formula, show, tree
from checks.notation.names import Defined, Notation, Random

MARK = re.compile(
    r"(?:~|∼|\\sim|\\thicksim)\s*(?:\\,|\\;|\s)*"
    r"(?:\\(?:mathcal|mathrm|mathscr|operatorname)\s*\{?\s*N\s*\}?|𝒩|Normal|Gaussian|N)\s*(?:\\left|\\[bB]igg?l?)?\s*\("
)
NAME = re.compile(r"[^\s,;|({&]+$")
STANDARD = ("N(0, I_d)", "N(0, I)", "N(0, 1)")


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
