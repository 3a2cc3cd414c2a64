"""Facts that people leave out: the declarations of a reading with one of them, for which a claim may hold after all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from derivo.checks.inference.kinds import TABLE, Taken, declared

WHOLE = frozenset("ijklmnNMKT")
BITS = frozenset("tyzr")
DIMENSIONS = frozenset("dDnNmMpk")
MEANS, SPREADS = ("mu", "m"), ("sigma", "s")
Fact = tuple[str, tuple[str, ...]]  # what is declared, and all declarations


def facts(taken: Taken) -> Iterator[Fact]:
    """Signs and whole numbers, dimensions, symmetric matrices, and of random names moments and independence."""
    for change in (*_signs(taken), *_symmetric(taken)):
        yield _said(change, taken), taken.changed(change)
    yield from _dimensions(taken)
    yield from _moments(taken)
    if len(taken.names.random) > 1:
        yield _of_random(taken, "independent")


def _signs(taken: Taken) -> Iterator[Mapping[str, str]]:
    numbers, whole = taken.numbers, [head for head in taken.numbers if head in WHOLE]
    bits = [head for head in numbers if head.partition("_")[0] in BITS]
    if numbers:
        yield dict.fromkeys(numbers, "positive")
    if whole:
        yield dict.fromkeys(whole, "natural")
    if whole and len(whole) < len(numbers):
        yield {**dict.fromkeys(numbers, "positive"), **dict.fromkeys(whole, "natural")}
    for domain in ("{0, 1}", "{-1, 1}") if bits else ():
        yield dict.fromkeys(bits, domain)


def _symmetric(taken: Taken) -> Iterator[Mapping[str, str]]:
    square = [
        head
        for head, kind in taken.kinds.items()
        if kind == TABLE and taken.sizes[head, 0] == taken.sizes[head, 1] and head not in taken.names.families
    ]
    for kind in ("symmetric", "posdef") if square else ():
        yield dict.fromkeys(square, kind)


def _dimensions(taken: Taken) -> Iterator[Fact]:
    """A number that is the size of vectors or matrices: tr(I) = n."""
    for number in (head for head in taken.numbers if head in DIMENSIONS):
        kinds = {head: kind for head, kind in taken.kinds.items() if head != number}
        for size in dict.fromkeys(taken.sizes.values()):
            sizes = {place: number if each == size else each for place, each in taken.sizes.items()}
            lines = declared(taken.names, kinds, sizes)
            yield next(line for line in lines if f"({number}" in line or f", {number})" in line), lines


def _moments(taken: Taken) -> Iterator[Fact]:
    """A number that is the mean or the deviation of a random name."""
    if len(taken.names.random) == 1:
        mean = next((each for each in MEANS if each in taken.numbers), "")
        spread = next((each for each in SPREADS if each in taken.numbers), "")
        if mean:
            yield _of_random(taken, f"mean {mean}")
        if mean and spread:
            yield _of_random(taken, f"mean {mean}, variance {spread}^2")
        elif spread:
            yield _of_random(taken, f"mean 0, variance {spread}^2")


def _of_random(taken: Taken, fact: str) -> Fact:
    names = replace(taken.names, random=())
    said = f"{', '.join(taken.names.random)} : random real, {fact}"
    return said, (*declared(names, taken.kinds, taken.sizes), said)


def _said(change: Mapping[str, str], taken: Taken) -> str:
    """The declarations of what changes, to be pasted."""
    return "; ".join(line for line in taken.changed(change) if line not in taken.lines)
