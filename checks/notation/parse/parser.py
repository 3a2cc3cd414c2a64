"""Precedence climbing: resolved tokens become a tree.

expression  sum, or a branching `a if z > 0, b otherwise`
sum         terms joined by + and -
term        factors joined by *, / and juxtaposition
factor      an atom and what stands behind it: a power, primes, a factorial
atom        a number, a name, a call, a bracket, a fraction, an operator with its operand
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivo.checks.notation.parse import (
    arrays,
    atoms,
    brackets,
    derivatives,
    ellipses,
    expectations,
    functions,
    gradients,
    normals,
    numerals,
    operator_scope,
    sum_scope,
    sums,
)
from derivo.checks.notation.parse.cursor import Cursor
from derivo.checks.notation.parse.limit_scope import limits_extended
from derivo.checks.notation.parse.operator_scope import product
from derivo.checks.notation.shapes import ranges, resolve
from derivo.checks.notation.text.relations import COMPARISONS
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.tokens import bound_indices
from derivo.checks.notation.trees.tree import (
    Add,
    Apply,
    Compare,
    Entry,
    EntryOf,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
)
from derivo.checks.notation.trees.values import bounded_factorial, bounded_power, value
from derivo.checks.notation.trees.walk import depth_of, parts

MOST_LEVELS = 100  # of nodes: everything that walks a tree may recurse
SIGNS = frozenset("*⊙⊘⊗")  # between factors
WRAPPING = frozenset("( [ { / ' ^ ! | _ left( left[ sum product".split())
FEW = 16  # tokens that can add levels; fewer cannot make a tree too deep
MOST_SIGNS = 2  # a - -b


class Parser(Cursor):
    """Reads one formula; the parts by topic are in `brackets`, `functions`, `derivatives` and `scopes`."""

    def settled_all(self, found: tuple[Compare, ...]) -> tuple[Compare, ...]:
        """The comparisons that all tokens make, how far their sums run filled in."""
        return tuple(each for each in map(self.settled, found) if isinstance(each, Compare))

    def finish(self, *nodes: Node) -> None:
        """Unwinds if tokens are left, or a node is too deep for whoever walks it."""
        if not self.at("end"):
            self.unexpected()
        if sum(token.text in WRAPPING for token in self.tokens) > FEW and max(map(depth_of, nodes)) > MOST_LEVELS:
            self.place = 0
            self.fail("too-deep", self.peek(), limit=str(MOST_LEVELS))

    def settled(self, node: Node) -> Node:
        """The node that all tokens make, how far its sums run filled in; unwinds if tokens are left."""
        self.finish(node)
        if self.shaped:
            (node,) = resolve.settled((node,), (), self.notation, self.source, self.remarks)
        return ranges.settle(node, self.notation, self.source) if self.indexed else node

    def expression(self) -> Node:
        """A sum, or values by cases."""
        value = self.sum()
        if self.at("keyword", "if", "for", "when"):
            return brackets.branching(self, value)
        return value

    def inside(self) -> Node:
        r"""An expression in brackets, `a \over b`, or `n \choose k`."""
        start = self.peek().start
        node = self.expression()
        if not self.at("command", "over", "choose"):
            return node
        made = atoms.quotient if self.advance().text == "over" else atoms.binomial
        return made(self, node, self.expression(), start)

    def wrapped_function(self) -> Node:
        r"""`{\sigma}(cz)`: braces around a function's name say nothing."""
        self.advance()
        token = self.advance()
        self.advance()
        return (functions.apply_builtin if token.kind == "builtin" else functions.apply_declared)(self, token)

    def sum(self) -> Node:
        """Terms joined by + and -."""
        start = self.peek().start
        terms, ends, gap = [self.signed()], [self.tokens[self.place - 1].end], 0
        while self.at("op", "+", "-"):
            sign = self.advance()
            if ellipses.stands(self, "+", "-"):
                gap = len(terms)
                sign = self.advance()
            term = self.signed()
            terms.append(Negative(term, self.since(sign.start)) if sign.text == "-" else term)
            ends.append(self.tokens[self.place - 1].end)
        if gap:
            terms = ellipses.abbreviated(self, terms, gap, Sum)
        if not gap and len(terms) > 1:
            terms = sum_scope.extended(self, terms, ends)
            terms = limits_extended(self, terms, ends[: len(terms)])
        return terms[0] if len(terms) == 1 else Add(tuple(terms), self.since(start))

    def signed(self, read: Callable[[], Node] | None = None) -> Node:
        """A term (or what `read` reads) with signs before it."""
        signs: list[Token] = []
        while self.at("op", "+", "-"):
            if len(signs) == MOST_SIGNS:
                self.unexpected("expected-operand")
            signs.append(self.advance())
        node = (read or self.term)()
        for sign in reversed(signs):
            node = Negative(node, self.since(sign.start)) if sign.text == "-" else node
        return node

    def term(self, first: Node | None = None, stops: Callable[[Parser], bool] | None = None) -> Node:
        """Factors joined by *, / and juxtaposition, up to where `stops` says so."""
        start = self.peek().start if first is None else first.span.start
        factors, joins, gap = [self.factor() if first is None else first], [""], 0
        while True:
            token = self.tokens[self.place]
            if token.kind == "op" and token.text in "*/" and operator_scope.closes_sum(self):
                if token.text == "*":
                    self.remark("sum-scope", self.since(start))
                return product(factors, self.since(start), joins)
            if gap and (token.kind == "bar" or token.text == "/"):
                factors, joins, gap = ellipses.abbreviated(self, factors, gap, Product), [], 0
            if token.text in ("…", "*") and ellipses.multiplies(self):
                gap = len(factors)
                factors.append(self.factor())
            elif token.kind == "op" and (token.text in SIGNS or (token.text == "@" and self.notation.arrays)):
                self.place += 1
                joins.append(operator_scope.join(self, token))
                factors.append(self.signed(self.factor))
            elif token.kind == "op" and token.text == "/":
                operator_scope.divide(self, factors, joins, start)
            elif token.kind == "bar" and operator_scope.evaluates(self):
                factors = [operator_scope.evaluate(self, product(factors, self.since(start), joins), start)]
                joins = [""]
            elif self.begins_factor(token) and not (stops and stops(self)):
                joins.append("")
                factors.append(self.factor())
            else:
                if gap:
                    factors, joins = ellipses.abbreviated(self, factors, gap, Product), []
                return product(factors, self.since(start), joins)

    def factor(self) -> Node:
        """An atom and what stands behind it."""
        start = self.peek().start
        node = self.atom()
        while True:
            token = self.tokens[self.place]
            if token.kind != "op" or token.text not in "^'!_⊤":
                return node
            if token.text == "_" and operator_scope.evaluates(self):
                node = operator_scope.evaluate(self, node, start)
            elif token.text == "⊤" or (functions.is_prime(self) and self.transposes(node)):
                count = 1 if self.accept("op", "⊤") else functions.take_primes(self)
                whole = arrays.raised_entry(self, node) if count % 2 else None
                if whole:
                    node = EntryOf(Transpose(whole[0], node.span), whole[1], self.since(start))
                else:
                    node = Transpose(node, self.since(start)) if count % 2 else node
            elif functions.is_prime(self):
                node = derivatives.primed(self, node, start)
            elif token.text == "_" and self.notation.arrays:
                node = arrays.entry_of(self, node, start)
            elif token.text == "!":
                node = self.factorial(node, start)
            elif token.text == "^" and (passed := self.turned(node)):
                self.place += passed
                node = Transpose(node, self.since(start))
            elif token.text == "^":
                node = self.power(node, start)
            else:
                self.unexpected()

    def transposes(self, node: Node) -> bool:
        """Whether a prime behind a node is that of a transpose: the node is a vector or matrix."""
        return self.notation.arrays and resolve.is_array(node, self.notation, self.source)

    def turned(self, node: Node | None) -> int:
        """The tokens of the ^T behind a vector, where T is a name: a vector has no powers; 0 if there are none."""
        braced = self.peek(1).text == "{"
        typed = [self.peek(ahead).text for ahead in range(1, 4 if braced else 2)]
        said = self.notation.arrays and typed == (["{", "T", "}"] if braced else ["T"])
        vector = said and node is not None and resolve.is_vector(node, self.notation, self.source)
        return len(typed) + 1 if vector else 0

    def factorial(self, node: Node, start: int) -> Node:
        """`node!`; a double factorial is not read."""
        mark = self.advance()
        if self.at("op", "!"):
            self.unexpected()
        if not bounded_factorial(node):
            self.fail("too-large", mark, what="factorial", limit="100")
        return Apply("factorial", (node,), self.since(start))

    def power(self, base: Node, start: int) -> Node:
        """`base` ^ what follows."""
        caret = self.advance()
        if isinstance(base, Number) and operator_scope.one_sided(self):
            self.remark("one-sided-value", self.since(start))
            return base
        exponent = operator_scope.exponent(self, base)
        if isinstance(exponent, Name) and exponent.name == "T" and any(isinstance(p, Transpose) for p in parts(base)):
            self.remark("power-transpose", self.since(start))
        if not bounded_power(base, exponent):
            self.fail("too-large", caret, what="exponent", limit="1000")
        if value(exponent) == -1 and (whole := arrays.raised_entry(self, base)):
            return EntryOf(Power(whole[0], exponent, base.span), whole[1], self.since(start))
        return Power(base, exponent, self.since(start))

    def atom(self) -> Node:
        """A number, a name, a call, a bracket, or an operator with its operand."""
        self.deeper()
        token = self.tokens[self.place]
        read = ATOMS.get(token.kind)
        if read is None:
            self.unexpected("expected-operand")
        node = read(self)
        self.depth -= 1
        return node

    def entry(self) -> Entry:
        """An entry of a family, its indices in braces."""
        token = self.advance()
        outer = self.enter()
        self.advance()
        indices = [sums.whole(self, self.sum())]
        while self.accept("op", ","):
            indices.append(sums.whole(self, self.sum()))
        if not self.accept("close"):
            self.unexpected()
        self.leave(outer)
        return Entry(token.text, tuple(indices), token.span)

    def argument(self) -> Node:
        """One thing behind a LaTeX command: a group, one digit, one name."""
        token = self.peek()
        if token.kind == "number" and len(token.text) > 1 and token.text.isdigit():
            self.tokens[self.place] = token._replace(text=token.text[1:], start=token.start + 1, glued=True)
            return Number(Fraction(token.text[0]), Span(token.start, token.start + 1))
        if token.kind == "function":
            return functions.bare(self, self.advance(), 0)
        return self.atom()

    def comparison(self) -> Node:
        """A sum, or two expressions and the relation between them."""
        found = self.chain()
        return found[0] if len(found) == 1 else self.unexpected()

    def chain(self) -> tuple[Compare, ...]:
        """The comparisons of a chain `a < b < c`, at least one."""
        found: list[Compare] = []
        start = self.peek().start
        left = self.sum()
        while self.at("relation") and self.peek().text in COMPARISONS:
            operator = self.advance().text
            member = operator == "in" and not self.at("sum", *bound_indices.OPTIMA)  # k ∈ argmin_j is no set of values
            right = brackets.values(self) if member else self.sum()
            found.append(Compare(operator, left, right, self.since(start)))
            start, left = right.span.start, right
        if not found:
            self.fail("not-a-condition", self.peek(), found=self.source.at(self.since(start)))
        return tuple(found)


ATOMS: dict[str, Callable[[Parser], Node]] = {
    "number": numerals.number,
    "value": atoms.name,
    "constant": atoms.constant,
    "function": functions.declared,
    "builtin": functions.builtin,
    "index": atoms.index,
    "entry": Parser.entry,
    "sum": sums.operator,
    "marker": derivatives.linear,
    "lim": operator_scope.limit,
    "open": brackets.group,
    "bar": brackets.bars,
    "command": atoms.command,
    "op": atoms.sign,
    "norm": arrays.norm,
    "nabla": gradients.nabla,
    "identity": atoms.identity,
    "basis": arrays.basis,
    "expectation": expectations.operator,
    "integral": expectations.integral,
    "density": expectations.density,
    "divergence": expectations.divergence,
    "entropy": expectations.entropy,
    "normal": normals.normal,
    "normal-density": normals.normal_density,
}
