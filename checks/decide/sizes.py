"""How large an instance must be to prove a claim for every size (docs/deciding.md, section 7).

Let S be the index set of one size. An expression is *additive of degree r* over S if it is Σ_{T ⊆ S, |T| ≤ r} h(T),
where h(T) depends on
the data of the elements of T (and on what does not belong to S). A sum over S of something that holds no sum over S
has degree 1,
whatever it is; a product of r such sums has degree r; an explicit size N is Σ1.

**Theorem.** If F is additive of degree r over S and F = 0 at all sizes 1, …, r + 1 for all data, then F = 0 at
every size.

*Proof.* By Möbius inversion h(T) = Σ_{U ⊆ T} (−1)^{|T∖U|} F(U) may be taken, and then h(T) = 0 for |T| > r. Let c =
F(∅), which has no data of S.
As F(U) = 0 for 1 ≤ |U| ≤ r, h(T) = (−1)^{|T|} c for all |T| ≤ r. At size r + 1, 0 = F = c·Σ_{j ≤ r} (−1)^j C(r + 1,
j) = c·(−1)^r. So c = 0, all h = 0. ∎

With f different free indices in S, F is additive over the other elements, of which there may be none: sizes f, …, f
+ r are enough.
A claim a/b = c/d is F = ad − bc. If that is proved at a size by an identity of rational functions, F vanishes there
for all data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import sympy
from sympy import Basic, Symbol

from derivo.checks.decide.sums.at_sizes import at_sizes, goes_beyond
from derivo.checks.decide.sums.elements import Elements, elements, largest_number
from derivo.checks.decide.sums.inverted import with_determinants_factored, without_inverse
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.decide.sums.products import with_products_summed, with_roots_raised
from derivo.checks.decide.sums.ranges import over_whole_ranges
from derivo.checks.decide.sums.weights import normalised, with_weights_summed
from derivo.checks.language.concrete import concrete
from derivo.checks.language.families import Delta, Entry, Every, Over, Total, is_size
from derivo.checks.language.nodes import Choose, distinct_pieces
from derivo.checks.language.slopes import without_marks
from derivo.checks.verdict import Claim

LARGEST_DEGREE = 12


@dataclass(frozen=True, slots=True)
class Degree:
    """The degree of the top of a quotient over one index set, and its divisors.

    `divisors` are (divisor, multiplicity, degree); equal divisors of several terms are common. `under` are the indices
    on which the divisors depend.
    """

    top: int = 0
    divisors: tuple[tuple[Basic, int, int], ...] = ()
    under: frozenset[Basic] = frozenset()

    @property
    def bottom(self) -> int:
        """The degree of the product of the divisors."""
        return sum(times * each for _, times, each in self.divisors)


def degree(node: Basic, size: Symbol) -> Degree | None:
    """The degree of `node` over the index set 1 … `size`, the other sizes staying symbols; None if it has none.

    None where a sum over the set stands inside a function, in a divisor that changes with an outer index, or in a
    bound. How indices may stand is for `elements.py`.
    """
    if not _reaches(node, size):
        return Degree()
    if node == size:
        return Degree(1)
    if isinstance(node, sympy.Add):
        return _sum([degree(term, size) for term in node.args])
    if isinstance(node, sympy.Mul):
        return _product([degree(factor, size) for factor in node.args])
    if isinstance(node, sympy.Pow):
        return _power(node, size)
    if isinstance(node, Total):
        return _total(node, size)
    return None


def _reaches(node: Basic, size: Symbol) -> bool:
    """Whether a sum over the index set, or its size as a number, occurs in `node`; a place of an entry is no number."""
    match node:
        case Entry() | Delta():
            return False
        case Over():
            return any(end.has(size) for end in node.args[2:4]) or _reaches(node.args[0], size)
        case Choose() if _compares_indices(node.args[0]):
            return _reaches(node.args[1], size) or _reaches(node.args[2], size)
    return node == size or any(_reaches(argument, size) for argument in node.args)


def _compares_indices(condition: Basic) -> bool:
    """Whether a condition has nothing in it but indices and numbers: no data, and no sum that grows with a size."""
    names = [piece for piece in distinct_pieces(condition) if not piece.args]
    plain = all(piece.is_Rational or (piece.is_Symbol and piece.is_integer and not is_size(piece)) for piece in names)
    return plain and not condition.has(Entry, Over)


def _sum(degrees: list[Degree | None]) -> Degree | None:
    """a/b + c/d over the least common multiple of b and d, divisor by divisor."""
    known = [each for each in degrees if each is not None]
    if len(known) < len(degrees):
        return None
    common: dict[Basic, tuple[int, int]] = {}
    for each in known:
        for divisor, times, d in each.divisors:
            common[divisor] = max(times, common.get(divisor, (0, d))[0]), d
    bottom = sum(times * d for times, d in common.values())
    top = max(each.top + bottom - each.bottom for each in known)
    return Degree(top, _listed(common), frozenset().union(*(each.under for each in known)))


def _product(degrees: list[Degree | None]) -> Degree | None:
    known = [each for each in degrees if each is not None]
    if len(known) < len(degrees):
        return None
    product: dict[Basic, tuple[int, int]] = {}
    for each in known:
        for divisor, times, d in each.divisors:
            product[divisor] = times + product.get(divisor, (0, d))[0], d
    return Degree(sum(each.top for each in known), _listed(product), frozenset().union(*(e.under for e in known)))


def _listed(divisors: Mapping[Basic, tuple[int, int]]) -> tuple[tuple[Basic, int, int], ...]:
    return tuple((divisor, times, d) for divisor, (times, d) in divisors.items())


def _power(node: Basic, size: Symbol) -> Degree | None:
    """(a/b)^n; where n is negative, the top of the base becomes a divisor, known by the base."""
    base, exponent = node.args
    inner = degree(base, size)
    if inner is None or not exponent.is_Integer:
        return None
    n = abs(int(exponent))
    if exponent >= 0:
        return Degree(
            inner.top * n, tuple((divisor, times * n, d) for divisor, times, d in inner.divisors), inner.under
        )
    under = inner.under | frozenset(base.free_symbols)
    return Degree(inner.bottom * n, ((base, n, inner.top),), under)


def _total(node: Total, size: Symbol) -> Degree | None:
    body, index, low, high, *_ = node.args
    if low != 1 or not is_size(high):
        return None
    inner = degree(body, size)
    if inner is None or index in inner.under:
        return None
    return Degree(inner.top + (high == size), inner.divisors, inner.under)


def bound(left: Basic, right: Basic, size: Symbol) -> int | None:
    """R such that the cross-multiplied claim is additive of degree at most r over 1 … `size`, if it is plain."""
    a, b = degree(left, size), degree(right, size)
    if a is None or b is None:
        return None
    r = max(a.top + b.bottom, b.top + a.bottom)
    return r if r <= LARGEST_DEGREE else None


def every_size(claim: Claim, proved: Callable[[Claim], bool]) -> bool:
    """Whether `claim` holds for every value of its sizes; `proved` decides instances without sizes.

    At once if both sides have one normal form. Else first without the conditions on entries, sums of weights that sum
    to one being carried out where they stand plainly; then with these weights written as quotients.
    """
    claim = replace(claim, left=with_determinants_factored(claim.left), right=with_determinants_factored(claim.right))
    if normally_equal(claim) or any(every_size(product, proved) for product in without_inverse(claim)):
        return True
    left, right = (with_roots_raised(with_products_summed(side)) for side in (claim.left, claim.right))
    claim = with_weights_summed(replace(claim, left=left, right=right))
    normal = normalised(claim)
    return any(_for_all_data(each, proved) for each in (claim, normal) if each is not None)


def _for_all_data(claim: Claim, proved: Callable[[Claim], bool]) -> bool:
    """The same by the theorem, without the conditions that not all data satisfy; sums written out that have numbers."""
    ranges = dict(claim.indices)
    written = (concrete(without_marks(side), {}) for side in (claim.left, claim.right))
    left, right = (over_whole_ranges(side, ranges) for side in written)
    plain = replace(claim, left=left, right=right, given=_kept(claim))
    return _eliminated(plain, proved, largest_number((left, right)))


def _kept(claim: Claim) -> tuple[Basic, ...]:
    """The conditions that a part of the index sets satisfies, too: those that say nothing of entries, sums or sizes.

    The theorem speaks of all data. Under Σ_n x_n = Σ_n x_n³ = 0, Σ_n x_n⁵ is 0 up to N = 4, and not at N = 5.
    """
    return tuple(condition for condition in claim.given if not condition.has(Entry, Every, Over, *claim.sizes))


def small_sizes(claim: Claim, proved: Callable[[Claim], bool], most: int) -> int:
    """The largest n up to `most` such that `claim` was proved at all sizes up to n, for all free indices."""
    for largest in range(1, most + 1):
        for values in product(range(1, largest + 1), repeat=len(claim.sizes)):
            if largest in values or not values:
                sizes = dict(zip(claim.sizes, values, strict=True))
                ranges = (range(1, int(sizes.get(size, size)) + 1) for _, size in claim.indices)
                for places in product(*ranges):
                    indices = dict(zip((index for index, _ in claim.indices), places, strict=True))
                    if not proved(at_sizes(claim, {**sizes, **indices})):
                        return largest - 1
    return most


def _eliminated(claim: Claim, proved: Callable[[Claim], bool], numbers: int) -> bool:
    """The sizes one by one: one that has a bound while the others stay symbols, then the next in each instance."""
    numbered = next(((index, size) for index, size in claim.indices if size.is_Integer), None)
    if numbered is not None:  # a free index that runs up to a number
        index, size = numbered
        return all(_eliminated(at_sizes(claim, {index: place}), proved, numbers) for place in range(1, int(size) + 1))
    if not claim.sizes:
        return proved(claim)
    left, right = claim.left, claim.right
    if (
        left.func == right.func
        and len(left.args) == len(right.args)
        and not isinstance(left, sympy.Add | sympy.Mul | Over | Entry)
    ):
        pairs = [pair for pair in zip(left.args, right.args, strict=True) if pair[0] != pair[1]]
        if pairs and all(_eliminated(replace(claim, left=a, right=b), proved, numbers) for a, b in pairs):
            return True  # equal arguments of one function
    for size in claim.sizes:
        r = bound(left, right, size)
        found = None if r is None else elements(claim, size, numbers)
        if r is not None and found is not None:  # a claim that fails at one of these is false, whatever goes first
            instances = list(instances_up_to(claim, found, r))
            return bool(instances) and all(_eliminated(each, proved, numbers) for each in instances)
    return False


def instances_up_to(claim: Claim, found: Elements, r: int) -> Iterator[Claim]:
    """The claim at all values of a size, and all places of its free indices, that the theorem asks for.

    Where it speaks of an entry that there is not, as x_3 or x_{k+1} at small sizes, nothing is claimed.
    """
    for last, places in found.placements(r):
        if not goes_beyond(claim, {found.size: last, **places}):
            yield at_sizes(claim, {found.size: last, **places})
