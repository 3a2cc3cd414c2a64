"""What the names that nothing declares may be, the most usual first: every choice with which a claim can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from derivo.checks.inference.names import SPARE, Names, Typed, common
from derivo.checks.inference.uses import Uses
from derivo.checks.notation import Notation, Reading
from derivo.checks.notation.text.source import Problem
from derivo.checks.notation.tokens.bound_indices import is_size
from derivo.checks.result import Result

MOST_READINGS = 4
MOST_TRIED = 64
KINDS = {"real": 0, "vector": 1, "matrix": 2}  # and how many sizes each has
SQUARE = ("symmetric", "posdef")
NUMBER, COLUMN, TABLE = "real", "vector", "matrix"


@dataclass(frozen=True, slots=True)
class Taken:
    """One reading: the declarations that were taken, and both formulas in them."""

    lines: tuple[str, ...]
    pair: tuple[Reading, Reading]
    kinds: Mapping[str, str]
    sizes: Mapping[tuple[str, int], str]
    names: Names

    @property
    def numbers(self) -> tuple[str, ...]:
        """The names that are real numbers."""
        return tuple(head for head, kind in self.kinds.items() if kind == NUMBER)

    def changed(self, kinds: Mapping[str, str]) -> tuple[str, ...]:
        """The declarations with other kinds for some of the names."""
        return declared(self.names, {**self.kinds, **kinds}, self.sizes)


def readings(typed: Typed, names: Names, seen: Uses, known: Notation) -> list[Taken]:
    """The readings that the text leaves open, at most a few: where there are vectors, the most usual of all."""
    heads = (*names.plain, *names.families)
    choices = [_choices(head, seen) for head in heads]
    found: list[Taken] = []
    for unusual in range(sum(len(each) - 1 for each in choices) + 1):
        for kinds in islice(_chosen(choices, unusual), MOST_TRIED):
            fitted = _fitted(typed, names, dict(zip(heads, kinds, strict=True)), seen, known)
            found += [fitted] if fitted is not None else []
        if len(found) >= MOST_READINGS or (found and seen.arrays):
            break
    return found[:MOST_READINGS]


def _chosen(choices: Sequence[Sequence[str]], unusual: int) -> Iterator[tuple[str, ...]]:
    """The choices of one kind each that are so many steps from the most usual one."""
    if not choices:
        if not unusual:
            yield ()
        return
    for cost, kind in enumerate(choices[0][: unusual + 1]):
        yield from ((kind, *rest) for rest in _chosen(choices[1:], unusual - cost))


def _choices(head: str, seen: Uses) -> tuple[str, ...]:
    """The kinds that a name can have, the most usual first."""
    letter = head.partition("_")[0]
    capital, marked = letter[:1].isupper(), letter in seen.arrayed
    if not seen.arrays:
        return (NUMBER, TABLE) if capital and letter not in seen.sizes else (NUMBER,)
    if capital:
        return (TABLE, COLUMN) if marked else (TABLE, COLUMN, NUMBER)
    return (COLUMN,) if marked else (COLUMN, NUMBER) if letter in seen.normed else (NUMBER, COLUMN)


def _fitted(typed: Typed, names: Names, kinds: Mapping[str, str], seen: Uses, known: Notation) -> Taken | None:
    """The reading in which names have these kinds, sizes joined where shapes clash; None if there is none."""
    fixed = {*names.sizes, *(each.name for each in known.names.values() if is_size(each.name, known))}
    spare = (*SPARE, *(f"{SPARE[0]}_{number}" for number in range(1, 2 * len(kinds) + 1)))
    free = (each for each in spare if each not in seen.alone | fixed and known.lookup(each) is None)
    places = [(head, place) for head, kind in kinds.items() for place in range(KINDS[kind])]
    sizes = dict(zip(places, free, strict=False))
    for _ in range(len(places) + 1):
        lines = declared(names, kinds, sizes)
        found = typed.read(lines)
        if not isinstance(found, Result):
            return Taken(lines, found, kinds, sizes, names)
        same = _joined(found.problem, {*sizes.values()}, fixed) if found.problem else None
        if same is None:
            return None
        sizes = {place: same[1] if size == same[0] else size for place, size in sizes.items()}
    return None


def _joined(problem: Problem, free: set[str], fixed: set[str]) -> tuple[str, str] | None:
    """Two sizes that have to be one for shapes not to clash, the first of them free; None if nothing helps."""
    facts = dict(problem.facts)
    if problem.code == "not-square":
        pairs = [tuple(facts["shape"].split(" × "))]
    elif problem.code == "shape-clash" and " × " in facts["left"] and " × " in facts["right"]:
        left, right = facts["left"].split(" × "), facts["right"].split(" × ")
        pairs = [(left[1], right[0])] if facts.get("why") == "product" else list(zip(left, right, strict=True))
    else:
        return None
    for one, other in pairs:
        if one != other:
            ordered = (other, one) if other in free else (one, other)
            return ordered if ordered[0] in free and ordered[1] in free | fixed else None
    return None


def declared(names: Names, kinds: Mapping[str, str], sizes: Mapping[tuple[str, int], str]) -> tuple[str, ...]:
    """The declarations of names of these kinds, those of one type in one line."""
    lines: dict[str, list[str]] = {}
    for head, kind in kinds.items():
        places = (0,) if kind in SQUARE else range(KINDS.get(kind, 0))
        of = ", ".join(sizes[head, place] for place in places)
        lines.setdefault(f"{kind}({of})" if of else kind, []).append(head)
    found = list(common(names))
    for kind, heads in lines.items():
        ranges = dict.fromkeys(names.range_of(head) for head in heads)
        for each in ranges:
            same = ", ".join(names.spelled(head) for head in heads if names.range_of(head) == each)
            found.append(f"{same} : {kind}{each}")
    for letter, head in names.entries.items():
        size = names.ends[names.families[head][0]] if head in names.families else sizes.get((head, 0), "")
        found += [f"{letter} : index({size})"] if size else []
    return tuple(found)
