"""The letters of a name, and what stands below and above them, as one canonical name."""

from __future__ import annotations

from derivo.checks.notation.names.names import ACCENTS
from derivo.checks.notation.text.scanner import Token

LONGEST_RUN = 60


def heading(token: Token) -> tuple[str, str]:
    """The letters of a name token, and the digits glued behind them."""
    if token.kind == "name":
        return token.text, ""
    letters = token.text.rstrip("0123456789")
    return letters, token.text[len(letters) :]


def composed(digits: str, suffix: str) -> str:
    """Digits and subscript as one suffix of a canonical name: x1 is x_1."""
    if not digits:
        return suffix
    return f"_{digits}{suffix.removeprefix('_')}" if suffix.startswith("_") or not suffix else f"_{digits}{suffix}"


def accented(letters: str, suffix: str) -> str:
    """The name that letters with the name of an accent behind them may be: xihat is xi_hat; empty if none is."""
    accent = next((each for each in ACCENTS if letters.endswith(each) and len(letters) > len(each)), "")
    return f"{letters.removesuffix(accent)}_{accent}{suffix}" if accent else ""


def joined(tokens: list[Token]) -> str:
    """The text under a name without spaces; a comma stays only between numbers."""
    texts = ["|" if token.text == "mid" else token.text for token in tokens]
    kept = [
        text
        for place, text in enumerate(texts)
        if text != "," or (0 < place < len(texts) - 1 and texts[place - 1].isdigit() and texts[place + 1].isdigit())
    ]
    return "".join(kept)
