"""The tokenizer: from a source to tokens with spans, brackets paired."""

from __future__ import annotations

import re

from derivo.checks.notation.text.characters import unfold
from derivo.checks.notation.text.scanner import Scanner, Token
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens import bound_indices, latex

MOST_CHARACTERS = 20_000  # a long derivation has 3000
MOST_NESTED = 50

TAKEN = {"frac": 2, "binom": 2, "sqrt": 1}  # arguments of LaTeX commands
OPERATORS = frozenset("+-*/")
CASES = ("otherwise", "else")
PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "\\{": "\\}",
    "⟨": "⟩",
    "lvert": "rvert",
    **{name: name for name in ("cases", "matrix", "vmatrix")},
}
ROWED = ("cases", "matrix", "vmatrix")
SIZED = {"(": ")", "[": "]", "\\{": "\\}", "|": "|", "‖": "‖", "⟨": "⟩", ".": "|"}


# A label before an answer: "answer:", "Solution =", "the score is", "b)".
LABEL = re.compile(
    r"\s*(?:(?:the\s+|my\s+|final\s+)*(?:(?:answer|ans|solution|sol|result)\s*(?:is\s*:?|:=?|=)"
    r"|(?:score|loss|objective|gradient|derivative|limit|density|distribution)\s*(?:\bis\s*:?|:(?!=)))"
    r"|\d{0,2}[a-h]?\)(?=\s))\s*",
    re.IGNORECASE,
)


def tokenize(source: Source, *, labelled: bool = False, halfopen: bool = False) -> list[Token]:
    """The tokens of a text, without line breaks inside brackets; unwinds where a character or bracket is wrong."""
    whole = Span(0, len(source.text))
    if len(source.text) > MOST_CHARACTERS:
        stop("too-long", source, whole, what="characters", limit=str(MOST_CHARACTERS))
    scanner = Scanner(unfold(source), latex.command)
    label = LABEL.match(scanner.text) if labelled else None
    scanner.scan(label.end() if label is not None else 0, len(scanner.text))
    if len(scanner.dollars) % 2:
        stop("unbalanced", source, scanner.dollars[-1], bracket="$", why="unclosed")
    scanner.tokens.extend(scanner.aside)
    tokens = bound_indices.optima(angled(scanner.tokens) if "<" in source.text else scanner.tokens)
    tokens = bound_indices.braced(latex_arguments(tokens))
    return tokens if halfopen and ":" in source.text else balanced(tokens, source)


def latex_arguments(tokens: list[Token]) -> list[Token]:
    r"""The tokens with what `\frac` and `\sqrt` take without braces apart: `\frac n2` has n above and 2 below."""
    if not any(token.kind == "command" and token.text in TAKEN for token in tokens):
        return tokens
    found: list[Token] = []
    waiting, wanted = list(reversed(tokens)), 0
    while waiting:
        token = waiting.pop()
        if wanted and token.kind == "run" and len(token.text) > 1:
            first, *rest = apart(token)
            waiting.extend(reversed(rest))
            token = first
        found.append(token)
        if token.kind == "command" and token.text in TAKEN:
            wanted = TAKEN[token.text]
        elif wanted and token.kind == "open":
            wanted = wanted - 1 if token.text == "{" else 0
            depth = 1
            while waiting and depth:
                depth += {"open": 1, "close": -1}.get(waiting[-1].kind, 0)
                found.append(waiting.pop())
        else:
            wanted = max(0, wanted - 1)
    return found


def apart(token: Token) -> list[Token]:
    """The first letter of a run, and the letters and digits behind it."""
    letters = token.text.rstrip("0123456789")
    texts = [token.text[:1], letters[1:], token.text[len(letters) :]]
    kinds = ("run", "run", "number")
    starts = [token.start, token.start + 1, token.start + len(letters)]
    found = zip(kinds, texts, starts, strict=True)
    return [
        Token(kind, text, start, start + len(text), token.glued if start == token.start else True)
        for kind, text, start in found
        if text
    ]


def angled(tokens: list[Token]) -> list[Token]:
    """The tokens with `<a, b>` put as ⟨a, b⟩: where no operand stands before a <, it compares nothing."""
    opened = next((place for place in range(len(tokens)) if tokens[place].text == "<" and opens(tokens, place)), None)
    if opened is None:
        return tokens
    depth, commas = 0, 0
    for place in range(opened + 1, len(tokens)):
        token = tokens[place]
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        commas += token.text == "," and not depth
        if depth < 0 or (token.kind == "relation" and not depth and token.text != ">"):
            break
        if token.text == ">" and not depth and commas == 1:
            inner = [tokens[opened]._replace(kind="open", text="⟨"), *tokens[opened + 1 : place]]
            return [*tokens[:opened], *inner, token._replace(kind="close", text="⟩"), *angled(tokens[place + 1 :])]
    return tokens


def opens(tokens: list[Token], place: int) -> bool:
    """Whether an operand should stand at `place`."""
    before = tokens[place - 1] if place else None
    return before is None or before.kind in ("open", "relation") or before.text in OPERATORS


def balanced(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens, if their brackets match and are not nested too deep; line breaks stay only outside of brackets."""
    opened: list[Token] = []
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "open":
            opened.append(token)
            if len(opened) > MOST_NESTED:
                stop("too-deep", source, token.span, limit=str(MOST_NESTED))
        elif token.kind == "close":
            if not opened:
                stop("unbalanced", source, token.span, bracket=source.at(token.span), why="unopened")
            if not closes(opened.pop(), token):
                stop("unbalanced", source, token.span, bracket=source.at(token.span), why="mismatched")
        if token.kind != "row" or not opened or opened[-1].text in ROWED:
            kept.append(token)
    if unclosed_cases(opened, tokens):
        kept.append(Token("close", PAIRS[opened[0].text], len(source.text), len(source.text)))
    elif opened:
        stop("unbalanced", source, opened[-1].span, bracket=source.at(opened[-1].span), why="unclosed")
    return kept


def unclosed_cases(opened: list[Token], tokens: list[Token]) -> bool:
    """Whether the one bracket that is left open is the brace of `{ a if z > 0, b otherwise`."""
    return len(opened) == 1 and opened[0].text in ("{", "\\{") and any(token.text in CASES for token in tokens)


def closes(opening: Token, closing: Token) -> bool:
    """Whether the one bracket closes the other."""
    if opening.text.startswith("left") and closing.text.startswith("right"):
        left, right = opening.text.removeprefix("left"), closing.text.removeprefix("right")
        return right == "." or SIZED.get(left) == right or (left == "." and right in SIZED.values())
    return PAIRS.get(opening.text) == closing.text
