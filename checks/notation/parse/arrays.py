r"""What only vectors and matrices have: ‖x‖, ⟨a, b⟩, ∇, I, 1, e_i, entries of expressions, matrices written out."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import AXES, indices_of
from derivo.checks.notation.parse import sums
from derivo.checks.notation.shapes.dimensions import Shape, said
from derivo.checks.notation.text.characters import is_bold
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens.bound_indices import is_size
from derivo.checks.notation.trees.tree import (
    Apply,
    Basis,
    Dimension,
    Entry,
    EntryOf,
    Identity,
    Inner,
    Kronecker,
    Matrix,
    Multiply,
    Name,
    Negative,
    Node,
    Norm,
    Number,
    Ones,
    Power,
    Transpose,
    Zeros,
)

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser

ORDERS = {"1": "1", "2": "2", "F": "F", "oo": "inf", "inf": "inf"}
TIMES = frozenset(("×", "⨯", "✕", "\\times"))
BLACKBOARD = ("\\mathbb", "\\mathds", "\\mathbbm", "𝟙")


def norm(parser: Parser) -> Node:
    """‖x‖, ||x||, also with the order below: ‖x‖_2, ‖x‖_∞, ‖A‖_F."""
    opening = parser.advance()
    double = opening.kind == "bar"
    if double:
        parser.advance()
    outer = parser.enter()
    parser.bars, parser.norms = int(double), int(opening.kind == "norm")
    body = parser.inside()
    parser.leave(outer)
    kind = "close" if opening.kind == "open" else opening.kind
    if not parser.accept(kind) or (double and not parser.accept(kind)):
        parser.fail("unbalanced", opening, bracket=parser.source.at(opening.span), why="unclosed")
    return Norm(body, order(parser), parser.since(opening.start))


def order(parser: Parser) -> str:
    """The order of a norm that stands below it, empty if none does."""
    if not parser.accept("op", "_"):
        return ""
    opened = parser.accept("open")
    token = parser.advance()
    found = ORDERS.get(token.text)
    if found is None or (opened and not parser.accept("close")):
        parser.fail("unsupported", token, construct="norm")
    return found


def stands(parser: Parser) -> bool:
    """Whether two bars that begin a norm stand here: ||x||."""
    first, second = parser.peek(), parser.peek(1)
    return parser.notation.arrays and not parser.bars and second.kind == "bar" and second.glued and first.kind == "bar"


def inner(parser: Parser) -> Node:
    """⟨a, b⟩."""
    opening = parser.advance()
    outer = parser.enter()
    left = parser.inside()
    if not (parser.accept("op", ",") or parser.accept("bar")):
        parser.fail("expected", parser.peek(), wanted=",", found=parser.source.at(parser.peek().span))
    right = parser.inside()
    if not parser.accept("close"):
        parser.unexpected()
    parser.leave(outer)
    return Inner(left, right, parser.since(opening.start))


# --- I, 1, e_i


def identity(parser: Parser, token: Token) -> Node:
    """The I just read, and the size below it: I, I_d, I_{d×d}."""
    size = sized(parser)
    if size is not None and size[0] != size[-1]:
        stop("not-square", parser.source, parser.since(token.start), function="I", shape=said(Shape(*size)))
    return Identity(None if size is None else size[0], parser.since(token.start))


def constant(parser: Parser, token: Token) -> Node | None:
    r"""The 1 or 0 just read as a vector or matrix, `\mathbb I` as the identity; None of one neither bold nor sized."""
    typed = parser.source.at(token.span)
    if "I" in typed:
        return identity(parser, token)
    bold = typed.startswith("\\") or is_bold(typed[:1])
    size = sized(parser)
    span = parser.since(token.start)
    if token.text == "1" and (bold or size is not None):
        return matrix_of_ones(*size, blackboard=typed.startswith(BLACKBOARD), span=span) if size else Ones(None, span)
    return Zeros(size[0], size[1] if len(size) > 1 else (), span) if size is not None else None


def matrix_of_ones(rows: Dimension, columns: Dimension = (), *, blackboard: bool, span: Span) -> Node:
    """1_m, 1_{m×d}; the square one of a blackboard 1 is the identity."""
    if blackboard and rows and rows == columns:
        return Identity(rows, span)
    row = Transpose(Ones(columns, span), span)
    if not columns:
        return Ones(rows, span)
    return Multiply((Ones(rows, span), row), span) if rows else row


def sized(parser: Parser) -> tuple[Dimension, ...] | None:
    """The size that stands below, or two: `_m`, `_{m}`, `_3`, `_{dm}`, `_{m×d}`; None if nothing does."""
    if not parser.accept("op", "_"):
        return None
    opened = parser.accept("open", "{")
    found: list[list[str | int]] = [[]]
    while not found[-1] or (opened and not parser.at("close")):
        token = parser.advance()
        if token.kind == "op" and token.text == "*" and found[-1]:
            if len(found) == 1 and parser.source.at(token.span) in TIMES:
                found.append([])
        elif token.kind == "number" and token.text.isdigit() and int(token.text):
            found[-1].append(int(token.text))
        elif token.kind in ("value", "index") and is_size(token.text, parser.notation):
            found[-1].append(token.text)
        else:
            parser.fail("expected", token, wanted="a size", found=parser.source.at(token.span))
    if opened:
        parser.advance()
    return tuple(tuple(each for each in size if each != 1) for size in found)


def basis(parser: Parser) -> Node:
    """e_i."""
    token = parser.advance()
    parser.advance()
    index, *others = below(parser)
    if others:
        parser.fail("wrong-indices", token, name="e", expected="1", example="e_i")
    return Basis(index, None, parser.since(token.start))


# --- entries


def below(parser: Parser) -> tuple[Node, ...]:
    """The indices in the braces here."""
    outer = parser.enter()
    parser.advance()
    indices = [sums.whole(parser, parser.sum())]
    while parser.accept("op", ","):
        indices.append(sums.whole(parser, parser.sum()))
    if not parser.accept("close"):
        parser.unexpected()
    parser.leave(outer)
    return tuple(indices)


def entry_of(parser: Parser, node: Node, start: int) -> Node:
    """(W x)_i."""
    parser.advance()
    return EntryOf(node, below(parser), parser.since(start))


def raised_entry(parser: Parser, node: Node) -> tuple[Name, tuple[Node, ...]] | None:
    """The matrix and the indices of a W_{ij} that is inverted or transposed, where this is said of all of W; else None.

    `W_{ij}^{-1}` is read as 1/W_ij, and `W_{ij}^T` as W_ij, by the rule `entry-inverse`, unless the other way is asked.
    """
    known = parser.notation.lookup(node.name) if isinstance(node, Entry) else None
    if not isinstance(node, Entry) or indices_of(known) or len(node.indices) < len(AXES):
        return None
    parser.remark("entry-inverse", parser.since(node.span.start))
    return (Name(node.name, node.span), node.indices) if "entry-inverse" in parser.notation.otherwise else None


# --- matrices written out


def matrix(parser: Parser) -> Node:
    r"""`\begin{pmatrix} … \end{pmatrix}`, and the determinant of a `vmatrix`."""
    opening = parser.advance()
    outer = parser.enter()
    node = rows(parser, parser.inside(), opening.start)
    if not parser.accept("close"):
        parser.unexpected()
    parser.leave(outer)
    span = parser.since(opening.start)
    return Apply("det", (node,), span) if opening.text == "vmatrix" else node


def rows(parser: Parser, first: Node, start: int) -> Node:
    """The matrix whose first entry is read: entries between `,` or &, rows between `;` or two backslashes."""
    found: list[list[Node]] = [[first]]
    while not parser.at("close"):
        if parser.accept("row") or parser.accept("op", ";"):
            if parser.at("close"):
                break
            found.append([])
        elif not (parser.accept("op", ",") or parser.accept("command", "&")):
            parser.unexpected()
        found[-1].append(parser.inside())
    if any(len(line) != len(found[0]) for line in found):
        stop("shape-clash", parser.source, parser.since(start), **uneven(found))
    return Matrix(tuple(map(tuple, found)), parser.since(start))


def uneven(found: list[list[Node]]) -> dict[str, str]:
    """The facts of two rows of different lengths."""
    other = next(line for line in found if len(line) != len(found[0]))
    return {"left": f"1 × {len(found[0])}", "right": f"1 × {len(other)}", "operator": ";", "why": "alike"}


# --- functions


def applied(name: str, given: tuple[Node, ...], node: Apply) -> Node:
    """A function of vectors and matrices as the node that it is."""
    match name, given:
        case "transpose", (body,):
            return Transpose(body, node.span)
        case "inv", (body,):
            return Power(body, Negative(Number(Fraction(1), node.span), node.span), node.span)
        case "norm", (body,):
            return Norm(body, "", node.span)
        case "inner", (left, right):
            return Inner(left, right, node.span)
        case "kron", (left, right):
            return Kronecker(left, right, node.span)
        case "outer", (left, right):
            return Multiply((left, Transpose(right, right.span)), node.span)
    return node
