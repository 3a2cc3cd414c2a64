"""What binds a name: limits, values at a point, derivatives. Each binds what it can, and refuses the rest by name.

A number that is declared may vary, a size too: over whole numbers. An array may be given a value. What is defined by
others, a random name, a function or an index may not. Nothing is ever passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

import sympy
from sympy import Dummy, Expr

from derivo.checks.language.concrete import concrete
from derivo.checks.language.domains import REAL, SIZE, Domain
from derivo.checks.language.families import Delta, Entry, Over, entry, is_size, with_entries
from derivo.checks.language.grids import Grid, Value, mapped, put_in
from derivo.checks.language.inverses import OfMatrix
from derivo.checks.language.nodes import distinct_pieces
from derivo.checks.language.series import with_closed_sums
from derivo.checks.notation.meaning import dependence
from derivo.checks.notation.meaning.symbols import extents, own_symbol, size
from derivo.checks.notation.names.names import Family, Symbol
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import NoMeaning
from derivo.checks.notation.trees import tree

if TYPE_CHECKING:
    from derivo.checks.notation.meaning.meaning import Environment, Meaning

INFINITE = (sympy.oo, -sympy.oo)


def bound(meaning: Meaning, body: tree.Node, names: list[str], within: Environment) -> tuple[Value, dict[str, Expr]]:
    """What `body` denotes with `names` bound, also where they stand in definitions, and what they became.

    What the parameters of a definition stand for came from outside: a name in there is another one, spelled alike.
    """
    dependence.refuse(body, names, meaning.notation, body.span)
    for name in names:
        known = within.get(name, meaning.notation.names.get(name))
        if isinstance(known, Grid) or (name not in within and not isinstance(known, Symbol)):
            raise NoMeaning("unsupported", body.span, ("construct", f"`{name}` as a variable"))
    fresh = {name: meaning.fresh(name, own_symbol(meaning.notation, name)) for name in names}
    outside = {
        own_symbol(meaning.notation, name): meaning.fresh(name, own_symbol(meaning.notation, name)) for name in names
    }
    shielded = {key: put_in(value, outside) for key, value in within.items()}
    parameters = {name: fresh[name] for name in names if name in within}
    found = meaning.of(body, {**shielded, **parameters})
    free = {own_symbol(meaning.notation, name): fresh[name] for name in names if name not in within}
    back = {dummy: name for name, dummy in outside.items()}
    return put_in(put_in(found, free), back), fresh


# --- limits


def limit(meaning: Meaning, node: tree.Limit, within: Environment) -> Value:
    """A limit within the domain of its variable: from above at its lower end, over whole numbers if it is one."""
    name = node.variable.name
    body, became = bound(meaning, node.body, [name], within)
    to = meaning.of(node.to, within)
    known = meaning.notation.names.get(name)
    domain = known.domain if isinstance(known, Symbol) and name not in within else REAL
    side = _side(domain, to, node)
    if domain.whole:
        _refuse_data(meaning, body, became[name], node.span, "limit of a size of data")
        whole = sympy.Symbol(f"{became[name].name}", integer=True, positive=to == sympy.oo)
        body, became = put_in(body, {became[name]: whole}), {name: whole}
        body = mapped(lambda entry: with_closed_sums(entry, whole), body)
    return mapped(lambda entry: sympy.Limit(entry, became[name], to, side), body)


def _side(domain: Domain, to: Expr, node: tree.Limit) -> str:
    """From which side a limit is taken; unwinds where the domain does not come near."""
    outside = NoMeaning("unsupported", node.span, ("construct", "limit outside of its domain"))
    if domain.values or (domain.whole and to not in INFINITE):
        raise outside
    if to in INFINITE:
        if (domain.high if to == sympy.oo else domain.low) is not None:
            raise outside
        return node.side or "-"
    if not isinstance(to, sympy.Rational):
        return node.side or "+-"
    value = Fraction(int(to.p), int(to.q))
    above = domain.high is None or value < domain.high
    below = domain.low is None or value > domain.low
    if (not above and value != domain.high) or (not below and value != domain.low):
        raise outside
    side = "+-" if above and below else "+" if above else "-"
    if node.side and side not in ("+-", node.side):
        raise outside
    return node.side or side


def _refuse_data(meaning: Meaning, body: Value, number: Expr, span: Span, construct: str) -> None:
    """Unwinds if data of this many elements occur: of which size they are would change."""
    name = size(number.name.partition("#")[0])
    counted = {family for family, ends in extents(meaning.notation) if name in ends}
    for piece in _pieces(body):
        places = (
            piece.args if isinstance(piece, Entry | Delta) else piece.args[3:4] if isinstance(piece, OfMatrix) else ()
        )
        if any(number in place.free_symbols for place in places) or (
            isinstance(piece, Entry) and str(piece.args[0]) in counted
        ):
            raise NoMeaning("unsupported", span, ("construct", construct))


def _pieces(body: Value) -> Iterable[sympy.Basic]:
    if isinstance(body, Grid):
        yield from (end for _, end in (*body.rows, *body.columns))
        yield from distinct_pieces(body.body)
    else:
        yield from distinct_pieces(body)


# --- derivatives


def refuse_counting(body: Value, number: Expr, span: Span) -> None:
    """Unwinds if a size by which is differentiated is more than a number: a bound, a place, the size of an array."""
    for piece in _pieces(body):
        places = (
            piece.args[2:]
            if isinstance(piece, Over)
            else piece.args
            if isinstance(piece, Entry | Delta | OfMatrix)
            else ()
        )
        if any(number in place.free_symbols for place in places) or (isinstance(body, Grid) and piece == number):
            raise NoMeaning("unsupported", span, ("construct", "derivative by a size of sums or arrays"))


# --- values at a point


def at(meaning: Meaning, node: tree.At, within: Environment) -> Value:
    """The value of `body` where a number, a size or an array has a value."""
    name, value = node.variable.name, meaning.of(node.value, within)
    known = meaning.notation.names.get(name)
    if name not in within and isinstance(known, Family):
        return _array_at(meaning, node, known, value, within)
    found, became = bound(meaning, node.body, [name], within)
    if isinstance(value, Grid):
        raise NoMeaning("unsupported", node.span, ("construct", "array in place of a number"))
    if isinstance(known, Symbol) and known.domain == SIZE and name not in within:
        if not (is_size(value) or (value.is_Integer and value > 0)):
            raise NoMeaning("unsupported", node.span, ("construct", "value of a size"))
        _refuse_data(meaning, found, became[name], node.span, "value of a size of data")
        try:
            return mapped(lambda entry: concrete(entry, {}), put_in(found, {became[name]: value}))
        except ValueError as reason:  # an index that stays free ranges up to the size
            raise NoMeaning("unsupported", node.span, ("construct", "value of a size")) from reason
    return put_in(found, {became[name]: value})


def _array_at(meaning: Meaning, node: tree.At, known: Family, value: Value, within: Environment) -> Value:
    """The same for a vector or matrix whose entries are free of each other: each is replaced."""
    unsupported = NoMeaning("unsupported", node.span, ("construct", f"value of `{known.shown}`"))
    dependence.refuse(node.body, [known.name], meaning.notation, node.span)
    whole = meaning.of(node.variable, within)
    if not known.axes or known.indices or known.trait not in ("", "invertible") or not isinstance(whole, Grid):
        raise unsupported
    if isinstance(value, Grid) and value.sizes != whole.sizes:
        raise unsupported
    if not isinstance(value, Grid) and value != 0:
        raise unsupported
    indices = [Dummy("i", integer=True) for _ in (*whole.rows, *whole.columns)]
    split = len(whole.rows)
    places = tuple(indices[:split]), tuple(indices[split:])
    pattern = whole.at(*places)
    outside = entry(f"{known.name}#", *indices)
    shielded = {key: _replaced(each, pattern, outside) for key, each in within.items()}
    found = _replaced(meaning.of(node.body, shielded), pattern, value.at(*places) if isinstance(value, Grid) else value)
    return _replaced(found, outside, pattern)


def _replaced(value: Value, pattern: Entry, by: Expr) -> Value:
    return mapped(lambda body: with_entries(body, pattern, by), value)
