"""TRUSTED. A witness as a world of the second judge: the names of entries, samples and weights, read back.

`x[1,2]` is an entry, marked (x′) at another point; `|X|` the number of samples of X, `X°` the sample or value that is
free, `X[1]` the value at a sample, `p[1,2]` a weight, `s(X)[1]` the value of a function at samples.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import fmpq

from checks.judge.arrays import Array, Value, array, entries
from checks.judge.chance import Table, Tables
from checks.judge.evaluate import World
from checks.judge.scalars import ZERO, Scalar, Unknown, Unsure, plain
from checks.judge.worlds import Reach, drawn, family, function, is_continuous, normals, tables
from checks.notation.names import Family, Random, Symbol, UnknownFunction
from checks.verdict import Typed, Witness

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
        exact = fmpq(Fraction(value).numerator, Fraction(value).denominator)
        entry = ENTRY.fullmatch(name)
        if entry:
            at = tuple(map(int, entry["at"].split(",")))
            found.entries.setdefault(entry["family"], {})[at] = exact
        else:
            found.plain[name] = exact
    return found


def world_of(typed: Typed, reached: Reach, witness: Witness, mark: str) -> World:
    """The world that a witness describes; with a mark, that of another point. What it leaves open is drawn."""
    point, places = _parsed(witness), dict(witness.sizes)
    about = typed.notation.about
    usual = 1 if witness.continuous or not reached.sizes or is_continuous(typed.notation, reached) else 2
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
    functions = _functions(typed, reached, witness, point, world, mark)
    world = World(typed.notation, sizes, values, families, functions, start)
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


def _functions(
    typed: Typed, reached: Reach, witness: Witness, point: _Point, world: World, mark: str
) -> dict[str, Callable[..., Value]]:
    """The unknown functions: polynomials, or tables of values at samples."""
    stated, found = dict(witness.functions), {}
    for name, known in reached.declared.items():
        if not isinstance(known, UnknownFunction):
            continue
        own = name + mark if name + mark in stated else name
        listed = [each for each in point.entries if (m := NETWORK.fullmatch(each)) and m["function"] == name]
        if own in stated:
            found[name] = _polynomial(stated[own], decaying=witness.decaying)
        elif listed:
            wanted = [each for each in listed if each.endswith(mark)] if mark else [e for e in listed if e[-1] == ")"]
            found[name] = _tabled(known, wanted or listed, point, world)
        else:
            found[name] = function(known, world.sizes, "")
    return found


def _polynomial(coefficients: tuple[Fraction, ...], *, decaying: bool) -> Callable[..., Value]:
    """A polynomial in the first argument plus twice the second …, perhaps times exp(−x² − y² − …)."""
    from checks.judge.scalars import applied

    def of(*arguments: Value) -> Value:
        if any(isinstance(each, Array) for each in arguments):
            raise Unknown("a function of an array")
        inside = sum((each * fmpq(i) for i, each in enumerate(arguments, start=1)), start=ZERO)  # type: ignore[arg-type]
        total: Scalar = ZERO
        for c in reversed(coefficients):
            total = total * inside + fmpq(c.numerator, c.denominator)
        if decaying:
            total = total * applied("exp", -sum((each * each for each in arguments), start=ZERO))  # type: ignore[arg-type,operator]
        return total

    return of


def _tabled(known: UnknownFunction, listed: list[str], point: _Point, world: World) -> Callable[..., Value]:
    """A function by its values where its arguments have those of samples."""
    axes = [world.sizes[size] if isinstance(size, str) else size for size in known.axes]
    rows: dict[tuple[Value, ...], dict[tuple[int, ...], fmpq]] = {}
    for each in listed:
        match = NETWORK.fullmatch(each)
        assert match
        names = match["of"].split(", ")
        for at, value in point.entries[each].items():
            inputs = tuple(
                _value(world.notation.names[n], i, point, world) for n, i in zip(names, at[: len(names)], strict=True)
            )
            rows.setdefault(inputs, {})[at[len(names) :]] = value

    def of(*arguments: Value) -> Value:
        near = [inputs for inputs in rows if all(map(_overlap, inputs, arguments))]
        if len(near) != 1:  # beside a sample, a function may well have the value that it has there
            raise Unsure
        row = rows[near[0]]
        if not axes:
            return row[()]
        if any((i,) not in row for i in range(1, axes[0] + 1)):
            raise Unsure
        return array((axes[0],), (), (row[i,] for i in range(1, axes[0] + 1)))

    return of


def _overlap(one: Value, other: Value) -> bool:
    pairs = zip(map(plain, entries(one)), map(plain, entries(other)), strict=True)
    return not any(a < b or a > b for a, b in pairs)


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
    if is_continuous(world.notation, reached):
        chance: Any = normals(world, reached, "", witness.normals)
        free = {f"@{name}": point.plain[f"{name}°"] for name in reached.randoms if f"{name}°" in point.plain}
    else:
        chance = _tables(world, reached, point, places)
        free = {f"@{name}": places[f"{name}°"] for name in reached.randoms if f"{name}°" in places}
    return World(
        world.notation, world.sizes, world.values, world.families, world.functions, {**world.start, **free}, chance
    )


def _tables(world: World, reached: Reach, point: _Point, places: Mapping[str, int]) -> Tables:
    found = tables(world, reached, "", 0)
    values = dict(found.values)
    for name in values:
        count = places.get(f"|{name}|")
        if count is not None:
            values[name] = [_value(world.notation.names[name], i, point, world) for i in range(1, count + 1)]
    listed = {}
    for name, table in found.tables.items():
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
    from itertools import product

    return Table(table.name, table.of, {at: fmpq(1) for at in product(*(range(1, n + 1) for n in sizes))})
