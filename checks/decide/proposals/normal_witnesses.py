"""Witnesses with normal random names to try, simple ones first, the same every time. Believed in nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from sympy import Basic

from derivo.checks.decide.conditions import Point, admissible, fits
from derivo.checks.decide.gaussians.refuting import ordinary
from derivo.checks.decide.gaussians.worlds import MARKS, families_of, names_of, own_joint, with_relevant
from derivo.checks.decide.proposals.normal_moments import Moments, declared_moments
from derivo.checks.decide.proposals.points import FUNCTIONS, points
from derivo.checks.language.domains import REAL
from derivo.checks.language.families import Entry, Every, Over, families_in
from derivo.checks.language.nodes import distinct_pieces
from derivo.checks.language.tables import Model, sample
from derivo.checks.verdict import Claim, Normal, Witness

Polynomial = tuple[Fraction, ...]
TURNS = 8
VALUES = (1, -1, 2, 0, 3, -2, 1, -1)  # of free samples
# Mean, slope in the name before, variance: for the first name and for those that follow, turn by turn.
HALF = Fraction(1, 2)
FIRST = ((Fraction(0), Fraction(1)), (Fraction(1), Fraction(1)), (Fraction(-1), Fraction(4)), (HALF, HALF**7))
NEXT = (
    (Fraction(0), Fraction(1), Fraction(1)),
    (Fraction(0), HALF, Fraction(1)),
    (Fraction(1), Fraction(-1), Fraction(1)),
    (Fraction(0), Fraction(2), HALF**7),
)
# √(1 − α²) is a number for these, and √α, √(1 − α) for the second.
PART = tuple(Fraction(*pair) for pair in ((3, 5), (9, 25), (4, 5), (1, 2), (1, 4), (5, 13), (16, 25), (3, 4)))
WHOLE = tuple(map(Fraction, (1, 1, 2, 1, 3, 1, 2, 4)))
# s and s′ and s″: whichever two are subtracted, they differ by an affine function; then others.
OUTPUTS = tuple(
    tuple(tuple(map(Fraction, polynomial)) for polynomial in turn)
    for turn in (
        ((0, 1), (0,), (1,)),
        ((1,), (0,), (0, -1)),
        ((0, -1), (1,), (2, 1)),
        ((1, 2), (0, -1), (3,)),
        ((0, 0, 1), (0, 1), (1,)),
        ((-1, 1), (2, 1), (0, 3)),
        ((1, 0, 1), (0, 2), (0, 1, 1)),
        ((2, -1), (0, 1), (-1, 0, 1)),
    )
)


def witnesses(claim: Claim, turns: Iterable[int] = range(TURNS), *, decaying: bool = False) -> Iterator[Witness]:
    """Witnesses for a claim with a model, as `compared` or `at_three_points`; with functions that decay, if wanted."""
    claim = with_relevant(claim)
    if decaying and not _functions(claim, 0):
        return
    for size in (1, 2):
        places = _places(claim, size)
        if size == 2 and all(value == 1 for value in places.values()):
            return
        drawn = list(_points(ordinary(claim, places)))
        for turn in turns if drawn else ():
            yield _witness(claim, turn, places, drawn[turn % len(drawn)], decaying=decaying)


def _witness(claim: Claim, turn: int, places: dict[str, int], point: Point, *, decaying: bool) -> Witness:
    assert claim.model is not None
    free = {index.name for index, _ in claim.indices}
    samples = [name for name in names_of(claim.model) if sample(name).name in free]
    values = ((sample(name).name, Fraction(VALUES[(turn + place) % len(VALUES)])) for place, name in enumerate(samples))
    plain = Witness(
        (*((symbol.name, value) for symbol, value in point.items()), *values),
        functions=_functions(claim, turn),
        sizes=tuple(places.items()),
        decaying=decaying,
        continuous=True,
    )
    return replace(plain, normals=_normals(claim.model, turn, declared_moments(claim, plain)))


def _normals(model: Model, turn: int, declared: Mapping[str, Moments]) -> tuple[Normal, ...]:
    """The names without a law: in each joint the first by itself, the others given the one before.

    Those of which a moment is declared come first, and do not depend on others. The first may depend on a name with a
    law that depends on none.
    """
    found, names = list[Normal](), names_of(model)
    alone = {law.name for law in model.laws if not families_in(law.mean, law.variance) & {*names}}
    for place, table in enumerate(model.joints):
        known = {law.name for law in model.laws if own_joint(law, model) == table}
        before, chosen = next((name for name in table.of if name in alone & known), ""), turn + place
        for name in sorted((name for name in table.of if name not in known), key=lambda name: name not in declared):
            (mean, variance), slope = FIRST[chosen % len(FIRST)], Fraction(0)
            if before and name not in declared:
                mean, slope, variance = NEXT[chosen % len(NEXT)]
            first, second = declared.get(name, (None, None))
            mean, variance = mean if first is None else first, variance if second is None else second
            terms = (("", mean), (before, slope))
            found.append(Normal(table.name, name, tuple(term for term in terms if term[1]), variance))
            before = name
    return tuple(found)


def _places(claim: Claim, size: int) -> dict[str, int]:
    """All free indices are 1, and so are the sizes of coordinates of random names; other sizes are `size`."""
    assert claim.model is not None
    one = {*_sizes_of_coordinates(claim), *claim.model.sizes}
    letters = {each.name: 1 if each in one else size for each in claim.sizes if not each.name.startswith("|")}
    indices = {index.name: 1 for index, over in claim.indices if not str(over).startswith("|")}
    return letters | indices


def _sizes_of_coordinates(claim: Claim) -> set[Basic]:
    """What the indices at random values, slopes and functions of such run up to."""
    random, pieces = families_of(claim), distinct_pieces(claim.left, claim.right, *claim.given)
    indices = {at for piece in pieces if isinstance(piece, Entry) and piece.args[0].name in random for at in piece.args}
    pairs = [*claim.indices]
    for piece in pieces:
        if isinstance(piece, Over):
            pairs.append((piece.args[1], piece.args[3]))
        elif isinstance(piece, Every):
            pairs.extend(zip(piece.args[1::2], piece.args[2::2], strict=True))
    return {size for index, size in pairs if index in indices}


def _points(plain: Claim) -> Iterator[Point]:
    """Values of the ordinary names: parts of one for which roots are numbers, and small whole numbers, if they may."""
    domains = dict(plain.domains)
    for turn, point in enumerate(points(plain, TURNS)):
        better = dict(point)
        for place, symbol in enumerate(point):
            domain = domains.get(symbol, REAL)
            simple = PART if (domain.low, domain.high) == (0, 1) else WHOLE if domain.whole else ()
            value = simple[(turn + place) % len(simple)] if simple else point[symbol]
            better[symbol] = value if domain.contains(value) else point[symbol]
        yield better if admissible(plain, better) else point


def _functions(claim: Claim, turn: int) -> tuple[tuple[str, Polynomial], ...]:
    """The functions at random names, at each of the points that are compared, and all others."""
    assert claim.model is not None
    traits = dict(claim.functions)
    found: dict[str, Polynomial] = {}
    families = families_of(claim)
    names = list(dict.fromkeys(network.function for network in claim.model.networks))
    for network in claim.model.networks:
        required = network.traits or traits.get(network.function, ())
        marked = sorted(family for family in families if family.rstrip(MARKS) == network.family)
        for family in sorted(marked, key=len):
            mark = family.removeprefix(network.family)
            name, place = network.function + mark, names.index(network.function)
            point = 1 + MARKS.index(mark[0]) if mark else 0
            choice = OUTPUTS[(turn + place) % len(OUTPUTS)][point]
            fitting = [each for each in FUNCTIONS if fits(required, each)] if required else []
            if fitting:
                choice = fitting[(turn + place + point) % len(fitting)]
            found.setdefault(name, choice)
    for place, (name, required) in enumerate(claim.functions):
        fitting = [each for each in FUNCTIONS if fits(required, each)]
        if fitting:
            found.setdefault(name, fitting[(turn + place) % len(fitting)])
    return tuple(found.items())
