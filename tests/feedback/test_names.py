from derivo.checks.feedback import described, usable
from derivo.checks.notation import declare

NOTATION = declare(
    [
        "N, K : size",
        "x_n, w(x_n) : real for n in 1..N",
        "q_kn^{(t)} also q_kn : nonnegative for k in 1..K, n in 1..N",
        "N_k = sum_n q_kn",
        "z : real in (0, 1]",
        "f : convex function(real)",
        "s(u) = u^2",
    ]
)


def test_each_name_as_it_is_typed_and_shown_and_what_it_is():
    assert list(described(NOTATION)) == [
        ("N", "size"),
        ("K", "size"),
        ("x_n, xₙ", "real, for n in 1..N"),
        ("w_n, wₙ", "real, for n in 1..N"),
        ("q_kn^(t), qₖₙ⁽ᵗ⁾", "nonnegative, for k in 1..K, n in 1..N"),
        ("N_k, Nₖ", "Nₖ = ∑_{n=1}^N qₖₙ⁽ᵗ⁾"),
        ("z", "real in (0, 1]"),
        ("f", "convex function(real) -> real"),
        ("s", "s(u) = u²"),
    ]


def test_the_names_that_a_message_lists_can_be_typed():
    names = usable(NOTATION)
    assert names[:5] == ("N", "K", "x_n", "w_n", "q_kn^(t)")
    assert not any("°" in name for name in names)
