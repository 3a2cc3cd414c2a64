"""Looks for evidence and hands it to the kernel; believed in nothing. All is bounded by counts, not by clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, islice, product, tee
from math import prod

from sympy import Basic, Expr, Limit, Symbol

from derivo.checks.decide.balls import Program, Undefined, Unsupported, compile_balls, defined, enclosure, run
from derivo.checks.decide.conditions import Point
from derivo.checks.decide.infinities import INFINITE, NO_VALUE, NotSettled
from derivo.checks.decide.kernel import certify
from derivo.checks.decide.proposals.normal_witnesses import TURNS, witnesses
from derivo.checks.decide.proposals.points import (
    Functions,
    named,
    points,
    points_beyond_borders,
    points_far_out,
)
from derivo.checks.decide.ranges import freed
from derivo.checks.decide.reductions import at_three_points, compared, multiples, reduced, with_known
from derivo.checks.decide.refutations import printable, refutes
from derivo.checks.decide.search.fresh import FIRST_POINTS, fresh_points, instances_of, somewhere_defined
from derivo.checks.decide.search.implications import refute_implication
from derivo.checks.decide.search.inequalities.choices import terms
from derivo.checks.decide.search.minimisers import factors
from derivo.checks.decide.search.solved import by_solving
from derivo.checks.decide.sums.at_sizes import bounds_in, instance_at, sample_places
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.language.concrete import concrete
from derivo.checks.language.slopes import undefined_on_intervals
from derivo.checks.language.tables import samples
from derivo.checks.verdict import Claim, Proof, Proved, Refuted, Relation, Undecided, Verdict, Witness

MORE_POINTS = 60
MORE_BEYOND = 24
FINE_BITS = 1024
FEW_TURNS = 3  # of models with normal names that are tried at two points before three are
FIRST_SIZES, SIZES_TRIED = 2, 9
MOST_SMALL = 4  # sizes of a claim that is first refuted where all of them are 1 or 2
ORDERED = (Relation.AT_MOST, Relation.BELOW, Relation.AT_LEAST, Relation.ABOVE)


def decide(claim: Claim) -> Verdict:
    """Proved, Refuted or Undecided; the same every time."""
    free = freed(claim)
    found = _decide(free) if free is not None else None
    return found if isinstance(found, Proved) else _decide(claim)


def _decide(claim: Claim) -> Verdict:
    if claim.relation is Relation.SAME_MINIMISER:
        return _decide_minimisers(claim)
    solved = by_solving(claim, quick=True)
    if solved is not None:
        return solved
    found = _decide_sized(claim) if claim.sized else _decide_scalar(claim)
    return (by_solving(claim) if isinstance(found, Undecided) else None) or found


def _decide_scalar(claim: Claim) -> Verdict:
    """A claim in finitely many names."""
    try:
        plain = reduced(claim)
    except NotSettled as reason:
        return Undecided((("not settled", str(reason)),))
    if any(side in (*INFINITE, NO_VALUE) for side in (plain.left, plain.right)):
        return certify(claim, Witness(()))
    try:
        return _search(claim, plain)
    except Unsupported as reason:
        return Undecided((("not supported", str(reason)),))


def may_be(expression: Basic, witness: Witness) -> bool:
    """Whether `expression` may have the value of the left side at a witness: if not, the two are not equal."""
    if witness.functions or witness.continuous:
        return True
    places = dict(witness.sizes)
    whole = (name for name in expression.free_symbols if name.is_integer and name.name in places)
    expression = concrete(expression, {name: places[name.name] for name in whole})
    point = {Symbol(name, real=True): value for name, value in witness.point}
    if expression.has(Limit, *INFINITE) or not expression.free_symbols <= point.keys():
        return True
    try:
        (value,) = run(compile_balls(expression), point, 128)
    except Unsupported:
        return True
    if not defined(value) or not printable(value):  # the ends of e^(−10⁸) have 10⁸ digits
        return True
    ends, known = enclosure(value), witness.left
    if ends.low is None or ends.high is None or known.low is None or known.high is None:
        return True
    return ends.low <= known.high and ends.high >= known.low


def _decide_sized(claim: Claim) -> Verdict:
    """A claim with symbolic sizes: refuted at some small sizes, proved for every size, or how far it was shown."""
    try:
        plain = compared(claim)
        total = not undefined_on_intervals(plain.left, plain.right)
        equal = plain.relation is Relation.EQUAL and total and normally_equal(plain)
        if claim.model is not None:
            return (None if equal else _refuted_in_model(claim, plain)) or certify(
                claim, Proof("identity", terms=terms(plain)), fresh_points(plain)
            )
        refuted = None if equal else _refuted_at(claim, plain, range(FIRST_SIZES))
        if refuted:
            return _refuted_at_smallest(claim, plain) or refuted
        verdict = certify(claim, Proof("identity", terms=terms(plain)), fresh_points(plain))
        if not isinstance(verdict, Undecided):
            return verdict
        refuted = _refuted_at(claim, plain, range(FIRST_SIZES, SIZES_TRIED))
        return refuted or verdict
    except (Unsupported, NotSettled, ValueError) as reason:
        return Undecided((("not supported", str(reason)),))


def _one_normal_form(plain: Claim) -> bool:
    """Whether both sides have one normal form, if need be by what holds in every model."""
    known = with_known(plain)
    return normally_equal(plain) or (known is not plain and normally_equal(known))


def _decide_minimisers(claim: Claim) -> Verdict:
    """Whether both sides have the same minimisers: by a factor, else by what two or three points say."""
    try:
        several = compared(claim), at_three_points(claim)
        refuted = _refuted_in_model(claim, *several, quick=True) if claim.model is not None else None
        if refuted:
            return refuted
        tried = [(pair, multiples(claim, *pair)) for pair in factors(claim)]
        easy = [each for each in tried if _one_normal_form(each[1])]
        verdict = _by_factor(claim, easy)
        if not isinstance(verdict, Undecided) or ("no factor", "") not in verdict.tried:
            return verdict  # what is equal with a positive factor is refuted nowhere
        if claim.model is not None:
            refuted = _refuted_in_model(claim, *several)
            return refuted or _by_factor(claim, [each for each in tried if each not in easy]) or verdict
        for refute in (_refuted_at_smallest, _refuted_between):
            for plain in several:
                refuted = refute(claim, plain)
                if refuted:
                    return refuted
        rest = [each for each in tried if each not in easy]
        return _by_factor(claim, rest) if rest else verdict
    except (Unsupported, NotSettled, ValueError) as reason:
        return Undecided((("not supported", str(reason)),))


def _by_factor(claim: Claim, tried: list[tuple[tuple[Expr, Expr], Claim]]) -> Verdict:
    """The kernel's verdict for the first factor that it accepts."""
    verdict: Verdict = Undecided((("no factor", ""),))
    for pair, plain in tried:
        verdict = certify(claim, Proof("identity", factor=pair), fresh_points(plain))
        if isinstance(verdict, Proved):
            break
    return verdict


def _refuted_in_model(claim: Claim, *several: Claim, quick: bool = False) -> Refuted | None:
    """The kernel's refutation in a model with normal random names; `several` are the claim at the points compared.

    With `quick`, only the first models are tried.
    """
    every = ((False, range(FEW_TURNS)), (False, range(FEW_TURNS, TURNS)), (True, range(FEW_TURNS)))
    for decaying, turns in every[:1] if quick else every:
        for plain in several:
            for witness in witnesses(plain, turns, decaying=decaying):
                verdict = certify(claim, witness)
                if isinstance(verdict, Refuted):
                    return verdict
    return None


def _refuted_at_smallest(claim: Claim, plain: Claim) -> Refuted | None:
    """The same at sizes 1 and 2, which people can check, the first free indices being 1."""
    if not plain.sizes or len(plain.sizes) > MOST_SMALL:
        return None
    for values in sorted(product((1, 2), repeat=len(plain.sizes)), key=prod):
        places = {size.name: value for size, value in zip(plain.sizes, values, strict=True)}
        refuted = _refute_at(claim, plain, places | {index.name: 1 for index, _ in plain.indices})
        if refuted:
            return refuted
    return None


def _refuted_between(claim: Claim, plain: Claim) -> Refuted | None:
    """The kernel's refutation at two or three points, as in `plain`."""
    if plain.sized:
        return _refuted_at(claim, plain, range(SIZES_TRIED))
    settled = reduced(plain)
    first, beyond = points(settled, MORE_POINTS), islice(points_beyond_borders(settled), MORE_BEYOND)
    return _refute(claim, settled, instances_of(settled), chain(first, beyond), 128)


def _refuted_at(claim: Claim, plain: Claim, turns: range) -> Refuted | None:
    """A refutation at one of some small sizes; `plain` is the claim as `compared`.

    None is looked for against an inequality with unknown functions under sums.
    """
    if plain.relation in ORDERED and plain.functions:
        return None
    for turn in turns:
        refuted = _refute_at(claim, plain, sample_places(plain, turn))
        if refuted:
            return refuted
    return None


def _numbers_of_values(claim: Claim) -> dict[str, int]:
    """How many values the random names have that have finitely many, by the size of their samples."""
    names = {name for table in claim.finite.joints for name in table.of} if claim.finite else set()
    sizes = {size.name for size in claim.sizes}
    found = {
        samples(name).name: len(domain.values) for name, domain in claim.families if name in names and domain.values
    }
    return {size: number for size, number in found.items() if size in sizes}


def _refute_at(claim: Claim, plain: Claim, places: dict[str, int]) -> Refuted | None:
    """The kernel's refutation at these sizes, if a point there gives one; random names have all of their values."""
    places = places | _numbers_of_values(claim)
    instance = instance_at(plain, places)
    if instance is None:
        return None
    bounds = bounds_in(instance)
    if not bounds:
        return _refute_instance(claim, instance, places, {})
    for values in _values(bounds, min(places[size.name] for size in plain.sizes)):
        chosen = instance_at(plain, places, values)
        refuted = _refute_instance(claim, chosen, places, values) if chosen else None
        if refuted:
            return refuted
    return None


def _refute_instance(
    claim: Claim, instance: Claim, places: dict[str, int], values: dict[str, Fraction]
) -> Refuted | None:
    """The same at an instance of the claim; `values` are those of entries that are bounds of sums."""
    plain = reduced(instance)
    program = compile_balls(plain.left, plain.right)
    for point in points(plain, FIRST_POINTS):
        left, right = run(program, point, 128)
        if isinstance(left, Undefined) != isinstance(right, Undefined) or refutes(plain.relation, left, right):
            known = (*values.items(), *named(point))
            verdict = certify(claim, Witness(known, sizes=tuple(places.items())))
            if isinstance(verdict, Refuted):
                return verdict
    return None


def _values(bounds: tuple[Symbol, ...], most: int) -> Iterator[dict[str, Fraction]]:
    """Values for entries that are bounds of sums: from the largest down, and from 1 up."""
    for start, step in ((most - 1, -1), (0, 1)):
        yield {bound.name: Fraction(1 + (start + step * turn) % most) for turn, bound in enumerate(bounds)}


def _search(claim: Claim, plain: Claim) -> Verdict:
    instances = instances_of(plain)
    first = tuple(points(plain, FIRST_POINTS))
    beyond = islice(points_beyond_borders(plain), MORE_BEYOND)
    far_out = islice(points_far_out(plain), MORE_BEYOND)
    refuted = _refute(claim, plain, instances, chain(first, beyond, far_out), 128)
    if refuted:
        return refuted
    seen = first if somewhere_defined(instances, first) else tuple(points(plain, MORE_POINTS))
    verdict = certify(claim, Proof("identity"), seen)
    if not isinstance(verdict, Undecided):
        return verdict
    more = tuple(points(plain, MORE_POINTS))
    refuted = _refute(claim, plain, instances, more, 128) or _refute(claim, plain, instances, first[:3], FINE_BITS)
    return refuted or Undecided((("points that agree", str(len(more))), *verdict.tried))


def _refute(
    claim: Claim,
    plain: Claim,
    instances: tuple[tuple[Functions, Program], ...],
    tried: Iterable[Point],
    bits: int,
) -> Refuted | None:
    """The kernel's refutation at the first of the points that gives one."""
    if plain.relation in (Relation.IMPLIES, Relation.EQUIVALENT):
        return refute_implication(claim, plain, tried)
    for (functions, program), each in zip(instances, tee(tried, len(instances)), strict=True):
        for point in each:
            left, right = run(program, point, bits)
            one_sided = isinstance(left, Undefined) != isinstance(right, Undefined)
            if one_sided or refutes(plain.relation, left, right):
                verdict = certify(claim, Witness(named(point), functions=functions))
                if isinstance(verdict, Refuted):
                    return verdict
    return None
