"""Why an answer is unfinished or undecided, by the code of the reason. Undecided never sounds like wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter

PERSON = "This one is for a person."

# The first sentence all of whose facts are known is said.
REASONS: Mapping[str, tuple[str, ...]] = {
    "wanted-form": (
        "Equal to {called}, and not finished: {left} still {stands} in it.",
        "Equal to {called}, and not finished: bring it to the form that is asked for.",
    ),
    "restates": ("Equal to {called}, but it only says again what is asked: carry it out.",),
    "trivial": ("True, but it says nothing that is not obvious.",),
    "other-part": (f"Not decided: it holds if another part of the question is answered rightly. {PERSON}",),
    "not-alone": ("True, but {called} does not stand alone on one side. Solve for it.",),
    "another-law": (
        f"Not decided: {{law}} is not what the question says of this distribution, or not known to be. {PERSON}",
    ),
    "optimum": (f"Not decided: a minimum or maximum was typed, and only what it is of is read here. {PERSON}",),
    "outside": (f"Not decided: {{call}} is not known to be a value where the function is declared. {PERSON}",),
    "special-case": (f"Not decided: your answer names a condition or a limit of its own. {PERSON}",),
    "its-limit": ("Not finished: the limit of yours is {called}. Carry it out.",),
    "not-as-said": (
        "Right up to a positive factor and a constant, but not equal to {called}, as you say: write `+ C` if a constant"
        " is left out, or no `=`.",
    ),
    "free-random": (
        f"Not decided: no mean is taken over {{names}}, and it may well be meant. Say E over it, too. {PERSON}",
    ),
    "free-factor": (f"Not decided: it is not said which number {{names}} is, and it matters here. {PERSON}",),
    "in-words": (f"Not decided: words are asked, and these are not read here. {PERSON}",),
    "other-shape-of-normal": (
        f"Not decided: mean or covariance have another shape than those of {{called}}. {PERSON}",
    ),
    "another-form": (f"Not decided: it is true, and may well be what is asked. {PERSON}",),
    "not-about": ("True, but it is not about what is asked.",),
    "transposed": ("Yours is transposed: {called} is a column, yours a row.",),
    "transposed-matrix": ("Yours is the transpose of {called}.",),
    "other-shape": ("Yours is {yours}, and {called} is {wanted}.",),
    "other-shape-named": (
        f"Not decided: yours is {{yours}}, {{called}} is {{wanted}}, and your answer has a name of its own. {PERSON}",
    ),
    "partly": ("True, and not enough to show what is asked.",),
    "a-piece": (f"Not decided: your answer names a part of what is asked, and the rest is missing. {PERSON}",),
    "another-quantity": (
        f"Not decided: the value is that of {{called}}, and your answer calls it something else. {PERSON}",
    ),
    "untrue": ("Not true.",),
    "as-numbers": (f"Not decided: it is right of numbers, and it is written for vectors. {PERSON}",),
    "not-free": (f"Not decided: your {{piece}} has {{name}} in it, and is meant to be free of it. {PERSON}",),
    "depends": (f"Not decided: your answer says that something in it depends on something else. {PERSON}",),
    "other-variable": (f"Not decided: your answer is a minimum over {{name}}, and that is not what varies. {PERSON}",),
    "ambiguous": (
        "Not decided: this can be read in two ways, and it matters which. It was read as {read_as}; brackets would "
        f"settle it. {PERSON}",
        f"Not decided: this can be read in two ways, and it matters which; brackets would settle it. {PERSON}",
    ),
    "defined-before": (
        f"Not decided: {{name}}, which you define before, is {{called}}, and your last formula says something else. "
        f"{PERSON}",
    ),
    "untrue-on-the-way": (
        "Not decided: the last equation is right, and `{equation}` before it is not true of {called}, or not known to "
        f"be. {PERSON}",
    ),
    "condition": (
        f"Not decided: the formula is right, and that `{{condition}}`, which you say with it, is not so wherever the "
        f"question is asked, or not known to be so. {PERSON}",
    ),
    "only-under-condition": (f"Not decided: it holds under your condition, not without. {PERSON}",),
    "open-names": (
        "Not decided: nothing says what the names are, and it matters: {taken}, or {otherwise}. Say it with `--let`.",
    ),
    "under-facts": ('It holds for `{let}`, and nothing says so. If that is meant, say it: `--let "{let}"`.',),
    "says-what": ('Not decided: nothing says what {name} is, so this may say it. Declare it: `--let "{name} = …"`.',),
    "open-facts": (
        "Not decided: nothing says what the names are, and for `{let}` it may well hold. Say with `--let` what is "
        "meant.",
    ),
    "unread-condition": (
        "Not decided: one of the conditions could not be read, so that nothing is refuted without it.",
    ),
    "not-shown": (f"Not decided: it was neither proved nor refuted, so it may well be right. {PERSON}",),
    "over-budget": (f"Not decided: it takes more work to prove or refute this than one answer may take. {PERSON}",),
    "no-time": (f"Not decided: the time was up before it was proved or refuted. {PERSON}",),
    "no-memory": (f"Not decided: the memory was used up before it was proved or refuted. {PERSON}",),
    "crashed": (
        f"Not decided: the checker itself failed on it ({{why}}). {PERSON}",
        f"Not decided: the checker itself failed on it. {PERSON}",
    ),
    "no-claim": ("Not decided: this sign claims nothing that could be proved or refuted.",),
    "no-equation": ("Not decided: ⇒ joins equations, and one of its sides is none.",),
}
ARTICLES = {"derivative": "a derivative", "limit": "a limit", "sum": "a sum", "product": "a product"}


def say_reason(reason: str, facts: Mapping[str, str]) -> str:
    """The sentence for a reason.

    >>> say_reason("wanted-form", {"called": "the derivative", "left": "φ, derivative"})
    'Equal to the derivative, and not finished: φ and a derivative still stand in it.'
    """
    left = [ARTICLES.get(piece, piece) for piece in facts.get("left", "").split(", ")]
    known = {**facts, "left": both(left), "stands": "stand" if len(left) > 1 else "stands"}
    return next(text for text in REASONS[reason] if all(map(known.get, fields(text)))).format_map(known)


def both(pieces: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(pieces[:-1]), *pieces[-1:])))


def fields(text: str) -> list[str]:
    """The names in braces in `text`."""
    return [field for _, field, _, _ in Formatter().parse(text) if field]
