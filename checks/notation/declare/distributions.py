r"""Declared distributions: `let x ~ Normal(mu, S)`, `let X_t \sim \mathcal N(alpha^t X_0, I)`, Bernoulli, Poisson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from derivo.checks.language.domains import NATURAL, REAL, Domain
from derivo.checks.notation.declare.lines import Line, declared_names, refuse
from derivo.checks.notation.declare.random_names import shape_of, shaped
from derivo.checks.notation.names.names import Family, Notation, Random, Symbol, shown_name
from derivo.checks.notation.names.occurrences import random_in
from derivo.checks.notation.parse.parser import Parser
from derivo.checks.notation.shapes import resolve
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape, dimension, said
from derivo.checks.notation.shapes.ranges import one_size
from derivo.checks.notation.shapes.shapes import shape_of as shape_of_node
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import ReadingError, stop
from derivo.checks.notation.tokens.bound_indices import group
from derivo.checks.notation.tokens.clauses import leveled
from derivo.checks.notation.trees.tree import Add, Entry, Identity, Multiply, Name, Negative, Node, Normal, Number
from derivo.checks.notation.words import families

NORMALS = ("N", "Normal", "normal", "Gaussian", "Gauss")
COUNTS = {
    **dict.fromkeys(("Bernoulli", "Bern", "Ber"), Domain(values=(Fraction(0), Fraction(1)))),
    **dict.fromkeys(("Poisson", "Poi"), NATURAL),
}


def tilde(tokens: Sequence[Token]) -> int | None:
    """The place of the `~` of `x ~ Normal(0, 1)`, outside of brackets; None if there is none."""
    levels = enumerate(leveled(list(tokens)))
    return next((place for place, (token, depth) in levels if token.text == "~" and not depth), None)


def name_in(line: Line, tokens: Sequence[Token]) -> Random | None:
    """The random name that some tokens are, if they are one that is declared."""
    try:
        resolved = Parser(list(tokens), line.source, line.known, tokens[-1].end).tokens if tokens else []
    except ReadingError:
        return None
    known = line.known.lookup(resolved[0].text) if len(resolved) == 2 and resolved[0].kind == "value" else None
    return known if isinstance(known, Random) else None


def drawn(line: Line, place: int) -> tuple[Notation, list[str], Token | None]:
    """The notation with the names before the `~` at `place` so distributed, these, and the comma before facts."""
    law = line.tokens[place + 1 :]
    comma = next((token for token, depth in leveled(law) if token.text == "," and not depth), None)
    law = [token for token in law if comma is None or token.start < comma.start]
    if any(token.text == "for" for token in law):
        stop("unsupported", line.source, line.tokens[place].span, construct="random")
    if not law or not place:
        refuse(line.source, line.span)
    known, names = line.known, list[str]()
    for _, part in families.listed(line.tokens[:place], ","):
        declared = name_in(line, part)
        name = declared.name if declared is not None else declared_names(line, part)[0]
        known = known.extended(of_law(replace(line, known=known), name, declared, law))
        known = sized(replace(line, known=known), law)
        names.append(name)
    return known, names, comma


def of_law(line: Line, name: str, declared: Random | None, law: list[Token]) -> Random:
    """The random name with a distribution; unwinds if it has one already, or has none that is read."""
    span = Span(law[0].start, law[-1].end)
    if declared is not None and (declared.normal or declared.mean is not None or declared.variance is not None):
        stop("defined-twice", line.source, line.span, name=name)
    opened = len(law) > 1 and law[1].kind == "open" and group(law, 1)[1] == len(law)
    if not opened or law[0].text not in (*NORMALS, *COUNTS):
        stop("unsupported", line.source, span, construct="distribution")
    if law[0].text in COUNTS:
        return counted(line, name, declared, law)
    line = replace(line, known=sized(line, law))
    node = parsed(line, [law[0]._replace(text="Normal"), *law[1:]])
    if not isinstance(node, Normal):
        stop("unsupported", line.source, span, construct="distribution")
    used = random_in(node, line.known)
    if name in used or any(name in ancestors(other, line.known) for other in used):
        stop("circular-definition", line.source, span, name=name)
    if declared is None:
        declared = Random(name, shown_name(name), REAL, axes(line, node, span))
    if declared.domain != REAL or len(declared.axes) > 1:
        stop("unsupported", line.source, span, construct="distribution")
    mean, covariance = moments(line, node, declared)
    return replace(declared, mean=mean, variance=covariance, normal=True)


def moments(line: Line, node: Normal, declared: Random) -> tuple[Node, Node]:
    """The mean and the covariance, settled; one number c as the covariance of a vector is c·I."""
    covariance, span = node.covariance, node.covariance.span
    if not may_be_covariance(covariance, line.known):
        stop("unsupported", line.source, span, construct="covariance that may be none: declare it positive or posdef")
    if declared.axes and not resolve.is_array(covariance, line.known, line.source):
        unit = Identity(dimension_of(declared), span)
        one = isinstance(covariance, Number) and covariance.value == 1
        covariance = unit if one else Multiply((covariance, unit), span)
    mean = fitted(line, node.mean, shape_of(declared, square=False))
    return mean, fitted(line, covariance, shape_of(declared, square=True))


def may_be_covariance(node: Node, known: Notation) -> bool:
    """Whether a name as a variance is declared as one: not negative, or a positive semidefinite matrix."""
    declared = known.names.get(node.name) if isinstance(node, Name | Entry) else None
    if isinstance(declared, Symbol):
        return declared.domain.low is not None and declared.domain.low >= 0
    if isinstance(declared, Family) and declared.axes:
        return declared.trait in ("posdef", "psd") or (len(declared.axes) < 2 and declared.domain.low is not None)
    return not isinstance(declared, Family) or (declared.domain.low is not None and declared.domain.low >= 0)


def fitted(line: Line, node: Node, shape: Shape) -> Node:
    """The node, settled; unwinds if it is not of the shape."""
    found = shaped(node, shape, line.source, line.known)
    other = shape_of_node(found, line.known)
    if other != shape:
        facts = {"left": said(shape), "right": said(other)}
        stop("shape-clash", line.source, node.span, operator="~", why="alike", **facts)
    return found


def dimension_of(declared: Random) -> tuple[str | int, ...]:
    """The size of a random vector as a dimension."""
    return tuple(each for each in dimension(declared.axes[0]) if isinstance(each, str | int))


def axes(line: Line, node: Normal, span: Span) -> tuple[str | int, ...]:
    """The sizes of a new name with this distribution; none of a number."""
    (found,) = resolve.settled((node,), (), line.known, line.source, []) if line.known.arrays else (node,)
    shape = shape_of_node(found, line.known) if line.known.arrays else SCALAR
    size = one_size(shape.rows)
    if shape != SCALAR and (not size or shape != Shape(shape.rows)):
        stop("unsupported", line.source, span, construct="distribution")
    return (int(size) if size.isdigit() else size,) if size else ()


def counted(line: Line, name: str, declared: Random | None, law: list[Token]) -> Random:
    """A name with a Bernoulli or Poisson distribution: of its values, mean and variance."""
    domain = COUNTS[law[0].text]
    span = Span(law[0].start, law[-1].end)
    mean = fitted(line, parsed(line, law[2:-1]), SCALAR)
    known = declared or Random(name, shown_name(name), domain)
    if known.axes or known.domain != domain or random_in(mean, line.known):
        stop("unsupported", line.source, span, construct="distribution")
    rest = Add((Number(Fraction(1), mean.span), Negative(mean, mean.span)), mean.span)
    variance = mean if domain == NATURAL else Multiply((mean, rest), mean.span)
    return replace(known, mean=mean, variance=variance, part=domain == NATURAL)


def parsed(line: Line, tokens: Sequence[Token]) -> Node:
    """The expression that some tokens make."""
    parser = Parser(list(tokens), line.source, line.known, tokens[-1].end if tokens else line.span.end)
    node = parser.inside()
    parser.finish(node)
    return node


def ancestors(name: str, known: Notation) -> set[str]:
    """The random names on which the distribution of another rests."""
    declared = known.names.get(name)
    if not isinstance(declared, Random) or declared.mean is None or declared.variance is None:
        return set()
    direct = {*random_in(declared.mean, known), *random_in(declared.variance, known)}
    return direct.union(*(ancestors(other, known) for other in direct))


def sized(line: Line, law: Sequence[Token]) -> Notation:
    """The notation with the d of I_d: a size is declared by being used, and where there is one there are vectors."""
    known = line.known
    for before, mark, after in zip(law, law[1:], law[2:], strict=False):
        if before.text != "I" or mark.text != "_" or known.lookup("I") is not None:
            continue
        place = next(place for place, token in enumerate(law) if token is after)
        inner = group(law, place)[0]
        if len(inner) == 1 and inner[0].kind in ("run", "name"):
            known = families.size_of(inner[0], line.source, known)
            known = replace(known, arrays=True)
    return known
