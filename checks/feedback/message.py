"""A message: data that a terminal, a table or a page can each lay out in its own way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What is the case, the line of the text that it is about with the carets under it, and paragraphs of help."""

    what: str
    where: tuple[str, str] | None = None
    help: tuple[str, ...] = ()

    def line(self) -> str:
        """The message in one paragraph, without the excerpt.

        >>> Message("Not the same.", None, ("Look at the sign.",)).line()
        'Not the same. Look at the sign.'
        """
        return " ".join(" ".join((self.what, *self.help)).split())

    def text(self) -> str:
        """The message as a block: what, where, help."""
        where = ("", *(f"    {line}".rstrip() for line in self.where), "") if self.where else ()
        return "\n".join((self.what, *where, *self.help))
