"""What form a tree has: whether it merely names something, is finished, and what it differentiates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction

from checks.notation import Problem, read_formula, show, tree
from checks.notation.answers import Reading
from checks.notation.joints import independent
from checks.notation.names import Defined, Notation, shown_name
from checks.notation.walk import children
from checks.question import Part

RANDOM_NAMES = ("over", "given", "values")


def is_name(node: tree.Node) -> bool:
    """Whether a side only names something: a name, an entry, a derivative, a limit, or a power or function of one."""
    match node:
        case tree.Name():
            return True
        case tree.Entry(indices=places):
            return all(isinstance(place, tree.Index) for place in places)
        case tree.Power(base=base, exponent=exponent):
            return _is_number(exponent) and is_name(base)
        case tree.Divide(top=top, bottom=bottom):
            return _is_number(top) and is_name(bottom)
        case tree.Apply(arguments=arguments):
            return all(isinstance(each, tree.Name | tree.Number | tree.DensityAt) for each in arguments)
        case tree.DensityAt():
            return True
        case tree.Derivative(body=body) | tree.Limit(body=body) | tree.At(body=body) | tree.Expectation(body=body):
            return is_name(body)
    return False


def _is_number(node: tree.Node) -> bool:
    """Whether a node is a number other than 0, with or without a sign."""
    match node:
        case tree.Number(value):
            return value != 0
        case tree.Negative(body=body):
            return _is_number(body)
    return False


def unfinished(
    node: tree.Node, part: Part, reading: Reading, *, anything: bool = False, varying: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Why an expression that equals what is asked is not yet an answer, and what is still to go; empty if it is one.

    With `anything`, what the part wants it free of may stand in it; else where nothing varies if only `varying` counts.
    """
    if is_name(node) and not isinstance(node, tree.Name | tree.Expectation) and any(map(_undone, pieces(node))):
        return "restates", ()
    theirs = {definition.name for definition in reading.definitions}
    bodies = [definition.body for definition in reading.definitions]
    roots = parts_that_vary(node, reading.notation) if varying else [node]
    unwanted = [] if anything else _formulas(part, reading)
    left: dict[str, None] = {}
    aside = reading.notation.about if part.kind == "objective" else ()
    for piece in (piece for root in (*roots, *bodies) for piece in pieces(root, aside)):
        name = getattr(piece, "function", None) or getattr(piece, "name", None)
        if name in part.free_of and name not in theirs and not anything:
            left.setdefault(shown_name(str(name)))
        left.update((show(formula), None) for formula in unwanted if _uses(piece, formula))
        if part.kind != "objective" and (_undone(piece) or _stands_for_undone(piece, reading)):
            left.setdefault("limit" if isinstance(piece, tree.Limit) else "derivative")
    return ("wanted-form", tuple(left)) if left else ("", ())


def _formulas(part: Part, reading: Reading) -> list[tree.Node]:
    """The formulas among what an answer must be free of; the others are names."""
    found = (read_formula(text, reading.notation) for text in part.free_of if reading.notation.lookup(text) is None)
    return [node for node in found if not isinstance(node, Problem)]


def _uses(piece: object, formula: tree.Node) -> bool:
    """Whether a node is a formula, or a mean by it: of X given Y, by p(x|y)."""
    if isinstance(piece, tree.Expectation) and isinstance(formula, tree.DensityAt):
        names = [{each.name for each in group} for group in (piece.over, piece.given, formula.values, formula.given)]
        return bool(piece.given) and names[:2] == names[2:]
    return type(piece) is type(formula) and show(piece) == show(formula)


def parts_that_vary(node: tree.Node, notation: Notation) -> list[tree.Node]:
    """The terms in which something stands that the notation is about; of a mean or an integral, the terms inside."""
    if not _varies(node, notation):
        return []
    match node:
        case tree.Add(terms):
            return [each for term in terms for each in parts_that_vary(term, notation)]
        case tree.Negative(body):
            return parts_that_vary(body, notation)
        case tree.Multiply(factors):
            inside = [factor for factor in factors if _varies(factor, notation)]
            others = [factor for factor in factors if factor not in inside]
            return [*others, *parts_that_vary(inside[0], notation)] if len(inside) == 1 else [node]
        case tree.Divide(top, bottom) if not _varies(bottom, notation):
            return [bottom, *parts_that_vary(top, notation)]
        case tree.Expectation(body) | tree.Integral(body):
            return [replace(node, body=tree.Number(Fraction(1), node.span)), *parts_that_vary(body, notation)]
    return [node]


def _varies(node: tree.Node, notation: Notation) -> bool:
    """Whether a name that the notation is about stands in a node, definitions looked through."""
    for piece in pieces(node):
        name = getattr(piece, "function", None) or getattr(piece, "name", None)
        known = notation.names.get(name) if isinstance(name, str) else None
        if name in notation.about or (isinstance(known, Defined) and _varies(known.definition.body, notation)):
            return True
    return False


def _stands_for_undone(piece: object, reading: Reading) -> bool:
    """Whether a name is defined by a derivative or a limit: H for ∇²ℓ."""
    known = reading.notation.lookup(piece.name) if isinstance(piece, tree.Name) else None
    return isinstance(known, Defined) and any(map(_undone, pieces(known.definition.body)))


def _undone(piece: object) -> bool:
    """Whether a node is a derivative or a limit that is left to do."""
    if isinstance(piece, tree.Apply):
        return piece.primes > 0
    return isinstance(piece, tree.Derivative | tree.Limit)


def pieces(node: object, aside: Collection[str] = ()) -> list[object]:
    """All nodes of a tree, but for the random names of means, integrals and densities.

    What stands in the argument of a function of `aside` is not counted unless it is a name: it is some other name,
    written out.
    """
    found: list[object] = []
    waiting = [node]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, tuple):
            waiting.extend(piece)
        elif is_dataclass(piece) and hasattr(piece, "span"):
            found.append(piece)
            left_out = _set_aside(piece)
            if isinstance(piece, tree.Apply) and aside and not all(isinstance(a, tree.Name) for a in piece.arguments):
                left_out = (*left_out, "arguments")
            waiting.extend(getattr(piece, each.name) for each in fields(piece) if each.name not in left_out)
    return found


def _set_aside(piece: object) -> tuple[str, ...]:
    """The fields of a node that are none of its pieces."""
    random = isinstance(piece, tree.Expectation | tree.Integral | tree.DensityAt)
    return ("span", *RANDOM_NAMES) if random else ("span",)


def names_differentiated(nodes: Iterable[object]) -> set[str]:
    """The functions whose derivatives occur in trees."""
    found: set[str] = set()
    for piece in (piece for node in nodes for piece in pieces(node)):
        if isinstance(piece, tree.Apply) and piece.primes:
            found.add(piece.function)
        if isinstance(piece, tree.Derivative):
            found.update(inner.function for inner in pieces(piece.body) if isinstance(inner, tree.Apply))
    return found


def entries(*nodes: object) -> set[str]:
    """The families of which entries occur in trees."""
    return {piece.name for node in nodes for piece in pieces(node) if isinstance(piece, tree.Entry)}


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


def mentions_undone(node: object) -> bool:
    """Whether a derivative or a limit that is left to do stands in a tree."""
    return any(map(_undone, pieces(node)))
