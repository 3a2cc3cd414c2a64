"""Which letters the sums of a text bind, told from the tokens alone; a binder put into one form, `∑ _ { n = 1 }`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivo.checks.language.domains import SIZE
from derivo.checks.notation.names.names import Notation, Symbol, indices_of
from derivo.checks.notation.text.relations import COMPARISONS
from derivo.checks.notation.text.scanner import Token

OPTIMA = ("argmin", "argmax")
WORDS = {
    **dict.fromkeys(("∑", "sum", "Sum", "SUM", "summation"), "sum"),
    **dict.fromkeys(("∏", "prod", "Prod", "product", "Product"), "product"),
    **{each: each for each in OPTIMA},
}
LETTERS = {"Sigma": "sum", "Pi": "product"}
SIGNS = frozenset((*WORDS, *LETTERS))
FILLERS = frozenset(("all", "every", "each", "the", "index", "indices"))
OPERANDS = ("run", "name", "open", "command")
LONGEST_LETTERS = 4  # i, j, k, l under one sum


def sign(tokens: Sequence[Token], place: int, notation: Notation) -> str:
    """`sum` or `product` if the token at `place` is the sign of one, `unclear` if Σ can be a name too; else nothing."""
    token = tokens[place]
    if token.text not in SIGNS or token.kind not in ("op", "run", "name"):
        return ""
    known = notation.lookup(token.text)
    if known is not None and not indices_of(known):
        return ""
    if token.text in OPTIMA:
        return token.text if over_an_index(tokens, place + 1, notation) else ""
    if token.text in WORDS:
        return WORDS[token.text] if token.kind == "op" or begins(tokens, place + 1) else ""
    kind = LETTERS[token.text]
    if place + 2 >= len(tokens) or tokens[place + 1].text != "_":
        return ""
    inner, end = group(tokens, place + 2)
    if any(each.text in (*COMPARISONS, ":") for each in inner):
        return kind
    above = tokens[end].text == "^" if end < len(tokens) else False
    top, end = group(tokens, end + 1) if above else ((), end)
    if not followed(tokens, end) or notation.lookup(f"{token.text}_{said(inner)}") is not None:
        return ""
    if token.text not in notation.entries:
        return kind
    if above:
        return kind if is_size(said(top), notation) else ""
    return beside_name(tokens, place, said(inner), end, notation)


def over_an_index(tokens: Sequence[Token], place: int, notation: Notation) -> bool:
    """Whether an index stands below an argmin, and not a name: argmin_j, argmin_{j = 1, …, K}."""
    inner = group(tokens, place + 1)[0] if place < len(tokens) and tokens[place].text == "_" else ()
    letter = inner[0].text if inner and inner[0].kind in ("run", "name") else ""
    new = notation.lookup(letter) is None and letter not in notation.entries
    return bool(letter) and (letter in notation.indices or new)


def beside_name(tokens: Sequence[Token], place: int, letter: str, end: int, notation: Notation) -> str:
    """What Σ at `place` is where a family Σ_k is declared: `sum`, nothing (the family), or `unclear`."""
    token = tokens[place]
    kind = LETTERS[token.text]
    families = [notation.names[spelling.family] for spelling in notation.entries[token.text]]
    sizes = {size for family in families if len(indices_of(family)) == 1 for _, size in indices_of(family)}
    if letter not in notation.indices:
        earlier = any(letter in bound_at(tokens, before, notation) for before in range(place))
        if earlier and below_sum(tokens, place):
            return kind
        return "" if earlier or not letter.isalpha() or is_size(letter, notation) else kind
    if notation.indices[letter] not in sizes:
        return kind
    typed_as_name = token.kind == "run" or token.end - token.start > 1
    others = any(each.text in WORDS for each in tokens)
    used = any(letter in each.text for each in term(tokens[end:]) if each.kind in ("run", "name"))
    return "" if typed_as_name or others or not used else "unclear"


def below_sum(tokens: Sequence[Token], place: int) -> bool:
    """Whether Σ at `place` begins a denominator, another Σ standing before it: Σ_i w_i x_i / Σ_i w_i."""
    texts = [token.text for token in tokens[max(0, place - 2) : place]]
    short = tokens[place].kind == "name" and tokens[place].end - tokens[place].start == 1
    begins_below = texts[-1:] == ["/"] or texts in (["/", "("], ["}", "{"])
    return short and begins_below and any(token.text == tokens[place].text for token in tokens[:place])


def term(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens up to the next + or - outside of brackets, or to the end of the bracket."""
    depth = 0
    for token in tokens:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth < 0 or (not depth and (token.text in ("+", "-") or token.kind == "relation")):
            return
        yield token


def followed(tokens: Sequence[Token], place: int) -> bool:
    """Whether something that Σ could sum stands at `place`."""
    if place >= len(tokens) or tokens[place].kind in ("relation", "close", "row"):
        return False
    return tokens[place].text not in ("+", "-", "*", ",", "/", "^", "_")


def said(tokens: Sequence[Token]) -> str:
    """What some tokens say."""
    return "".join(token.text for token in tokens)


def begins(tokens: Sequence[Token], place: int) -> bool:
    """Whether what follows a word such as `sum` can be a binder."""
    return place < len(tokens) and (tokens[place].text in ("_", "^") or tokens[place].kind == "open")


def group(tokens: Sequence[Token], place: int) -> tuple[Sequence[Token], int]:
    """The tokens of the bracket at `place`, or the one token there, and the place behind."""
    if place >= len(tokens) or tokens[place].kind != "open":
        return tokens[place : place + 1], min(place + 1, len(tokens))
    end, depth = place, 0
    while end < len(tokens):
        depth += {"open": 1, "close": -1}.get(tokens[end].kind, 0)
        end += 1
        if not depth:
            break
    return tokens[place + 1 : end - 1], end


def bare(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the braces around one token below or above a name: x_{0} and x0 as x_0."""
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        letters = token.text.rstrip("0123456789")
        if found and found[-1].text in ("_", "^") and token.text == "{" and group(tokens, place)[1] == place + 3:
            found.append(tokens[place + 1])
            place += 2
        elif token.kind == "run" and 0 < len(letters) < len(token.text) and (not found or found[-1].text not in "_^"):
            middle = max(token.start, token.end - len(token.text) + len(letters))
            mark = Token("op", "_", middle, middle, True)
            digits = Token("number", token.text[len(letters) :], middle, token.end, True)
            found.extend([token._replace(text=letters, end=middle), mark, digits])
        else:
            found.append(token)
        place += 1
    return found


def bound_letters(tokens: Sequence[Token], notation: Notation) -> frozenset[str]:
    """The letters that a sum in `tokens` may bind; sizes are none."""
    places = [place for place, token in enumerate(tokens) if token.text in SIGNS]
    found = {letter for place in places for letter in bound_at(tokens, place, notation)}
    return frozenset(letter for letter in found if not is_size(letter, notation))


def bound_at(tokens: Sequence[Token], place: int, notation: Notation) -> set[str]:
    """The letters that the sum at `place` may bind, none if there is no sum."""
    found: set[str] = set()
    if tokens[place].text not in SIGNS or not sign(tokens, place, notation):
        return found
    after = place + 1
    if after < len(tokens) and tokens[after].kind == "open":
        found.update(called(group(tokens, after)[0]))
    seen: set[str] = set()
    while after < len(tokens) and tokens[after].text in {"_", "^"} - seen:
        seen.add(tokens[after].text)
        inner, end = group(tokens, after + 1)
        if end == after + 2 and inner[0].kind == "run":
            inner = [inner[0]._replace(text=inner[0].text[: taken(tokens, after + 1, notation)])]
        if tokens[after].text == "_":
            found.update(letters(inner, notation))
        after = end
    return found


def taken(tokens: Sequence[Token], place: int, notation: Notation) -> int:
    """How much of the run at `place` stands below a sum without braces: one letter, or all if they are indices."""
    run = tokens[place].text
    letter, rest = run[0], run[1:]
    if rest.isdigit():
        return len(run)
    follows = place + 1 < len(tokens) and (tokens[place + 1].text in ("_", "'") or tokens[place + 1].kind == "open")
    known = any(notation.lookup(each) is not None or each in notation.entries for each in run)
    return len(letter) if follows or known or not run.isalpha() or len(run) > LONGEST_LETTERS else len(run)


def is_size(name: str, notation: Notation) -> bool:
    """Whether a name is declared as a size."""
    known = notation.lookup(name)
    return isinstance(known, Symbol) and known.domain == SIZE


def letters(tokens: Sequence[Token], notation: Notation) -> Iterator[str]:
    """The letters that may be indices under a sum: not the heads of entries."""
    for place, token in enumerate(tokens):
        following = tokens[place + 1 : place + 3]
        if token.text in LETTERS or (token.text in notation.entries and following and begins(following, 0)):
            continue
        if token.kind == "name":
            yield token.text
        elif token.kind == "run" and len(token.text) <= LONGEST_LETTERS:
            yield from token.text.rstrip("0123456789")
            last = token.text[-1]
            if following and following[0].text == "'":
                yield last + "'" * (1 + (len(following) > 1 and following[1].text == "'"))
            if len(following) > 1 and following[0].text == "_":
                yield f"{last}_{group(tokens, place + 2)[0][0].text}" if group(tokens, place + 2)[0] else last
            if last.isdigit():
                yield f"{token.text[0]}_{token.text[1:]}"


def called(tokens: Sequence[Token]) -> Iterator[str]:
    """The letters that `sum(w_n, n)`, `sum(n = 1..N, w_n)`, `sum(w_n for n in 1..N)` may bind."""
    before = ""
    for place, token in enumerate(tokens):
        after = tokens[place + 1].text if place + 1 < len(tokens) else ","
        if token.kind in ("run", "name") and before in ("", ",", "for", "(") and after in (",", "=", "in", ")"):
            yield token.text
        before = token.text


def optima(tokens: list[Token]) -> list[Token]:
    """The tokens with `arg min _`, `{arg min} _` as `argmin _`."""
    if not any(token.text in ("arg", *OPTIMA) for token in tokens):
        return tokens
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        word, end = optimum(tokens, place)
        below = word and end < len(tokens) and tokens[end].text == "_"
        if below:
            first = tokens[place]
            found.append(Token("run", word, first.start, tokens[end - 1].end, first.glued))
        else:
            found.append(tokens[place])
        place = end if below else place + 1
    return found


def optimum(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """`argmin` or `argmax` if one stands at `place`, also in braces or as two words, and the place behind it."""
    inner, end = group(tokens, place)
    if tokens[place].text == "{" and inner:
        word, behind = optimum(inner, 0)
        return (word, end) if behind == len(inner) else ("", place)
    for size in (1, 2):
        word = said(tokens[place : place + size])
        if word in OPTIMA and tokens[place].kind in ("run", "name"):
            return word, place + size
    return "", place


def braced(tokens: list[Token]) -> list[Token]:
    """The tokens with `sum_n=1^N`, `sum over n of` and `sum from n=1 to N of` put as `sum _ { n = 1 }`."""
    if not any(token.text in SIGNS for token in tokens):
        return tokens
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        found.append(token)
        place += 1
        following = [each.text for each in tokens[place : place + 5]]
        if token.text in SIGNS and len(following) == 5 and following[0] == "_" and following[2] == "=":
            if tokens[place + 3].kind == "number" and (token.text in WORDS or following[4] == "^"):
                found.append(tokens[place])
                found.extend(wrapped(tokens[place + 1 : place + 4]))
                place += 4
        elif token.text in WORDS and following and following[0] in ("over", "from"):
            inner, place = spelled(tokens, place + 1)
            found.append(Token("op", "_", token.end, token.end))
            found.extend(wrapped(inner))
    return found


def spelled(tokens: list[Token], place: int) -> tuple[list[Token], int]:
    """The binder in words that begins at `place`, and the place behind it and its `of`."""
    inner: list[Token] = []
    while place < len(tokens) and tokens[place].text in FILLERS:
        place += 1
    while place < len(tokens) and tokens[place].text != "of":
        ends = bool(inner) and inner[-1].kind not in ("relation", "op") and inner[-1].text != "to"
        if ends and tokens[place].kind in OPERANDS and tokens[place].text not in ("to", "in", "and"):
            return [arrow(token) for token in inner], place
        inner.append(tokens[place])
        place += 1
    return [arrow(token) for token in inner], min(place + 1, len(tokens))


def arrow(token: Token) -> Token:
    """`to` between two bounds is `…`."""
    return token._replace(kind="op", text="…") if token.text == "to" else token


def wrapped(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in braces."""
    if not tokens:
        return []
    first, last = tokens[0], tokens[-1]
    return [Token("open", "{", first.start, first.start), *tokens, Token("close", "}", last.end, last.end)]
