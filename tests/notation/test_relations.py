"""Relations are one table: each of its spellings is read, shown, and claims what it says."""

import pytest

from derivo.checks.notation import Reading, declare, read, show
from derivo.checks.notation.text.relations import ASKED, CLAIMS, COMPARISONS, SHOWN, SIGNS, TURNED
from derivo.checks.verdict import Relation

NAMES = declare(["let a, b, c : real"])
SPELLINGS = [
    (spelling, each.sign) for each in SIGNS for spelling in (each.sign, *each.typed, *(f"\\{c}" for c in each.commands))
]
SIDES = {sign for _, sign in SPELLINGS} - {"in", ":=", "= + C", "~min"}  # these are no relation of a chain


@pytest.mark.parametrize(("spelling", "sign"), [pair for pair in SPELLINGS if pair[1] in SIDES])
def test_every_spelling_is_read(spelling, sign):
    found = read(f"a {spelling} b", NAMES)
    assert isinstance(found, Reading), found
    assert [side.relation for side in found.sides] == ["", sign]
    assert [show(side.tree) for side in found.sides] == ["a", "b"]


@pytest.mark.parametrize("sign", [sign for sign in COMPARISONS if sign != "in"])
def test_every_comparison_may_stand_in_a_condition(sign):
    (condition,) = read(f"a if b {sign} c", NAMES).conditions
    assert condition.operator == sign
    assert TURNED[TURNED[sign]] == sign


def test_what_a_sign_claims_is_known_to_the_verdicts():
    assert {Relation[name] for name in CLAIMS.values()} == set(Relation) - {Relation.SAME_SIGN}
    assert set(ASKED) <= CLAIMS.keys() & SHOWN.keys()


def test_no_spelling_is_that_of_two():
    written = [spelling for spelling, _ in SPELLINGS]
    assert len(written) == len(set(written))
