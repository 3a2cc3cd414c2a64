"""An answer to a part on its way to a Result."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from derivo.checks.answers.claims import Given, conditions, decided, denoted, is_proved, same_shape
from derivo.checks.answers.formulas import Approach, Formula
from derivo.checks.answers.references import Reference, Target, reference
from derivo.checks.answers.worlds import PutIn, entered, world
from derivo.checks.notation.answer.answers import Reading
from derivo.checks.notation.meaning.symbols import symbol
from derivo.checks.notation.names.names import Notation
from derivo.checks.notation.trees import tree
from derivo.checks.notation.trees.walk import same
from derivo.checks.question import Part, Question
from derivo.checks.result import Outcome, Result
from derivo.checks.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was read, with the part that it answers; `place` says which of its targets is put in."""

    question: Question
    part: Part
    reading: Reading
    place: int = 0

    @property
    def reference(self) -> Reference:
        """What the part asks."""
        return reference(self.question, self.part)

    @property
    def target(self) -> Target:
        """What this answer is held against first."""
        return self.reference.targets[self.place]

    @property
    def unknown_family(self) -> str:
        """The family of the unknown that is asked, or empty."""
        unknown = self.target.unknown if self.reference.targets else None
        return str(unknown.pattern.args[0]) if unknown and unknown.pattern.args else ""

    def given(self, *, theirs: bool) -> Given:
        """The conditions of the question, and with `theirs` those of the answer."""
        notation = self.reading.notation
        nodes = (*notation.given, *(self.reading.conditions if theirs else ()))
        trees = (entered(node, self._known()) for node in nodes)
        return Given(
            conditions(nodes, notation, self.reading.source), tuple(t for t in trees if isinstance(t, tree.Compare))
        )

    def decided(
        self, relation: str, left: Formula, right: Formula, *, theirs: bool = True, others: tuple[PutIn, ...] = ()
    ) -> Verdict:
        """The verdict on `left` standing in `relation` to `right`, what is known and asked put in, and `others`."""
        return decided(relation, *self._put_in((left, right), theirs, others))

    def proves(self, left: Formula, right: Formula, relation: str = "=") -> bool:
        """Whether two formulas provably stand in a relation, under the conditions of the question."""
        if not same_shape(left.value, right.value):
            return False
        if relation == "=" and (left.value == right.value or (left.tree is not None and same(left.tree, right.tree))):
            return True
        return is_proved(relation, *self._put_in((left, right), theirs=False))

    def _put_in(
        self, sides: tuple[Formula, Formula], theirs: bool, others: tuple[PutIn, ...] = ()
    ) -> tuple[Formula, Formula, Notation, Given, Notation | None]:
        """Both sides with what is known and asked put in, and the names and conditions that a claim of them has."""
        known = (*self._known(), *others)
        left, right = (Formula(each.value, entered(each.tree, known)) for each in sides)
        notation = self.reading.notation
        return left, right, notation, self.given(theirs=theirs), world(notation, known)

    def meaning(self, node: tree.Node) -> Formula:
        """What a piece of the answer denotes, what is known and asked put in."""
        found = denoted(node, self.reading)
        return found.valued(self.reference.solved(found.value, self.place) if self.reference.targets else found.value)

    def approach(self) -> Approach | None:
        """The approach (z → ∞) that the answer names, if it names one."""
        if self.reading.approach is None:
            return None
        name, to, side = self.reading.approach
        target = self.meaning(to)
        return Approach(
            symbol(_spelled(name)), target, side or ("-" if target.value in (sympy.oo, -sympy.oo) else "+-")
        )

    def result(self, outcome: Outcome, reason: str = "", **facts: object) -> Result:
        """The result with this outcome."""
        return Result(outcome, self.reading.source, reason=reason, **facts)  # type: ignore[arg-type]

    def _known(self) -> tuple[PutIn, ...]:
        return self.reference.known(self.place) if self.reference.targets else ()


def _spelled(name: object) -> str:
    return name.name if isinstance(name, tree.Name) else str(name)
