"""The curvature of a piece by the curvature of its parts: what holds for every size, line by line.

A piece *bends up* (way 1) if it agrees, wherever it is defined, with a function of the variables that is convex on a
convex set, for all values of the constants; it bends down (way −1) if that holds for concave. The rules are tables of
functions (`bending.py`); each says None where it has no opinion. Source: S. Boyd, L. Vandenberghe, Convex
Optimization (2004), 3.2; M. Grant, S. Boyd, Y. Ye, Disciplined convex programming (2006).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import sympy
from sympy import Basic

from derivo.checks.decide.curvature.chords import is_variable
from derivo.checks.decide.curvature.pieces import Scalars
from derivo.checks.language.families import Total
from derivo.checks.language.nodes import Choose, distinct_pieces
from derivo.checks.verdict import Line, Property

NAMES = {1: "convex", -1: "concave"}


@dataclass(frozen=True, slots=True)
class Found:
    """The curvature of a piece, the rule that gives it, and what the rule stands on."""

    node: Basic
    curvature: str
    rule: str
    below: tuple[Found, ...] = ()
    sign: str = ""

    def lines(self, depth: int = 0) -> Iterator[Line]:
        """The certificate: this piece, then those below it."""
        yield Line(self.node, self.curvature, self.rule, self.sign, depth)
        for piece in self.below:
            yield from piece.lines(depth + 1)


@dataclass(slots=True)
class Analysis:
    """The curvatures of the pieces of one body. `rules` are tried by the type of the piece, `fallbacks` behind them."""

    claim: Property
    rules: Mapping[type, tuple[Rule, ...]]
    log_rules: Mapping[type, Rule]
    fallbacks: tuple[Rule, ...]
    rewrite: Callable[[Analysis, Basic], Basic | None]
    signs: Scalars = field(init=False)
    _varying: dict[Basic, bool] = field(default_factory=dict)
    _bent: dict[tuple[Basic, int], Found | None] = field(default_factory=dict)
    _log_bent: dict[tuple[Basic, int], Found | None] = field(default_factory=dict)
    _rewritten: dict[Basic, Basic | None] = field(default_factory=dict)
    _is_rewriting: bool = False

    def __post_init__(self) -> None:
        self.signs = Scalars(self.claim)

    def is_variable(self, piece: Basic) -> bool:
        """Whether `piece` is one of the variables, or an entry of one."""
        return is_variable(self.claim, piece)

    def varies(self, node: Basic) -> bool:
        """Whether a variable occurs in `node`."""
        if node not in self._varying:
            self._varying[node] = any(map(self.is_variable, distinct_pieces(node)))
        return self._varying[node]

    def affine(self, node: Basic) -> Found | None:
        """Sums, sums over indices and constant multiples of variables and constants."""
        if not self.varies(node):
            return Found(node, "constant", "constant")
        if not self._is_affine(node):
            return None
        return Found(node, "affine", "variable" if self.is_variable(node) else "affine")

    def _is_affine(self, node: Basic) -> bool:
        if not self.varies(node) or self.is_variable(node):
            return True
        if isinstance(node, sympy.Add):
            return all(map(self._is_affine, node.args))
        if isinstance(node, sympy.Mul):
            varying = [factor for factor in node.args if self.varies(factor)]
            return len(varying) == 1 and self._is_affine(varying[0])
        if isinstance(node, Total):
            return self._is_affine(node.args[0]) and not any(map(self.varies, node.args[1:]))
        if isinstance(node, Choose):
            return not self.varies(node.args[0]) and all(map(self._is_affine, node.args[1:]))
        return False

    def bends(self, node: Basic, way: int) -> Found | None:
        """Why `node` is convex (way 1) or concave (way −1), or None."""
        key = (node, way)
        if key not in self._bent:
            self._bent[key] = None  # a rule that comes back to where it started has no opinion
            self._bent[key] = self.affine(node) or self._by_rules(node, way)
        return self._bent[key]

    def _by_rules(self, node: Basic, way: int) -> Found | None:
        for rule in (*self.rules.get(node.func, ()), *self.fallbacks):
            found = rule(self, node, way)
            if found:
                return found
        return None

    def log_bends(self, node: Basic, way: int) -> Found | None:
        """Why `node` is ≥ 0 and its logarithm convex (way 1) or concave (way −1), or None.

        log 0 = −∞ is allowed for where `node` is 0 everywhere (way 1), or where it is not positive (way −1).
        """
        key = (node, way)
        if key not in self._log_bent:
            self._log_bent[key] = self._by_log_rules(node, way)
        return self._log_bent[key]

    def _by_log_rules(self, node: Basic, way: int) -> Found | None:
        if not self.varies(node):
            return Found(node, "constant", "constant", sign="+") if self.signs.nonnegative(node) else None
        rule = self.log_rules.get(node.func)
        found = rule(self, node, way) if rule else None
        if found is None and way == -1 and self.signs.nonnegative(node):
            below = self.bends(node, -1)
            found = below and Found(node, "log-concave", "positive concave", (below,), "+")
        return found

    def rewritten(self, node: Basic) -> Basic | None:
        """Another form of `node`, equal to it for every size, in which squares stand; None if none was found.

        How it bends is asked while it is made, so that what was rewritten is not rewritten again and again.
        """
        if node not in self._rewritten and not self._is_rewriting:
            self._is_rewriting = True
            self._rewritten[node] = self.rewrite(self, node)
            self._is_rewriting = False
        return self._rewritten.get(node)

    def all_bend(self, nodes: tuple[Basic, ...], way: int) -> tuple[Found, ...] | None:
        """Why all of the nodes bend, or None."""
        found = [each for node in nodes if (each := self.bends(node, way))]
        return tuple(found) if len(found) == len(nodes) else None


Rule = Callable[[Analysis, Basic, int], Found | None]


def bent(node: Basic, way: int, rule: str, *below: Found, sign: str = "") -> Found:
    """A piece that bends `way` by `rule`."""
    return Found(node, NAMES[way], rule, below, sign)
