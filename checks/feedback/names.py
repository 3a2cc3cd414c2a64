"""The names of a notation, and what each of them is, in words."""

from __future__ import annotations

from collections.abc import Iterator

from derivo.checks.feedback.numbers import exact
from derivo.checks.language import domains
from derivo.checks.language.domains import Domain
from derivo.checks.notation import Notation, show
from derivo.checks.notation.names.names import (
    Declared,
    Defined,
    Density,
    Family,
    Random,
    Symbol,
    UnknownFunction,
    indices_of,
    shown_name,
)

NAMED = {
    domains.REAL: "real",
    domains.POSITIVE: "positive",
    domains.NONNEGATIVE: "nonnegative",
    domains.NEGATIVE: "negative",
    domains.INTEGER: "integer",
    domains.NATURAL: "natural",
    domains.SIZE: "size",
}


def described(notation: Notation) -> Iterator[tuple[str, str]]:
    """Each declared name, as it can be typed and as it is shown, and what it is."""
    for declared in notation.names.values():
        name = typed(declared)
        yield (name if name == declared.shown else f"{name}, {declared.shown}"), _meaning(declared)


def usable(notation: Notation) -> tuple[str, ...]:
    """The names that may be used, as they can be typed; those that everyone may use are more than these."""
    return (*map(typed, notation.names.values()), "exp", "log", "sqrt", "tanh …")


def typed(declared: Declared) -> str:
    """A declared name as it can be typed, with the letters of its indices."""
    letters = [letter for letter, _ in indices_of(declared)]
    base, power, upper = declared.name.partition("^")
    below = ("," if any(len(letter) > 1 for letter in letters) else "").join(letters)
    return f"{base.rstrip('°')}{'_' if below else ''}{below}{power}{upper}"


def _meaning(declared: Declared) -> str:
    match declared:
        case Symbol(domain=domain):
            return _domain(domain)
        case Defined(shown=shown, definition=definition):
            parameters = f"({', '.join(map(shown_name, definition.parameters))})" if definition.parameters else ""
            return f"{shown}{parameters} = {show(definition.body)}"
        case UnknownFunction(arguments=arguments, value=value, traits=traits, axes=axes, places=places):
            taken = ", ".join(map(_array, arguments, places or ((),) * len(arguments)))
            return " ".join((*traits, f"function({taken}) -> {_array(value, axes)}"))
        case Family(domain=domain, indices=indices, axes=axes):
            runs = ", ".join(f"{letter} in 1..{size}" for letter, size in indices)
            return _array(domain, axes) + (f", for {runs}" if runs else "")
        case Random(domain=domain, axes=axes, mean=mean, variance=variance, normal=normal):
            kind = f"random {_array(domain, axes)}"
            if normal and mean is not None and variance is not None:
                return f"{kind}, normal: N({show(mean)}, {show(variance)})"
            moments = [f", {word} {show(node)}" for word, node in (("mean", mean), ("variance", variance)) if node]
            return kind + "".join(moments)
        case Density(of=of, given=given):
            behind = f" given {', '.join(map(shown_name, given))}" if given else ""
            return f"density of {', '.join(map(shown_name, of))}{behind}"


def _array(domain: Domain, axes: tuple[str | int, ...]) -> str:
    """A number, vector or matrix as it is declared."""
    kind = f"{('vector', 'matrix')[len(axes) - 1]}({', '.join(map(str, axes))})" if axes else ""
    return " ".join(filter(None, (_domain(domain) if domain != domains.REAL or not axes else "", kind)))


def _domain(domain: Domain) -> str:
    """A domain as it is declared."""
    if domain in NAMED:
        return NAMED[domain]
    if domain.values:
        return f"{{{', '.join(map(exact, domain.values))}}}"
    low = "−∞" if domain.low is None else exact(domain.low)
    high = "∞" if domain.high is None else exact(domain.high)
    kind = "integer" if domain.whole else "real"
    return f"{kind} in {'(' if domain.low_open else '['}{low}, {high}{')' if domain.high_open else ']'}"
