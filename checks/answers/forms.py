"""What form a tree has: whether it merely names something, whether it is finished, and whether it speaks of Q."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.references import Target
from derivo.checks.notation import Problem, read_formula, show
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.names.names import Defined, Notation, shown_name
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import MOST_DEFINITIONS, names_in
from derivo.checks.question import Part

RANDOM_NAMES = ("over", "given", "values")


def is_name(node: tree.Node) -> bool:
    """Whether a side only names something: a name, an entry, a derivative, a limit, or a power or function of one."""
    match node:
        case tree.Name():
            return True
        case tree.Entry(indices=places):
            return all(isinstance(place, tree.Index | tree.Number) for place in places)
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


# --- the finished form


def unfinished(node: tree.Node, answer: Answer, *, anything: bool = False, varying: bool = False) -> tuple[str, ...]:
    """What of the question is still to go in an expression; empty if it is finished.

    That is what the part wants it free of, unless `anything` may stand in it, what is asked itself, and derivatives and
    limits. If only what varies counts (`varying`), it may be elsewhere.
    """
    part, reading = answer.part, answer.reading
    theirs = {definition.name for definition in reading.definitions}
    roots = parts_that_vary(node, reading.notation) if varying else [node]
    names = {*asked_by_name(answer), *(() if anything else part.free_of)} - theirs
    unwanted = [] if anything else _formulas(part, reading)
    left: dict[str, None] = {}
    aside = learnt(reading.notation) if part.kind == "objective" else ()
    for piece in (piece for root in (*roots, *used_bodies(node, reading)) for piece in pieces(root, aside)):
        name = getattr(piece, "function", None) or getattr(piece, "name", None)
        if name in names or _stands_for(name, answer):
            left.setdefault(shown_name(str(name)))
        left.update((show(formula), None) for formula in unwanted if _uses(piece, formula))
        if part.kind != "objective" and (undone(piece) or _stands_for_undone(piece, reading)):
            left.setdefault("limit" if isinstance(piece, tree.Limit) else "derivative")
    return tuple(left)


def _stands_for(name: object, answer: Answer) -> bool:
    """Whether a name is defined by the unknown that is asked: σ_k = √Σ_k."""
    known = answer.question.notation.names.get(name) if isinstance(name, str) else None
    return isinstance(known, Defined) and answer.unknown_family in names_in(known.definition.body)


def speaks(node: tree.Node, answer: Answer) -> bool:
    """Whether a side has something of what is asked in it, left to do or to be solved for."""
    return bool(unfinished(node, answer)) or mentions_asked(node, answer)


def restates(node: tree.Node) -> bool:
    """Whether a side is nothing but a derivative or a limit that is left to do."""
    return is_name(node) and not isinstance(node, tree.Name | tree.Expectation) and any(map(undone, pieces(node)))


def _formulas(part: Part, reading: Reading) -> list[tree.Node]:
    """The formulas among what an answer must be free of; the others are names."""
    found = (read_formula(text, reading.notation) for text in part.free_of if reading.notation.lookup(text) is None)
    return [node for node in found if not isinstance(node, Problem)]


def _uses(piece: object, formula: tree.Node) -> bool:
    """Whether a node is a formula, in whatever disguise: a mean by it; the derivative of a function of its density."""
    if isinstance(formula, tree.DensityAt):
        return _groups(piece) == _groups(formula)
    if isinstance(formula, tree.Derivative) and isinstance(piece, tree.Derivative):
        wanted = _densities(formula)
        return show(piece) == show(formula) or bool(wanted and wanted & _densities(piece))
    return type(piece) is type(formula) and show(piece) == show(formula)


def _groups(piece: object) -> tuple[frozenset[str], ...] | None:
    """The names that a density is of, and those that it is given; also of a mean of X given Y, which is by p(x|y)."""
    if isinstance(piece, tree.DensityAt):
        return tuple(frozenset(name.name for name in group) for group in (piece.values, piece.given))
    if isinstance(piece, tree.Expectation) and piece.given:
        return tuple(frozenset(name.name for name in group) for group in (piece.over, piece.given))
    return None


def _densities(node: object) -> set[tuple[frozenset[str], ...] | None]:
    return {_groups(piece) for piece in pieces(node) if isinstance(piece, tree.DensityAt)}


def parts_that_vary(node: tree.Node, notation: Notation) -> list[tree.Node]:
    """The terms in which something stands that the notation is about; of a mean or an integral, the terms inside."""
    if not varies(node, notation):
        return []
    match node:
        case tree.Add(terms):
            return [each for term in terms for each in parts_that_vary(term, notation)]
        case tree.Negative(body):
            return parts_that_vary(body, notation)
        case tree.Multiply(factors):
            inside = [factor for factor in factors if varies(factor, notation)]
            others = [factor for factor in factors if factor not in inside]
            return [*others, *parts_that_vary(inside[0], notation)] if len(inside) == 1 else [node]
        case tree.Divide(top, bottom) if not varies(bottom, notation):
            return [bottom, *parts_that_vary(top, notation)]
        case tree.Expectation(body) | tree.Integral(body):
            return [replace(node, body=tree.Number(Fraction(1), node.span)), *parts_that_vary(body, notation)]
    return [node]


def varies(node: tree.Node, notation: Notation) -> bool:
    """Whether a name that the notation is about stands in a node, definitions looked through."""
    for piece in pieces(node):
        name = getattr(piece, "function", None) or getattr(piece, "name", None)
        known = notation.names.get(name) if isinstance(name, str) else None
        if name in notation.about or (isinstance(known, Defined) and varies(known.definition.body, notation)):
            return True
    return False


def learnt(notation: Notation) -> set[str]:
    """The functions that the notation is about, and those that are defined by them: s_θ and ξ̂_θ."""
    found, more = set(notation.about), True
    while more:
        new = {
            name
            for name, declared in notation.names.items()
            if isinstance(declared, Defined) and names_in(declared.definition.body) & found
        }
        more, found = not new <= found, found | new
    return found


def _stands_for_undone(piece: object, reading: Reading) -> bool:
    """Whether a name is defined by a derivative or a limit: H for ∇²ℓ."""
    known = reading.notation.lookup(piece.name) if isinstance(piece, tree.Name) else None
    return isinstance(known, Defined) and any(map(undone, pieces(known.definition.body)))


def undone(piece: object) -> bool:
    """Whether a node is a derivative or a limit that is left to do."""
    if isinstance(piece, tree.Apply):
        return piece.primes > 0
    return isinstance(piece, tree.Derivative | tree.Limit)


def mentions_undone(node: object) -> bool:
    """Whether a derivative or a limit that is left to do stands in a tree."""
    return any(map(undone, pieces(node)))


# --- what is asked, in a tree


def asked_by_name(answer: Answer) -> set[str]:
    """The names that stand for what is asked: ℓ where ℓ is asked, the family of an unknown."""
    bare = {target.name.name for target in answer.reference.targets if isinstance(target.name, tree.Name)}
    return {*bare, *filter(None, (answer.unknown_family,))}


def mentions_asked(node: tree.Node, answer: Answer) -> bool:
    """Whether what is asked stands in a node, definitions of the answer looked through: φ′ in 2φ′, μ_k in Σ w q μ_k.

    An objective never does: of a network everything is said by its values.
    """
    if answer.part.kind == "objective":
        return False
    names = [target.name for target in answer.reference.targets]
    slopes, notation = names_differentiated(names, answer.question.notation), answer.question.notation
    plain = {*asked_by_name(answer)} | {name for name in notation.names if _stands_for(name, answer)}
    for each in names:
        plain.update(name for name in names_in(each) if isinstance(notation.names.get(name), Defined))
    plain = plain or {*answer.part.free_of}
    roots = [node, *used_bodies(node, answer.reading)]
    if slopes & names_differentiated(roots, answer.reading.notation):
        return True
    found = {name for root in roots for name in names_in(root)}
    densities = {_groups(each) for each in names if isinstance(each, tree.DensityAt)}
    return bool(found & ((plain - slopes) | asked_by_name(answer))) or bool(
        densities & set().union(*map(_densities, roots))
    )


def used_bodies(node: tree.Node, reading: Reading) -> list[tree.Node]:
    """The bodies of the definitions of the answer that a node uses, one in another."""
    known = {definition.name: definition.body for definition in reading.definitions}
    found: list[tree.Node] = []
    waiting = [node]
    for _ in range(MOST_DEFINITIONS):
        waiting = [known.pop(name) for each in waiting for name in sorted(names_in(each)) if name in known]
        found.extend(waiting)
    return found


def is_by_definition(target: Target, notation: Notation) -> bool:
    """Whether a target that answers besides is nothing but names that the question defines: there is nothing to do."""
    roots, seen = [target.name], set[str]()
    for root in roots:
        if any(isinstance(piece, WORK) or undone(piece) for piece in pieces(root)) or target.unknown:
            return False
        for name in names_in(root) - seen:
            seen.add(name)
            known = notation.names.get(name)
            roots.extend([known.definition.body] if isinstance(known, Defined) else [])
    return True


WORK = (tree.DensityAt, tree.Expectation, tree.Integral, tree.Sum, tree.Product, tree.Norm)


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
            if isinstance(piece, tree.Apply) and piece.function in aside and not _of_names(piece):
                left_out = (*left_out, "arguments")
            waiting.extend(getattr(piece, each.name) for each in fields(piece) if each.name not in left_out)
    return found


def _of_names(node: tree.Apply) -> bool:
    return all(isinstance(each, tree.Name) for each in node.arguments)


def _set_aside(piece: object) -> tuple[str, ...]:
    """The fields of a node that are none of its pieces."""
    random = isinstance(piece, tree.Expectation | tree.Integral | tree.DensityAt)
    return ("span", *RANDOM_NAMES) if random else ("span",)


def names_differentiated(nodes: Iterable[object], notation: Notation) -> set[str]:
    """The declared functions and defined names whose derivatives occur in trees."""
    found: set[str] = set()
    for piece in (piece for node in nodes for piece in pieces(node)):
        if isinstance(piece, tree.Apply) and piece.primes:
            found.add(piece.function)
        if isinstance(piece, tree.Derivative):
            found.update(_functions(piece.body, notation))
    return found


def _functions(node: object, notation: Notation) -> Iterator[str]:
    for piece in pieces(node):
        if isinstance(piece, tree.Apply):
            yield piece.function
        elif isinstance(piece, tree.Name) and isinstance(notation.names.get(piece.name), Defined):
            yield piece.name


def entries(*nodes: object) -> set[str]:
    """The families of which entries occur in trees."""
    return {piece.name for node in nodes for piece in pieces(node) if isinstance(piece, tree.Entry)}
