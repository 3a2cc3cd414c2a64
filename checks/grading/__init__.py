"""Submissions in, results out: many answers in one command, each in a worker process with a deadline."""

from derivo.checks.grading.grade import SECONDS, Graded, grade
from derivo.checks.grading.reports import as_json, writer
from derivo.checks.grading.submissions import Submission, submissions

__all__ = ["SECONDS", "Graded", "Submission", "as_json", "grade", "submissions", "writer"]
