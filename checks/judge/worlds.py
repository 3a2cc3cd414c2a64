"""The worlds in which the second judge looks at a claim: concrete sizes, and a value for every name that is reached.

Values are drawn by a checksum of what they are drawn for: the same everywhere, every time. A world is of one `kind`:
two of generic numbers, then zeros and ones, equal numbers, ends of ranges. What is declared holds in every world: those
that break a condition are never shown to the judge. Nothing here can make a wrong verdict: worlds only veto or confirm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product as choices
from math import prod
from typing import Any
from zlib import crc32

from flint import arb, fmpq

from checks.judge import arrays
from checks.judge.arrays import Array, Value, array, entries
from checks.judge.chance import Normal, Normals, Table, Tables
from checks.judge.evaluate import RULES, Chance, Environment, Evaluator, Spent, World
from checks.judge.scalars import ONE, ZERO, Scalar, Undefined, Unknown, Unsure, applied, plain, whole
from checks.notation import tree
from checks.notation.joints import conditionals, joints
from checks.notation.names import Defined, Density, Family, Notation, Random, Symbol, UnknownFunction
from checks.notation.walk import free_indices, parts, random_in
from checks.verdict import Typed

GENERIC = tuple(
    fmpq(*pair)
    for pair in (
        *((1, 1), (2, 1), (-1, 1), (1, 2), (3, 1), (-2, 1), (-1, 2), (5, 2), (-3, 2), (3, 4), (-5, 4), (7, 4), (1, 4)),
        *((-7, 2), (4, 1), (-3, 1), (5, 4), (-1, 4), (7, 2)),
    )
)
INSIDE = (tree.Compare, tree.Values, tree.Optimum)  # stand in conditions
KINDS = 5
ATTEMPTS = 4  # to satisfy the conditions of a claim
MOST_CHOICES = 64
SETTLING = 20_000  # steps for that


@dataclass(slots=True)
class Reach:
    """What a claim is made of, definitions looked through.

    `letters` are the free indices with their sizes, `free` the random names over which no mean is taken; `unknown` is a
    construct that the second judge lacks.
    """

    sizes: dict[str, None] = field(default_factory=dict)
    declared: dict[str, Any] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    randoms: dict[str, None] = field(default_factory=dict)
    free: dict[str, None] = field(default_factory=dict)
    unknown: str = ""


def reach(typed: Typed) -> Reach:
    """The names, sizes and free indices of a claim and of its conditions."""
    found, notation = Reach(), typed.notation
    waiting: list[tuple[Any, tuple[str, ...]]] = [(node, ()) for node in (typed.left, typed.right, *typed.given)]
    while waiting:
        node, parameters = waiting.pop()
        for piece in parts(node):
            if getattr(piece, "name", "") not in parameters:
                waiting.extend(_met(piece, found, notation))
    for node in (typed.left, typed.right):
        found.free.update((name, None) for name in (random_in(node, notation) if found.randoms else ()))
        for index in free_indices(node, notation):
            size = notation.indices.get(index.name)
            if size is not None:
                found.letters[index.name] = size
                found.sizes[size] = None
    return found


def _met(piece: Any, found: Reach, notation: Notation) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Notes what a node names; gives the trees behind it, and the parameters in them."""
    if type(piece) not in RULES and type(piece) not in INSIDE:
        found.unknown = type(piece).__name__.lower()
    for dims in ("size", "rows", "columns"):
        for each in getattr(piece, dims, None) or ():
            if isinstance(each, str):
                found.sizes[each] = None
    name = getattr(piece, "function", None) or getattr(piece, "density", None) or getattr(piece, "name", None)
    if not isinstance(name, str) or name in found.declared or isinstance(piece, tree.Index):
        return
    known = notation.names.get(name)
    found.declared[name] = known
    if known is None and isinstance(piece, tree.Name | tree.Entry):
        found.unknown = f"the name {name}"
    match known:
        case Symbol() if known.domain.whole and known.domain.low == 1 and not known.domain.values:
            found.sizes[name] = None
        case Family():
            sizes = (*(size for _, size in known.indices), *known.axes)
            found.sizes.update((size, None) for size in sizes if isinstance(size, str))
        case Defined():
            yield known.definition.body, known.definition.parameters
        case Random():
            found.randoms[name] = None
            found.sizes.update((size, None) for size in known.axes if isinstance(size, str))
            yield from ((node, ()) for node in (known.mean, known.variance) if node is not None)
            beside = {each for _, of in (*joints(notation), *conditionals(notation)) if name in of for each in of}
            yield from ((tree.Name(each, piece.span), ()) for each in sorted(beside))
        case Density():
            yield from ((tree.Name(each, piece.span), ()) for each in (*known.of, *known.given))


# --- drawing


def drawn(domain: Any, salt: str, kind: int) -> fmpq:
    """A number of a domain."""
    seed = crc32(salt.encode())
    if domain.values:
        return _exact(domain.values[seed % len(domain.values)])
    special = {2: (fmpq(0), fmpq(1)), 3: (fmpq(2), fmpq(1), fmpq(1, 2), fmpq(-1))}.get(kind, ())
    if kind == 2:
        special = (special[seed % 2], special[1 - seed % 2])
    if kind == 4:
        special = tuple(_exact(end) for end in (domain.low, domain.high) if end is not None)
    for each in special:
        if domain.contains(Fraction(int(each.p), int(each.q))):
            return each
    return _generic(domain, seed)


def _generic(domain: Any, seed: int) -> fmpq:
    low, high = (None if end is None else _exact(end) for end in (domain.low, domain.high))
    if domain.whole:
        return (low or ZERO) + 1 + seed % 4 if low is not None else fmpq(seed % 7 - 3)
    if low is not None and high is not None:
        return low + (high - low) * fmpq(seed % 13 + 1, 16)
    size = abs(GENERIC[seed % len(GENERIC)])
    if low is not None:
        return low + size
    return high - size if high is not None else GENERIC[seed % len(GENERIC)]


def _exact(value: Fraction) -> fmpq:
    return fmpq(Fraction(value).numerator, Fraction(value).denominator)


def family(declared: Family, sizes: Mapping[str, int], salt: str, kind: int) -> dict[tuple[int, ...], Scalar]:
    """All entries of a family."""
    outer = [sizes[size] for _, size in declared.indices]
    axes = [sizes[size] if isinstance(size, str) else size for size in declared.axes]
    if declared.trait == "diagonal":
        axes = axes[:1]
    found: dict[tuple[int, ...], Scalar] = {}
    for at in choices(*(range(1, size + 1) for size in outer)):
        places = list(choices(*(range(1, size + 1) for size in axes)))
        label = f"{salt}|{declared.name}" if kind == 3 else f"{salt}|{declared.name}|{at}"
        values = {p: drawn(declared.domain, label if kind == 3 else f"{label}|{p}", kind) for p in places}
        found.update({(*at, *p): value for p, value in _with_trait(declared.trait, values, axes).items()})
    return found


def _with_trait(trait: str, values: dict[tuple[int, ...], fmpq], axes: list[int]) -> dict[tuple[int, ...], fmpq]:
    """Numbers as the entries of a matrix of which something is declared."""
    if trait == "symmetric":
        return {p: values[min(p), max(p)] for p in values}
    size = range(1, axes[0] + 1) if axes else range(0)
    if trait in ("posdef", "psd"):
        more = ONE if trait == "posdef" else ZERO
        return {
            (i, j): sum((values[i, k] * values[j, k] for k in size), start=more if i == j else ZERO) / 4
            for i, j in values
        }
    if trait == "invertible":
        return {
            (i, j): value + (sum((abs(values[i, k]) for k in size), start=ONE) if i == j else 0)
            for (i, j), value in values.items()
        }
    return values


def function(declared: UnknownFunction, sizes: Mapping[str, int], salt: str) -> Callable[..., Value]:
    """A function of the declared kind: made of a polynomial in all that it is applied to."""
    axes = [sizes[size] if isinstance(size, str) else size for size in declared.axes]
    dims = [(size,) for size in axes] + [()] * (2 - len(axes))

    def of(*arguments: Value) -> Value:
        inside: Scalar = ZERO
        for place, argument in enumerate(arguments):
            _refuse_outside(declared.arguments[place], argument)
            for i, entry in enumerate(entries(argument)):
                inside = inside + entry * fmpq(1 + place + i)
        return array(
            dims[0], dims[1], (_shaped(declared, inside, f"{salt}|{declared.name}|{i}") for i in range(prod(axes)))
        )

    return of


def _refuse_outside(domain: Any, argument: Value) -> None:
    for entry in map(plain, entries(argument)):
        below = domain.low is not None and entry < _exact(domain.low)
        if below or (domain.high is not None and entry > _exact(domain.high)):
            raise Unknown("a function outside of its declared domain")


def _shaped(declared: UnknownFunction, u: Scalar, salt: str) -> Scalar:
    """A value with the traits and in the range that are declared."""
    seed, domain, traits = crc32(salt.encode()), declared.value, declared.traits
    a, b, c = (GENERIC[(seed >> shift) % len(GENERIC)] for shift in (0, 5, 10))
    positive = "positive" in traits
    if domain.values or domain.whole:
        return drawn(domain, salt, 0)
    if "convex" in traits:
        return u * u * abs(a) + (ONE if positive else b * u + c)
    if "increasing" in traits:
        return applied("exp", u) if positive else u * u * u + u * abs(a) + c
    p = a + u * (b + u * c)
    low, high = (None if end is None else _exact(end) for end in (domain.low, domain.high))
    if low is not None and high is not None:
        return low + (high - low) * (1 - arrays.divide(ONE, 2 + p * p))
    if positive or low is not None:
        return (low or ZERO) + 1 + p * p
    return high - 1 - p * p if high is not None else p


# --- worlds


def worlds(typed: Typed, reached: Reach, places: Mapping[str, int], kind: int, turn: int = 0) -> Iterator[World]:
    """The worlds of a kind at some sizes, one for each placement of the free indices and samples.

    With another `turn`, the names that the claim is about have other values. None if a condition cannot be satisfied.
    """
    for attempt in range(ATTEMPTS):
        world = _drawn(typed, reached, places, f"{kind if kind != 3 else ''}{attempt or ''}", kind, turn)
        if settled(world, typed.given):
            yield from _placed(world, reached)
            return


def _drawn(typed: Typed, reached: Reach, sizes: Mapping[str, int], salt: str, kind: int, turn: int) -> World:
    values: dict[str, Scalar] = {}
    families: dict[str, dict[tuple[int, ...], Scalar]] = {}
    functions: dict[str, Callable[..., Value]] = {}
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
        free = [(f"@{name}", [drawn(_LINE, f"°{name}", 0), drawn(_LINE, f"°°{name}", 0)]) for name in reached.free]
    for at in choices(*(options for _, options in (*letters, *free))):
        keys = (key for key, _ in (*letters, *free))
        yield World(**{**_fields(world), "start": dict(zip(keys, at, strict=True))})


def _fields(world: World) -> dict[str, Any]:
    return {name: getattr(world, name) for name in World.__slots__}


# --- conditions


def admissible(world: World, given: Iterable[tree.Compare]) -> bool:
    """Whether all conditions hold in a world, for all values of their free indices."""
    judge = Evaluator(world, SETTLING)
    try:
        return all(_holds(judge, node, at) for node in given for at in _of_condition(world, node))
    except (Undefined, Unsure, Unknown, Spent):
        return False


def settled(world: World, given: tuple[tree.Compare, ...]) -> bool:
    """Whether all conditions hold in a world, after what can be moved was moved for the sake of equations."""
    if admissible(world, given):
        return True
    judge = Evaluator(world, SETTLING)
    try:
        pairs = [(node, at) for node in given if node.operator == "=" for at in _of_condition(world, node)]
        for node, at in pairs:
            if not _holds(judge, node, at):
                _repaired(judge, node, at)
        if not all(_holds(judge, *pair) for pair in pairs):
            _solved(judge, pairs)
    except (Undefined, Unsure, Unknown, Spent):
        return False
    return admissible(world, given)


def _of_condition(world: World, node: tree.Compare) -> Iterator[Environment]:
    notation = world.notation
    letters = list(
        dict.fromkeys(index.name for index in free_indices(node, notation) if index.name in notation.indices)
    )
    ranges = [range(1, world.sizes[notation.indices[letter]] + 1) for letter in letters]
    for at in choices(*ranges):
        yield {**world.start, **{f"#{letter}": fmpq(i) for letter, i in zip(letters, at, strict=True)}}


def _holds(judge: Evaluator, node: tree.Compare, within: Environment) -> bool:
    if node.operator != "=":
        return judge.compare(node, within)
    return all(map(_may_vanish, _gaps(judge, node, within)))


def _gaps(judge: Evaluator, node: tree.Compare, within: Environment) -> list[Scalar]:
    left, right = judge.of(node.left, within), judge.of(node.right, within)
    return list(entries(arrays.add(left, arrays.negate(right))))


def _repaired(judge: Evaluator, node: tree.Compare, within: Environment) -> None:
    """One equation that holds afterwards, if a simple move does it."""
    judge.read.clear()
    for place in range(len(_gaps(judge, node, within))):
        for repair in (_scaled, _moved, _picked):
            if repair(judge, lambda: _gaps(judge, node, within), place):
                break


def _solved(judge: Evaluator, pairs: Iterable[tuple[tree.Compare, Environment]]) -> None:
    """All equations at once, if they are linear in what was read: by elimination."""
    judge.read.clear()

    def gaps() -> list[Scalar]:
        return [gap for node, at in pairs for gap in _gaps(judge, node, at)]

    start = gaps()
    places = [(judge.world.families[name], at) if at else (judge.world.values, name) for name, at in judge.read]
    columns = []
    for store, key in places:
        before = store[key]  # type: ignore[index]
        store[key] = before + 1  # type: ignore[index]
        columns.append([a - b for a, b in zip(gaps(), start, strict=True)])
        store[key] = before  # type: ignore[index]
    for (store, key), step in zip(places, _linear(columns, start), strict=True):
        store[key] = store[key] + step  # type: ignore[index]


def _linear(columns: list[list[Scalar]], start: list[Scalar]) -> list[Scalar]:
    """A solution of Σ step·column = −start, 0 where it is free; anything where there is none."""
    lines = [[*line, -gap] for *line, gap in zip(*columns, start, strict=True)]
    steps: list[Scalar] = [ZERO] * len(columns)
    pivots: list[tuple[int, list[Scalar]]] = []
    for line in lines:
        for place, row in pivots:
            line = [a - line[place] * b for a, b in zip(line, row, strict=True)]
        place = next((i for i, entry in enumerate(line[:-1]) if not _may_vanish(entry)), -1)
        if place >= 0:
            row = [arrays.divide(entry, line[place]) for entry in line]
            pivots = [(p, [a - r[place] * b for a, b in zip(r, row, strict=True)]) for p, r in pivots]
            pivots.append((place, row))
    for place, row in pivots:
        steps[place] = row[-1]
    return steps


def _may_vanish(gap: Scalar) -> bool:
    ball = plain(gap)
    return bool(ball == 0) if isinstance(ball, fmpq) else bool(ball.contains(0))


def _scaled(judge: Evaluator, gaps: Callable[[], list[Scalar]], place: int) -> bool:
    """Whether what was read of one family can be scaled so that a gap closes, on which it depends as a·t + b."""
    for name in {name: None for name, at in judge.read if at}:
        known = judge.world.families[name]
        read = [at for family, at in judge.read if family == name]
        before = dict(known)

        def at(factor: Scalar, read: Any = read, before: Any = before, known: Any = known) -> Scalar:
            known.update({each: before[each] * factor for each in read})  # type: ignore[attr-defined]
            return gaps()[place]

        one, two, three = (at(fmpq(t)) for t in (1, 2, 3))
        slope = two - one
        if all(isinstance(each, fmpq) for each in (one, two, three)) and three - two == slope != 0:
            factor = 1 - one / slope
            domain = judge.world.notation.names[name].domain
            inside = all(_is_in(domain, before[each] * factor) for each in read)
            if factor > 0 and inside and at(factor) == 0:
                return True
        known.update(before)  # type: ignore[attr-defined]
    return False


def _is_in(domain: Any, value: Scalar) -> bool:
    return isinstance(value, fmpq) and domain.contains(Fraction(int(value.p), int(value.q)))


def _picked(judge: Evaluator, gaps: Callable[[], list[Scalar]], place: int) -> bool:
    """Whether the numbers that were read of one family, which has finitely many values, can be such that a gap closes."""
    for name in {name: None for name, at in judge.read if at}:
        listed, known = judge.world.notation.names[name].domain.values, judge.world.families[name]
        read = [at for family, at in judge.read if family == name]
        if listed and len(listed) ** len(read) <= MOST_CHOICES:
            for values in choices(map(_exact, listed), repeat=len(read)):
                known.update(zip(read, values, strict=True))  # type: ignore[attr-defined]
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
            if _is_in(declared.domain, root) and not getattr(declared, "trait", "") and gap(root) == 0:
                return True
        store[key] = before
    return False


# --- random names


class _Line:
    """All real numbers, as a domain."""

    low = high = None
    values = ()
    whole = False

    def contains(self, _: Fraction) -> bool:
        """Every number."""
        return True


_LINE = _Line()


def with_chance(world: World, reached: Reach, salt: str, kind: int, laws: Iterable[Any] = ()) -> World:
    """The world with distributions of its random names; without, where what is declared of them is not known here."""
    try:
        continuous = is_continuous(world.notation, reached)
        chance: Chance = normals(world, reached, salt, laws) if continuous else tables(world, reached, salt, kind)
    except (Unknown, Unsure, Undefined, NotImplementedError):
        return world
    return World(**{**_fields(world), "chance": chance})


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


def _met_joints(notation: Notation, reached: Reach) -> list[tuple[str, tuple[str, ...]]]:
    """The joints of names that are reached."""
    known = (*joints(notation), *conditionals(notation))
    return [(name, of) for name, of in known if not reached.randoms.keys().isdisjoint(of)]


def tables(world: World, reached: Reach, salt: str, kind: int) -> Tables:
    """Finite distributions, with what is declared of single names."""
    notation, values, found = world.notation, dict[str, list[Value]](), {}
    halves: dict[str, list[fmpq]] = {}
    for name, of in _met_joints(notation, reached):
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
        listed = [_exact(value) for value in known.domain.values] if not axes else []
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
    for name, of in _met_joints(notation, reached):
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
                known[each] = {key: _exact(c) for key, c in law.mean}, _exact(law.variance)
        own.update(of)
        found[name] = _joint(of, known, f"{salt}|{name}")
    return Normals(found)


def _law(world: World, declared: Random, of: tuple[str, ...]) -> tuple[dict[str, Scalar], Scalar]:
    """The coefficients of a declared mean, which must be affine in the others, and the variance."""
    judge = Evaluator(world, SETTLING)
    object.__setattr__(world, "chance", Normals({})) if world.chance is None else None
    at: dict[str, Any] = {f"@{each}": ZERO for each in of}
    variance = judge.scalar(declared.variance, at) if declared.variance is not None else ONE
    start = judge.scalar(declared.mean, at) if declared.mean is not None else ZERO
    mean = {"": start}
    for each in of:
        one, two = (judge.scalar(declared.mean, {**at, f"@{each}": fmpq(i)}) - start for i in (1, 2))  # type: ignore[arg-type]
        if not _may_vanish(two - 2 * one):
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
        ready = (e for e in waiting if all(p in placed or p in ("", e) or _is_zero(c) for p, c in _mean(e, known)))
        each = next(ready, None)
        if each is None:
            raise Unknown("distributions that depend on each other")
        waiting.remove(each)
        free = (
            {"": drawn(_LINE, f"{salt}|{each}", 0), **{p: fmpq(1, 2) for p in placed}},
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
    return Normal(of, [means[e] for e in of], [[spread[a, b] for b in of] for a in of])  # type: ignore[arg-type,misc]


def _mean(name: str, known: Mapping[str, Any]) -> Iterable[tuple[str, Scalar]]:
    return known[name][0].items() if name in known else ()


def _is_zero(x: Scalar) -> bool:
    return isinstance(x, fmpq) and bool(x == 0)


__all__ = ["Array", "arb", "whole"]
