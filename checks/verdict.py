"""Claims, the evidence for them, and verdicts: data only.

Only `checks.decide.kernel` makes a `Proved` or a `Refuted`; a test reads the sources and keeps it so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sympy import Basic, Symbol

    from derivo.checks.language.domains import Domain
    from derivo.checks.language.tables import Model
    from derivo.checks.notation.names.names import Notation
    from derivo.checks.notation.trees.tree import Compare, Node


class Relation(Enum):
    """What a claim says of its two sides (docs/deciding.md)."""

    EQUAL = "="
    DIFFERENT = "!="
    EQUAL_UP_TO_CONSTANT = "= up to a constant"
    PROPORTIONAL = "∝"
    SAME_MINIMISER = "~min"
    SAME_SIGN = "same sign"
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    IMPLIES = "=>"
    EQUIVALENT = "<=>"


@dataclass(frozen=True, slots=True)
class Typed:
    """A claim as it was typed: its two sides as trees, in the names of one notation.

    The definitions of the notation are looked through; what is asked of another part, or put in for an unknown, is a
    definition there, too. `given` are the conditions under which the claim is made, those of the notation included.
    """

    left: Node
    right: Node
    notation: Notation
    given: tuple[Compare, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A pair of expressions and the relation said to hold between them, everywhere on the domain.

    Never a difference: `left - right` already simplifies. The sides of IMPLIES and EQUIVALENT are SymPy equations.
    `axes` says up to which sizes the indices of the entries of a family run, where that is declared: there is no entry
    beyond. `given` are conditions that hold at every admissible point. `about` are the names that vary in
    EQUAL_UP_TO_CONSTANT, PROPORTIONAL and SAME_MINIMISER, symbols and families as a whole: all other names are
    constants there. `functions` are the unknown functions that occur, each with its traits (`positive`, `convex`,
    `increasing`). `sizes` are the whole numbers ≥ 1 that stay symbols, `indices` the free indices with their sizes
    (symbols or numbers), `families` the domains of the entries, `matrices` what is known of square matrices
    (`symmetric`, `posdef`, `psd`, `invertible`). With a `model`, its random names are continuous: a finite
    distribution proves nothing against it. Else `finite` says which families are of random names: a name has each value
    at one sample, and a function one value at each. `ranges` has the values of functions that are not any number.
    `typed` is what the second judge evaluates: None of a claim that
    nobody typed.
    """

    left: Basic
    right: Basic
    relation: Relation
    domains: tuple[tuple[Symbol, Domain], ...] = ()
    given: tuple[Basic, ...] = ()
    about: tuple[Symbol | str, ...] = ()
    functions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sizes: tuple[Symbol, ...] = ()
    indices: tuple[tuple[Symbol, Basic], ...] = ()
    families: tuple[tuple[str, Domain], ...] = ()
    matrices: tuple[tuple[str, str], ...] = ()
    model: Model | None = None
    finite: Model | None = None
    axes: tuple[tuple[str, tuple[Basic, ...]], ...] = ()
    ranges: tuple[tuple[str, Domain], ...] = ()
    typed: Typed | None = field(default=None, compare=False)

    @property
    def sized(self) -> bool:
        """Whether it has entries of families: only an instance of it is a scalar claim in finitely many names."""
        return bool(self.sizes or self.indices or self.families)


class Curvature(Enum):
    """What a property claims of a function (docs/deciding.md, section 8)."""

    AFFINE = "affine"
    CONVEX = "convex"
    CONCAVE = "concave"


@dataclass(frozen=True, slots=True)
class Property:
    """The claim that `body` is affine, convex or concave in the names `about`, taken together.

    These are symbols, and families as a whole, by their names. All other names are constants: the claim is made for
    every value that they may have. `traits` says which families are matrices that are `psd` (symmetric, positive
    semidefinite) or `posdef`. The other fields are those of a `Claim`; free `indices` may have any value.
    """

    body: Basic
    kind: Curvature
    about: tuple[Symbol | str, ...]
    domains: tuple[tuple[Symbol, Domain], ...] = ()
    given: tuple[Basic, ...] = ()
    functions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sizes: tuple[Symbol, ...] = ()
    indices: tuple[tuple[Symbol, Symbol], ...] = ()
    families: tuple[tuple[str, Domain], ...] = ()
    traits: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What one side is at a point: a value between `low` and `high`, or `undefined` with the reason why.

    `low` and `high` are exact; None stands for an infinite value of the sign in `infinite`.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    infinite: int = 0
    undefined: str = ""


@dataclass(frozen=True, slots=True)
class Normal:
    """What a random name was taken for in a joint: normal, of this mean and variance, given the names in the mean.

    `joint` is the name of its density. `mean` are the coefficients of the other names, and that of "", the constant.
    """

    joint: str
    name: str
    mean: tuple[tuple[str, Fraction], ...]
    variance: Fraction


@dataclass(frozen=True, slots=True)
class Witness:
    """A point at which the two sides provably differ.

    `functions` says what unknown functions were taken to be: the coefficients of a polynomial, the constant first, in
    the first argument plus twice the second and so on. For an implication there is one name in `point`; the first
    equation has a solution within `radius` of it, and there left - right of the second is as enclosed in `right`.
    `sizes` gives the sizes and the free indices. Where some names vary, `point` has their values at several points, s
    and s′ and perhaps s″, and `compares` says what the two sides are: `products` l(s)·r(s′) and l(s′)·r(s), `changes`
    l(s) − l(s′) and r(s) − r(s′), or `ratios` of a change to that from s″ to s.

    Where a claim has a model, `normals` are the distributions that were chosen, of the names without a law, in one
    dimension; `point` also has the values of free samples, `X°`; `functions` are those at random names, too, s and s′
    and s″ apart, each times exp(−x² − y² − …) if they are `decaying`. `continuous` says that this is such a witness.
    """

    point: tuple[tuple[str, Fraction], ...]
    left: Enclosure = Enclosure()
    right: Enclosure = Enclosure()
    functions: tuple[tuple[str, tuple[Fraction, ...]], ...] = ()
    radius: Fraction = Fraction(0)
    sizes: tuple[tuple[str, int], ...] = ()
    compares: str = ""
    normals: tuple[Normal, ...] = ()
    decaying: bool = False
    continuous: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a certificate: a piece of the body, its curvature and sign, and the rule that gives them.

    `depth` is that of the piece below the body. `sign` is `+` or `-` where that is known and matters, else empty.
    """

    node: Basic
    curvature: str
    rule: str
    sign: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a claim holds: the method, and for what it was shown (`scope`, empty where nothing has a size).

    `error` bounds the probability that an identity at random points of a prime field deceives; 0 for exact proofs.
    `certificate` is the proof of a property, line by line, the body first. `factor` are the p and q of SAME_MINIMISER,
    positive and free of what varies: p·left − q·right is free of it, too. `terms` are those of an inequality with
    sizes: a q > 0, and then what is not negative and has the sum q·(right − left), or q·(left − right) for ≥ and >.
    """

    method: str
    scope: str = ""
    cases: int = 1
    error: Fraction = Fraction(0)
    certificate: tuple[Line, ...] = ()
    factor: tuple[Basic, ...] = ()
    terms: tuple[Basic, ...] = ()


@dataclass(frozen=True, slots=True)
class Proved:
    """The claim holds."""

    proof: Proof


@dataclass(frozen=True, slots=True)
class Refuted:
    """The claim does not hold."""

    witness: Witness


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither was shown. `tried` says what was: (what, figure) pairs such as ("points that agree", "24").

    `proof`, if there is one, is of less than was claimed: its scope says for which sizes.
    """

    tried: tuple[tuple[str, str], ...] = ()
    proof: Proof | None = None


Verdict = Proved | Refuted | Undecided
