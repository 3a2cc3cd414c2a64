"""Every claim that is made of an answer keeps the trees that were typed, and these denote what is claimed."""

import pytest

from derivo.checks.answers import claims
from derivo.checks.answers.claims import claim, conditions
from derivo.checks.answers.references import reference
from derivo.checks.answers.worlds import entered, world
from derivo.checks.check import check
from derivo.checks.compare import compare
from derivo.checks.decide.search.decide import decide
from derivo.checks.notation.meaning.meaning import denote
from derivo.checks.notation.text.source import Problem, Source
from derivo.checks.question import part_named
from derivo.checks.reading import read_answer, read_pair
from derivo.checks.result import Result
from derivo.checks.verdict import Proved, Relation
from derivo.derivations import catalogue
from tests.answers.test_outcomes import ANSWERS

QUESTIONS = catalogue()
FOUND = [
    (question, part)
    for each in QUESTIONS.values()
    for question in each.variants
    for part in each.parts
    if part.objective and not part.assigned
]


def made(monkeypatch, identity, text):
    """The claims that are decided for an answer."""
    found, make = [], claims.made

    def kept(*said):
        each = make(*said)
        found.extend([each] if each else [])
        return each

    monkeypatch.setattr(claims, "made", kept)
    question, part = part_named(QUESTIONS, identity)
    reading = read_answer(text, question, part)
    if not isinstance(reading, Result):
        check(question, part, reading)
    return found


@pytest.mark.parametrize(
    ("identity", "text"), [row[:2] for row in ANSWERS], ids=[f"{row[0]} {row[1]}" for row in ANSWERS]
)
def test_every_claim_keeps_the_trees(monkeypatch, identity, text):
    assert all(each.typed is not None for each in made(monkeypatch, identity, text))


@pytest.mark.parametrize(
    ("identity", "text"), [row[:2] for row in ANSWERS], ids=[f"{row[0]} {row[1]}" for row in ANSWERS]
)
def test_the_trees_denote_what_is_claimed(monkeypatch, identity, text):
    """Read once more in their own notation, they give a claim with the same verdict."""
    for each in made(monkeypatch, identity, text):
        if each.typed is None or each.model is not None or each.relation is not Relation.EQUAL:
            continue
        notation = each.typed.notation
        left, right = (denote(side, notation, Source("")) for side in (each.typed.left, each.typed.right))
        if isinstance(left, Problem):  # it is deeper than what is typed may be
            continue
        again = decide(claim(each.relation, left, right, notation, conditions(each.typed.given, notation, Source(""))))
        assert isinstance(again, Proved) == isinstance(decide(each), Proved)


@pytest.mark.parametrize(
    ("question", "part"), FOUND, ids=[f"{part.name} {place}" for place, (_, part) in enumerate(FOUND)]
)
def test_what_is_found_is_spelled(question, part):
    """The tree of a stationary point denotes it, with the answers of earlier parts in their places."""
    known = reference(question, part)
    target = known.targets[0]
    names = world(question.notation, known.known(0))
    spelled = denote(entered(target.formula.tree, known.known(0)), names, Source(""))
    unknown = denote(entered(target.name, known.known(0)), names, Source(""))
    for value in (spelled, unknown):
        given = conditions(question.notation.given, question.notation, Source(""))
        shown = decide(claim(Relation.EQUAL, value, known.asked.value, question.notation, given))
        assert isinstance(shown, Proved)


def test_the_trees_of_two_formulas_are_kept(monkeypatch):
    found, make = [], claims.made

    def kept(*said):
        each = make(*said)
        found.extend([each] if each else [])
        return each

    monkeypatch.setattr(claims, "made", kept)
    compare(*read_pair("x + 1", "x", "let x : real\ngiven x != 0", "="))
    (made_of,) = found
    assert made_of.typed.left != made_of.typed.right
    assert [each.operator for each in made_of.typed.given] == ["!="]
