"""Which names a claim has that nothing declares: the reader tells one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from derivo.checks.inference.uses import FUNCTIONS, LOGISTIC, Uses, is_letter, name_of, size_of
from derivo.checks.notation import Notation, Reading, declare, read
from derivo.checks.notation.names.names import ACCENTS
from derivo.checks.notation.text.source import Problem
from derivo.checks.reading import read_pair
from derivo.checks.result import Result

UNKNOWN = ("unknown-name", "missing-index")  # a beside a_i
MOST_NAMES = 20
MOST_LETTERS = 4  # of a run that is a product of letters
DELTA = re.compile(r"delta_\w{2,}")  # δ_ij is 1 where i = j
IMAGINARY = ("i", "j")  # alone, perhaps the imaginary unit: not guessed
NOBODY = "zeta_00"  # a vector among the names, so that ∇ and ‖ are read
SPARE = ("D", "N", "M", "K", "P", "Q", "R", "S", "L", "J")  # letters for sizes


@dataclass(frozen=True, slots=True)
class Typed:
    """Two formulas as typed, the relation between them, and the declarations, one a line."""

    left: str
    right: str
    relation: str
    let: str

    def read(self, lines: tuple[str, ...]) -> tuple[Reading, Reading] | Result:
        """Both formulas with further declarations, or why they cannot be read."""
        return read_pair(self.left, self.right, "\n".join((self.let, *lines)), self.relation)

    def unknown(self, lines: tuple[str, ...]) -> str:
        """The first name in one of the formulas that no line declares, or empty."""
        names = declare("\n".join((self.let, *lines)).split("\n"))
        found = [names] if isinstance(names, Problem) else [read(text, names) for text in (self.left, self.right)]
        problems = (each for each in found if isinstance(each, Problem) and each.code in UNKNOWN)
        return next((dict(each.facts)["name"] for each in problems), "")


@dataclass(frozen=True, slots=True)
class Names:
    """The names that nothing declares, as they are met; families with their index letters, functions with arguments.

    `ends` are the sizes of index letters; `random` are names inside means; `entries` are the heads of which there are
    entries, by the index letter of each that no sum binds.
    """

    plain: tuple[str, ...] = ()
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    functions: Mapping[str, int] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    random: tuple[str, ...] = ()
    entries: Mapping[str, str] = field(default_factory=dict)

    @property
    def sizes(self) -> tuple[str, ...]:
        """The sizes of families, and bounds of sums over numbers."""
        return tuple(dict.fromkeys(each for each in self.ends.values() if not each.isdigit()))

    def range_of(self, head: str) -> str:
        """The indices of a family, as a declaration has them."""
        ranges = ", ".join(f"{letter} in 1..{self.ends[letter]}" for letter in self.families.get(head, ()))
        return f" for {ranges}" if ranges else ""

    def spelled(self, head: str) -> str:
        """A name with its indices."""
        below = ",".join(self.families.get(head, ()))
        return f"{head}_{{{below}}}" if "," in below else f"{head}_{below}" if below else head


def names_in(typed: Typed, seen: Uses, known: Notation) -> Names | None:
    """The names that nothing declares; None where the text does not tell what one of them is."""
    random = tuple(sorted(name for name in seen.random if known.lookup(name) is None))
    plain: dict[str, None] = {}
    families: dict[str, tuple[str, ...]] = {}
    functions: dict[str, int] = {}
    for _ in range(MOST_NAMES):
        names = Names(tuple(plain), dict(families), dict(functions), _ends(families, seen, known), random)
        unknown = typed.unknown(provisional(names, arrays=seen.arrays))
        if not unknown:
            return _with_entries(names, arrays=seen.arrays)
        found = [name_of(each, seen.letters) for each in _letters(unknown, seen, plain)]
        if not found:
            return None
        for name in found:
            if name is None or name.head in (*IMAGINARY, *families, *functions) or DELTA.fullmatch(name.head):
                return None
            if name.head in seen.called and (name.head in FUNCTIONS or name.head == LOGISTIC):
                functions[name.head] = seen.called[name.head]
            elif name.head in seen.applied:
                return None
            elif name.letters:
                families[name.head] = name.letters
                plain.pop(name.head, None)
            elif name.head in plain:
                return None
            else:
                plain[name.head] = None
    return None


def _with_entries(names: Names, *, arrays: bool) -> Names | None:
    """The names without those that are entries of others: x_i beside x_k under Σ_k, or beside a vector x.

    None where it is not clear: x_0 beside a vector x.
    """
    entries: dict[str, str] = {}
    kept = []
    for each in names.plain:
        head, _, below = each.rpartition("_")
        if below in ACCENTS or (head not in names.families and not (arrays and head in names.plain)):
            kept.append(each)
        elif head in names.families and len(names.families[head]) > 1:
            return None
        elif len(below) == 1 and below.isalpha():
            entries.setdefault(below, head)
        elif head not in names.families:
            return None
    return replace(names, plain=tuple(kept), entries=entries)


def provisional(names: Names, *, arrays: bool) -> tuple[str, ...]:
    """Declarations with which the next unknown name is met."""
    kind = f"vector({SPARE[-1]})" if arrays else "real"
    lines = [f"{each} : {kind}" for each in (*names.plain, *((NOBODY,) if arrays else ()))]
    lines += [f"{names.spelled(each)} : {kind}{names.range_of(each)}" for each in names.families]
    return (*common(names), *lines)


def common(names: Names) -> tuple[str, ...]:
    """The declarations that are the same in every reading: sizes, functions, random names."""
    lines = [f"{', '.join(names.sizes)} : size"] if names.sizes else []
    for name, count in names.functions.items():
        of = ", ".join(["real"] * count)
        lines.append(f"{name}(u) = 1/(1 + exp(-u))" if name == LOGISTIC else f"{name} : function({of})")
    return (*lines, *((f"{', '.join(names.random)} : random real",) if names.random else ()))


def _ends(families: Mapping[str, tuple[str, ...]], seen: Uses, known: Notation) -> dict[str, str]:
    """The size of each index letter: the bound of its sum, that of another index at the same place, or a capital."""
    ends = {letter: bound for letter, bound in seen.bounds.items() if bound and known.lookup(bound) is None}
    taken = {*known.names, *ends.values(), *"IED"}
    for letters in families.values():
        for letter in letters:
            if letter not in ends:
                ends[letter] = seen.bounds.get(letter) or size_of(letter, taken)
                taken.add(ends[letter])
    return ends


def _letters(spelled: str, seen: Uses, plain: Mapping[str, None]) -> Iterator[str]:
    """The names in what the reader does not know: itself, or the letters of a run that can be a product of letters."""
    letters, mark, below = spelled.partition("_")
    if is_letter(spelled):
        yield spelled
    elif letters.isascii() and letters.isalpha() and len(letters) <= MOST_LETTERS and (
        len(letters) == 2 or all(each in plain or each in seen.alone for each in letters)
    ):  # fmt: skip
        found = dict.fromkeys((*letters[:-1], letters[-1] + mark + below))
        yield from (each for each in found if each not in plain)
