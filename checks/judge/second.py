"""TRUSTED. What the second judge says of a claim: whether a witness stands, and whether a proof is contradicted.

Nothing is `Refuted` unless `confirmed`, nothing `Proved` where there is a `contradiction`. What nobody typed (a claim
without trees) and constructs that are not known here are said, and a refutation of these does not stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product as choices
from typing import Any

from flint import arb, ctx, fmpq

from checks.judge.arrays import Array, Value, entries
from checks.judge.evaluate import Evaluator, Spent, World
from checks.judge.scalars import Scalar, Undefined, Unknown, Unsure, plain
from checks.judge.witnesses import world_of
from checks.judge.worlds import KINDS, Reach, reach, settled, worlds
from checks.notation import tree
from checks.verdict import Claim, Relation, Typed, Witness

BITS = (128, 1024)
LARGEST_SIZE = 6
MOST_CHOICES = 14  # of sizes
STEPS = 6_000  # of an evaluation at one point, and of all checks of one proof
STEPS_OF_WITNESS = 60_000
OPEN = 3  # points, beside each other, at which a side has to be undefined for it to count
VARYING = (Relation.PROPORTIONAL, Relation.EQUAL_UP_TO_CONSTANT, Relation.SAME_MINIMISER)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second judge says: `stands` or not; `why` and `where` say it in words."""

    stands: bool
    why: str = ""
    where: str = ""


@dataclass(slots=True)
class _Sides:
    """Both sides at a point; None for one that is undefined. `vetoes` says that a value came from a sequence."""

    left: Value | None
    right: Value | None
    vetoes: bool = False


def confirmed(claim: Claim, witness: Witness) -> Opinion:
    """Whether the two sides, as typed, contradict the claim at the witness."""
    typed = claim.typed
    if typed is None:
        return Opinion(True, "nobody typed it")
    for bits in BITS[:1] if witness.continuous else BITS:  # a quadrature is not sharper for more bits
        with ctx.workprec(bits):
            try:
                if _refuted(typed, claim.relation, witness):
                    return Opinion(True)
            except Unsure:
                continue
            except (Unknown, NotImplementedError) as reason:
                return Opinion(False, f"not known to the second judge: {reason}")
            except Spent:
                return Opinion(False, "too many steps for the second judge")
    return Opinion(False, "the second judge finds no difference there")


def _refuted(typed: Typed, relation: Relation, witness: Witness) -> bool:
    reached = _known(typed)
    at = [world_of(typed, reached, witness, mark) for mark in ("", "′", "″")]
    if not settled(at[0], typed.given):
        raise Unknown("a point that is not admissible")
    if relation in (Relation.IMPLIES, Relation.EQUIVALENT):
        return _implication(typed, at[0], witness, both=relation is Relation.EQUIVALENT)
    if relation in VARYING:
        points = [_at(typed, world, STEPS_OF_WITNESS) for world in at[: 3 if witness.compares == "ratios" else 2]]
        return _varying(relation, points)
    sides = _at(typed, at[0], STEPS_OF_WITNESS)
    if sides.left is None or sides.right is None:
        return _one_sided(sides) and all(_one_sided(_at(typed, each, STEPS_OF_WITNESS)) for each in _beside(at[0]))
    if sides.vetoes:
        return not _agree_closely(sides.left, sides.right)
    return violated(relation, sides.left, sides.right)


def _known(typed: Typed) -> Reach:
    """What a claim is made of. Raises Unknown."""
    reached = reach(typed)
    if reached.unknown:
        raise Unknown(reached.unknown)
    return reached


def _one_sided(sides: _Sides) -> bool:
    return (sides.left is None) != (sides.right is None)


def _beside(world: World) -> Iterator[World]:
    """The world with all numbers moved a little: what is undefined there, too, is so on an open set."""
    for turn in range(1, OPEN):

        def moved(name: str, value: Scalar, turn: int = turn) -> Scalar:
            domain = getattr(world.notation.names.get(name), "domain", None)
            if domain is None or domain.whole or domain.values:
                return value
            return value + fmpq((len(name) % 3 + 1) * turn, 2**40) * (1 if turn % 2 else -1)

        yield World(
            world.notation,
            world.sizes,
            {name: moved(name, value) for name, value in world.values.items()},
            {name: {at: moved(name, value) for at, value in known.items()} for name, known in world.families.items()},
            world.functions,
            world.start,
            world.chance,
        )


def _at(typed: Typed, world: World, most: int) -> _Sides:
    """Both sides in a world."""
    judge = Evaluator(world, most)

    def of(node: tree.Node) -> Value | None:
        try:
            return judge.of(node, world.start)
        except Undefined:
            return None

    return _Sides(of(typed.left), of(typed.right), judge.estimated)


# --- relations


def violated(relation: Relation, left: Value, right: Value) -> bool:
    """Whether two values contradict a relation for certain."""
    pairs = list(_paired(left, right))
    match relation:
        case Relation.EQUAL:
            return any(a < b or a > b for a, b in pairs)
        case Relation.DIFFERENT:
            return all(isinstance(a, fmpq) and isinstance(b, fmpq) and a == b for a, b in pairs)
        case Relation.BELOW:
            return any(a >= b for a, b in pairs)
        case Relation.AT_MOST:
            return any(a > b for a, b in pairs)
        case Relation.ABOVE:
            return any(a <= b for a, b in pairs)
        case Relation.AT_LEAST:
            return any(a < b for a, b in pairs)
    return False


def _paired(left: Value, right: Value) -> Iterator[tuple[Any, Any]]:
    one, other = entries(left), entries(right)
    if isinstance(left, Array) != isinstance(right, Array) or len(one) != len(other):
        raise Unknown("sides of different shapes")
    return zip(map(plain, one), map(plain, other), strict=True)


def _agree_closely(left: Value, right: Value) -> bool:
    """Whether two estimates agree to many digits, or are the same infinity."""
    for a, b in _paired(left, right):
        if not (arb(a).is_finite() and arb(b).is_finite()):
            if a != b:
                return False
        elif abs(a - b) > (1 + abs(a)) * fmpq(1, 10**6):
            return False
    return True


def _differ_far(left: Value, right: Value) -> bool:
    """Whether two estimates differ beyond all doubt."""
    for a, b in _paired(left, right):
        finite = [bool(arb(each).is_finite()) for each in (a, b)]
        sharp = [each for each, ends in ((a, finite[0]), (b, finite[1])) if ends and arb(each).rad() < fmpq(1, 1000)]
        if finite[0] != finite[1] and sharp and not (arb(a).is_nan() or arb(b).is_nan()):
            return True
        if not any(finite):
            if a != b and not (arb(a).is_nan() or arb(b).is_nan()):
                return True
        elif all(finite) and abs(a - b) > fmpq(1, 10**3):
            return True
    return False


def _numbers(points: Sequence[_Sides], side: str) -> list[Scalar]:
    found = [getattr(point, side) for point in points]
    if any(each is None for each in found):
        raise Unsure
    if any(isinstance(each, Array) for each in found) or any(point.vetoes for point in points):
        raise Unknown("what varies, of arrays or limits")
    return [plain(each) for each in found]


def _varying(relation: Relation, points: Sequence[_Sides]) -> bool:
    """Whether values at two or three points contradict a claim about what varies."""
    one, other = _numbers(points, "left"), _numbers(points, "right")
    if relation is Relation.PROPORTIONAL:
        return _apart(one[0] * other[1], one[1] * other[0])
    changes = [(one[0] - each[0], other[0] - each[1]) for each in zip(one[1:], other[1:], strict=True)]
    if relation is Relation.EQUAL_UP_TO_CONSTANT:
        return any(_apart(a, b) for a, b in changes)
    if any(_signs_differ(a, b) for a, b in changes):
        return True
    if len(changes) > 1:
        (a, b), (c, d) = changes
        return _apart(a * d, b * c)
    return False


def _apart(a: Any, b: Any) -> bool:
    return bool(a < b or a > b)


def _signs_differ(a: Any, b: Any) -> bool:
    if (a > 0 and b < 0) or (a < 0 and b > 0):
        return True
    return any(isinstance(x, fmpq) and x == 0 and (y > 0 or y < 0) for x, y in ((a, b), (b, a)))


def _implication(typed: Typed, world: World, witness: Witness, *, both: bool) -> bool:
    """Whether one equation has a root near the witness, where it changes its sign, and the other has none there."""
    (name, value), *_ = witness.point
    middle, radius = (fmpq(x.numerator, x.denominator) for x in (Fraction(value), Fraction(witness.radius)))
    if len(witness.point) != 1 or not isinstance(typed.left, tree.Compare) or not isinstance(typed.right, tree.Compare):
        raise Unknown("an implication")

    def gap(node: tree.Compare, at: Scalar) -> Any:
        world.values[name] = at  # type: ignore[index]
        judge = Evaluator(world, STEPS_OF_WITNESS)
        try:
            return plain(judge.scalar(node.left, world.start) - judge.scalar(node.right, world.start))
        except Undefined as reason:
            raise Unsure from reason

    around = arb(middle, radius) if radius else middle
    for first, second in ((typed.left, typed.right), (typed.right, typed.left))[: 1 + both]:
        low, high, there = gap(first, middle - radius), gap(first, middle + radius), gap(second, around)
        crosses = (low < 0 < high) or (high < 0 < low) or (isinstance(low, fmpq) and low == 0 == radius)
        if crosses and (there > 0 or there < 0):
            gap(first, around)  # continuous there: it has a value on the whole interval
            return True
    return False


# --- proofs


def contradiction(claim: Claim) -> Opinion:
    """Whether the claim, as typed, is contradicted at some point: at small sizes, all placements, points of many kinds."""
    typed = claim.typed
    if typed is None or claim.relation is Relation.SAME_SIGN:
        return Opinion(True, "nobody typed it")
    try:
        with ctx.workprec(BITS[0]):
            if claim.relation is Relation.IMPLIES:
                return _looked_at(_given(typed, typed.left, typed.right), Relation.EQUAL)
            if claim.relation is Relation.EQUIVALENT:
                ways = ((typed.left, typed.right), (typed.right, typed.left))
                found = [_looked_at(_given(typed, *way), Relation.EQUAL) for way in ways]
                return next((each for each in found if not each.stands), found[0])
            return _looked_at(typed, claim.relation)
    except (Unknown, NotImplementedError) as reason:
        return Opinion(True, f"not known to the second judge: {reason}")


def _given(typed: Typed, premise: tree.Node, conclusion: tree.Node) -> Typed:
    """An implication as an equation that holds under one more condition."""
    if not isinstance(premise, tree.Compare) or not isinstance(conclusion, tree.Compare):
        raise Unknown("an implication")
    return Typed(conclusion.left, conclusion.right, typed.notation, (*typed.given, premise))


def _looked_at(typed: Typed, relation: Relation) -> Opinion:
    reached, left, one_sided, seen = _known(typed), STEPS, 0, 0
    unknown = ""
    for places, kind in _order(reached):
        several = [
            worlds(typed, reached, _moved(places, typed, turn), kind, turn)
            for turn in range(3 if relation in VARYING else 1)
        ]
        for turns in zip(*several, strict=False):
            points = []
            try:
                for world in turns:
                    judge = _Counted(typed, world, left)
                    points.append(judge.sides)
                    left -= judge.steps
            except Unsure:
                continue
            except Unknown as reason:
                unknown = str(reason)
                continue
            except Spent:
                left = 0
                break
            sides = points[0]
            try:
                against = _against(relation, points)
            except Unsure:
                against = False
            if against:
                return Opinion(False, "the second judge finds a difference", _spelled(turns[0]))
            both = sides.left is not None and sides.right is not None
            seen += both
            one_sided += _one_sided(sides) and kind < 2
        if left <= 0:
            break
    if one_sided >= OPEN and not seen:
        return Opinion(False, "one side, as typed, is undefined where the other is defined")
    return Opinion(True, f"not known to the second judge: {unknown}" if unknown and not seen else "")


def _moved(places: Mapping[str, int], typed: Typed, turn: int) -> Mapping[str, int]:
    """Other sizes where the claim is about these."""
    return {name: size + turn if name in typed.notation.about else size for name, size in places.items()}


class _Counted:
    """Both sides in a world, and the steps that it took."""

    def __init__(self, typed: Typed, world: World, most: int) -> None:
        judge = Evaluator(world, most)
        values: list[Value | None] = []
        for node in (typed.left, typed.right):
            try:
                values.append(judge.of(node, world.start))
            except Undefined:
                values.append(None)
        self.sides, self.steps = _Sides(values[0], values[1], judge.estimated), judge.steps


def _against(relation: Relation, points: Sequence[_Sides]) -> bool:
    sides = points[0]
    if relation in VARYING:
        return _varying(relation, points)
    if sides.left is None or sides.right is None:
        return False
    if sides.vetoes:
        return relation is Relation.EQUAL and _differ_far(sides.left, sides.right)
    return violated(relation, sides.left, sides.right)


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
    """Choices of sizes, by their largest: all that there are for two, else such as differ."""
    for most in range(1, LARGEST_SIZE + 1):
        if count <= 2:
            yield from (at for at in choices(range(1, most + 1), repeat=count) if max(at) == most)
        else:
            yield from (tuple(max(1, most - (i + turn) % 3) for i in range(count)) for turn in range(min(most, 3)))


def _spelled(world: World) -> str:
    """A world in one line."""
    said = [f"{name} = {size}" for name, size in world.sizes.items()]
    said += [f"{key[1:]} = {value}" for key, value in world.start.items()]
    said += [f"{name} = {value}" for name, value in world.values.items()]
    for name, known in world.families.items():
        said += [f"{name}{list(at)} = {value}" for at, value in list(known.items())[:12]]
    return ", ".join(said)
