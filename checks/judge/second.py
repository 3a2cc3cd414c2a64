"""What the second judge says of a claim: whether worlds refute it, and whether some contradict it.

Nothing is `Refuted` unless `confirmed`, nothing `Proved` where there is a `contradiction`. The worlds are proposed by
others (`checks.worlds`): only admissible ones confirm, and any admissible world in which both sides differ refutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from flint import arb, ctx, fmpq

from derivo.checks.judge.admissible import admissible
from derivo.checks.judge.arrays import Array, Value, entries
from derivo.checks.judge.chance import Normals
from derivo.checks.judge.evaluate import Evaluator
from derivo.checks.judge.functions import lies_in
from derivo.checks.judge.scalars import Scalar, Singular, Undefined, Unknown, Unsure, is_zero, plain
from derivo.checks.judge.world import Spent, World
from derivo.checks.notation.trees import tree
from derivo.checks.verdict import Relation, Typed
from derivo.checks.work import spend

BITS = (128, 1024)
STEPS = 700  # of all evaluations for one proof
STEPS_OF_WITNESS = 300_000
OPEN = 3  # points, beside each other, at which a side has to be undefined for it to count
VARYING = (Relation.PROPORTIONAL, Relation.EQUAL_UP_TO_CONSTANT, Relation.SAME_MINIMISER)
IMPLYING = (Relation.IMPLIES, Relation.EQUIVALENT)
UNDEFINED = "one side, as typed, is undefined where the other is defined"
CLOSE, FAR = fmpq(1, 10**6), fmpq(1, 10**3)  # where estimates agree, and where they differ


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second judge says: `stands` or not; `why` and `where` say it in words."""

    stands: bool
    why: str = ""
    where: World | None = None


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both sides in a world; None for one that is undefined. `vetoes` says that a value came from a sequence.

    `singular` says that one has the inverse of a singular matrix in it: who writes (XᵀX)⁻¹ supposes that there is one.
    """

    left: Value | None
    right: Value | None
    vetoes: bool
    steps: int
    singular: bool = False

    @property
    def is_one_sided(self) -> bool:
        return (self.left is None) != (self.right is None)


def _sides(typed: Typed, world: World, most: int) -> _Sides:
    judge, found, singular = Evaluator(world, most), list[Value | None](), False
    for node in (typed.left, typed.right):
        try:
            found.append(judge.of(node, world.start))
        except Undefined as reason:
            found.append(None)
            singular = singular or isinstance(reason, Singular)
    spend(judge.steps)
    return _Sides(found[0], found[1], judge.estimated, judge.steps, singular)


# --- refutations


def confirmed(typed: Typed, relation: Relation, worlds: Sequence[World]) -> Opinion:
    """Whether the claim, as typed, is false in a world; of what varies, in two or three that differ in it alone.

    Of an implication, the worlds are both ends of an interval of one name, and the interval.
    """
    try:
        for bits in BITS[:1] if isinstance(worlds[0].chance, Normals) else BITS:  # no quadrature is sharper for bits
            with ctx.workprec(bits):
                try:
                    if not all(admissible(world, typed.given) for world in worlds):
                        return Opinion(False, "a point that is not admissible")
                    if _refuted(typed, relation, worlds):
                        return Opinion(True)
                except Unsure:
                    continue
    except (Unknown, NotImplementedError) as reason:
        return Opinion(False, f"not known to the second judge: {reason}")
    except Spent:
        return Opinion(False, "too many steps for the second judge")
    return Opinion(False, "the second judge finds no difference there")


def _refuted(typed: Typed, relation: Relation, worlds: Sequence[World]) -> bool:
    if relation in IMPLYING:
        return _implication(typed, worlds, both=relation is Relation.EQUIVALENT)
    if relation in VARYING and not all(_differs_in(typed.notation.about, worlds[0], each) for each in worlds[1:]):
        return False
    points = [_sides(typed, world, STEPS_OF_WITNESS) for world in worlds]
    if points[0].is_one_sided and relation is Relation.EQUAL:
        return _is_open(typed, worlds[0])
    return _false(relation, points, agree=_agree)


def _differs_in(about: Sequence[str], one: World, other: World) -> bool:
    """Whether two worlds are the same but for some names."""
    stores = ((getattr(one, kind), getattr(other, kind)) for kind in ("sizes", "values", "families", "functions"))
    rest = [{name: value for name, value in each.items() if name not in about} for pair in stores for each in pair]
    same = all(a == b for a, b in zip(rest[::2], rest[1::2], strict=True))
    return same and (one.start, one.chance) == (other.start, other.chance)


def _is_open(typed: Typed, world: World) -> bool:
    """Whether one side is undefined where the other is defined also beside a world where that is so."""
    beside = list(_beside(world))
    return all(admissible(each, typed.given) and _sides(typed, each, STEPS_OF_WITNESS).is_one_sided for each in beside)


def _beside(world: World) -> Iterator[World]:
    """The world with all numbers moved a little: what is undefined there, too, is so on an open set."""
    names: Any = world.notation.names

    def moved(name: str, value: Scalar, label: str, turn: int) -> Scalar:
        domain = names[name].domain
        step = fmpq(1) if domain.whole else fmpq(crc32(f"{label}|{turn}".encode()), 2**80)
        options = (value + step, value - step)[:: 1 if turn % 2 else -1]
        return next((each for each in options if lies_in(domain, each)), value)

    for turn in range(1, OPEN):
        values = {name: moved(name, value, name, turn) for name, value in world.values.items()}
        families = {
            name: {at: moved(name, x, f"{name}{sorted(at) if names[name].trait else at}", turn) for at, x in of.items()}
            for name, of in world.families.items()
        }
        yield replace(world, values=values, families=families)


def _implication(typed: Typed, worlds: Sequence[World], *, both: bool) -> bool:
    """Whether one equation has a root in an interval, where its sides change their order, and the other has none."""
    low, high, around = worlds
    name = next((name for name, x in around.values.items() if x != low.values[name] or isinstance(x, arb)), "")
    same = all(_differs_in((name,), around, world) for world in (low, high))
    if not same or (name and not all(arb(around.values[name]).contains(each.values[name]) for each in (low, high))):
        return False
    if not isinstance(typed.left, tree.Compare) or not isinstance(typed.right, tree.Compare):
        raise Unknown("an implication")

    def gap(node: tree.Compare, world: World) -> Any:
        judge = Evaluator(world, STEPS_OF_WITNESS)
        try:
            return plain(judge.scalar(node.left, world.start) - judge.scalar(node.right, world.start))
        except Undefined as reason:
            raise Unsure from reason

    for first, second in ((typed.left, typed.right), (typed.right, typed.left))[: 1 + both]:
        below, above, there = gap(first, low), gap(first, high), gap(second, around)
        gap(first, around)  # continuous there: it has a value on the whole interval
        if ((below < 0 < above) or (above < 0 < below) or is_zero(below)) and (there > 0 or there < 0):
            return True
    return False


# --- relations


def _false(relation: Relation, points: Sequence[_Sides], agree: Any) -> bool:
    """Whether what the sides are at one point, or several, contradicts the claim."""
    if relation in VARYING:
        return _varying(relation, points)
    left, right, vetoes = points[0].left, points[0].right, points[0].vetoes
    if left is None or right is None:
        return False
    if isinstance(left, Array) != isinstance(right, Array) or len(entries(left)) != len(entries(right)):
        raise Unknown("sides of different shapes")
    pairs: list[tuple[Any, Any]] = [(plain(a), plain(b)) for a, b in zip(entries(left), entries(right), strict=True)]
    if relation is Relation.DIFFERENT:
        return not vetoes and all(is_zero(a - b) for a, b in pairs)
    return any(VIOLATED[relation](a, b) and not (vetoes and agree(a, b)) for a, b in pairs)


VIOLATED: Any = {
    Relation.EQUAL: lambda a, b: a < b or a > b,
    Relation.BELOW: lambda a, b: a >= b,
    Relation.AT_MOST: lambda a, b: a > b,
    Relation.ABOVE: lambda a, b: a <= b,
    Relation.AT_LEAST: lambda a, b: a < b,
}


def _agree(a: Any, b: Any) -> bool:
    """Whether two estimates agree to many digits, or are the same infinity."""
    if not (arb(a).is_finite() and arb(b).is_finite()):
        return bool(a == b)
    return not abs(a - b) > (1 + abs(a)) * CLOSE


def _do_not_differ(a: Any, b: Any) -> bool:
    """Whether two estimates do not differ beyond all doubt."""
    finite = [bool(arb(each).is_finite()) for each in (a, b)]
    if not all(finite):
        known = all(ends or not arb(x).is_nan() for x, ends in zip((a, b), finite, strict=True))
        sharp = all(not ends or arb(x).rad() < FAR for x, ends in zip((a, b), finite, strict=True))
        return bool(a == b) or not (known and sharp)
    return not abs(a - b) > FAR


def _varying(relation: Relation, points: Sequence[_Sides]) -> bool:
    """Whether values at two or three points contradict a claim about what varies."""
    if any(each is None for point in points for each in (point.left, point.right)):
        raise Unsure
    if any(isinstance(each, Array) for point in points for each in (point.left, point.right)) or points[0].vetoes:
        raise Unknown("what varies, of arrays or limits")
    one, other = ([plain(getattr(point, side)) for point in points] for side in ("left", "right"))
    if relation is Relation.PROPORTIONAL:
        return _apart(one[0] * other[1], one[1] * other[0])
    changes = [(one[0] - a, other[0] - b) for a, b in zip(one[1:], other[1:], strict=True)]
    if relation is Relation.EQUAL_UP_TO_CONSTANT:
        return any(_apart(a, b) for a, b in changes)
    if any((a > 0 and b < 0) or (a < 0 and b > 0) or (is_zero(a) != is_zero(b) and _apart(a, b)) for a, b in changes):
        return True
    return len(changes) > 1 and _apart(changes[0][0] * changes[1][1], changes[0][1] * changes[1][0])


def _apart(a: Any, b: Any) -> bool:
    return bool(a < b or a > b)


# --- proofs


def equations(typed: Typed, relation: Relation) -> tuple[tuple[Typed, Relation], ...]:
    """A claim as claims that are no implications: an equation holds under one more condition. Raises Unknown."""
    if relation not in IMPLYING:
        return ((typed, relation),)
    ways = ((typed.left, typed.right), (typed.right, typed.left))[: 1 if relation is Relation.IMPLIES else 2]
    if not isinstance(typed.left, tree.Compare) or not isinstance(typed.right, tree.Compare):
        raise Unknown("an implication")
    return tuple((Typed(b.left, b.right, typed.notation, (*typed.given, a)), Relation.EQUAL) for a, b in ways)  # type: ignore[union-attr,arg-type]


def contradiction(typed: Typed, relation: Relation, worlds: Iterable[Sequence[World]]) -> Opinion:
    """Whether the claim, as typed, is contradicted in one of the worlds; of what varies, in several at a time."""
    left, one_sided, seen, unknown = STEPS, 0, 0, ""
    with ctx.workprec(BITS[0]):
        for several in worlds:
            points = []
            try:
                for world in several:
                    points.append(_sides(typed, world, left))
                    left -= points[-1].steps
                if _false(relation, points, agree=_do_not_differ):
                    return Opinion(False, "the second judge finds a difference", several[0])
                one_sided += points[0].is_one_sided
                counts = points[0].is_one_sided and not points[0].singular and relation is Relation.EQUAL
                if counts and _is_open(typed, several[0]):
                    return Opinion(False, UNDEFINED, several[0])
            except Unsure:
                continue
            except (Unknown, NotImplementedError) as reason:
                unknown = str(reason)
                continue
            except Spent:
                break
            seen += points[0].left is not None and points[0].right is not None
    if one_sided >= OPEN and not seen:
        return Opinion(False, UNDEFINED)
    return Opinion(True, f"not known to the second judge: {unknown}" if unknown and not seen else "")
