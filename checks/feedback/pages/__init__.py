"""One page for each outcome, problem and reason: what it means, and an example of it."""

from __future__ import annotations

from collections.abc import Mapping

from derivo.checks.feedback.pages.outcomes import OUTCOMES, ROWS
from derivo.checks.feedback.pages.page import Page
from derivo.checks.feedback.pages.problems import PROBLEMS
from derivo.checks.feedback.pages.reasons import REASONS

__all__ = ["OUTCOMES", "PAGES", "PROBLEMS", "Page"]

PAGES: Mapping[str, Page] = {**OUTCOMES, **REASONS, **ROWS, **PROBLEMS}
