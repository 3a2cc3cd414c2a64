"""What stands below and above a sum: its indices with their bounds, and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import Symbol
from derivo.checks.notation.names.occurrences import free_indices, letters_in
from derivo.checks.notation.text.relations import TURNED
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.tokens.bound_indices import is_size
from derivo.checks.notation.trees.tree import Compare, Index, Name, Node, Number

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser

LISTED = (",", ";")


@dataclass(slots=True)
class Binder:
    """What stands below and above a sum: indices with their bounds, as far as they are said, and conditions."""

    indices: list[Index] = field(default_factory=list)
    low: dict[str, Node] = field(default_factory=dict)
    high: dict[str, Node] = field(default_factory=dict)
    upper: list[Node] = field(default_factory=list)
    conditions: list[Compare] = field(default_factory=list)
    unclear: list[Index] = field(default_factory=list)
    endless: set[str] = field(default_factory=set)  # of k ≥ 0 only the lower bound is said
    ends: dict[str, Compare] = field(default_factory=dict)  # the conditions that say an upper bound

    def binds(self, letter: str) -> bool:
        """Whether a letter is one of the indices."""
        return any(index.name == letter for index in self.indices)


def close(parser: Parser, end: int) -> None:
    """Passes the bracket at `end`; unwinds if something else stands here."""
    if parser.place != end:
        parser.unexpected()
    parser.advance()


def bounds(parser: Parser) -> list[Node]:
    """The upper bounds between commas."""
    found = [bound(parser)]
    while parser.accept("op", *LISTED):
        found.append(bound(parser))
    return found


def bound(parser: Parser) -> Node:
    """One bound; `…` ends it."""
    parser.bounding += 1
    node = parser.sum()
    parser.bounding -= 1
    return node


def binding(parser: Parser, found: Binder, end: int) -> None:
    """Reads indices with their ranges, and conditions, up to the place `end`."""
    conditions = False
    while parser.place < end:
        token, after = parser.peek(), parser.peek(1)
        new = letter(parser, token) and not found.binds(token.text) and not conditions
        if new and (after.text in (*LISTED, ":") or parser.place + 1 == end or letter(parser, after)):
            add(found, parser.advance())
        elif new and after.text == "=":
            ranged(parser, found)
        elif new and after.text == "in":
            member(parser, found, end)
        else:
            compares = parser.chain()
            between(parser, found, compares)
            for compare in compares:
                restrict(parser, found, compare)
        if parser.place >= end:
            return
        if parser.accept("op", ":") or parser.accept("keyword", "with", "where"):
            conditions = True
        elif not (parser.accept("op", *LISTED) or parser.accept("keyword", "and")):
            next_letter(parser)


def next_letter(parser: Parser) -> None:
    """Unwinds if something else than an index follows."""
    if not letter(parser, parser.peek()):
        parser.unexpected()


def letter(parser: Parser, token: Token) -> bool:
    """Whether a token can be an index."""
    if token.kind == "value":
        known = parser.notation.lookup(token.text)
        return isinstance(known, Symbol) and not is_size(token.text, parser.notation)
    return token.kind == "index"


def add(found: Binder, token: Token) -> None:
    """One more index."""
    found.indices.append(Index(token.text, token.span))


def ranged(parser: Parser, found: Binder) -> None:
    """Reads n = 1, n = 1..N, n = 1,…,N; in k, n = 1 both begin there."""
    add(found, parser.advance())
    parser.advance()
    low = bound(parser)
    for index in found.indices:
        found.low.setdefault(index.name, low)
    if parser.at("op", *LISTED) and parser.peek(1).text == "…":
        parser.advance()
    if parser.accept("op", "…"):
        parser.accept("op", *LISTED)
        high = bound(parser)
        for index in found.indices:
            found.high.setdefault(index.name, high)


def member(parser: Parser, found: Binder, end: int) -> None:
    r"""Reads n in 1..N, n \in \{1, …, N\}, n \in [N]; other sets are not read."""
    add(found, parser.advance())
    name = found.indices[-1].name
    first = parser.advance()
    opened = parser.at("open")
    short = parser.at("open", "[", "left[")
    if opened:
        end = parser.partner[parser.place]
        parser.advance()
    first = parser.peek()
    low = bound(parser)
    parser.accept("op", ",")
    if parser.accept("op", "…"):
        parser.accept("op", ",")
        found.low[name], found.high[name] = low, bound(parser)
    elif short:
        found.high[name] = low
    else:
        parser.fail("unsupported", first, construct="set")
    if opened:
        close(parser, end)


def restrict(parser: Parser, found: Binder, compare: Compare) -> None:
    """Notes a condition; a bound of an index that has none becomes that; letters that it needs are bound."""
    choose(parser, found, compare)
    for index, relation, other in ((compare.left, compare.operator, compare.right), flipped(compare)):
        if isinstance(index, Index) and found.binds(index.name) and not letters_in(other, parser.notation):
            if relation == ">=" and index.name not in found.low and isinstance(other, Number):
                found.low[index.name] = other
                found.endless.add(index.name)
                return
            if relation == ">" and index.name not in found.low and isinstance(other, Number):
                found.low[index.name] = Number(other.value + Fraction(1), other.span)
                found.endless.add(index.name)
                return
            known = found.high.get(index.name, other)
            if relation == "<=" and isinstance(other, Name) and isinstance(known, Name) and known.name == other.name:
                found.high[index.name] = other
                found.ends[index.name] = compare
                return
    found.conditions.append(compare)


def between(parser: Parser, found: Binder, compares: Sequence[Compare]) -> None:
    """Binds the letters inside of a chain, m and n in 1 ≤ m < n ≤ N: their range is said on both sides.

    One that is declared as an index may be that, by the rule `index-letters`.
    """
    for compare in compares[:-1]:
        index = compare.right
        if isinstance(index, Index) and index.name not in parser.bound and not found.binds(index.name):
            ranging(parser, found, index)
    ends = (compares[-1].right, compares[0].left) if compares else ()
    for end, rising in zip(ends, (("<", "<="), (">", ">=")), strict=False):
        if isinstance(end, Name) and all(compare.operator in rising for compare in compares):
            inner = (compare.right for compare in compares[:-1])
            found.high.update((each.name, end) for each in inner if isinstance(each, Index) and found.binds(each.name))


def ranging(parser: Parser, found: Binder, index: Index) -> None:
    """Binds a letter whose range is said; one that is declared may be free, too."""
    if index.name in parser.notation.fixed:
        parser.remark("index-letters", index.span)
    if index.name not in parser.notation.fixed or "index-letters" not in parser.notation.otherwise:
        found.indices.append(index)


def flipped(compare: Compare) -> tuple[Node, str, Node]:
    """A comparison read from the right."""
    return compare.right, TURNED.get(compare.operator, ""), compare.left


def choose(parser: Parser, found: Binder, compare: Compare) -> None:
    """Binds the letters of a condition that nothing binds, by the rule `index-letters`."""
    fresh: dict[str, Index] = {}
    for each in free_indices(compare, parser.notation):
        if each.name not in parser.bound and not found.binds(each.name):
            fresh.setdefault(each.name, each)
    left, right = compare.left, compare.right
    if isinstance(left, Index) and isinstance(right, Index):
        pair = left.name in fresh and right.name in fresh
        if left.name in fresh:
            found.indices.append(left)
        declared = parser.notation.indices
        free = right.name in parser.notation.fixed or (right.name in declared and left.name not in declared)
        free = free != (pair and "index-letters" in parser.notation.otherwise)
        if right.name in fresh and not free and (pair or found.binds(left.name)):
            found.indices.append(right)
        if pair:
            parser.remark("index-letters", compare.span)
    elif found.indices:
        alone = isinstance(left, Index) != isinstance(right, Index) and len(letters_in(compare, parser.notation)) == 1
        if alone and fresh and compare.operator in ("<", "<=", ">", ">="):
            ranging(parser, found, *fresh.values())
    elif len(fresh) == 1:
        found.indices.extend(fresh.values())
    else:
        found.unclear.extend(fresh.values())


def run_through(parser: Parser) -> None:
    """Passes k = 1, …, K said of a free index; unwinds if that is not the whole of its range."""
    found = Binder()
    first = parser.peek()
    binding(parser, found, len(parser.tokens) - 1)
    for index in found.indices:
        low, high = found.low.get(index.name), found.high.get(index.name)
        size = parser.notation.indices.get(index.name)
        whole = (
            isinstance(low, Number) and low.value == 1 and isinstance(high, Name) and high.name == (size or high.name)
        )
        if not whole or found.conditions:
            parser.fail("unsupported", first, construct="range")
