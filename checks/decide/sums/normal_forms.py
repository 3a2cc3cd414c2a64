"""The normal form of an expression over families: a polynomial in the sense of `terms.py`.

Beside the rewritings there, each an identity wherever its left side is defined:

    Π f = exp Σ log f for f > 0                         a^b = exp(b·log a) for a > 0
    Σ_{n=2}^N f = Σ_{n=1}^N f − f(1)                    Σ_{n=1}^{N−1} f = Σ_{n=1}^N f − f(N)
    f where v = 1, else g  =  v·f + (1 − v)·g           for v in {0, 1}, v having its value in f and g
    a where f > 0, else b  =  b + (a − b)·[f > 0]       for numbers a and b
    Π over j ≠ k of f = Π (1 + (1 − δ_jk)·(f − 1))      where f does not divide by what depends on j

What has no rewriting is an atom by its arguments in normal form: equal arguments, equal values.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sympy
from sympy import Basic, Symbol

from derivo.checks.decide.sums.atoms import (
    Atom,
    NotNormal,
    Number,
    Polynomial,
    Term,
    atom,
    delta,
    index,
    inner,
    key,
    number,
    places,
    plus,
    scaled,
    single,
)
from derivo.checks.decide.sums.elementary import ONE, powered
from derivo.checks.decide.sums.indices import Indices, end_of, holds, place_of, put_in
from derivo.checks.decide.sums.progressions import Progressions
from derivo.checks.decide.sums.shifts import unshifted
from derivo.checks.decide.sums.terms import Terms
from derivo.checks.language.families import Delta, Entry, Times, Total, is_size
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import Choose, Derived, Flat, Modulus, Slope, Unknown

OPAQUE = (
    sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc, sympy.asin, sympy.acos, sympy.atan,
    sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch, sympy.asinh, sympy.acosh, sympy.atanh,
    sympy.erf, sympy.factorial, Slope, Flat, Unknown,
)  # fmt: skip
AS_THEY_STAND = (sympy.exp, sympy.log, sympy.Pow)
EVERYWHERE = ("sin", "cos", "sinh", "cosh", "tanh", "atan", "asinh", "erf", "sech", "Modulus", "positive")
LARGEST_LOW, LARGEST_RANGE = 2, 12
MOST_VALUES = 4


@dataclass(frozen=True, slots=True)
class NormalForms(Progressions):
    """Normal forms under some facts. With `plain`, functions, roots and products are left as they stand."""

    plain: bool = False

    def of(self, node: Basic, indices: Indices) -> Polynomial:  # noqa: C901 (a table)
        """The polynomial of `node`; `indices` says which symbols are indices. Raises NotNormal."""
        if self.plain and isinstance(node, AS_THEY_STAND) and not _is_whole_power(node):
            return self._opaque(node, indices)
        match node:
            case sympy.Rational():
                return number(Fraction(int(node.p), int(node.q)))
            case Symbol():
                return self._symbol(node, indices)
            case sympy.Add():
                return plus(*(self.of(term, indices) for term in node.args))
            case sympy.Mul():
                return self.terms.times(*(self.of(factor, indices) for factor in node.args))
            case sympy.Pow():
                return self._power(node.args[0], node.args[1], indices)
            case sympy.exp():
                return self.exponential(self.of(node.args[0], indices))
            case sympy.log():
                return self.logarithm(self.of(node.args[0], indices))
            case Entry():
                return self.terms.entry(node.args[0].name, [place_of(at, indices) for at in node.args[1:]])
            case Delta():
                return delta(*(place_of(at, indices) for at in node.args))
            case Total():
                return self._total(node, indices)
            case Times():
                return self._times(node, indices)
            case Choose():
                return self._choose(node, indices)
            case Derived():
                return self.of(node.args[0], indices)
            case OfMatrix():
                return self._of_matrix(node, indices)
        if node == sympy.pi:
            return atom("name", "π")
        if node == sympy.E:
            return self.exponential(number(1))
        if isinstance(node, Modulus):
            return atom("function", "Modulus", (key(_unsigned(self.of(node.args[0], indices))),))
        if isinstance(node, OPAQUE):
            return self._opaque(node, indices)
        raise NotNormal(type(node).__name__)

    def _opaque(self, node: Basic, indices: Indices) -> Polynomial:
        """A function as an atom by its arguments."""
        inside = (key(self.of(part, indices)) if isinstance(part, sympy.Expr) else str(part) for part in node.args)
        return atom("function", type(node).__name__, tuple(inside))

    def _symbol(self, node: Symbol, indices: Indices) -> Polynomial:
        if node in indices:
            return index(indices[node])
        if node.is_integer and not node.is_positive:
            raise NotNormal("index")
        return atom("size" if node.is_integer else "name", node.name)

    # --- sums and products

    def _total(self, node: Total, indices: Indices) -> Polynomial:
        """A sum over a whole range, or one that lacks some elements at its ends."""
        plain = unshifted(node)
        if plain != node:
            return self.of(plain, indices)
        body, running, low, high, *conditions = node.args
        if not (low.is_Integer and 0 <= low <= LARGEST_LOW):
            raise NotNormal("range")

        def inside(place: str) -> Polynomial:
            within = {**indices, running: place}
            return self.terms.times(self.of(body, within), *(holds(each, within) for each in conditions))

        if high.is_Integer and high - low <= LARGEST_RANGE:
            return plus(*(inside(f"={number}") for number in range(int(low), int(high) + 1)))
        size, missing = end_of(high)
        if low > 2 - missing:
            raise NotNormal("range that may be negative")
        lacking = [(f"={number}", -1) for number in range(1, int(low))] + [(f"={size}", -1)] * missing
        further = [("=0", 1)] * (low == 0)
        place = self.terms.fresh(size)
        all_of_it = inside(place)
        if (conditions or lacking or further) and any(self._may_have_none(*each) for t in all_of_it for each in t):
            raise NotNormal("branch")  # 1/x of a name in {0, 1}, where the sum had none: 1/x·x = 1 would not hold
        if self.plain:
            ends = [scaled(self.terms.moved(all_of_it, {place: end}), sign) for end, sign in (*lacking, *further)]
            return plus(self.terms.summed(all_of_it, place), *ends)
        ends = [scaled(self.at(all_of_it, place, end), sign) for end, sign in (*lacking, *further)]
        return plus(self.summed(all_of_it, place), *ends)

    def _times(self, node: Times, indices: Indices) -> Polynomial:
        """Π f = exp Σ log f where f > 0; else the factors that are positive are taken out."""
        body, running, low, high, *conditions = node.args
        if low != 1 or not is_size(high):
            raise NotNormal("range")
        place = self.terms.fresh(high.name)
        within = {**indices, running: place}
        inside = self.of(body, within)
        left_out = self._all_but_one(conditions, within, place)
        if left_out is not None and not any(self._may_have_none(each, -1) for term in inside for each, _ in term):
            # Π_{j ≠ k} f_j = Π f_j/f_k wherever f_k ≠ 0, so everywhere, as both sides are continuous in the data
            everything = self._times(Times(body, running, low, high), indices)
            return self.terms.times(everything, self.raised(self.terms.moved(inside, {place: left_out}), -1))
        if conditions:
            inside = self._where(inside, place, self.terms.times(*(holds(each, within) for each in conditions)))
        if self.plain:
            return self.terms.multiplied(inside, place)
        positive, rest = self._split(inside, strict=True)
        result = self.exponential(self.terms.summed(self._log_positive(positive), place))
        if len(rest) > 1:
            return self.terms.times(result, self.terms.multiplied(rest, place))
        ((term, sign),) = rest.items()
        for one, exponent in term:
            if place in places(one):
                whole = int(exponent) == exponent
                factor = self.terms.multiplied({((one, 1 if whole else exponent),): 1}, place)
                result = self.terms.times(result, {powered(single(factor), exponent if whole else 1): 1})
        free: Polynomial = {tuple(power for power in term if place not in places(power[0])): sign}
        return self.terms.times(result, self._symbolic(free, atom("size", high.name)))

    def _all_but_one(self, conditions: list[Basic], within: Indices, place: str) -> str | None:
        """The place k if the one condition is j ≠ k, k being in the range of j, at `place`."""
        if len(conditions) != 1 or conditions[0].rel_op != "!=":
            return None
        others = [at for side in conditions[0].args if (at := place_of(side, within)) != place]
        return others[0] if len(others) == 1 and self.terms.in_range(others[0], self.terms.sizes[place]) else None

    def _where(self, factor: Polynomial, place: str, where: Polynomial) -> Polynomial:
        """A factor of a product where a condition holds, else 1; it must not be divided by where it does not hold."""
        if any(exponent < 0 and place in places(one) for term in factor for one, exponent in term):
            raise NotNormal("branch")
        return plus(number(1), self.terms.times(where, plus(factor, number(-1))))

    def _of_matrix(self, node: OfMatrix, indices: Indices) -> Polynomial:
        body, row, column, size, *at = node.args
        if not is_size(size):
            raise NotNormal("size")
        running = {row: self.terms.fresh(size.name), column: self.terms.fresh(size.name)}
        inside = self.of(body, {**indices, **running})
        return self.terms.of_matrix(inside, running[row], running[column], [place_of(each, indices) for each in at])

    # --- powers, exponentials, logarithms

    def _power(self, base: Basic, exponent: Basic, indices: Indices) -> Polynomial:
        if base == sympy.E:
            return self.exponential(self.of(exponent, indices))
        even = isinstance(base, Modulus) and exponent.is_even is True  # |x|² = x²: all names are real
        below = self.of(base.args[0] if even else base, indices)
        if isinstance(exponent, sympy.Rational):
            return self.raised(below, Fraction(int(exponent.p), int(exponent.q)))
        above = self.of(exponent, indices)
        if set(above) <= {()}:
            return self.raised(below, above.get((), 0))
        positive, rest = self._split(below, strict=True)
        result = self.exponential(self.terms.times(above, self._log_positive(positive)))
        return self.terms.times(result, self._symbolic(rest, above))

    def _symbolic(self, base: Polynomial, exponent: Polynomial) -> Polynomial:
        """A power whose exponent is no number."""
        return ONE if base == ONE else atom("function", "power", (key(base), key(exponent)))

    # --- cases

    def _choose(self, node: Choose, indices: Indices) -> Polynomial:
        """What depends on a name of few values, value by value."""
        condition, above, below = node.args
        sign = self.of(condition, indices)
        if isinstance(below, Choose) and below.args[1] == above and self._compares(sign, below.args[0], indices):
            unequal, equal = self.of(above, indices), self.of(below.args[2], indices)  # where i ≠ j, and where i = j
            both = [place for term in sign for place in places(term[0][0])]
            if any(one[0] == "base" and not places(one).isdisjoint(both) for term in unequal for one, _ in term):
                raise NotNormal("branch")  # x_i − x_j in a divisor is 0 where i = j
            return plus(unequal, self.terms.times(delta(*both), plus(equal, scaled(unequal, -1))))
        if set(sign) <= {()}:
            return self.of(above if sign.get((), 0) > 0 else below, indices)
        name = next((piece for piece in sympy.preorder_traversal(condition) if self._values(piece)), None)
        if name is None:
            return self._by_sign(sign, self.of(above, indices), self.of(below, indices))
        values, chosen = self._values(name), self.of(name, indices)
        total: Polynomial = {}
        for value in values:
            branch = self.of(put_in(node, name, sympy.Rational(*Fraction(value).as_integer_ratio())), indices)
            if not all(self._simple(term) for term in branch):
                raise NotNormal("branch")
            basis = [scaled(plus(chosen, number(-v)), 1 / Fraction(value - v)) for v in values if v != value]
            total = plus(total, self.terms.times(branch, *basis))  # Lagrange's interpolation
        return total

    def _by_sign(self, sign: Polynomial, above: Polynomial, below: Polynomial) -> Polynomial:
        """One number where a polynomial is positive, another elsewhere."""
        if not set(above) | set(below) <= {()}:
            raise NotNormal("cases")
        return plus(below, self.terms.times(plus(above, scaled(below, -1)), self.positive(sign)))

    def _compares(self, sign: Polynomial, other: Basic, indices: Indices) -> bool:
        """Whether `sign` is i − j for two indices, and `other` is j − i."""
        plain = all(len(term) == 1 and term[0][0][0] == "index" and term[0][1] == 1 for term in sign)
        return plain and sorted(sign.values()) == [-1, 1] and self.of(other, indices) == scaled(sign, -1)

    def _values(self, node: Basic) -> tuple[Number, ...]:
        """The values of a name or entry that has few, none otherwise."""
        name = node.args[0].name if isinstance(node, Entry) else str(node)
        values = self.terms.facts.values.get(("entry" if isinstance(node, Entry) else "name", name), ())
        return values if len(values) <= MOST_VALUES else ()

    def _may_have_none(self, one: Atom, exponent: Number) -> bool:
        """Whether a power may have no value for some value of a name of few values."""
        if not _has_values(one, self.terms):
            return False
        partial = exponent < 0 or int(exponent) != exponent or (one[0] == "function" and one[1] not in EVERYWHERE)
        return partial or any(self._may_have_none(*power) for term in inner(one) for power in term)

    def _simple(self, term: Term) -> bool:
        """Whether names of few values only stand in whole powers: in a branch, they must not be divided by."""
        return not any(
            _has_values(one, self.terms) for one, exponent in term if exponent != 1 or one[0] not in ("entry", "name")
        )


def _is_whole_power(node: Basic) -> bool:
    return isinstance(node, sympy.Pow) and bool(node.args[1].is_Integer)


def _unsigned(polynomial: Polynomial) -> Polynomial:
    """The polynomial or its opposite, whichever has a positive coefficient first: |−a| = |a|."""
    return scaled(polynomial, -1) if polynomial and polynomial[min(polynomial)] < 0 else polynomial


def _has_values(one: Atom, terms: Terms) -> bool:
    if one[0] in ("entry", "name"):
        return one[:2] in terms.facts.values
    return any(_has_values(each, terms) for part in inner(one) for each, _ in part)
