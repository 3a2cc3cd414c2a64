"""Which characters a formula may contain, and what each unfolds to. Nothing invisible passes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NoReturn

from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop

GREEK: Mapping[str, str] = {
    **{chr(0x3B1 + place): name for place, name in enumerate(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi".split()
    )},
    **{chr(0x3C0 + place): name for place, name in enumerate(
        "pi rho varsigma sigma tau upsilon phi chi psi omega".split()
    ) if name != "varsigma"},
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi",
    "Ψ": "Psi", "Ω": "Omega", "Υ": "Upsilon", "ℓ": "ell",
}  # fmt: skip

# Characters that mean the same as ASCII or as another character.
SAME: Mapping[str, str] = {
    **dict.fromkeys("−–‒‐‑", "-"),
    **dict.fromkeys("·×⋅∗∙•⨯✕", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("’ʹˈ", "'"),
    "′": "'", "″": "''", "‴": "'''", "∣": "|", "ǀ": "|", "∶": ":", "ς": "σ", "∆": "Δ",
    "⟶": "→", "⇢": "→", "↦": "→", "⟹": "⇒", "⟺": "⇔", "⇐": "⇐", "⩽": "≤", "≦": "≤", "⩾": "≥", "≧": "≥",
    "≜": "≔", "≝": "≔", "≃": "≈", "≅": "≈", "∼": "~", "⋯": "…", "\u0305": "\u0304",
}  # fmt: skip

SIGNS = frozenset("≤≥≠≈≡→⇒⇔∝≔∈∀∃∞∂∇∑∏∫∬√∛∜±∓…‖⟨⟩⊤⊙⊘⊗∘ℝℕℤ𝟙∧∨¬½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒")
ACCENT_MARKS: Mapping[str, str] = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0307": "dot", "\u20d7": ""}
PLAIN = frozenset(GREEK) | SIGNS | frozenset(ACCENT_MARKS)

SPACES = frozenset("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
UNSEEN = frozenset("\u034f\u115f\u1160\u2028\u2029\u2800\u3164\uffa0\ufffc")
UNFOLDING = ("<font>", "<wide>", "<narrow>", "<compat>", "<small>")

LOOKS_LIKE: Mapping[str, str] = {
    **dict(zip("асеорхуіѕјԁһԛԝкмтвнгАВСЕНІЈКМОРЅТХУ", "aceopxyisjdhqwkmtbhrABCEHIJKMOPSTXY", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧο", "ABEZHIKMNOPTXo", strict=True)),
    "ϭ": "σ", "Ϭ": "σ", "ϱ": "ρ", "ф": "φ", "Ф": "Φ", "П": "Π", "л": "λ", "ʃ": "∫", "—": "-", "―": "-",
    "“": '"', "”": '"', "ı": "i", "ɑ": "a", "ɡ": "g", "ß": "β", "ǃ": "!", "∸": "-", "ᴨ": "π",
}  # fmt: skip

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text unfolded to the few characters that the tokenizer knows; `origin` says where each came from.

    `origin` is None where the text is its own unfolding.
    """

    source: Source
    text: str
    origin: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The range of the source that the range `start` … `end` of the plain text came from."""
        if self.origin is None:
            return Span(start, end)
        if start >= len(self.origin):
            return Span(len(self.source.text), len(self.source.text))
        return Span(self.origin[start], self.origin[max(start, end - 1)] + 1)


def unfold(source: Source) -> Plain:
    """The plain text of `source`: mathematical and full-width letters, minus signs and the like made one."""
    text = source.text.replace("\r\n", " \n")
    if text.isascii():
        found = CONTROL.search(text)
        if found is not None:
            refuse(source, found.start())
        return Plain(source, text)
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        unfolded = character if " " <= character <= "~" else plain(character)
        if unfolded is None:
            unfolded = refuse(source, place)
        pieces.append(unfolded)
        origin.extend([place] * len(unfolded))
    return Plain(source, "".join(pieces), tuple(origin))


@cache
def plain(character: str) -> str | None:
    """What one character unfolds to, or None if it has no place in a formula."""
    if " " <= character <= "~" or character in "\n\t" or character in PLAIN:
        return character
    if character in SAME:
        return SAME[character]
    if character in SPACES:
        return " "
    tag, _, codes = unicodedata.decomposition(character).rpartition("> ")
    if not codes or unseen(character):
        return None
    if tag in ("<super", "<sub"):
        return character if raised(character) is not None else None
    if tag and tag + ">" not in UNFOLDING:
        return None
    parts = [plain(chr(int(code, 16))) for code in codes.split()]
    return None if None in parts else "".join(part for part in parts if part is not None)


@cache
def raised(character: str) -> str | None:
    """What a superscript or subscript character stands for, or None if it is neither."""
    tag, _, codes = unicodedata.decomposition(character).rpartition("> ")
    if tag not in ("<super", "<sub") or len(codes.split()) != 1:
        return None
    return plain(chr(int(codes, 16)))


def is_superscript(character: str) -> bool:
    """Whether a plain character stands above the line."""
    return unicodedata.decomposition(character).startswith("<super>")


def is_bold(character: str) -> bool:
    """Whether a character is one of a mathematical font: 𝟏."""
    return unicodedata.decomposition(character).startswith("<font>") if character else False


def unseen(character: str) -> bool:
    """Whether a character cannot be seen where it stands."""
    return character in UNSEEN or unicodedata.category(character) in ("Cf", "Zl", "Zp", "Co", "Cn", "Cs") or (
        unicodedata.category(character) == "Mn" and "VARIATION SELECTOR" in unicodedata.name(character, "")
    )  # fmt: skip


def refuse(source: Source, place: int) -> NoReturn:
    """Unwinds with the problem of a character that no formula may contain."""
    character = source.text[place]
    span, code, name = Span(place, place + 1), f"U+{ord(character):04X}", unicodedata.name(character, "")
    if unicodedata.category(character) == "Cc":
        stop("control-character", source, span, code=code, name=name)
    if unseen(character):
        stop("invisible-character", source, span, code=code, name=name)
    stop("unknown-character", source, span, code=code, name=name, looks_like=resembles(character))


def resembles(character: str) -> str:
    """The letter or digit that a refused character looks like, or nothing."""
    try:
        return LOOKS_LIKE.get(character) or str(unicodedata.decimal(character))
    except ValueError:
        return ""


SMALL: Mapping[str, Mapping[str, str]] = {
    "<sub>": dict(zip("0123456789+-()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)),
    "<super>": dict(
        zip("0123456789+-()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
    ),
}


def subscript(text: str) -> str:
    """`text` in subscript characters; empty if some of it has none."""
    return lowered(text, SMALL["<sub>"])


def superscript(text: str) -> str:
    """`text` in superscript characters; empty if some of it has none."""
    return lowered(text, SMALL["<super>"])


def lowered(text: str, letters: Mapping[str, str]) -> str:
    """`text` in the given letters; empty if some of it has none."""
    return "".join(letters[letter] for letter in text) if all(letter in letters for letter in text) else ""
