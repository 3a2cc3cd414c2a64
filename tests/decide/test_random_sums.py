"""Random sums: what has one normal form is refuted nowhere, however it was rewritten or changed."""

import pytest
from sympy import srepr

from derivo.checks.decide.balls import Unsupported
from derivo.checks.decide.search.decide import _refuted_at
from derivo.checks.decide.sums.normal_claims import normally_equal
from derivo.checks.language.families import Entry, entry
from derivo.checks.language.nodes import distinct_pieces, negate
from tests.decide.random_sums import FAMILIES, FREE, Sums, claim, rewritten

BATCHES, EACH = 12, 20


def changed(node, source):
    """`node` with one entry replaced by another, or by its negative, everywhere."""
    found = sorted({piece for piece in distinct_pieces(node) if type(piece) is Entry}, key=srepr)
    if not found:
        return node
    old = source.choice(found)
    name, *at = old.args
    sizes = next(sizes for family, sizes, _ in FAMILIES if family == name.name)
    place = source.randrange(len(at))
    at[place] = source.choice([index for index, size in FREE if size == sizes[place]])
    return put(node, old, source.choice((negate(old), entry(name.name, *at))))


def put(node, old, new):
    if node == old:
        return new
    if not node.args or isinstance(node, Entry):
        return node
    return node.func(*(put(argument, old, new) for argument in node.args), evaluate=False)


def first_refutation(claimed):
    """A refutation at small sizes, looked for as if there were no proof."""
    try:
        return _refuted_at(claimed, claimed, range(3))
    except (Unsupported, ValueError):
        return None


@pytest.mark.parametrize("batch", range(BATCHES))
def test_one_normal_form_is_refuted_nowhere(batch):
    proved = 0
    for seed in range(batch * EACH, (batch + 1) * EACH):
        sums = Sums(seed)
        left = sums.one(4, FREE)
        right = rewritten(rewritten(left, sums.source), sums.source)
        for other in (right, changed(right, sums.source)):
            claimed = claim(left, other)
            if left != other and normally_equal(claimed):
                assert first_refutation(claimed) is None, seed
                proved += 1
    assert proved
