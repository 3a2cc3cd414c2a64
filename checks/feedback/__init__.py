"""Results and problems in sentences: the only prose, and no mathematics."""

from checks.feedback.carets import excerpt, quoted, visible
from checks.feedback.layout import blocks, labelled, paragraph
from checks.feedback.message import Message
from checks.feedback.names import described, usable
from checks.feedback.pages import PAGES, Page
from checks.feedback.parts import shown_part, titled, worth
from checks.feedback.problems import either, say_problem
from checks.feedback.record import Record, record
from checks.feedback.verdicts import evidence, say

__all__ = [
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
    "paragraph",
    "quoted",
    "record",
    "say",
    "say_problem",
    "shown_part",
    "titled",
    "usable",
    "visible",
    "worth",
]
