"""Random claims with truth by construction: rewritten and seen to agree, or perturbed and seen to differ."""

from __future__ import annotations

import random
from fractions import Fraction

from tests.fuzz.answers import answer
from tests.fuzz.changing import perturbed, rewritten
from tests.fuzz.drawing import Draw
from tests.fuzz.implications import implication
from tests.fuzz.judging import Typed, judged
from tests.fuzz.terms import show
from tests.fuzz.worlds import LET, agree, differ, points

KINDS = (
    "scalar",
    "cases",
    "sum",
    "sum",
    "derivative",
    "derivative",
    "matrix",
    "gradient",
    "chance",
    "limit",
    "answers",
    "implication",
)
LONGEST = 400  # characters of a side


def claim(seed):
    """The claim of a seed; None where nothing is known of its truth."""
    source = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    if kind == "answers":
        return answer(source)
    if kind == "limit":
        return limit(source)
    if kind == "implication":
        return implication(source)
    left = Draw(source).of(kind)
    start = rewritten(source, left) if source.random() < 0.5 else left
    wanted = source.random() < 0.5
    right = rewritten(source, start) if wanted else perturbed(source, start)
    if max(map(len, map(show, (left, right)))) > LONGEST:
        return None
    at = points(source)
    seen = agree(left, right, at) if wanted else differ(left, right, at)
    return Typed(kind, wanted, show(left), show(right), LET[kind]) if seen else None


def tried(seed):
    """What became of the claim of a seed; None where nothing is known of its truth."""
    typed = claim(seed)
    return typed and judged(typed)


def limit(source):
    """The limit of a quotient of polynomials in a size or a name, at infinity or at a point: exact by its coefficients."""
    name, declared = source.choice((("N", "N : size"), ("x", "x : real"), ("x", "x : positive")))
    degree = source.randint(0, 2)
    tops, bottoms = ([source.randint(-4, 5) for _ in range(degree + 1)] for _ in range(2))
    bottoms[-1] = source.randint(1, 5)
    text = rf"\lim_{{{name} \to \infty}} \frac{{{_typed(tops, name)}}}{{{_typed(bottoms, name)}}}"
    found = Fraction(tops[-1], bottoms[-1])
    truth = source.random() < 0.5
    other = found if truth else source.choice((found + 1, -found + 2, Fraction(tops[0], bottoms[0] or 1) + found + 1))
    truth = found == other
    return Typed("limit", truth, text, f"{other.numerator}/{other.denominator}", declared)


def _typed(coefficients, name):
    return " + ".join(f"({c}) {name}^{power}" for power, c in enumerate(coefficients))


def sane(seed):
    """Whether a claim that is said to be true is one: the generator's own test."""
    source = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    if kind in ("answers", "limit", "implication"):
        return True
    term = Draw(source).of(kind)
    other = rewritten(source, term)
    return not differ(term, other, points(source))
