"""How far a limit without brackets reaches: what its variable stands in belongs to it (the rule `limit-scope`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from derivo.checks.notation.names.occurrences import variables
from derivo.checks.notation.trees.tree import Add, Limit, Multiply, Negative, Node

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


def limits_extended(parser: Parser, terms: list[Node], ends: Sequence[int]) -> list[Node]:
    """The terms, the rest of them taken into the first open limit whose variable stands in it and nowhere before."""
    before: set[str] = set()
    for place, (term, end) in enumerate(zip(terms, ends, strict=True)):
        open_limit = _open(term, end)
        before |= variables(term)
        if open_limit is None:
            continue
        rest = terms[place + 1 :]
        name = open_limit.variable.name
        if name not in before and any(name in variables(other) for other in rest):
            body = Add((open_limit.body, *rest), open_limit.body.span | rest[-1].span)
            parser.remark("limit-scope", open_limit.span | body.span)
            if "limit-scope" in parser.notation.otherwise:
                return terms
            return [*terms[:place], _with_body(term, open_limit, body)]
    return terms


def _open(term: Node, end: int) -> Limit | None:
    """The limit that reaches up to `end`, where the term ends, no bracket closing it."""
    last: Node = term
    while last.span.end == end:
        match last:
            case Limit():
                return last
            case Negative(body=body):
                last = body
            case Multiply(factors=factors):
                last = factors[-1]
            case _:
                return None
    return None


def _with_body(term: Node, limit: Limit, body: Node) -> Node:
    """The term with the body of its open limit replaced."""
    span = term.span | body.span
    match term:
        case Negative(body=inner):
            return replace(term, body=_with_body(inner, limit, body), span=span)
        case Multiply(factors=factors):
            return replace(term, factors=(*factors[:-1], _with_body(factors[-1], limit, body)), span=span)
        case Limit():
            return replace(term, body=body, span=span)
    return term
