r"""What is random among the tokens, put into one form before letters become names.

Kinds of token that come out:

expectation   E, Var or Cov; what stands below follows in `below` brackets: names, given names, a density
integral      ∫, or the sum over a random name; the names below it, or dx (a `differential`), follow likewise
measure       before the density and the differentials of dp(x)
density       a density; its names follow likewise
given         the bar before the names of a condition, also that of E[Y | X]
normal        the N of N(m, S); `normal-density` is that of N(x; m, S)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from derivo.checks.notation.names.names import (
    ARRAY_FUNCTIONS,
    FUNCTIONS as BUILTINS,
    Declared,
    Defined,
    Density,
    Notation,
    Random,
    Symbol,
)
from derivo.checks.notation.names.occurrences import random_in
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import ReadingError, stop
from derivo.checks.notation.tokens import bound_indices
from derivo.checks.notation.tokens.clauses import leveled
from derivo.checks.notation.tokens.suffixes import composed, heading
from derivo.checks.notation.words import divergences, integrals, moments
from derivo.checks.notation.words.words import Words

NABLAS = ("∇", "grad", "nabla", "gradient")
NORMALS = ("N", "Normal", "Gaussian")
BARS = ("|", "mid")
BETWEEN = (",", ";", "'")  # names below E; S' there is a copy of S
ROUND = ("(", ")", "left(", "right)")
OPERATORS = frozenset(("lim", "limit", "sup", "inf", "arg", "argmin", "argmax", "dim", "prob", "Exp", "exponential"))
FUNCTIONS = BUILTINS.keys() | ARRAY_FUNCTIONS.keys() | OPERATORS  # in a run of letters these are no names


class Found(NamedTuple):
    """A declared name at the end of a run: what it is, where in the run it begins, the place behind it."""

    declared: Declared
    cut: int
    end: int
    rest: Token | None


def marked(tokens: list[Token], source: Source, notation: Notation) -> list[Token]:
    """The tokens with everything random in the form above."""
    draws = Draws(tokens, source, notation)
    if not draws.random and not any(token.text in NORMALS for token in tokens):
        return tokens
    place = 0
    while place < len(draws.tokens):
        place = draws.take(place)
    return draws.out


class Draws:
    """Walks over the tokens of one formula and collects them, what is random in one form, in `out`."""

    def __init__(self, tokens: list[Token], source: Source, notation: Notation) -> None:
        self.tokens = tokens
        self.source = source
        self.notation = notation
        self.words = Words(tokens, source, notation)
        self.out: list[Token] = []
        self.integrals = 0
        self.random = any(isinstance(each, Random) for each in notation.names.values())

    def take(self, place: int) -> int:
        """Puts out what stands at `place`; the place behind it."""
        if self.tokens[place].text == "{" and [token.text for token in self.tokens[place + 1 : place + 4]] == [
            "E",
            "}",
            "_",
        ]:
            self.tokens[place : place + 3] = self.tokens[place + 1 : place + 2]  # \mathop{\mathbb E}_X
        token = self.tokens[place]
        new = self.notation.lookup(token.text) is None
        behind: int | None = None
        if self.random and new and token.text in integrals.SIGNS:
            behind = integrals.integral(self, place)
        elif self.random and new and token.text in NABLAS:
            behind = self.nabla(place)
        elif self.random and bound_indices.WORDS.get(token.text) == "sum":
            behind = integrals.summed(self, place)
        elif token.kind in ("run", "name"):
            behind = self.word(place)
        if behind is not None:
            return behind
        self.out.append(token)
        return place + 1

    def word(self, place: int) -> int | None:
        """Puts out what the letters at `place` are, if that is something random; the place behind it, or None."""
        for read in READERS if self.random else ():
            behind = read(self, place)
            if behind is not None:
                return behind
        return self.normal(place)

    def within(self, tokens: Sequence[Token]) -> Draws:
        """A walk over some of the tokens."""
        return Draws(list(tokens), self.source, self.notation)

    def put(self, kind: str, text: str, span: Span) -> None:
        """Puts out a token."""
        self.out.append(Token(kind, text, span.start, span.end, True))

    # --- names

    def found(self, place: int, *kinds: type, first: str = "") -> Found | None:
        """The declared name of one of these kinds with which the run at `place` ends, what stands below included.

        With `first`, that letter stands before it.
        """
        token = self.tokens[place] if place < len(self.tokens) else None
        if token is None or token.kind not in ("run", "name"):
            return None
        letters, digits = heading(token)
        whole = token.kind == "name"
        for cut in range(1 if whole else len(letters)):
            if not whole and letters[cut:] in FUNCTIONS and self.prefixed(letters[:cut]):
                return None  # exp( is no e·x·p(
            if letters[cut : cut + len(first)] != first or not self.prefixed(letters[:cut]):
                continue
            name = letters[cut + len(first) :]
            for suffix, end, rest in self.words.tails(place + 1) if name else ():
                known = self.notation.lookup(name + composed(digits, suffix))
                if known is not None and isinstance(known, kinds) and self.counts(known):
                    return Found(known, cut, end, rest)
        return None

    def counts(self, known: Declared | None) -> bool:
        """Whether a name is random if it is a defined one: something random stands in its definition."""
        if not isinstance(known, Defined):
            return True
        return not known.definition.parameters and bool(random_in(known.definition.body, self.notation))

    def prefixed(self, letters: str) -> bool:
        """Whether the letters before a name in a run are names."""
        return not letters or bool(self.words.split(letters, ""))

    def before(self, token: Token, cut: int) -> Token:
        """Puts out the letters of a run before `cut`; the run from there on."""
        if not cut:
            return token
        exact = token.end - token.start == len(token.text)
        middle = token.start + cut if exact else token.start
        self.out.append(token._replace(text=token.text[:cut], end=middle if exact else token.end))
        return token._replace(text=token.text[cut:], start=middle, glued=True)

    def behind(self, found: Found) -> int:
        """The place behind a name, what is left of a run put there."""
        if found.rest is None:
            return found.end
        self.tokens[found.end - 1] = found.rest
        return found.end - 1

    def listed(self, tokens: Sequence[Token]) -> list[Token] | None:
        """The tokens of random names between commas, or letter by letter; None if there is something else."""
        try:
            resolved = Words(
                [t for t in tokens if t.text not in (*ROUND, *BETWEEN)], self.source, self.notation
            ).resolve()
        except ReadingError:
            return None
        return resolved if resolved and all(self.is_random(token) for token in resolved) else None

    def is_random(self, token: Token) -> bool:
        """Whether a token is a random name, or one that is defined by such."""
        known = self.notation.lookup(token.text)
        return token.kind == "value" and isinstance(known, Random | Defined) and self.counts(known)

    def names(self, tokens: Sequence[Token], around: Span) -> list[Token]:
        """The tokens of random names; unwinds at something else."""
        kept = [token for token in tokens if token.text not in (*ROUND, *BETWEEN)]
        if not kept:
            stop("expected-operand", self.source, around, found=self.source.at(around))
        resolved = Words(kept, self.source, self.notation).resolve()
        for token in resolved:
            if not self.is_random(token):
                stop("not-random", self.source, token.span, name=self.source.at(token.span))
        if any(token.text == ";" for token in tokens):  # p(x; y): y is a parameter, and no random name
            stop("unsupported", self.source, around, construct="conditional")
        if len(kept) < len(tokens) and len({token.text for token in resolved}) < len(resolved):
            stop("unsupported", self.source, around, construct="mean over a name and a copy of it")
        return resolved

    # --- densities, ∇, N

    def density(self, place: int) -> int | None:
        """A density at random names, p(x_t | x_0)."""
        found = self.found(place, Density)
        if found is None or not isinstance(found.declared, Density):
            return None
        token = self.before(self.tokens[place], found.cut)
        name = [token, *self.tokens[place + 1 : found.end - (found.rest is not None)]]
        end = self.behind(found)
        span = Span(token.start, self.tokens[found.end - 1].end if found.rest is None else token.end)
        self.put("density", found.declared.name, span)
        if end < len(self.tokens) and self.tokens[end].kind == "open":
            inner, behind = bound_indices.group(self.tokens, end)
            around = Span(self.tokens[end].start, self.tokens[behind - 1].end)
            self.put("open", "below", around)
            typed = self.conditional(inner, around)
            self.known_to(found.declared, typed, span | around)
            self.marked_as(found.declared, name, typed, span | around)
            self.put("close", "below", around)
            return behind
        return end

    def conditional(self, tokens: Sequence[Token], around: Span) -> tuple[list[Token], list[Token]]:
        """Puts out `x, y | z`; the names, and those of the condition."""
        bar = next((place for place, token in enumerate(tokens) if token.text in BARS), len(tokens))
        names, given = self.names(tokens[:bar], around), list[Token]()
        self.out.extend(names)
        if bar < len(tokens):
            given = self.names(tokens[bar + 1 :], around)
            self.put("given", "|", tokens[bar].span)
            self.out.extend(given)
        return names, given

    def known_to(self, density: Density, typed: tuple[list[Token], list[Token]], span: Span) -> None:
        """Unwinds if a density is not of the names that stand in its brackets, or needs others behind its bar."""
        names, given = typed
        for token in (*names, *given):
            if token.text not in (*density.of, *density.given):
                facts = {"density": density.name, "name": self.source.at(token.span)}
                stop("not-in-density", self.source, token.span, names=", ".join((*density.of, *density.given)), **facts)
        behind = {token.text for token in given}
        if not behind.issuperset(density.given) or any(token.text in density.given for token in names):
            facts = {"density": density.name, "names": ", ".join(density.given)}
            stop("not-in-density", self.source, span, why="given", **facts)

    def marked_as(
        self, density: Density, name: Sequence[Token], typed: tuple[list[Token], list[Token]], span: Span
    ) -> None:
        """Unwinds at p_0(x_t), p_{t|0}(x_t): below the letter stands what is below other names than in the brackets.

        `name` are the tokens of the density, `typed` the names before the bar and behind it.
        """
        for wanted, found in zip(moments.marked_names(density, name), typed, strict=True):
            if wanted and [token.text for token in found] != wanted:
                said = (found or typed[0])[0].span
                facts = {"density": self.source.at(name[0].span | name[-1].span), "name": self.source.at(said)}
                stop("not-in-density", self.source, span, names=wanted[0], **facts)

    def nabla(self, place: int) -> int:
        """∇, with random names below."""
        token = self.tokens[place]
        self.put("nabla", "∇", token.span)
        place += 1
        while place < len(self.tokens) and self.tokens[place].text in ("_", "^"):
            inner, end = bound_indices.group(self.tokens, place + 1)
            if self.tokens[place].text == "_" and self.heads_density(inner, end):
                place = end
                continue
            names = self.listed(inner) if self.tokens[place].text == "_" else None
            if names is None and self.tokens[place].text == "_":
                return place
            mark = self.tokens[place]
            self.out.append(mark)
            if names is None:
                self.out.extend(self.tokens[place + 1 : end])
            else:
                self.put("open", "{", mark.span)
                self.out.extend(names)
                self.put("close", "}", mark.span)
            place = end
        return place

    def heads_density(self, below: Sequence[Token], place: int) -> bool:
        """Whether an unknown x below ∇ is the letter of the first name of a density behind it: ∇_x log p(x_t|x_0)."""
        letter = below[0].text if len(below) == 1 else ""
        if not letter or self.notation.lookup(letter) is not None or letter in self.notation.indices:
            return False
        place += self.tokens[place : place + 1] != [] and self.tokens[place].text == "log"
        found = self.found(place, Density)
        inner = bound_indices.group(self.tokens, found.end)[0] if found and found.end < len(self.tokens) else ()
        return len(inner) > 1 and inner[0].text == letter

    def normal(self, place: int) -> int | None:
        """The N of N(m, S), two arguments and no bar, and of the density N(x; m, S), N(x | m, S)."""
        token = self.tokens[place]
        known = self.notation.lookup(token.text)
        if token.text not in NORMALS or token.text in self.notation.entries or not isinstance(known, Symbol | None):
            return None
        inner, end = bound_indices.group(self.tokens, place + 1)
        if end <= place + 2 or self.tokens[place + 1].text not in ("(", "left("):
            return None
        levels = enumerate(leveled(list(inner)), start=place + 2)
        marks = [at for at, (each, depth) in levels if not depth and each.text in (*BARS, ",", ";")]
        texts = [self.tokens[at].text for at in marks]
        if texts == [","]:
            self.put("normal", "N", token.span)
        elif len(texts) == 2 and texts[0] != "," == texts[1]:
            self.tokens[marks[0]] = self.tokens[marks[0]]._replace(kind="op", text=";")
            self.put("normal-density", "N", token.span)
        else:
            return None
        return place + 1


READERS = (
    moments.operator,
    divergences.divergence,
    divergences.entropy,
    integrals.differential,
    Draws.density,
)
