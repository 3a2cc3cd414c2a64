"""A place in the resolved tokens of one formula, and what every part of the parser needs there."""

from __future__ import annotations

from typing import NoReturn

from derivo.checks.notation.names.names import ARRAY_FUNCTIONS, Notation
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens import transposes
from derivo.checks.notation.words import random_names
from derivo.checks.notation.words.words import Words

MOST_DEEP = 50

# Tokens that can begin a factor that stands directly behind another.
FACTORS = frozenset(
    "value constant function builtin marker lim open index entry sum nabla identity basis "
    "expectation integral density normal normal-density divergence entropy".split()
)
Around = tuple[int, int, int, bool, int, int]  # what is open around a bracket
ROOTS = {"√": 2, "∛": 3, "∜": 4}


class Cursor:
    """Walks over resolved tokens.

    `bars` and `norms` count the | and ‖ open in the present bracket, `summing` the sums whose body is being read there,
    `awaited` the integrals whose dx is yet to come; `held` are the random names of the expectations around here,
    `spread` those of them that stand in the definition of a name below E;
    `below` says that this is below a `/`. `bound` are the indices that sums around here bind, `bounding` counts bounds.
    `shaped` says that vectors may stand here, `indexed` that indices do.
    """

    def __init__(self, tokens: list[Token], source: Source, notation: Notation, end: int) -> None:
        raised = transposes.written(source)
        marked = transposes.signed(list(tokens), notation) if raised else list(tokens)
        if notation.arrays:
            marked = transposes.ones(marked, source)
        words = Words(random_names.marked(marked, source, notation), source, notation)
        self.source = source
        self.notation = notation
        self.tokens = words.resolve()
        self.tokens.append(Token("end", "", end, end))
        self.remarks: list[Remark] = words.remarks
        self.partner = partners(self.tokens)
        self.place = 0
        self.depth = 0
        self.bars = 0
        self.norms = 0
        self.summing = 0
        self.below = False
        self.bounding = 0
        self.awaited = 0
        self.held: frozenset[str] = frozenset()
        self.spread: frozenset[str] = frozenset()
        self.bound: frozenset[str] = frozenset()
        self.shaped = notation.arrays or any(of_arrays(token) for token in self.tokens)
        self.indexed = any(token.kind in ("index", "entry", "sum") for token in self.tokens)

    def enter(self) -> Around:
        """Begins a bracket; what is open around it."""
        outer = self.bars, self.norms, self.summing, self.below, self.bounding, self.awaited
        self.bars, self.norms, self.summing, self.below, self.bounding, self.awaited = 0, 0, 0, False, 0, 0
        return outer

    def leave(self, outer: Around) -> None:
        """Ends a bracket: what was open around it is open again."""
        self.bars, self.norms, self.summing, self.below, self.bounding, self.awaited = outer

    def peek(self, ahead: int = 0) -> Token:
        """The token here, or some places ahead."""
        return self.tokens[min(self.place + ahead, len(self.tokens) - 1)]

    def advance(self) -> Token:
        """The token here; the place moves on."""
        token = self.tokens[self.place]
        self.place += token.kind != "end"
        return token

    def at(self, kind: str, *texts: str) -> bool:
        """Whether a token of this kind, with one of these texts if any, stands here."""
        token = self.tokens[self.place]
        return token.kind == kind and (not texts or token.text in texts)

    def accept(self, kind: str, *texts: str) -> bool:
        """Whether such a token stood here; the place moves over it."""
        if self.at(kind, *texts):
            self.place += 1
            return True
        return False

    def since(self, start: int) -> Span:
        """The range from `start` to the end of the last token passed."""
        return Span(start, self.tokens[self.place - 1].end)

    def remark(self, code: str, span: Span) -> None:
        """Notes that a rule settled an ambiguity."""
        self.remarks.append(Remark(code, span))

    def fail(self, code: str, token: Token, /, **facts: str) -> NoReturn:
        """Unwinds with a problem at a token."""
        stop(code, self.source, token.span, **facts)

    def unexpected(self, code: str = "unexpected") -> NoReturn:
        """Unwinds because of the token here."""
        token = self.peek()
        if token.text == "," and self.comma_in_number():
            self.decimal_comma()
        if token.text == "…":
            self.fail("unsupported", token, construct="ellipsis")
        if token.kind == "end" and code == "unexpected":
            code = "expected-operand"
        self.fail(code, token, found=self.source.at(token.span))

    def comma_in_number(self) -> bool:
        """Whether the comma here stands between two numbers without a space."""
        before, after = self.tokens[self.place - 1], self.peek(1)
        return bool(self.place) and before.kind == after.kind == "number" and self.peek().glued and after.glued

    def decimal_comma(self) -> NoReturn:
        """Unwinds because 0,5 is written for 0.5."""
        before, after = self.tokens[self.place - 1], self.peek(1)
        span = Span(before.start, after.end)
        stop("decimal-comma", self.source, span, number=f"{before.text}.{after.text}")

    def deeper(self) -> None:
        """Counts one more level of nesting."""
        self.depth += 1
        if self.depth > MOST_DEEP:
            self.fail("too-deep", self.peek(), limit=str(MOST_DEEP))

    def begins_factor(self, token: Token) -> bool:
        """Whether a factor may begin with this token, directly behind another factor."""
        if token.kind in FACTORS:
            return True
        if token.kind == "number":
            return token.text == "1" and self.notation.arrays
        if token.kind in ("bar", "norm"):
            return not (self.bars if token.kind == "bar" else self.norms)
        return (token.kind == "command" and token.text not in ("over", "choose", "&")) or (
            token.kind == "op" and token.text in ROOTS
        )


def of_arrays(token: Token) -> bool:
    """Whether a token is a transpose, a norm or a function of matrices, which may stand at numbers."""
    norm = token.kind == "norm" or token.text == "left‖"
    return norm or token.text == transposes.SIGN or (token.kind == "builtin" and token.text in ARRAY_FUNCTIONS)


def partners(tokens: list[Token]) -> list[int]:
    """For every bracket the place of the one that belongs to it, for every other token its own place."""
    found = list(range(len(tokens)))
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(place)
        elif token.kind == "close":
            found[place] = opened.pop()
            found[found[place]] = place
    return found
