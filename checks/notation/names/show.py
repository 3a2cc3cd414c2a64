"""A tree as one line of plain Unicode: the formula as understood. Reading it gives the same tree."""

from __future__ import annotations

from fractions import Fraction

from derivo.checks.notation.names.names import BUILTINS, UNICODE, Notation, shown_entry, shown_name
from derivo.checks.notation.names.occurrences import letters_in, variables
from derivo.checks.notation.text.characters import superscript
from derivo.checks.notation.trees.tree import (
    Add,
    Apply,
    At,
    Basis,
    Cases,
    Compare,
    Constant,
    DensityAt,
    Derivative,
    Dimension,
    Divide,
    Each,
    Elementwise,
    Entry,
    EntryOf,
    Expectation,
    Identity,
    Index,
    Indicator,
    Inner,
    Integral,
    Kronecker,
    Limit,
    Matrix,
    Multiply,
    Name,
    Negative,
    Node,
    Norm,
    Normal,
    NormalDensity,
    Number,
    Ones,
    Optimum,
    Power,
    Product,
    Row,
    Sum,
    Transpose,
    Values,
    Zeros,
)
from derivo.checks.notation.trees.values import value

# How tightly a shown node holds together: what stands inside something tighter is put in brackets.
RELATION, SUM, SIGN, TERM, POWER, ATOM = range(6)

OPERATORS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "in": "∈"}
CONSTANTS = {"e": "e", "pi": "π", "oo": "∞"}
FUNCTIONS = {"relu": "ReLU"}
ENTRYWISE = {"*": "⊙", "/": "⊘"}
ORDERS = {"": "", "2": "₂", "1": "₁", "inf": "_∞", "F": "_F"}
PRIMES = {0: "", 1: "′", 2: "″", 3: "‴"}


def show(node: Node) -> str:
    """The formula on one line.

    >>> from derivo.checks.notation import declare, read_formula
    >>> known = declare(["z : real", "c : positive", "sigma(u) = 1/(1 + exp(-u))"])
    >>> show(read_formula("czsigma(cz)(1-sigma(cz)^2)/2", known))
    'c·z·σ(c·z)·(1 − σ(c·z)²)/2'
    """
    return written(node)[0]


def within(node: Node, least: int) -> str:
    """A node, in brackets unless it holds together at least so tightly."""
    text, level = written(node)
    return text if level >= least else f"({text})"


def written(node: Node) -> tuple[str, int]:
    """A node's text and how tightly it holds together."""
    match node:
        case Number(value=number):
            return decimal(number), ATOM
        case Constant(name=name):
            return CONSTANTS[name], ATOM
        case Name(name=name) | Index(name=name):
            return shown_name(name), ATOM
        case Entry(name=name, indices=indices):
            return shown_entry(name, [show(index).replace(" ", "") for index in indices]), ATOM
        case Add(terms=terms):
            later = [added(*closed(terms, place, TERM)) for place in range(1, len(terms))]
            return within(*closed(terms, 0, SIGN)) + "".join(later), SUM
        case Negative(body=body):
            return "−" + within(body, TERM), SIGN
        case Multiply(factors=factors):
            return "·".join(within(each, POWER) for each in factors), TERM
        case Divide(top=top, bottom=bottom):
            return f"{numerator(top)}/{within(bottom, POWER)}", TERM
        case Power(base=base, exponent=exponent):
            marked = isinstance(base, Name | Entry) and "^" in base.name
            return (f"({show(base)})" if marked else within(base, ATOM)) + raised(exponent), POWER
        case Apply():
            return call(node), ATOM
    return operator(node)


def operator(node: Node) -> tuple[str, int]:
    """The text of what reaches over something, or compares."""
    match node:
        case Sum() | Product():
            return summed(node), TERM
        case Optimum(body=body, index=index, low=low, high=high, kind=kind):
            return f"arg{kind}_{{{index.name}={show(low)},…,{show(high)}}} {within(body, SUM)}", RELATION
        case Derivative():
            return derivative(node), TERM
        case Limit(body=body, variable=variable, to=to, side=side):
            target = within(to, SIGN) + {"": "", "+": "⁺", "-": "⁻"}[side]
            return f"lim_{{{shown_name(variable.name)}→{target}}} {within(body, TERM)}", TERM
        case At(body=body, variable=variable, value=value):
            return f"({show(body)})|_{{{shown_name(variable.name)}={show(value)}}}", TERM
        case Compare(operator=relation, left=left, right=right):
            return f"{show(left)} {OPERATORS[relation]} {show(right)}", RELATION
        case Values(values=values):
            return "{" + ", ".join(map(show, values)) + "}", ATOM
        case Indicator(conditions=conditions):
            return "1[" + ", ".join(map(show, conditions)) + "]", ATOM
        case Cases(branches=branches):
            return "{" + ", ".join(branch(value, conditions) for value, conditions in branches) + "}", ATOM
    return array(node)


def array(node: Node) -> tuple[str, int]:
    """The text of what only vectors and matrices have."""
    match node:
        case Transpose(body=body):
            return within(body, ATOM) + "ᵀ", POWER
        case Elementwise(operator=sign, left=left, right=right):
            return f"{within(left, POWER)} {ENTRYWISE[sign]} {within(right, POWER)}", TERM
        case Kronecker(left=left, right=right):
            return f"{within(left, POWER)} ⊗ {within(right, POWER)}", TERM
        case Each(apply=apply):
            return written(apply)
        case Norm(body=body, order=order):
            return f"‖{show(body)}‖{ORDERS[order]}", ATOM
        case Inner(left=left, right=right):
            return f"⟨{show(left)}, {show(right)}⟩", ATOM
        case Ones(size=size):
            return "𝟏" + dimension(size), ATOM
        case Identity(size=size):
            return "I" + dimension(size), ATOM
        case Zeros():
            return "0", ATOM
        case Basis(index=index):
            return shown_entry("e", [show(index)]), ATOM
        case Row(matrix=matrix, index=index):
            return f"row {show(index)} of {show(matrix)}", RELATION
        case EntryOf(body=body, indices=indices):
            return f"({show(body)})" + shown_entry("", [show(index).replace(" ", "") for index in indices]), ATOM
        case Matrix(rows=rows):
            return "[" + "; ".join(", ".join(map(show, line)) for line in rows) + "]", ATOM
    return random(node)


def random(node: Node) -> tuple[str, int]:
    """The text of expectations, densities, integrals and distributions."""
    match node:
        case Expectation(body=body):
            return f"E_{{{below(node)}}}[{show(body)}]", ATOM
        case DensityAt(density=density, values=values, given=given):
            return f"{shown_name(density)}({conditional(values, given)})", ATOM
        case Integral(body=body, over=over):
            return f"∫ {within(body, TERM)} {' '.join(f'd{show(name)}' for name in over)}", TERM
        case Normal(mean=mean, covariance=covariance):
            return f"N({show(mean)}, {show(covariance)})", ATOM
        case NormalDensity(at=at, mean=mean, covariance=covariance):
            return f"N({show(at)}; {show(mean)}, {show(covariance)})", ATOM
    raise TypeError(node)


def below(node: Expectation) -> str:
    """What stands below E."""
    names = conditional(node.over, node.given)
    if not node.density:
        return names
    behind = f"({names})" if node.given else ""
    return f"{conditional(node.over, ())}∼{shown_name(node.density)}{behind}"


def conditional(names: tuple[Name, ...], given: tuple[Name, ...]) -> str:
    """x, y|z."""
    return ",".join(map(show, names)) + ("|" + ",".join(map(show, given)) if given else "")


def dimension(size: Dimension | None) -> str:
    """A size below a 1 or an I."""
    shown = "·".join(UNICODE.get(each, each) if isinstance(each, str) else str(each) for each in size or ())
    return (f"_{shown}" if len(shown) == 1 else f"_{{{shown}}}") if shown else ""


def summed(node: Sum | Product) -> str:
    """∑_{n=1}^N of a body, with conditions."""
    sign = "∑" if isinstance(node, Sum) else "∏"
    below = ", ".join([f"{node.index.name}={show(node.low)}", *map(show, node.conditions)])
    above = show(node.high)
    high = f"^{above}" if above.isalnum() and len(above) == 1 else f"^{{{above}}}"
    return f"{sign}_{{{below}}}{high} {within(node.body, TERM)}"


def added(term: Node, least: int) -> str:
    """A term of a sum with the sign before it."""
    if isinstance(term, Negative):
        return f" − {within(term.body, least)}"
    return f" + {within(term, least)}"


def closed(terms: tuple[Node, ...], place: int, least: int) -> tuple[Node, int]:
    """A term, and how tightly it has to hold together: in brackets if its sum or limit would go on over the next."""
    running = open_over(terms[place])
    names = (name for term in terms[place + 1 :] for name in (*letters_in(term, Notation()), *variables(term)))
    return terms[place], ATOM if running and not running.isdisjoint(names) else least


def open_over(node: Node) -> set[str]:
    """The indices of the sums and the variables of the limits with which a shown term ends."""
    match node:
        case Negative(body=body):
            return open_over(body)
        case Sum(body=body, index=index) | Product(body=body, index=index):
            return {index.name} | open_over(body)
        case Limit(body=body, variable=variable):
            return {variable.name} | open_over(body)
        case Multiply(factors=factors):
            return open_over(factors[-1])
    return set()


def numerator(top: Node) -> str:
    """What stands above the line; a product that ends with a number is set apart, as 2/3 is a fraction of its own."""
    if isinstance(top, Multiply) and not isinstance(top.factors[-1], Number):
        return within(top, TERM)
    return within(top, POWER)


def raised(exponent: Node) -> str:
    """An exponent with what raises it."""
    sign, body = ("-", exponent.body) if isinstance(exponent, Negative) else ("", exponent)
    if isinstance(body, Number) and body.value.denominator == 1:
        return superscript(sign + str(body.value))
    return "^" + within(exponent, ATOM)


def call(node: Apply) -> str:
    """A function of its arguments."""
    arguments = ", ".join(map(show, node.arguments))
    if not node.primes:
        if node.function == "abs" and "|" not in arguments:
            return f"|{arguments}|"
        if node.function == "sqrt":
            return f"√({arguments})"
        if node.function == "factorial":
            return within(node.arguments[0], ATOM) + "!"
    name = FUNCTIONS.get(node.function, node.function) if node.function in BUILTINS else shown_name(node.function)
    primes = PRIMES.get(node.primes, "′" * node.primes)
    return f"{name}{primes}({arguments})"


def derivative(node: Derivative) -> str:
    """dφ(z)/dz, d/dz (…), ∂²/∂x∂y (…)."""
    names = [show(name) for name in node.by]
    if is_score(node.body) and len(set(names)) == 1:
        return f"∇{superscript(str(len(names))) if len(names) > 1 else ''}_{{{names[0]}}} {show(node.body)}"
    letter = "d" if len(set(names)) == 1 else "∂"
    order = superscript(str(len(names))) if len(names) > 1 else ""
    below = "".join(f"{letter}{name}{powered(names.count(name))}" for name in dict.fromkeys(names))
    plain = isinstance(node.body, Name | Entry) or (
        isinstance(node.body, Apply)
        and node.body.function not in BUILTINS
        and all(value(argument) is None for argument in node.body.arguments)
    )
    return f"{letter}{order}{show(node.body)}/{below}" if plain else f"{letter}{order}/{below} ({show(node.body)})"


def is_score(body: Node) -> bool:
    """Whether a node is a density or the logarithm of one."""
    logarithm = isinstance(body, Apply) and body.function == "log" and len(body.arguments) == 1
    return isinstance(body.arguments[0] if isinstance(body, Apply) and logarithm else body, DensityAt)


def powered(count: int) -> str:
    """The order in one variable."""
    return superscript(str(count)) if count > 1 else ""


def branch(value: Node, conditions: tuple[Compare, ...]) -> str:
    """One value of several cases, and when it holds."""
    return f"{show(value)} if {' and '.join(map(show, conditions))}" if conditions else f"{show(value)} otherwise"


def decimal(value: Fraction) -> str:
    """A number as a decimal, exactly.

    >>> decimal(Fraction(1702, 1000)), decimal(Fraction(3))
    ('1.702', '3')
    """
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(value.numerator * 10**places // value.denominator).rjust(places + 1, "0")
    if places > 30:
        return f"{value.numerator * 10**places // value.denominator}e-{places}"
    return digits if not places else f"{digits[:-places]}.{digits[-places:]}"
