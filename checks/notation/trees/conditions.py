"""What conditions are like: whether they compare indices, whether two cases leave nothing out."""

from __future__ import annotations

from derivo.checks.notation.trees import tree


def compares_indices(condition: tree.Compare) -> bool:
    """Whether a condition only compares indices and numbers."""
    return all(isinstance(side, tree.Index | tree.Number) for side in (condition.left, condition.right))


def covers(conditions: list[tuple[tree.Compare, ...]]) -> bool:
    """Whether two cases are each other's negation, such as z > 0 and z ≤ 0."""
    if len(conditions) != 2 or any(len(case) != 1 for case in conditions):
        return False
    (first,), (second,) = conditions
    opposite = {("<", ">="), (">=", "<"), (">", "<="), ("<=", ">"), ("=", "!="), ("!=", "=")}
    return (first.operator, second.operator) in opposite and all(
        _alike(getattr(first, side), getattr(second, side)) for side in ("left", "right")
    )


def _alike(a: tree.Node, b: tree.Node) -> bool:
    match a, b:
        case (tree.Name(name), tree.Name(other)):
            return name == other
        case (tree.Number(value), tree.Number(other)):
            return value == other
    return False
