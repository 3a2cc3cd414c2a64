"""The references of the weighted mixture are stationary."""

from checks.answers.claims import claim, conditions
from checks.answers.references import reference
from checks.decide.search import decide
from checks.language.families import differentiate, with_entries
from checks.language.nodes import multiply
from checks.notation import read_formula
from checks.notation.meaning import denote
from checks.notation.source import Source
from checks.verdict import Proved, Relation
from derivations.weighted_gmm import OBJECTIVE, QUESTION

NOTATION = QUESTION.notation
GIVEN = conditions(NOTATION.given, NOTATION, Source(""))


def expression(text):
    return denote(read_formula(text, NOTATION), NOTATION, Source(text))


def holds(left, right):
    return isinstance(decide(claim(Relation.EQUAL, left, right, NOTATION, GIVEN)), Proved)


def test_the_gradient_vanishes_at_the_new_mean():
    known = reference(QUESTION, QUESTION.part("mean"))
    gradient = known.solved(differentiate(expression(OBJECTIVE), known.unknown))
    verdict = decide(claim(Relation.EQUAL, gradient, expression("0"), NOTATION, GIVEN))
    assert isinstance(verdict, Proved)
    assert verdict.proof.scope == "for every N and K"


def test_the_gradient_vanishes_at_the_new_variance():
    """Multiplied by 2Σ², because the variance of a single point is 0."""
    known = reference(QUESTION, QUESTION.part("variance"))
    condition = expression("sum_n w_n q_kn (x_n - mu_k)^2 - Sigma_k sum_n w_n q_kn")
    gradient = differentiate(expression(OBJECTIVE), known.unknown)
    assert holds(multiply(expression("2 Sigma_k^2"), gradient), condition)
    assert holds(known.solved(condition), expression("0"))


def test_the_mixing_weights_sum_to_one_and_share_one_multiplier():
    known = reference(QUESTION, QUESTION.part("weights"))
    gradient = with_entries(differentiate(expression(OBJECTIVE), known.unknown), known.unknown, known.asked)
    assert holds(gradient, expression("sum_n w_n"))  # the multiplier: the same for every k
    total = expression("sum_k mu_k")
    assert holds(with_entries(total, expression("mu_k"), known.asked), expression("1"))
