"""Distributions of random names: as they are declared, the rest drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product as choices
from math import prod
from typing import Any
from zlib import crc32

from flint import fmpq

from derivo.checks.judge.arrays import Value, array
from derivo.checks.judge.chance import Normal, Normals, Table, Tables
from derivo.checks.judge.evaluate import Evaluator
from derivo.checks.judge.scalars import ONE, ZERO, Scalar, Undefined, Unknown, Unsure, applied, is_zero, may_vanish
from derivo.checks.judge.world import World
from derivo.checks.language.domains import REAL
from derivo.checks.notation.names.joints import conditionals, joints
from derivo.checks.notation.names.names import Density, Notation, Random
from derivo.checks.worlds.conditions import SETTLING
from derivo.checks.worlds.reach import Reach
from derivo.checks.worlds.values import drawn, exact


def with_chance(world: World, reached: Reach, salt: str, kind: int, laws: Iterable[Any] = ()) -> World:
    """The world with distributions of its random names; without, where what is declared of them is not known here."""
    if not reached.chancy:
        return replace(world, chance=Normals({}))
    try:
        continuous = is_continuous(world.notation, reached)
        chance: Any = normals(world, reached, salt, laws) if continuous else tables(world, reached, salt, kind)
    except (Unknown, Unsure, Undefined, NotImplementedError):
        return world
    return replace(world, chance=chance)


def is_continuous(notation: Notation, reached: Reach) -> bool:
    """Whether a random name is normal, or one with a density ranges over an interval."""
    for name, of in (*joints(notation), *conditionals(notation)):
        declared = [each for each in of if each in reached.randoms]
        dense = name in reached.declared and isinstance(notation.names.get(name), Density)
        for known in (notation.names[each] for each in declared):
            assert isinstance(known, Random)
            if known.normal or (dense and not known.domain.values and not known.domain.whole):
                return True
    return False


def met_joints(notation: Notation, reached: Reach) -> list[tuple[str, tuple[str, ...]]]:
    """The joints of names that are reached."""
    known = (*joints(notation), *conditionals(notation))
    return [(name, of) for name, of in known if not reached.randoms.keys().isdisjoint(of)]


def tables(world: World, reached: Reach, salt: str, kind: int) -> Tables:
    """Finite distributions, with what is declared of single names."""
    notation, values, found = world.notation, dict[str, list[Value]](), {}
    halves: dict[str, list[fmpq]] = {}
    for name, of in met_joints(notation, reached):
        for each in of:
            if each not in values:
                values[each], halves[each] = _samples(world, notation.names[each], salt, kind)
        weights = {}
        for at in choices(*(range(1, len(values[each]) + 1) for each in of)):
            own = [halves[each][i - 1] for each, i in zip(of, at, strict=True) if halves[each]]
            some = not own and fmpq(crc32(f"{salt}|{name}|{at}".encode()) % 7 + 1)
            weights[at] = prod(own, start=fmpq(1)) * (some or 1)
        found[name] = Table(name, of, weights)
    return Tables(found, values)


def _samples(world: World, known: Any, salt: str, kind: int) -> tuple[list[Value], list[fmpq]]:
    """The values of a random name, and their weights where something is declared of them."""
    axes = [world.sizes[size] if isinstance(size, str) else size for size in known.axes]
    if known.part:
        raise Unknown("a distribution that is known in part")
    if known.mean is None:
        listed: list[Value] = [exact(value) for value in known.domain.values] if not axes else []
        return listed or _different(known, axes, 2 + kind % 2, salt), []
    if prod(axes) > 1:
        raise Unknown("moments of a random vector")
    judge = Evaluator(world, SETTLING)
    mean = judge.scalar(known.mean, {})
    if known.domain.values == (0, 1):
        return [ZERO, ONE], [1 - mean, mean]
    spread = applied("sqrt", judge.scalar(known.variance, {})) if known.variance is not None else ONE
    return [mean - spread, mean + spread], [fmpq(1, 2), fmpq(1, 2)]


def _different(known: Any, axes: list[int], count: int, salt: str) -> list[Value]:
    """Different values."""
    found: list[Value] = []
    for turn in range(50):
        labels = (f"{salt}|{known.name}|{turn}|{i}" for i in range(prod(axes)))
        value = array(tuple(axes[:1]), tuple(axes[1:]), (drawn(known.domain, label, 0) for label in labels))
        if value not in found:
            found.append(value)
        if len(found) == count:
            return found
    raise Unknown("a random name with too few values")


def normals(world: World, reached: Reach, salt: str, laws: Iterable[Any]) -> Normals:
    """Normal distributions: as they are declared, or given by `laws`, else drawn."""
    notation, found, own = world.notation, {}, set[str]()
    stated = {(law.joint, law.name): law for law in laws}
    for name, of in met_joints(notation, reached):
        known = {}
        for each in of:
            declared = notation.names[each]
            assert isinstance(declared, Random)
            if declared.domain.low is not None or declared.domain.high is not None or declared.domain.values:
                raise Unknown("a continuous name in a range")
            if any((world.sizes[size] if isinstance(size, str) else size) != 1 for size in declared.axes):
                raise Unknown("normal vectors")
            if declared.mean is not None and each not in own:
                known[each] = _law(world, declared, of)
            elif (law := stated.get((name, each))) is not None:
                known[each] = {key: exact(c) for key, c in law.mean}, exact(law.variance)
        own.update(of)
        found[name] = _joint(of, known, f"{salt}|{name}")
    return Normals(found)


def _law(world: World, declared: Random, of: tuple[str, ...]) -> tuple[dict[str, Scalar], Scalar]:
    """The coefficients of a declared mean, which must be affine in the others, and the variance."""
    judge = Evaluator(world if world.chance else replace(world, chance=Normals({})), SETTLING)
    at: dict[str, Any] = {f"@{each}": ZERO for each in of}
    variance = judge.scalar(declared.variance, at) if declared.variance is not None else ONE
    start = judge.scalar(declared.mean, at) if declared.mean is not None else ZERO
    mean = {"": start}
    for each in of:
        one, two = (judge.scalar(declared.mean, {**at, f"@{each}": fmpq(i)}) - start for i in (1, 2))  # type: ignore[arg-type]
        if not may_vanish(two - 2 * one):
            raise Unknown("a mean that is not affine")
        mean[each] = one
    return mean, variance


def _joint(of: tuple[str, ...], known: Mapping[str, Any], salt: str) -> Normal:
    """The joint of names that are each normal given others, parents first."""
    placed: list[str] = []
    waiting = [*(each for each in of if each not in known), *(each for each in of if each in known)]
    means: dict[str, Scalar] = {}
    spread: dict[tuple[str, str], Scalar] = {}
    while waiting:
        ready = (e for e in waiting if all(p in placed or p in ("", e) or is_zero(c) for p, c in _mean(e, known)))
        each = next(ready, None)
        if each is None:
            raise Unknown("distributions that depend on each other")
        waiting.remove(each)
        free = (
            {"": drawn(REAL, f"{salt}|{each}", 0), **{p: fmpq(1, 2) for p in placed}},
            fmpq(crc32(salt.encode()) % 3 + 1),
        )
        mean, variance = known.get(each, free)
        means[each] = sum((mean.get(p, ZERO) * means[p] for p in placed), start=mean.get("", ZERO))
        for other in placed:
            spread[each, other] = spread[other, each] = sum(
                (mean.get(p, ZERO) * spread[p, other] for p in placed), start=ZERO
            )
        spread[each, each] = sum((mean.get(p, ZERO) * spread[p, each] for p in placed), start=variance)
        placed.append(each)
    return Normal(of, [means[e] for e in of], [[spread[a, b] for b in of] for a in of])


def _mean(name: str, known: Mapping[str, Any]) -> Iterable[tuple[str, Scalar]]:
    return known[name][0].items() if name in known else ()
