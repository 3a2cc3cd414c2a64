"""Declared spellings: `q_kn^{(t)}`, `w(x_n)`, `N(x_n | mu_k, Sigma_k)`; which index runs up to which size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from derivo.checks.language.domains import SIZE
from derivo.checks.notation.names.names import (
    ACCENTS,
    AXES,
    Declared,
    Defined,
    Family,
    Group,
    Notation,
    Slot,
    Spelling,
    Symbol,
    indices_of,
    shown_name,
)
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens import family_entries
from derivo.checks.notation.tokens.bound_indices import bare, group, is_size
from derivo.checks.notation.tokens.clauses import leveled
from derivo.checks.notation.tokens.suffixes import heading
from derivo.checks.notation.trees.tree import Entry
from derivo.checks.notation.trees.walk import rebuilt

LOOSE = "°"  # behind a canonical name that a scalar has already


@dataclass(frozen=True, slots=True)
class Pattern:
    """A name as it was declared: its letters, its parts with slots for indices, and how many tokens it has."""

    head: str
    below: Group
    above: Group
    raised: str
    within: tuple[str | Group, ...]
    opening: str
    size: int

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the slots, in order."""
        places = [*self.below, *self.above, *(slot for part in self.within if isinstance(part, tuple) for slot in part)]
        return tuple(dict.fromkeys(slot.letter for slot in places if isinstance(slot, Slot)))

    @property
    def canonical(self) -> str:
        """The letters with what else stands below and above: q^(t)."""
        fixed = "".join(part for part in self.below if isinstance(part, str))
        return self.head + (f"_{fixed}" if fixed else "") + self.raised

    def spelling(self, family: str) -> Spelling:
        """The pattern as a way to write the entries of a family."""
        return Spelling(family, self.head, self.below, self.above, self.within, self.opening)


def pattern(tokens: Sequence[Token], letters: Iterable[str], *, calls: bool = True) -> Pattern | None:
    """The name at the start of `tokens`, its slots those of `letters`; a bracket belongs to it if `calls`."""
    if not tokens or tokens[0].kind not in ("run", "name"):
        return None
    known = frozenset(letters)
    head, digits = heading(tokens[0])
    below: Group = (digits,) if digits else ()
    above: Group = ()
    raised = ""
    place, seen = 1, {"_"} if digits else set()
    while place < len(tokens) - 1 and tokens[place].text in ("_", "^") and tokens[place].text not in seen:
        mark = tokens[place].text
        seen.add(mark)
        inner, end = group(tokens, place + 1)
        if mark == "_":
            below = slotted(inner, known)
        else:
            kept, rounded = family_entries.plain(inner, tokens[place + 1].text)
            above = slotted(kept, known)
            raised = written(above, rounded=rounded)
        place = end
    if above and not any(isinstance(part, Slot) for part in above):
        above = (raised.strip("^()") if not raised.strip("^()").isdigit() else raised[1:],)
    within, opening, place = bracketed(tokens, place, known) if calls else ((), "", place)
    return Pattern(head, below, above, raised, within, opening, place)


def written(above: Group, *, rounded: bool) -> str:
    """What stands above, as a part of a canonical name; an index is left out."""
    if any(isinstance(part, Slot) for part in above):
        return ""
    said = "".join(part for part in above if isinstance(part, str))
    return f"^({said})" if rounded else f"^{said}"


def slotted(tokens: Sequence[Token], letters: frozenset[str]) -> Group:
    """The units of a group: a slot for each letter, the rest as it is."""
    found: list[Slot | str] = []
    for unit in family_entries.units([token for token in tokens if token.text != ","]):
        name = family_entries.index_name(unit)
        if name in letters:
            found.append(Slot(name))
        elif found and isinstance(found[-1], str):
            found[-1] += family_entries.text(unit)
        else:
            found.append(family_entries.text(unit))
    return tuple(found)


def bracketed(tokens: Sequence[Token], place: int, letters: frozenset[str]) -> tuple[tuple[str | Group, ...], str, int]:
    """The pattern of the bracket at `place` if an index stands in it, how it opens, and the place behind it."""
    if place >= len(tokens) or tokens[place].kind != "open":
        return (), "", place
    inner, end = group(tokens, place)
    found = pieces(bare(inner), letters)
    if not any(isinstance(part, tuple) for part in found):
        return (), "", place
    return found, family_entries.OPENINGS.get(tokens[place].text, tokens[place].text), end


def pieces(tokens: Sequence[Token], letters: frozenset[str]) -> tuple[str | Group, ...]:
    """The tokens of a bracket, indices as groups of slots."""
    found: list[str | Group] = []
    place = 0
    while place < len(tokens):
        inner, end = group(tokens, place)
        slots = slotted(inner, letters)
        headed = end < len(tokens) and tokens[end].text in ("_", "^")
        if not headed and slots and all(isinstance(slot, Slot) for slot in slots):
            found.append(slots)
        elif tokens[place].kind == "open":
            found.extend([tokens[place].text, *pieces(inner, letters), tokens[end - 1].text])
        else:
            found.append(family_entries.said(tokens[place]))
        place = end
    return tuple(found)


def named(wanted: str, known: Notation) -> str:
    """The canonical name of a family: with a mark if a name without indices has it already."""
    declared = known.names.get(wanted)
    return wanted + LOOSE if declared is not None and not indices_of(declared) else wanted


def moved(known: Notation, name: str) -> Notation:
    """The notation in which the family `name` has a mark behind its name, so that a scalar can have it."""
    if not indices_of(known.names.get(name)):
        return known
    new = name + LOOSE

    def renamed(node: Any) -> Any:
        here = replace(node, name=new) if isinstance(node, Entry | Family) and node.name == name else node
        return rebuilt(here, renamed)

    def everywhere(declared: Declared) -> Any:
        if isinstance(declared, Defined):
            return replace(declared, definition=renamed(declared.definition))
        return renamed(declared)

    names = {new if each == name else each: everywhere(declared) for each, declared in known.names.items()}
    if isinstance(names[new], Defined):
        names[new] = replace(names[new], definition=replace(names[new].definition, name=new))
    written = {
        head: tuple(replace(each, family=new) if each.family == name else each for each in all_of)
        for head, all_of in known.entries.items()
    }
    return replace(known, names=names, entries=written, given=tuple(map(renamed, known.given)))


def spellings(found: Pattern, family: str, letters: Sequence[str], axes: int = 0) -> tuple[Spelling, ...]:
    """The ways to write a family that was declared in this way: also with its indices below, and in square brackets.

    With `axes`, also the entries of its vectors or matrices, x_{nj} and W[i, j].
    """
    fixed = tuple(part for part in found.below if isinstance(part, str))
    above = found.above if found.raised else ()
    slots = tuple(Slot(letter) for letter in letters)
    typed = found.spelling(family)
    of_all = (typed, Spelling(family, found.head, (*slots, *fixed), above))
    further = AXES[:axes]
    entries = (
        *(replace(each, below=(*each.below, *further)) for each in of_all if not each.within and axes),
        Spelling(family, found.head, fixed, above, ((*slots, *further),), "["),
    )
    whole = (*of_all, Spelling(family, found.head, fixed, above, (slots,), "[")) if slots else ()
    return tuple(dict.fromkeys((*whole, *entries)))


def entry_spellings(name: str, axes: int, family: str = "") -> tuple[Spelling, ...]:
    """The ways to write the entries of a vector or matrix `name` that is no family: W_{ij}, W[i, j]."""
    body, _, upper = name.partition("^")
    head, *lower = body.rstrip(LOOSE).split("_")
    while lower and lower[0] in ACCENTS:
        head += "_" + lower.pop(0)
    fixed: Group = ("_".join(lower),) if lower else ()
    above: Group = (upper.strip("()"),) if upper else ()
    found = Pattern(head, fixed, above, f"^{upper}" if upper else "", (), "", 0)
    return spellings(found, family or name, (), axes) if axes else ()


# --- ranges


def listed(tokens: Sequence[Token], *separators: str) -> Iterator[tuple[int, Sequence[Token]]]:
    """The names between commas and `also`, or other separators, each with its place."""
    start = 0
    end = Token("op", (separators or (",",))[0], 0, 0)
    for place, (token, depth) in enumerate([*leveled(list(tokens)), (end, 0)]):
        if not depth and token.text in (separators or (",", "also")):
            yield start, tokens[start:place]
            start = place + 1


def ranges(tokens: Sequence[Token], source: Source, known: Notation) -> tuple[dict[str, str], Notation]:
    """The sizes of the letters of `k in 1..K, n in 1..N`, and the notation that knows them."""
    sizes: dict[str, str] = {}
    for place, part in listed(tokens):
        texts = [token.text for token in part]
        if len(part) != 5 or texts[1] not in ("in", "=") or texts[3] != "…":
            at = part[0].start if part else tokens[place - 1].start if tokens else 0
            end = part[-1].end if part else at
            stop("not-a-declaration", source, Span(at, end), found=source.text[at:end])
        if texts[2] != "1" or part[4].kind not in ("run", "name"):
            stop("unsupported", source, Span(part[2].start, part[4].end), construct="range")
        known = runs(part[0], texts[4], source, size_of(part[4], source, known))
        sizes[texts[0]] = texts[4]
    return sizes, known


def size_of(token: Token, source: Source, known: Notation) -> Notation:
    """The notation in which a token is a size: one that is not declared yet is, by being used so."""
    declared = known.lookup(token.text)
    if declared is None:
        return known.extended(Symbol(token.text, shown_name(token.text), SIZE))
    if not is_size(token.text, known):
        stop("defined-twice", source, token.span, name=token.text)
    return known


def runs(letter: Token, size: str, source: Source, known: Notation) -> Notation:
    """The notation in which a letter is an index of a size; unwinds if it is one of another."""
    before = known.indices.get(letter.text, size)
    if before != size:
        stop("index-clash", source, letter.span, index=letter.text, sizes=f"{before}, {size}")
    return replace(known, indices={**known.indices, letter.text: size})
