"""From letters to names: every run is split into known names, and subscripts join their name.

Kinds of token that come out, besides the tokenizer's:
    value     a declared name, canonical (without arguments)
    constant  e, pi, oo
    function  a declared function, canonical
    builtin   a built-in function, canonical; also log_2 and log_10
    marker    the d or ∂ of a derivative
    lim       the limit operator
    keyword   if, otherwise, …; index, the letter of an index
    entry     a family, canonical; its indices follow in braces, with commas between them
    sum       sum or product; what stands below and above follows in braces

and where the notation has vectors
    nabla     ∇
    norm      ‖
    identity  I
    basis     e, its index following in braces
"""

from __future__ import annotations

from collections.abc import Mapping

from derivo.checks.notation.names.names import (
    ACCENTS,
    ARRAY_WORDS,
    CONSTANTS,
    FUNCTIONS,
    LOGARITHMS,
    Density,
    Notation,
    indices_of,
    parameters,
)
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens import bound_indices
from derivo.checks.notation.tokens.suffixes import LONGEST_RUN, accented, composed, heading, joined
from derivo.checks.notation.words import array_words, function_letters, indexed, unknown_words

KEYWORDS = frozenset("if else otherwise elsewhere and or when for where with then in at as".split())
INDICATORS = frozenset(("I", "indicator", "Indicator", "ind", "Ind"))
UNSUPPORTED_OPERATORS = {
    "∫": "integral", "∇": "gradient", "⊙": "elementwise-product", "⊘": "elementwise-product",
    "⊗": "elementwise-product", "mid": "conditional", "±": "plus-minus",
    "ℝ": "set", "∃": "quantifier", "∨": "or",
}  # fmt: skip
NORMS = ("‖", "right‖")
OF_ARRAYS = {"∇": "nabla", "‖": "norm", "⊙": "op", "⊘": "op", "⊗": "op"}

Piece = tuple[str, str]  # kind and text of the token that a word becomes


class Words:
    """Resolves the tokens of one formula, left to right, into `out`."""

    def __init__(
        self, tokens: list[Token], source: Source, notation: Notation, letters: frozenset[str] | None = None
    ) -> None:
        self.tokens = tokens
        self.source = source
        self.notation = notation
        bound = bound_indices.bound_letters(tokens, notation) if letters is None else letters
        self.letters = bound | notation.indices.keys()
        self.raised = any("^" in name for name in (*notation.names, *notation.spellings))
        self.out: list[Token] = []
        self.ambiguous = False
        self.sizes: Mapping[str, str] | None = None  # of index letters, where names share their letters
        self.remarks: list[Remark] = []

    def resolve(self) -> list[Token]:
        """The tokens with every name known; unwinds with the first that is not."""
        place = 0
        while place < len(self.tokens):
            token = self.tokens[place]
            sign = bound_indices.sign(self.tokens, place, self.notation) if token.text in bound_indices.SIGNS else ""
            if sign == "unclear":
                span = Span(token.start, self.tokens[bound_indices.group(self.tokens, place + 2)[1] - 1].end)
                stop("unclear-sum", self.source, span, name=self.source.at(span))
            if sign:
                place = indexed.binder(self, sign, place)
                continue
            if token.kind in ("run", "name"):
                place = self.word(token, place)
                continue
            if token.text == "{" and self.wraps_name(place):
                self.tokens[place : place + 3] = [self.tokens[place + 1]._replace(glued=token.glued)]
                continue
            if token.text == "_" and self.out and (self.notation.arrays or self.out[-1].text in NORMS):
                behind = array_words.resolved(self, place)
                if behind is not None:
                    place = behind
                    continue
            if token.kind == "op":
                token = self.operator(token)
            self.out.append(token)
            place += 1
        return self.out

    def wraps_name(self, place: int) -> bool:
        r"""Whether braces say nothing: those of {x}_n and {\rm d}z."""
        inner = self.tokens[place + 1 : place + 4]
        if len(inner) < 3 or inner[0].kind not in ("run", "name") or inner[1].kind != "close":
            return False
        raised = inner[2].text == "^" and inner[0].text in self.notation.entries
        return inner[2].text == "_" or raised or (inner[0].text == "d" and inner[2].kind in ("run", "name"))

    def operator(self, token: Token) -> Token:
        """The token of an operator; unwinds if it is not read yet."""
        if token.text == "∂":
            return token._replace(kind="marker")
        if (self.notation.arrays or token.text == "‖") and token.text in OF_ARRAYS:
            return token._replace(kind=OF_ARRAYS[token.text])
        construct = UNSUPPORTED_OPERATORS.get(token.text)
        if construct:
            stop("unsupported", self.source, token.span, construct=construct)
        return token

    def word(self, token: Token, place: int) -> int:
        """Resolves the name at `place` and its subscripts; the place behind them."""
        letters, digits = heading(token)
        entered = indexed.entered(self, token, place) if self.letters or self.notation.entries else None
        if entered is None and self.notation.arrays:
            entered = array_words.of_arrays(self, token, place)
        if entered is not None:
            return entered
        if self.keyword(token):
            return self.other(token, place)
        if not digits:
            piece = self.meaning(letters)
            if piece is not None and piece[0] == "builtin" and function_letters.is_product(self, token, place):
                self.out.extend(self.said(token, function_letters.letters(self, token.text), token.end))
                return place + 1
            if piece is not None and (piece[0] in ("builtin", "lim", "identity") or not self.tailed(place + 1)):
                self.out.append(token._replace(kind=piece[0], text=piece[1]))
                return place + 1
        for suffix, end, rest in self.tails(place + 1):
            pieces = self.pieces(token, letters, composed(digits, suffix), end)
            if pieces:
                self.out.extend(pieces)
                if rest is not None:
                    self.tokens[end - 1] = rest
                    return end - 1
                return end
        return self.other(token, place)

    def keyword(self, token: Token) -> bool:
        """Whether a word that could be a run of index letters is a keyword: `in`."""
        known = token.kind == "run" and token.text in KEYWORDS and self.notation.lookup(token.text) is None
        return known and any(letter in self.letters for letter in token.text)

    def nested(self, tokens: list[Token]) -> list[Token]:
        """The tokens of a piece of this formula, resolved."""
        words = Words(tokens, self.source, self.notation, self.letters)
        found = words.resolve()
        self.remarks.extend(words.remarks)
        return found

    def other(self, token: Token, place: int) -> int:
        """A word that is no name: a keyword, an indicator, det of a number; unwinds if it is none."""
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        opens = following is not None and (following.kind == "open" or following.text == "_")
        if token.kind == "run" and token.text in KEYWORDS:
            self.out.append(token._replace(kind="relation" if token.text == "in" else "keyword"))
        elif token.text in INDICATORS and opens:
            self.out.append(token._replace(kind="command", text="1"))
        elif (function := function_letters.OF_NUMBERS.get(token.text)) is not None:
            self.out.extend(token._replace(kind="builtin", text=name) for name in function)
        else:
            unknown_words.unknown(self, token, place, opens=opens)
        return place + 1

    def meaning(self, name: str) -> Piece | None:
        """The kind and canonical text of a known name."""
        declared = self.notation.lookup(name)
        if declared is not None and not indices_of(declared):
            return ("function" if parameters(declared) else "value"), declared.name
        if name in CONSTANTS:
            return "constant", CONSTANTS[name]
        if name in FUNCTIONS:
            return "builtin", FUNCTIONS[name]
        if name in LOGARITHMS:
            return "builtin", f"log_{LOGARITHMS[name]}"
        if self.notation.arrays and name in ARRAY_WORDS:
            return ARRAY_WORDS[name]
        if name in ("lim", "limit"):
            return "lim", "lim"
        if name == "d" and "d" in self.notation.indices:
            return "marker", "d"
        if name in self.letters:
            return "index", name
        return ("marker", "d") if name == "d" else None

    def tailed(self, place: int) -> bool:
        """Whether a subscript, or a superscript that may belong to a name, stands at `place`."""
        if place >= len(self.tokens):
            return False
        return self.tokens[place].text == "_" or (self.raised and self.tokens[place].text == "^")

    def tails(self, place: int) -> list[tuple[str, int, Token | None]]:
        """What may belong to the name before `place`, most first: suffix, place behind, what is left of a run."""
        if not self.tailed(place):
            return [("", place, None)]
        found: list[tuple[str, int, Token | None]] = []
        text, end = self.inner(place + 1)
        mark = self.tokens[place].text
        other = "^" if mark == "_" else "_"
        if self.raised and end < len(self.tokens) and self.tokens[end].text == other:
            more, further = self.inner(end + 1)
            low, high = (text, more) if mark == "_" else (more, text)
            found.append((f"_{low}^{high}", further, None))
        if end < len(self.tokens) and self.tokens[end].text == "_":
            more, further = self.inner(end + 1)
            pairs = ((text, more), (more, text))  # xi_hat_theta, xi_theta_hat
            found.extend((f"_{hat}_{low}", further, None) for hat, low in pairs if hat in ACCENTS)
        found.append((mark + text, end, None))
        if mark == "^" or (self.notation.arrays and self.tokens[place - 1].text.endswith(("I", "Id"))):
            found.append(("", place, None))
        below = self.tokens[end - 1]
        if end == place + 2 and below.kind == "run":
            for cut in range(len(below.text) - 1, 0, -1):  # x_ny is x_n times y
                rest = below._replace(text=below.text[cut:], start=below.start + cut, glued=True)
                if below.text[cut].isalpha():
                    found.append((mark + below.text[:cut], end, rest))
        return found

    def inner(self, place: int) -> tuple[str, int]:
        """The text under or above a name, brackets of a group dropped, and the place behind it."""
        if place >= len(self.tokens):
            return "", place
        if self.tokens[place].kind != "open":
            return self.tokens[place].text, place + 1
        end, depth = place, 0
        while end < len(self.tokens):
            depth += {"open": 1, "close": -1}.get(self.tokens[end].kind, 0)
            end += 1
            if not depth:
                break
        curly = self.tokens[place].text == "{"
        within = self.tokens[place + 1 : end - 1] if curly else self.tokens[place:end]
        return joined(within), end

    def pieces(self, token: Token, letters: str, suffix: str, end: int) -> list[Token]:
        """The tokens of a run split into names, the last with its suffix; none if it cannot be split."""
        last = self.tokens[end - 1].end
        if token.kind == "name" or len(letters) > LONGEST_RUN:
            piece = self.meaning(letters + suffix)
            return [token._replace(kind=piece[0], text=piece[1], end=last)] if piece is not None else []
        split = self.split(letters, suffix)
        if not split and (piece := self.meaning(accented(letters, suffix))):
            split = [(len(letters), *piece)]
        if token.text in function_letters.OF_NUMBERS and any(
            kind == "marker" for _, kind, _ in split
        ):  # det is not d·e·t
            return []
        if self.ambiguous:
            self.remarks.append(Remark("split", token.span))
        return self.said(token, split, last)

    def said(self, token: Token, split: list[tuple[int, str, str]], last: int) -> list[Token]:
        """The tokens of the names in a run, the last of them up to `last`."""
        result: list[Token] = []
        start = 0
        for stopping, kind, text in split:
            until = last if stopping == split[-1][0] else token.start + stopping
            piece = Token(kind, text, token.start + start, until, token.glued or bool(start))
            result.extend(indexed.glued_entry(self, piece) if kind == "entry" else [piece])
            start = stopping
        return self.true_spans(token, result)

    def true_spans(self, token: Token, pieces: list[Token]) -> list[Token]:
        """The pieces, all with the span of the run where the run is not as long as typed (a font around it)."""
        if len(pieces) > 1 and token.end - token.start != len(token.text):
            return [piece._replace(start=token.start, end=token.end) for piece in pieces]
        return pieces

    def split(self, letters: str, suffix: str) -> list[tuple[int, str, str]]:
        """The split into fewest names, of these the one with the longest first name: (end, kind, text) each."""
        size = len(letters)
        best: dict[
            int, tuple[int, int, int, Piece]
        ] = {}  # start -> names, splits as short, end of the first, the first
        for start in range(size - 1, -1, -1):
            for end in range(size, start, -1):
                piece = self.piece(letters[start:end], suffix, last=end == size)
                if piece is None or (end < size and end not in best):
                    continue
                count, ways = (best[end][0] + 1, best[end][1]) if end < size else (1, 1)
                known = best.get(start)
                if known is None or count < known[0]:
                    best[start] = (count, ways, end, piece)
                elif count == known[0]:
                    best[start] = (count, known[1] + ways, *known[2:])
        found: list[tuple[int, str, str]] = []
        place = 0
        while place in best:
            end, (kind, text) = best[place][2:]
            found.append((end, kind, text))
            place = end
        self.ambiguous = bool(found) and best[0][1] > 1
        return found

    def piece(self, name: str, suffix: str, *, last: bool) -> Piece | None:
        """What a part of a run means; declared functions and those of several arguments stand last, no density does."""
        if isinstance(self.notation.lookup(name), Density):
            return None
        if last:
            whole = self.meaning(name + suffix)
            if whole is None and not suffix and indexed.is_glued_entry(self, name):
                return "entry", name
            return None if whole == ("constant", "oo") else whole
        piece = self.meaning(name)
        if piece is None and indexed.is_glued_entry(self, name):
            return "entry", name
        if piece is None or piece[0] in ("function", "lim") or piece[1] in ("max", "min", "root", "oo"):
            return None
        return piece
