"""TRUSTED, and the only place that makes a `Proved` or a `Refuted`.

It takes a claim and evidence from the search, believes nothing of it, and re-checks all: a witness must be an admissible
point and its sides are enclosed anew; a proof is replayed, and then both sides are enclosed at fresh points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import sympy
from flint import arb
from sympy import Basic, Symbol

from checks.decide.balls import Undefined, Unsupported, Value, compile_balls, defined, disjoint, enclosure, run
from checks.decide.identities import Shown, identity, implied, ordered
from checks.decide.infinities import INFINITE, NO_VALUE, NotSettled, settle
from checks.decide.limits import inner_point
from checks.language.domains import REAL
from checks.language.nodes import Choose, Flat, Unknown, add, instantiate, multiply, negate, substitute
from checks.verdict import Claim, Enclosure, Proof, Proved, Refuted, Relation, Undecided, Verdict, Witness

PRECISIONS = (128, 512, 2048)  # bits
NEARBY = Fraction(1, 2**40)  # half the side of the box that shows that a side is undefined on an open set
FRESH_POINTS = 4
EQUALITIES = (Relation.EQUAL, Relation.EQUAL_UP_TO_CONSTANT, Relation.PROPORTIONAL)
Point = Mapping[Symbol, Fraction]


def certify(claim: Claim, evidence: Witness | Proof, fresh: tuple[Point, ...] = ()) -> Verdict:
    """The verdict on `claim` if `evidence` holds for it, else Undecided.

    `fresh` are points at which a proof is also tried; at one of them at least both sides must be defined.
    """
    try:
        plain = reduced(claim)
        if isinstance(evidence, Witness):
            return _certify_witness(plain, evidence)
        return _certify_proof(plain, evidence, fresh, nonzero=claim.relation is Relation.PROPORTIONAL)
    except (NotSettled, Unsupported) as reason:
        return Undecided((("not supported", str(reason)),))


def reduced(claim: Claim) -> Claim:
    """The same claim without limits or ∞, one of EQUAL, DIFFERENT, BELOW, AT_MOST, IMPLIES or EQUIVALENT."""
    left, right = (settle(side, claim.domains) for side in (claim.left, claim.right))
    claim = replace(claim, left=left, right=right)
    if claim.relation not in (Relation.EQUAL_UP_TO_CONSTANT, Relation.PROPORTIONAL):
        return claim
    if not claim.about:
        raise NotSettled("about")
    moved = _moved(claim)
    far_left, far_right = substitute(left, moved), substitute(right, moved)
    known = dict(claim.domains)
    domains = (*claim.domains, *((moved[name], known.get(name, REAL)) for name in claim.about))
    if claim.relation is Relation.PROPORTIONAL:  # l(θ) r(θ′) = l(θ′) r(θ)
        left, right = multiply(left, far_right), multiply(far_left, right)
    else:  # l(θ) − l(θ′) = r(θ) − r(θ′)
        left, right = add(left, negate(far_left)), add(right, negate(far_right))
    given = (*claim.given, *(substitute(condition, moved) for condition in claim.given))
    return replace(claim, left=left, right=right, relation=Relation.EQUAL, domains=domains, given=given)


def _moved(claim: Claim) -> dict[Symbol, Symbol]:
    """θ′ for each θ that the claim is about, a name that does not occur yet."""
    taken = {symbol.name for symbol in claim.left.free_symbols | claim.right.free_symbols | _names(claim.given)}
    mark = "′"
    while any(name.name + mark in taken for name in claim.about):
        mark += "′"
    return {name: sympy.Symbol(name.name + mark, real=True) for name in claim.about}


# --- witnesses


def _certify_witness(claim: Claim, witness: Witness) -> Verdict:
    if any(side in (*INFINITE, NO_VALUE) for side in (claim.left, claim.right)):
        return _certify_infinite(claim)
    if claim.relation in (Relation.IMPLIES, Relation.EQUIVALENT):
        return _certify_counterexample(claim, witness)
    if not all(fits(dict(claim.functions).get(name, ("unknown",)), p) for name, p in witness.functions):
        return Undecided((("not admissible", ""),))
    if not {name for name, _ in claim.functions} <= {name for name, _ in witness.functions}:
        return Undecided((("not admissible", ""),))
    left, right = (instantiate(side, dict(witness.functions)) for side in (claim.left, claim.right))
    names = {symbol.name: symbol for symbol in left.free_symbols | right.free_symbols | _names(claim.given)}
    point = {names[name]: value for name, value in witness.point if name in names}
    if len(point) != len(names) or not admissible(claim, point):
        return Undecided((("not admissible", ""),))
    program = compile_balls(left, right)
    for bits in PRECISIONS:
        values = run(program, point, bits)
        if refutes(claim.relation, *values):
            return _refuted(witness, *values)
        if any(isinstance(value, Undefined) for value in values):
            return _one_sided(claim, witness, point)
    return Undecided((("points that agree", "1"),))


def refutes(relation: Relation, left: Value, right: Value) -> bool:
    """Whether these enclosures of the two sides contradict the relation."""
    if not (defined(left) and defined(right)):
        return False
    match relation:
        case Relation.EQUAL:
            return disjoint(left, right)
        case Relation.AT_MOST:
            return bool(left > right)
        case Relation.BELOW:
            return bool(left >= right)
        case Relation.DIFFERENT:
            return bool(left.is_exact() and right.is_exact() and left == right)
        case _:
            return False


def _one_sided(claim: Claim, witness: Witness, point: Point) -> Verdict:
    """Refuted if one side is undefined on a box around the point, on which the other is defined."""
    if claim.relation is not Relation.EQUAL:
        return Undecided((("undefined", ""),))
    domains = dict(claim.domains)
    box = {
        s: Fraction(1) if domains.get(s, REAL).whole else NEARBY for s in point if not domains.get(s, REAL).values
    }
    inside = all(
        domains.get(s, REAL).contains(point[s] - radius) and domains.get(s, REAL).contains(point[s] + radius)
        for s, radius in box.items()
    )
    if not inside or _has_equation(claim.given):
        return Undecided((("undefined", ""),))
    sides = (instantiate(side, dict(witness.functions)) for side in (claim.left, claim.right))
    left, right = run(compile_balls(*sides), point, 128, box)
    if isinstance(left, Undefined) != isinstance(right, Undefined) and (defined(left) or defined(right)):
        return _refuted(witness, left, right)
    return Undecided((("undefined", ""),))


def _certify_counterexample(claim: Claim, witness: Witness) -> Verdict:
    """Refuted if one equation has a solution within the witness's radius, and the other has none there."""
    gaps = [add(equation.args[0], negate(equation.args[1])) for equation in (claim.left, claim.right)]
    names = {symbol.name: symbol for gap in gaps for symbol in gap.free_symbols}
    point = {names[name]: value for name, value in witness.point if name in names}
    domains, radius = dict(claim.domains), witness.radius
    if (
        len(point) != len(names)
        or len(names) != 1
        or claim.given
        or any(gap.has(Choose, Flat, Unknown) for gap in gaps)
    ):
        return Undecided((("not supported", "counterexample"),))
    ((symbol, middle),) = point.items()
    domain = domains.get(symbol, REAL)
    if radius and (domain.whole or domain.values):
        return Undecided((("not supported", "counterexample"),))
    if not all(domains.get(symbol, REAL).contains(middle + offset) for offset in (-radius, radius)):
        return Undecided((("not admissible", ""),))
    program = compile_balls(*gaps)
    box = run(program, point, 128, {symbol: radius} if radius else None)
    ends = [run(program, {symbol: middle + offset}, 128) for offset in (-radius, radius)]
    pairs = ((0, 1), (1, 0)) if claim.relation is Relation.EQUIVALENT else ((0, 1),)
    for solved, other in pairs:
        if (
            _has_root(box[solved], ends[0][solved], ends[1][solved])
            and defined(box[other])
            and not box[other].contains(0)
        ):
            return _refuted(witness, arb(0), box[other])
    return Undecided((("no counterexample", ""),))


def _has_root(box: Value, left: Value, right: Value) -> bool:
    """Whether a function, continuous where it is finite, has a root between two points (intermediate value theorem)."""
    if not (defined(box) and defined(left) and defined(right)):
        return False
    return bool(left.is_zero() or right.is_zero() or (left < 0 < right) or (right < 0 < left))


def fits(traits: tuple[str, ...], coefficients: tuple[Fraction, ...]) -> bool:
    """Whether the polynomial with these coefficients certainly has the traits."""
    constant, linear = (*coefficients, Fraction(0), Fraction(0))[:2]
    even, odd = coefficients[2::2], coefficients[3::2]
    checks = {
        "positive": constant > 0 and linear == 0 and not any(odd) and all(c >= 0 for c in even),
        "convex": not any(odd) and all(c >= 0 for c in even),
        "increasing": linear > 0 and not any(even) and all(c >= 0 for c in odd),
    }
    return all(checks.get(trait, False) for trait in traits)


def _refuted(witness: Witness, left: Value, right: Value) -> Verdict:
    ends = [_printable(value) for value in (left, right)]
    if not all(ends):
        return Undecided((("too large to print", ""),))
    return Refuted(replace(witness, left=enclosure(left), right=enclosure(right)))


def _printable(value: Value) -> bool:
    """Whether the ends of a ball are numbers of reasonable length."""
    if isinstance(value, Undefined):
        return True
    ends = (value.lower(), value.upper())
    return all(abs(int(end.man_exp()[1])) < 20_000 for end in ends)


def _certify_infinite(claim: Claim) -> Verdict:
    """A claim one side of which is ±∞ or has no value (∞ − ∞)."""
    point = {
        s: inner_point(dict(claim.domains).get(s, REAL)) for s in claim.left.free_symbols | claim.right.free_symbols
    }
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
    return enclosure(value) if defined(value) and _printable(value) else None


def admissible(claim: Claim, point: Point) -> bool:
    """Whether `point` lies in the domain and every condition certainly holds there."""
    domains = dict(claim.domains)
    if not all(domains.get(symbol, REAL).contains(value) for symbol, value in point.items()):
        return False
    return all(_holds(condition, point) for condition in claim.given)


def _holds(condition: Basic, point: Point) -> bool:
    if not condition.free_symbols <= point.keys():
        return False
    if condition.rel_op == "==":
        exact = [rational_value(side, point) for side in condition.args]
        return exact[0] is not None and exact[0] == exact[1]
    left, right = run(compile_balls(*condition.args), point, 128)
    if not (defined(left) and defined(right)):
        return False
    match condition.rel_op:
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case ">=":
            return bool(left >= right)
    return disjoint(left, right)


def rational_value(node: Basic, point: Point) -> Fraction | None:
    """The value of a rational expression in exact arithmetic; None for anything else."""
    if isinstance(node, Symbol):
        return point[node]
    if isinstance(node, sympy.Rational):
        return Fraction(int(node.p), int(node.q))
    arguments = [rational_value(argument, point) for argument in node.args]
    if None in arguments or not arguments:
        return None
    if isinstance(node, sympy.Add):
        return sum(arguments, Fraction(0))
    if isinstance(node, sympy.Mul):
        product = Fraction(1)
        for argument in arguments:
            product *= argument
        return product
    if isinstance(node, sympy.Pow) and arguments[1].denominator == 1 and abs(arguments[1]) < 100:
        return None if arguments[0] == 0 and arguments[1] < 0 else arguments[0] ** int(arguments[1])
    return None


def _names(conditions: tuple[Basic, ...]) -> set[Symbol]:
    return {symbol for condition in conditions for symbol in condition.free_symbols}


def _has_equation(conditions: tuple[Basic, ...]) -> bool:
    return any(condition.rel_op == "==" for condition in conditions)


# --- proofs


def _certify_proof(claim: Claim, proof: Proof, fresh: tuple[Point, ...], *, nonzero: bool) -> Verdict:
    if any(side in (*INFINITE, NO_VALUE) for side in (claim.left, claim.right)):
        return _certify_infinite(claim)
    shown = _replay(claim)
    if shown is None:
        return Undecided((("no proof", ""),))
    if not _agrees(claim, fresh, nonzero=nonzero):
        return Undecided((("no point where both sides are defined", ""),))
    return Proved(replace(proof, method=_method(claim.relation), cases=shown.cases))


def _replay(claim: Claim) -> Shown | None:
    match claim.relation:
        case Relation.EQUAL:
            return identity(claim)
        case Relation.AT_MOST | Relation.BELOW:
            return ordered(claim, strict=claim.relation is Relation.BELOW)
        case Relation.DIFFERENT:
            swapped = replace(claim, left=claim.right, right=claim.left)
            return ordered(claim, strict=True) or ordered(swapped, strict=True)
        case _:
            return implied(claim)


def _method(relation: Relation) -> str:
    return {Relation.EQUAL: "identity", Relation.IMPLIES: "multiple", Relation.EQUIVALENT: "multiple"}.get(
        relation, "sign"
    )


def _agrees(claim: Claim, fresh: tuple[Point, ...], *, nonzero: bool) -> bool:
    """Whether both sides have values (`nonzero` ones) at some fresh admissible point, and contradict the claim at none."""
    sides = [part for side in (claim.left, claim.right) for part in (side.args if side.is_Relational else (side,))]
    program = compile_balls(*(instantiate(side, {}) for side in sides))
    seen = 0
    for point in fresh:
        if not admissible(claim, point):
            continue
        values = run(program, point, 128)
        seen += all(defined(value) and not (nonzero and value.contains(0)) for value in values)
        if len(values) == 2 and refutes(claim.relation, *values):
            return False
        if seen >= FRESH_POINTS:
            break
    return seen > 0
