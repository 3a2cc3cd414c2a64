r"""The tokenizer's walk over a text: ASCII and Unicode here, the LaTeX commands in `latex.py`.

Kinds of token:
    number    0.5, ½ (as typed)
    run       ASCII letters and the digits behind them, still to be split: czsigma, x1
    name      one name, never split: sigma (from σ or \sigma)
    open      ( [ { \{ ⟨ lvert, left( left[ left\{ left| left. and cases
    close     likewise
    bar       |
    relation  = != < <= > >= => <=> -> ~ ≈ := in
    op        + - * / ^ _ ' , ; : ! ± ∂ ∑ …
    command   frac sqrt over, 1 (an indicator), & (in cases)
    row       a line break, or two backslashes
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from derivo.checks.notation.text.characters import ACCENT_MARKS, GREEK, Plain, is_superscript, raised
from derivo.checks.notation.text.relations import TYPED
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop

MOST_TOKENS = 5_000
MOST_DIGITS = 100
MOST_EXPONENT_DIGITS = 5
MOST_WITHIN = 10  # \text in \text in …

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
TOKEN = re.compile(
    rf"""
      (?P<space>[ \t]+)
    | (?P<run>[A-Za-z]+[0-9]*)
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[{VULGAR}])
    | (?P<relation><=>|<==>|=>|==>|<=|>=|=<|!=|==?|:=|->|-->|~=|[<>≤≥≠≈≡→⇒⇔∝≔∈~])
    | (?P<op>\*\*|\.\.+|[-+*/^_',;:!?.±∓∂∇∑∏∫∬√∛∜∀∃‖⊤⊙⊘⊗∘…ℝℕℤ∧∨¬"@])
    | (?P<open>[([{{⟨])
    | (?P<close>[)\]}}⟩])
    | (?P<command>\\(?:[A-Za-z]+\*?|[\s\S]|$))
    | (?P<greek>[{"".join(GREEK)}])
    | (?P<bar>\|)
    | (?P<row>\n)
    | (?P<infinity>∞)
    | (?P<indicator>𝟙)
    | (?P<amp>&)
    | (?P<dollar>\$)
    """,
    re.VERBOSE,
)
OPERATORS = {
    "**": "^", "∓": "±", "∬": "∫", "∘": "⊙", "ℕ": "ℝ", "ℤ": "ℝ", "..": "…", "...": "…",
}  # fmt: skip


# A distribution behind a ~.
LAW = re.compile(
    r"\s*(?:\\(?:math|text|operatorname)[a-z]*\s*\{?\s*)?(?:N|Normal|Gaussian)\s*\}?\s*(?:\\(?:left|[bB]igg?l?)\s*)?[(\[]"
)


class Token(NamedTuple):
    """One word of a formula; `glued` says that no space stands before it."""

    kind: str
    text: str
    start: int
    end: int
    glued: bool = False

    @property
    def span(self) -> Span:
        """Where the token stands in the text as typed."""
        return Span(self.start, self.end)


class Scanner:
    """Walks over a plain text once and collects its tokens; `command` says what a LaTeX command does."""

    def __init__(self, plain: Plain, command: Callable[[Scanner, str, int], None]) -> None:
        self.plain = plain
        self.text = plain.text
        self.command = command
        self.tokens: list[Token] = []
        self.place = 0
        self.glued = False
        self.within = 0
        self.cases = 0
        self.dollars: list[Span] = []
        self.aside: list[Token] = []  # what stands over an arrow: it says more about the whole answer

    def scan(self, start: int, end: int) -> None:
        """Collects the tokens of the range `start` … `end` of the plain text."""
        self.place = start
        self.within += 1
        if self.within > MOST_WITHIN:
            self.fail("too-deep", start, limit=str(MOST_WITHIN))
        match = TOKEN.match
        while self.place < end:
            place = self.place
            found = match(self.text, place, end)
            if found is None:
                self.raise_or_accent(place)
                continue
            self.place = found.end()
            kind = str(found.lastgroup)
            if kind in ("run", "open", "close", "bar"):
                self.add(kind, found.group(), place)
            else:
                MEANING[kind](self, found.group(), place)
        self.within -= 1

    def add(self, kind: str, text: str, start: int) -> None:
        """One more token, from `start` up to here."""
        if self.plain.origin is None:
            self.tokens.append(Token(kind, text, start, self.place, self.glued))
        else:
            span = self.plain.span(start, self.place)
            self.tokens.append(Token(kind, text, span.start, span.end, self.glued))
        self.glued = True
        if len(self.tokens) > MOST_TOKENS:
            whole = Span(0, len(self.plain.source.text))
            stop("too-long", self.plain.source, whole, what="tokens", limit=str(MOST_TOKENS))

    def fail(self, code: str, start: int, end: int | None = None, /, **facts: str) -> None:
        """Unwinds with a problem in the range from `start` up to `end`, or to here."""
        stop(code, self.plain.source, self.plain.span(start, max(start, self.place) if end is None else end), **facts)

    def raise_or_accent(self, start: int) -> None:
        """A character that starts no token by itself: a raised one, an accent, or a stray one."""
        character = self.text[start]
        self.place = start + 1
        if character in ACCENT_MARKS:
            self.combine(ACCENT_MARKS[character], start)
        elif character == "%":
            self.fail("refused-command", start, command="%", why="hides")
        elif raised(character) is None:
            self.fail("unexpected", start, found=character)
        else:
            self.raise_run(start)

    def combine(self, accent: str, start: int) -> None:
        """A combining accent belongs to the letter before it: x̂ is x_hat."""
        last = self.tokens[-1] if self.tokens else None
        if last is None or last.kind not in ("run", "name") or last.text[-1].isdigit():
            self.fail("unexpected", start, found=self.text[start])
            return
        end = self.plain.span(start, start + 1).end
        if last.kind == "run" and len(last.text) > 1:
            self.tokens[-1] = last._replace(text=last.text[:-1], end=last.end - 1)
            last = Token("run", last.text[-1], last.end - 1, end, True)
            self.tokens.append(last)
        self.tokens[-1] = last._replace(kind="name", text=f"{last.text}_{accent}" if accent else last.text, end=end)

    def raise_run(self, start: int) -> None:
        """A run of superscript or subscript characters: ^{…} or _{…} with the same spans."""
        above, end = is_superscript(self.text[start]), start
        while end < len(self.text) and raised(self.text[end]) is not None and is_superscript(self.text[end]) == above:
            end += 1
        inner = "".join(raised(character) or "" for character in self.text[start:end])
        origin = tuple(self.plain.span(place, place + 1).start for place in range(start, end))
        within = Scanner(Plain(self.plain.source, inner, origin), self.command)
        within.scan(0, len(inner))
        self.add("op", "^" if above else "_", start)
        self.add("open", "{", start)
        self.tokens.extend(within.tokens)
        self.place = end
        self.add("close", "}", end - 1)


def number(scanner: Scanner, text: str, start: int) -> None:
    """A number of not too many digits."""
    mantissa, _, power = text.lower().partition("e")
    if len(power) > MOST_EXPONENT_DIGITS or len(mantissa) + abs(int(power or 0)) > MOST_DIGITS:
        scanner.fail("too-long", start, what="digits", limit=str(MOST_DIGITS))
    scanner.add("number", text, start)


def relation(scanner: Scanner, text: str, start: int) -> None:
    """A relation; in LaTeX a ~ that does not begin a line is a space, but not the sign ∼, nor before N(…)."""
    line = scanner.text.rfind("\n", 0, start) + 1
    typed = scanner.plain.source.at(scanner.plain.span(start, scanner.place)) == "~"
    spacing = typed and "\\" in scanner.text and not LAW.match(scanner.text, scanner.place)
    if text == "~" and spacing and scanner.text[line:start].strip():
        scanner.glued = False
    else:
        scanner.add("relation", TYPED.get(text, text), start)


def op(scanner: Scanner, text: str, start: int) -> None:
    """An operator or a mark."""
    scanner.add("op", OPERATORS.get(text, text), start)


def row(scanner: Scanner, text: str, start: int) -> None:
    """A line break says nothing in `cases`, where two backslashes do."""
    if not scanner.cases or text != "\n":
        scanner.add("row", text, start)
    scanner.glued = False


def ampersand(scanner: Scanner, _text: str, start: int) -> None:
    """An alignment mark says something only in `cases`."""
    if scanner.cases:
        scanner.add("command", "&", start)
    scanner.glued = False


def space(scanner: Scanner, _text: str, _start: int) -> None:
    """What follows is not glued."""
    scanner.glued = False


def dollar(scanner: Scanner, _text: str, start: int) -> None:
    """Where mathematics begins or ends."""
    scanner.dollars.append(scanner.plain.span(start, scanner.place))
    scanner.glued = False


MEANING: dict[str, Callable[[Scanner, str, int], None]] = {
    "space": space,
    "number": number,
    "relation": relation,
    "op": op,
    "row": row,
    "amp": ampersand,
    "dollar": dollar,
    "greek": lambda scanner, text, start: scanner.add("name", GREEK[text], start),
    "infinity": lambda scanner, _text, start: scanner.add("name", "oo", start),
    "indicator": lambda scanner, _text, start: scanner.add("command", "1", start),
    "command": lambda scanner, text, start: scanner.command(scanner, text, start),
}
