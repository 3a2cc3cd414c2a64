"""What a formula depends on and does not show: parameters of distributions, random names put in for parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derivo.checks.notation.names.names import Defined, Density, Notation, Random, UnknownFunction
from derivo.checks.notation.text.source import Span
from derivo.checks.notation.text.stop import NoMeaning
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import children

RANDOM = (tree.Expectation, tree.Integral, tree.DensityAt)


def refuse(node: object, names: Iterable[str], notation: Notation, span: Span) -> None:
    """Unwinds if a name that is to vary in `node` is a parameter of a distribution in it: m in p(x), x ~ N(m, 1)."""
    varied = {*names} & parameters(notation)
    if varied and any(_is_of_chance(piece, notation) for piece in expanded(node, notation)):
        raise NoMeaning("unsupported", span, ("construct", f"parameter of a distribution ({min(varied)}) that varies"))


def parameters(notation: Notation) -> set[str]:
    """The names, and letters of indices, on which distributions, densities and networks depend or are said to."""
    found: set[str] = set()
    for declared in notation.names.values():
        if isinstance(declared, Random):
            for moment in (declared.mean, declared.variance):
                found |= {name for piece in expanded(moment, notation) if (name := _named(piece))}
        elif isinstance(declared, Density | UnknownFunction):
            spellings = [text for text, name in notation.spellings.items() if name == declared.name]
            below = {text.partition("_")[2] for text in (declared.name, *spellings)}
            found |= {known.name for each in below if each and (known := notation.lookup(each)) is not None}
    return found


def refuse_means(definition: tree.Definition, arguments: Iterable[object], notation: Notation, span: Span) -> None:
    """Unwinds if a definition takes means of a parameter, and random names are put in for it: E[u] with u = X."""
    random = [piece for each in arguments for piece in expanded(each, notation) if _is_of_chance(piece, notation)]
    if not random:
        return
    for piece in expanded(definition.body, notation):
        inside = {_named(part) for part in expanded(piece, notation)} if isinstance(piece, RANDOM) else set()
        if inside & {*definition.parameters}:
            raise NoMeaning("unsupported", span, ("construct", "mean of a parameter that is random"))


def expanded(node: object, notation: Notation, seen: set[str] | None = None) -> Iterator[object]:
    """All pieces of a node, and once those of each definition that it uses; `seen` are the names of these."""
    seen = set() if seen is None else seen
    yield node
    name = _named(node)
    known = notation.names.get(name)
    if isinstance(known, Defined) and name not in seen:
        seen.add(name)
        yield from expanded(known.definition.body, notation, seen)
    for part in children(node):
        yield from expanded(part, notation, seen)


def _named(piece: object) -> str:
    if isinstance(piece, tree.Name | tree.Entry | tree.Index):
        return piece.name
    return piece.function if isinstance(piece, tree.Apply) else ""


def _is_of_chance(piece: object, notation: Notation) -> bool:
    known = notation.names.get(_named(piece))
    return isinstance(piece, RANDOM) or isinstance(known, Random | Density | UnknownFunction)
