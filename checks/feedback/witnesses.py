"""The point at which two sides differ, in words."""

from __future__ import annotations

from collections.abc import Sequence

from derivo.checks.feedback.numbers import apart, exact, gap, polynomial, value, values
from derivo.checks.notation.names.names import shown_name
from derivo.checks.verdict import Normal, Witness

MOST_NAMES = 8  # of a point in a message; a record has all
COMPARES = {
    "": "",
    "products": "each side at the first point, times the other side at the second: ",
    "changes": "by how much each side changes from the second point to the first: ",
    "ratios": "the change from the second point to the first over that from the third to the first: ",
}


def at(witness: Witness, *, whole: bool = False) -> str:
    """The point of a witness with a space behind it, empty where there is nothing to choose; `whole` gives all names.

    >>> at(Witness((), sizes=(("N", 3), ("k", 1))))
    'at N = 3, k = 1 '
    """
    sizes = [f"{spelled(name)} = {number}" for name, number in witness.sizes if not name.endswith("°")]
    names = [f"{spelled(name)} = {exact(number)}" for name, number in witness.point]
    left_out = " …" if len(names) > MOST_NAMES and not whole else ""
    point = ", ".join((*sizes, *(names if whole else names[:MOST_NAMES])))
    taken = " and ".join((*map(normal, witness.normals), *functions(witness)))
    told = ", ".join(filter(None, (point and f"at {point}{left_out}", taken and f"with {taken}")))
    return f"{told}{',' if taken else ''} " if told else ""


def normal(found: Normal) -> str:
    """What a random name was taken for.

    >>> from fractions import Fraction
    >>> normal(Normal("p", "X", (("", Fraction(1)),), Fraction(2)))
    'X ∼ N(1, 2)'
    >>> normal(Normal("p", "Z", (("X", Fraction(1, 2)), ("", Fraction(-1))), Fraction(1)))
    'Z ∼ N(0.5·X − 1, 1) given X'
    """
    terms = [(shown_name(name), factor) for name, factor in found.mean if factor]
    mean = ""
    for name, factor in sorted(terms, key=lambda term: not term[0]):
        size = abs(factor)
        term = exact(size) if not name else name if size == 1 else f"{exact(size)}·{name}"
        joined = ("−" if factor < 0 else "") if not mean else " − " if factor < 0 else " + "
        mean += joined + term
    given = ", ".join(name for name, _ in terms if name)
    law = f"{shown_name(found.name)} ∼ N({mean or '0'}, {exact(found.variance)})"
    return f"{law} given {given}" if given else law


def functions(witness: Witness) -> tuple[str, ...]:
    """What unknown functions were taken for."""
    bodies = [(marked(name), polynomial(body)) for name, body in witness.functions]
    return tuple(
        f"{name}(u) = ({body})·e^(−u²)" if witness.decaying else f"{name}(u) = {body}" for name, body in bodies
    )


def marked(name: str) -> str:
    """A name as people write it, its marks behind it.

    >>> marked("s_theta′")
    's_θ′'
    """
    plain = name.rstrip("′″")
    return shown_name(plain) + name.removeprefix(plain)


def spelled(name: str) -> str:
    """A name as people write it; entries of families have their indices below.

    >>> spelled("sigma"), spelled("w[2]"), spelled("q^(t)[1,3]"), spelled("N°[1]"), spelled("x[1,12]")
    ('σ', 'w₂', 'q₁₃⁽ᵗ⁾', 'N₁', 'x_{1,12}')

    What belongs to random names keeps its brackets: the number of values of one, a value, the output of a function.

    >>> spelled("|X_0|"), spelled("X_0[2,1]"), spelled("s_theta(X_t)[2,1]"), spelled("X_0°")
    ('|X₀|', 'X₀[2,1]', 's_θ(Xₜ)[2,1]', 'X₀')
    """
    if name.startswith("|"):
        return f"|{shown_name(name.strip('|'))}|"
    family, bracket, inside = name.partition("[")
    function, called, arguments = family.partition("(")
    if called and bracket and not function.endswith("^"):
        shown = ", ".join(shown_name(each) for each in arguments.rstrip("′″").rstrip(")").split(", "))
        marks = arguments[len(arguments.rstrip("′″")) :]
        return f"{shown_name(function)}{marks}({shown})[{inside}"
    if not bracket:
        return shown_name(name.removesuffix("°"))
    if "_" in family and "^" not in family:
        return f"{shown_name(family)}[{inside}"
    indices = [index.strip() for index in inside.removesuffix("]").split(",")]
    base, power, upper = family.partition("^")
    below = ("," if any(len(index) > 1 for index in indices) else "").join(indices)
    return shown_name(f"{base.rstrip('°')}_{below}{power}{upper}")


def both(witness: Witness, mine: str, other: str, *, whole: bool = False) -> str:
    """What both sides are at the point; `mine` and `other` say what they are called."""
    if tied(witness):
        return f"{at(witness, whole=whole)}both sides are {value(witness.left)}"
    told = at(witness, whole=whole) + COMPARES[witness.compares]
    left, right = values(witness.left, witness.right)
    return f"{told}{mine} {left}, {other} {right}{finer(witness)}"


def tied(witness: Witness) -> bool:
    """Whether both sides are the same exact number: what refutes < and ≠."""
    ends: Sequence[object] = (witness.left.low, witness.left.high, witness.right.low, witness.right.high)
    return ends[0] is not None and len(set(ends)) == 1


def finer(witness: Witness) -> str:
    """How far the sides are apart at least, where their digits don't show it."""
    distance = gap(witness.left, witness.right)
    return "" if apart(witness.left, witness.right) or not distance else f" (they differ by more than {distance})"


def solution(witness: Witness) -> str:
    """Where one equation has a solution that the other has not."""
    ((name, middle),) = witness.point
    place = f"within {exact(witness.radius)} of {spelled(name)} = {exact(middle)}"
    return f"{place} one equation has a solution, and the other has none"
