from fractions import Fraction

import pytest

from checks.feedback import evidence, record, say
from checks.notation.source import Problem, Source, Span
from checks.question import limit, statement, value
from checks.result import Result, StepResult
from checks.verdict import Enclosure, Proof, Proved, Refuted, Undecided, Witness

DERIVATIVE = value(
    "derivative",
    "Differentiate.",
    asked="dφ/dz",
    called="the derivative",
    mistakes={"the inner derivative is missing": ("z", "d/dz σ(cz) = c·σ(cz)(1 − σ(cz)).")},
)
LIMIT = limit(
    "limit", "What is the limit?", asked="lim_{z→∞} φ", mistakes={"it was swapped": ("0", "z goes to ∞ here.")}
)
STATEMENT = statement("relu", "Compare.", about=("phi'(z)",))


def between(low, high):
    return Enclosure(Fraction(low), Fraction(high))


POINT = (("z", Fraction(1)), ("c", Fraction(2)))
WITNESS = Witness(POINT, between("0.985761", "0.985769"), between("1.090731", "1.090739"))
SOURCE = Source("z")


def incorrect(witness=WITNESS, **more):
    return Result("incorrect", SOURCE, understood="z", verdict=Refuted(witness), **more)


MESSAGES = [
    (
        incorrect(mistake="the inner derivative is missing"),
        DERIVATIVE,
        "Not the same: at z = 1, c = 2 yours is 0.98576…, the derivative is 1.09073… "
        "It looks as if the inner derivative is missing: d/dz σ(cz) = c·σ(cz)(1 − σ(cz)).",
    ),
    (
        incorrect(),
        None,
        "Not the same: at z = 1, c = 2 the left side is 0.98576…, the right side is 1.09073…",
    ),
    (
        incorrect(),
        STATEMENT,
        "Not true: at z = 1, c = 2 the left side is 0.98576…, the right side is 1.09073…",
    ),
    (
        incorrect(Witness((), between(0, 0), between(1, 1)), mistake="it was swapped"),
        LIMIT,
        "Not the limit: yours is 0. It looks as if it was swapped: z goes to ∞ here.",
    ),
    (
        incorrect(Witness((("c", Fraction(2)),), between(2, 2), between(1, 1))),
        LIMIT,
        "Not the limit: at c = 2 yours is 2.",
    ),
    (
        incorrect(Witness((), between(3, 3), between(7, 7))),
        DERIVATIVE,
        "Not the derivative: yours is 3.",
    ),
    (
        incorrect(Witness((("z", Fraction(0)),), Enclosure(undefined="division-by-zero"), between(1, 1))),
        DERIVATIVE,
        "Not the same: at z = 0 yours is undefined (division by zero), the derivative is 1.",
    ),
    (
        incorrect(
            Witness(
                (("x_1", Fraction(-1, 2)),),
                Enclosure(infinite=1),
                between(1, 1),
                (("f", (Fraction(0), Fraction(0), Fraction(1))),),
            )
        ),
        None,
        "Not the same: at x₁ = −0.5, with f taken as u² the left side is plus infinity, the right side is 1.",
    ),
    (
        incorrect(
            Witness(
                POINT,
                between(Fraction(1, 3), Fraction(1, 3)),
                between(Fraction(1, 3) + Fraction(1, 10**60), Fraction(1, 3) + Fraction(1, 10**60)),
            )
        ),
        None,
        "Not the same: at z = 1, c = 2 the left side is 1/3, the right side is "
        "0.3333333333333333333333333333333333333333… (they differ by more than 10⁻⁶⁰).",
    ),
    (
        incorrect(Witness((("z", Fraction(3, 4)),), between(0, 0), between(1, 1), radius=Fraction(1, 64))),
        STATEMENT,
        "Not true: within 0.015625 of z = 0.75 one equation has a solution, and the other has none.",
    ),
    (Result("correct", SOURCE, understood="z"), DERIVATIVE, "Correct."),
    (
        Result("correct", SOURCE, notes=(("left", "z = 0"),)),
        DERIVATIVE,
        "Correct. Note: yours is undefined at z = 0.",
    ),
    (
        Result("correct", SOURCE, notes=(("right", "z = 0"),)),
        None,
        "Correct. Note: the right side is undefined at z = 0.",
    ),
    (
        Result("undecided", SOURCE, verdict=Undecided((("points that agree", "24"), ("digits", "30")))),
        DERIVATIVE,
        "Not decided: it was neither proved nor refuted, so it may well be right. This one is for a person. "
        "What was tried: it holds at 24 points; digits: 30.",
    ),
    (
        Result("undecided", SOURCE, reason="no-time"),
        DERIVATIVE,
        "Not decided: the time was up before it was proved or refuted. This one is for a person.",
    ),
    (
        Result("unfinished", SOURCE, reason="wanted-form"),
        DERIVATIVE,
        "Equal to the derivative, and not finished: bring it to the form that is asked for.",
    ),
]


@pytest.mark.parametrize(("result", "part", "text"), MESSAGES, ids=range(len(MESSAGES)))
def test_the_message_in_full(result, part, text):
    assert say(result, part).line() == text


def test_what_is_no_equation_is_not_called_the_same():
    assert say(incorrect(), None, relation="<").line().startswith("Not true: at z = 1, c = 2 the left side is")


def test_the_first_wrong_side_of_a_chain_is_shown_with_its_point():
    steps = (
        StepResult("z + z", Span(0, 3), None),
        StepResult("3 z", Span(6, 8), "fails", Refuted(Witness((("z", Fraction(1)),), between(2, 2), between(3, 3)))),
    )
    message = say(Result("correct", SOURCE, steps=steps, first_wrong_step=2), DERIVATIVE)
    assert message.line() == (
        "Correct, though a step on the way does not follow. "
        "In your chain, `3 z` does not follow from `z + z`: at z = 1 it is 3, and before it was 2."
    )
    told = say(Result("correct", SOURCE, steps=steps, first_wrong_step=2), LIMIT).line()
    assert told.endswith("In your chain, `3 z` does not follow from `z + z`: at z = 1 it is 3.")


def test_what_a_limit_is_is_never_said():
    for witness in (
        Witness((), between(0, 0), between("77", "77")),
        Witness((("c", Fraction(2)),), between(0, 0), between("77", "77")),
    ):
        result = incorrect(witness)
        assert "77" not in say(result, LIMIT).text()
        assert "77" not in str(record(result, LIMIT))
        assert "77" in record(result, LIMIT, told=True).evidence


def test_undecided_never_sounds_like_wrong():
    for reason in ("", "no-time", "no-memory", "crashed", "work", "unheard-of"):
        text = say(Result("undecided", SOURCE, reason=reason, facts=(("why", "SIGABRT"),)), DERIVATIVE).text().lower()
        assert not any(word in text for word in ("wrong", "incorrect", "not right", "not the same"))


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (Proved(Proof("because", "for every N", 3)), "proved: because, in 3 cases, for every N"),
        (Refuted(WITNESS), "refuted: at z = 1, c = 2 left 0.98576…, right 1.09073…"),
        (Undecided((("points that agree", "24"),)), "neither proved nor refuted; it holds at 24 points"),
        (None, ""),
    ],
)
def test_evidence_in_full(verdict, text):
    assert evidence(Result("correct", SOURCE, verdict=verdict)) == text


def test_a_record_has_what_the_grading_contract_lists():
    part = value("derivative", "Differentiate.", asked="z", points=0.25)
    problem = Problem("unknown-name", Source("q"), Span(0, 1), (("name", "q"), ("nearest", "")))
    kept = dict(record(Result("unreadable", problem.source, problem=problem, max_points=part.points), part).items())
    assert (kept["outcome"], kept["problem"], kept["points"], kept["max_points"]) == (
        "unreadable",
        "unknown-name",
        0,
        0.25,
    )
    assert kept["message"].startswith("I don't know the name `q` in this question.")
    assert (kept["mistake"], kept["first_wrong_step"], kept["evidence"]) == ("", None, "")
