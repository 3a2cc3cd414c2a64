r"""The pieces of a line: what stands between the relations outside brackets.

Works on the text as typed, so that what cannot be read of one side leaves the others alone. LaTeX's `align` bodies are
read as lines: `&`, `\\`, `\label`, `\tag` and the like mean nothing, a relation with something over it is that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from derivo.checks.notation.text.relations import COMMANDS, SIGNS, TYPED

LAYOUT = ("align", "aligned", "alignat", "equation", "gather", "gathered", "split", "eqnarray", "multline", "flalign")
GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
SPELLED = {**TYPED, **{each.sign: each.sign for each in SIGNS if each.sign not in ("in", "= + C", "~min")}}
NOT_IN_CHAINS = ("in",)
ARROWS = ("->", "~")  # relations only in front of a line: elsewhere a limit's, a law's, a space
SIGN = "|".join(re.escape(each) for each in sorted(SPELLED, key=len, reverse=True) if each != "∈")
COMMAND = "|".join(
    sorted((name for name, sign in COMMANDS.items() if sign not in NOT_IN_CHAINS), key=len, reverse=True)
)
RELATION = rf"(?:\\(?:{COMMAND})(?![A-Za-z])|{SIGN})"
MARK = re.compile(
    rf"""
      (?P<layout>\\(?:begin|end)\s*\{{(?:{"|".join(LAYOUT)}|displaymath|math)\*?\}}(?:\{{\d+\}})?
        |\\(?:nonumber|notag|displaystyle|allowbreak)(?![A-Za-z])
        |\\(?:label|tag\*?)\s*{GROUP}
        |\\\[|\\\]|\$\$?)
    | (?P<row>\\\\(?:\s*\[[^\]]*\])?)
    | (?P<stacked>\\(?:overset|stackrel|underset)\s*(?P<over>{GROUP})\s*
        (?:\{{\s*(?P<under>{RELATION})\s*\}}|(?P<bare>{RELATION})))
    | (?P<open>\\left\s*(?:\\[A-Za-z]+|\\?.)|\\begin\s*\{{[^}}]*\}}|\\\{{|[(\[{{]
        |\\(?:langle|lbrace|lfloor|lceil)(?![A-Za-z]))
    | (?P<close>\\right\s*(?:\\[A-Za-z]+|\\?.)|\\end\s*\{{[^}}]*\}}|\\\}}|[)\]}}]
        |\\(?:rangle|rbrace|rfloor|rceil)(?![A-Za-z]))
    | (?P<relation>{RELATION})
    | (?P<amp>&)
    | (?P<other>\\[A-Za-z]+|\\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
BINARY = re.compile(r"(?:[-+*/·×⋅]|\\(?:cdot|times|pm|mp|div)(?![A-Za-z]))")


@dataclass(frozen=True, slots=True)
class Piece:
    r"""An expression between relations: its text, the line it stands on, the relation before it, and whether it leads.

    `wanted` says that the relation was typed with a mark over it, as in `\overset{!}{=}`.
    """

    text: str
    line: int
    relation: str = ""
    leads: bool = False
    wanted: bool = False


@dataclass(slots=True)
class Lines:
    """The pieces of the lines of one paragraph, as they are met; `depth` counts what is open."""

    pieces: list[Piece]
    depth: int = 0

    def add(self, text: str, number: int) -> None:
        """One more line of text."""
        for row in _rows(text, self.depth):
            self._row(row, number)

    def _row(self, row: str, number: int) -> None:
        marks = list(MARK.finditer(row))
        shown = "".join(" " if mark.lastgroup in ("layout", "amp") else mark.group() for mark in marks).strip()
        if not shown:
            return
        led = next((mark for mark in marks if not _passed(mark)), None)
        if led is not None and _is_relation(led):
            self.depth = 0
        elif self.pieces and (self.depth > 0 or self._goes_on(shown, marks)):
            first, *others = self._split(marks, number)
            last = self.pieces[-1]
            line = last.line if last.text else number
            self.pieces[-1:] = [replace(last, text=f"{last.text} {first.text}".strip(), line=line), *others]
            return
        else:
            self.depth = 0
        self.pieces += self._split(marks, number)

    def _goes_on(self, shown: str, marks: list[re.Match[str]]) -> bool:
        """Whether a line goes on with the side before: an operator or a relation stands between them."""
        before = self.pieces[-1].text
        if not before or re.search(BINARY.pattern + r"$", before):
            return True
        if not BINARY.match(shown):
            return False
        aligned = marks[0].lastgroup == "amp" or marks[0].group() in (r"\quad", r"\qquad")
        return aligned or not any(_is_relation(mark) for mark in marks)

    def _split(self, marks: list[re.Match[str]], number: int) -> Iterator[Piece]:
        relation, wanted, leads, text = "", False, True, ""
        for mark in marks:
            if _is_relation(mark) and self.depth <= 0 and (not text.strip() or _sign(mark) not in ARROWS):
                if text.strip() or (relation and _sign(mark) not in ("=>", "<=>") and relation not in ("=>", "<=>")):
                    yield Piece(text.strip(), number, relation, leads, wanted)
                    leads = False
                relation, wanted, text = _joined(relation if not text.strip() else "", _sign(mark)), _wanted(mark), ""
                continue
            self.depth = max(0, self.depth + _opens(mark))
            text += " " if mark.lastgroup in ("layout", "amp") else mark.group()
        yield Piece(text.strip(), number, relation, leads, wanted)


def _rows(text: str, depth: int) -> Iterator[str]:
    r"""The rows of a line: what `\\` outside brackets separates."""
    row = ""
    for mark in MARK.finditer(text):
        if mark.lastgroup == "row" and depth <= 0:
            yield row
            row = ""
            continue
        depth = max(0, depth + _opens(mark))
        row += mark.group()
    yield row


def _opens(mark: re.Match[str]) -> int:
    return {"open": 1, "close": -1}.get(str(mark.lastgroup), 0)


def _passed(mark: re.Match[str]) -> bool:
    """Whether a mark says nothing in front of a line."""
    return (
        mark.lastgroup in ("layout", "amp")
        or mark.group().isspace()
        or mark.group() in (r"\quad", r"\qquad", r"\;", r"\,")
    )


def _is_relation(mark: re.Match[str]) -> bool:
    return mark.group("relation") is not None or mark.group("stacked") is not None


def _sign(mark: re.Match[str]) -> str:
    typed = mark.group("relation") or mark.group("under") or mark.group("bare")
    return COMMANDS[typed[1:]] if typed.startswith("\\") else SPELLED[typed]


def _wanted(mark: re.Match[str]) -> bool:
    return mark.group("stacked") is not None and mark.group("over").strip("{} ") == "!"


def _joined(before: str, sign: str) -> str:
    """One relation of two with nothing between them: `⇒ =` is `=`, `= =` as well."""
    return sign if before in ("", "=>", "<=>", sign) else before
