"""The types of declarations: domains of scalars, and unknown functions."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from fractions import Fraction

from derivo.checks.language.domains import INTEGER, NATURAL, NEGATIVE, NONNEGATIVE, POSITIVE, REAL, SIZE, Domain
from derivo.checks.notation.names.names import UnknownFunction, shown_name
from derivo.checks.notation.text.source import Source, Span
from derivo.checks.notation.text.stop import stop

TYPES = {
    "real": REAL,
    "positive": POSITIVE,
    "nonnegative": NONNEGATIVE,
    "negative": NEGATIVE,
    "integer": INTEGER,
    "natural": NATURAL,
    "size": SIZE,
    "constant": REAL,
}
TRAITS = ("convex", "concave", "increasing", "decreasing", "positive", "nonnegative", "even", "odd")
LATER = frozenset("vector matrix index random density row for independent iid mean".split())
SQUARE = ("symmetric", "posdef", "psd", "diagonal", "invertible")
ARRAY = re.compile(rf"(?:([a-z]+)\s+)?(vector|matrix|{'|'.join(SQUARE)})\s*\(([^()]*)\)")
NUMBER = r"\s*[-−+]?\s*(?:[0-9.]+(?:\s*/\s*[0-9]+)?|oo|∞|inf|infinity|\\infty)\s*"
LABELS = re.compile(r"index\s*\(\s*([^\W\d_]+)\s*\)")  # what a function of labels takes
RANGE = re.compile(rf"([a-z]+)\s+(?:in|∈|\\in)\s*([(\[])({NUMBER}),({NUMBER})([)\]])")
SET = re.compile(rf"(?:real\s+in\s*)?\\?\{{((?:{NUMBER},)*{NUMBER})\\?\}}")
FUNCTION = re.compile(r"((?:[a-z]+\s+)*)function\s*(?:\((.*?)\)\s*(?:(?:->|→|\\to)\s*(.+))?)?")


Axes = tuple["str | int", ...]


@dataclass(frozen=True, slots=True)
class Array:
    """The type of a vector or matrix: the domain of its entries, where its sizes stand, and its trait."""

    domain: Domain
    sizes: tuple[Span, ...]
    trait: str


def array_of(source: Source, span: Span) -> Array | None:
    """The vector or matrix that a type says, or None if it says none."""
    found = ARRAY.fullmatch(source.at(span))
    if found is None or found.group(1) not in (None, *TYPES):
        return None
    kind, sizes, start = found.group(2), list[Span](), span.start + found.start(3)
    for text in found.group(3).split(","):
        at = start + len(text) - len(text.lstrip())
        sizes.append(Span(at, at + len(text.strip())))
        start += len(text) + 1
    if len(sizes) != (2 if kind == "matrix" else 1):
        stop("unknown-type", source, span, type=source.at(span), nearest="")
    square = kind in SQUARE
    return Array(TYPES[found.group(1) or "real"], tuple(sizes * 2 if square else sizes), kind if square else "")


def domain_of(source: Source, span: Span) -> Domain:
    """The domain that a scalar type says; unwinds if it is none."""
    text = source.at(span)
    if text in TYPES:
        return TYPES[text]
    found = RANGE.fullmatch(text)
    if found is not None and found.group(1) in TYPES:
        return between(TYPES[found.group(1)], found, source, span)
    listed = SET.fullmatch(text)
    if listed is not None:
        return Domain(values=tuple(sorted({number(each, source, span) for each in listed.group(1).split(",")})))
    unknown(source, span)
    return REAL


def between(base: Domain, found: re.Match[str], source: Source, span: Span) -> Domain:
    """The part of `base` between two bounds; unwinds if it is empty."""
    low, high = (None if infinite(each) else number(each, source, span) for each in (found.group(3), found.group(4)))
    open_low, open_high = found.group(2) == "(", found.group(5) == ")"
    if base.low is not None and (low is None or low < base.low or (low == base.low and base.low_open)):
        low, open_low = base.low, base.low_open
    if base.high is not None and (high is None or high > base.high or (high == base.high and base.high_open)):
        high, open_high = base.high, base.high_open
    result = Domain(low, high, open_low or low is None, open_high or high is None, base.whole)
    if low is not None and high is not None and (low > high or (low == high and (open_low or open_high))):
        stop("empty-range", source, span, range=source.at(span))
    if base.whole and low is not None and high is not None and not any(
        result.contains(Fraction(each)) for each in (low.__ceil__(), low.__floor__() + 1)
    ):  # fmt: skip
        stop("empty-range", source, span, range=source.at(span))
    return result


def part_of(sign: Domain, base: Domain, source: Source, span: Span) -> Domain:
    """The numbers of a domain that have a sign; unwinds if these are no simple domain."""
    if base == REAL:
        return sign
    if base.values:
        kept = tuple(each for each in base.values if sign.contains(each))
        return Domain(values=kept) if kept else stop("empty-range", source, span, range=source.at(span))
    inside = (base.low is not None and sign.contains(base.low)) or (base.low == sign.low and base.low_open)
    return base if inside else stop("unknown-type", source, span, type=source.at(span), nearest="")


def infinite(text: str) -> bool:
    """Whether a bound is infinite."""
    return any(word in text for word in ("oo", "∞", "inf"))


def number(text: str, source: Source, span: Span) -> Fraction:
    """The number that a bound says."""
    try:
        return Fraction(text.replace("−", "-").replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        stop("unknown-type", source, span, type=source.at(span), nearest="")


def function_of(name: str, source: Source, span: Span) -> UnknownFunction | None:
    """The unknown function that a type says, or None if it says no function."""
    text = source.at(span)
    found = FUNCTION.fullmatch(text)
    if found is None:
        return None
    traits = tuple(found.group(1).split())
    for trait in traits:
        if trait not in TRAITS:
            at = span.start + text.index(trait)
            stop("unsupported", source, Span(at, at + len(trait)), construct=trait)
    inner, value = found.group(2), found.group(3)
    taken = [part(each, found.start(2), source, span) for each in split(inner)] if inner else [(REAL, ())]
    kept = tuple(trait for trait in traits if trait not in ("positive", "nonnegative"))
    sign = next((TYPES[trait] for trait in traits if trait in TYPES), REAL)
    result, axes = part(value, found.start(3), source, span) if value else (sign, ())
    if sign != REAL and result != sign:
        result = part_of(sign, result, source, span)
    domains, places = (tuple(each) for each in zip(*taken, strict=True))
    return UnknownFunction(name, shown_name(name), domains, result, kept, axes, places if axes or any(places) else ())


def split(text: str) -> list[str]:
    """The types between commas, a range being one."""
    return re.split(r",(?![^(\[{]*[)\]}])", text)


def part(text: str, start: int, source: Source, span: Span) -> tuple[Domain, Axes]:
    """The domain that a part of a function's type says, and the sizes of a vector or matrix."""
    at = source.text.index(text, span.start + start) if text in source.text[span.start + start :] else span.start
    at += len(text) - len(text.lstrip())
    here = Span(at, at + len(text.strip()))
    if LABELS.fullmatch(text.strip()):
        return REAL, ()
    array = array_of(source, here)
    return (domain_of(source, here), ()) if array is None else (array.domain, sizes_said(array, source))


def sizes_said(array: Array, source: Source) -> Axes:
    """The sizes of a vector or matrix as they are typed: names, and whole numbers."""
    texts = (source.at(span).replace("{", "").replace("}", "").removeprefix("\\") for span in array.sizes)
    return tuple(int(text) if text.isdigit() and int(text) > 0 else text for text in texts)


def unknown(source: Source, span: Span) -> None:
    """Unwinds: a type of a later part of the language, or none at all."""
    text = source.at(span)
    if not text:
        stop("not-a-declaration", source, Span(0, span.end), found=source.text.strip())
    for word in re.finditer(r"[A-Za-z]+", text):
        if word.group() in LATER:
            at = span.start + word.start()
            stop("unsupported", source, Span(at, at + len(word.group())), construct=word.group())
    known = (*TYPES, "function", "vector", "matrix", *SQUARE)
    close = difflib.get_close_matches(re.split(r"\W", text)[0], known, n=2, cutoff=0.6)
    stop("unknown-type", source, span, type=text, nearest=", ".join(close))
