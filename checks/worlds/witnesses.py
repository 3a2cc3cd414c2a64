"""A witness as a world of the second judge: the names of entries, samples and weights, read back.

`x[1,2]` is an entry, marked (x′) at another point; `|X|` the number of samples of X, `X°` the sample or value that is
free, `X[1]` the value at a sample, `p[1,2]` a weight, `s(X)[1]` the value of a function at samples.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product as choices
from typing import Any

from flint import arb, fmpq

from derivo.checks.judge.arrays import Value, array
from derivo.checks.judge.chance import Normals, Table, Tables
from derivo.checks.judge.functions import Function, Listed, Polynomials
from derivo.checks.judge.scalars import Scalar
from derivo.checks.judge.second import IMPLYING, VARYING
from derivo.checks.judge.world import World
from derivo.checks.notation.names.names import Family, Random, Symbol, UnknownFunction
from derivo.checks.verdict import Relation, Typed, Witness
from derivo.checks.worlds.conditions import satisfied
from derivo.checks.worlds.distributions import is_continuous, normals, tables
from derivo.checks.worlds.reach import Reach, reach
from derivo.checks.worlds.values import drawn, exact, family, function

ENTRY = re.compile(r"(?P<family>.+)\[(?P<at>[\d,\s]+)\]")
NETWORK = re.compile(r"(?P<function>.+)\((?P<of>[^()]+)\)(?P<mark>[′″]*)")


@dataclass(slots=True)
class _Point:
    """The values of a witness, entries by family."""

    plain: dict[str, fmpq] = field(default_factory=dict)
    entries: dict[str, dict[tuple[int, ...], fmpq]] = field(default_factory=dict)


def _parsed(witness: Witness) -> _Point:
    found = _Point()
    for name, value in witness.point:
        entry = ENTRY.fullmatch(name)
        if entry:
            at = tuple(map(int, entry["at"].split(",")))
            found.entries.setdefault(entry["family"], {})[at] = exact(value)
        else:
            found.plain[name] = exact(value)
    return found


def described(typed: Typed, relation: Relation, witness: Witness) -> Sequence[World]:
    """The worlds that a witness describes: one; of what varies, two or three; of an implication, an interval."""
    reached = reach(typed)
    if relation in VARYING:
        marks = ("", "′", "″") if witness.compares == "ratios" else ("", "′")
        return [world_of(typed, reached, witness, mark) for mark in marks]
    world = world_of(typed, reached, witness, "")
    if relation not in IMPLYING:
        satisfied(world, typed.given)  # what the witness leaves open is settled
        return [world]
    radius, (name, value) = exact(witness.radius), witness.point[0]
    around = (exact(value) - radius, exact(value) + radius, arb(exact(value), radius) if radius else exact(value))
    return [replace(world, values={**world.values, name: each}) for each in around]


def world_of(typed: Typed, reached: Reach, witness: Witness, mark: str) -> World:
    """The world that a witness describes; with a mark, that of another point. What it leaves open is drawn."""
    point, places = _parsed(witness), dict(witness.sizes)
    about = typed.notation.about
    usual = 1 if reached.chancy and is_continuous(typed.notation, reached) else 2
    sizes = {name: places.get(name, usual) for name in reached.sizes}
    for name in sizes:
        own = name + mark if name in about and name + mark in point.plain else name
        sizes[name] = int(point.plain[own].p) if own in point.plain else sizes[name]
    values: dict[str, Scalar] = {}
    families: dict[str, dict[tuple[int, ...], Scalar]] = {}
    for name, known in reached.declared.items():
        own = name + mark if name in about else name
        match known:
            case Symbol() if name not in sizes:
                values[name] = point.plain.get(own, point.plain.get(name, drawn(known.domain, name, 0)))
            case Family():
                families[name] = _filled(known, sizes, point.entries.get(own) or point.entries.get(name, {}))
    start = {f"#{letter}": fmpq(places.get(letter, 1)) for letter in reached.letters}
    world = World(typed.notation, sizes, values, families, {}, start)
    functions = _functions(reached, witness, point, world, mark)
    world = replace(world, functions=functions)
    return _with_chance(world, reached, witness, point, places) if reached.randoms else world


def _filled(known: Family, sizes: Mapping[str, int], given: Mapping[tuple[int, ...], fmpq]) -> dict[Any, Scalar]:
    found = family(known, sizes, "", 0)
    for at, value in given.items():
        if at not in found:
            continue  # an entry that does not exist at these sizes
        found[at] = value
        if known.trait in ("symmetric", "posdef", "psd"):
            found[*at[:-2], at[-1], at[-2]] = value
    return found


def _functions(reached: Reach, witness: Witness, point: _Point, world: World, mark: str) -> dict[str, Function]:
    """The unknown functions: polynomials, or tables of values at samples."""
    stated = dict(witness.functions)
    found: dict[str, Function] = {}
    for name, known in reached.declared.items():
        if not isinstance(known, UnknownFunction):
            continue
        own = name + mark if name + mark in stated else name
        listed = [each for each in point.entries if (m := NETWORK.fullmatch(each)) and m["function"] == name]
        if own in stated:
            row = tuple(map(exact, stated[own]))
            found[name] = Polynomials((row,), "decaying" if witness.decaying else "")
        elif listed:
            wanted = [each for each in listed if each.endswith(mark)] if mark else [e for e in listed if e[-1] == ")"]
            found[name] = _tabled(known, wanted or listed, point, world)
        else:
            found[name] = function(known, world.sizes, "")
    return found


def _tabled(known: UnknownFunction, listed: list[str], point: _Point, world: World) -> Listed:
    """A function by its values where its arguments have those of samples."""
    axes = world.extents(known.axes)
    rows: dict[tuple[Value, ...], dict[tuple[int, ...], fmpq]] = {}
    for each in listed:
        match = NETWORK.fullmatch(each)
        assert match
        names = [world.notation.names[name] for name in match["of"].split(", ")]
        for at, value in point.entries[each].items():
            inputs = tuple(_value(name, i, point, world) for name, i in zip(names, at, strict=False))
            rows.setdefault(inputs, {})[at[len(names) :]] = value
    places = list(choices(*(range(1, size + 1) for size in axes)))
    return Listed({inputs: tuple(row[at] for at in places) for inputs, row in rows.items() if row.keys() >= {*places}})


def _value(known: Any, sample: int, point: _Point, world: World) -> Value:
    """The value of a random name at a sample; what the witness leaves open is some number of its own."""
    assert isinstance(known, Random)
    axes = [world.sizes[size] if isinstance(size, str) else size for size in known.axes]
    given = point.entries.get(known.name, {})
    if not axes:
        listed = known.domain.values
        other = fmpq(listed[sample - 1].numerator, listed[sample - 1].denominator) if listed else fmpq(sample * 7, 5)
        return given.get((sample,), other)
    return array((axes[0],), (), (given.get((sample, i), fmpq(sample * 7 + i, 5)) for i in range(1, axes[0] + 1)))


def _with_chance(world: World, reached: Reach, witness: Witness, point: _Point, places: Mapping[str, int]) -> World:
    known: Mapping[str, Any] = places
    if not reached.chancy:
        samples = {name: places.get(f"{name}°", 1) for name in reached.free}
        start = {f"@{name}": _value(world.notation.names[name], i, point, world) for name, i in samples.items()}
        return replace(world, start={**world.start, **start}, chance=Normals({}))
    if is_continuous(world.notation, reached):
        chance: Any = normals(world, reached, "", witness.normals)
        known = point.plain
    else:
        chance = _tables(world, reached, point, places)
    free = {f"@{name}": known[f"{name}°"] for name in reached.randoms if f"{name}°" in known}
    return replace(world, start={**world.start, **free}, chance=chance)


def _tables(world: World, reached: Reach, point: _Point, places: Mapping[str, int]) -> Tables:
    found = tables(world, reached, "", 0)
    values = dict(found.values)
    for name in values:
        count = places.get(f"|{name}|")
        if count is not None:
            values[name] = [_value(world.notation.names[name], i, point, world) for i in range(1, count + 1)]
    listed = {}
    for name, table in found.joints.items():
        given = point.entries.get(name)
        if given is None:
            sizes = [len(values[each]) for each in table.of]
            same = all(size == len(found.values[each]) for size, each in zip(sizes, table.of, strict=True))
            listed[name] = table if same else _even(table, sizes)
        else:
            listed[name] = Table(name, table.of, given)
    return Tables(listed, values)


def _even(table: Table, sizes: list[int]) -> Table:
    """A joint of which the witness says nothing: all samples alike."""
    return Table(table.name, table.of, {at: fmpq(1) for at in choices(*(range(1, n + 1) for n in sizes))})
