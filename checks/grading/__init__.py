"""Submissions in, results out: many answers in one command, each in a worker process with a deadline."""

from checks.grading.grade import SECONDS, Graded, grade
from checks.grading.reports import as_json, writer
from checks.grading.submissions import Submission, submissions

__all__ = ["SECONDS", "Graded", "Submission", "as_json", "grade", "submissions", "writer"]
