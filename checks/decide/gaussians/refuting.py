"""What a witness with normal random names shows of a claim: both sides, enclosed, if they contradict it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

import sympy
from flint import arb, ctx, fmpq
from sympy import Basic, Dummy, Symbol

from derivo.checks.decide.balls import Unsupported, disjoint
from derivo.checks.decide.conditions import admissible
from derivo.checks.decide.gaussians import forms
from derivo.checks.decide.gaussians.values import Environment, Place, Sample, Values
from derivo.checks.decide.gaussians.worlds import (
    World,
    accepted,
    families_of,
    names_of,
    own_joint,
    rational,
    refuse_unfit,
    with_relevant,
)
from derivo.checks.decide.refutations import Sides, refutes, shown
from derivo.checks.language.concrete import concrete, conditions_at, family_of
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE, REAL
from derivo.checks.language.families import Every, families_in
from derivo.checks.language.nodes import instantiate, names_in
from derivo.checks.language.tables import Law, Table, sample, samples
from derivo.checks.verdict import Claim, Normal, Relation, Undecided, Witness

PRECISIONS = (128, 512)  # bits
OF_ONE = {"posdef": POSITIVE, "psd": NONNEGATIVE, "invertible": POSITIVE}  # the entry of a matrix that has one


def refutation(claim: Claim, witness: Witness) -> Sides | Undecided:
    """The enclosures of both sides at the witness, if they contradict the claim (as `compared`)."""
    claim = with_relevant(claim)
    assert claim.model is not None
    refuse_unfit(claim, witness)
    plain = ordinary(claim, dict(witness.sizes))
    known = dict(witness.point)
    point = {symbol: known[symbol.name] for symbol in names_in(plain.left, *plain.given) if symbol.name in known}
    if not names_in(plain.left) <= point.keys() or not admissible(plain, point):
        return Undecided((("not admissible", ""),))
    checked = {symbol.name for symbol in point} | {sample(name).name for name in names_of(claim.model)}
    witness = replace(witness, point=tuple(each for each in witness.point if each[0] in checked))
    for bits in PRECISIONS:
        with ctx.workprec(bits):
            found = _Sides(claim, witness).contradict()
            if found:
                return found
    return Undecided((("points that agree", "1"),))


@dataclass(slots=True)
class _Sides:
    """The sides of a claim at a witness, at the current precision."""

    claim: Claim
    witness: Witness

    def contradict(self) -> Sides | Undecided | None:
        """The sides, if they contradict the claim; None where more precision may tell."""
        values, at = self.values(), places_of(self.claim, self.witness)
        functions = dict(self.witness.functions)
        sides = [values.of(instantiate(side, functions), at) for side in (self.claim.left, self.claim.right)]
        left, right = (forms.value_of(side) for side in sides)
        if refutes(self.claim.relation, left, right):
            if not all(self.holds(condition, values, at) for condition in self.of_tables()):
                return Undecided((("not admissible", ""),))
            return shown(left, right)
        return Undecided((("points that agree", "1"),)) if self.agree(left, right, sides) else None

    def agree(self, left: arb, right: arb, sides: list[forms.Form]) -> bool:
        """Whether the sides certainly do not contradict the claim."""
        if self.claim.relation is Relation.SAME_SIGN and not (left.contains(0) or right.contains(0)):
            return True
        if self.claim.relation is not Relation.EQUAL and disjoint(left, right):
            return True
        return forms.is_identically_zero(forms.difference(*sides))

    def values(self) -> Values:
        """The values in the world of the witness."""
        model, witness = self.claim.model, self.witness
        assert model is not None
        point = {name: rational(value) for name, value in witness.point}
        functions = dict(witness.functions)
        world = World(model, {}, functions, witness.decaying)
        pairs = ((law, own_joint(law, model)) for law in model.laws)
        known = [_normal(law, table, Values(world, point), places_of(self.claim, witness)) for law, table in pairs]
        normals = accepted(model, witness.normals, known)
        return Values(World(model, normals, functions, witness.decaying), point)

    def of_tables(self) -> tuple[Basic, ...]:
        """The conditions on the distributions."""
        return tuple(each for each in self.claim.given if is_of_tables(each, self.claim))

    def holds(self, condition: Basic, values: Values, at: Environment) -> bool:
        """Whether a condition on the distributions certainly holds, for all samples that are free in it."""
        functions = dict(self.witness.functions)
        for body, place in values.everywhere(condition, at):
            left, right = (values.of(instantiate(side, functions), place) for side in body.args)
            if body.rel_op == "==":
                if not forms.is_identically_zero(forms.difference(left, right)):
                    return False
            elif not _in_order(body.rel_op, left, right):
                return False
        return True


def places_of(claim: Claim, witness: Witness) -> Environment:
    """Sizes and indices, and the values of free samples."""
    model = claim.model
    assert model is not None
    sizes, point = dict(witness.sizes), dict(witness.point)
    letters = (*claim.sizes, *(index for index, _ in claim.indices))
    at: dict[Basic, Place] = {each: sizes[each.name] for each in letters if each.name in sizes}
    for name in names_of(model):
        if sample(name).name in point:
            value = rational(point[sample(name).name])
            at[sample(name)] = Sample(name, (((), value),) if value else ())
    return at


def _in_order(operator: str, left: forms.Form, right: forms.Form) -> bool:
    here, there = forms.value_of(left), forms.value_of(right)
    match operator:
        case "<":
            return bool(here < there)
        case "<=":
            return bool(here <= there)
        case ">":
            return bool(here > there)
        case ">=":
            return bool(here >= there)
    return disjoint(here, there)


def is_of_tables(condition: Basic, claim: Claim) -> bool:
    """Whether a condition says something of distributions, random values or functions of such."""
    model = claim.model
    assert model is not None
    sizes = {samples(name) for name in names_of(model)}
    return bool(families_in(condition) & families_of(claim)) or not sizes.isdisjoint(names_in(condition))


def _normal(law: Law, table: Table, values: Values, sizes: Environment) -> Normal:
    """The law of a name in a joint, at a point: the mean affine in others, the variance a positive number."""
    names = table.of
    at: Environment = {
        **sizes,
        **{sample(name): Sample(name, (((place,), fmpq(1)),)) for place, name in enumerate(names)},
    }
    mean, variance = forms.affine(values.of(law.mean, at)), forms.as_number(values.of(law.variance, at))
    if mean is None or variance is None:
        raise Unsupported("a law")
    terms = tuple((names[each[0]] if each else "", _fraction(c)) for each, c in mean.items())
    return Normal(table.name, law.name, terms, _fraction(variance))


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def ordinary(claim: Claim, sizes: Mapping[str, int]) -> Claim:
    """What a claim says of ordinary names and entries at these sizes: their domains and the conditions on them.

    Its left side is the sum of all of them. Raises Unsupported where a size or an index has no place in its range.
    """
    model = claim.model
    assert model is not None
    places = _within(claim, sizes)
    kept = [condition for condition in claim.given if not is_of_tables(condition, claim)]
    given = tuple(one for condition in kept for one in conditions_at(condition, places))
    others = (each for condition in claim.given if condition not in kept for each in _written_out(condition, places))
    laws = (each for law in model.laws for each in (law.mean, law.variance))
    nodes = (concrete(each, places) for each in (claim.left, claim.right, *laws))
    free = {symbol for node in (*nodes, *given, *others) for symbol in node.free_symbols if _is_ordinary(symbol)}
    found = sorted(free, key=lambda symbol: str(symbol.name))
    families, matrices = dict(claim.families), dict(claim.matrices)
    entries = {symbol: family_of(symbol.name) for symbol in found if "[" in symbol.name}
    if any(size != 1 for size in places.values()) and not matrices.keys().isdisjoint(entries.values()):
        raise Unsupported("matrices")
    domains = {symbol: OF_ONE.get(matrices.get(name, ""), families.get(name, REAL)) for symbol, name in entries.items()}
    return replace(
        claim,
        left=sympy.Add(*found, evaluate=False) if found else sympy.Integer(0),
        right=sympy.Integer(0),
        relation=Relation.EQUAL,
        given=given,
        domains=(*claim.domains, *domains.items()),
        about=(),
        sizes=(),
        indices=(),
        model=None,
    )


def _written_out(condition: Basic, places: Mapping[Basic, int]) -> Iterator[Basic]:
    """A condition on distributions at concrete sizes, for the names in it: their samples keep their letters."""
    body, *pairs = condition.args if isinstance(condition, Every) else (condition,)
    ranges = {
        index: range(1, int(places.get(size, size)) + 1)
        for index, size in zip(pairs[::2], pairs[1::2], strict=True)
        if size in places or size.is_Integer
    }
    for chosen in product(*ranges.values()):
        yield concrete(body, {**places, **dict(zip(ranges, chosen, strict=True))})


def _within(claim: Claim, sizes: Mapping[str, int]) -> dict[Basic, int]:
    """The sizes and indices that are none of samples, each in its range."""
    letters: dict[Basic, int] = {each: sizes.get(each.name, 0) for each in claim.sizes if not each.name.startswith("|")}
    ranges = {index: size for index, size in claim.indices if not str(size).startswith("|")}
    indices: dict[Basic, int] = {index: sizes.get(index.name, 0) for index in ranges}
    domains = dict(claim.domains)
    if any(value < 1 or not domains.get(size, REAL).contains(Fraction(value)) for size, value in letters.items()):
        raise Unsupported("a size")
    if not all(1 <= indices[index] <= int(letters.get(size, size)) for index, size in ranges.items()):
        raise Unsupported("an index")
    return letters | indices


def _is_ordinary(symbol: Symbol) -> bool:
    """Whether a symbol is no bound index, no number of samples and no sample."""
    return not isinstance(symbol, Dummy) and not symbol.name.startswith("|") and not symbol.name.endswith("°")
