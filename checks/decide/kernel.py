"""The only place that makes a `Proved` or a `Refuted`.

It takes a claim and evidence from the search, believes nothing of it, and re-checks all from the claim alone: a witness
must be an admissible point and its sides are enclosed anew; a proof is replayed, and then both sides are enclosed at
fresh points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice

import sympy
from sympy import Basic, Symbol

from derivo.checks.decide.agreement import agrees, samples
from derivo.checks.decide.balls import Unsupported, compile_balls, defined, enclosure, run
from derivo.checks.decide.conditions import Point, admissible, inner_point
from derivo.checks.decide.curvature.chords import chord, to_refute
from derivo.checks.decide.curvature.convex_sets import certificate, on_convex_set
from derivo.checks.decide.curvature.roots import with_matrices
from derivo.checks.decide.factors import is_positive_constant
from derivo.checks.decide.gaussians.integrals import DIVERGES
from derivo.checks.decide.gaussians.refuting import refutation as refuted_by
from derivo.checks.decide.gaussians.worlds import refuse_parts, with_relevant
from derivo.checks.decide.inequalities.certificates import difference, in_order
from derivo.checks.decide.infinities import INFINITE, NO_VALUE, NotSettled
from derivo.checks.decide.proposals.normal_witnesses import witnesses
from derivo.checks.decide.reductions import at_three_points, compared, has_third_point, multiples, reduced, with_known
from derivo.checks.decide.refutations import printable, refutation
from derivo.checks.decide.scalar.cases import Shown
from derivo.checks.decide.scalar.identities import equality, implied, ordered
from derivo.checks.decide.seconding import seconded
from derivo.checks.decide.sizes import every_size, small_sizes
from derivo.checks.decide.solving import at_places
from derivo.checks.decide.sums.at_sizes import instance_at, sample_places, with_entries
from derivo.checks.decide.sums.distributions import is_distribution
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.language.domains import REAL
from derivo.checks.language.nodes import instantiate
from derivo.checks.verdict import (
    Claim,
    Curvature,
    Enclosure,
    Proof,
    Property,
    Proved,
    Refuted,
    Relation,
    Undecided,
    Verdict,
    Witness,
)

MODELS = 3  # with normal names, at which a proof is tried where they are continuous
SMALL_SIZES = 4  # up to which a claim with one size is shown that has no proof for every size; with more, 3
INCREASING = (Fraction(0), Fraction(1))  # what such an unknown function is taken for at fresh points: u
METHODS = {Relation.EQUAL: "identity", Relation.IMPLIES: "multiple", Relation.EQUIVALENT: "multiple"}

COMPARES = {
    Relation.PROPORTIONAL: "products",
    Relation.EQUAL_UP_TO_CONSTANT: "changes",
    Relation.SAME_MINIMISER: "changes",
}


def certify(claim: Claim, evidence: Witness | Proof, fresh: tuple[Point, ...] = ()) -> Verdict:
    """The verdict on `claim` if `evidence` holds for it, else Undecided.

    `fresh` are points at which a proof is also tried; at one of them at least both sides must be defined.
    """
    try:
        return seconded(claim, _certified(claim, evidence, fresh))
    except (NotSettled, Unsupported) as reason:
        return Undecided((("not supported", str(reason)),))


def _certified(claim: Claim, evidence: Witness | Proof, fresh: tuple[Point, ...]) -> Verdict:
    if isinstance(evidence, Witness):
        return _certify_between(claim, evidence)
    if evidence.method == "solved":
        return _certify_solved(claim, evidence, fresh)
    if claim.relation is Relation.SAME_MINIMISER:
        return _certify_multiple(claim, evidence, fresh)
    return _certify(compared(claim), evidence, fresh, nonzero=claim.relation is Relation.PROPORTIONAL)


def _certify_solved(claim: Claim, proof: Proof, fresh: tuple[Point, ...]) -> Verdict:
    """A claim by one that implies it; `factor` says how the equations among its conditions are solved."""
    simpler = at_places(claim, tuple(map(int, proof.factor)))
    verdict = _certified(simpler, Proof("identity"), fresh) if simpler else Undecided((("no proof", ""),))
    return Proved(replace(verdict.proof, factor=proof.factor)) if isinstance(verdict, Proved) else verdict


def _certify(
    claim: Claim, evidence: Witness | Proof, fresh: tuple[Point, ...] = (), *, nonzero: bool = False
) -> Verdict:
    """The same for a claim in which nothing varies; with `nonzero`, the sides must not be 0 at some fresh point."""
    if claim.model is not None and isinstance(evidence, Witness):
        return _certify_normal(claim, evidence)
    if claim.sized:
        return _certify_sized(claim, evidence, fresh, nonzero=nonzero)
    plain = reduced(claim)
    if any(side in (*INFINITE, NO_VALUE) for side in (plain.left, plain.right)):
        return _certify_infinite(plain)
    if isinstance(evidence, Witness):
        return _certify_witness(plain, evidence)
    return _certify_proof(plain, fresh, nonzero=nonzero)


def _certify_between(claim: Claim, witness: Witness) -> Verdict:
    """The verdict on a witness, which has several points if something varies in the claim."""
    refuse_parts(claim)
    ratios = claim.relation is Relation.SAME_MINIMISER and has_third_point(claim, list(_varied(claim, witness)))
    verdict = _certify(at_three_points(claim) if ratios else compared(claim), witness)
    if isinstance(verdict, Refuted):
        compares = "ratios" if ratios else COMPARES.get(claim.relation, "")
        return Refuted(replace(verdict.witness, compares=compares))
    return verdict


def _varied(claim: Claim, witness: Witness) -> Iterator[str]:
    """The names that have a value in a witness, families of functions at random names included."""
    yield from (name for name, _ in witness.point)
    for network in claim.model.networks if claim.model else ():
        for function, _ in witness.functions:
            if function.startswith(network.function):
                yield network.family + function.removeprefix(network.function)


def _certify_normal(claim: Claim, witness: Witness) -> Verdict:
    """A witness against a claim about continuous names: nothing but a model in which they are normal."""
    found = refuted_by(claim, witness)
    if isinstance(found, Undecided):
        return found
    return Refuted(replace(witness, left=found[0], right=found[1], continuous=True))


def _stands_in_models(claim: Claim) -> bool:
    """Whether no model with normal names refutes a claim of which there is a proof: one of the two would be wrong.

    Where distributions are given, or integrals diverge, both sides must have a value in one of the models: if they had
    none for any distribution, nothing would be claimed.
    """
    claim, seen, diverges = with_relevant(claim), False, False
    for witness in islice(witnesses(claim), MODELS):
        try:
            found = refuted_by(claim, witness)
            if not isinstance(found, Undecided):
                return False
            seen = seen or ("points that agree", "1") in found.tried
        except (NotSettled, Unsupported) as reason:
            diverges = diverges or str(reason) == DIVERGES
    return seen or not (diverges or (claim.model and claim.model.laws))


def _certify_multiple(claim: Claim, proof: Proof, fresh: tuple[Point, ...]) -> Verdict:
    """SAME_MINIMISER by p·(l − l′) = q·(r − r′), p and q being positive and free of what varies, l and r not."""
    if len(proof.factor) != 2 or not all(is_positive_constant(claim, factor) for factor in proof.factor):
        return Undecided((("no factor", ""),))
    verdict = _certify(multiples(claim, *proof.factor), proof, fresh, nonzero=True)
    return Proved(replace(verdict.proof, factor=proof.factor)) if isinstance(verdict, Proved) else verdict


def _certify_sized(
    claim: Claim, evidence: Witness | Proof, fresh: tuple[Point, ...], *, nonzero: bool = False
) -> Verdict:
    """The same for a claim with symbolic sizes: a witness is one at concrete sizes, a proof one for every size."""
    places = dict(evidence.sizes) if isinstance(evidence, Witness) else sample_places(claim)
    instance = instance_at(claim, places, dict(evidence.point) if isinstance(evidence, Witness) else None)
    if instance is None:
        return Undecided((("not admissible", ""),))
    if isinstance(evidence, Witness):
        if not is_distribution(claim, places, dict(evidence.point)):
            return Undecided((("not admissible", ""),))
        return _certify(instance, evidence)
    errors: list[Fraction] = []

    def proved(scalar: Claim) -> bool:
        found = equality(reduced(with_entries(scalar)))
        errors.append(found.error if found else Fraction(0))
        return found is not None

    if claim.relation is not Relation.EQUAL:
        return _certify_in_order(claim, evidence, fresh)
    known = with_known(claim)
    by_law = known is not claim and not normally_equal(claim) and normally_equal(known)
    whole = by_law or (every_size(claim, proved) if claim.sizes else small_sizes(claim, proved, 1) == 1)
    if claim.model is not None and not (whole and _stands_in_models(claim)):
        return Undecided((("no proof", ""),))  # what holds for distributions on a few points says nothing
    if not any(agrees(each, fresh, nonzero=nonzero, anyway=by_law) for each in samples(claim)):
        return Undecided((("no point where both sides are defined", ""),))
    if whole:
        scope = _scope(claim.sizes)
        return Proved(Proof("identity", scope, len(errors), sum(errors, Fraction(0))))
    errors.clear()
    most = small_sizes(claim, proved, SMALL_SIZES - (len(claim.sizes) > 1))
    tried = (("proved for sizes up to", str(most)), ("no proof", "")) if most else (("no proof", ""),)
    proof = Proof("identity", f"for sizes up to {most}", len(errors), sum(errors, Fraction(0)))
    return Undecided(tried, proof if most > 1 else None)


def _certify_in_order(claim: Claim, proof: Proof, fresh: tuple[Point, ...]) -> Verdict:
    """An inequality for every size, by terms that are not negative."""
    if not in_order(claim, proof.terms):
        return Undecided((("no proof", ""),))
    if not any(agrees(each, fresh, nonzero=False) for each in samples(claim)):
        return Undecided((("no point where both sides are defined", ""),))
    if claim.model is not None and not _stands_in_models(claim):
        return Undecided((("no proof", ""),))
    method = "sign" if proof.terms == (1, difference(claim)) else "terms"
    return Proved(Proof(method, _scope(claim.sizes), terms=proof.terms))


def certify_property(claim: Property, evidence: Witness | Proof, fresh: tuple[Point, ...] = ()) -> Verdict:
    """The same for a property: a witness breaks its chord; a certificate is made anew, and tried at fresh chords."""
    if not on_convex_set(claim):
        return Undecided((("not convex", ""),))
    chords = to_refute(claim)
    if isinstance(evidence, Witness):
        found = certify(chords, evidence)
        return Refuted(with_matrices(claim, found.witness)) if isinstance(found, Refuted) else found
    lines = certificate(claim)
    if not lines and claim.kind is Curvature.AFFINE and not claim.traits:
        return certify(chord(claim), Proof("identity"), fresh)
    instance = instance_at(chords, sample_places(chords)) if chords.sizes else chords
    if not lines or instance is None:
        return Undecided((("no rule", ""),))
    taken = {name: INCREASING for name, traits in claim.functions if "increasing" in traits}
    sides = (instantiate(side, taken) for side in (instance.left, instance.right))
    if not agrees(reduced(replace(instance, left=next(sides), right=next(sides))), fresh, nonzero=False):
        return Undecided((("no point where both sides are defined", ""),))
    return Proved(Proof("curvature", _scope(claim.sizes), certificate=lines))


def _scope(sizes: tuple[Symbol, ...]) -> str:
    """For every size; a claim for every number of samples is one for every distribution (docs/expectations.md)."""
    names = ["distribution" if size.name.startswith("|") else size.name for size in sizes]
    return "for every " + " and ".join(dict.fromkeys(names)) if names else ""


def _certify_witness(claim: Claim, witness: Witness) -> Verdict:
    found = refutation(claim, witness)
    if isinstance(found, Undecided):
        return found
    left, right = found
    return Refuted(replace(witness, left=left, right=right))


def _certify_proof(claim: Claim, fresh: tuple[Point, ...], *, nonzero: bool) -> Verdict:
    found = _replay(claim)
    if found is None:
        return Undecided((("no proof", ""),))
    if not agrees(claim, fresh, nonzero=nonzero):
        return Undecided((("no point where both sides are defined", ""),))
    method = METHODS.get(claim.relation, "sign")
    return Proved(Proof(method, cases=found.cases, error=found.error))


def _replay(claim: Claim) -> Shown | None:
    swapped = replace(claim, left=claim.right, right=claim.left)
    match claim.relation:
        case Relation.EQUAL:
            return equality(claim)
        case Relation.AT_MOST | Relation.BELOW:
            return ordered(claim, strict=claim.relation is Relation.BELOW)
        case Relation.AT_LEAST | Relation.ABOVE:
            return ordered(swapped, strict=claim.relation is Relation.ABOVE)
        case Relation.DIFFERENT:
            return ordered(claim, strict=True) or ordered(swapped, strict=True)
        case Relation.IMPLIES | Relation.EQUIVALENT:
            return implied(claim)
        case _:
            return None


def _certify_infinite(claim: Claim) -> Verdict:
    """A claim one side of which is ±∞ or has no value (∞ − ∞)."""
    domains = dict(claim.domains)
    point = {s: inner_point(domains.get(s, REAL)) for s in claim.left.free_symbols | claim.right.free_symbols}
    left, right = (_end(claim, side, point) for side in (claim.left, claim.right))
    if claim.relation is not Relation.EQUAL or left is None or right is None:
        return Undecided((("not supported", "infinity"),))
    if left == right:
        return Proved(Proof("limit")) if left.infinite else Undecided((("no value", ""),))
    return Refuted(Witness(tuple((s.name, v) for s, v in point.items()), left, right))


def _end(claim: Claim, side: Basic, point: Point) -> Enclosure | None:
    if side == NO_VALUE:
        return Enclosure(undefined="indeterminate")
    if side in INFINITE:
        return Enclosure(infinite=1 if side == sympy.oo else -1)
    if not admissible(claim, point):
        return None
    (value,) = run(compile_balls(side), point, 128)
    return enclosure(value) if defined(value) and printable(value) else None
