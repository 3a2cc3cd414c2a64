"""What the question gave, written out: then nothing was done.

What a name stands for that the question defines is given. In an answer, whatever says the same as that, up to the order
of terms and the names of indices, is taken for something of which nothing is known; if the answer then still equals
what is asked, it follows without what is asked being done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.claims import Unread, denoted, equality, same_shape
from derivo.checks.answers.forms import mentions_undone
from derivo.checks.answers.references import Target
from derivo.checks.answers.triviality import put
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.language.domains import REAL
from derivo.checks.language.grids import Value
from derivo.checks.notation.names.names import Defined, Family, Notation, Symbol
from derivo.checks.notation.shapes.shapes import shape_of
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import names_in, parts, rebuilt, same

GIVEN = "given°"
PARTS = (tree.Multiply, tree.Divide, tree.Elementwise, tree.Product, tree.Sum, tree.Add, tree.Power, tree.Apply)


def is_number(answer: Answer) -> bool:
    """Whether what is asked depends on no name: it is to be free of all that it is made of."""
    targets, known = answer.reference.targets, answer.question.notation.names
    found = {name for target in targets for name in names_in(target.name) if name in known}
    plain = not any(isinstance(known[name], Defined) for name in found)
    return bool(targets) and plain and found <= {*answer.part.free_of}


def only_writes_out(answer: Answer, node: tree.Node, target: Target) -> bool:
    """Whether a right value is what is asked with a definition of the question written out, in whatever disguise.

    Of what is a defined name with parameters, f(x), that is so where the part has a form for the whole, aᵀx + b: the
    functions in the body of f are left. Where the name itself is asked, ℓ, writing it out is what is asked.
    """
    notation, name = answer.question.notation, target.name
    if answer.part.where or mentions_undone(name) or isinstance(name, tree.Name):
        return False
    if isinstance(name, tree.Apply) and (inner := called(name, notation)):
        if not answer.part.whole:
            return False
        name = inner
    return any(_holds_without(answer, node, name, each) for each in _defined_in(name, notation))


def _defined_in(node: tree.Node, notation: Notation) -> list[tree.Node]:
    """The names and applications in a tree that the question defines."""
    found = []
    for piece in parts(node):
        inner = piece.apply if isinstance(piece, tree.Each) else piece
        name = inner.function if isinstance(inner, tree.Apply) else inner.name if isinstance(inner, tree.Name) else ""
        if isinstance(notation.names.get(name), Defined):
            found.append(cast("tree.Node", piece))
    return found


def _holds_without(answer: Answer, node: tree.Node, name: tree.Node, given: tree.Node) -> bool:
    """Whether the answer equals what is asked with something unknown in place of what `given` stands for."""
    notation = answer.reading.notation
    try:
        body = answer.meaning(given).value
    except Unread:
        return False
    (rows, columns) = shape_of(given, answer.question.notation)
    if columns or len(rows) > 1:
        return False
    unknown = Family(GIVEN, GIVEN, REAL, (), rows) if rows else Symbol(GIVEN, GIVEN, REAL)  # type: ignore[arg-type]
    opaque = tree.Name(GIVEN, node.span)
    mine = _without(answer, node, body, opaque)
    theirs = _put(name, given, opaque)
    known = replace(answer.reading, notation=notation.extended(unknown))
    other = replace(answer, reading=known)
    return mine is not node and other.proves(denoted(mine, known), denoted(theirs, known))


def _put(node: tree.Node, old: tree.Node, new: tree.Node) -> tree.Node:
    """A tree with one node in place of another."""
    return new if same(node, old) else cast("tree.Node", rebuilt(node, lambda part: _put(part, old, new)))


def _without(answer: Answer, node: tree.Node, given: Value, opaque: tree.Node) -> tree.Node:
    """A tree with `opaque` for every part that says the same as what is given."""
    if isinstance(node, PARTS) and _says(answer, node, given):
        return opaque
    return cast("tree.Node", rebuilt(node, lambda part: _without(answer, part, given, opaque)))


def _says(answer: Answer, node: tree.Node, given: Value) -> bool:
    try:
        mine = answer.meaning(node).value
    except Unread:
        return False
    known = answer.given(theirs=False).conditions
    return same_shape(mine, given) and normally_equal(equality(mine, given, answer.reading.notation, known), plain=True)


def called(node: tree.Apply, notation: Notation) -> tree.Node | None:
    """The body of a defined function with the arguments of a call in it."""
    known = notation.names.get(node.function)
    if not isinstance(known, Defined):
        return None
    return put(known.definition.body, dict(zip(known.definition.parameters, node.arguments, strict=False)))
