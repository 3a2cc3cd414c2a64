"""What the tables of a claim are at a witness: densities of normal names in one dimension, and their slopes.

In a joint every name is normal given its parents, its mean affine in them: Π_k N(x_k; m_k(parents), v_k) over an order
without cycles is a density, and each factor is a conditional of it. A name with a law has it in its own joint, given
the names in its mean. Densities that are declared given others have a table of their own, of which only the
conditional is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from flint import fmpq

from derivo.checks.decide.balls import Unsupported
from derivo.checks.decide.conditions import fits
from derivo.checks.decide.gaussians.forms import Form, Shape, multiply, of_polynomial
from derivo.checks.decide.gaussians.polynomials import Polynomial, frozen, number, plus, raised, root, scaled
from derivo.checks.language.domains import REAL
from derivo.checks.language.families import Entry, Over, families_in
from derivo.checks.language.nodes import distinct_pieces, names_in
from derivo.checks.language.tables import Law, Model, Network, Table, sample, samples
from derivo.checks.verdict import Claim, Normal, Relation, Witness

MARKS = "′″"


@dataclass(frozen=True, slots=True)
class World:
    """The model of a claim at a witness: every name normal, every function a polynomial."""

    model: Model
    normals: Mapping[tuple[str, str], Normal]  # by joint and name
    functions: Mapping[str, tuple[Fraction, ...]]
    decaying: bool

    def table(self, family: str) -> tuple[Table, str] | None:
        """The joint whose weights a family is, and "" or the name by which it is differentiated."""
        for table in self.model.joints:
            if family == table.name:
                return table, ""
            for name in table.of:
                if family == f"{table.slope} {name}":
                    return table, name
        return None

    def density(self, table: Table, by: str, at: Sequence[Polynomial]) -> Form:
        """The joint density at some places, or its derivative in the value of a name."""
        places = dict(zip(table.of, at, strict=True))
        exponent, slope, scale = number(0), number(0), fmpq(1)
        for name in table.of:
            normal = self.normals[table.name, name]
            away = plus(places[name], scaled(self._mean(normal, places), -1))
            precision = 1 / rational(normal.variance)
            exponent = plus(exponent, scaled(raised(away, 2), -precision / 2))
            moved = (name == by) - rational(dict(normal.mean).get(by, Fraction(0))) if by else fmpq(0)
            slope = plus(slope, scaled(away, -precision * moved))
            scale *= precision
        outside = root(scale)
        if outside is None:
            raise Unsupported("a long number")
        found: Form = {Shape((), frozen(exponent), outside[1], -len(table.of)): outside[0]}
        return multiply(found, of_polynomial(slope)) if by else found

    def _mean(self, normal: Normal, places: Mapping[str, Polynomial]) -> Polynomial:
        terms = (scaled(places[each] if each else number(1), rational(c)) for each, c in normal.mean)
        return plus(*terms)

    def network(self, family: str) -> tuple[Network, str] | None:
        """The function of random names whose values a family is, and its name, marked for another point."""
        plain = family.rstrip(MARKS)
        for network in self.model.networks:
            if network.family == plain:
                return network, network.function + family.removeprefix(plain)
        return None

    def value(self, function: str, at: Sequence[Polynomial]) -> Form:
        """A function at some places: p(x + 2y + …), times exp(−x² − y² − …) if it decays."""
        if function not in self.functions:
            raise Unsupported("a function")
        inside = plus(*(scaled(place, weight) for weight, place in enumerate(at, start=1)))
        terms = (scaled(raised(inside, k), rational(c)) for k, c in enumerate(self.functions[function]))
        found = of_polynomial(plus(*terms))
        if not self.decaying:
            return found
        away = frozen(plus(*(scaled(raised(place, 2), -1) for place in at)))
        return multiply(found, {Shape(exponent=away): fmpq(1)})


def rational(value: Fraction) -> fmpq:
    """A rational number of FLINT."""
    return fmpq(value.numerator, value.denominator)


def names_of(model: Model) -> tuple[str, ...]:
    """All random names; one may be in several joints."""
    return tuple(dict.fromkeys(name for table in model.joints for name in table.of))


def own_joint(law: Law, model: Model) -> Table:
    """The joint in which a name has its law: the first with this name. In others, it may have any distribution."""
    return next(table for table in model.joints if law.name in table.of)


def with_relevant(claim: Claim) -> Claim:
    """The claim under what is declared of distributions, with a model of what occurs in it.

    These are the joints with a name of which a value, a sample or a sum occurs.
    """
    model = claim.model
    assert model is not None
    claim = replace(claim, given=tuple(dict.fromkeys((*claim.given, *model.declared))))
    nodes = (claim.left, claim.right, *claim.given)
    families = {family.rstrip(MARKS) for family in families_in(*nodes)}
    symbols = {symbol.name for symbol in names_in(*nodes)} | {index.name for index, _ in claim.indices}
    networks = tuple(network for network in model.networks if network.family in families)
    occurring = {name for network in networks for name in network.of} | families
    occurring |= {name for name in names_of(model) if {sample(name).name, samples(name).name} & symbols}
    joints = tuple(table for table in model.joints if {table.name, *table.of} & occurring)
    names = {name for table in joints for name in table.of}
    laws = tuple(law for law in model.laws if law.name in names and own_joint(law, model) in joints)
    beyond = tuple(name for name in model.beyond if name in names)
    return replace(claim, model=Model(joints, laws, networks, beyond, sizes=model.sizes))


def families_of(claim: Claim) -> set[str]:
    """The families in a claim that are none of ordinary numbers."""
    assert claim.model is not None
    world = World(claim.model, {}, {}, decaying=False)
    found = families_in(claim.left, claim.right, *claim.given)
    names = names_of(claim.model)
    return {each for each in found if each in names or world.table(each) or world.network(each)}


def refuse_unfit(claim: Claim, witness: Witness) -> None:
    """Raise Unsupported unless the model can be normal, and the functions of the witness are what the claim allows."""
    model = claim.model
    assert model is not None
    if claim.relation in (Relation.IMPLIES, Relation.EQUIVALENT):
        raise Unsupported("an implication")
    sizes = dict(witness.sizes)
    if model.beyond or _has_numbered_coordinates(claim) or any(sizes.get(each.name, 1) != 1 for each in model.sizes):
        raise Unsupported("several coordinates")
    names, families, traits = names_of(model), dict(claim.families), dict(claim.functions)
    known = {network.family for network in model.networks}
    everything = {*names, *(table.name for table in model.joints), *known}
    if len(everything) < len(names) + len(model.joints) + len(known):
        raise Unsupported("names")
    if any(families.get(name, REAL) != REAL for name in (*names, *known)):
        raise Unsupported("a random name that is not any real number")
    if everything & {name for name, _ in claim.matrices}:
        raise Unsupported("random matrices")
    functions = dict(witness.functions)
    for network in model.networks:
        traits.setdefault(network.function, network.traits)
    for name, polynomial in functions.items():
        required = traits.get(name.rstrip(MARKS), ())
        if not fits(required, polynomial) or (witness.decaying and (required or claim.functions)):
            raise Unsupported("a function that is known")


def refuse_parts(claim: Claim) -> None:
    """Raise Unsupported if a function varies in one place and is a constant in another; `claim` is as it stands."""
    networks = claim.model.networks if claim.model else ()
    varying = {network.function for network in networks if network.family in claim.about}
    same = {network.family for network in networks if network.function in varying}
    if not same <= {*map(str, claim.about)} or varying & {name for name, _ in claim.functions}:
        raise Unsupported("a function of which a part varies")


def _has_numbered_coordinates(claim: Claim) -> bool:
    """Whether something runs up to a number other than 1, or a coordinate of a random value has a number."""
    assert claim.model is not None
    names = names_of(claim.model)
    if any(size.is_Integer and size != 1 for _, size in claim.indices):
        return True
    pieces = distinct_pieces(claim.left, claim.right, *claim.given)
    return any(
        (isinstance(piece, Over) and piece.args[3].is_Integer and piece.args[3] != 1)
        or (isinstance(piece, Entry) and piece.args[0].name in names and any(at.is_Integer for at in piece.args[2:]))
        for piece in pieces
    )


def accepted(model: Model, chosen: Sequence[Normal], known: Sequence[Normal]) -> dict[tuple[str, str], Normal]:
    """The distribution of every name in every joint: by its law, or as chosen. Raises Unsupported if it is none."""
    normals = {(normal.joint, normal.name): normal for normal in (*known, *chosen)}
    places = {(table.name, name) for table in model.joints for name in table.of}
    if len(normals) < len(known) + len(chosen) or normals.keys() != places:
        raise Unsupported("names")
    for table in model.joints:
        done: set[str] = set()
        for _ in table.of:
            done |= {name for name in table.of if parents(normals[table.name, name]) <= done}
        if done != {*table.of}:
            raise Unsupported("a law")
    for normal in normals.values():
        if normal.variance <= 0 or len(dict(normal.mean)) < len(normal.mean):
            raise Unsupported("a law")
    return normals


def parents(normal: Normal) -> set[str]:
    """The names on which the mean of a name depends."""
    return {name for name, coefficient in normal.mean if name and coefficient}
