"""Sums: of terms, over indices, and the maximum that hides in a + |b|."""

from __future__ import annotations

import sympy
from sympy import Basic, Integer, Rational

from derivo.checks.decide.curvature.composition import Analysis, Found, bent
from derivo.checks.decide.spellings import spelling
from derivo.checks.language.nodes import Modulus, add, multiply

Terms = list[tuple[Rational, Basic]]


def sum_of_terms(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """A sum of convex functions. Terms that are not convex by themselves may be so together: x² − 2xy + y²."""
    terms = flat(node)
    found = {term: analysis.bends(term, way) for term in terms}
    open_terms = [term for term in terms if not found[term]]
    known = [each for term in terms if (each := found[term])]
    if 1 < len(open_terms) < len(terms):
        together = analysis.bends(add(*open_terms), way)
        if together is None:
            return None
        known.append(together)
    elif open_terms:
        return None
    shown = [each for each in known if each.curvature != "constant"]
    return bent(node, way, "sum", *shown)


def flat(node: Basic) -> list[Basic]:
    """The terms of a sum, those of sums in it included."""
    return [term for each in node.args for term in flat(each)] if isinstance(node, sympy.Add) else [node]


def total(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """A sum over an index, of convex functions, for every size."""
    body, *rest = node.args
    below = analysis.bends(body, way) if not any(map(analysis.varies, rest)) else None
    return below and bent(node, way, "sum over an index", below)


def maximum(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The identity a + c|b| = max(a + cb, a − cb) for c ≥ 0, and a − c|b| = min(a + cb, a − cb): of numbers c."""
    terms = _scaled(node, Rational(1))
    for place, (number, term) in enumerate(terms):
        if isinstance(term, Modulus) and number * way > 0:
            rest = terms[:place] + terms[place + 1 :]
            sides = tuple(_sum([*rest, *_scaled(term.args[0], sign * number)]) for sign in (1, -1))
            below = analysis.all_bend(sides, way)
            if below:
                return bent(node, way, "maximum" if way == 1 else "minimum", *below)
    return None


def _scaled(node: Basic, number: Rational) -> Terms:
    """The terms of number·node as numbers and what they multiply."""
    if isinstance(node, sympy.Add):
        return [term for each in node.args for term in _scaled(each, number)]
    if isinstance(node, sympy.Rational):
        return [(number * node, Integer(1))]
    if isinstance(node, sympy.Mul):
        numbers = [factor for factor in node.args if isinstance(factor, sympy.Rational)]
        others = [factor for factor in node.args if not isinstance(factor, sympy.Rational)]
        if numbers and others:
            scale = sympy.prod(numbers)
            return _scaled(others[0] if len(others) == 1 else multiply(*others), number * scale)
    return [(number, node)]


def _sum(terms: Terms) -> Basic:
    """The sum, equal terms being collected."""
    numbers: dict[str, Rational] = {}
    pieces: dict[str, Basic] = {}
    for number, piece in terms:
        key = spelling(piece)
        numbers[key] = numbers.get(key, Rational(0)) + number
        pieces.setdefault(key, piece)
    kept = [multiply(numbers[key], piece) for key, piece in pieces.items() if numbers[key] != 0]
    return add(*kept) if kept else Integer(0)


def log_sum(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """A sum of log-convex functions is log-convex: log Σ exp is convex and increasing. Not so for log-concave."""
    found = [each for term in node.args if (each := analysis.log_bends(term, 1))] if way == 1 else []
    if way == -1 or len(found) < len(node.args):
        return None
    shown = tuple(each for each in found if each.curvature != "constant")
    return Found(node, "log-convex", "sum of log-convex functions", shown, "+")


def log_total(analysis: Analysis, node: Basic, way: int) -> Found | None:
    """The same for a sum over an index."""
    body, *rest = node.args
    below = analysis.log_bends(body, 1) if way == 1 and not any(map(analysis.varies, rest)) else None
    return below and Found(node, "log-convex", "sum of log-convex functions", (below,), "+")
