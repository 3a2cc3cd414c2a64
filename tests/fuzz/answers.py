"""Answers to the parts of the catalogue: a right one in a disguise is never wrong, one that is off is never right."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from derivo.derivations import catalogue
from tests.fuzz.judging import Typed

# What stands for a right value R: the same value, or another one whatever the names are.
SAME = (
    "@",
    "(@)",
    "@ + 0",
    "1 (@)",
    "2 (@)/2",
    "(@) + 3 - 3",
    "-(-(@))",
    "3(@) - 2(@)",
    "((@) + 1) - 1",
    r"\frac{2(@)}{2}",
    "0 + (@)",
    "(@)(1/2 + 1/2)",
)
OTHER = (
    "(@) + 1",
    "(@) - 1/1000",
    "1 + (@)",
    "(@) + 1/10^6",
    "((@) + 1) - 2",
    "(@) + (@)^2 + 1 - (@)^2",
    "-1 + (@)",
    "(@) = (@) + 1",
    "(@) + 1 + 0",
)


@cache
def right():
    """The right answers of the tests that are one value, each with its part."""
    found = []
    for path in sorted((Path(__file__).parent.parent / "derivations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                question, _, name = row["part"].partition(".")
                part = catalogue()[question].part(name) if question in catalogue() else None
                whole = not any(
                    mark in row["answer"]
                    for mark in ("=", ",", ":", "where", "~", "sim", "<", ">", "propto", "for ", "arg", "->", "to")
                )
                if part and row["outcome"] == "correct" and part.kind == "value" and not part.objective and whole:
                    found.append((row["part"], row["answer"]))
    return tuple(found)


def answer(source):
    """A right answer, disguised, or spoilt."""
    part, known = source.choice(right())
    truth = source.random() < 0.5
    text = source.choice(SAME if truth else OTHER).replace("@", known)
    return Typed("answers", truth, text, part=part)
