"""How far a sum without brackets reaches: what its index stands in belongs to it (the rule `sum-scope`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from derivo.checks.notation.names.occurrences import letters_in
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.trees.tree import Add, Apply, Divide, Multiply, Negative, Node, Power, Product, Sum

if TYPE_CHECKING:
    from derivo.checks.notation.parse.parser import Parser


def extended(parser: Parser, terms: list[Node], ends: Sequence[int]) -> list[Node]:
    """The terms, the rest of them taken into the first open sum whose index stands in it and nowhere before."""
    if not parser.indexed or not any(open_letters(term, end) for term, end in zip(terms[:-1], ends, strict=False)):
        return terms
    free = [letters_in(term, parser.notation) for term in terms]
    before: set[str] = set()
    for place, (term, end) in enumerate(zip(terms, ends, strict=True)):
        before |= free[place]
        later: set[str] = set().union(*free[place + 1 :]) if open_letters(term, end) else set()
        letters = (open_letters(term, end) & later) - before
        if letters:
            parser.remark("sum-scope", term.span | terms[-1].span)
            if "sum-terms" in parser.notation.otherwise:
                return terms
            stretched = stretch(term, end, letters, partial(with_terms, rest=terms[place + 1 :]))
            return [*terms[:place], stretched]
    return terms


def with_terms(body: Node, rest: Sequence[Node]) -> Node:
    """The body and further terms."""
    return Add((body, *rest), body.span | rest[-1].span)


def quotient(parser: Parser, top: Node, bottom: Node, end: int, begin: int) -> Node:
    """The quotient top / bottom; an open sum in the top takes the quotient in if the bottom uses its index."""
    span = parser.since(begin)
    reaching = open_letters(top, end) if parser.indexed else set()
    letters = reaching & letters_in(bottom, parser.notation) if reaching else set()
    letters = letters - letters_in(top, parser.notation) if letters else letters
    if reaching:
        parser.remark("sum-scope", span)
    if not letters or "sum-quotient" in parser.notation.otherwise:
        return Divide(top, bottom, span)
    return stretch(top, end, letters, lambda body: Divide(body, bottom, body.span | bottom.span))


def ended(parser: Parser, node: Product) -> Node:
    """A product with factors or a divisor at its end that its index does not stand in: Π aₙ/c may mean (Π aₙ)/c."""
    inner, rest, letter = node.body, list[Node](), node.index.name
    while isinstance(inner, Divide) and letter not in letters_in(inner.bottom, parser.notation):
        rest.insert(0, inner.bottom)
        inner = inner.top
    factors = inner.factors if isinstance(inner, Multiply) else (inner,)
    kept = max((i for i, each in enumerate(factors, 1) if letter in letters_in(each, parser.notation)), default=0)
    if not kept or (kept == len(factors) and not rest):
        return node
    parser.remark("product-scope", node.span)
    if "product-scope" not in parser.notation.otherwise:
        return node
    short = Multiply(factors[:kept], factors[0].span | factors[kept - 1].span) if kept > 1 else factors[0]
    product: Node = replace(node, body=short, span=Span(node.span.start, short.span.end))
    if kept < len(factors):
        product = Multiply((product, *factors[kept:]), product.span | inner.span)
    for bottom in rest:
        product = Divide(product, bottom, product.span | bottom.span)
    return product


def edge(node: Node) -> Node | None:
    """The last node in a node."""
    match node:
        case Negative(body=last) | Sum(body=last) | Product(body=last) | Divide(bottom=last) | Power(exponent=last):
            return last
        case Multiply(factors=nodes) | Apply(arguments=nodes):
            return nodes[-1]
    return None


def open_letters(node: Node, end: int) -> set[str]:
    """The indices of the sums that reach up to `end`, where the node ends, no bracket closing them."""
    found: set[str] = set()
    last: Node | None = node
    while last is not None and last.span.end == end:
        if isinstance(last, Sum | Product):
            found.add(last.index.name)
        last = edge(last)
    return found


def stretch(node: Node, end: int, letters: set[str], change: Callable[[Node], Node]) -> Node:
    """The node with the body of its innermost open sum over one of `letters` changed."""
    last = edge(node)
    if isinstance(node, Sum | Product) and node.index.name in letters and not open_letters(node.body, end) & letters:
        body = change(node.body)
        return replace(node, body=body, span=node.span | body.span)
    if last is None:
        return node
    inner = stretch(last, end, letters, change)
    span = node.span | inner.span
    match node:
        case Negative() | Sum() | Product():
            return replace(node, body=inner, span=span)
        case Divide():
            return replace(node, bottom=inner, span=span)
        case Power():
            return replace(node, exponent=inner, span=span)
        case Multiply(factors=factors):
            return replace(node, factors=(*factors[:-1], inner), span=span)
        case Apply(arguments=arguments):
            return replace(node, arguments=(*arguments[:-1], inner), span=span)
    return node
