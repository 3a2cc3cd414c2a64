"""The references of the weighted mixture are stationary: for vectors of every size, and for numbers."""

import pytest
from sympy import Integer

from derivo.checks.answers.claims import claim, conditions
from derivo.checks.answers.references import reference
from derivo.checks.decide.search.decide import decide
from derivo.checks.language.families import differentiate, with_entries
from derivo.checks.language.grids import Grid, body, mapped, product
from derivo.checks.language.nodes import multiply
from derivo.checks.notation import read_formula
from derivo.checks.notation.meaning.meaning import denote
from derivo.checks.notation.text.source import Source
from derivo.checks.verdict import Proved, Relation
from derivo.derivations.weighted_gmm import OBJECTIVE, QUESTION

VECTORS, NUMBERS = QUESTION.variants
both = pytest.mark.parametrize("question", QUESTION.variants, ids=["vectors", "numbers"])


def value(text, question):
    return denote(read_formula(text, question.notation), question.notation, Source(text))


def verdict(left, right, question):
    notation = question.notation
    return decide(claim(Relation.EQUAL, left, right, notation, conditions(notation.given, notation, Source(""))))


def gradient(question, unknown):
    """The derivative of the objective, entry by entry."""
    return mapped(lambda entry: differentiate(value(OBJECTIVE, question), entry), unknown)


def unknown(name, question):
    return value(question.part(name).asked, question)


def zero(like):
    return mapped(lambda _: Integer(0), like)


@both
def test_the_gradient_vanishes_at_the_new_mean(question):
    """Multiplied by Σ_k: where the mean is, the inverse does not matter."""
    known = reference(question, question.part("mean"))
    mu = unknown("mean", question)
    found = known.solved(product(value("Sigma_k", question), gradient(question, mu)))
    shown = verdict(found, zero(mu), question)
    assert isinstance(shown, Proved)
    assert shown.proof.scope.startswith("for every N")


@both
def test_the_gradient_vanishes_at_the_new_covariance(question):
    """Multiplied by Σ on both sides: a single point has no inverse of its covariance."""
    known = reference(question, question.part("variance"))
    sigma = value("Sigma_k", question)
    condition = value("sum_n w_n q_kn (x_n - mu_k)(x_n - mu_k)^T - Sigma_k sum_n w_n q_kn", question)
    slope = gradient(question, unknown("variance", question))
    slope = slope.transposed if isinstance(slope, Grid) else slope
    twice = product(Integer(2), product(sigma, product(slope, sigma)))
    assert isinstance(verdict(twice, condition, question), Proved)
    assert isinstance(verdict(known.solved(condition), zero(sigma), question), Proved)


@both
def test_the_mixing_weights_sum_to_one_and_share_one_multiplier(question):
    known = reference(question, question.part("weights"))
    pi = unknown("weights", question)
    slope = with_entries(body(gradient(question, pi)), pi, known.asked.value)
    assert isinstance(verdict(slope, value("sum_n w_n", question), question), Proved)  # the same for every k
    total = with_entries(multiply(value("sum_k pi_k", question)), pi, known.asked.value)
    assert isinstance(verdict(total, Integer(1), question), Proved)
