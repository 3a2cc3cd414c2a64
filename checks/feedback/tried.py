"""What deciding tried where it proved and refuted nothing, in sentences that don't contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

from derivo.checks.feedback.carets import visible

Tried = tuple[tuple[str, str], ...]

# What deciding says it tried → what people are told; empty where there is nothing to tell. `/1` is for the figure 1.
TRIED: Mapping[str, str] = {
    "points that agree": "{figure} points were tried, and none refutes it",
    "points that agree/1": "one point was tried, and it does not refute it",
    "points that agree/0": "",
    "no proof": "",
    "no point where both sides are defined": "no point was found at which both sides are defined",
    "not admissible": "no point was found that all conditions allow",
    "undefined": "at some points only one side is defined",
    "no value": "neither side has a value, as in ∞ − ∞",
    "no counterexample": "no solution of one equation was found that the other does not have",
    "too large to print": "the values are too large to be written down",
    "proved for sizes up to": "it was proved for all sizes up to {figure}, and not for larger ones",
    "proved for sizes up to/1": "it was proved where every size is 1, and not for larger ones",
    "proved for sizes up to/0": "",
    "chords that agree": "{figure} chords were tried, and none refutes it",
    "chords that agree/1": "one chord was tried, and it does not refute it",
    "chords that agree/0": "",
    "no rule": "no rule shows its curvature",
    "no factor": "no positive factor was found with which one side is the other up to a constant",
    "not convex": "the values that the variables may have are not seen to form a convex set",
    "second judge": "what was found does not stand for the formula as it was typed",
    "rounded": "a rounded value claims nothing exact",
}

# Where deciding stopped: figures of "not settled" and "not supported".
STOPPED: Mapping[str, str] = {
    "": "",
    "limit": "the limit was not found",
    "one-sided limits": "it was not shown that the limits from both sides are the same",
    "sign": "what becomes of ∞ depends on a sign that is not known",
    "power": "people mean different things by a power such as 0^∞ or ∞^∞",
    "power of -∞": "people mean different things by such a power of −∞",
    "undefined": "a piece that stands beside ∞ may have no value",
    "about": "it does not say which names vary",
    "infinity": "with ∞, only equations are decided",
    "counterexample": "from equations of this kind, no method tells whether one follows",
    "divisor": "a divisor may be 0",
}

# Pieces of a formula, by what deciding calls them.
PIECES: Mapping[str, str] = {
    "Limit": "limits",
    "Derivative": "derivatives",
    "Integral": "integrals",
    "Total": "sums up to a symbolic size",
    "Times": "products up to a symbolic size",
    "Entry": "entries of families",
    "Delta": "comparisons of indices",
    "Every": "conditions on families",
    "Unknown": "unknown functions",
    "Slope": "derivatives of unknown functions",
    "Modulus": "absolute values",
    "Flat": "derivatives of steps",
    "Where": "domains of pieces",
    "Derived": "derivatives where a rule divides by 0",
    "Choose": "distinctions of cases",
    "Pow": "powers",
    "Add": "sums",
    "Mul": "products",
    "NaN": "∞ − ∞ and the like",
    "ComplexInfinity": "∞ without a sign",
    "ImaginaryUnit": "complex numbers",
    "factorial": "factorials",
    **dict.fromkeys(
        ("Equality", "Unequality", "StrictLessThan", "LessThan", "StrictGreaterThan", "GreaterThan"),
        "equations and inequalities inside of formulas",
    ),
    **dict.fromkeys(("And", "Or", "Not", "BooleanTrue", "BooleanFalse"), "conditions inside of formulas"),
}
SILENCES: Mapping[str, str] = {"points that agree": "no point where both sides are defined"}


def tried_sentences(tried: Tried) -> tuple[str, ...]:
    """One sentence for each thing that was tried, without capital and point; none for what tells nothing.

    >>> tried_sentences((("points that agree", "60"), ("not settled", "limit"), ("no proof", "")))
    ('60 points were tried, and none refutes it', 'the limit was not found')
    """
    codes = {code for code, _ in tried}
    kept = [(code, figure) for code, figure in tried if SILENCES.get(code) not in codes]
    return tuple(dict.fromkeys(filter(None, (_sentence(code, figure.strip()) for code, figure in kept))))


def _sentence(code: str, figure: str) -> str:
    if code in ("not settled", "not supported"):
        return _stopped(figure)
    known = TRIED.get(f"{code}/{figure}", TRIED.get(code))
    if known and "{figure}" in known and not figure:
        return ""
    if known is None:
        known = "{code}: {figure}" if figure else "{code}"
    return known.format(code=visible(code), figure=visible(figure))


def _stopped(figure: str) -> str:
    """Where deciding stopped: a known reason, a piece of the formula, or, for a text of another kind, that it did."""
    if figure in STOPPED:
        return STOPPED[figure]
    if figure in PIECES:
        return f"no method covers {PIECES[figure]} here"
    return f"no method covers `{visible(figure)}` here" if figure.isidentifier() else "no method covers it"
