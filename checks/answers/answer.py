"""An answer to a part on its way to a Result."""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy import Basic

from checks.answers.claims import conditions, decided, denoted
from checks.answers.references import Reference, reference
from checks.notation import tree
from checks.notation.answers import Reading
from checks.notation.symbols import symbol
from checks.question import Part, Question
from checks.result import Outcome, Result
from checks.verdict import Verdict

Approach = tuple[Basic, Basic, str]  # a variable, where it tends to, and the side from which: "+", "-" or "+-"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was read, with the part that it answers."""

    question: Question
    part: Part
    reading: Reading

    @property
    def reference(self) -> Reference:
        """What the part asks, as expressions."""
        return reference(self.question, self.part)

    def given(self, *, theirs: bool) -> tuple[Basic, ...]:
        """The conditions of the question, and with `theirs` those of the answer."""
        notation = self.reading.notation
        nodes = (*notation.given, *(self.reading.conditions if theirs else ()))
        return conditions(nodes, notation, self.reading.source)

    def decided(self, relation: str, left: Basic, right: Basic, *, theirs: bool = True) -> Verdict:
        """The verdict on `left` standing in `relation` to `right`, under these conditions."""
        return decided(relation, left, right, self.reading.notation, self.given(theirs=theirs))

    def meaning(self, node: tree.Node) -> Basic:
        """What a piece of the answer denotes."""
        return denoted(node, self.reading)

    def approach(self) -> Approach | None:
        """The approach (z → ∞) that the answer names, if it names one."""
        if self.reading.approach is None:
            return None
        name, to, side = self.reading.approach
        target = self.meaning(to)
        return symbol(_spelled(name)), target, side or "+-" if target not in (sympy.oo, -sympy.oo) else "-"

    def result(self, outcome: Outcome, **facts: object) -> Result:
        """The result with this outcome."""
        return Result(outcome, self.reading.source, **facts)  # type: ignore[arg-type]


def _spelled(name: object) -> str:
    return name.name if isinstance(name, tree.Name) else str(name)
