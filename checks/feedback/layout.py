"""Messages and pages as lines of at most eighty columns."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from derivo.checks.feedback.message import Message

COLUMNS = 79
TOGETHER = re.compile(r" = (?=[−\d])")  # what no line end parts: `z = 1`
LABEL = 14  # columns that a label takes, with its indent


def paragraph(text: str, *, indent: int = 0) -> str:
    """`text` wrapped; the lines after the first are indented."""
    whole = TOGETHER.sub("\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}", text)
    filled = textwrap.fill(whole, COLUMNS, subsequent_indent=" " * indent, break_on_hyphens=False)
    return filled.replace("\N{NO-BREAK SPACE}", " ")


def labelled(pairs: Iterable[tuple[str, str]], *, label: int = LABEL) -> str:
    """A line for each label and its text; those without text are left out.

    >>> print(labelled([("understood", "z + 1"), ("evidence", "")]))
      understood  z + 1
    """
    kept = [(name, text) for name, text in pairs if text]
    label = max([label, *(len(name) + 4 for name, _ in kept)])
    return "\n".join(paragraph(f"  {name:<{label - 2}}{text}", indent=label) for name, text in kept)


def blocks(message: Message) -> tuple[str, ...]:
    """What a message says, the excerpt with its carets, and the help, each laid out."""
    where = "\n".join(f"    {line}" for line in message.where) if message.where else ""
    return tuple(filter(None, (paragraph(message.what), where, "\n".join(map(paragraph, message.help)))))
