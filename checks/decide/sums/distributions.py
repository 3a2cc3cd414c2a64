"""Whether entries at concrete sizes are those of a finite distribution: what a witness with samples must be.

Densities, conditional means and functions of a random name depend on its value. So a name has each value at one sample
only, one with finitely many values has all of them, and a function has one value at each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from derivo.checks.language.tables import Model, samples
from derivo.checks.verdict import Claim

ENTRY = re.compile(r"(?P<family>.+)\[(?P<at>[\d,\s]+)\]")
MARKS = "′″"
Places = tuple[int, ...]
Values = dict[Places, Fraction]
KNOWN_TRAITS = {"positive", "ranged"}  # a domain of the values says these; of others, a table does not know


def is_distribution(claim: Claim, sizes: Mapping[str, int], point: Mapping[str, Fraction]) -> bool:
    """Whether the entries of a point can be those of finitely many values of random names, and of functions of them."""
    model = claim.finite
    if model is None:
        return True
    if model.beyond or any(not KNOWN_TRAITS.issuperset(network.traits) for network in model.networks):
        return False
    if {network.function for network in model.networks} & {name for name, _ in claim.functions}:
        return False  # f(E X) beside f(X)
    entries = _entries(point)
    domains = dict(claim.families)
    for name in {name for table in model.joints for name in table.of}:
        number = sizes.get(samples(name).name)
        if number is None:
            continue
        listed = domains[name].values if name in domains else ()
        if listed and number != len(listed):
            return False
        if not _are_different([_value(entries.get(name, {}), (place,)) for place in range(1, number + 1)]):
            return False
    return _are_functions(model, entries)


def _entries(point: Mapping[str, Fraction]) -> dict[str, Values]:
    """The entries of a point, by family and indices."""
    found: dict[str, Values] = {}
    for name, value in point.items():
        entry = ENTRY.fullmatch(name)
        if entry:
            found.setdefault(entry["family"], {})[tuple(map(int, entry["at"].split(",")))] = value
    return found


def _value(family: Values, place: Places) -> Values:
    """The coordinates of a value at samples, as far as they are known."""
    return {at[len(place) :]: value for at, value in family.items() if at[: len(place)] == place}


def _are_different(values: list[Values]) -> bool:
    """Whether no two values are the same; where coordinates are not known, they can be chosen."""
    known = [tuple(sorted(value.items())) for value in values if value]
    return len(set(known)) == len(known)


def _are_functions(model: Model, entries: Mapping[str, Values]) -> bool:
    """Whether the values of each function are the same wherever those of its arguments are."""
    outputs: dict[tuple[object, ...], Fraction] = {}
    for network in model.networks:
        for family, values in entries.items():
            if family.rstrip(MARKS) != network.family:
                continue
            mark, number = family.removeprefix(network.family), len(network.of)
            for at, output in values.items():
                names = zip(network.of, at[:number], strict=True)
                inputs = [tuple(sorted(_value(entries.get(name, {}), (place,)).items())) for name, place in names]
                same_name = tuple(zip(network.of, at[:number], strict=True))
                key = (network.function, mark, tuple(inputs) if all(inputs) else same_name, at[number:])
                if outputs.setdefault(key, output) != output:
                    return False
    return True
