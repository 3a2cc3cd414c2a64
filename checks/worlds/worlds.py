"""The worlds in which the second judge looks at a claim: concrete sizes, and a value for every name that is reached.

What is declared holds in every world: those that break a condition are never shown to the judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, product as choices
from math import prod
from typing import Any

from flint import fmpq

from derivo.checks.judge.arrays import Value, array
from derivo.checks.judge.chance import Normals, Tables
from derivo.checks.judge.functions import Function
from derivo.checks.judge.scalars import Scalar
from derivo.checks.judge.second import VARYING
from derivo.checks.judge.world import World
from derivo.checks.notation.names.names import Family, Symbol, UnknownFunction
from derivo.checks.verdict import Relation, Typed
from derivo.checks.worlds.conditions import satisfied
from derivo.checks.worlds.distributions import with_chance
from derivo.checks.worlds.reach import Reach, reach
from derivo.checks.worlds.values import KINDS, drawn, family, function

ATTEMPTS = 4  # to satisfy the conditions of a claim
LARGEST_SIZE = 6
MOST_CHOICES = 14  # of sizes


def proposed(typed: Typed, relation: Relation) -> Iterator[tuple[World, ...]]:
    """Worlds at which a claim is looked at before it counts as proved, small sizes first; of what varies, three."""
    reached = reach(typed)
    for places, kind in _order(reached):
        turns = range(3 if relation in VARYING else 1)
        several = [worlds(typed, reached, _moved(places, typed, turn), kind, turn) for turn in turns]
        yield from zip(*several, strict=False)


def _moved(places: Mapping[str, int], typed: Typed, turn: int) -> Mapping[str, int]:
    """Other sizes where the claim is about these."""
    return {name: size + turn if name in typed.notation.about else size for name, size in places.items()}


def _order(reached: Reach) -> Iterator[tuple[Mapping[str, int], int]]:
    """Sizes and kinds of points in turn: small sizes first, each with generic points and one of another kind."""
    names = list(reached.sizes)
    if not names:
        for kind in (0, 1, 2, 3, 4):
            yield {}, kind
        return
    for turn, at in enumerate(islice(_sizes(len(names)), MOST_CHOICES)):
        places = dict(zip(names, at, strict=True))
        yield places, 0
        yield places, 1 + turn % (KINDS - 1)


def _sizes(count: int) -> Iterator[tuple[int, ...]]:
    """Choices of sizes, by their largest: all that there are for two, first the equal ones; else such as differ."""
    for most in range(1, LARGEST_SIZE + 1):
        if count <= 2:
            yield (most,) * count
            yield from (at for at in choices(range(1, most + 1), repeat=count) if max(at) == most and min(at) < most)
        else:
            yield from (tuple(max(1, most - (i + turn) % 3) for i in range(count)) for turn in range(min(most, 3)))


def worlds(typed: Typed, reached: Reach, places: Mapping[str, int], kind: int, turn: int = 0) -> Iterator[World]:
    """The worlds of a kind at some sizes, one for each placement of the free indices and samples.

    With another `turn`, the names that the claim is about have other values. None if a condition cannot be satisfied.
    """
    for attempt in range(ATTEMPTS):
        salt = f"{kind if kind != 3 else ''}{attempt or ''}{sum(places.values()) or ''}"  # other sizes, other numbers
        world = _drawn(typed, reached, places, salt, kind, turn)
        if satisfied(world, typed.given):
            yield from _placed(world, reached)
            return


def _drawn(typed: Typed, reached: Reach, sizes: Mapping[str, int], salt: str, kind: int, turn: int) -> World:
    values: dict[str, Scalar] = {}
    families: dict[str, dict[tuple[int, ...], Scalar]] = {}
    functions: dict[str, Function] = {}
    for name, known in reached.declared.items():
        own = f"{salt}′{turn}" if turn and name in typed.notation.about else salt
        match known:
            case Symbol() if name not in sizes:
                values[name] = drawn(known.domain, own if kind == 3 and not turn else f"{own}|{name}", kind)
            case Family():
                families[name] = family(known, sizes, own, kind)
            case UnknownFunction():
                functions[name] = function(known, sizes, own)
    world = World(typed.notation, sizes, values, families, functions, {})
    return with_chance(world, reached, salt, kind) if reached.randoms else world


def _placed(world: World, reached: Reach) -> Iterator[World]:
    """A world at all placements of free indices, and of the samples of random names."""
    letters = [
        (f"#{letter}", [fmpq(i + 1) for i in range(world.sizes[size])]) for letter, size in reached.letters.items()
    ]
    free: list[tuple[str, list[Any]]] = []
    if isinstance(world.chance, Tables):
        free = [(f"@{name}", list(range(1, len(world.chance.values[name]) + 1))) for name in reached.free]
    elif isinstance(world.chance, Normals):
        free = [(f"@{name}", [anything(world, name, label) for label in ("°", "°°")]) for name in reached.free]
    for at in choices(*(options for _, options in (*letters, *free))):
        keys = (key for key, _ in (*letters, *free))
        yield replace(world, start=dict(zip(keys, at, strict=True)))


def anything(world: World, name: str, salt: str) -> Value:
    """Some value of a random name."""
    known: Any = world.notation.names[name]
    axes = world.extents(known.axes)
    places = range(prod(axes))
    dims = (*((size,) for size in axes), (), ())
    return array(dims[0], dims[1], (drawn(known.domain, f"{salt}{name}|{i}", 0) for i in places))


def spelled(world: World) -> str:
    """A world in one line."""
    said = [f"{name} = {size}" for name, size in world.sizes.items()]
    said += [f"{key[1:]} = {value}" for key, value in world.start.items()]
    said += [f"{name} = {value}" for name, value in world.values.items()]
    for name, known in world.families.items():
        said += [f"{name}{list(at)} = {value}" for at, value in list(known.items())[:12]]
    return ", ".join(said)
