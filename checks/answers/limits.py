"""What stands around the number that a limit is: it must be said of that limit, and of no other."""

from __future__ import annotations

from itertools import pairwise

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.forms import mentions_asked
from derivo.checks.notation import Problem, read_formula, show
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import same
from derivo.checks.result import Result


def of_that_limit(answer: Answer, result: Result) -> Result:
    """The result of a right number, undecided if it is said of another approach, or of the function itself.

    `0 as z → ∞`, `lim_{z→∞} … = 0`, `φ′(z) = 0`: numbers agree by chance.
    """
    asked = read_formula(answer.part.asked, answer.question.notation)
    if result.outcome != "correct" or isinstance(asked, Problem) or not isinstance(asked, tree.Limit):
        return result
    approach = answer.reading.approach
    if approach is not None and not (approach[0] == asked.variable.name and same(approach[1], asked.to)):
        return answer.result("undecided", reason="special-case")
    sides = answer.reading.sides
    for side, after in pairwise(sides):
        if isinstance(side.tree, tree.Limit) and not _is_taken_there(side.tree, asked):
            return answer.result("undecided", reason="another-quantity")
        plain = not isinstance(side.tree, tree.Limit) and mentions_asked(side.tree, answer)
        if plain and approach is None and after.relation == "=" and not isinstance(after.tree, tree.Limit):
            equation = f"{show(side.tree)} = {show(after.tree)}"
            return answer.result("undecided", reason="untrue-on-the-way", facts=(("equation", equation),))
    return result


def _is_taken_there(mine: tree.Limit, asked: tree.Limit) -> bool:
    """Whether a limit is one in the variable that is asked, at the same place."""
    return mine.variable.name == asked.variable.name and same(mine.to, asked.to)
