"""A page for each outcome, and for rows that are none."""

from __future__ import annotations

from collections.abc import Mapping

from derivo.checks.feedback.pages.page import Page

OUTCOMES: Mapping[str, Page] = {
    "correct": Page(
        "The answer is proved to be what is asked. The evidence names the method of the proof and what it covers.",
        better="sigma(cz)(1 + cz(1 - sigma(cz)))",
    ),
    "incorrect": Page(
        "The answer is refuted: the evidence is a point at which it provably differs from what is asked, with the "
        "value of each side there. Anyone can redo it with a calculator.",
        example="sigma(cz)(1 + z(1 - sigma(cz)))",
    ),
    "unfinished": Page(
        "The answer equals what is asked but is not in the form that is asked for: a derivative or a limit is left to "
        "be done, or a name that was to be replaced is still there. Typing the question back is not an answer.",
        example="phi'(z)",
    ),
    "undecided": Page(
        "The answer was neither proved nor refuted, so it may well be right: it goes to a person. What was tried is "
        "listed. Agreement at many points is never called a proof.",
    ),
    "unreadable": Page(
        "The text is not a formula in the names of the question. The carets show where reading stopped, and "
        "`derivo explain` with the code of the problem says more.",
        example="sigmiod(cz)",
    ),
}

ROWS: Mapping[str, Page] = {
    "unknown-part": Page("No question has a part of this name. `derivo list` shows them all.", example="gelu.derivate"),
    "unknown-relation": Page("Two formulas can be joined by =, !=, <, <=, >, >=, ~ (proportional), => and <=>."),
    "broken-row": Page(
        "The row of the file is no submission: it is no JSON object, lacks `part` or `answer`, has a field that is not "
        "text, is not UTF-8, or its quotes or the number of its fields do not fit. It is reported and the rest goes on."
    ),
}
