"""What stands below brackets, transposes and norms, and other words that only vectors and matrices have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import axes_of
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.tokens import bound_indices, family_entries
from derivo.checks.notation.tokens.clauses import leveled
from derivo.checks.notation.words import indexed

if TYPE_CHECKING:
    from derivo.checks.notation.words.words import Words

POWER = ("^", "{", "}", "-", "1", "2", "⊤")
ORDERS = ("1", "2", "F", "oo", "inf")
CLOSING = (")", "]", "}", "right)", "right]", "right\\}", "⊤")


def of_arrays(words: Words, token: Token, place: int) -> int | None:
    """Resolves x', e_i, a kron between matrices, an I before a condition; the place behind, None for anything else."""
    following = words.tokens[place + 1] if place + 1 < len(words.tokens) else None
    primed, behind = token.text, place + 1
    while behind < len(words.tokens) and words.tokens[behind].text == "'":
        primed, behind = primed + "'", behind + 1
        if words.notation.lookup(primed) is not None:
            words.out.append(token._replace(kind="value", text=primed, end=words.tokens[behind - 1].end))
            return behind
    if following is None or words.notation.lookup(token.text) is not None:
        return None
    if token.text == "kron" and (following.kind != "open" or not listed(words, place + 1)):
        words.out.append(token._replace(kind="op", text="⊗"))
        return place + 1
    if token.text == "I" and following.kind == "open":
        inner, _ = bound_indices.group(words.tokens, place + 1)
        return words.other(token, place) if any(each.kind == "relation" for each in inner) else None
    known = any(words.meaning("e" + suffix) for suffix, _, _ in words.tails(place + 1) if suffix)
    if token.text != "e" or following.text != "_" or known:
        return None
    words.out.append(token._replace(kind="basis"))
    return put_out(words, place + 1)


def resolved(words: Words, place: int) -> int | None:
    """Resolves what stands below a bracket, a transpose or a norm; the place behind, or None if nothing known does."""
    inner, end = bound_indices.group(words.tokens, place + 1)
    last = words.out[-1]
    if last.kind in ("norm", "bar") or last.text == "right‖":
        if len(inner) != 1 or inner[0].text not in ORDERS:
            return None
        words.out.extend([words.tokens[place], inner[0]._replace(kind="value")])
        return end
    related = any(each.kind == "relation" for each in inner)
    if words.out[-5:] and words.out[-5:][0].kind == "nabla":  # ∇^{2}_x
        return None
    return put_out(words, place) if (last.text in CLOSING or powered(words)) and inner and not related else None


def powered(words: Words) -> bool:
    """Whether the words so far end with a power of a matrix, A^2."""
    texts = [token.text for token in words.out[-3:]]
    matrix = len(texts) > 1 and len(axes_of(words.notation.lookup(texts[0]))) > 1
    return matrix and texts[1] == "^" and texts[2].isdigit()


def put_out(words: Words, place: int) -> int:
    """Puts out the indices behind the `_` at `place` in braces; the place behind them."""
    mark, first = words.tokens[place : place + 2]
    inner, end = bound_indices.group(words.tokens, place + 1)
    items = parted(inner)
    if len(items) == 1 and len(items[0]) == 1 and of_matrix(words):  # S^{-1}_{12}
        items = family_entries.digits(items[0])
    rest: list[Token] = []
    if first.kind == "run":
        size = next(
            (at for at, item in enumerate(items) if family_entries.index_name(item) not in words.letters), len(items)
        )
        rest = family_entries.remainder(first, len(items) - max(1, size))
        items = items[: max(1, size)]
    words.out.extend([mark, Token("open", "{", mark.start, mark.end, True)])
    for number, item in enumerate(items):
        if number:
            words.out.append(Token("op", ",", mark.start, mark.end, True))
        words.out.extend(indexed.index(words, item))
    last = words.tokens[end - 1].end
    words.out.append(Token("close", "}", last, last, True))
    if rest:
        words.tokens[end - 1] = rest[0]
    return end - bool(rest)


def of_matrix(words: Words) -> bool:
    """Whether the words so far end with a power or the transpose of a matrix."""
    before = next((token for token in reversed(words.out) if token.text not in POWER), None)
    return before is not None and len(axes_of(words.notation.lookup(before.text))) > 1


def listed(words: Words, place: int) -> bool:
    """Whether a comma stands directly in the bracket at `place`."""
    inner, _ = bound_indices.group(words.tokens, place)
    return any(token.text == "," and not depth for token, depth in leveled(list(inner)))


def parted(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each index, between commas or letter by letter."""
    items: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == ",":
            items.append([])
        else:
            items[-1].append(token)
    return [unit for item in items for unit in (family_entries.units(item) if letters_only(item) else [item]) if unit]


def letters_only(tokens: Sequence[Token]) -> bool:
    """Whether nothing but letters and numbers stands in an index: `ij`, and not `i+1`."""
    return all(token.kind in ("run", "name", "number") for token in tokens)
