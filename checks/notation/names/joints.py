"""Which random names have one joint: those of a declared density, and of the others what may depend on each other."""

from __future__ import annotations

from itertools import combinations

from derivo.checks.notation.names.names import Density, Notation, Random


def randoms(notation: Notation) -> tuple[str, ...]:
    """The random names."""
    return tuple(each.name for each in notation.names.values() if isinstance(each, Random))


def joints(notation: Notation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The name of each joint, and the random names that it is of.

    Raises NotImplementedError where some names in a joint are independent of each other: a table cannot say so.
    """
    names = notation.names.values()
    found = [(each.name, each.of) for each in names if isinstance(each, Density) and not each.given]
    placed = {name for _, of in found for name in of}
    rest = [name for name in randoms(notation) if name not in placed]
    while rest:
        group = [rest.pop(0)]
        for name in group:
            tied = [other for other in rest if not independent(name, other, notation)]
            group.extend(tied)
            rest = [other for other in rest if other not in tied]
        found.append((f"p({', '.join(group)})", tuple(group)))
    if any(independent(one, other, notation) for _, of in found for one, other in combinations(of, 2)):
        raise NotImplementedError("independence of some of several names")
    groups, seen = list[frozenset[str]](), set[str]()
    for _, of in found:  # a second density of a name is no other name
        if not seen.issuperset(of):
            groups.append(frozenset(of) - seen)
        seen.update(of)
    if not are_independent(groups, notation):
        raise NotImplementedError("random names of which it is not said whether they are all independent")
    return tuple(found)


def are_independent(groups: list[frozenset[str]], notation: Notation) -> bool:
    """Whether what is declared makes groups of names independent of each other, all together.

    One is independent of all others at once, and so on for these: X of Y and X of Z is not X of (Y, Z).
    """
    if len(groups) < 2:
        return True
    for place, group in enumerate(groups):
        rest = groups[:place] + groups[place + 1 :]
        others = frozenset().union(*rest)
        if apart(group, others, notation) and are_independent(rest, notation):
            return True
    return False


def apart(group: frozenset[str], others: frozenset[str], notation: Notation) -> bool:
    """Whether one declaration has a group in one of its blocks, and all the others in other ones."""
    for blocks in notation.independent:
        for block in blocks:
            outside = {name for each in blocks if each is not block for name in each}
            if group <= {*block} and others <= outside:
                return True
    return False


def conditionals(notation: Notation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The name of each density that is declared as given others, and the names that it is of, the given ones first.

    Its table is like a joint of which only this conditional is used.
    """
    declared = (each for each in notation.names.values() if isinstance(each, Density) and each.given)
    return tuple((each.name, (*each.given, *each.of)) for each in declared)


def independent(one: str, other: str, notation: Notation) -> bool:
    """Whether two random names are declared independent."""
    return any(
        one in first and other in second
        for blocks in notation.independent
        for first in blocks
        for second in blocks
        if first is not second
    )
