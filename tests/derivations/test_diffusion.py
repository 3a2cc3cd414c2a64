"""Answers to the questions on diffusion, in many phrasings; and how the loss is rewritten, line by line."""

import pytest

from derivo.checks.check import check
from derivo.checks.reading import read_answer
from derivo.checks.result import Result
from derivo.derivations import catalogue

QUESTION = catalogue()["diffusion"]
COVARIANCE = r"1 - \alpha^{2t}"

RIGHT = [
    ("stationary", "N(0, I)"),
    ("stationary", r"X_T \xrightarrow{d} \mathcal{N}(0, \mathbb{I}_d)"),
    ("stationary", "N(0, 1)"),
    ("stationary", "p(x_T) → N(x_T; 0, I_d)"),
    ("stationary", "N(0, (1-alpha^2) sum_{k>=0} alpha^(2k) I)"),
    ("stationary", r"\mathcal N(0, \tfrac{1-\alpha^2}{1-\alpha^2} I_d)"),
    ("backward", r"p(x_t) = \int p(x_t|x_0) p(x_0) dx_0"),
    ("backward", "E_{X_0}[p(x_t|X_0)]"),
    ("score-matching", r"L(\theta) = \frac12 E_{X_0,X_t}\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2 + C"),
    ("score-matching", "E‖∇log p(X_t|X_0) - s_θ(X_t)‖²"),
    ("score-matching", r"\arg\min_\theta E_{X_0} E_{X_t|X_0} \|s_\theta(X_t) - \nabla_{x_t}\log p(X_t|X_0)\|^2"),
    ("score-matching", r"\arg\max_\theta -E \|s_\theta(X_t) - \nabla_{x_t}\log p(X_t|X_0)\|^2"),
    ("score-matching", "∫∫ p(x_0, x_t) ‖s_θ(x_t) - ∇log p(x_t|x_0)‖² dx_t dx_0"),
    ("score-matching", "E[‖s_θ(X_t)‖²/2 - <s_θ(X_t), ∇log p(X_t|X_0)>]"),
    ("score-matching", "1/2 E_{X_t}‖s_θ(X_t)‖² - ∫∫ p(x_0) s_θ(x_t)^T ∇p(x_t|x_0) dx_t dx_0 + const"),
    ("score-matching", f"E‖s_θ(X_t) + (X_t - α^t X_0)/({COVARIANCE})‖²"),
    ("score-matching", r"E_{X_t}[s_\theta(X_t)^T \nabla\log p(X_t)] = E[s_\theta(X_t)^T \nabla\log p(X_t|X_0)]"),
    ("noise", rf"-\xi_t/\sqrt{{{COVARIANCE}}}"),
    ("noise", rf"\nabla_{{x_t}}\log p(x_t|x_0) = -\frac{{1}}{{\sqrt{{{COVARIANCE}}}}} \xi_t"),
    ("noise", "-(1 - alpha^(2t))^(-1/2) xi"),
    ("noise", r"E\|\hat\xi_\theta(X_t) - \xi_t\|^2"),
    ("noise", rf"E\|\xi_t + \sqrt{{{COVARIANCE}}} s_\theta(X_t)\|^2 + C"),
    ("noise", rf"\frac{{1}}{{2({COVARIANCE})}} E_{{X_0, \xi_t}}\|\hat\xi_\theta(X_t) - \xi_t\|^2"),
    ("noise", rf"L = \frac{{1}}{{2({COVARIANCE})}} E\|\hat\xi_\theta(X_t) - \xi_t\|^2"),
    ("noise", r"E[\|\hat\xi_\theta(X_t)\|^2 - 2 \hat\xi_\theta(X_t)^T \xi_t]"),
]
NOT_YET = [
    ("stationary", r"N(\alpha^T x_0, (1 - \alpha^{2T}) I_d)", "its-limit"),
    ("stationary", r"N(0, \lim_{T\to\infty} (1 - \alpha^{2T}) I_d)", "wanted-form"),
    ("backward", "p(x_t)", "wanted-form"),
    ("score-matching", r"\frac12 E_{X_t}\|s_\theta(X_t) - \nabla\log p(X_t)\|^2", "wanted-form"),
    ("score-matching", "1/2 E_{X_t}‖s_θ(X_t) - E_{X_0|X_t}[∇log p(X_t|X_0)]‖²", "wanted-form"),
    ("score-matching", r"\nabla\log p(x_t)", "restates"),
    ("score-matching", r"L(\theta) = \frac12 E\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2", "not-as-said"),
    ("noise", f"-(x_t - alpha^t x_0)/({COVARIANCE})", "wanted-form"),
    ("noise", r"\frac12 E\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2", "wanted-form"),
    ("noise", r"L = E\|\hat\xi_\theta(X_t) - \xi_t\|^2", "not-as-said"),
]
FOR_A_PERSON = [
    ("backward", "the marginal density is an integral over all data, which nobody can compute", "in-words"),
    ("score-matching", r"\frac12 E_{X_t}\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2", "free-random"),
    ("score-matching", r"C E\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2", "free-factor"),
]
WRONG = [
    ("stationary", "N(0, (1 + alpha^2) I_d)"),
    ("stationary", "N(alpha x_0, I_d)"),
    ("stationary", r"N(0, \frac{1}{1-\alpha} I)"),
    ("backward", r"\int p(x_0|x_t) p(x_t) dx_0 + 1"),
    ("backward", "E_{X_0}[p(x_t)] p(x_t)"),
    ("score-matching", r"E\|s_\theta(X_t) - 2 \nabla\log p(X_t|X_0)\|^2"),
    ("score-matching", r"\arg\max_\theta E\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2"),
    ("score-matching", r"-E\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2"),
    ("score-matching", r"E\|s_\theta(X_t) - \nabla\log p(X_0)\|^2"),
    ("score-matching", r"E\|s_\theta(X_t) - \nabla_{x_0}\log p(X_t|X_0)\|^2"),
    ("score-matching", "E‖s_θ(X_t) + (X_t - α^t X_0)/(1 - α^t)‖²"),
    ("score-matching", f"E‖s_θ(X_t) + (X_t - α^t X_0)/√({COVARIANCE})‖²"),
    ("score-matching", "E‖s_θ(X_0) - ∇log p(X_t|X_0)‖²"),
    ("noise", r"-\xi_t/(1 - \alpha^t)"),
    ("noise", rf"-\alpha^t \xi_t/\sqrt{{{COVARIANCE}}}"),
    ("noise", r"E\|\hat\xi_\theta(X_t) + \xi_t\|^2"),
    ("noise", r"E\|\hat\xi_\theta(X_t) - X_0\|^2"),
    ("noise", r"E\|s_\theta(X_t) - \xi_t\|^2"),
]  # fmt: skip
# Question 41, from the loss to the form that is wanted.
LINES = [
    r"\frac12 E_{X_t}\|\nabla\log p(X_t) - s_\theta(X_t)\|^2",
    r"\frac12 E_{X_t}\|s_\theta(X_t)\|^2 - E_{X_t}[\nabla\log p(X_t)^T s_\theta(X_t)]"
    r" + \frac12 E_{X_t}\|\nabla\log p(X_t)\|^2",
    r"C_1 + \frac12 E_{X_t}\|s_\theta(X_t)\|^2 - E_{X_t}[\nabla\log p(X_t)^T s_\theta(X_t)]",
    r"C_1 + \frac12 E_{X_t}\|s_\theta(X_t)\|^2 - \int \nabla\log p(x_t)^T s_\theta(x_t) p(x_t) dx_t",
    r"C_1 + \frac12 E_{X_t}\|s_\theta(X_t)\|^2 - \int \nabla p(x_t)^T s_\theta(x_t) dx_t",
    r"C_1 + \frac12 E_{X_t}\|s_\theta(X_t)\|^2 - \int \int p(x_0) \nabla p(x_t|x_0)^T s_\theta(x_t) dx_0 dx_t",
    r"C_1 + \frac12 E_{X_t}\|s_\theta(X_t)\|^2"
    r" - \int \int p(x_0) p(x_t|x_0) \nabla\log p(x_t|x_0)^T s_\theta(x_t) dx_0 dx_t",
    r"C_1 + \frac12 E_{X_t}\|s_\theta(X_t)\|^2 - E_{X_0} E_{X_t|X_0}[\nabla\log p(X_t|X_0)^T s_\theta(X_t)]",
    r"C_2 + \frac12 E_{X_0} E_{X_t|X_0}\|s_\theta(X_t) - \nabla\log p(X_t|X_0)\|^2",
]


def checked(part, text):
    found = QUESTION.part(part)
    reading = read_answer(text, QUESTION, found)
    return reading if isinstance(reading, Result) else check(QUESTION, found, reading)


@pytest.mark.parametrize(("part", "text"), RIGHT)
def test_a_right_answer_is_proved_for_every_distribution(part, text):
    result = checked(part, text)
    assert result.outcome == "correct", result
    assert part == "stationary" or "distribution" in result.verdict.proof.scope


@pytest.mark.parametrize(("part", "text", "reason"), NOT_YET)
def test_what_is_not_yet_an_answer_is_unfinished(part, text, reason):
    result = checked(part, text)
    assert (result.outcome, result.reason) == ("unfinished", reason)


@pytest.mark.parametrize(("part", "text", "reason"), FOR_A_PERSON)
def test_what_is_for_a_person_is_left_to_one(part, text, reason):
    result = checked(part, text)
    assert (result.outcome, result.reason) == ("undecided", reason)


@pytest.mark.parametrize(("part", "text"), WRONG)
def test_a_wrong_answer_is_refuted_in_the_model_of_the_question(part, text):
    result = checked(part, text)
    assert result.outcome == "incorrect", result
    assert part == "stationary" or result.verdict.witness.continuous


def test_the_loss_is_rewritten_line_by_line():
    result = checked("score-matching", " = ".join(LINES))
    assert result.outcome == "correct"
    assert [step.outcome for step in result.steps] == [None, *("follows" for _ in LINES[1:])]
    assert result.first_wrong_step is None


@pytest.mark.parametrize("place", range(3, len(LINES)))
def test_a_sign_that_is_lost_on_the_way_is_found(place):
    lines = list(LINES)
    lines[place] = lines[place].replace(" - ", " + ", 1)
    result = checked("score-matching", " = ".join(lines))
    assert result.first_wrong_step == place + 1
