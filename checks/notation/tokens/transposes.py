r"""Transposes, however they are written, as one sign behind what is transposed: `x ⊤`.

`x^T`, `x^\top`, `x^{\mathsf T}`, `xᵀ`, `x.T`, `x^Ty`, `\mu_k^{(t+1)T}`, `A^{-T}` (which is `A ^ {-1} ⊤`), `x^T_n`.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivo.checks.notation.names.names import Notation, indices_of
from derivo.checks.notation.text.characters import is_bold
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.tokens import bound_indices

SIGN = "⊤"


def written(source: Source) -> bool:
    """Whether a transpose may stand in a text."""
    text = source.text
    return "T" in text or "\\top" in text or "\\intercal" in text or not text.isascii()


def signed(tokens: list[Token], notation: Notation) -> list[Token]:
    """The tokens with a sign for each transpose."""
    known = notation.lookup("T") is not None or "T" in notation.indices
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if not known and after is not None and token.text == "." and after.text[:1] == "T" and after.glued:
            place = begun(found, token, tokens, place + 1)
        elif token.text == "^" and after is not None and not bounds(tokens, place, notation):
            place = raised(found, tokens, place, known=known, notation=notation)
        else:
            found.append(token)
            place += 1
    return found


def begun(found: list[Token], mark: Token, tokens: list[Token], place: int) -> int:
    """Puts out the sign of the T with which the run at `place` begins; the place of what is left of the run."""
    run = tokens[place]
    found.append(Token("op", SIGN, mark.start, run.start + 1, True))
    if len(run.text) == 1:
        return place + 1
    tokens[place] = run._replace(text=run.text[1:], start=min(run.start + 1, run.end - 1), glued=True)
    return place


def raised(found: list[Token], tokens: list[Token], place: int, *, known: bool, notation: Notation) -> int:
    """Puts out what stands behind the ^ at `place`, the sign behind it if that ends with a T; the place behind."""
    mark, first = tokens[place], tokens[place + 1]
    if first.text == SIGN:
        return transposed(found, tokens, mark, place + 2, notation)
    if first.kind == "run" and first.text[0] == "T" and not known and notation.lookup(first.text) is None:
        behind = begun(found, mark, tokens, place + 1)
        return behind if behind == place + 1 else moved(found, tokens, behind, notation)
    inner, end = bound_indices.group(tokens, place + 1)
    last = inner[-1] if first.text == "{" and inner else None
    if last is None or not (last.text == SIGN or (last.text == "T" and not known)):
        found.append(mark)
        return place + 1
    if len(inner) == 1:
        return transposed(found, tokens, mark._replace(end=tokens[end - 1].end), end, notation)
    kept = list(inner[:-1])
    if len(kept) == 1 and kept[0].text == "-":
        kept.append(kept[0]._replace(kind="number", text="1", glued=True))
    elif not (kept[-1].kind in ("close", "number") or kept[-1].text in ("'", "*")):
        found.append(mark)
        return place + 1
    found.extend([mark, first, *kept, tokens[end - 1]])
    return transposed(found, tokens, last, end, notation)


def transposed(found: list[Token], tokens: list[Token], mark: Token, place: int, notation: Notation) -> int:
    """Puts out a sign; the place behind."""
    found.append(Token("op", SIGN, mark.start, mark.end, True))
    return moved(found, tokens, place, notation)


def moved(found: list[Token], tokens: list[Token], place: int, notation: Notation) -> int:
    """The place behind a sign; what stands below a name goes before it: `x^T_n` is `x_n ⊤`."""
    if place >= len(tokens) or tokens[place].text != "_" or len(found) < 2 or found[-2].text not in notation.entries:
        return place
    known = notation.lookup(found[-2].text)
    if known is not None and not indices_of(known):
        return place
    end = bound_indices.group(tokens, place + 1)[1]
    found[-1:] = [*tokens[place:end], found[-1]]
    return end


def bounds(tokens: Sequence[Token], place: int, notation: Notation) -> bool:
    """Whether the ^ at `place` is that of a sum, whose upper bound follows."""
    start = place
    if start and tokens[start - 1].kind == "close":
        depth = 0
        while start:
            start -= 1
            depth += {"open": -1, "close": 1}.get(tokens[start].kind, 0)
            if not depth:
                break
        start -= tokens[start - 1].text == "_" if start else 0
    elif start > 1 and tokens[start - 2].text == "_":
        start -= 2
    return (
        start > 0
        and tokens[start - 1].text in bound_indices.SIGNS
        and bool(bound_indices.sign(tokens, start - 1, notation))
    )


def ones(tokens: list[Token], source: Source) -> list[Token]:
    """The tokens with the vectors of ones in `𝟏𝟏ᵀ` and `11^T` apart."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        several = token.kind == "number" and len(token.text) > 1 and not token.text.strip("1")
        behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if several and (behind == SIGN or is_bold(source.at(token.span)[:1])):
            starts = range(token.start, token.start + len(token.text))
            found.extend(token._replace(text="1", start=start, end=start + 1) for start in starts)
        else:
            found.append(token)
    return found
