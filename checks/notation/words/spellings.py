"""Further spellings of a declared name: `w also w(x_n)`, `L also p(y | X, w)`, `q_k also r_{kn}`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from derivo.checks.notation.names.names import AXES, Group, Notation, Slot, Spelling
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.tokens import family_entries
from derivo.checks.notation.tokens.bound_indices import bare, group
from derivo.checks.notation.words import families

Axes = Sequence["str | int"]


def of_array(
    tokens: Sequence[Token], name: str, axes: Axes, source: Source, known: Notation, own: Iterable[str] = ()
) -> tuple[Spelling, Notation] | None:
    """How `tokens` write an entry of the array `name` with the indices `own`, and the notation that knows the letters.

    None if they do not: if they are a plain name, or have other indices.
    """
    letters = {letter: size for letter, size in known.indices.items() if size in axes and letter not in own}
    used = called(tokens, (*own, *letters))
    free = list(map(str, axes))
    for letter in used.letters if used is not None else ():
        if letters.get(letter) in free:
            free.remove(letters[letter])
    letters.update(zip(dict.fromkeys(below(tokens, known)), free, strict=False))
    found = called(tokens, (*own, *letters))
    if found is None or not set(own) <= set(found.letters) or not found.letters:
        return None
    if any(isinstance(part, str) and part[0] in "+-" for part in found.below):  # u_{k-1} is a name as it stands
        return None
    places = placed([(letter, letters[letter]) for letter in found.letters if letter not in own], axes)
    if places is None:
        return None
    for letter in places:
        known = families.runs(Token("run", letter, tokens[0].start, tokens[-1].end), letters[letter], source, known)
    return renamed(found.spelling(name), places), known


def literal(tokens: Sequence[Token], name: str, known: Notation) -> Spelling | None:
    """How `tokens` write all of `name`, with a bracket behind; None if they have none, or an index in it."""
    found = called(tokens, (*known.indices, *below(tokens, known)))
    return found.spelling(name) if found is not None and found.within and not found.letters else None


def called(tokens: Sequence[Token], letters: Iterable[str]) -> families.Pattern | None:
    """The pattern that all of `tokens` make, with a bracket behind or with slots; None if they are a plain name."""
    known = frozenset(letters)
    found = families.pattern(tokens, known, calls=False)
    if found is None or found.size == len(tokens):
        return found if found is not None and found.letters else None
    inner, end = group(tokens, found.size)
    if tokens[found.size].kind != "open" or end != len(tokens) or not inner:
        return None
    opening = tokens[found.size].text
    within = families.pieces(bare(inner), known)
    return replace(found, within=within, opening=family_entries.OPENINGS.get(opening, opening), size=end)


def below(tokens: Sequence[Token], known: Notation) -> Iterator[str]:
    """The letters that stand below something and are no names: they are indices."""
    for place, token in enumerate(tokens[:-1]):
        if token.text == "_":
            for unit in family_entries.units(group(tokens, place + 1)[0]):
                letter = family_entries.index_name(unit)
                if letter and letter not in known.indices and known.lookup(letter.rstrip("'")) is None:
                    yield letter


def placed(letters: Sequence[tuple[str, str]], axes: Axes) -> dict[str, Slot] | None:
    """The place of each letter among the axes, the first that has its size; None if letters and axes do not match."""
    free = dict(zip(AXES, map(str, axes), strict=False))
    found: dict[str, Slot] = {}
    for letter, size in letters:
        slot = next((slot for slot, other in free.items() if other == size), None)
        if slot is None:
            return None
        found[letter] = slot
        del free[slot]
    return None if free else found


def renamed(spelling: Spelling, places: dict[str, Slot]) -> Spelling:
    """The spelling with the slots of letters at their places among the axes."""

    def moved(part: Group) -> Group:
        return tuple(places.get(each.letter, each) if isinstance(each, Slot) else each for each in part)

    within = tuple(part if isinstance(part, str) else moved(part) for part in spelling.within)
    return replace(spelling, below=moved(spelling.below), above=moved(spelling.above), within=within)
