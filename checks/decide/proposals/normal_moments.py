"""Means and variances that are declared of random names, found by trying two distributions. Believed in nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import fmpq
from sympy import Basic

from derivo.checks.decide.balls import Unsupported
from derivo.checks.decide.gaussians import forms
from derivo.checks.decide.gaussians.refuting import is_of_tables, places_of
from derivo.checks.decide.gaussians.values import Values
from derivo.checks.decide.gaussians.worlds import World, names_of, rational
from derivo.checks.language.families import families_in
from derivo.checks.verdict import Claim, Normal, Witness

PROBES = (5, 7)  # N(5, 1) and N(7, 1) have the second moments 26 and 50
MEANS, SQUARES = [fmpq(5), fmpq(7)], [fmpq(26), fmpq(50)]
Moments = tuple[Fraction | None, Fraction | None]


def declared_moments(claim: Claim, witness: Witness) -> dict[str, Moments]:
    """The mean and the variance that the conditions give each name at the point of a witness, as far as they do."""
    assert claim.model is not None
    found: dict[str, Moments] = {}
    conditions = [condition for condition in claim.given if is_of_tables(condition, claim)]
    for name in names_of(claim.model):
        mean, square = None, None
        for condition in conditions:
            if families_in(condition) & {*names_of(claim.model)} == {name}:
                left, right = _at_probes(claim, witness, name, condition)
                mean = right if left == MEANS else mean
                square = right if left == SQUARES else square
        if mean is not None or square is not None:
            variance = None if square is None else square - (mean or Fraction(0)) ** 2
            found[name] = mean, variance
    return found


def _at_probes(claim: Claim, witness: Witness, name: str, condition: Basic) -> tuple[list[fmpq], Fraction | None]:
    """The left side of an equation at each probe, and the right side."""
    lefts, right = [], None
    for normals in _probes(claim, name):
        point = {each: rational(value) for each, value in witness.point}
        assert claim.model is not None
        values = Values(World(claim.model, normals, dict(witness.functions), decaying=False), point)
        try:
            for body, at in values.everywhere(condition, places_of(claim, witness)):
                left, value = (forms.as_number(values.of(side, at)) for side in body.args)
                if left is not None and value is not None:
                    lefts.append(left)
                    right = Fraction(int(value.p), int(value.q))
        except Unsupported:
            return [], None
    return lefts, right


def _probes(claim: Claim, name: str) -> Iterator[dict[tuple[str, str], Normal]]:
    """Independent standard names, but for one."""
    assert claim.model is not None
    for mean in PROBES:
        yield {
            (table.name, each): Normal(table.name, each, (("", Fraction(mean)),) if each == name else (), Fraction(1))
            for table in claim.model.joints
            for each in table.of
        }
