r"""The laws that a text names and the notation does not know: E_{x ∼ N(5, 1)}, E_{x ∼ p_data}, `where ξ ∼ N(0, I)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derivo.checks.notation.answer.answers import Reading, read_formula
from derivo.checks.notation.declare.declarations import declare
from derivo.checks.notation.names.names import Density, Notation, Random
from derivo.checks.notation.text.source import Problem, Span
from derivo.checks.notation.trees.tree import DensityAt, Expectation, Name
from derivo.checks.notation.trees.walk import parts, same

MARK = re.compile(r"~|∼|\\sim(?![A-Za-z])|\\thicksim(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class StatedLaw:
    """`name` is typed to be distributed as `law`; below E if `below`."""

    name: str
    law: str
    span: Span
    below: bool


def stated(reading: Reading) -> Iterator[StatedLaw]:
    """The laws of which nothing is read but that they stand there."""
    for remark in reading.remarks:
        if remark.code not in ("law", "reason"):
            continue
        text = reading.source.at(remark.span)
        mark = MARK.search(text)
        if mark is not None:
            name = text[: mark.start()].partition("|")[0].strip(" ,;({'")
            yield StatedLaw(name, text[mark.end() :].strip(" ,;"), remark.span, remark.code == "law")


def unknown(readings: Iterable[Reading], notation: Notation, *, only_below: bool = False) -> str:
    """The first law in some texts that is not known to be that of its name; empty if there is none."""
    found = (each for reading in readings for each in stated(reading) if each.below or not only_below)
    return next((each.law for each in found if not holds(each, notation)), "")


def holds(stated_law: StatedLaw, notation: Notation) -> bool:
    """Whether a name is declared to be normal with that mean and covariance, or has no density but that one."""
    random = named(stated_law.name, notation)
    said = read_formula(stated_law.law, notation)
    if isinstance(said, DensityAt):
        names = {name.name for name in said.values}
        others = (each for each in notation.names.values() if isinstance(each, Density) and each.name != said.density)
        return random is not None and random.name in names and not any(names & set(each.of) for each in others)
    if random is None or not random.normal:
        return False
    blank = replace(random, mean=None, variance=None, normal=False)
    without = replace(notation, names={**notation.names, random.name: blank})
    again = declare([f"let {random.name} ~ {stated_law.law}"], to=without)
    return not isinstance(again, Problem) and same(again.names[random.name], random)


def named(typed: str, notation: Notation) -> Random | None:
    """The random name that a text is."""
    node = read_formula(typed, notation)
    known = notation.lookup(node.name) if isinstance(node, Name) else None
    return known if isinstance(known, Random) else None


def alone(readings: tuple[Reading, ...], notation: Notation) -> list[tuple[str, str]]:
    """The names with a law below every E over them, always the same: they can be declared to have it.

    Nothing else may be known of them, by a density or a mean.
    """
    found = [each for reading in readings for each in stated(reading) if each.below]
    said: dict[str, set[str]] = {}
    for each in found:
        random = named(each.name, notation)
        if random is None or not is_free(random, notation):
            return []
        said.setdefault(random.name, set()).add("".join(each.law.split()))
    if any(len(laws) > 1 for laws in said.values()) or any(is_plain(each, said) for each in readings):
        return []
    return [(name, next(iter(laws))) for name, laws in said.items()]


def is_free(random: Random, notation: Notation) -> bool:
    """Whether nothing is declared of the distribution of a random name."""
    densities = (each for each in notation.names.values() if isinstance(each, Density))
    known = random.normal or random.part or random.mean is not None or random.variance is not None
    return not known and not any(random.name in (*each.of, *each.given) for each in densities)


def is_plain(reading: Reading, names: Iterable[str]) -> bool:
    """Whether a mean is taken over one of the names without a law."""
    nodes = [each for side in reading.sides for each in parts(side.tree) if isinstance(each, Expectation)]
    begins = sorted({each.span.start for each in nodes})
    lawful = {max(start for start in begins if start <= law.span.start) for law in stated(reading) if law.below}
    over = {each.span.start for each in nodes for name in each.over if name.name in names}
    return bool(over - lawful)
