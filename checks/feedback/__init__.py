"""Results and problems in sentences: the only prose, and no mathematics."""

from derivo.checks.feedback.carets import excerpt, quoted, visible
from derivo.checks.feedback.derivations import MARKS, marked, say_work, shown_steps, work_record
from derivo.checks.feedback.layout import blocks, labelled, paragraph
from derivo.checks.feedback.message import Message
from derivo.checks.feedback.names import described, usable
from derivo.checks.feedback.pages import PAGES, Page
from derivo.checks.feedback.parts import shown_part, titled, worth
from derivo.checks.feedback.problems import either, say_problem
from derivo.checks.feedback.record import Record, record
from derivo.checks.feedback.verdicts import evidence, say

__all__ = [
    "MARKS",
    "PAGES",
    "Message",
    "Page",
    "Record",
    "blocks",
    "described",
    "either",
    "evidence",
    "excerpt",
    "labelled",
    "marked",
    "paragraph",
    "quoted",
    "record",
    "say",
    "say_problem",
    "say_work",
    "shown_part",
    "shown_steps",
    "titled",
    "usable",
    "visible",
    "work_record",
    "worth",
]
