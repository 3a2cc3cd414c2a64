"""The distributions that an answer states, `ξ ~ N(0, I)`, held against what the question says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derivo.checks.answers.answer import Answer
from derivo.checks.answers.claims import Unread, denoted
from derivo.checks.notation import Problem, read_formula, show
from derivo.checks.notation.names.names import Defined, Random
from derivo.checks.notation.trees import tree

LAW = re.compile(r"~|∼|\\(?:thick)?sim\b|=")
NORMAL = re.compile(
    r"(?:\\,|\\;|\s)*(?:\\(?:mathcal|mathrm|mathscr|operatorname)\s*\{?\s*N\s*\}?|𝒩|Normal|Gaussian|N)\s*"
    r"(?:\\left|\\[bB]igg?l?)?\s*\("
)
NAME = re.compile(r"[^\s,;|({&]+$")
DENSITY = re.compile(r"[pqPQ](?:_\{?(\w+)\}?)?$")


def unknown_law(answer: Answer) -> str:
    """The first distribution that an answer states and the question does not; empty if there is none."""
    for of, law in _stated(answer):
        if not _holds(answer, of, law):
            return law
    return ""


def _stated(answer: Answer) -> Iterator[tuple[str, str]]:
    """What distributions are said of, and these, as typed: below means, and in clauses that were read over."""
    source = answer.reading.source
    for remark in answer.reading.remarks:
        text = source.at(remark.span)
        found = LAW.search(text) if remark.code == "reason" else None
        if found and (found[0] != "=" or NORMAL.match(text, found.end())):
            yield text[: found.start()].strip(), text[found.end() :].strip()
    spans = [remark.span for remark in answer.reading.remarks if remark.code == "reason"]
    for found in LAW.finditer(source.text):
        inner = NORMAL.match(source.text, found.end())
        apart = all(not span.start <= found.start() < span.end for span in spans)
        if inner and found[0] != "=" and apart:
            name = NAME.search(source.text[: found.start()].rstrip().rstrip("}"))
            yield (name[0] if name else ""), f"N({_inside(source.text, inner.end())})"


def _inside(text: str, start: int) -> str:
    """What stands in the bracket that has been opened before `start`."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return re.sub(r"\\(?:right|[bB]igg?r?)\s*$", "", text[start:place])
    return text[start:]


def _holds(answer: Answer, of: str, law: str) -> bool:
    """Whether the question says this of a name: it is declared so, or standard noise if it is a defined one (ξ)."""
    notation = answer.question.notation
    called = re.fullmatch(r"[pq]\((.*)\)", of.replace(" ", ""))
    names = called[1] if called else of
    name = re.split(r"\||\\mid", names)[0].strip(" {}")
    opened = NORMAL.match(law)
    if opened is None:
        return _is_density(answer, names, name, law)
    node, inside = read_formula(name, notation), _inside(law, opened.end()).replace(",", ", ")
    declared = notation.names.get(node.name) if isinstance(node, tree.Name) else None
    at = "" if re.search(r"[;|]", inside) else f"{name}; "
    said = read_formula(f"N({at}{inside})", notation)
    if isinstance(said, Problem) or not isinstance(said, tree.NormalDensity):
        return False
    if isinstance(declared, Random) and declared.normal and declared.mean and declared.variance:
        return _same(answer, said.mean, declared.mean) and _same(answer, said.covariance, declared.variance)
    standard = (read_formula(f"N({name}; 0, {unit})", notation) for unit in ("I", "1"))
    expected = next((each for each in standard if isinstance(each, tree.NormalDensity)), None)
    if not isinstance(declared, Defined) or expected is None:
        return False
    return _same(answer, said.mean, expected.mean) and _same(answer, said.covariance, expected.covariance)


def _is_density(answer: Answer, names: str, name: str, law: str) -> bool:
    """Whether a law is the density of just these names, p(x_t|x_0) of X_t|X_0, or has the index of one, p_0 of X_0."""
    notation = answer.question.notation
    mine, theirs = read_formula(f"p({names})", notation), read_formula(law, notation)
    if isinstance(mine, tree.DensityAt) and isinstance(theirs, tree.DensityAt):
        return show(mine) == show(theirs)
    found = DENSITY.fullmatch(law.strip().replace("\\mathrm", "").replace("\\text", ""))
    index = name.rpartition("_")[2].strip("{}")
    return (
        found is not None and notation.lookup(law.strip()) is not None and found[1] in (index, "data" * (index == "0"))
    )


def _same(answer: Answer, left: tree.Node, right: tree.Node) -> bool:
    """Whether two means, or covariances, are equal; a number is that in every coordinate, or times the identity."""
    if show(left) == show(right):
        return True
    try:
        mine, other = (denoted(each, answer.reading) for each in (left, right))
    except Unread:
        return False
    return answer.proves(mine, other)
