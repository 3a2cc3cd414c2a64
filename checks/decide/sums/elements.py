"""The elements of an index set that a claim names, and whether it knows all others by data and order only.

Only then may the theorem of `sizes.py` be used: its F(U) is the claim for a part U of the index set, numbered anew. So
each range has to be 1 … size, and an index may only stand at entries, in deltas and in comparisons. Other ranges that
are understood become conditions on 1 … size:

    Σ_{n=a}^N f = Σ_{n=1}^N [n ≥ a] f      Σ_{m=1}^n f = Σ_{m=1}^N [m ≤ n] f  for an index n in 1 … N

Some elements are *named*: free indices k, and their neighbours k + c; the first ones, by their numbers 1, …, c; the
last ones, N − c. All between a name and its neighbour are named, too. A part U that contains all named elements has
them in the same order, with the same neighbours, and at the same ends. So F is additive over the other elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import sympy
from sympy import Basic, Integer, Symbol
from sympy.core.relational import Relational
from sympy.core.symbol import Str

from derivo.checks.decide.sums.ranges import NotPlain, Ranges, shifted
from derivo.checks.language.families import Delta, Entry, Over, is_size
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import Choose, distinct_pieces
from derivo.checks.verdict import Claim

FARTHEST = 4  # from a name, and the largest number of an element


@dataclass(slots=True)
class Elements:
    """What a claim names in the index set of `size`: neighbours of free indices and of the end, and the `first` ones.

    `ordered` says whether it compares elements, or knows them by their numbers: else only equality matters.
    """

    size: Symbol
    free: tuple[Symbol, ...]
    first: int = 0
    near: dict[Basic, set[int]] = field(default_factory=dict)
    ordered: bool = False

    def named(self, last: int, places: Mapping[Basic, int]) -> set[int]:
        """The numbers of the named elements where the set has `last` elements."""
        found = set(range(1, self.first + 1))
        for name, shifts in self.near.items():
            at = last if name == self.size else places[name]
            found.update(range(at + min(shifts), at + max(shifts) + 1))
        return {number for number in found if 1 <= number <= last}

    @property
    def most(self) -> int:
        """How many elements may be named."""
        return self.first + sum(max(shifts) - min(shifts) + 1 for shifts in self.near.values())

    def placements(self, r: int) -> Iterator[tuple[int, dict[Basic, int]]]:
        """The sizes and the places of the free indices at which a claim of degree `r` has to hold (`sizes.py`)."""
        for last in range(1, self.most + r + 2):
            for each in product(range(1, last + 1), repeat=len(self.free)):
                places = dict(zip(self.free, each, strict=True))
                named = len(self.named(last, places))
                if last <= (named + r if named else r + 1) and (self.ordered or _first_of_its_kind(each)):
                    yield last, places

    def note(self, place: Basic, ranges: Ranges) -> None:
        """A place at which an entry stands."""
        base, shift = shifted(place)
        if base is None:
            if shift < 1:
                raise NotPlain("no such entry")
            self.number(shift)
        elif base == self.size or ranges.get(base) == self.size:
            self._near(base, shift)
        elif base not in ranges and not is_size(base):
            raise NotPlain("index")

    def compare(self, left: Basic, right: Basic, ranges: Ranges) -> None:
        """A comparison of two places; of running indices, n with m, or n with m + 1 where n ≤ m is meant."""
        sides = [shifted(left), shifted(right)]
        if all(base is not None and base not in ranges and not is_size(base) for base, _ in sides):
            raise NotPlain("index")
        own = [ranges.get(base) == self.size for base, _ in sides]
        if not any(own):
            return  # of the elements of another index set
        if not all(mine or base in (None, self.size) for mine, (base, _) in zip(own, sides, strict=True)):
            raise NotPlain("indices of two sizes")
        self.ordered = True
        (one, here), (other, there) = sides
        if self._runs(one) and self._runs(other):
            if here != there:
                raise NotPlain("neighbours")
            return
        for base, shift in ((one, here - there), (other, there - here)):
            if base is None:
                self.number(shift)
            elif not self._runs(base):
                self._near(base, shift)

    def _runs(self, base: Basic | None) -> bool:
        return base is not None and base != self.size and base not in self.free

    def _near(self, base: Basic, shift: int) -> None:
        if self._runs(base):
            if shift:
                raise NotPlain("neighbours")
            return
        shifts = self.near.setdefault(base, {0})
        shifts.add(shift)
        self.ordered |= base == self.size or bool(shift)
        if abs(shift) > FARTHEST:
            raise NotPlain("far away")

    def number(self, number: int) -> None:
        """An element that is known by its number, and with it all that are before it."""
        self.first, self.ordered = max(self.first, number), True
        if number > FARTHEST:
            raise NotPlain("far away")


def elements(claim: Claim, size: Symbol, numbers: int) -> Elements | None:
    """What a claim over whole ranges names in an index set; None if it knows elements otherwise.

    `numbers` is the largest number at which an entry of the claim stood before other sizes became numbers.
    """
    free = tuple(index for index, over in claim.indices if over == size)
    found = Elements(size, free, near={index: {0} for index in free})
    try:
        if numbers:
            found.number(numbers)
        for side in (claim.left, claim.right):
            _scan(side, found, dict(claim.indices))
    except NotPlain:
        return None
    return found


def _scan(node: Basic, found: Elements, ranges: dict[Basic, Basic]) -> None:
    """Notes what a node names; unwinds with NotPlain."""
    match node:
        case Entry():
            for place in node.args[1:]:
                found.note(place, ranges)
        case Delta():
            left, right = node.args
            if all(place.is_Symbol and not is_size(place) for place in (left, right)):
                found.note(left, ranges)
                found.note(right, ranges)
            else:
                found.compare(left, right, ranges)
        case Over():
            _scan_over(node, found, ranges)
        case OfMatrix():
            body, row, column, size, *at = node.args
            _scan(body, found, {**ranges, row: size, column: size})
            for place in at:
                found.note(place, ranges)
        case Choose():
            sides = compared(node.args[0], ranges)
            if sides is None:
                _scan(node.args[0], found, ranges)
            else:
                found.compare(*sides, ranges)
            _scan(node.args[1], found, ranges)
            _scan(node.args[2], found, ranges)
        case Symbol():
            if ranges.get(node) == found.size or (node.is_integer and not is_size(node) and node not in ranges):
                raise NotPlain("index")
        case Relational():
            raise NotPlain("relation")
        case _:
            for argument in node.args:
                if not isinstance(argument, Str | sympy.Tuple):
                    _scan(argument, found, ranges)


def _scan_over(node: Over, found: Elements, ranges: dict[Basic, Basic]) -> None:
    body, index, low, high, *conditions = node.args
    if low != 1 or not is_size(high):
        raise NotPlain("range")
    inner = {**ranges, index: high}
    for condition in conditions:
        left, right = condition.args
        found.compare(left, right, inner)
    _scan(body, found, inner)


def compared(condition: Basic, ranges: Ranges) -> tuple[Basic, Basic] | None:
    """The two places whose difference is the condition f > 0; None if an index does not stand in it so."""
    if condition.free_symbols.isdisjoint(ranges) or condition.has(sympy.Function):
        return None
    coefficients = sympy.expand(condition.doit()).as_coefficients_dict()
    above = [name for name, c in coefficients.items() if c == 1 and name.is_Symbol]
    below = [name for name, c in coefficients.items() if c == -1 and name.is_Symbol]
    number = coefficients.get(Integer(1), Integer(0))
    known = len(above) + len(below) + (number != 0)
    if len(above) > 1 or len(below) > 1 or known != len(coefficients) or not number.is_Integer:
        return None
    # i − j + c > 0 ⇔ i > j − c; of whole numbers i > j − 1 ⇔ i ≥ j
    left, right = (above or [Integer(0)])[0], (below or [Integer(0)])[0]
    return (left, right) if number in (0, 1) and above and below else (left + number, right)


def _first_of_its_kind(places: tuple[int, ...]) -> bool:
    """Whether new elements appear in the order 1, 2, …: one representative up to renaming the elements."""
    most = 0
    for place in places:
        if place > most + 1:
            return False
        most = max(most, place)
    return True


def largest_number(nodes: Iterable[Basic]) -> int:
    """The largest number at which an entry stands, those that already are symbols included."""
    found = [0]
    for piece in distinct_pieces(*nodes):
        if isinstance(piece, Entry):
            found += [shift for base, shift in map(_shifted, piece.args[1:]) if base is None]
        if isinstance(piece, Entry | Symbol):
            inside = (str(piece.args[0]) if isinstance(piece, Entry) else piece.name).partition("[")[2].rstrip("]")
            found += [int(number) for number in inside.split(",") if number.isdigit()]
    return max(found)


def _shifted(place: Basic) -> tuple[Basic | None, int]:
    try:
        return shifted(place)
    except NotPlain:
        return place, 0
