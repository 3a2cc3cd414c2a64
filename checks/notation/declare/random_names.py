"""Declarations of random names and densities: `random vector(d), mean 0, independent of Y`, `density of z given x`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from derivo.checks.language.domains import REAL
from derivo.checks.notation.declare import sizes
from derivo.checks.notation.declare.lines import Line, refuse
from derivo.checks.notation.names.names import Density, Notation, Random, shown_name
from derivo.checks.notation.names.types import LABELS, array_of, domain_of
from derivo.checks.notation.parse.parser import Parser
from derivo.checks.notation.shapes import resolve
from derivo.checks.notation.shapes.dimensions import SCALAR, Shape, dimension
from derivo.checks.notation.text.scanner import Token
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop
from derivo.checks.notation.trees.tree import Node
from derivo.checks.notation.words import families
from derivo.checks.notation.words.words import Words

RANDOM = re.compile(r"random\s+")
DENSITY = re.compile(r"density\s+of\b")
FACTS = ("mean", "variance", "independent", "iid", "uncorrelated")
GLUED = re.compile(r"([A-Za-z])_([A-Za-z])")  # X_t, which people type xt


def typed(name: str, line: Line, at: Span) -> Random | Density | None:
    """The random name or the density that the type at `at` says, or None if it says none."""
    text = line.source.at(at)
    if DENSITY.match(text):
        of, given = parted([token for token in line.tokens if token.start >= at.start][2:], line.source, line.known)
        return Density(name, shown_name(name), of, given)
    said = RANDOM.match(text)
    if said is None:
        return None
    at = Span(at.start + said.end(), at.end)
    labels = LABELS.fullmatch(line.source.at(at).strip())
    if labels is not None:
        return Random(name, shown_name(name), REAL, labels=labels.group(1))
    array = array_of(line.source, at)
    if array is None:
        return Random(name, shown_name(name), domain_of(line.source, at))
    return Random(name, shown_name(name), array.domain, sizes.axes(array, line.source, line.known)[0])


def parted(tokens: Sequence[Token], source: Source, known: Notation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The random names of `X_0, X_t` and of `z given x`, those behind `given` apart."""
    place = next((place for place, token in enumerate(tokens) if token.text == "given"), len(tokens))
    behind = randoms(tokens[place + 1 :], source, known) if place < len(tokens) else ()
    return randoms(tokens[:place], source, known), behind


def randoms(tokens: Sequence[Token], source: Source, known: Notation) -> tuple[str, ...]:
    """The random names between commas, at least one."""
    names: list[str] = []
    resolved = Words(list(tokens), source, known).resolve()
    for place, token in enumerate(resolved):
        if place % 2 and token.text == ",":
            continue
        if place % 2 or not isinstance(known.lookup(token.text), Random):
            stop("not-random", source, token.span, name=source.at(token.span))
        names.append(token.text)
    if len(resolved) % 2 == 0:
        refuse(source, Span(tokens[0].start, tokens[-1].end) if tokens else Span(0, len(source.text.rstrip())))
    return tuple(names)


def declared(known: Notation, before: Notation) -> list[str]:
    """The random names that are known and were not before."""
    return [name for name, each in known.names.items() if isinstance(each, Random) and name not in before.names]


def stated(line: Line, names: Sequence[str]) -> Notation:
    """The notation with the facts in the tokens of a line about the random names just declared."""
    known = line.known
    parts = [list(part) for _, part in families.listed(line.tokens, ",")]
    while parts:
        part = parts.pop(0)
        word = part[0].text if part else ""
        if word in ("mean", "variance") and len(part) > 1:
            known = moment(word, part[1:], names, line.source, known)
        elif word == "independent" and len(part) == 1 and len(names) > 1:
            known = replace(known, independent=(*known.independent, tuple((name,) for name in names)))
        elif word == "independent" and len(part) > 2 and part[1].text == "of":
            others = randoms(part[2:], line.source, known)
            while parts and parts[0] and parts[0][0].text not in FACTS:
                others = (*others, *randoms(parts.pop(0), line.source, known))
            known = replace(known, independent=(*known.independent, (tuple(names), others)))
        elif word in ("iid", "uncorrelated"):
            stop("unsupported", line.source, part[0].span, construct=word)
        else:
            refuse(line.source, Span(part[0].start, part[-1].end) if part else line.span)
    for name in names:
        declared = known.names[name]
        if isinstance(declared, Random) and declared.variance is not None and declared.mean is None:
            stop("unsupported", line.source, line.span, construct="variance without a mean")
    return known


def moment(word: str, tokens: list[Token], names: Sequence[str], source: Source, known: Notation) -> Notation:
    """The notation with the mean or the variance of random names."""
    for name in names:
        declared = known.names[name]
        assert isinstance(declared, Random)
        if (declared.mean if word == "mean" else declared.variance) is not None:
            stop("defined-twice", source, tokens[0].span, name=name)
        parser = Parser(list(tokens), source, known, tokens[-1].end)
        node = parser.expression()
        parser.finish(node)
        found = shaped(node, shape_of(declared, square=word == "variance"), source, known)
        made = replace(declared, mean=found) if word == "mean" else replace(declared, variance=found)
        known = replace(known, names={**known.names, name: made})
    return known


def shaped(node: Node, shape: Shape, source: Source, known: Notation) -> Node:
    """The node, settled; of the shape of the random name if it can be."""
    return resolve.settled((node,), (), known, source, [], shape)[0] if known.arrays else node


def shape_of(declared: Random, *, square: bool) -> Shape:
    """The shape of a random name, or of its variance."""
    sizes = tuple(map(dimension, declared.axes))
    return Shape(sizes[0], sizes[0]) if square and len(sizes) == 1 else Shape(*sizes) if sizes else SCALAR


def run_together(known: Notation, spelling: str, name: str) -> Notation:
    """The notation in which `Xt` is X_t, if that is a random name and Xt no other."""
    found = GLUED.fullmatch(spelling)
    if found is None or not isinstance(known.names[name], Random) or known.lookup("".join(found.groups())) is not None:
        return known
    return replace(known, spellings={**known.spellings, "".join(found.groups()): name})
