"""One answer to one part, and one ad-hoc claim: Reading -> Result.

A part says which claims an answer makes; `checks.decide` decides them; what follows from the verdicts is said here. A chain is
decided side by side: its last side answers, every side is held against the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import sympy
from sympy import Basic, Limit

from checks.decide.notes import one_sided_points
from checks.decide.search import decide
from checks.notation import read_formula, show, tree
from checks.notation.answers import Reading
from checks.notation.meaning import denote, domains, functions, symbol
from checks.notation.names import Notation
from checks.notation.source import Problem, Source
from checks.question import Mistake, Part, Question, QuestionError
from checks.result import Outcome, Result, StepResult
from checks.verdict import Claim, Proved, Refuted, Relation, Undecided, Verdict

RELATIONS = {
    "=": Relation.EQUAL,
    "!=": Relation.DIFFERENT,
    "<": Relation.BELOW,
    "<=": Relation.AT_MOST,
    "~": Relation.PROPORTIONAL,
    "=>": Relation.IMPLIES,
    "<=>": Relation.EQUIVALENT,
}
SWAPPED = {">": "<", ">=": "<="}
JOINS_VALUES = ("", "=", "->", "≈")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a part asks, as expressions: the asked one, its tree, and the known mistakes."""

    asked: Basic | None
    tree: tree.Node | None
    mistakes: tuple[tuple[Mistake, Basic], ...]


class _Unread(Exception):
    """A formula that was read denotes nothing that can be decided."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def check(question: Question, part: Part, reading: Reading) -> Result:
    """What became of an answer to a part."""
    answer = Answer(question, part, reading)
    try:
        result = answer.statement() if part.kind == "statement" else answer.value()
    except _Unread as unread:
        result = Result("unreadable", reading.source, problem=unread.problem)
    earned = part.points if result.outcome == "correct" else part.points * 0
    return replace(result, understood=understood(reading), points=earned, max_points=part.points)


def compare(left: Reading, right: Reading, relation: str = "=") -> Result:
    """What became of the claim that `left` stands in `relation` to `right`, both read in one notation."""
    shown = f"{understood(left)} {SHOWN.get(relation, relation)} {understood(right)}"
    try:
        sides = [_single(reading, relation) for reading in (left, right)]
        conditions = (*left.conditions, *right.conditions)
        notation = left.notation
        given = _conditions((*notation.given, *conditions), notation, left.source)
        verdict = _decide(relation, sides[0], sides[1], notation, given)
        claim = Claim(sides[0], sides[1], Relation.EQUAL, domains(notation), given, functions=functions(notation))
    except _Unread as unread:
        return Result("unreadable", unread.problem.source, understood=shown, problem=unread.problem)
    return _of_verdict(verdict, left.source, shown, claim)


def _of_verdict(verdict: Verdict, source: Source, shown: str, claim: Claim) -> Result:
    match verdict:
        case Proved():
            notes = one_sided_points(claim)
            return Result("correct", source, shown, verdict=verdict, notes=notes)
        case Refuted():
            return Result("incorrect", source, shown, verdict=verdict)
        case Undecided():
            return Result("undecided", source, shown, verdict=verdict, reason="not-shown")


def _single(reading: Reading, relation: str) -> Basic:
    """The one expression (for an implication, the one equation) that a side of an ad-hoc claim is."""
    sides = reading.sides
    if relation in ("=>", "<=>") and len(sides) == 2 and sides[1].relation == "=":
        span = sides[0].tree.span | sides[1].tree.span
        return _denoted(tree.Compare("=", sides[0].tree, sides[1].tree, span), reading)
    if len(sides) > 1 or isinstance(sides[0].tree, tree.Compare) != (relation in ("=>", "<=>")):
        raise _Unread(Problem("not-a-value", reading.source, sides[-1].tree.span))
    return _denoted(sides[0].tree, reading)


def understood(reading: Reading) -> str:
    """The answer as it was read, in Unicode."""
    parts = []
    for side in reading.sides:
        if side.relation:
            parts.append(SHOWN.get(side.relation, side.relation))
        parts.append(show(side.tree))
    return " ".join(parts)


SHOWN = {"<=": "≤", ">=": "≥", "!=": "≠", "->": "→", "=>": "⇒", "<=>": "⇔", "~": "∝"}


@cache
def reference(question: Question, part: Part) -> Reference:
    """The formulas of a part as expressions, derived once. Raises QuestionError."""

    def expression(text: str) -> tuple[tree.Node, Basic]:
        found = read_formula(text, question.notation)
        meaning = found if isinstance(found, Problem) else denote(found, question.notation, Source(text))
        if isinstance(found, Problem) or isinstance(meaning, Problem):
            problem = found if isinstance(found, Problem) else meaning
            raise QuestionError(f"`{text}` cannot be read: {problem.code}", part=part.name)
        return found, meaning

    asked = expression(part.asked) if part.asked else (None, None)
    values = part.kind != "statement"
    mistakes = tuple((mistake, expression(mistake.formula)[1]) for mistake in part.mistakes if values)
    return Reference(asked[1], asked[0], mistakes)


def _denoted(node: tree.Node, reading: Reading) -> Basic:
    found = denote(node, reading.notation, reading.source)
    if isinstance(found, Problem):
        raise _Unread(found)
    return found


def _conditions(nodes: tuple[tree.Compare, ...], notation: Notation, source: Source) -> tuple[Basic, ...]:
    found = []
    for node in nodes:
        condition = denote(node, notation, source)
        if isinstance(condition, Problem):
            raise _Unread(condition)
        found.append(condition)
    return tuple(found)


def _decide(relation: str, left: Basic, right: Basic, notation: Notation, given: tuple[Basic, ...]) -> Verdict:
    if relation in SWAPPED:
        relation, left, right = SWAPPED[relation], right, left
    about = tuple(symbol(name) for name in notation.about)
    known = (domains(notation), given, about, functions(notation))
    return decide(Claim(left, right, RELATIONS[relation], *known))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer on its way to a Result."""

    question: Question
    part: Part
    reading: Reading

    @property
    def reference(self) -> Reference:
        return reference(self.question, self.part)

    def given(self, *, theirs: bool) -> tuple[Basic, ...]:
        """The conditions of the question, and with `theirs` those of the answer."""
        notation = self.reading.notation
        nodes = (*notation.given, *(self.reading.conditions if theirs else ()))
        return _conditions(nodes, notation, self.reading.source)

    def decided(self, relation: str, left: Basic, right: Basic, *, theirs: bool = True) -> Verdict:
        return _decide(relation, left, right, self.reading.notation, self.given(theirs=theirs))

    def result(self, outcome: Outcome, **facts: object) -> Result:
        return Result(outcome, self.reading.source, **facts)  # type: ignore[arg-type]

    # --- a value or a limit is asked

    def value(self) -> Result:
        """The last side of the chain is the answer; what comes after ≈ only rounds it."""
        sides = self.reading.sides
        for side in sides:
            if side.relation not in JOINS_VALUES or isinstance(side.tree, tree.Compare):
                raise _Unread(Problem("not-a-value", self.reading.source, side.tree.span))
        expressions = [self._of_limit(side.tree, self._meaning(side.tree)) for side in sides]
        answers = [place for place, side in enumerate(sides) if side.relation != "≈"]
        final = answers[-1]
        steps, first_wrong = self._steps(expressions)
        result = self._answered(sides[final].tree, expressions[final])
        result = self._with_its_name(result, expressions)
        return replace(result, steps=steps, first_wrong_step=first_wrong)

    def _meaning(self, node: tree.Node) -> Basic:
        return _denoted(node, self.reading)

    def _of_limit(self, node: tree.Node, expression: Basic) -> Basic:
        """Where a limit is asked, a side that still has the variable in it stands for its own limit."""
        asked = self.reference.asked
        if self.part.kind != "limit" or not isinstance(asked, Limit):
            return expression
        name, to, side = self._approach(asked)
        if name not in expression.free_symbols:
            return expression
        return Limit(expression, name, to, side)

    def _approach(self, asked: Limit) -> tuple[Basic, Basic, str]:
        if self.reading.approach is not None:
            name, to, side = self.reading.approach
            target = self._meaning(to)
            return symbol(_name_of(name)), target, side or "+-" if target not in (sympy.oo, -sympy.oo) else "-"
        assert isinstance(self.reference.tree, tree.Limit)
        return symbol(self.reference.tree.variable.name), asked.args[2], str(asked.args[3])

    def _answered(self, node: tree.Node, expression: Basic) -> Result:
        """The outcome of the last side."""
        asked = self.reference.asked
        assert asked is not None
        verdict = self.decided("=", expression, asked, theirs=False)
        match verdict:
            case Proved():
                reason = unfinished(node, self.part, self.reading)
                notation = self.reading.notation
                claim = Claim(expression, asked, Relation.EQUAL, domains(notation), self.given(theirs=False))
                notes = one_sided_points(claim)
                outcome: Outcome = "unfinished" if reason else "correct"
                return self.result(outcome, verdict=verdict, reason=reason, notes=notes)
            case Refuted():
                return self._refuted(expression, asked, verdict)
        return self.result("undecided", verdict=verdict, reason="not-shown")

    def _refuted(self, expression: Basic, asked: Basic, verdict: Refuted) -> Result:
        if self.reading.conditions:
            conditioned = self.decided("=", expression, asked)
            if not isinstance(conditioned, Refuted):
                return self.result("undecided", verdict=conditioned, reason="only-under-condition")
            verdict = conditioned
        return self.result("incorrect", verdict=verdict, mistake=self._mistake(expression))

    def _mistake(self, expression: Basic) -> str:
        """The name of the known mistake that this is, or empty."""
        for mistake, formula in self.reference.mistakes:
            if isinstance(self.decided("=", expression, formula, theirs=False), Proved):
                return mistake.name
        return ""

    # --- chains

    def _names_asked(self, expression: Basic) -> bool:
        """Whether the first side merely names what is asked."""
        first = self.reading.sides[0].tree
        asked = self.reference.asked
        if len(self.reading.sides) == 1 or asked is None or not is_name(first):
            return False
        return isinstance(self.decided("=", expression, asked, theirs=False), Proved)

    def _with_its_name(self, result: Result, expressions: list[Basic]) -> Result:
        """A right value under the name of another quantity is for a person."""
        first = self.reading.sides[0].tree
        if result.outcome != "correct" or len(expressions) == 1 or not is_name(first):
            return result
        asked = self.reference.asked
        assert asked is not None
        if isinstance(self.decided("=", expressions[0], asked), Refuted):
            return replace(result, outcome="undecided", reason="another-quantity", verdict=None)
        return result

    def _steps(self, expressions: list[Basic]) -> tuple[tuple[StepResult, ...], int | None]:
        """Every side held against the one before; a side that names what is asked is not counted."""
        sides, asked = self.reading.sides, self.reference.asked
        named = self._names_asked(expressions[0]) or bool(self.reading.introduced)
        steps: list[StepResult] = []
        first_wrong = None
        for place, side in enumerate(sides):
            if place == 0 and self._names_asked(expressions[0]):
                continue
            before = expressions[place - 1] if place else asked if named and len(sides) > 1 else None
            step = self._step(side, before, expressions[place])
            steps.append(step)
            if step.outcome == "fails" and first_wrong is None:
                first_wrong = len(steps)
        return tuple(steps) if len(steps) > 1 else (), first_wrong if len(steps) > 1 else None

    def _step(self, side: tree.Side, before: Basic | None, expression: Basic) -> StepResult:
        shown, span = show(side.tree), side.tree.span
        if before is None:
            return StepResult(shown, span, None)
        if side.relation == "≈":
            return StepResult(shown, span, "undecided")
        verdict = self.decided("=", before, expression)
        outcome = {Proved: "follows", Refuted: "fails", Undecided: "undecided"}[type(verdict)]
        return StepResult(shown, span, outcome, verdict)  # type: ignore[arg-type]

    # --- a true statement is asked

    def statement(self) -> Result:
        """Every relation of the chain is a claim; all must hold, one must be about what is asked, none be trivial."""
        sides = self.reading.sides
        if len(sides) == 1:
            raise _Unread(Problem("not-a-statement", self.reading.source, sides[0].tree.span))
        verdicts = [self._related(sides[place - 1], sides[place]) for place in range(1, len(sides))]
        refuted = next((verdict for verdict in verdicts if isinstance(verdict, Refuted)), None)
        if refuted is not None:
            return self.result("incorrect", verdict=refuted)
        undecided = next((verdict for verdict in verdicts if isinstance(verdict, Undecided)), None)
        if undecided is not None:
            return self.result("undecided", verdict=undecided, reason="not-shown")
        about = names_differentiated([read_formula(text, self.question.notation) for text in self.part.about])
        if not names_differentiated([side.tree for side in sides]) & about:
            return self.result("unfinished", verdict=verdicts[0], reason="not-about")
        if self._trivial():
            return self.result("unfinished", verdict=verdicts[0], reason="trivial")
        return self.result("correct", verdict=verdicts[0])

    def _related(self, left: tree.Side, right: tree.Side) -> Verdict:
        relation = right.relation
        if relation == "≈":
            return Undecided((("rounded", ""),))
        sides = [self._meaning(side.tree) for side in (left, right)]
        if relation == "->" or (self.reading.approach and relation == "="):
            if self.reading.approach is None:
                raise _Unread(Problem("no-approach", self.reading.source, right.tree.span))
            name, to, side = self.reading.approach
            target = self._meaning(to)
            direction = side or "+-" if target not in (sympy.oo, -sympy.oo) else "-"
            sides = [Limit(each, symbol(_name_of(name)), target, direction) for each in sides]
            relation = "="
        if relation in ("=>", "<=>") and not all(side.is_Relational for side in sides):
            raise _Unread(Problem("not-a-statement", self.reading.source, right.tree.span))
        return self.decided(relation, sides[0], sides[1])

    def _trivial(self) -> bool:
        """Whether both sides of every relation are the same expression."""
        sides = [self._meaning(side.tree) for side in self.reading.sides]
        return all(a == b for a, b in zip(sides, sides[1:], strict=False))


def _name_of(name: object) -> str:
    return name.name if isinstance(name, tree.Name) else str(name)


def is_name(node: tree.Node) -> bool:
    """Whether a side only names something: a name, a function, a derivative or a limit of one."""
    match node:
        case tree.Name():
            return True
        case tree.Apply(arguments=arguments):
            return all(isinstance(argument, tree.Name | tree.Number) for argument in arguments)
        case tree.Derivative(body=body) | tree.Limit(body=body) | tree.At(body=body):
            return is_name(body)
    return False


def unfinished(node: tree.Node, part: Part, reading: Reading) -> str:
    """Why an expression that equals what is asked is not yet an answer; empty if it is one."""
    if is_name(node) and not isinstance(node, tree.Name):
        undone = any(
            isinstance(piece, tree.Derivative | tree.Limit) or getattr(piece, "primes", 0) for piece in pieces(node)
        )
        if undone:
            return "restates"
    theirs = {definition.name for definition in reading.definitions}
    bodies = [definition.body for definition in reading.definitions]
    for piece in (piece for root in (node, *bodies) for piece in pieces(root)):
        name = getattr(piece, "function", None) or getattr(piece, "name", None)
        if isinstance(piece, tree.Derivative | tree.Limit) or getattr(piece, "primes", 0):
            return "wanted-form"
        if name in part.free_of and name not in theirs:
            return "wanted-form"
    return ""


def pieces(node: object) -> list[tree.Node]:
    """All nodes of a tree."""
    found: list[tree.Node] = []
    waiting = [node]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, tuple):
            waiting.extend(piece)
        elif hasattr(piece, "span"):
            found.append(piece)
            waiting.extend(getattr(piece, field) for field in piece.__dataclass_fields__ if field != "span")
    return found


def names_differentiated(nodes: list[object]) -> set[str]:
    """The functions whose derivatives occur in trees."""
    found: set[str] = set()
    for node in nodes:
        for piece in pieces(node):
            if isinstance(piece, tree.Apply) and piece.primes:
                found.add(piece.function)
            if isinstance(piece, tree.Derivative):
                found.update(inner.function for inner in pieces(piece.body) if isinstance(inner, tree.Apply))
    return found
