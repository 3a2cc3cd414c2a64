from fractions import Fraction

import pytest

from derivo.checks.feedback import evidence, record, say
from derivo.checks.notation.text.source import Problem, Source, Span
from derivo.checks.question import limit, statement, value
from derivo.checks.result import Result, StepResult
from derivo.checks.verdict import Enclosure, Proof, Proved, Refuted, Undecided, Witness

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
        "Not the same: at x₁ = −0.5, with f(u) = u², the left side is plus infinity, the right side is 1.",
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
        "24 points were tried, and none refutes it. Digits: 30.",
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
    (
        Result("unfinished", SOURCE, reason="wanted-form", facts=(("left", "φ, derivative, limit"),)),
        DERIVATIVE,
        "Equal to the derivative, and not finished: φ, a derivative and a limit still stand in it.",
    ),
    (
        Result("unfinished", SOURCE, reason="wanted-form", facts=(("left", "z"),)),
        LIMIT,
        "Equal to the limit, and not finished: z still stands in it.",
    ),
    (
        Result("undecided", SOURCE, reason="ambiguous", facts=(("read_as", "1/(2·x)"),)),
        DERIVATIVE,
        "Not decided: this can be read in two ways, and it matters which. It was read as 1/(2·x); brackets would "
        "settle it. This one is for a person.",
    ),
    (
        Result("undecided", SOURCE, reason="another-quantity"),
        DERIVATIVE,
        "Not decided: the value is that of the derivative, and your answer calls it something else. This one is for a "
        "person.",
    ),
    (
        Result("undecided", SOURCE, reason="only-under-condition", verdict=Proved(Proof("identity"))),
        DERIVATIVE,
        "Not decided: it holds under your condition, not without. This one is for a person.",
    ),
    (
        Result("undecided", SOURCE, reason="only-under-condition", verdict=Undecided((("not settled", "limit"),))),
        DERIVATIVE,
        "Not decided: it was neither proved nor refuted, so it may well be right. This one is for a person. "
        "The limit was not found.",
    ),
    (
        incorrect(
            Witness(
                tuple((f"w[{n}]", Fraction(n)) for n in range(1, 11)),
                between(0, 0),
                between(1, 1),
                sizes=(("N", 10), ("K", 2), ("k", 1)),
            )
        ),
        None,
        "Not the same: at N = 10, K = 2, k = 1, w₁ = 1, w₂ = 2, w₃ = 3, w₄ = 4, w₅ = 5, w₆ = 6, w₇ = 7, w₈ = 8 … "
        "the left side is 0, the right side is 1.",
    ),
    (
        incorrect(
            Witness((("q^(t)[1,3]", Fraction(1, 2)), ("x[1,12]", Fraction(0))), between(0, 0), between(1, 1)),
        ),
        DERIVATIVE,
        "Not the same: at q₁₃⁽ᵗ⁾ = 0.5, x_{1,12} = 0 yours is 0, the derivative is 1.",
    ),
    (
        incorrect(Witness((), between(0, 0), between(1, 1), (("f", (Fraction(1), Fraction(0), Fraction(1))),))),
        None,
        "Not the same: with f(u) = 1 + u², the left side is 0, the right side is 1.",
    ),
]


@pytest.mark.parametrize(("result", "part", "text"), MESSAGES, ids=range(len(MESSAGES)))
def test_the_message_in_full(result, part, text):
    assert say(result, part).line() == text


def test_what_is_no_equation_is_not_called_the_same():
    assert say(incorrect(), None, relation="<").line().startswith("Not true: at z = 1, c = 2 the left side is")


@pytest.mark.parametrize("relation", ["<", ">", "!="])
@pytest.mark.parametrize("part", [None, STATEMENT])
def test_what_fails_because_both_sides_are_equal_says_so(relation, part):
    equal = incorrect(Witness((("x", Fraction(0)),), between(0, 0), between(0, 0)))
    assert say(equal, part, relation=relation).line() == "Not true: at x = 0 both sides are 0."


def test_a_record_has_every_name_of_a_long_point():
    long = incorrect(Witness(tuple((f"w[{n}]", Fraction(n)) for n in range(1, 11)), between(0, 0), between(1, 1)))
    assert "w₁₀" not in say(long).text()
    assert evidence(long).endswith("w₈ = 8 … left 0, right 1")
    assert record(long).evidence.endswith("w₉ = 9, w₁₀ = 10 left 0, right 1")


@pytest.mark.parametrize(
    ("relation", "text"),
    [
        ("=>", "Only equations can follow from each other here, and this is none."),
        ("<=>", "Only equations can follow from each other here, and this is none."),
        ("=", "One expression is wanted on each side, and this is a statement."),
    ],
)
def test_two_formulas_that_cannot_be_related_say_why(relation, text):
    source = Source("z > 0")
    result = Result("unreadable", source, problem=Problem("not-a-value", source, Span(0, 5)))
    assert say(result, relation=relation).what == text
    assert say(result, DERIVATIVE).what == "A value is asked, and this is a statement."


INDETERMINATE = Enclosure(undefined="indeterminate")
INFINITE = Enclosure(infinite=1)
AT_Z = (("z", Fraction(1)),)
CHAINS = [
    ("z + z", "3 z", Witness(AT_Z, between(2, 2), between(3, 3)), None, ": at z = 1 it is 3, and before it was 2"),
    ("z + z", "3 z", Witness(AT_Z, between(2, 2), between(3, 3)), LIMIT, ": at z = 1 it is 3"),
    ("z + z", "3", Witness(AT_Z, between(2, 2), between(3, 3)), None, ": at z = 1 the side before is 2"),
    ("z + z", "3", Witness(AT_Z, between(2, 2), between(3, 3)), LIMIT, ""),
    ("2", "3", Witness((), between(2, 2), between(3, 3)), None, ""),
    ("1 + 1", "3", Witness((), between(2, 2), between(3, 3)), LIMIT, ": the side before is 2"),
    ("1 + 1", "-1 + 2", Witness((), between(2, 2), between(1, 1)), LIMIT, ": it is 1, and before it was 2"),
    ("2", "1 + 2", Witness((), between(2, 2), between(3, 3)), None, ": it is 3"),
    ("−2", "-1", Witness((), between(-2, -2), between(-1, -1)), None, ""),
    ("lim z", "1", Witness((), between(0, 0), between(1, 1)), LIMIT, ""),
    ("∞ − ∞", "1", Witness((), INDETERMINATE, between(1, 1)), LIMIT, ": `∞ − ∞` has no value"),
    ("lim z", "1", Witness((), INDETERMINATE, between(1, 1)), LIMIT, ""),
    ("1", "0·∞", Witness((), between(1, 1), INDETERMINATE), LIMIT, ": `0·∞` has no value"),
    ("∞ + 1", "0", Witness((), INFINITE, between(0, 0)), LIMIT, ": the side before is plus infinity"),
    ("1", "∞", Witness((), between(1, 1), INFINITE), LIMIT, ""),
]


@pytest.mark.parametrize(("before", "side", "witness", "part", "why"), CHAINS, ids=range(len(CHAINS)))
def test_a_side_that_does_not_follow_names_the_values_that_help(before, side, witness, part, why):
    steps = (StepResult(before, Span(0, 1), None), StepResult(side, Span(2, 3), "fails", Refuted(witness)))
    message = say(Result("correct", SOURCE, steps=steps, first_wrong_step=2), part).help[0]
    assert message == f"In your chain, `{side}` does not follow from `{before}`{why}."


@pytest.mark.parametrize(("part", "why"), [(DERIVATIVE, ": at z = 1 it is 3, and the derivative is 2"), (LIMIT, "")])
def test_a_first_side_is_held_against_what_is_asked(part, why):
    witness = Witness(AT_Z if part is DERIVATIVE else (), between(2, 2), between(3, 3))
    side = "3 z" if part is DERIVATIVE else "3"
    steps = (StepResult(side, Span(0, 1), "fails", Refuted(witness)), StepResult("z", Span(2, 3), "follows"))
    message = say(Result("correct", SOURCE, steps=steps, first_wrong_step=1), part).help[0]
    assert message == f"In your chain, `{side}` does not follow{why}."


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
    for reason in ("", "no-time", "no-memory", "crashed", "no-claim", "unheard-of"):
        text = say(Result("undecided", SOURCE, reason=reason, facts=(("why", "SIGABRT"),)), DERIVATIVE).text().lower()
        assert not any(word in text for word in ("wrong", "incorrect", "not right", "not the same"))


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (Proved(Proof("because", "", 3)), "proved: because, in 3 cases"),
        (
            Proved(Proof("because", "for every N and K_x", 3)),
            "proved: because, at 3 choices of small sizes that stand for all: it holds for every N and Kₓ",
        ),
        (
            Proved(Proof("identity", error=Fraction(1, 2**121))),
            "proved: an identity of rational functions, with exponentials, logarithms and roots as symbols, computed "
            "at random points of prime fields (error at most 2⁻¹²¹)",
        ),
        (Refuted(Witness((("x", Fraction(0)),), between(0, 0), between(0, 0))), "refuted: at x = 0 both sides are 0"),
        (Refuted(WITNESS), "refuted: at z = 1, c = 2 left 0.98576…, right 1.09073…"),
        (
            Undecided((("points that agree", "24"),)),
            "neither proved nor refuted; 24 points were tried, and none refutes it",
        ),
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
        None,
        0.25,
    )
    assert kept["message"].startswith("I don't know the name `q` in this question.")
    assert (kept["mistake"], kept["first_wrong_step"], kept["evidence"]) == ("", None, "")
