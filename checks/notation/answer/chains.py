"""The formula of an answer as a chain: sides, the relations between them, the name that heads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivo.checks.language.domains import REAL
from derivo.checks.notation.answer import distribution_names
from derivo.checks.notation.answer.definition_heads import head, new_name
from derivo.checks.notation.answer.definitions import whole
from derivo.checks.notation.names.names import UNICODE, Notation, Symbol, UnknownFunction
from derivo.checks.notation.parse.parser import Parser
from derivo.checks.notation.shapes import ranges, resolve
from derivo.checks.notation.shapes.dimensions import Shape
from derivo.checks.notation.text.relations import COMPARISONS
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import ReadingError, stop
from derivo.checks.notation.tokens.clauses import Clause, Segment, segments, span_of
from derivo.checks.notation.trees.tree import Apply, At, Compare, Derivative, Limit, Name, Node, Side

MOST_SIDES = 200
JOINING = ("=>", "<=>")
NAMING = ("=", ":=", "->", "≈", "~")
LEADING = ("=", ":=", "->", "≈", "~", "=>")


def chain(
    formulas: list[Clause], source: Source, notation: Notation, remarks: list[Remark], shape: Shape | None = None
) -> tuple[tuple[Side, ...], str]:
    """The sides of the answer, which is asked to have a `shape`, and the left side that only gave them a name."""
    parts: list[Segment] = []
    for place, clause in enumerate(formulas):
        found = segments(clause.tokens)
        parts.extend([found[0]._replace(relation="=>" if place else ""), *found[1:]])
    if not parts[0].tokens and len(parts) > 1 and parts[1].relation in LEADING:
        parts = headed(parts[1:])
    refuse_empty(parts, source)
    if len(parts) > MOST_SIDES:
        stop("too-long", source, span_of(parts[MOST_SIDES].tokens), what="sides", limit=str(MOST_SIDES))
    parts, introduced = distribution_names.named(parts, source, notation)
    joined = any(part.relation in JOINING for part in parts)
    if not introduced and len(parts) > 1 and parts[1].relation in NAMING and not joined:
        introduced = naming(parts[0].tokens, source, notation)
        parts = headed(parts[1:]) if introduced else parts
    groups = grouped(parts)
    if notation.arrays and all(len(group) == 1 for group in groups):
        return of_one_shape([group[0] for group in groups], source, notation, remarks, shape), introduced
    return tuple(side(part, source, notation, remarks) for part in groups), introduced


def headed(parts: list[Segment]) -> list[Segment]:
    """The segments, the first of them with no relation before it."""
    return [parts[0]._replace(relation=""), *parts[1:]]


def refuse_empty(parts: list[Segment], source: Source) -> None:
    """Unwinds if a side is missing."""
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if not part.tokens:
            end = len(source.text)
            span = following.at.span if following and following.at else Span(end, end)
            stop("expected-operand", source, span, found=source.at(span))


def naming(tokens: tuple[Token, ...], source: Source, notation: Notation) -> str:
    """The left side as typed if it only names what follows: y, f(x), f'(z), dy/dz, lim f(z); else nothing."""
    span = span_of(tokens)
    try:
        whole(tokens, source, notation, span.end, [])
    except ReadingError as stopped:
        facts = dict(stopped.problem.facts)
        if stopped.problem.code == "unknown-name" and "name" in facts:
            name = facts["name"]
            plain = [token for token in tokens if token.text != "'"]
            for declared in (Symbol(name, name, REAL), UnknownFunction(name, name, (REAL,), REAL)):
                if names(plain, source, notation.extended(declared), name):
                    return source.at(span)
        return source.at(span) if headed_by(tokens, source, notation) else ""
    return ""


def headed_by(tokens: tuple[Token, ...], source: Source, notation: Notation) -> bool:
    """Whether some tokens are the left side of a definition of a new name: R_k^{(t+1)}, L(θ)."""
    end = tokens[-1].end
    clause = Clause("", (*tokens, Token("relation", "=", end, end), Token("number", "0", end, end)))
    found = head(clause, source, notation)
    if found is None or found.size != len(tokens) + 1 or not new_name(found, clause.tokens, source, notation):
        return False
    return all(len(name) == 1 or name in UNICODE for name in found.parameters)


def names(tokens: Sequence[Token], source: Source, notation: Notation, name: str) -> bool:
    """Whether some tokens are the new name, its derivative, its value or its limit."""
    try:
        node = whole(tokens, source, notation, tokens[-1].end, []) if tokens else None
    except ReadingError:
        return False
    while isinstance(node, Derivative | Limit | At):
        node = node.body
    if isinstance(node, Apply):
        return node.function == name and all(isinstance(argument, Name) for argument in node.arguments)
    return isinstance(node, Name) and node.name == name


def grouped(parts: list[Segment]) -> list[list[Segment]]:
    """The segments that make one side: two that an equation joins, where => or <=> stands; else each alone."""
    if not any(part.relation in JOINING for part in parts):
        return [[part] for part in parts]
    groups: list[list[Segment]] = []
    for part in parts:
        if part.relation in JOINING or not groups:
            groups.append([part])
        else:
            groups[-1].append(part)
    found: list[list[Segment]] = []
    for group in groups:
        equation = len(group) == 2 and group[1].relation in COMPARISONS
        found.extend([group] if equation else [[part] for part in group])
    return found


def value_of(tokens: tuple[Token, ...], remarks: list[Remark]) -> tuple[Token, ...]:
    """The tokens of a side; of 0+ only the number."""
    if len(tokens) == 2 and tokens[0].kind == "number" and tokens[1].text in ("+", "-") and tokens[1].glued:
        remarks.append(Remark("one-sided-value", tokens[0].span | tokens[1].span))
        return tokens[:1]
    return tokens


def side(group: list[Segment], source: Source, notation: Notation, remarks: list[Remark]) -> Side:
    """One side of the chain, its span the whole of it."""
    relation = "=" if group[0].relation == ":=" else group[0].relation
    nodes = [whole(value_of(part.tokens, remarks), source, notation, part.tokens[-1].end, remarks) for part in group]
    spans = [span_of(part.tokens) for part in group]
    if len(nodes) == 1:
        return Side(relation, replace(nodes[0], span=spans[0]))
    return Side(relation, Compare(group[1].relation, nodes[0], nodes[1], spans[0] | spans[1]))


def of_one_shape(
    parts: list[Segment], source: Source, notation: Notation, remarks: list[Remark], shape: Shape | None
) -> tuple[Side, ...]:
    """The sides of a chain of vectors or matrices, all of one shape; the last of a chain of `=` may have another."""
    nodes: list[Node] = []
    for part in parts:
        parser = Parser(list(value_of(part.tokens, remarks)), source, notation, part.tokens[-1].end)
        nodes.append(parser.inside())
        parser.finish(nodes[-1])
        remarks.extend(parser.remarks)
    relations = ["=" if part.relation == ":=" else part.relation for part in parts]
    try:
        settled = resolve.settled(nodes, relations[1:], notation, source, remarks, shape)
    except ReadingError as stopped:
        if stopped.problem.code != "shape-clash" or set(relations[1:]) != {"="}:
            raise
        settled = last_apart(nodes, stopped, notation, source, remarks, shape)
    ranged = [ranges.settle(node, notation, source) for node in settled]
    return tuple(
        Side(relation, replace(node, span=span_of(part.tokens)))
        for relation, node, part in zip(relations, ranged, parts, strict=True)
    )


def last_apart(
    nodes: list[Node],
    clash: ReadingError,
    notation: Notation,
    source: Source,
    remarks: list[Remark],
    shape: Shape | None,
) -> list[Node]:
    """The sides, all but the last of one shape, the last of another; unwinds with the clash if it is within one."""
    found: list[Node] = []
    noted: list[Remark] = []
    for part in (nodes[:-1], nodes[-1:]):
        try:
            found.extend(resolve.settled(part, ["="] * (len(part) - 1), notation, source, noted, shape))
        except ReadingError as within:
            raise clash from within
    remarks.extend(noted)
    return found
