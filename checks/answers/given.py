"""What the question gave, written out: then nothing was done."""

from __future__ import annotations

from typing import cast

from checks.answers.answer import Answer
from checks.answers.claims import equality, same_shape
from checks.answers.forms import mentions_undone, pieces
from checks.answers.references import Target
from checks.decide.sums.normal_claims import normally_equal
from checks.notation import tree
from checks.notation.names import Defined, Notation
from checks.notation.walk import MOST_DEFINITIONS, names_in, rebuilt, same

# What does something to its operands, so that carrying it out is what is asked.
OPERATIONS = ("log", "exp", "sqrt", "abs", "det", "tr")


def is_number(answer: Answer) -> bool:
    """Whether what is asked depends on no name: it is to be free of all that it is made of."""
    targets, known = answer.reference.targets, answer.question.notation.names
    return bool(targets) and {name for name in names_in(targets[0].name) if name in known} <= {*answer.part.free_of}


def only_writes_out(answer: Answer, node: tree.Node, target: Target) -> bool:
    """Whether a right value is what is asked with the definitions of the question put in, and no more.

    Where what is asked is an operation on what is defined, −log L, that is so up to the order of terms and names of
    indices, every function left as it stands. Where it is a defined name with parameters, f(x), it is so if the trees
    are the same.
    """
    notation = answer.question.notation
    if answer.part.where or mentions_undone(target.name) or not _defined_in(target.name, notation):
        return False
    if isinstance(target.name, tree.Apply) and isinstance(notation.names.get(target.name.function), Defined):
        return bool(answer.part.whole) and same(_plain(node), _plain(inlined(target.name, notation)))
    if not any(isinstance(piece, tree.Apply) and piece.function in OPERATIONS for piece in pieces(target.name)):
        return False
    mine, given = answer.meaning(node).value, answer.given(theirs=False).conditions
    alike = same_shape(mine, target.formula.value)
    return alike and normally_equal(equality(mine, target.formula.value, answer.reading.notation, given), plain=True)


def _defined_in(node: tree.Node, notation: Notation) -> bool:
    return any(isinstance(notation.names.get(name), Defined) for name in names_in(node))


def inlined(node: tree.Node, notation: Notation, within: int = 0) -> tree.Node:
    """A tree with the bodies of the defined functions in it in their places."""
    if within == MOST_DEFINITIONS:
        return node
    node = cast("tree.Node", rebuilt(node, lambda part: inlined(part, notation, within)))
    apply = node.apply if isinstance(node, tree.Each) else node
    known = notation.names.get(apply.function) if isinstance(apply, tree.Apply) and not apply.primes else None
    if not isinstance(apply, tree.Apply) or not isinstance(known, Defined):
        return node
    values = dict(zip(known.definition.parameters, apply.arguments, strict=False))
    return inlined(_substituted(known.definition.body, values), notation, within + 1)


def _substituted(node: tree.Node, values: dict[str, tree.Node]) -> tree.Node:
    if isinstance(node, tree.Name) and node.name in values:
        return values[node.name]
    return cast("tree.Node", rebuilt(node, lambda part: _substituted(part, values)))


def _plain(node: tree.Node) -> tree.Node:
    """A tree without what changes nothing: 1·, + 0, −(−…); a quotient entry by entry is a quotient."""
    node = cast("tree.Node", rebuilt(node, _plain))
    match node:
        case tree.Elementwise("/", left, right):
            return tree.Divide(left, right, node.span)
        case tree.Negative(tree.Negative(body)):
            return body
        case tree.Multiply(factors) | tree.Add(factors):
            neutral = 1 if isinstance(node, tree.Multiply) else 0
            kept = tuple(each for each in factors if not (isinstance(each, tree.Number) and each.value == neutral))
            if len(kept) == 1:
                return kept[0]
            return tree.Multiply(kept, node.span) if neutral else tree.Add(kept, node.span)
    return node
