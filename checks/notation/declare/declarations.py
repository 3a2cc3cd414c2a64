"""The declaration language (declarations.md), as far as it is read: `let`, `given`, `about`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from derivo.checks.notation.declare import definitions, distributions, random_names, sizes
from derivo.checks.notation.declare.lines import Line, declared_names, free, is_spelling, refuse
from derivo.checks.notation.names.names import (
    Declared,
    Family,
    Notation,
    Random,
    Symbol,
    axes_of,
    shown_entry,
    shown_name,
)
from derivo.checks.notation.names.types import ARRAY, LABELS, array_of, domain_of, function_of
from derivo.checks.notation.parse.brackets import conditions
from derivo.checks.notation.parse.parser import Parser
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Problem, Source, Span
from derivo.checks.notation.text.stop import ReadingError, stop
from derivo.checks.notation.tokens.clauses import leveled
from derivo.checks.notation.tokens.tokenizer import balanced, tokenize
from derivo.checks.notation.words import families, spellings
from derivo.checks.notation.words.words import Words

COMMENT = re.compile(r"(?<!\\)[%#].*")
INDEX = re.compile(r"index\s*\(\s*[^\W\d_]+\s*\)")


class NotationError(Exception):
    """What an instructor wrote cannot be read; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.source.at(problem.span)}")
        self.problem = problem


def notation(text: str) -> Notation:
    """The notation that lines of `let`, `given` and `about` declare; raises `NotationError`."""
    source, known = Source(text), Notation()
    start = 0
    for line in text.split("\n"):
        found = added(COMMENT.sub("", line), known, bare=False)
        if isinstance(found, Problem):
            span = Span(found.span.start + start, found.span.end + start)
            raise NotationError(replace(found, source=source, span=span))
        known = found
        start += len(line) + 1
    return known


def declare(lines: Sequence[str], to: Notation | None = None) -> Notation | Problem:
    """`to` with more declarations, each with or without the word `let`; the first problem if there is one.

    A line with a name that only a later one declares is read behind that.
    """
    known, problems = readable(lines, to)
    return problems[0] if problems else known


def readable(lines: Sequence[str], to: Notation | None = None) -> tuple[Notation, tuple[Problem, ...]]:
    """The same with the lines that can be read, and the problems of the others."""
    known, waiting = to or Notation(), [COMMENT.sub("", line) for line in lines]
    problems: list[Problem] = []
    while waiting:
        postponed = []
        for line in waiting:
            found = added(line, known, bare=True)
            if isinstance(found, Notation):
                known = found
            elif found.code == "unknown-name":
                postponed.append((line, found))
            else:
                problems.append(found)
        if len(postponed) == len(waiting):
            return known, (*problems, *(problem for _, problem in postponed))
        waiting = [line for line, _ in postponed]
    return known, tuple(problems)


def added(line: str, known: Notation, *, bare: bool) -> Notation | Problem:
    """The notation with one more line; an empty line adds nothing."""
    source = Source(line.replace("~", "∼"))  # no space, whatever LaTeX makes of it
    try:
        tokens = tokenize(source, halfopen=True)
        if not tokens:
            return known
        word = tokens[0].text if tokens[0].kind == "run" else ""
        if word in WORDS and word != "let":
            balanced(tokens, source)
        if word in WORDS:
            return WORDS[word](Line(source, tokens[1:], known, tokens[0].end))
        if bare:
            return let(Line(source, tokens, known, 0))
        refuse(source, Span(tokens[0].start, len(line.rstrip())))
    except ReadingError as stopped:
        return stopped.problem


def let(line: Line) -> Notation:
    """The notation with names of a type, or a definition."""
    colon = next(
        (place for place, (token, depth) in enumerate(leveled(line.tokens)) if token.text == ":" and not depth), None
    )
    tilde = distributions.tilde(line.tokens[:colon])
    if tilde is not None:
        return with_law(line, tilde)
    if colon is None:
        return definitions.definition(line)
    behind = next(
        (place for place, token in enumerate(line.tokens) if token.text == "for" and place > colon), len(line.tokens)
    )
    until = line.tokens[behind].start if behind < len(line.tokens) else len(line.source.text.rstrip())
    text = line.source.text[line.tokens[colon].end : until]
    start = line.tokens[colon].end + len(text) - len(text.lstrip())
    said = Span(start, max(start, line.tokens[colon].end + len(text.rstrip())))
    if behind < len(line.tokens):
        return family(line, colon, said, line.tokens[behind + 1 :])
    commas = (t for t, depth in leveled(line.tokens) if t.text == "," and not depth and t.start > said.start)
    comma = next(commas, None) if not random_names.DENSITY.match(text.lstrip()) else None
    if comma is not None:
        return with_facts(line, comma)
    if INDEX.fullmatch(line.source.at(said).strip()):
        return index_letters(line, line.tokens[:colon], line.tokens[colon + 1 :])
    line = sized_line(line, said)
    refuse_second(line.tokens[:colon], line.source)
    (_, first), *others = families.listed(line.tokens[:colon], "also")
    names, known = declared_names(line, first), line.known
    for name in names:
        known = families.moved(known, name)
        kind = typed(name, line, said)
        known = known.extended(kind, entries=families.entry_spellings(name, len(axes_of(kind))))
        known = random_names.run_together(known, name, name)
    for part in (part for _, tokens in others for _, part in families.listed(tokens)):
        known = respelled(replace(line, known=known), part, names[-1])
    return known


def refuse_second(tokens: Sequence[Token], source: Source) -> None:
    """Unwinds at a second `also`: what stands behind the first are all spellings of one name."""
    found = [token for token in tokens if token.text == "also"]
    if len(found) > 1:
        stop("unexpected", source, found[1].span, found="also")


def with_law(line: Line, tilde: int) -> Notation:
    """The notation with names of a distribution, `let e also ε ~ Normal(0, 1), independent of X`, and the facts."""
    balanced(line.tokens, line.source)
    (_, first), *others = families.listed(line.tokens[:tilde], "also")
    known, names, comma = distributions.drawn(replace(line, tokens=[*first, *line.tokens[tilde:]]), len(first))
    for name in (name for name in names if name not in line.known.names):
        known = known.extended(entries=families.entry_spellings(name, len(axes_of(known.names[name]))))
        known = random_names.run_together(known, name, name)
    for part in (part for _, tokens in others for _, part in families.listed(tokens)):
        known = respelled(replace(line, known=known), part, names[-1])
    if comma is None:
        return known
    behind = [token for token in line.tokens if token.start >= comma.end]
    return random_names.stated(Line(line.source, behind, known, comma.end), names)


def respelled(line: Line, tokens: Sequence[Token], name: str) -> Notation:
    """The notation with another spelling of `name`: a name, an entry w(x_n), or a bracket behind letters L(w)."""
    known, axes = line.known, axes_of(line.known.lookup(name))
    if is_spelling(line, tokens, name):
        return known
    plain = not axes or isinstance(known.lookup(name), Random)  # x_t is all of X_t
    entry = None if plain else spellings.of_array(tokens, name, axes, line.source, known)
    if entry is not None:
        return entry[1].extended(entries=[entry[0]])
    whole = spellings.literal(tokens, name, known)
    if whole is not None:
        return known.extended(entries=[whole])
    letters = families.pattern(tokens, (), calls=False)
    if letters is None or letters.size != len(tokens):
        refuse(line.source, Span(tokens[0].start, tokens[-1].end) if tokens else line.span)
    (spelling,) = declared_names(line, tokens)
    known = families.moved(known, spelling)
    known = known.extended(entries=families.entry_spellings(spelling, len(axes), name))
    return random_names.run_together(replace(known, spellings={**known.spellings, spelling: name}), spelling, name)


def sized_line(line: Line, said: Span) -> Line:
    """The line with the sizes of its type in the notation: a size is declared by being used."""
    for found in ARRAY.finditer(line.source.at(said)):
        array = array_of(line.source, Span(said.start + found.start(2), said.start + found.end()))
        if array is not None:
            line = replace(line, known=sizes.axes(array, line.source, line.known)[1])
    for found in LABELS.finditer(line.source.at(said)):
        at = Span(said.start + found.start(1), said.start + found.end(1))
        token = next(token for token in line.tokens if token.start == at.start)
        line = replace(line, known=families.size_of(token, line.source, line.known))
    return line


def with_facts(line: Line, comma: Token) -> Notation:
    """The notation with names of a type, and the facts behind it: `let x : real, x > 0`."""
    known: Notation | Problem = added(line.source.text[: comma.start], line.known, bare=True)
    new = random_names.declared(known, line.known) if isinstance(known, Notation) else []
    if isinstance(known, Notation) and new:
        behind = [token for token in line.tokens if token.start >= comma.end]
        return random_names.stated(Line(line.source, behind, known, comma.end), new)
    for fact in line.source.text[comma.end :].split(","):
        if isinstance(known, Notation):
            known = added(f"given {fact}", known, bare=False)
    if isinstance(known, Problem):
        stop(known.code, line.source, Span(comma.end, len(line.source.text)), **dict(known.facts))
    return known


def typed(name: str, line: Line, at: Span) -> Declared:
    """A name of the type that stands at `at`, its sizes declared."""
    chance = random_names.typed(name, line, at)
    if chance is not None:
        return chance
    array = array_of(line.source, at)
    if array is not None:
        axes = sizes.axes(array, line.source, line.known)[0]
        return Family(name, shown_name(name), array.domain, (), axes, array.trait)
    found = function_of(name, line.source, at)
    if found is not None:
        return found
    domain = domain_of(line.source, at)
    return Symbol(name, shown_name(name), domain, constant=line.source.at(at) == "constant")


def family(line: Line, colon: int, said: Span, ranges: list[Token]) -> Notation:
    """The notation with families: names of a type for all values of indices."""
    sizes, known = families.ranges(ranges, line.source, sized_line(line, said).known)
    letters = tuple(sizes)
    axes: tuple[str | int, ...] = ()
    wanted, also = "", False
    for place, part in families.listed(line.tokens[:colon]):
        also = also or (place > 0 and line.tokens[place - 1].text == "also")
        entry = spellings.of_array(part, wanted, axes, line.source, known, own=letters) if also and axes else None
        if entry is not None:
            known = entry[1].extended(entries=[entry[0]])
            continue
        found = families.pattern(part, letters)
        if found is None or found.size != len(part):
            refuse(line.source, (part[-1] if part else line.tokens[colon]).span)
        if set(found.letters) - set(letters) or (found.letters and set(letters) - set(found.letters)):
            refuse(line.source, Span(part[0].start, part[-1].end))
        if not also:
            wanted = families.named(found.canonical, known)
            free(wanted, replace(line, known=known), Span(part[0].start, part[-1].end))
            kind = typed(wanted, line, said)
            if not isinstance(kind, Symbol | Family):
                stop(
                    "unsupported",
                    line.source,
                    said,
                    construct="random" if isinstance(kind, Random) else "family of functions",
                )
            order = found.letters or letters
            pairs = tuple((letter, sizes[letter]) for letter in order)
            axes, trait = axes_of(kind), kind.trait if isinstance(kind, Family) else ""
            known = known.extended(Family(wanted, shown_entry(wanted, order), kind.domain, pairs, axes, trait))
        called = also and bool(found.within)  # N(x_n | mu_k) says nothing of N_nk
        written_so = (
            (found.spelling(wanted),)
            if called
            else families.spellings(found, wanted, found.letters or letters, len(axes))
        )
        known = known.extended(entries=written_so)
    return known


def index_letters(line: Line, names: list[Token], said: list[Token]) -> Notation:
    """The notation with free indices: `let j, k : index(K)`."""
    letters = [token for token in names if token.text != ","]
    known = families.size_of(said[2], line.source, line.known)
    for token in letters:
        if token.kind not in ("run", "name") or (token.kind == "run" and len(token.text) > 1):
            refuse(line.source, token.span)
        known = families.runs(token, said[2].text, line.source, known)
    return replace(known, fixed=(*known.fixed, *(token.text for token in letters)))


def given(line: Line) -> Notation:
    """The notation with conditions that hold at every point, for all values of their free indices."""
    if not line.tokens:
        refuse(line.source, line.span)
    tokens, known = line.tokens, line.known
    behind = next(
        (place for place, (token, depth) in enumerate(leveled(tokens)) if token.text == "for" and not depth), 0
    )
    if behind:
        known = families.ranges(tokens[behind + 1 :], line.source, known)[1]
        tokens = tokens[:behind]
    parser = Parser(tokens, line.source, known, len(line.source.text))
    found = conditions(parser)
    if parser.at("keyword"):
        parser.fail("unsupported", parser.peek(), construct=parser.peek().text)
    for condition in parser.settled_all(found):
        known = known.knows(condition)
    return known


def about(line: Line) -> Notation:
    """The notation with the names that a derivation is about."""
    if not line.tokens:
        refuse(line.source, line.span)
    resolved = Words(line.tokens, line.source, line.known).resolve()
    names = [token for token in resolved if token.text != ","]
    for token in names:
        if token.kind not in ("value", "function"):
            refuse(line.source, token.span)
    return replace(line.known, about=(*line.known.about, *(token.text for token in names)))


WORDS = {"let": let, "given": given, "about": about}
