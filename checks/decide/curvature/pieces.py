"""Signs of pieces with sums of symbolic size: sums and entries become names with domains."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import sympy
from sympy import Basic, Integer, Symbol
from sympy.core.symbol import Str

from derivo.checks.decide.scalar.identities import ordered
from derivo.checks.decide.spellings import spelling
from derivo.checks.language.concrete import family_of
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE, REAL, SIZE, Domain
from derivo.checks.language.families import Delta, Entry, Every, Over, Total
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import Unknown, negate, rebuilt
from derivo.checks.verdict import Claim, Property, Relation

NONPOSITIVE = Domain(high=Fraction(0), high_open=False)
Domains = tuple[tuple[Symbol, Domain], ...]


@dataclass(slots=True)
class Scalars:
    """What is known of the signs of the pieces of a property's body, or of a claim.

    `scalar` writes a piece in finitely many names: an entry becomes a name with the domain of its family, a sum one
    with the sign that its terms have. That the same entry may stand at equal indices is forgotten, which is sound:
    what holds for all values of more names holds for fewer. `domains` are those of the names.
    """

    claim: Property | Claim
    domains: dict[Symbol, Domain] = field(default_factory=dict)
    _names: dict[str, Symbol] = field(default_factory=dict)
    _known: dict[tuple[Basic, bool], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.domains.update(self.claim.domains)
        self.domains.update((size, SIZE) for size in self.claim.sizes)

    def nonnegative(self, node: Basic) -> bool:
        """Whether `node` is ≥ 0 wherever it is defined."""
        return self._signed(node, strict=False)

    def positive(self, node: Basic) -> bool:
        """Whether `node` is > 0 wherever it is defined."""
        return self._signed(node, strict=True)

    def nonpositive(self, node: Basic) -> bool:
        """Whether `node` is ≤ 0 wherever it is defined."""
        return self._signed(negate(node), strict=False)

    def _signed(self, node: Basic, *, strict: bool) -> bool:
        if isinstance(node, sympy.Rational):
            return bool(node > 0 if strict else node >= 0)
        key = (node, strict)
        if key not in self._known:
            self._known[key] = self.ordered(self.scalar(node), strict=strict)
        return self._known[key]

    def ordered(self, scalar: Basic, *, strict: bool = False, domains: Domains = ()) -> bool:
        """Whether an expression in the names is ≥ 0 (> 0) wherever it is defined; `domains` go first."""
        relation = Relation.BELOW if strict else Relation.AT_MOST
        known = tuple((self.domains | dict(domains)).items())
        claim = Claim(Integer(0), scalar, relation, known)
        if ordered(claim, strict=strict):
            return True
        given = self._given(scalar)
        return bool(given) and ordered(Claim(Integer(0), scalar, relation, known, given), strict=strict) is not None

    def _given(self, scalar: Basic) -> tuple[Basic, ...]:
        """The conditions on names of `scalar`."""
        return tuple(
            condition
            for condition in self.claim.given
            if not isinstance(condition, Every)
            and not condition.has(Over, Entry, OfMatrix)
            and condition.free_symbols & scalar.free_symbols
        )

    def scalar(self, node: Basic) -> Basic:
        """`node` in finitely many names."""
        if isinstance(node, Symbol) and family_of(node.name) in dict(self.claim.families):
            self.domains.setdefault(node, dict(self.claim.families)[family_of(node.name)])
        if isinstance(node, Entry):
            return self.name(node, dict(self.claim.families).get(str(node.args[0]), REAL))
        if isinstance(node, Delta):
            return self.name(node, Domain(values=(Fraction(0), Fraction(1))))
        if isinstance(node, Over):
            return self.name(node, self._of_all(node))
        if isinstance(node, Unknown):
            return self.name(node, POSITIVE if "positive" in traits(self.claim, node) else REAL)
        if isinstance(node, OfMatrix | sympy.Limit):
            return self.name(node, REAL)
        if not node.args or isinstance(node, Str):
            return node
        return rebuilt(node, [self.scalar(argument) for argument in node.args])

    def name(self, node: Basic, domain: Domain) -> Symbol:
        """The name that stands for a piece; pieces with the same spelling have the same name."""
        key = spelling(node)
        if key not in self._names:
            self._names[key] = Symbol(f"piece {len(self._names)}", real=True)
            self.domains[self._names[key]] = domain
        return self._names[key]

    def _of_all(self, node: Over) -> Domain:
        """The sign of a sum or product whose terms have one; there is at least one term where it has no conditions."""
        body, _, low, high, *conditions = node.args
        nonempty = low == 1 and (high in self.claim.sizes or (high.is_Integer and high > 0)) and not conditions
        if self.positive(body) and (nonempty or not isinstance(node, Total)):
            return POSITIVE
        if self.nonnegative(body):
            return NONNEGATIVE
        return NONPOSITIVE if isinstance(node, Total) and self.nonpositive(body) else REAL


def traits(claim: Property | Claim, node: Unknown) -> tuple[str, ...]:
    """What is known of an unknown function; nothing of its derivatives."""
    name, orders, *_ = node.args
    return dict(claim.functions).get(str(name), ()) if not any(orders) else ()
