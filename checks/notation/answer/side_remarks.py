r"""What is said beside a formula of what is known: `C does not depend on θ`, `up to a constant`, `ξ ~ N(0, I)`."""

from __future__ import annotations

from collections.abc import Sequence

from derivo.checks.notation.answer.distribution_names import head, is_normal
from derivo.checks.notation.answer.objectives import constant_at, stands
from derivo.checks.notation.names.names import Density, Notation
from derivo.checks.notation.text.remark import Remark
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source
from derivo.checks.notation.tokens.bound_indices import group
from derivo.checks.notation.tokens.clauses import Clause, segments, span_of
from derivo.checks.notation.words.random_names import BARS, NORMALS, Draws

OF = frozenset("of on to in wrt".split())  # behind one of these stands what a constant does not depend on
BEGINS = frozenset("is does do are being independent not that which wrt with in constant depending".split())
KEYS = frozenset("independent depend depends depending wrt respect constant constants in".split())
SAYING = OF | BEGINS | KEYS | frozenset("additive a an some the any term terms it parameter parameters network".split())
ABBREVIATED = ["w", ".", "r", ".", "t"]
LEADS = ("where", "with", "and", "for")
STOPS = (",", ";", ".")
LAWS = ("p", "q", "P", "Q", "U", "Unif", "Uniform")


def passed(tokens: list[Token], notation: Notation) -> tuple[list[Token], list[Remark]]:
    """The tokens without what is said of constants; `+ terms independent of θ`, `up to a constant` leave a constant."""
    if not stands(notation):
        return tokens, []
    found: list[Token] = []
    remarks: list[Remark] = []
    place = 0
    while place < len(tokens):
        end, kept = proviso(tokens, place, found) if found else (0, [])
        if end:
            remarks.append(Remark("reason", span_of(tokens[place:end])))
        found.extend(kept if end else tokens[place : place + 1])
        place = end or place + 1
    return found, remarks


def proviso(tokens: list[Token], place: int, before: Sequence[Token]) -> tuple[int, list[Token]]:
    """The place behind the proviso that begins at `place`, and the tokens that it leaves; 0 if none begins there."""
    token = tokens[place]
    if token.text in ("(", "left("):
        inner, end = group(tokens, place)
        whole = bool(inner) and said(inner, subject(inner, 0)) == len(inner)
        return (end, []) if whole and ends(tokens, end) else (0, [])
    begin, kept, keyed = place + (token.text in STOPS), list[Token](), False
    if [each.text for each in tokens[begin : begin + 2]] == ["up", "to"]:
        kept = [token._replace(kind="op", text="+"), token._replace(kind="run", text="const")]
        named = subject(tokens, begin + 2)
        begin, keyed = named or begin + 2, named > 0
    elif before[-1].text == "+" and token.text in ("term", "terms"):
        kept, begin = [token._replace(kind="run", text="const")], place + 1
    else:
        begin += begin < len(tokens) and tokens[begin].text in LEADS
        named = subject(tokens, begin) if begin > place else 0
        begin = named or (begin if is_term(before) else len(tokens))
    end = said(tokens, begin, keyed=keyed, anyhow=bool(kept))
    return (end, kept) if end > place and ends(tokens, end) else (0, [])


def subject(tokens: Sequence[Token], place: int) -> int:
    """The place behind the constant at `place`; 0 if there is none."""
    if place >= len(tokens):
        return 0
    name, end = constant_at(tokens, place)
    return end if name else place + 1 if tokens[place].text in ("c", "it") else 0


def is_term(before: Sequence[Token]) -> bool:
    """Whether some tokens end with a constant that is a term: + C, + const."""
    starts = (len(before) - size for size in (1, 3, 5) if len(before) > size)
    found = (start for start in starts if before[start - 1].text in ("+", "-"))
    return any(name and end == len(before) for name, end in (constant_at(before, start) for start in found))


def said(tokens: Sequence[Token], place: int, *, keyed: bool = False, anyhow: bool = False) -> int:
    """The place behind the words that stand at `place`, if they say something of a constant; else 0.

    They do where they are `keyed` already; they begin with any word if `anyhow`.
    """
    word, behind = word_at(tokens, place)
    if word not in BEGINS and not anyhow:
        return 0
    last = ""
    while True:
        word, behind = word_at(tokens, place)
        if word in SAYING:
            keyed, last, place = keyed or word in KEYS, word if word != "the" else last, behind
            continue
        name, size = head(tokens[place:]) if last in OF else ((), 0)
        if not name:
            return place if keyed else 0
        place, last = place + size, ""
        if place < len(tokens) and tokens[place].kind == "open":
            place = group(tokens, place)[1]


def word_at(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """The word at `place`, w.r.t. being one, and the place behind it."""
    if [token.text for token in tokens[place : place + 5]] == ABBREVIATED:
        return "wrt", place + 5 + (tokens[place + 5 : place + 6] != [] and tokens[place + 5].text == ".")
    return (tokens[place].text, place + 1) if place < len(tokens) else ("", place)


def ends(tokens: Sequence[Token], place: int) -> bool:
    """Whether a clause ends at `place`."""
    return place >= len(tokens) or tokens[place].kind in ("row", "relation") or tokens[place].text in STOPS


def is_law(clause: Clause, source: Source, notation: Notation) -> bool:
    """Whether a clause says the distribution of random names that are declared: ξ ~ N(0, I), X_t | X_0 ~ p(x_t|x_0)."""
    parts = segments(clause.tokens)
    draws = Draws(list(clause.tokens), source, notation)
    if not draws.random or len(parts) != 2 or not parts[0].tokens or not parts[1].tokens:
        return False
    names, law = parts[0].tokens, parts[1].tokens
    if parts[1].relation == "=":  # p(x_t|x_0) = N(x_t; …)
        return draws.found(0, Density) is not None and is_normal(law)
    if parts[1].relation != "~":
        return False
    bar = next((place for place, token in enumerate(names) if token.text in BARS), len(names))
    sides = [names[:bar], *([names[bar + 1 :]] if bar < len(names) else [])]
    _, behind = head(law)
    whole = behind == len(law) or (law[behind].kind == "open" and group(law, behind)[1] == len(law))
    called = law[0].text.rstrip("0123456789") in (*LAWS, *NORMALS)
    return bool(behind) and whole and called and all(side and draws.listed(side) is not None for side in sides)


def apart(free: list[Clause], source: Source, notation: Notation) -> tuple[list[Clause], list[Clause]]:
    """The clauses without those that say a distribution, and those, if others are left."""
    laws = [clause for clause in free if is_law(clause, source, notation)]
    others = [clause for clause in free if clause not in laws]
    return (others, laws) if others else (free, [])
