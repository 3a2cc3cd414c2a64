"""Which names exist: the built-in functions, the constants, and the notation that a question declares."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from derivo.checks.language.domains import Domain
from derivo.checks.notation.text.characters import GREEK, subscript, superscript
from derivo.checks.notation.trees import tree

# The least and the greatest number of arguments; None is any number.
BUILTINS: Mapping[str, tuple[int, int | None]] = {
    **dict.fromkeys(("exp", "sqrt", "abs", "sign", "relu", "erf", "factorial"), (1, 1)),
    **dict.fromkeys(("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan"), (1, 1)),
    **dict.fromkeys(("sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh"), (1, 1)),
    "log": (1, 2),
    "root": (2, 2),
    "max": (1, None),
    "min": (1, None),
}

# Functions of vectors and matrices, known where the notation has some.
ARRAY_FUNCTIONS: Mapping[str, str] = {
    **dict.fromkeys(("tr", "Tr", "trace", "Trace"), "tr"),
    **dict.fromkeys(("det", "Det"), "det"),
    **dict.fromkeys(("diag", "Diag"), "diag"),
    **dict.fromkeys(("vec", "Vec"), "vec"),
    **dict.fromkeys(("inv", "inverse"), "inv"),
    **dict.fromkeys(("dot", "inner"), "inner"),
    **dict.fromkeys(("mean", "overline"), "mean"),
    **{name: name for name in ("norm", "kron", "outer", "transpose")},
}
ARRAY_WORDS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("I", "Id"), ("identity", "I")),
    **{name: ("builtin", function) for name, function in ARRAY_FUNCTIONS.items()},
}
TWO_ARRAYS = frozenset(("inner", "outer", "kron"))  # the others take one

FUNCTIONS: Mapping[str, str] = {
    **{name: name for name in BUILTINS},
    "ln": "log",
    "sgn": "sign",
    "signum": "sign",
    "Abs": "abs",
    **dict.fromkeys(("ReLU", "RELU", "Relu", "ReLu"), "relu"),
    **{"arc" + name: "a" + name for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    **{"ar" + name: "a" + name for name in ("sinh", "cosh", "tanh")},
    "tg": "tan",
    "ctg": "cot",
    "cosec": "csc",
    "cosech": "csch",
}

LOGARITHMS: Mapping[str, int] = {"lg": 10, "log_2": 2, "log_10": 10}

INVERSES: Mapping[str, str] = {name: "a" + name for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")}

CONSTANTS: Mapping[str, str] = {
    "e": "e",
    "pi": "pi",
    **dict.fromkeys(("oo", "inf", "infty", "infinity", "Infinity", "∞"), "oo"),
}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name that stands for an unknown number of `domain`. A constant is free of what a derivation is about.

    A `parameter` of a definition that is being read stands for what is put in.
    """

    name: str
    shown: str
    domain: Domain
    constant: bool = False
    parameter: bool = False


@dataclass(frozen=True, slots=True)
class Defined:
    """A name that stands for an expression, or for a function if its definition has parameters."""

    shown: str
    definition: tree.Definition

    @property
    def name(self) -> str:
        """The canonical name."""
        return self.definition.name


@dataclass(frozen=True, slots=True)
class UnknownFunction:
    """A function of which only the domains and traits (`convex`, `increasing`, …) are known.

    `axes` are the sizes of its value, none of a number, and `places` those of each argument; empty if all are numbers.
    """

    name: str
    shown: str
    arguments: tuple[Domain, ...]
    value: Domain
    traits: tuple[str, ...] = ()
    axes: tuple[str | int, ...] = ()
    places: tuple[tuple[str | int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """Unknown numbers of `domain`, one for each value of the indices: pairs of a letter and a size.

    With `axes`, vectors (one size) or matrices (rows, columns), whose entries have as many further indices. `trait` is
    one of `symmetric`, `posdef`, `psd`, `diagonal`, `invertible`, or empty.
    """

    name: str
    shown: str
    domain: Domain
    indices: tuple[tuple[str, str], ...]
    axes: tuple[str | int, ...] = ()
    trait: str = ""


@dataclass(frozen=True, slots=True)
class Random:
    """A random name, with the sizes `axes` of a vector or matrix; its mean and variance where they are declared.

    If it is `normal`, both are those of its distribution given the random names that stand in them. They are all that
    is known of a distribution that is known in `part`. The values of a random index are `labels`, as many as this size
    says, and no numbers.
    """

    name: str
    shown: str
    domain: Domain
    axes: tuple[str | int, ...] = ()
    mean: tree.Node | None = None
    variance: tree.Node | None = None
    normal: bool = False
    part: bool = False
    labels: str = ""


@dataclass(frozen=True, slots=True)
class Density:
    """The joint density of the random names `of`, given the values of the names `given`."""

    name: str
    shown: str
    of: tuple[str, ...]
    given: tuple[str, ...] = ()


Declared = Symbol | Defined | UnknownFunction | Family | Random | Density
Independence = tuple[tuple[str, ...], ...]  # blocks of random names: what is in one is independent of all the others


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of an index in a spelling."""

    letter: str


Group = tuple[Slot | str, ...]
AXES = (Slot("1st"), Slot("2nd"))  # the places of the indices that an entry of a vector or matrix has besides


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write the entries of a family: its letters, what stands below and above, and in brackets behind.

    `w(x_n)` is Spelling("w", "w", within=("x", "_", (Slot("n"),)), opening="(").
    """

    family: str
    head: str
    below: Group = ()
    above: Group = ()
    within: tuple[str | Group, ...] = ()
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Notation:
    """The names that people may use, and what is known about them.

    `names` is by canonical name; `spellings` maps further canonical names to those. `indices` gives the size up to
    which an index letter runs; `fixed` are the letters declared as `index(N)`. `entries` has the spellings of families
    by their letters. `arrays` says that there are vectors or matrices among the names; `independent` are the groups of
    random names that are independent of one another. `alone` is what functions stand for without an argument, `calls`
    what they stand for with another number of arguments than they are declared with. `otherwise` are the rules of
    reading that are taken the other way.
    """

    names: Mapping[str, Declared] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    given: tuple[tree.Compare, ...] = ()
    about: tuple[str, ...] = ()
    indices: Mapping[str, str] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()
    entries: Mapping[str, tuple[Spelling, ...]] = field(default_factory=dict)
    arrays: bool = False
    independent: tuple[Independence, ...] = ()
    alone: Mapping[str, tree.Node] = field(default_factory=dict)
    calls: Mapping[str, tuple[tree.Definition, ...]] = field(default_factory=dict)
    otherwise: frozenset[str] = frozenset()

    def lookup(self, spelling: str) -> Declared | None:
        """What is declared under a name, or one of its spellings."""
        return self.names.get(self.spellings.get(spelling, spelling))

    def extended(
        self, *declared: Declared, spellings: Mapping[str, str] | None = None, entries: Iterable[Spelling] = ()
    ) -> Notation:
        """The notation with further names; a new name hides an old one of the same spelling."""
        added = {each.name: each for each in declared}
        kept = {spelling: name for spelling, name in self.spellings.items() if spelling not in added}
        written = dict(self.entries)
        for each in entries:
            written[each.head] = (each, *written.get(each.head, ()))
        names, further = {**self.names, **added}, {**kept, **(spellings or {})}
        arrays = self.arrays or any(isinstance(each, Family | Random) and each.axes for each in declared)
        return replace(self, names=names, spellings=further, entries=written, arrays=arrays)

    def knows(self, condition: tree.Compare) -> Notation:
        """The notation with one more condition that holds at every point."""
        return replace(self, given=(*self.given, condition))

    def nearest(self, name: str) -> tuple[str, ...]:
        """The known names that resemble `name`, best first."""
        if len(name) > LONGEST_NAME:
            return ()
        known = [*self.names, *self.spellings, *FUNCTIONS, "pi", "infinity"]
        close = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
        if not close:
            close = [other for other in self.names if other.lower() == name.lower()]
        canonical = [self.spellings.get(other, FUNCTIONS.get(other, other)) for other in close]
        return tuple(dict.fromkeys(canonical))


LONGEST_NAME = 40  # a longer word resembles nothing, and comparing it takes time


def parameters(declared: Declared) -> int:
    """The number of arguments that a declared name takes, 0 for a value."""
    match declared:
        case Symbol() | Family() | Random() | Density():
            return 0
        case Defined(definition=definition):
            return len(definition.parameters)
        case UnknownFunction(arguments=arguments):
            return len(arguments)


def indices_of(declared: Declared | None) -> tuple[tuple[str, str], ...]:
    """The letters and sizes of the indices of a family, or of a definition with indices; none of anything else."""
    match declared:
        case Family(indices=indices) | Defined(definition=tree.Definition(indices=indices)):
            return indices
    return ()


def axes_of(declared: Declared | None) -> tuple[str | int, ...]:
    """The sizes of a declared vector or matrix; none of anything else, and of what is defined."""
    return declared.axes if isinstance(declared, Family | Random) else ()


def shown_name(name: str) -> str:
    """A canonical name as people write it in Unicode.

    >>> shown_name("mu_k^(t+1)"), shown_name("xi_hat"), shown_name("x_12")
    ('μₖ⁽ᵗ⁺¹⁾', 'ξ̂', 'x₁₂')
    """
    body, _, upper = name.partition("^")
    plain = body.rstrip("°'")
    head, *lower = plain.split("_")
    written = UNICODE.get(head, head)
    while lower and lower[0] in ACCENTS:
        written += ACCENTS[lower.pop(0)]
    if lower:
        below = "_".join(UNICODE.get(part, part) for part in lower)
        small = subscript(below)
        written += small if small else f"_{below}" if below.isalnum() else f"_{{{below}}}"
    if upper:
        written += superscript(upper) or f"^{upper}"
    return written + "'" * body.count("'")


def shown_entry(name: str, indices: Iterable[str]) -> str:
    """A family's canonical name with what its indices are.

    >>> shown_entry("q^(t)", ["k", "n"]), shown_entry("q", ["k", "n+1"]), shown_entry("x", ["N"])
    ('qₖₙ⁽ᵗ⁾', 'q_{k,n+1}', 'x_N')
    """
    given = [UNICODE.get(index, index) for index in indices]
    if not given:
        return shown_name(name)
    body, _, upper = name.partition("^")
    head, *lower = body.rstrip("°").split("_")
    written = UNICODE.get(head, head)
    while lower and lower[0] in ACCENTS:
        written += ACCENTS[lower.pop(0)]
    fixed = "_".join(lower)
    plain = len(given) == 1 or all(len(index) == 1 and index.isalpha() for index in given)
    below = ("" if plain and not fixed else ",").join([*given, *([fixed] if fixed else [])])
    small = subscript(below)
    low = small or (f"_{below}" if len(below) == 1 and below.isalpha() else f"_{{{below}}}")
    high = (superscript(upper) or f"^{{{upper}}}") if upper else ""
    return written + low + high


UNICODE: Mapping[str, str] = {name: letter for letter, name in GREEK.items()}
ACCENTS: Mapping[str, str] = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "dot": "\u0307"}
