"""Names of built-in functions whose letters are declared names: tg of t and g (the rule `function-letters`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import ARRAY_FUNCTIONS, BUILTINS
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.scanner import Token

if TYPE_CHECKING:
    from derivo.checks.notation.words.words import Words

# What functions of arrays are called that have a value at a number, too, and read where nothing else is meant.
VALUED = {name: (function,) for name, function in ARRAY_FUNCTIONS.items() if function in ("det", "tr", "norm")}
OF_NUMBERS = {**VALUED, **{log + name: ("log", *VALUED[name]) for log in ("log", "ln") for name in ("det", "Det")}}

ENDS = ("+", "-", "*", "/", ",", ";", ".")


def is_product(words: Words, token: Token, place: int) -> bool:
    """Whether the name of a function at `place` is the product of its letters: nothing follows that it can be of."""
    known = (words.notation.lookup(letter) is not None or letter in words.letters for letter in token.text)
    if token.kind != "run" or len(token.text) == 1 or not all(known):
        return False
    after = words.tokens[place + 1] if place + 1 < len(words.tokens) else None
    if after is None or after.kind in ("close", "relation", "row") or after.text in ENDS:
        return True
    if token.text in BUILTINS:
        return False
    words.remarks.append(Remark("function-letters", token.span))
    return "function-letters" in words.notation.otherwise


def letters(words: Words, run: str) -> list[tuple[int, str, str]]:
    """The split of a run into its letters: (end, kind, text) each."""
    pieces = [words.meaning(letter) or ("value", letter) for letter in run]
    return [(place, *piece) for place, piece in enumerate(pieces, start=1)]
