"""A property as an inequality between a function and its chords, on a convex set.

F is convex in x if F(λx + (1−λ)x′) ≤ λF(x) + (1−λ)F(x′) for all admissible x and x′ and all λ in (0, 1) for which the
three values of F are defined, all other names being the same on both sides (Jensen's inequality for two points);
concave with ≥, affine with =.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from sympy import Basic, Integer, Symbol
from sympy.core.symbol import Str

from derivo.checks.decide.sums.at_sizes import at_sizes, with_entries
from derivo.checks.language.concrete import family_of
from derivo.checks.language.domains import REAL, Domain
from derivo.checks.language.families import Entry, Total, families_in, same
from derivo.checks.language.inverses import Inverse
from derivo.checks.language.nodes import Where, add, multiply, negate, rebuilt
from derivo.checks.verdict import Claim, Curvature, Property, Relation

WEIGHT = "λ"
MARK = "′"
BETWEEN = Domain(low=Fraction(0), high=Fraction(1))
RANK = Symbol("rank°", integer=True, positive=True)
ROW = Symbol("r°", integer=True)
ROOT, INVERSE_ROOT = "^(1/2)", "^(-1/2)"  # what is added to the name of a matrix
DEFINITE = ("psd", "posdef")


def mark(claim: Property) -> str:
    """What the names of the second point end with, so that they are new."""
    found, taken = MARK, _taken(claim)
    while any(name + found in taken for name in (WEIGHT, *map(str, claim.about))):
        found += MARK
    return found


def _taken(claim: Property) -> set[str]:
    """The names that occur already."""
    nodes = (claim.body, *claim.given)
    return families_in(*nodes) | {family_of(symbol.name) for node in nodes for symbol in node.free_symbols}


def chord(claim: Property) -> Claim:
    """The inequality, or the equation, that the property says holds."""
    end = mark(claim)
    weight = Symbol(WEIGHT + end if WEIGHT in _taken(claim) else WEIGHT, real=True)
    other = add(Integer(1), negate(weight))
    far = {str(name): f"{name}{end}" for name in claim.about}

    def there(piece: Basic) -> Basic | None:
        return _renamed(piece, far) if is_variable(claim, piece) else None

    def at_far(node: Basic) -> Basic:
        return replaced(node, there)

    def between(piece: Basic) -> Basic | None:
        moved = there(piece)
        return None if moved is None else add(multiply(weight, piece), multiply(other, moved))

    here = replaced(claim.body, between)
    above = add(multiply(weight, claim.body), multiply(other, at_far(claim.body)))
    left, right = (above, here) if claim.kind is Curvature.CONCAVE else (here, above)
    known, families = dict(claim.domains), dict(claim.families)
    moved = tuple((Symbol(far[s.name], real=True), known.get(s, REAL)) for s in claim.about if isinstance(s, Symbol))
    found = Claim(
        left,
        right,
        Relation.EQUAL if claim.kind is Curvature.AFFINE else Relation.AT_MOST,
        (*claim.domains, *moved, (weight, BETWEEN)),
        tuple(dict.fromkeys((*claim.given, *map(at_far, claim.given)))),
        functions=claim.functions,
        sizes=claim.sizes,
        indices=claim.indices,
        families=(*claim.families, *((far[name], families.get(name, REAL)) for name in far)),
    )
    return found if claim.sizes else with_entries(at_sizes(found, {}))


def to_refute(claim: Property) -> Claim:
    """The same, undefined on both sides where one of the three values of F is; definite matrices by their roots.

    S = RᵀR for a psd family, and S = RᵀR + I for a posdef one: these are some of the matrices that are positive
    definite, and to refute, some are enough.
    """
    plain, end = chord(claim), mark(claim)
    if plain.relation is Relation.EQUAL:
        left, right = Where(plain.left, plain.right), Where(plain.right, plain.left)
        plain = replace(plain, left=left, right=right)
    known = dict(claim.traits)
    roots = {name: "posdef" in known[family] for family in _definite_families(claim) for name in (family, family + end)}
    if not roots:
        return plain
    left, right, *given = (with_roots(node, roots) for node in (plain.left, plain.right, *plain.given))
    return replace(plain, left=left, right=right, given=tuple(given), sizes=(*plain.sizes, RANK))


def to_prove(claim: Property) -> Property:
    """`claim` with S = RᵀR for each definite matrix S that is a constant, and for its inverse: all are of this form."""
    roots = {name: False for name in _definite_families(claim) if name not in claim.about}
    if not roots:
        return claim
    body, *given = (with_roots(node, roots) for node in (claim.body, *claim.given))
    return replace(claim, body=body, given=tuple(given), sizes=(*claim.sizes, RANK))


def _definite_families(claim: Property) -> list[str]:
    return [name for name, known in claim.traits if set(known) & set(DEFINITE)]


def is_definite(claim: Property, entry: Basic, row: Basic, column: Basic) -> bool:
    """Whether `entry` is the one at (row, column) of a matrix that is positive semidefinite."""
    if not isinstance(entry, Entry) or set(entry.args[1:]) != {row, column}:
        return False
    return len(entry.args) == 3 and str(entry.args[0]) in _definite_families(claim)


def with_roots(node: Basic, roots: Mapping[str, bool]) -> Basic:
    """`node` with every entry S_ij as Σ_k R_ki R_kj, where a new letter R has as many rows as RANK; for True, + I."""

    def root(piece: Basic) -> Basic | None:
        name, inverse = _definite(piece)
        if name not in roots or (inverse and roots[name]):
            return None
        i, j = piece.args[-2:]
        letter = Str(name + (INVERSE_ROOT if inverse else ROOT))
        found = Total(multiply(Entry(letter, ROW, i), Entry(letter, ROW, j)), ROW, Integer(1), RANK)
        return add(found, same(i, j)) if roots[name] else found

    return replaced(node, root)


def _definite(piece: Basic) -> tuple[str, bool]:
    """The name of the matrix that `piece` is an entry of, and whether it is an entry of its inverse."""
    if isinstance(piece, Inverse):
        body, row, column = piece.args[:3]
        is_plain = isinstance(body, Entry) and set(body.args[1:]) == {row, column} and len(body.args) == 3
        return (str(body.args[0]), True) if is_plain else ("", True)
    is_entry = isinstance(piece, Entry) and len(piece.args) == 3
    return (str(piece.args[0]), False) if is_entry else ("", False)


def replaced(node: Basic, change: Callable[[Basic], Basic | None]) -> Basic:
    """`node` with the outermost pieces for which `change` says so changed."""
    done: dict[Basic, Basic] = {}

    def visit(piece: Basic) -> Basic:
        if piece not in done:
            new = change(piece)
            if new is None and piece.args and not isinstance(piece, Entry):
                arguments = [visit(argument) for argument in piece.args]
                changed = any(a is not b for a, b in zip(arguments, piece.args, strict=True))
                new = rebuilt(piece, arguments) if changed else piece
            done[piece] = piece if new is None else new
        return done[piece]

    return visit(node)


def is_variable(claim: Property, piece: Basic) -> bool:
    """Whether `piece` is one of the variables, or an entry of one."""
    if isinstance(piece, Entry):
        return family_of(str(piece.args[0])) in claim.about
    if not isinstance(piece, Symbol) or piece.is_integer:
        return False
    return piece in claim.about or family_of(piece.name) in claim.about


def _renamed(piece: Basic, names: Mapping[str, str]) -> Basic:
    """A variable, or an entry of one, under its other name."""
    name = str(piece.args[0]) if isinstance(piece, Entry) else piece.name
    family = family_of(name)
    new = names[family] + name.removeprefix(family)
    return piece.func(Str(new), *piece.args[1:]) if isinstance(piece, Entry) else Symbol(new, real=True)
