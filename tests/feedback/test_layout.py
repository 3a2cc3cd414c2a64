from derivo.checks.feedback.layout import COLUMNS, paragraph


def test_a_value_stays_on_the_line_of_its_name():
    text = paragraph("Not the same: at " + ", ".join(f"w_{n} = {n}" for n in range(1, 40)))
    assert all(not line.endswith(("=", "w")) and not line.startswith("=") for line in text.splitlines())
    assert max(map(len, text.splitlines())) <= COLUMNS
    assert "\N{NO-BREAK SPACE}" not in text


def test_a_long_word_is_broken():
    assert max(map(len, paragraph("x" * 300 + " = 1").splitlines())) <= COLUMNS
