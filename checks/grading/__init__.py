"""Submissions in, results out: many answers in one command, each in a worker process with a deadline."""

from derivo.checks.grading.grade import SECONDS, Graded, grade
from derivo.checks.grading.reports import as_json, writer
from derivo.checks.grading.submissions import Columns, Submission, TableError, submissions

__all__ = ["SECONDS", "Columns", "Graded", "Submission", "TableError", "as_json", "grade", "submissions", "writer"]
