import pytest
from rich.cells import cell_len

from derivo.checks.feedback.carets import WIDTH, excerpt, quoted, visible
from derivo.checks.notation.text.source import Source, Span


def marked(template):
    """The text and the span between `!` marks."""
    before, piece, after = template.split("!")
    return Source(before + piece + after), Span(len(before), len(before) + len(piece))


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("2 + !sigmiod!(z)", "2 + sigmiod(z)\n    ^^^^^^^"),
        ("(z + 1!!", "(z + 1\n      ^"),
        ("!!", "\n^"),
        ("a +\n!b! c", "b c\n^"),
        ("a + !\n!b", "a + \n    ^"),
        ("漢字 !x!", "漢字 x\n     ^"),
        ("!漢!字", "漢字\n^^"),
        ("x\u0302 + !q!", "x\u0302 + q\n    ^"),
        ("x!\u0302! + q", "x\u0302 + q\n^"),
        ("!\u0302!x", "◌\u0302x\n^"),
        ("z\x1b![31m!", "z␛[31m\n  ^^^^"),
        ("z!\u202e!+ 1", "z⟨U+202E⟩+ 1\n ^^^^^^^^"),
        ("a\t!b!", "a b\n  ^"),
        ("!a\nb!", "a\n^"),
        ("a\r\n!b!", "b\n^"),
    ],
)
def test_the_carets_stand_under_the_span(template, shown):
    text, carets = excerpt(*marked(template))
    assert f"{text}\n{carets}" == shown


@pytest.mark.parametrize("letter", ["a", "漢", "\u200b", "a\u0301"])
@pytest.mark.parametrize("place", [0, 10, 150, 299])
def test_a_wide_line_shows_a_window_around_the_span(letter, place):
    text = letter * place + "Q" + letter * (300 - place)
    shown, carets = excerpt(Source(text), Span(len(letter) * place, len(letter) * place + 1))
    assert cell_len(shown) <= WIDTH
    before = cell_len(shown[: shown.index("Q")])
    assert carets == " " * before + "^"
    assert shown.startswith("… ") or place < 150
    assert not shown.startswith("… ") or place > 0


def test_nothing_that_commands_a_terminal_stays():
    every = "".join(
        map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x202E, 0x2028, 0x2066, 0xFEFF, 0xD800, 0xFE0F])
    )
    shown = visible(every.replace("\n", ""))
    assert all(character.isprintable() for character in shown)
    assert visible("a\nb") == "a\nb"


def test_a_quoted_piece_is_short_and_on_one_line():
    assert quoted("a\n  b") == "`a b`"
    assert quoted("x" * 100) == "`" + "x" * 39 + "…`"
