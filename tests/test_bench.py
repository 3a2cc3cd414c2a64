"""What `make bench` measures can be built, and is decided rightly: else it goes stale unseen."""

import pytest

from bench import judging, sums
from bench.deciding import QUESTION, claim, read
from derivo.checks.decide.search.decide import decide
from derivo.checks.verdict import Proved, Refuted
from tests.answers.expectations import ROWS
from tests.answers.sums import IDENTITIES

_, LET, LEFT, RIGHT, WRONG = IDENTITIES[0]
MEAN, EQUAL, UNEQUAL, CHANCE = ROWS[0]


def test_answers():
    assert isinstance(decide(claim(read(judging.RIGHT, QUESTION.notation))), Proved)
    assert len(judging.gelu()) > 40


@pytest.mark.parametrize("made", [sums.sums, judging.typed_sums])
@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ((LET, LEFT, RIGHT), Proved),
        ((LET, LEFT, WRONG), Refuted),
        ((CHANCE, MEAN, EQUAL), Proved),
        ((CHANCE, MEAN, UNEQUAL), Refuted),
    ],
)
def test_claims(made, row, wanted):
    assert isinstance(decide(made(*row)), wanted)


def test_the_share_of_the_second_judge():
    share, alone = judging.measured([judging.typed_sums(LET, LEFT, RIGHT)])
    assert share > -1
    assert alone > 0
