"""Worlds in which the conditions of a claim hold: equations are solved for what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, product as choices
from typing import Any

from flint import fmpq

from derivo.checks.judge import admissible
from derivo.checks.judge.admissible import holds, placements
from derivo.checks.judge.evaluate import Evaluator
from derivo.checks.judge.functions import lies_in
from derivo.checks.judge.scalars import ZERO, Scalar, Undefined, Unknown, Unsure, divide, may_vanish
from derivo.checks.judge.world import Environment, Spent, World
from derivo.checks.language.domains import REAL
from derivo.checks.language.orthogonal import MOST, Rows, orthogonal, projection
from derivo.checks.notation.trees import tree
from derivo.checks.worlds.values import exact

MOST_CHOICES = 64
SETTLING = 20_000  # steps for the conditions


def domain_of(world: World, name: str) -> Any:
    """The domain of a declared number or family."""
    return getattr(world.notation.names[name], "domain", REAL)


def satisfied(world: World, given: Iterable[tree.Compare]) -> bool:
    """Whether all conditions hold in a world, after what can be moved was moved for the sake of the equations."""
    judge = Evaluator(world, SETTLING)
    pairs = [(node, at) for node in given for at in placements(world, node)]
    equations = [pair for pair in pairs if pair[0].operator == "="]

    def hold(some: Iterable[tuple[tree.Compare, Environment]] = pairs) -> bool:
        return all(holds(judge, *pair) for pair in some)

    try:
        if hold() or any(hold() for _ in chain(_each_solved(judge, equations), _orthogonal(judge))):
            return True
        for pair in equations:
            if not holds(judge, *pair):
                _repaired(judge, *pair)
        if not hold(equations):
            _solved(judge, equations)
        return hold() and _within(judge)
    except (Undefined, Unsure, Unknown, Spent):
        return False


def _each_solved(judge: Evaluator, equations: list[tuple[tree.Compare, Environment]]) -> Iterator[str]:
    """The families, after the equations were solved for the entries of each alone; then they are as before."""
    judge.read.clear()
    for node, at in equations:
        list(admissible.gaps(judge, node, at))
    for name in {name: None for name, at in reversed(list(judge.read)) if at}:
        known: Any = judge.world.families[name]
        before = dict(known)
        if getattr(judge.world.notation.names[name], "trait", "") or domain_of(judge.world, name).values:
            continue
        _solved(judge, equations, name)
        if _within(judge):
            yield name
        known.update(before)


def _within(judge: Evaluator) -> bool:
    """Whether all that was read has a value that it may have."""
    return all(
        lies_in(domain_of(judge.world, name), judge.world.families[name][at] if at else judge.world.values[name])
        for name, at in judge.read
        if at or name in judge.world.values
    )


def _orthogonal(judge: Evaluator) -> Iterator[str]:
    """The matrices that the equations read, all of them orthogonal, and then projections; then they are as before."""
    read: dict[str, list[tuple[int, ...]]] = {}
    for name, at in judge.read:
        if len(at) == 2 and domain_of(judge.world, name) == REAL:
            read.setdefault(name, []).append(at)
    before = {name: dict(judge.world.families[name]) for name in read}
    for made in (orthogonal, _projection):
        for turn, (name, places) in enumerate(sorted(read.items())):
            known: Any = judge.world.families[name]
            rows, columns = (max(at[axis] for at in places) for axis in (0, 1))
            if max(rows, columns) <= MOST and not getattr(judge.world.notation.names[name], "trait", ""):
                values = made(rows, columns, turn)
                known.update({at: exact(values[at[0] - 1][at[1] - 1]) for at in places})
        yield ", ".join(read)
        for name, entries in before.items():
            restored: Any = judge.world.families[name]
            restored.update(entries)


def _projection(rows: int, columns: int, turn: int) -> Rows:
    return projection(max(rows, columns), turn)


def _repaired(judge: Evaluator, node: tree.Compare, within: Environment) -> None:
    """One equation that holds afterwards, if a simple move does it."""

    def gaps() -> list[Scalar]:
        return list(admissible.gaps(judge, node, within))

    judge.read.clear()
    for place, gap in enumerate(gaps()):
        if not may_vanish(gap):
            any(repair(judge, gaps, place) for repair in (_scaled, _moved, _picked))


def _solved(judge: Evaluator, equations: Iterable[tuple[tree.Compare, Environment]], only: str = "") -> None:
    """All equations at once, if they are linear in what was read, or in the entries of one family: by elimination."""
    judge.read.clear()

    def gaps() -> list[Scalar]:
        return [gap for node, at in equations for gap in admissible.gaps(judge, node, at)]

    start = gaps()
    places: list[Any] = [
        (judge.world.families[name], at) if at else (judge.world.values, name)
        for name, at in judge.read
        if not only or name == only
    ]
    columns = []
    for store, key in places:
        before = store[key]
        store[key] = before + 1
        columns.append([a - b for a, b in zip(gaps(), start, strict=True)])
        store[key] = before
    for (store, key), step in zip(places, _linear(columns, start), strict=True):
        store[key] = store[key] + step


def _linear(columns: list[list[Scalar]], start: list[Scalar]) -> list[Scalar]:
    """A solution of Σ step·column = −start, 0 where it is free; anything where there is none."""
    pivots: list[tuple[int, list[Scalar]]] = []
    for *line, gap in zip(*columns, start, strict=True):
        rest = [*line, -gap]
        for place, row in pivots:
            rest = [a - rest[place] * b for a, b in zip(rest, row, strict=True)]
        place = next((i for i, entry in enumerate(rest[:-1]) if not may_vanish(entry)), -1)
        if place >= 0:
            head = [divide(entry, rest[place]) for entry in rest]
            pivots = [(p, [a - r[place] * b for a, b in zip(r, head, strict=True)]) for p, r in pivots]
            pivots.append((place, head))
    found = dict(pivots)
    return [found[place][-1] if place in found else ZERO for place in range(len(columns))]


def _scaled(judge: Evaluator, gaps: Callable[[], list[Scalar]], place: int) -> bool:
    """Whether what was read of one family can be scaled so that a gap closes, on which it depends as a·t + b."""
    for name in {name: None for name, at in judge.read if at}:
        known: Any = judge.world.families[name]
        read = [at for family, at in judge.read if family == name]
        before = dict(known)

        def at(factor: Scalar, read: Any = read, before: Any = before, known: Any = known) -> Scalar:
            known.update({each: before[each] * factor for each in read})
            return gaps()[place]

        one, two, three = (at(fmpq(t)) for t in (1, 2, 3))
        slope = two - one
        if all(isinstance(each, fmpq) for each in (one, two, three)) and three - two == slope != 0:
            factor = 1 - one / slope
            domain = domain_of(judge.world, name)
            inside = all(lies_in(domain, before[each] * factor) for each in read)
            if factor > 0 and inside and at(factor) == 0:
                return True
        known.update(before)
    return False


def _picked(judge: Evaluator, gaps: Callable[[], list[Scalar]], place: int) -> bool:
    """Whether the numbers that were read of one family with finitely many values can be such that a gap closes."""
    for name in {name: None for name, at in judge.read if at}:
        listed = domain_of(judge.world, name).values
        known: Any = judge.world.families[name]
        read = [at for family, at in judge.read if family == name]
        if listed and len(listed) ** len(read) <= MOST_CHOICES:
            for values in choices(map(exact, listed), repeat=len(read)):
                known.update(zip(read, values, strict=True))
                if gaps()[place] == 0:
                    return True
    return False


def _moved(judge: Evaluator, gaps: Callable[[], list[Scalar]], place: int) -> bool:
    """Whether one number that was read can be moved so that a gap closes, in which it is linear."""
    for name, at in reversed(list(judge.read)):
        store: Any = judge.world.families[name] if at else judge.world.values
        key = at or name
        before, declared = store[key], judge.world.notation.names[name]

        def gap(value: Scalar, store: Any = store, key: Any = key) -> Scalar:
            store[key] = value
            return gaps()[place]

        zero, one, two = (gap(before + i) for i in range(3))
        slope = one - zero
        if all(isinstance(each, fmpq) for each in (zero, one, two)) and two - one == slope != 0:
            root = before - zero / slope
            if lies_in(domain_of(judge.world, name), root) and not getattr(declared, "trait", "") and gap(root) == 0:
                return True
        store[key] = before
    return False
