"""What has indices among the words: entries of families, and sums with what stands below and above them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import AXES, CONSTANTS, FUNCTIONS, Symbol, axes_of, indices_of
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens import bound_indices, family_entries
from derivo.checks.notation.tokens.family_entries import Match
from derivo.checks.notation.tokens.suffixes import LONGEST_RUN, composed, heading
from derivo.checks.notation.words import row_or_entry

if TYPE_CHECKING:
    from derivo.checks.notation.words.words import Words

MOST_TURNED = 4  # indices that are put in order
SHORT = 3  # letters of an index of more than one


def entered(words: Words, token: Token, place: int) -> int | None:
    """Resolves the entry at `place` and the names before it in the same run; the place behind, or None."""
    letter = primed_letter(words, place)
    if letter:
        words.out.append(token._replace(kind="index", text=letter, end=words.tokens[place + len(letter) - 1].end))
        return place + len(letter)
    letters, digits = heading(token)
    known = words.notation.entries
    if not known or len(letters) > LONGEST_RUN or scalar(words, letters, digits, place):
        return None
    following = words.tokens[place + 1 :]
    if digits:
        below = Token("number", digits, token.end - len(digits), token.end, True)
        following = [Token("op", "_", below.start, below.start, True), below, *following]
    whole = token.kind == "name" or (not digits and words.meaning(letters) is not None)
    for cut in range(1 if whole else len(letters)):
        if letters[cut:] not in known or not prefixed(words, letters[:cut]):
            continue
        match = row_or_entry.chosen(words, family_entries.matches(following, 0, known[letters[cut:]], words.letters))
        if match is not None and raised_matrix(words, match):
            return None  # S^{-1}_{ij}: what stands below belongs to the power
        if match is not None and readable(words, match):
            return take(words, token, cut, match, place + 1 - (2 if digits else 0))
    return None


def raised_matrix(words: Words, match: Match) -> bool:
    """Whether a power stands between a matrix and the indices of an entry, by the rule `entry-power`."""
    family = words.notation.names[match.spelling.family]
    between = bool(match.left) and match.left[0].text == "^"
    if not between or len([axis for axis in AXES if axis.letter in match.given]) < len(AXES):
        return False
    span = Span(match.left[0].start, match.last)
    if indices_of(family):
        stop("unsupported", words.source, span, construct="matrix")
    if "".join(token.text for token in match.left if token.kind not in ("open", "close")) == "^-1":
        return True
    words.remarks.append(Remark("entry-power", span))
    return "entry-power" not in words.notation.otherwise


def readable(words: Words, match: Match) -> bool:
    """Whether the rest of a run of letters behind an entry can begin with names."""
    if not match.left or match.left[0].kind != "run":
        return True
    rest, known = match.left[0].text, words.notation
    names = (*known.names, *known.spellings, *known.entries, *FUNCTIONS)
    return bool(words.split(rest, "")) or any(
        prefixed(words, rest[:cut]) and any(name.startswith(rest[cut:]) for name in names) for cut in range(len(rest))
    )


def primed_letter(words: Words, place: int) -> str:
    """The index letter with primes, n', that a sum binds and that stands at `place`; else nothing."""
    letter = words.tokens[place].text
    while place + 1 < len(words.tokens) and words.tokens[place + 1].text == "'" and letter + "'" in words.letters:
        letter, place = letter + "'", place + 1
    return letter if letter.endswith("'") else ""


def scalar(words: Words, letters: str, digits: str, place: int) -> bool:
    """Whether the word at `place` is declared as it stands, below and above included: x_1 beside a family x_n."""
    tails = [suffix for suffix, _, _ in words.tails(place + 1)] if words.tailed(place + 1) else [""]
    names = [letters + composed(digits, suffix) for suffix in tails if suffix or digits]
    return any(words.meaning(name) is not None for name in names if name not in words.letters)


def prefixed(words: Words, letters: str) -> bool:
    """Whether the letters before an entry in a run are names."""
    return not letters or bool(words.split(letters, ""))


def take(words: Words, token: Token, cut: int, match: Match, offset: int) -> int:
    """Puts out the names before `cut` in a run and the entry that follows; the place behind it."""
    exact = token.end - token.start == len(token.text)
    middle = token.start + cut if exact else token.start
    if cut:
        words.out.extend(words.said(token, words.split(heading(token)[0][:cut], ""), middle if exact else token.end))
    start = middle if exact else token.start
    words.out.extend(entry(words, match, Span(start, match.last), token.glued or cut > 0))
    end = offset + match.end
    if not match.left:
        return end
    words.tokens[end - len(match.left) : end] = match.left
    return end - len(match.left)


def entry(words: Words, match: Match, span: Span, glued: bool) -> list[Token]:
    """The tokens of an entry: the family, and its indices in braces; of a name with a bracket, L(w), the name."""
    if not match.given:
        return [Token("value", match.spelling.family, span.start, span.end, glued)]
    found = [Token("entry", match.spelling.family, span.start, span.end, glued)]
    found.append(Token("open", "{", span.start, span.end, True))
    pairs = indices_of(words.notation.names[match.spelling.family])
    given = [match.given[letter] for letter, _ in pairs]
    axes = [match.given[axis.letter] for axis in AXES if axis.letter in match.given]
    sizes = [size for _, size in pairs]
    turned = len(pairs) if len(axes) > 1 else len(pairs) + len(axes) if pairs else 0
    given.extend(axes)
    sizes.extend(map(str, axes_of(words.notation.names[match.spelling.family])))
    order = [*fitting(words, sizes[:turned], given[:turned]), *range(turned, len(given))]
    if order != sorted(order):
        words.remarks.append(Remark("index-order", span))
    for place, item in enumerate(order):
        if place:
            found.append(Token("op", ",", span.start, span.end, True))
        found.extend(index(words, given[item]))
    found.append(Token("close", "}", span.start, span.end, True))
    return found


def fitting(words: Words, sizes: list[str], given: list[list[Token]]) -> list[int]:
    """The order in which the indices fit the sizes: q_{nk} is q_{kn} where k and n are declared so; else as typed."""
    typed = list(range(len(given)))
    if len(set(sizes)) <= 1 or len(given) > MOST_TURNED:
        return typed
    known = [words.notation.indices.get(family_entries.index_name(item), "") for item in given]
    for order in permutations(typed):
        if all(known[item] in ("", size) for item, size in zip(order, sizes, strict=True)):
            return list(order)
    return typed


def index(words: Words, tokens: Sequence[Token]) -> list[Token]:
    """The tokens of one index; unwinds if no entry has such an index."""
    span = Span(tokens[0].start, tokens[-1].end)
    name = family_entries.index_name(tokens)
    if not name and tokens[0].kind == "run" and f"{tokens[0].text[0]}_{tokens[0].text[1:]}" in words.letters:
        name = f"{tokens[0].text[0]}_{tokens[0].text[1:]}"
    if name:
        known = words.notation.lookup(name)
        whole = isinstance(known, Symbol) and known.domain.whole
        if (name not in words.letters and known is not None and not whole) or name in ("oo", "pi"):
            stop("bad-index", words.source, span, index=name, why="value")
        kind = "value" if whole and name not in words.letters else "index"
        return [Token(kind, name, span.start, span.end)]
    if len(tokens) == 1 and tokens[0].kind == "number":
        value = Fraction(tokens[0].text) if tokens[0].text[0] in "0123456789." else Fraction(1, 2)
        why = "fraction" if value.denominator != 1 else "outside" if value < 1 else ""
        if why:
            stop("bad-index", words.source, span, index=tokens[0].text, why=why)
    if len(tokens) == 1 and tokens[0].kind == "run" and words.letters.issuperset(tokens[0].text):  # of H_{ij,kl}
        places = enumerate(tokens[0].text, start=tokens[0].start)
        return [Token("index", letter, place, place + 1, place > tokens[0].start) for place, letter in places]
    return words.nested(list(tokens))


def is_glued_entry(words: Words, name: str) -> bool:
    """Whether a part of a run is an entry without a mark: xn, qkn, xN."""
    return glued_match(words, Token("run", name, 0, len(name))) is not None


def glued_match(words: Words, token: Token) -> Match | None:
    """The entry that a part of a run is, its indices known letters, sizes or a number."""
    for head, spellings in words.notation.entries.items():
        rest = token.text.removeprefix(head)
        if not rest or rest == token.text or len(rest) > SHORT:
            continue
        if not all(
            each in words.letters or each.isdigit() or bound_indices.is_size(each, words.notation) for each in rest
        ):
            continue
        start = token.start + len(head)
        following = [Token("op", "_", start, start, True), Token("run", rest, start, token.end, True)]
        match = row_or_entry.chosen(words, family_entries.matches(following, 0, spellings, words.letters))
        if match is not None and not match.left and set(match.given) - {axis.letter for axis in AXES}:
            return match
    return None


def glued_entry(words: Words, token: Token) -> list[Token]:
    """The tokens of an entry without a mark."""
    match = glued_match(words, token)
    return [] if match is None else entry(words, match, token.span, token.glued)


def binder(words: Words, sign: str, place: int) -> int:
    """Puts out a sum or product with what stands below and above it in braces; the place behind."""
    words.out.append(words.tokens[place]._replace(kind="sum", text=sign))
    place += 1
    seen: set[str] = set()
    while place < len(words.tokens) and words.tokens[place].text in ("_", "^") and words.tokens[place].text not in seen:
        mark = words.tokens[place]
        seen.add(mark.text)
        inner, end = bound_indices.group(words.tokens, place + 1)
        rest: list[Token] = []
        if end == place + 2:
            inner, rest = shortened(words, inner[0], end, above=mark.text == "^")
        last = words.tokens[end - 1].end
        words.out.extend([mark, Token("open", "{", mark.end, mark.end)])
        words.out.extend(words.nested([barred(token) for token in inner]))
        words.out.append(Token("close", "}", last, last))
        place = end
        if rest:
            words.tokens[end - 1 : end] = rest
            return end - 1
    return place


def barred(token: Token) -> Token:
    r"""`n \mid z = 1` under a sum is `n : z = 1`, and `n = 1 to N` is `n = 1 … N`."""
    if token.text == "to":
        return bound_indices.arrow(token)
    return token._replace(kind="op", text=":") if token.text in ("mid", "|") else token


def shortened(words: Words, token: Token, end: int, *, above: bool) -> tuple[list[Token], list[Token]]:
    """The part of a run that stands below or above a sum without braces, and the rest of the run."""
    if token.kind != "run" or len(token.text) == 1 or (above and CONSTANTS.get(token.text) == "oo"):
        return [token], []
    letters, _ = heading(token)
    size = bound_indices.taken(words.tokens, end - 1, words.notation)
    if above:
        known = [cut for cut in range(1, len(letters) + 1) if bound_indices.is_size(letters[:cut], words.notation)]
        size = max(known, default=1)
    first = token._replace(text=token.text[:size], end=min(token.start + size, token.end))
    return [first], family_entries.remainder(token, len(token.text) - size)
