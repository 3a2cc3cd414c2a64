"""What could not be read, in a sentence or two: what, where, and one line of help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derivo.checks.feedback.carets import excerpt, quoted, visible
from derivo.checks.feedback.message import Message
from derivo.checks.feedback.reasons import both, fields
from derivo.checks.notation.text.source import Problem

INDEX = "Write an index letter, or a whole number from 1 on."
BOUND = "Write a size, or a whole number."

# code, or code/variant → what is said, then the line of help. A help whose facts are empty is passed over for the
# next. `{at}` is the piece of the text under the carets.
SENTENCES: Mapping[str, tuple[str, ...]] = {
    "empty": ("There is no formula here.", "Type the formula itself, for example `2x/(1 + x)`."),
    "too-long": ("This is longer than I read: more than {limit} {what}.", "Type the formula alone."),
    "too-long/digits": ("This number has more than {limit} digits.", "Write it as a power or a fraction."),
    "too-deep": (
        "This is nested deeper than I read: more than {limit} levels.",
        "Give an inner piece a name: `… s … where s = …`.",
    ),
    "too-large": ("This {what} is larger than I compute with: the limit is {limit}.", "Write it with a letter."),
    "too-large/formula": (
        "This formula has more than {limit}, written out.",
        "Give an inner piece a name, or shorten it.",
    ),
    "too-large/power": ("This power of numbers is beyond {limit}.", "Write it with a letter."),
    "too-large/primes": ("There are more than {limit} primes here.", "Write the derivative with `d/dz`."),
    "control-character": (
        "There is a control character here, {code}.",
        "It came along when the text was copied: delete it and type the formula anew.",
    ),
    "invisible-character": (
        "There is a character here that cannot be seen, {code} ({name}).",
        "It came along when the text was copied: delete it.",
    ),
    "unknown-character": (
        "The character {at} ({code}, {name}) has no meaning in a formula here.",
        "It looks like `{looks_like}`: if that is meant, type that.",
        "Delete it, or write what it stands for in letters.",
    ),
    "unknown-command": (
        "I don't know the command `{command}`.",
        "Did you mean {nearest}?",
        "Write the formula without it.",
    ),
    "refused-command": ("I don't read `{command}`, because it {why} something.", "Write the formula itself, in full."),
    "refused-command/hides": (
        "I don't read `{command}`, because it hides a part of the text.",
        "Delete it together with what it hides.",
    ),
    "unknown-name": (
        "I don't know the name `{name}` in this question.",
        "Did you mean {nearest}?",
        "A product of letters is read letter by letter; say what a new name means with `where {name} = …`.",
    ),
    "unknown-name/undeclared": (
        "I don't know the name `{name}`, and the text does not tell what it is.",
        'Say it: `--let "{name} : real"`. A product of letters is read letter by letter.',
    ),
    "not-a-formula": (
        "This reads as words, not as a formula, from `{word}` on.",
        "Type the formula alone.",
    ),
    "unsupported": (
        "I don't read this yet: {construct}.",
        "Write it another way if you can; else a person has to look.",
    ),
    "expected-operand": ("A value is missing before `{found}`.", "Put a number, a name or a bracket there."),
    "expected-operand/end": (
        "The formula stops where a value should follow.",
        "Put a number, a name or a bracket there.",
    ),
    "expected": ("I expected `{wanted}` here, and found `{found}`.",),
    "expected/end": ("The formula stops where `{wanted}` should follow.",),
    "unexpected": ("`{found}` cannot stand here.", "Is something missing before it, or is it one too many?"),
    "unbalanced/unclosed": (
        "The bracket `{bracket}` is never closed.",
        "Put its partner where the bracket should end.",
    ),
    "unbalanced/unopened": ("The bracket `{bracket}` closes nothing.", "Delete it, or put its partner before it."),
    "unbalanced/mismatched": (
        "The bracket `{bracket}` closes one of another kind.",
        "Brackets close in the reverse order in which they were opened.",
    ),
    "wrong-arity": ("`{function}` takes {expected}, and got {found}.", "Look at the commas and brackets."),
    "wrong-argument": ("`{function}` takes `{wanted}` here, and got `{found}`.", "Write `{wanted}`, or leave it out."),
    "needs-brackets": (
        "`{function}` is a function, and its argument needs brackets.",
        "Write `{function}(…)`.",
    ),
    "missing-argument": ("`{function}` is a function, and needs an argument here.", "Write `{function}(…)`."),
    "unclear-derivative": (
        "It is not clear by what `{found}` is to be differentiated.",
        "Write the derivative with `d/dz`.",
    ),
    "decimal-comma": ("Decimals are written with a point here.", "Write `{number}`, if that is the number you mean."),
    "several-formulas": (
        "There are two formulas here, and no relation between them: `{first}` and `{second}`.",
        "Give one formula, or join them by `=`.",
    ),
    "circular-definition": ("`{name}` is defined by itself.", "Define it by other names."),
    "defined-twice": ("`{name}` is defined twice.", "Give one of the two another name."),
    "not-a-condition": (
        "A condition should stand here, such as `z > 0`, and I found `{found}`.",
        "Write the condition as an equation or an inequality.",
    ),
    "not-a-condition/end": ("A condition should follow here, such as `z > 0`.",),
    "missing-index": ("`{name}` has an index, and it is missing here.", "Write `{example}`."),
    "wrong-indices": ("`{name}` takes {expected}, and {at} has another number of them.", "Write `{example}`."),
    "bad-index/fraction": ("An index is a whole number, and `{index}` is none.", INDEX),
    "bad-index/outside": ("Indices begin at 1, and this one is `{index}`.", INDEX),
    "bad-index/value": ("`{index}` stands where an index should, and is a value.", INDEX),
    "no-index": ("It is not said over which index this runs.", "Write the index below: `sum_n …`."),
    "unknown-range": (
        "It is not said how far the index `{index}` runs.",
        "Write both ends: `sum_{index}=1^N …`.",
    ),
    "bad-bound/infinite": (
        "This cannot run to `{bound}`.",
        "Entries end at a size; a sum of other terms runs to infinity if its first number is written: `sum_k=0^oo …`.",
    ),
    "bad-bound/fraction": ("A bound is a whole number, and `{bound}` is none.", BOUND),
    "bad-bound/own-index": ("The bound `{bound}` contains the index that it bounds.", "Take another letter for one."),
    "bad-bound/outside": ("Indices begin at 1, and this begins at `{bound}`.", "Begin at 1."),
    "index-clash": (
        "The index `{index}` would run up to different sizes, {sizes}.",
        "Take another letter for one of them.",
    ),
    "unclear-sum": (
        "`{name}` can be the sign of a sum here, and a name.",
        "Write `∑` or `sum` for the sum, `\\Sigma` for the name.",
    ),
    "unbound-index": (
        "It is not said what the index `{index}` is.",
        "Sum over it, or take an index of what is asked.",
    ),
    "shape-clash": (
        "Shapes don't fit: {left} on the left of `{operator}`, {right} on the right.",
        "Both sides of `{operator}` need the same shape.",
    ),
    "shape-clash/product": (
        "Shapes don't fit: {left} on the left of the product, {right} on the right.",
        "The left needs as many columns as the right has rows: a transpose may be missing, or be too many.",
    ),
    "vector-power": (
        "`{name}` is a vector ({shape}), and a vector has no powers.",
        "Write `‖{name}‖^2` or `{name}^T {name}` for the number, `{name} {name}^T` for the matrix.",
    ),
    "not-square": (
        "{at} needs a square matrix, and this one is {shape}.",
        "Powers, the inverse, the determinant and the trace are of square matrices.",
    ),
    "unknown-size": (
        "It is not said how large `{found}` is.",
        "Write its size below: `1_m`, `I_d`.",
    ),
    "wrong-shape": (
        "`{function}` does not fit what stands in its brackets: {shape}.",
        "Check the shapes in its definition.",
    ),
    "not-a-number": ("A number should stand here, and this is a vector or matrix: {shape}.",),
    "not-random": ("`{name}` is no random name.", "Only random names stand below E, in a density and behind `given`."),
    "not-in-density": (
        "`{density}` is a density of {names}, and `{name}` is none of these.",
        "Leave `{name}` out.",
    ),
    "not-in-density/given": (
        "`{density}` is a density given {names}.",
        "Write these, and no others of it, behind the bar.",
    ),
    "not-a-declaration": (
        "This is not a declaration: `{found}`.",
        "Write `z : real`, or `f(u) = 1/(1 + u)`.",
    ),
    "not-a-declaration/end": ("The declaration stops too early.", "Write `z : real`, or `f(u) = 1/(1 + u)`."),
    "unknown-type": (
        "I don't know the type `{type}`.",
        "Did you mean {nearest}?",
        "The types are real, positive, nonnegative, negative, integer, natural, `real in (a, b)`, `vector(d)`, "
        "`matrix(m, d)`.",
    ),
    "empty-range": ("There is nothing in the range `{range}`.", "The lower end comes first."),
    "reserved-name": ("`{name}` is a built-in function and keeps its meaning.", "Take another name."),
    "not-a-value": (
        "A value is asked, and this is a statement.",
        "Give the expression alone, or a chain of `=` that ends in it.",
    ),
    "not-a-value/implication": (
        "Only equations can follow from each other here, and this is none.",
        "Write an equation on each side, such as `x^2 = 1`.",
    ),
    "not-a-value/pair": (
        "One expression is wanted on each side, and this is a statement.",
        "Give the relation between the two apart, such as `--relation <`.",
    ),
    "not-a-statement": (
        "A statement is asked, and this is only an expression.",
        "Say something of it: an equation, an inequality or a limit.",
    ),
    "not-a-distribution": (
        "A normal distribution is asked, and this is none.",
        "Write `N(m, S)` with its mean and its covariance.",
    ),
    "no-approach": (
        "It is not said where this limit is taken.",
        "Write `as z → ∞` behind it, or `lim_{z→∞}` before it.",
    ),
    "unknown-part": ("There is no part `{part}`.", "Did you mean {nearest}?", "`derivo list` shows them all."),
    "unknown-relation": ("I don't know the relation `{relation}`.", "The relations are {nearest}."),
    "broken-row": ("This row is no submission: {why}.",),
}


OURS = frozenset({"why", "what", "wanted", "expected"})  # facts in words of this project, not of the text


def say_problem(problem: Problem, *, names: Sequence[str] = ()) -> Message:
    """What could not be read, where, and one line of help; `names` are those that may be used."""
    facts = dict(problem.facts)
    of_variant = SENTENCES.get(f"{problem.code}/{_variant(facts)}")
    what, *helps = of_variant or SENTENCES.get(problem.code, ("I can't read {at}.",))
    known = _presentable(facts) | {"at": quoted(problem.source.at(problem.span))}
    help_line = next((text for text in helps if all(known.get(field) for field in fields(text))), "").format_map(known)
    if problem.code == "unknown-name" and names:
        help_line = f"{help_line}  Names you can use: {', '.join(names)}"
    where = excerpt(problem.source, problem.span) if problem.source.text.strip() else None
    return Message(_line(what.format_map(known)), where, (help_line,) if help_line else ())


def _variant(facts: Mapping[str, str]) -> str:
    """What tells two sentences of one code apart: a reason, or that the text has ended."""
    if facts.get("found") == "":
        return "end"
    return facts.get("why") or facts.get("what") or ""


def _presentable(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts as they may be shown: on one line, cut short, lists in words."""
    shown = {key: visible(fact) if key in OURS else _short(fact) for key, fact in facts.items()}
    if facts.get("nearest"):
        shown["nearest"] = either([f"`{visible(name.strip())}`" for name in facts["nearest"].split(",")])
    if "function" in facts and "expected" in facts:
        shown["expected"] += " argument" if facts["expected"] == "1" else " arguments"
    elif "example" in facts and "expected" in facts:
        shown["expected"] += " index" if facts["expected"] == "1" else " indices"
    for listed in {"sizes", "names"} & facts.keys():
        shown[listed] = both([visible(each.strip()) for each in facts[listed].split(",")])
    return shown


def _short(fact: str) -> str:
    """A piece of the text on one line; a line end alone is drawn."""
    return quoted(fact)[1:-1] or ("⏎" if fact else "")


def either(choices: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))


def _line(text: str) -> str:
    return text[:1].upper() + text[1:]
