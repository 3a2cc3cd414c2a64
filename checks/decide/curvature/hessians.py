"""Convex by the second derivative: h″ ≥ 0, or a Hessian all of whose principal minors are ≥ 0.

The piece is written as h(a₁, …, aₖ), k ≤ 3, where the aᵢ are the variables in it, or its largest affine parts; a convex
function of affine functions is convex. h must be built from smooth functions and be defined everywhere on the (convex)
domain of the aᵢ, so that it is twice differentiable there. If k = 1, the ends of an interval may be left out: h is
continuous where it is defined, so what holds inside holds at an end at which it is defined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

import sympy
from sympy import Basic, Expr, Symbol

from derivo.checks.decide.curvature.chords import replaced
from derivo.checks.decide.curvature.composition import Analysis, Found, bent
from derivo.checks.decide.curvature.pieces import Domains
from derivo.checks.decide.scalar.identities import everywhere_defined
from derivo.checks.decide.spellings import spelling
from derivo.checks.language.domains import NONNEGATIVE, POSITIVE, REAL, Domain
from derivo.checks.language.families import Entry, Over
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import rebuilt, weight

MOST_PARTS = 3
WAVES = (sympy.sin, sympy.cos, sympy.tanh)
UP_TO_ONE = Domain(Fraction(-1), Fraction(1), low_open=False, high_open=False)
LARGEST = 200  # nodes of h
SMOOTH = (
    sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.sech, sympy.atan,
    sympy.asinh, sympy.erf, sympy.Add, sympy.Mul, sympy.Pow,
)  # fmt: skip


def by_hessian(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """Why `node` bends `way`, by the second derivative of h or −h."""
    seen: set[Basic] = set()
    for is_part in (analysis.is_variable, lambda piece: analysis.affine(piece) is not None):
        parts = _Parts(analysis, is_part)
        h = parts.scalar(node)
        if h is None or h in seen or not 1 <= len(parts.domains) <= MOST_PARTS or weight(h)[0] > LARGEST:
            continue
        seen.add(h)
        if _is_bent(analysis, h, parts.domains, way):
            below = tuple(found for piece in parts.pieces if (found := analysis.affine(piece)))
            return bent(node, way, "second derivative" if len(parts.domains) == 1 else "Hessian", *below)
    return None


@dataclass(slots=True)
class _Parts:
    """Writes a piece as h(a₁, …, aₖ): `domains` are those of the names of the aᵢ, `pieces` what they stand for."""

    analysis: Analysis
    is_part: Callable[[Basic], bool]
    domains: dict[Symbol, Domain] = field(default_factory=dict)
    pieces: dict[Basic, Symbol] = field(default_factory=dict)

    def scalar(self, node: Basic) -> Basic | None:
        """`node` in names only; None if it is not smooth, or holds a sum of something that is no part."""
        if not self.analysis.varies(node):
            return self.analysis.signs.scalar(node)
        if self.is_part(node):
            return self._part(node)
        if isinstance(node, Over | Entry | OfMatrix) or not isinstance(node, SMOOTH):
            return None
        arguments = [self.scalar(argument) for argument in node.args]
        return None if any(each is None for each in arguments) else rebuilt(node, arguments)

    def _part(self, node: Basic) -> Symbol:
        name = Symbol(f"part {spelling(node)}", real=True)
        if name not in self.domains:
            self.pieces[node] = name
            self.domains[name] = self._domain(node)
        return name

    def _domain(self, node: Basic) -> Domain:
        """An interval in which a part lies."""
        signs = self.analysis.signs
        if self.analysis.is_variable(node):
            return signs.domains.get(signs.scalar(node), REAL)
        return POSITIVE if signs.positive(node) else NONNEGATIVE if signs.nonnegative(node) else REAL


def _is_bent(analysis: Analysis, h: Basic, domains: dict[Symbol, Domain], way: int) -> bool:
    """Whether h is defined everywhere and way·(its Hessian) positive semidefinite, by its principal minors."""
    if len(domains) == 1:
        domains = {name: replace(domain, low_open=True, high_open=True) for name, domain in domains.items()}
    known = tuple(domains.items())
    if not everywhere_defined(h, (*analysis.signs.domains.items(), *known)):
        return False
    return all(_is_nonnegative(analysis, minor, known) for minor in _minors(h, tuple(domains), way))


def _is_nonnegative(analysis: Analysis, minor: Expr, known: Domains) -> bool:
    """Whether a minor is ≥ 0: as it stands, or with any number in [−1, 1] for each sine, cosine and tanh."""
    if analysis.signs.ordered(minor, domains=known):
        return True
    waves = sorted(minor.atoms(*WAVES), key=str)
    names = {wave: Symbol(f"wave {place}", real=True) for place, wave in enumerate(waves)}
    bounds = tuple((name, UP_TO_ONE) for name in names.values())
    return bool(names) and analysis.signs.ordered(replaced(minor, names.get), domains=(*known, *bounds))


def _minors(h: Basic, names: tuple[Symbol, ...], way: int) -> Iterator[Expr]:
    """The principal minors of way·(the Hessian of h)."""
    hessian = sympy.Matrix(len(names), len(names), lambda i, j: way * sympy.diff(h, names[i], names[j]))
    for count in range(1, len(names) + 1):
        for rows in combinations(range(len(names)), count):
            yield hessian.extract(list(rows), list(rows)).det(method="berkowitz")
