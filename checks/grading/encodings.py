"""Files as programs export them: UTF-8, UTF-16 or Windows-1252, read as UTF-8."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO, cast

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BLOCK = 1 << 20


def encoding_of(path: Path) -> str:
    """The encoding of a file: as its mark says, else UTF-8, or Windows-1252 if most of what is no ASCII is no UTF-8."""
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in MARKS:
            if start.startswith(mark):
                return name
        if len(start) >= 4 and start[1] == start[3] == 0:
            return "utf-16-le"
        file.seek(0)
        right = wrong = 0
        for line in file:
            if not line.isascii():
                try:
                    line.decode("utf-8")
                    right += 1
                except UnicodeDecodeError:
                    wrong += 1
    return "cp1252" if wrong > right else "utf-8"


def opened(path: Path) -> tuple[BinaryIO, str]:
    """A file as UTF-8, and what else it is encoded in, empty if it is that."""
    encoding = encoding_of(path)
    file = path.open("rb")
    if encoding == "utf-8":
        return file, ""
    return cast("BinaryIO", codecs.EncodedFile(file, "utf-8", encoding, errors="replace")), encoding
