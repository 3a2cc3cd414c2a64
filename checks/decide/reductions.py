"""Claims without limits, without ∞ and without what may vary: equations that are left to decide.

θ stands for all that varies together, θ′ and θ″ for other values of it; all other names are the same throughout.

l ∝ r in θ                    ⇔  l(θ)·r(θ′) = l(θ′)·r(θ)      (both not identically 0: the kernel looks)
l = r up to a constant in θ   ⇔  l(θ) − l(θ′) = r(θ) − r(θ′)
a·l + b = r, a > 0            ⇐  p·(l(θ) − l(θ′)) = q·(r(θ) − r(θ′)), p > 0 and q > 0 free of θ
                              ⇒  l(θ) − l(θ′) and r(θ) − r(θ′) have the same sign
                              ⇒  (l(θ) − l(θ′)) / (l(θ) − l(θ″)) = (r(θ) − r(θ′)) / (r(θ) − r(θ″))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sympy import Basic, Expr, Integer, Symbol
from sympy.core.symbol import Str

from derivo.checks.decide.infinities import NotSettled, settle
from derivo.checks.language.concrete import family_of
from derivo.checks.language.domains import REAL
from derivo.checks.language.families import Entry, families_in, is_size
from derivo.checks.language.nodes import Where, add, divide, multiply, names_in, negate, rebuilt, substitute
from derivo.checks.verdict import Claim, Relation

VARYING = (Relation.EQUAL_UP_TO_CONSTANT, Relation.PROPORTIONAL, Relation.SAME_MINIMISER)
MARKS = "′″"
Moved = Mapping[str, str]


def reduced(claim: Claim) -> Claim:
    """The same claim without limits or ∞, at two points if something varies in it."""
    claim = compared(claim)
    left, right = (settle(side, claim.domains) for side in (claim.left, claim.right))
    return replace(claim, left=left, right=right)


def with_known(claim: Claim) -> Claim:
    """The claim with what holds in every model of continuous names among its conditions."""
    model = claim.model
    if model is None or not model.known:
        return claim
    return replace(claim, given=(*claim.given, *model.known), model=replace(model, known=()))


def compared(claim: Claim) -> Claim:
    """The equation at two points that stands for a claim in which something varies; other claims as they are.

    For SAME_MINIMISER it is not an equation, and it is only necessary: that two differences have the same sign.
    """
    if claim.relation not in VARYING:
        return claim
    far, _ = _others(claim)
    left, right, there_left, there_right = claim.left, claim.right, renamed(claim.left, far), renamed(claim.right, far)
    if claim.relation is Relation.PROPORTIONAL:
        return _between(claim, Relation.EQUAL, multiply(left, there_right), multiply(there_left, right), far)
    relation = Relation.EQUAL if claim.relation is Relation.EQUAL_UP_TO_CONSTANT else Relation.SAME_SIGN
    return _between(claim, relation, _difference(left, there_left), _difference(right, there_right), far)


def at_three_points(claim: Claim) -> Claim:
    """What SAME_MINIMISER says of three points: how far each side changes from one to the others, as a ratio."""
    far, further = _others(claim)
    sides = (
        divide(add(side, negate(renamed(side, far))), add(side, negate(renamed(side, further))))
        for side in (claim.left, claim.right)
    )
    return _between(claim, Relation.EQUAL, next(sides), next(sides), far, further)


def multiples(claim: Claim, p: Expr, q: Expr) -> Claim:
    """The equation that proves SAME_MINIMISER if p and q are positive and free of what varies."""
    far, _ = _others(claim)
    sides = (
        multiply(factor, add(side, negate(renamed(side, far))))
        for factor, side in ((p, claim.left), (q, claim.right))
    )  # fmt: skip
    return _between(claim, Relation.EQUAL, next(sides), next(sides), far)


def has_third_point(claim: Claim, names: Iterable[str]) -> bool:
    """Whether some of `names` are those of a third point."""
    return not {family_of(name) for name in names}.isdisjoint(_others(claim)[1].values())


def _difference(here: Expr, there: Expr) -> Expr:
    """The difference, which is 0 where nothing that varies occurs and there is a value."""
    return Where(Integer(0), here) if here == there else add(here, negate(there))


def _between(claim: Claim, relation: Relation, left: Expr, right: Expr, *others: Moved) -> Claim:
    """A claim about several points: what is known of the names that vary holds at all of them."""
    known, families, matrices = dict(claim.domains), dict(claim.families), dict(claim.matrices)
    axes = dict(claim.axes)
    symbols = [name for name in claim.about if isinstance(name, Symbol)]
    moved = [(name, moved[str(name)]) for moved in others for name in claim.about]
    domains = tuple((_moved(name, far), known.get(name, REAL)) for far in others for name in symbols)
    given = (*claim.given, *(renamed(condition, far) for far in others for condition in claim.given))
    return replace(
        claim,
        left=left,
        right=right,
        relation=relation,
        about=(),
        domains=(*claim.domains, *domains),
        given=tuple(dict.fromkeys(given)),
        families=(*claim.families, *((far, families[name]) for name, far in moved if name in families)),
        axes=(*claim.axes, *((far, axes[name]) for name, far in moved if name in axes)),
        matrices=(*claim.matrices, *((far, matrices[name]) for name, far in moved if name in matrices)),
    )


def _others(claim: Claim) -> tuple[Moved, Moved]:
    """What the names that vary are called at two other points: names that do not occur yet."""
    whole = any(isinstance(name, Symbol) and name.is_integer for name in claim.about)
    if not claim.about or (whole and claim.sized):
        raise NotSettled("about")  # if nothing varied, anything would hold; if a size did, so would the data
    nodes = (claim.left, claim.right, *claim.given)
    taken = set(map(family_of, (*families_in(*nodes), *(symbol.name for symbol in names_in(*nodes)))))
    names = [str(name) for name in claim.about]
    found = []
    for mark in MARKS:
        end = mark
        while any(name + end in taken for name in names):
            end += mark
        found.append({name: name + end for name in names})
    return found[0], found[1]


def renamed(node: Basic, far: Moved) -> Basic:
    """`node` with the names in `far`, and all entries of families of such a name, under their new names."""
    symbols = (symbol for symbol in names_in(node) if family_of(symbol.name) in far)
    moved = {symbol: _moved(symbol, far) for symbol in symbols if is_size(symbol) or not symbol.is_integer}
    return _with_entries(substitute(node, moved), far)


def _moved(symbol: Symbol, far: Moved) -> Symbol:
    """A name at another point; a size is one there, too."""
    name = _new(symbol.name, far)
    return Symbol(name, integer=True, positive=True) if is_size(symbol) else Symbol(name, real=True)


def _with_entries(node: Basic, far: Moved) -> Basic:
    done: dict[Basic, Basic] = {}

    def visit(piece: Basic) -> Basic:
        if not piece.args:
            return piece
        if piece not in done:
            if isinstance(piece, Entry):
                name = piece.args[0].name
                done[piece] = piece.func(Str(_new(name, far)), *piece.args[1:]) if family_of(name) in far else piece
            else:
                arguments = [visit(argument) for argument in piece.args]
                changed = any(a is not b for a, b in zip(arguments, piece.args, strict=True))
                done[piece] = rebuilt(piece, arguments) if changed else piece
        return done[piece]

    return visit(node)


def _new(name: str, far: Moved) -> str:
    """`x′[1]` for `x[1]`."""
    family = family_of(name)
    return far[family] + name.removeprefix(family)
