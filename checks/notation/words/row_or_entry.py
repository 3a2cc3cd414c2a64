"""A row or family x_n beside a vector x with entries x_j: which of them is meant, told by the size of the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import AXES, Declared, Defined, Notation, axes_of, indices_of
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.tokens import bound_indices, family_entries
from derivo.checks.notation.tokens.family_entries import Match
from derivo.checks.notation.tokens.suffixes import heading

if TYPE_CHECKING:
    from derivo.checks.notation.words.words import Words


def chosen(words: Words, matches: Sequence[Match]) -> Match | None:
    """The match whose indices have the sizes of their places; of several that of a family or row, else the first."""
    families = {match.spelling.family for match in matches}
    if len(families) < 2:
        return matches[0] if matches else None
    if words.sizes is None:
        words.sizes = sizes(words.tokens, words.notation, words.letters)
    known, names = words.sizes, words.notation.names
    fitting = [match for match in matches if fits(match, known, words.notation)] or list(matches)
    first = next((match for match in fitting if indices_of(names[match.spelling.family])), fitting[0])
    other = next((match for match in fitting if match.spelling.family != first.spelling.family), None)
    if other is None:
        return first
    words.remarks.append(Remark("homonym", span_of(first)))
    return other if "homonym" in words.notation.otherwise else first


def span_of(match: Match) -> Span:
    """Where the indices of a match stand."""
    tokens = [token for item in match.given.values() for token in item]
    return Span(min(token.start for token in tokens), max(token.end for token in tokens))


def fits(match: Match, known: Mapping[str, str], notation: Notation) -> bool:
    """Whether no index is known to have another size than its place."""
    wanted = places(notation.names[match.spelling.family])
    given = {letter: size_of(item, known, notation) for letter, item in match.given.items()}
    return all(not size or size == wanted.get(letter, size) for letter, size in given.items())


def places(declared: Declared) -> dict[str, str]:
    """The sizes of the places of indices, by the letters of their slots; those that are known."""
    axes: Sequence[object] = axes_of(declared)
    if isinstance(declared, Defined) and declared.definition.shape is not None:
        axes = [sizes[0] for sizes in declared.definition.shape if len(sizes) == 1]
    found = [*indices_of(declared), *((slot.letter, str(size)) for slot, size in zip(AXES, axes, strict=False))]
    return {letter: size for letter, size in found if size}


def size_of(item: Sequence[Token], known: Mapping[str, str], notation: Notation) -> str:
    """The size up to which an index runs: that of its letter, or a size itself; empty if nothing says it."""
    names = [family_entries.index_name(item)] if family_entries.index_name(item) else [token.text for token in item]
    sizes = [known.get(name) or (name if bound_indices.is_size(name, notation) else "") for name in names]
    return next(filter(None, sizes), "")


def sizes(tokens: Sequence[Token], notation: Notation, letters: frozenset[str]) -> dict[str, str]:
    """The size of each index letter in a formula: as a sum says, as declared, or that of the only place it can have."""
    used: dict[str, str] = {}
    for place, token in enumerate(tokens):
        known = notation.entries.get(heading(token)[0], ()) if token.kind in ("run", "name") else ()
        found = family_entries.matches(tokens, place + 1, known, letters)
        if len({match.spelling.family for match in found}) == 1:
            wanted = places(notation.names[found[0].spelling.family])
            used.update(
                (family_entries.index_name(item), wanted.get(slot, "")) for slot, item in found[0].given.items()
            )
    return {**used, **notation.indices, **bounds(tokens, notation)}


def bounds(tokens: Sequence[Token], notation: Notation) -> dict[str, str]:
    """The sizes that stand above the sums: `sum_{j=1}^d`."""
    found: dict[str, str] = {}
    for place, token in enumerate(tokens[:-1]):
        if token.text in bound_indices.SIGNS and tokens[place + 1].text == "_":
            below, end = bound_indices.group(tokens, place + 2)
            above = bound_indices.group(tokens, end + 1)[0] if end < len(tokens) and tokens[end].text == "^" else ()
            if below and len(above) == 1 and bound_indices.is_size(above[0].text, notation):
                found[below[0].text] = above[0].text
    return found
