"""An expression as people write it, with sums over indices: for certificates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy
from sympy import Basic, Integer, Rational, Symbol

from derivo.checks.language.families import Delta, Entry, Over, Times, Total
from derivo.checks.language.nodes import Choose, Modulus, Unknown, rebuilt, substitute

SUM, PRODUCT, POWER, ATOM = range(4)
LETTERS = "ijklnmpqrst"
DIGITS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
Text = tuple[str, int]  # and how tightly it holds together
Shown = Callable[[str, Sequence[str]], str]


def written(node: Basic, shown: Shown) -> str:
    """`node` as a formula; `shown` gives a name with its indices.

    >>> x = Symbol("x")
    >>> written((x + 1) ** 2 / 2 - sympy.exp(-x), lambda name, at: name)
    '(x + 1)²/2 − exp(−x)'
    """
    return _text(_lettered(node, frozenset()), shown)[0]


def _lettered(node: Basic, taken: frozenset[str]) -> Basic:
    """`node` with a letter for each running index that no sum around it has."""
    if not node.args or not node.has(Over):
        return node
    if not isinstance(node, Over):
        return rebuilt(node, [_lettered(argument, taken) for argument in node.args])
    body, index, *rest = node.args
    free = (letter for letter in (index.name, *LETTERS) if letter not in taken)
    letter = Symbol(next(free, index.name), integer=True)
    inner = _lettered(substitute(body, {index: letter}), taken | {letter.name})
    return node.func(inner, letter, *(substitute(part, {index: letter}) for part in rest))


def _text(node: Basic, shown: Shown) -> Text:
    match node:
        case Symbol():
            return shown(node.name, ()), ATOM
        case Entry():
            return shown(str(node.args[0]), [written(at, shown) for at in node.args[1:]]), ATOM
        case sympy.Rational():
            return _number(node)
        case sympy.Add():
            return _sum(node, shown)
        case sympy.Mul():
            return _product(node, shown)
        case sympy.Pow():
            return _power(node.args[0], node.args[1], shown)
        case Total() | Times():
            return _running(node, shown)
        case Modulus():
            return f"|{written(node.args[0], shown)}|", ATOM
        case Delta():
            return shown("delta", [written(at, shown) for at in node.args]), ATOM
    return _function(node, shown), ATOM


def _function(node: Basic, shown: Shown) -> str:
    inside = [written(argument, shown) for argument in node.args if argument.args or argument.is_Atom]
    if isinstance(node, Choose):
        return f"({inside[1]} if {inside[0]} > 0, else {inside[2]})"
    if isinstance(node, Unknown):
        primes = "′" * int(sum(node.args[1]))
        return f"{shown(str(node.args[0]), ())}{primes}({', '.join(inside[2:])})"
    name = node.func.__name__.lower()
    return f"{name}({', '.join(inside)})" if inside else str(node)


def _held(node: Basic, least: int, shown: Shown) -> str:
    text, strength = _text(node, shown)
    return text if strength >= least else f"({text})"


def _number(number: Rational) -> Text:
    text = f"−{-number}" if number < 0 else str(number)
    return text, SUM if number < 0 else ATOM if number.is_Integer else PRODUCT


def _sum(node: Basic, shown: Shown) -> Text:
    text = ""
    for term in sorted(node.args, key=lambda term: term.is_Number):
        piece = _held(term, PRODUCT, shown) if not _is_negative(term) else _text(term, shown)[0]
        sign, body = ("−", piece[1:]) if piece.startswith("−") else ("+", piece)
        text = f"{text} {sign} {body}" if text else piece
    return text, SUM


def _is_negative(term: Basic) -> bool:
    numbers = [factor for factor in sympy.Mul.make_args(term) if factor.is_Rational and factor < 0]
    return len(numbers) % 2 == 1


def _product(node: Basic, shown: Shown) -> Text:
    number, above, below = Rational(1), [], []
    for factor in node.args:
        if isinstance(factor, sympy.Rational):
            number *= factor
        elif isinstance(factor, sympy.Pow) and factor.args[1].is_Rational and factor.args[1] < 0:
            below.append(_held(sympy.Pow(factor.args[0], -factor.args[1], evaluate=False), POWER, shown))
        else:
            above.append(_held(factor, PRODUCT if isinstance(factor, Total) else POWER, shown))
    if abs(number.p) != 1 or not above:
        above.insert(0, str(abs(number.p)))
    if number.q != 1:
        below.insert(0, str(number.q))
    bottom = f"/({' '.join(below)})" if len(below) > 1 else f"/{below[0]}" if below else ""
    return ("−" if number < 0 else "") + " ".join(above) + bottom, SUM if number < 0 else PRODUCT


def _power(base: Basic, exponent: Basic, shown: Shown) -> Text:
    if exponent == 1:
        return _text(base, shown)
    if exponent == Rational(1, 2):
        return f"√({written(base, shown)})", ATOM
    if exponent.is_Rational and exponent < 0:
        return f"1/{_held(sympy.Pow(base, -exponent, evaluate=False), POWER, shown)}", PRODUCT
    raised = str(exponent).translate(DIGITS) if isinstance(exponent, Integer) else f"^({written(exponent, shown)})"
    return _held(base, ATOM, shown) + raised, POWER


def _running(node: Basic, shown: Shown) -> Text:
    body, index, *_ = node.args
    sign = "Σ" if isinstance(node, Total) else "Π"
    return f"{shown(sign, [written(index, shown)])} {_held(body, PRODUCT, shown)}", PRODUCT
