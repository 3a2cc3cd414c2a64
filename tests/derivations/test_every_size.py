"""Right answers to the weighted questions, in many phrasings, are proved for every size of the data and the mixture."""

import pytest

from derivo.checks.check import check
from derivo.checks.reading import read_answer
from derivo.derivations import catalogue

QUESTIONS = catalogue()
SUM = "sum_n w_n q_kn"
PHRASINGS = [
    ("weighted-gmm.mean", f"({SUM} x_n)/({SUM})"),
    (
        "weighted-gmm.mean",
        r"\mu_k^{(t+1)} = \frac{\sum_{n=1}^N w(x_n) q_{kn}^{(t)} x_n}{\sum_{n=1}^N w(x_n) q_{kn}^{(t)}}",
    ),
    ("weighted-gmm.mean", "μₖ = Σₙ w(xₙ)qₖₙxₙ / Σₘ w(xₘ)qₖₘ"),
    ("weighted-gmm.mean", "sum_n (w_n q_kn/(sum_m w_m q_km)) x_n"),
    ("weighted-gmm.mean", "mu_k = 1/W_k sum_n w_n q_kn x_n where W_k = sum_n w_n q_kn"),
    ("weighted-gmm.mean", "sum_i a_ki x_i with a_ki = w_i q_ki / (sum_j w_j q_kj)"),
    ("weighted-gmm.mean", "(sum_n sum_m w_n w_m q_kn q_km x_n)/(sum_n w_n q_kn)^2"),
    ("weighted-gmm.mean", "x_1 + (sum_n w_n q_kn (x_n - x_1))/(sum_n w_n q_kn)"),
    ("weighted-gmm.mean", "((1/N) sum_n w_n q_kn x_n)/((1/N) sum_n w_n q_kn)"),
    ("weighted-gmm.mean", "exp(log(sum_n w_n q_kn) - log(sum_n w_n q_kn)) (sum_n w_n q_kn x_n)/(sum_n w_n q_kn)"),
    ("weighted-gmm.variance", f"({SUM} (x_n - mu_k)^2)/({SUM})"),
    ("weighted-gmm.variance", f"({SUM} x_n^2)/({SUM}) - mu_k^2"),
    ("weighted-gmm.variance", f"({SUM} x_n (x_n - mu_k))/({SUM})"),
    ("weighted-gmm.variance", f"({SUM} x_n^2)/({SUM}) - (({SUM} x_n)/({SUM}))^2"),
    ("weighted-gmm.variance", "(sum_n sum_m w_n w_m q_kn q_km (x_n - x_m)^2)/(2 (sum_n w_n q_kn)^2)"),
    (
        "weighted-gmm.variance",
        "sigma_k^2 = 1/W_k sum_n w_n q_kn (x_n^2 - 2 x_n mu_k + mu_k^2) where W_k = sum_n w_n q_kn",
    ),
    ("weighted-gmm.variance", f"sigma_k = sqrt(({SUM} (x_n - mu_k)^2)/({SUM}))"),
    ("weighted-gmm.variance", f"sigma_k = sqrt({SUM} (x_n - mu_k)^2)/sqrt({SUM})"),
    ("weighted-gmm.variance", r"\Sigma_k^{-1} = \frac{\sum_n w_n q_{kn}}{\sum_n w_n q_{kn} (x_n - \mu_k)^2}"),
    ("weighted-gmm.weights", f"({SUM})/(sum_n w_n)"),
    ("weighted-gmm.weights", f"({SUM})/(sum_j sum_n w_n q_jn)"),
    ("weighted-gmm.weights", f"({SUM})/(sum_n sum_j w_n q_jn)"),
    ("weighted-gmm.weights", r"\pi_k = 1 - \frac{\sum_n \sum_{j \ne k} w_n q_{jn}}{\sum_n w_n}"),
    ("weighted-gmm.weights", "sum_n w_n/(sum_m w_m) q_kn"),
    ("weighted-gmm.weights", "N_k/(sum_j N_j) where N_k = sum_n w_n q_kn"),
    ("weighted-gmm.weights", "exp(log(sum_n w_n q_kn) - log(sum_n w_n))"),
    ("weighted-gmm.weights", "1/(1 + (sum_n w_n (1 - q_kn))/(sum_n w_n q_kn))"),
    ("weighted-kmeans.update", "(sum_n z_nk w_n x_n)/(sum_n z_nk w_n)"),
    ("weighted-kmeans.update", "(sum_n z_nk^2 w_n x_n)/(sum_n z_nk w_n)"),
    ("weighted-kmeans.update", r"\frac{\sum_{n : z_{nk} = 1} w_n x_n}{\sum_{n : z_{nk} = 1} w_n}"),
    ("weighted-kmeans.update", r"\frac{\sum_{n : z_{nk} \ne 0} w_n x_n}{\sum_{n : z_{nk} = 1} w_n}"),
    ("weighted-kmeans.update", "(sum_n 1[z_nk = 1] w_n x_n)/(sum_n 1[z_nk = 1] w_n)"),
    ("weighted-kmeans.update", r"\frac{\sum_{n : z_{nk} = 1} w_n x_n}{\sum_n w_n - \sum_{n : z_{nk} = 0} w_n}"),
    ("gmm.posterior", "pi_k p_nk/(sum_j pi_j p_nj)"),
    ("gmm.posterior", r"1/(1 + \sum_{j \ne k} \pi_j p_{nj}/(\pi_k p_{nk}))"),
    ("gmm.posterior", "exp(log pi_k + log p_nk - log sum_j pi_j p_nj)"),
]


@pytest.mark.parametrize(("identity", "text"), PHRASINGS, ids=[" ".join(row) for row in PHRASINGS])
def test_a_right_answer_is_proved_for_every_size(identity, text):
    question, name = QUESTIONS[identity.partition(".")[0]], identity.partition(".")[2]
    part = question.part(name)
    result = check(question, part, read_answer(text, question, part))
    assert result.outcome == "correct"
    scope = result.verdict.proof.scope
    assert scope.startswith("for every ")
    sizes = {"weighted-gmm.mean": "N K", "weighted-gmm.variance": "N K", "weighted-gmm.weights": "N K"}
    assert all(size in scope for size in sizes.get(identity, "").split())
