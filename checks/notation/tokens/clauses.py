"""The layout of an answer: which of its tokens are the formula, a definition, a condition, an approach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from derivo.checks.language.domains import SIZE
from derivo.checks.notation.names.names import CONSTANTS, Notation, Random, Symbol
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.tokens import family_entries
from derivo.checks.notation.tokens.suffixes import composed, heading, joined

Role = Literal["", "definition", "condition", "reason"]

ROLES: dict[str, Role] = {
    **dict.fromkeys("where with denoting denote let writing using setting set put here define".split(), "definition"),
    **dict.fromkeys("for when if provided assuming given whenever on at as ∀ suppose".split(), "condition"),
    **dict.fromkeys("by because since due".split(), "reason"),
    **dict.fromkeys("then so thus hence therefore so that and".split(), ""),
}
FILLERS = frozenset("all every any each real that the value values reals".split())
LONGEST_NAME = 4  # letters; a run of more, with nothing but such around it, is a word
BRANCHING = ("otherwise", "else")
CONTINUES = frozenset("+ - * /".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """Some tokens of an answer between separators; `by` is the separator before it."""

    role: Role
    tokens: tuple[Token, ...]
    by: str = ""

    @property
    def span(self) -> Span:
        """Where the clause stands."""
        return span_of(self.tokens)


class Segment(NamedTuple):
    """One side of a chain: the relation before it, its tokens, and where the relation stands."""

    relation: str
    tokens: tuple[Token, ...]
    at: Token | None = None


def span_of(tokens: Sequence[Token]) -> Span:
    """The range that some tokens cover; what stood over an arrow is not in the order as typed."""
    return Span(min(token.start for token in tokens), max(token.end for token in tokens))


def split(tokens: list[Token], notation: Notation) -> list[Clause]:
    """The clauses of an answer, in the order as typed, asides in brackets behind the clause that they follow."""
    branching = any(token.text in BRANCHING for token, depth in leveled(tokens) if not depth)
    found: list[Clause] = []
    role: Role = ""
    by = ""
    part: list[Token] = []
    for place, (token, depth) in enumerate(leveled(tokens)):
        separator = not depth and separates(tokens, place, notation, branching=branching)
        if not separator:
            if token.kind != "row" or depth:
                part.append(token)
            continue
        close(found, role, part, by)
        word = role_word(tokens, place, notation)
        role, by, part = (ROLES[word] if word else continued(role, token)), word or token.text, []
    close(found, role, part, by)
    return found


def continued(role: Role, token: Token) -> Role:
    """The role behind a separator that is no word: a comma goes on with definitions, nothing else does."""
    return role if role == "definition" and token.text == "," else ""


def close(found: list[Clause], role: Role, part: list[Token], by: str) -> None:
    """Adds the clause of the tokens `part`, and an aside `(z > 0)` at its end as a clause of its own."""
    while part and (part[0].kind == "row" or (role == "condition" and part[0].text in FILLERS)):
        part = part[1:]
    while part and (part[-1].kind == "row" or part[-1].text in (".", ",", ";")):
        part = part[:-1]
    size = len(part) - aside_at_end(part)
    front = aside_at_start(part[:size])
    if front:
        found.extend(asides(part[1 : front - 1]))
    if part[front:size]:
        found.append(Clause(role, tuple(part[front:size]), by))
    if part[size:]:
        found.extend(asides(part[size + 1 : -1]))


def asides(tokens: list[Token]) -> Iterator[Clause]:
    """The clauses in a bracket of its own: (z > 0), (for z > 0), (by the chain rule), (b = beta, elementwise)."""
    word = tokens[0].text.lower()
    headed = word in ROLES and len(tokens) > 1
    role = ROLES[word] if headed else "condition"
    part: list[Token] = []
    for place, (token, depth) in enumerate(leveled(tokens)):
        if place < headed:
            continue
        if token.text in (",", ";") and not depth and not listed(tokens, place) and not decimal(tokens, place):
            yield aside(role, part)
            part = []
        else:
            part.append(token)
    yield aside(role, part)


def aside(role: Role, part: list[Token]) -> Clause:
    """One clause of an aside; words alone are a reason."""
    words = bool(part) and all(token.kind == "run" and len(token.text) > LONGEST_NAME for token in part)
    return Clause("reason" if words else role, tuple(part), "(")


def aside_at_end(part: list[Token]) -> int:
    """How many tokens at the end are a bracket `(z > 0)` set apart by a space; 0 if there is none."""
    if len(part) < 4 or part[-1].text not in (")", "right)"):
        return 0
    opening = max(place for place, (token, depth) in enumerate(leveled(part)) if token.kind == "open" and not depth)
    if not opening or part[opening].glued or part[opening - 1].kind in ("command", "relation", "op"):
        return 0
    inner = part[opening + 1 : -1]
    reason = bool(inner) and inner[0].kind == "run" and ROLES.get(inner[0].text.lower()) == "reason"
    return len(part) - opening if reason or relates(inner) else 0


def aside_at_start(part: list[Token]) -> int:
    """How many tokens at the start are a bracket `(z > 0)` set apart by a space; 0 if there is none."""
    if not part or part[0].text not in ("(", "left("):
        return 0
    closing = next(place for place, (token, depth) in enumerate(leveled(part)) if token.kind == "close" and not depth)
    apart = closing + 1 < len(part) and not part[closing + 1].glued and part[closing + 1].kind not in ("op", "relation")
    return closing + 1 if apart and relates(part[1:closing]) else 0


def relates(tokens: list[Token]) -> bool:
    """Whether a relation stands outside of brackets."""
    return any(token.kind == "relation" and not depth for token, depth in leveled(tokens))


def leveled(tokens: list[Token]) -> list[tuple[Token, int]]:
    """Every token and the number of brackets around it."""
    found: list[tuple[Token, int]] = []
    depth = 0
    for token in tokens:
        depth -= token.kind == "close"
        found.append((token, depth))
        depth += token.kind == "open"
    return found


def role_word(tokens: list[Token], place: int, notation: Notation) -> str:
    """The word that a token is, if it gives a clause its role; `at` can be a·t where a and t are names."""
    token = tokens[place]
    word = token.text.lower()
    if token.text == "∀":
        return word
    if token.kind != "run" or word not in ROLES or notation.lookup(token.text) is not None:
        return ""
    if not all(notation.lookup(letter) is not None or letter in CONSTANTS for letter in token.text):
        return word
    between = 0 < place < len(tokens) - 1 and not token.glued and not tokens[place + 1].glued
    operands = between and all(tokens[place + step].kind in ("run", "name", "number", "close") for step in (-1, 1))
    return word if operands else ""


def separates(tokens: list[Token], place: int, notation: Notation, *, branching: bool) -> bool:
    """Whether a token outside of brackets ends a clause."""
    token = tokens[place]
    if token.kind == "row":
        return ends_row(tokens, place)
    if token.kind == "op" and token.text in (",", ";"):
        return not branching and not decimal(tokens, place) and not listed(tokens, place)
    if token.text == ":":
        return True
    if token.text == "." and place < len(tokens) - 1:
        return not tokens[place + 1].glued
    word = role_word(tokens, place, notation)
    return bool(word) and not (branching and word in ("if", "for", "when", "and"))


def decimal(tokens: list[Token], place: int) -> bool:
    """Whether a comma stands inside a number, 0,5."""
    before, after = tokens[max(0, place - 1)], tokens[min(place + 1, len(tokens) - 1)]
    return before.kind == after.kind == "number" and tokens[place].glued and after.glued


def listed(tokens: list[Token], place: int) -> bool:
    """Whether a comma stands beside an ellipsis, k = 1, …, K."""
    return "…" in (tokens[place - 1].text, tokens[min(place + 1, len(tokens) - 1)].text)


def ends_row(tokens: list[Token], place: int) -> bool:
    """Whether a line break ends a clause: the next line begins with no relation or sign, and this ends with none."""
    if place == 0 or place == len(tokens) - 1:
        return False
    before, after = tokens[place - 1], tokens[place + 1]
    joined_by = {"relation", "row"}
    return not (
        before.kind in joined_by or after.kind in joined_by or before.text in CONTINUES or after.text in CONTINUES
    )


def is_condition(clause: Clause, notation: Notation) -> bool:
    """Whether a clause without a word compares a lone declared name with something: z > 0, 0 < c < 1, c = 2."""
    sides = segments(clause.tokens)
    if is_range(clause.tokens):
        return True
    if len(sides) < 2 or any(side.relation in ("=>", "<=>", "~", ":=") for side in sides[1:]):
        return False
    if any(lone(side.tokens, notation) for side in sides):
        return True
    return all(side.relation != "=" for side in sides) and any(lone_entry(side.tokens, notation) for side in sides)


def is_range(tokens: Sequence[Token]) -> bool:
    """Whether some tokens say how far an index runs: k = 1, …, K."""
    letter = len(tokens) > 2 and tokens[0].kind in ("run", "name") and len(tokens[0].text) == 1
    return letter and tokens[1].text in ("=", "in", "∈") and any(token.text == "…" for token in tokens)


def lone(part: tuple[Token, ...], notation: Notation) -> bool:
    """Whether some tokens are one declared name."""
    if not part or part[0].kind not in ("run", "name"):
        return False
    letters, digits = heading(part[0])
    suffix = "_" + joined([token for token in part[2:] if token.kind not in ("open", "close")]) if len(part) > 1 else ""
    known = notation.lookup(letters + composed(digits, suffix))
    single = isinstance(known, Random) or (isinstance(known, Symbol) and known.domain != SIZE)
    return single and (len(part) == 1 or part[1].text == "_")


def lone_entry(part: tuple[Token, ...], notation: Notation) -> bool:
    """Whether some tokens are one entry of a family."""
    spellings = notation.entries.get(part[0].text, ()) if part else ()
    found = family_entries.find(part, 1, spellings, frozenset(notation.indices))
    return found is not None and found.end == len(part) and not found.left


def segments(tokens: tuple[Token, ...]) -> list[Segment]:
    """The sides of a chain, each with the relation before it."""
    found: list[Segment] = []
    relation: Token | None = None
    part: list[Token] = []
    branching = any(token.text in BRANCHING for token in tokens)
    for token, depth in leveled(list(tokens)):
        if token.kind != "relation" or depth or inner_relation(token, part, branching=branching):
            part.append(token)
            continue
        found.append(Segment(relation.text if relation else "", tuple(part), relation))
        relation, part = token, []
    found.append(Segment(relation.text if relation else "", tuple(part), relation))
    return found


def inner_relation(token: Token, part: list[Token], *, branching: bool) -> bool:
    """Whether a relation stands inside a side: `lim z -> 0`, `f|z=0`, or a condition of cases."""
    if branching and any(each.text in ("if", "for", "when") for each in part):
        return True
    if token.text == "->":
        return any(each.text in ("lim", "limit") for each in part[-3:])
    evaluated = token.text == "=" and len(part) > 2 and part[-2].kind == "bar"
    return evaluated and sum(each.kind == "bar" for each in part) % 2 == 1
