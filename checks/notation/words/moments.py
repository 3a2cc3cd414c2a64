r"""E, Var and Cov among the tokens, and what stands below them: E_{X_0, X_t}, E_{X_t|X_0}, E_{x ~ p, z ~ q(z|x)}."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derivo.checks.notation.names.names import FUNCTIONS, Defined, Density, Random
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.tokens import bound_indices
from derivo.checks.notation.tokens.clauses import leveled
from derivo.checks.notation.tokens.suffixes import composed, heading

if TYPE_CHECKING:
    from derivo.checks.notation.words.random_names import Draws

OPERATORS = {"E": "E", **dict.fromkeys(("Var", "var"), "Var"), **dict.fromkeys(("Cov", "cov"), "Cov")}
BARS = ("|", "mid")
LAWS = ("p", "q", "P", "pi", "N", "D")  # what people call the law of a name that is declared without one
BLACKBOARD = ("mathbb", "𝕍")
ROUND = ("(", "left(", "[")
CLOSING = (")", "right)", "]")


def operator(draws: Draws, place: int) -> int | None:
    """Puts out E with what stands below it, and marks the bar of a condition behind it; the place behind, or None."""
    token = draws.tokens[place]
    name, cut, rest = called(draws, token, place)
    if not name:
        return None
    token = draws.before(token, cut)
    end = token.end - len(rest)
    draws.put("expectation", OPERATORS.get(name, "Var"), Span(token.start, end))
    if rest:
        draws.tokens[place] = token._replace(text=rest, start=end, glued=True)
        return place
    place += 1
    if place < len(draws.tokens) and draws.tokens[place].text == "_":
        place = low(draws, place)
    if place < len(draws.tokens) and draws.tokens[place].kind == "open":
        condition(draws, place)
    return place


def called(draws: Draws, token: Token, place: int) -> tuple[str, int, str]:
    """The operator in a run, where it begins, and the letters behind it; of no operator nothing."""
    text, known = token.text, draws.notation.lookup
    after = draws.tokens[place + 1] if place + 1 < len(draws.tokens) else None
    opens = after is not None and (after.kind in ("open", "bar") or after.text in ("_", "‖"))
    if known(text) is not None:
        return "", 0, ""
    if text == "V" and opens and blackboard(draws, token):
        return "V", 0, ""
    for name in (name for name in OPERATORS if known(name) is None):
        if text == name and (name == "E" or opens or (after is not None and draws.listed([after]) is not None)):
            return name, 0, ""
        if opens and token.kind == "run" and text.endswith(name) and draws.prefixed(text[: -len(name)]):
            return name, len(text) - len(name), ""
    letters, digits = heading(token)
    if letters[:1] != "E" or len(letters) == 1 or token.kind != "run" or known("E") is not None:
        return "", 0, ""
    if letters.lower() in FUNCTIONS:  # Exp, Erf
        return "", 0, ""
    split = any(draws.words.split(letters[1:], composed(digits, tail)) for tail, _, _ in draws.words.tails(place + 1))
    density = density_at(draws, [token._replace(text=text[1:]), *draws.tokens[place + 1 :]]) is not None
    return ("E", 0, text[1:]) if split or density else ("", 0, "")


def blackboard(draws: Draws, token: Token) -> bool:
    r"""Whether a letter is typed \\mathbb V, or 𝕍."""
    start = max(0, token.start - len("\\mathbb{"))
    return any(sign in draws.source.text[start : token.end] for sign in BLACKBOARD)


# --- below


def low(draws: Draws, place: int) -> int:
    """Puts out what stands below E; the place behind it."""
    inner, end = bound_indices.group(draws.tokens, place + 1)
    mark = draws.tokens[place].span
    if end == place + 2 and inner[0].kind == "run":
        first = inner[0]
        cut = longest(draws, first)
        if cut < len(first.text):  # E_Xf(X)
            middle = min(first.start + cut, first.end)
            inner = [first._replace(text=first.text[:cut], end=middle)]
            end -= 1
            draws.tokens[end] = first._replace(text=first.text[cut:], start=middle, glued=True)
    draws.put("open", "below", mark)
    parts = parted(draws, [token for token in inner if token.kind != "row"])
    for number, (names, law) in enumerate(each for part in parts for each in factors(draws, *part)):
        if number:
            draws.put("op", ";", mark)
        if law:
            drawn(draws, names, law, mark)
        else:
            draws.conditional(unwrapped(names), mark)
    draws.put("close", "below", mark)
    return end


def longest(draws: Draws, token: Token) -> int:
    """How many letters of a run are a random name or a density: of `Xf` one; all if none are."""
    for cut in range(len(token.text), 0, -1):
        letters, digits = heading(token._replace(text=token.text[:cut]))
        known = draws.notation.lookup(letters + composed(digits, ""))
        if isinstance(known, Random | Density) or (isinstance(known, Defined) and draws.counts(known)):
            return cut
    return len(token.text)


def unwrapped(tokens: list[Token]) -> list[Token]:
    """The tokens without a bracket around all of them."""
    whole = bool(tokens) and tokens[0].kind == "open" and bound_indices.group(tokens, 0)[1] == len(tokens)
    return tokens[1:-1] if whole else tokens


def parted(draws: Draws, tokens: list[Token]) -> list[tuple[list[Token], list[Token]]]:
    """The names and the density of each `x, y ~ q`; the density is empty where none is said."""
    found: list[tuple[list[Token], list[Token]]] = []
    names: list[Token] = []
    law: list[Token] = []
    for place, (token, depth) in enumerate(leveled(tokens)):
        if law and not depth and token.text == ",":
            found.append((names, law))
            names, law = [], []
        elif law:
            law.append(token)
        elif not depth and (token.text == "~" or density_at(draws, tokens[place:]) is not None):
            law = [token]
        else:
            names.append(token)
    return [*found, (names, law)]


def factors(draws: Draws, names: list[Token], law: list[Token]) -> list[tuple[list[Token], list[Token]]]:
    """The names and the density, one by one where it is a product: x, z ∼ p(x)p(z|x), and p(x)p(z|x)."""
    marked = law[:1] if law and law[0].text == "~" else []
    found: list[list[Token]] = [[]]
    behind = False
    for token, depth in leveled(law[len(marked) :]):
        if behind and not depth and density_at(draws, [token]) is not None:
            found.append([])
        found[-1].append(token)
        behind = token.kind == "close" and not depth and token.text in CLOSING
    if len(found) == 1:
        return [(names, law)]
    product: list[tuple[list[Token], list[Token]]] = [([], part) for part in found]
    drawing = {token.text for token in draws.listed(names) or ()}
    over = {token.text for part in found for token in draws.listed(drawn_by(part)) or ()}
    if names and drawing != over:  # x ∼ p(x)p(z|x)
        stop("unexpected", draws.source, found[1][0].span, found=draws.source.at(found[1][0].span))
    return product


def drawn_by(law: list[Token]) -> list[Token]:
    """The names of which p(x|z) is a density."""
    opening = next(place for place, token in enumerate(law) if token.text in ROUND)
    inner = list(bound_indices.group(law, opening)[0])
    return inner[: next((place for place, token in enumerate(inner) if token.text in BARS), len(inner))]


def density_at(draws: Draws, tokens: Sequence[Token]) -> Density | None:
    """The density whose name stands at the start of some tokens."""
    found = draws.within(tokens).found(0, Density)
    return found.declared if found is not None and isinstance(found.declared, Density) else None


def drawn(draws: Draws, names: list[Token], law: list[Token], around: Span) -> None:
    """Puts out the names, those of the condition and the density of x ∼ q(x|z), of q(x|z) and of x ∼ q."""
    law = law[1:] if law[0].text == "~" else law
    density = density_at(draws, law)
    if density is not None:
        whole(draws, law)
    opening = next((place for place, token in enumerate(law) if token.text in ROUND), None)
    inner = bound_indices.group(law, opening)[0] if opening is not None else []
    bar = next((place for place, token in enumerate(inner) if token.text in BARS), len(inner))
    unnamed_law = unnamed(draws, law, names, around) if density is None else None
    of, given = (density.of, density.given) if density is not None else ((), ())
    if density is not None and opening is None:
        marked, known = marked_names(density, law)
        of, given = tuple(marked) or of, tuple(known) or given
    over = names or inner[:bar]
    drawing = draws.names(unwrapped(list(over)), around) if over else declared(of, around)
    inside = draws.listed(inner[:bar]) if inner[:bar] else None
    if inside is not None and {token.text for token in inside} != {token.text for token in drawing}:
        stop("unexpected", draws.source, inner[0].span, found=draws.source.at(inner[0].span))  # x ∼ q(z|x)
    draws.out.extend(drawing)
    behind = draws.names(inner[bar + 1 :], around) if bar < len(inner) else declared(() if inner else given, around)
    if density is None and bar == len(inner):  # x ∼ N(a z, 1) is given z
        behind = random_among(draws, inner, {token.text for token in drawing})
    if behind:
        draws.put("given", "|", around)
        draws.out.extend(behind)
    if unnamed_law is not None:
        draws.put("law", "", unnamed_law)
    if density is not None:
        draws.known_to(density, (drawing, behind), around)
        draws.marked_as(density, law[:opening], (drawing, behind), around)
        draws.put("density", density.name, around)


def whole(draws: Draws, law: Sequence[Token]) -> None:
    """Unwinds if more stands in a law than the name of a density and a bracket: p', p^*, p(x)^2."""
    found = draws.within(law).found(0, Density)
    assert found is not None
    bracket = found.end < len(law) and law[found.end].text in ROUND
    end = bound_indices.group(law, found.end)[1] if bracket else found.end
    if end < len(law) or found.rest is not None:
        at = min(end, len(law) - 1)
        stop("unexpected", draws.source, law[at].span, found=draws.source.at(law[at].span))


def random_among(draws: Draws, tokens: Sequence[Token], drawn: set[str]) -> list[Token]:
    """The random names in some tokens, each once, without those that are drawn and those that are defined."""
    within = draws.within(tokens)
    found: dict[str, Token] = {}
    for place in range(len(tokens)):
        known = within.found(place, Random)
        if known is not None and known.declared.name not in drawn:
            found.setdefault(known.declared.name, tokens[place]._replace(kind="value", text=known.declared.name))
    return list(found.values())


def unnamed(draws: Draws, law: list[Token], names: list[Token], around: Span) -> Span:
    """Where names and their law stand that no density has: x ∼ p_data, ξ ∼ N(0, I). The rule `law` says what it is."""
    if not law or not names:
        stop("expected-operand", draws.source, around, found=draws.source.at(around))
    several = sum(isinstance(each, Density) for each in draws.notation.names.values()) > 1
    if several or heading(law[0])[0] not in LAWS:
        stop("unknown-name", draws.source, law[0].span, name=law[0].text, nearest="")
    return Span(names[0].start, law[-1].end)


def declared(names: Sequence[str], around: Span) -> list[Token]:
    """The tokens of the names of a density, as it is declared."""
    return [Token("value", name, around.start, around.end, True) for name in names]


def condition(draws: Draws, place: int) -> None:
    """Marks the bar of E[Y | X] in the bracket at `place`: nothing but names stands behind it."""
    _, end = bound_indices.group(draws.tokens, place)
    inside = list(enumerate(leveled(draws.tokens[place + 1 : end - 1]), start=place + 1))
    bars = [at for at, (token, depth) in inside if not depth and token.text in BARS]
    if not bars or (draws.tokens[bars[-1]].text == "|" and len(bars) % 2 == 0):
        return
    behind = [token for token in draws.tokens[bars[-1] + 1 : end - 1] if token.text != "="]
    if draws.listed(behind[:1]) is not None and draws.listed(behind) is None and len(behind) < end - 2 - bars[-1]:
        stop("unsupported", draws.source, draws.tokens[bars[-1]].span, construct="conditional")  # E[Y | X = 1]
    if draws.listed(behind) is not None:
        draws.tokens[bars[-1]] = draws.tokens[bars[-1]]._replace(kind="given", text="|")


def marked_names(density: Density, name: Sequence[Token]) -> tuple[list[str], list[str]]:
    """The name of which p_0 is the density by what stands below it, and of p_{t|0} that which is given."""
    below = [heading(name[0])[1], *(token.text for token in name[1:])] if name else []
    bar = next((place for place, text in enumerate(below) if text in BARS), len(below))
    marks = ["".join(text for text in part if text.isalnum()) for part in (below[:bar], below[bar + 1 :])]
    known = (*density.of, *density.given)
    first, second = ([each for each in known if mark and each.partition("_")[2] == mark] for mark in marks)
    return first, second
