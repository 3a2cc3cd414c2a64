"""Gaps: how far a convex function lies above its tangents (docs/deciding.md, section 13).

φ convex on an open interval has at each point v of it a slope s(v), a subgradient: φ(u) ≥ φ(v) + s(v)·(u − v) for all
u in the interval (Rockafellar, Convex Analysis, theorem 23.4). Which one it is does not matter: s is any function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sympy import Basic, Expr, Function, Symbol, Tuple
from sympy.core.symbol import Str

from derivo.checks.decide.curvature.chords import replaced
from derivo.checks.decide.curvature.convex_sets import certificate, on_convex_set
from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.decide.factors import has_value
from derivo.checks.decide.inequalities.known import signs
from derivo.checks.decide.spellings import spelling
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE, REAL, Domain
from derivo.checks.language.families import Delta, Entry, Over, entry
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import Unknown, add, multiply, negate, substitute
from derivo.checks.verdict import Claim, Curvature, Property

NEW = "gap°"  # the families of gaps: no name that people can type has this sign


class Gap(Function):  # type: ignore[misc]
    """Gap(φ, t, u, v): φ(u) − φ(v) − s·(u − v), where s is a slope at v of the convex function φ of the name t."""

    is_commutative = True

    @property
    def free_symbols(self) -> set[Basic]:
        """The free names, without t."""
        body, name, *ends = self.args
        return {*(body.free_symbols - {name}), *(symbol for end in ends for symbol in end.free_symbols)}


def written_out(node: Basic) -> Basic:
    """`node` with all gaps as what they stand for, the slope of each φ being an unknown function."""
    return replaced(node, lambda piece: _written(piece) if isinstance(piece, Gap) else None)


def _written(gap: Gap) -> Expr:
    body, name, u, v = gap.args
    slope = Unknown(Str(f"{NEW}{spelling(body, {name: 't'})}"), Tuple(0), v)
    at_u, at_v = (substitute(body, {name: end}) for end in (u, v))
    return add(at_u, negate(at_v), negate(multiply(slope, add(u, negate(v)))))


@dataclass(slots=True)
class Gaps:
    """Stands entries that are not negative in for gaps. `valid` says whether all gaps that were met are ≥ 0."""

    claim: Claim
    valid: bool = True
    known: dict[Basic, Entry] = field(default_factory=dict)

    def without(self, node: Basic) -> Basic:
        """`node` with an entry for each gap."""
        return replaced(node, lambda piece: self._entry(piece) if isinstance(piece, Gap) else None)

    def scalars(self) -> Scalars:
        """What is known of signs, of those entries too."""
        families = tuple((str(each.args[0]), NONNEGATIVE) for each in self.known.values())
        return signs(replace(self.claim, families=(*self.claim.families, *families)))

    def _entry(self, gap: Gap) -> Entry:
        if gap not in self.known:
            self.valid = self.valid and is_nonnegative(self.claim, gap)
            places = sorted((each for each in gap.free_symbols if _is_index(each)), key=str)
            self.known[gap] = entry(f"{NEW}{len(self.known)}", *places)
        return self.known[gap]


def is_nonnegative(claim: Claim, gap: Gap) -> bool:
    """Whether a gap has a value, and is ≥ 0, at every admissible point, for all values of its indices.

    φ has to be defined and convex on the whole line, or on the open half-line where u and v then have to lie.
    """
    body, name, u, v = gap.args
    scalars = signs(claim)
    if not isinstance(name, Symbol) or name.is_integer or name in u.free_symbols | v.free_symbols:
        return False
    if body.has(Entry, Over, OfMatrix, Delta, Gap) or any(_is_whole(symbol) for symbol in body.free_symbols):
        return False
    if u.has(Gap) or v.has(Gap) or not (has_value(scalars, u) and has_value(scalars, v)):
        return False
    inside: tuple[tuple[Domain, Callable[[], bool]], ...] = (
        (REAL, lambda: True),
        (POSITIVE, lambda: scalars.positive(u) and scalars.positive(v)),
    )
    for domain, lies_in in inside:
        domains = (*(pair for pair in claim.domains if pair[0] != name), (name, domain))
        plain = replace(claim, domains=domains, given=())
        if has_value(Scalars(plain), body) and lies_in():
            convex = Property(body, Curvature.CONVEX, (name,), domains, functions=claim.functions)
            if on_convex_set(convex) and certificate(convex):
                return True
    return False


def _is_whole(symbol: Basic) -> bool:
    return isinstance(symbol, Symbol) and bool(symbol.is_integer)


def _is_index(symbol: Basic) -> bool:
    return _is_whole(symbol) and not symbol.is_positive
