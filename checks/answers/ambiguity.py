"""What people may have meant otherwise than it was read: then the answer is neither wrong nor, if it matters, right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from derivo.checks.answers.forms import pieces
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.names.joints import independent
from derivo.checks.notation.names.names import Notation, axes_of
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import children

# The rules of docs/reading.md that settle what people do mean in different ways, and that have no second reading.
AMBIGUOUS = (
    "division", "function-scope", "root-scope", "bar-scope", "scientific", "star", "matrix-norm", "ones", "split",
    "expectation-scope", "bars", "derivative-power",
)  # fmt: skip
RELATION = re.compile(r"[=<>≤≥≠]|\\(?:le|ge|ne|leq|geq|neq|lt|gt)(?![a-z])")


def is_ambiguous(reading: Reading) -> bool:
    """Whether an answer that was refuted may have been meant otherwise."""
    trees = [side.tree for side in reading.sides]
    return (
        mixes(reading)
        or settled_by_rule(reading)
        or any(
            products_of_products(each)
            or takes_mean_of_density(each)
            or takes_extremum_of_one(each)
            or takes_infinity(each)
            for each in trees
        )
    )


def settled_by_rule(reading: Reading) -> bool:
    """Whether a rule settled what can be meant otherwise, and nothing but the first reading is at hand.

    A reason with an equation in it, `since x = 0`, may be a condition.
    """
    return any(
        remark.code in AMBIGUOUS or (remark.code == "reason" and RELATION.search(reading.source.at(remark.span)))
        for remark in reading.remarks
    )


def mixes(reading: Reading) -> bool:
    """Whether nothing is believed.

    Copies of random names are mixed with their originals, a 1 may be a vector, a mean of a mean may be one given the
    rest, ∂²/∂y∂x may stand in either order, abs of a vector may be entry by entry.
    """
    text = reading.source.text
    return any(
        mixes_copies(each, text)
        or transposes_one(each)
        or nested_means(each, reading.notation)
        or differentiates_by_two(each, reading.notation)
        or takes_modulus_of_array(each, text)
        for each in (side.tree for side in reading.sides)
    )


def differentiates_by_two(node: object, notation: Notation) -> bool:
    """Whether a second derivative is by two different vectors or matrices: which gives the rows is not agreed on."""
    for piece in pieces(node):
        if isinstance(piece, tree.Derivative):
            names = {each.name for each in piece.by if isinstance(each, tree.Name)}
            if len(names) > 1 and all(axes_of(notation.lookup(name)) for name in names):
                return True
    return False


def takes_modulus_of_array(node: object, text: str) -> bool:
    """Whether `abs` is taken of what became a norm or a determinant."""
    found = (each for each in pieces(node) if isinstance(each, tree.Norm | tree.Apply))
    return any(
        text[each.span.start : each.span.end].lstrip("\\").startswith("abs")
        and (isinstance(each, tree.Norm) or each.function == "det")
        for each in found
    )


def transposes_one(node: object) -> bool:
    """Whether a 1 is transposed, or taken to the power of a name (T): it may well be meant for a vector, 1 1ᵀ."""
    for piece in pieces(node):
        match piece:
            case tree.Transpose(tree.Number()) | tree.Power(
                tree.Number(Fraction(numerator=1, denominator=1)), tree.Name()
            ):
                return True
    return False


def takes_extremum_of_one(node: object) -> bool:
    """Whether the largest or least of one expression is taken: over which values it runs is not said."""
    names = (piece for piece in pieces(node) if isinstance(piece, tree.Apply) and piece.function in ("max", "min"))
    return any(len(piece.arguments) == 1 for piece in names)


def takes_infinity(node: object) -> bool:
    """Whether a function has an infinite argument: its limit there may be meant."""
    applied = (piece for piece in pieces(node) if isinstance(piece, tree.Apply))
    return any(isinstance(p, tree.Constant) and p.name == "oo" for piece in applied for p in pieces(piece.arguments))


def products_of_products(node: object) -> bool:
    """Whether a sum or product stands under a product sign: Π a Π b may mean (Π a)(Π b)."""
    return any(
        isinstance(piece, tree.Product) and any(isinstance(p, tree.Sum | tree.Product) for p in pieces(piece.body))
        for piece in pieces(node)
    )


def nested_means(node: object, notation: Notation) -> bool:
    """Whether a mean is taken of another one over a name that depends on the outer one: some mean the conditional."""
    for piece in pieces(node):
        inner = piece.body if isinstance(piece, tree.Expectation) else None
        if not isinstance(inner, tree.Expectation) or inner.given or not isinstance(piece, tree.Expectation):
            continue
        if any(not independent(a.name, b.name, notation) for a in piece.over for b in inner.over if a.name != b.name):
            return True
    return False


def takes_mean_of_density(node: object) -> bool:
    """Whether a mean over several names is that of a density of one of them: E[p(x_t|X_0)] may be meant at a value."""
    for piece in pieces(node):
        if isinstance(piece, tree.Expectation) and isinstance(piece.body, tree.DensityAt) and len(piece.over) > 1:
            return not {name.name for name in piece.over}.isdisjoint(value.name for value in piece.body.values)
    return False


def mixes_copies(node: object, text: str) -> bool:
    """Whether a mean over a name is of one that is typed with a prime, or the other way round: S' is a copy of S."""
    for piece in pieces(node):
        if not isinstance(piece, tree.Expectation):
            continue
        for name in piece.over:
            primed = "'" in text[name.span.start : name.span.end + 1]
            for each in _unbound(piece.body, name.name):
                if ("'" in text[each.span.start : each.span.end]) != primed:
                    return True
    return False


def _unbound(node: object, name: str) -> Iterator[tree.Name]:
    """Where a random name stands, but for means over it inside."""
    if isinstance(node, tree.Expectation) and name in {each.name for each in node.over}:
        return
    if isinstance(node, tree.Name) and node.name == name:
        yield node
    for part in children(node):
        yield from _unbound(part, name)
