"""Entries of families among the tokens: which spelling stands there, and which tokens are its indices."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from derivo.checks.notation.names.names import AXES, Group, Spelling
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.tokens.bound_indices import bare, group

BARS = ("|", "mid", ";", ":")
OPENINGS = {"left(": "(", "left[": "[", "\\{": "{", "left\\{": "{"}


@dataclass(slots=True)
class Match:
    """A spelling found in a text: the tokens of each index, those left to be read behind it, the place behind all."""

    spelling: Spelling
    end: int
    given: dict[str, list[Token]] = field(default_factory=dict)
    left: list[Token] = field(default_factory=list)
    last: int = 0

    def takes(self, items: list[list[Token]] | None, group_of: Group, letters: Container[str] | None = None) -> bool:
        """Whether `items` are what the group says; the indices are noted. Axes take only `letters`."""
        if items is None:
            return False
        for item, part in zip(items, group_of, strict=True):
            if letters is not None and part in AXES and index_name(item) not in letters and item[0].kind != "number":
                return False
            if isinstance(part, str):
                if text(item) != part:
                    return False
            elif text(self.given.setdefault(part.letter, item)) != text(item):
                return False
        return True


def find(tokens: Sequence[Token], place: int, spellings: Sequence[Spelling], letters: frozenset[str]) -> Match | None:
    """The spelling that stands behind the letters before `place`: the one that says most; None if none stands there."""
    return next(iter(matches(tokens, place, spellings, letters)), None)


def matches(tokens: Sequence[Token], place: int, spellings: Sequence[Spelling], letters: frozenset[str]) -> list[Match]:
    """The spellings behind the letters before `place` that say most: several where names share their letters."""
    found = [match for spelling in spellings if (match := fits(tokens, place, spelling, letters)) is not None]
    said = [(match.end - len(match.left), bool(match.spelling.above)) for match in found]
    return [match for match, much in zip(found, said, strict=True) if much == max(said)]


def fits(tokens: Sequence[Token], place: int, spelling: Spelling, letters: frozenset[str]) -> Match | None:
    """The match of one spelling, or None."""
    match = Match(spelling, place)
    waiting = {mark: part for mark, part in (("_", spelling.below), ("^", spelling.above)) if part}
    seen: set[str] = set()
    while waiting and match.end < len(tokens) and tokens[match.end].text in ("_", "^"):
        mark = tokens[match.end].text
        if mark in seen:
            return None
        seen.add(mark)
        if mark == "_" and (mark not in waiting or not subscribe(match, tokens, waiting.pop(mark), letters)):
            return None
        if mark == "^" and not superscribe(match, tokens, waiting.pop(mark, ())):
            return None
        if match.left and match.left[0].text != "^":
            break  # the rest of a run of letters
    if waiting or not (spelling.below or spelling.above or spelling.within):
        return None
    if spelling.within and (match.left or not bracketed(match, tokens, spelling, letters)):
        return None
    match.last = max(match.last, tokens[match.end - 1].end if not match.left else 0)
    return match


def subscribe(match: Match, tokens: Sequence[Token], part: Group, letters: frozenset[str]) -> bool:
    """Whether what stands below is what the spelling says; the match moves on."""
    place = match.end + 1
    if place >= len(tokens):
        return False
    if tokens[place].kind == "open":
        inner, match.end = group(tokens, place)
        match.last = tokens[match.end - 1].end
        return match.takes(divided(inner, part), part)
    pieces: list[list[Token]] = []
    while place < len(tokens) and len(pieces) < len(part) and tokens[place].kind in ("run", "name", "number"):
        if pieces and not tokens[place].glued:
            break
        pieces.extend(units(tokens[place : place + 1]))
        place += 1
    if len(pieces) < len(part):
        pieces = [digit for piece in pieces for digit in digits(piece)]
    if len(pieces) == len(part):
        place = primed(tokens, place, pieces, letters)
    items, rest = pieces[: len(part)], pieces[len(part) :]
    if rest and (rest[0][0].kind != "run" or rest[0][0].text in letters or tokens[place - 1].kind != "run"):
        return False
    match.end = place
    match.left.extend(remainder(tokens[place - 1], len(rest)))
    match.last = items[-1][-1].end if items else 0
    return len(items) == len(part) and match.takes(items, part, letters)


def primed(tokens: Sequence[Token], place: int, pieces: list[list[Token]], letters: frozenset[str]) -> int:
    """The place behind the primes that belong to the last index, n' where a sum binds n'."""
    name = index_name(pieces[-1])
    while place < len(tokens) and tokens[place].text == "'" and name + "'" in letters:
        pieces[-1] = [*pieces[-1], tokens[place]]
        name, place = name + "'", place + 1
    return place


def remainder(token: Token, size: int) -> list[Token]:
    """The last `size` letters of a run, which no index took."""
    if not size:
        return []
    cut = len(token.text) - size
    return [token._replace(text=token.text[cut:], start=min(token.start + cut, token.end - 1), glued=True)]


def superscribe(match: Match, tokens: Sequence[Token], part: Group) -> bool:
    """Whether what stands above is what the spelling says, or a power between the letters and what stands below."""
    start = match.end
    inner, end = group(tokens, start + 1)
    content, round_brackets = plain(inner, tokens[start + 1].text if start + 1 < len(tokens) else "")
    if not part:
        match.left = list(tokens[start:end])
        match.end = end
        return "_" in [token.text for token in tokens[end : end + 1]]
    for power, rest in powers(content):
        kept, rounded = plain(rest, "(" if round_brackets and not power else "")
        literal = len(part) == 1 and isinstance(part[0], str)
        numeric = len(kept) == 1 and kept[0].kind == "number"
        if numeric and (not rounded or power) and not literal:
            continue
        if literal:
            written = f"({text(kept)})" if numeric and rounded else text(kept)
            good = written == part[0]
        else:
            good = match.takes(divided(kept, part), part)
        if good:
            match.end, match.last = end, tokens[end - 1].end
            match.left = [tokens[start], *power] if power else []
            return True
    return cut_above(match, tokens, start + 1, part)


def cut_above(match: Match, tokens: Sequence[Token], place: int, part: Group) -> bool:
    """Whether a run above begins with the literal: `q_kn^tx_n`."""
    literal = part[0] if len(part) == 1 else ""
    token = tokens[place] if place < len(tokens) else None
    if token is None or token.kind != "run" or not isinstance(literal, str) or not literal.isalpha():
        return False
    if not token.text.startswith(literal) or len(token.text) == len(literal):
        return False
    match.left = remainder(token, len(token.text) - len(literal))
    match.end, match.last = place + 1, match.left[0].start
    return True


def plain(tokens: Sequence[Token], opening: str) -> tuple[Sequence[Token], bool]:
    """The tokens without round brackets around all of them, and whether there were some."""
    rounded = OPENINGS.get(opening, opening) == "("
    while tokens and tokens[0].kind == "open" and group(tokens, 0)[1] == len(tokens):
        rounded = rounded or OPENINGS.get(tokens[0].text, tokens[0].text) == "("
        tokens = tokens[1:-1]
    return tokens, rounded


def powers(content: Sequence[Token]) -> list[tuple[list[Token], Sequence[Token]]]:
    r"""The ways to part a power from what else stands above: `2(t+1)` and `(t+1)\,2` are a square of (t+1)."""
    found: list[tuple[list[Token], Sequence[Token]]] = [([], content)]
    if len(content) > 2 and content[0].kind == "number" and content[1].kind == "open":
        found.append((list(content[:1]), content[1:]))
    if len(content) > 2 and content[-1].kind == "number" and content[-2].kind == "close":
        found.append((list(content[-1:]), content[:-1]))
    if len(content) > 2 and content[1].text == ",":
        found.append((list(content[:1]), content[2:]))
    return found


def bracketed(match: Match, tokens: Sequence[Token], spelling: Spelling, letters: Container[str]) -> bool:
    """Whether the bracket here is what the spelling says: w(x_n), w[n], N(x_n|mu_k, Sigma_k)."""
    if match.end >= len(tokens) or tokens[match.end].kind != "open":
        return False
    if OPENINGS.get(tokens[match.end].text, tokens[match.end].text) != spelling.opening:
        return False
    inner, end = group(tokens, match.end)
    if not follows(match, bare(inner), spelling.within, letters):
        return False
    match.end, match.last = end, tokens[end - 1].end
    return True


def follows(match: Match, tokens: Sequence[Token], pattern: Sequence[str | Group], letters: Container[str]) -> bool:
    """Whether all of `tokens` are what `pattern` says; the indices are noted."""
    place = 0
    for number, part in enumerate(pattern):
        if isinstance(part, str):
            if place >= len(tokens) or said(tokens[place]) != part:
                return False
            place += 1
            continue
        if place and tokens[place - 1].text in ("_", "^"):
            inner, end = group(tokens, place)
        else:
            end = until(tokens, place, pattern[number + 1] if number + 1 < len(pattern) else None)
            inner = tokens[place:end]
        if not match.takes(divided(inner, part), part, letters):
            return False
        place = end
    return place == len(tokens)


def until(tokens: Sequence[Token], place: int, literal: str | Group | None) -> int:
    """The place of the next token that says `literal`, outside of brackets; the end if there is none."""
    while place < len(tokens) and (not isinstance(literal, str) or said(tokens[place]) != literal):
        place = group(tokens, place)[1]
    return place


def said(token: Token) -> str:
    """What a token says in a pattern: all bars and semicolons say the same."""
    return "|" if token.kind == "bar" or token.text in BARS else token.text


def divided(tokens: Sequence[Token], part: Group) -> list[list[Token]] | None:
    """The tokens of each index or literal of a group, None if they are not as many."""
    items: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if token.text == "," and not depth:
            items.append([])
        else:
            items[-1].append(token)
    if len(items) == 1 and len(part) > 1:
        items = units(tokens)
        if len(items) < len(part):
            items = [digit for item in items for digit in digits(item)]
        if len(items) > len(part) and items[len(part)][0].kind == "op":
            items[len(part) - 1 :] = [[token for item in items[len(part) - 1 :] for token in item]]
    several = len(items) == len(part) == 1 and len(items[0]) == 1 and len(units(items[0])) > 1
    if several and items[0][0].kind == "run" and not items[0][0].text[1:].isdigit():
        return None  # x_{nk} of a family with one index
    return items if len(items) == len(part) and all(items) else None


def units(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens one by one, runs letter by letter, with the primes and the number below that belong to a letter."""
    found: list[list[Token]] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token.kind == "open":
            inner, place = group(tokens, place - 1)
            found.append(list(inner))
        elif token.kind == "run":
            found.extend([each] for each in apart(token))
        elif token.text == "'" and found:
            found[-1].append(token)
        elif token.text == "_" and found:
            inner, end = group(tokens, place)
            found[-1].extend(tokens[place - 1 : end])
            place = end
        else:
            found.append([token])
    return found


def apart(token: Token) -> list[Token]:
    """The letters of a run, and the number at its end."""
    letters = token.text.rstrip("0123456789")
    exact = token.end - token.start == len(token.text)
    pieces = [*letters, *([token.text[len(letters) :]] if len(letters) < len(token.text) else [])]
    found: list[Token] = []
    for place, piece in enumerate(pieces):
        start = token.start + place if exact else token.start
        end = start + len(piece) if exact else token.end
        found.append(Token("number" if piece.isdigit() else "run", piece, start, end, token.glued or place > 0))
    return found


def digits(item: list[Token]) -> list[list[Token]]:
    """The digits of a number, each alone; anything else as it is."""
    token = item[0]
    if len(item) > 1 or not token.text.isdigit():
        return [item]
    exact = token.end - token.start == len(token.text)
    spans = [
        (token.start + at, token.start + at + 1) if exact else (token.start, token.end) for at in range(len(token.text))
    ]
    return [[Token("number", digit, *span, True)] for digit, span in zip(token.text, spans, strict=True)]


def index_name(item: Sequence[Token]) -> str:
    """The letter that an index is, with primes or a number below: n, n', n_1; empty if it is something else."""
    if not item or item[0].kind not in ("run", "name") or (item[0].kind == "run" and len(item[0].text) > 1):
        return ""
    rest = [token.text for token in item[1:] if token.text not in "{}"]
    if all(mark == "'" for mark in rest):
        return item[0].text + "'" * len(rest)
    return f"{item[0].text}_{rest[1]}" if len(rest) == 2 and rest[0] == "_" and rest[1].isdigit() else ""


def text(tokens: Sequence[Token]) -> str:
    """What some tokens say, braces left out."""
    return "".join(token.text for token in tokens if token.text not in ("{", "}"))
