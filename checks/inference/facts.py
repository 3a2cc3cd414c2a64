"""Facts that people leave out: the declarations of a reading with one of them, for which a claim may hold after all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from derivo.checks.inference.kinds import COLUMN, TABLE, Taken, declared
from derivo.checks.inference.uses import LOGISTIC

WHOLE = frozenset("ijklmnNMKT")
BITS = frozenset("tyzr")
SHARES = frozenset(("p", "q", "pi", "w", "alpha", "lambda", "theta", "gamma", "r", "t", "a", "b"))
DIMENSIONS = frozenset("dDnNmMpk")
MEANS, SPREADS = ("mu", "m"), ("sigma", "s")
UNIT, ORTHOGONAL, PROJECTIONS = frozenset("uvenq"), frozenset("UVQ"), frozenset("PH")
ACTIVATIONS = ("tanh(u)", "max(0, u)")
Fact = tuple[str, tuple[str, ...]]  # what is declared, and all declarations


def facts(taken: Taken) -> Iterator[Fact]:
    """Signs, sets and ranges of numbers, dimensions, shares, kinds of matrices, moments, other functions by σ."""
    for change in (*_signs(taken), *_ranges(taken), *_symmetric(taken)):
        lines = taken.changed(change)
        yield "; ".join(line for line in lines if line not in taken.lines), lines
    for said in (*_given(taken), *_means_of_data(taken)):
        yield said, (*taken.lines, said)
    yield from _dimensions(taken)
    yield from _random(taken)
    for body in ACTIVATIONS if LOGISTIC in taken.names.functions else ():
        said = f"{LOGISTIC}(u) = {body}"
        yield said, tuple(said if line.startswith(f"{LOGISTIC}(u)") else line for line in taken.lines)


def letter(head: str) -> str:
    """The letter of a name, whatever stands below it."""
    return head.partition("_")[0]


def _signs(taken: Taken) -> Iterator[Mapping[str, str]]:
    """Positive numbers, and whole ones."""
    numbers, whole = taken.numbers, [head for head in taken.numbers if head in WHOLE]
    if numbers:
        yield dict.fromkeys(numbers, "positive")
    if whole:
        yield dict.fromkeys(whole, "natural")
    if whole and len(whole) < len(numbers):
        yield {**dict.fromkeys(numbers, "positive"), **dict.fromkeys(whole, "natural")}


def _ranges(taken: Taken) -> Iterator[Mapping[str, str]]:
    """Labels and shares."""
    bits = [head for head in taken.numbers if letter(head) in BITS]
    shares = [head for head in taken.numbers if letter(head) in SHARES]
    for domain in ("{0, 1}", "{-1, 1}") if bits else ():
        yield dict.fromkeys(bits, domain)
    if shares:
        yield dict.fromkeys(shares, "real in [0, 1]")


def _symmetric(taken: Taken) -> Iterator[Mapping[str, str]]:
    square = [head for head in _of_kind(taken, TABLE) if taken.sizes[head, 0] == taken.sizes[head, 1]]
    for kind in ("symmetric", "posdef") if square else ():
        yield dict.fromkeys(square, kind)


def _given(taken: Taken) -> Iterator[str]:
    """Shares that sum to one, vectors of length one, orthogonal matrices, projections."""
    families = taken.names.families
    for head in (each for each in taken.numbers if each in families and letter(each) in SHARES):
        yield f"given \\sum_{families[head][-1]} {taken.names.spelled(head)} = 1"
    for head in _of_kind(taken, COLUMN):
        if letter(head) in UNIT:
            yield f"given {head}^T {head} = 1"
    for head in _of_kind(taken, TABLE):
        if letter(head) in ORTHOGONAL:
            yield f"given {head}^T {head} = I"
        if letter(head) in PROJECTIONS:
            yield f"given {head} {head} = {head}"


def _means_of_data(taken: Taken) -> Iterator[str]:
    """A number that is the mean of data: μ, or x̄ beside x_n."""
    for head in taken.numbers:
        data = [each for each in taken.numbers if len(taken.names.families.get(each, ())) == 1]
        for each in data:
            if head in MEANS or head == f"{each}_bar":
                (index,) = taken.names.families[each]
                size, entry = taken.names.ends[index], taken.names.spelled(each)
                yield f"given {size} {head} = \\sum_{index} {entry}"


def _dimensions(taken: Taken) -> Iterator[Fact]:
    """A number that is the size of vectors or matrices: tr(I) = n."""
    for number in (head for head in taken.numbers if head in DIMENSIONS):
        kinds = {head: kind for head, kind in taken.kinds.items() if head != number}
        for size in dict.fromkeys(taken.sizes.values()):
            sizes = {place: number if each == size else each for place, each in taken.sizes.items()}
            lines = declared(replace(taken.names, plain=(*kinds,)), kinds, sizes)
            yield next(line for line in lines if f"({number}" in line or f", {number})" in line), lines


def _random(taken: Taken) -> Iterator[Fact]:
    """Random names of which mean and deviation are among the numbers, or that are independent."""
    mean = next((each for each in MEANS if each in taken.numbers), "")
    spread = next((each for each in SPREADS if each in taken.numbers), "")
    if len(taken.names.random) == 1 and (mean or spread):
        moments = [f"mean {mean or 0}"] + ([f"variance {spread}^2"] if spread else [])
        yield _of_random(taken, ", ".join(moments))
    if len(taken.names.random) > 1:
        yield _of_random(taken, "independent")


def _of_random(taken: Taken, fact: str) -> Fact:
    names = replace(taken.names, random=())
    said = f"{', '.join(taken.names.random)} : random real, {fact}"
    return said, (*declared(names, taken.kinds, taken.sizes), said)


def _of_kind(taken: Taken, kind: str) -> list[str]:
    """The names of a kind that are no families."""
    return [head for head, each in taken.kinds.items() if each == kind and head not in taken.names.families]
