"""What each LaTeX command says to the tokenizer; the tables are in `commands.py`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Container

from derivo.checks.notation.text import relations
from derivo.checks.notation.text.scanner import Scanner, Token, row
from derivo.checks.notation.tokens import latex_commands
from derivo.checks.notation.tokens.fonts import choose_font, colour, group, put_accent

UNDER_ARROW = re.compile(r"\s*\[([^\]]*)\]")
UNDER = ("E", "lim", "min", "max", "arg min", "arg max", "argmin", "argmax")  # what stands under them is below them
ROW_GAP = re.compile(r"\[-?\d+(?:\.\d+)?\s*(?:pt|em|ex|mm|cm|in)\]")
ENVIRONMENT = re.compile(r"\s*\{\s*([A-Za-z]+)\*?\s*\}(?:\{[lcr|\d\s]*\})?")
DELIMITER = re.compile(r"\s*(\\[A-Za-z]+|\\[{}|]|[()\[\]|./<>⟨⟩‖])")
DELIMITERS = {
    "\\{": "\\{", "\\}": "\\}", "\\lbrace": "\\{", "\\rbrace": "\\}", "\\lbrack": "[", "\\rbrack": "]", "\\lvert": "|",
    "\\rvert": "|", "\\vert": "|", "\\|": "‖", "\\Vert": "‖", "\\lVert": "‖", "\\rVert": "‖", "<": "⟨", ">": "⟩",
    "⟩": "⟩", "\\langle": "⟨", "\\rangle": "⟩", "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", ".": ".",
    "⟨": "⟨", "‖": "‖",
}  # fmt: skip


def command(scanner: Scanner, text: str, start: int) -> None:
    """Does what a LaTeX command says; unwinds with a problem if it is unknown or refused."""
    name = text[1:].removesuffix("*")
    for table, meaning in MEANINGS:
        if name in table:
            meaning(scanner, name, start)
            return
    unknown(scanner, name, start)


def unknown(scanner: Scanner, name: str, start: int) -> None:
    """Unwinds: nobody knows this command."""
    known = [*latex_commands.NAMES, *relations.COMMANDS, *latex_commands.STRUCTURE, *latex_commands.FONTS]
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.6) if 0 < len(name) < 40 else []
    nearest = ", ".join("\\" + each for each in close)
    scanner.fail("unknown-command", start, command="\\" + name, nearest=nearest)


def drop_argument(scanner: Scanner, _name: str, start: int) -> None:
    """The command and its argument say nothing."""
    scanner.place = group(scanner, start)[1]
    scanner.glued = False


def say_words(scanner: Scanner, _name: str, start: int) -> None:
    r"""`\text{…}` says its words; under `_` or `^` it stays a group."""
    begin, end = group(scanner, start)
    text = scanner.text
    low = bool(scanner.tokens) and scanner.tokens[-1].text in ("_", "^")
    scanner.glued = scanner.glued and text[begin + 1] != " "
    if low:
        scanner.place = begin + 1
        scanner.add("open", "{", begin)
    scanner.scan(begin + 1, end - 1)
    scanner.place = end
    if low:
        scanner.add("close", "}", end - 1)
    scanner.glued = text[end - 2] != " "


def delimit(scanner: Scanner, name: str, start: int) -> None:
    r"""`\left(` and its like: a bracket that only its own `\right` closes."""
    found = DELIMITER.match(scanner.text, scanner.place)
    if found is None or found.group(1) not in DELIMITERS:
        unknown(scanner, name, start)
        return
    scanner.place = found.end()
    scanner.add("open" if name == "left" else "close", name + DELIMITERS[found.group(1)], start)


def begin_or_end(scanner: Scanner, name: str, start: int) -> None:
    r"""`\begin{align}` is dropped, `\begin{cases}` is a bracket."""
    found = ENVIRONMENT.match(scanner.text, scanner.place)
    called = found.group(1) if found is not None else ""
    scanner.place = found.end() if found is not None else scanner.place
    if called == "Vmatrix":
        scanner.fail("unsupported", start, construct="matrix")
    if called not in (*latex_commands.ENVIRONMENTS, *latex_commands.CASES, *latex_commands.MATRICES):
        scanner.fail("unknown-command", start, command=f"\\{name}{{{called}}}", nearest="")
    scanner.glued = False
    if called in latex_commands.CASES or called in latex_commands.MATRICES:
        scanner.cases += 1 if name == "begin" else -1
        bracket = "vmatrix" if called == "vmatrix" else "cases" if called in latex_commands.CASES else "matrix"
        scanner.add("open" if name == "begin" else "close", bracket, start)


def end_row(scanner: Scanner, _name: str, start: int) -> None:
    """Two backslashes, perhaps with a gap in brackets."""
    gap = ROW_GAP.match(scanner.text, scanner.place)
    scanner.place = gap.end() if gap is not None else scanner.place
    row(scanner, "\\\\", start)


def set_over(scanner: Scanner, name: str, start: int) -> None:
    r"""`\overset{!}{=}` is =; `\underset{z \to 0}{\lim}` is lim_{z → 0}."""
    under = group(scanner, start)
    scanner.place = under[1]
    begin, end = group(scanner, start)
    before = len(scanner.tokens)
    scanner.scan(begin + 1, end - 1)
    added = scanner.tokens[before:]
    said = " ".join(token.text for token in added if token.kind not in ("open", "close"))
    limit = name == "underset" and said in UNDER
    if limit:
        scanner.place = under[0]
        scanner.add("op", "_", under[0])
        scanner.scan(*under)
    elif [token.kind for token in added] != ["relation"]:
        scanner.fail("unsupported", start, end, construct="annotation")
    elif added[0].text == "->":
        set_aside(scanner, *under)
    scanner.place = end


def set_aside(scanner: Scanner, begin: int, end: int) -> None:
    """What stands over an arrow, in braces from `begin` to `end`, is said behind the answer: (z → 0)."""
    before = len(scanner.tokens)
    scanner.scan(begin + 1, end - 1)
    added = scanner.tokens[before:]
    del scanner.tokens[before:]
    if any(token.text == "->" for token in added):
        first, last = added[0], added[-1]
        opening = Token("open", "(", first.start, first.start)
        scanner.aside = [opening, *added, Token("close", ")", last.end, last.end)]


def draw_arrow(scanner: Scanner, name: str, start: int) -> None:
    r"""`\xrightarrow{z \to 0}` is → with an aside."""
    below = UNDER_ARROW.match(scanner.text, scanner.place)
    scanner.add("relation", "=>" if name == "xRightarrow" else "->", start)
    if below is not None:
        scanner.place = below.end()
    begin, end = group(scanner, start)
    set_aside(scanner, begin, end)
    if below is not None:
        set_aside(scanner, below.start(1) - 1, below.end(1) + 1)
    scanner.place = end


def stack(scanner: Scanner, _name: str, start: int) -> None:
    r"""`\substack{n = 1 \\ n \ne m}` says n = 1, n ≠ m."""
    begin, end = group(scanner, start)
    before = len(scanner.tokens)
    scanner.scan(begin + 1, end - 1)
    scanner.place = end
    for place in range(before, len(scanner.tokens)):
        if scanner.tokens[place].kind == "row":
            scanner.tokens[place] = scanner.tokens[place]._replace(kind="op", text=",")


def negate(scanner: Scanner, name: str, start: int) -> None:
    r"""`\not=` is ≠."""
    if not scanner.text[scanner.place :].lstrip().startswith("="):
        unknown(scanner, name, start)
    scanner.place = scanner.text.index("=", scanner.place) + 1
    scanner.add("relation", "!=", start)


def move(scanner: Scanner, _name: str, _start: int) -> None:
    """The command only makes room."""
    scanner.glued = False


def adding(kind: str, table: dict[str, str]) -> Callable[[Scanner, str, int], None]:
    """The command stands for one token of this kind, with the text that `table` gives."""

    def add(scanner: Scanner, name: str, start: int) -> None:
        scanner.add("bar" if table[name] == "|" else kind, table[name], start)

    return add


def failing(code: str, fact: str, table: dict[str, str]) -> Callable[[Scanner, str, int], None]:
    """The command is a problem, with the fact that `table` gives."""

    def fail(scanner: Scanner, name: str, start: int) -> None:
        facts = {"command": "\\" + name} if code == "refused-command" else {}
        scanner.fail(code, start, **facts, **{fact: table[name]})

    return fail


# What a command's name says is looked up in this order.
MEANINGS: tuple[tuple[Container[str], Callable[[Scanner, str, int], None]], ...] = (
    (latex_commands.STRUCTURE, adding("command", dict(latex_commands.STRUCTURE))),
    (latex_commands.NAMES, adding("name", dict(latex_commands.NAMES))),
    (("left", "right"), delimit),
    (latex_commands.OPERATORS, adding("op", dict(latex_commands.OPERATORS))),
    (relations.COMMANDS, adding("relation", dict(relations.COMMANDS))),
    (latex_commands.SPACING, move),
    (("(", ")", "[", "]"), move),
    (("\\",), end_row),
    (latex_commands.OPENING, adding("open", dict(latex_commands.OPENING))),
    (latex_commands.CLOSING, adding("close", dict(latex_commands.CLOSING))),
    (latex_commands.COLOURED, colour),
    (latex_commands.FONTS, choose_font),
    (latex_commands.TEXTS, say_words),
    (latex_commands.ACCENTS, put_accent),
    (("begin", "end"), begin_or_end),
    (latex_commands.DROPPED, drop_argument),
    (("overset", "stackrel", "underset"), set_over),
    (("xrightarrow", "xlongrightarrow", "xRightarrow"), draw_arrow),
    (("not",), negate),
    (("substack",), stack),
    (latex_commands.UNSUPPORTED, failing("unsupported", "construct", dict(latex_commands.UNSUPPORTED))),
    (latex_commands.REFUSED, failing("refused-command", "why", dict(latex_commands.REFUSED))),
)
