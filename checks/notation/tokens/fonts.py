r"""Fonts, colours and accents: `\mathbf{x}` is x, `\hat{x}` is the name x_hat."""

from __future__ import annotations

import re

from derivo.checks.notation.text.scanner import TOKEN, Scanner
from derivo.checks.notation.tokens import latex_commands

OTHER_FONT = re.compile(r"\s*\{\s*\\([A-Za-z]+)\s*\{")
GROUP_WITH_LOW = re.compile(r"\s*\{\s*(\\[A-Za-z]+|[^\W\d_])\s*(_\s*(?:\{[^{}]*\}|\\[A-Za-z]+|\w))\s*\}")
GROUP_OF_ONE = re.compile(r"\s*\{\s*(\\[A-Za-z]+|[A-Za-z]+\d*|[^\W\d_])\s*\}")
INDICATOR = re.compile(r"\s*(?:\{\s*([1I])\s*\}|([1I]))(?=\s*(?:\\[,!;]|\\[Bb]ig+[lr]?|\\left)?\s*(?:[_{(\[]|\\\{))")
DIGIT = re.compile(r"\s*(?:\{\s*([01])\s*\}|([01])(?![\d.]))")
BLACKBOARD = ("mathbb", "mathds", "mathbbm")
BOLD = ("mathbf", "bm", "boldsymbol", "mathrm", "bf")


def colour(scanner: Scanner, name: str, start: int) -> None:
    r"""`\color{red}` says nothing; what is written in white hides what it says."""
    begin, end = group(scanner, start)
    if scanner.text[begin + 1 : end - 1].strip().lower() not in latex_commands.COLOURS:
        scanner.fail("refused-command", start, command="\\" + name, why="hides")
    scanner.place = end
    scanner.glued = False


def choose_font(scanner: Scanner, name: str, start: int) -> None:
    r"""The font is dropped, and so are braces around a single name: `\mathbf{x}_n` is x_n."""
    found = INDICATOR.match(scanner.text, scanner.place)
    if found is not None and (name in BLACKBOARD or (name in BOLD and "1" in found.groups())):
        scanner.place = found.end()
        scanner.add("command", "1", start)
        return
    digit = DIGIT.match(scanner.text, scanner.place)
    if digit is not None and name in (*BLACKBOARD, *BOLD, "vec"):
        scanner.place = digit.end()
        scanner.add("number", digit.group(1) or digit.group(2), start)
        return
    single = GROUP_OF_ONE.match(scanner.text, scanner.place)
    if single is not None:
        scan_one(scanner, single, start)
    else:
        scan_alone(scanner, start)


def scan_alone(scanner: Scanner, start: int) -> bool:
    r"""Whether the group that follows is one name in other fonts, `{\mathbf{z}}`; it is scanned then."""
    found = OTHER_FONT.match(scanner.text, scanner.place)
    if found is None or found.group(1) not in latex_commands.FONTS:
        return False
    place, before, glued = scanner.place, len(scanner.tokens), scanner.glued
    begin, end = group(scanner, start)
    scanner.scan(begin + 1, end - 1)
    added = scanner.tokens[before:]
    if [token.kind for token in added] in (["run"], ["name"]):
        scanner.place = end
        widen(scanner, before, start)
        return True
    del scanner.tokens[before:]
    scanner.place, scanner.glued = place, glued
    return False


def scan_one(scanner: Scanner, single: re.Match[str], start: int) -> None:
    """Scans the one name in braces; its token covers the whole range from `start`."""
    before = len(scanner.tokens)
    scanner.scan(*single.span(1))
    scanner.place = single.end()
    widen(scanner, before, start)


def widen(scanner: Scanner, before: int, start: int) -> None:
    """The one token since `before` covers the range from `start` up to here."""
    if len(scanner.tokens) == before + 1:
        span = scanner.plain.span(start, scanner.place)
        scanner.tokens[before] = scanner.tokens[before]._replace(start=span.start, end=span.end)


def put_accent(scanner: Scanner, name: str, start: int) -> None:
    r"""`\hat x`, `\hat{x}` are the name x_hat."""
    single = GROUP_OF_ONE.match(scanner.text, scanner.place)
    below = GROUP_WITH_LOW.match(scanner.text, scanner.place) if name != "overline" else None
    single = single or below  # \hat{\xi_\theta} is \hat\xi_\theta
    before = len(scanner.tokens)
    if single is None and name == "overline" and scanner.text[scanner.place : scanner.place + 1] == "{":
        put_over(scanner, start)
        return
    if single is not None:
        scan_one(scanner, single, start)
    elif not scan_alone(scanner, start):
        while scanner.text[scanner.place : scanner.place + 1] == " ":
            scanner.place += 1
        found = TOKEN.match(scanner.text, scanner.place)
        letters = found.group() if found is not None else ""
        size = len(letters) if letters.startswith("\\") else 1
        scanner.scan(scanner.place, min(scanner.place + size, len(scanner.text)))
    added = scanner.tokens[before:]
    if len(added) != 1 or added[0].kind not in ("run", "name"):
        scanner.fail("unsupported", start, construct="accent")
    scanner.tokens[before] = added[0]._replace(kind="name", text=f"{added[0].text}_{latex_commands.ACCENTS[name]}")
    widen(scanner, before, start)
    if below is not None:
        scanner.scan(*below.span(2))
        scanner.place = below.end()


def put_over(scanner: Scanner, start: int) -> None:
    r"""`\overline{v/\beta}` is overline(v/β)."""
    begin, end = group(scanner, start)
    scanner.place = begin + 1
    scanner.add("name", "overline", start)
    scanner.add("open", "(", begin)
    scanner.scan(begin + 1, end - 1)
    scanner.place = end
    scanner.add("close", ")", end - 1)


def group(scanner: Scanner, start: int) -> tuple[int, int]:
    """Where the braced group that follows begins and ends, braces included."""
    text, begin = scanner.text, scanner.place
    while text[begin : begin + 1].isspace():
        begin += 1
    if text[begin : begin + 1] != "{":
        scanner.fail("expected", start, begin + 1, wanted="{", found=text[begin : begin + 1])
    depth = 0
    for end in range(begin, len(text)):
        if text[end] in "{}" and text[end - 1] != "\\":
            depth += 1 if text[end] == "{" else -1
            if not depth:
                return begin, end + 1
    scanner.fail("unbalanced", begin, begin + 1, bracket="{", why="unclosed")
    return begin, len(text)
